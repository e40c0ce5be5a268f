// Axes of a small chart, as SVG.

import { setAttributes, svg } from "../page/element.js";
import { fixed } from "../page/numbers.js";

/** One set of axes; marks are [value, text], or values alone along x. What moves is drawn into `moving` by its owner. */
export class Axes {
  element = svg("svg", { class: "gl-chart", role: "img" });
  moving = svg("g");

  /** `handle` lies over all the rest. */
  constructor({ x, y, xMarks, yMarks, xLabel, height, handle }) {
    Object.assign(this, { x, y, xMarks, yMarks, xLabel, height, handle });
    if (handle) this.element.setAttribute("role", "figure"); // an image has no parts that one can focus
  }

  resize(width, em) {
    Object.assign(this, { em, left: 3.6 * em, right: width - 0.8 * em, top: 0.5 * em });
    this.bottom = this.top + this.height * em;
    const total = Math.ceil(this.bottom + (this.xLabel ? 2.7 : this.xMarks.length ? 1.5 : 0.3) * em);
    setAttributes(this.element, { width, height: total, viewBox: `0 0 ${width} ${total}` });
    const parts = [];
    for (const [mark, text] of this.yMarks) {
      const y = this.py(mark);
      parts.push(svg("line", { class: "gl-grid", x1: this.left, x2: this.right, y1: y, y2: y }));
      parts.push(
        svg("text", { class: "gl-muted", x: this.left - 0.5 * em, y: y + 0.35 * em, "text-anchor": "end" }, text),
      );
    }
    for (const entry of this.xMarks) {
      const [mark, text] = Array.isArray(entry) ? entry : [entry, fixed(entry, 0)];
      const [x, y] = [this.px(mark), this.bottom];
      parts.push(svg("line", { class: "gl-axis", x1: x, x2: x, y1: y, y2: y + 0.25 * em }));
      parts.push(svg("text", { class: "gl-muted", x, y: y + 1.3 * em, "text-anchor": "middle" }, text));
    }
    if (this.xMarks.length) {
      parts.push(svg("line", { class: "gl-axis", x1: this.left, x2: this.right, y1: this.bottom, y2: this.bottom }));
    }
    if (this.xLabel) {
      const middle = (this.left + this.right) / 2;
      parts.push(
        svg("text", { class: "gl-muted", x: middle, y: this.bottom + 2.4 * em, "text-anchor": "middle" }, this.xLabel),
      );
    }
    this.element.replaceChildren(...parts, this.moving, ...(this.handle ? [this.handle] : []));
  }

  px(x) {
    return this.left + ((x - this.x[0]) / (this.x[1] - this.x[0])) * (this.right - this.left);
  }

  py(y) {
    return this.bottom - ((y - this.y[0]) / (this.y[1] - this.y[0])) * (this.bottom - this.top);
  }

  /** A path through points; it breaks off where a value is missing or leaves the panel. */
  path(xs, ys) {
    let [d, pen] = ["", "M"];
    const [low, high] = this.y;
    const air = 0.002 * (high - low);
    xs.forEach((x, i) => {
      const y = ys[i];
      const inside = Number.isFinite(y) && y >= low - air && y <= high + air;
      if (inside) {
        d += `${pen}${this.px(x).toFixed(2)} ${this.py(y).toFixed(2)}`;
        pen = "L";
        return;
      }
      const before = ys[i - 1],
        after = ys[i + 1];
      // The last piece up to the rim, so that a curve is seen to go on beyond it.
      const rim = y > high ? high : low;
      if (Number.isFinite(y) && pen === "L") {
        const at = xs[i - 1] + ((rim - before) / (y - before)) * (x - xs[i - 1]);
        d += `L${this.px(at).toFixed(2)} ${this.py(rim).toFixed(2)}`;
      }
      pen = "M";
      if (Number.isFinite(y) && Number.isFinite(after) && after >= low && after <= high) {
        const at = x + ((rim - y) / (after - y)) * (xs[i + 1] - x);
        d += `M${this.px(at).toFixed(2)} ${this.py(rim).toFixed(2)}`;
        pen = "L";
      }
    });
    return d;
  }

  curve(xs, ys, kind) {
    return svg("path", { class: `gl-curve ${kind}`, d: this.path(xs, ys) });
  }

  /** A mark at a value: a disc, or a triangle at the rim that the value lies beyond. */
  mark(x, y, kind) {
    if (!Number.isFinite(y)) return svg("g");
    const [low, high] = this.y;
    const [cx, r] = [this.px(x), 0.36 * this.em];
    if (y >= low && y <= high) return svg("circle", { class: `gl-mark gl-${kind}`, cx, cy: this.py(y), r });
    const [rim, way] = y > high ? [this.top, 1] : [this.bottom, -1];
    const points = [
      [0, -1.2],
      [1.1, 0.9],
      [-1.1, 0.9],
    ].map(([a, b]) => `${cx + a * r},${rim + way * (b * r + 0.3 * this.em)}`);
    return svg("polygon", { class: `gl-mark gl-${kind}`, points: points.join(" ") });
  }
}
