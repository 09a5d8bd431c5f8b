/* Bulletins and changes by the clock of the reader: which are in force today in the center that the reader has
   chosen, which the reader has not read on this device, and how many are new. Only the id of the
   center and the ids of bulletins that were read stay on the device. No library, no request. */
(function () {
  "use strict";

  const MINE = "kb-mine"; // the reader's choices, of which the center is one
  const READ = "kb-read-bulletins";

  const source = document.getElementById("kb-settings");
  if (!source) return;
  const settings = JSON.parse(source.textContent);

  /* ---- What the device remembers; a browser that forbids it forgets ---- */

  function remembered(key, otherwise) {
    try {
      return JSON.parse(localStorage.getItem(key)) ?? otherwise;
    } catch {
      return otherwise;
    }
  }

  function remember(key, value) {
    try {
      localStorage.setItem(key, JSON.stringify(value));
    } catch {
      // nothing can be kept: the page works without
    }
  }

  function readIds() {
    const ids = remembered(READ, []);
    return new Set(Array.isArray(ids) ? ids : []);
  }

  function toggleRead(id) {
    const ids = readIds();
    if (!ids.delete(id)) ids.add(id);
    const known = new Set(all("[data-kb-bulletins] [data-kb-bulletin]").map((each) => idOf(each)));
    remember(READ, [...ids].filter((each) => known.has(each)).sort());
  }

  function chosenCenter() {
    const { center = "" } = remembered(MINE, {});
    return Object.hasOwn(settings.centers, center) ? center : "";
  }

  /* ---- The rule of scripts/sopkb/bulletins.py ---- */

  function zone() {
    const center = chosenCenter();
    return center ? settings.centers[center] : Intl.DateTimeFormat().resolvedOptions().timeZone;
  }

  /** Today where the reader works, as YYYY-MM-DD. */
  function today() {
    const form = { timeZone: zone(), year: "numeric", month: "2-digit", day: "2-digit" };
    const parts = new Intl.DateTimeFormat("en", form).formatToParts(new Date());
    const part = (type) => parts.find((each) => each.type === type).value;
    return `${part("year")}-${part("month")}-${part("day")}`;
  }

  function stateOn(day, { effective, expires }) {
    if (day < effective) return "upcoming";
    return day <= expires ? "in_force" : "expired";
  }

  function concerns(center, centers) {
    return !center || !centers.length || centers.includes(center);
  }

  /* ---- Elements ---- */

  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const idOf = (element) => element.dataset.kbBulletin;
  const listed = (text) => (text || "").split(" ").filter(Boolean);

  function words(key, values = {}) {
    return settings.text[key].replace(/\{(\w+)\}/g, (_, name) => values[name]);
  }

  /** Is this bulletin unread, and to be read now? */
  function isNew(bulletin, day, read) {
    const { id, centers } = bulletin;
    const concerned = concerns(chosenCenter(), centers);
    return concerned && stateOn(day, bulletin) === "in_force" && !read.has(id);
  }

  function factsOf(element) {
    const { effective, expires, centers } = element.dataset;
    return { id: idOf(element), effective, expires, centers: listed(centers) };
  }

  /* ---- The page of the bulletins ---- */

  function holds(article, name, wanted) {
    if (!wanted) return true;
    const held = listed(article.dataset[name]);
    return held.includes(wanted) || (name === "market" && held.includes("all"));
  }

  function matches(article, form) {
    if (!concerns(chosenCenter(), listed(article.dataset.centers))) return false;
    const wanted = [...new FormData(form)].filter(([name]) => name !== "center");
    return wanted.every(([name, value]) => holds(article, name, value));
  }

  function showPage(page, day, read) {
    const form = page.querySelector("form");
    form.elements.center.value = chosenCenter();
    const articles = all("[data-kb-bulletin]", page);
    for (const article of articles) {
      const group = page.querySelector(`[data-kb-state="${stateOn(day, article.dataset)}"]`);
      if (article.parentElement !== group) group.append(article);
      article.hidden = !matches(article, form);
      const button = article.querySelector("[data-kb-read]");
      button.textContent = words(read.has(idOf(article)) ? "bulletin-mark-unread" : "bulletin-mark-read");
      button.parentElement.hidden = stateOn(day, article.dataset) === "expired";
    }
    for (const group of all("[data-kb-state]", page)) {
      const shown = all("[data-kb-bulletin]:not([hidden])", group).length;
      group.querySelector(".kb-bulletins__none").hidden = shown > 0;
    }
    const count = articles.filter((each) => !each.hidden).length;
    page.querySelector(".kb-count").textContent =
      count === 1 ? words("bulletins-count-one") : words("bulletins-count", { count });
    page.querySelector("[data-kb-judged]").textContent =
      words("bulletins-as-of", { date: day, zone: zone() });
  }

  function startPage(page) {
    const form = page.querySelector("form");
    form.hidden = false;
    form.addEventListener("submit", (event) => event.preventDefault());
    form.addEventListener("input", (event) => {
      if (event.target.name === "center") {
        remember(MINE, { ...remembered(MINE, {}), center: event.target.value });
        document.dispatchEvent(new Event(MINE));
      }
      show();
    });
    page.addEventListener("click", (event) => {
      const article = event.target.closest("[data-kb-read]")?.closest("[data-kb-bulletin]");
      if (!article) return;
      toggleRead(idOf(article));
      show();
    });
  }

  /* ---- Every page: what is in force now, and how many are new ---- */

  function showEach(day, read) {
    const center = chosenCenter();
    for (const element of all("[data-kb-bulletin]")) {
      const facts = factsOf(element);
      const state = stateOn(day, facts);
      const { kbOnly } = element.dataset;
      if (kbOnly) element.hidden = state !== kbOnly || !concerns(center, facts.centers);
      const mark = element.querySelector("[data-kb-new]");
      if (mark) mark.hidden = !isNew(facts, day, read);
    }
    for (const note of all("[data-kb-no-news]")) {
      note.hidden = all(".kb-news__list > li:not([hidden])").length > 0;
    }
  }

  /* ---- The changes of this week, Monday to Sunday ---- */

  function mondayOf(day) {
    const date = new Date(`${day}T00:00:00Z`);
    date.setUTCDate(date.getUTCDate() - ((date.getUTCDay() + 6) % 7));
    return date.toISOString().slice(0, 10);
  }

  function showWeek(day) {
    const rows = all("[data-kb-week]");
    for (const row of rows) row.hidden = mondayOf(row.dataset.kbWeek) !== mondayOf(day);
    for (const note of all("[data-kb-no-week]")) note.hidden = rows.some((row) => !row.hidden);
  }

  function headerLink() {
    const header = document.querySelector(".md-header__inner");
    if (!header || !settings.bulletins.url) return null;
    const link = document.createElement("a");
    link.className = "kb-header-bulletins md-header__button";
    link.href = settings.bulletins.url;
    link.append(document.createElement("span"));
    header.querySelector(".md-header__title")?.after(link);
    return link;
  }

  function showCount(link, count) {
    const text = count ? words("bulletin-new-count", { count }) : "";
    for (const place of all("[data-kb-new-count]")) place.textContent = text;
    if (!link) return;
    link.title = [words("bulletins"), text].filter(Boolean).join(" · ");
    link.setAttribute("aria-label", link.title);
    link.firstChild.textContent = count || "";
  }

  function show() {
    const day = today();
    const read = readIds();
    for (const page of pages) showPage(page, day, read);
    showEach(day, read);
    showWeek(day);
    document.dispatchEvent(new Event("kb-bulletins")); // what is new is marked: see kb-home.js
    showCount(link, settings.bulletins.news.filter((each) => isNew(each, day, read)).length);
  }

  const pages = all("[data-kb-bulletins]");
  const link = headerLink();
  pages.forEach(startPage);
  show();
  window.addEventListener("storage", show);
  document.addEventListener(MINE, show);
  document.addEventListener("visibilitychange", () => document.hidden || show());
  if (location.hash) document.querySelector(":target")?.scrollIntoView();
})();
