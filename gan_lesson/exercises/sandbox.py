"""Runs a student's function in a thread of its own, with a time limit, and leaves the kernel as it was.

An endless Python loop is interrupted, even one that swallows every exception. One long call into C, such as the product
of two giant matrices, cannot be interrupted: it is left to end by itself.

What the function prints is kept. Random generators, torch's default number type and the names in `WATCHED` are
restored. Grad mode and NumPy's error state belong to a thread and end with it. Files, folders and environment are the
student's own business, as in any other cell.
"""

import builtins
import contextlib
import ctypes
import functools
import io
import math
import random
import sys
import threading
import time
import warnings
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import torch

SECONDS = 4.0  # time limit of one call
MOST_IMPORTING = 60.0  # seconds more if it imports something
GRACE = 4.0  # seconds of repeated attempts to stop it
MOST_PRINTED = 2000  # characters
OURS = (__file__, threading.__file__, contextlib.__file__)  # files whose own code is never interrupted
SEED = 20140610  # of every generator while the function runs: the day on which arXiv 1406.2661 appeared
WATCHED = (builtins, math, np, torch, torch.nn.functional)  # checks and lessons rely on what is in them


class TimeUp(SystemExit):
    """Raised in the function's thread when its time is up. Python ends a thread silently at a SystemExit."""


class _FirstTimeUp(TimeUp):
    """The first `TimeUp`. Python makes it in the function's thread, where it sees to it that more follow.

    One is not enough: ``while True: try: ... except: pass`` swallows it. From now on every line of the function asks
    for another, which comes at the latest when the loop jumps back, and so outside its ``try``.
    """

    def __init__(self, *arguments: object):
        super().__init__(*arguments)
        again = functools.partial(_raise_from_trace, threading.get_ident(), TimeUp)
        frame = sys._getframe()
        while frame is not None:
            if frame.f_code.co_filename not in OURS:
                frame.f_trace = again
            frame = frame.f_back
        sys.settrace(again)


# Both are PyThreadState_SetAsyncExc: raise this in that thread at its next jump back, call or return. The second is
# called by Python's tracing with a frame, an event and its argument, too, which C does not look at. It has to be C: a
# trace function in Python would be where the exception is raised, and Python drops a trace function that fails.
_raise_in = ctypes.PYFUNCTYPE(ctypes.c_int, ctypes.c_ulong, ctypes.py_object)(
    ("PyThreadState_SetAsyncExc", ctypes.pythonapi)
)
_raise_from_trace = ctypes.PYFUNCTYPE(None, ctypes.c_ulong, *[ctypes.py_object] * 4)(
    ("PyThreadState_SetAsyncExc", ctypes.pythonapi)
)


@dataclass
class Outcome:
    """The outcome of a call.

    Attributes:
        value: what the function returned.
        error: what it raised, or None.
        timed_out: whether it had to be stopped.
        stuck: whether it could not be stopped, and is still running.
        printed: what it printed, at most `MOST_PRINTED` characters and one more.
        notes: sentences about global state that it changed and that was restored.
    """

    value: Any = None
    error: BaseException | None = None
    timed_out: bool = False
    stuck: bool = False
    printed: str = ""
    notes: list[str] = field(default_factory=list)


def run(function: Callable[..., Any], arguments: tuple[Any, ...], seconds: float = SECONDS) -> Outcome:
    """Calls ``function(*arguments)`` safely.

    Args:
        function: anything callable.
        arguments: for the function.
        seconds: the time limit.

    Raises:
        KeyboardInterrupt: if the user interrupts; the function is then stopped too.
    """
    results: list[tuple[Any, BaseException | None]] = []  # append is one step: an interruption comes before or after

    def work() -> None:
        try:
            results.append((function(*arguments), None))
        except BaseException as error:
            sys.settrace(None)
            results.append((None, error))
        finally:
            sys.settrace(None)

    def shielded() -> None:
        with contextlib.suppress(TimeUp):  # the last one may arrive after the function has ended
            work()

    outcome = Outcome()
    worker = _Worker(shielded)
    printed = _Printed(sys.stdout, worker)
    with _as_before(outcome.notes):
        sys.stdout, sys.stderr = printed, _Printed(sys.stderr, worker, printed.pieces)
        try:
            worker.start()
            _wait(worker, seconds)
            outcome.timed_out = worker.running
            if outcome.timed_out:
                outcome.stuck = not _stop(worker, results)
        except KeyboardInterrupt:
            _stop(worker, results)
            raise
        if sys.stdout is not printed:
            outcome.notes.append("It replaced `sys.stdout`, where print writes; the check put it back.")
    if results and not outcome.timed_out:
        outcome.value, outcome.error = results[0]
    outcome.printed = "".join(printed.pieces)[: MOST_PRINTED + 1]
    return outcome


def is_inside() -> bool:
    """Whether the caller runs in the sandbox."""
    return isinstance(threading.current_thread(), _Worker)


class _Worker(threading.Thread):
    """A thread that knows whether it is running, even if waiting for it was interrupted.

    ``join`` and ``is_alive`` do not: if an interrupt ends a ``join``, Python 3.11 considers the thread ended.
    """

    def __init__(self, work: Callable[[], None]):
        super().__init__(daemon=True, name="exercise")
        self._work = work
        self._busy = threading.Lock()
        self._busy.acquire()

    def run(self) -> None:
        try:
            self._work()
        finally:
            self._busy.release()

    @property
    def running(self) -> bool:
        return self.ident in sys._current_frames()

    def wait(self, seconds: float) -> None:
        """Waits until its work is done or the time is up."""
        if self._busy.acquire(timeout=seconds):
            self._busy.release()
            super().join(0.01)  # a few lines are left


def _wait(worker: _Worker, seconds: float) -> None:
    """Waits until the function has ended or its time is up. The time of imports does not count."""
    left, importing, last = seconds, MOST_IMPORTING, time.monotonic()
    while worker.running and left > 0:
        worker.wait(0.05)  # on Windows an interrupt is only noticed between two waits
        now = time.monotonic()
        if importing > 0 and _imports(worker):
            importing -= now - last
        else:
            left -= now - last
        last = now


def _imports(worker: _Worker) -> bool:
    """Whether the thread is importing a module. torch does so late, for seconds; half a module would be dangerous."""
    frame = sys._current_frames().get(worker.ident)
    while frame is not None:
        if frame.f_code.co_filename.startswith("<frozen importlib"):
            return True
        frame = frame.f_back
    return False


def _stop(worker: _Worker, results: list) -> bool:
    """Raises `TimeUp` in the thread until it ends; returns whether it did."""
    end = time.monotonic() + GRACE
    while worker.running and time.monotonic() < end:
        if not results:
            _raise_in(worker.ident, _FirstTimeUp)
        worker.wait(0.05)
    return not worker.running


class _Printed(io.TextIOBase):
    """Keeps what one thread writes, up to a limit; the output of others goes where it always went."""

    def __init__(self, elsewhere: Any, worker: _Worker, pieces: list[str] | None = None):
        self.elsewhere, self.worker = elsewhere, worker
        self.pieces: list[str] = [] if pieces is None else pieces
        self.room = MOST_PRINTED + 1  # one more, to know that there was more

    def write(self, text: str) -> int:
        if threading.get_ident() != self.worker.ident:
            return self.elsewhere.write(text)
        if not isinstance(text, str):
            raise TypeError(f"write() argument must be str, not {type(text).__name__}")
        if self.room > 0:
            self.pieces.append(text[: self.room])
            self.room -= len(self.pieces[-1])
        return len(text)

    def flush(self) -> None:
        if threading.get_ident() != self.worker.ident and self.elsewhere is not None:
            self.elsewhere.flush()

    def writable(self) -> bool:
        return True


@contextlib.contextmanager
def _as_before(notes: list[str]) -> Iterator[None]:
    """Restores what checks rely on; `notes` gets a sentence for whatever was changed."""
    streams, dtype = (sys.stdout, sys.stderr), torch.get_default_dtype()
    states = random.getstate(), np.random.get_state(), torch.get_rng_state()
    names = [dict(vars(module)) for module in WATCHED]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        random.seed(SEED)
        np.random.seed(SEED)
        torch.default_generator.manual_seed(SEED)  # torch.manual_seed would keep a traceback for GPUs
        try:
            yield
        finally:
            for module, before in zip(WATCHED, names, strict=True):
                now = vars(module)
                changed = [name for name, value in before.items() if now.get(name, now) is not value]
                # torch.func wraps torch.manual_seed when it is loaded, and that is no student's doing
                own = [name for name in changed if getattr(now.get(name), "__wrapped__", None) is not before[name]]
                now.update({name: before[name] for name in changed})
                notes += [f"It changed `{module.__name__}.{name}`; the check put it back." for name in own]
            sys.stdout, sys.stderr = streams
            if torch.initial_seed() != SEED:
                notes.append("It set torch's random seed; the check put the generator back.")
            random.setstate(states[0])
            np.random.set_state(states[1])
            torch.set_rng_state(states[2])
            if torch.get_default_dtype() != dtype:
                torch.set_default_dtype(dtype)
                notes.append("It changed torch's default number type; the check put it back.")
