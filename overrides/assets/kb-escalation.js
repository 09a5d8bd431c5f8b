/* Says of each role of an escalation path whether it can be reached now, and shows its hours on the
   reader's clock; narrows the finder to a situation and a market. Hours are read on the clock of the
   role's zone, by the rule of scripts/sopkb/escalation.py; each is turned into a moment of its own
   day, so that changes to daylight saving time are met. */
(function () {
  "use strict";

  const MINUTE = 60000;
  const DAY = 86400000;
  const WEEKDAYS = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
  const OWN_ZONE = Intl.DateTimeFormat().resolvedOptions().timeZone;

  const roots = [...document.querySelectorAll("[data-kb-escalation]")];
  const source = document.querySelector("[data-kb-escalation-words]");
  if (!source) return;
  const words = JSON.parse(source.textContent);

  /* ---- Clocks ---- */

  /** What the clock of a zone shows at a moment, as if it were UTC. */
  function clockIn(zone, moment) {
    const form = { timeZone: zone, hourCycle: "h23", year: "numeric", month: "numeric", day: "numeric",
      hour: "numeric", minute: "numeric" };
    const parts = new Intl.DateTimeFormat("en-US", form).formatToParts(moment);
    const at = Object.fromEntries(parts.map(({ type, value }) => [type, Number(value)]));
    return Date.UTC(at.year, at.month - 1, at.day, at.hour, at.minute);
  }

  /** The moment at which the clock of a zone shows a time. */
  function momentOf(clock, zone) {
    const guess = clock - (clockIn(zone, clock) - clock);
    return guess - (clockIn(zone, guess) - clock);
  }

  const dayOf = (clock) => Math.floor(clock / DAY) * DAY;
  const weekdayOf = (clock) => WEEKDAYS[(new Date(clock).getUTCDay() + 6) % 7];
  const timeOf = (clock) => new Date(clock).toISOString().slice(11, 16);
  const minutesOf = (text) => Number(text.slice(0, 2)) * 60 + Number(text.slice(3));

  /* ---- Spans of opening ---- */

  /** The spans of a role around a moment, from the day before to a week after. */
  function spansAround({ zone, from, to, days }, now) {
    const today = dayOf(clockIn(zone, now));
    const overnight = to <= from ? DAY : 0;
    const spans = [];
    for (let day = today - DAY; day <= today + 8 * DAY; day += DAY) {
      if (!days.split(" ").includes(weekdayOf(day))) continue;
      const start = momentOf(day + minutesOf(from) * MINUTE, zone);
      const end = momentOf(day + minutesOf(to) * MINUTE + overnight, zone);
      const last = spans.at(-1);
      if (last && last.end >= start) last.end = end;
      else spans.push({ start, end });
    }
    return spans;
  }

  function stateAt(hours, now) {
    const span = spansAround(hours, now).find(({ end }) => end > now);
    if (!span || span.start > now) return { isOpen: false, change: span?.start };
    return { isOpen: true, change: span.end - now > 7 * DAY ? undefined : span.end };
  }

  /* ---- In words ---- */

  function fill(pattern, values) {
    return pattern.replace(/\{(\w+)\}/g, (_, name) => values[name]);
  }

  function stateInWords({ isOpen, change }) {
    if (change === undefined) return isOpen ? words.openAlways : "";
    const own = clockIn(OWN_ZONE, change);
    const values = { day: words.weekdays[weekdayOf(own)], time: timeOf(own) };
    return fill(isOpen ? words.open : words.closed, values);
  }

  function daysInWords(days) {
    if (days.size === WEEKDAYS.length) return words.everyDay;
    const runs = [];
    WEEKDAYS.forEach((day, index) => {
      if (!days.has(day)) return;
      if (runs.at(-1)?.at(-1) === index - 1) runs.at(-1).push(index);
      else runs.push([index]);
    });
    const name = (index) => words.weekdays[WEEKDAYS[index]];
    const inWords = ([first, ...rest]) =>
      rest.length ? fill(words.range, { from: name(first), to: name(rest.at(-1)) }) : name(first);
    return runs.map(inWords).join(words.comma);
  }

  /** The hours as the clock of another zone shows them these days. */
  function hoursIn(target, { zone, from, to, days }, now) {
    const day = dayOf(clockIn(zone, now));
    const overnight = to <= from ? DAY : 0;
    const start = clockIn(target, momentOf(day + minutesOf(from) * MINUTE, zone));
    const end = clockIn(target, momentOf(day + minutesOf(to) * MINUTE + overnight, zone));
    const shift = Math.round((dayOf(start) - day) / DAY);
    const moved = days.split(" ").map((name) => WEEKDAYS[(WEEKDAYS.indexOf(name) + shift + 7) % 7]);
    return `${daysInWords(new Set(moved))} ${timeOf(start)}–${timeOf(end)}`;
  }

  function showHours(element, now) {
    const hours = element.dataset;
    const state = stateAt(hours, now);
    const pill = element.querySelector("[data-kb-open]");
    const own = element.querySelector("[data-kb-own]");
    pill.hidden = false;
    pill.dataset.state = state.isOpen ? "open" : "closed";
    pill.textContent = stateInWords(state);
    element.querySelector("[data-kb-utc]").textContent =
      fill(words.utc, { hours: hoursIn("UTC", hours, now) });
    own.textContent = fill(words.own, { hours: hoursIn(OWN_ZONE, hours, now) });
    own.hidden = false;
  }

  function showNow() {
    const now = Date.now();
    for (const element of document.querySelectorAll("[data-kb-hours]")) showHours(element, now);
  }

  /* ---- The finder ---- */

  /** A market's own path goes before the one for all markets. */
  function showPaths(section, market) {
    const paths = [...section.querySelectorAll("[data-market]")];
    const own = paths.some((path) => path.dataset.market === market) ? market : "all";
    for (const path of paths) path.hidden = Boolean(market) && path.dataset.market !== own;
  }

  function showChosen(root, form) {
    const { situation, market } = Object.fromEntries(new FormData(form));
    const sections = [...root.querySelectorAll("section[data-situation]")];
    for (const section of sections) {
      section.hidden = Boolean(situation) && section.dataset.situation !== situation;
      showPaths(section, market);
    }
    const shown = sections.filter((section) => !section.hidden);
    root.querySelector(".kb-count").textContent =
      situation ? "" : `${fill(words.found, { count: shown.length })} · ${words.choose}`;
  }

  function saveInAddress(form) {
    const query = new URLSearchParams([...new FormData(form)].filter(([, value]) => value));
    const mark = String(query) && "?";
    history.replaceState(history.state, "", `${location.pathname}${mark}${query}${location.hash}`);
  }

  function startFinder(root) {
    const form = root.querySelector(".kb-filters");
    const query = new URLSearchParams(location.search);
    for (const field of form.querySelectorAll("[name]")) {
      const wanted = query.get(field.name) ?? "";
      if ([...field.options].some((option) => option.value === wanted)) field.value = wanted;
    }
    const change = () => {
      showChosen(root, form);
      saveInAddress(form);
    };
    form.hidden = false;
    form.addEventListener("input", change);
    form.addEventListener("submit", (event) => event.preventDefault());
    form.addEventListener("reset", () => setTimeout(change));
    showChosen(root, form);
  }

  roots.filter((root) => "kbFinder" in root.dataset).forEach(startFinder);
  showNow();
  setInterval(showNow, MINUTE);
  document.addEventListener("visibilitychange", () => document.hidden || showNow());
})();
