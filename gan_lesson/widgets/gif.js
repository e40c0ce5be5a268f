// Animated GIF, as every program of the last thirty years shows it. After CompuServe's "GIF89a Specification" (1990).

const BITS = 6; // of each channel that tell colours apart
const TRANSPARENT = 255; // the colour that leaves a pixel as it was
const TOLERANCE = 4; // levels by which a pixel may differ before it is painted anew
const [CLEAR, END, MOST] = [256, 257, 4096]; // codes of the compression

const word = (number) => [number & 255, number >> 8];
const binOf = (data, i) =>
  ((data[i] >> (8 - BITS)) << (2 * BITS)) | ((data[i + 1] >> (8 - BITS)) << BITS) | (data[i + 2] >> (8 - BITS));

/**
 * At most 255 colours that stand for those of some pictures, given as RGBA: by median cut (Heckbert 1982), the box of
 * colours with the largest spread is cut in two until there are enough.
 */
export function paletteOf(pictures) {
  const bins = new Float64Array(4 << (3 * BITS)); // of colours that are alike: the sum of each channel, and how many
  for (const data of pictures) {
    for (let i = 0; i < data.length; i += 4) {
      const bin = 4 * binOf(data, i);
      for (let c = 0; c < 3; c++) bins[bin + c] += data[i + c];
      bins[bin + 3] += 1;
    }
  }
  const colours = []; // red, green, blue, and how many
  for (let bin = 0; bin < bins.length; bin += 4) {
    const n = bins[bin + 3];
    if (n) colours.push([bins[bin] / n, bins[bin + 1] / n, bins[bin + 2] / n, n]);
  }
  const boxes = [boxOf(colours)];
  while (boxes.length < TRANSPARENT) {
    const worst = boxes.reduce((best, box) => (box.spread > best.spread ? box : best));
    if (!worst.spread) break;
    const { colours: inside, channel, middle } = worst;
    const halves = [inside.filter((one) => one[channel] <= middle), inside.filter((one) => one[channel] > middle)];
    boxes.splice(boxes.indexOf(worst), 1, ...halves.map(boxOf));
  }
  return boxes.map((box) => box.mean.map(Math.round));
}

function boxOf(colours) {
  const total = colours.reduce((sum, one) => sum + one[3], 0);
  const mean = [0, 1, 2].map((c) => colours.reduce((sum, one) => sum + one[c] * one[3], 0) / total);
  const spreads = mean.map((middle, c) => colours.reduce((sum, one) => sum + one[3] * (one[c] - middle) ** 2, 0));
  const spread = Math.max(...spreads);
  const channel = spreads.indexOf(spread);
  return { colours, mean, spread: colours.length > 1 ? spread : 0, channel, middle: mean[channel] };
}

/** A film that is written frame by frame; it begins anew without end. */
export class Gif {
  #parts;
  #nearest = new Int16Array(1 << (3 * BITS)).fill(-1); // the palette's colour for each bin, once it is known
  #shown = null; // the palette's colours that are on the screen

  constructor(width, height, palette) {
    Object.assign(this, { width, height, palette });
    const table = new Uint8Array(3 * 256);
    table.set(palette.flat());
    const forever = [0x21, 0xff, 11, ...ascii("NETSCAPE2.0"), 3, 1, ...word(0), 0];
    this.#parts = [Uint8Array.from([...ascii("GIF89a"), ...word(width), ...word(height), 0xf7, 0, 0]), table];
    this.#parts.push(Uint8Array.from(forever));
  }

  /** Adds a picture, as RGBA, that stays for `delay` milliseconds. */
  add(data, delay) {
    const pixels = new Uint8Array(this.width * this.height);
    const first = !this.#shown;
    this.#shown ??= new Uint8Array(pixels.length);
    for (let p = 0; p < pixels.length; p++) {
      const colour = this.#colourOf(data, 4 * p);
      const stays = !first && this.#alike(colour, this.#shown[p]);
      pixels[p] = stays ? TRANSPARENT : colour;
      if (!stays) this.#shown[p] = colour;
    }
    const control = [0x21, 0xf9, 4, first ? 4 : 5, ...word(Math.max(2, Math.round(delay / 10))), TRANSPARENT, 0];
    const place = [0x2c, ...word(0), ...word(0), ...word(this.width), ...word(this.height), 0, 8];
    this.#parts.push(Uint8Array.from([...control, ...place]), inBlocks(compress(pixels)));
  }

  file() {
    return new Blob([...this.#parts, Uint8Array.of(0x3b)], { type: "image/gif" });
  }

  #alike(one, other) {
    const [a, b] = [this.palette[one], this.palette[other]];
    return one === other || a.every((level, c) => Math.abs(level - b[c]) <= TOLERANCE);
  }

  #colourOf(data, i) {
    const bin = binOf(data, i);
    if (this.#nearest[bin] < 0) {
      const distances = this.palette.map((colour) => colour.reduce((sum, c, k) => sum + (c - data[i + k]) ** 2, 0));
      this.#nearest[bin] = distances.indexOf(Math.min(...distances));
    }
    return this.#nearest[bin];
  }
}

const ascii = (text) => [...text].map((character) => character.charCodeAt(0));

/** Lempel, Ziv and Welch's codes for bytes, from nine bits on, the lowest bit first. */
export function compress(pixels) {
  const bytes = [];
  const known = new Uint16Array(MOST * 256); // the code of a code and a byte after it; 0 where there is none
  let [buffer, bits, size, next] = [0, 0, 9, END + 1];
  const put = (code) => {
    buffer |= code << bits;
    for (bits += size; bits >= 8; bits -= 8) {
      bytes.push(buffer & 255);
      buffer >>>= 8;
    }
  };
  put(CLEAR);
  let code = pixels[0];
  for (let p = 1; p < pixels.length; p++) {
    const longer = 256 * code + pixels[p];
    if (known[longer]) {
      code = known[longer];
      continue;
    }
    put(code);
    code = pixels[p];
    if (next < MOST) {
      if (next === 1 << size) size += 1; // whoever reads is one code behind
      known[longer] = next++;
    } else {
      put(CLEAR);
      known.fill(0);
      [size, next] = [9, END + 1];
    }
  }
  put(code);
  if (next === 1 << size && size < 12) size += 1;
  put(END);
  bytes.push(buffer & 255);
  return bytes;
}

/** Bytes in blocks of at most 255, each with its length before it, and an empty one at the end. */
function inBlocks(bytes) {
  const blocks = new Uint8Array(bytes.length + Math.ceil(bytes.length / 255) + 1);
  for (let from = 0, to = 0; from < bytes.length; from += 255) {
    const block = bytes.slice(from, from + 255);
    blocks[to] = block.length;
    blocks.set(block, to + 1);
    to += 1 + block.length;
  }
  return blocks;
}
