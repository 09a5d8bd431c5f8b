/* Two languages side by side: fetches the two built pages of a document, splits them at the ids of
   their H2 and lays the sections next to each other. Without it the page is a list of all pairs.
   Only nodes of this site's own pages are shown, as copies without scripts. */
(function () {
  "use strict";

  const root = document.querySelector("[data-kb-compare]");
  const source = document.getElementById("kb-settings");
  if (!root || !source) return;

  const settings = JSON.parse(source.textContent);
  const form = root.querySelector("form");
  const status = root.querySelector(".kb-count");
  const board = root.querySelector(".kb-compare__pair");
  const list = root.querySelector(".kb-pairs");
  const items = [...root.querySelectorAll("[data-pair]")];
  const pairs = new Map(items.map((item) => [item.dataset.pair, item]));

  const ACTIVE = "script, style, link, meta, base, iframe, object, embed, form";
  const DROPPED = `${ACTIVE}, .headerlink, .kb-copy, .kb-term__tip, .kb-behind`;
  const ADDRESSES = ["href", "src"];
  const PROTOCOLS = ["http:", "https:", "mailto:"];
  const NAMES = ["id", "for", "name", "tabindex", "srcset", "formaction"];

  function words(key, values = {}) {
    return settings.text[key].replace(/\{(\w+)\}/g, (_, name) => values[name]);
  }

  function element(tag, className, ...children) {
    const made = document.createElement(tag);
    made.className = className;
    made.append(...children);
    return made;
  }

  /* ---- Reading a built page ---- */

  /** A copy of a node that can do nothing and doubles no id; its links lead where they led. */
  function harmless(node, base) {
    const copy = document.importNode(node, true);
    if (copy.nodeType !== Node.ELEMENT_NODE) return copy;
    copy.querySelectorAll(DROPPED).forEach((each) => each.remove());
    for (const each of [copy, ...copy.querySelectorAll("*")]) clean(each, base);
    return copy;
  }

  function clean(node, base) {
    for (const { name } of [...node.attributes]) {
      if (NAMES.includes(name) || name.startsWith("on")) node.removeAttribute(name);
    }
    for (const name of ADDRESSES.filter((each) => node.hasAttribute(each))) {
      const address = new URL(node.getAttribute(name), base);
      if (PROTOCOLS.includes(address.protocol)) node.setAttribute(name, address.href);
      else node.removeAttribute(name);
    }
  }

  /** The sections of a page in order: id, title, nodes; the part before the first H2 is `intro`. */
  function sectionsOf(page, base) {
    const sections = [{ id: "intro", title: words("introduction"), nodes: [] }];
    for (const node of page.querySelector(".kb-text").childNodes) {
      if (node.nodeName === "H2") sections.push({ id: node.id, title: titleOf(node), nodes: [] });
      else if (!node.matches?.(DROPPED)) sections.at(-1).nodes.push(harmless(node, base));
    }
    return sections.filter(({ nodes }) => nodes.some((node) => node.textContent.trim()));
  }

  function titleOf(heading) {
    const copy = heading.cloneNode(true);
    copy.querySelectorAll(".headerlink").forEach((each) => each.remove());
    return copy.textContent.trim();
  }

  async function read(link) {
    const answer = await fetch(link.href);
    if (!answer.ok) throw new Error(String(answer.status));
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    return {
      link,
      language: page.querySelector(".kb-text").lang,
      title: titleOf(page.querySelector("h1")),
      sections: sectionsOf(page, link.href),
    };
  }

  /* ---- Laying two pages next to each other ---- */

  /** The ids of both in the order of the first; what only the second has follows its neighbour. */
  function alignedIds(first, second) {
    const ids = first.sections.map(({ id }) => id);
    second.sections.forEach(({ id }, position) => {
      if (ids.includes(id)) return;
      const before = position ? ids.indexOf(second.sections[position - 1].id) : -1;
      ids.splice(before + 1, 0, id);
    });
    return ids;
  }

  /** The anchor of a section on this page. */
  function rowId(id) {
    return `section-${id}`;
  }

  function cell(page, id) {
    const section = page.sections.find((each) => each.id === id);
    const made = element("div", "kb-compare__cell kb-text");
    if (!section) {
      made.append(element("p", "kb-compare__none", words("no-such-section")));
      return made;
    }
    made.lang = page.language;
    const link = element("a", "kb-compare__link", section.title);
    link.href = `#${rowId(id)}`;
    const title = element("h3", "kb-compare__title", link);
    if (id === "intro") title.lang = document.documentElement.lang;
    made.append(title, ...section.nodes);
    return made;
  }

  /** One section in both languages; `state` is the pill of the translation where it is marked. */
  function row(pages, id, state) {
    const titles = pages.map(({ sections }) => sections.find((each) => each.id === id)?.title);
    const made = element("section", "kb-compare__row", ...pages.map((page) => cell(page, id)));
    made.setAttribute("aria-label", titles.find(Boolean));
    made.id = rowId(id);
    made.dataset.section = id;
    if (state) {
      made.dataset.state = state.dataset.state;
      const mark = state.cloneNode(true);
      mark.lang = document.documentElement.lang;
      made.lastElementChild.firstElementChild.append(" ", mark);
    }
    return made;
  }

  function head(page) {
    const link = element("a", "", page.title);
    link.href = page.link.href;
    const made = element("div", "kb-compare__cell", element("h2", "kb-compare__name", link));
    made.lang = page.language;
    made.prepend(element("p", "kb-compare__language", page.link.textContent));
    return made;
  }

  function lay(pages, marked, state) {
    const rows = alignedIds(...pages).map((id) => row(pages, id, marked.includes(id) && state));
    const heads = element("div", "kb-compare__row kb-compare__head", ...pages.map(head));
    board.replaceChildren(heads, ...rows);
    const count = rows.filter((each) => each.dataset.state).length;
    status.textContent = words("compare-count", { count: rows.length, marked: count });
    form.elements.only.disabled = count === 0;
    if (count === 0) form.elements.only.checked = false;
    board.hidden = false;
    list.hidden = true;
    showOnlyMarked();
    document.getElementById(decodeURIComponent(location.hash.slice(1)))?.scrollIntoView();
  }

  function showOnlyMarked() {
    board.classList.toggle("kb-compare__pair--only", form.elements.only.checked);
  }

  /* ---- Choosing a document ---- */

  function showList(text) {
    status.textContent = text;
    board.replaceChildren();
    board.hidden = true;
    list.hidden = false;
  }

  /** After a step back or forward: another document, or another section of the one shown. */
  function showChosen() {
    if (board.hidden || chosen() !== form.elements.id.value) show(chosen());
  }

  async function show(id) {
    form.elements.id.value = pairs.has(id) ? id : "";
    if (!id) return showList("");
    const item = pairs.get(id);
    if (!item) return showList(words("compare-unknown", { id }));
    status.textContent = words("compare-loading");
    try {
      const pages = await Promise.all([...item.querySelectorAll("a[hreflang]")].map(read));
      if (form.elements.id.value !== id) return;
      lay(pages, item.dataset.marked.split(" "), item.querySelector(".kb-pill"));
    } catch {
      showList(words("compare-failed"));
    }
  }

  function chosen() {
    return new URLSearchParams(location.search).get("id")?.trim().toUpperCase() ?? "";
  }

  /** A link names a section in its query, for the place is made only here; then it is a place. */
  function placeSection() {
    const query = new URLSearchParams(location.search);
    const section = query.get("section");
    if (!section) return;
    query.delete("section");
    history.replaceState(history.state, "", `?${query}#${encodeURIComponent(rowId(section))}`);
  }

  function choose() {
    const id = form.elements.id.value;
    const query = id && `?${new URLSearchParams({ id })}`;
    history.pushState(null, "", `${location.pathname}${query}`);
    show(id);
  }

  function openPair(event) {
    event.preventDefault();
    form.elements.id.value = event.currentTarget.closest("[data-pair]").dataset.pair;
    choose();
    form.elements.id.focus();
  }

  function start() {
    for (const [id, item] of pairs) {
      const title = item.querySelector(".kb-pairs__title");
      form.elements.id.append(new Option(title.innerText.replace(/\s+/g, " ").trim(), id));
      const link = element("a", title.className, ...title.childNodes);
      link.href = `?${new URLSearchParams({ id })}`;
      link.addEventListener("click", openPair);
      title.replaceWith(link);
    }
    form.hidden = false;
    form.addEventListener("submit", (event) => event.preventDefault());
    form.elements.id.addEventListener("change", choose);
    form.elements.only.addEventListener("change", showOnlyMarked);
    window.addEventListener("popstate", showChosen);
    placeSection();
    show(chosen());
  }

  start();
})();
