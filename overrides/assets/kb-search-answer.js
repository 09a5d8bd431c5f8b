/* What does a query find, in which order, and what is shown of it? kb-search-words.js says what a query
   means; Pagefind, where its words stand. Both come loaded from kb-search-worker.js. */

import { nearMisses } from "./kb-search-guess.js";
import { likeliest, plan, prepare, tokensOf } from "./kb-search-words.js";

const SHOWN = 8;
const WEAK = 0.08; // a result that is worth less than this part of the best is none
const [FEW, MANY] = [4, 6]; // words that are looked up at once, each about 24 kB
const ENOUGH = 0.75; // of what was looked up a first document must have
const EXCERPT = {
  en: { before: 40, length: 210, pause: / / },
  zh: { before: 16, length: 80, pause: /[，。；：！？、·]/ },
};
const WORD = /[a-z]{3,}|[^\x00-\x7f]{2,}/g;
const ENDING = 3; // letters that two forms of an English word may not share

/** A search over Pagefind and a lexicon in one language. */
export function openSearch(pagefind, lexicon, language) {
  return { pagefind, lexicon: prepare(lexicon, language), language, cache: new Map() };
}

/* ---- Looking up and ranking ---- */

async function lookUp({ pagefind, cache }, text, filters) {
  const key = JSON.stringify([text, filters]);
  if (!cache.has(key)) {
    const { results } = await pagefind.search(text, { filters });
    cache.set(key, results.filter((result) => result.score > 0 && result.words.length));
  }
  return cache.get(key);
}

/** The best choice of a part for each document. */
async function partScores(search, part, filters) {
  const best = new Map();
  const lists = await Promise.all(part.choices.map((choice) => lookUp(search, choice.text, filters)));
  for (const [place, results] of lists.entries()) {
    const choice = part.choices[place];
    for (const result of results) {
      const score = result.score * choice.factor;
      if (score > (best.get(result.id)?.score ?? 0)) best.set(result.id, { score, result, choice });
    }
  }
  return best;
}

const weightOf = (parts) => parts.reduce((sum, part) => sum + (part.isBonus ? 0 : part.weight), 0);

/** Add up the parts; a document that has more of them comes first. */
async function ranked(search, parts, filters) {
  const scores = await Promise.all(parts.map((part) => partScores(search, part, filters)));
  const whole = weightOf(parts);
  const hits = new Map();
  for (const [place, part] of parts.entries()) {
    for (const [id, { score, result, choice }] of scores[place]) {
      const hit = hits.get(id) ?? { total: 0, covered: 0, choices: [], results: [] };
      hit.total += part.weight * score;
      hit.covered += part.isBonus ? (part.covers ?? 0) : part.weight;
      hit.choices.push(choice);
      hit.results.push(result);
      hits.set(id, hit);
    }
  }
  const worth = ({ total, covered }) => total * (whole ? 0.25 + 0.75 * Math.min(1, covered / whole) ** 1.5 : 1);
  const sorted = [...hits.values()].sort((a, b) => worth(b) - worth(a));
  return sorted.filter((hit) => worth(hit) >= WEAK * worth(sorted[0]));
}

/** The parts that were looked up, and what they found: few if a document has most of them. */
async function found(search, query, filters) {
  const parts = plan(query, search.lexicon);
  const few = likeliest(parts, search.lexicon, FEW);
  const hits = await ranked(search, few, filters);
  if (hits[0]?.covered >= ENOUGH * weightOf(few)) return { parts: few, hits };
  const many = likeliest(parts, search.lexicon, MANY);
  return { parts: many, hits: await ranked(search, many, filters) };
}

/* ---- What is shown of a document ---- */

/** The sections of a document, with what the parts of the query have found there; what stands before
    the first heading is the first. A heading without a text of its own has that of the next. */
function sectionsOf({ sections }, results) {
  return sections.map((section, place) => {
    const text = section.text || (sections[place + 1]?.text ?? "");
    const to = sections[place + 1]?.from ?? Infinity;
    const own = results.map(({ words }) => words.filter((word) => word >= section.from && word < to));
    const parts = own.filter((words) => words.length);
    const headed = parts.filter((words) => words.some((word) => word < section.from + section.words));
    return { ...section, text, parts: parts.length, headed: headed.length, matches: parts.flat().length };
  });
}

/** The section to show: whose heading says more than one word of the query, or where the match is
    if the name of the document says less. */
function bestSection([document, ...sections]) {
  const order = (a, b) => b.headed - a.headed || b.parts - a.parts || b.matches - a.matches;
  const best = sections.filter((section) => section.parts).sort(order)[0];
  return best && (!document.parts || best.headed > 1 || best.parts > document.parts) ? best : null;
}

/** Where the word that tells most stands in a text, in whatever form; 0 where none does. */
function placeOf(text, marks) {
  const words = marks.flatMap((mark) => mark.match(WORD) ?? []);
  const begin = (word) => `\\b${word.slice(0, Math.max(ENDING, word.length - ENDING))}`;
  const forms = words.map((word) => new RegExp(/^[a-z]/.test(word) ? begin(word) : word, "i"));
  const places = forms.map((form) => text.search(form));
  return places.find((place) => place >= 0) ?? 0;
}

/** The text around that word, below the heading, from where a word or a clause begins. */
function excerptOf({ text }, marks, language) {
  const { before, length, pause } = EXCERPT[language];
  const place = placeOf(text, marks);
  const cut = Math.max(0, place - before);
  const start = cut && cut + 1 + text.slice(cut, place).search(pause);
  const excerpt = text.slice(start, start + length);
  return (start + length < text.length ? excerpt.replace(/\s\w*$/, "") : excerpt).replace(/^[\s·]+/, "");
}

async function shown(hit, language) {
  const data = await hit.results[0].data();
  const section = data.meta.kind === "term" ? null : bestSection(sectionsOf(data, hit.results));
  const marks = [...new Set(hit.choices.map((choice) => choice.shown))];
  return {
    address: "",
    ...data.meta,
    section: section?.title ?? "",
    anchor: section?.id ?? "",
    excerpt: section ? excerptOf(section, marks, language) : (data.meta.summary ?? ""),
    marks,
  };
}

/** Tell how the query was understood, where it was not taken as typed. */
function understoodAs(parts, hits) {
  const used = new Set(hits.slice(0, SHOWN).flatMap((hit) => hit.choices));
  const others = parts.flatMap((part) => part.choices).filter((choice) => used.has(choice));
  const asTyped = others.some((choice) => choice.kind === "itself");
  return asTyped ? [] : [...new Set(others.filter(({ kind }) => kind !== "synonym").map(({ shown }) => shown))];
}

/** What there is to show for a query; null where `isAsked` tells that another has been asked since. */
export async function answer(search, query, filters, isAsked) {
  const { lexicon, language } = search;
  const { parts, hits } = await found(search, query, filters);
  if (!isAsked()) return null;
  const results = await Promise.all(hits.slice(0, SHOWN).map((hit) => shown(hit, language)));
  inOrder(results, asksFor(query, lexicon));
  const own = results.filter((result) => hasId(result, parts[0]?.id));
  if (own.length) return { results: own, count: own.length, near: [], understood: [] };
  const near = results.length ? [] : nearMisses(tokensOf(query, lexicon), lexicon);
  return { results, count: hits.length, near, understood: understoodAs(parts, hits) };
}

/** The kinds that a query names, such as “refund script”. */
function asksFor(query, { kinds }) {
  const text = query.toLowerCase();
  const isNamed = (word) => (/[a-z]/.test(word) ? new RegExp(`\\b${word}s?\\b`).test(text) : text.includes(word));
  return Object.keys(kinds).filter((kind) => kinds[kind].some(isNamed));
}

/** A kind that was asked for comes first; else no tool comes before the best document; terms last. */
function inOrder(results, kinds) {
  const place = (result) => (kinds.includes(result.label) ? 0 : result.kind === "term" ? 2 : 1);
  results.sort((a, b) => place(a) - place(b));
  const isTool = results[0]?.label && results[0].kind !== "term" && results[0].kind !== "page";
  const best = results.findIndex((result) => result.kind === "document" && !result.label);
  if (isTool && place(results[0]) && best > 0) results.unshift(...results.splice(best, 1));
}

/** A query that is an id means the document, not those that refer to it. */
function hasId(result, id) {
  const own = result.id?.toLowerCase().replaceAll("-", "");
  return id && (result.kind === "document" ? own.endsWith(id) : own === id);
}
