// What the theme lacks for lessons.

// What the lessons show looks for the theme where JupyterLab says it. Paper is light.
const dark = matchMedia("(prefers-color-scheme: dark)");
const paper = matchMedia("print");

function tellTheme() {
  const { theme } = document.body.dataset;
  const isDark = !paper.matches && (theme === "dark" || (theme !== "light" && dark.matches));
  document.body.dataset.jpThemeLight = String(!isDark);
}

tellTheme();
for (const medium of [dark, paper]) medium.addEventListener("change", tellTheme);
new MutationObserver(tellTheme).observe(document.body, { attributes: true, attributeFilter: ["data-theme"] });

// Code that is cut off can be scrolled by the keyboard too.
function letScroll() {
  for (const code of document.querySelectorAll("pre")) {
    if (code.scrollWidth > code.clientWidth) code.tabIndex = 0;
    else code.removeAttribute("tabindex");
  }
}

letScroll();
addEventListener("resize", letScroll);
for (const fold of document.querySelectorAll("details")) fold.addEventListener("toggle", letScroll);

// Two landmarks of one kind have names.
for (const [name, words] of [
  ["sidebar-drawer", "Course"],
  ["toc-drawer", "This page"],
]) {
  document.querySelector(`.${name}`)?.setAttribute("aria-label", words);
}

// The empty corner of a table heads nothing.
for (const head of document.querySelectorAll("th")) {
  if (!head.textContent.trim()) head.replaceWith(document.createElement("td"));
}
