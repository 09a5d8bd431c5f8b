/* Steps that can be ticked off and linked to. Ticks are kept for this visit only, and for this
   version of the document: another version starts afresh. */

import { button, element, words } from "./kb-settings.js";
import { keep, kept } from "./kb-store.js";

const MESSAGE_MILLISECONDS = 2000;

function numberOf(step) {
  return [...step.parentElement.children].indexOf(step) + 1;
}

function showStep(step, isDone) {
  const tick = step.querySelector(":scope > .kb-step");
  step.dataset.done = isDone ? "yes" : "";
  tick.setAttribute("aria-pressed", String(isDone));
}

function showList(list, done) {
  const steps = [...list.children];
  steps.forEach((step) => showStep(step, done.includes(step.id)));
  const count = steps.filter(({ id }) => done.includes(id)).length;
  const bar = list.nextElementSibling;
  bar.hidden = !count;
  bar.firstElementChild.textContent = words("steps-done", { count, total: steps.length });
}

/** Copy a text; false where the browser has no clipboard, as without https. */
async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}

async function copyLink(event, link) {
  event.preventDefault();
  history.replaceState(history.state, "", link.href);
  if (!(await copy(link.href))) return;
  const label = link.getAttribute("aria-label");
  link.setAttribute("aria-label", words("copied"));
  link.dataset.copied = words("copied");
  setTimeout(() => {
    link.setAttribute("aria-label", label);
    delete link.dataset.copied;
  }, MESSAGE_MILLISECONDS);
}

/** The number becomes a button to tick off; beside it stands the link to the step. */
function addControls(step, toggle) {
  const number = numberOf(step);
  const tick = button("kb-step", String(number), () => toggle(step.id));
  tick.setAttribute("aria-label", words("step-done", { number }));
  const link = element("a", "kb-step__link headerlink");
  link.href = `#${step.id}`;
  link.setAttribute("aria-label", words("copy-step-link", { number }));
  link.addEventListener("click", (event) => copyLink(event, link));
  step.prepend(tick);
  step.append(link);
}

function startList(list, name) {
  const ids = [...list.children].map(({ id }) => id);
  const done = () => kept(name, [], sessionStorage);
  const change = (next) => {
    keep(name, next, sessionStorage);
    showList(list, next);
  };
  const toggle = (id) => {
    const others = done().filter((each) => each !== id);
    change(others.length === done().length ? [...others, id] : others);
  };
  const reset = button("kb-steps__reset", words("reset-steps"), () =>
    change(done().filter((each) => !ids.includes(each))),
  );
  const bar = element("p", "kb-steps", element("span"), reset);
  bar.firstElementChild.setAttribute("role", "status");
  list.after(bar);
  [...list.children].forEach((step) => addControls(step, toggle));
  showList(list, done());
}

export function startSteps(text) {
  const { kbDocument, version } = text.dataset;
  const lists = [...text.querySelectorAll(":scope > ol")];
  for (const list of lists.filter((each) => each.firstElementChild?.id)) {
    startList(list, `steps:${kbDocument}@${version}`);
  }
}
