"""The critic's explorer on a page of its own, with no network: slid, dragged, by keyboard, and what it keeps back."""

import math

import pytest
from playwright.sync_api import expect

from gan_lesson.widgets import CriticExplorer
from tests.browser.actions import assert_accessible, assert_fits
from tests.browser.conftest import open_alone

ROOT = ".gan-lesson-critic-explorer"


@pytest.fixture(scope="module")
def page(browser, tmp_path_factory):
    with open_alone(browser, tmp_path_factory.mktemp("critic"), CriticExplorer()) as page:
        yield page


@pytest.fixture
def line(page):
    """The explorer as it was at first: two hills, 1 apart."""
    page.get_by_role("button", name="Reset").click()
    return page.locator(ROOT)


def numbers(line):
    return {
        name: float(line.get_attribute(f"data-{name}"))
        for name in ("place", "seen", "jensen", "wasserstein", "expert", "critic")
    }


def test_where_hills_no_longer_overlap_one_slope_is_gone_and_one_is_left(page, line):
    before = numbers(line)
    assert before["wasserstein"] == pytest.approx(1, abs=1e-3) and before["expert"] < -0.3
    page.get_by_role("slider", name="Place").fill("60")
    after = numbers(line)
    assert after["jensen"] == pytest.approx(math.log(2), abs=1e-4) and after["expert"] == 0
    assert after["wasserstein"] == pytest.approx(6, abs=1e-3) and after["critic"] == pytest.approx(-1, abs=1e-4)
    expect(line.locator(".gl-verdict")).to_contain_text("Nothing in common.")
    expect(line.get_by_text("D*: flat")).to_be_visible()
    arrows = line.locator("path.gl-push")
    assert arrows.count() == 1, "only the critic has one to draw"
    assert "gl-critic" in arrows.get_attribute("class")


def test_nothing_is_drawn_of_places_where_the_fakes_have_not_been(page, line):
    def ends():
        """How far the curves over the places go, as shares of their axis."""
        found = []
        for chart in line.locator("svg.gl-chart").all()[4:]:
            width = float(chart.get_attribute("width")) - 4.4 * 14
            for curve in chart.locator("path.gl-curve").all():
                found.append((float(curve.get_attribute("d").split("L")[-1].split()[0]) - 3.6 * 14) / width)
        return found

    assert ends() == pytest.approx([1 / 7] * 4, abs=0.01)
    page.get_by_role("slider", name="Place").fill("50")
    page.get_by_role("slider", name="Place").fill("20")
    assert ends() == pytest.approx([5 / 7] * 4, abs=0.01)
    page.get_by_role("button", name="Reset").click()
    assert ends() == pytest.approx([1 / 7] * 4, abs=0.01)


def test_bells_never_end_and_the_slope_dies_slowly(page, line):
    page.get_by_role("radio", name="bells").check()
    page.get_by_role("slider", name="Place").fill("30")
    assert -0.2 < numbers(line)["expert"] < -0.1
    page.get_by_role("slider", name="Place").fill("65")
    assert -0.02 < numbers(line)["expert"] < 0
    expect(line.locator(".gl-verdict")).to_contain_text("has died")
    assert line.locator(".gl-nobody").count() == 0


def test_wide_fakes_are_led_inwards_from_both_sides(page, line):
    page.get_by_role("slider", name="Place").fill("0")
    page.get_by_role("slider", name="Width").fill("5")
    assert numbers(line)["critic"] == pytest.approx(0, abs=1e-4) and numbers(line)["wasserstein"] > 0.5
    expect(line.locator(".gl-verdict")).to_contain_text("has a bend")


def test_the_hill_is_dragged_and_moved_by_keys(page, line):
    hill = page.get_by_role("slider", name="The fakes' hill")
    box = hill.bounding_box()
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + 0.9 * box["height"])
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] / 2 + 120, box["y"] + 0.9 * box["height"], steps=3)
    page.mouse.up()
    dragged = numbers(line)["place"]
    assert dragged > 2.5
    hill.press("ArrowLeft")
    assert numbers(line)["place"] == pytest.approx(dragged - 0.1)
    hill.press("Shift+ArrowRight")
    assert numbers(line)["place"] == pytest.approx(dragged + 0.9)
    expect(hill).to_have_attribute("aria-valuetext", f"{dragged + 0.9:.1f}")


@pytest.mark.parametrize(("width", "height"), [(1280, 720), (360, 740)])
def test_it_fits_into_a_screen_and_axe_finds_no_fault(page, line, width, height):
    page.set_viewport_size({"width": width, "height": height})
    assert_fits(page, ROOT)
    if width > height:
        assert line.bounding_box()["height"] < 600
    assert_accessible(page, ROOT)
