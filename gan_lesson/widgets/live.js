// What every live widget begins with: its box on the page, its colours, its voice, and the line to the kernel.
//
// `gan_lesson.widgets.live` joins drawing.js, this file and the widget's own into one ES module for anywidget.

// The two species, wherever they are told apart by colour; their shapes differ too: a cat is a diamond, a dog a square.
export const SPECIES = { light: { cat: "#a8487f", dog: "#97690a" }, dark: { cat: "#e79cc6", dog: "#e3b341" } };

/** element("p", { class: "x" }, "text", child ...) */
export function make(name, attributes, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children);
  return made;
}

/** A button; JupyterLab leaves its keys alone. */
export function button(label, action, attributes = {}) {
  const made = make("button", { type: "button", "data-lm-suppress-shortcuts": "true", ...attributes }, label);
  made.addEventListener("click", action);
  return made;
}

/**
 * A native slider with its name and, in words, its value. `words` turns the value into text; `input` is called with the
 * value while it moves, `change` when it rests.
 */
export class Slider {
  constructor({ name, min, max, step, value, words = String, input = () => {}, change = () => {} }) {
    // JupyterLab takes arrow keys for itself unless the focused element itself says no.
    this.input = make("input", {
      type: "range", min, max, step, value, "aria-label": name, "data-lm-suppress-shortcuts": "true",
    });
    this.words = words;
    this.text = make("strong", {}); // the slider says its value itself: this is for the eye
    this.element = make("div", { class: "slider" },
      make("div", { class: "line", "aria-hidden": "true" }, make("span", {}, name), this.text), this.input);
    this.input.addEventListener("input", () => {
      this.write();
      input(this.value);
    });
    this.input.addEventListener("change", () => change(this.value));
    this.write();
  }

  get value() {
    return Number(this.input.value);
  }

  set value(value) {
    this.input.value = value;
    this.write();
  }

  write() {
    const { min, max, value } = this.input;
    const words = this.words(Number(value));
    this.text.textContent = words;
    this.input.setAttribute("aria-valuetext", words);
    this.input.style.setProperty("--share", (value - min) / (max - min || 1));
  }
}

/** Kilobytes of a synced `traitlets.Bytes` as an array: `numbers(model.get("_x"), Float32Array)`. */
export function numbers(view, Kind) {
  if (!view) return new Kind(0);
  return new Kind(view.buffer.slice(view.byteOffset, view.byteOffset + view.byteLength));
}

/**
 * The base of a live view. A subclass builds its elements into `this.root` in its constructor and calls
 * `this.ready()` at the end; it may have `layout()` (the room has changed), `paint()` (draws; called once a frame at most,
 * after `repaint()`) and `stop()` (the view goes).
 */
export class LiveView {
  constructor({ model, el }, name, label) {
    Object.assign(this, { model, el, listeners: [] });
    this.root = make("div", { class: `gan-lesson-live gan-lesson-${name}`, role: "group", "aria-label": label });
    this.root.style.setProperty("--zoom", model.get("zoom"));
    this.voice = make("div", { class: "said", role: "status" });
    // Or slides turn, and notebooks take the key for a command.
    this.root.addEventListener("keydown", (event) => event.stopPropagation());
    for (const word of ["title", "caption"]) {
      if (model.get(word)) this.root.append(make("div", { class: word }, model.get(word)));
    }
  }

  ready() {
    this.root.append(this.voice);
    this.el.append(this.root);
    this.on("zoom", () => {
      this.root.style.setProperty("--zoom", this.model.get("zoom"));
      this.relayout();
    });
    this.recolour();
    whenThemeChanges(this, "recolour");
    this.observer = new ResizeObserver(() => this.relayout());
    this.observer.observe(this.el);
    this.relayout();
    return () => this.destroy();
  }

  destroy() {
    this.gone = true;
    this.observer.disconnect();
    clearTimeout(this.speaking);
    clearTimeout(this.later);
    for (const [event, listener] of this.listeners) this.model.off(event, listener);
    this.stop?.();
    this.root.remove();
  }

  /** One em, in CSS pixels. */
  get em() {
    return 14 * this.model.get("zoom");
  }

  /** Calls `listener` when Python changes a trait. */
  on(trait, listener) {
    this.listen(`change:${trait}`, listener);
  }

  /** Calls `listener(content, buffers)` for each `widget.send(content, buffers)` of Python. */
  onMessage(listener) {
    this.listen("msg:custom", listener);
  }

  listen(event, listener) {
    this.listeners.push([event, listener]);
    this.model.on(event, listener);
  }

  /** Sets traits and tells the kernel; without a kernel, the view keeps them to itself. */
  keep(traits) {
    for (const [name, value] of Object.entries(traits)) this.model.set(name, value);
    try {
      this.model.save_changes();
    } catch {
      return; // the kernel is gone
    }
  }

  /** Sends a message to Python's `on_msg`; false when the kernel is gone. */
  send(content) {
    try {
      this.model.send(content);
      return true;
    } catch {
      return false;
    }
  }

  /** Lets a screen reader say something, once things have come to rest. */
  say(words) {
    clearTimeout(this.speaking);
    this.speaking = setTimeout(() => (this.voice.textContent = words), 500);
  }

  recolour() {
    const dark = currentPalette() === PALETTES.dark;
    this.palette = { ...currentPalette(), ...(dark ? SPECIES.dark : SPECIES.light) };
    const { ground, ink, accent, onAccent, cat, dog } = this.palette;
    this.root.style.colorScheme = dark ? "dark" : "light"; // for the native controls
    for (const [name, colour] of Object.entries({ ground, ink, accent, "on-accent": onAccent, cat, dog })) {
      this.root.style.setProperty(`--${name}`, colour);
    }
    this.relayout();
  }

  relayout() {
    this.stale = true;
    this.repaint();
  }

  /** Asks for a new picture with the browser's next frame; many calls before it are one. */
  repaint() {
    if (this.frame || this.gone) return;
    this.frame = requestAnimationFrame(() => {
      this.frame = null;
      if (this.gone) return;
      if (!this.root.clientWidth) {
        // Hidden. JupyterLab hides a notebook while it changes its theme, too short for the ResizeObserver to see.
        clearTimeout(this.later);
        this.later = setTimeout(() => this.repaint(), 300);
        return;
      }
      if (this.stale) this.layout?.();
      this.stale = false;
      this.paint?.();
    });
  }
}
