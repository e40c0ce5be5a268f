// The laboratory: the plane, everything that makes it move, and what is measured on the way.
//
// All training happens in Python. Here frames are shown as they come, and every eighth is acknowledged once painted, so
// that Python sends no more of them than can be seen.

const LAYERS = [
  ["real", "Real points"],
  ["fake", "Fakes"],
  ["opinion", "Discriminator’s opinion"],
  ["optimum", "Best discriminator, estimated"],
  ["manifold", "Generator’s grid"],
  ["arrows", "Generator’s gradient"],
];
const PACES = [["full", "full speed"], ["slow", "slow motion"], ["sub-steps", "by sub-steps"]];
const NUMBERS = { float32: Float32Array, uint8: Uint8Array };
const WIDTHS = [4, 8, 16, 32, 64, 128, 256];
const BATCHES = [8, 16, 32, 64, 128, 256, 512, 1024];
const WORDS_EVERY = 150; // milliseconds from one number to the next in a run at full speed
const BRUSH = 0.05; // of the plane's half: how far from the pencil a dot may fall

const number = (value, digits) => (Number.isFinite(value) ? value.toFixed(digits) : "–");
const percent = (value) => (Number.isFinite(value) ? `${Math.round(100 * value)} %` : "–");
const safe = { "data-lm-suppress-shortcuts": "true" };

class LaboratoryView extends LiveView {
  constructor(context) {
    super(context, "laboratory", "Laboratory: a GAN in the plane");
    this.id = Math.random().toString(36).slice(2);
    this.setup = null;
    this.shot = null;
    this.layers = {};
    this.curves = { losses: [[], [], []], measures: [[], [], [], []] };

    this.canvas = make("canvas", { role: "img" });
    this.plane = new LaboratoryPlane(this.canvas, { aspect: 1 });
    this.chart = make("canvas", { role: "img", class: "chart" });
    this.strips = new Curves(this.chart);
    this.body = make("div", { class: "body" },
      make("div", { class: "left" }, this.canvas, this.drawingTools(), this.layerSwitches()),
      make("div", { class: "right" }, this.status(), this.controls(), this.rewinder(), this.inside(), this.chart));
    this.root.append(this.body, this.recipe());

    this.on("layers", () => this.showSwitches());
    this.onMessage((content, buffers) => this.receive(content, buffers));
    this.showSwitches();
    this.leave = () => this.send({ kind: "bye", view: this.id });
    window.addEventListener("pagehide", this.leave);
    this.greet();
  }

  /** Asks for everything there is to show, until it comes: a kernel may be busy, or just waking up. */
  greet() {
    if (this.setup || this.gone) return;
    this.send({ kind: "hello", view: this.id });
    this.greeting = setTimeout(() => this.greet(), 10_000);
  }

  stop() {
    clearTimeout(this.greeting);
    window.removeEventListener("pagehide", this.leave);
    this.leave();
  }

  // What the page is made of

  status() {
    this.number = make("strong", {}, "0");
    this.state = make("span", { class: "state" }, "…");
    this.trouble = make("div", { class: "late", hidden: "" });
    return make("div", { class: "status" },
      make("div", { class: "line" }, make("span", { class: "big" }, "step ", this.number), this.state), this.trouble);
  }

  controls() {
    const ask = (kind) => () => this.ask({ kind });
    this.run = button("Run", () => this.toggle(), { class: "primary run" });
    this.pace = select("Pace", PACES, (pace) => this.send({ kind: "pace", pace }));
    return make("div", {},
      make("div", { class: "controls" }, this.run, button("One step", ask("step")), this.pace.label),
      make("div", { class: "controls" },
        labelled("one player only", button("Discriminator", ask("discriminator")), button("Generator", ask("generator"))),
        labelled("sub-step", button("◂ back", ask("back"), { "aria-label": "Sub-step back" }),
          button("forward ▸", ask("forward"), { "aria-label": "Sub-step forward" }))));
  }

  rewinder() {
    this.again = button("To step 0", () => this.ask({ kind: "rewind", step: 0 }));
    this.slider = new Slider({
      name: "Rewind", min: 0, max: 1, step: 1, value: 0, words: (step) => `step ${step.toLocaleString("en")}`,
      input: () => this.seek(),
    });
    return make("div", { class: "rewinder" }, this.slider.element, this.again);
  }

  layerSwitches() {
    this.switches = {};
    const rows = LAYERS.map(([name, words]) => {
      const box = make("input", { type: "checkbox", ...safe });
      box.addEventListener("change", () => {
        const layers = LAYERS.map(([layer]) => layer).filter((layer) => this.switches[layer].box.checked);
        this.keep({ layers });
        this.repaint();
      });
      const text = make("span", {}, words);
      const label = make("label", {}, box, sign(name), text);
      this.switches[name] = { box, text, label };
      return label;
    });
    this.legend = make("div", { class: "hint" });
    return make("fieldset", { class: "layers" }, make("legend", {}, "Shown in the plane"), ...rows, this.legend);
  }

  inside() {
    this.list = make("ol", { class: "plan" });
    this.facts = make("div", { class: "facts", role: "status" });
    this.details = make("details", { class: "inside" },
      make("summary", { ...safe }, "Inside a step"), this.list, this.facts);
    this.details.addEventListener("toggle", () => this.relayout());
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
      make("fieldset", {}, make("legend", {}, title), make("div", { class: "fields" }, ...fields));
    const player = (name) => group(name[0].toUpperCase() + name.slice(1),
      field(`${name}_layers`, "hidden layers", upTo(6)), field(`${name}_width`, "width", options(WIDTHS)),
      field(`${name}_rate`, "learning rate"), field(`${name}_steps`, "updates a step", upTo(10)));
    this.text = make("textarea", { rows: 2, spellcheck: "false", "aria-label": "Recipe as text", ...safe });
    this.copied = make("span", { class: "muted", role: "status" });
    this.note = make("div", { class: "hint", hidden: "" });
    return make("details", { class: "recipe", open: "" },
      make("summary", { ...safe }, "Recipe"),
      make("div", { class: "groups" },
        group("Game", field("data", "data", []), field("loss", "loss", []), field("batch", "batch", options(BATCHES)),
          field("seed", "seed")),
        group("Latents and optimiser", field("latent_size", "numbers in a latent", upTo(16)),
          field("latents", "distribution", []), field("optimiser", "optimiser", [])),
        player("generator"), player("discriminator")),
      this.note,
      make("div", { class: "text" }, this.text, make("div", { class: "controls" },
        button("Copy", () => this.copy()),
        button("Use this text", () => this.ask({ kind: "text", text: this.text.value })), this.copied)));
  }

  // Drawing one's own data

  drawingTools() {
    this.drawn = null;
    this.tools = make("div", { class: "controls", hidden: "" },
      button("Train on this", () => this.finishDrawing(), { class: "primary" }),
      button("Clear", () => { this.drawn = []; this.drew(); }),
      button("Cancel", () => this.endDrawing()));
    this.drawingHint = make("div", { class: "hint", hidden: "" });
    this.canvas.addEventListener("pointerdown", (event) => {
      if (!this.drawn || event.button !== 0) return;
      this.canvas.setPointerCapture(event.pointerId);
      this.dot(...this.placeOf(event));
    });
    this.canvas.addEventListener("pointermove", (event) => {
      if (this.drawn && this.canvas.hasPointerCapture(event.pointerId)) this.dot(...this.placeOf(event));
    });
    this.canvas.addEventListener("keydown", (event) => this.drawByKey(event));
    return make("div", {}, this.tools, this.drawingHint);
  }

  startDrawing() {
    if (this.running) this.toggle();
    this.drawn = [];
    this.pencil = [0, 0];
    Object.entries({ tabindex: "0", role: "application", ...safe }).forEach((pair) => this.canvas.setAttribute(...pair));
    this.tools.hidden = this.drawingHint.hidden = false;
    this.canvas.classList.add("drawing");
    this.canvas.focus();
    this.drew();
  }

  endDrawing() {
    this.drawn = null;
    this.canvas.removeAttribute("tabindex");
    this.canvas.setAttribute("role", "img");
    this.canvas.classList.remove("drawing");
    this.tools.hidden = this.drawingHint.hidden = true;
    if (this.setup) this.fields.data.value = this.setup.values.data;
    this.fields.data.input.focus();
    this.repaint();
  }

  finishDrawing() {
    if (!this.drawn.length) return this.say("There is nothing drawn yet.");
    this.ask({ kind: "draw", points: this.drawn.map((point) => point.map((value) => 1.5 * value)) });
    this.endDrawing();
  }

  placeOf(event) {
    const box = this.canvas.getBoundingClientRect();
    return [((event.clientX - box.left) / box.width) * 2 - 1, 1 - ((event.clientY - box.top) / box.height) * 2];
  }

  /** A few dots around a place. */
  dot(x, y) {
    for (let i = 0; i < 3 && this.drawn.length < 1000; i++) {
      const [far, angle] = [BRUSH * Math.sqrt(Math.random()), 2 * Math.PI * Math.random()];
      this.drawn.push([x + far * Math.cos(angle), y + far * Math.sin(angle)].map((v) => Math.max(-1, Math.min(1, v))));
    }
    this.pencil = [x, y];
    this.drew();
  }

  drawByKey(event) {
    if (!this.drawn) return;
    const far = event.shiftKey ? 0.2 : 0.05;
    const moves = { ArrowLeft: [-far, 0], ArrowRight: [far, 0], ArrowUp: [0, far], ArrowDown: [0, -far] };
    if (event.key in moves) {
      this.pencil = this.pencil.map((v, i) => Math.max(-0.95, Math.min(0.95, v + moves[event.key][i])));
      this.drew();
    } else if (event.key === " ") this.dot(...this.pencil);
    else if (event.key === "Backspace") { this.drawn.splice(-3); this.drew(); }
    else if (event.key === "Enter") this.finishDrawing();
    else if (event.key === "Escape") this.endDrawing();
    else return;
    event.preventDefault();
  }

  drew() {
    const [x, y] = this.pencil.map((value) => Math.round(100 * value));
    const words = `${this.drawn.length} of at most 1,000 points. Pencil at ${x} across, ${y} up.`;
    this.drawingHint.textContent = `Drag with the mouse, or move with the arrow keys (Shift: further), Space draws, `
      + `Backspace takes back, Enter trains, Escape cancels. ${this.drawn.length} of at most 1,000 points.`;
    this.canvas.setAttribute("aria-label", "Drawing board. Arrow keys move the pencil, Space draws, Enter trains, "
      + `Escape cancels. ${words}`);
    this.say(words);
    this.repaint();
  }

  // What the reader wants

  toggle() {
    this.running = !this.running;
    this.wanted = this.running; // the button says at once what was wanted, whatever the kernel is busy with
    this.since = performance.now();
    this.showState();
    this.calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    if (!this.send({ kind: this.running ? "start" : "pause", calm: this.calm })) this.lost();
  }

  ask(content) {
    this.running = this.wanted = false;
    if (!this.send(content)) this.lost();
  }

  change(name, value) {
    if (name === "data" && value === "drawn") return this.startDrawing();
    if (this.drawn) this.endDrawing();
    this.ask({ kind: "change", name, value });
  }

  lost() {
    this.running = false;
    this.trouble.hidden = false;
    this.trouble.textContent = "The kernel is gone: run the cell again.";
    this.showState();
  }

  /** Rewinds to where the slider is: one wish at a time, and then the latest. */
  seek() {
    this.goal = this.slider.value;
    if (this.seeking) return;
    this.seeking = true;
    this.ask({ kind: "rewind", step: this.goal });
    this.asked = this.goal;
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
    this.curves = { losses: [[], [], []], measures: [[], [], [], []] };
    const choices = { ...setup.choices, data: [...setup.choices.data, ["drawn", "draw your own"]] };
    if (setup.own.includes("data")) choices.data = [[setup.values.data, setup.name], ...choices.data.filter((name) => name !== setup.values.data)];
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
    this.list.replaceChildren(...setup.plan.map(({ player, name, code }) => make("li", { class: player },
      make("span", { class: "what" }, `${player}: ${name}`), make("code", {}, code))));
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
        this.curvesCame = true;
        const length = shape[1];
        this.curves[name] = [...Array(shape[0]).keys()].map((row) => data.subarray(row * length, (row + 1) * length));
      } else this.layers[name] = { data, shape };
    });
    this.layers.real = real;
    // A frame that was under way when the reader pressed the button does not turn it back.
    if (frame.running !== this.wanted && performance.now() - this.since < 2000 && !frame.message) frame.running = this.wanted;
    this.running = this.wanted = frame.running;
    this.fresh = true;
    if (this.seeking) {
      this.seeking = false;
      if (this.goal !== this.asked) this.seek();
    }
    if (this.setup && frame.message) this.restoreFields();
    this.repaint();
  }

  /** After a refusal the form says again what is in force; a text that was refused stays, to be mended. */
  restoreFields() {
    for (const [name, field] of Object.entries(this.fields)) {
      if (document.activeElement !== field.input || field.input.tagName === "SELECT") field.value = this.setup.values[name];
    }
  }

  // What is seen

  recolour() {
    super.recolour();
    const [fake, real] = this.palette.opinion;
    const colours = { real: this.palette.real, fake: this.palette.fake, "opinion-fake": `rgb(${fake})`, "opinion-real": `rgb(${real})` };
    for (const [name, colour] of Object.entries(colours)) this.root.style.setProperty(`--${name}`, colour);
  }

  showSwitches() {
    const on = this.model.get("layers");
    for (const [name, { box }] of Object.entries(this.switches)) box.checked = on.includes(name);
    this.repaint();
  }

  showState() {
    this.run.textContent = this.running ? "Pause" : "Run";
    this.state.textContent = this.running ? "running" : this.shot?.position ? "within a step" : "paused";
    this.root.classList.toggle("running", Boolean(this.running));
  }

  layout() {
    const width = this.body.clientWidth;
    const { em } = this;
    const wide = width >= 46 * em;
    this.body.classList.toggle("wide", wide);
    const side = wide ? Math.min(0.5 * width - em, 40 * em) : Math.min(width, 34 * em);
    this.plane.resize(side, side, em / 14);
    this.body.style.setProperty("--side", `${side}px`);
    // While a step is taken apart, the chart makes room for it beside the plane.
    const [left, right] = this.body.children;
    const column = wide && this.details.open ? left : right;
    if (this.chart.parentElement !== column) column.append(this.chart);
    const room = wide && column === right ? left.offsetHeight - (this.chart.offsetTop - right.offsetTop) : 0;
    this.strips.resize(!wide ? width : column === left ? side : width - side - 2 * em,
      Math.max(21 * em, Math.min(room, 34 * em)), 0.93 * em);
    this.root.querySelector(".recipe").style.setProperty("--columns", width >= 86 * em ? 4 : width >= 36 * em ? 2 : 1);
  }

  paint() {
    const on = this.model.get("layers");
    const shown = Object.fromEntries(on.filter((name) => this.layers[name]).map((name) => [name, this.layers[name]]));
    if (this.setup?.critic) delete shown.optimum;
    if (this.drawn) this.paintDrawing();
    else this.plane.paint(shown, this.palette);
    if (!this.shot || !this.setup) return;
    if (this.curvesCame || !this.running) this.paintCurves();
    this.curvesCame = false;
    this.showFrame(shown);
    if (this.fresh) this.acknowledge(this.shot.frame);
    this.fresh = false;
  }

  /** Python sends up to sixteen frames ahead. To hear of every one would cost kernel and page more than drawing it. */
  acknowledge(frame) {
    const many = this.running && this.pace.input.value === "full" && !this.calm;
    if (!many || frame % 8 === 0) this.send({ kind: "painted", frame });
  }

  paintDrawing() {
    this.plane.paint({ real: { data: this.drawn.flat() } }, this.palette);
    const context = this.canvas.getContext("2d");
    const { unit } = this.plane;
    const [x, y] = [this.plane.x(this.pencil[0]), this.plane.y(this.pencil[1])];
    context.strokeStyle = this.palette.ink;
    context.lineWidth = 1.4 * unit;
    context.beginPath();
    for (const [dx, dy] of [[10, 0], [0, 10]]) {
      context.moveTo(x - dx * unit, y - dy * unit);
      context.lineTo(x + dx * unit, y + dy * unit);
    }
    context.stroke();
  }

  paintCurves() {
    const { marks, modes, critic } = this.setup;
    const { palette } = this;
    const style = getComputedStyle(this.root);
    const text = style.color;
    const colours = { text, ground: this.mixed("--strip"), muted: this.mixed("--muted") };
    const [steps, discriminator, generator] = this.curves.losses;
    const [at, accuracy, covered, divergence] = this.curves.measures;
    const now = this.shot.now;
    const last = (values) => values[values.length - 1];
    const line = (name, values, value, colour, dash = []) => ({ name, values, now: value ?? last(values), colour, dash });
    const mark = (value, colour) => (value === null ? [] : [{ value, colour }]);
    const known = [marks.discriminator, marks.generator].filter((value) => value !== null).length;
    const strips = [{
      title: "Losses", steps, low: null, high: null, text: (value) => number(value, 2),
      note: known === 2 ? "dotted: at equilibrium" : known ? "dotted: discriminator’s at equilibrium" : "",
      lines: [line("discriminator", discriminator, null, palette.discriminator),
        line("generator", generator, null, palette.generator, [0.5, 0.3])],
      marks: [...mark(marks.discriminator, palette.discriminator), ...mark(marks.generator, palette.generator)],
    }];
    if (!critic) strips.push({
      title: "Discriminator is right", note: "dotted: guessing", steps: at, low: 0, high: 1, text: percent,
      lines: [line("", accuracy, now?.accuracy, palette.discriminator)], marks: mark(0.5, text),
    });
    if (modes) strips.push({
      title: `Clusters covered, of ${modes}`, steps: at, low: 0, high: modes, text: (value) => number(value, 0),
      lines: [line("", covered, now?.modes, palette.generator)], marks: [],
    });
    strips.push({
      title: "Jensen-Shannon, on a grid", note: "dotted: real against real", steps: at, low: 0, high: Math.log(2),
      text: (value) => number(value, 2), lines: [line("", divergence, now?.jensen_shannon, text)],
      marks: mark(marks.floor, palette.real),
    });
    this.strips.paint(strips, this.shot.step, this.shot.furthest, palette, colours);
    const words = strips.map(({ title, note, lines, marks, text }) => {
      const values = lines.map((one) => `${one.name} ${text(one.now)}`.trim()).join(", ");
      return `${title}: ${values}${marks.length ? ` (${note}, ${marks.map(({ value }) => text(value)).join(" and ")})` : ""}`;
    });
    this.chart.setAttribute("aria-label", `Curves. ${words.join(". ")}.`);
  }

  /** A colour that a CSS variable mixes, as canvas understands it. */
  mixed(name) {
    this.probe ??= this.root.appendChild(make("span", { hidden: "" }));
    this.probe.style.color = `var(${name})`;
    return getComputedStyle(this.probe).color;
  }

  showFrame(shown) {
    const { step, furthest, position, subSteps, report, message, running } = this.shot;
    // Nobody reads twenty numbers a second, and each of them makes the browser lay out its page again.
    const fast = running && !message && this.pace.input.value === "full";
    if (fast && performance.now() - this.wrote < WORDS_EVERY) return;
    this.wrote = performance.now();
    const steps = step.toLocaleString("en");
    this.number.textContent = steps;
    this.showState();
    this.trouble.hidden = !message;
    this.trouble.textContent = message ? `${message[0].toUpperCase()}${message.slice(1)}${/[.!?]$/.test(message) ? "" : "."}` : "";
    this.slider.input.max = Math.max(1, furthest);
    this.slider.input.disabled = furthest === 0;
    if (!this.seeking) this.slider.value = step;
    this.again.disabled = furthest === 0;
    this.showInside(position, subSteps, report);
    // In a run at full speed, words for the ear that change with every frame would only cost time.
    if (this.drawn || (running && performance.now() - this.told < 1000)) return;
    this.told = performance.now();
    this.showLegend(shown);
    const kinds = { fake: "fakes (triangles)", real: "real points (circles)", opinion: "the discriminator’s opinion as shading",
      optimum: "an estimate of the best discriminator as shading", manifold: "the generator’s grid of latents", arrows: "arrows down the generator’s loss" };
    const seen = Object.keys(shown).map((name) => kinds[name]);
    const words = `Step ${steps}. ${this.setup?.name}: ${seen.join(", ") || "nothing is switched on"}.`;
    this.canvas.setAttribute("aria-label", words);
    const said = report ? `${report.player}, ${report.name}` : `${this.running ? "Running" : "Paused at"} step ${steps}`;
    if (!this.running || !this.saidRunning) this.say(message ? `${this.trouble.textContent}` : said);
    this.saidRunning = this.running;
  }

  showInside(position, subSteps, report) {
    if (!report && !this.wasInside && this.facts.textContent) return;
    const rows = [...this.list.children];
    if (report && !this.wasInside) this.details.open = true;
    this.wasInside = Boolean(report);
    rows.forEach((row, i) => {
      const { player, name } = this.setup.plan[i];
      const lit = Boolean(report) && report.player === player && report.name === name;
      row.classList.toggle("lit", lit);
      if (lit) row.setAttribute("aria-current", "step");
      else row.removeAttribute("aria-current");
    });
    const facts = report ? [`Sub-step ${position} of ${subSteps}.`, ...report.facts.map((fact) => `${fact[0].toUpperCase()}${fact.slice(1)}.`)]
      : ["Press “forward ▸” to take the next step apart."];
    const words = facts.join(" ");
    if (this.facts.textContent !== words) this.facts.textContent = words;
  }

  showLegend(shown) {
    const words = [];
    if (shown.optimum && shown.opinion) words.push("Shading: the estimated best discriminator. Green line: where the present one is undecided.");
    else if (shown.optimum) words.push("Shading: the best discriminator, estimated from samples of both sides.");
    else if (shown.opinion) words.push(this.setup.critic ? "Yellow: the critic’s highest values in view, grey: the lowest." : "Yellow: held for real. Grey: held for fake.");
    if (shown.manifold) words.push(this.setup.values.latent_size > 2
      ? "Grid: the first two numbers of a latent vary, the rest are 0." : "Every cell of the grid holds the same share of all fakes.");
    if (shown.arrows) words.push(`Arrows: down the ${this.setup.own.includes("generator_loss") ? "loss that you handed over" : `${this.setup.values.loss} loss`}, the longer the steeper.`);
    this.legend.textContent = words.join(" ");
  }
}

/** The sign of a layer, as it is in the plane. */
function sign(name) {
  const shapes = {
    real: `<circle cx="8" cy="8" r="5.2"/>`, fake: `<path d="M8 2 14 13H2Z"/>`,
    opinion: `<rect x="1" y="3" width="14" height="10" rx="1"/>`, optimum: `<rect x="1" y="3" width="14" height="10" rx="1"/>`,
    manifold: `<path d="M2 3Q8 6 14 3M2 8Q8 11 14 8M2 13Q8 16 14 13M3 2Q5 8 3 14M8 3Q10 9 8 15M13 2Q15 8 13 14"/>`,
    arrows: `<path d="M2 13 13 3M13 3H7.5M13 3V8.5"/>`,
  };
  const holder = make("span", { class: `sign ${name}`, "aria-hidden": "true" });
  holder.innerHTML = `<svg viewBox="0 0 16 16">${shapes[name]}</svg>`;
  return holder;
}

/** Buttons with a word before them. */
function labelled(words, ...buttons) {
  return make("div", { class: "labelled", role: "group", "aria-label": words },
    make("span", { class: "muted", "aria-hidden": "true" }, words), make("div", { class: "buttons" }, ...buttons));
}

/** A native select with its label. */
function select(name, choices, change) {
  const input = make("select", { ...safe });
  input.addEventListener("change", () => change(input.value));
  const field = {
    input,
    label: make("label", {}, make("span", {}, name), input),
    choose(list) {
      input.replaceChildren(...list.map(([value, words]) => make("option", { value }, words)));
    },
    set value(value) {
      const wanted = String(value);
      // What a pasted recipe says may be none of the usual choices.
      if (![...input.options].some((option) => option.value === wanted)) input.append(make("option", { value: wanted }, wanted));
      input.value = wanted;
    },
  };
  field.choose(choices);
  return field;
}

/** A number to be typed, with its label. */
function entry(name, change) {
  const input = make("input", { type: "text", inputmode: "decimal", size: 8, ...safe });
  input.addEventListener("change", () => change(input.value));
  return {
    input,
    label: make("label", {}, make("span", {}, name), input),
    set value(value) { input.value = String(value); },
  };
}

export default { render: (context) => new LaboratoryView(context).ready() };
