/* Judges reviews and the age of this copy on the day the page is read, by the rules of
   scripts/sopkb/freshness.py and scripts/sopkb/translation.py. */

import { daysBetween, settings, today, words } from "./kb-settings.js";

const OLD_COPY_DAYS = 30;
const CHANGED_STATE = "changed_since_review";
const CHANGED = `[data-state=${CHANGED_STATE}]`;

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
  if (row) row.dataset.freshness = row.querySelector(CHANGED) ? `${state} ${CHANGED_STATE}` : state;
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

export function showToday() {
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
  document.dispatchEvent(new Event("kb-today"));
}
