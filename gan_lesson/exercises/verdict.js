// A verdict or a hint in the page. What was unfolded stays so when the answer is checked again, and a verdict tells the
// progress, which may be on the page already.

import { mountAll } from "../page/view.js";
import { judge } from "./answers.js";

const opened = (window.ganLessonOpened ??= {}); // the names of the folds, by the exercise's id

function mount(root, { id, outcome }) {
  const names = (opened[id] ??= []);
  for (const summary of root.querySelectorAll("summary")) {
    const [fold, name] = [summary.parentElement, summary.textContent];
    // JupyterLab takes space and Enter for itself unless the focused element itself says no.
    summary.setAttribute("data-lm-suppress-shortcuts", "true");
    fold.open = names.includes(name);
    fold.addEventListener("toggle", () => {
      if (fold.open && !names.includes(name)) names.push(name);
      if (!fold.open && names.includes(name)) names.splice(names.indexOf(name), 1);
    });
  }
  root.addEventListener("keydown", (event) => {
    if (event.target.matches("summary")) event.stopPropagation(); // or slides turn
  });
  if (outcome) judge(id, outcome === "correct");
}

for (const kind of ["verdict", "hint"]) mountAll(`exercise.gl-${kind}`, mount);
