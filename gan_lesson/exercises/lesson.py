"""A lesson's exercises, predictions and quizzes, and the reader's progress."""

import tomllib
from collections.abc import Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from gan_lesson.exercises import handed_in
from gan_lesson.exercises.exercise import CORRECT, NOT_YET, Exercise, Verdict
from gan_lesson.exercises.questions import Prediction, Quiz
from gan_lesson.exercises.records import Records
from gan_lesson.page import markup
from gan_lesson.page.bundle import script_html, to_json

if TYPE_CHECKING:  # a lesson without a figure does without Matplotlib
    from matplotlib.figure import Figure

    from gan_lesson.plots.show import Shown

WORDS = {"exercises": "correct", "predictions": "made", "quizzes": "right"}
ONE = {"exercises": "exercise", "predictions": "prediction", "quizzes": "quiz"}


class Lesson:
    """A lesson's exercises, predictions and quizzes, each in the order of the lesson.

    Args:
        number: of the lesson, such as "01".
        exercises: of the lesson.
        predictions: of the lesson.
        quizzes: of the lesson.

    Raises:
        ValueError: if an exercise has no check, or two things have the same name.
    """

    def __init__(
        self,
        number: str,
        exercises: Sequence[Exercise] = (),
        predictions: Sequence[Prediction] = (),
        quizzes: Sequence[Quiz] = (),
    ):
        self.number = number
        self.exercises, self.predictions, self.quizzes = list(exercises), list(predictions), list(quizzes)
        self.records = Records()
        names = [exercise.name for exercise in self.exercises]
        names += [question.id for question in [*self.predictions, *self.quizzes]]
        twice = {name for name in names if names.count(name) > 1}
        if twice:
            raise ValueError(f"there is more than one {', '.join(sorted(twice))} in lesson {number}")
        for exercise in self.exercises:
            if not exercise.has_check:
                raise ValueError(f"{exercise.name} has no check: decorate one with @{exercise.name}.checks")
            exercise.record = self._judged
        for question in [*self.predictions, *self.quizzes]:
            question.record = lambda choice, question=question: self._answered({question.id: choice})

    @classmethod
    def of(cls, number: str, names: Mapping[str, Any]) -> "Lesson":
        """A lesson of everything that its file defines: ``Lesson.of("01", vars())``."""
        values = list(names.values())
        kinds = Exercise, Prediction, Quiz
        return cls(number, *([value for value in values if isinstance(value, kind)] for kind in kinds))

    def progress(self) -> "Progress":
        """Shows the reader's progress, and remembers what was answered in the page."""
        progress = Progress(self)
        progress.show()
        return progress

    @cached_property
    def pictures(self) -> dict[str, dict[str, str]]:
        """The words of this lesson's pictures by key, from ``pictures_NN.toml`` beside this file."""
        path = Path(__file__).with_name(f"pictures_{self.number}.toml")
        return tomllib.loads(path.read_text(encoding="utf-8"))

    def show(self, figure: "Figure", key: str) -> "Shown":
        """A figure for the end of a cell, like `plots.show`, with words that do not stand in the cell.

        There they would say what is seen before it is seen, and spoil a prediction.

        Args:
            figure: what to show.
            key: of its words in this lesson's ``pictures_NN.toml``.

        Raises:
            LookupError: if no picture of this lesson has that key.
        """
        from gan_lesson import plots

        if key not in self.pictures:
            raise LookupError(f"lesson {self.number} has no picture {key!r}, only {', '.join(self.pictures)}")
        return plots.show(figure, **self.pictures[key])

    def done(self, kind: str) -> list[str]:
        """The names of correct exercises, or the ids of predictions made or of quizzes answered correctly.

        Args:
            kind: "exercises", "predictions" or "quizzes".
        """
        known = self.records.of(self.number, kind)
        if kind == "exercises":
            return [exercise.name for exercise in self.exercises if known.get(exercise.name) == CORRECT]
        if kind == "predictions":
            return [question.id for question in self.predictions if question.id in known]
        return [question.id for question in self.quizzes if known.get(question.id) == "right"]

    def export(self, path: str | Path, name: str = "") -> None:
        """Saves what you answered, in all lessons so far, as a file to hand in; see `handed_in` for what is in it.

        In JupyterLab, run the cell with `progress()` first: it asks the page what was answered there.

        Args:
            path: of the file, such as "answers.json".
            name: yours, if you want it in the file.

        Raises:
            FileNotFoundError: if there is no such folder.
        """
        handed_in.write(path, self.records.all(), name)

    def heard(self, report: dict[str, Any]) -> None:
        """Takes a report from the page; ignores what is malformed.

        Args:
            report: by the question's id, ``{"choice": number, "first": number, "solved": bool}``: the choice and the
                first choice, counted from 0, and whether the right one was among all choices so far. None where the
                answer is to be forgotten.
        """
        answered, firsts = {}, {}
        for kind, questions in (("predictions", self.predictions), ("quizzes", self.quizzes)):
            forgotten = [question for question in questions if report.get(question.id, ...) is None]
            for question in forgotten:
                question.choice = None
            self.records.forget(self.number, kind, [question.id for question in forgotten])
            if kind == "quizzes":
                self.records.forget(self.number, "firsts", [question.id for question in forgotten])
        for question in [*self.predictions, *self.quizzes]:
            answer = report.get(question.id)
            if not isinstance(answer, dict) or (choice := question.numbered(answer.get("choice"))) is None:
                continue
            question.choice = answered[question.id] = choice
            if isinstance(question, Quiz) and answer.get("solved") is True:
                answered[question.id] = question.right
            if (first := question.numbered(answer.get("first"))) is not None:
                firsts[question.id] = first
        self._answered(answered, firsts)

    def _judged(self, verdict: Verdict) -> None:
        if verdict.outcome == NOT_YET:
            self.records.tell(self.number, verdict.name, verdict.message)
        self.records.note(self.number, "exercises", {verdict.name: verdict.outcome})

    def _answered(self, choices: dict[str, str], firsts: dict[str, str] | None = None) -> None:
        """Notes choices by the questions' ids; without `firsts` they are the first ones, unless others are known."""
        predicted = {question.id: choices[question.id] for question in self.predictions if question.id in choices}
        judged = {
            question.id: "right" if choices[question.id] == question.right else "wrong"
            for question in self.quizzes
            if question.id in choices
        }
        known, firsts = self.records.of(self.number, "firsts"), choices if firsts is None else firsts
        first = {name: choice for name, choice in firsts.items() if name in judged and name not in known}
        for kind, results in (("predictions", predicted), ("quizzes", judged), ("firsts", first)):
            if results:
                self.records.note(self.number, kind, results)


class Progress(markup.Shown):
    """A lesson's exercises, predictions and quizzes, counted.

    Predictions and quizzes are answered in the page. In JupyterLab the page reports them to the kernel, which
    remembers them; an exported page counts them itself.
    """

    def __init__(self, lesson: Lesson):
        self.lesson = lesson

    def bundle(self) -> dict[str, str]:
        """Its words and its HTML, as a mime bundle."""
        lesson = self.lesson
        parts = {"exercises": lesson.exercises, "predictions": lesson.predictions, "quizzes": lesson.quizzes}
        parts = {kind: part for kind, part in parts.items() if part}
        done = {kind: lesson.done(kind) for kind in parts}
        text = ", ".join(
            f"{len(done[kind])} of {len(part)} {kind if len(part) > 1 else ONE[kind]} {WORDS[kind]}"
            for kind, part in parts.items()
        )
        rows = "\n".join(
            f'<tr data-kind="{kind}" data-of="{len(part)}"><th scope="row">{kind.capitalize()}</th>'
            f'<td class="gl-count">{len(done[kind])} of {len(part)}</td><td>{WORDS[kind]}</td>'
            f'<td aria-hidden="true">{_pips(len(done[kind]), len(part))}</td></tr>'
            for kind, part in parts.items()
        )
        left = [exercise.name for exercise in lesson.exercises if exercise.name not in done["exercises"]]
        notes = ""
        if left:
            names = ", ".join(f"`{name}`" for name in left)
            notes += f'<p class="gl-muted gl-open">{markup.inline(f"Still open: {names}.")}</p>\n'
        if lesson.records.complaint:
            notes += f'<p class="gl-muted">{markup.inline(lesson.records.complaint)}</p>\n'
        data = {
            "asked": {kind: [thing.id for thing in part] for kind, part in parts.items()},
            "done": {**done, "exercises": [thing.id for thing in lesson.exercises if thing.name not in left]},
            "names": {exercise.id: exercise.name for exercise in lesson.exercises},
            "choices": {question.id: list(question.answers) for question in [*lesson.predictions, *lesson.quizzes]},
            "file": handed_in.content({lesson.number: lesson.records.all().get(lesson.number, {})}),
        }
        content = (
            f"<table>\n<caption>Lesson {lesson.number} so far</caption>\n{rows}\n</table>\n{notes}"
            f'<script type="application/json">{to_json(data)}</script>\n'
            f"{script_html('progress')}"
        )
        words = f"Lesson {lesson.number}: {text or 'nothing to count'}."
        if lesson.records.complaint:
            words += f" {lesson.records.complaint}"
        return {"text/html": markup.framed("progress", content), "text/plain": words}

    def show(self) -> None:
        """Displays it and, in a live notebook, asks the page what was answered there."""
        from IPython import get_ipython
        from IPython.display import display

        shell = get_ipython()
        questions = [*self.lesson.predictions, *self.lesson.quizzes]
        if getattr(shell, "kernel", None) is None or not questions:
            super().show()
            return
        from gan_lesson.exercises.bridge import Bridge

        def heard(report: dict[str, Any]) -> None:
            self.lesson.heard(report)
            handle.update(self.bundle(), raw=True)  # replaces the widget, which has done its work
            bridge.close()

        self._cell = shell.execution_count
        bridge = Bridge([question.id for question in questions], heard)
        handle = display({**self.bundle(), **bridge.view}, raw=True, display_id=True)


def _pips(done: int, of: int) -> str:
    return "".join(f'<span class="gl-pip{" gl-done" * (number < done)}"></span>' for number in range(of))
