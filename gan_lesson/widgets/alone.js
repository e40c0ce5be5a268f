// Lets a live widget play in a page that has no kernel. Its module is the one that the notebook has; a stand-in takes
// the place of the model that anywidget would give it, and answers in the page what the kernel would.

import { inflate } from "../page/canvas.js";
import { element } from "../page/element.js";
import { offer } from "./recorded.js";

/** The part of anywidget's model that our views use. */
export class StandIn {
  #state;
  #kernel;
  #listeners = new Map();

  /**
   * `kernel` may have `hear(model, content)`, which answers messages, and `saved(model)`, which answers to traits that
   * the view has set; both answer by `model.set`. A message is answered later, as a kernel's answer is.
   */
  constructor(state, kernel = {}) {
    this.#state = { ...state };
    this.#kernel = kernel;
  }

  get(name) {
    return this.#state[name];
  }

  set(name, value) {
    if (Object.is(this.#state[name], value)) return;
    this.#state[name] = value;
    for (const listener of [...(this.#listeners.get(`change:${name}`) ?? [])]) listener();
  }

  save_changes() {
    this.#kernel.saved?.(this);
  }

  send(content) {
    queueMicrotask(() => this.#kernel.hear?.(this, content));
  }

  on(event, listener) {
    if (!this.#listeners.has(event)) this.#listeners.set(event, new Set());
    this.#listeners.get(event).add(listener);
  }

  off(event, listener) {
    this.#listeners.get(event)?.delete(listener);
  }
}

/** What `recorded` in live.py has packed: the traits, and those that are bytes. */
export async function unpacked({ traits, bytes }) {
  const state = JSON.parse(new TextDecoder().decode(await inflate(traits)));
  const inflated = Object.entries(bytes).map(async ([name, text]) => [name, await inflate(text)]);
  return { ...state, ...Object.fromEntries(await Promise.all(inflated)) };
}

/**
 * Offers a module of anywidget's, with its style sheet, to page/understudy.js; mounting it gives what ends it. Beside
 * what `StandIn` knows, `kernel` may have `note(model)`, a sentence that says what is recorded.
 */
export function playsAlone(module, style, kernel) {
  offer(async (root, data) => {
    const model = new StandIn(await unpacked(data), kernel);
    if (kernel?.note) model.set("caption", [model.get("caption"), kernel.note(model)].filter(Boolean).join(" "));
    const figure = root.querySelector("figure");
    const place = element("div");
    const end = module.render({ model, el: place });
    place.prepend(element("style", {}, style));
    figure.replaceWith(place); // only now: where something failed, the picture stays
    return () => {
      end();
      place.replaceWith(figure);
    };
  });
}
