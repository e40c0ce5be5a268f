"""Runs a function that nobody has read yet: in a thread of its own, for a few seconds, leaving no traces.

What the function prints is kept; random seeds, grad mode, number types, warnings, the folder and the like are as they
were when it ends. An endless Python loop is interrupted, also one that swallows every exception. What cannot be
interrupted is one long call into C, such as the product of two giant matrices: it is left to end by itself.
"""

import builtins
import contextlib
import contextvars
import ctypes
import dis
import functools
import inspect
import io
import os
import random
import sys
import threading
import time
import warnings
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from types import CodeType
from typing import Any

import numpy as np
import torch

try:
    import resource
except ImportError:  # Windows
    resource = None

SECONDS = 4.0  # that one call may take
MOST_IMPORTING = 60.0  # seconds more where it imports something
GRACE = 4.0  # seconds in which it is asked again and again to stop
MOST_PRINTED = 2000  # characters
MOST_MEMORY = 4 << 30  # bytes beyond what the process has already; Linux only
OURS = (__file__, threading.__file__, contextlib.__file__)  # files in which no function of a student's is interrupted
SEED = 20140610  # of every generator while the function runs: the day on which arXiv 1406.2661 appeared


class TimeUp(SystemExit):
    """Raised in the function's thread when its time is up. Python ends a thread silently at a SystemExit."""


class _FirstTimeUp(TimeUp):
    """The first of them. Python makes it in the function's thread, where it sees to it that more follow.

    One is not enough: ``while True: try: ... except: pass`` swallows it. From now on every line of the function asks
    for another, which comes at the latest when the loop jumps back, and so outside of its ``try``.
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


class Left(Exception):
    """Raised instead of leaving the kernel, or waiting for somebody to type."""


@dataclass
class Outcome:
    """What came of a call.

    Attributes:
        value: what the function returned.
        error: what it raised, if it raised.
        timed_out: whether it was stopped.
        stuck: whether even that failed, and it is running still.
        printed: what it printed, at most `MOST_PRINTED` characters and one more.
        notes: sentences about what it changed around it, and what was put back.
    """

    value: Any = None
    error: BaseException | None = None
    timed_out: bool = False
    stuck: bool = False
    printed: str = ""
    notes: list[str] = field(default_factory=list)


def run(function: Callable[..., Any], arguments: tuple[Any, ...], seconds: float = SECONDS) -> Outcome:
    """Calls ``function(*arguments)`` and survives it.

    Args:
        function: anything callable.
        arguments: handed over as they are.
        seconds: after which it is stopped.

    Raises:
        KeyboardInterrupt: if the person at the keyboard interrupts; the function is stopped then too.
    """
    results: list[tuple[Any, BaseException | None]] = []  # append is one step: an interruption comes before or after
    threads = torch.get_num_threads()
    context = contextvars.copy_context()

    def work() -> None:
        try:
            torch.set_num_threads(threads)  # a thread begins with torch's own number
            results.append((context.run(function, *arguments), None))
        except BaseException as error:
            sys.settrace(None)
            results.append((None, error))
        finally:
            sys.settrace(None)

    def shielded() -> None:
        with contextlib.suppress(TimeUp):  # the last one comes when the function has been left already
            work()

    outcome = Outcome()
    worker = _Worker(shielded)
    printed = _Printed(sys.stdout, worker)
    with _as_before(function, outcome.notes):
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


class _Worker(threading.Thread):
    """A thread that knows whether it runs, also when waiting for it was interrupted.

    ``join`` and ``is_alive`` do not: if an interrupt ends a ``join``, Python 3.11 takes the thread for ended.
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
        """Until its work is done, or the time is up."""
        if self._busy.acquire(timeout=seconds):
            self._busy.release()
            super().join(0.01)  # the few lines that it has left


def _wait(worker: _Worker, seconds: float) -> None:
    """Until the function has ended or has had its seconds. Those in which it imports something do not count."""
    left, importing, last = seconds, MOST_IMPORTING, time.monotonic()
    while worker.running and left > 0:
        worker.wait(0.05)  # on Windows an interrupt is noticed between two waits only
        now = time.monotonic()
        if importing > 0 and _imports(worker):
            importing -= now - last
        else:
            left -= now - last
        last = now


def _imports(worker: _Worker) -> bool:
    """Whether the thread imports a module just now. torch does so late, for seconds, and half a module is a danger."""
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
    """Keeps what one thread writes, up to a limit; what others write goes where it always went."""

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
def _as_before(function: Callable[..., Any], notes: list[str]) -> Iterator[None]:
    """What a function may change around it is afterwards as it was; `notes` says in sentences what had to be put back.

    Grad mode and NumPy's error state belong to a thread, or to its context, and end with it.
    """
    code = getattr(inspect.unwrap(function) if inspect.isfunction(function) else function, "__code__", None)
    names = getattr(function, "__globals__", {})
    written = {name: names.get(name, _ABSENT) for name in sorted(_globals_written(code))}
    doors = {name: names[name] for name in ("exit", "quit", "input") if name in names and not _is_plain(names[name])}
    ours = {name: getattr(builtins, name, _ABSENT) for name in ("exit", "quit", "input")}
    streams, folder, environment = (sys.stdout, sys.stderr, sys.stdin), _folder(), dict(os.environ)
    dtype, threads, depth = torch.get_default_dtype(), torch.get_num_threads(), sys.getrecursionlimit()
    deterministic, anomaly = torch.get_deterministic_debug_mode(), torch.is_anomaly_enabled()
    states = random.getstate(), np.random.get_state(), torch.get_rng_state()
    cuda = torch.cuda.get_rng_state_all() if torch.cuda.is_initialized() else None
    with warnings.catch_warnings(), _less_memory():
        warnings.simplefilter("ignore")
        random.seed(SEED)
        np.random.seed(SEED)
        torch.manual_seed(SEED)
        for name in ("exit", "quit"):
            setattr(builtins, name, _leave)
            names.update({name: _leave} if name in doors else {})
        builtins.input = _ask
        names.update({"input": _ask} if "input" in doors else {})
        try:
            yield
        finally:
            seeded = torch.initial_seed() != SEED
            random.setstate(states[0])
            np.random.set_state(states[1])
            torch.set_rng_state(states[2])
            if cuda is not None:
                torch.cuda.set_rng_state_all(cuda)
            sys.stdout, sys.stderr, sys.stdin = streams
            for name, value in ours.items():
                _put(builtins.__dict__, name, value)
            names.update(doors)
            if seeded:
                notes.append("It set torch's random seed; the check put the generator back.")
            if torch.get_default_dtype() != dtype:
                torch.set_default_dtype(dtype)
                notes.append("It changed torch's default number type; the check put it back.")
            torch.set_num_threads(threads)
            if _folder() != folder:
                os.chdir(folder)
                notes.append("It changed the working folder; the check went back.")
            torch.set_deterministic_debug_mode(deterministic)  # its relative imports half of torch for seconds
            torch.autograd.set_detect_anomaly(anomaly)
            sys.setrecursionlimit(depth)
            if dict(os.environ) != environment:
                os.environ.clear()
                os.environ.update(environment)
            changed = [name for name, value in written.items() if names.get(name, _ABSENT) is not value]
            for name in changed:
                _put(names, name, written[name])
                notes.append(f"It set the global name `{name}`, outside the function; the check put it back.")


_ABSENT = object()


def _put(names: dict[str, Any], name: str, value: Any) -> None:
    if value is _ABSENT:
        names.pop(name, None)
    else:
        names[name] = value


def _leave(*arguments: object) -> None:
    raise Left("it called exit")


def _ask(prompt: object = "") -> str:
    raise Left("it called input, and there is nobody to type during a check")


def _is_plain(value: Any) -> bool:
    """Whether a name in the notebook is the student's own, and not the door that IPython puts there."""
    return not type(value).__module__.startswith(("IPython", "ipykernel")) and getattr(
        value, "__module__", None
    ) not in ("IPython.core.autocall", "ipykernel.zmqshell", "ipykernel.kernelbase", "ipykernel.ipkernel")


def _globals_written(code: CodeType | None) -> set[str]:
    """The names that a function's code, and that of the functions inside it, binds outside."""
    if not isinstance(code, CodeType):
        return set()
    found = {step.argval for step in dis.get_instructions(code) if step.opname in ("STORE_GLOBAL", "DELETE_GLOBAL")}
    return found.union(*(_globals_written(constant) for constant in code.co_consts))


def _folder() -> str | None:
    with contextlib.suppress(OSError):
        return os.getcwd()
    return None


@contextlib.contextmanager
def _less_memory() -> Iterator[None]:
    """On Linux a function that asks for much more memory gets a MemoryError, and the machine stays usable."""
    try:
        with open("/proc/self/statm") as file:
            used = int(file.read().split()[0]) * resource.getpagesize()
        before = resource.getrlimit(resource.RLIMIT_AS)
        wanted = used + MOST_MEMORY
        if before[0] != resource.RLIM_INFINITY and before[0] <= wanted:
            raise OSError("there is a lower limit already")
        resource.setrlimit(resource.RLIMIT_AS, (wanted, before[1]))
    except (OSError, ValueError, AttributeError):
        yield
        return
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_AS, before)
