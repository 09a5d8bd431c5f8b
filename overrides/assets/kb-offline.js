/* The page's side of reading without a network: starts the worker (sw.js), says how old a copy is,
   keeps on the device what an area or the reader's center needs, lists what is kept. Under `mkdocs
   serve` there is no worker. */

import { mine } from "./kb-store.js";

(function () {
  "use strict";

  const source = document.getElementById("kb-offline");
  if (!source || !("serviceWorker" in navigator)) return;
  const settings = JSON.parse(source.textContent);
  const root = new URL(`${settings.base}/`.replace(/\/\/$/, "/"), location.href);
  const workers = navigator.serviceWorker;
  const MILLISECONDS_PER_DAY = 86400000;
  const MOST_SEARCH_BYTES = 4000000;
  const text = (key, values = {}) =>
    settings.text[key].replace(/\{(\w+)\}/g, (_, name) => values[name]);

  /* ---- The age of a copy ---- */

  function ageInDays() {
    const form = { timeZone: settings.timezone, year: "numeric", month: "2-digit", day: "2-digit" };
    const today = new Intl.DateTimeFormat("en-CA", form).format(new Date());
    const days = (Date.parse(today) - Date.parse(settings.builtOn)) / MILLISECONDS_PER_DAY;
    return Math.max(0, Math.round(days));
  }

  function showAge() {
    if (!("kbCopy" in document.documentElement.dataset)) return;
    const days = ageInDays();
    const key = ["offline-copy-today", "offline-copy-one"][days] ?? "offline-copy";
    const notice = document.createElement("p");
    notice.className = "kb-banner kb-offline-copy";
    notice.dataset.kind = "copy";
    notice.dataset.state = days ? "old-copy" : "copy";
    notice.setAttribute("role", "status");
    notice.textContent = text(key, { date: settings.builtOnText, days });
    document.querySelector(".md-content__inner")?.prepend(notice);
  }

  /* ---- The worker ---- */

  async function clearAway() {
    for (const each of await workers.getRegistrations()) {
      if (each.scope === root.href) await each.unregister();
    }
    const ours = (await caches.keys()).filter((name) => name.startsWith("kb-"));
    await Promise.all(ours.map((name) => caches.delete(name)));
  }

  /** Once the page stands and nobody waits for anything: what is fetched ahead must not slow it. */
  function whenIdle(work) {
    const idle = window.requestIdleCallback ?? setTimeout;
    if (document.readyState === "complete") idle(work);
    else addEventListener("load", () => idle(work), { once: true });
  }

  async function start() {
    const address = new URL("sw.js", root);
    await workers.register(address, { scope: root.pathname, updateViaCache: "none" });
    const { active } = await workers.ready;
    const path = decodeURI(location.pathname.slice(root.pathname.length));
    active.postMessage({ page: { build: settings.build, path } });
    if (!navigator.connection?.saveData) {
      active.postMessage({ take: `search.${settings.language}`, atMost: MOST_SEARCH_BYTES });
    }
    workers.addEventListener("controllerchange", () =>
      workers.controller?.postMessage({ page: { build: settings.build } }),
    );
  }

  /* ---- An area, and what the reader's center needs, on the device ---- */

  async function cached() {
    return caches.open(`kb-${settings.build}`);
  }

  async function isTaken(part) {
    const cache = await cached();
    const list = await cache.match(new URL(`offline/${part}.json`, root).href);
    if (!list) return false;
    const files = await list.json();
    const held = new Set((await cache.keys()).map((request) => request.url));
    return files.every((path) => held.has(new URL(encodeURI(path), root).href));
  }

  function control(part, label) {
    const element = document.createElement("p");
    element.className = "kb-offline";
    const button = document.createElement("button");
    button.type = "button";
    button.className = "kb-button kb-button--quiet";
    button.textContent = label;
    const bar = document.createElement("progress");
    bar.hidden = true;
    bar.setAttribute("aria-label", label);
    const note = document.createElement("span");
    note.setAttribute("role", "status");
    element.append(button, bar, note);
    return { element, button, bar, note, part };
  }

  function show(shown, { done, all, missing, isOver }) {
    shown.bar.hidden = Boolean(isOver);
    shown.button.disabled = !isOver;
    if (!isOver) {
      shown.bar.max = all || 1;
      shown.bar.value = done;
      return;
    }
    shown.note.textContent = missing ? text("offline-failed", { missing }) : text("offline-taken");
  }

  async function offer(place, part, label) {
    const shown = control(`${part}.${settings.language}`, label);
    place.append(shown.element);
    workers.addEventListener("message", ({ data }) => data.part === shown.part && show(shown, data));
    shown.button.addEventListener("click", async () => {
      show(shown, { done: 0, all: 1 });
      (await workers.ready).active.postMessage({ take: shown.part });
    });
    if (await isTaken(shown.part)) shown.note.textContent = text("offline-taken");
  }

  function offerCenter(place) {
    const { center } = mine();
    place.replaceChildren();
    if (!Object.hasOwn(settings.centers, center)) return;
    offer(place, `center.${center}`, text("offline-take-center", { center: settings.centers[center] }));
  }

  function offerParts() {
    if (!Object.keys(settings.centers).length) return;
    const [center, areas] = [document.createElement("div"), document.createElement("div")];
    document.querySelector(".kb-text").append(center, areas);
    for (const { id, name } of settings.areas) offer(areas, `area.${id}`, text("offline-take", { area: name }));
    offerCenter(center);
    document.addEventListener("kb-mine", () => offerCenter(center));
    workers.startMessages();
  }

  /* ---- The pages that are kept, on the page for those that are not ---- */

  async function listKept() {
    const list = document.querySelector("[data-kb-kept]");
    if (!list) return;
    const cache = await cached();
    for (const request of await cache.keys()) {
      if (!request.url.endsWith("/")) continue;
      const entry = await cache.match(request);
      const page = new DOMParser().parseFromString(await entry.text(), "text/html");
      const link = document.createElement("a");
      link.href = request.url;
      link.lang = page.documentElement.lang;
      link.textContent = page.title;
      const item = document.createElement("li");
      item.append(link);
      list.append(item);
    }
    list.parentElement.hidden = !list.children.length;
  }

  if (!settings.build) {
    clearAway();
    return;
  }
  showAge();
  // it fails where the browser forbids workers, or while the site is being published
  whenIdle(() => start().catch(() => {}));
  offerParts();
  listKept();
})();
