"""The comparison of runs on a page of its own, with no network: what differs, bands, a fork, by keyboard."""

import pytest
from playwright.sync_api import expect

from gan_lesson.widgets import RunComparison
from tests.browser.actions import assert_accessible, assert_fits
from tests.browser.conftest import open_alone
from tests.widgets.synthetic import point_run

ROOT = ".gan-lesson-run-comparison"


def comparison():
    """Two recipes with two seeds each; the second one's second seed ends with 6 clusters."""
    runs = {
        name: [point_run(name, snapshots=9, count=32, seed=10 * k + seed) for seed in range(2)]
        for k, name in enumerate(("plain", "with a penalty"))
    }
    runs["with a penalty"][1].snapshots[-1].metrics["clusters covered"] = 6.0
    settings = {"plain": {"penalty": "none", "batch": 64}, "with a penalty": {"penalty": "R1", "batch": 64}}
    return RunComparison(runs, settings=settings, caption="The same ring.")


@pytest.fixture(scope="module")
def page(browser, tmp_path_factory):
    with open_alone(browser, tmp_path_factory.mktemp("comparison"), comparison()) as page:
        yield page


@pytest.fixture
def runs(page):
    found = page.locator(ROOT)
    found.locator("input[type=range]").fill("8")
    return found


def test_each_panel_names_what_differs_and_nothing_else(runs):
    assert runs.locator("dl.gl-settings").all_inner_texts() == ["penalty\nnone", "penalty\nR1"]
    assert [name.strip() for name in runs.locator(".gl-name").all_inner_texts()] == ["plain", "with a penalty"]


def test_one_scrubber_moves_both_and_words_name_the_range_of_the_seeds(page, runs):
    slider = runs.locator("input[type=range]")
    slider.focus()
    canvases = runs.locator("canvas")
    expect(canvases.nth(1)).to_have_attribute("aria-label", "with a penalty, epoch 8 of 8: 32 fake points (triangles) "
        "over 32 real ones (circles). Clusters covered 8. Over 2 seeds: clusters covered 6 to 8.")  # fmt: skip
    page.keyboard.press("ArrowLeft")
    expect(runs).to_have_attribute("data-snapshot", "7")
    for canvas in canvases.all():
        assert "epoch 7 of 8" in canvas.get_attribute("aria-label")


def test_bands_lie_behind_the_lines_and_hold_every_seed(runs):
    bands = runs.locator("path.gl-band")
    assert bands.count() == 2
    heights = [band.bounding_box()["height"] for band in bands.all()]
    assert heights[1] > 0 and runs.locator(".gl-note").inner_text().endswith(
        "from the lowest to the highest of 2 seeds."
    )


def test_a_fork_is_marked(browser, tmp_path):
    run = point_run("Run", snapshots=9, count=16)
    fork = point_run("Fork", snapshots=9, count=16)
    for snapshot in fork.snapshots[6:]:
        snapshot.samples[:] *= 0.5
    with open_alone(browser, tmp_path, RunComparison({"Run": run, "Fork": fork})) as page:
        expect(page.locator(f"{ROOT} svg.gl-chart")).to_contain_text("fork at epoch 5")
        assert page.locator(f"{ROOT} .gl-flag").count() == 1


def test_it_fits_and_axe_finds_no_fault(page, runs):
    page.set_viewport_size({"width": 1280, "height": 900})
    assert_fits(page, ROOT)
    assert_accessible(page, ROOT)


def test_it_follows_the_dark_theme(page, runs):
    light = runs.locator(".gl-band").first.evaluate("(band) => getComputedStyle(band).fill")
    page.emulate_media(color_scheme="dark")
    dark = runs.locator(".gl-band").first.evaluate("(band) => getComputedStyle(band).fill")
    page.emulate_media(color_scheme="light")
    assert light != dark
