// What every widget begins with that plays what was recorded: it needs no kernel and fetches nothing.

import { element } from "../page/element.js";
import { View, heading, keepKeys } from "../page/view.js";

const EM = 14; // of a widget at zoom 1, in CSS pixels

/** Hands over what mounts an output, to page/starter.js, which ran this script. */
export function offer(mount) {
  window.ganLessonOffer = mount;
}

/** A subclass may have `show()` (everything that the reader can choose) beside what a `View` has. */
export class Recorded extends View {
  constructor(root, data) {
    super(root);
    this.data = data;
    this.em = EM * data.zoom; // in CSS pixels
  }

  /** The whole of it, with its title. A click anywhere gives it the focus, so that its keys work. */
  player(kind, ...parts) {
    const { title, caption } = this.data;
    const attributes = { class: "gl-player", role: "group", "aria-label": `${kind}: ${title}`, tabindex: -1 };
    this.element = element("div", { ...attributes, onkeydown: keepKeys }, ...heading(title, caption), ...parts);
  }

  /** Takes the place of the still picture once all is decoded: a browser that cannot do that keeps showing it. */
  async mount(style, films = []) {
    await Promise.all(films.map((film) => film.open()));
    this.root.querySelector("figure").replaceWith(element("style", {}, style), this.element);
    this.setEm(this.em);
    this.relayout();
    this.show();
    this.follow();
    this.#comeIntoView();
  }

  /** Sets the size that everything is measured in. */
  setEm(em) {
    this.em = em;
    this.root.style.setProperty("--gl-zoom", em / EM);
  }

  /** After Shift+Enter, JupyterLab shows the next cell, and the output only as far as there is room. */
  #comeIntoView() {
    const cell = this.root.closest(".jp-Cell");
    const isActive = (one) => one?.matches(".jp-mod-active");
    if (!isActive(cell) && !isActive(cell?.nextElementSibling)) return; // a notebook was opened, or all cells ran
    const fits = this.root.offsetHeight <= window.innerHeight;
    this.root.scrollIntoView({ block: fits ? "nearest" : "start" });
  }
}
