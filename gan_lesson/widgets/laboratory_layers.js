// Which layers the plane shows: their switches, what they mean, and the key of its colours.

import { element, icon, setAttributes } from "../page/element.js";
import { legendOf } from "./laboratory_words.js";
import { sign } from "./signs.js";

const diamond = () => icon("M8 1L15 8L8 15L1 8Z", { class: "gl-sign gl-averaged-sign" });
const LAYERS = {
  real: "Real points",
  fake: "Fakes",
  averaged: "Averaged fakes",
  opinion: "Discriminator’s opinion",
  optimum: "Best discriminator, estimated",
  manifold: "Generator’s grid",
  arrows: "Generator’s gradient",
};

export class LayerSwitches {
  #switches = {};

  /** @param keep takes the layers that the reader wants. */
  constructor(keep) {
    const changed = () => keep(Object.keys(LAYERS).filter((layer) => this.#switches[layer].box.checked));
    const rows = Object.entries(LAYERS).map(([name, words]) => {
      const box = element("input", { type: "checkbox", onchange: changed });
      const text = element("span", {}, words);
      this.#switches[name] = { box, text };
      return element("label", {}, box, name === "averaged" ? diamond() : sign(name), text);
    });
    this.legend = element("div", { class: "gl-hint" });
    this.element = element(
      "fieldset",
      { class: "gl-layers" },
      element("legend", {}, "Shown in the plane"),
      ...rows,
      this.legend,
    );
    this.low = element("span", {});
    this.half = element("span", {});
    this.high = element("span", {});
    this.key = element("div", { class: "gl-key", role: "img" }, this.low, this.half, this.high);
  }

  setUp({ critic, values }) {
    this.available("optimum", !critic, LAYERS.optimum, "Best critic: no formula");
    this.available("averaged", values.averaging > 0, LAYERS.averaged, "Averaged fakes: none");
    const [low, half, high] = critic ? ["low", "", "high"] : ["fake", "1/2", "real"];
    Object.assign(this.low, { textContent: low });
    Object.assign(this.half, { textContent: half });
    Object.assign(this.high, { textContent: high });
    const words = critic
      ? "Key: from orange, the critic’s lowest values in view, to blue, its highest."
      : "Key: from orange, held for fake, over white, D = 1/2, to blue, held for real.";
    setAttributes(this.key, { "aria-label": words });
  }

  available(layer, is, words, why) {
    const { box, text } = this.#switches[layer];
    box.disabled = !is;
    text.textContent = is ? words : why;
  }

  show(on) {
    for (const [name, { box }] of Object.entries(this.#switches)) box.checked = on.includes(name);
  }

  explain(seen, setup) {
    this.legend.textContent = legendOf(seen, setup);
  }
}
