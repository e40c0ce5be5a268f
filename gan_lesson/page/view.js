// What everything that moves on a page has in common: when it begins to listen to the page, and when it ends.

import { element } from "./element.js";
import { currentPalette, onThemeChange } from "./theme.js";

/**
 * A view listens to the page as long as it has room there. Who is taken off the page, or hidden, has no width: then its
 * signal aborts, and with it everything that was begun for it. A cell that JupyterLab puts back begins anew.
 *
 * A subclass may have `appear(signal)`, `disappear()`, `relayout()` (the room has changed) and `recolour()`.
 */
export class View {
  palette = currentPalette();
  #presence = null;
  #observer = null;

  constructor(root) {
    this.root = root;
  }

  /** Whether there is room for it. */
  get present() {
    return this.#presence !== null;
  }

  /** Follows the room that `box` has. */
  follow(box = this.root) {
    this.#observer = new ResizeObserver(() => {
      if (!box.clientWidth) return this.#leave();
      if (!this.#presence) this.#enter();
      this.relayout();
    });
    this.#observer.observe(box);
  }

  /** The view goes for good. */
  end() {
    this.#observer?.disconnect();
    this.#leave();
  }

  appear() {}
  disappear() {}
  relayout() {}
  recolour() {}

  #enter() {
    this.#presence = new AbortController();
    const { signal } = this.#presence;
    onThemeChange(() => this.#takePalette(), signal);
    if (this.palette !== currentPalette()) this.#takePalette(); // it changed meanwhile
    this.appear(signal);
  }

  #leave() {
    this.#presence?.abort();
    this.#presence = null;
    this.disappear();
  }

  #takePalette() {
    this.palette = currentPalette();
    this.recolour();
  }
}

/** A title and the sentence below it, where there are any. */
export function heading(title, caption) {
  const lines = Object.entries({ title, caption }).filter(([, words]) => words);
  return lines.map(([name, words]) => element("div", { class: `gl-${name}` }, words));
}

/**
 * Keeps keys from the page, or slides turn, and notebooks take the key for a command. PageUp and PageDown are left to
 * the slides, for they are what a presenter's clicker sends; reveal.js turns none while a slider has the focus.
 */
export function keepKeys(event) {
  if (event.key !== "PageUp" && event.key !== "PageDown") return event.stopPropagation();
  if (event.target.matches("input[type=range], select")) event.preventDefault(); // it would move by a tenth
  if (document.querySelector(".reveal")) document.activeElement.blur();
}

/** Words for a screen reader, once things have come to rest. */
export class Voice {
  element = element("div", { class: "gl-unseen", role: "status" });
  #timer = null;

  say(words) {
    this.stop();
    this.#timer = setTimeout(() => (this.element.textContent = words), 500);
  }

  stop() {
    clearTimeout(this.#timer);
  }
}

/**
 * Calls `mount(root, data)` for each place on the page that waits for a script of this name.
 *
 * A module does not know its own script element, and JupyterLab, nbconvert and others put it into the page each in
 * their way; so every copy of a script looks for the places that no copy has mounted yet.
 */
export function mountAll(name, mount) {
  for (const root of document.querySelectorAll(`.gan-lesson-${name}:not([data-mounted])`)) {
    root.dataset.mounted = ""; // before anything is awaited: another copy of this script may look meanwhile
    mount(root, JSON.parse(root.querySelector('script[type="application/json"]').textContent));
  }
}

/** A group of radio buttons is one in the whole page: each gets a name of its own. */
export function uniqueName(word) {
  window.ganLessonNames = (window.ganLessonNames ?? 0) + 1;
  return `gan-lesson-${word}-${window.ganLessonNames}`;
}
