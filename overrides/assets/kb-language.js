/* The switch of languages keeps the section: its links get the anchor of what is being read.
   Sections have the same ids in both languages; the page's own hreflang links stay as they are. */
(function () {
  "use strict";

  const TOP_PIXELS = 40;
  const SWITCH = ".md-select__link[hreflang]";
  const HEADINGS = ".md-content :is(h2, h3, h4, .kb-compare__row)[id]";

  /** The last heading above the line of reading; none at the top of the page. */
  function headingInView() {
    if (scrollY < TOP_PIXELS) return "";
    const header = document.querySelector(".md-header");
    const line = (header ? header.getBoundingClientRect().bottom : 0) + innerHeight / 4;
    const passed = [...document.querySelectorAll(HEADINGS)].filter(
      (heading) => heading.getClientRects().length && heading.getBoundingClientRect().top <= line,
    );
    return passed.length ? `#${passed.at(-1).id}` : "";
  }

  /** The guide whose answers stand in the address (kb-guide.js). */
  function guideInAddress() {
    const [, id] = /^#g=([\w-]+)/.exec(location.hash) ?? [];
    return id && document.querySelector(`[data-kb-guide="${id}"]`);
  }

  /** The place that the address names, while it is on the screen; else the section in view. */
  function place() {
    const named = document.querySelector(":target") ?? guideInAddress();
    if (named) {
      const { top, bottom } = named.getBoundingClientRect();
      if (bottom > 0 && top < innerHeight / 2) return location.hash;
    }
    return headingInView();
  }

  function keepPlace(event) {
    const link = event.target.closest?.(SWITCH);
    if (!link) return;
    const address = new URL(link.href);
    address.search = location.search;
    address.hash = place();
    link.href = address.href;
  }

  for (const type of ["pointerover", "focusin", "pointerdown", "click", "contextmenu"]) {
    document.addEventListener(type, keepPlace, true);
  }
})();
