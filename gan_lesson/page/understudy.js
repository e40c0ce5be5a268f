// Stands in the twin of a live widget, beside a deflated script, and lets the twin play where no live view does.
//
// Where a kernel is, the live view comes as the next output, and hides the twin: then this has done nothing. It begins
// when the twin has room on the page and no live view is there, or may yet come.

import { start } from "./start.js";

const SOON = 250; // milliseconds until it looks again whether the live view comes
const PATIENCE = 15_000; // milliseconds that JupyterLab may take to show the live view; without a kernel it never does
const VIEW = '[data-mime-type="application/vnd.jupyter.widget-view+json"]';

/** Whether the twin's live view is on the page: it comes next, and is of the same kind. */
function relieved(root) {
  const twin = root.parentElement;
  const all = [...document.querySelectorAll(".gan-lesson-twin, .gan-lesson-live:not(.gan-lesson-twin *)")];
  return Boolean(all[all.indexOf(twin) + 1]?.matches(`.gan-lesson-live.gan-lesson-${root.dataset.kind}`));
}

/** Whether JupyterLab still runs the cell, so that more may come after the twin. */
function running(root) {
  return Boolean(root.closest(".jp-Cell")?.querySelector(".jp-InputPrompt")?.textContent.includes("*"));
}

/** Whether JupyterLab is about to show the live view; where it has found no model, it has written so into the place. */
function expected(root) {
  const view = root.closest(".jp-OutputArea-child")?.nextElementSibling?.querySelector(VIEW);
  return Boolean(view) && !(view.matches(".jupyter-widgets") && !view.firstElementChild);
}

class Understudy {
  waited = 0;
  timer = null;
  playing = null; // what begins to play, and ends it

  constructor(root) {
    this.root = root;
    new ResizeObserver(() => this.look()).observe(root);
  }

  look() {
    clearTimeout(this.timer);
    const gone = relieved(this.root);
    if (this.playing) return gone && this.end();
    if (gone || !this.root.clientWidth) return; // the observer says when there is room
    const runs = running(this.root);
    if (runs || (expected(this.root) && this.waited < PATIENCE)) {
      if (!runs) this.waited += SOON;
      this.timer = setTimeout(() => this.look(), SOON);
      return;
    }
    this.playing = start(this.root, this.root.querySelector('script[type="text/plain"]').textContent);
    if (!this.root.closest(".jp-OutputArea-child")) this.watch(PATIENCE);
  }

  /** Elsewhere than in JupyterLab, nothing hides a twin and so tells of a live view that has come late. */
  watch(patience) {
    if (!this.playing || patience < 0) return;
    this.look();
    setTimeout(() => this.watch(patience - 1000), 1000);
  }

  async end() {
    const playing = this.playing;
    this.playing = null;
    (await playing)?.();
  }
}

// A module doesn't know its own element, so it looks for all that wait.
for (const root of document.querySelectorAll(".gan-lesson-understudy:not([data-mounted])")) {
  root.dataset.mounted = "";
  new Understudy(root);
}
