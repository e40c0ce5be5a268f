// A form's parts: each has an `input`, a `label` that holds it, and a `value` to be set.

import { element } from "../page/element.js";

const labelOf = (name, input) => element("label", {}, element("span", {}, name), input);

/** Buttons with a word before them. */
export function labelled(words, ...buttons) {
  return element(
    "div",
    { class: "gl-labelled", role: "group", "aria-label": words },
    element("span", { class: "gl-muted", "aria-hidden": "true" }, words),
    element("div", { class: "gl-buttons" }, ...buttons),
  );
}

/** A native select; choices are [value, words]. */
export function select(name, choices, change) {
  const input = element("select", { onchange: () => change(input.value) });
  const option = ([value, words]) => element("option", { value }, words);
  const field = {
    input,
    label: labelOf(name, input),
    choose(list) {
      input.replaceChildren(...list.map(option));
    },
    set value(value) {
      const wanted = String(value);
      // What a pasted recipe says may be none of the usual choices.
      if (![...input.options].some((one) => one.value === wanted)) input.append(option([wanted, wanted]));
      input.value = wanted;
    },
  };
  field.choose(choices);
  return field;
}

/** A number to be typed. */
export function entry(name, change) {
  const input = element("input", { type: "text", inputmode: "decimal", size: 8, onchange: () => change(input.value) });
  return {
    input,
    label: labelOf(name, input),
    set value(value) {
      input.value = String(value);
    },
  };
}
