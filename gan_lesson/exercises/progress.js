// Counts what was answered in this page, beside what the kernel knew when the progress was shown.

import { View, mountAll } from "../page/view.js";
import { answers, onAnswer } from "./answers.js";

class Progress extends View {
  constructor(root, data) {
    super(root);
    this.data = data;
    this.count();
    this.follow();
  }

  appear(signal) {
    onAnswer(() => this.count(), signal);
    this.count();
  }

  count() {
    for (const [kind, ids] of Object.entries(this.data.open)) {
      const row = this.root.querySelector(`tr[data-kind="${kind}"]`);
      if (!row) continue;
      const here = ids.filter((id) => (kind === "quizzes" ? answers()[id]?.solved : answers()[id])).length;
      const done = this.data.done[kind] + here;
      row.querySelector(".gl-count").textContent = `${done} of ${row.dataset.of}`;
      [...row.querySelectorAll(".gl-pip")].forEach((pip, i) => pip.classList.toggle("gl-done", i < done));
    }
  }
}

mountAll("exercise.gl-progress", (root, data) => new Progress(root, data));
