"""Values and errors in words, for students who have never seen the check."""

import inspect
import linecache
import traceback
from collections.abc import Callable
from typing import Any

import numpy as np
from torch import Tensor

MOST_WORDS = 300  # characters of an error message
MEANINGS = {  # parts of error messages that say little to a beginner
    "list is not a Module subclass": "`nn.Sequential` wants layers one by one, without square brackets around them.",
    "is not a Module subclass": "`nn.Sequential` wants layers, made with brackets: `nn.ReLU()`, not `nn.ReLU` nor "
    "`torch.relu`.",
    "must be Tensor, not Linear": "Is a comma missing between two layers?",
    "Unflatten.__init__() takes": "The shape is one thing, in brackets of its own: `nn.Unflatten(1, (1, 28, 28))`.",
    "argument: 'out_features'": "It takes two numbers, `nn.Linear(32, 256)`, without a second pair of brackets.",
    "'list' and 'list'": "Lists are no tensors: go through them, one tensor at a time.",
    "stack expects each tensor to be equal size": "Go through them one at a time, or flatten them first.",
    "number of dimensions: got 2 and 1": "The first has rows and columns, the second is a single row of numbers.",
    "except in dimension 0": "Without `dim`, `torch.cat` puts them below each other. Side by side is `dim=1`.",
    "cat() takes from": "`torch.cat` wants the tensors in square brackets: `torch.cat([a, b], dim=1)`.",
    "must have same number of dimensions": "Go through them one at a time, or flatten them first.",
    "has no attribute 'backward'": "Only a loss has `backward`, and only as a tensor: `.item()` makes a number.",
    "has no attribute 'size'": "A target is a tensor as well: `torch.ones_like(logits)`.",
    "backward through the graph a second time": "One `backward` has used it up: add the losses, and call it once.",
    "input should be between 0 and 1": "It wants probabilities. `binary_cross_entropy_with_logits` wants logits.",
    "differentiated Tensors does not require grad": "Autograd has to watch a tensor before it is used: "
    "`x = x.detach().clone().requires_grad_()`.",
    "implicitly created only for scalar outputs": "Only one number can be differentiated. Make one of them first: "
    "`.sum()`, or `.mean()` where the mean is wanted.",
    "'tuple' object has no attribute": "A tuple holds several things, or only one, as that of `torch.autograd.grad` "
    "does. `[0]` takes the first.",
    "torch.return_types.sort": "`.sort()` returns two things, the sorted numbers and where they stood. "
    "`.sort().values` are the numbers.",
    "does not require grad": "No weight is known to have a part in this number. Was a network asked, and its answer "
    "neither detached nor given under `torch.no_grad()`?",
    "Target size": "`torch.ones_like(logits)` fits a batch of any size.",
    "only one element tensors can be converted": "`math.exp` and its like take a single number. For a tensor there are "
    "`torch.exp`, `torch.log` and so on.",
    "Boolean value of Tensor with more than one value": "`and`, `or`, `not` and `if` want a single True or False. "
    "Between tensors write `&`, `|` and `~`, with brackets around every comparison.",
    "cannot be converted to Scalar": "`.item()` is for tensors with a single number in them.",
    "torch._C.Generator": "Pass the generator by name: `generator=random`.",
    "could not infer output dtype": "Turn the Trues into numbers first: `.float().mean()`.",
    "must be Tensor, not": "For a plain number there is `math`, or a power such as `2**0.5`.",
    "'NoneType'": "One of them is None, like the result of a function without `return`, or a `.grad` that nobody asked "
    "for.",
    "for ^": "A power is written `**` in Python.",
    "bitwise_xor": "A power is written `**` in Python.",
    "must match the size": "`+`, `*` and comparisons go element by element, so the sizes have to agree. Sums of "
    "products are made by `@`.",
    "size mismatch": "`@` needs as many columns on its left as there are rows on its right. `.T` swaps the two.",
    "cannot be multiplied": "`@` needs as many columns on its left as there are rows on its right. `.T` swaps the two.",
    "is out of bounds": "Rows are counted from 0, and how many there are differs from call to call: `len` knows.",
}


def described(value: Any) -> str:
    """What a value is, in a few words: its kind, its shape, or the number itself. Never raises."""
    try:
        return _described(value)
    except (Exception, SystemExit):  # any access to an object may raise
        return f"an object of the type {type(value).__name__}"


def _described(value: Any) -> str:
    if value is None or isinstance(value, bool):
        return str(value)
    if isinstance(value, (int, float)):
        return f"the number {value:.6g}" if isinstance(value, float) or abs(value) < 10**6 else "a large whole number"
    if isinstance(value, Tensor):
        numbers = "complex numbers and " if value.is_complex() else "no numbers but " if value.is_meta else ""
        return f"a tensor of {numbers}the shape {tuple(value.shape)}"
    if isinstance(value, np.ndarray):
        return f"a NumPy array of the shape {value.shape} and the type {value.dtype}"
    if isinstance(value, str):
        return "a text"
    if isinstance(value, (list, tuple, dict, set)):
        return f"a {type(value).__name__} of length {len(value)}"
    if isinstance(value, type):
        return "a class"
    if inspect.isroutine(value):
        return "a function"
    return f"an object of the type {type(value).__name__}"


def in_words(error: BaseException, answer: Callable[..., Any], subject: str) -> str:
    """An exception as a sentence for the author of `answer`: what happened to `subject`, and in which line of it."""
    where = _place(error, answer)
    message = message_of(error)
    if isinstance(error, SystemExit):
        return f"{subject} tried to end the program{where}. Leave a function with `return`."
    if isinstance(error, RecursionError):
        return f"{subject} calls itself without an end{where}."
    if isinstance(error, MemoryError) or "can't allocate memory" in message or "not enough memory" in message:
        return f"{subject} asked for more memory than there is{where}."
    if isinstance(error, NameError) and not isinstance(error, UnboundLocalError) and getattr(error, "name", None):
        return (
            f"{subject} uses the name `{error.name}`, which does not exist{where}. "
            "Is it misspelled, or defined in a cell that has not been run?"
        )
    kind = type(error).__name__
    article = "an" if kind[0] in "AEIOUaeiou" else "a"
    full_stop = "" if message.endswith((".", "!", "?")) else "."
    meaning = next((f" {meaning}" for part, meaning in MEANINGS.items() if part in message), "")
    return f"{subject} raised {article} {kind}{where}{f': {message}' if message else ''}{full_stop}{meaning}"


def message_of(error: BaseException) -> str:
    """The first line of an exception's own message, cut where it is long."""
    try:
        text = str(error)
    except Exception:  # from a class of the student's own
        return ""
    return cut(text.strip().split("\n")[0].replace("`", "'"), MOST_WORDS)


def _place(error: BaseException, answer: Callable[..., Any]) -> str:
    """The line of the student's function in which it happened."""
    code = getattr(inspect.unwrap(answer) if inspect.isfunction(answer) else answer, "__code__", None)
    if code is None:
        return ""
    own = [entry for entry in traceback.extract_tb(error.__traceback__) if entry.filename == code.co_filename]
    if not own:
        return ""
    line = (own[-1].line or linecache.getline(own[-1].filename, own[-1].lineno)).strip()
    return f" in line {own[-1].lineno}" + (f", `{cut(line.replace('`', ''), 120)}`" if line else "")


def counted(number: int, noun: str) -> str:
    """A number and its noun: ``no arguments``, ``1 argument``, ``2 arguments``."""
    return f"{number or 'no'} {noun}{'s' * (number != 1)}"


def cut(text: str, most: int, end: str = " ...") -> str:
    """A text cut to at most so many characters, with `end` if something is missing."""
    return text if len(text) <= most else text[:most] + end
