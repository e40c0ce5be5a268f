"""Exercises: a check that diagnoses, three hints, and a solution that is a real function.

One decorator turns a solution into an exercise, and another adds its check::

    @exercise(hints=("A nudge.", "More.", "Nearly there."))
    def double(numbers: Tensor) -> Tensor:
        return 2 * numbers

    @double.checks
    def _(attempt: Attempt) -> None:
        numbers = torch.tensor([1.0, -3.0])
        mistakes = {
            "You added 2; the exercise asks to multiply by 2.": numbers + 2,
            "You squared the numbers.": numbers**2,
        }
        attempt.expect_close(attempt(numbers), 2 * numbers, "These are not the doubled numbers.", mistakes)

Whatever a student passes to it, `Exercise.check` answers in plain sentences.
"""

import hashlib
import inspect
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from gan_lesson.exercises import sandbox
from gan_lesson.exercises.attempt import Attempt, NotAttempted, NotYet
from gan_lesson.exercises.solution_source import source_of
from gan_lesson.exercises.wording import cut, described
from gan_lesson.page import markup
from gan_lesson.page.bundle import script_html, to_json
from gan_lesson.page.markup import Shown

CORRECT, NOT_YET, NOT_ATTEMPTED = "correct", "not yet", "not attempted"
FOLDS = ("A hint", "Another hint", "The last hint")  # what is written on them while they are closed

Answer = Callable[..., Any]
Check = Callable[[Attempt], str | None]


def exercise(
    hints: Sequence[str], praise: str = "", seconds: float = sandbox.SECONDS
) -> Callable[[Answer], "Exercise"]:
    """Turns a solution into an exercise.

    Args:
        hints: three, from a nudge to nearly there.
        praise: a sentence for a correct answer.
        seconds: the time limit for one call of the student's function.
    """
    return lambda function: Exercise(function, hints, praise, seconds)


class Exercise:
    """One exercise of a lesson.

    Attributes:
        name: of the function to write.
        function: the solution.
        hints: from a nudge to nearly there.
        id: made from the name and the hints, so it is the same on every machine.
        record: called with every verdict; set by the lesson.
    """

    def __init__(self, function: Answer, hints: Sequence[str], praise: str = "", seconds: float = sandbox.SECONDS):
        if len(hints) != 3:
            raise ValueError(f"{function.__name__} needs three hints, not {len(hints)}")
        self.name = function.__name__
        self.function = function
        self.hints = tuple(hints)
        self.praise = praise
        self.seconds = seconds
        self.record: Callable[[Verdict], None] = lambda verdict: None
        self.id = f"exercise-{hashlib.sha256(json.dumps([self.name, *self.hints]).encode()).hexdigest()[:10]}"
        self._check: Check | None = None

    def __repr__(self) -> str:
        return f"Exercise: {self.name}"

    def checks(self, check: Check) -> Check:
        """Decorates the check: a function of an `Attempt` that returns None, or a sentence for *not yet*."""
        self._check = check
        return check

    @property
    def has_check(self) -> bool:
        """Whether a check was added."""
        return self._check is not None

    def check(self, answer: Answer) -> "Verdict":
        """Checks a student's function and shows the verdict.

        Args:
            answer: the function itself, ``check(sigmoid)``, not what it returns.

        Raises:
            NotYet: if the function that is being checked calls this; the outer check catches it.
        """
        if sandbox.is_inside():
            raise NotYet("Your function calls a check itself. Is the line with `check` indented too far?")
        verdict = self._judge(answer)
        self.record(verdict)
        verdict.show()
        return verdict

    def hint(self, number: int = 1) -> "Hint":
        """Shows the first hint, or the first few; the others are folded up below.

        Args:
            number: of the last hint to show at once.

        Raises:
            ValueError: if there is no such hint.
        """
        if number not in range(1, len(self.hints) + 1):
            raise ValueError(f"there are {len(self.hints)} hints: ask for hint(1), hint(2) or hint(3), not {number!r}")
        hint = Hint(self.id, self.hints, number)
        hint.show()
        return hint

    def solution(self) -> "Solution":
        """Shows the solution's source."""
        solution = self._solution()
        solution.show()
        return solution

    def _judge(self, answer: Any) -> "Verdict":
        attempt = Attempt(self.function, answer, self.seconds)
        error = None
        try:
            attempt.inspect()
            complaint = self._check(attempt)
            outcome, message = (NOT_YET, complaint) if complaint else (CORRECT, self.praise)
        except NotYet as reason:
            outcome, message = NOT_YET, str(reason)
        except NotAttempted as reason:
            outcome, message = NOT_ATTEMPTED, str(reason)
        except (Exception, SystemExit) as unforeseen:  # the answer was too odd for the check
            error = unforeseen
            returned = f" It returned {described(attempt.returned)}." if attempt.called else ""
            outcome, message = NOT_YET, f"The check cannot make sense of what your function returned.{returned}"
        printed = cut(attempt.printed, sandbox.MOST_PRINTED, " ... (and more)")
        below = {NOT_ATTEMPTED: folded(self.hints), NOT_YET: folded(self.hints, self._solution())}.get(outcome, "")
        return Verdict(self.name, outcome, message, printed, attempt.notes, error, self.id, below)

    def _solution(self) -> "Solution":
        return Solution(self.name, source_of(inspect.getsource(self.function), self.name))


@dataclass(repr=False, eq=False)
class Verdict(Shown):
    """The result of a check.

    Attributes:
        name: of the exercise.
        outcome: "correct", "not yet" or "not attempted".
        message: a sentence or two, or "".
        printed: what the student's function printed.
        notes: sentences about what the check let pass, such as global state that it changed.
        error: the exception that the check itself ran into, or None. Tests of known answers expect None.
        id: of the exercise.
        below: HTML with what can be unfolded, see `folded`.
    """

    name: str
    outcome: str
    message: str
    printed: str = ""
    notes: Sequence[str] = ()
    error: BaseException | None = None
    id: str = ""
    below: str = ""

    def bundle(self) -> dict[str, str]:
        """Its words and its HTML, as a mime bundle."""
        sentences = [sentence for sentence in (self.message, *self.notes) if sentence]
        text = " ".join(map(markup.plain, [f"{self.outcome.capitalize()}.", *sentences]))
        paragraphs = "".join(f"<p>{markup.inline(sentence)}</p>" for sentence in sentences)
        head = f'<div class="gl-head">{markup.icon(self.outcome)}<span>{self.outcome.capitalize()}</span></div>'
        tone = self.outcome.replace(" ", "-")
        content = f'<div class="gl-box gl-{tone}" role="status">{head}{paragraphs}</div>'
        if self.printed:
            text += f"\nIt printed:\n{self.printed}"
            printed = markup.html.escape(self.printed)
            content += (
                f'<div class="gl-printed"><p class="gl-muted">It printed:</p><pre tabindex="0">{printed}</pre></div>'
            )
        content += self.below + _script(self.id, self.outcome)
        return {"text/html": markup.framed("verdict", content), "text/plain": text}


@dataclass(repr=False, eq=False)
class Hint(Shown):
    """The first hints of an exercise.

    Attributes:
        id: of the exercise.
        hints: all of them.
        number: how many are shown; the others are folded up below.
    """

    id: str
    hints: Sequence[str]
    number: int = 1

    def bundle(self) -> dict[str, str]:
        """Their words and their HTML, as a mime bundle."""
        told = [(f"Hint {n} of {len(self.hints)}", self.hints[n - 1]) for n in range(1, self.number + 1)]
        boxes = "".join(
            f'<div class="gl-box gl-hinted" role="status"><div class="gl-head">{head}</div>'
            f"<p>{markup.inline(hint)}</p></div>"
            for head, hint in told
        )
        content = boxes + folded(self.hints, start=self.number) + _script(self.id)
        text = "\n".join(f"{head}: {markup.plain(hint)}" for head, hint in told)
        return {"text/html": markup.framed("hint", content), "text/plain": text}


@dataclass(repr=False, eq=False)
class Solution(Shown):
    """A solution's source.

    Attributes:
        name: of the function.
        source: Python.
    """

    name: str
    source: str

    def bundle(self) -> dict[str, str]:
        """Its words and its HTML, as a mime bundle."""
        return {"text/html": markup.framed("solution", self.html), "text/plain": self.source}

    @property
    def html(self) -> str:
        """The source in colours, without a frame."""
        return (
            f'<p class="gl-muted">One solution. Yours may look different and be as good.</p>'
            f'<pre tabindex="0" aria-label="Solution of {self.name}">{highlighted(self.source)}</pre>'
        )


def folded(hints: Sequence[str], solution: Solution | None = None, start: int = 0) -> str:
    """Hints, and then the solution, as HTML: each comes within sight when the one before it is unfolded.

    They are elements of HTML's own, so they unfold in an exported page and without scripts as well.

    Args:
        hints: all of them.
        solution: what comes after the last hint, if anything.
        start: the number of hints that are left out at the beginning.
    """
    folds = [(name, f"<p>{markup.inline(hint)}</p>") for name, hint in zip(FOLDS, hints, strict=True)][start:]
    if solution is not None:
        folds.append(("The solution", solution.html))
    html = ""
    for name, content in reversed(folds):
        html = (
            f'<details class="gl-fold"><summary>{name}</summary>'
            f'<div class="gl-box gl-hinted">{content}</div>{html}</details>'
        )
    return html


def _script(id_: str, outcome: str = "") -> str:
    """What keeps hints open, and tells the progress of a verdict."""
    data = to_json({"id": id_, "outcome": outcome})
    return f'<script type="application/json">{data}</script>\n{script_html("verdict")}'


def highlighted(source: str) -> str:
    """Python as HTML with classes that verdict.css colours."""
    from pygments.lexers import PythonLexer
    from pygments.token import Comment, Keyword, Name, Number, Operator, String

    classes = {
        Comment: "comment",
        Keyword: "keyword",
        Operator.Word: "keyword",
        String: "string",
        Number: "number",
        Name.Function: "call",
    }
    html = ""
    for token, text in PythonLexer().get_tokens(source):
        name = next((name for kind, name in classes.items() if token in kind), None)
        escaped = markup.html.escape(text)
        html += f'<span class="gl-{name}">{escaped}</span>' if name else escaped
    return html.rstrip()
