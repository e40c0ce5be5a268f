// After an update the fakes do not jump: they glide, and the map fades over.

const LONG = 700; // milliseconds
const GLIDING = ["fake", "averaged", "manifold", "opinion"];

export class Glide {
  #from = {};
  #begun = -Infinity;

  /** What moves from the layers `before`, beginning `now`, in milliseconds. */
  begin(before, now) {
    this.#from = { ...before };
    this.#begun = now;
  }

  going(now) {
    return now - this.#begun < LONG;
  }

  /** The layers on their way at `now`; those that have arrived, or are of another shape, are as they are. */
  at(layers, now) {
    if (!this.going(now)) return layers;
    const share = (1 - Math.cos((Math.PI * (now - this.#begun)) / LONG)) / 2;
    const between = Object.entries(layers).map(([name, layer]) => {
      const from = GLIDING.includes(name) && this.#from[name]?.data;
      if (!from || from.length !== layer.data.length) return [name, layer];
      return [name, { ...layer, data: layer.data.map((value, i) => from[i] + share * (value - from[i])) }];
    });
    return Object.fromEntries(between);
  }
}
