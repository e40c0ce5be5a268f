"""Progress of a long cell: how far it is, how long it will take, and a clean end when the kernel is interrupted."""

import signal
import threading
import time
from collections.abc import Iterable, Iterator
from typing import TypeVar

Item = TypeVar("Item")

SECONDS_BETWEEN_UPDATES = 0.25


def progress(items: Iterable[Item], total: int, what: str = "steps") -> Iterator[Item]:
    """Passes items on, and shows under the cell how many are done and how long the rest will take.

    Interrupting the kernel (the square button, or I I) ends the loop after the present item, so that what it has done
    so far is complete and kept. The cell ends too, and so does *Run All*: nothing below runs after half a training.

    Args:
        items: any iterable, such as ``train(...)``.
        total: how many items there will be.
        what: the word for them.

    Yields:
        The items, unchanged.

    Raises:
        Stopped: after an interrupt; a notebook shows its one sentence instead of a traceback.
    """
    bar = _Bar(total, what)
    with _Interrupt() as interrupt:
        done = 0
        try:
            for done, item in enumerate(items, start=1):
                yield item
                bar.update(done)
                if interrupt.asked:
                    raise Stopped(f"Stopped after {done:,} of {total:,} {what}; what was done is kept.")
        finally:
            bar.close(done)


class Stopped(KeyboardInterrupt):
    """A loop that shows its progress was interrupted."""

    def _render_traceback_(self) -> list[str]:
        """What IPython shows: whoever stopped the loop needs no traceback."""
        return [str(self)]


class _Bar:
    """A progress bar in the notebook's output; outside a notebook, nothing."""

    def __init__(self, total: int, what: str) -> None:
        self._total, self._what = total, what
        self._start = self._shown = time.monotonic()
        self._handle = None
        try:
            from IPython import get_ipython
            from IPython.display import display
        except ImportError:
            return
        if get_ipython() is not None:
            self._handle = display(self._bundle(0, "starting"), raw=True, display_id=True)

    def update(self, done: int) -> None:
        now = time.monotonic()
        if self._handle is None or now - self._shown < SECONDS_BETWEEN_UPDATES:
            return
        self._shown = now
        left = (now - self._start) / done * max(self._total - done, 0)
        self._handle.update(self._bundle(done, f"about {_duration(left)} left"), raw=True)

    def close(self, done: int) -> None:
        if self._handle is not None:
            end = "done" if done >= self._total else "stopped"
            self._handle.update(self._bundle(done, end), raw=True)

    def _bundle(self, done: int, state: str) -> dict[str, str]:
        # The plain text never changes, so that a re-executed notebook gives the same output.
        text = f"{done:,} of {self._total:,} {self._what}, {state}"
        html = (
            f'<div class="gan-progress" style="font-size:14px"><progress max="{max(self._total, 1)}" value="{done}" '
            f'aria-label="{text}" style="width:16em;max-width:60%"></progress> {text}</div>'
        )
        return {"text/html": html, "text/plain": f"progress of {self._total:,} {self._what}"}


class _Interrupt:
    """Turns the first interrupt into `asked = True`, for the loop to see; the second one raises."""

    def __init__(self) -> None:
        self.asked = False

    def __enter__(self) -> "_Interrupt":
        self._handling = False
        if threading.current_thread() is threading.main_thread():  # Python allows signal handlers nowhere else
            self._previous, self._handling = signal.signal(signal.SIGINT, self._ask), True
        return self

    def _ask(self, number: int, frame: object) -> None:
        if self.asked:
            raise KeyboardInterrupt
        self.asked = True

    def __exit__(self, *exception: object) -> None:
        if self._handling:
            signal.signal(signal.SIGINT, self._previous or signal.default_int_handler)


def _duration(seconds: float) -> str:
    seconds = round(seconds)
    return f"{seconds} s" if seconds < 90 else f"{round(seconds / 60)} min"
