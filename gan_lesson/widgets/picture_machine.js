// The random-picture machine: pictures of independent, uniform pixels, counted, and looked at for a portrait's rim.
//
// Picture number i is a function of the seed and of i, the same as in picture_machine.py.

import { blank, fit, greyImage } from "../page/canvas.js";
import { button, element } from "../page/element.js";
import { grouped } from "../page/numbers.js";
import { LiveView, shownBy } from "./live.js";

const GALLERY = 12;
const SHOWN_A_SECOND = { run: 10, fast: 3 }; // large noise that changes faster than this is no pleasure to look at
const BUDGET = 6; // milliseconds of each frame that fast drawing may take
const YEAR = 365.25 * 24 * 3600;

function mix(bits) {
  for (const [first, second] of [
    [0x85ebca6b, 0xc2b2ae35],
    [0x7feb352d, 0x846ca68b],
  ]) {
    bits ^= bits >>> 16;
    bits = Math.imul(bits, first);
    bits ^= bits >>> 13;
    bits = Math.imul(bits, second);
    bits ^= bits >>> 16;
  }
  return bits >>> 0;
}

/** A time of 10^power seconds, in words; as a power of ten where other words fail. */
function duration(power) {
  if (power - Math.log10(YEAR) >= 6) return ["10", String(Math.floor(power - Math.log10(YEAR))), " years"];
  const seconds = 10 ** power;
  const [size, name] = [
    [YEAR, "year"],
    [86400, "day"],
    [3600, "hour"],
    [60, "minute"],
    [1, "second"],
  ].find(([unit]) => seconds >= unit) ?? [1, "second"];
  const count = seconds / size;
  const text = count < 10 ? String(Number(count.toFixed(1))) : grouped(count);
  return [text, "", ` ${name}${text === "1" ? "" : "s"}`];
}

class PictureMachine extends LiveView {
  mode = null; // "run", "fast", or at rest
  rate = 0; // pictures a second
  rim = []; // the pixels of a portrait's rim
  calm = matchMedia("(prefers-reduced-motion: reduce)");
  #told = 0; // when the kernel heard of it last
  #ticking = null;
  #shown = null; // the number of the picture that is shown
  #timed = ""; // the time that is written

  constructor(context) {
    const { model } = context;
    super(context, "picture-machine", `Random-picture machine: ${model.get("title")}`);
    [this.height, this.width, this.levels] = ["_height", "_width", "_levels"].map((name) => model.get(name));
    this.bits = Math.log2(this.levels);
    this.key = mix((model.get("_seed") ^ 0x9e3779b9) >>> 0);
    for (let y = 0; y < this.height; y++)
      for (let x = 0; x < this.width; x++) {
        if (y === 0 || x === 0 || y === this.height - 1 || x === this.width - 1) this.rim.push(y * this.width + x);
      }
    this.tile = element("canvas", { width: this.width, height: this.height });
    this.build();
    for (const trait of ["count", "most_black", "portraits_seen"]) this.on(trait, () => this.hear());
    this.hear();
  }

  build() {
    this.canvas = element("canvas", { role: "img" });
    this.gallery = element("canvas", { role: "img" });
    this.one = button("One", () => this.press(null), { class: "gl-one" });
    this.run = button("Run", () => this.press("run"), { class: "gl-run" });
    this.fast = button("Fast", () => this.press("fast"), { class: "gl-fast" });
    const line = (words) => {
      const value = element("span", { class: "gl-big" });
      return { value, element: element("div", { class: "gl-count" }, element("span", {}, words), value) };
    };
    this.drawn = line("pictures drawn");
    this.portraits = line("portraits seen");
    this.best = element("div", { class: "gl-muted" });
    this.time = line("");
    this.picture = element(
      "div",
      { class: "gl-picture" },
      this.canvas,
      element("div", { class: "gl-controls" }, element("div", { class: "gl-buttons" }, this.one, this.run, this.fast)),
    );
    this.facts = element(
      "div",
      { class: "gl-facts" },
      this.drawn.element,
      this.portraits.element,
      this.best,
      this.time.element,
      element("div", { class: "gl-name" }, `the last ${GALLERY}`),
      this.gallery,
    );
    // Only a picture of a portrait's size can be one.
    const size = this.height === 28 && this.width === 28;
    this.portraits.element.hidden = this.best.hidden = !size;
    this.body = element("div", { class: "gl-body" }, this.picture, this.facts);
    this.root.append(this.body);
  }

  hear() {
    // While it runs, what comes back from the kernel is what was sent there, and older than what is here.
    if (this.mode && this.model.get("count") <= this.count) return;
    this.count = this.model.get("count");
    this.most = this.model.get("most_black");
    this.seen = this.model.get("portraits_seen");
    this.repaint();
  }

  tell() {
    this.#told = performance.now();
    this.keep({ count: this.count, most_black: this.most, portraits_seen: this.seen });
  }

  /** One of the buttons: `null` draws one, "run" and "fast" go on until pressed again. */
  press(mode) {
    const same = mode !== null && this.mode === mode;
    this.mode = same ? null : mode;
    if (mode === null) this.next();
    if (this.mode) {
      // The pictures come with the browser's frames: in a page that nobody looks at, the machine rests.
      [this.last, this.shownAt, this.owed] = [performance.now(), 0, 0];
      this.#ticking ??= requestAnimationFrame(() => this.tick());
    } else {
      this.tell();
    }
    this.say(this.mode ? `${mode === "run" ? "Runs" : "Runs fast"}.` : this.summary());
    this.repaint();
  }

  next() {
    this.count++;
    const row = mix((this.count ^ this.key) >>> 0);
    const shift = 32 - this.bits;
    let black = 0;
    for (const place of this.rim) if (mix((row + Math.imul(place, 0x9e3779b1)) >>> 0) >>> shift === 0) black++;
    if (black > this.most) this.most = black;
    if (black === this.rim.length) this.seen++;
  }

  tick() {
    this.#ticking = null;
    if (!this.mode || this.gone) return;
    const now = performance.now();
    const passed = Math.min(250, now - this.last);
    this.last = now;
    const before = this.count;
    if (this.mode === "run") {
      this.owed += (passed * SHOWN_A_SECOND.run) / 1000;
      for (; this.owed >= 1; this.owed--) this.next();
      this.rate = SHOWN_A_SECOND.run;
    } else {
      do for (let i = 0; i < 64; i++) this.next();
      while (performance.now() - now < BUDGET);
      if (passed > 0) this.rate += (this.rate > 100 ? 0.05 : 1) * ((1000 * (this.count - before)) / passed - this.rate);
    }
    if (this.count !== before) this.repaint();
    if (now - this.#told > 1000) this.tell();
    this.#ticking = requestAnimationFrame(() => this.tick());
  }

  summary() {
    const portraits = this.best.hidden ? "" : `, ${grouped(this.seen)} portraits seen`;
    return `${grouped(this.count)} pictures drawn${portraits}.`;
  }

  layout() {
    const width = this.body.clientWidth;
    const em = this.em;
    const wide = width > 44 * em;
    this.body.classList.toggle("gl-wide", wide);
    const room = Math.min(
      wide ? 0.5 * width : width,
      30 * em,
      Math.max(14 * em, (wide ? 0.66 : 0.45) * window.innerHeight),
    );
    const scale = room / Math.max(this.width, this.height);
    this.ratio = fit(this.canvas, this.width * scale, this.height * scale);
    const facts = Math.min(wide ? width - room - 2.4 * em : width, 32 * em);
    const gap = Math.round(0.35 * em);
    const side = Math.floor((facts + gap) / 6 - gap);
    this.tiles = { side, gap };
    fit(this.gallery, 6 * (side + gap) - gap, 2 * (side + gap) - gap);
    this.#shown = null;
  }

  paint() {
    this.write();
    const now = performance.now();
    const number = this.count;
    if (this.#shown === number || (this.mode && this.#shown && now - this.shownAt < this.pause())) return;
    [this.#shown, this.shownAt] = [number, now];
    const draw = (canvas, pictures) => {
      const context = blank(canvas, this.ratio);
      context.imageSmoothingEnabled = false;
      for (const [which, left, top, width, height] of pictures) {
        this.develop(which);
        context.drawImage(this.tile, left, top, width, height);
      }
    };
    const whole = [number, 0, 0, this.canvas.width / this.ratio, this.canvas.height / this.ratio];
    draw(this.canvas, number ? [whole] : []);
    const { side, gap } = this.tiles;
    const scale = side / Math.max(this.width, this.height);
    draw(
      this.gallery,
      Array.from({ length: Math.min(GALLERY, number) }, (_, n) => [
        number - n,
        (n % 6) * (side + gap),
        Math.floor(n / 6) * (side + gap),
        this.width * scale,
        this.height * scale,
      ]),
    );
    this.canvas.dataset.number = number;
    const size = `${this.height} x ${this.width} pixels`;
    const noise = this.height * this.width < 64 ? "random pixels" : "grey noise"; // few pixels are a pattern to the eye
    this.canvas.setAttribute(
      "aria-label",
      number ? `Picture ${grouped(number)}: ${noise}, ${size}.` : "No picture yet.",
    );
    this.gallery.setAttribute("aria-label", `The last pictures: ${number ? `${noise}, all of them` : "none yet"}.`);
  }

  /** Milliseconds between two pictures that are shown. */
  pause() {
    return 1000 / (this.calm.matches ? 1 : SHOWN_A_SECOND[this.mode]);
  }

  /** Puts picture `number` on the small canvas. */
  develop(number) {
    const row = mix((number ^ this.key) >>> 0);
    const levels = Uint8Array.from({ length: this.width * this.height }, (_, p) => {
      const level = mix((row + Math.imul(p, 0x9e3779b1)) >>> 0) >>> (32 - this.bits);
      return Math.floor((level * 255) / (this.levels - 1));
    });
    this.tile.getContext("2d").putImageData(greyImage(levels, this.width, this.height), 0, 0);
  }

  write() {
    this.drawn.value.textContent = grouped(this.count);
    this.portraits.value.textContent = grouped(this.seen);
    this.best.textContent = `A portrait's rim is black: all ${this.rim.length} pixels. The most so far: ${this.most}.`;
    for (const [made, mode, name] of [
      [this.run, "run", "Run"],
      [this.fast, "fast", "Fast"],
    ]) {
      const now = this.mode === mode;
      made.textContent = now ? "Pause" : name;
      made.classList.toggle("gl-primary", now || (!this.mode && mode === "run"));
    }
    const rate = Math.max(1, this.rate || SHOWN_A_SECOND.run);
    // Two digits are enough, and do not flicker.
    const rounded = Number(rate.toPrecision(2));
    const [base, power, unit] = duration(this.height * this.width * Math.log10(this.levels) - Math.log10(rounded));
    const key = `${rounded} ${base} ${power}`;
    if (this.#timed === key) return;
    this.#timed = key;
    this.time.value.replaceChildren(base, ...(power ? [element("sup", {}, power)] : []), unit);
    const exponent = element("sup", {}, String(this.height * this.width));
    this.time.element.firstChild.replaceChildren(
      `all ${this.levels}`,
      exponent,
      ` pictures, at ${grouped(rounded)} a second`,
    );
  }

  stop() {
    if (this.mode) this.tell();
    this.mode = null;
    cancelAnimationFrame(this.#ticking);
  }
}

export default shownBy(PictureMachine);
