/* Starts what a page of the knowledge base can do. Each part is a module of its own (kb-*.js): no
   library, no other host. Without scripts every page can be read, as of the day it was built. */

import { startHome } from "./kb-home.js";
import { startMine } from "./kb-mine.js";
import { startReading } from "./kb-reading.js";
import { startRegister } from "./kb-register.js";
import { showToday } from "./kb-review.js";
import { settings } from "./kb-settings.js";
import { startSteps } from "./kb-steps.js";
import { startTables } from "./kb-tables.js";
import { startTips } from "./kb-tips.js";

function start() {
  const opened = document.querySelector("[data-kb-document]");
  const home = document.querySelector("[data-kb-home]");
  startMine();
  document.querySelectorAll("[data-kb-register]").forEach(startRegister);
  startTables();
  startTips();
  if (opened) startSteps(opened);
  if (opened) startReading(opened);
  if (home) startHome(home);
  showToday();
  document.addEventListener("kb-shown", showToday); // a script has put new reviews on the page
  document.addEventListener("visibilitychange", () => document.hidden || showToday());
}

if (settings) start();
