"""Lesson 13 as a student meets it: pages turned by keyboard, an exercise, questions, and all of it with no network."""

import pytest
from playwright.sync_api import expect

from gan_lesson.exercises import lesson_13
from tests.browser.actions import (
    WINDOW,
    answer_every_question,
    assert_accessible,
    assert_fits,
    cells_of,
    in_both_themes,
    verdict_on,
)

NAME = "13_from_horses_to_zebras.ipynb"
LONG = (
    "experts = [networks.discriminator_x",
    "noise = 0.05  # a fortieth",
)
BOOK = ".gan-lesson-flip-book"
RUN, WEIGHT, FILM = range(3)
PAGES = {RUN: 17, WEIGHT: 6, FILM: 24}


class Book:
    """A flip book on a page."""

    def __init__(self, page, position):
        self.page, self.root = page, page.locator(BOOK).nth(position)
        self.root.locator("[role=group]").wait_for()
        self.slider = self.root.get_by_role("slider")
        self.sheets = self.root.locator("canvas")

    def shows(self, page):
        expect(self.root).to_have_attribute("data-page", str(page))

    def drawn(self):
        """What is on each of its canvases, all of it."""
        return self.sheets.evaluate_all("(all) => all.map((canvas) => canvas.toDataURL())")


def test_every_book_goes_from_end_to_end_and_back_by_keyboard(lesson):
    assert lesson.locator(BOOK).count() == len(PAGES)
    cells = cells_of(lesson)
    for position, count in PAGES.items():
        book = Book(lesson, position)
        book.slider.focus()
        lesson.keyboard.press("Home")
        book.shows(0)
        first = book.drawn()
        lesson.keyboard.press("ArrowRight")
        book.shows(1)
        lesson.keyboard.press("End")
        book.shows(count - 1)
        assert all(one != other for one, other in zip(first, book.drawn(), strict=True))
        lesson.keyboard.press("Home")
        book.shows(0)
        assert book.drawn() == first
    assert cells_of(lesson) == cells, "no key reached JupyterLab"


def test_words_say_which_page_it_is(lesson):
    book = Book(lesson, WEIGHT)
    for page, words in enumerate(("0", "0.3", "1", "3", "10", "30")):
        book.slider.fill(str(page))
        book.shows(page)
        expect(book.slider).to_have_attribute("aria-valuetext", words)
        expect(book.sheets.first).to_have_attribute(
            "aria-label", f"plain pets, translated, and back again: the pictures for λ {words}."
        )


def test_a_student_errs_and_is_told_and_mends_it(lesson):
    right = lesson_13.cycle_loss.solution().source
    wrong = right.replace("back(fake_y) - x", "fake_y - x").replace("there(fake_x) - y", "fake_x - y")
    assert wrong != right
    expect(verdict_on(lesson, wrong)).to_contain_text("its translation")
    expect(verdict_on(lesson, right)).to_contain_text("Correct")


def test_every_question_is_answered_by_keyboard(lesson):
    answer_every_question(lesson, lesson_13.lesson)


def test_is_accessible_and_fits_in_both_themes(lesson):
    for _ in in_both_themes(lesson):
        assert_fits(lesson, BOOK)
        assert_accessible(lesson, f"{BOOK}, .gan-lesson-exercise, .jp-RenderedHTML figure")


def test_pages_turn_with_the_network_off(offline):
    book = Book(offline, FILM)
    before = book.drawn()
    book.slider.focus()
    offline.keyboard.press("End")
    book.shows(PAGES[FILM] - 1)
    assert book.drawn() != before


@pytest.mark.parametrize("width", [360, 1900])
def test_fits_any_width(offline, width):
    offline.set_viewport_size({"width": width, "height": 900})
    try:
        assert_fits(offline, BOOK)
    finally:
        offline.set_viewport_size(WINDOW)
