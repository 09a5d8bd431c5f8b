/* What was meant, where it is not what was typed? Sounds of Chinese terms, typing errors, words that
   are alike: pure functions over the lexicon of scripts/sopkb/search/lexicon.py. */

const HAN = /[\u3400-\u9fff]/;
const MOST_GUESSES = 3;

/* ---- Sounds ---- */

/** How many characters of a term, from a place on, spell the whole query? 0: they do not. */
function spelledBy(term, place, query, at, readings) {
  if (at === query.length) return 0.5; // the end; never 0
  if (place === term.length) return 0;
  const character = term[place];
  const rest = query.slice(at);
  if (rest[0] === character) return stepped(term, place, query, at + 1, readings);
  for (const syllable of readings.get(character) ?? []) {
    const initial = /^[zcs]h/.test(syllable) ? [syllable.slice(0, 2), syllable[0]] : [syllable[0]];
    for (const heard of [syllable, ...initial]) {
      if (!rest.startsWith(heard)) continue;
      const found = stepped(term, place, query, at + heard.length, readings);
      if (found) return found;
    }
    if (rest.length > 1 && syllable.startsWith(rest)) return 1.5;
  }
  return 0;
}

function stepped(term, place, query, at, readings) {
  const found = spelledBy(term, place + 1, query, at, readings);
  return found && found + 1;
}

/** The Chinese texts that a token of Latin letters, or of both scripts, spells; likeliest first. */
export function heard(token, lexicon) {
  if (token.length < 2 || !/[a-z]/.test(token) || /\d/.test(token)) return [];
  const counts = new Map();
  for (const term of lexicon.terms) {
    const seen = new Set();
    for (let place = 0; place < term.length; place += 1) {
      const found = Math.floor(spelledBy(term, place, token, 0, lexicon.readings));
      if (!found) continue;
      const text = term.slice(place, place + found);
      const value = (place === 0 ? 2 : 1) + (found === term.length ? 1 : 0);
      if (!seen.has(text)) counts.set(text, (counts.get(text) ?? 0) + value);
      seen.add(text);
    }
  }
  return [...counts].sort((a, b) => b[1] - a[1]).slice(0, MOST_GUESSES).map(([text]) => text);
}

/* ---- Typing errors ---- */

/** Edits between two words; a swap of neighbours is one. Stops at `most`. */
export function edits(one, two, most) {
  if (Math.abs(one.length - two.length) > most) return most + 1;
  let [before, last] = [[], Array.from({ length: two.length + 1 }, (_, column) => column)];
  for (let row = 1; row <= one.length; row += 1) {
    const next = [row];
    for (let column = 1; column <= two.length; column += 1) {
      const same = one[row - 1] === two[column - 1];
      next[column] = Math.min(last[column] + 1, next[column - 1] + 1, last[column - 1] + (same ? 0 : 1));
      const swapped = row > 1 && column > 1 && one[row - 1] === two[column - 2] && one[row - 2] === two[column - 1];
      if (swapped) next[column] = Math.min(next[column], before[column - 2] + 1);
    }
    if (Math.min(...next) > most) return most + 1;
    [before, last] = [last, next];
  }
  return last[two.length];
}

/** The words of the lexicon that a mistyped word may be; those with fewest edits, then commonest. */
export function mended(token, lexicon, most = token.length >= 9 ? 2 : 1) {
  if (token.length < 4 || /\d/.test(token)) return [];
  const found = [];
  for (const [rank, word] of lexicon.words.entries()) {
    const distance = Math.min(edits(token, word, most), startEdits(token, word));
    if (distance <= most) found.push([distance + (word[0] === token[0] ? 0 : 0.5), rank, word]);
  }
  found.sort((a, b) => a[0] - b[0] || a[1] - b[1]);
  const best = found[0]?.[0];
  return found.filter(([distance]) => distance === best).slice(0, MOST_GUESSES).map(([, , word]) => word);
}

/** A word that is still being typed is compared with the start of a longer one. */
function startEdits(token, word) {
  if (token.length < 5 || word.length <= token.length + 1) return Infinity;
  return edits(token, word.slice(0, token.length), 1) + 0.6;
}

/** Does some word of the lexicon start so? */
export function startsSome(token, { sorted }) {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle] < token) low = middle + 1;
    else high = middle;
  }
  return Boolean(sorted[low]?.startsWith(token));
}

/** A word that differs only in its ending from one that is known: Pagefind compares stems. */
export function sharesStem(token, lexicon) {
  return token.length > 5 && startsSome(token.slice(0, Math.max(5, token.length - 3)), lexicon);
}

/** Words of the knowledge base that are like a query for which nothing was found. */
export function nearMisses(tokens, lexicon) {
  const like = tokens.flatMap((each) => (HAN.test(each) ? alike(each, lexicon) : mended(each, lexicon, 2)));
  return [...new Set(like)].slice(0, MOST_GUESSES);
}

function alike(run, { terms }) {
  const shared = (term) => [...run].filter((each) => term.includes(each)).length;
  const ranked = terms.map((term) => [shared(term), term]).filter(([count]) => count > 0);
  ranked.sort((a, b) => b[0] - a[0] || a[1].length - b[1].length);
  return ranked.slice(0, MOST_GUESSES).map(([, term]) => term);
}
