/* Judges reviews on the day the page is read, and makes the register, terms, scripts and wide
   tables usable. No library, no request; the words of the reader's language are in #kb-settings.
   Everything it touches is marked with data-kb-… or listed at the foot of this file. */
(function () {
  "use strict";

  const MILLISECONDS_PER_DAY = 86400000;
  const OLD_COPY_DAYS = 30;
  const COPIED_MILLISECONDS = 2000;

  const source = document.getElementById("kb-settings");
  if (!source) return;
  const settings = JSON.parse(source.textContent);
  const registers = [];

  /* ---- Words and days ---- */

  function words(key, values = {}) {
    return settings.text[key].replace(/\{(\w+)\}/g, (_, name) => values[name]);
  }

  /** Today in the governance time zone, as YYYY-MM-DD, wherever the reader is. */
  function today() {
    const form = { timeZone: settings.timezone, year: "numeric", month: "2-digit", day: "2-digit" };
    const parts = new Intl.DateTimeFormat("en", form).formatToParts(new Date());
    const part = (type) => parts.find((each) => each.type === type).value;
    return `${part("year")}-${part("month")}-${part("day")}`;
  }

  function daysBetween(from, to) {
    return Math.round((Date.parse(to) - Date.parse(from)) / MILLISECONDS_PER_DAY);
  }

  /* ---- The review state, by the rule of scripts/sopkb/freshness.py ---- */

  function stateOn(day, review) {
    if (review.exemptUntil && day <= review.exemptUntil) return "exempt";
    if (!review.due) return "unreviewed";
    const left = daysBetween(day, review.due);
    if (left > Number(review.window)) return "current";
    if (left >= 0) return "due_soon";
    return -left <= Number(review.grace) ? "overdue" : "expired";
  }

  function noteOn(day, review, state) {
    if (state === "exempt" || state === "unreviewed") return "";
    const left = daysBetween(day, review.due);
    if (left === 0) return words("due-today");
    if (left === 1) return words("due-tomorrow");
    if (left === -1) return words("one-day-overdue");
    return left > 0 ? words("due-in-days", { days: left }) : words("days-overdue", { days: -left });
  }

  function showReview(pill, day) {
    const state = stateOn(day, pill.dataset);
    const strip = pill.closest("[data-kb-strip]");
    const row = pill.closest("tr");
    pill.dataset.state = state;
    pill.querySelector(".kb-pill__label").textContent = settings.freshness[state];
    pill.querySelector(".kb-pill__note").textContent = noteOn(day, pill.dataset, state);
    if (strip) strip.dataset.state = state;
    if (row) row.dataset.freshness = state;
    return state;
  }

  function showBanner(state) {
    const banner = document.querySelector("[data-kb-banner]");
    if (!banner || !state) return;
    const { risk, dueText, owner } = banner.dataset;
    const key = state === "expired" && risk === "high" ? "banner-expired-high" : `banner-${state}`;
    banner.hidden = !(key in settings.text);
    banner.dataset.state = state;
    banner.textContent = banner.hidden ? "" : words(key, { date: dueText, owner });
  }

  function showAge(day) {
    const notice = document.querySelector("[data-kb-old-copy]");
    const days = daysBetween(settings.builtOn, day);
    notice.hidden = days <= OLD_COPY_DAYS;
    notice.textContent = notice.hidden ? "" : words("old-copy", { days, date: settings.builtOnText });
  }

  /** How long a translation has been out of step, by the rule of scripts/sopkb/translation.py. */
  function showTranslationAge(note, day) {
    const days = Math.max(0, daysBetween(note.dataset.since, day));
    const isLate = days > Number(note.dataset.allowance ?? Infinity);
    const key = ["since-today", "for-one-day"][days] ?? "for-days";
    note.textContent = words(key, { days }) + (isLate ? ` · ${words("late")}` : "");
    note.dataset.state = isLate ? "late" : "";
  }

  function showToday() {
    const day = today();
    let stripState;
    for (const pill of document.querySelectorAll("[data-kb-review]")) {
      const state = showReview(pill, day);
      if (pill.closest("[data-kb-strip]")) stripState = state;
    }
    showBanner(stripState);
    showAge(day);
    for (const age of document.querySelectorAll("[data-kb-age]")) showTranslationAge(age, day);
    for (const note of document.querySelectorAll("[data-kb-as-of]")) note.remove();
    registers.forEach(showRegister);
  }

  /* ---- Registers of documents, translations, terms: filter, sort, count, address ---- */

  function normal(text) {
    return text.normalize("NFKC").toLowerCase();
  }

  function matchesText(row, text) {
    const content = normal(`${row.dataset.search} ${row.textContent}`);
    return normal(text).split(/\s+/).every((word) => content.includes(word));
  }

  function matches(row, name, wanted) {
    if (!wanted) return true;
    if (name === "find") return matchesText(row, wanted);
    const held = (row.dataset[name] || "").split(" ");
    return held.includes(wanted) || (name === "market" && held.includes("all"));
  }

  function sortKey(row, column) {
    const cell = row.cells[column];
    return cell.dataset.sort ?? cell.textContent.trim();
  }

  function sortRows(register) {
    if (register.heads.length === 0) return;
    const { key, isDescending } = register.order;
    const column = register.heads.findIndex((head) => head.dataset.key === key);
    const { compare } = new Intl.Collator(document.documentElement.lang, { numeric: true });
    const direction = isDescending ? -1 : 1;
    register.rows.sort((a, b) => direction * compare(sortKey(a, column), sortKey(b, column)));
    register.body.append(...register.rows);
    for (const head of register.heads) {
      const order = isDescending ? "descending" : "ascending";
      head.setAttribute("aria-sort", head.dataset.key === key ? order : "none");
    }
  }

  function countInWords(noun, count) {
    if (count === 0) return words(`no-matching-${noun}`);
    return count === 1 ? words(`${noun}-count-one`) : words(`${noun}-count`, { count });
  }

  function showRegister(register) {
    const wanted = [...new FormData(register.form)];
    for (const row of register.rows) {
      row.hidden = !wanted.every(([name, value]) => matches(row, name, value.trim()));
    }
    const shown = register.rows.filter((row) => !row.hidden);
    register.count.textContent = countInWords(register.noun, shown.length);
    sortRows(register);
  }

  function saveInAddress({ form, order, initialKey }) {
    const query = new URLSearchParams([...new FormData(form)].filter(([, value]) => value.trim()));
    if (order.key !== initialKey || order.isDescending) {
      query.set("sort", `${order.isDescending ? "-" : ""}${order.key}`);
    }
    const mark = String(query) && "?";
    history.replaceState(history.state, "", `${location.pathname}${mark}${query}${location.hash}`);
  }

  function restoreFromAddress(register) {
    const query = new URLSearchParams(location.search);
    for (const field of register.form.querySelectorAll("[name]")) {
      field.value = query.get(field.name) ?? "";
    }
    const [, minus, key] = /^(-?)(.*)$/.exec(query.get("sort") ?? "");
    if (register.heads.some((head) => head.dataset.key === key)) {
      register.order = { key, isDescending: minus === "-" };
    }
  }

  function changeRegister(register) {
    showRegister(register);
    saveInAddress(register);
  }

  function addSortButton(register, head) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "kb-sort";
    button.append(...head.childNodes);
    button.addEventListener("click", () => {
      const { order } = register;
      const key = head.dataset.key;
      register.order = { key, isDescending: order.key === key && !order.isDescending };
      changeRegister(register);
    });
    head.append(button);
  }

  /** A row that the address names has moved with the sorting. */
  const showNamedRow = () => document.querySelector(".kb-register tr:target")?.scrollIntoView();

  function startRegister(element) {
    const form = element.querySelector(".kb-filters");
    const body = element.querySelector("tbody, [data-kb-rows]");
    const initialKey = element.dataset.sort ?? "id";
    const register = {
      form,
      initialKey,
      noun: element.dataset.noun ?? "documents",
      body,
      rows: [...body.children],
      heads: [...element.querySelectorAll("th[data-key]")],
      count: element.querySelector(".kb-count"),
      order: { key: initialKey, isDescending: false },
    };
    register.heads.forEach((head) => addSortButton(register, head));
    restoreFromAddress(register);
    form.hidden = false;
    form.addEventListener("input", () => changeRegister(register));
    form.addEventListener("submit", (event) => event.preventDefault());
    form.addEventListener("reset", () => setTimeout(changeRegister, 0, register));
    registers.push(register);
  }

  /* ---- Terms: the definition opens by pointer, focus or touch; Escape closes it ---- */

  function keepInView(tip) {
    tip.style.removeProperty("--kb-shift");
    const hidden = tip.getBoundingClientRect().right + 8 - document.documentElement.clientWidth;
    if (hidden > 0) tip.style.setProperty("--kb-shift", `${-hidden}px`);
  }

  function startTerm(term, index) {
    const [word, tip] = term.children;
    const definition = tip.querySelector("[role=tooltip]");
    definition.id = `kb-term-${index}`;
    word.setAttribute("aria-describedby", definition.id);
    for (const type of ["pointerenter", "focusin"]) {
      term.addEventListener(type, () => keepInView(tip));
    }
    for (const type of ["pointerleave", "focusout"]) {
      term.addEventListener(type, () => term.classList.remove("kb-term--closed"));
    }
  }

  function closeTerms(event) {
    if (event.key !== "Escape") return;
    for (const term of document.querySelectorAll(".kb-term:hover, .kb-term:focus-within")) {
      term.classList.add("kb-term--closed");
    }
  }

  /* ---- Reply scripts: copied with one press ---- */

  function select(element) {
    getSelection().selectAllChildren(element);
  }

  async function copyScript(quote, button) {
    const text = [...quote.children].filter((child) => child !== button);
    try {
      await navigator.clipboard.writeText(text.map((child) => child.innerText).join("\n\n"));
    } catch {
      select(text[0]); // no clipboard without https: the reader copies the selection
      return;
    }
    button.textContent = words("copied");
    setTimeout(() => (button.textContent = words("copy-text")), COPIED_MILLISECONDS);
  }

  function startScript(quote) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "kb-copy";
    button.textContent = words("copy-text");
    button.addEventListener("click", () => copyScript(quote, button));
    quote.append(button);
  }

  /* ---- Wide tables: a box that scrolls can be reached by keyboard ---- */

  function markScrollBox(box) {
    const scrolls = box.scrollWidth > box.clientWidth;
    const values = { tabindex: "0", role: "group", "aria-label": words("scrollable-table") };
    for (const [name, value] of Object.entries(values)) {
      if (scrolls) box.setAttribute(name, value);
      else box.removeAttribute(name);
    }
  }

  function markScrollBoxes() {
    const boxes = ".md-typeset__scrollwrap, .kb-history__frame, .kb-register__frame";
    document.querySelectorAll(boxes).forEach(markScrollBox);
  }

  /* ---- Start ---- */

  document.querySelectorAll("[data-kb-register]").forEach(startRegister);
  document.querySelectorAll(".kb-term").forEach(startTerm);
  document.querySelectorAll(".kb-text blockquote").forEach(startScript);
  showToday();
  document.addEventListener("kb-shown", showToday); // a script has put new reviews on the page
  document.addEventListener("keydown", closeTerms);
  document.addEventListener("visibilitychange", () => document.hidden || showToday());
  window.addEventListener("load", markScrollBoxes);
  window.addEventListener("load", showNamedRow);
  window.addEventListener("resize", markScrollBoxes);
})();
