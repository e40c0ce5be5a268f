"""What a check says of an answer: right ones in any form, untouched ones, wrong ones, and everything else."""

import asyncio
import builtins
import functools
import io
import math
import random
import re
import sys
import threading
import time
import warnings

import numpy as np
import pytest
import torch

from gan_lesson.exercises import Attempt, Exercise, NotYet, close, exercise, sandbox
from gan_lesson.exercises.attempt import as_tensor, is_stub
from gan_lesson.exercises.exercise import highlighted
from gan_lesson.exercises.wording import MEANINGS, described

GIVEN = torch.tensor([-2.0, 0.0, 3.0])


@exercise(
    hints=("What becomes of 0?", "One divided by something.", "`1 / (1 + ...)`."),
    praise="A *probability*.",
    seconds=30,  # so that a busy machine changes nothing; where it matters, `little_time`
)
def sigmoid(logits: torch.Tensor) -> torch.Tensor:
    """The sigmoid."""
    return 1 / (1 + torch.exp(-logits))  # 0 becomes 1/2


@sigmoid.checks
def _(attempt: Attempt) -> str | None:
    found = attempt.expect_finite(attempt.expect_shape(attempt(GIVEN), (3,)))
    if close(found, torch.sigmoid(torch.sigmoid(GIVEN))):
        return "You applied the sigmoid twice."
    attempt.expect_close(found, torch.sigmoid(GIVEN), "For the logit 0 the sigmoid is 0.5.")
    return None


def judged(answer, outcome="not yet"):
    """What is said to an answer; the check itself has not stumbled, and no traceback is in what is said."""
    verdict = sigmoid.check(answer)
    assert verdict.error is None
    assert verdict.outcome == outcome, verdict
    assert "Traceback" not in str(verdict) and "sandbox" not in str(verdict)
    return verdict


# --- right answers


def in_numpy(logits):
    return 1 / (1 + np.exp(-logits.numpy()))


def in_float64(logits):
    return torch.sigmoid(logits.double())


def by_a_loop(logits):
    return [1 / (1 + 2.718281828459045 ** -float(logit)) for logit in logits]


def by_a_loop_of_tensors(logits):
    return [torch.sigmoid(logit) for logit in logits]


def with_an_axis_more(logits):
    return torch.sigmoid(logits)[None]


def without_gradient(logits):
    with torch.no_grad():
        return torch.sigmoid(logits)


def with_gradient(logits):
    return torch.sigmoid(logits * torch.ones(3, requires_grad=True))


def working_on_a_copy(logits):
    logits = logits.clone()
    return logits.sigmoid_()


@torch.no_grad()
def decorated(logits):
    return torch.sigmoid(logits)


class Callable:
    def __call__(self, logits):
        return torch.sigmoid(logits)


@pytest.mark.parametrize(
    "answer",
    [
        sigmoid.function,
        in_numpy,
        in_float64,
        by_a_loop,
        by_a_loop_of_tensors,
        with_an_axis_more,
        without_gradient,
        with_gradient,
        working_on_a_copy,
        decorated,
        Callable(),
        torch.nn.Sigmoid(),
        torch.sigmoid,
        lambda anything: torch.sigmoid(anything),
    ],
)
def test_a_right_answer_in_any_form_is_correct(answer):
    assert str(judged(answer, "correct")) == "Correct. A probability."


# --- nothing attempted


def only_a_docstring(logits):
    """Write me."""


def only_dots(logits): ...


def only_pass(logits):
    pass


def docstring_and_dots(logits):
    """Write me."""
    ...


def returns_dots(logits):
    return ...


def returns_none_and_nothing_else(logits):
    return None


def returns_not_implemented(logits):
    return NotImplemented


def raises_not_implemented(logits):
    raise NotImplementedError


def half_filled_in(logits):
    probabilities = ...
    return probabilities


def dots_that_are_used(logits):
    probabilities = ...
    return probabilities + 1


def with_a_closure():
    logits = 0

    def inner(given):
        """Write me."""
        ...

    return inner if logits == 0 else logits


@torch.no_grad()
def decorated_stub(logits):
    """Write me."""


@pytest.mark.parametrize(
    "answer",
    [
        only_a_docstring,
        only_dots,
        only_pass,
        docstring_and_dots,
        returns_dots,
        returns_none_and_nothing_else,
        returns_not_implemented,
        raises_not_implemented,
        half_filled_in,
        dots_that_are_used,
        with_a_closure(),
        decorated_stub,
        ...,
    ],
)
def test_an_untouched_stub_is_not_attempted(answer):
    assert "sigmoid" in judged(answer, "not attempted").message


def prints_and_returns_nothing(logits):
    print(torch.sigmoid(logits))


def with_one_statement(logits):
    torch.sigmoid(logits)


def yields_nothing(logits):
    return
    yield


@pytest.mark.parametrize("function", [prints_and_returns_nothing, with_one_statement, yields_nothing, sigmoid.function])
def test_whatever_does_something_is_no_stub(function):
    assert not is_stub(function)


def test_a_forgotten_return_is_named():
    assert "`return`" in judged(with_one_statement).message
    verdict = judged(prints_and_returns_nothing)
    assert "`return`" in verdict.message and verdict.printed.startswith("tensor([")


# --- something else than a function


@pytest.mark.parametrize(
    ("answer", "part"),
    [
        (None, "given None"),
        (3, "the number 3"),
        (0.25, "the number 0.25"),
        ("sigmoid", "a text"),
        (torch.sigmoid(GIVEN), "a tensor of the shape (3,)"),
        (np.zeros(3), "a NumPy array of the shape (3,)"),
        ([], "a list of length 0"),
        (torch.nn.Sigmoid, "a class, `Sigmoid`"),
        (sigmoid, "an object of the type Exercise"),
        (sys, "an object of the type module"),
    ],
)
def test_something_else_than_a_function_is_named(answer, part):
    message = judged(answer).message
    assert part in message and "`check(sigmoid)`" in message


@pytest.mark.parametrize(
    ("answer", "part"),
    [
        (lambda: 3, "with 1 argument, `sigmoid(logits)`, but it is defined with `()`"),
        (lambda logits, labels: 3, "it is defined with `(logits, labels)`"),
        (lambda *, logits: 3, "it is defined with `(*, logits)`"),
    ],
)
def test_other_parameters_are_named(answer, part):
    assert part in judged(answer).message


# --- something else than the tensor that was asked for


@pytest.mark.parametrize(
    ("returned", "part"),
    [
        ("a probability", "is a text"),
        ({}, "is a dict of length 0"),
        (torch.sigmoid, "is a function"),
        (torch.nn.Sigmoid, "is a class"),
        ([1.0, "two"], "is a list of length 2"),
        ([torch.zeros(2), torch.zeros(3)], "is a list of length 2"),
        (np.array(["a", "b", "c"]), "is a NumPy array of the shape (3,) and the type <U1"),
        (object(), "is an object of the type object"),
        (torch.zeros(3, 1, 2), "has the shape (3, 1, 2)"),
        (torch.tensor(0.5), "has the shape ()"),
        (0.5, "has the shape ()"),
        (torch.zeros(0), "has the shape (0,)"),
        (torch.tensor([0.1, float("nan"), 0.9]), "NaN"),
        (torch.tensor([0.1, float("inf"), 0.9]), "infinity"),
        (torch.zeros(3), "For the logit 0 the sigmoid is 0.5."),
        (torch.zeros(3, dtype=torch.int64), "For the logit 0 the sigmoid is 0.5."),
        (torch.zeros(3, dtype=torch.bool), "For the logit 0 the sigmoid is 0.5."),
        (torch.zeros(3, dtype=torch.complex64), "a tensor of complex numbers and the shape (3,)"),
        (torch.zeros(3).to_sparse(), "For the logit 0 the sigmoid is 0.5."),
        (torch.zeros(3, device="meta"), "a tensor of no numbers but the shape (3,)"),
        (10**400, "is a large whole number"),
    ],
)
def test_what_was_returned_is_named(returned, part):
    assert part in judged(lambda logits: returned).message


def test_a_misconception_is_named():
    assert judged(lambda logits: torch.sigmoid(torch.sigmoid(logits))).message == "You applied the sigmoid twice."


def test_a_generator_and_a_coroutine_are_named():
    def generator(logits):
        yield torch.sigmoid(logits)

    async def coroutine(logits):
        return torch.sigmoid(logits)

    async def both(logits):
        yield torch.sigmoid(logits)

    assert "`yield`" in judged(generator).message
    assert "`async def`" in judged(coroutine).message
    assert "`async def`" in judged(both).message


# --- errors


def divides(logits):
    ratio = 1 / 0
    return ratio


def calls_something_that_fails(logits):
    return logits.reshape(2, 2)


def fails_in_a_helper(logits):
    return divides(logits)


def raises_without_a_word(logits):
    raise KeyError


class Wordless(Exception):
    def __str__(self):
        raise RuntimeError("no")


def raises_something_unspeakable(logits):
    raise Wordless


def misspells(logits):
    return torch.exp(logit)  # noqa: F821


def uses_too_early(logits):
    total = total + logits  # noqa: F821
    return total


def asserts(logits):
    assert logits.sum() > 100, "too `small`"


@pytest.mark.parametrize(
    ("answer", "kind", "line"),
    [
        (divides, "a ZeroDivisionError", "`ratio = 1 / 0`: division by zero."),
        (calls_something_that_fails, "a RuntimeError", "`return logits.reshape(2, 2)`: shape '[2, 2]' is invalid"),
        (fails_in_a_helper, "a ZeroDivisionError", "`ratio = 1 / 0`"),
        (raises_without_a_word, "a KeyError", "`raise KeyError`."),
        (raises_something_unspeakable, "a Wordless", "`raise Wordless`."),
        (uses_too_early, "an UnboundLocalError", "`total = total + logits"),
        (asserts, "an AssertionError", "too 'small'"),
    ],
)
def test_an_error_is_told_with_its_place(answer, kind, line):
    message = judged(answer).message
    assert message.startswith(f"Your function raised {kind} in line ") and line in message, message
    place = int(re.search(r"in line (\d+)", message)[1])
    assert 0 < place - answer.__code__.co_firstlineno < 3 or answer is fails_in_a_helper


def test_a_name_that_does_not_exist_is_named():
    message = judged(misspells).message
    assert "`logit`, which does not exist" in message and "a cell that has not been run" in message


def test_an_error_s_long_message_is_cut_and_has_one_line():
    def long_winded(logits):
        raise ValueError("x" * 1000 + chr(10) + 50 * "y")

    assert "x ..." in judged(long_winded).message and "yy" not in judged(long_winded).message


@pytest.mark.parametrize("leave", [sys.exit, exit, quit, lambda: (_ for _ in ()).throw(SystemExit(3))])
def test_an_attempt_to_leave_is_told_and_nothing_is_left(leave):
    def leaves(logits):
        leave()

    assert "the program" in judged(leaves).message or "exit" in judged(leaves).message


def test_recursion_without_an_end_is_named():
    def again(logits):
        return again(logits)

    def more(logits):
        return 1 + again(logits)

    assert "calls itself without an end" in judged(again).message
    assert "calls itself without an end" in judged(more).message


def test_too_much_memory_is_named():
    assert "more memory than there is" in judged(lambda logits: torch.zeros(10**15)).message
    assert "more memory than there is" in judged(lambda logits: np.zeros(10**15)).message
    assert "more memory than there is" in judged(lambda logits: [0] * 10**13).message


# --- loops that do not end


def endless(logits):
    while True:
        pass


def endless_with_work(logits):
    while True:
        torch.sigmoid(logits)


def swallows(logits):
    while True:
        try:  # noqa: SIM105
            logits.abs()
        except:  # noqa: E722
            pass


def swallows_while_it_sleeps(logits):
    while True:
        try:
            time.sleep(0.01)
        except BaseException:
            continue


def swallows_twice(logits):
    while True:
        try:
            while True:
                try:
                    time.sleep(0.001)
                except BaseException as error:
                    print(type(error).__name__)
        except:  # noqa: E722
            continue


def swallows_in_finally(logits):
    while True:
        try:
            logits = logits + 1
        finally:
            continue  # noqa: B012


def swallows_in_a_helper(logits):
    while True:
        swallows_once(logits)


def swallows_once(logits):
    try:
        return sum(range(1000))
    except BaseException:
        return None


def prints_for_ever(logits):
    while True:
        print("on and on")


def with_suppress(logits):
    import contextlib

    while True:
        with contextlib.suppress(BaseException):
            time.sleep(0.001)


LOOPS = [
    endless,
    endless_with_work,
    swallows,
    swallows_while_it_sleeps,
    swallows_twice,
    swallows_in_finally,
    swallows_in_a_helper,
    prints_for_ever,
    with_suppress,
]


@pytest.fixture
def little_time(monkeypatch):
    monkeypatch.setattr(sigmoid, "seconds", 0.2)


@pytest.mark.parametrize("answer", LOOPS)
def test_an_endless_loop_is_interrupted(answer, little_time):
    alive = threading.active_count()
    assert "did not end within 0.2 seconds" in judged(answer).message
    assert threading.active_count() == alive, "its thread has ended"
    assert sys.gettrace() is TRACE


TRACE = sys.gettrace()


def test_a_loop_is_interrupted_when_the_check_runs_in_a_thread(little_time):
    verdicts = []
    thread = threading.Thread(target=lambda: verdicts.append(judged(swallows)))
    thread.start()
    thread.join(10)
    assert "did not end" in verdicts[0].message


def test_a_call_that_cannot_be_stopped_is_told(little_time, monkeypatch):
    monkeypatch.setattr(sandbox, "GRACE", 0.2)
    until = threading.Event()
    message = judged(lambda logits: until.wait(60)).message
    until.set()
    assert "could not be stopped" in message and "Restart the kernel" in message


def test_what_ends_in_time_is_not_interrupted():
    def takes_its_time(logits):
        time.sleep(0.3)
        return torch.sigmoid(logits)

    judged(takes_its_time, "correct")


def test_an_import_takes_no_time(tmp_path, monkeypatch):
    (tmp_path / "slow_to_import.py").write_text("import time\ntime.sleep(0.8)\nanswer = 42\n", encoding="utf-8")
    monkeypatch.setattr(sigmoid, "seconds", 0.5)
    monkeypatch.syspath_prepend(tmp_path)

    def imports(logits):
        slow_to_import = __import__("slow_to_import")
        print(slow_to_import.answer)
        return torch.sigmoid(logits)

    assert judged(imports, "correct").printed == "42\n"


def test_the_person_at_the_keyboard_gets_through(monkeypatch):
    """An interrupt arrives in the waiting thread: the function is stopped, and the interrupt goes on."""
    monkeypatch.setattr(sandbox, "_wait", lambda worker, seconds: (_ for _ in ()).throw(KeyboardInterrupt))
    alive, out = threading.active_count(), sys.stdout
    with pytest.raises(KeyboardInterrupt):
        sigmoid.check(swallows)
    assert threading.active_count() == alive and sys.stdout is out


# --- printing


def test_what_is_printed_is_kept_and_cut(capsys):
    def talks(logits):
        print("so", end=" ")
        print("far", file=sys.stderr)
        sys.stdout.write("x" * 5000)
        sys.stdout.flush()
        return torch.sigmoid(logits)

    verdict = judged(talks, "correct")
    assert verdict.printed.startswith("so far\nxxx")
    assert verdict.printed.endswith("x ... (and more)") and len(verdict.printed) < 2100
    assert "It printed:" in str(verdict)
    assert capsys.readouterr().out == ""


def test_what_others_print_meanwhile_goes_where_it_always_went(capsys):
    def while_another_talks(logits):
        other = threading.Thread(target=print, args=("elsewhere",))
        other.start()
        other.join()
        return torch.sigmoid(logits)

    assert judged(while_another_talks, "correct").printed == ""
    assert "elsewhere" in capsys.readouterr().out


def test_printed_text_is_no_html():
    def sly(logits):
        print("<script>alert(1)</script>")

    html = judged(sly).bundle()["text/html"]
    assert "&lt;script&gt;alert" in html and "<script>alert" not in html


# --- what is changed around the function


def test_a_changed_argument_is_named():
    def in_place(logits):
        return logits.sigmoid_()

    message = judged(in_place).message
    assert "changed its argument `logits`" in message
    GIVEN.copy_(torch.tensor([-2.0, 0.0, 3.0]))


@pytest.mark.parametrize(
    ("argument", "change"),
    [
        (np.zeros(3), lambda a: a.fill(1)),
        ([1, 2], lambda a: a.append(3)),
        ([1, 2], lambda a: a.reverse()),
        ({"a": 1}, lambda a: a.update(a=2)),
        ([torch.zeros(2)], lambda a: a[0].add_(1)),
        ((np.zeros(2),), lambda a: a[0].fill(1)),
        (torch.zeros(3), lambda a: a.resize_(2)),
        (torch.tensor([1, 2]), lambda a: a.zero_()),
    ],
)
def test_every_kind_of_argument_is_compared(argument, change):
    attempt = Attempt(sigmoid.function, change)
    with pytest.raises(NotYet, match="changed its argument `logits`"):
        attempt(argument)


@pytest.mark.parametrize(
    "argument", [np.array([1.0, float("nan")]), [1, None], {"a": [1.5]}, torch.tensor([float("nan")]), "text", object()]
)
def test_an_argument_that_stays_is_not_complained_about(argument):
    assert Attempt(sigmoid.function, lambda given: 7)(argument) == 7


def test_what_a_check_relies_on_is_put_back_and_told():
    torch.manual_seed(5)
    np.random.seed(5)
    random.seed(5)
    around = [
        torch.get_default_dtype,
        torch.is_grad_enabled,
        np.geterr,
        lambda: list(warnings.filters),
        lambda: (sys.stdout, sys.stderr),
        lambda: (torch.sigmoid, torch.nn.functional.softplus, np.exp, print),
        lambda: torch.get_rng_state().tolist(),
        lambda: np.random.get_state()[1].tolist(),
        random.getstate,
    ]
    before = [look() for look in around]
    right = torch.sigmoid(GIVEN)

    def vandal(logits):
        torch.manual_seed(1)
        np.random.seed(1)
        random.seed(1)
        torch.set_default_dtype(torch.float64)
        torch.set_grad_enabled(False)
        np.seterr(all="ignore")
        warnings.simplefilter("error")
        torch.sigmoid = torch.nn.functional.softplus = np.exp = lambda numbers: 0 * numbers
        del builtins.print
        sys.stdout = sys.stderr = io.StringIO()
        return right

    notes = " ".join(judged(vandal, "correct").notes)
    for part in ("random seed", "number type", "`sys.stdout`", "`torch.sigmoid`", "`numpy.exp`", "`builtins.print`"):
        assert part in notes
    assert [look() for look in around] == before


def test_what_torch_wraps_on_its_own_is_nobodys_doing():
    """As `torch.func` does with ``torch.manual_seed`` when it is loaded, which takes seconds."""
    was = torch.manual_seed

    def loads_something(logits):
        torch.manual_seed = functools.wraps(was)(lambda seed: was(seed))
        return torch.sigmoid(logits)

    assert judged(loads_something, "correct").notes == [] and torch.manual_seed is was


def test_a_list_of_one_passes_with_a_note_and_a_tuple_of_one_does_not():
    assert "a list with one item" in judged(lambda logits: [torch.sigmoid(logits)], "correct").notes[0]
    assert "a tuple of one" in judged(lambda logits: (torch.sigmoid(logits),)).message


def test_an_argument_cut_loose_in_place_is_told():
    @exercise(hints=("a", "b", "c"))
    def same(numbers):
        return numbers

    @same.checks
    def _(attempt):
        attempt.expect_close(attempt(2 * torch.ones(2, requires_grad=True)), [2, 2], "Not the same.")

    assert same.check(lambda numbers: numbers.detach()).outcome == "correct"
    assert "loose in place" in same.check(lambda numbers: numbers.detach_()).message


@pytest.mark.parametrize(
    ("answer", "part"),
    [
        (lambda logits: [logits] - [logits], "one tensor at a time."),
        (lambda logits: torch.nn.Sequential(torch.nn.Sigmoid)(logits), "not `nn.ReLU` nor `torch.relu`."),
        (lambda logits: torch.stack([logits, logits[:2]]), "flatten them first."),
        (lambda logits: logits.mean().item().backward(), "`.item()` makes a number."),
        (lambda logits: torch.nn.BCEWithLogitsLoss()(logits, torch.ones(128)), "a batch of any size."),
        (lambda logits: (torch.sigmoid(logit) for logit in logits), "Square brackets make a list of it."),
    ],
)
def test_a_beginners_error_is_explained(answer, part):
    assert judged(answer).message.endswith(part)


def test_a_check_within_the_function_is_told_once():
    def checks_itself(logits):
        sigmoid.check(checks_itself)
        return torch.sigmoid(logits)

    alive = threading.active_count()
    assert "calls a check itself" in judged(checks_itself).message
    assert threading.active_count() == alive


class Unmeasurable(list):
    def __len__(self):
        raise RuntimeError("no length")


class Untouchable:
    def __getattribute__(self, name):
        raise RuntimeError("hands off")


class Untorchable(torch.Tensor):
    @classmethod
    def __torch_function__(cls, *arguments, **named):
        raise RuntimeError("not with me")


class Leaver(list):
    def __len__(self):
        raise SystemExit


@pytest.mark.parametrize(
    "make",
    [
        lambda: Unmeasurable([1.0]),
        Untouchable,
        lambda: torch.zeros(3).as_subclass(Untorchable),
        lambda: Leaver([1.0]),
    ],
)
def test_an_object_that_raises_whatever_it_is_asked_is_survived(make):
    verdict, handed_over = sigmoid.check(lambda logits: make()), sigmoid.check(make())
    assert verdict.outcome == handed_over.outcome == "not yet"
    assert re.search(r"an object of the type (Un\w+|Leaver)\.$", verdict.message), verdict.message


def test_random_numbers_are_the_same_in_every_check_and_need_no_word():
    def draws(logits):
        print(torch.rand(2).tolist(), np.random.rand(), random.random())
        return torch.sigmoid(logits)

    first, second = judged(draws, "correct"), judged(draws, "correct")
    assert first.printed == second.printed != "" and first.notes == []


def test_a_warning_is_neither_raised_nor_shown(recwarn):
    def warns(logits):
        warnings.warn("mind the gap", stacklevel=1)
        return torch.sigmoid(logits)

    assert judged(warns, "correct").printed == ""
    assert not recwarn.list


def test_a_check_that_stumbles_says_what_was_returned_and_keeps_the_error():
    @exercise(hints=("a", "b", "c"))
    def first(numbers):
        return numbers[0]

    @first.checks
    def _(attempt):
        return "too small" if attempt([1, 2])["one"] < 1 else None

    verdict = first.check(lambda numbers: numbers[0])
    assert verdict.outcome == "not yet" and isinstance(verdict.error, TypeError)
    assert verdict.message.endswith("It returned the number 1.")


# --- what an attempt offers


def test_a_number_is_taken_in_many_forms():
    attempt = Attempt(sigmoid.function, None)
    for found in (2, 2.0, np.float32(2), np.array([2]), torch.tensor(2), torch.tensor([[2.0]], requires_grad=True)):
        assert attempt.expect_number(found) == 2.0
    with pytest.raises(NotYet, match=r"One number was expected, but the loss is a tensor of the shape \(2,\)"):
        attempt.expect_number(torch.zeros(2), "the loss")


@pytest.mark.parametrize(
    ("value", "expected", "relation"),
    [
        (42, 21, "It is twice what it should be."),
        (-21.0, 21, "Only its sign is wrong."),
        (10.5, 21, "It is half of what it should be."),
        (7, 21, "It is 0.333 times what it should be."),
        (22, 21, "It is 1 too large."),
        (20, 21, "It is 1 too small."),
        ([0.75, 1.5], [0.5, 1.0], "It is 1.5 times what it should be."),
        ([1.25, 1.75], [1, 1.5], "It is 0.25 too large."),
        (30, 21, ""),  # any number is some multiple of another
        ([1.0, 2.0], [1.0, 3.0], ""),
        (3, 0, ""),
        (1e308, 21, ""),
    ],
)
def test_a_wrong_number_that_is_simply_related_to_the_right_one_is_told_how(value, expected, relation):
    with pytest.raises(NotYet) as told:
        Attempt(sigmoid.function, None).expect_close(value, expected, "Not yet.")
    assert str(told.value) == f"Not yet. {relation}".strip()


def test_close_knows_numbers_whatever_holds_them():
    assert (
        close(torch.tensor([[1.0, 2.0]]), np.array([1, 2]))
        and close([1, 2], (1.0, 2.0))
        and close(3, torch.tensor(3.0))
    )
    assert close(1e6, 1e6 + 1) and not close(1.0, 1.01) and close(1.0, 1.01, 0.02)
    for other in (None, "1", ..., [None], torch.nan, torch.zeros(2), object(), torch):
        assert not close(other, 1.0) and not close(1.0, other)
    assert not close(torch.nan, torch.nan)
    assert not close(torch.zeros(2, 3), torch.zeros(3, 2))


def test_a_tensor_keeps_its_history():
    weight = torch.ones(2, requires_grad=True)
    assert as_tensor([3 * weight[0], weight[1]]).requires_grad
    assert as_tensor(np.float64(1)).dtype == torch.float64 and as_tensor("1") is None and as_tensor([]) is None


def test_things_are_described_in_words():
    assert described(torch.zeros(2, 3)) == "a tensor of the shape (2, 3)"
    assert described(float("nan")) == "the number nan" and described(True) == "True"
    assert described(print) == "a function"


@pytest.mark.parametrize(
    ("fails", "part"),
    [
        (lambda logits: math.exp(-logits), "For a tensor there are `torch.exp`"),
        (lambda logits: logits > 0 and logits < 1, "Between tensors write `&`"),
        (lambda logits: 1 / (1 + np.exp(-logits.item())), "single number in them"),
        (lambda logits: torch.randn(2, 2, torch.Generator()), "`generator=random`"),
        (lambda logits: (logits > 0).mean(), "Turn the Trues into numbers"),
        (lambda logits: torch.sqrt(2) * logits, "For a plain number there is `math`"),
        (lambda logits: logits * logits.grad, "One of them is None"),
        (lambda logits: logits + 2 ^ 0.5, "A power is written `**`"),
        (lambda logits: 2.0 ^ 0.5, "A power is written `**`"),
        (lambda logits: logits + torch.ones(2), "element by element"),
        (lambda logits: torch.ones(2, 2) @ logits, "`.T` swaps the two"),
        (lambda logits: torch.ones(3, 2) @ torch.ones(3, 2), "`.T` swaps the two"),
        (lambda logits: logits[3], "Rows are counted from 0"),
    ],
)
def test_an_error_is_explained_as_well(fails, part):
    assert judged(fails).message.endswith(next(text for text in MEANINGS.values() if part in text))


def test_a_comma_too_many_is_named():
    assert "a comma" in judged(lambda logits: (torch.sigmoid(logits),)).message


def test_a_whole_number_of_any_size_is_a_number():
    assert close(10**30, 1e30) and not close(10**400, 1e30)


# --- hints, solution, and how all this is shown


def test_hints_come_one_after_the_other_and_begin_anew():
    @exercise(hints=("a", "b", "*c*"))
    def f():
        return 1

    assert [str(f.hint()) for _ in range(4)] == ["Hint 1 of 3: a", "Hint 2 of 3: b", "Hint 3 of 3: c", "Hint 1 of 3: a"]


def test_an_exercise_needs_three_hints():
    with pytest.raises(ValueError, match="needs three hints, not 2"):
        Exercise(lambda: 1, ("a", "b"))


def test_the_solution_is_shown_without_its_trappings():
    solution = sigmoid.solution()
    assert str(solution) == "def sigmoid(logits):\n    return 1 / (1 + torch.exp(-logits))  # 0 becomes 1/2\n"
    html = solution.bundle()["text/html"]
    assert '<span class="gl-keyword">def</span>' in html and '<span class="gl-comment"># 0 becomes 1/2</span>' in html
    assert re.sub(r"<[^>]+>", "", highlighted("a < 'b'")) == "a &lt; &#x27;b&#x27;"


@pytest.mark.parametrize("outcome", ["correct", "not yet", "not attempted"])
def test_a_verdict_says_it_by_word_shape_and_colour(outcome):
    answer = {"correct": sigmoid.function, "not yet": lambda logits: logits, "not attempted": ...}[outcome]
    bundle = judged(answer, outcome).bundle()
    assert bundle["text/plain"].startswith(outcome.capitalize() + ".")
    html = bundle["text/html"]
    assert 'role="status"' in html and f'class="gl-box gl-{outcome.replace(" ", "-")}"' in html
    assert "<svg" in html and f"<span>{outcome.capitalize()}</span>" in html
    assert " at 0x" not in html + bundle["text/plain"]


def test_in_a_notebook_everything_is_shown_once_and_a_later_cell_shows_it_again():
    from IPython.core.interactiveshell import InteractiveShell

    from gan_lesson.page import markup

    shown = []

    class Quiet(markup.Shown):
        def bundle(self):
            return {"text/plain": "words", "text/html": "<p>words</p>"}

    InteractiveShell.clear_instance()
    shell = InteractiveShell.instance()
    try:
        shell.display_pub.publish = lambda data, *rest, **more: shown.append(data["text/plain"])
        quiet = Quiet()
        quiet.show()
        quiet._ipython_display_()
        assert shown == ["words"]
        shell.execution_count += 1
        quiet._ipython_display_()
        assert shown == ["words", "words"]
    finally:
        InteractiveShell.clear_instance()
        asyncio.set_event_loop(None)
