"""Lesson 03 as a student meets it: the machine let loose, a knob turned, a function written, questions answered."""

import re

import pytest
from playwright.sync_api import expect

from gan_lesson.exercises import lesson_03, markup
from tests.browser.conftest import assert_accessible, open_lesson
from tests.browser.test_epoch_player import change_theme
from tests.browser.test_explorers import Board, Machine, ask
from tests.browser.test_questions import ROOT

NAME = "03_why_images_are_hard.ipynb"
EVERYTHING = ".gan-lesson-live, .gan-lesson-exercise, .jp-RenderedHTML figure"
# Writes into the cell that begins a function, runs it and the cell of its check, and gives that cell's index.
WRITE = """async ([name, source]) => {
  const { content } = jupyterapp.shell.currentWidget;
  const find = (words) => content.widgets.findIndex((cell) => cell.model.sharedModel.source.includes(words));
  content.activeCellIndex = find(`def ${name}(`);
  content.activeCell.model.sharedModel.setSource(source);
  await jupyterapp.commands.execute("notebook:run-cell");
  content.activeCellIndex = find(`exercises.${name}.check(${name})`);
  await jupyterapp.commands.execute("notebook:run-cell");
  return content.activeCellIndex;
}"""


@pytest.fixture(scope="module")
def lesson(lab):
    with open_lesson(lab, NAME) as page:
        yield page


def verdict_on(page, source):
    """What the check says to a function that a student writes: a locator."""
    [name] = re.findall(r"^def (\w+)\(", source)
    index = page.evaluate(WRITE, [name, source])
    return page.locator(".jp-Notebook .jp-Cell").nth(index).locator(".gan-lesson-exercise.verdict")


def answer_every_question(page, lesson):
    """Each quiz wrong and then right, each prediction committed to and its answer asked for: all by keyboard.

    Args:
        page: a lesson's.
        lesson: the `gan_lesson.exercises.Lesson`.
    """

    def choose(question, number):
        radios = question.get_by_role("radio")
        radios.first.focus()
        page.keyboard.press("Space")
        for _ in range(number):
            page.keyboard.press("ArrowDown")
        expect(radios.nth(number)).to_be_focused()
        expect(radios.nth(number)).to_be_checked()
        page.keyboard.press("Enter")

    for quiz in lesson.quizzes:
        question = page.locator(f"{ROOT}.question").filter(has_text=said(quiz.question))
        choices = list(quiz.answers)
        for choice in [choice for choice in choices if choice != quiz.right][:1] + [quiz.right]:
            choose(question, choices.index(choice))
            expect(question.get_by_role("status")).to_contain_text(said(quiz.answers[choice]))
    for prediction in lesson.predictions:
        questions = page.locator(f"{ROOT}.question").filter(has_text=said(prediction.question))
        expect(questions).to_have_count(2)
        choose(questions.first, 1)
        expect(questions.last.get_by_role("status")).to_contain_text(said(list(prediction.answers.values())[1]))


def said(text):
    """A text of an exercise as the page shows it."""
    return markup.plain(text).replace("`", "")


def test_the_machine_runs_and_finds_no_portrait(lesson):
    machine = Machine(lesson)
    expect(machine.root.locator(".big").first).to_have_text(re.compile(r"^[\d,]+$"))
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
    progress = lesson.locator(".gan-lesson-exercise.progress")
    expect(progress).to_contain_text("0 of 4")  # it was run before
    assert ask(lesson, "repr(exercises.progress())").startswith("Lesson 03: 1 of 4 exercises correct")


def test_every_question_is_answered_by_keyboard(lesson):
    answer_every_question(lesson, lesson_03.lesson)


def test_is_accessible_in_both_themes(lesson):
    try:
        for theme in ("JupyterLab Light", "JupyterLab Dark"):
            change_theme(lesson, theme)
            assert_accessible(lesson, EVERYTHING)
    finally:
        change_theme(lesson, "JupyterLab Light")
