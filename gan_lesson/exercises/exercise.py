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

import inspect
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from gan_lesson.exercises import sandbox
from gan_lesson.exercises.attempt import Attempt, NotAttempted, NotYet
from gan_lesson.exercises.solution_source import source_of
from gan_lesson.exercises.wording import cut, described
from gan_lesson.page import markup
from gan_lesson.page.markup import Shown

CORRECT, NOT_YET, NOT_ATTEMPTED = "correct", "not yet", "not attempted"

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
        self._check: Check | None = None
        self._hinted = 0

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

    def hint(self) -> "Hint":
        """Shows the next hint; after the last one, the first again."""
        number = self._hinted % len(self.hints)
        self._hinted += 1
        hint = Hint(number + 1, len(self.hints), self.hints[number])
        hint.show()
        return hint

    def solution(self) -> "Solution":
        """Shows the solution's source."""
        solution = Solution(self.name, source_of(inspect.getsource(self.function), self.name))
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
        return Verdict(self.name, outcome, message, printed=printed, notes=attempt.notes, error=error)


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
    """

    name: str
    outcome: str
    message: str
    printed: str = ""
    notes: Sequence[str] = ()
    error: BaseException | None = None

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
        return {"text/html": markup.framed("verdict", content), "text/plain": text}


@dataclass(repr=False, eq=False)
class Hint(Shown):
    """One hint.

    Attributes:
        number: from 1.
        of: the number of hints.
        message: the hint itself.
    """

    number: int
    of: int
    message: str

    def bundle(self) -> dict[str, str]:
        """Its words and its HTML, as a mime bundle."""
        head = f"Hint {self.number} of {self.of}"
        words = f'<div class="gl-head">{head}</div><p>{markup.inline(self.message)}</p>'
        content = f'<div class="gl-box gl-hinted" role="status">{words}</div>'
        return {"text/html": markup.framed("hint", content), "text/plain": f"{head}: {markup.plain(self.message)}"}


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
        content = (
            f'<p class="gl-muted">One solution. Yours may look different and be as good.</p>'
            f'<pre tabindex="0" aria-label="Solution of {self.name}">{highlighted(self.source)}</pre>'
        )
        return {"text/html": markup.framed("solution", content), "text/plain": self.source}


def highlighted(source: str) -> str:
    """Python as HTML with classes that solution.css colours."""
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
