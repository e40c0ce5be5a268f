// The flip book: one slider turns the pages of several sheets of pictures at once.

import { element } from "../page/element.js";
import { Slider } from "../page/slider.js";
import style from "./flip_book.css";
import { Film, Sheet } from "./pictures.js";
import { Recorded, offer } from "./recorded.js";

class FlipBook extends Recorded {
  #laidOut = false;

  constructor(root, data) {
    super(root, data);
    this.sheets = data.sheets.map(({ title, film, layout }) => {
      const canvas = element("canvas", { role: "img" });
      return { title, canvas, film: new Film(film), sheet: new Sheet(canvas, layout) };
    });
    this.pages = new Slider({
      name: data.name,
      min: 0,
      max: data.pages.length - 1,
      step: 1,
      value: data.start,
      words: (page) => data.pages[page],
      input: () => this.show(),
    });
    this.panels = element(
      "div",
      { class: "gl-panels" },
      ...this.sheets.map(({ title, canvas }) =>
        element("div", { class: "gl-panel" }, element("div", { class: "gl-name" }, title), canvas),
      ),
    );
    this.player("Flip book", this.panels, this.pages.element);
    this.mount(
      style,
      this.sheets.map(({ film }) => film),
    );
  }

  relayout() {
    const width = this.element.clientWidth;
    if (!width) return; // out of the page, or hidden: the ResizeObserver calls again
    const [gap, n] = [1.2 * this.em, this.sheets.length];
    // Pictures and slider together should fit the window: in class nobody scrolls.
    const height = Math.max(120, Math.min(0.8, 0.5 * this.data.zoom) * window.innerHeight);
    const each = Math.floor(Math.min(40 * this.em, (width - (n - 1) * gap) / n));
    for (const { sheet } of this.sheets) sheet.resize(each, height, 0);
    this.panels.style.gridTemplateColumns = `repeat(${n}, ${each}px)`;
    this.#laidOut = true;
    this.draw();
  }

  /** Shows the page that the slider is at: pictures and words change in one go. */
  show() {
    const page = this.pages.value;
    for (const { canvas, title } of this.sheets) {
      canvas.setAttribute("aria-label", `${title}: the pictures for ${this.data.name} ${this.data.pages[page]}.`);
    }
    this.draw();
    this.root.dataset.page = page;
  }

  draw() {
    if (!this.#laidOut) return;
    for (const { sheet, film } of this.sheets) sheet.draw(film.frame(this.pages.value));
  }
}

offer((root, data) => new FlipBook(root, data));
