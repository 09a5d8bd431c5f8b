/* Terms and values explain themselves by pointer, focus or touch; Escape closes what is open.
   A value is a link to its row at the foot of the page; the tip says what the row says. */

import { element, words } from "./kb-settings.js";

const GAP_PIXELS = 8;
const CLOSING_MILLISECONDS = 150;

/* ---- Terms: the definition stands beside the word, hidden by the style ---- */

function keepInView(tip) {
  tip.style.removeProperty("--kb-shift");
  const edge = document.documentElement.clientWidth - GAP_PIXELS;
  const hidden = tip.getBoundingClientRect().right - edge;
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

/* ---- Values: one tip for all ---- */

const tip = element("div", "kb-tip");
tip.id = "kb-tip";
tip.setAttribute("role", "tooltip");
let shown = null;
let closing = 0;

/** What the row at the foot says: its title, then each cell with the head of its column. */
function facts(row) {
  const heads = [...row.closest("table").tHead.rows[0].cells];
  const [title, ...cells] = row.cells;
  const rest = cells.filter((cell) => !cell.matches(".kb-values__now") && cell.textContent.trim());
  const lines = rest.map((cell) =>
    element("span", "kb-tip__fact", heads[cell.cellIndex].textContent, words("colon"), cell.textContent.trim()),
  );
  return [element("strong", "", title.textContent.trim()), ...lines];
}

function place(value) {
  const box = value.getClientRects()[0];
  const width = document.documentElement.clientWidth;
  const left = Math.min(box.left, width - tip.offsetWidth - GAP_PIXELS);
  const isLow = box.bottom + tip.offsetHeight + GAP_PIXELS > innerHeight;
  const top = isLow ? box.top - tip.offsetHeight : box.bottom;
  tip.style.left = `${Math.max(GAP_PIXELS, left) + scrollX}px`;
  tip.style.top = `${top + scrollY}px`;
}

function open(value) {
  const row = document.getElementById(decodeURIComponent(value.hash.slice(1)));
  if (!row?.cells) return;
  close();
  clearTimeout(closing);
  tip.replaceChildren(...facts(row));
  document.body.append(tip);
  value.setAttribute("aria-describedby", tip.id);
  place(value);
  shown = value;
}

function close() {
  shown?.removeAttribute("aria-describedby");
  shown = null;
  tip.remove();
}

function closeSoon() {
  clearTimeout(closing);
  closing = setTimeout(close, CLOSING_MILLISECONDS);
}

/** A finger's first tap explains, its second follows the link; pointer and keyboard follow at once. */
function startValue(value) {
  let wasShown = false;
  value.addEventListener("pointerenter", ({ pointerType }) => pointerType === "mouse" && open(value));
  value.addEventListener("pointerleave", ({ pointerType }) => pointerType === "mouse" && closeSoon());
  value.addEventListener("pointerdown", () => (wasShown = shown === value));
  value.addEventListener("focus", () => open(value));
  value.addEventListener("blur", closeSoon);
  value.addEventListener("click", (event) => {
    if (event.pointerType !== "touch" || wasShown) return;
    event.preventDefault();
    open(value);
  });
}

function closeAll({ key }) {
  if (key !== "Escape") return;
  close();
  for (const term of document.querySelectorAll(".kb-term:hover, .kb-term:focus-within")) {
    term.classList.add("kb-term--closed");
  }
}

export function startTips() {
  document.querySelectorAll(".kb-term").forEach(startTerm);
  document.querySelectorAll("a.kb-value").forEach(startValue);
  tip.addEventListener("pointerenter", () => clearTimeout(closing));
  tip.addEventListener("pointerleave", closeSoon);
  document.addEventListener("keydown", closeAll);
}
