"""Exercises in a real kernel: what is shown, where it happened, and doors that lead out of the kernel."""

import nbformat
import pytest
from nbclient import NotebookClient

LESSON = """
import _thread, threading, torch
from gan_lesson.exercises import Lesson, Prediction, exercise

@exercise(("a", "b", "c"))
def double(numbers):
    return 2 * numbers

@double.checks
def _(attempt):
    attempt.expect_close(attempt(torch.ones(2)), [2, 2], "These are not the doubled numbers.")

first = Prediction("What?", answers={"this": "Yes.", "that": "No."})
lesson = Lesson("77", exercises=[double], predictions=[first])
"""
SWALLOWS = """
def f(n):
    while True:
        try:
            n = n + 1
        except BaseException:
            pass
"""
DOORS = ["import sys; sys.exit()", "raise SystemExit", "raise KeyboardInterrupt"]
NO_THREAD_IS_LEFT = "'exercise' in [thread.name for thread in threading.enumerate()]"
INTERRUPT = "threading.Timer(0.5, _thread.interrupt_main).start()"
CELLS = {
    "lesson": LESSON,
    "all": "double.check(lambda n: print('hm') or n * 2)\ndouble.hint()\nlesson.progress()",
    "named": "verdict = double.check(...)",
    "again": "verdict",
    "line": "def f(n):\n    m = n\n    return m.reshape(3)\n\ndouble.check(f)",
    **{door: f"def f(n):\n    {door}\n\ndouble.check(f)" for door in DOORS},
    "endless": f"{SWALLOWS}\ndouble.seconds = 0.5\ndouble.check(f)",
    "endless left": NO_THREAD_IS_LEFT,
    "interrupted": f"{SWALLOWS}\ndouble.seconds = 60\n{INTERRUPT}\ndouble.check(f)",
    "interrupted left": NO_THREAD_IS_LEFT,
}


@pytest.fixture(scope="module")
def outputs(tmp_path_factory):
    """What each cell put out: a list of texts, an error by its name."""
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(cell) for cell in CELLS.values()])
    client = NotebookClient(notebook, timeout=120, allow_errors=True)
    client.execute(cwd=str(tmp_path_factory.mktemp("kernel")))
    return {
        name: [output.get("ename") or output.get("text") or output["data"]["text/plain"] for output in cell.outputs]
        for name, cell in zip(CELLS, notebook.cells, strict=True)
    }


def test_everything_in_a_cell_is_shown_once(outputs):
    assert outputs["lesson"] == []
    assert outputs["all"] == [
        "Correct.\nIt printed:\nhm\n",
        "Hint 1 of 3: a",
        "Lesson 77: 1 of 1 exercise correct, 0 of 1 prediction made.",
    ]


def test_a_verdict_with_a_name_can_be_shown_again(outputs):
    assert outputs["named"] == outputs["again"]
    assert outputs["named"][0].startswith("Not attempted.")


def test_an_error_is_told_with_the_line_of_the_cell(outputs):
    (said,) = outputs["line"]
    assert "a RuntimeError in line 3, `return m.reshape(3)`: shape '[3]' is invalid" in said
    assert "ipykernel" not in said


@pytest.mark.parametrize("door", DOORS)
def test_a_function_does_not_get_out_of_the_kernel(outputs, door):
    (said,) = outputs[door]
    assert said.startswith("Not yet. Your function")


def test_an_endless_loop_ends_and_leaves_nothing(outputs):
    assert "did not end within 0.5 seconds," in outputs["endless"][0]
    assert outputs["endless left"] == ["False"]


def test_the_person_s_own_interrupt_goes_through_and_stops_the_function(outputs):
    assert outputs["interrupted"] == ["KeyboardInterrupt"]
    assert outputs["interrupted left"] == ["False"]
