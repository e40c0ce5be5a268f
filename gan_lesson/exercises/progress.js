// Counts what was done in this page, beside what the kernel knew when the progress was shown.

import { button, element } from "../page/element.js";
import { View, mountAll } from "../page/view.js";
import { download } from "../widgets/saving.js";
import { answer, keep, onAnswer, solved } from "./answers.js";

class Progress extends View {
  constructor(root, data) {
    super(root);
    this.data = data;
    this.open = root.querySelector(".gl-open");
    this.questions = Object.entries(data.asked).flatMap(([kind, ids]) => (kind === "exercises" ? [] : ids));
    root.append(this.saving());
    if (this.questions.length) root.append(this.forgetting());
    this.count();
    this.follow();
  }

  appear(signal) {
    onAnswer(() => this.count(), signal);
    this.count();
  }

  /** Whether there is an answer that can be forgotten. */
  given(id) {
    const known = Object.values(this.data.done).some((ids) => ids.includes(id));
    return answer(id) === undefined ? known : answer(id) !== null;
  }

  isDone(kind, id) {
    const known = this.data.done[kind].includes(id);
    if (kind === "exercises") return known || solved(id);
    const given = answer(id);
    if (given === null) return false;
    return known || (kind === "quizzes" ? given?.solved === true : given !== undefined);
  }

  count() {
    for (const [kind, ids] of Object.entries(this.data.asked)) {
      const row = this.root.querySelector(`tr[data-kind="${kind}"]`);
      const left = ids.filter((id) => !this.isDone(kind, id));
      const done = ids.length - left.length;
      row.querySelector(".gl-count").textContent = `${done} of ${ids.length}`;
      [...row.querySelectorAll(".gl-pip")].forEach((pip, i) => pip.classList.toggle("gl-done", i < done));
      if (kind === "exercises" && this.open) this.name(left);
    }
    if (this.fold) this.fold.hidden = !this.questions.some((id) => this.given(id));
  }

  /** Names the exercises that are left. */
  name(left) {
    const names = left.flatMap((id, i) => [i ? ", " : "", element("code", {}, this.data.names[id])]);
    this.open.replaceChildren(this.open.firstChild, ...names, ".");
    this.open.hidden = !left.length;
  }

  /** What a student may hand in: what the kernel knew, and what was done in this page since. */
  file(name) {
    const [number, known] = Object.entries(this.data.file.lessons)[0];
    const kinds = Object.fromEntries(Object.entries(known).map(([kind, results]) => [kind, { ...results }]));
    const { exercises = [], predictions = [], quizzes = [] } = this.data.asked;
    for (const id of exercises) if (solved(id)) (kinds.exercises ??= {})[this.data.names[id]] = "correct";
    for (const id of [...predictions, ...quizzes]) {
      const given = answer(id);
      if (given === undefined) continue; // then what the kernel knew holds
      const choices = this.data.choices[id];
      const kind = predictions.includes(id) ? "predictions" : "quizzes";
      const results = (kinds[kind] ??= {});
      if (kind === "quizzes") {
        const firsts = (kinds.firsts ??= {});
        if (given === null) delete firsts[id];
        else if (choices[given.first]) firsts[id] ??= choices[given.first];
      }
      const right = given?.solved || results[id] === "right"; // what was right once stays so
      if (given === null) delete results[id];
      else results[id] = kind === "predictions" ? choices[given.choice] : right ? "right" : "wrong";
    }
    return { ...this.data.file, name, lessons: { [number]: kinds } };
  }

  /** In a fold: most readers hand in nothing. */
  saving() {
    const number = Object.keys(this.data.file.lessons)[0];
    const name = element("input", { type: "text", autocomplete: "off" });
    const save = () => {
      const text = `${JSON.stringify(this.file(name.value.trim()), null, 1)}\n`;
      download(new Blob([text], { type: "application/json" }), `answers_lesson_${number}.json`);
    };
    const words =
      "For your teacher: what you predicted, your first answer to each quiz and whether it got right, which " +
      "exercises are solved, and what the checks said on the way, in this lesson. Your name is in it only if you " +
      "write it here.";
    return element(
      "details",
      { class: "gl-fold" },
      element("summary", {}, "Save my answers as a file"),
      element("p", {}, words),
      element("label", { class: "gl-name" }, "Name (may stay empty) ", name),
      button("Save", save),
    );
  }

  /** To begin anew, as with the next class: in a fold, since it cannot be taken back. */
  forgetting() {
    const forget = () => {
      for (const id of this.questions) keep(id, null);
      this.fold.open = false;
    };
    const words = "Your predictions and quiz answers in this lesson will be forgotten. What you wrote stays.";
    this.fold = element(
      "details",
      { class: "gl-fold" },
      element("summary", {}, "Start this lesson's answers over"),
      element("p", {}, words),
      button("Forget them", forget),
    );
    return this.fold;
  }
}

mountAll("exercise.gl-progress", (root, data) => new Progress(root, data));
