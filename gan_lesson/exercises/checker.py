"""Exercises: a check that diagnoses, three hints, and a solution that is a real function.

An exercise is made of its solution by a decorator, and gets its check by another::

    @exercise(hints=("A nudge.", "More.", "Nearly there."))
    def double(numbers: Tensor) -> Tensor:
        return 2 * numbers

    @double.checks
    def _(attempt: Attempt) -> str | None:
        given = torch.tensor([1.0, -3.0])
        found = attempt.expect_shape(attempt(given), (2,))
        if close(found, given + 2):
            return "You added 2; the exercise asks to multiply by 2."
        attempt.expect_close(found, 2 * given, "These are not the doubled numbers.")
        return None

Whatever a student hands over, `Exercise.check` answers in plain sentences.
"""

import dis
import inspect
import linecache
import traceback
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import torch
from torch import Tensor

from gan_lesson.exercises import sandbox
from gan_lesson.exercises.solution_source import source_of
from gan_lesson.page import markup
from gan_lesson.page.markup import Shown

CORRECT, NOT_YET, NOT_ATTEMPTED = "correct", "not yet", "not attempted"
MOST_WORDS = 300  # characters of somebody else's error message

Answer = Callable[..., Any]
Check = Callable[["Attempt"], str | None]


class NotYet(Exception):
    """Ends a check; its message is what the student is told."""


class NotAttempted(Exception):
    """Ends a check: there was nothing to check."""


def exercise(
    hints: Sequence[str], praise: str = "", seconds: float = sandbox.SECONDS
) -> Callable[[Answer], "Exercise"]:
    """Makes an exercise of its solution.

    Args:
        hints: three, from a nudge to nearly there.
        praise: a sentence for a correct answer: what the student has now.
        seconds: that one call of the student's function may take.
    """
    return lambda function: Exercise(function, hints, praise, seconds)


class Exercise:
    """One exercise of a lesson.

    Attributes:
        name: of the function to write.
        function: the solution itself.
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
        """Decorates the check: a function of an `Attempt` that returns None, or the sentence of *not yet*."""
        self._check = check
        return check

    @property
    def has_check(self) -> bool:
        """Whether its check is there."""
        return self._check is not None

    def check(self, answer: Answer) -> "Verdict":
        """Looks at a student's function and says what it found.

        Args:
            answer: the function itself, ``check(sigmoid)``, and not what it returns.
        """
        verdict = self._judge(answer)
        self.record(verdict)
        verdict.show()
        return verdict

    def hint(self) -> "Hint":
        """The next hint; after the last comes the first again."""
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
        attempt = Attempt(self, answer)
        error = None
        try:
            attempt._inspect()
            said = self._check(attempt)
            outcome, message = (NOT_YET, said) if said else (CORRECT, self.praise)
        except NotYet as reason:
            outcome, message = NOT_YET, str(reason)
        except NotAttempted as reason:
            outcome, message = NOT_ATTEMPTED, str(reason)
        except Exception as unforeseen:  # the check could not digest what it got
            error = unforeseen
            returned = f" It returned {described(attempt.returned)}." if attempt.called else ""
            outcome, message = NOT_YET, f"The check cannot make anything of what your function returned.{returned}"
        printed = _cut(attempt.printed, sandbox.MOST_PRINTED, " ... (and more)")
        return Verdict(self.name, outcome, message, printed, attempt.notes, error)


class Verdict(Shown):
    """What a check found.

    Attributes:
        name: of the exercise.
        outcome: "correct", "not yet" or "not attempted".
        message: a sentence or two; may be empty where the outcome says it all.
        printed: what the student's function printed.
        notes: sentences about what it changed around it.
        error: the exception that the check itself ran into, if it did. A test of a known answer expects None.
    """

    def __init__(
        self,
        name: str,
        outcome: str,
        message: str,
        printed: str = "",
        notes: Sequence[str] = (),
        error: Exception | None = None,
    ):
        self.name, self.outcome, self.message = name, outcome, message
        self.printed, self.notes, self.error = printed, list(notes), error

    def bundle(self) -> dict[str, str]:
        """Its words and its HTML, as a mime bundle."""
        words = [self.outcome.capitalize() + "."] + [self.message] * bool(self.message) + self.notes
        text = " ".join(map(markup.plain, words))
        paragraphs = "".join(
            f"<p>{markup.inline(sentence)}</p>" for sentence in [self.message, *self.notes] if sentence
        )
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


class Hint(Shown):
    """One hint.

    Attributes:
        number: from 1.
        of: how many there are.
        message: the hint.
    """

    def __init__(self, number: int, of: int, message: str):
        self.number, self.of, self.message = number, of, message

    def bundle(self) -> dict[str, str]:
        """Its words and its HTML, as a mime bundle."""
        head = f"Hint {self.number} of {self.of}"
        words = f'<div class="gl-head">{head}</div><p>{markup.inline(self.message)}</p>'
        content = f'<div class="gl-box gl-hinted" role="status">{words}</div>'
        return {"text/html": markup.framed("hint", content), "text/plain": f"{head}: {markup.plain(self.message)}"}


class Solution(Shown):
    """A solution's source.

    Attributes:
        name: of the function.
        source: Python.
    """

    def __init__(self, name: str, source: str):
        self.name, self.source = name, source

    def bundle(self) -> dict[str, str]:
        """Its words and its HTML, as a mime bundle."""
        content = (
            f'<p class="gl-muted">One solution. Yours may look different and be as good.</p>'
            f'<pre tabindex="0" aria-label="Solution of {self.name}">{highlighted(self.source)}</pre>'
        )
        return {"text/html": markup.framed("solution", content), "text/plain": self.source}


def highlighted(source: str) -> str:
    """Python as HTML whose classes solution.css colours."""
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


class Attempt:
    """A student's answer in the hands of a check: it can be called without danger.

    Every `expect` ends the check with a sentence where the answer is not as expected.

    Attributes:
        printed: what the answer has printed so far.
        notes: sentences about what it changed around it.
        called: how often it was called.
        returned: what it returned last.
    """

    def __init__(self, exercise: Exercise, answer: Any):
        self._exercise = exercise
        self._answer = answer
        self.printed = ""
        self.notes: list[str] = []
        self.called = 0
        self.returned: Any = None

    def __call__(self, *arguments: Any, may_change: bool = False) -> Any:
        """Calls the answer and returns what it returned.

        Args:
            *arguments: handed over by position. Tensors, arrays, lists and dictionaries must come back unchanged.
            may_change: whether it is right to change them.

        Raises:
            NotYet: if the answer takes other arguments, fails, does not end, or changes an argument.
            NotAttempted: if it still has its ``...``.
        """
        self._bind(arguments)
        before = [_copy(argument) for argument in arguments]
        graph_before = [_in_graph(argument) for argument in arguments]
        outcome = sandbox.run(self._answer, arguments, self._exercise.seconds)
        self.called += 1
        self.returned = outcome.value
        self.printed = (self.printed + outcome.printed)[: sandbox.MOST_PRINTED + 1]
        self.notes += [note for note in outcome.notes if note not in self.notes]
        self._survive(outcome)
        if not may_change:
            self._unchanged(before, arguments)
            self._untracked(graph_before, arguments)
        return outcome.value

    def expect_tensor(self, found: Any, what: str = "what your function returned") -> Tensor:
        """`found` as a tensor; numbers, lists and NumPy arrays are taken too.

        Raises:
            NotYet: if it is none of these.
        """
        tensor = as_tensor(found)
        if tensor is None:
            if found is None:
                raise NotYet("Your function returned None. Does it end with `return` and a value?")
            raise NotYet(f"A tensor was expected, but {what} is {described(found)}.")
        return tensor

    def expect_shape(self, found: Any, shape: Sequence[int], what: str = "what your function returned") -> Tensor:
        """`found` as a tensor of this shape; axes of length 1 may be more or fewer.

        Raises:
            NotYet: if it has another shape.
        """
        tensor, shape = self.expect_tensor(found, what), tuple(shape)
        if _significant(tensor.shape) != _significant(shape):
            raise NotYet(f"The shape {shape} was expected, but {what} has the shape {tuple(tensor.shape)}.")
        return tensor.reshape(shape)

    def expect_number(self, found: Any, what: str = "what your function returned") -> float:
        """`found` as a number; a tensor with one element is one.

        Raises:
            NotYet: if it is no number, or more than one.
        """
        tensor = self.expect_tensor(found, what)
        if tensor.numel() != 1:
            raise NotYet(f"One number was expected, but {what} has the shape {tuple(tensor.shape)}.")
        return float(tensor.detach())

    def expect_finite(self, found: Any, what: str = "what your function returned") -> Tensor:
        """`found` as a tensor without NaN and infinity.

        Raises:
            NotYet: if there is one.
        """
        tensor = self.expect_tensor(found, what)
        for test, word in ((torch.isnan, "NaN, which is not a number"), (torch.isinf, "infinity")):
            if bool(test(tensor.detach()).any()):
                raise NotYet(f"There is {word}, in {what}.")
        return tensor

    def expect_close(self, found: Any, expected: Any, message: str, tolerance: float = 1e-4) -> None:
        """That `found` is `expected`, in the sense of `close`.

        Raises:
            NotYet: with `message`, if it is not; with a plainer one if it is no tensor, or NaN.
        """
        if not close(found, expected, tolerance):
            self.expect_finite(found)
            raise NotYet(message)

    def _inspect(self) -> None:
        """What can be said of the answer before it is called."""
        answer, name = self._answer, self._exercise.name
        way = f"Hand over the function by its name, without brackets: `check({name})`."
        untouched = f"`{name}` is still empty. Write its body, run its cell, and then this one again."
        if answer is Ellipsis or answer is NotImplemented:
            raise NotAttempted(untouched)
        if answer is None:
            raise NotYet(f"The check was given None. {way}")
        if isinstance(answer, type):
            raise NotYet(f"The check was given a class, `{answer.__name__}`, and not a function. {way}")
        if isinstance(answer, Exercise):
            raise NotYet(f"The check was given the exercise itself. {way}")
        if not callable(answer):
            raise NotYet(f"The check was given {described(answer)}, and not a function. {way}")
        if inspect.isfunction(answer) and is_stub(answer):
            raise NotAttempted(untouched)

    def _bind(self, arguments: tuple[Any, ...]) -> None:
        try:
            signature = inspect.signature(self._answer)
        except (TypeError, ValueError):  # written in C
            return
        try:
            signature.bind(*arguments)
        except TypeError:
            wanted = ", ".join(list(inspect.signature(self._exercise.function).parameters)[: len(arguments)])
            raise NotYet(
                f"Your function is called with {_arguments(len(arguments))}, `{self._exercise.name}({wanted})`, "
                f"but it is defined with `{_cut(str(signature), 100)}`."
            ) from None

    def _survive(self, outcome: sandbox.Outcome) -> None:
        """Puts into words what went wrong in a call."""
        untouched = (
            f"`{self._exercise.name}` has a `...` left. Put your own code there, run its cell, and then this one."
        )
        value, error = outcome.value, outcome.error
        if outcome.stuck:
            raise NotYet("Your function does not end, and could not be stopped. Restart the kernel before you go on.")
        if outcome.timed_out:
            limit = f"{self._exercise.seconds:g} second" + "s" * (self._exercise.seconds != 1)
            raise NotYet(
                f"Your function did not end within {limit}, so it was stopped. "
                "Is there a loop whose condition never becomes false?"
            )
        if isinstance(error, NotYet):  # a stub of the check's that the answer called has something to say
            raise error
        if error is not None:
            if isinstance(error, NotImplementedError) or "ellipsis" in _message(error).lower():
                raise NotAttempted(untouched)
            raise NotYet(_in_words(error, self._answer))
        if value is Ellipsis or value is NotImplemented:
            raise NotAttempted(untouched)
        if inspect.isgenerator(value):
            raise NotYet("Your function has a `yield` in it, so it returns a generator. Use `return` in its place.")
        if inspect.iscoroutine(value) or inspect.isasyncgen(value):
            if inspect.iscoroutine(value):
                value.close()
            raise NotYet("Your function begins with `async def`, so calling it does nothing yet. Use a plain `def`.")

    def _unchanged(self, before: Sequence[Any], after: Sequence[Any]) -> None:
        for number, (was, now) in enumerate(zip(before, after, strict=True)):
            if not _same(was, now):
                raise NotYet(
                    f"Your function changed its argument {self._name_of(number)}, which belongs to whoever called it. "
                    "Work on a copy, or with an operation that makes a new tensor (`x = x + 1` and not `x += 1`)."
                )

    def _untracked(self, before: Sequence[tuple[bool, bool]], after: Sequence[Any]) -> None:
        for number, (was, now) in enumerate(zip(before, map(_in_graph, after), strict=True)):
            for had, has, did in zip(was, now, ("left `requires_grad` set on", "left a gradient at"), strict=True):
                if has and not had:
                    raise NotYet(
                        f"Your function {did} its argument {self._name_of(number)}, which belongs to whoever called "
                        "it. Take the gradient at a copy: `x = x.detach().clone().requires_grad_()`."
                    )

    def _name_of(self, number: int) -> str:
        """How an argument is called in the exercise, for a sentence."""
        names = list(inspect.signature(self._exercise.function).parameters)
        return f"`{names[number]}`" if number < len(names) else "one"


def close(found: Any, expected: Any, tolerance: float = 1e-4) -> bool:
    """Whether two things are the same numbers. Never raises; what is no number is close to nothing.

    Number types do not matter, nor axes of length 1 more or fewer.

    Args:
        found: a tensor, an array, a number, a list of numbers, or anything else.
        expected: likewise.
        tolerance: of the difference, relative to the expected number where that is above 1.
    """
    found, expected = as_tensor(found), as_tensor(expected)
    if found is None or expected is None or _significant(found.shape) != _significant(expected.shape):
        return False
    try:
        found, expected = (tensor.detach().cpu().double().reshape(-1) for tensor in (found, expected))
        return bool(torch.isclose(found, expected, rtol=tolerance, atol=tolerance).all())
    except (RuntimeError, TypeError):
        return False


def as_tensor(found: Any) -> Tensor | None:
    """Whatever holds numbers as a tensor, with its gradient's history if it has one; None for everything else."""
    if isinstance(found, Tensor):
        if found.is_complex() or found.is_meta:
            return None
        return found if found.layout == torch.strided else found.to_dense()
    if isinstance(found, (bool, int, float, np.ndarray, np.generic)):
        try:
            return as_tensor(torch.as_tensor(np.array(found)))
        except (TypeError, ValueError, RuntimeError, OverflowError):
            return None
    if isinstance(found, (list, tuple)) and found:
        parts = [as_tensor(part) for part in found]
        if any(part is None for part in parts) or len({part.shape for part in parts}) > 1:
            return None
        kind = max((part.dtype for part in parts), key=lambda dtype: (dtype.is_floating_point, dtype.itemsize))
        return torch.stack([part.to(kind) for part in parts])
    return None


def is_stub(function: Callable[..., Any]) -> bool:
    """Whether a function's body is nothing but a docstring, ``pass``, ``...`` or the return of one of these."""
    function = inspect.unwrap(function)
    code = getattr(function, "__code__", None)
    if code is None or code.co_flags & (inspect.CO_GENERATOR | inspect.CO_COROUTINE | inspect.CO_ASYNC_GENERATOR):
        return False
    quiet = {"RESUME", "NOP", "CACHE", "EXTENDED_ARG", "COPY_FREE_VARS", "MAKE_CELL", "POP_TOP"}
    steps = [step for step in dis.get_instructions(code) if step.opname not in quiet]
    *loads, last = steps
    if last.opname == "RETURN_CONST":
        return not loads and last.argval in (None, Ellipsis)
    return (
        last.opname == "RETURN_VALUE"
        and len(loads) == 1
        and (
            (loads[0].opname == "LOAD_CONST" and loads[0].argval in (None, Ellipsis))
            or (loads[0].opname == "LOAD_GLOBAL" and loads[0].argval == "NotImplemented")
        )
    )


def described(found: Any) -> str:
    """What something is, in a few words: its kind, its shape, or a number itself."""
    if found is None or isinstance(found, bool):
        return str(found)
    if isinstance(found, (int, float)):
        return f"the number {found:.6g}" if isinstance(found, float) or abs(found) < 10**6 else "a large whole number"
    if isinstance(found, Tensor):
        numbers = "complex numbers and " if found.is_complex() else "no numbers but " if found.is_meta else ""
        return f"a tensor of {numbers}the shape {tuple(found.shape)}"
    if isinstance(found, np.ndarray):
        return f"a NumPy array of the shape {found.shape} and the type {found.dtype}"
    if isinstance(found, str):
        return "a text"
    if isinstance(found, (list, tuple, dict, set)):
        return f"a {type(found).__name__} of length {len(found)}"
    if isinstance(found, type):
        return "a class"
    if inspect.isroutine(found):
        return "a function"
    return f"a thing of the type {type(found).__name__}"


def _in_words(error: BaseException, answer: Any) -> str:
    """An exception for somebody who wrote the function: what, and where in their own code."""
    where = _place(error, answer)
    message = _message(error)
    if isinstance(error, sandbox.Left):
        return f"Your function was left early{where}: {message}."
    if isinstance(error, SystemExit):
        return f"Your function tried to end the program{where}. Leave a function with `return`."
    if isinstance(error, RecursionError):
        return f"Your function calls itself without an end{where}."
    if isinstance(error, MemoryError) or "can't allocate memory" in message or "not enough memory" in message:
        return f"Your function asked for more memory than there is{where}."
    if isinstance(error, NameError) and not isinstance(error, UnboundLocalError) and getattr(error, "name", None):
        return (
            f"Your function uses the name `{error.name}`, which does not exist{where}. "
            "Is it misspelled, or defined in a cell that has not been run?"
        )
    kind = type(error).__name__
    said = f": {message}" if message else ""
    full_stop = "" if message.endswith((".", "!", "?")) else "."
    return f"Your function raised {_article(kind)} {kind}{where}{said}{full_stop}"


def _place(error: BaseException, answer: Any) -> str:
    """The line of the student's own function in which it happened."""
    code = getattr(inspect.unwrap(answer) if inspect.isfunction(answer) else answer, "__code__", None)
    if code is None:
        return ""
    own = [entry for entry in traceback.extract_tb(error.__traceback__) if entry.filename == code.co_filename]
    if not own:
        return ""
    line = (own[-1].line or linecache.getline(own[-1].filename, own[-1].lineno)).strip()
    return f" in line {own[-1].lineno}" + (f", `{_cut(line.replace('`', ''), 120)}`" if line else "")


def _message(error: BaseException) -> str:
    try:
        text = str(error)
    except Exception:  # somebody's own exception
        return ""
    return _cut(text.strip().split("\n")[0].replace("`", "'"), MOST_WORDS)


def _article(word: str) -> str:
    return "an" if word[0] in "AEIOUaeiou" else "a"


def _arguments(count: int) -> str:
    return "no arguments" if count == 0 else "1 argument" if count == 1 else f"{count} arguments"


def _cut(text: str, most: int, end: str = " ...") -> str:
    return text if len(text) <= most else text[:most] + end


def _significant(shape: Sequence[int]) -> tuple[int, ...]:
    return tuple(length for length in shape if length != 1)


def _copy(value: Any) -> Any:
    """A copy of what must come back unchanged; anything else as it is."""
    if isinstance(value, Tensor):
        return value.detach().clone()
    if isinstance(value, np.ndarray):
        return value.copy()
    if isinstance(value, (list, tuple)):
        return type(value)(_copy(part) for part in value) if type(value) in (list, tuple) else value
    if type(value) is dict:
        return {key: _copy(part) for key, part in value.items()}
    return value


def _in_graph(value: Any) -> tuple[bool, bool]:
    """Whether autograd records what is done to a tensor, and whether a gradient lies at it."""
    if not isinstance(value, Tensor):
        return False, False
    return value.requires_grad, value.is_leaf and value.grad is not None


def _same(was: Any, now: Any) -> bool:
    """Whether `now` is still what `_copy` gave."""
    if was is now:
        return True
    if type(was) is not type(now) and not (isinstance(was, Tensor) and isinstance(now, Tensor)):
        return False
    if isinstance(was, Tensor):
        return was.shape == now.shape and was.dtype == now.dtype and bool(_equal(was, now.detach()).all())
    if isinstance(was, np.ndarray):
        return was.shape == now.shape and was.dtype == now.dtype and was.tobytes() == now.tobytes()
    if isinstance(was, (list, tuple)):
        return len(was) == len(now) and all(map(_same, was, now))
    if isinstance(was, dict):
        return was.keys() == now.keys() and all(_same(was[key], now[key]) for key in was)
    return isinstance(was, (int, float, str)) and was == now


def _equal(was: Tensor, now: Tensor) -> Tensor:
    return (was == now) | (was.isnan() & now.isnan()) if was.is_floating_point() else was == now
