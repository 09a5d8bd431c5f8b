/* Wide tables on a narrow screen: a table of texts becomes cards, one of figures scrolls sideways
   under its first column; a box that scrolls says so and can be reached by keyboard. */

import { words } from "./kb-settings.js";

const BOXES = ".md-typeset__scrollwrap, .kb-history__frame, .kb-register__frame";
const FEWEST_COLUMNS = 3;
const LONG_TEXT = { zh: 14, en: 28 };

/** Texts rather than figures: some column is on average longer than fits beside others. */
function holdsTexts(table) {
  const rows = [...table.tBodies[0].rows];
  const longest = LONG_TEXT[table.closest("[lang]").lang] ?? LONG_TEXT.en;
  const lengths = (column) => rows.map((row) => row.cells[column]?.textContent.length ?? 0);
  const average = (numbers) => numbers.reduce((sum, each) => sum + each, 0) / numbers.length;
  return [...table.tHead.rows[0].cells].some((_, column) => average(lengths(column)) > longest);
}

function label(table) {
  const heads = [...table.tHead.rows[0].cells].map((head) => head.textContent.trim());
  table.dataset.kbTable = "cards";
  table.setAttribute("role", "table"); // styled as blocks it would lose its meaning
  for (const part of table.querySelectorAll("thead, tbody")) part.setAttribute("role", "rowgroup");
  for (const row of table.rows) row.setAttribute("role", "row");
  for (const head of table.tHead.rows[0].cells) head.setAttribute("role", "columnheader");
  for (const cell of table.querySelectorAll("td")) {
    cell.setAttribute("role", "cell");
    cell.dataset.label = heads[cell.cellIndex] ?? "";
  }
}

function startTable(table) {
  const columns = table.tHead?.rows[0]?.cells.length ?? 0;
  if (columns < FEWEST_COLUMNS || !table.tBodies[0]) return;
  if (holdsTexts(table)) label(table);
  else table.dataset.kbTable = "figures";
}

function markScrollBox(box) {
  const scrolls = box.scrollWidth > box.clientWidth + 1;
  const values = { tabindex: "0", role: "group", "aria-label": words("scrollable-table") };
  for (const [name, value] of Object.entries(values)) {
    if (scrolls) box.setAttribute(name, value);
    else box.removeAttribute(name);
  }
  box.toggleAttribute("data-kb-more", scrolls && box.scrollLeft + box.clientWidth < box.scrollWidth - 1);
}

function markScrollBoxes() {
  document.querySelectorAll(BOXES).forEach(markScrollBox);
}

export function startTables() {
  document.querySelectorAll(".kb-text table:not([class])").forEach(startTable);
  const scrolled = ({ target }) => target.matches?.(BOXES) && markScrollBox(target);
  document.addEventListener("scroll", scrolled, { capture: true, passive: true });
  window.addEventListener("load", markScrollBoxes);
  window.addEventListener("resize", markScrollBoxes);
}
