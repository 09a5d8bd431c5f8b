/* The box of the search: opens by press, `/` or Ctrl+K, asks a worker while the reader types, and
   moves through the results by keyboard. What is shown is made in kb-search-view.js; what is found,
   in kb-search-worker.js, which is loaded when the box is first opened. */

import { element, filled, filterFields, resultElement, spoken } from "./kb-search-view.js";

const dialog = document.getElementById("kb-search");
const part = (name) => dialog.querySelector(`.kb-search__${name}`);
const settings = JSON.parse(document.getElementById("kb-search-settings").textContent);
const template = document.getElementById("kb-search-result");
const [form, input, list, count, nothing] = ["form", "input", "results", "count", "nothing"].map(part);
const choices = part("choices");
const state = { worker: null, number: 0, active: -1, query: "" };

/* ---- Opening ---- */

function open(query) {
  if (!dialog.open) dialog.showModal();
  startWorker();
  if (typeof query === "string") input.value = query;
  input.select();
  input.focus();
  if (input.value) ask();
}

function startWorker() {
  if (state.worker) return;
  state.worker = new Worker(settings.worker, { type: "module", name: settings.language });
  state.worker.onmessage = ({ data }) => (data.choices ? showChoices(data) : showAnswer(data));
  state.worker.onerror = () => showFailure();
  state.worker.postMessage({ number: 0, query: null });
}

function showChoices(data) {
  choices.prepend(...filterFields(data.choices, settings.text));
  part("filters").hidden = false;
  part("preview").hidden = !data.preview;
  part("preview").textContent = filled(settings.text["search-preview"], { time: data.preview });
}

/* ---- Asking ---- */

/** A document for all markets is for the chosen one too. */
function chosenFilters() {
  const chosen = [...new FormData(choices)].filter(([, value]) => value);
  return Object.fromEntries(
    chosen.map(([name, value]) => [name, name === "market" ? { any: [value, "all"] } : value]),
  );
}

function ask() {
  state.query = input.value.trim();
  state.number += 1;
  part("chosen").textContent = Object.keys(chosenFilters()).length || "";
  const elsewhere = part("elsewhere");
  if (elsewhere) elsewhere.search = new URLSearchParams({ q: state.query });
  if (!state.query) return showNothingAsked();
  count.textContent ||= settings.text["search-loading"];
  return state.worker.postMessage({ number: state.number, query: state.query, filters: chosenFilters() });
}

/* ---- Showing ---- */

function showNothingAsked() {
  showResults([]);
  count.textContent = "";
  nothing.hidden = true;
  part("help").hidden = false;
  dialog.dataset.query = "";
}

function showAnswer(data) {
  if (data.error) return showFailure();
  if (data.number !== state.number) return undefined;
  showResults(data.results);
  count.textContent = countInWords(data);
  nothing.hidden = data.results.length > 0;
  if (!nothing.hidden) showNearMisses(data.near);
  dialog.dataset.query = state.query;
  document.dispatchEvent(new CustomEvent("kb-shown")); // kb.js judges the reviews for today
  return options().forEach((option) => option.setAttribute("aria-label", spoken(option)));
}

function showResults(results) {
  part("scroll").scrollTop = 0;
  part("help").hidden = true;
  list.replaceChildren(
    ...results.map((result, number) => resultElement(template, result, number, settings)),
  );
  input.setAttribute("aria-expanded", String(results.length > 0));
  activate(0);
}

function countInWords({ results, count: found, understood }) {
  const { text } = settings;
  if (!results.length) {
    const isFiltered = Object.keys(chosenFilters()).length > 0;
    return filled(text[isFiltered ? "search-nothing-filtered" : "search-nothing"], { query: state.query });
  }
  const shown = results.length;
  const key = found > shown ? "search-count-first" : found === 1 ? "search-count-one" : "search-count";
  const counted = filled(text[key], { count: found, shown });
  const words = understood.join(text["list-comma"]);
  return words ? `${counted} · ${filled(text["search-understood"], { words })}` : counted;
}

function showNearMisses(near) {
  const line = part("near");
  line.hidden = !near.length;
  line.querySelectorAll("button").forEach((button) => button.remove());
  for (const word of near) {
    const button = element("button", word, { type: "button", className: "kb-search__guess" });
    button.addEventListener("click", () => open(word));
    line.append(button);
  }
  const request = part("request");
  if (!request) return;
  const values = { query: state.query, language: settings.language };
  const safe = Object.entries(values).map(([name, value]) => [name, encodeURIComponent(value)]);
  request.href = filled(request.dataset.address, Object.fromEntries(safe));
}

function showFailure() {
  showResults([]);
  nothing.hidden = true;
  count.textContent = settings.text["search-failed"];
  dialog.dataset.query = state.query;
}

/* ---- Choosing ---- */

const options = () => [...list.querySelectorAll("[role=option]")];

function activate(number) {
  const all = options();
  state.active = all.length ? (number + all.length) % all.length : -1;
  for (const [place, option] of all.entries()) {
    option.setAttribute("aria-selected", String(place === state.active));
  }
  const active = all[state.active];
  if (active) input.setAttribute("aria-activedescendant", active.id);
  else input.removeAttribute("aria-activedescendant");
}

function pressed(event) {
  if (event.isComposing) return; // an input method is still at work
  const steps = { ArrowDown: 1, ArrowUp: -1 };
  if (event.key in steps && options().length) {
    event.preventDefault();
    activate(state.active + steps[event.key]);
    options()[state.active].scrollIntoView({ block: "nearest" });
  } else if (event.key === "Enter") {
    event.preventDefault();
    if (dialog.dataset.query === input.value.trim()) options()[state.active]?.click();
  }
}

/** `/` and Ctrl+K open the search, but not while something is being typed. */
function pressedAnywhere(event) {
  const isTyping = event.target.closest?.("input, textarea, select, [contenteditable]");
  const isShortcut = event.key.toLowerCase() === "k" && (event.ctrlKey || event.metaKey);
  const isSlash = event.key === "/" && !isTyping && !event.ctrlKey && !event.metaKey && !event.altKey;
  if (!isShortcut && !isSlash) return;
  event.preventDefault();
  open();
}

function start() {
  const opener = document.querySelector("[data-kb-search-open]");
  opener.setAttribute("role", "button");
  opener.setAttribute("aria-haspopup", "dialog");
  opener.setAttribute("aria-keyshortcuts", "/ Control+K");
  opener.addEventListener("click", (event) => {
    event.preventDefault();
    open();
  });
  opener.addEventListener("pointerenter", startWorker, { once: true });
  document.addEventListener("keydown", pressedAnywhere);
  form.addEventListener("submit", (event) => event.preventDefault());
  input.addEventListener("input", ask);
  input.addEventListener("keydown", pressed);
  choices.addEventListener("change", ask);
  choices.addEventListener("reset", () => setTimeout(ask));
  part("close").addEventListener("click", () => dialog.close());
  list.addEventListener("click", () => dialog.close());
  dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());
  const query = new URLSearchParams(location.search).get("q");
  if (query) open(query);
}

start();
