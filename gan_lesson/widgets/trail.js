// The points of a run: where each of them is at every snapshot.

import { inflate } from "../page/canvas.js";

/** Points that are packed by Python, see `_packed_points` in epoch_player.py. */
export class Trail {
  constructor({ packed, unit, count }) {
    Object.assign(this, { packed, unit, count });
  }

  async open() {
    this.places = unpack(await inflate(this.packed), 2 * this.count, this.unit);
  }

  /** [x0, y0, x1, y1, ...] at a snapshot, or a share of the way to the next: -1 to 1 spans the region. */
  at(index, share = 0) {
    const size = 2 * this.count;
    const here = this.places.subarray(index * size, (index + 1) * size);
    return share ? blend(here, this.places.subarray((index + 1) * size), share) : here;
  }
}

/** All low bytes, then all high ones, of what int16 numbers change by from one moment of `size` numbers to the next. */
export function unpack(bytes, size, unit) {
  const count = bytes.length / 2;
  const whole = Int16Array.from({ length: count }, (_, i) => bytes[i] | (bytes[count + i] << 8));
  for (let i = size; i < count; i++) whole[i] += whole[i - size];
  return Float32Array.from(whole, (number) => number / unit);
}

/** Numbers a share of the way to others. */
export const blend = (from, to, share) => from.map((value, i) => value + share * (to[i] - value));
