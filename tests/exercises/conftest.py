"""Every test has a folder of its own for what the reader has done.

Helpers to import: `assert_right`, `assert_told` and `assert_solved`, what every exercise's check has to say.
"""

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
    """That an answer is wrong, and `part` stands in what is said of it."""
    verdict = exercise.check(answer)
    assert verdict.error is None, verdict.error
    assert verdict.outcome == "not yet" and part in verdict.message, verdict.message


def assert_solved(exercise):
    """That its solution is right, and an answer without a body not attempted."""

    def untouched(*given):
        """A docstring."""
        ...

    assert_right(exercise, exercise.function)
    for stub in (untouched, ...):
        verdict = exercise.check(stub)
        assert verdict.outcome == "not attempted" and "is still empty" in verdict.message, verdict.message
