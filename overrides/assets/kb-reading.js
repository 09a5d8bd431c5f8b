/* A document that is open: it is remembered, can be made a favourite, and says which of its
   sections is being read. */

import { words } from "./kb-settings.js";
import { favourites, rememberOpened, toggleFavourite } from "./kb-store.js";

function showStar(star, isFavourite) {
  star.setAttribute("aria-pressed", String(isFavourite));
  star.title = words(isFavourite ? "favourite-remove" : "favourite-add");
}

function startStar(opened) {
  const star = document.querySelector("[data-kb-star]");
  star.addEventListener("click", () => showStar(star, toggleFavourite(opened)));
  showStar(star, favourites().some(({ id }) => id === opened.id));
  star.hidden = false;
}

/** On a narrow screen the sections stand in one line under the header; the one in view is marked. */
function startSections(list) {
  const links = new Map([...list.querySelectorAll("a")].map((link) => [link.hash.slice(1), link]));
  const headings = [...links.keys()].map((id) => document.getElementById(id)).filter(Boolean);
  const show = () => {
    const line = list.getBoundingClientRect().bottom + innerHeight / 4;
    const passed = headings.filter((heading) => heading.getBoundingClientRect().top < line);
    const current = links.get((passed.at(-1) ?? headings[0])?.id);
    for (const link of links.values()) link.removeAttribute("aria-current");
    current?.setAttribute("aria-current", "location");
    if (!current || list.scrollWidth <= list.clientWidth) return;
    list.scrollLeft = current.offsetLeft - (list.clientWidth - current.offsetWidth) / 2;
  };
  let isAsked = false;
  const ask = () => {
    if (!isAsked) requestAnimationFrame(() => { isAsked = false; show(); });
    isAsked = true;
  };
  for (const type of ["scroll", "resize", "load"]) addEventListener(type, ask, { passive: true });
}

export function startReading(text) {
  const { kbDocument: id, version, page } = text.dataset;
  const title = document.querySelector(".kb-title h1").firstChild.textContent.trim();
  const opened = { id, version, page, title };
  rememberOpened(opened);
  startStar(opened);
  const list = document.querySelector(".kb-sections");
  if (list) startSections(list);
}
