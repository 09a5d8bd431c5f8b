/* The reader's own part of the home page: must-reads, what has changed since the last visit,
   favourites, what was opened last. Changes come from api/v1/changes.json, asked for here only. */

import { isMine, isRowMine, myCenter, myRole } from "./kb-mine.js";
import { daysBetween, element, language, settings, today, words } from "./kb-settings.js";
import { favourites, hasRead, keep, kept, recents } from "./kb-store.js";

const MUST_READ_DAYS = 30;
const LONGEST_LIST = 12;
const CLOCK_MILLISECONDS = 20000;
const LOCALE = { zh: "zh-CN", en: "en-GB" };

/* ---- Days of visits ---- */

/** The day of the visit before today's; null on the first one. */
function lastVisit() {
  const day = today();
  const { current = "", before = "" } = kept("visit", {});
  if (current === day) return before || null;
  keep("visit", { current: day, before: current });
  return current || null;
}

/* ---- Lists ---- */

function entry({ id, page, title, note }) {
  const link = element("a", "kb-mine-entry", element("span", "kb-id", id), ` ${title}`);
  link.href = new URL(page, new URL(settings.home, location.href)).href;
  const made = element("li", "", link);
  if (note) made.append(element("span", "kb-mine-note", note));
  return made;
}

function fill(home, name, documents) {
  const panel = home.querySelector(`[data-kb-list=${name}]`);
  const [list, none] = panel.querySelectorAll("[data-kb-listed], .kb-mine-none");
  list.replaceChildren(...documents.slice(0, LONGEST_LIST).map(entry));
  none.hidden = documents.length > 0;
  panel.querySelector(".kb-mine-count").textContent = documents.length || "";
}

const day = (iso) =>
  new Intl.DateTimeFormat(LOCALE[language] ?? language, {
    day: "numeric", month: "short", year: "numeric", timeZone: "UTC",
  }).format(new Date(iso));

function shown(change) {
  const note = `${change.version} · ${day(change.date)} · ${change.note[language] ?? ""}`;
  return { ...change, title: change.title[language] ?? Object.values(change.title)[0], note };
}

/** A document that was kept under its title in another language bears the one of this page. */
function inThisLanguage(documents, changes) {
  const titles = new Map(changes.map(({ id, title }) => [id, title[language]]));
  return documents.map((each) => ({ ...each, title: titles.get(each.id) ?? each.title }));
}

/* ---- Bulletins ---- */

/** Pin those that kb-bulletins.js has marked as in force and unread; give their number. */
function pinBulletins(home) {
  const rows = [...home.querySelectorAll("[data-kb-pinned] > li")];
  for (const row of rows) {
    const isNew = !row.querySelector("[data-kb-new]").hidden;
    row.hidden = !isNew || !(myCenter() || myRole()) || !isRowMine(row);
  }
  return rows.filter((row) => !row.hidden).length;
}

/* ---- Changes ---- */

/** Newest first, each document once; what lies in the future has not happened. */
function past(changes) {
  const seen = new Set();
  return changes.filter(({ id, date }) => {
    const isFirst = date <= today() && !seen.has(id);
    if (isFirst) seen.add(id);
    return isFirst;
  });
}

function isMustRead({ kind, date, markets, audience }) {
  const isRecent = daysBetween(date, today()) <= MUST_READ_DAYS;
  return kind === "major" && isRecent && isMine(markets, audience);
}

function showChanges(home, changes, since) {
  const unread = past(changes).filter((change) => !hasRead(change));
  const mustReads = myRole() ? unread.filter(isMustRead) : [];
  const pinned = pinBulletins(home);
  fill(home, "must-reads", mustReads.map(shown));
  const panel = home.querySelector("[data-kb-list=must-reads]");
  panel.querySelector(".kb-mine-count").textContent = pinned + mustReads.length || "";
  const none = panel.querySelector(".kb-mine-none");
  none.hidden = pinned + mustReads.length > 0;
  none.textContent = words(myRole() ? "must-reads-done" : "must-reads-none");
  const isNew = ({ date, markets, audience }) =>
    since && date >= since && isMine(markets, audience);
  const fresh = unread.filter(isNew);
  fill(home, "changes-since-visit", fresh.map(shown));
  const all = home.querySelector("[data-kb-all-read]");
  all.hidden = !fresh.length;
  all.onclick = () => {
    keep("read", { ...kept("read", {}), ...Object.fromEntries(fresh.map((c) => [c.id, c.version])) });
    showChanges(home, changes, since);
  };
}

async function readChanges() {
  const answer = await fetch(settings.changes);
  return answer.ok ? (await answer.json()).changes : [];
}

/* ---- Center, role, clock ---- */

function showWho(home) {
  const center = myCenter();
  const names = [center, myRole()].filter(Boolean).map(({ name }) => name);
  home.querySelector("[data-kb-who]").textContent = names.join(" · ") || words("choose-mine");
  const clock = home.querySelector("[data-kb-clock]");
  const form = { hour: "2-digit", minute: "2-digit", weekday: "short", hourCycle: "h23" };
  clock.hidden = !center;
  if (!center) return;
  const time = new Intl.DateTimeFormat(LOCALE[language], { ...form, timeZone: center.zone });
  clock.textContent = `${words("local-time")} ${time.format(new Date())}`;
}

export async function startHome(home) {
  const since = lastVisit();
  let changes = [];
  const show = () => {
    showWho(home);
    fill(home, "favourites", inThisLanguage(favourites(), changes));
    fill(home, "recents", inThisLanguage(recents(), changes));
    showChanges(home, changes, since);
  };
  show();
  setInterval(showWho, CLOCK_MILLISECONDS, home);
  document.addEventListener("kb-mine", show);
  document.addEventListener("kb-bulletins", show);
  changes = await readChanges().catch(() => []);
  show();
}
