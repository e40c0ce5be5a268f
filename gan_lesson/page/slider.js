import { element } from "./element.js";

/**
 * A native slider with its name and, in words, its value. `words` turns the value into text; `input` is called with the
 * value while it moves, `change` when it rests.
 */
export class Slider {
  text = element("strong"); // the slider says its value itself: this is for the eye

  constructor({ name, min, max, step, value, words = String, input = () => {}, change = () => {} }) {
    this.words = words;
    this.input = element("input", {
      type: "range",
      min,
      max,
      step,
      value,
      "aria-label": name,
      oninput: () => {
        this.write();
        input(this.value);
      },
      onchange: () => change(this.value),
    });
    const line = element("div", { class: "gl-line", "aria-hidden": "true" }, element("span", {}, name), " ", this.text);
    this.element = element("div", { class: "gl-slider" }, line, this.input);
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
    const words = this.words(this.value);
    this.text.textContent = words;
    showValue(this.input, words);
  }
}

/** What a slider says, and how far it is filled. */
export function showValue(input, words) {
  const { min, max, value } = input;
  input.setAttribute("aria-valuetext", words);
  input.style.setProperty("--gl-share", (value - min) / (max - min || 1));
}
