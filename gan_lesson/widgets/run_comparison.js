// Several runs under one scrubber: an epoch player that names what differs, and shows other seeds as a band.

import { element, swatch } from "../page/element.js";
import { EpochPlayer } from "./epoch_player.js";
import { offer } from "./recorded.js"; // after the player, which offers itself: the last offer counts
import style from "./run_comparison.css";
import { lineStyle } from "./strip_chart.js";

class RunComparison extends EpochPlayer {
  constructor(root, data) {
    root.classList.add("gan-lesson-epoch-player"); // for its style sheet
    super(root, data);
  }

  mount(sheet, films) {
    return super.mount(sheet + style, films);
  }

  build() {
    super.build();
    this.element.setAttribute("aria-label", `Comparison of runs: ${this.data.title}`);
    this.data.runs.forEach((run, r) => {
      const name = this.head.children[r].firstChild;
      const [curve] = run.curves;
      name.replaceChildren(swatch(lineStyle(curve)), ` ${run.title}`);
      name.after(this.settings(run));
    });
    if (this.data.note) this.chart.element.after(element("div", { class: "gl-muted gl-note" }, this.data.note));
  }

  /** What this run has and another has not. */
  settings({ settings }) {
    const pairs = settings.flatMap(([name, value]) => [element("dt", {}, name), element("dd", {}, value)]);
    return element("dl", { class: "gl-settings" }, ...pairs);
  }

  /** In words, with the range of the other seeds. */
  curveWords(run) {
    const words = super.curveWords(run);
    const ranges = run.curves
      .filter(({ band, values }) => band && values[this.index] !== null)
      .map(({ name, band: [lows, highs], format }) => {
        return `${name} ${format(lows[this.index])} to ${format(highs[this.index])}`;
      });
    return ranges.length ? `${words} Over ${run.seeds} seeds: ${ranges.join(", ")}.` : words;
  }
}

offer((root, data) => new RunComparison(root, data));
