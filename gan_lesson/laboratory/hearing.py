"""What step functions of the reader's own print, which would land in whichever cell ran last."""

import contextlib
import sys
import threading
from collections.abc import Iterator
from typing import Any

MOST = 500  # characters that are kept
LINES = 3  # that are shown


class Hearing:
    """Keeps the end of what one thread prints; what others print meanwhile goes where it always went."""

    def __init__(self) -> None:
        self._tail = ""

    @property
    def lines(self) -> list[str]:
        """The last few lines, cut where they are long."""
        return self._tail.splitlines()[-LINES:]

    @contextlib.contextmanager
    def listening(self) -> Iterator[None]:
        """Keeps what this thread prints, for as long as it lasts."""
        out = _Out(sys.stdout, self)
        sys.stdout = out
        try:
            yield
        finally:
            if sys.stdout is out:  # or somebody else has redirected it meanwhile, and will put this one back
                sys.stdout = out.elsewhere
            out.hearing = None

    def hear(self, text: str) -> None:
        """Takes over a piece of text."""
        self._tail = (self._tail + text)[-MOST:]


class _Out:
    """A stream with one ear."""

    def __init__(self, elsewhere: Any, hearing: Hearing):
        self.elsewhere, self.hearing, self.thread = elsewhere, hearing, threading.get_ident()

    def write(self, text: str) -> int:
        if self.hearing is None or threading.get_ident() != self.thread:
            return self.elsewhere.write(text)
        self.hearing.hear(text)
        return len(text)

    def __getattr__(self, name: str) -> Any:
        return getattr(self.elsewhere, name)
