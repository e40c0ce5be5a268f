// The boundary explorer: animals as points of a plane, a line to drag and turn, and those on its wrong side.
//
// Everything is computed here, in double precision as in Python. The kernel hears of the line when it comes to rest.

import { blank, fit, greyImage, strokeLine } from "../page/canvas.js";
import { button, element } from "../page/element.js";
import { clamp, roundStep, sigmoid, softplus } from "../page/numbers.js";
import { Slider } from "../page/slider.js";
import { LiveView, numbers, shownBy } from "./live.js";
import { sign } from "./signs.js";

const DEGREE = Math.PI / 180;
const TILES = 12; // infiltrators that are shown as pictures

class BoundaryExplorer extends LiveView {
  wrong = []; // who is on the wrong side of the line
  seen = null; // who is looked at
  learned = null; // the other line
  pivot = null; // what the line turns about
  held = null; // what is dragged
  #telling = false;
  #resting = null;
  #stripped = null; // what the strip of tiles shows

  constructor(context) {
    const { model } = context;
    super(context, "boundary-explorer", `Boundary explorer: ${model.get("title")}`);
    this.names = model.get("_names");
    [this.x0, this.y0, this.half] = model.get("_region");
    this.points = numbers(model.get("_measures"), Float32Array);
    this.labels = numbers(model.get("_labels"), Uint8Array);
    this.n = this.labels.length;
    this.atlas();
    this.build();
    for (const trait of ["angle", "offset", "steepness", "shaded"]) this.on(trait, () => this.hear());
    for (const trait of ["probabilities", "_learned"]) {
      this.on(trait, () => {
        this.hear();
        this.relayout();
      });
    }
    this.hear();
  }

  /** All pictures on one canvas, side by side. */
  atlas() {
    const [height, width] = this.model.get("_shape");
    const levels = numbers(this.model.get("_pictures"), Uint8Array);
    const columns = Math.ceil(Math.sqrt(this.n));
    this.sheet = element("canvas", { width: columns * width, height: Math.ceil(this.n / columns) * height });
    const context = this.sheet.getContext("2d");
    for (let i = 0; i < this.n; i++) {
      const picture = levels.subarray(i * width * height, (i + 1) * width * height);
      context.putImageData(greyImage(picture, width, height), (i % columns) * width, Math.floor(i / columns) * height);
    }
    this.tile = { width, height, columns };
  }

  build() {
    const key = (name) => element("kbd", {}, name);
    const signs = this.names.map((name, kind) => element("span", {}, sign(kind ? "dog" : "cat"), `${name}s`));
    this.still = element("canvas", {});
    this.canvas = element("canvas", { tabindex: 0, role: "application", "aria-roledescription": "plane with a line" });
    this.strip = element("canvas", { role: "img" });
    const row = (name, kind) => {
      const cells = ["wrong", "entropy"].map((what) => element("td", { class: `gl-${what}` }));
      const swatch = element("span", { class: `gl-stroke ${kind}` });
      return {
        cells,
        element: element("tr", { class: `gl-${kind}` }, element("th", { scope: "row" }, swatch, name), ...cells),
      };
    };
    this.own = row("your line", "own");
    this.other = row("", "other");
    this.head = element("th", { scope: "col" }, "cross-entropy");
    this.table = element(
      "table",
      { class: "gl-scores" },
      element(
        "thead",
        {},
        element("tr", {}, element("td", {}), element("th", { scope: "col" }, "infiltrators"), this.head),
      ),
      element("tbody", {}, this.own.element, this.other.element),
    );
    this.mixed = element("div", { class: "gl-mixed" });
    this.more = element("div", { class: "gl-muted" });
    const unit = this.model.get("_unit");
    this.steepness = new Slider({
      name: "Steepness",
      min: Math.log10(0.5 / this.half),
      max: Math.log10(150 / this.half),
      step: 0.01,
      value: 0,
      words: (power) => {
        const width = (2 * Math.log(9)) / 10 ** power;
        return `10 to 90 % ${this.names[1]} within ${width < 1 ? width.toFixed(2) : width.toFixed(1)} ${unit}`;
      },
      input: (power) => this.move({ steepness: 10 ** power }),
      change: () => this.rest(),
    });
    const shade = () => {
      this.move({ shaded: this.shaded.checked });
      this.rest();
    };
    this.shaded = element("input", { type: "checkbox", onchange: shade });
    this.check = element("label", {}, this.shaded, "show the probability as a surface");
    this.again = button("Reset", () => this.reset());
    this.legend = element("div", { class: "gl-signs" }, ...signs);
    this.plane = element(
      "div",
      { class: "gl-plane" },
      this.canvas,
      element(
        "div",
        { class: "gl-hint" },
        "Drag the line, or turn it by a handle. Keys: ",
        key("←"),
        " ",
        key("→"),
        " turn, ",
        key("↑"),
        " ",
        key("↓"),
        " shift, with ",
        key("Shift"),
        " in large steps; ",
        key("Page Up"),
        " ",
        key("Page Down"),
        " look at one animal after the other.",
      ),
    );
    this.facts = element(
      "div",
      { class: "gl-facts" },
      this.legend,
      this.table,
      this.mixed,
      this.strip,
      this.more,
      this.steepness.element,
      element("div", { class: "gl-last" }, this.check, this.again),
    );
    this.body = element("div", { class: "gl-body" }, this.plane, this.facts);
    this.root.append(this.body);

    this.canvas.addEventListener("pointerdown", (event) => this.grasp(event));
    this.canvas.addEventListener("pointermove", (event) => this.drag(event));
    for (const end of ["pointerup", "pointercancel", "lostpointercapture"]) {
      this.canvas.addEventListener(end, () => this.release());
    }
    this.canvas.addEventListener("pointerleave", () => this.look(null));
    this.canvas.addEventListener("keydown", (event) => this.press(event));
    this.canvas.addEventListener("blur", () => this.look(null));
    this.strip.addEventListener("pointermove", (event) => {
      const { side, gap, columns } = this.tiles;
      const at = (position) => Math.floor(position / (side + gap));
      const n = at(event.offsetY) * columns + at(event.offsetX);
      this.look(n < TILES && n < this.wrong.length ? this.wrong[n] : null);
    });
    this.strip.addEventListener("pointerleave", () => this.look(null));
  }

  // The line.

  /** Takes over what the traits say. */
  hear() {
    if (this.#telling) return;
    const now = Object.fromEntries(
      ["angle", "offset", "steepness", "shaded"].map((trait) => [trait, this.model.get(trait)]),
    );
    if (this.angle !== now.angle || this.offset !== now.offset) this.pivot = null;
    this.move(now);
    const unsure = !this.model.get("probabilities");
    for (const part of [this.head, this.own.cells[1], this.other.cells[1], this.steepness.element, this.check]) {
      part.hidden = unsure;
    }
    this.steepness.value = Math.log10(now.steepness);
    this.shaded.checked = now.shaded;
  }

  /** Changes the line on the screen. */
  move(changes) {
    if (changes.steepness !== undefined) this.slope = changes.steepness;
    if (changes.angle !== undefined) this.angle = ((changes.angle % 360) + 360) % 360;
    if (changes.offset !== undefined) this.offset = changes.offset;
    if (changes.shaded !== undefined) this.surface = changes.shaded;
    const turn = this.angle * DEGREE;
    this.normal = [Math.cos(turn), Math.sin(turn)];
    this.count();
    this.repaint();
  }

  /** Back to the line as it was at first. */
  reset() {
    clearTimeout(this.#resting);
    this.keep(this.model.get("_start"));
    this.hear(); // a line that had not come to rest is known here only
    this.say(this.summary());
  }

  /** The line has come to rest: the kernel and a screen reader may know. */
  rest() {
    clearTimeout(this.#resting);
    this.#resting = null;
    this.#telling = true; // each trait that is set says so at once, while the others are still the old ones
    this.keep({ angle: this.angle, offset: this.offset, steepness: this.slope, shaded: this.surface });
    this.#telling = false;
    this.repaint(); // its words have waited
    this.say(this.summary());
  }

  /** Who is on the wrong side, and the mean cross-entropy, for log-odds w . (point - middle) + bias. */
  scores(w0, w1, bias) {
    const wrong = [];
    let entropy = 0;
    for (let i = 0; i < this.n; i++) {
      const logit = w0 * (this.points[2 * i] - this.x0) + w1 * (this.points[2 * i + 1] - this.y0) + bias;
      if (logit > 0 !== (this.labels[i] === 1)) wrong.push(i);
      entropy += softplus(this.labels[i] ? -logit : logit);
    }
    return { wrong, entropy: entropy / this.n };
  }

  count() {
    const s = this.slope;
    const { wrong, entropy } = this.scores(s * this.normal[0], s * this.normal[1], -s * this.offset);
    Object.assign(this, { wrong, entropy });
    const learned = this.model.get("_learned");
    this.learned = null;
    if (learned) {
      const [w0, w1] = learned.weights;
      const bias = learned.bias + w0 * this.x0 + w1 * this.y0; // as seen from the middle of the plane
      const size = Math.hypot(w0, w1);
      this.learned = {
        name: learned.name,
        normal: [w0 / size, w1 / size],
        offset: -bias / size,
        ...this.scores(w0, w1, bias),
      };
    }
  }

  summary() {
    const towards = `${Math.abs(this.offset).toFixed(1)} ${this.offset < 0 ? "away from" : "towards"} the ${this.names[1]}s`;
    const entropy = (line) => (this.model.get("probabilities") ? `, cross-entropy ${entropyText(line.entropy)}` : "");
    const other = this.learned
      ? ` ${this.learned.name}: ${this.learned.wrong.length} infiltrators${entropy(this.learned)}.`
      : "";
    return (
      `Your line at ${Math.round(this.angle)} degrees, ${towards}. Infiltrators: ${this.wrong.length} of ${this.n}, ` +
      `${this.mixture()}${entropy(this)}.${other}`
    );
  }

  mixture() {
    const counts = [0, 0];
    for (const i of this.wrong) counts[this.labels[i]]++;
    const [first, second] = this.names;
    const many = (count, name) => `${count} ${name}${count === 1 ? "" : "s"}`;
    return `${many(counts[0], first)} among the ${second}s, ${many(counts[1], second)} among the ${first}s`;
  }

  // Mouse, pen and finger.

  /** Where a pointer is, in units of the plane from its middle. */
  place(event) {
    return [
      (((event.offsetX - this.left) / this.side) * 2 - 1) * this.half,
      (1 - (event.offsetY / this.side) * 2) * this.half,
    ];
  }

  distance([x, y]) {
    return this.normal[0] * x + this.normal[1] * y - this.offset;
  }

  /** The two ends of a line within the plane, from its middle; null where it does not cross. */
  chord([a, b], offset) {
    let [from, to] = [-Infinity, Infinity];
    for (const [start, step] of [
      [a * offset, -b],
      [b * offset, a],
    ]) {
      if (Math.abs(step) < 1e-12) {
        if (Math.abs(start) > this.half) return null;
        continue;
      }
      const limits = [(-this.half - start) / step, (this.half - start) / step].sort((p, q) => p - q);
      [from, to] = [Math.max(from, limits[0]), Math.min(to, limits[1])];
    }
    if (from >= to) return null;
    return [from, to].map((t) => [a * offset - b * t, b * offset + a * t]);
  }

  /** The point that the line turns about, and the two handles. */
  handles() {
    const ends = this.chord(this.normal, this.offset);
    if (!ends) return null;
    const inside = this.pivot && Math.max(...this.pivot.map(Math.abs)) < 0.8 * this.half;
    if (!inside || Math.abs(this.distance(this.pivot)) > 1e-6 * this.half) {
      this.pivot = [0, 1].map((axis) => (ends[0][axis] + ends[1][axis]) / 2);
    }
    const arm = Math.min(0.5 * this.half, 0.35 * Math.hypot(ends[1][0] - ends[0][0], ends[1][1] - ends[0][1]));
    const [a, b] = this.normal;
    return [1, -1].map((way) => [this.pivot[0] - way * arm * b, this.pivot[1] + way * arm * a]);
  }

  /** What is under a pointer: a handle (1 or -1), the line ("line"), or nothing. */
  under(point) {
    const reach = (1.1 * this.em * this.half * 2) / this.side;
    const handles = this.handles();
    if (!handles) return null;
    for (const [n, handle] of handles.entries()) {
      if (Math.hypot(point[0] - handle[0], point[1] - handle[1]) < reach) return n ? -1 : 1;
    }
    return Math.abs(this.distance(point)) < 0.8 * reach ? "line" : null;
  }

  grasp(event) {
    if (event.button !== 0) return;
    const point = this.place(event);
    const held = this.under(point);
    if (!held) return;
    this.canvas.setPointerCapture(event.pointerId); // the drag goes on outside the canvas
    this.held = { what: held, distance: this.distance(point) };
    this.look(null);
    this.canvas.style.cursor = "grabbing";
  }

  drag(event) {
    const point = this.place(event);
    if (!this.held) {
      const what = this.under(point);
      this.canvas.style.cursor = what ? "grab" : "default";
      this.look(what ? null : this.nearest(event));
    } else if (this.held.what === "line") {
      this.shift(this.distance(point) - this.held.distance);
    } else {
      const [dx, dy] = [0, 1].map((axis) => (point[axis] - this.pivot[axis]) * this.held.what);
      if (Math.hypot(dx, dy) > 1e-6 * this.half) this.turnTo(Math.atan2(dy, dx) / DEGREE - 90);
    }
  }

  release() {
    if (!this.held) return;
    this.held = null;
    this.canvas.style.cursor = "default";
    this.rest();
  }

  /** Shifts the line across itself; some of it stays on the plane. */
  shift(distance) {
    const most = 0.96 * this.half * (Math.abs(this.normal[0]) + Math.abs(this.normal[1]));
    const offset = clamp(this.offset + distance, -most, most);
    if (this.pivot) this.pivot = this.pivot.map((value, axis) => value + (offset - this.offset) * this.normal[axis]);
    this.move({ offset });
  }

  /** Turns the line about its pivot. */
  turnTo(angle) {
    this.handles(); // finds the pivot, if there is none
    const turn = angle * DEGREE;
    const [x, y] = this.pivot ?? [0, 0];
    this.move({ angle, offset: this.pivot ? Math.cos(turn) * x + Math.sin(turn) * y : this.offset });
  }

  // Keys.

  press(event) {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    const coarse = event.shiftKey;
    // "Up" is up on the screen, whichever side the second species is on.
    const up = this.normal[1] < -1e-9 ? -1 : 1;
    const moves = {
      ArrowLeft: () => this.turnTo(this.angle + (coarse ? 10 : 1)),
      ArrowRight: () => this.turnTo(this.angle - (coarse ? 10 : 1)),
      ArrowUp: () => this.shift(up * (coarse ? 0.1 : 0.01) * this.half),
      ArrowDown: () => this.shift(-up * (coarse ? 0.1 : 0.01) * this.half),
      PageUp: () => this.leaf(-1),
      PageDown: () => this.leaf(1),
      Escape: () => this.look(null),
    };
    if (!moves[event.key]) return;
    event.preventDefault();
    moves[event.key]();
    if (!event.key.startsWith("Arrow")) return;
    clearTimeout(this.#resting);
    this.#resting = setTimeout(() => this.rest(), 250);
  }

  /** Looks at the next animal: infiltrators first, then the others. */
  leaf(step) {
    const wrong = new Set(this.wrong);
    const all = [...this.wrong, ...Array.from(this.labels.keys()).filter((i) => !wrong.has(i))];
    const at = all.indexOf(this.seen);
    const next = at < 0 ? (step > 0 ? 0 : this.n - 1) : (at + step + this.n) % this.n;
    this.look(all[next]);
    this.say(`${this.described(all[next])}. ${next + 1} of ${this.n}.`);
  }

  described(i) {
    const axes = this.model.get("_axes");
    const sizes = [0, 1].map((axis) => `${axes[axis]} ${this.points[2 * i + axis].toFixed(1)}`).join(", ");
    return `${this.names[this.labels[i]]}${this.wrong.includes(i) ? ", an infiltrator" : ""}: ${sizes}`;
  }

  look(i) {
    if (this.seen === i) return;
    this.seen = i;
    this.repaint();
  }

  nearest(event) {
    let [best, found] = [(1.2 * this.em) ** 2, null];
    for (let i = 0; i < this.n; i++) {
      const [x, y] = this.pixel(this.points[2 * i] - this.x0, this.points[2 * i + 1] - this.y0);
      const square = (x - event.offsetX) ** 2 + (y - event.offsetY) ** 2;
      if (square < best) [best, found] = [square, i];
    }
    return found;
  }

  // Drawing.

  /** Whether the probability is shown as a surface. */
  get soft() {
    return this.surface && this.model.get("probabilities");
  }

  /** CSS pixels of a place that is given from the middle of the plane. */
  pixel(x, y) {
    return [this.left + ((x / this.half + 1) / 2) * this.side, ((1 - y / this.half) / 2) * this.side];
  }

  layout() {
    const width = this.body.clientWidth;
    const em = this.em;
    const style = getComputedStyle(this.root);
    [this.family, this.ink] = [style.fontFamily, style.color];
    this.rgb = Object.fromEntries(
      ["cat", "dog", "ground"].map((name) => [
        name,
        [1, 3, 5].map((at) => parseInt(this.palette[name].slice(at, at + 2), 16)),
      ]),
    );
    this.left = 2.6 * em; // for the vertical axis
    const below = 2.9 * em;
    const wide = width > 48 * em;
    this.body.classList.toggle("gl-wide", wide);
    // Whoever drags wants to see the scores, too: beside the plane, or else above it.
    const room = wide
      ? Math.min(0.55 * width, 42 * em, Math.max(22 * em, 0.78 * window.innerHeight))
      : Math.min(width, Math.max(18 * em, 0.55 * window.innerHeight));
    this.side = Math.floor(Math.max(120, room - this.left - 2));
    this.ratio = fit(this.canvas, this.left + this.side, this.side + below);
    this.plane.style.width = wide ? `${this.left + this.side}px` : "";
    const facts = Math.min(wide ? width - this.left - this.side - 2 * em : width, 30 * em);
    const columns = wide && window.innerHeight > 50 * em ? 4 : 6;
    const gap = Math.round(0.35 * em);
    const side = Math.floor((facts + gap) / columns - gap);
    this.tiles = { side, gap, columns };
    this.unit = (this.side / 420) * 4.6; // the radius of a mark
    fit(this.strip, columns * (side + gap) - gap, (TILES / columns) * (side + gap) - gap);
    this.paintStill();
    this.#stripped = null;
  }

  /** What stays as it is while the line moves: the axes, and all animals as if they were on the right side. */
  paintStill() {
    Object.assign(this.still, { width: this.canvas.width, height: this.canvas.height });
    const context = blank(this.still, this.ratio);
    this.paintAxes(context);
    const paths = [new Path2D(), new Path2D()];
    for (let i = 0; i < this.n; i++) this.mark(paths[this.labels[i]], i, this.unit);
    context.lineJoin = "round";
    context.lineWidth = 0.32 * this.unit;
    for (const kind of [0, 1]) {
      context.strokeStyle = [this.palette.cat, this.palette.dog][kind];
      context.stroke(paths[kind]);
    }
  }

  paint() {
    this.write();
    const context = blank(this.canvas, this.ratio);
    context.save();
    context.beginPath();
    context.rect(this.left, 0, this.side, this.side);
    context.clip();
    this.paintGround(context);
    this.paintNames(context);
    context.restore();
    context.drawImage(this.still, 0, 0, this.still.width / this.ratio, this.still.height / this.ratio);
    context.save();
    context.beginPath();
    context.rect(this.left, 0, this.side, this.side);
    context.clip();
    this.paintInfiltrators(context);
    if (this.learned) this.paintLine(context, this.learned.normal, this.learned.offset, this.palette.ink, true);
    if (this.soft) this.paintHeights(context);
    this.paintLine(context, this.normal, this.offset, this.palette.accent, false);
    this.paintHandles(context);
    this.paintSeen(context);
    context.restore();
    this.paintStrip();
    this.paints = (this.paints ?? 0) + 1;
    this.canvas.dataset.paints = this.paints;
  }

  write() {
    const put = (node, text) => {
      if (node.textContent !== text) node.textContent = text;
    };
    put(this.own.cells[0], `${this.wrong.length} of ${this.n}`);
    put(this.own.cells[1], entropyText(this.entropy));
    put(this.mixed, this.mixture());
    const beyond = this.wrong.length - TILES;
    put(
      this.more,
      this.wrong.length ? (beyond > 0 ? `and ${beyond} more` : "\u00a0") : "No infiltrator on either side.",
    );
    this.other.element.hidden = !this.learned;
    if (this.learned) {
      const head = this.other.element.firstChild;
      if (head.lastChild.textContent !== this.learned.name) head.lastChild.textContent = this.learned.name;
      put(this.other.cells[0], `${this.learned.wrong.length} of ${this.n}`);
      put(this.other.cells[1], entropyText(this.learned.entropy));
    }
    if (this.held) return; // words for screen readers wait until the line rests
    const summary = this.summary();
    if (this.canvas.getAttribute("aria-label") !== summary) this.canvas.setAttribute("aria-label", summary);
    const kinds = this.wrong
      .slice(0, TILES)
      .map((i) => this.names[this.labels[i]])
      .join(", ");
    this.strip.setAttribute("aria-label", kinds ? `The first infiltrators as pictures: ${kinds}.` : "No infiltrators.");
  }

  paintAxes(context) {
    const { em, left, side } = this;
    const axes = this.model.get("_axes");
    context.font = `${em}px ${this.family}`;
    context.fillStyle = this.ink;
    context.textBaseline = "top";
    context.textAlign = "center";
    context.lineWidth = 1;
    const step = roundStep((2 * this.half) / 5);
    for (let tick = Math.ceil((this.x0 - this.half) / step) * step; tick <= this.x0 + this.half; tick += step) {
      const [x] = this.pixel(tick - this.x0, 0);
      context.fillText(String(Number(tick.toFixed(6))), x, side + 0.35 * em);
      context.fillRect(x - 0.5, side, 1, 0.25 * em);
    }
    context.fillText(`${axes[0]} (${this.model.get("_unit")})`, left + side / 2, side + 1.65 * em);
    context.textAlign = "right";
    context.textBaseline = "middle";
    for (let tick = Math.ceil((this.y0 - this.half) / step) * step; tick <= this.y0 + this.half; tick += step) {
      const [, y] = this.pixel(0, tick - this.y0);
      context.fillText(String(Number(tick.toFixed(6))), left - 0.4 * em, y);
      context.fillRect(left - 0.25 * em, y - 0.5, 0.25 * em, 1);
    }
    context.save();
    context.translate(0.65 * em, side / 2);
    context.rotate(-Math.PI / 2);
    context.textAlign = "center";
    context.fillText(`${axes[1]} (${this.model.get("_unit")})`, 0, 0);
    context.restore();
  }

  /** Behind the points: two sides, or the probability as a surface. It only depends on the distance to the line. */
  paintGround(context) {
    const { cat, dog, ground } = this.rgb;
    const mix = (share) =>
      `rgb(${[0, 1, 2].map((n) => Math.round(0.76 * ground[n] + 0.24 * (share * dog[n] + (1 - share) * cat[n])))})`;
    const [a, b] = this.normal;
    const reach = 3 * this.half; // beyond every corner
    const end = (way) => this.pixel(a * (this.offset + way * reach), b * (this.offset + way * reach));
    const gradient = context.createLinearGradient(...end(-1), ...end(1));
    if (this.soft) {
      // In even steps of the log-odds, which is where the colours change.
      const far = Math.min(8, this.slope * reach);
      for (let logit = -far; logit <= far + 1e-9; logit += far / 16) {
        gradient.addColorStop(clamp(0.5 + logit / this.slope / reach / 2, 0, 1), mix(sigmoid(logit)));
      }
    } else {
      gradient.addColorStop(0.5, mix(0));
      gradient.addColorStop(0.5, mix(1));
    }
    context.fillStyle = gradient;
    context.fillRect(this.left, 0, this.side, this.side);
  }

  mark(path, i, radius) {
    const [x, y] = this.pixel(this.points[2 * i] - this.x0, this.points[2 * i + 1] - this.y0);
    if (this.labels[i]) path.rect(x - 0.8 * radius, y - 0.8 * radius, 1.6 * radius, 1.6 * radius);
    else {
      const d = 1.13 * radius;
      path.moveTo(x, y - d);
      path.lineTo(x + d, y);
      path.lineTo(x, y + d);
      path.lineTo(x - d, y);
      path.closePath();
    }
  }

  /** Large and filled: each covers its own mark of the still picture. */
  paintInfiltrators(context) {
    const [outer, inner] = [new Path2D(), [new Path2D(), new Path2D()]];
    for (const i of this.wrong) {
      this.mark(outer, i, 1.75 * this.unit);
      this.mark(inner[this.labels[i]], i, 1.25 * this.unit);
    }
    context.lineJoin = "round";
    context.fillStyle = this.palette.ground;
    context.fill(outer);
    context.lineWidth = 0.42 * this.unit;
    context.strokeStyle = this.palette.ink;
    context.stroke(outer);
    for (const kind of [0, 1]) {
      context.fillStyle = [this.palette.cat, this.palette.dog][kind];
      context.fill(inner[kind]);
    }
  }

  paintLine(context, normal, offset, colour, dashed) {
    const ends = this.chord(normal, offset);
    if (!ends) return;
    const places = ends.map((end) => this.pixel(...end));
    context.lineCap = "butt";
    for (const [style, width] of [
      [this.palette.ground, 0.52],
      [colour, 0.26],
    ]) {
      context.setLineDash(dashed ? [0.9 * this.em, 0.5 * this.em] : []);
      context.strokeStyle = style;
      context.lineWidth = width * this.em;
      strokeLine(context, places);
    }
    context.setLineDash([]);
  }

  paintHandles(context) {
    const handles = this.handles();
    if (!handles) return;
    for (const handle of handles) {
      const [x, y] = this.pixel(...handle);
      context.beginPath();
      context.arc(x, y, 0.62 * this.em, 0, 2 * Math.PI);
      context.fillStyle = this.palette.ground;
      context.fill();
      context.lineWidth = 0.26 * this.em;
      context.strokeStyle = this.palette.accent;
      context.stroke();
    }
  }

  /** Which side is whose, in the corner that is deepest in it: there the words hide nothing that matters. */
  paintNames(context) {
    const [a, b] = this.normal;
    const [right, up] = [a > -1e-9 ? 1 : -1, b > -1e-9 ? 1 : -1];
    for (const [kind, way] of [
      [1, 1],
      [0, -1],
    ]) {
      const corner = this.pixel(way * right * this.half, way * up * this.half);
      if (this.distance([way * right * this.half, way * up * this.half]) * way <= 0) continue; // it has no side
      context.textAlign = way * right > 0 ? "right" : "left";
      context.textBaseline = way * up > 0 ? "top" : "bottom";
      this.words(
        context,
        `${this.names[kind]}s`,
        corner[0] - way * right * 0.6 * this.em,
        corner[1] + way * up * 0.6 * this.em,
        kind ? this.palette.dog : this.palette.cat,
        1.5,
      );
    }
  }

  /** Words that can be read over anything. */
  words(context, text, x, y, colour, size) {
    context.font = `600 ${size * this.em}px ${this.family}`;
    context.lineJoin = "round";
    context.lineWidth = 0.4 * this.em;
    context.strokeStyle = this.palette.ground;
    context.strokeText(text, x, y);
    context.fillStyle = colour;
    context.fillText(text, x, y);
  }

  /** Where the surface is at 10 and at 90 percent. */
  paintHeights(context) {
    for (const [share, logit] of [
      [10, -Math.log(9)],
      [90, Math.log(9)],
    ]) {
      const ends = this.chord(this.normal, this.offset + logit / this.slope);
      if (!ends) continue;
      const [from, to] = ends.map((end) => this.pixel(...end));
      context.setLineDash([0.2 * this.em, 0.35 * this.em]);
      context.strokeStyle = this.palette.ink;
      context.lineWidth = 0.1 * this.em;
      strokeLine(context, [from, to]);
      context.setLineDash([]);
      // At its lower end, within the plane.
      const [x, y] = from[1] > to[1] ? from : to;
      context.textAlign = "center";
      context.textBaseline = "bottom";
      const half = 2.2 * this.em;
      this.words(
        context,
        `${share} %`,
        clamp(x, this.left + half, this.left + this.side - half),
        Math.min(y, this.side) - 0.5 * this.em,
        this.palette.ink,
        0.93,
      );
    }
  }

  /** The portrait of the animal that is looked at, beside its point. */
  paintSeen(context) {
    const i = this.seen;
    if (i === null) return;
    const [x, y] = this.pixel(this.points[2 * i] - this.x0, this.points[2 * i + 1] - this.y0);
    const path = new Path2D();
    this.mark(path, i, (this.side / 420) * 11);
    context.lineWidth = 0.2 * this.em;
    context.strokeStyle = this.palette.ink;
    context.stroke(path);
    const [width, line] = [7.5 * this.em, 1.35 * this.em];
    const height = width + 3 * line;
    const left = x + 1.2 * this.em + width < this.left + this.side ? x + 1.2 * this.em : x - 1.2 * this.em - width;
    const top = clamp(y - height / 2, 0.4 * this.em, this.side - height - 0.4 * this.em);
    context.fillStyle = this.palette.ground;
    context.fillRect(left - 0.4 * this.em, top - 0.4 * this.em, width + 0.8 * this.em, height + 0.6 * this.em);
    context.lineWidth = 1;
    context.strokeRect(left - 0.4 * this.em, top - 0.4 * this.em, width + 0.8 * this.em, height + 0.6 * this.em);
    this.portrait(context, i, left, top, width);
    context.fillStyle = this.palette.ink;
    context.textAlign = "left";
    context.textBaseline = "middle";
    const axes = this.model.get("_axes");
    const lines = [this.names[this.labels[i]], ...[0, 1].map((n) => `${axes[n]} ${this.points[2 * i + n].toFixed(1)}`)];
    for (const [n, words] of lines.entries()) {
      context.font = `${n ? 400 : 600} ${this.em}px ${this.family}`;
      context.fillText(words, left, top + width + (n + 0.6) * line, width);
    }
  }

  portrait(context, i, left, top, side) {
    const { width, height, columns } = this.tile;
    context.imageSmoothingEnabled = false;
    context.drawImage(
      this.sheet,
      (i % columns) * width,
      Math.floor(i / columns) * height,
      width,
      height,
      left,
      top,
      side,
      side,
    );
  }

  paintStrip() {
    const now = `${this.seen} ${this.wrong.slice(0, TILES)}`;
    if (now === this.#stripped) return; // most moves of a drag change nobody's side
    this.#stripped = now;
    const context = blank(this.strip, this.ratio);
    const { side, gap, columns } = this.tiles;
    for (let n = 0; n < TILES; n++) {
      const [left, top] = [(n % columns) * (side + gap), Math.floor(n / columns) * (side + gap)];
      const i = this.wrong[n];
      if (i === undefined) {
        context.lineWidth = 1;
        context.strokeStyle = `color-mix(in srgb, ${this.palette.ink} 20%, ${this.palette.ground})`;
        context.strokeRect(left + 0.5, top + 0.5, side - 1, side - 1);
        continue;
      }
      this.portrait(context, i, left, top, side);
      const bar = Math.max(3, 0.06 * side);
      context.fillStyle = this.labels[i] ? this.palette.dog : this.palette.cat;
      context.fillRect(left, top + side - bar, side, bar);
      if (i === this.seen) {
        context.lineWidth = 0.2 * this.em;
        context.strokeStyle = this.palette.accent;
        context.strokeRect(
          left + context.lineWidth / 2,
          top + context.lineWidth / 2,
          side - context.lineWidth,
          side - context.lineWidth,
        );
      }
    }
  }

  stop() {
    clearTimeout(this.#resting);
  }
}

function entropyText(value) {
  return value < 10 ? value.toFixed(3) : value.toFixed(1);
}

export default shownBy(BoundaryExplorer);
