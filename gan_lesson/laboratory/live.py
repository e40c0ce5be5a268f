"""A laboratory that runs by itself, in a thread, until it is paused."""

import threading
import time
import weakref
from collections.abc import Callable
from enum import Enum

from gan_lesson.laboratory.engine import Diverged, Laboratory
from gan_lesson.laboratory.hearing import Hearing

SHARE = 0.1  # of the thread's time to spend on showing, at most
SELDOM = 0.25  # seconds after which to show in any case


class Pace(Enum):
    """What a live run does at a time, and how long it rests afterwards, in seconds."""

    FULL = ("step", 0.0)
    SLOW = ("step", 0.2)
    SUB_STEPS = ("sub-step", 1.0)
    SUB_STEPS_SLOWER = ("sub-step", 3.0)
    SUB_STEPS_TO_READ = ("sub-step", 8.0)

    @property
    def rest(self) -> float:
        """Seconds between one and the next."""
        return self.value[1]

    @property
    def within(self) -> bool:
        """Whether a step is taken apart."""
        return self.value[0] == "sub-step"


class Live:
    """Runs a laboratory in a daemon thread, which exists only while it runs.

    There is only one live run at a time: starting one pauses any other.

    Args:
        laboratory: what to run. Others may look at it meanwhile.
        show: called by the thread after a step, at most `fps` times a second, and once at the end.
        fps: calls of `show` a second, at most. On a busy machine there are fewer, but at least four, so that they take
            no more than a tenth of the thread's time.
        longest: seconds after which a run pauses by itself.

    Attributes:
        laboratory: as given.
        fps: as given. Settable at any time.
        message: a sentence about why the run is paused, or "".
        error: the exception that ended the last run, or None.
        heard: what functions of the reader's own printed in the thread.
    """

    _going: "weakref.ref[Live] | None" = None
    _starting = threading.Lock()

    def __init__(
        self,
        laboratory: Laboratory,
        show: Callable[[], None] = lambda: None,
        fps: float = 20.0,
        longest: float = 300.0,
    ):
        self.laboratory = laboratory
        self._pace = Pace.FULL
        self.message = ""
        self.error: Exception | None = None
        self.heard = Hearing()
        self.fps = fps
        self._show = show
        self._longest = longest
        self._thread: threading.Thread | None = None
        self._pause = threading.Event()
        self._wake = threading.Event()  # ends a rest
        self._closed = False

    @property
    def pace(self) -> Pace:
        """What is done at a time, and the rest afterwards; a new pace ends a rest."""
        return self._pace

    @pace.setter
    def pace(self, pace: Pace) -> None:
        self._pace = pace
        self._wake.set()

    @property
    def running(self) -> bool:
        """Whether training is going on by itself."""
        return self._thread is not None and self._thread.is_alive() and not self._pause.is_set()

    def start(self) -> None:
        """Goes on training, and pauses any other live run. Does nothing once closed."""
        with Live._starting:
            if self._closed:
                return
            other = Live._going() if Live._going is not None else None
            if other is self and self.running:
                return
            if other is not None:
                other.pause("paused because another laboratory was started" if other is not self else "")
            Live._going = weakref.ref(self)
            self.message, self.error = "", None
            self._pause = threading.Event()
            self._wake.clear()  # of a pace that was chosen before
            self._thread = threading.Thread(target=self._run, args=(self._pause,), name="laboratory", daemon=True)
            self._thread.start()

    @staticmethod
    def pause_all(message: str = "") -> None:
        """Pauses the present live run, if there is one.

        Args:
            message: a sentence about why.
        """
        going = Live._going() if Live._going is not None else None
        if going is not None:
            going.pause(message)

    def pause(self, message: str = "") -> None:
        """Ends the run after the present step, and waits for that; does nothing if it is paused.

        Args:
            message: a sentence about why, unless the reader asked for it.
        """
        thread = self._thread
        if thread is None or not thread.is_alive():
            return
        if message and not self._pause.is_set():
            self.message = message
        self._pause.set()
        self._wake.set()
        if thread is not threading.current_thread():
            thread.join(10)

    def close(self) -> None:
        """Pauses for good: the kernel may hear of a press on Run after the cell was run again."""
        # Without a lock: the garbage collector closes widgets too, perhaps in the middle of `start`.
        self._closed = True
        self.pause()

    def _run(self, pause: threading.Event) -> None:
        with self.heard.listening():
            self._train(pause)

    def _train(self, pause: threading.Event) -> None:
        begun = time.monotonic()
        shown = begun - 1 / self.fps
        working, showing = time.thread_time(), 0.0
        try:
            while not (pause.is_set() or self._closed):
                pace = self.pace
                if pace.within:
                    self.laboratory.sub_step()
                else:
                    self.laboratory.step()
                now = time.monotonic()
                before = time.thread_time()
                affordable = showing <= SHARE * (before - working) or now - shown >= SELDOM
                if now - shown >= 1 / self.fps and (pace is not Pace.FULL or affordable):
                    self._show()
                    showing += time.thread_time() - before
                    shown = now
                if now - begun >= self._longest:
                    self.message = f"paused after {self._longest / 60:g} minutes; Run goes on from here"
                    break
                if pace.rest:
                    self._wake.wait(pace.rest)
                    self._wake.clear()
        except Diverged as error:
            self.error, self.message = error, str(error)
        except Exception as error:  # or it would be lost with the thread
            self.error, self.message = error, f"{type(error).__name__}: {error}"
        finally:
            pause.set()
            self._show()
