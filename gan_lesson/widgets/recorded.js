// What every widget begins with that plays what was recorded: it needs no kernel and fetches nothing.

import { element } from "../page/element.js";
import { View, heading, keepKeys } from "../page/view.js";

/** A subclass may have `show()` (everything that the reader can choose) beside what a `View` has. */
export class Recorded extends View {
  constructor(root, data) {
    super(root);
    this.data = data;
    this.em = 14 * data.zoom; // in CSS pixels
  }

  /** The whole of it, with its title. */
  player(kind, ...parts) {
    const { title, caption } = this.data;
    const attributes = { class: "gl-player", role: "group", "aria-label": `${kind}: ${title}`, onkeydown: keepKeys };
    this.element = element("div", attributes, ...heading(title, caption), ...parts);
  }

  /** Takes the place of the still picture once all is decoded: a browser that cannot do that keeps showing it. */
  async mount(style, films = []) {
    await Promise.all(films.map((film) => film.open()));
    this.root.querySelector("figure").replaceWith(element("style", {}, style), this.element);
    this.root.style.setProperty("--gl-zoom", this.data.zoom);
    this.relayout();
    this.show();
    this.follow();
  }
}
