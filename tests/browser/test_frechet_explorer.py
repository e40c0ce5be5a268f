"""The Fréchet explorer on a page of its own, with no network: slid, dragged, and by keyboard."""

import math

import pytest
from playwright.sync_api import expect

from gan_lesson.widgets import FrechetExplorer
from tests.browser.actions import assert_accessible, assert_fits
from tests.browser.conftest import open_alone

ROOT = ".gan-lesson-frechet-explorer"


@pytest.fixture(scope="module")
def page(browser, tmp_path_factory):
    with open_alone(browser, tmp_path_factory.mktemp("frechet"), FrechetExplorer()) as page:
        yield page


@pytest.fixture
def hills(page):
    """The explorer, with the fakes of mean 1.5 and spread 2 and 20 samples of each."""
    for name, value in (("Mean", 15), ("Spread", 20), ("Samples", 2)):
        page.get_by_role("slider", name=name).fill(str(value))
    return page.locator(ROOT)


def number(hills, name):
    return float(hills.get_attribute(f"data-{name}"))


def test_the_distance_is_shown_in_its_two_parts(page, hills):
    assert hills.locator(".gl-head strong").all_text_contents() == ["3.25", "2.25", "1.00"]
    page.get_by_role("slider", name="Spread").fill("7")
    page.get_by_role("slider", name="Mean").fill("-20")
    assert hills.locator(".gl-head strong").all_text_contents() == ["4.09", "4.00", "0.090"]


def test_a_draw_is_computed_from_the_ticks_and_drawn_again(page, hills):
    def fitted(kind):
        """Mean and spread of the ticks, in pixels."""
        d = hills.locator(f"path.gl-sample.gl-{kind}").get_attribute("d")
        places = [float(tick.split()[0]) for tick in d.split("M")[1:]]
        mean = sum(places) / len(places)
        return len(places), mean, math.sqrt(sum((x - mean) ** 2 for x in places) / (len(places) - 1))

    page.get_by_role("slider", name="Mean").fill("0")
    page.get_by_role("slider", name="Spread").fill("8")  # so that no sample lies outside of the picture
    chart = hills.locator("svg.gl-chart").first
    scale = (float(chart.get_attribute("width")) - 4.4 * 14) / 14  # pixels for 1 on the line
    (count, m1, s1), (_, m2, s2) = fitted("real"), fitted("fake")
    assert count == 20
    assert number(hills, "said") == pytest.approx(((m1 - m2) ** 2 + (s1 - s2) ** 2) / scale**2, abs=0.003)
    before = number(hills, "said")
    page.get_by_role("button", name="Draw again").click()
    assert abs(number(hills, "said") - before) > 1e-3
    expect(hills.locator(".gl-verdict")).to_contain_text("True distance 0.040")


def test_fewer_samples_say_too_much_even_of_real_against_real(page, hills):
    page.get_by_role("slider", name="Mean").fill("0")
    page.get_by_role("slider", name="Spread").fill("10")
    said = []
    for index in range(8):
        page.get_by_role("slider", name="Samples").fill(str(index))
        assert number(hills, "average") == number(hills, "floor")
        said.append(number(hills, "floor"))
    assert said == sorted(said, reverse=True)
    assert said[0] > 0.6 and said[-1] == pytest.approx(0.003, abs=2e-4)


def test_both_handles_are_dragged_and_each_moves_its_own_number(page, hills):
    def drag(handle, by):
        box = handle.bounding_box()
        x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
        page.mouse.move(x, y)
        page.mouse.down()
        page.mouse.move(x + by, y, steps=3)
        page.mouse.up()

    drag(hills.locator("circle.gl-handle"), -60)
    mean = number(hills, "mean")
    assert mean < 0.5 and number(hills, "spread") == 2
    drag(hills.locator("rect.gl-handle"), -40)
    assert number(hills, "mean") == mean and number(hills, "spread") < 1.5


def test_arrow_keys_move_a_slider_and_it_says_so(page, hills):
    slider = page.get_by_role("slider", name="Mean of the fakes")
    slider.focus()
    page.keyboard.press("ArrowLeft")
    assert number(hills, "mean") == pytest.approx(1.4)
    expect(slider).to_have_attribute("aria-valuetext", "1.4")
    expect(hills.get_by_role("img").nth(1)).to_have_attribute("aria-label", "Distance over all means of the fakes: a "
        "parabola. Here 1.96 from the means plus 1.00 from the spreads.")  # fmt: skip


def test_it_fits_into_a_screen_and_axe_finds_no_fault(page, hills):
    page.set_viewport_size({"width": 1280, "height": 720})
    assert_fits(page, ROOT)
    assert hills.bounding_box()["height"] < 560
    assert_accessible(page, ROOT)
