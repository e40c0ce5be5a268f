// The discriminator's opinion: D(x) on a square grid over the plane, as levels 0 to 255, the first row at the bottom.

import { inflate } from "../page/canvas.js";
import { element } from "../page/element.js";

const HALF = 127.5;

/** The opinions of a run's snapshots in 64 levels: each as differences to the left and below, and all of them deflated. */
export class Opinions {
  #index = null;
  #opinion = null;

  constructor({ size, packed, reach }) {
    Object.assign(this, { size, packed, reach });
  }

  async open() {
    this.levels = undoDifferences(await inflate(this.packed), this.size).map((level) => 4 * level + 2);
  }

  /** The opinion at a snapshot as `{ data, size }`; the same object as long as it is the same snapshot. */
  at(index) {
    if (index !== this.#index) {
      const cells = this.size ** 2;
      this.#index = index;
      this.#opinion = { size: this.size, data: this.levels.subarray(index * cells, (index + 1) * cells) };
    }
    return this.#opinion;
  }
}

/** Undoes, in place, the differences between cells of square grids: first those to the row below, then to the left. */
export function undoDifferences(levels, size) {
  for (let i = 0; i < levels.length; i++) if (Math.floor(i / size) % size) levels[i] += levels[i - size];
  for (let i = 0; i < levels.length; i++) if (i % size) levels[i] += levels[i - 1];
  return levels;
}

/** Paints an opinion into a small canvas, one pixel a cell; `reach` is the distance from 1/2 that has full colour. */
export class Ramp {
  canvas = element("canvas");
  #image = null;
  #colours = null;
  #made = null; // of which palette and reach the colours are

  paint({ data, size }, palette, reach = 1) {
    if (this.#image?.width !== size) {
      Object.assign(this.canvas, { width: size, height: size });
      this.#image = new ImageData(size, size);
    }
    const pixels = new Uint32Array(this.#image.data.buffer);
    const colours = this.#coloursOf(palette, reach);
    for (let i = 0; i < data.length; i++) {
      const row = size - 1 - Math.floor(i / size); // a picture's first row is its top
      pixels[row * size + (i % size)] = colours[data[i]];
    }
    this.canvas.getContext("2d").putImageData(this.#image, 0, 0);
  }

  /** The colour of each level as a pixel. */
  #coloursOf(palette, reach) {
    const made = [palette.opinionFake, palette.opinionHalf, palette.opinionReal, reach].join();
    if (made !== this.#made) {
      this.#colours = new Uint32Array(256);
      new Uint8Array(this.#colours.buffer).set(
        Array.from({ length: 256 }, (_, level) => [...rampColour(palette, (level - HALF) / HALF / reach), 255]).flat(),
      );
      this.#made = made;
    }
    return this.#colours;
  }
}

/** Red, green and blue for -1, surely fake, over 0, undecided, to 1, surely real. */
export function rampColour(palette, value) {
  const end = channels(value < 0 ? palette.opinionFake : palette.opinionReal);
  const share = Math.min(1, Math.abs(value));
  return channels(palette.opinionHalf).map((half, c) => Math.round(half + share * (end[c] - half)));
}

/** A colour between two, `share` of the way from the first to the second. */
export function mixed(first, second, share) {
  const end = channels(second);
  return `rgb(${channels(first).map((one, c) => Math.round(one + share * (end[c] - one)))})`;
}

const channels = (colour) => [1, 3, 5].map((i) => parseInt(colour.slice(i, i + 2), 16));
