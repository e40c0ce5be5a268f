"""Lesson 06 as a student meets it: densities slid by keyboard and mouse, a loss written, questions answered."""

import base64
import re

import numpy as np
import pytest
from playwright.sync_api import expect

from gan_lesson.exercises import lesson_06
from gan_lesson.props.densities import Bell, Hill, duel
from tests.browser.actions import (
    WINDOW,
    answer_every_question,
    assert_accessible,
    assert_fits,
    cells_of,
    come_to_rest,
    in_both_themes,
    pixels,
    verdict_on,
)
from tests.browser.conftest import stored_outputs, without_scripts

NAME = "06_the_rules_of_the_game.ipynb"
DUEL = ".gan-lesson-density-duel"


class Duel:
    """The duel of densities on a page."""

    def __init__(self, page):
        self.page = page
        self.root = page.locator(DUEL)
        self.root.locator("[role=group]").wait_for()
        self.place = self.root.get_by_role("slider", name="Place of the fakes")
        self.width = self.root.get_by_role("slider", name="Width of the fakes")
        self.charts = self.root.locator("svg.gl-chart")

    def go(self, place, width=2, shape="bells"):
        """To a place in tenths, a width by its number, and a shape."""
        self.root.get_by_role("radio", name=re.compile(shape)).check()
        self.width.fill(str(width))
        self.place.fill(str(place))
        self.shows(place)

    def shows(self, place):
        expect(self.root).to_have_attribute("data-place", str(place))

    def numbers(self):
        """What is written beside the curves: mean D*, V, JS, both losses, both gradients."""
        written = [text for text in self.root.locator(".gl-head strong").all_text_contents() if text]
        words = {"infinite": np.inf, "none": np.nan}
        return [words[text] if text in words else float(text.replace("−", "-")) for text in written]

    def drawn(self):
        """What is drawn in each of the six charts."""
        return [self.charts.nth(number).evaluate("(chart) => chart.innerHTML") for number in range(6)]


def expected(kind, place, width):
    found = duel(kind(0, 1), kind(0, width), place)
    return [
        float(value[0])
        for value in (
            found.trust,
            found.value,
            found.jensen_shannon,
            found.saturating,
            found.nonsaturating,
            found.saturating_gradient,
            found.nonsaturating_gradient,
        )
    ]


def test_arrow_keys_slide_the_fakes_and_everything_follows(lesson):
    shown = Duel(lesson)
    shown.go(30)
    cells = cells_of(lesson)
    before, seen = shown.drawn(), pixels(lesson, shown.charts.first)
    shown.place.focus()
    for key, place in [("ArrowRight", 31), ("ArrowUp", 32), ("ArrowLeft", 31), ("End", 60), ("Home", -60)]:
        lesson.keyboard.press(key)
        shown.shows(place)
    after = shown.drawn()
    assert all(old != new for old, new in zip(before, after, strict=True))
    assert pixels(lesson, shown.charts.first) != seen
    shown.width.focus()
    lesson.keyboard.press("ArrowRight")
    expect(shown.width).to_have_attribute("aria-valuetext", "1.25")
    assert all(old != new for old, new in zip(after, shown.drawn(), strict=True))
    for key in ("a", "d", "d"):
        lesson.keyboard.press(key)
    assert cells_of(lesson) == cells


@pytest.mark.parametrize(
    ("kind", "shape", "place", "width"),
    [(Bell, "bells", 30, 2), (Bell, "bells", -17, 0), (Bell, "bells", 60, 5), (Hill, "hills", 12, 3)],
)
def test_the_numbers_on_the_page_are_the_package_s(lesson, kind, shape, place, width):
    shown = Duel(lesson)
    shown.go(place, width, shape)
    widths = (0.6, 0.8, 1.0, 1.25, 1.6, 2.0)
    for found, value in zip(shown.numbers(), expected(kind, place / 10, widths[width]), strict=True):
        rounded = 0.0051 if abs(value) >= 0.0995 else 0.00051  # two decimals are written, three of small numbers
        assert found == pytest.approx(value, rel=0.004, abs=rounded, nan_ok=True)


def test_the_saturating_gradient_dies_before_one_s_eyes_and_the_other_does_not(lesson):
    shown = Duel(lesson)
    shown.go(0)
    *_, saturating, other = shown.numbers()
    assert (saturating, other) == (0, 0)
    expect(shown.root.locator(".gl-verdict")).to_contain_text("The same density twice")
    shown.go(15)
    *_, near, _ = shown.numbers()
    shown.go(60)
    *_, far, other = shown.numbers()
    assert far < near / 20 and other == pytest.approx(5.99)
    expect(shown.root.locator(".gl-verdict")).to_contain_text("the saturating gradient has died")
    shown.go(0, 5)
    assert shown.numbers()[1] > -1.386 + 0.1
    expect(shown.root.locator(".gl-verdict")).to_contain_text("still above −log 4")


def test_hills_without_common_ground_have_nothing_to_say_to_the_forger(lesson):
    shown = Duel(lesson)
    shown.go(-48, 2, "hills")
    assert shown.numbers() == pytest.approx([0, 0, 0.69, 0, np.inf, 0, np.nan], nan_ok=True)
    expect(shown.root.locator(".gl-verdict")).to_contain_text("Nothing in common")
    expect(shown.charts.nth(1)).to_contain_text("no gradient")
    expect(shown.charts.nth(2)).to_contain_text("nobody here")


def test_a_place_can_be_taken_from_a_chart_by_mouse(lesson):
    shown = Duel(lesson)
    shown.go(0)
    chart = shown.charts.nth(3)
    come_to_rest(lesson, chart)
    box = chart.bounding_box()
    lesson.mouse.click(box["x"] + box["width"] * 0.85, box["y"] + box["height"] / 2)
    expect(shown.root).to_have_attribute("data-place", re.compile(r"^[3-5]\d$"))


def test_words_say_what_is_seen(lesson):
    shown = Duel(lesson)
    shown.go(-20)
    expect(shown.place).to_have_attribute("aria-valuetext", "−2.0")
    said = "Fakes at −2.0, width 1: value −0.71; saturating loss −0.36, gradient −0.45"
    expect(shown.root.get_by_role("status")).to_contain_text(said)
    expect(shown.charts.nth(3)).to_have_attribute("aria-label", re.compile(f"^The value over all places.*{said}"))


def test_a_student_errs_and_is_told_and_mends_it(lesson):
    wrong = "def nonsaturating_loss(fake_logits):\n    return -softplus(fake_logits).mean()"
    expect(verdict_on(lesson, wrong)).to_contain_text("This is log(1 - D), the saturating loss")
    right = wrong.replace("-softplus(fake_logits)", "softplus(-fake_logits)")
    expect(verdict_on(lesson, right)).to_contain_text("Correct")


def test_every_question_is_answered_by_keyboard(lesson):
    answer_every_question(lesson, lesson_06.lesson)


def test_is_accessible_in_both_themes(lesson):
    shown = Duel(lesson)
    for scheme in in_both_themes(lesson):
        expect(shown.root).to_have_css("color-scheme", scheme)
        for shape in ("bells", "hills"):
            shown.go(45, 2, shape)
            assert_accessible(lesson, f"{DUEL}, .gan-lesson-exercise, .jp-RenderedHTML figure")


def test_slides_in_an_exported_page_without_network(offline):
    shown = Duel(offline)
    shown.shows(30)
    before = shown.drawn()
    shown.place.focus()
    offline.keyboard.press("End")
    shown.shows(60)
    assert all(old != new for old, new in zip(before, shown.drawn(), strict=True))


@pytest.mark.parametrize("width", [360, 900, 1900])
def test_fits_any_width(offline, width):
    offline.set_viewport_size({"width": width, "height": 900})
    try:
        assert_fits(offline, DUEL)
    finally:
        offline.set_viewport_size(WINDOW)


def test_an_untrusted_notebook_shows_the_still_picture(new_page, tmp_path):
    [data] = [data for data in stored_outputs(NAME) if "gan-lesson-density-duel" in data.get("text/html", "")[:99]]
    assert base64.b64decode(data["image/png"]).startswith(b"\x89PNG")
    page = new_page()
    page.goto(without_scripts(data["text/html"], tmp_path))
    picture = page.get_by_alt_text("Two densities on a line")
    expect(picture).to_be_visible()
    assert picture.evaluate("(image) => image.naturalWidth") > 900


def test_the_hill_itself_is_dragged_and_moved_by_keys_and_put_back(lesson):
    shown = Duel(lesson)
    shown.go(-20)
    hill = shown.root.get_by_role("slider", name="The fakes' hill")
    come_to_rest(lesson, shown.charts.first)
    box = hill.bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] - 4
    lesson.mouse.move(x, y)
    lesson.mouse.down()
    lesson.mouse.move(x + box["width"] / 5, y, steps=4)  # the hill is 5 widths wide, so this is one: 10 places
    lesson.mouse.up()
    expect(shown.root).to_have_attribute("data-place", re.compile(r"^-(9|10|11)$"))
    expect(hill).to_be_focused()
    lesson.keyboard.press("Shift+ArrowRight")
    lesson.keyboard.press("ArrowRight")
    lesson.keyboard.press("ArrowLeft")
    expect(shown.root).to_have_attribute("data-place", re.compile(r"^-?[01]$"))
    assert hill.get_attribute("aria-valuetext") == shown.place.get_attribute("aria-valuetext")
    for _ in range(9):
        lesson.keyboard.press("Shift+ArrowRight")
    expect(shown.root).to_have_attribute("data-place", "60")
    shown.root.get_by_role("radio").nth(1).check()
    shown.root.get_by_role("button", name="Reset").click()
    expect(shown.root).to_have_attribute("data-place", "30")
    expect(shown.root).to_have_attribute("data-shape", "bell")
    expect(shown.root.get_by_role("radio").first).to_be_checked()
    assert_accessible(lesson, DUEL)
