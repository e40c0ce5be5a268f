"""Every test has a folder of its own for what the reader has done.

Helpers to import: `assert_right` and `assert_told`, what a check has to say.
"""

import re

import pytest

from gan_lesson.exercises import records


@pytest.fixture(autouse=True)
def home(tmp_path, monkeypatch):
    monkeypatch.setenv(records.HOME, str(tmp_path / "home"))
    return tmp_path / "home"


def assert_right(exercise, answer):
    verdict = exercise.check(answer)
    assert verdict.outcome == "correct", verdict.message


def assert_told(exercise, answer, part):
    """That an answer is wrong, and `part` stands in what is said of it, the quoted line of its source apart.

    That line may well be the one of the test in which `part` stands too.
    """
    verdict = exercise.check(answer)
    assert verdict.error is None, verdict.error
    said = re.sub(r"(in line \d+), `[^`]*`", r"\1", verdict.message)
    assert verdict.outcome == "not yet" and part in said, said
