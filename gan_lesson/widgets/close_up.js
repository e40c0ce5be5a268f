// One picture of a sheet, large, with its own filmstrip through the epochs.

import { fit } from "../page/canvas.js";
import { button, element } from "../page/element.js";
import { clamp } from "../page/numbers.js";
import { uniqueName } from "../page/view.js";

const MOMENTS = 12; // pictures of the filmstrip, at most
const ACROSS = 6; // of them in a row

export class CloseUp {
  large = element("canvas", { tabindex: 0, role: "spinbutton", class: "gl-large", "aria-valuemin": 1 });
  heading = element("div", { class: "gl-name", "aria-hidden": "true" });
  near = null; // the canvas of the nearest training picture, where it is known

  /**
   * @param picture a `RunPicture` with a sheet.
   * @param epochs of all snapshots.
   * @param seek called with the snapshot that the reader chooses in the filmstrip.
   * @param changed called when another picture is chosen, or none.
   */
  constructor(picture, epochs, { seek, changed }) {
    Object.assign(this, { picture, changed });
    const last = epochs.length - 1;
    const count = Math.min(MOMENTS, epochs.length);
    this.moments = Array.from({ length: count }, (_, k) => Math.round((k * last) / Math.max(1, count - 1)));
    this.thumbs = this.moments.map((moment) => {
      const canvas = element("canvas", { "aria-hidden": "true" });
      const attributes = { class: "gl-thumb", "aria-label": `Go to epoch ${epochs[moment]}, snapshot ${moment + 1}` };
      const thumb = button("", () => seek(moment), attributes);
      thumb.append(canvas, element("span", {}, String(epochs[moment])));
      return { canvas, thumb, moment };
    });
    const strip = element("div", { class: "gl-strip", role: "group", "aria-label": "This picture by epoch" });
    strip.append(...this.thumbs.map(({ thumb }) => thumb));
    const close = button("Close", () => this.choose(null));
    const hint = element("div", { class: "gl-muted" }, "Arrow keys: other pictures");
    const seen = element("div", { class: "gl-pair" }, this.large);
    this.element = element("div", { class: "gl-close-up", hidden: "" }, this.heading, seen, hint, strip, close);
    if (picture.nearest) {
      const id = uniqueName("nearest");
      this.near = element("canvas", { "aria-hidden": "true", class: "gl-near" });
      this.nearWords = element("div", { id, class: "gl-near-words" });
      this.large.setAttribute("aria-describedby", id);
      this.last = epochs[last];
      seen.append(this.near);
      seen.after(this.nearWords);
    }
    this.large.addEventListener("keydown", (event) => this.keydown(event));
    picture.canvas.classList.add("gl-pick");
    picture.canvas.addEventListener("click", ({ offsetX, offsetY }) => {
      this.choose(picture.sheet.under(offsetX, offsetY));
    });
  }

  /** The width that it wants beside the sheet, in em. */
  get width() {
    if (!this.open) return 0;
    return this.near ? 29 : 20;
  }

  get open() {
    return this.picture.chosen !== null;
  }

  /** Looks closely at a picture of the sheet, or at none. */
  choose(number) {
    this.picture.chosen = number;
    this.element.hidden = !this.open;
    if (this.open) {
      const { count } = this.picture.sheet;
      const words = `Picture ${number + 1} of ${count}`;
      this.heading.textContent = words;
      const said = {
        "aria-label": words,
        "aria-valuemax": count,
        "aria-valuenow": number + 1,
        "aria-valuetext": words,
      };
      for (const [name, value] of Object.entries(said)) this.large.setAttribute(name, value);
      if (this.near) {
        const levels = this.picture.nearest.differences[number];
        this.nearWords.textContent =
          `Beside it, the training picture nearest to it at epoch ${this.last}: ` +
          (levels ? `its pixels differ by ${levels.toFixed(1)} of 255 grey levels on average.` : "it is the same.");
      }
    }
    this.changed();
    if (this.open) this.large.focus({ preventScroll: true });
  }

  keydown(event) {
    const { count, layout } = this.picture.sheet;
    const by = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -layout.columns, ArrowDown: layout.columns }[event.key];
    if (event.key === "Escape") this.choose(null);
    else if (by) this.choose(clamp(this.picture.chosen + by, 0, count - 1));
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  /** Fits the whole into a width in CSS pixels; the strip is drawn here, for it stays the same during the run. */
  resize(width, height, em) {
    if (!this.open) return;
    this.element.style.width = `${width}px`;
    const { tileWidth, tileHeight } = this.picture.sheet;
    const room = this.near ? (width - 0.75 * em) / 2 : width;
    const side = Math.min(room, ((height - 9 * em) * tileWidth) / tileHeight);
    const large = Math.max(8 * em, Math.min(side, 0.62 * height));
    fit(this.large, large, (large * tileHeight) / tileWidth);
    if (this.near) fit(this.near, large, (large * tileHeight) / tileWidth);
    const thumb = Math.min(width / ACROSS - 0.85 * em, 4 * em);
    for (const { canvas, moment } of this.thumbs) {
      fit(canvas, thumb, (thumb * tileHeight) / tileWidth);
      this.#copy(canvas, moment);
    }
  }

  draw(index) {
    if (!this.open) return;
    this.#copy(this.large, index);
    if (this.near) {
      const { sheet, nearest, chosen } = this.picture;
      this.#paint(this.near, nearest.image, sheet.source(nearest.places[chosen], nearest.columns));
    }
    for (const { thumb, moment } of this.thumbs) thumb.setAttribute("aria-pressed", moment === index);
  }

  #copy(canvas, moment) {
    const { film, sheet, chosen } = this.picture;
    this.#paint(canvas, film.frame(moment), sheet.source(chosen));
  }

  #paint(canvas, image, source) {
    const context = canvas.getContext("2d");
    context.imageSmoothingEnabled = canvas.width < 2 * this.picture.sheet.tileWidth;
    context.drawImage(image, ...source, 0, 0, canvas.width, canvas.height);
  }
}
