"""The file with which a student hands in what they answered.

It is JSON and holds what the records hold, and nothing else that anybody could be known by::

    {
     "format": "gan-lesson answers",
     "version": 1,
     "name": "",                                     what the student wrote there, as a rule nothing
     "lessons": {
      "01": {
       "exercises": {"sigmoid": "correct"},           or "not yet", "not attempted"
       "told": {"sigmoid 1": "Large logits ..."},     what the check said to each wrong attempt, in order
       "predictions": {"prediction-0f3a...": "Yes"},  the choice, in its own words
       "quizzes": {"quiz-77b1...": "right"},          or "wrong"
       "firsts": {"quiz-77b1...": "It grows"}         the first choice, in its own words
      }
     }
    }

A check's message may quote a line of the student's own function. ``progress.js`` writes the same file for one lesson.
"""

import json
from pathlib import Path
from typing import Any

from gan_lesson.exercises.records import Known, well_formed
from gan_lesson.files import replaced

FORMAT, VERSION = "gan-lesson answers", 1
MOST_BYTES = 5_000_000  # a hundred times what a student who did every exercise fifty times hands in


def write(path: str | Path, lessons: Known, name: str = "") -> None:
    """Writes what was answered; an older file of that name is replaced.

    Args:
        path: of the file.
        lessons: what the records hold.
        name: of the student, if it is to be in the file.

    Raises:
        FileNotFoundError: if there is no such folder.
    """
    with replaced(path) as unfinished:
        text = json.dumps(content(lessons, name), indent=1, ensure_ascii=False)
        unfinished.write_text(text + "\n", encoding="utf-8")


def content(lessons: Known, name: str = "") -> dict[str, Any]:
    """What is in the file, see `write`."""
    return {"format": FORMAT, "version": VERSION, "name": name, "lessons": lessons}


def read(path: str | Path) -> Known:
    """What was answered: lesson number, kind, name, result.

    Raises:
        ValueError: if it is no such file; the message says in what way.
        OSError: if it cannot be read.
    """
    path = Path(path)
    if path.stat().st_size > MOST_BYTES:
        raise ValueError("it is too large to be a student's answers")
    try:
        found = json.loads(path.read_bytes())
    except (ValueError, RecursionError):
        raise ValueError("it is not JSON, or only a part of it") from None
    if not isinstance(found, dict) or found.get("format") != FORMAT:
        raise ValueError("it is some other JSON file, not one that the course saved")
    if found.get("version") != VERSION:
        raise ValueError("it comes from another version of the course")
    lessons = found.get("lessons")
    known = well_formed(lessons) if isinstance(lessons, dict) else {}
    if not any(results for kinds in known.values() for results in kinds.values()):
        raise ValueError("nothing was answered in it")
    return known
