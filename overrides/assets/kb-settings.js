/* What the page tells its scripts (#kb-settings): words in the reader's language, days, addresses. */

const MILLISECONDS_PER_DAY = 86400000;
const source = document.getElementById("kb-settings");

/** Null on a page that is not of the knowledge base, such as the one for a wrong address. */
export const settings = source && JSON.parse(source.textContent);

/** The language of the site that is being read. */
export const language = document.documentElement.lang;

export function words(key, values = {}) {
  return settings.text[key].replace(/\{(\w+)\}/g, (_, name) => values[name]);
}

/** Today in the governance time zone, as YYYY-MM-DD, wherever the reader is. */
export function today() {
  const form = { timeZone: settings.timezone, year: "numeric", month: "2-digit", day: "2-digit" };
  const parts = new Intl.DateTimeFormat("en", form).formatToParts(new Date());
  const part = (type) => parts.find((each) => each.type === type).value;
  return `${part("year")}-${part("month")}-${part("day")}`;
}

export function daysBetween(from, to) {
  return Math.round((Date.parse(to) - Date.parse(from)) / MILLISECONDS_PER_DAY);
}

/** A new element; children are texts, which are never read as markup, or nodes. */
export function element(tag, className, ...children) {
  const made = document.createElement(tag);
  if (className) made.className = className;
  made.append(...children);
  return made;
}

export function button(className, text, press) {
  const made = element("button", className, text);
  made.type = "button";
  made.addEventListener("click", press);
  return made;
}
