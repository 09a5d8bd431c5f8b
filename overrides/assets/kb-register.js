/* Registers of documents, translations, terms: filter, sort, count; all of it in the address. */

import { narrow } from "./kb-mine.js";
import { language, words } from "./kb-settings.js";

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
  const { compare } = new Intl.Collator(language, { numeric: true });
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
    const isWanted = wanted.every(([name, value]) => matches(row, name, value.trim()));
    row.hidden = !isWanted || !register.isShown(row);
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

export function startRegister(element) {
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
    isShown: () => true,
  };
  register.heads.forEach((head) => addSortButton(register, head));
  restoreFromAddress(register);
  form.hidden = false;
  form.addEventListener("input", () => changeRegister(register));
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("reset", () => setTimeout(changeRegister, 0, register));
  window.addEventListener("load", showNamedRow);
  document.addEventListener("kb-today", () => showRegister(register));
  if (!("kbNarrow" in element.dataset)) return showRegister(register);
  narrow(register.count, (isShown) => {
    register.isShown = isShown;
    showRegister(register);
  });
}
