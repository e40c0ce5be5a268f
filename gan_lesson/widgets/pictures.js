// Pictures: films of grey frames, and sheets of tiles.

import { decodeBase64, fit } from "../page/canvas.js";
import { element } from "../page/element.js";

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
    const decode = (text) => createImageBitmap(new Blob([decodeBase64(text)], { type: "image/webp" }));
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

/** A sheet of pictures: `count` tiles of `tileWidth` x `tileHeight` pixels in rows of `columns`, with gaps between. */
export class Sheet {
  smooth = false;

  constructor(canvas, { count, columns, tileWidth, tileHeight }) {
    Object.assign(this, { canvas, count, columns, tileWidth, tileHeight, rows: Math.ceil(count / columns) });
  }

  /** Takes the most room within `width` x `height` CSS pixels that shows every pixel equally large. */
  resize(width, height, gap) {
    const ratio = window.devicePixelRatio || 1;
    this.gap = Math.round(gap * ratio);
    const room = (space, n) => space * ratio - (n - 1) * this.gap;
    const scale = Math.min(
      room(width, this.columns) / (this.columns * this.tileWidth),
      room(height, this.rows) / (this.rows * this.tileHeight),
    );
    // Below 2, whole numbers waste too much room: then tiles keep whole sizes, and the browser smooths within them.
    this.smooth = scale < 2;
    const whole = this.smooth ? Math.max(scale, 0.25) : Math.floor(scale);
    this.width = Math.floor(this.tileWidth * whole);
    this.height = Math.floor(this.tileHeight * whole);
    fit(
      this.canvas,
      (this.columns * this.width + (this.columns - 1) * this.gap) / ratio,
      (this.rows * this.height + (this.rows - 1) * this.gap) / ratio,
    );
  }

  /** Draws an image that holds the tiles edge to edge. */
  draw(image) {
    const context = this.canvas.getContext("2d");
    context.clearRect(0, 0, this.canvas.width, this.canvas.height);
    context.imageSmoothingEnabled = this.smooth;
    context.imageSmoothingQuality = "high";
    for (let i = 0; i < this.count; i++) {
      const [row, column] = [Math.floor(i / this.columns), i % this.columns];
      context.drawImage(
        image,
        column * this.tileWidth,
        row * this.tileHeight,
        this.tileWidth,
        this.tileHeight,
        column * (this.width + this.gap),
        row * (this.height + this.gap),
        this.width,
        this.height,
      );
    }
  }
}
