"""Every solution is right, every stub untouched, and every mistake in a check's table gets what stands beside it.

So no two mistakes, and no mistake and the right answer, agree on a check's own data.
"""

import importlib

import pytest

from gan_lesson.exercises import Attempt, NotYet, close
from tests.exercises.conftest import assert_right

LESSONS = [importlib.import_module(f"gan_lesson.exercises.lesson_{number:02}").lesson for number in range(10)]
EXERCISES = {exercise.name: exercise for lesson in LESSONS for exercise in lesson.exercises}
WITHOUT_A_TABLE = {"who_is_who", "mlp_generator", "mlp_discriminator", "one_epoch"}


class Reader(Attempt):
    """An attempt that notes the tables of mistakes that a check compares it with.

    Attributes:
        tables: for each one the call that it is about, whether it is about the very thing that this call returned (and
            not about what the check made of it), and the table.
    """

    def __init__(self, solution, answer):
        super().__init__(solution, answer, seconds=30)
        self.tables = []

    def expect_close(self, value, expected, message, mistakes=None, *tolerance, **by_name):
        if mistakes:
            self.tables.append((self.called, close(value, self.returned), mistakes))
        super().expect_close(value, expected, message, mistakes, *tolerance, **by_name)


class Maker(Attempt):
    """An attempt at which one table finds a mistake."""

    def __init__(self, solution, answer, number, mistake):
        super().__init__(solution, answer, seconds=30)
        self.number, self.mistake = number, mistake

    def expect_close(self, value, expected, message, mistakes=None, *tolerance, **by_name):
        if mistakes:
            self.number -= 1
            value = self.mistake if self.number == -1 else value
        super().expect_close(value, expected, message, mistakes, *tolerance, **by_name)


def rows():
    for exercise in EXERCISES.values():
        reader = Reader(exercise.function, exercise.function)
        assert exercise._check(reader) is None
        for number, (call, as_returned, table) in enumerate(reader.tables):
            for diagnosis, mistakes in table.items():
                for mistake in mistakes if isinstance(mistakes, tuple) else (mistakes,):
                    where = (number, call, as_returned)
                    yield pytest.param(exercise, *where, mistake, diagnosis, id=f"{exercise.name}-{diagnosis[:40]}")


ROWS = list(rows())


@pytest.mark.parametrize(("exercise", "number", "call", "as_returned", "mistake", "diagnosis"), ROWS)
def test_a_known_mistake_gets_its_own_diagnosis(exercise, number, call, as_returned, mistake, diagnosis):
    def answer(*arguments):
        """Right, but for one call."""
        nonlocal call
        call -= 1
        return mistake if call == 0 else exercise.function(*arguments)

    made = Attempt(exercise.function, answer, seconds=30)
    if not as_returned:
        made = Maker(exercise.function, exercise.function, number, mistake)
    with pytest.raises(NotYet) as told:
        exercise._check(made)
    assert str(told.value) == diagnosis


@pytest.mark.parametrize("exercise", EXERCISES.values(), ids=EXERCISES)
def test_the_solution_is_right_and_a_stub_is_not_attempted(exercise):
    def untouched(*arguments):
        """A docstring."""
        ...

    assert_right(exercise, exercise.function)
    for stub in (untouched, ...):
        verdict = exercise.check(stub)
        assert verdict.outcome == "not attempted" and "is still empty" in verdict.message, verdict.message


def test_every_exercise_but_four_has_a_table():
    assert {row.values[0].name for row in ROWS} == set(EXERCISES) - WITHOUT_A_TABLE
