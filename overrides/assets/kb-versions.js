/* The page that compares versions: opens the pair that the address names, in the reader's colours. */
(function () {
  "use strict";

  /** The scheme that the reader has chosen on the site, as Material keeps it; else the device's. */
  function isDark() {
    const dark = matchMedia("(prefers-color-scheme: dark)").matches;
    try {
      const key = Object.keys(localStorage).find((each) => each.endsWith(".__palette"));
      const media = JSON.parse(localStorage.getItem(key) ?? "{}").color?.media ?? "";
      if (media.includes("light")) return false;
      return media.includes("dark") || dark;
    } catch {
      return dark;
    }
  }

  function openNamed() {
    const named = document.getElementById(location.hash.slice(1));
    if (!(named instanceof HTMLDetailsElement)) return;
    named.open = true;
    named.scrollIntoView();
  }

  document.body.dataset.mdColorScheme = isDark() ? "slate" : "default";
  window.addEventListener("hashchange", openNamed);
  openNamed();
})();
