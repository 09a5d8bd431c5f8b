/* Keeps the site readable without a network: the worker that stands between pages and network.

   Kept by hand and not made with Workbox: that would bring a JavaScript build into a Python
   project, and the one thing that matters here, never mixing two builds, it leaves to us anyway.

   - The build writes its id into this file, into every page (`<meta name="kb-build">`) and into
     offline.json, which lists the site's files with their hashes. One cache per build holds only what
     carries that build's id or hash. A page of another build and all that it asks for go past the
     cache.
   - Pages come from the network, from the cache where it is slow or cut; files from the cache.
   - Every entry is stored with the hash of its bytes and read only if these still have it: what is
     broken is dropped and fetched anew.
   - A new worker first fills its own cache with what the old one held. It takes over at the next
     navigation, when a single tab is open, or when all tabs are closed; then the old cache goes.
   - Kill switch: `extra: {offline: false}` in mkdocs.yml writes no id; this file then clears away. */
"use strict";

const BUILD = "";
const PREFIX = "kb-";
const CACHE = `${PREFIX}${BUILD}`;
const STRANGERS = `${PREFIX}strangers`;
const ROOT = new URL("./", location.href);
const SLOW_MILLISECONDS = 3000;
const SERVER_FAILED = 500;
const MOST_PAGES = 200;
const FILES_AT_ONCE = 6;
const NAMED_BY_CONTENT = /^(pagefind\/[^/]+\/(fragment|index|filter)|assets\/stylesheets)\//;
const RUNS = /^(script|style|worker)$/;
const ANEW = { cache: "no-cache" }; // the browser's own cache knows nothing of builds
const LIST = "offline.json";

/* ---- Bytes and their hashes ---- */

async function hashOf(bytes) {
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return [...digest.slice(0, 8)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

const pathOf = (url) => decodeURI(new URL(url).pathname.slice(ROOT.pathname.length));
const keyOf = (path) => new URL(encodeURI(path), ROOT).href;
const isPage = (response) => /^text\/html\b/.test(response.headers.get("content-type") ?? "");
const buildIn = (text) => /<meta name="kb-build" content="(\w*)">/.exec(text)?.[1];

async function put(path, response, bytes) {
  const headers = new Headers({
    "content-type": response.headers.get("content-type") ?? "application/octet-stream",
    "x-kb-hash": await hashOf(bytes),
  });
  const policy = response.headers.get("content-security-policy");
  if (policy) headers.set("content-security-policy", policy);
  await (await caches.open(CACHE)).put(keyOf(path), new Response(bytes, { headers }));
}

/** What is kept under a path; an entry whose bytes are not those that were stored is dropped. */
async function kept(path) {
  const cache = await caches.open(CACHE);
  const found = await cache.match(keyOf(path));
  if (!found) return undefined;
  const bytes = await found.arrayBuffer();
  if (found.headers.get("x-kb-hash") === (await hashOf(bytes))) return { found, bytes };
  await cache.delete(keyOf(path));
  return undefined;
}

/* ---- The list of the build's files ---- */

let listed;

async function filesOfBuild() {
  if (!listed) {
    const entry = await kept(LIST);
    listed = entry && JSON.parse(new TextDecoder().decode(entry.bytes));
  }
  return listed ?? { files: {}, parts: {} };
}

/** Keep a response if it belongs to this build; tell whether it does. */
async function keep(path, response) {
  if (!response.ok || response.redirected || response.type !== "basic") return false;
  const bytes = await response.arrayBuffer();
  const { files } = await filesOfBuild();
  const belongs = isPage(response)
    ? buildIn(new TextDecoder().decode(bytes)) === BUILD
    : NAMED_BY_CONTENT.test(path) || (path in files && files[path] === (await hashOf(bytes)));
  if (belongs) await put(path, response, bytes);
  return belongs;
}

async function fetchAndKeep(path) {
  const response = await fetch(keyOf(path), ANEW);
  if (await keep(path, response)) return;
  throw new Error(`${path} is not of build ${BUILD}`);
}

/** Keep many files, some at a time; tell of each; give those that could not be kept. */
async function keepAll(paths, tell = () => {}) {
  const waiting = [];
  const missing = [];
  for (const path of paths) if (!(await kept(path))) waiting.push(path);
  let done = paths.length - waiting.length;
  tell(done, paths.length);
  const work = async () => {
    for (let path = waiting.shift(); path !== undefined; path = waiting.shift()) {
      await fetchAndKeep(path).then(() => (done += 1), () => missing.push(path));
      tell(done, paths.length);
    }
  };
  await Promise.all(Array.from({ length: FILES_AT_ONCE }, work));
  return missing;
}

/** The files of a part of the site, if the build has that part and it is not too large. */
async function filesOfPart(name, atMost = Infinity) {
  const part = (await filesOfBuild()).parts[name];
  if (!part || part.bytes > atMost) return [];
  if (!(await kept(part.path))) await fetchAndKeep(part.path);
  const entry = await kept(part.path);
  return JSON.parse(new TextDecoder().decode(entry.bytes));
}

/* ---- Installing: the shell, and what the worker before held ---- */

async function install() {
  const response = await fetch(keyOf(LIST), { cache: "no-store" });
  const bytes = await response.arrayBuffer();
  const list = JSON.parse(new TextDecoder().decode(bytes));
  if (list.build !== BUILD) throw new Error("the site is being published; try again later");
  await put(LIST, response, bytes);
  listed = undefined;
  const missing = await keepAll(list.shell);
  if (missing.length) throw new Error(`missing: ${missing.join(", ")}`);
  await keepWhatWasKept(list);
}

async function keepWhatWasKept(list) {
  for (const name of await caches.keys()) {
    if (!name.startsWith(PREFIX) || name === CACHE || name === STRANGERS) continue;
    const paths = (await (await caches.open(name)).keys()).map((request) => pathOf(request.url));
    const parts = Object.entries(list.parts).filter(([, part]) => paths.includes(part.path));
    for (const [part] of parts) await keepAll(await filesOfPart(part));
    const visited = paths.filter((path) => !path || path.endsWith("/")).slice(-MOST_PAGES);
    await keepAll([...visited, ...paths.filter((path) => path in list.files)]);
  }
}

async function clearAway(isOld) {
  const old = (await caches.keys()).filter((name) => name.startsWith(PREFIX) && isOld(name));
  await Promise.all(old.map((name) => caches.delete(name)));
}

/* ---- Pages of another build: their tabs and workers are remembered and left alone ---- */

async function remember(client) {
  if (client) await (await caches.open(STRANGERS)).put(`${ROOT}${client}`, new Response());
}

async function isStranger(client) {
  if (!client || !(await caches.has(STRANGERS))) return false;
  return Boolean(await caches.match(`${ROOT}${client}`, { cacheName: STRANGERS }));
}

/* ---- Answering ---- */

/** A page from the cache says so: the page's own script tells its age. */
function asCopy({ found, bytes }) {
  const text = new TextDecoder().decode(bytes).replace("<html ", "<html data-kb-copy ");
  return new Response(text, { headers: found.headers });
}

async function copyOf(path) {
  for (const each of path.endsWith("/") || !path ? [path] : [path, `${path}/`]) {
    const entry = await kept(each.replace(/index\.html$/, ""));
    if (entry) return asCopy(entry);
  }
  return undefined;
}

async function fallback() {
  const entry = await kept("503.html");
  return entry ? asCopy(entry) : Response.error();
}

function afterAWhile() {
  return new Promise((resolve) => setTimeout(resolve, SLOW_MILLISECONDS));
}

async function page(event) {
  const path = pathOf(event.request.url);
  const asked = fetch(event.request, ANEW);
  const fromNetwork = asked.then((response) => pageFromNetwork(event, path, response));
  event.waitUntil(fromNetwork.catch(() => {}));
  const soon = await Promise.race([fromNetwork.catch(() => null), afterAWhile()]);
  if (soon && soon.status < SERVER_FAILED) return soon;
  return (await copyOf(path)) ?? soon ?? fromNetwork.catch(fallback);
}

async function pageFromNetwork(event, path, response) {
  if (!response.ok || !isPage(response)) return response;
  const build = buildIn(await response.clone().text());
  if (build === BUILD) event.waitUntil(keep(path.replace(/index\.html$/, ""), response.clone()));
  else {
    await remember(event.resultingClientId);
    event.waitUntil(registration.update().catch(() => {}));
  }
  return response;
}

async function file(event) {
  const { request } = event;
  if (await isStranger(event.clientId)) {
    if (request.destination.endsWith("worker")) await remember(event.resultingClientId);
    return fetch(request, ANEW);
  }
  const path = pathOf(request.url);
  const entry = await kept(path);
  if (entry && !isPage(entry.found)) return new Response(entry.bytes, { headers: entry.found.headers });
  try {
    const response = await fetch(request, ANEW);
    const belongs = await keep(path, response.clone());
    return belongs || !RUNS.test(request.destination) || !response.ok ? response : Response.error();
  } catch (error) {
    if (entry) return new Response(entry.bytes, { headers: entry.found.headers });
    throw error;
  }
}

let handedOver = false;

/** With one tab left, a waiting worker takes over now, and the tab asks again. */
async function handOver() {
  if (handedOver || !registration.waiting) return null;
  const tabs = await clients.matchAll({ type: "window" });
  if (tabs.length > 1) return null;
  handedOver = true;
  registration.waiting.postMessage({ takeOver: true });
  return new Response("", { headers: { refresh: "0" } });
}

async function answer(event) {
  if (event.request.mode !== "navigate") return file(event);
  return (await handOver()) ?? page(event);
}

async function take({ source }, part, atMost) {
  const tell = (done, all) => source.postMessage({ part, done, all });
  try {
    const files = await filesOfPart(part, atMost);
    const missing = await keepAll(files, tell);
    source.postMessage({ part, all: files.length, missing: missing.length, isOver: true });
  } catch {
    source.postMessage({ part, all: 0, missing: 1, isOver: true });
  }
}

/** What a page says of itself when it opens: its build, and its path if we have not seen it load. */
async function greet({ source }, { build, path }) {
  if (build !== BUILD) await remember(source.id);
  else if (path !== undefined && !(await kept(path))) await fetchAndKeep(path);
}

/* ---- Events ---- */

addEventListener("install", (event) => event.waitUntil(BUILD ? install() : skipWaiting()));

addEventListener("activate", (event) =>
  event.waitUntil(
    BUILD
      ? clearAway((name) => name !== CACHE)
      : clearAway(() => true).then(() => registration.unregister()),
  ),
);

addEventListener("message", (event) => {
  const { takeOver, take: part, atMost, page: greeting } = event.data;
  if (takeOver) event.waitUntil(skipWaiting());
  if (part) event.waitUntil(take(event, part, atMost));
  if (greeting) event.waitUntil(greet(event, greeting).catch(() => {}));
});

addEventListener("fetch", (event) => {
  const { method, url, headers } = event.request;
  const isOurs = method === "GET" && url.startsWith(ROOT.href) && !headers.has("range");
  if (BUILD && isOurs) event.respondWith(answer(event));
});
