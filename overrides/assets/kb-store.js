/* What this device remembers of its reader, without a login: choices, favourites, what was opened.
   Nothing of it leaves the device; “Forget everything” removes every key that starts with `kb-`. */

const PREFIX = "kb-";
const RECENT_DOCUMENTS = 8;

/** What is kept under a name; a device that keeps nothing, or nonsense, gives the fallback. */
export function kept(name, fallback, area = localStorage) {
  try {
    const held = JSON.parse(area.getItem(PREFIX + name));
    return typeof held === typeof fallback && held !== null ? held : fallback;
  } catch {
    return fallback;
  }
}

export function keep(name, value, area = localStorage) {
  try {
    area.setItem(PREFIX + name, JSON.stringify(value));
  } catch {
    // private browsing or a full disk: the page works, it only does not remember
  }
}

export function forgetEverything() {
  for (const area of [localStorage, sessionStorage]) {
    Object.keys(area).filter((key) => key.startsWith(PREFIX)).forEach((key) => area.removeItem(key));
  }
}

/** The reader's center, role and text size, each empty where none is chosen. */
export function mine() {
  return { center: "", role: "", text: "", ...kept("mine", {}) };
}

export function keepMine(changes) {
  keep("mine", { ...mine(), ...changes });
  document.dispatchEvent(new Event("kb-mine"));
}

/** Lists of documents: {id, version, page, title}, newest first. */
export function favourites() {
  return documentsIn("favourites");
}

export function recents() {
  return documentsIn("recents");
}

export function toggleFavourite(opened) {
  const others = favourites().filter(({ id }) => id !== opened.id);
  const isNew = others.length === favourites().length;
  keep("favourites", isNew ? [opened, ...others] : others);
  return isNew;
}

export function rememberOpened(opened) {
  const others = recents().filter(({ id }) => id !== opened.id);
  keep("recents", [opened, ...others].slice(0, RECENT_DOCUMENTS));
  keep("read", { ...kept("read", {}), [opened.id]: opened.version });
}

/** Has the reader opened this version of the document on this device? */
export function hasRead({ id, version }) {
  return kept("read", {})[id] === version;
}

function documentsIn(name) {
  const held = kept(name, []);
  return Array.isArray(held) ? held.filter((each) => each?.id && each.page && each.title) : [];
}
