// Before the first paint, so that nothing moves afterwards: that scripts work, and the text size.
document.documentElement.classList.add("kb-js");
try {
  document.documentElement.dataset.kbText = JSON.parse(localStorage.getItem("kb-mine")).text;
} catch {
  // nothing is kept on this device, or nothing may be
}
