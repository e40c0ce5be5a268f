"""Lesson 03 as a student meets it: the machine let loose, a knob turned, a function written, questions answered."""

import re

from playwright.sync_api import expect

from gan_lesson.exercises import lesson_03
from tests.browser.actions import answer_every_question, ask, assert_accessible, in_both_themes, verdict_on
from tests.browser.test_explorers import Board, Machine

NAME = "03_why_images_are_hard.ipynb"
EVERYTHING = ".gan-lesson-live, .gan-lesson-exercise, .jp-RenderedHTML figure"


def test_the_machine_runs_and_finds_no_portrait(lesson):
    machine = Machine(lesson)
    expect(machine.root.locator(".gl-big").first).to_have_text(re.compile(r"^[\d,]+$"))
    before = machine.count()
    picture = machine.canvas.screenshot()
    machine.press("Fast")
    lesson.wait_for_timeout(1000)
    machine.press("Pause")
    assert machine.count() > before + 1000
    assert machine.canvas.screenshot() != picture
    lesson.wait_for_timeout(300)
    assert ask(lesson, "[machine.count, machine.portraits_seen]") == [machine.count(), 0]


def test_a_knob_is_turned_and_many_pixels_change(lesson):
    board = Board(lesson)
    expect(board.canvas).to_have_attribute("aria-label", "Portrait of a dog.")
    levels = """(canvas) => Array.from({ length: 784 }, (_, place) => canvas.getContext("2d").getImageData(
      (place % 28 + 0.5) * canvas.width / 28, (Math.floor(place / 28) + 0.5) * canvas.height / 28, 1, 1).data[0])"""
    before = board.canvas.evaluate(levels)
    board.slider("tilt of the head").focus()
    for _ in range(20):
        lesson.keyboard.press("ArrowRight")
    lesson.wait_for_timeout(500)
    after = board.canvas.evaluate(levels)
    assert sum(one != other for one, other in zip(before, after, strict=True)) > 100


def test_a_student_errs_and_is_told_and_mends_it(lesson):
    wrong = "def nearest_neighbour(pictures, picture):\n    return (pictures - picture).norm(dim=1).min()"
    expect(verdict_on(lesson, wrong)).to_contain_text("Not yet")
    expect(verdict_on(lesson, wrong)).to_contain_text("That is the distance itself.")
    expect(verdict_on(lesson, wrong.replace("min()", "argmin()"))).to_contain_text("Correct")
    progress = lesson.locator(".gan-lesson-exercise.gl-progress")
    expect(progress).to_contain_text("1 of 4")  # it was run before, and counts on
    assert ask(lesson, "repr(exercises.progress())").startswith("Lesson 03: 1 of 4 exercises correct")


def test_every_question_is_answered_by_keyboard(lesson):
    answer_every_question(lesson, lesson_03.lesson)


def test_is_accessible_in_both_themes(lesson):
    for _ in in_both_themes(lesson):
        assert_accessible(lesson, EVERYTHING)
