// What every live widget begins with: its box on the page, its voice, and the line to the kernel.

import { element } from "../page/element.js";
import { View, Voice, heading, keepKeys } from "../page/view.js";

/** Kilobytes of a synced `traitlets.Bytes` as an array: `numbers(model.get("_x"), Float32Array)`. */
export function numbers(view, Kind) {
  if (!view) return new Kind(0);
  return new Kind(view.buffer.slice(view.byteOffset, view.byteOffset + view.byteLength));
}

/** What anywidget wants of a module whose widget is shown by views of a class. */
export const shownBy = (Kind) => ({ render: (context) => new Kind(context).ready() });

/**
 * The base of a live view. A subclass builds its elements into `this.root` in its constructor; it may have `layout()`
 * (the room has changed), `paint()` (draws; called once a frame at most, after `repaint()`) and `stop()` (the view goes).
 */
export class LiveView extends View {
  gone = false;
  voice = new Voice();
  #lifetime = new AbortController(); // of the view, however often it is hidden meanwhile
  #stale = true;
  #frame = null;
  #later = null;

  constructor({ model, el }, name, label) {
    const names = `gan-lesson gan-lesson-widget gan-lesson-live gan-lesson-${name}`;
    super(element("div", { class: names, role: "group", "aria-label": label, onkeydown: keepKeys }));
    this.model = model;
    this.el = el;
    this.root.append(...heading(model.get("title"), model.get("caption")));
  }

  ready() {
    this.root.append(this.voice.element);
    this.el.append(this.root);
    const zoom = () => {
      this.root.style.setProperty("--gl-zoom", this.model.get("zoom"));
      this.relayout();
    };
    this.on("zoom", zoom);
    zoom();
    this.follow(this.el);
    return () => this.destroy();
  }

  destroy() {
    this.gone = true;
    this.#lifetime.abort();
    this.end();
    this.voice.stop();
    this.stop?.();
    this.root.remove();
  }

  /** Aborts when the view goes. */
  get signal() {
    return this.#lifetime.signal;
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
    this.model.on(event, listener);
    this.signal.addEventListener("abort", () => this.model.off(event, listener));
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

  say(words) {
    this.voice.say(words);
  }

  recolour() {
    this.relayout();
  }

  relayout() {
    this.#stale = true;
    this.repaint();
  }

  disappear() {
    cancelAnimationFrame(this.#frame);
    clearTimeout(this.#later);
    this.#frame = null;
  }

  /** Asks for a new picture with the browser's next frame; many calls before it are one. */
  repaint() {
    if (this.#frame || this.gone) return;
    this.#frame = requestAnimationFrame(() => {
      this.#frame = null;
      if (!this.root.clientWidth) {
        // Hidden. JupyterLab hides a notebook while it changes its theme, too short for the ResizeObserver to see.
        if (this.present) this.#later = setTimeout(() => this.repaint(), 300);
        return;
      }
      if (this.#stale) this.layout?.();
      this.#stale = false;
      this.paint?.();
    });
  }
}
