// The laboratory's plane: what a plane has, and over it the bent grid of latents and the arrows.

import { element } from "../page/element.js";
import { ticks } from "../page/numbers.js";
import { mixed } from "./opinion.js";
import { Plane } from "./plane.js";

// An arrow's length in halves of the plane is this much of the gradient, and at most LONGEST.
const ARROW = 0.06;
const LONGEST = 0.4;

/** The colour of a point of which she says `answer`: from the fakes' colour over a neutral one to that of real points. */
export function colourOf(palette, answer) {
  const side = Math.sqrt(Math.abs(2 * answer - 1)); // even a slight leaning is to be seen
  return mixed(palette.muted, answer < 0.5 ? palette.fake : palette.real, side);
}

export class LaboratoryPlane extends Plane {
  edges = null; // left, right, bottom, top of the plane in the data's own units
  #kept = null; // the real points and the scales, drawn

  /**
   * Draws the layers that a frame has: real, fake, averaged, opinion, optimum, manifold, arrows.
   *
   * @param opinion the layer of that name, for the line D = 1/2, which may be there without the shading.
   */
  paint(layers, palette, opinion = layers.opinion) {
    const field = (layer) => layer && { data: layer.data, size: layer.shape[0] };
    this.ground(field(layers.optimum ?? layers.opinion), palette);
    if (opinion) this.undecided(field(opinion), palette);
    if (layers.manifold) this.mesh(layers.manifold, palette);
    this.still(layers.real?.data, palette);
    this.points(null, layers.fake?.data, palette);
    if (layers.averaged) this.diamonds(layers.averaged.data, palette);
    if (layers.arrows) this.arrows(layers.arrows.data, palette);
  }

  /** Real points and scales stay where they are during a run: they are drawn once and kept, for 400 rings take time. */
  still(data, palette) {
    const { width, height } = this.canvas;
    const kept = { data, palette, width, height, unit: this.unit, edges: this.edges };
    if (Object.entries(kept).some(([name, value]) => this.#kept?.[name] !== value)) {
      const layer = new Plane(element("canvas", { width, height }), this);
      layer.unit = this.unit;
      if (this.edges) paintScales(layer, this.edges, palette);
      layer.points(data, null, palette);
      this.#kept = { ...kept, canvas: layer.canvas };
    }
    this.canvas.getContext("2d").drawImage(this.#kept.canvas, 0, 0);
  }

  /** How many fakes have left the picture, above the scale. */
  count(outside, palette) {
    const context = this.canvas.getContext("2d");
    context.save();
    context.translate(0, -16 * this.unit);
    super.count(outside, palette);
    context.restore();
  }

  /** Averaged fakes, each in a halo. */
  diamonds(points, palette) {
    const context = this.canvas.getContext("2d");
    for (const [colour, size] of [
      [palette.halo, 5.6],
      [palette.accent, 4.1],
    ]) {
      const [path, far] = [new Path2D(), size * this.unit];
      this.eachPoint(points, (x, y) => {
        path.moveTo(x, y - far);
        path.lineTo(x + far, y);
        path.lineTo(x, y + far);
        path.lineTo(x - far, y);
        path.closePath();
      });
      context.fillStyle = colour;
      context.fill(path);
    }
  }

  /** The generator's manifold: the lines of a grid in latent space, and each cell the darker the smaller it is. */
  mesh({ data, shape }, palette) {
    const context = this.canvas.getContext("2d");
    const [rows, columns] = shape;
    const at = (row, column) => {
      const i = 2 * (row * columns + column);
      return [this.x(data[i]), this.y(data[i + 1])];
    };
    // Every cell has the same share of all latents: where cells are small, fakes are dense.
    context.fillStyle = palette.fake;
    const even = (this.canvas.width * this.canvas.height) / (rows * columns) / 8;
    for (let row = 0; row + 1 < rows; row++) {
      for (let column = 0; column + 1 < columns; column++) {
        const corners = [at(row, column), at(row, column + 1), at(row + 1, column + 1), at(row + 1, column)];
        const area =
          Math.abs(
            corners.reduce((sum, [x, y], i) => {
              const [u, v] = corners[(i + 1) % 4];
              return sum + x * v - u * y;
            }, 0),
          ) / 2;
        context.globalAlpha = Math.min(0.45, 0.12 * (even / (area + 1e-6)) ** 0.5);
        context.beginPath();
        for (const corner of corners) context.lineTo(...corner);
        context.fill();
      }
    }
    context.globalAlpha = 0.8;
    context.strokeStyle = palette.fake;
    context.lineWidth = (rows === 1 ? 2 : 0.7) * this.unit;
    context.beginPath();
    const lines = (outer, inner, point) => {
      for (let i = 0; i < outer; i++) {
        for (let j = 0; j < inner; j++) context[j ? "lineTo" : "moveTo"](...point(i, j));
      }
    };
    lines(rows, columns, (row, column) => at(row, column));
    if (rows > 1) lines(columns, rows, (column, row) => at(row, column));
    context.stroke();
    context.globalAlpha = 1;
  }

  /** Arrows from [x, y, dx, dy, ...], with a halo, so that they are seen on points too. */
  arrows(data, palette) {
    const path = new Path2D();
    const head = 4.2 * this.unit;
    for (let i = 0; i < data.length; i += 4) {
      const slope = Math.hypot(data[i + 2], data[i + 3]);
      const long = Math.min(LONGEST, ARROW * slope);
      const [x0, y0] = [this.x(data[i]), this.y(data[i + 1])];
      const [x1, y1] = [
        x0 + ((data[i + 2] / (slope || 1)) * long * this.canvas.width) / 2,
        y0 - ((data[i + 3] / (slope || 1)) * long * this.canvas.height) / 2,
      ];
      const length = Math.hypot(x1 - x0, y1 - y0);
      if (length < 1.5 * this.unit) continue; // nothing to see: this fake hardly feels the discriminator
      path.moveTo(x0, y0);
      path.lineTo(x1, y1);
      const size = Math.min(head, 0.5 * length);
      const angle = Math.atan2(y1 - y0, x1 - x0);
      for (const side of [-0.45, 0.45]) {
        path.moveTo(x1, y1);
        path.lineTo(x1 - size * Math.cos(angle + side), y1 - size * Math.sin(angle + side));
      }
    }
    const context = this.canvas.getContext("2d");
    context.save();
    context.lineCap = "round";
    for (const [colour, width] of [
      [palette.halo, 3.4],
      [palette.ink, 1.5],
    ]) {
      context.strokeStyle = colour;
      context.lineWidth = width * this.unit;
      context.stroke(path);
    }
    context.restore();
  }

  /**
   * Shows a sub-step over what is painted: the batch in rings, then in the colours of what she says of it, then with
   * the gradient that came back to each fake. After an update the points glide, see `Glide`.
   *
   * @param flow whose turn and which sub-step, `{ player, name }`.
   * @param layers of a frame, with those that are called flow_...
   */
  subStep({ player, name }, layers, palette) {
    const [real, fake, ofReal, ofFake, descents] = ["real", "fake", "real_answers", "fake_answers", "descents"].map(
      (part) => layers[`flow_${part}`]?.data,
    );
    if (name === "update" || (!real && !fake)) return;
    this.veil(palette);
    if (name === "sample") for (const points of [real, fake]) if (points) this.rings(points, palette);
    this.judged({ real, fake }, { real: ofReal, fake: ofFake }, palette);
    if (player === "generator" && descents) this.descents(fake, descents, palette);
  }

  /** Takes everything that is painted back behind what comes. */
  veil(palette) {
    const context = this.canvas.getContext("2d");
    context.globalAlpha = 0.6;
    context.fillStyle = palette.opinionHalf;
    context.fillRect(0, 0, this.canvas.width, this.canvas.height);
    context.globalAlpha = 1;
  }

  rings(points, palette) {
    const context = this.canvas.getContext("2d");
    const path = new Path2D();
    this.eachPoint(points, (x, y) => {
      path.moveTo(x + 8 * this.unit, y);
      path.arc(x, y, 8 * this.unit, 0, 2 * Math.PI);
    });
    context.strokeStyle = palette.accent;
    context.lineWidth = 1.6 * this.unit;
    context.stroke(path);
  }

  /** A plain grid of latents, as `mesh` bends it. */
  grid(palette, lines = 10) {
    const context = this.canvas.getContext("2d");
    context.strokeStyle = palette.fake;
    context.globalAlpha = 0.55;
    context.lineWidth = 0.7 * this.unit;
    context.beginPath();
    for (let i = 0; i <= lines; i++) {
      const at = -0.94 + (1.88 * i) / lines;
      context.moveTo(this.x(at), this.y(-0.94));
      context.lineTo(this.x(at), this.y(0.94));
      context.moveTo(this.x(-0.94), this.y(at));
      context.lineTo(this.x(0.94), this.y(at));
    }
    context.stroke();
    context.globalAlpha = 1;
  }

  /** Dots, such as latents, which are neither real nor fake. */
  dots(points, palette) {
    const context = this.canvas.getContext("2d");
    context.fillStyle = palette.ink;
    context.beginPath();
    this.eachPoint(points, (x, y) => {
      context.moveTo(x, y);
      context.arc(x, y, 2.6 * this.unit, 0, 2 * Math.PI);
    });
    context.fill();
  }

  /** Real points and fakes, each in the colour of what she says of it; in their own while she has said nothing. */
  judged({ real, fake }, { real: ofReal, fake: ofFake }, palette) {
    const context = this.canvas.getContext("2d");
    const { unit } = this;
    context.lineWidth = 2.2 * unit;
    for (let i = 0; real && i < real.length / 2; i++) {
      context.strokeStyle = ofReal ? colourOf(palette, ofReal[i]) : palette.real;
      context.beginPath();
      context.arc(this.x(real[2 * i]), this.y(real[2 * i + 1]), 4 * unit, 0, 2 * Math.PI);
      context.stroke();
    }
    for (let i = 0; fake && i < fake.length / 2; i++) {
      const [x, y] = [this.x(fake[2 * i]), this.y(fake[2 * i + 1])];
      context.fillStyle = ofFake ? colourOf(palette, ofFake[i]) : palette.fake;
      context.beginPath();
      context.moveTo(x, y - 5.2 * unit);
      context.lineTo(x + 4.6 * unit, y + 3.1 * unit);
      context.lineTo(x - 4.6 * unit, y + 3.1 * unit);
      context.fill();
    }
  }

  /** The gradient that came back to each fake, or to `most` of them, as arrows down the loss. */
  descents(fake, descents, palette, most = Infinity) {
    const arrows = [];
    const every = 2 * Math.max(1, Math.ceil(fake.length / 2 / most));
    for (let i = 0; i < fake.length; i += every) arrows.push(fake[i], fake[i + 1], descents[i], descents[i + 1]);
    this.arrows(arrows, palette);
  }
}

/** Round numbers in the data's own units along the lower and the left edge of a plane. */
function paintScales(plane, [left, right, bottom, top], palette) {
  const context = plane.canvas.getContext("2d");
  const { width, height } = plane.canvas;
  const size = 11.5 * plane.unit;
  context.font = `${size}px ${getComputedStyle(plane.canvas).fontFamily || "system-ui"}, sans-serif`;
  context.lineJoin = "round";
  context.lineWidth = 3 * plane.unit;
  context.strokeStyle = palette.halo;
  context.fillStyle = palette.muted;
  const tick = 5 * plane.unit;
  const write = (text, x, y) => {
    context.strokeText(text, x, y);
    context.fillText(text, x, y);
  };
  for (const [value, text] of labelled(left, right)) {
    const x = ((value - left) / (right - left)) * width;
    context.fillRect(x - 0.5 * plane.unit, height - tick, plane.unit, tick);
    context.textAlign = "center";
    write(text, x, height - 1.6 * tick);
  }
  for (const [value, text] of labelled(bottom, top)) {
    const y = height - ((value - bottom) / (top - bottom)) * height;
    context.fillRect(0, y - 0.5 * plane.unit, tick, plane.unit);
    context.textAlign = "left";
    write(text, 1.6 * tick, y + 0.36 * size);
  }
}

/** About four round numbers strictly within two ends, each with its text. */
function labelled(low, high) {
  const air = 0.06 * (high - low);
  return ticks(low + air, high - air, 4).map((value) => [value, String(value).replace("-", "−")]);
}
