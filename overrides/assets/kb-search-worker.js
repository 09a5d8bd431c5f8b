/* Loads what a search needs, away from the page, and answers: a worker around Pagefind, named by its
   language. It gets {number, query, filters} and answers {number, results, …}.

   A phone is slow to ask, not to read: all that is needed is asked for at once, also what Pagefind
   would only ask for when it has read what comes before. And the browser unpacks better than
   Pagefind does in JavaScript, which takes files that are unpacked already. */

const base = new URL(`../pagefind/${self.name}/`, location.href);
const PACKED = [0x1f, 0x8b];
const RANKING = { termFrequency: 0.4, pageLength: 0.3, termSaturation: 1.4, termSimilarity: 3 };

const askServer = self.fetch.bind(self);
const early = new Map();
let newest = 0;

/* ---- Loading ---- */

/** A file of the index, unpacked. */
async function unpacked(address, options) {
  const response = await askServer(address, options);
  if (!response.ok) throw new Error(`${address}: ${response.status}`);
  const bytes = new Uint8Array(await response.arrayBuffer());
  const isPacked = PACKED.every((byte, place) => bytes[place] === byte);
  if (!isPacked || !self.DecompressionStream) return new Response(bytes);
  return new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip")));
}

function askEarly(name, options) {
  const { href } = new URL(name, base);
  const response = unpacked(href, options);
  response.catch(() => {}); // told when Pagefind asks for it
  early.set(href, response);
  return response;
}

/** What Pagefind asks for, once: from what was asked for early, else from the server. */
self.fetch = (address) => {
  const href = String(address).replace(/\?.*/, "");
  const response = early.get(href) ?? unpacked(href);
  early.delete(href);
  return response;
};

async function askForIndex() {
  const entry = await askEarly("pagefind-entry.json", { cache: "no-cache" });
  const { languages } = await entry.clone().json();
  for (const { hash } of Object.values(languages)) askEarly(`pagefind.${hash}.pf_meta`);
}

async function loadPagefind() {
  askEarly("wasm.en.pagefind"); // scripts/sopkb/search/index.py: to Pagefind all is English
  const [pagefind] = await Promise.all([import(`${base}pagefind.js`), askForIndex()]);
  await pagefind.options({ ranking: RANKING, excerptLength: 1 });
  await pagefind.init();
  return pagefind;
}

async function loadLexicon() {
  const response = await askServer(`${base}lexicon.json`);
  if (!response.ok) throw new Error(`lexicon.json: ${response.status}`);
  return response.json();
}

async function start() {
  const modules = ["answer", "words", "guess"].map((name) => import(`./kb-search-${name}.js`));
  const [{ openSearch, answer }, pagefind, lexicon] = await Promise.all([modules[0], loadPagefind(), loadLexicon()]);
  const search = openSearch(pagefind, lexicon, self.name);
  return { lexicon, answer: (...asked) => answer(search, ...asked) };
}

/* ---- Answering ---- */

const ready = start();

async function reply({ number, query, filters }) {
  const { lexicon, answer } = await ready;
  if (query === null) return { number, choices: lexicon.filters, preview: lexicon.preview };
  const isAsked = () => number === newest;
  const answered = isAsked() && (await answer(query, filters, isAsked));
  return answered && { number, ...answered };
}

onmessage = async ({ data }) => {
  newest = data.number;
  try {
    const answered = await reply(data);
    if (answered) postMessage(answered);
  } catch (error) {
    postMessage({ number: data.number, error: String(error) });
  }
};
