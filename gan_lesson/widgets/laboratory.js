// The laboratory: the plane, everything that makes it move, and what is measured on the way.
//
// All training happens in Python. Here frames are shown as they come, and every eighth is acknowledged once painted, so
// that Python sends no more of them than can be seen.

import { button, element } from "../page/element.js";
import { capital, grouped } from "../page/numbers.js";
import { Slider } from "../page/slider.js";
import { DrawingBoard } from "./drawing_board.js";
import { entry, labelled, select } from "./fields.js";
import { Curves, stripsOf } from "./laboratory_curves.js";
import { LaboratoryPlane } from "./laboratory_plane.js";
import { curvesInWords, legendOf, planeInWords, sentence } from "./laboratory_words.js";
import { LiveView, numbers, shownBy } from "./live.js";
import { RunState } from "./run_button.js";
import { sign } from "./signs.js";

const LAYERS = [
  ["real", "Real points"],
  ["fake", "Fakes"],
  ["opinion", "Discriminator’s opinion"],
  ["optimum", "Best discriminator, estimated"],
  ["manifold", "Generator’s grid"],
  ["arrows", "Generator’s gradient"],
];
const PACES = [
  ["full", "full speed"],
  ["slow", "slow motion"],
  ["sub-steps", "by sub-steps"],
];
const NUMBERS = { float32: Float32Array, uint8: Uint8Array };
const WIDTHS = [4, 8, 16, 32, 64, 128, 256];
const BATCHES = [8, 16, 32, 64, 128, 256, 512, 1024];
const WORDS_EVERY = 150; // milliseconds from one number to the next in a run at full speed

const NO_CURVES = { losses: [[], [], []], measures: [[], [], [], []] };

class LaboratoryView extends LiveView {
  id = Math.random().toString(36).slice(2);
  setup = null; // what stays the same during a run, as Python says it
  shot = null; // the last frame
  layers = {};
  curves = NO_CURVES;
  run = new RunState();
  calm = false; // whether the reader wants little motion
  canvas = element("canvas", { role: "img" });
  plane = new LaboratoryPlane(this.canvas, { aspect: 1 });
  chart = element("canvas", { role: "img", class: "gl-chart" });
  strips = new Curves(this.chart);
  board = new DrawingBoard(this.canvas, {
    done: (dots) => this.drew(dots),
    say: (words) => this.say(words),
    repaint: () => this.repaint(),
  });
  #goal = null; // the step that the reader wants to rewind to
  #asked = null; // the one that Python was asked for, until it answers
  #fresh = false; // whether the frame has not been painted
  #curvesCame = false;
  #wasInside = false; // whether a step was taken apart
  #greeting = null;
  #wrote = -Infinity; // when numbers were written, in milliseconds
  #told = -Infinity; // when words for the ear were
  #saidRunning = false;

  constructor(context) {
    super(context, "laboratory", "Laboratory: a GAN in the plane");
    this.body = element(
      "div",
      { class: "gl-body" },
      element("div", { class: "gl-left" }, this.canvas, this.board.element, this.layerSwitches()),
      element(
        "div",
        { class: "gl-right" },
        this.status(),
        this.controls(),
        this.rewinder(),
        this.printed,
        this.inside(),
        this.chart,
      ),
    );
    this.root.append(this.body, this.recipe());

    this.on("layers", () => this.showSwitches());
    this.onMessage((content, buffers) => this.receive(content, buffers));
    this.showSwitches();
    window.addEventListener("pagehide", () => this.leave(), { signal: this.signal });
    this.greet();
  }

  leave() {
    this.send({ kind: "bye", view: this.id });
  }

  /** Asks for everything there is to show, until it comes: a kernel may be busy, or just waking up. */
  greet() {
    if (this.setup || this.gone) return;
    this.send({ kind: "hello", view: this.id });
    this.#greeting = setTimeout(() => this.greet(), 10_000);
  }

  stop() {
    clearTimeout(this.#greeting);
    this.leave();
  }

  // What the page is made of

  status() {
    this.number = element("strong", {}, "0");
    this.state = element("span", { class: "gl-state" }, "…");
    this.trouble = element("div", { class: "gl-late", hidden: "" });
    this.printed = element("pre", { class: "gl-printed", role: "note", "aria-label": "Printed", hidden: "" });
    return element(
      "div",
      { class: "gl-status" },
      element("div", { class: "gl-line" }, element("span", { class: "gl-big" }, "step ", this.number), this.state),
      this.trouble,
    );
  }

  controls() {
    const ask = (kind) => () => this.ask({ kind });
    this.runButton = button("Run", () => this.toggle(), { class: "gl-primary gl-run" });
    this.pace = select("Pace", PACES, (pace) => this.send({ kind: "pace", pace }));
    return element(
      "div",
      {},
      element("div", { class: "gl-controls" }, this.runButton, button("One step", ask("step")), this.pace.label),
      element(
        "div",
        { class: "gl-controls" },
        labelled(
          "one player only",
          button("Discriminator", ask("discriminator")),
          button("Generator", ask("generator")),
        ),
        labelled(
          "sub-step",
          button("◂ back", ask("back"), { "aria-label": "Sub-step back" }),
          button("forward ▸", ask("forward"), { "aria-label": "Sub-step forward" }),
        ),
      ),
    );
  }

  rewinder() {
    this.again = button("To step 0", () => this.ask({ kind: "rewind", step: 0 }));
    this.slider = new Slider({
      name: "Rewind",
      min: 0,
      max: 1,
      step: 1,
      value: 0,
      words: (step) => `step ${grouped(step)}`,
      input: () => this.seek(),
    });
    return element("div", { class: "gl-rewinder" }, this.slider.element, this.again);
  }

  layerSwitches() {
    this.switches = {};
    const keep = () => {
      const layers = LAYERS.map(([layer]) => layer).filter((layer) => this.switches[layer].box.checked);
      this.keep({ layers });
      this.repaint();
    };
    const rows = LAYERS.map(([name, words]) => {
      const box = element("input", { type: "checkbox", onchange: keep });
      const text = element("span", {}, words);
      this.switches[name] = { box, text };
      return element("label", {}, box, sign(name), text);
    });
    this.legend = element("div", { class: "gl-hint" });
    return element(
      "fieldset",
      { class: "gl-layers" },
      element("legend", {}, "Shown in the plane"),
      ...rows,
      this.legend,
    );
  }

  inside() {
    this.list = element("ol", { class: "gl-plan" });
    this.facts = element("div", { class: "gl-facts", role: "status" });
    this.details = element(
      "details",
      { class: "gl-inside", ontoggle: () => this.relayout() },
      element("summary", {}, "Inside a step"),
      this.list,
      this.facts,
    );
    return this.details;
  }

  recipe() {
    const options = (values) => values.map((value) => [String(value), String(value)]);
    const upTo = (last) => options([...Array(last).keys()].map((i) => i + 1));
    this.fields = {};
    const field = (name, label, choices) => {
      const change = (value) => this.change(name, value);
      this.fields[name] = choices ? select(label, choices, change) : entry(label, change);
      return this.fields[name].label;
    };
    const group = (title, ...fields) =>
      element("fieldset", {}, element("legend", {}, title), element("div", { class: "gl-fields" }, ...fields));
    const player = (name) =>
      group(
        capital(name),
        field(`${name}_layers`, "hidden layers", upTo(6)),
        field(`${name}_width`, "width", options(WIDTHS)),
        field(`${name}_rate`, "learning rate"),
        field(`${name}_steps`, "updates a step", upTo(10)),
      );
    this.text = element("textarea", { rows: 2, spellcheck: "false", "aria-label": "Recipe as text" });
    this.copied = element("span", { class: "gl-muted", role: "status" });
    this.note = element("div", { class: "gl-hint", hidden: "" });
    return element(
      "details",
      { class: "gl-recipe", open: "" },
      element("summary", {}, "Recipe"),
      element(
        "div",
        { class: "gl-groups" },
        group(
          "Game",
          field("data", "data", []),
          field("loss", "loss", []),
          field("batch", "batch", options(BATCHES)),
          field("seed", "seed"),
        ),
        group(
          "Latents and optimiser",
          field("latent_size", "numbers in a latent", upTo(16)),
          field("latents", "distribution", []),
          field("optimiser", "optimiser", []),
        ),
        player("generator"),
        player("discriminator"),
      ),
      this.note,
      element(
        "div",
        { class: "gl-text" },
        this.text,
        element(
          "div",
          { class: "gl-controls" },
          button("Copy", () => this.copy()),
          button("Use this text", () => this.ask({ kind: "text", text: this.text.value })),
          this.copied,
        ),
      ),
    );
  }

  /** Dots to train on have been drawn, or nothing has come of it. */
  drew(dots) {
    if (dots) this.ask({ kind: "draw", points: dots.map((dot) => dot.map((value) => 1.5 * value)) });
    if (this.setup) this.fields.data.value = this.setup.values.data;
    this.fields.data.input.focus();
    this.repaint();
  }

  // What the reader wants

  toggle() {
    this.run.press(performance.now());
    this.showState();
    this.calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    if (!this.send({ kind: this.run.running ? "start" : "pause", calm: this.calm })) this.lost();
  }

  ask(content) {
    this.run.interrupt(performance.now());
    if (!this.send(content)) this.lost();
  }

  change(name, value) {
    if (name === "data" && value === "drawn") {
      if (this.run.running) this.toggle();
      return this.board.begin();
    }
    if (this.board.dots) this.board.end(null);
    this.ask({ kind: "change", name, value });
  }

  lost() {
    this.run.stop();
    this.trouble.hidden = false;
    this.trouble.textContent = "The kernel is gone: run the cell again.";
    this.showState();
  }

  /** Rewinds to where the slider is: one wish at a time, and then the latest. */
  seek() {
    this.#goal = this.slider.value;
    if (this.#asked !== null) return;
    this.#asked = this.#goal;
    this.ask({ kind: "rewind", step: this.#goal });
  }

  async copy() {
    try {
      await navigator.clipboard.writeText(this.text.value);
    } catch {
      this.text.select(); // where the page may not write to the clipboard by itself
      document.execCommand("copy");
    }
    this.copied.textContent = "Copied.";
    setTimeout(() => (this.copied.textContent = ""), 2000);
  }

  // What Python says

  receive(content, buffers) {
    if (content.kind === "setup") this.setUp(content, numbers(buffers[0], Float32Array));
    if (content.kind === "frame") this.take(content, buffers);
  }

  setUp(setup, real) {
    this.setup = setup;
    this.layers = { real: { data: real } };
    this.curves = NO_CURVES;
    const choices = { ...setup.choices, data: [...setup.choices.data, ["drawn", "draw your own"]] };
    if (setup.own.includes("data"))
      choices.data = [[setup.values.data, setup.name], ...choices.data.filter((name) => name !== setup.values.data)];
    for (const [name, list] of Object.entries(choices)) {
      this.fields[name].choose(list.map((choice) => (Array.isArray(choice) ? choice : [choice, choice])));
    }
    for (const [name, field] of Object.entries(this.fields)) {
      field.value = setup.values[name];
      const [player, part] = name.split("_");
      field.input.disabled = setup.own.includes(player) && ["layers", "width"].includes(part);
    }
    this.note.hidden = !setup.own.length;
    this.note.textContent = `Yours, and so not in the recipe: ${setup.own.map((name) => name.replace("_", " ")).join(", ")}.`;
    this.text.value = setup.recipe;
    this.list.replaceChildren(
      ...setup.plan.map(({ player, name, code }) =>
        element("li", {}, element("span", { class: "gl-what" }, `${player}: ${name}`), element("code", {}, code)),
      ),
    );
    const { optimum } = this.switches;
    optimum.box.disabled = setup.critic;
    optimum.text.textContent = setup.critic ? "Best critic: no formula" : "Best discriminator, estimated";
    this.relayout();
  }

  take(frame, buffers) {
    this.shot = frame;
    const real = this.layers.real;
    Object.entries(frame.parts).forEach(([name, [kind, ...shape]], i) => {
      const data = numbers(buffers[i], NUMBERS[kind]);
      if (name in this.curves) {
        this.#curvesCame = true;
        const length = shape[1];
        this.curves[name] = [...Array(shape[0]).keys()].map((row) => data.subarray(row * length, (row + 1) * length));
      } else this.layers[name] = { data, shape };
    });
    this.layers.real = real;
    this.run.hear(frame, performance.now());
    this.#fresh = true;
    if (this.#asked !== null) {
      const reached = this.#asked === this.#goal;
      this.#asked = null;
      if (!reached) this.seek();
    }
    if (this.setup && frame.message) this.restoreFields();
    this.repaint();
  }

  /** After a refusal the form says again what is in force; a text that was refused stays, to be mended. */
  restoreFields() {
    for (const [name, field] of Object.entries(this.fields)) {
      if (document.activeElement !== field.input || field.input.tagName === "SELECT")
        field.value = this.setup.values[name];
    }
  }

  // What is seen

  showSwitches() {
    const on = this.model.get("layers");
    for (const [name, { box }] of Object.entries(this.switches)) box.checked = on.includes(name);
    this.repaint();
  }

  showState() {
    const { running } = this.run;
    this.runButton.textContent = running ? "Pause" : "Run";
    this.state.textContent = running ? "running" : this.shot?.position ? "within a step" : "paused";
    this.root.classList.toggle("gl-running", running);
  }

  layout() {
    const width = this.body.clientWidth;
    const { em } = this;
    const wide = width >= 46 * em;
    this.body.classList.toggle("gl-wide", wide);
    const side = wide ? Math.min(0.5 * width - em, 40 * em) : Math.min(width, 34 * em);
    this.plane.resize(side, side, em / 14);
    this.body.style.setProperty("--gl-side", `${side}px`);
    // While a step is taken apart, the chart makes room for it beside the plane.
    const [left, right] = this.body.children;
    const column = wide && this.details.open ? left : right;
    if (this.chart.parentElement !== column) column.append(this.chart);
    const room = wide && column === right ? left.offsetHeight - (this.chart.offsetTop - right.offsetTop) : 0;
    this.strips.resize(
      !wide ? width : column === left ? side : width - side - 2 * em,
      Math.max(21 * em, Math.min(room, 34 * em)),
      0.93 * em,
    );
    this.root
      .querySelector(".gl-recipe")
      .style.setProperty("--gl-columns", width >= 86 * em ? 4 : width >= 36 * em ? 2 : 1);
  }

  paint() {
    const on = this.model.get("layers");
    const shown = Object.fromEntries(on.filter((name) => this.layers[name]).map((name) => [name, this.layers[name]]));
    if (this.setup?.critic) delete shown.optimum;
    if (this.board.dots) this.paintDrawing();
    else this.plane.paint(shown, this.palette);
    if (!this.shot || !this.setup) return;
    if (this.#curvesCame || !this.run.running) this.paintCurves();
    this.#curvesCame = false;
    this.showFrame(shown);
    if (this.#fresh) this.acknowledge(this.shot.frame);
    this.#fresh = false;
  }

  /** Python sends up to sixteen frames ahead. To hear of every one would cost kernel and page more than drawing it. */
  acknowledge(frame) {
    const many = this.run.running && this.pace.input.value === "full" && !this.calm;
    if (!many || frame % 8 === 0) this.send({ kind: "painted", frame });
  }

  paintDrawing() {
    this.plane.paint({ real: { data: this.board.dots.flat() } }, this.palette);
    this.board.paintPencil(this.plane, this.palette);
  }

  paintCurves() {
    const { palette } = this;
    const style = getComputedStyle(this.root);
    const text = style.color;
    const colours = { text, ground: this.mixed("--gl-strip"), muted: this.mixed("--gl-muted") };
    const strips = stripsOf(this.curves, this.setup, this.shot.now, { ...palette, text });
    this.strips.paint(strips, this.shot.step, this.shot.furthest, palette, colours);
    this.chart.setAttribute("aria-label", curvesInWords(strips));
  }

  /** A colour that a CSS variable mixes, as canvas understands it. */
  mixed(name) {
    this.probe ??= this.root.appendChild(element("span", { hidden: "" }));
    this.probe.style.color = `var(${name})`;
    return getComputedStyle(this.probe).color;
  }

  showFrame(shown) {
    const { step, furthest, position, subSteps, report, message, printed } = this.shot;
    const { running } = this.run;
    // Nobody reads twenty numbers a second, and each of them makes the browser lay out its page again.
    const fast = running && !message && this.pace.input.value === "full";
    if (fast && performance.now() - this.#wrote < WORDS_EVERY) return;
    this.#wrote = performance.now();
    const steps = grouped(step);
    this.number.textContent = steps;
    this.showState();
    this.trouble.hidden = !message;
    this.trouble.textContent = message ? sentence(message) : "";
    this.printed.hidden = !printed.length;
    this.printed.textContent = printed.join("\n");
    this.slider.input.max = Math.max(1, furthest);
    this.slider.input.disabled = furthest === 0;
    if (this.#asked === null) this.slider.value = step;
    this.again.disabled = furthest === 0;
    this.showInside(position, subSteps, report);
    // In a run at full speed, words for the ear that change with every frame would only cost time.
    if (this.board.dots || (running && performance.now() - this.#told < 1000)) return;
    this.#told = performance.now();
    const seen = Object.keys(shown);
    this.legend.textContent = legendOf(seen, this.setup);
    this.canvas.setAttribute("aria-label", planeInWords(step, this.setup.name, seen));
    const said = report ? `${report.player}, ${report.name}` : `${running ? "Running" : "Paused at"} step ${steps}`;
    if (!running || !this.#saidRunning) this.say(message ? this.trouble.textContent : said);
    this.#saidRunning = running;
  }

  showInside(position, subSteps, report) {
    if (!report && !this.#wasInside && this.facts.textContent) return;
    const rows = [...this.list.children];
    if (report && !this.#wasInside) this.details.open = true;
    this.#wasInside = Boolean(report);
    rows.forEach((row, i) => {
      const { player, name } = this.setup.plan[i];
      const lit = Boolean(report) && report.player === player && report.name === name;
      row.classList.toggle("gl-lit", lit);
      if (lit) row.setAttribute("aria-current", "step");
      else row.removeAttribute("aria-current");
    });
    const facts = report
      ? [`Sub-step ${position} of ${subSteps}.`, ...report.facts.map((fact) => `${capital(fact)}.`)]
      : ["Press “forward ▸” to take the next step apart."];
    const words = facts.join(" ");
    if (this.facts.textContent !== words) this.facts.textContent = words;
  }
}

export default shownBy(LaboratoryView);
