// Counts what was answered in this page, beside what the kernel knew when the progress was shown.

class Progress {
  constructor(root) {
    this.root = root;
    this.data = JSON.parse(root.querySelector('script[type="application/json"]').textContent);
    whenever(EVENT, this, "count");
    this.count();
  }

  count() {
    for (const [kind, ids] of Object.entries(this.data.open)) {
      const row = this.root.querySelector(`tr[data-kind="${kind}"]`);
      if (!row) continue;
      const here = ids.filter((id) => (kind === "quizzes" ? answers()[id]?.solved : answers()[id])).length;
      const done = this.data.done[kind] + here;
      row.querySelector(".count").textContent = `${done} of ${row.dataset.of}`;
      [...row.querySelectorAll(".pip")].forEach((pip, i) => pip.classList.toggle("done", i < done));
    }
  }
}

for (const root of document.querySelectorAll(".gan-lesson-exercise.progress:not([data-mounted])")) {
  root.dataset.mounted = "";
  root.ganLessonProgress = new Progress(root);
}
