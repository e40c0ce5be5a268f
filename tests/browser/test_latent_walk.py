"""Lesson 05 as a student meets it, and its latent walk: in JupyterLab, run twice, then exported and opened offline."""

import pytest
from playwright.sync_api import expect

from gan_lesson.exercises import lesson_05
from tests.browser.actions import (
    WINDOW,
    answer_every_question,
    assert_accessible,
    assert_fits,
    cells_of,
    in_both_themes,
    verdict_on,
)
from tests.browser.conftest import stored_outputs, without_scripts
from tests.browser.test_epoch_player import ROOT, Player
from tests.browser.test_lesson_08 import shows

NAME = "05_the_two_networks.ipynb"
ALONE, PAIR = range(2)
SNAPSHOTS = {ALONE: 9, PAIR: 26}
WALK = ".gan-lesson-latent-walk"
COLUMNS, ROWS = 30, 11


class Walk:
    """The latent walk on a page."""

    def __init__(self, page):
        self.page = page
        self.root = page.locator(WALK)
        self.longitude = self.root.get_by_role("slider", name="Longitude")
        self.latitude = self.root.get_by_role("slider", name="Latitude")
        self.untrained, self.trained = self.root.locator("canvas").first, self.root.locator("canvas").last
        self.root.locator("[role=group]").wait_for()

    def go(self, column, row):
        """To a place, counted from the west and from the south."""
        self.longitude.fill(str(column))
        self.latitude.fill(str(row))
        self.shows(column, row)

    def shows(self, column, row):
        expect(self.root).to_have_attribute("data-place", str(row * COLUMNS + column % COLUMNS))

    def drawn(self):
        """What is on the two canvases, all of it."""
        return [canvas.evaluate("(canvas) => canvas.toDataURL()") for canvas in (self.untrained, self.trained)]

    def grey(self, canvas, x, y):
        """The grey level at a share of the width and of the height."""
        return canvas.evaluate(
            """(canvas, [x, y]) =>
            canvas.getContext("2d").getImageData(x * canvas.width, y * canvas.height, 1, 1).data[0]""",
            [x, y],
        )


def test_every_player_goes_from_end_to_end_by_keyboard(lesson):
    assert lesson.locator(ROOT).count() == len(SNAPSHOTS) and lesson.locator(WALK).count() == 1
    for position, count in SNAPSHOTS.items():
        player = Player(lesson, position)
        player.slider.focus()
        lesson.keyboard.press("Home")
        shows(player, 0)
        untrained = player.drawn()
        lesson.keyboard.press("End")
        shows(player, count - 1)
        assert player.drawn() != untrained


def test_arrow_keys_walk_and_jupyterlab_does_not_take_them(lesson):
    walk = Walk(lesson)
    walk.go(15, 5)
    before = walk.drawn()
    cell = lesson.evaluate("() => jupyterapp.shell.currentWidget.content.activeCellIndex")
    cells = cells_of(lesson)
    walk.longitude.focus()
    for key, column in [("ArrowRight", 16), ("ArrowUp", 17), ("ArrowLeft", 16), ("End", 30), ("Home", 0)]:
        lesson.keyboard.press(key)
        walk.shows(column, 5)
    walk.go(15, 5)
    walk.latitude.focus()
    for key, row in [("ArrowDown", 4), ("ArrowRight", 5), ("End", 10), ("Home", 0)]:
        lesson.keyboard.press(key)
        walk.shows(15, row)
    after = walk.drawn()
    assert all(old != new for old, new in zip(before, after, strict=True))
    for key in ("a", "b", "d", "d"):
        lesson.keyboard.press(key)
    assert cells_of(lesson) == cells
    assert lesson.evaluate("() => jupyterapp.shell.currentWidget.content.activeCellIndex") == cell


def test_words_say_where_one_is(lesson):
    walk = Walk(lesson)
    for place, east, north in [
        ((15, 5), "0°", "0°"),
        ((17, 6), "24° east", "12° north"),
        ((7, 0), "96° west", "60° south"),
        ((30, 10), "180°", "60° north"),
    ]:
        walk.go(*place)
        expect(walk.longitude).to_have_attribute("aria-valuetext", east)
        expect(walk.latitude).to_have_attribute("aria-valuetext", north)
        expect(walk.trained).to_have_attribute(
            "aria-label", f"Trained: the generated picture at longitude {east}, latitude {north}."
        )
        expect(walk.root).to_contain_text(f"Longitude {east}")
        expect(walk.root).to_contain_text(f"Latitude {north}")


def test_once_round_is_where_one_began(lesson):
    walk = Walk(lesson)
    walk.go(0, 3)
    west = walk.drawn()
    walk.go(15, 3)
    assert walk.drawn() != west
    walk.go(30, 3)
    assert walk.drawn() == west


def test_one_forger_paints_noise_and_the_other_animals_on_black(lesson):
    walk = Walk(lesson)
    for place in [(15, 5), (0, 5), (8, 2)]:
        walk.go(*place)
        assert walk.grey(walk.trained, 0.03, 0.03) < 12
        assert walk.grey(walk.untrained, 0.03, 0.03) == pytest.approx(127, abs=60)
        assert max(walk.grey(walk.trained, 0.5, y / 28) for y in range(12, 22)) > 60


def test_is_accessible_in_both_themes(lesson):
    walk = Walk(lesson)
    walk.go(15, 5)
    light = walk.drawn()
    for scheme in in_both_themes(lesson):
        expect(walk.root).to_have_css("color-scheme", scheme)
        assert_accessible(lesson, f"{WALK}, {ROOT}, .jp-RenderedHTML figure")
        assert walk.drawn() == light  # pictures are the data: no theme may change them


def test_walks_in_an_exported_page_without_network(offline):
    walk = Walk(offline)
    walk.shows(15, 5)
    before = walk.drawn()
    walk.longitude.focus()
    offline.keyboard.press("ArrowRight")
    walk.shows(16, 5)
    assert walk.drawn() != before
    player = Player(offline, PAIR)
    player.slider.focus()
    offline.keyboard.press("End")
    shows(player, SNAPSHOTS[PAIR] - 1)


@pytest.mark.parametrize("width", [360, 1900])
def test_fits_any_width(offline, width):
    offline.set_viewport_size({"width": width, "height": 900})
    try:
        assert_fits(offline, WALK)
        heights = [slider.bounding_box()["height"] for slider in (Walk(offline).longitude, Walk(offline).latitude)]
    finally:
        offline.set_viewport_size(WINDOW)
    assert min(heights) >= 32


def test_an_untrusted_notebook_shows_the_first_place(new_page, tmp_path):
    shown = [data["text/html"] for data in stored_outputs(NAME)]
    [output] = [html for html in shown if "gan-lesson-latent-walk" in html[:99]]
    page = new_page()
    page.goto(without_scripts(output, tmp_path))
    picture = page.get_by_alt_text(
        "One generated picture at one place of latent space from each of: Untrained, Trained."
    )
    expect(picture).to_be_visible()
    assert picture.evaluate("(image) => image.naturalWidth") > 500


def test_a_network_is_written_without_its_tanh_and_then_with_it(lesson):
    source = (
        "def mlp_generator():\n    return nn.Sequential(nn.Linear(32, 256), nn.ReLU(), nn.Linear(256, 784), {}picture)"
    )
    source = source.replace("picture", "nn.Unflatten(1, (1, 28, 28))")
    expect(verdict_on(lesson, source.format(""))).to_contain_text("Put a tanh at the end")
    expect(verdict_on(lesson, source.format("nn.Tanh(), "))).to_contain_text("209,936 parameters")


def test_every_question_is_answered_by_keyboard(lesson):
    answer_every_question(lesson, lesson_05.lesson)
