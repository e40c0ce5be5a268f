// Which of the two palettes the page wants. CSS knows it too, by the rules that build.js writes from the same file.

import PALETTES from "./palette.json" with { type: "json" };

const systemIsDark = () => matchMedia("(prefers-color-scheme: dark)");

/** The palette for the page: JupyterLab (and what nbconvert exports) says which; elsewhere the reader's system does. */
export function currentPalette() {
  const light = document.body.dataset.jpThemeLight;
  const dark = light === undefined ? systemIsDark().matches : light === "false";
  return dark ? PALETTES.dark : PALETTES.light;
}

/** Calls `listener` whenever the theme may have changed, until `signal` is aborted. */
export function onThemeChange(listener, signal) {
  const observer = new MutationObserver(listener);
  observer.observe(document.body, { attributes: true, attributeFilter: ["data-jp-theme-light", "data-jp-theme-name"] });
  signal.addEventListener("abort", () => observer.disconnect());
  systemIsDark().addEventListener("change", listener, { signal });
}
