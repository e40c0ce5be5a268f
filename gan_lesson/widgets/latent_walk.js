// The latent walk: two sliders choose a place of a globe, and every generator's picture of that place is shown.

import { element } from "../page/element.js";
import { Slider } from "../page/slider.js";
import style from "./latent_walk.css";
import { Film, Sheet } from "./pictures.js";
import { Recorded, offer } from "./recorded.js";

/** 24 with ["east", "west"] is "24° east"; 0 and 180 have no side. */
function degrees(angle, [positive, negative]) {
  const side = angle % 180 === 0 ? "" : ` ${angle > 0 ? positive : negative}`;
  return `${Number(Math.abs(angle).toFixed(1))}°${side}`;
}

class LatentWalk extends Recorded {
  index = 0; // of the place that is shown
  #laidOut = false;

  constructor(root, data) {
    super(root, data);
    this.worlds = data.worlds.map((world) => {
      const canvas = element("canvas", { role: "img" });
      return { title: world.title, canvas, film: new Film(world.film), sheet: new Sheet(canvas, data.tile) };
    });
    const angle = (name, max, value, words) =>
      new Slider({ name, min: 0, max, step: 1, value, words, input: () => this.show() });
    this.longitude = angle("Longitude", data.columns, data.column, (column) =>
      degrees((360 * column) / data.columns - 180, ["east", "west"]),
    );
    this.latitude = angle("Latitude", data.latitudes.length - 1, data.row, (row) =>
      degrees(data.latitudes[row], ["north", "south"]),
    );
    this.panels = element(
      "div",
      { class: "gl-panels" },
      ...this.worlds.map(({ title, canvas }) =>
        element("div", { class: "gl-panel" }, element("div", { class: "gl-name" }, title), canvas),
      ),
    );
    this.player("Latent walk", this.panels, this.longitude.element, this.latitude.element);
    this.mount(
      style,
      this.worlds.map((world) => world.film),
    );
  }

  relayout() {
    const width = this.element.clientWidth;
    if (!width) return; // out of the page, or hidden: the ResizeObserver calls again
    const [gap, n] = [1.2 * this.em, this.worlds.length];
    // Pictures and sliders together should fit the window: in class nobody scrolls.
    const height = Math.max(120, Math.min(0.85, 0.5 * this.data.zoom) * window.innerHeight);
    const each = Math.floor(Math.min(20 * this.em, (width - (n - 1) * gap) / n));
    for (const { sheet } of this.worlds) sheet.resize(each, height, 0);
    this.panels.style.gridTemplateColumns = `repeat(${n}, ${each}px)`;
    this.#laidOut = true;
    this.draw();
  }

  /** Shows the place that the sliders are at: pictures and words change in one go. */
  show() {
    const { columns } = this.data;
    this.index = this.latitude.value * columns + (this.longitude.value % columns); // once round, and at the first again
    const place = `longitude ${this.longitude.text.textContent}, latitude ${this.latitude.text.textContent}`;
    for (const { canvas, title } of this.worlds) {
      canvas.setAttribute("aria-label", `${title}: the generated picture at ${place}.`);
    }
    this.draw();
    this.root.dataset.place = this.index;
  }

  draw() {
    if (!this.#laidOut) return;
    for (const { sheet, film } of this.worlds) sheet.draw(film.frame(this.index));
  }
}

offer((root, data) => new LatentWalk(root, data));
