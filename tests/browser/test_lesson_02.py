"""Lesson 02 as a student meets it: run twice in JupyterLab, each question answered by keyboard."""

import pytest
from playwright.sync_api import expect

from gan_lesson.exercises import lesson_02
from tests.browser.actions import (
    WINDOW,
    answer_every_question,
    ask,
    assert_accessible,
    assert_fits,
    cells_of,
    in_both_themes,
    verdict_on,
)

NAME = "02_turning_the_question_round.ipynb"
PRIOR = ".gan-lesson-prior-explorer"
EVERYTHING = ".gan-lesson-widget, .gan-lesson-exercise, .jp-RenderedHTML figure"


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


def test_the_prior_slides_by_keyboard_and_boundary_and_posterior_follow(lesson):
    root = lesson.locator(PRIOR)
    slider = root.get_by_role("slider", name="How many of the animals are dogs?")
    canvas, charts = root.locator("canvas"), root.locator("svg.gl-chart")
    expect(root).to_have_attribute("data-share", "50")
    half = float(root.get_attribute("data-boundary"))

    def drawn():
        return [
            canvas.evaluate("(canvas) => canvas.toDataURL()"),
            *charts.evaluate_all("(all) => all.map((one) => one.innerHTML)"),
        ]

    before, cells = drawn(), cells_of(lesson)
    slider.focus()
    lesson.keyboard.press("Home")
    expect(root).to_have_attribute("data-share", "1")
    expect(slider).to_have_attribute("aria-valuetext", "1 %")
    rare = float(root.get_attribute("data-boundary"))
    assert 0.3 < half < 0.6 and half + 0.2 < rare < 1, "towards the dogs, and not past the mean dog"
    said = f"The boundary is {100 * rare:.0f} % of the way from the mean cat to the mean dog."
    expect(root.locator(".gl-verdict")).to_contain_text(said)
    assert said in canvas.get_attribute("aria-label")
    assert all(old != new for old, new in zip(before, drawn(), strict=True))
    lesson.keyboard.press("End")
    common = float(root.get_attribute("data-boundary"))
    assert 0 < common < half - 0.1
    lesson.keyboard.press("d")
    lesson.keyboard.press("d")
    assert cells_of(lesson) == cells
    slider.fill("20")
    there = float(root.get_attribute("data-boundary"))
    at = "(cats.mean(0) + t * (dogs.mean(0) - cats.mean(0)))[None]"
    places = f"({there - 0.002}, {there + 0.002})"
    by_hand = ask(lesson, f"[float(bayes_logit({at}, *gaussians, 0.2)) for t in {places}]")
    assert by_hand[0] < 0 < by_hand[1], "the page's boundary is the lesson's own"


@pytest.mark.parametrize("width", [700, 1500])
def test_the_prior_fits_any_width(lesson, width):
    lesson.set_viewport_size({"width": width, "height": 720})
    try:
        assert_fits(lesson, PRIOR)
    finally:
        lesson.set_viewport_size(WINDOW)
