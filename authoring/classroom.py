"""The instructor's picture of a class: what the files that students handed in say, on one page.

``python3 run.py class FOLDER`` reads every ``*.json`` in a folder and in those within it, and writes one HTML file that
needs no network. Students get their file from `exercises.export(...)` or from the cell with `exercises.progress()`; a
file counts as one student, in each lesson that it holds. No name reaches the page.
"""

import argparse
import re
import statistics
import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from importlib import import_module
from pathlib import Path

import jinja2

import gan_lesson.exercises
from gan_lesson.exercises import handed_in
from gan_lesson.exercises.exercise import CORRECT, NOT_YET
from gan_lesson.exercises.lesson import Lesson
from gan_lesson.exercises.questions import Prediction, Quiz
from gan_lesson.exercises.records import Known, told
from gan_lesson.files import replaced
from gan_lesson.page import markup, palette

PAGE = "class.html"
ABOUT = "Draw what a class answered, from the files that students handed in, on one page that needs no network."
TEMPLATE = Path(__file__).with_suffix(".html.j2")
FEWEST = 2  # students of whom one may say that they disagree


@dataclass
class Vote:
    """A prediction or a quiz, and how many students chose what.

    Attributes:
        lesson: its number.
        question: its words.
        counts: students by choice, in the order of the choices; for a quiz, by their first one.
        right: the right choice of a quiz.
    """

    lesson: str
    question: str
    counts: dict[str, int]
    right: str | None = None

    @property
    def students(self) -> int:
        """How many answered."""
        return sum(self.counts.values())

    @property
    def split(self) -> float:
        """The probability that two of those who answered, drawn at random, gave different answers (Simpson's index)."""
        n = self.students
        return 1 - sum(c * (c - 1) for c in self.counts.values()) / (n * (n - 1)) if n >= FEWEST else 0.0


@dataclass
class Task:
    """An exercise, and how the class fared with it.

    Attributes:
        lesson: its number.
        name: of the function to write.
        checks: for each student who tried, how often the check was asked, up to the first time that it said *correct*.
        solved: how many solved it.
        messages: students by what the check said to them; who was told the same twice counts once.
    """

    lesson: str
    name: str
    checks: list[int] = field(default_factory=list)
    solved: int = 0
    messages: Counter[str] = field(default_factory=Counter)

    @property
    def tried(self) -> int:
        """How many tried."""
        return len(self.checks)

    @property
    def stuck(self) -> tuple[float, float]:
        """The share of those who tried without success, and the median of their checks: the larger, the harder."""
        return (1 - self.solved / self.tried, statistics.median(self.checks)) if self.tried else (0.0, 0.0)


@dataclass
class Mistake:
    """What several students got wrong in the same way.

    Attributes:
        lesson: its number.
        words: the wrong choice of a quiz, or what a check said.
        students: to how many this happened.
        of: how many answered that quiz, or tried that exercise.
        asked: the quiz's question, or the exercise's name as code.
    """

    lesson: str
    words: str
    students: int
    of: int
    asked: str


class Classroom:
    """What a class handed in.

    Args:
        files: what each student answered.
        lessons: the lessons of the course.
    """

    def __init__(self, files: Sequence[Known], lessons: Sequence[Lesson]):
        self.files = list(files)
        self.lessons = [lesson for lesson in lessons if any(lesson.number in known for known in files)]

    def _of(self, lesson: Lesson, kind: str) -> list[dict[str, str]]:
        return [known.get(lesson.number, {}).get(kind, {}) for known in self.files]

    @cached_property
    def predictions(self) -> list[Vote]:
        """Those that somebody made, in the order of the course."""
        return [
            vote
            for lesson in self.lessons
            for q in lesson.predictions
            if (vote := self._vote(lesson, "predictions", q))
        ]

    @cached_property
    def quizzes(self) -> list[Vote]:
        """Those that somebody answered, in the order of the course."""
        return [vote for lesson in self.lessons for q in lesson.quizzes if (vote := self._vote(lesson, "firsts", q))]

    def _vote(self, lesson: Lesson, kind: str, question: Prediction | Quiz) -> Vote | None:
        chosen = Counter(results.get(question.id) for results in self._of(lesson, kind))
        counts = {choice: chosen[choice] for choice in question.answers}
        vote = Vote(lesson.number, question.question, counts, getattr(question, "right", None))
        return vote if vote.students else None

    @cached_property
    def tasks(self) -> list[Task]:
        """The exercises that somebody tried, in the order of the course."""
        tasks = []
        for lesson in self.lessons:
            for exercise in lesson.exercises:
                task = Task(lesson.number, exercise.name)
                for done, said in zip(self._of(lesson, "exercises"), self._of(lesson, "told"), strict=True):
                    outcome, messages = done.get(exercise.name), told(said, exercise.name)
                    if outcome in (CORRECT, NOT_YET):
                        task.solved += outcome == CORRECT
                        task.checks.append(max(1, len(messages) + (outcome == CORRECT)))
                        task.messages.update({without_quotation(message) for message in messages})
                tasks.append(task)
        return [task for task in tasks if task.tried]

    @property
    def most_split(self) -> list[Vote]:
        """Predictions on which the class disagreed, the most even split first."""
        return sorted((vote for vote in self.predictions if vote.split > 0), key=lambda vote: -vote.split)

    @property
    def most_stuck(self) -> list[Task]:
        """Exercises that cost somebody more than one check, the hardest first."""
        hard = [task for task in self.tasks if task.solved < task.tried or max(task.checks) > 1]
        return sorted(hard, key=lambda task: task.stuck, reverse=True)

    @property
    def most_mistaken(self) -> list[Mistake]:
        """Wrong first answers to quizzes and what the checks said, the most frequent first."""
        chosen = [
            Mistake(vote.lesson, choice, n, vote.students, vote.question)
            for vote in self.quizzes
            for choice, n in vote.counts.items()
            if n and choice != vote.right
        ]
        told = [
            Mistake(t.lesson, message, n, t.tried, f"`{t.name}`")
            for t in self.tasks
            for message, n in t.messages.items()
        ]
        return sorted([*told, *chosen], key=lambda mistake: -mistake.students)


def without_quotation(message: str) -> str:
    """A check's message without the student's own line, which differs where the mistake is the same."""
    return re.sub(r" in line \d+(, `[^`]*`)?", "", message)


def course() -> list[Lesson]:
    """All lessons with exercises or questions, in order."""
    folder = Path(gan_lesson.exercises.__file__).parent
    names = sorted(path.stem for path in folder.glob("lesson_[0-9][0-9].py"))
    return [import_module(f"gan_lesson.exercises.{name}").lesson for name in names]


def collect(folder: Path) -> tuple[list[Known], dict[str, str]]:
    """What was handed in, and the files that cannot be used, each with the reason.

    Raises:
        NotADirectoryError: if there is no such folder.
    """
    if not folder.is_dir():
        raise NotADirectoryError(f"There is no folder {folder}.")
    files, skipped = [], {}
    for path in sorted(folder.rglob("*.json")):
        try:
            files.append(handed_in.read(path))
        except (ValueError, OSError) as error:
            reason = error.strerror or "it cannot be read" if isinstance(error, OSError) else str(error)
            skipped[path.relative_to(folder).as_posix()] = reason
    return files, skipped


def page_of(classroom: Classroom, skipped: int = 0) -> str:
    """The picture as an HTML page that needs nothing beside it.

    Args:
        classroom: the class.
        skipped: how many files could not be used. Their names may be students' names, and are not on the page.
    """
    environment = jinja2.Environment(
        autoescape=True, undefined=jinja2.StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    environment.filters["inline"] = lambda text: jinja2.filters.do_mark_safe(markup.inline(text))
    template = environment.from_string(TEMPLATE.read_text(encoding="utf-8"))
    return template.render(classroom=classroom, skipped=skipped, palettes=palette.PALETTES)


def main(arguments: list[str] | None = None) -> int:
    """Writes the page; returns the process's exit status."""
    parser = argparse.ArgumentParser(prog="python3 run.py class", description=ABOUT)
    parser.add_argument("folder", type=Path, metavar="FOLDER", help="with the files that students handed in")
    parser.add_argument("--to", type=Path, metavar="FILE", help=f"the page to write; by default {PAGE} in the folder")
    options = parser.parse_args(arguments)
    try:
        files, skipped = collect(options.folder)
    except NotADirectoryError as error:
        print(error, file=sys.stderr)
        return 2
    for name, reason in skipped.items():
        print(f"Skipped {name}: {reason}.")
    if not files:
        print(
            f"No answers are in {options.folder}. Students save theirs in a lesson's last cell but one, where it says "
            '"Save my answers as a file"; put those files (*.json) there, in folders of their own if you like.'
        )
        return 1
    target = options.to or options.folder / PAGE
    try:
        with replaced(target) as unfinished:
            unfinished.write_text(page_of(Classroom(files, course()), len(skipped)), encoding="utf-8")
    except OSError as error:
        print(f"{target} cannot be written: {error}", file=sys.stderr)
        return 1
    print(f"{len(files)} file{'s' * (len(files) > 1)} read. The picture of the class: {target}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
