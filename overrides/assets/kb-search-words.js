/* What does a query mean? Pure functions over the lexicon of scripts/sopkb/search/lexicon.py: ids,
   traditional characters, synonyms, and what kb-search-guess.js hears. Words are cut as in
   scripts/sopkb/search/spelling.py: a run of Chinese characters becomes its overlapping pairs. */

import { heard, mended, sharesStem, startsSome } from "./kb-search-guess.js";

const HAN = "\\u3400-\\u4dbf\\u4e00-\\u9fff\\uf900-\\ufaff";
const HAN_RUN = new RegExp(`[${HAN}]+`, "g");
const ONLY_HAN = new RegExp(`^[${HAN}]+$`);
const HAS_HAN = new RegExp(`[${HAN}]`);
const TOKEN = new RegExp(`[a-z0-9${HAN}]+`, "g");
const SAME_SCRIPT = new RegExp(`[a-z0-9]+|[${HAN}]+`, "g");
const ID = /^([a-z]{2,3}[\s_-]*)?[a-z]{3}[\s_-]*\d{1,3}$|^\d{3}$/;
const SMALL_CHINESE =
  /怎么办|怎么样|什么时候|不知道|因为|但是|所以|然后|突然|现在|今天|昨天|刚才|刚刚|到底|居然|东西|这个|那个|帮我|麻烦|告诉|反映|反馈|咨询|询问|为什么|有没有|能不能|可不可以|是不是|不是|怎么|怎样|如何|什么|哪里|哪个|多少|请问|可以|应该|需要|是否|一下|一直|已经|我要|我想|客户|用户|想要|吗|呢|啊|吧|的|了|说|问|着|在|是|把|被|给|和|与|及|或|我|你|他|她|它|们|这|那|就|都|还|也|很|要|该/g;
const FAINT_WORDS = new Set(
  ("agent agents buyer buyers caller client clients creator creators customer customers merchant " +
    "merchants seller sellers shopper user users policy procedure process rule rules steps " +
    "买家 卖家 商家 达人 流程 规定 规则 政策 步骤").split(" "),
);
const FAINT = 0.3; // who asks, and that a rule is asked for, tells less than what is asked
const MOST_GUESSES = 3;
const GUESS_FACTOR = 0.75;
const LONGEST_TERM = 12;
const LONGEST_WHOLE = 4;
const LONGEST_COMPACT = 24;
const FACTORS = { itself: 1, sound: 0.95, mended: 0.85, synonym: 0.7, alone: 0.5 };

/** Prepare a lexicon for many queries. */
export function prepare(lexicon, language) {
  const readings = new Map();
  for (const [syllable, characters] of Object.entries(lexicon.readings)) {
    for (const character of characters) {
      readings.set(character, [...(readings.get(character) ?? []), syllable]);
    }
  }
  const simplified = [...lexicon.simplified];
  const simple = new Map([...lexicon.traditional].map((old, place) => [old, simplified[place]]));
  const [known, named] = [lexicon.words, lexicon.terms].map(ranks);
  const isChinese = language === "zh";
  const [small, sorted] = [new Set(lexicon.small), [...lexicon.words].sort()];
  return { ...lexicon, isChinese, readings, simple, known, named, small, sorted };
}

const ranks = (words) => new Map(words.map((word, place) => [word, place]));

/** Write a query in one way: one width, small letters, simplified characters. */
export function normal(query, lexicon) {
  const text = query.normalize("NFKC").toLowerCase().replace(/[’']/g, "");
  return [...text].map((each) => lexicon.simple.get(each) ?? each).join("").trim();
}

/** Write Chinese runs as pairs, as the index has them. */
export function pairs(text) {
  const cut = (run) => [...run].map((_, place) => run.slice(place, place + 2));
  const written = (run) => (run.length < 3 ? run : cut(run).slice(0, -1).join(" "));
  return text.replace(HAN_RUN, (run) => ` ${written(run)} `).trim();
}

/* ---- The plan of a query: what to look for, part by part ---- */

/** One way to read a part of the query; of several guesses the likeliest comes first. */
const choice = (text, kind, place = 0) => ({
  text: pairs(text),
  shown: text,
  kind,
  factor: FACTORS[kind] * GUESS_FACTOR ** place,
});

const weightOf = (word) => (FAINT_WORDS.has(word) ? FAINT : 1);
const guesses = (texts, kind) => texts.map((text, place) => choice(text, kind, place));
const bonus = (choices, weight) => ({ choices, weight, isBonus: true });

/** A stretch of Chinese: its pairs, so that a part may be missing; the whole; the terms in it. */
function chineseParts(run, lexicon) {
  const parts = wordsIn(run, lexicon).map(({ pair, isSpare }) => ({
    choices: [choice(pair, "itself"), ...lastAlone(pair, run, lexicon)],
    weight: weightOf(pair),
    isSpare,
  }));
  const named = termsIn(run, lexicon).filter((term) => term.length <= LONGEST_WHOLE);
  const whole = run.length > 2 && run.length <= LONGEST_WHOLE ? [run] : [];
  return [...parts, ...[...whole, ...named].map((text) => bonus([choice(text, "itself")], 1))];
}

/** The last character of a run may be a word by itself: 裤子破. */
function lastAlone(pair, run, { terms }) {
  const isLast = run.length > 2 && run.endsWith(pair) && !terms.some((term) => term.includes(pair));
  return isLast ? [choice(pair[1], "alone")] : [];
}

/** The pairs of a run, but none across two words that are known; a pair between two others is spare. */
function wordsIn(run, { named }) {
  const found = [];
  let end = 0; // of the last pair that is not spare
  for (let place = 0; place < Math.max(1, run.length - 1); place += 1) {
    const pair = run.slice(place, place + 2);
    const isLast = place + 2 >= run.length;
    const isSpare = place < end && !isLast && !named.has(pair);
    found.push({ pair, isSpare });
    if (!isSpare) end = place + 2;
    const isBetween = !named.has(run.slice(place + 1, place + 3));
    if (named.has(pair) && isBetween) place += 1;
  }
  return found;
}

/** The longest terms within a stretch of Chinese, which has no blanks between its words. */
function termsIn(run, { named }) {
  const found = [];
  for (let place = 0; place < run.length; place += 1) {
    let end = Math.min(run.length, place + LONGEST_TERM);
    while (end > place + 2 && !named.has(run.slice(place, end))) end -= 1;
    if (end <= place + 2) continue;
    if (end - place < run.length) found.push(run.slice(place, end));
    place = end - 1;
  }
  return found;
}

function latinPart(token, lexicon) {
  const sounds = lexicon.known.has(token) ? [] : heard(token, lexicon);
  const isStart = startsSome(token, lexicon);
  const fixes = isStart ? [] : mended(token, lexicon);
  const text = isStart || sharesStem(token, lexicon) ? token : `"${token}"`; // quoted: only itself
  const own = { ...choice(token, "itself"), text };
  return { choices: [own, ...guesses(sounds, "sound"), ...guesses(fixes, "mended")], weight: weightOf(token) };
}

function tokenParts(token, lexicon) {
  if (ONLY_HAN.test(token)) return chineseParts(token, lexicon);
  if (!HAS_HAN.test(token)) return [latinPart(token, lexicon)];
  const sounds = heard(token, lexicon);
  if (sounds.length) return [{ choices: guesses(sounds, "sound"), weight: 1 }];
  return token.match(SAME_SCRIPT).flatMap((piece) => tokenParts(piece, lexicon));
}

/** Where a phrase stands in a text; Latin phrases only as whole words. */
function placeOf(text, phrase) {
  const place = text.indexOf(phrase);
  if (place < 0 || HAS_HAN.test(phrase)) return place;
  const around = `${text[place - 1] ?? " "}${text[place + phrase.length] ?? " "}`;
  return /[a-z0-9]/.test(around) ? -1 : place;
}

/** Other words of the reader's language for what the text names; the text itself is looked up beside
    them. A document that has only the other word has the parts that the named word makes. */
function synonymParts(text, { synonyms, isChinese }) {
  const found = [];
  for (const group of synonyms) {
    const named = group.filter((form) => placeOf(text, form) >= 0);
    if (!named.length) continue;
    const others = group.filter((form) => !named.includes(form) && HAS_HAN.test(form) === isChinese);
    if (!others.length) continue;
    const choices = others.map((form) => choice(form, "synonym"));
    const covers = HAS_HAN.test(named[0]) ? named[0].length - 1 : named[0].split(" ").length;
    found.push({ length: named[0].length, choices, covers, weight: 0.6 * weightOf(named[0]) });
  }
  found.sort((a, b) => b.length - a.length);
  return found.slice(0, MOST_GUESSES).map(({ choices, covers, weight }) => ({ ...bonus(choices, weight), covers }));
}

/** The whole query as one word, as names stand in the index beside their own spelling. */
function compactPart(text) {
  const word = text.replace(/[^a-z0-9]+/g, "");
  const isName = word.length > 4 && word.length <= LONGEST_COMPACT && !HAS_HAN.test(text);
  return isName && /[^a-z0-9]/.test(text) ? [bonus([choice(word, "itself")], 1.5)] : [];
}

function idPart(text) {
  const typed = text.replace(/[^a-z0-9]/g, "");
  const id = typed.replace(/\d+$/, (number) => number.padStart(3, "0"));
  const choices = [...new Set([id, typed])].map((word) => choice(word, "itself"));
  return ID.test(text) ? [{ choices, weight: 1, id }] : [];
}

/** Latin tokens that only together sound like a term: `tui kuan`. */
function joinedSound(tokens, lexicon) {
  const isSpelling = tokens.length > 1 && tokens.every((each) => /^[a-z]+$/.test(each));
  const isEnglish = tokens.every((each) => lexicon.known.has(each));
  return isSpelling && !isEnglish ? guesses(heard(tokens.join(""), lexicon), "sound") : [];
}

/** The words of a text that mean something; all of them where none does. */
function withoutSmallWords(text, { small }) {
  const kept = text.replace(SMALL_CHINESE, " ");
  const tokens = (kept.match(TOKEN) ?? []).filter((token) => !small.has(token));
  return tokens.length ? tokens : (text.match(TOKEN) ?? []);
}

/** The words of a query. */
export const tokensOf = (query, lexicon) => withoutSmallWords(normal(query, lexicon), lexicon);

/** What to look for: parts with choices; a bonus part raises what the others find. */
export function plan(query, lexicon) {
  const text = normal(query, lexicon);
  const tokens = withoutSmallWords(text, lexicon);
  const ids = idPart(text);
  if (ids.length) return ids;
  const joined = joinedSound(tokens, lexicon);
  const parts = joined.length
    ? [{ choices: joined, weight: 1 }]
    : tokens.flatMap((token) => tokenParts(token, lexicon));
  return [...parts, ...synonymParts(text, lexicon), ...wholeRuns(text, tokens, lexicon), ...compactPart(text)];
}

/** The parts that tell most, and of each the choices, up to a number of words: a keyword as it
    stands, the rarest words, then what is a bonus, then the pairs between. Each word brings about
    24 kB of the index. */
export function likeliest(parts, lexicon, most) {
  const own = parts.filter((part) => !part.isBonus && !part.isSpare);
  own.sort((a, b) => rarity(b, lexicon) - rarity(a, lexicon));
  const bonuses = parts.filter((part) => part.isBonus);
  const typed = bonuses.filter((part) => part.isKnown);
  const others = bonuses.filter((part) => !part.isKnown);
  const ordered = [...typed, ...own, ...others, ...parts.filter((part) => part.isSpare)];
  const words = new Set();
  const isWithin = ({ text }) => {
    const more = text.split(/\s+/).filter((word) => !words.has(word));
    if (words.size && words.size + more.length > most) return false;
    more.forEach((word) => words.add(word));
    return true;
  };
  const kept = ordered.map((part) => ({ ...part, choices: part.choices.filter(isWithin) }));
  return kept.filter((part) => part.choices.length);
}

/** How rare a word is, from 0 to 1. A pair of characters that is no term may be no word either. */
function rarity({ choices }, { known, named }) {
  const word = choices[0].shown;
  const ranks = HAS_HAN.test(word) ? named : known;
  return (ranks.get(word) ?? (ranks === named ? 0 : ranks.size)) / ranks.size;
}

/** A Chinese query as it was typed, small words and all: keywords may hold them (不想要了). */
function wholeRuns(text, tokens, { named }) {
  const runs = (text.match(HAN_RUN) ?? []).filter((run) => run.length > 1 && !tokens.includes(run));
  return runs.map((run) => ({ ...bonus([choice(run, "itself")], 1.5), isKnown: named.has(run) }));
}
