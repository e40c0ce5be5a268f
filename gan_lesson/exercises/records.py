"""The file in the user's folder that records what was solved and answered."""

import contextlib
import json
import os
import tempfile
from collections.abc import Collection
from pathlib import Path

import platformdirs

VERSION = 1
HOME = "GAN_LESSON_HOME"  # environment variable for another folder
FINAL = {"correct", "right"}  # results that no later one replaces
MOST_TOLD = 50  # messages kept of one exercise

Known = dict[str, dict[str, dict[str, str]]]  # lesson number, kind, name: result


def path() -> Path:
    """The path of the file."""
    return Path(os.environ.get(HOME) or platformdirs.user_data_dir("gan-lesson", appauthor=False)) / "progress.json"


class Records:
    """What one person has done, lesson by lesson.

    Trouble with the file is never an error: at worst, everything is remembered until the kernel ends.

    Attributes:
        complaint: one sentence for the reader if there was trouble, else "".
    """

    def __init__(self) -> None:
        self.complaint = ""
        self._noted: Known = {}

    def of(self, lesson: str, kind: str) -> dict[str, str]:
        """The results of one lesson, by name.

        Args:
            lesson: its number, such as "01".
            kind: "exercises", "told", "predictions", "quizzes" or "firsts".
        """
        return self.all().get(lesson, {}).get(kind, {})

    def all(self) -> Known:
        """The results of all lessons."""
        known, _ = self._read()
        _merge(known, self._noted)
        return known

    def note(self, lesson: str, kind: str, results: dict[str, str]) -> None:
        """Records results by name. What was once correct or right stays so."""
        _merge(self._noted, {lesson: {kind: results}})
        known, writable = self._read()
        before = json.dumps(known)
        _merge(known, self._noted)
        if writable and json.dumps(known) != before:
            self._write(known)

    def tell(self, lesson: str, exercise: str, message: str) -> None:
        """Records what a check said to a wrong attempt, as "sigmoid 1", "sigmoid 2" ..., until it is solved."""
        if self.of(lesson, "exercises").get(exercise) in FINAL:
            return
        number = len(told(self.of(lesson, "told"), exercise)) + 1
        if number <= MOST_TOLD:
            self.note(lesson, "told", {f"{exercise} {number}": message})

    def forget(self, lesson: str, kind: str, names: Collection[str]) -> None:
        """Removes results by name, as if they had never been noted."""
        known, writable = self._read()
        before = json.dumps(known)
        for content in (self._noted, known):
            for name in names:
                content.get(lesson, {}).get(kind, {}).pop(name, None)
        if writable and json.dumps(known) != before:
            self._write(known)

    def _read(self) -> tuple[Known, bool]:
        """The content of the file, and whether it may be written."""
        file = path()
        try:
            content = json.loads(file.read_text("utf-8"))
        except FileNotFoundError:
            return {}, True
        except (ValueError, RecursionError):  # not JSON: an interrupted write, or an editor's accident
            return {}, self._put_aside(file)
        except OSError:
            self.complaint = f"What you did earlier could not be read from {file}."
            return {}, False
        if not (
            isinstance(content, dict) and content.get("version") == VERSION and isinstance(content.get("lessons"), dict)
        ):
            self.complaint = f"{file} is not from this version of the course, so it is left as it is."
            return {}, False
        return well_formed(content["lessons"]), True

    def _put_aside(self, file: Path) -> bool:
        aside = file.with_name("progress-unreadable.json")
        try:
            os.replace(file, aside)
        except OSError:
            self.complaint = f"What you did earlier could not be read from {file}."
            return False
        self.complaint = f"What you did earlier could not be read. It is kept in {aside}, and counting begins anew."
        return True

    def _write(self, known: Known) -> None:
        file = path()
        unfinished = None
        try:
            file.parent.mkdir(parents=True, exist_ok=True)
            number, unfinished = tempfile.mkstemp(dir=file.parent, prefix="progress-", suffix=".part")
            with os.fdopen(number, "w", encoding="utf-8") as part:
                json.dump({"version": VERSION, "lessons": known}, part, indent=1)
            os.replace(unfinished, file)  # so that others read the old file or the new one, never half of it
        except OSError:
            self.complaint = f"{file} cannot be written, so this is remembered only until the kernel ends."
            if unfinished is not None:
                with contextlib.suppress(OSError):
                    os.unlink(unfinished)


def told(results: dict[str, str], exercise: str) -> list[str]:
    """What the check said to the wrong attempts at one exercise, out of a lesson's results of the kind "told"."""
    return [message for name, message in results.items() if name.rpartition(" ")[0] == exercise]


def _merge(known: Known, news: Known) -> None:
    for lesson, kinds in news.items():
        for kind, results in kinds.items():
            mine = known.setdefault(lesson, {}).setdefault(kind, {})
            mine.update({name: result for name, result in results.items() if mine.get(name) not in FINAL})


def well_formed(lessons: dict) -> Known:
    """Only what has the right form, whatever is in the file."""
    return {
        lesson: {
            kind: {name: result for name, result in results.items() if isinstance(result, str)}
            for kind, results in kinds.items()
            if isinstance(results, dict)
        }
        for lesson, kinds in lessons.items()
        if isinstance(kinds, dict)
    }
