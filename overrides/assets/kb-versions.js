/* The page that compares versions: shows the pair that the reader chooses or the address names, in
   the reader's colours. Pairs that are not neighbours are shown when they are chosen. */
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

  const form = document.querySelector(".kb-versions__choose");
  const pairs = [...document.querySelectorAll("details.kb-diff")];

  function show(named) {
    for (const pair of pairs.slice(1)) pair.hidden = "kbChosenOnly" in pair.dataset && pair !== named;
    if (!named) return;
    for (const pair of pairs) pair.open = pair === named;
    named.scrollIntoView();
  }

  function showNamed() {
    const named = pairs.find((pair) => pair.id === location.hash.slice(1));
    show(named);
    if (!form || !named) return;
    [form.older.value, form.newer.value] = named.id.slice(1).split("-");
    told("");
  }

  function told(words) {
    form.querySelector("[role=status]").textContent = words;
  }

  /** Whichever way round two versions are chosen, they are compared from the older to the newer. */
  function choose() {
    const [one, other] = [form.older, form.newer];
    if (one.value === other.value) return told(form.dataset.other);
    const chosen = one.selectedIndex > other.selectedIndex ? [one.value, other.value] : [other.value, one.value];
    const id = `v${chosen.join("-")}`;
    if (pairs.some((pair) => pair.id === id)) {
      history.replaceState(null, "", `#${id}`);
      return showNamed();
    }
    const [older, newer] = chosen;
    return told(form.dataset.elsewhere.replaceAll("{older}", older).replaceAll("{newer}", newer));
  }

  document.body.dataset.mdColorScheme = isDark() ? "slate" : "default";
  window.addEventListener("hashchange", showNamed);
  showNamed();
  if (form) {
    form.hidden = false;
    if (!location.hash) [form.older.value, form.newer.value] = pairs[0].id.slice(1).split("-");
    form.addEventListener("change", choose);
  }
})();
