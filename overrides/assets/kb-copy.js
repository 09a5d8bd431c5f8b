/* Copied with one press: reply scripts, links to steps. */

import { button, words } from "./kb-settings.js";

const COPIED_MILLISECONDS = 2000;

/** Copy a text; false where the browser has no clipboard, as without https. */
export async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}

async function copyScript(quote, control) {
  const text = [...quote.children].filter((child) => child !== control);
  if (!(await copy(text.map((child) => child.innerText).join("\n\n")))) {
    getSelection().selectAllChildren(text[0]); // the reader copies the selection
    return;
  }
  control.textContent = words("copied");
  setTimeout(() => (control.textContent = words("copy-text")), COPIED_MILLISECONDS);
}

export function startScript(quote) {
  const control = button("kb-copy", words("copy-text"), () => copyScript(quote, control));
  quote.append(control);
}
