"""The small file in the user's folder that remembers which exercises are solved."""

import json
import os
import tempfile
from pathlib import Path
from typing import Any

import platformdirs

VERSION = 1
HOME = "GAN_LESSON_HOME"  # environment variable: another folder


def folder() -> Path:
    """Where the file is."""
    return Path(os.environ.get(HOME) or platformdirs.user_data_dir("gan-lesson", appauthor=False))


class Records:
    """What one person has done, lesson by lesson. Nothing here raises: at worst it is remembered until the kernel ends.

    Attributes:
        complaint: one sentence, if the file could not be read or written; else empty.
    """

    def __init__(self) -> None:
        self.complaint = ""
        self._kept: dict[str, dict[str, dict[str, str]]] = {}

    @property
    def path(self) -> Path:
        """The file."""
        return folder() / "progress.json"

    def of(self, lesson: str, kind: str) -> dict[str, str]:
        """Of one lesson what is known: name to result.

        Args:
            lesson: its number, such as "01".
            kind: "exercises", "predictions" or "quizzes".
        """
        return {**self._read().get(lesson, {}).get(kind, {}), **self._kept.get(lesson, {}).get(kind, {})}

    def note(self, lesson: str, kind: str, name: str, result: str) -> None:
        """Remembers a result, in place of the last one of that name."""
        self._kept.setdefault(lesson, {}).setdefault(kind, {})[name] = result
        known = self._read()
        if self.complaint:
            return
        known.setdefault(lesson, {}).setdefault(kind, {})[name] = result
        self._write(known)

    def _read(self) -> dict[str, Any]:
        self.complaint = ""
        try:
            found = json.loads(self.path.read_text("utf-8"))
        except FileNotFoundError:
            return {}
        except (OSError, ValueError):
            self.complaint = f"Your earlier progress could not be read from {self.path}."
            return {}
        return found.get("lessons", {})

    def _write(self, known: dict[str, Any]) -> None:
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            number, name = tempfile.mkstemp(dir=self.path.parent, prefix="progress")
            with os.fdopen(number, "w", encoding="utf-8") as file:
                json.dump({"version": VERSION, "lessons": known}, file, indent=1)
            os.replace(name, self.path)
        except OSError:
            self.complaint = f"Your progress could not be written to {self.path}; it is kept until the kernel ends."
