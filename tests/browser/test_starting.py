"""How a recorded output starts: its script comes deflated, runs once a page, and where it cannot, a picture stays."""

import contextlib
import re

import pytest
from playwright.sync_api import expect

from gan_lesson.widgets import DensityDuel, EpochPlayer
from tests.browser.conftest import WINDOW
from tests.widgets.synthetic import grey_run
from tests.widgets.test_latent_walk import walk

COUNT_INFLATED = """
  window.inflated = 0;
  window.DecompressionStream = class extends DecompressionStream {
    constructor(format) { super(format); window.inflated += 1; }
  };
"""


def write_page(folder, *outputs, head=""):
    """A page of its own with outputs; returns its address."""
    path = folder / "page.html"
    path.write_text(f"<!doctype html><meta charset='utf-8'>{head}<main>{''.join(outputs)}</main>", encoding="utf-8")
    return path.as_uri()


def test_a_script_that_several_outputs_carry_runs_once(new_page, tmp_path):
    page = new_page()
    page.add_init_script(COUNT_INFLATED)
    players = [EpochPlayer(grey_run(title)).html for title in "AB"]
    page.goto(write_page(tmp_path, *players, walk().html))
    expect(page.locator("[data-snapshot], [data-place]")).to_have_count(3)
    assert page.evaluate("window.inflated") == 2, "the player's script and the walk's"
    assert page.evaluate("window.ganLessonOffer") is None
    assert page.locator("head script").count() == 0


def test_each_output_is_mounted_by_the_script_that_it_carries(new_page, tmp_path):
    """They may come from different versions of the course."""
    page = new_page()
    old, new = (EpochPlayer(grey_run(title)).html for title in ("Old", "New"))
    old = re.sub(r'(<script type="text/plain">).*?<', r"\1eJwDAAAAAAE=<", old)  # nothing, deflated
    page.goto(write_page(tmp_path, old, new))
    expect(page.get_by_role("group", name="Epoch player: New")).to_be_visible()
    expect(page.locator("figcaption")).to_contain_text("Old")
    expect(page.locator("figcaption em")).to_have_text("This page doesn't let this play.")


@pytest.mark.parametrize("thing", [EpochPlayer(grey_run()), walk(), DensityDuel()], ids=["player", "walk", "duel"])
class TestWhereItCannotRun:
    def test_an_old_browser_shows_the_picture_and_says_why(self, new_page, tmp_path, thing):
        page = new_page()
        page.add_init_script("delete window.DecompressionStream")
        page.goto(write_page(tmp_path, thing.html))
        expect(page.locator("figcaption em")).to_have_text(
            "This browser is too old to play this. One from 2023 or later will."
        )
        assert page.locator("figure img").evaluate("(image) => image.naturalWidth") > 0

    def test_a_page_that_lets_no_script_be_made(self, browser, tmp_path, thing):
        policy = "<meta http-equiv='Content-Security-Policy' content=\"script-src 'nonce-known'\">"
        html = thing.html.replace('<script type="module"', '<script type="module" nonce="known"')
        with contextlib.closing(browser.new_context(viewport=WINDOW)) as context:
            page = context.new_page()
            page.goto(write_page(tmp_path, html, head=policy))
            expect(page.locator("figcaption em")).to_have_text("This page doesn't let this play.")
            expect(page.locator("figure img")).to_be_visible()
