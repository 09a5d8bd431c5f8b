/* Finds and ranks, away from the page: a worker around Pagefind, named by its language. It gets
   {number, query, filters} and answers {number, results, …}; kb-search-words.js says what it means. */

import { nearMisses } from "./kb-search-guess.js";
import { likeliest, plan, prepare, tokensOf, unpair } from "./kb-search-words.js";

const base = new URL(`../pagefind/${self.name}/`, location.href);
const SHOWN = 8;
const WEAK = 0.08; // a result that is worth less than this part of the best is none
const [FEW, MANY] = [4, 9]; // parts of a query that are looked up at once, each about 24 kB
const ENOUGH = 0.75; // of what was looked up a first document must have
const EXCERPT_WORDS = self.name === "zh" ? 64 : 34;
const WORDS_BEFORE = 6;
const NO_WEIGHT = Object.fromEntries(
  ("address title summary kind label id version status status_label markets channels text_language " +
    "freshness due window grace exempt_until").split(" ").map((name) => [name, 0]),
);
const RANKING = { termFrequency: 0.6, pageLength: 0.3, termSaturation: 1.4, termSimilarity: 3, metaWeights: NO_WEIGHT };

const cache = new Map();
const ready = start();
let newest = 0;

async function start() {
  const [pagefind, lexicon] = await Promise.all([loadPagefind(), loadLexicon()]);
  return { pagefind, lexicon };
}

async function loadPagefind() {
  const pagefind = await import(`${base}pagefind.js`);
  await pagefind.options({ ranking: RANKING, excerptLength: 1 });
  await pagefind.init();
  return pagefind;
}

async function loadLexicon() {
  const response = await fetch(`${base}lexicon.json`);
  if (!response.ok) throw new Error(`lexicon.json: ${response.status}`);
  return prepare(await response.json(), self.name);
}

/* ---- Looking up and ranking ---- */

async function lookUp(text, filters) {
  const { pagefind } = await ready;
  const key = JSON.stringify([text, filters]);
  if (!cache.has(key)) {
    const { results } = await pagefind.search(text, { filters });
    cache.set(key, results.filter((result) => result.score > 0 && result.words.length));
  }
  return cache.get(key);
}

/** The best choice of a part for each document. */
async function partScores(part, filters) {
  const best = new Map();
  const lists = await Promise.all(part.choices.map((choice) => lookUp(choice.text, filters)));
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
async function ranked(parts, filters) {
  const scores = await Promise.all(parts.map((part) => partScores(part, filters)));
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
async function found(query, filters, lexicon) {
  const parts = plan(query, lexicon);
  const few = likeliest(parts, lexicon, FEW);
  const hits = await ranked(few, filters);
  if (few.length === parts.length || hits[0]?.covered >= ENOUGH * weightOf(few)) return { parts: few, hits };
  const many = likeliest(parts, lexicon, MANY);
  return { parts: many, hits: await ranked(many, filters) };
}

/* ---- What is shown of a document ---- */

/** The sections of a document by the places of their words; what stands before them is the first. */
function sectionsOf(data, words) {
  const anchors = data.anchors.filter((each) => /^h[2-6]$/i.test(each.element));
  anchors.sort((a, b) => a.location - b.location);
  const starts = [{ location: 0, text: "" }, ...anchors];
  return starts.map((anchor, place) => ({
    anchor,
    from: anchor.location + (anchor.text.match(/\S+/g) ?? []).length,
    to: starts[place + 1]?.location ?? words.length,
    headed: 0,
    parts: 0,
    matches: [],
  }));
}

/** Note in each section what the parts of the query have found there. */
function noteMatches(sections, results) {
  for (const { words: places } of results) {
    for (const section of sections) {
      const own = places.filter((place) => place >= section.anchor.location && place < section.to);
      section.matches.push(...own);
      section.parts += own.length ? 1 : 0;
      section.headed += own.some((place) => place < section.from) ? 1 : 0;
    }
  }
}

/** The section to show: whose heading says more than one word of the query, or where the match is
    if the name of the document says less. */
function bestSection([document, ...sections]) {
  const order = (a, b) => b.headed - a.headed || b.parts - a.parts || b.matches.length - a.matches.length;
  const best = sections.filter((section) => section.parts).sort(order)[0];
  return best && (!document.parts || best.headed > 1 || best.parts > document.parts) ? best : null;
}

/** The text around the first match below the heading. */
function excerptOf(section, words) {
  const first = section.matches.filter((place) => place >= section.from).sort((a, b) => a - b)[0];
  const start = Math.max(section.from, (first ?? 0) - WORDS_BEFORE);
  return unpair(words.slice(start, Math.min(start + EXCERPT_WORDS, section.to)).join(" "));
}

async function shown(hit) {
  const data = await hit.results[0].data();
  const words = data.content.split(/\s+/);
  const sections = sectionsOf(data, words);
  noteMatches(sections, hit.results);
  const section = data.meta.kind === "term" ? null : bestSection(sections);
  return {
    address: "",
    ...data.meta,
    section: section ? unpair(section.anchor.text) : "",
    anchor: section ? section.anchor.id : "",
    excerpt: section ? excerptOf(section, words) : (data.meta.summary ?? ""),
    marks: [...new Set(hit.choices.map((choice) => choice.shown))],
  };
}

/** Tell how the query was understood, where it was not taken as typed. */
function understoodAs(parts, hits) {
  const used = new Set(hits.slice(0, SHOWN).flatMap((hit) => hit.choices));
  const others = parts.flatMap((part) => part.choices).filter((choice) => used.has(choice));
  const asTyped = others.some((choice) => choice.kind === "itself");
  return asTyped ? [] : [...new Set(others.filter(({ kind }) => kind !== "synonym").map(({ shown }) => shown))];
}

async function answer(query, filters, number) {
  const { lexicon } = await ready;
  const { parts, hits } = await found(query, filters, lexicon);
  if (number !== newest) return null;
  const results = await Promise.all(hits.slice(0, SHOWN).map(shown));
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

onmessage = async ({ data: { number, query, filters } }) => {
  newest = number;
  try {
    if (query === null) {
      const { lexicon } = await ready;
      postMessage({ number, choices: lexicon.filters, preview: lexicon.preview });
      return;
    }
    const answered = await answer(query, filters, number);
    if (answered) postMessage({ number, ...answered });
  } catch (error) {
    postMessage({ number, error: String(error) });
  }
};
