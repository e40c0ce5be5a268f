"""Lesson 12 as a student meets it: run twice, asked in a sentence, an exercise, its questions; and with no network."""

import re

import pytest
from playwright.sync_api import expect

from gan_lesson.exercises import lesson_12
from tests.browser.actions import (
    WINDOW,
    answer_every_question,
    assert_accessible,
    assert_fits,
    in_both_themes,
    pixels,
    verdict_on,
)

NAME = "12_draw_me_a_dog.ipynb"
LONG = (
    'title="Digits on demand"',
    'title="Only he is told"',
    'title="Twenty sevens"',
)
PAINTER = ".gan-lesson-sentence-painter"


def test_a_sentence_that_is_typed_is_painted(lesson):
    painter = lesson.locator(PAINTER)
    painter.locator("[role=group]").wait_for()
    before = pixels(lesson, painter.locator("canvas").first)
    painter.get_by_role("textbox").fill("a white cat")
    expect(painter.locator("canvas").first).to_have_attribute("aria-label", re.compile("a white cat"))
    assert pixels(lesson, painter.locator("canvas").first) != before


def test_a_student_errs_and_is_told_and_mends_it(lesson):
    right = lesson_12.her_loss.solution().source
    wrong = right.replace("words.roll(1, 0)", "words")
    assert wrong != right
    expect(verdict_on(lesson, wrong)).to_contain_text("Not yet")
    expect(verdict_on(lesson, right)).to_contain_text("Correct")


def test_every_question_is_answered_by_keyboard(lesson):
    answer_every_question(lesson, lesson_12.lesson)


def test_is_accessible_and_fits_in_both_themes(lesson):
    for _ in in_both_themes(lesson):
        assert_fits(lesson, PAINTER)
        assert_accessible(lesson, f"{PAINTER}, .gan-lesson-exercise, .jp-RenderedHTML figure")


@pytest.mark.parametrize("width", [800, 1900])
def test_the_painter_fits_any_width(lesson, width):
    lesson.set_viewport_size({"width": width, "height": 900})
    assert_fits(lesson, PAINTER)
    lesson.set_viewport_size(WINDOW)


def test_paints_in_an_exported_page_without_network(offline):
    painter = offline.locator(PAINTER)
    painter.locator("[role=group]").wait_for()
    before = pixels(offline, painter.locator("canvas").first)
    painter.get_by_role("textbox").fill("a dark cat")
    expect(painter.locator("canvas").first).to_have_attribute("aria-label", re.compile("a dark cat"))
    assert pixels(offline, painter.locator("canvas").first) != before
