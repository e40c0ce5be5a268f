// The epoch player: plays, steps and scrubs through recorded runs. It needs no kernel and fetches nothing.
//
// `gan_lesson.widgets.epoch_player` writes drawing.js, strip_chart.js and this file into one module script beside the
// data. A module does not know its own script element, and JupyterLab, nbconvert and others put it into the page each
// in their way; so every copy of this script looks for the players on the page that no copy has mounted yet.

const SPEEDS = [0.5, 1, 2, 4];
const ICONS = {
  first: "M4 3h2.5v10H4zM13 3v10L6.5 8z",
  back: "M11 3v10L4.5 8z",
  forward: "M5 3v10l6.5-5z",
  last: "M3 3v10l6.5-5zM9.5 3H12v10H9.500z",
  play: "M4 2.5v11L13.5 8z",
  pause: "M3.5 3h3.200v10H3.500zM9.300 3h3.200v10H9.300z",
};

/** element("button", { class: "x", onclick: f }, "text", child ...) */
function element(name, properties, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(properties)) {
    if (key.startsWith("on")) made.addEventListener(key.slice(2), value);
    else made.setAttribute(key, value);
  }
  made.append(...children);
  return made;
}

function icon(name) {
  const svg = svgElement("svg", { viewBox: "0 0 16 16", class: "icon", "aria-hidden": "true" });
  svg.append(svgElement("path", { d: ICONS[name] }));
  return svg;
}

/** One run's picture: a canvas and how to draw a snapshot on it. */
class Picture {
  constructor(run) {
    this.run = run;
    this.canvas = element("canvas", { role: "img" });
    this.film = run.film && new Film(run.film);
    this.sheet = run.sheet && new Sheet(this.canvas, run.sheet);
    this.plane = run.plane && new Plane(this.canvas, run.plane);
    if (this.plane) {
      const points = (text) => {
        const whole = new Int16Array(decodeBase64(text).buffer);
        return Float32Array.from(whole, (number) => number / run.plane.unit);
      };
      this.real = run.plane.real && points(run.plane.real);
      this.fake = points(run.plane.fake);
    }
  }

  resize(width, height, zoom) {
    if (this.sheet) this.sheet.resize(width, height, zoom);
    else this.plane.resize(width, height, zoom);
  }

  draw(index, palette) {
    if (this.sheet) return this.sheet.draw(this.film.frame(index));
    const size = this.fake.length / this.run.length;
    const fake = this.fake.subarray(index * size, (index + 1) * size);
    this.plane.draw(this.real, fake, this.film && this.film.frame(index), palette);
  }

  /** What a reader who does not see the picture is told of it. */
  describe(index) {
    if (this.sheet) return `${this.sheet.count} generated pictures`;
    const size = this.fake.length / this.run.length;
    const fake = this.fake.subarray(index * size, (index + 1) * size);
    let outside = 0;
    for (let i = 0; i < size; i += 2) outside += Math.abs(fake[i]) > 1 || Math.abs(fake[i + 1]) > 1;
    const over = this.real ? ` over ${this.real.length / 2} real ones (circles)` : "";
    const lost = outside ? `, ${outside} of the fakes outside the picture` : "";
    return `${size / 2} fake points (triangles)${over}${lost}`;
  }
}

class EpochPlayer {
  constructor(root, data) {
    Object.assign(this, { root, data, index: 0, timer: null, single: data.runs.length === 1 });
    this.last = data.epochs.length - 1;
    this.pictures = data.runs.map((run) => new Picture(run));
    for (const curve of data.runs.flatMap((run) => run.curves)) curve.format = formatter(curve.values);
    this.build();
    this.stillness = matchMedia("(prefers-reduced-motion: reduce)");
    whenThemeChanges(this, "recolour");
    const resized = new ResizeObserver(() => this.layout());
    resized.observe(this.root);
  }

  static async mount(root) {
    const data = JSON.parse(root.querySelector('script[type="application/json"]').textContent);
    const player = new EpochPlayer(root, data);
    await Promise.all(player.pictures.map((picture) => picture.film && picture.film.open()));
    // Only now does the still picture go: a browser that cannot decode the frames keeps showing it.
    root.querySelector("figure").replaceWith(element("style", {}, STYLE), player.element);
    root.style.setProperty("--zoom", data.zoom);
    player.index = data.start;
    player.recolour();
    player.layout();
    player.show(data.start);
  }

  build() {
    const { data } = this;
    const button = (name, label, act, ...text) => element(
      "button", { type: "button", class: name, "aria-label": label, title: label, onclick: act }, icon(name), ...text,
    );
    this.playText = element("span", {}, "Play");
    this.play = element(
      "button", { type: "button", class: "play", onclick: () => this.toggle() }, icon("play"), this.playText,
    );
    this.slider = element("input", {
      type: "range", min: 0, max: this.last, step: 1, value: 0, "aria-label": "Epoch",
      oninput: () => { this.pause(); this.show(Number(this.slider.value)); },
    });
    this.speed = element("select", {}, ...SPEEDS.map((speed) => element("option", { value: speed }, `${speed}×`)));
    this.speed.value = "1";
    this.loop = element("input", { type: "checkbox" });
    this.loop.checked = data.loop;
    const controls = element("div", { class: "controls" },
      element("div", { class: "buttons" },
        button("first", "First snapshot", () => this.step(-Infinity)),
        button("back", "One snapshot back", () => this.step(-1)),
        this.play,
        button("forward", "One snapshot forward", () => this.step(1)),
        button("last", "Last snapshot", () => this.step(Infinity))),
      element("label", {}, "Speed", this.speed),
      element("label", {}, this.loop, "Loop"));
    this.chart = new StripChart(data.strips, data.epochs, (index) => {
      this.slider.focus({ preventScroll: true });
      this.pause();
      this.show(index);
    });
    this.said = element("div", { class: "said", "aria-live": "polite" });
    this.epoch = element("span", { class: "epoch" });
    this.number = element("strong", {});
    this.stepText = element("span", { class: "muted" });
    this.epoch.append("Epoch ", this.number, element("span", { class: "muted" }, ` of ${data.epochs[this.last]}`));
    this.values = data.runs.map((run) => run.curves.map(() => element("span", { class: "value" })));
    const curves = (run, r) => element("div", { class: "curves" }, ...run.curves.map((curve, c) => element(
      "div", { class: "row" }, swatch(curve), element("span", {}, curve.name), this.values[r][c])));

    const when = element("div", { class: "when" }, this.epoch, this.stepText);
    this.head = this.single
      ? element("div", { class: "head" }, this.pictures[0].canvas,
        element("div", { class: "facts" }, when, curves(data.runs[0], 0), ...this.legend()))
      : element("div", { class: "panels" }, ...data.runs.map((run, r) => element("div", { class: "panel" },
        element("div", { class: "name" }, run.title), this.pictures[r].canvas, curves(run, r))));
    this.element = element("div", { class: "player", role: "group", "aria-label": `Epoch player: ${data.title}`,
      onkeydown: (event) => this.keydown(event) },
      element("div", { class: "title" }, data.title),
      ...(data.caption ? [element("div", { class: "caption" }, data.caption)] : []),
      ...(this.single ? [] : [when]),
      this.head,
      ...(this.single ? [] : [element("div", { class: "facts" }, ...this.legend())]),
      controls, this.slider, this.chart.element, this.said);
    // JupyterLab takes arrow keys, space and letters for itself unless the focused element itself says no.
    for (const focusable of this.element.querySelectorAll("button, input, select")) {
      focusable.setAttribute("data-lm-suppress-shortcuts", "true");
    }
  }

  /** The words for the plane's signs. */
  legend() {
    if (!this.pictures.some((picture) => picture.plane)) return [];
    const sign = (path, name) => {
      const svg = svgElement("svg", { viewBox: "0 0 16 16", class: `sign ${name}`, "aria-hidden": "true" });
      svg.append(svgElement("path", { d: path }));
      return element("span", {}, svg, name);
    };
    const signs = element("div", { class: "signs" });
    if (this.pictures.some((picture) => picture.real)) signs.append(sign("M13 8A5 5 0 1 1 3 8A5 5 0 1 1 13 8", "real"));
    signs.append(sign("M8 2L14 13H2z", "fake"));
    if (!this.pictures.some((picture) => picture.plane && picture.film)) return [signs];
    const scale = element("div", { class: "scale" }, element("span", {}, "D(x): sure it is fake"),
      element("span", { class: "ramp" }), element("span", {}, "sure it is real"));
    return [signs, scale];
  }

  /** Fits pictures and chart to the width there is. All lengths are in `em`, so that zoom scales everything. */
  layout() {
    const width = this.element.clientWidth;
    if (!width) return; // out of the page, or hidden: the ResizeObserver calls again
    this.width = width;
    const { zoom } = this.data;
    const em = 14 * zoom;
    // Picture and controls together should fit the window: in class nobody scrolls.
    const height = Math.max(200, 0.55 * window.innerHeight);
    if (this.single) {
      // The facts go beside the picture unless it would have to shrink for them.
      const best = Math.min(33 * em, height, width);
      const wide = width - 16.5 * em >= 0.75 * best;
      this.head.classList.toggle("wide", wide);
      this.pictures[0].resize(Math.min(33 * em, wide ? width - 16.5 * em : width), height, zoom);
    } else {
      const [gap, n] = [1.2 * em, this.pictures.length];
      let columns = Math.max(1, Math.min(n, Math.floor((width + gap) / (10.5 * em + gap))));
      columns = Math.ceil(n / Math.ceil(n / columns)); // rows of equal length: 3 + 2 rather than 4 + 1
      const each = Math.min(24 * em, (width - (columns - 1) * gap) / columns);
      for (const picture of this.pictures) picture.resize(Math.floor(each), height, zoom);
      const widest = Math.max(9 * em, ...this.pictures.map((picture) => parseFloat(picture.canvas.style.width)));
      this.head.style.gridTemplateColumns = `repeat(${columns}, ${Math.min(each, widest)}px)`;
    }
    this.chart.resize(width, em);
    // The slider's thumb stands above the chart's cursor: its own half width sticks out on either side.
    this.slider.style.marginLeft = `${this.chart.left - 0.7 * em}px`;
    this.slider.style.width = `${this.chart.right - this.chart.left + 1.4 * em}px`;
    this.draw();
  }

  recolour() {
    const palette = this.palette = currentPalette();
    const colours = {
      ground: palette.ground, ink: palette.ink, accent: palette.accent, "on-accent": palette.onAccent,
      real: palette.real, fake: palette.fake, discriminator: palette.discriminator, generator: palette.generator,
      "opinion-fake": `rgb(${palette.opinion[0]})`, "opinion-real": `rgb(${palette.opinion[1]})`,
    };
    palette.runs.forEach((colour, r) => { colours[`run-${r}`] = colour; });
    this.root.style.colorScheme = palette === PALETTES.dark ? "dark" : "light"; // for the native controls
    for (const [name, colour] of Object.entries(colours)) this.root.style.setProperty(`--${name}`, colour);
    this.draw();
  }

  /** Shows a snapshot: pictures, numbers, slider and chart change in one go. */
  show(index) {
    this.index = index;
    const { data } = this;
    this.slider.value = index;
    this.slider.style.setProperty("--share", this.last ? index / this.last : 0);
    this.slider.setAttribute("aria-valuetext", this.words());
    this.number.textContent = data.epochs[index];
    this.stepText.textContent = this.stepWords();
    data.runs.forEach((run, r) => {
      run.curves.forEach((curve, c) => { this.values[r][c].textContent = curve.format(curve.values[index]); });
      const epoch = `epoch ${data.epochs[index]} of ${data.epochs[this.last]}`;
      const words = `${run.title}, ${epoch}: ${this.pictures[r].describe(index)}.`;
      this.pictures[r].canvas.setAttribute("aria-label", [words, this.curveWords(run)].filter(Boolean).join(" "));
    });
    this.chart.moveTo(index);
    this.draw();
    this.root.dataset.snapshot = index;
  }

  draw() {
    if (!this.width) return; // not laid out yet
    for (const picture of this.pictures) picture.draw(this.index, this.palette);
  }

  stepWords() {
    if (this.data.untrained[this.index]) return "untrained";
    const step = this.data.steps?.[this.index]; // none where runs side by side took different numbers of steps
    return step === undefined ? "" : `step ${step.toLocaleString("en")}`;
  }

  curveWords(run) {
    const known = run.curves.filter((curve) => curve.values[this.index] !== null);
    const words = known.map((curve) => `${curve.name} ${curve.format(curve.values[this.index])}`).join(", ");
    return words && `${words[0].toUpperCase()}${words.slice(1)}.`;
  }

  words() {
    const { data } = this;
    const epoch = `Epoch ${data.epochs[this.index]} of ${data.epochs[this.last]}`;
    const when = [epoch, this.stepWords()].filter(Boolean).join(", ");
    const runs = data.runs.map((run) => (this.single ? "" : `${run.title}: `) + this.curveWords(run));
    return [`${when}.`, ...runs].join(" ").trim();
  }

  say() {
    this.said.textContent = this.words();
  }

  step(by) {
    this.pause();
    this.show(Math.max(0, Math.min(this.last, this.index + by)));
    this.say();
  }

  toggle() {
    if (this.timer === null) this.start();
    else {
      this.pause();
      this.say();
    }
  }

  start() {
    if (this.index === this.last) this.show(0);
    this.said.textContent = ""; // nothing is read out while pictures run
    let before = performance.now();
    let due = 0;
    const tick = (now) => {
      if (!this.root.isConnected) return this.pause();
      const rate = Number(this.speed.value) * this.data.framesPerSecond;
      due += ((now - before) / 1000) * (this.stillness.matches ? Math.min(2, rate) : rate);
      before = now;
      const steps = Math.floor(due);
      due -= steps;
      if (steps > 0) {
        const next = this.index + steps;
        if (next >= this.last && !this.loop.checked) {
          this.show(this.last);
          this.pause();
          return this.say();
        }
        this.show(next % (this.last + 1));
      }
      this.timer = requestAnimationFrame(tick);
    };
    this.timer = requestAnimationFrame(tick);
    this.showPlaying(true);
  }

  pause() {
    if (this.timer === null) return;
    cancelAnimationFrame(this.timer);
    this.timer = null;
    this.showPlaying(false);
  }

  showPlaying(playing) {
    this.root.dataset.playing = playing;
    this.playText.textContent = playing ? "Pause" : "Play";
    this.play.firstChild.replaceWith(icon(playing ? "pause" : "play"));
  }

  keydown(event) {
    event.stopPropagation(); // or slides turn, and notebooks take the key for a command
    if (event.key === " " && !event.target.matches("button, select, input[type=checkbox]")) {
      event.preventDefault();
      this.toggle();
    }
  }
}

for (const root of document.querySelectorAll(".gan-lesson-epoch-player:not([data-mounted])")) {
  root.dataset.mounted = ""; // before anything is awaited: another copy of this script may look meanwhile
  EpochPlayer.mount(root);
}
