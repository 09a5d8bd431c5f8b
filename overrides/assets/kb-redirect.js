// The page has moved: go to its new address, to the section that the old address names, if any.
const target = new URL(document.currentScript.dataset.to, location.href);
if (location.hash) target.hash = location.hash;
location.replace(target.href);
