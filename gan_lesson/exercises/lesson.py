"""A lesson's exercises, predictions and quizzes together, and how far its reader has come."""

from collections.abc import Sequence

from gan_lesson.exercises import markup
from gan_lesson.exercises.checker import CORRECT, Exercise, Verdict
from gan_lesson.exercises.questions import Prediction, Quiz
from gan_lesson.exercises.records import Records


class Lesson:
    """What a lesson asks of its reader.

    Args:
        number: of the lesson, such as "01".
        exercises: in the order of the lesson.
        predictions: likewise.
        quizzes: likewise.
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
        for exercise in self.exercises:
            exercise.record = self._note

    def _note(self, verdict: Verdict) -> None:
        if self.records.of(self.number, "exercises").get(verdict.name) != CORRECT:
            self.records.note(self.number, "exercises", verdict.name, verdict.outcome)

    def progress(self) -> "Progress":
        """How far the reader has come."""
        return Progress(self)


class Progress:
    """A lesson's exercises, predictions and quizzes, counted."""

    def __init__(self, lesson: Lesson):
        self.lesson = lesson

    def __repr__(self) -> str:
        known = self.lesson.records.of(self.lesson.number, "exercises")
        correct = sum(known.get(exercise.name) == CORRECT for exercise in self.lesson.exercises)
        return f"Lesson {self.lesson.number}: {correct} of {len(self.lesson.exercises)} exercises correct."

    def _repr_html_(self) -> str:
        return markup.framed("progress", f"<p>{markup.inline(repr(self))}</p>")
