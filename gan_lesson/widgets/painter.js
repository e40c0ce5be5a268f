// A small convolutional generator in plain JavaScript: a sentence and latents to grey pictures.
//
// It is the SentenceGenerator of gan_lesson/props/sentences.py, as sentence_painter.py hands it over: batch norm is
// folded into the weights, each row of which is a scale times whole numbers from -127 to 127.

import { inflate } from "../page/canvas.js";

const SIDE = 28;

export class Painter {
  constructor({ parts, blob, latents }) {
    Object.assign(this, { shapes: parts, blob, latentDim: latents });
  }

  /** Unpacks the weights; to be awaited once. */
  async open() {
    const view = new DataView((await inflate(this.blob)).buffer);
    this.parts = {};
    let at = 0;
    for (const [name, [rows, columns]] of Object.entries(this.shapes)) {
      const part = new Float32Array(rows * columns);
      const scales = at;
      at += 4 * rows;
      for (let i = 0; i < part.length; i++) {
        part[i] = view.getFloat32(scales + 4 * Math.floor(i / columns), true) * view.getInt8(at + i);
      }
      at += part.length;
      this.parts[name] = part;
    }
    for (const name of ["grow", "last"]) this.parts[name] = kernels(this.parts[name], this.shapes[name][0]);
  }

  /** What the reader makes of word ids: the phrases of three words that it finds, each as clear as at its clearest. */
  read(ids) {
    const { words, phrases, phraseBias } = this.parts;
    const letters = this.shapes.words[1];
    const found = new Float32Array(phraseBias.length);
    ids.forEach((_, place) => {
      for (let k = 0; k < found.length; k++) {
        let sum = phraseBias[k];
        for (let near = 0; near < 3; near++) {
          const id = ids[place + near - 1] ?? 0; // 0, no word, is all zeros
          for (let j = 0; j < letters; j++) sum += words[id * letters + j] * phrases[(k * letters + j) * 3 + near];
        }
        found[k] = Math.max(found[k], sum); // from 0: what is below counts as not found
      }
    });
    return found;
  }

  /** Grey levels of each picture, one for `latentDim` numbers of `latents`, edge to edge in rows of `columns`. */
  paint(latents, ids, columns) {
    const [read, n] = [this.read(ids), latents.length / this.latentDim];
    const [across, down] = [columns * SIDE, Math.ceil(n / columns) * SIDE];
    const levels = new Uint8ClampedArray(across * down);
    for (let i = 0; i < n; i++) {
      const picture = this.#one(latents.subarray(i * this.latentDim, (i + 1) * this.latentDim), read);
      const corner = Math.floor(i / columns) * SIDE * across + (i % columns) * SIDE;
      for (let p = 0; p < picture.length; p++) {
        levels[corner + Math.floor(p / SIDE) * across + (p % SIDE)] = (Math.tanh(picture[p]) + 1) * 127.5;
      }
    }
    return { levels, width: across, height: down };
  }

  #one(latents, read) {
    const { seed, seedBias, grow, growBias, last, lastBias } = this.parts;
    const inputs = Float32Array.of(...latents, ...read);
    const [maps, half] = [seedBias.length, growBias.length];
    const small = new Float32Array(49 * maps); // 7x7 places, the maps of a place side by side
    for (let unit = 0; unit < 49 * maps; unit++) {
      const map = Math.floor(unit / 49);
      let sum = seedBias[map];
      for (let j = 0; j < inputs.length; j++) sum += seed[unit * inputs.length + j] * inputs[j];
      small[(unit % 49) * maps + map] = Math.max(sum, 0);
    }
    const larger = enlarge(small, 7, maps, grow, growBias, half).map((value) => Math.max(value, 0));
    return enlarge(larger, 14, half, last, lastBias, 1);
  }
}

/** Weights by output map, input map, row and column, as by input map, row, column and output map: what `enlarge` takes. */
export function kernels(weights, mapsOut) {
  const each = weights.length / mapsOut;
  return weights.map((_, i) => weights[(i % mapsOut) * each + Math.floor(i / mapsOut)]);
}

/**
 * A transposed convolution with kernels of 4x4, stride 2 and padding 1: every place of the input adds its kernel, times
 * its value, to the 4x4 places of the output around it. Maps of a place stand side by side; for weights see `kernels`.
 */
export function enlarge(input, side, maps, weights, bias, mapsOut) {
  const out = new Float32Array(4 * side * side * mapsOut);
  for (let i = 0; i < out.length; i++) out[i] = bias[i % mapsOut];
  for (let y = 0; y < side; y++) {
    for (let x = 0; x < side; x++) {
      for (let map = 0; map < maps; map++) {
        const value = input[(y * side + x) * maps + map];
        if (value === 0) continue;
        for (let tap = 0; tap < 16; tap++) {
          const [row, column] = [2 * y - 1 + (tap >> 2), 2 * x - 1 + (tap & 3)];
          if (row < 0 || column < 0 || row >= 2 * side || column >= 2 * side) continue;
          const [to, from] = [(row * 2 * side + column) * mapsOut, (map * 16 + tap) * mapsOut];
          for (let k = 0; k < mapsOut; k++) out[to + k] += value * weights[from + k];
        }
      }
    }
  }
  return out;
}
