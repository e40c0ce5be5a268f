// The laboratory: the plane with what moves it, and beside it, in tabs of one height, what is measured and what is set.
//
// All training happens in Python. Here frames are shown as they come, and every eighth is acknowledged once painted, so
// that Python sends no more of them than can be seen.

import { element } from "../page/element.js";
import { clamp, grouped } from "../page/numbers.js";
import { DrawingBoard } from "./drawing_board.js";
import { Glide } from "./glide.js";
import { Controls } from "./laboratory_controls.js";
import { Curves, stripsOf } from "./laboratory_curves.js";
import { GameGraph } from "./laboratory_graph.js";
import { LayerSwitches } from "./laboratory_layers.js";
import { LaboratoryPlane } from "./laboratory_plane.js";
import { ReadOut } from "./laboratory_readout.js";
import { RecipeForm } from "./laboratory_recipe.js";
import { Starts } from "./laboratory_starts.js";
import { InsideStep } from "./laboratory_step.js";
import { curvesInWords, planeInWords, sentence } from "./laboratory_words.js";
import { LiveView, numbers, shownBy } from "./live.js";
import { RunState } from "./run_button.js";
import { Tabs } from "./tabs.js";

const NUMBERS = { float32: Float32Array, uint8: Uint8Array };
const WORDS_EVERY = 150; // milliseconds from one number to the next in a run at full speed
const AROUND = 110; // CSS pixels of a window that JupyterLab's bars take
const ROWS = 6.5; // and em that stand above and below the plane: its head, and the row of Run

const NO_CURVES = { losses: [[], [], []], measures: [[], [], [], [], []] };

class LaboratoryView extends LiveView {
  id = Math.random().toString(36).slice(2);
  setup = null; // what stays the same during a run, as Python says it
  shot = null; // the last frame
  layers = {};
  curves = NO_CURVES;
  run = new RunState();
  calm = false; // whether the reader wants little motion
  canvas = element("canvas", { class: "gl-plane", role: "application", tabindex: "0" });
  plane = new LaboratoryPlane(this.canvas, { aspect: 1 });
  chart = element("canvas", { role: "img", class: "gl-chart" });
  strips = new Curves(this.chart);
  controls = new Controls(this);
  switches = new LayerSwitches((layers) => this.keepLayers(layers));
  inside = new InsideStep();
  glide = new Glide();
  graph = new GameGraph({ open: (words) => this.say(words) });
  recipe = new RecipeForm(this);
  starts = new Starts(({ group, name }) => this.ask({ kind: "open", group, name }));
  board = new DrawingBoard(this.canvas, {
    done: (dots) => this.drew(dots),
    say: (words) => this.say(words),
    repaint: () => this.repaint(),
  });
  reading = new ReadOut(this.canvas, {
    ask: (x, y) => this.send({ kind: "read", x, y }),
    say: (words) => this.say(words),
    repaint: () => this.repaint(),
    fakes: () => this.layersOn().includes("fake") && this.layers.fake?.data,
    busy: () => !this.setup || this.board.dots !== null,
    setup: () => this.setup,
  });
  #fresh = false; // whether the frame has not been painted
  #curvesCame = false;
  #flowCame = false;
  #wasInside = false; // whether a step was taken apart
  #greeting = null;
  #wrote = -Infinity; // when numbers were written, in milliseconds
  #told = -Infinity; // when words for the ear were
  #saidRunning = false;

  constructor(context) {
    super(context, "laboratory", "Laboratory: a GAN in the plane");
    const { controls, switches, reading, board } = this;
    this.tabs = new Tabs(
      "Beside the plane",
      {
        curves: ["Curves", this.chart],
        step: ["Inside a step", this.inside.element],
        graph: ["Graph", this.graph.element],
        recipe: ["Recipe", this.recipe.element],
        starts: ["Starts", this.starts.element],
      },
      () => this.turnTo(),
    );
    this.left = element(
      "div",
      { class: "gl-left" },
      element("div", { class: "gl-head" }, controls.head, controls.state, switches.key),
      element("div", { class: "gl-stage" }, this.canvas, reading.element),
      board.element,
      controls.element,
      switches.element,
    );
    this.body = element("div", { class: "gl-body" }, this.left, this.tabs.element);
    this.root.append(this.body);

    this.on("layers", () => this.showSwitches());
    this.onMessage((content, buffers) => this.receive(content, buffers));
    this.showSwitches();
    this.root.addEventListener("keydown", (event) => this.press(event));
    window.addEventListener("pagehide", () => this.leave(), { signal: this.signal });
    window.addEventListener("resize", () => this.relayout(), { signal: this.signal });
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

  // What the reader wants

  /** Another tab: what the graph shows is only sent while somebody looks at it. */
  turnTo() {
    this.send({ kind: "tab", view: this.id, tab: this.tabs.chosen });
    this.relayout();
  }

  toggle() {
    this.run.press(performance.now());
    this.showState();
    this.calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    if (!this.send({ kind: this.run.running ? "start" : "pause", calm: this.calm })) this.lost();
  }

  /** P runs and pauses, wherever in the laboratory the focus is, except where letters are typed or choose. */
  press(event) {
    const typing = event.target.matches("textarea, select, input[type=text]");
    if (typing || event.ctrlKey || event.metaKey || event.altKey || event.key.toLowerCase() !== "p") return;
    event.preventDefault();
    this.toggle();
  }

  /** For what pauses a run. */
  ask(content) {
    this.run.interrupt(performance.now());
    if (!this.send(content)) this.lost();
  }

  change(name, value) {
    if (this.board.dots) this.board.end(null);
    const content = { kind: "change", name, value };
    if (!this.setup.changeable.includes(name)) this.ask(content);
    else if (!this.send(content)) this.lost();
  }

  draw() {
    if (this.run.running) this.toggle();
    this.reading.hide();
    this.board.begin();
    this.canvas.scrollIntoView({ block: "nearest" });
  }

  /** Dots to train on have been drawn, or nothing has come of it. */
  drew(dots) {
    if (dots) this.ask({ kind: "draw", points: dots.map((dot) => dot.map((value) => 1.5 * value)) });
    if (this.setup) this.recipe.restoreData();
    this.repaint();
  }

  layersOn() {
    return this.model.get("layers");
  }

  keepLayers(layers) {
    this.keep({ layers });
    this.repaint();
  }

  lost() {
    this.run.stop();
    this.controls.showTrouble("The kernel is gone: run the cell again.");
    this.showState();
  }

  // What Python says

  receive(content, buffers) {
    if (content.kind === "setup") this.setUp(content, ...buffers.map((buffer) => numbers(buffer, Float32Array)));
    if (content.kind === "frame") this.take(content, buffers);
    if (content.kind === "reading") this.reading.answer(content);
  }

  /** A new run, or, if `setup.same`, the same one by other rules from now on. */
  setUp(setup, real, latents) {
    const asBefore = setup.same && JSON.stringify(setup.plan) === JSON.stringify(this.setup?.plan);
    this.setup = { ...setup, latents };
    if (!setup.same) {
      this.layers = {};
      this.curves = NO_CURVES;
      this.reading.hide();
    }
    this.layers.real = { data: real };
    this.plane.edges = setup.region;
    this.recipe.setUp(setup);
    this.inside.setUp(setup);
    if (!asBefore) this.graph.setUp(setup);
    if (!this.starts.known && setup.starts[0]?.group === "missions") this.tabs.choose("starts");
    this.starts.setUp(setup);
    this.switches.setUp(setup);
    this.relayout();
  }

  take(frame, buffers) {
    this.shot = frame;
    const { real } = this.layers;
    if (frame.flow?.name === "update" && !matchMedia("(prefers-reduced-motion: reduce)").matches)
      this.glide.begin(this.layers, performance.now());
    if (frame.flow) {
      this.#flowCame = true;
      for (const name of Object.keys(this.layers)) if (name.startsWith("flow_")) delete this.layers[name];
    }
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
    this.controls.answered();
    this.reading.refresh();
    if (this.setup && frame.message) this.recipe.restore();
    this.repaint();
  }

  // What is seen

  showSwitches() {
    this.switches.show(this.layersOn());
    this.repaint();
  }

  showState() {
    const { running } = this.run;
    this.controls.showState(running, this.shot?.position > 0);
    this.root.classList.toggle("gl-running", running);
  }

  layout() {
    const width = this.body.clientWidth;
    const { em } = this;
    const wide = width >= 46 * em;
    const column = wide ? Math.min(0.5 * width - em, 40 * em) : width;
    // Run stands below the plane, and both are seen at once. A frame within a page says nothing of the window.
    const seen = window === window.top ? window.innerHeight : window.screen.availHeight - AROUND;
    const side = clamp(seen - AROUND - ROWS * em, Math.min(14 * em, column), Math.min(column, wide ? column : 34 * em));
    this.body.classList.toggle("gl-wide", wide);
    this.plane.resize(side, side, em / 14);
    this.body.style.setProperty("--gl-side", `${side}px`);
    this.body.style.setProperty("--gl-column", wide ? `${Math.max(side, Math.min(column, 26 * em))}px` : "100%");
    const home = wide ? this.left : this.body; // below a narrow plane, what it shows stands after what it tells
    if (this.switches.element.parentElement !== home) home.append(this.switches.element);
    this.tabs.element.style.height = `${wide ? Math.max(this.left.offsetHeight, 34 * em) : 44 * em}px`;
    const panel = this.tabs.panel(this.tabs.chosen);
    this.tabs.element.style.setProperty("--gl-columns", panel.clientWidth >= 29 * em ? 2 : 1);
    if (this.tabs.chosen === "graph") this.graph.resize(panel.clientWidth, em, panel.clientHeight);
    if (this.tabs.chosen === "curves")
      this.strips.resize(panel.clientWidth, Math.min(panel.clientHeight - 0.8 * em, 46 * em), 0.93 * em);
  }

  paint() {
    const now = performance.now();
    const layers = this.glide.at(this.layers, now);
    const on = this.layersOn().filter((name) => layers[name]);
    const shown = Object.fromEntries(on.map((name) => [name, layers[name]]));
    if (this.setup?.critic) delete shown.optimum;
    if (!(this.setup?.values.averaging > 0)) delete shown.averaged;
    if (this.board.dots) this.paintDrawing();
    else {
      this.plane.paint(shown, this.palette, layers.opinion);
      if (this.shot?.flow?.player) this.plane.subStep(this.shot.flow, layers, this.palette);
      this.reading.paint(this.plane, this.palette, this.em);
    }
    if (!this.shot || !this.setup) return;
    if (this.tabs.chosen === "curves" && (this.#curvesCame || !this.run.running)) this.paintCurves();
    this.#curvesCame = false;
    if (this.tabs.chosen === "graph" && (this.#flowCame || !this.run.running))
      this.graph.paint(this.shot, layers, this.palette);
    this.#flowCame = false;
    this.showFrame(Object.keys(shown));
    if (this.#fresh) this.acknowledge(this.shot.frame);
    this.#fresh = false;
    if (this.glide.going(now)) this.repaint();
  }

  /** Python sends up to sixteen frames ahead. To hear of every one would cost kernel and page more than drawing it. */
  acknowledge(frame) {
    const many = this.run.running && this.controls.fullSpeed && !this.calm;
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
    const { step, furthest, now, changes } = this.shot;
    const strips = stripsOf(this.curves, this.setup, now, { ...palette, text }, step);
    this.strips.paint(strips, step, furthest, palette, colours, changes);
    this.chart.setAttribute("aria-label", curvesInWords(strips, changes));
  }

  /** A colour that a CSS variable mixes, as canvas understands it. */
  mixed(name) {
    this.probe ??= this.root.appendChild(element("span", { hidden: "" }));
    this.probe.style.color = `var(${name})`;
    return getComputedStyle(this.probe).color;
  }

  showFrame(seen) {
    const { step, message, field, report } = this.shot;
    const { running } = this.run;
    // Nobody reads twenty numbers a second, and each of them makes the browser lay out its page again.
    const fast = running && !message && this.controls.fullSpeed;
    if (fast && performance.now() - this.#wrote < WORDS_EVERY) return;
    this.#wrote = performance.now();
    this.showState();
    this.controls.show(this.shot);
    const atField = this.recipe.complain(field, message);
    this.controls.showTrouble(message && !atField ? sentence(message) : "");
    if (report || this.#wasInside) this.inside.show(this.shot);
    if (report && !this.#wasInside && this.tabs.chosen !== "graph") this.tabs.choose("step");
    this.#wasInside = Boolean(report);
    // In a run at full speed, words for the ear that change with every frame would only cost time.
    if (this.board.dots || (running && performance.now() - this.#told < 1000)) return;
    this.#told = performance.now();
    this.switches.explain(seen, this.setup);
    this.canvas.setAttribute("aria-label", planeInWords(step, this.setup.name, seen));
    const now = report ? this.inside.words : `${running ? "Running" : "Paused at"} step ${grouped(step)}`;
    if (!running || !this.#saidRunning || report) this.say(message ? sentence(message) : now);
    this.#saidRunning = running;
  }
}

export default shownBy(LaboratoryView);
