// The latent walk: two sliders choose a place of a globe, and every generator's picture of that place is shown.
//
// `gan_lesson.widgets.latent_walk` writes drawing.js and this file into one module script beside the data. As with the
// epoch player, every copy of the script looks for the walks on the page that no copy has mounted yet.

/** 24 with ["east", "west"] is "24° east"; 0 and 180 have no side. */
function degrees(angle, [positive, negative]) {
  const side = angle % 180 === 0 ? "" : ` ${angle > 0 ? positive : negative}`;
  return `${Number(Math.abs(angle).toFixed(1))}°${side}`;
}

/** element("p", { class: "x" }, "text", child ...) */
function make(name, attributes, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children);
  return made;
}

class LatentWalk {
  constructor(root, data) {
    Object.assign(this, { root, data });
    this.worlds = data.worlds.map((world) => {
      const canvas = make("canvas", { role: "img" });
      return { title: world.title, canvas, film: new Film(world.film), sheet: new Sheet(canvas, data.tile) };
    });
    this.longitude = this.slider("Longitude", data.columns, data.column);
    this.latitude = this.slider("Latitude", data.latitudes.length - 1, data.row);
    this.panels = make("div", { class: "panels" }, ...this.worlds.map(
      (world) => make("div", { class: "panel" }, make("div", { class: "name" }, world.title), world.canvas)));
    this.element = make("div", { class: "player", role: "group", "aria-label": `Latent walk: ${data.title}` },
      make("div", { class: "title" }, data.title),
      ...(data.caption ? [make("div", { class: "caption" }, data.caption)] : []),
      this.panels, this.longitude.element, this.latitude.element);
    // Or slides turn, and notebooks take the key for a command.
    this.element.addEventListener("keydown", (event) => event.stopPropagation());
    whenThemeChanges(this, "recolour");
    new ResizeObserver(() => this.layout()).observe(root);
  }

  static async mount(root) {
    const data = JSON.parse(root.querySelector('script[type="application/json"]').textContent);
    const walk = new LatentWalk(root, data);
    await Promise.all(walk.worlds.map((world) => world.film.open()));
    // Only now does the still picture go: a browser that cannot decode the frames keeps showing it.
    root.querySelector("figure").replaceWith(make("style", {}, STYLE), walk.element);
    root.style.setProperty("--zoom", data.zoom);
    walk.recolour();
    walk.layout();
    walk.show();
  }

  /** A native slider with its name and, in words, its value. */
  slider(name, last, value) {
    // JupyterLab takes arrow keys for itself unless the focused element itself says no.
    const input = make("input", {
      type: "range", min: 0, max: last, step: 1, value, "aria-label": name, "data-lm-suppress-shortcuts": "true",
    });
    const words = make("strong", {}); // the slider says its value itself: this is for the eye
    input.addEventListener("input", () => this.show());
    const line = make("div", { "aria-hidden": "true" }, `${name} `, words);
    return { input, words, element: make("div", { class: "angle" }, line, input) };
  }

  layout() {
    const width = this.element.clientWidth;
    if (!width) return; // out of the page, or hidden: the ResizeObserver calls again
    const em = 14 * this.data.zoom;
    const [gap, n] = [1.2 * em, this.worlds.length];
    // Pictures and sliders together should fit the window: in class nobody scrolls.
    const height = Math.max(120, 0.5 * window.innerHeight);
    const each = Math.floor(Math.min(20 * em, (width - (n - 1) * gap) / n));
    for (const { sheet } of this.worlds) sheet.resize(each, height, 0);
    this.panels.style.gridTemplateColumns = `repeat(${n}, ${each}px)`;
    this.laidOut = true;
    this.draw();
  }

  recolour() {
    const palette = currentPalette();
    const { ground, ink, accent, onAccent } = palette;
    this.root.style.colorScheme = palette === PALETTES.dark ? "dark" : "light"; // for the native controls
    for (const [name, colour] of Object.entries({ ground, ink, accent, "on-accent": onAccent })) {
      this.root.style.setProperty(`--${name}`, colour);
    }
  }

  /** Shows the place that the sliders are at: pictures and words change in one go. */
  show() {
    const { columns, latitudes } = this.data;
    const [column, row] = [Number(this.longitude.input.value), Number(this.latitude.input.value)];
    this.index = row * columns + column % columns; // once round, and at the first place again
    const east = degrees((360 * column) / columns - 180, ["east", "west"]);
    const north = degrees(latitudes[row], ["north", "south"]);
    for (const [{ input, words }, angle] of [[this.longitude, east], [this.latitude, north]]) {
      words.textContent = angle;
      input.setAttribute("aria-valuetext", angle);
      input.style.setProperty("--share", input.max > 0 ? input.value / input.max : 0);
    }
    for (const { canvas, title } of this.worlds) {
      canvas.setAttribute("aria-label", `${title}: the generated picture at longitude ${east}, latitude ${north}.`);
    }
    this.draw();
    this.root.dataset.place = this.index;
  }

  draw() {
    if (!this.laidOut || this.index === undefined) return;
    for (const { sheet, film } of this.worlds) sheet.draw(film.frame(this.index));
  }
}

for (const root of document.querySelectorAll(".gan-lesson-latent-walk:not([data-mounted])")) {
  root.dataset.mounted = ""; // before anything is awaited: another copy of this script may look meanwhile
  LatentWalk.mount(root);
}
