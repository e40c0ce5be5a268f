"""Lesson 11 as a student meets it: run twice in JupyterLab, an exercise, questions, five comparisons."""

from playwright.sync_api import expect

from gan_lesson.exercises import lesson_11
from tests.browser.actions import answer_every_question, assert_accessible, assert_fits, in_both_themes, verdict_on

NAME = "11_better_rules.ipynb"
LONG = ("stayed, forked = clipped.until(20)",)
COMPARISON = ".gan-lesson-run-comparison"


def test_five_comparisons_the_last_with_a_fork(lesson):
    comparisons = lesson.locator(COMPARISON)
    comparisons.nth(4).scroll_into_view_if_needed()
    expect(comparisons).to_have_count(5)
    expect(comparisons.nth(4).locator("svg.gl-chart")).to_contain_text("fork at epoch 20")
    assert comparisons.nth(3).locator("canvas").count() == 4, "four sheets of portraits"
    first = comparisons.nth(0)
    first.locator("input[type=range]").fill("1")
    expect(first).to_have_attribute("data-snapshot", "1")
    assert first.locator(".gl-band").count() == 8


def test_a_student_errs_and_is_told_and_mends_it(lesson):
    right = lesson_11.gradient_penalty.solution().source
    wrong = right.replace("gradient.flatten(1).norm(dim=1)", "gradient.norm()")
    assert wrong != right
    expect(verdict_on(lesson, wrong)).to_contain_text("one length for the whole batch")
    expect(verdict_on(lesson, right)).to_contain_text("Correct")


def test_every_question_is_answered_by_keyboard(lesson):
    answer_every_question(lesson, lesson_11.lesson)


def test_is_accessible_and_fits_in_both_themes(lesson):
    for _ in in_both_themes(lesson):
        assert_fits(lesson, COMPARISON)
        assert_accessible(
            lesson,
            f"{COMPARISON}, .gan-lesson-critic-explorer, .gan-lesson-exercise, .gan-progress, .jp-RenderedHTML figure",
        )
