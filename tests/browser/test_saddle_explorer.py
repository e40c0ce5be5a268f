"""The smallest game on a page of its own, with no network: played, dragged, and by keyboard."""

import math

import pytest
from playwright.sync_api import expect

from gan_lesson.widgets import SaddleExplorer
from tests.browser.actions import assert_accessible
from tests.browser.conftest import open_alone

ROOT = ".gan-lesson-saddle-explorer"


@pytest.fixture(scope="module")
def page(browser, tmp_path_factory):
    with open_alone(browser, tmp_path_factory.mktemp("saddle"), SaddleExplorer()) as page:
        yield page


@pytest.fixture
def game(page):
    page.get_by_role("button", name="Reset").click()
    page.get_by_role("radio", name="at the same time").check()
    return page.locator(ROOT)


def place(game):
    """Where the two numbers are, as the page has it."""
    return tuple(float(game.get_attribute(f"data-{name}")) for name in "xy")


def played(rounds, x=1.0, y=0.0, rate=0.2, penalty=0.0, her_moves=1, in_turn=False):
    """The same game in Python, written a second time."""
    for _ in range(rounds):
        seen = x
        for _ in range(her_moves):
            x += rate * (y - penalty * x)
        y -= rate * (x if in_turn else seen)
    return x, y


def test_the_controls_play_the_game_that_they_name(page, game):
    def slide(name, value):
        page.get_by_role("slider", name=name).fill(str(value))

    slide("Round", 14)
    assert place(game) == pytest.approx(played(14), abs=1e-4)
    page.get_by_role("radio", name="in turn").check()
    assert place(game) == pytest.approx(played(14, in_turn=True), abs=1e-4)
    slide("Learning rate", 0.4)
    slide("Penalty", 0.25)
    slide("Her moves", 3)
    how = {"rate": 0.4, "penalty": 0.25, "her_moves": 3, "in_turn": True}
    assert place(game) == pytest.approx(played(14, **how), abs=1e-4)
    far = math.hypot(*played(14, **how))
    expect(game.locator(".gl-verdict")).to_contain_text(f"{far:.2f} from the middle")
    assert game.locator(".gl-dot").count() == 14
    slide("Round", 60)
    expect(game.locator(".gl-verdict")).to_contain_text("come to rest in the middle")


def test_the_start_is_moved_by_mouse_and_by_keyboard(page, game):
    plane = game.get_by_role("application")
    box = plane.bounding_box()
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] / 4, box["y"] + box["height"] / 8)
    page.mouse.up()
    assert place(game) == pytest.approx((-1, 1.5), abs=0.02)
    plane.focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowDown")
    assert place(game) == pytest.approx((-0.9, 1.4), abs=0.02)


def test_it_plays_to_the_end_pauses_and_plays_again(page, game):
    round_ = page.get_by_role("slider", name="Round")
    page.get_by_role("button", name="Play").click()
    page.wait_for_function(f"() => +document.querySelector('{ROOT}').dataset.round > 2")
    page.get_by_role("button", name="Pause").click()
    paused = int(round_.input_value())
    assert 2 < paused < 60
    round_.fill("58")
    page.get_by_role("button", name="Play").click()
    expect(game).to_have_attribute("data-round", "60")
    expect(game.locator(".gl-verdict")).to_contain_text("farther from the middle")
    expect(page.get_by_role("button", name="Play")).to_be_visible()


def test_an_arrow_shows_each_players_next_move(page, game):
    page.get_by_role("slider", name="Round").fill("5")
    before, after = played(5), played(6)
    scale = float(game.get_by_role("application").get_attribute("width")) / 4

    def tip(kind):
        """Where an arrow ends, as both numbers."""
        shaft = game.locator(f"path.{kind}").get_attribute("d").split("M")[1].split("L")[1]
        x, y = (float(part) for part in shaft.split())
        return x / scale - 2, 2 - y / scale

    assert tip("gl-hers") == pytest.approx((after[0], before[1]), abs=0.01)
    assert tip("gl-his") == pytest.approx((before[0], after[1]), abs=0.01)
    page.get_by_role("radio", name="in turn").check()
    after = played(6, in_turn=True)
    assert tip("gl-his") == pytest.approx(after, abs=0.01)


def test_axe_finds_no_fault(page, game):
    assert_accessible(page, ROOT)
