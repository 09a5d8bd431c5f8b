/* Fills the placeholders of reply scripts and copies the text. What is typed is customer data: it is
   kept for the visit of this tab only, shared between scripts by name, and never leaves the page. */
(function () {
  "use strict";

  const KEPT_AS = "kb-script-values";
  const cards = [...document.querySelectorAll("[data-kb-script]")];
  const settings = document.getElementById("kb-settings");
  if (!cards.length || !settings) return;
  const words = JSON.parse(settings.textContent).text;
  let values = kept();

  function kept() {
    try {
      return new Map(Object.entries(JSON.parse(sessionStorage.getItem(KEPT_AS)) ?? {}));
    } catch {
      return new Map();
    }
  }

  function keep() {
    try {
      sessionStorage.setItem(KEPT_AS, JSON.stringify(Object.fromEntries(values)));
    } catch {
      // A browser that keeps nothing: the values hold until the page is left.
    }
  }

  /** A day as the language of the text writes it; all else as it was typed. */
  function written(value, kind, language) {
    const day = kind === "date" && /^\d{4}-\d{2}-\d{2}$/.test(value) ? new Date(value) : null;
    if (!day || isNaN(day)) return value;
    const form = { timeZone: "UTC", year: "numeric", month: "long", day: "numeric" };
    return day.toLocaleDateString(language === "en" ? "en-GB" : language, form);
  }

  function showSlot(slot) {
    const { slot: name, kind, label } = slot.dataset;
    const value = values.get(name);
    slot.classList.toggle("kb-slot--filled", Boolean(value));
    slot.textContent = value ? written(value, kind, slot.closest("[lang]").lang) : `[${label}]`;
  }

  function showAll() {
    document.querySelectorAll(".kb-slot").forEach(showSlot);
    for (const field of document.querySelectorAll(".kb-script__fill input")) {
      const value = values.get(field.name) ?? "";
      if (field.value !== value) field.value = value;
    }
  }

  function fill({ target }) {
    if (target.value.trim()) values.set(target.name, target.value.trim());
    else values.delete(target.name);
    keep();
    document.querySelectorAll(".kb-slot").forEach(showSlot);
    for (const field of document.querySelectorAll(".kb-script__fill input")) {
      if (field !== target && field.name === target.name) field.value = target.value;
    }
  }

  function clear(event) {
    event.preventDefault();
    values = new Map();
    keep();
    showAll();
    for (const note of document.querySelectorAll(".kb-script__note")) note.textContent = "";
  }

  function noteOn(said) {
    const empty = [...said.querySelectorAll(".kb-slot:not(.kb-slot--filled)")];
    const names = new Set(empty.map((slot) => slot.dataset.slot));
    const labels = [...names].map(labelOf);
    return names.size ? words["script-unfilled"].replace("{names}", () => labels.join(" · ")) : words.copied;
  }

  /** What the reader's own fields call a placeholder. */
  function labelOf(name) {
    const field = document.querySelector(`.kb-script__fill input[name="${CSS.escape(name)}"]`);
    return field.closest("label").querySelector(".kb-field__name").textContent;
  }

  async function copy(card, button) {
    const said = button.parentElement.querySelector("[data-kb-said]");
    const text = [...said.children].map((part) => part.textContent).join("\n\n");
    const note = card.querySelector(".kb-script__note");
    note.textContent = "";
    try {
      await navigator.clipboard.writeText(text);
      note.textContent = noteOn(said);
    } catch {
      getSelection().selectAllChildren(said); // no clipboard without https
      note.textContent = words["script-select"];
    }
  }

  for (const card of cards) {
    for (const button of card.querySelectorAll("[data-kb-copy]")) {
      button.hidden = false;
      button.addEventListener("click", () => copy(card, button));
    }
    const form = card.querySelector(".kb-script__fill");
    if (!form) continue;
    form.hidden = false;
    form.addEventListener("input", fill);
    form.addEventListener("reset", clear);
    form.addEventListener("submit", (event) => event.preventDefault());
  }
  showAll();
  window.addEventListener("pageshow", showAll);
})();
