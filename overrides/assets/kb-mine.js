/* “My center, my role”: the choice in the header, and what it does to lists and registers. It
   filters them until the reader lifts it; a chip above each list says so. */

import { button, element, words } from "./kb-settings.js";
import { forgetEverything, keep, keepMine, kept, mine } from "./kb-store.js";

const dialog = document.querySelector("[data-kb-mine]");
const narrowed = [];

function option(name, value) {
  const field = dialog?.querySelector(`[name=${name}]`);
  return [...(field?.options ?? [])].find((each) => value && each.value === value);
}

/** The reader's center as the page lists it: name, time zone, markets; none without a choice. */
export function myCenter() {
  const chosen = option("center", mine().center);
  if (!chosen) return null;
  const { zone, markets } = chosen.dataset;
  return { name: chosen.textContent, zone, markets: markets.split(" ") };
}

export function myRole() {
  const chosen = option("role", mine().role);
  return chosen ? { id: chosen.value, name: chosen.textContent } : null;
}

/** Is something meant for the reader, by its markets and its audience (lists of ids)? */
export function isMine(markets, audience) {
  const center = myCenter();
  const role = myRole();
  const isHere = !center || markets.includes("all") || center.markets.some((m) => markets.includes(m));
  return isHere && (!role || audience.includes(role.id));
}

/* ---- The chip above a list ---- */

const isLifted = () => kept("lifted", false, sessionStorage);

function showChip(chip) {
  const names = [myCenter(), myRole()].filter(Boolean).map(({ name }) => name);
  const [text, action] = chip.children;
  chip.hidden = !names.length;
  text.textContent = words(isLifted() ? "showing-all" : "showing-mine", {
    names: names.join(words("list-comma")),
  });
  action.textContent = words(isLifted() ? "show-mine" : "show-all");
}

function switchLifted() {
  keep("lifted", !isLifted(), sessionStorage);
  document.dispatchEvent(new Event("kb-mine"));
}

/**
 * Narrow a list to what is the reader's: the chip goes before `place`, `show` is called with a test
 * of an element with data-market and data-audience, now and after each change.
 */
export function narrow(place, show) {
  const chip = element("p", "kb-chip", element("span"), button("kb-chip__action", "", switchLifted));
  place.before(chip);
  narrowed.push(() => {
    showChip(chip);
    show(isLifted() ? () => true : isRowMine);
  });
  narrowed.at(-1)();
}

/** The same of an element with data-market and data-audience. */
export function isRowMine({ dataset }) {
  const ids = (text) => (text ?? "").split(" ");
  return isMine(ids(dataset.market), ids(dataset.audience));
}

function narrowList(list) {
  const items = [...list.children];
  narrow(list, (isShown) => items.forEach((item) => (item.hidden = !isShown(item))));
}

/* ---- The choice ---- */

function fill() {
  const held = mine();
  for (const name of ["center", "role"]) dialog.querySelector(`[name=${name}]`).value = held[name];
  const size = dialog.querySelector(`[name=text][value="${CSS.escape(held.text)}"]`);
  (size ?? dialog.querySelector("[name=text]")).checked = true;
}

function showTextSize() {
  document.documentElement.dataset.kbText = mine().text;
}

function forget() {
  forgetEverything();
  fill();
  document.dispatchEvent(new Event("kb-mine"));
}

export function startMine() {
  if (!dialog) return;
  const opener = document.querySelector("[data-kb-mine-open]");
  opener.hidden = false;
  for (const each of document.querySelectorAll("[data-kb-mine-open]")) {
    each.addEventListener("click", () => { fill(); dialog.showModal(); });
  }
  dialog.addEventListener("change", ({ target }) => keepMine({ [target.name]: target.value }));
  dialog.addEventListener("click", ({ target }) => target === dialog && dialog.close());
  dialog.querySelector("[data-kb-forget]").addEventListener("click", forget);
  document.addEventListener("kb-mine", showTextSize);
  document.addEventListener("kb-mine", () => narrowed.forEach((show) => show()));
  document.querySelectorAll(".kb-documents[data-kb-narrow]").forEach(narrowList);
}
