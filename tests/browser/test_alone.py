"""Live widgets where no kernel is: their twins play, opened from disk with no network, and count as Python does."""

import contextlib
import re
import types

import numpy as np
import pytest
from playwright.sync_api import expect

from gan_lesson.datasets import portraiture
from gan_lesson.widgets import BoundaryExplorer, ExpertGame, KnobBoard, PictureMachine
from tests.browser.actions import WINDOW, assert_accessible, assert_fits, until
from tests.browser.conftest import open_alone, open_offline
from tests.browser.test_explorers import EXPLORER, LIVE, TWIN, Board, Explorer, Machine, frames
from tests.browser.test_games import Judge

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


def greys(canvas):
    """The grey in the middle of each pixel of a picture on a canvas, ``(28, 28)``."""
    frames(canvas.page)
    found = canvas.evaluate("""(canvas) => {
      const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
      const at = (n, size) => Math.floor(((n + 0.5) * size) / 28);
      return Array.from({ length: 784 }, (_, place) =>
        data[4 * (at(Math.floor(place / 28), canvas.height) * canvas.width + at(place % 28, canvas.width))]);
    }""")
    return np.array(found).reshape(28, 28)


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
        """What is written is what Python computes for a line, at the latest after the next frames."""
        for name, value in line.items():
            setattr(widget, name, value)
        expected = len(widget.infiltrators), pytest.approx(widget.cross_entropy, abs=6e-4)
        until(explorer.page, lambda: explorer.scores() == expected)

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


def expert(ratings=(), **options):
    """Twelve pictures in two rounds; the discriminator gives some the same logit."""
    pictures = np.random.default_rng(0).integers(0, 256, (12, 28, 28), dtype=np.uint8)
    logits = [2.0, -1, 0.5, 1, -2, 3, -0.5, 0, 0.5, 2, -1, -1]
    game = ExpertGame(pictures, [1, 0, 1, 0, 0, 1] * 2, logits, ["Morning", "Evening"], **options)
    game.ratings = list(ratings)
    return game


@pytest.fixture(scope="module")
def judged(alone):
    """The page of a game of the expert."""
    return alone(expert(caption="Twelve pictures."))


class TestTheExpertGame:
    @pytest.fixture
    def page(self, judged):
        return judged

    def play(self, judge, keys):
        """Both rounds, from the picture to the curves."""
        judge.canvas.focus()
        judge.press(*keys[:6])
        judge.at("reviewing", 6)
        judge.press("Enter", *keys[6:])
        judge.at("reviewing", 12)
        judge.press("Enter")
        judge.at("ending", 12)

    def written(self, judge):
        rows = judge.root.locator("table tr").all()[1:]
        return [row.locator("td").all_inner_texts() for row in rows]

    @pytest.mark.parametrize("keys", ["514235513325", "333333333333", "515115515115", "151551151551"])
    def test_a_game_by_keyboard_ends_with_python_s_areas_and_intervals(self, page, keys):
        judge = Judge(page)
        judge.at("judging", 0)
        self.play(judge, keys)
        python = expert(ratings=map(int, keys))
        both = (python.player, python.discriminator)
        assert self.written(judge) == [
            [f"{roc.area:.2f} ({roc.low:.2f} to {roc.high:.2f})" for roc in both],
            *([f"{area:.2f}" for area in areas] for _, *areas in python.areas_by_round()),
        ]
        judge.root.get_by_role("button", name="Play again").click()

    def test_a_picture_is_the_one_that_python_would_show(self, page):
        judge = Judge(page)
        judge.at("judging", 0)
        assert greys(judge.canvas).ravel().tolist() == list(expert()._pictures[:784])

    def test_buttons_rate_and_the_truth_is_told_after_a_round(self, page):
        judge = Judge(page)
        for level in ["5: surely real", "1: surely fake"] * 3:
            judge.root.get_by_role("button", name=level).click()
        judge.at("reviewing", 6)
        assert judge.root.locator(".gl-signed").all_inner_texts() == ["real", "fake", "real", "fake", "fake", "real"]
        expect(judge.root.locator(".gl-reviewing .gl-big")).to_have_text("Round 1: 4 right, 2 wrong")


def test_a_judge_who_has_played_has_both_curves(browser, tmp_path):
    with playing(browser, tmp_path, expert([5, 1, 4, 2, 3, 3] * 2, judge="this judge")) as page:
        judge = Judge(page)
        judge.at("ending", 12)
        expect(judge.root.locator(".gl-big:visible")).to_have_text("The curve of this judge and hers")
        expect(judge.root.get_by_role("button", name="Play again")).to_have_count(0)


def test_the_game_s_truth_is_not_read_at_a_glance():
    html = twin_of(expert(title="Glance")).html
    assert "true" not in re.sub(r"<script type=\"(?:module|text/plain)\">.*?</script>", "", html, flags=re.DOTALL)


@pytest.fixture(scope="module")
def knobs(alone):
    """The page of a knob board."""
    return alone(KnobBoard(caption="Turn them.", seed=3))


class TestTheKnobBoard:
    @pytest.fixture
    def board(self, knobs):
        board = Board(knobs)
        board.root.get_by_role("button", name="reset").click()
        return board

    def turned(self, slider):
        """A slider's knob and where it stands."""
        [knob] = [each["knob"] for each in KnobBoard()._sliders if each["name"] == slider.get_attribute("aria-label")]
        return {knob: np.clip(float(slider.input_value()), *portraiture.RANGES[knob])}

    def agrees(self, board, values):
        """Every pixel is Python's, to a grey level: arithmetic in single and in double precision may round apart."""
        drawn = 255 * portraiture.draw(portraiture.Knobs(**values))[0]
        until(board.page, lambda: np.abs(greys(board.canvas) - drawn).max() <= 1)

    def test_the_recorded_pets_are_python_s_and_come_round_again(self, board):
        python = KnobBoard(seed=3)
        expect(board.root).to_contain_text(
            "Turn them. This page draws each portrait itself; “another pet” leads through"
        )
        expect(board.root).to_contain_text("through 24 recorded pets and begins again.")
        first = None
        for number in range(24):
            board.root.get_by_role("button", name="another pet").click()
            python.another()
            self.agrees(board, python._values)
            if number == 0:
                first = python._values
        board.root.get_by_role("button", name="another pet").click()
        self.agrees(board, first)

    @pytest.mark.parametrize("species", ["cat", "dog"])
    def test_every_knob_is_turned_to_an_end_by_keys_and_the_portrait_follows(self, board, species):
        board.root.locator("details").evaluate("(details) => (details.open = true)")
        board.root.get_by_role("radio", name=species).check()
        values = KnobBoard()._values | {"species": ["cat", "dog"].index(species)}
        ends = ["Home", "End"]
        for number, slider in enumerate(board.root.get_by_role("slider").all()):
            slider.press(ends[(number + values["species"]) % 2])
            values |= self.turned(slider)
            self.agrees(board, values)
        expect(board.canvas).to_have_attribute("aria-label", f"Portrait of a {species}.")
        expect(board.root.locator(".gl-late")).to_be_hidden()

    def test_a_slider_is_dragged(self, board):
        slider = board.slider("ear length")
        slider.scroll_into_view_if_needed()
        box = slider.bounding_box()
        y = box["y"] + box["height"] / 2
        board.page.mouse.move(box["x"] + box["width"] / 2, y)
        board.page.mouse.down()
        for side in (4, box["width"] - 4, 4, box["width"] - 4):
            board.page.mouse.move(box["x"] + side, y, steps=10)
        board.page.mouse.up()
        turned = self.turned(slider)
        assert turned["ear_length"] > 8.3
        self.agrees(board, KnobBoard()._values | turned)

    def test_reset_brings_the_first_animal_back(self, board):
        board.slider("fur").press("End")
        board.root.get_by_role("button", name="reset").click()
        self.agrees(board, KnobBoard()._values)


@pytest.fixture(scope="module")
def noise(alone):
    """The page of a picture machine that has drawn some already."""
    machine = PictureMachine(seed=3)
    machine.step(5)
    return alone(machine)


class TestThePictureMachine:
    def test_it_draws_and_counts_the_pictures_that_python_would(self, noise):
        machine, python = Machine(noise), PictureMachine(seed=3)
        assert machine.count() == 5
        machine.press("One")
        until(noise, lambda: machine.count() == 6)
        assert (greys(machine.canvas) == python.picture(6)).all()
        noise.keyboard.press("Enter")  # the button has the focus
        until(noise, lambda: machine.count() == 7)
        machine.press("Fast")
        until(noise, lambda: machine.count() > 1000)
        machine.press("Pause")
        frames(noise)
        python.step(machine.count())
        expect(machine.root).to_contain_text(f"all 108 pixels. The most so far: {python.most_black}.")


ALL = {"boundary": boundary, "expert": expert, "knobs": KnobBoard, "machine": PictureMachine}


ALL_AND_ENDINGS = {**ALL, "curves": lambda: expert([5, 1, 4, 2, 3, 3] * 2)}


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("name", ALL_AND_ENDINGS)
def test_axe_finds_nothing_in_either_theme(browser, tmp_path, name, scheme):
    with playing(browser, tmp_path, ALL_AND_ENDINGS[name](), color_scheme=scheme) as page:
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
THE_LIVE_ONE = '<div class="jupyter-widgets"><div class="gan-lesson-live gan-lesson-boundary-explorer">live</div></div>'


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
        expect(page.locator(f"{TWIN} {EXPLORER}")).to_have_count(0)
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
        expect(page.locator(f"{TWIN} {EXPLORER}")).to_have_count(0)
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
        expect(page.locator(f"{TWIN} {EXPLORER}")).to_have_count(0)
