/* Sets the colours that the reader chose on an earlier page; without a choice the page's own hold.
   Runs while the page is read, so that nothing is painted twice. */
(function () {
  "use strict";

  const chosen = window.__md_get("__palette")?.color;
  if (!chosen) return;
  const device = matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
  const input = document.querySelector(`[data-md-color-media="(prefers-color-scheme: ${device})"]`);
  const followsDevice = chosen.media === "(prefers-color-scheme)" && input;
  for (const name of ["media", "scheme", "primary", "accent"]) {
    const attribute = `data-md-color-${name}`;
    const value = followsDevice ? input.getAttribute(attribute) : chosen[name];
    if (typeof value === "string") document.body.setAttribute(attribute, value);
  }
})();
