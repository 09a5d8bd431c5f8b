/* What the window of the search shows of an answer. Markup is in partials/kb-search.html; text of
   documents and queries only ever becomes text nodes. */

const REVIEWED = new Set(["approved", "effective", "suspended"]);
const HAN = /[\u3400-\u9fff]/;

/** Fill the braces of a text. */
export function filled(text, values) {
  return text.replace(/\{(\w+)\}/g, (brace, name) => values[name] ?? brace);
}

/** A result as an element of the list. */
export function resultElement(template, result, number, settings) {
  const item = template.content.cloneNode(true).firstElementChild;
  const link = item.querySelector("[role=option]");
  link.id = `kb-search-result-${number}`;
  link.href = addressOf(result, settings.base);
  link.dataset.kind = result.kind;
  for (const slot of item.querySelectorAll("[data-slot]")) fillSlot(slot, result, settings);
  fillReview(item.querySelector("[data-kb-review]"), result);
  if (result.kind !== "document") item.querySelector(".kb-hit__facts").remove();
  if (result.text_language) item.querySelector("[data-slot=title]").lang = result.text_language;
  return item;
}

function addressOf({ address, anchor }, base) {
  const target = new URL(address || ".", new URL(base.replace(/\/*$/, "/"), location.href));
  if (anchor) target.hash = anchor;
  return target.href;
}

function fillSlot(slot, result, { text, language }) {
  const name = slot.dataset.slot;
  if (name === "untranslated") return (result.text_language ?? language) === language ? slot.remove() : slot;
  const words = name === "kind" ? (text[result.label] ?? "") : (result[name] ?? "");
  if (!words) return slot.remove();
  if (name === "status_label") slot.dataset.state = result.status;
  return slot.append(...marked(words, ["title", "section", "excerpt"].includes(name) ? result.marks : []));
}

/** A review is judged on the day it is read, by kb.js. */
function fillReview(pill, result) {
  if (!REVIEWED.has(result.status)) return pill.remove();
  const { freshness, due = "", window = "", grace = "", exempt_until: exemptUntil = "" } = result;
  return Object.assign(pill.dataset, { state: freshness, due, window, grace, exemptUntil });
}

/** A text with the words that were found in it marked. */
export function marked(text, words) {
  const pattern = patternOf(words);
  if (!pattern) return [text];
  return text.split(pattern).map((piece, place) => (place % 2 ? element("mark", piece) : piece));
}

function patternOf(words) {
  const forms = words.flatMap((word) => (HAN.test(word) ? [word] : word.split(/[^a-z0-9]+/i)));
  const useful = [...new Set(forms)].filter((form) => form.length > 2 || HAN.test(form));
  const longest = useful.sort((a, b) => b.length - a.length).map((form) => {
    const safe = form.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
    return HAN.test(form) ? safe : `\\b${safe}\\w*`;
  });
  return longest.length ? new RegExp(`(${longest.join("|")})`, "gi") : null;
}

export function element(name, text, values = {}) {
  return Object.assign(document.createElement(name), { textContent: text }, values);
}

/** What a reader hears of a result: name, section, status, review. */
export function spoken(option) {
  const parts = [".kb-id", ".kb-hit__title", ".kb-hit__kind", ".kb-hit__section", ".kb-status", ".kb-pill"];
  const texts = parts.map((part) => option.querySelector(part)?.textContent.replace(/\s+/g, " ").trim());
  return texts.filter(Boolean).join(", ");
}

/** The choices of the filters as fields. */
export function filterFields(choices, text) {
  return Object.entries(choices)
    .filter(([, values]) => values.length > 1)
    .map(([name, values]) => {
      const field = element("label", "", { className: "kb-field" });
      const select = element("select", "", { name });
      select.append(new Option(text.all, ""), ...values.map((each) => new Option(each.name, each.value)));
      field.append(element("span", text[name], { className: "kb-field__name" }), select);
      return field;
    });
}
