/* Where Material's scripts keep a reader's choices: one key per site, so that two sites of one host
   do not meet. Material calls these four names; its own inline script would break the policy. */
(function () {
  "use strict";

  const base = new URL(document.currentScript.dataset.scope, location.href);
  const keyOf = (name, scope) => `${scope.pathname}.${name}`;

  window.__md_scope = base;

  window.__md_hash = (text) =>
    [...text].reduce((sum, letter) => ((sum << 5) - sum + letter.charCodeAt(0)) | 0, 0);

  window.__md_get = (name, storage = localStorage, scope = base) => {
    try {
      return JSON.parse(storage.getItem(keyOf(name, scope)));
    } catch {
      return null; // no storage in this browser, or nothing that can be read
    }
  };

  window.__md_set = (name, value, storage = localStorage, scope = base) => {
    try {
      storage.setItem(keyOf(name, scope), JSON.stringify(value));
    } catch {
      // no storage in this browser: the choice holds for this page only
    }
  };
})();
