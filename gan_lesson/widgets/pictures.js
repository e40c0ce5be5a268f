// Pictures: films of grey frames, and sheets of tiles.

import { decodeBase64, fit } from "../page/canvas.js";
import { element } from "../page/element.js";

/** A WebP image that came as text. */
export const decode = (text) => createImageBitmap(new Blob([decodeBase64(text)], { type: "image/webp" }));

/**
 * Grey frames that come as WebP images: some as stills, those between as a film.
 *
 * In a film's images time runs downwards: row y * length + t is row y of the film's frame t, which is the frame
 * begin + t of all. So the still image's codec finds what stays the same from frame to frame, and the whole takes about
 * half the room of single frames.
 */
export class Film {
  stills = new Map(); // decoded, by the frame's number
  reels = [];

  constructor(data) {
    this.data = data;
    this.canvas = element("canvas", { width: data.width, height: data.height });
    // Many small copies from images in memory are quicker without the graphics card.
    this.context = this.canvas.getContext("2d", { willReadFrequently: true });
  }

  /** Decodes everything once, so that any frame is there at once afterwards. */
  async open() {
    const stills = Object.entries(this.data.stills);
    this.stills = new Map(await Promise.all(stills.map(async ([index, text]) => [Number(index), await decode(text)])));
    this.reels = await Promise.all(this.data.reels.map(decode));
  }

  /** Frame `index`, as a canvas that the next call draws over. */
  frame(index) {
    const { width, height } = this.data;
    if (this.stills.has(index)) this.context.drawImage(this.stills.get(index), 0, 0);
    else {
      for (let y = 0; y < height; y++) {
        const { reel, row } = placeInReels(this.data, index, y);
        this.context.drawImage(this.reels[reel], 0, row, width, 1, 0, y, width, 1);
      }
    }
    return this.canvas;
  }
}

/** In which of a film's images, and in which row of it, row `y` of frame `index` is. */
export function placeInReels({ begin, length, rows }, index, y) {
  return { reel: Math.floor(y / rows), row: (y % rows) * length + index - begin };
}

/**
 * A sheet of `count` pictures of `tileWidth` x `tileHeight` pixels, with gaps between. In the film they stand edge to
 * edge in rows of `columns`; on the page in as many columns as show them largest.
 */
export class Sheet {
  smooth = false;
  layout = { columns: 1, rows: 1 }; // on the page
  #large = element("canvas");

  constructor(canvas, { count, columns, tileWidth, tileHeight }) {
    Object.assign(this, { canvas, count, columns, tileWidth, tileHeight });
  }

  /** Takes the most room within `width` x `height` CSS pixels that shows every pixel equally large. */
  resize(width, height, gap) {
    const ratio = window.devicePixelRatio || 1;
    this.gap = Math.round(gap * ratio);
    const room = (space, n) => space * ratio - (n - 1) * this.gap;
    const layouts = Array.from({ length: this.count - this.columns + 1 }, (_, more) => {
      const columns = this.columns + more;
      const rows = Math.ceil(this.count / columns);
      const scale = Math.min(
        room(width, columns) / (columns * this.tileWidth),
        room(height, rows) / (rows * this.tileHeight),
      );
      return { columns, rows, scale: Math.max(scale, 0.25) };
    });
    // The film's own layout is a near-square: another must be worth it.
    this.layout = layouts.reduce((best, one) => (one.scale > 1.1 * best.scale ? one : best));
    const { columns, rows, scale } = this.layout;
    // Whole numbers are sharpest, where they do not waste too much room.
    this.smooth = scale < 1.9 || Math.floor(scale) < 0.9 * scale;
    const taken = this.smooth ? scale : Math.floor(scale);
    this.width = Math.floor(this.tileWidth * taken);
    this.height = Math.floor(this.tileHeight * taken);
    const across = columns * this.width + (columns - 1) * this.gap;
    const down = rows * this.height + (rows - 1) * this.gap;
    fit(this.canvas, across / ratio, down / ratio);
  }

  /** Where picture `i` is in a frame of the film, or in another with so many columns: x, y, width and height. */
  source(i, columns = this.columns) {
    const [row, column] = [Math.floor(i / columns), i % columns];
    return [column * this.tileWidth, row * this.tileHeight, this.tileWidth, this.tileHeight];
  }

  /** Where picture `i` is on the canvas, likewise. */
  place(i) {
    const [row, column] = [Math.floor(i / this.layout.columns), i % this.layout.columns];
    return [column * (this.width + this.gap), row * (this.height + this.gap), this.width, this.height];
  }

  /** The picture at a place in CSS pixels, or null. */
  under(x, y) {
    const ratio = window.devicePixelRatio || 1;
    const column = Math.floor((x * ratio) / (this.width + this.gap));
    const i = Math.floor((y * ratio) / (this.height + this.gap)) * this.layout.columns + column;
    return i < this.count ? i : null;
  }

  /** Draws an image that holds the tiles edge to edge. */
  draw(image) {
    const context = this.canvas.getContext("2d");
    context.clearRect(0, 0, this.canvas.width, this.canvas.height);
    context.imageSmoothingEnabled = this.smooth;
    context.imageSmoothingQuality = "medium";
    const times = this.smooth ? Math.ceil(this.layout.scale) : 1;
    const sharp = times > 1 ? this.#magnify(image, times) : image;
    for (let i = 0; i < this.count; i++) {
      context.drawImage(sharp, ...this.source(i).map((length) => times * length), ...this.place(i));
    }
  }

  /** The image a whole number of times as large: made smaller again, its pixels keep their edges. */
  #magnify(image, times) {
    Object.assign(this.#large, { width: times * image.width, height: times * image.height });
    const context = this.#large.getContext("2d");
    context.imageSmoothingEnabled = false;
    context.drawImage(image, 0, 0, this.#large.width, this.#large.height);
    return this.#large;
  }

  /** Draws a frame around picture `i`. */
  outline(i, palette) {
    const context = this.canvas.getContext("2d");
    const [x, y, width, height] = this.place(i);
    for (const [colour, line] of [
      [palette.halo, 6],
      [palette.accent, 3],
    ]) {
      context.strokeStyle = colour;
      context.lineWidth = line * (window.devicePixelRatio || 1);
      context.strokeRect(x + 1, y + 1, width - 2, height - 2);
    }
  }
}
