// One's own points: rows that are pasted, or a file that is opened.

import { button, element } from "../page/element.js";

const MOST = 2_000_000; // characters of a file
const EXAMPLE = "x, y\n49.2, 51.0\n50.1, 48.7";

export class OwnData {
  /** @param view has `take(text)` and `cancel()`. */
  constructor(view) {
    this.input = element("textarea", {
      rows: 4,
      spellcheck: "false",
      placeholder: EXAMPLE,
      "aria-label": "Rows of two numbers",
    });
    this.file = element("input", {
      type: "file",
      accept: ".csv,.tsv,.txt,text/csv,text/plain",
      class: "gl-unseen",
      tabindex: "-1",
      "aria-hidden": "true",
      onchange: () => this.open(),
    });
    this.said = element("span", { class: "gl-muted", role: "status" });
    this.element = element(
      "div",
      { class: "gl-own", hidden: "" },
      this.input,
      element(
        "div",
        { class: "gl-controls" },
        button("Train on these", () => view.take(this.input.value), { class: "gl-primary" }),
        button("Open a CSV file", () => this.file.click()),
        button("Cancel", () => view.cancel()),
        this.file,
        this.said,
      ),
    );
  }

  show(shown) {
    if (this.element.hidden !== shown) return;
    this.element.hidden = !shown;
    if (shown) this.input.focus();
  }

  /** Reads the file that was chosen into the text, where it can be seen and mended. */
  async open() {
    const [file] = this.file.files;
    if (!file) return;
    this.file.value = ""; // so that the same file can be opened again, once it has been mended
    if (file.size > MOST) {
      this.said.textContent = `${file.name} is too large: at most two million characters.`;
      return;
    }
    this.input.value = await file.text();
    this.said.textContent = `${file.name} is read.`;
  }
}
