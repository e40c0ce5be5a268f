"""Lesson 02 as a student meets it: run twice in JupyterLab, each question answered by keyboard."""

import pytest
from playwright.sync_api import expect

from gan_lesson.exercises import lesson_02
from tests.browser.conftest import assert_accessible, open_lesson
from tests.browser.test_epoch_player import change_theme
from tests.browser.test_lesson_01 import answer_every_question

NAME = "02_turning_the_question_round.ipynb"
EVERYTHING = ".gan-lesson-exercise, .jp-RenderedHTML figure"
WRITE_AND_CHECK = """async ([stub, source, check]) => {
  const { content } = jupyterapp.shell.currentWidget;
  const run = async (words, source) => {
    content.activeCellIndex = content.widgets.findIndex((cell) => cell.model.sharedModel.source.includes(words));
    if (source) content.activeCell.model.sharedModel.setSource(source);
    await jupyterapp.commands.execute("notebook:run-cell");
  };
  await run(stub, source);
  await run(check);
}"""


@pytest.fixture(scope="module")
def lesson(lab):
    with open_lesson(lab, NAME) as page:
        yield page


def test_every_question_is_answered_by_keyboard(lesson):
    answer_every_question(lesson, lesson_02.lesson)


def test_a_wrong_answer_is_diagnosed_and_a_right_one_praised(lesson):
    """A student forgets the prior, reads what is said, and mends it."""
    cell = "def posterior(density_cat, density_dog, prior_cat, prior_dog):\n    return "
    steps = (
        ("density_dog / (density_cat + density_dog)", "The priors are missing"),
        (
            "density_dog * prior_dog / (density_cat * prior_cat + density_dog * prior_dog)",
            "A painter has become a classifier",
        ),
    )
    for body, words in steps:
        lesson.evaluate(WRITE_AND_CHECK, ["def posterior", cell + body, "exercises.posterior.check"])
        expect(lesson.locator(".gan-lesson-exercise.verdict").filter(has_text=words)).to_be_visible()


def test_is_accessible_in_both_themes(lesson):
    try:
        for theme in ("JupyterLab Light", "JupyterLab Dark"):
            change_theme(lesson, theme)
            assert_accessible(lesson, EVERYTHING)
    finally:
        change_theme(lesson, "JupyterLab Light")
