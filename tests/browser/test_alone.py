"""Live widgets where no kernel is: their twins play, opened from disk with the network off, and count as Python does."""

import contextlib
import re
import types

import numpy as np
import pytest
from playwright.sync_api import expect

from gan_lesson.datasets import portraiture
from gan_lesson.widgets import BoundaryExplorer
from tests.browser.actions import WINDOW, assert_accessible, assert_fits
from tests.browser.conftest import open_alone, open_offline
from tests.browser.test_explorers import EXPLORER, LIVE, TWIN, Explorer

SCHEMES = ["light", "dark"]


def twin_of(widget):
    """A live widget's twin, as `open_alone` wants it."""
    return types.SimpleNamespace(html=widget._repr_mimebundle_()["text/html"])


@contextlib.contextmanager
def playing(browser, folder, widget, **options):
    """A page with a twin and nothing else, which has begun to play."""
    with open_alone(browser, folder, twin_of(widget), **options) as page:
        expect(page.locator(f"{TWIN} figure")).to_have_count(0)
        expect(page.locator(f"{TWIN} {LIVE}")).to_be_visible()
        yield page


def boundary(**options):
    pictures, knobs = portraiture.portraits(120, np.random.default_rng(1))
    return BoundaryExplorer(portraiture.measure(knobs), knobs.species, pictures, **options)


@pytest.fixture(scope="module")
def alone(browser, tmp_path_factory):
    """`alone(widget)`: the page of a twin, which stays open until the module's tests are done."""
    with contextlib.ExitStack() as stack:
        yield lambda widget: stack.enter_context(playing(browser, tmp_path_factory.mktemp("alone"), widget))


@pytest.fixture(scope="module")
def line(alone):
    """A boundary explorer and its page."""
    widget = boundary(caption="Draw it.")
    return widget, alone(widget)


class TestTheBoundaryExplorer:
    @pytest.fixture
    def widget(self, line):
        widget, _ = line
        widget.angle, widget.offset, widget.steepness = 0, 0, 2
        return widget

    @pytest.fixture
    def page(self, line):
        return line[1]

    @pytest.fixture
    def explorer(self, page):
        explorer = Explorer(page)
        explorer.root.get_by_role("button", name="Reset").click()
        explorer.settled("Your line at 0 degrees, 0.0 towards the dogs.")
        return explorer

    def agrees(self, explorer, widget, **line):
        """What is written is what Python computes for a line."""
        for name, value in line.items():
            setattr(widget, name, value)
        assert explorer.scores() == (len(widget.infiltrators), pytest.approx(widget.cross_entropy, abs=6e-4))

    def test_a_line_that_is_turned_and_shifted_by_keys(self, page, explorer, widget):
        self.agrees(explorer, widget, angle=0, offset=0)
        before = explorer.drawn()
        explorer.canvas.focus()
        for key in ["Shift+ArrowLeft"] * 4 + ["ArrowRight"] * 2:
            page.keyboard.press(key)
        explorer.settled("at 38 degrees")
        self.agrees(explorer, widget, angle=38, offset=0)
        for key in ["Shift+ArrowDown"] * 2 + ["ArrowDown"]:
            page.keyboard.press(key)
        explorer.settled("away from the dogs")
        self.agrees(explorer, widget, angle=38, offset=-0.21 * widget._half)
        assert (explorer.drawn() != before).any()
        first = [widget._names[widget._kinds[i]] for i in widget.infiltrators[:12]]
        expect(explorer.strip).to_have_attribute("aria-label", re.compile(f": {', '.join(first)}."))

    def test_a_handle_that_is_dragged(self, explorer):
        before, _ = explorer.scores()
        explorer.drag((0, 0.5), (-0.3, 0.4), (-0.45, 0.4))
        explorer.settled("at 4")
        assert explorer.scores()[0] < before - 5

    def test_the_steepness(self, page, explorer, widget):
        explorer.root.get_by_role("slider", name="Steepness").focus()
        page.keyboard.press("Home")
        lowest = 10 ** float(explorer.root.get_by_role("slider").get_attribute("min"))
        explorer.settled("cross-entropy")
        self.agrees(explorer, widget, angle=0, offset=0, steepness=lowest)

    def test_who_is_looked_at_has_a_portrait(self, page, explorer):
        explorer.canvas.focus()
        before = explorer.drawn()
        page.keyboard.press("PageDown")
        expect(explorer.root.get_by_role("status")).to_contain_text(", an infiltrator: ear length")
        assert (explorer.drawn() != before).any()


def test_the_recorded_line_is_the_one_that_was_shown_and_so_is_the_learned_one(browser, tmp_path):
    widget = boundary(angle=40, offset=-0.3, zoom=1.2)
    widget.compare([4, 4.5], -51, "another line")
    with playing(browser, tmp_path, widget) as page:
        explorer = Explorer(page)
        explorer.settled("Your line at 40 degrees, 0.3 away from the dogs.")
        assert explorer.scores() == (len(widget.infiltrators), pytest.approx(widget.cross_entropy, abs=6e-4))
        expect(explorer.root.get_by_role("row", name="another line")).to_be_visible()
        expect(explorer.root).to_have_css("font-size", "16.8px")


ALL = {"boundary": boundary}


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("name", ALL)
def test_axe_finds_nothing_in_either_theme(browser, tmp_path, name, scheme):
    with playing(browser, tmp_path, ALL[name](), color_scheme=scheme) as page:
        expect(page.locator(LIVE)).to_have_css("color-scheme", scheme)
        assert_accessible(page, TWIN)


@pytest.mark.parametrize("width", [360, 1900])
@pytest.mark.parametrize("name", ALL)
def test_it_fits_any_width(browser, tmp_path, name, width):
    with playing(browser, tmp_path, ALL[name](), viewport={"width": width, "height": 800}) as page:
        assert_fits(page, LIVE)


# What JupyterLab makes of a cell's outputs: the twin, and below it, if its words are given, what stands for its view.
CELL = """<div class="jp-Cell"><div class="jp-InputPrompt">{prompt}</div><div class="jp-OutputArea">
<div class="jp-OutputArea-child"><div class="jp-OutputArea-output">{twin}</div></div>{view}</div></div>"""
VIEW = """<div class="jp-OutputArea-child"><div class="jp-OutputArea-output {cls}"
data-mime-type="application/vnd.jupyter.widget-view+json">{content}</div></div>"""
THE_LIVE_ONE = '<div class="jupyter-widgets"><div class="gan-lesson-live">live</div></div>'


@pytest.fixture
def cells(browser, tmp_path):
    """`cells(*cells)`: a page with cells as JupyterLab makes them, each a prompt and what stands for its view."""

    @contextlib.contextmanager
    def opened(*shown):
        twin = twin_of(boundary()).html
        html = "".join(CELL.format(prompt=prompt, twin=twin, view=view) for prompt, view in shown)
        (tmp_path / "cells.html").write_text(f"<!doctype html><title>Cells</title>{html}", "utf-8")
        with open_offline(browser, viewport=WINDOW) as page:
            page.goto((tmp_path / "cells.html").as_uri())
            yield page

    return opened


ENOUGH = 1200  # milliseconds in which an understudy begins, or would begin


def test_no_twin_plays_beside_its_live_view_nor_before_it_may_come(cells):
    live = VIEW.format(cls="", content=THE_LIVE_ONE)
    loading = VIEW.format(cls="", content="Loading widget...")
    with cells(("[1]:", live), ("[2]:", loading), ("[*]:", "")) as page:
        page.wait_for_timeout(ENOUGH)
        expect(page.locator(EXPLORER)).to_have_count(0)
        expect(page.locator(f"{TWIN} figure")).to_have_count(3)
        assert [twin.is_visible() for twin in page.locator(TWIN).all()] == [False, True, True]
        # The second finds no model, and the third's cell ends without a view.
        page.evaluate("""() => {
          const [, loading] = document.querySelectorAll("[data-mime-type]");
          loading.textContent = "Error displaying widget: model not found";
          loading.classList.add("jupyter-widgets");
          document.querySelectorAll(".jp-InputPrompt")[2].textContent = "[3]:";
        }""")
        expect(page.locator(f"{TWIN} {EXPLORER}")).to_have_count(2)
        assert [twin.is_visible() for twin in page.locator(TWIN).all()] == [False, True, True]


def test_a_twin_that_plays_goes_when_its_live_view_comes(cells):
    with cells(("[1]:", "")) as page:
        expect(page.locator(f"{TWIN} {EXPLORER}")).to_be_visible()
        page.evaluate(
            "(view) => document.querySelector('.jp-OutputArea').insertAdjacentHTML('beforeend', view)",
            VIEW.format(cls="", content=THE_LIVE_ONE),
        )
        expect(page.locator(TWIN)).to_be_hidden()
        expect(page.locator(EXPLORER)).to_have_count(0)
        expect(page.locator(f"{TWIN} figure")).to_have_count(1)


def test_twins_that_stand_together_all_play(cells):
    """As in a stored notebook, which has no views: two in one cell's output."""
    second = (
        f'<div class="jp-OutputArea-child"><div class="jp-OutputArea-output">{twin_of(boundary()).html}</div></div>'
    )
    with cells(("[1]:", second)) as page:
        expect(page.locator(f"{TWIN} {EXPLORER}")).to_have_count(2)
        for view in page.locator(EXPLORER).all():
            expect(view).to_be_visible()


def test_where_no_output_is_jupyterlab_s_a_live_view_that_comes_late_ends_the_twin(browser, tmp_path):
    with playing(browser, tmp_path, boundary()) as page:
        page.evaluate("(html) => document.body.insertAdjacentHTML('beforeend', html)", THE_LIVE_ONE)
        expect(page.locator(f"{TWIN} figure")).to_be_visible()
        expect(page.locator(EXPLORER)).to_have_count(0)
