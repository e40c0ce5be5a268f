import { fit } from "../page/canvas.js";
import { element } from "../page/element.js";
import { contour } from "./contour.js";
import { Ramp } from "./opinion.js";

const EDGE = 0.98; // where a fake is marked that has left the picture

/** The points of [x0, y0, x1, y1, ...] that lie outside -1 to 1, each moved towards the centre until it is at the edge. */
export function atTheEdge(points) {
  const moved = [];
  for (let i = 0; i < points.length; i += 2) {
    const far = Math.max(Math.abs(points[i]), Math.abs(points[i + 1]));
    if (far > 1) moved.push((points[i] * EDGE) / far, (points[i + 1] * EDGE) / far);
  }
  return moved;
}

/** The plane: the discriminator's opinion behind, real points as rings, fake points as triangles; those that left, hollow at the edge. */
export class Plane {
  unit = 1; // what markers grow with, in the canvas's pixels
  reach = 1; // the distance from D = 1/2, in halves, at which the opinion has its full colour
  #ramp = new Ramp();
  #still = element("canvas");
  #kept = null; // what is painted there

  /** `aspect` is the region's width over its height. */
  constructor(canvas, { aspect }) {
    this.canvas = canvas;
    this.aspect = aspect;
  }

  /** Takes the most room within `width` x `height` CSS pixels; markers grow with `unit`, 1 at zoom 1. */
  resize(width, height, unit) {
    const w = Math.min(width, height * this.aspect);
    // Small multiples want smaller markers, but not in proportion: they must stay circles and triangles to the eye.
    const ratio = fit(this.canvas, w, w / this.aspect);
    this.unit = unit * ratio * Math.min(1, Math.sqrt(w / (420 * unit)));
    this.letter = (parseFloat(getComputedStyle(this.canvas).fontSize) || 14 * unit) * ratio; // words don't shrink
  }

  /**
   * Draws real and fake points, [x0, y0, x1, y1, ...] with -1 to 1 spanning the region, over the opinion, `{ data, size }`
   * as levels 0 to 255 with the bottom row first. Each of them may be null.
   */
  draw(real, fake, opinion, palette) {
    const context = this.canvas.getContext("2d");
    const { width, height } = this.canvas;
    // What does not move is painted once and kept: while fakes glide, it would take most of the time.
    const kept = { real, opinion, palette, width, height, unit: this.unit, reach: this.reach };
    if (Object.entries(kept).some(([name, value]) => this.#kept?.[name] !== value)) {
      this.ground(opinion, palette);
      if (opinion) this.undecided(opinion, palette);
      this.points(real, null, palette);
      Object.assign(this.#still, { width, height });
      this.#still.getContext("2d").drawImage(this.canvas, 0, 0);
      this.#kept = kept;
    } else context.drawImage(this.#still, 0, 0);
    this.points(null, fake, palette);
  }

  ground(opinion, palette) {
    const context = this.canvas.getContext("2d");
    const { width, height } = this.canvas;
    context.fillStyle = palette.opinionHalf;
    context.fillRect(0, 0, width, height);
    if (opinion) {
      this.#ramp.paint(opinion, palette, this.reach);
      context.imageSmoothingEnabled = true;
      context.imageSmoothingQuality = "low"; // bilinear: without a graphics card, "high" takes seven times as long
      context.drawImage(this.#ramp.canvas, 0, 0, width, height);
    }
  }

  /** The line D = 1/2, on which the discriminator is undecided. */
  undecided({ data, size }, palette) {
    const path = new Path2D();
    const pieces = contour(data, size, 127.5);
    const place = (cell) => ((cell + 0.5) / size) * 2 - 1;
    for (let i = 0; i < pieces.length; i += 4) {
      path.moveTo(this.x(place(pieces[i])), this.y(place(pieces[i + 1])));
      path.lineTo(this.x(place(pieces[i + 2])), this.y(place(pieces[i + 3])));
    }
    const context = this.canvas.getContext("2d");
    context.strokeStyle = palette.discriminator;
    context.lineWidth = 1.8 * this.unit;
    context.stroke(path);
  }

  points(real, fake, palette) {
    const context = this.canvas.getContext("2d");
    if (real) {
      const path = new Path2D();
      this.eachPoint(real, (x, y) => {
        path.moveTo(x + 3.4 * this.unit, y);
        path.arc(x, y, 3.4 * this.unit, 0, 2 * Math.PI);
      });
      context.strokeStyle = palette.real;
      context.lineWidth = 1.4 * this.unit;
      context.stroke(path);
    }
    if (fake) {
      const outside = atTheEdge(fake);
      this.triangles(fake, palette);
      this.triangles(outside, palette, true);
      if (outside.length) this.count(outside.length / 2, palette);
    }
  }

  triangles(points, palette, hollow = false) {
    const context = this.canvas.getContext("2d");
    // A larger triangle below each is its halo: filling twice is quicker than drawing outlines.
    for (const [colour, half, up, down] of [
      [palette.halo, 4.4, 5.1, 2.9],
      [palette.fake, 3.4, 3.9, 2.3],
      ...(hollow ? [[palette.halo, 1.5, 1.6, 1.1]] : []),
    ]) {
      const path = new Path2D();
      this.eachPoint(points, (x, y) => {
        path.moveTo(x, y - up * this.unit);
        path.lineTo(x + half * this.unit, y + down * this.unit);
        path.lineTo(x - half * this.unit, y + down * this.unit);
        path.closePath();
      });
      context.fillStyle = colour;
      context.fill(path);
    }
  }

  /** How many fakes have left the picture, in its lower left corner. */
  count(outside, palette) {
    const context = this.canvas.getContext("2d");
    const place = [12 * this.unit, this.canvas.height - 12 * this.unit];
    context.font = `600 ${this.letter}px system-ui, sans-serif`;
    context.lineJoin = "round";
    context.lineWidth = 4 * this.unit;
    context.strokeStyle = palette.halo;
    context.fillStyle = palette.ink;
    for (const draw of ["strokeText", "fillText"]) context[draw](`${outside} outside`, ...place);
  }

  eachPoint(points, visit) {
    for (let i = 0; i < points.length; i += 2) visit(this.x(points[i]), this.y(points[i + 1]));
  }

  /** Pixels of the canvas: 1 is at the right, and at the top. */
  x(value) {
    return ((value + 1) / 2) * this.canvas.width;
  }

  y(value) {
    return ((1 - value) / 2) * this.canvas.height;
  }
}
