"""The decoder of loss curves on a page of its own, with no network: pointed at, by keyboard, and what it keeps back."""

import pytest
from playwright.sync_api import expect

from gan_lesson import recordings
from gan_lesson.recordings import rules
from gan_lesson.widgets import LossDecoder
from tests.browser.actions import assert_accessible, assert_fits
from tests.browser.conftest import open_alone

ROOT = ".gan-lesson-loss-decoder"
PAIR = {"a ring, with R1": rules.load(rules.RING).played["R1"].histories[0], "patient 2": recordings.load("clinic_2")}
RUNS = {
    "Patient 1": recordings.load("clinic_1"),
    "Patient 3": recordings.load("clinic_3"),
    "64 portraits": recordings.load("few_portraits"),
    "A pair: A and B": PAIR,
}


@pytest.fixture(scope="module")
def page(browser, tmp_path_factory):
    with open_alone(browser, tmp_path_factory.mktemp("decoder"), LossDecoder(RUNS)) as page:
        yield page


@pytest.fixture
def choose(page):
    """`choose(name)`: the decoder with a run at its last look, and her loss to be read."""

    def choose(name):
        root = page.locator(ROOT)
        for other in (*(run for run in RUNS if run != name), name):  # coming to a run hides its samples
            page.get_by_label("Run", exact=True).select_option(other)
        page.get_by_role("radio", name="her loss").check()
        expect(root).to_have_attribute("data-run", name)
        return root

    return choose


def test_a_place_is_read_by_the_rules_that_hold_there(page, choose):
    root = choose("Patient 1")
    expect(root).to_have_attribute("data-rules", "sure, nothing moves")
    page.get_by_role("radio", name="his loss").check()
    expect(root).to_have_attribute("data-rules", "no slope, nothing moves")
    choose("64 portraits")
    page.get_by_role("radio", name="his loss").check()
    expect(root).to_have_attribute("data-rules", "behind, she gains")
    expect(root.locator(".gl-reading")).to_contain_text("That the pictures get worse.")
    page.get_by_role("slider").fill("12")
    expect(root.locator(".gl-value")).to_contain_text("His loss: 0.71")
    expect(root).to_have_attribute("data-rules", "even, perfect values")


def test_a_curve_is_pointed_at_with_the_mouse(page, choose):
    root = choose("Patient 3")
    hers, his = root.locator("svg.gl-chart").all()
    for chart, curve in ((his, "his"), (hers, "hers")):
        chart.scroll_into_view_if_needed()
        box = chart.bounding_box()
        page.mouse.click(box["x"] + 3.6 * 14 + (box["width"] - 4.4 * 14) * 0.5, box["y"] + 60)
        expect(root).to_have_attribute("data-curve", curve)
        steps = [look.step for look in RUNS["Patient 3"]]
        middle = min(range(1, len(steps)), key=lambda i: abs(steps[i] / steps[-1] - 0.5))
        expect(root).to_have_attribute("data-look", str(middle))
        assert chart.locator(".gl-chosen").count() == 1
    expect(page.get_by_role("radio", name="her loss")).to_be_checked()


def test_arrow_keys_walk_along_a_curve_and_a_screen_reader_is_told(page, choose):
    root = choose("Patient 3")
    slider = page.get_by_role("slider")
    last = int(root.get_attribute("data-look"))
    slider.focus()
    page.keyboard.press("ArrowLeft")
    expect(root).to_have_attribute("data-look", str(last - 1))
    expect(slider).to_have_attribute("aria-valuetext", "step 574 of 600")
    expect(root.get_by_role("status")).to_contain_text("Her loss: 1.53, step 574 of 600.")
    page.keyboard.press("Home")
    expect(root).to_have_attribute("data-look", "1")


def test_samples_are_kept_back_until_they_are_asked_for(page, choose):
    root = choose("64 portraits")
    assert root.locator("canvas").count() == 0
    page.get_by_role("button", name="Show the samples").press("Enter")
    expect(root.locator("canvas")).to_have_attribute("aria-label", "64 portraits: 25 generated pictures.")
    expect(root.locator(".gl-samples")).to_contain_text("read as pets, %")
    read = root.locator(".gl-samples .gl-line", has_text="read as pets").locator("strong")
    assert float(read.text_content()) == pytest.approx(RUNS["64 portraits"][-1].metrics["read as pets, %"], abs=0.01)
    page.get_by_role("slider").fill("1")
    assert float(read.text_content()) == pytest.approx(0)
    page.get_by_label("Run", exact=True).select_option("Patient 1")
    assert root.locator("canvas").count() == 0, "another run is read before it is looked at"


def test_a_pair_has_the_same_curves_and_its_names_come_with_the_samples(page, choose):
    root = choose("A pair: A and B")
    assert root.locator("path.gl-curve").count() == 4
    expect(root).to_contain_text("never more than 0.04 (hers) and 0.03 (his) apart")
    for name in PAIR:
        expect(root).not_to_contain_text(name)
    page.get_by_role("button", name="Show the samples").click()
    for letter, name in zip("AB", PAIR, strict=True):
        expect(root.get_by_text(f"{letter}: {name}")).to_be_visible()
    covered = root.locator(".gl-samples .gl-line", has_text="clusters covered").locator("strong").all_text_contents()
    assert [int(number) for number in covered] == [8, 0]
    page.get_by_role("radio", name="B", exact=True).check()
    expect(root.locator(".gl-value")).to_contain_text("B, her loss: 1.41")
    expect(page.get_by_role("slider")).to_have_attribute("aria-valuetext", "step 80 of 80")


@pytest.mark.parametrize(("width", "height"), [(1280, 720), (360, 740)])
def test_it_fits_into_a_screen_and_axe_finds_no_fault(page, choose, width, height):
    page.set_viewport_size({"width": width, "height": height})
    root = choose("A pair: A and B")
    assert_fits(page, ROOT)
    page.get_by_role("button", name="Show the samples").click()
    assert_fits(page, ROOT)
    if width > height:
        assert root.bounding_box()["height"] < 720
    assert_accessible(page, ROOT)
