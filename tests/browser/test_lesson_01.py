"""Lesson 01 as a student meets it: run twice, the boundary moved until infiltrators fall, each question answered."""

import pytest
from playwright.sync_api import expect

from gan_lesson.exercises import lesson_01
from tests.browser.actions import (
    answer_every_question,
    ask,
    assert_accessible,
    cells_of,
    come_to_rest,
    in_both_themes,
    run_cell,
)
from tests.browser.test_explorers import Explorer

NAME = "01_telling_dogs_from_cats.ipynb"
EVERYTHING = ".gan-lesson-live, .gan-lesson-exercise, .jp-RenderedHTML figure"
SAID = """([cell, words]) => jupyterapp.shell.currentWidget.content.widgets
  .find(({ model }) => model.sharedModel.source.includes(cell)).outputArea.node.innerText.includes(words)"""


def run_and_hear(page, cell, *words):
    """Runs the first cell whose source contains `cell`, until its output contains all the words."""
    run_cell(page, cell)
    for said in words:
        page.wait_for_function(SAID, arg=[cell, said])


def test_infiltrators_fall_by_mouse_and_by_keyboard_and_python_hears_of_it(lesson):
    explorer = Explorer(lesson)
    come_to_rest(lesson, explorer.canvas)
    before, _ = explorer.scores()
    picture = explorer.drawn()
    explorer.drag((0, 0.5), (-0.3, 0.4), (-0.45, 0.4))  # the upper handle, to the left
    lesson.wait_for_timeout(400)
    dragged, _ = explorer.scores()
    assert dragged < before - 5
    assert (explorer.drawn() != picture).any()
    explorer.canvas.focus()
    for key in ("Shift+ArrowDown", "Shift+ArrowDown", "Shift+ArrowDown"):
        lesson.keyboard.press(key)
    lesson.wait_for_timeout(400)
    worse, _ = explorer.scores()
    assert worse > dragged
    assert len(ask(lesson, "explorer.infiltrators.tolist()")) == worse
    run_and_hear(lesson, "your_count", f"your line: {worse} infiltrators")


def test_a_student_beats_descent_on_infiltrators_and_not_on_cross_entropy(lesson):
    """A line that a patient student finds; descent's has 15 infiltrators and a cross-entropy of 0.116."""
    explorer = Explorer(lesson, 1)
    come_to_rest(lesson, explorer.canvas)
    expect(explorer.root.locator("tr.gl-other td").first).to_contain_text("15 of 256")
    assert explorer.scores("other") == (15, pytest.approx(0.116, abs=6e-4))
    best = ask(lesson, BEST)
    ask(lesson, f"[explorer.set_trait('angle', {best[0]}), explorer.set_trait('offset', {best[1]})]")
    expect(explorer.root.locator("tr.gl-own td").first).to_contain_text(f"{best[2]} of 256")
    assert best[2] < 15
    assert explorer.scores()[1] > explorer.scores("other")[1]
    run_and_hear(lesson, 'score("your line"', f"your line{best[2]:7} infiltrators", "descent       15 infiltrators")


# Angle, offset and infiltrators of the best of some thousand lines.
BEST = """min(
  (
    [angle, float(offset), int(((along(angle) > offset) != (explorer._kinds == 1)).sum())]
    for along in [lambda a: (explorer._points - explorer._middle) @ [np.cos(np.radians(a)), np.sin(np.radians(a))]]
    for angle in range(20, 70)
    for offset in np.linspace(-0.6, 0.6, 121)
  ),
  key=lambda found: found[2],
)"""


def test_every_question_is_answered_by_keyboard(lesson):
    cells = cells_of(lesson)
    answer_every_question(lesson, lesson_01.lesson)
    assert cells_of(lesson) == cells


def test_is_accessible_in_both_themes(lesson):
    for _ in in_both_themes(lesson):
        assert_accessible(lesson, EVERYTHING)
