"""A student's answer as a check sees it: it can be called safely, and compared."""

import contextlib
import dis
import inspect
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Any

import numpy as np
import torch
from torch import Tensor

from gan_lesson.exercises import sandbox
from gan_lesson.exercises.wording import counted, cut, described, in_words, message_of

TOLERANCE = 1e-4
RETURNED = "what your function returned"


class NotYet(Exception):
    """Ends a check; its message is for the student."""


class NotAttempted(Exception):
    """Ends a check: there was nothing to check."""


class Attempt:
    """A student's answer, which a check can call safely.

    Every `expect_...` ends the check with a sentence if the answer is not as expected.

    Args:
        solution: the function that the exercise asks for; messages use its name and its parameters.
        answer: what the student passed to the check.
        seconds: the time limit for one call.

    Attributes:
        printed: what the answer has printed so far.
        notes: sentences that the verdict adds: about global state that it changed, or what a check lets pass.
        called: the number of calls.
        returned: what the last call returned.
    """

    def __init__(self, solution: Callable[..., Any], answer: Any, seconds: float = sandbox.SECONDS):
        self._name, self._parameters = solution.__name__, list(inspect.signature(solution).parameters)
        self._answer, self._seconds = answer, seconds
        self.printed = ""
        self.notes: list[str] = []
        self.called = 0
        self.returned: Any = None

    def __call__(self, *arguments: Any) -> Any:
        """Calls the answer and returns what it returned.

        Args:
            *arguments: passed by position. Tensors, arrays, lists and dictionaries must stay unchanged.

        Raises:
            NotYet: if the answer takes other arguments, fails, does not end, or changes an argument.
            NotAttempted: if it still contains ``...``.
        """
        self._bind(arguments)
        before = [_snapshot(argument) for argument in arguments]
        graph_before = [_in_graph(argument) for argument in arguments]
        value = self.run(self._answer, *arguments)
        self._unchanged(before, arguments)
        self._untracked(graph_before, arguments)
        if type(value) is list and len(value) == 1:
            self.note("It returned a list with one item; the item itself is enough.")
        return value

    def run(self, function: Callable[..., Any], *arguments: Any, subject: str = "Your function") -> Any:
        """Calls a function of the student's safely: the answer, or something that it returned.

        Args:
            function: the function.
            *arguments: passed by position.
            subject: of sentences about what went wrong.

        Raises:
            NotYet: if it fails or does not end.
            NotAttempted: if it still contains ``...``.
        """
        outcome = sandbox.run(function, arguments, self._seconds)
        self.called += 1
        self.returned = outcome.value
        self.printed = (self.printed + outcome.printed)[: sandbox.MOST_PRINTED + 1]
        for note in outcome.notes:
            self.note(note)
        self._survive(outcome, subject)
        return outcome.value

    def note(self, sentence: str) -> None:
        """Adds a sentence to the verdict, once: of something that the check lets pass."""
        if sentence not in self.notes:
            self.notes.append(sentence)

    def expect_tensor(self, value: Any, what: str = RETURNED, wanted: str = "A tensor") -> Tensor:
        """`value` as a tensor; numbers, lists and NumPy arrays are accepted too.

        Raises:
            NotYet: if it is none of these.
        """
        tensor = as_tensor(value)
        if tensor is None:
            if value is None and self.printed:
                raise NotYet("Your function printed something and returned None. Only `return` gives a value back.")
            if value is None:
                raise NotYet("Your function returned None. Does every way through it end with `return` and a value?")
            raise NotYet(f"{wanted} was expected, but {what} is {described(value)}.")
        return tensor

    def expect_shape(self, value: Any, shape: Sequence[int], what: str = RETURNED) -> Tensor:
        """`value` as a tensor of this shape, ignoring axes of length 1.

        Raises:
            NotYet: if it has another shape.
        """
        tensor, shape = self.expect_tensor(value, what), tuple(shape)
        if _significant(tensor.shape) != _significant(shape):
            raise NotYet(f"The shape {shape} was expected, but {what} has the shape {tuple(tensor.shape)}.")
        return tensor.reshape(shape)

    def expect_number(self, value: Any, what: str = RETURNED) -> float:
        """`value` as a number; a tensor with one element will do.

        Raises:
            NotYet: if it is not one number.
        """
        tensor = self.expect_tensor(value, what, "One number")
        if tensor.numel() != 1 or isinstance(value, bool):
            raise NotYet(f"One number was expected, but {what} is {described(value)}.")
        return float(tensor.detach())

    def expect_pair(self, value: Any, names: str) -> tuple[Any, Any]:
        """`value` as two things, which the exercise calls `names`.

        Raises:
            NotYet: if it is not a tuple or a list of two.
        """
        if value is None:
            self.expect_tensor(value)
        if isinstance(value, (tuple, list)) and len(value) == 2:
            return value[0], value[1]
        raise NotYet(f"Return two things: `return {names}`.")

    def expect_finite(self, value: Any, what: str = RETURNED) -> Tensor:
        """`value` as a tensor without NaN and infinity.

        Raises:
            NotYet: if it contains either.
        """
        tensor = self.expect_tensor(value, what)
        for test, word in ((torch.isnan, "NaN, which is not a number,"), (torch.isinf, "infinity")):
            if bool(test(tensor.detach()).any()):
                raise NotYet(f"There is {word} in {what}.")
        return tensor

    def expect_close(
        self,
        value: Any,
        expected: Any,
        message: str,
        mistakes: Mapping[str, Any] | None = None,
        tolerance: float = TOLERANCE,
    ) -> None:
        """Ends the check unless `value` is `close` to `expected`.

        Args:
            value: what the answer gave.
            expected: what it should be.
            message: for a wrong value that is none of the mistakes.
            mistakes: diagnoses of known mistakes, each with the value that the mistake leads to, or a tuple of such
                values. The first match counts.
            tolerance: see `close`.

        Raises:
            NotYet: if the value is wrong, of another shape, or not finite.
        """
        if close(value, expected, tolerance):
            return
        for diagnosis, values in (mistakes or {}).items():
            if any(close(value, wrong, tolerance) for wrong in (values if isinstance(values, tuple) else (values,))):
                raise NotYet(diagnosis)
        shape = as_tensor(expected).shape
        if shape.numel() == 1:
            self.expect_number(value)
        value = self.expect_finite(self.expect_shape(value, shape))
        raise NotYet(f"{message} {_relation(value, as_tensor(expected))}".strip())

    def inspect(self) -> None:
        """Checks what can be known of the answer before it is called.

        Raises:
            NotYet: if it is not a function.
            NotAttempted: if its body is empty.
        """
        answer, name = self._answer, self._name
        untouched = f"`{name}` is still empty. Write its body, run its cell, and then this one again."
        if answer is Ellipsis or answer is NotImplemented:
            raise NotAttempted(untouched)
        if isinstance(answer, type):
            kind = f"a class, `{answer.__name__}`, and not a function"
        elif not callable(answer):
            kind = described(answer) + ", and not a function" * (answer is not None)
        elif inspect.isfunction(answer) and is_stub(answer):
            raise NotAttempted(untouched)
        else:
            return
        by_name = f"Hand over the function by its name, without brackets: `check({name})`."
        raise NotYet(f"The check was given {kind}. {by_name}")

    def _bind(self, arguments: tuple[Any, ...]) -> None:
        try:
            signature = inspect.signature(self._answer)
        except (TypeError, ValueError):  # written in C
            return
        try:
            signature.bind(*arguments)
        except TypeError:
            wanted = ", ".join(self._parameters[: len(arguments)])
            raise NotYet(
                f"Your function is called with {counted(len(arguments), 'argument')}, `{self._name}({wanted})`, "
                f"but it is defined with `{cut(str(signature), 100)}`."
            ) from None

    def _survive(self, outcome: sandbox.Outcome, subject: str) -> None:
        """Puts into words what went wrong in a call."""
        untouched = f"`{self._name}` has a `...` left. Put your own code there, run its cell, and then this one."
        value, error = outcome.value, outcome.error
        if outcome.stuck:
            raise NotYet(f"{subject} does not end, and could not be stopped. Restart the kernel before you go on.")
        if outcome.timed_out:
            limit = f"{self._seconds:g} second" + "s" * (self._seconds != 1)
            raise NotYet(
                f"{subject} did not end within {limit}, so it was stopped. "
                "Is there a loop whose condition never becomes false?"
            )
        if isinstance(error, NotYet):  # from a stub of the check's that the answer called
            raise error
        if error is not None:
            stub = isinstance(error, NotImplementedError) and "not implemented for" not in message_of(error)  # torch's
            if stub or "ellipsis" in message_of(error).lower():
                raise NotAttempted(untouched)
            raise NotYet(in_words(error, self._answer, subject))
        if value is Ellipsis or value is NotImplemented:
            raise NotAttempted(untouched)
        if type(value) is tuple and len(value) == 1:
            raise NotYet(
                "Your function returns a tuple of one item, not the item itself: a comma at the end of the "
                "`return` line makes one, and so does `torch.autograd.grad(...)` without `[0]` behind it."
            )
        if inspect.isgenerator(value) and value.gi_code.co_name == "<genexpr>":
            raise NotYet("Your function returned a `for` in round brackets. Square brackets make a list of it.")
        if inspect.isgenerator(value) and value.gi_code is getattr(self._answer, "__code__", value.gi_code):
            raise NotYet("Your function has a `yield` in it, so it returns a generator. Use `return` in its place.")
        if inspect.isgenerator(value):
            raise NotYet(
                f"Your function returned a generator, `{value.__name__}()`. Loop over it, or make a list of it."
            )
        if inspect.iscoroutine(value) or inspect.isasyncgen(value):
            if inspect.iscoroutine(value):
                value.close()
            raise NotYet("Your function begins with `async def`, so calling it does nothing yet. Use a plain `def`.")

    def _unchanged(self, before: Sequence[Any], after: Sequence[Any]) -> None:
        for number, (was, now) in enumerate(zip(before, map(_snapshot, after), strict=True)):
            if was != now:
                raise NotYet(
                    f"Your function changed its argument {self._name_of(number)}, which belongs to whoever called it. "
                    "Work on a copy, or with an operation that makes a new tensor (`x = x + 1` and not `x += 1`)."
                )

    def _untracked(self, before: Sequence[tuple[bool, bool]], after: Sequence[Any]) -> None:
        for number, (was, now) in enumerate(zip(before, map(_in_graph, after), strict=True)):
            if was[0] and not now[0]:
                raise NotYet(
                    f"Your function cut its argument {self._name_of(number)} loose in place, for its caller as well. "
                    "`detach()`, without an underscore, makes a new tensor and leaves the old one as it is."
                )
            for had, has, did in zip(was, now, ("left `requires_grad` set on", "left a gradient at"), strict=True):
                if has and not had:
                    raise NotYet(
                        f"Your function {did} its argument {self._name_of(number)}, which belongs to whoever called "
                        "it. Take the gradient at a copy: `x = x.detach().clone().requires_grad_()`."
                    )

    def _name_of(self, number: int) -> str:
        """The name of an argument in the exercise, for a sentence."""
        return f"`{self._parameters[number]}`" if number < len(self._parameters) else "one"


def close(value: Any, expected: Any, tolerance: float = TOLERANCE) -> bool:
    """Whether two values are the same numbers, whatever their types, ignoring axes of length 1.

    Never raises: False for anything that is not numbers.

    Args:
        value: a tensor, an array, a number, a list of numbers, or anything else.
        expected: likewise.
        tolerance: of the difference; relative to the expected number if that is above 1.
    """
    value, expected = as_tensor(value), as_tensor(expected)
    if value is None or expected is None or _significant(value.shape) != _significant(expected.shape):
        return False
    try:
        value, expected = (tensor.detach().cpu().double().reshape(-1) for tensor in (value, expected))
        return bool(torch.isclose(value, expected, rtol=tolerance, atol=tolerance).all())
    except (RuntimeError, TypeError):
        return False


def as_tensor(value: Any) -> Tensor | None:
    """Anything that holds numbers as a tensor, attached to its graph if it has one; None for everything else."""
    if isinstance(value, Tensor):
        if value.is_complex() or value.is_meta:
            return None
        return value if value.layout == torch.strided else value.to_dense()
    if isinstance(value, (bool, int, float, Decimal, Fraction, np.ndarray, np.generic)):
        try:
            large = isinstance(value, int) and abs(value) >= 2**63
            value = float(value) if large or isinstance(value, (Decimal, Fraction)) else value
            return as_tensor(torch.as_tensor(np.array(value)))
        except (TypeError, ValueError, RuntimeError, OverflowError):
            return None
    if isinstance(value, (list, tuple)) and value:
        if isinstance(value[0], (int, float, list)) and len(value) > 100:  # thousands of rows: convert all at once
            with contextlib.suppress(TypeError, ValueError):
                return as_tensor(np.array(value))
        parts = [as_tensor(part) for part in value]
        if any(part is None for part in parts) or len({part.shape for part in parts}) > 1:
            return None
        kind = max((part.dtype for part in parts), key=lambda dtype: (dtype.is_floating_point, dtype.itemsize))
        return torch.stack([part.to(kind) for part in parts])
    return None


def _relation(value: Tensor, expected: Tensor) -> str:
    """How wrong numbers relate to the right ones, in a sentence; "" if by no factor or summand that says something.

    A single number is some multiple of any other, so only simple factors count there.
    """
    value, expected = value.detach().double().reshape(-1), expected.detach().double().reshape(-1)
    factor, shift = float(value @ expected / (expected @ expected)), float((value - expected).mean())
    if not 1e-3 < abs(factor) < 1e3:
        return ""
    simple = len(value) > 1 or any(abs(number - round(number)) < 1e-3 for number in (factor, 1 / (factor or 2)))
    if simple and close(value, factor * expected):
        times = {2: "twice", 0.5: "half of"}.get(round(factor, 3), f"{factor:.3g} times")
        return "Only its sign is wrong." if round(factor, 3) == -1 else f"It is {times} what it should be."
    if close(value, expected + shift) and (len(value) > 1 or abs(abs(shift) - 1) < 1e-3):
        return f"It is {abs(shift):.3g} too {'large' if shift > 0 else 'small'}."
    return ""


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


def _significant(shape: Sequence[int]) -> tuple[int, ...]:
    return tuple(length for length in shape if length != 1)


def _snapshot(value: Any) -> Any:
    """What must be the same after a call: the numbers in a tensor or an array, also within lists and dictionaries."""
    if isinstance(value, Tensor):
        value = value.detach().numpy()
    if isinstance(value, np.ndarray):
        return value.dtype.str, value.shape, value.tobytes()
    if type(value) in (list, tuple):
        return [_snapshot(part) for part in value]
    if type(value) is dict:
        return {key: _snapshot(part) for key, part in value.items()}
    return value if isinstance(value, (int, float, str)) else id(value)


def _in_graph(value: Any) -> tuple[bool, bool]:
    """Whether autograd records operations on a tensor, and whether it has a gradient."""
    if not isinstance(value, Tensor):
        return False, False
    return value.requires_grad, value.is_leaf and value.grad is not None
