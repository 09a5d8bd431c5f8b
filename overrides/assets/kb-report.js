/* “This is wrong”, from every section of a document: a link before its heading to the tracker or the
   form of mkdocs.yml (suggest_url), filled with the section. No dialog, no request. */
(function () {
  "use strict";

  const HEADINGS = ".kb-text--document > h2[id]";

  /** Quoted as the other parts of the address are, by scripts/sopkb/site_address.py. */
  function quoted(text) {
    return encodeURIComponent(text).replace(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);
  }

  function titleOf(heading) {
    const copy = heading.cloneNode(true);
    for (const link of copy.querySelectorAll(".headerlink")) link.remove();
    return copy.textContent.trim();
  }

  function linkTo(heading, { kbReport, kbReportText }) {
    const title = titleOf(heading);
    const parts = { section: quoted(heading.id), section_title: quoted(title) };
    const link = document.createElement("a");
    link.className = "kb-report";
    link.rel = "nofollow";
    link.href = kbReport.replace(/\{(section|section_title)\}/g, (_, name) => parts[name]);
    link.title = `${kbReportText}${title}`;
    link.setAttribute("aria-label", link.title);
    heading.before(link);
  }

  const actions = document.querySelector("[data-kb-report]");
  if (!actions) return;
  for (const heading of document.querySelectorAll(HEADINGS)) linkTo(heading, actions.dataset);
})();
