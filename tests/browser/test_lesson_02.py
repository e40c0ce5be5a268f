"""Lesson 02 as a student meets it: run twice in JupyterLab, each question answered by keyboard."""

from playwright.sync_api import expect

from gan_lesson.exercises import lesson_02
from tests.browser.actions import answer_every_question, assert_accessible, in_both_themes, verdict_on

NAME = "02_turning_the_question_round.ipynb"
EVERYTHING = ".gan-lesson-exercise, .jp-RenderedHTML figure"


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
        expect(verdict_on(lesson, cell + body)).to_contain_text(words)


def test_is_accessible_in_both_themes(lesson):
    for _ in in_both_themes(lesson):
        assert_accessible(lesson, EVERYTHING)
