// The whole run as an animated GIF: made in the page, without a kernel.

import { button, element } from "../page/element.js";
import { Gif, paletteOf } from "./gif.js";
import { download } from "./saving.js";

const WIDTH = 720; // of the file, in pixels, at most
const SIDE = 512; // of one picture, at most
const [EM, GAP] = [16, 16];
const LINE = 1.5 * EM;
const HOLD = 1500; // milliseconds that the last picture stays
const SAMPLED = 24; // pictures whose colours stand for all, at most

/** A button that saves the run, and meanwhile says how far it is, and ends it when it is pressed again. */
export class AnimationSaver {
  button = button("Save animation", () => this.toggle(), { title: "Saves the whole run as an animated GIF" });
  #work = null; // what ends it, while it goes on

  /** `describe` says what `AnimatedRun` needs, and `length`, `delay` and the file's `name`. */
  constructor(describe) {
    this.describe = describe;
  }

  toggle() {
    if (this.#work) this.stop();
    else this.#save(this.describe());
  }

  stop() {
    this.#work?.abort();
    this.#work = null;
    this.button.textContent = "Save animation";
  }

  async #save({ length, delay, name, ...run }) {
    const { signal } = (this.#work = new AbortController());
    const film = new AnimatedRun(run);
    const gif = new Gif(film.width, film.height, paletteOf(film.sample(length)));
    for (let index = 0; index < length; index++) {
      this.button.textContent = `Cancel (${Math.round((100 * index) / length)} %)`;
      await new Promise((done) => setTimeout(done)); // the page goes on
      if (signal.aborted) return;
      gif.add(film.frame(index), index === length - 1 ? HOLD : delay);
    }
    this.stop();
    download(gif.file(), `${name}.gif`);
  }
}

/** Draws a run's moments for a file: the title, which moment it is, and the pictures, each with its name. */
class AnimatedRun {
  /**
   * @param pictures `RunPicture`s; they stay as they are.
   * @param names one for each picture, or "" for none.
   * @param when says in words which moment a snapshot is.
   * @param box the element whose background, colour and font are taken.
   */
  constructor({ pictures, names, title, when, palette, box }) {
    Object.assign(this, { names, title, when, palette });
    const { backgroundColor, color, fontFamily } = getComputedStyle(box);
    this.style = { backgroundColor, color, fontFamily };
    const n = pictures.length;
    this.columns = n <= 3 ? n : Math.ceil(n / 2);
    const side = Math.min(SIDE, Math.floor((WIDTH - (this.columns + 1) * GAP) / this.columns));
    const ratio = window.devicePixelRatio || 1;
    this.pictures = pictures.map((picture) => picture.twin());
    for (const picture of this.pictures) picture.resize(side / ratio, side / ratio, 1 / ratio);
    const sizes = this.pictures.map(({ canvas }) => canvas);
    this.across = Math.max(...sizes.map(({ width }) => width));
    this.down = Math.max(...sizes.map(({ height }) => height)) + (n > 1 ? LINE : 0);
    this.head = 2 * LINE + GAP;
    this.width = this.columns * (this.across + GAP) + GAP;
    this.height = this.head + Math.ceil(n / this.columns) * (this.down + GAP);
    this.context = element("canvas", { width: this.width, height: this.height }).getContext("2d", {
      willReadFrequently: true,
    });
  }

  /** Snapshots from the first to the last, one by one. */
  *sample(length) {
    const count = Math.min(SAMPLED, length);
    for (let k = 0; k < count; k++) yield this.frame(Math.round((k * (length - 1)) / Math.max(1, count - 1)));
  }

  /** A snapshot, as RGBA. */
  frame(index) {
    const { context, style } = this;
    context.fillStyle = style.backgroundColor;
    context.fillRect(0, 0, this.width, this.height);
    context.fillStyle = style.color;
    const write = (words, weight, x, y) => {
      context.font = `${weight} ${EM}px ${style.fontFamily}`;
      context.fillText(words, x, y, this.width - 2 * GAP);
    };
    write(this.title, 600, GAP, LINE);
    write(this.when(index), 400, GAP, 2 * LINE);
    this.pictures.forEach((picture, i) => {
      const [row, column] = [Math.floor(i / this.columns), i % this.columns];
      const [x, y] = [GAP + column * (this.across + GAP), this.head + row * (this.down + GAP)];
      picture.draw(index, this.palette);
      const above = this.pictures.length > 1 ? LINE : 0;
      if (above) write(this.names[i], 600, x, y + EM);
      context.drawImage(picture.canvas, x, y + above);
    });
    return context.getImageData(0, 0, this.width, this.height).data;
  }
}
