// Tabs, as WAI-ARIA has them: one stop for the Tab key; arrow keys, Home and End choose.

import { button, element, setAttributes } from "../page/element.js";
import { uniqueName } from "../page/view.js";

export class Tabs {
  chosen = null;
  #tabs = {};
  #panels = {};

  /**
   * @param label what they are together, for the ear.
   * @param panels { name: [words, content] }, in their order; the first is chosen.
   * @param change called with the name that has been chosen.
   */
  constructor(label, panels, change = () => {}) {
    this.change = change;
    for (const [name, [words, content]] of Object.entries(panels)) {
      const id = uniqueName("tab");
      this.#tabs[name] = button(words, () => this.choose(name), { role: "tab", id, "aria-controls": `${id}-panel` });
      this.#panels[name] = element(
        "div",
        {
          role: "tabpanel",
          id: `${id}-panel`,
          "aria-labelledby": id,
          tabindex: "0",
          class: `gl-panel gl-panel-${name}`,
        },
        content,
      );
    }
    const list = element(
      "div",
      { role: "tablist", "aria-label": label, class: "gl-tablist", onkeydown: (event) => this.#press(event) },
      ...Object.values(this.#tabs),
    );
    this.element = element("div", { class: "gl-tabs" }, list, ...Object.values(this.#panels));
    this.#show(Object.keys(panels)[0]);
  }

  panel(name) {
    return this.#panels[name];
  }

  choose(name) {
    if (name === this.chosen) return;
    this.#show(name);
    this.change(name);
  }

  #show(name) {
    this.chosen = name;
    for (const [each, tab] of Object.entries(this.#tabs)) {
      const on = each === name;
      setAttributes(tab, { "aria-selected": String(on), tabindex: on ? "0" : "-1" });
      this.#panels[each].hidden = !on;
    }
  }

  #press(event) {
    const names = Object.keys(this.#tabs);
    const at = names.indexOf(this.chosen);
    const to = {
      ArrowRight: (at + 1) % names.length,
      ArrowLeft: (at + names.length - 1) % names.length,
      Home: 0,
      End: names.length - 1,
    }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    this.choose(names[to]);
    this.#tabs[names[to]].focus();
  }
}
