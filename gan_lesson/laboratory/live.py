"""A laboratory that runs by itself, in a thread, until it is told to pause."""

import threading
import time
import weakref
from collections.abc import Callable
from enum import Enum

from gan_lesson.laboratory.engine import Diverged, Laboratory

SHARE = 0.1  # of the thread's time that may go into showing
SELDOM = 0.25  # seconds after which it is shown all the same


class Pace(Enum):
    """What a live run takes at a time, and how long it rests afterwards, in seconds."""

    FULL = ("step", 0.0)
    SLOW = ("step", 0.2)
    SUB_STEPS = ("sub-step", 0.8)

    @property
    def rest(self) -> float:
        """Seconds between one and the next."""
        return self.value[1]


class Live:
    """Runs a laboratory in a daemon thread. While it is paused there is no thread.

    Only one live run is going at a time: starting one pauses the one before, wherever it is.

    Args:
        laboratory: what to run. Looking at it from elsewhere meanwhile is fine.
        show: called by the thread after a step, at most `fps` times a second, and once when it has ended.
        fps: how often, at most. On a busy machine it is less: showing takes no more than a tenth of the thread's time,
            except that it happens four times a second in any case.
        longest: seconds after which a run pauses by itself.

    Attributes:
        laboratory: as handed over.
        pace: full speed, slow motion, or sub-step by sub-step. It may be changed at any time.
        fps: as handed over. It may be changed at any time.
        message: a sentence about why the run stands still, or "".
        error: the exception that ended the last run, or None.
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
        self.pace = Pace.FULL
        self.message = ""
        self.error: Exception | None = None
        self.fps = fps
        self._show = show
        self._longest = longest
        self._thread: threading.Thread | None = None
        self._pause = threading.Event()
        self._closed = False

    @property
    def running(self) -> bool:
        """Whether training is going on by itself."""
        return self._thread is not None and self._thread.is_alive() and not self._pause.is_set()

    def start(self) -> None:
        """Goes on training; whatever ran before, here or in another laboratory, is paused. Once closed, it stands."""
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
            self._thread = threading.Thread(target=self._run, args=(self._pause,), name="laboratory", daemon=True)
            self._thread.start()

    @staticmethod
    def pause_all(message: str = "") -> None:
        """Pauses the live run that is going, if there is one.

        Args:
            message: a sentence about why.
        """
        going = Live._going() if Live._going is not None else None
        if going is not None:
            going.pause(message)

    def pause(self, message: str = "") -> None:
        """Ends the run after the step that is being taken, and waits for that; does nothing to a run that stands.

        Args:
            message: a sentence about why, where it was not the reader who wanted it.
        """
        thread = self._thread
        if thread is None or not thread.is_alive():
            return
        if message and not self._pause.is_set():
            self.message = message
        self._pause.set()
        if thread is not threading.current_thread():
            thread.join(10)

    def close(self) -> None:
        """Pauses for good: a kernel may hear of a press on Run, in another thread, after its cell was run again."""
        # Without a lock: the garbage collector closes widgets too, and it may run amid `start`.
        self._closed = True
        self.pause()

    def _run(self, pause: threading.Event) -> None:
        begun = time.monotonic()
        shown = begun - 1 / self.fps
        working, showing = time.thread_time(), 0.0
        try:
            while not (pause.is_set() or self._closed):
                pace = self.pace
                if pace is Pace.SUB_STEPS:
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
                    pause.wait(pace.rest)
        except Diverged as error:
            self.error, self.message = error, str(error)
        except Exception as error:  # a thread's traceback is otherwise lost
            self.error, self.message = error, f"{type(error).__name__}: {error}"
        finally:
            pause.set()
            self._show()
