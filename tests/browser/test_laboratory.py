"""The laboratory in JupyterLab: every control by mouse and keyboard, live runs, and how they end."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.actions import (
    THEMES,
    assert_accessible,
    change_theme,
    in_both_themes,
    pixels,
    printed_by,
    run_cell,
    tell,
    until,
    within,
)
from tests.browser.conftest import write_notebook
from tests.browser.test_touch import touch

SMALL = """
import torch
from gan_lesson import losses
from gan_lesson.laboratory import Laboratory, Recipe
from gan_lesson.widgets import LiveLaboratory

torch.set_num_threads(1)
small = Recipe(generator_layers=1, generator_width=8, discriminator_layers=1, discriminator_width=8, batch=16)
"""


class Page:
    """The laboratory on a page, by what a reader sees of it."""

    def __init__(self, page):
        self.page = page
        self.root = page.locator(".gan-lesson-laboratory")
        expect(self.state).to_have_text(re.compile("paused|within a step"), timeout=60_000)

    @property
    def state(self):
        return self.root.locator(".gl-state")

    @property
    def plane(self):
        return self.root.locator(".gl-plane")

    @property
    def trouble(self):
        return self.root.locator(".gl-late")

    @property
    def slider(self):
        return self.root.get_by_role("slider", name="Rewind")

    @property
    def text(self):
        return self.root.get_by_role("textbox", name="Recipe as text")

    def button(self, name):
        return self.root.get_by_role("button", name=name, exact=True)

    def field(self, name, nth=0):
        chosen, typed = (self.root.get_by_role(role, name=name, exact=True) for role in ("combobox", "textbox"))
        return chosen.or_(typed).nth(nth)

    def tab(self, name):
        return self.root.get_by_role("tab", name=name, exact=True)

    def box(self, name):
        return self.root.get_by_role("checkbox", name=name, exact=True)

    @property
    def step(self):
        return int(self.root.locator(".gl-big strong").inner_text().replace(",", ""))

    def beyond(self, step):
        """Waits until the run has come further."""
        words = "document.querySelector('.gan-lesson-laboratory .gl-big strong').textContent.replaceAll(',', '')"
        self.page.wait_for_function(f"(step) => Number({words}) > step", arg=step)

    def at(self, step):
        expect(self.root.locator(".gl-big strong")).to_have_text(f"{step:,}")


CELLS = [
    SMALL,
    'lab = LiveLaboratory(small, title="The laboratory", caption="Try it.").run(30)\nlab',
    'import threading\nprint(lab.running, [t.name for t in threading.enumerate()].count("laboratory"))',
]


@pytest.fixture(scope="module")
def shared(lab):
    """One page for all tests of the controls; each of them brings it to where it wants it."""
    write_notebook(lab.folder / "laboratory.ipynb", CELLS)
    with lab.open("laboratory.ipynb") as page:
        page.evaluate(within("() => jupyterapp.commands.execute('notebook:hide-all-cell-code')"))
        yield page


@pytest.fixture
def here(shared):
    pause = shared.get_by_role("button", name="Pause", exact=True)
    if pause.is_visible():  # a test that failed may have left it running, in slow motion: the next one starts afresh
        pause.click()
    here = Page(shared)
    here.field("Pace").select_option("full speed")
    here.tab("Recipe").click()
    here.text.fill("generator: 1 x 8; discriminator: 1 x 8; batch: 16")
    here.button("Use this text").click()
    here.at(0)
    here.button("One step").click()
    here.at(1)
    return here


class TestSteps:
    def test_run_and_pause(self, here):
        before = here.step
        here.button("Run").click()
        expect(here.button("Pause")).to_be_visible()
        expect(here.state).to_have_text("running")
        here.beyond(before + 20)
        here.button("Pause").click()
        expect(here.state).to_have_text("paused")
        here.page.wait_for_timeout(300)
        stands = here.step
        here.page.wait_for_timeout(300)
        assert here.step == stands > before + 20
        assert printed_by(here.page, 2) == "False 0\n"

    def test_one_player_only(self, here):
        for name in ("Discriminator", "Generator"):
            before = pixels(here.page, here.plane)
            step = here.step
            here.button(name).click()
            here.at(step + 1)
            assert pixels(here.page, here.plane) != before

    def test_sub_steps_forward_and_back(self, here):
        lit = here.root.locator(".gl-plan .gl-lit")
        expect(lit).to_have_count(0)
        names = []
        for number in range(1, 10):
            here.button("Sub-step forward").click()
            expect(here.root.locator(".gl-which")).to_contain_text(f"Sub-step {number} of 10: ")
            names.append(lit.locator(".gl-what").inner_text())
        assert (
            names
            == [
                f"{player}: {name}"
                for player in ("discriminator", "generator")
                for name in ("sample", "forward", "loss", "backward", "update")
            ][:9]
        )
        expect(here.state).to_have_text("within a step")
        here.button("Sub-step back").click()
        expect(lit.locator(".gl-what")).to_have_text("generator: loss")
        expect(here.root.locator(".gl-which")).to_have_text("Sub-step 8 of 10: the generator’s turn, loss.")
        expect(here.root.locator(".gl-why")).to_have_text(re.compile("One number says how badly he does"))
        expect(here.root.locator(".gl-fact").first).to_have_text(re.compile(r"loss = \d\.\d{4}"))
        for _ in range(2):
            here.button("Sub-step forward").click()
        here.at(2)
        expect(here.state).to_have_text("paused")
        here.button("Sub-step back").click()
        here.at(1)
        expect(lit.locator(".gl-what")).to_have_text("generator: backward")

    def test_slow_motion(self, here):
        here.field("Pace").select_option("sub-steps, 1 s each")
        here.button("Run").click()
        expect(here.root.locator(".gl-plan .gl-lit .gl-what")).to_have_text("discriminator: forward")
        expect(here.root.locator(".gl-why")).to_have_text(re.compile("^She judges both batches"))
        here.page.keyboard.press("p")
        expect(here.button("Run")).to_be_visible()
        here.field("Pace").select_option("full speed")
        here.button("One step").click()
        here.at(2)

    def test_the_first_sub_step_of_a_run_is_told_before_the_second(self, here):
        tell(here.page, "from gan_lesson.laboratory import Pace; usual = Pace.__dict__['rest']")
        tell(here.page, "import time; engine, quick = lab.laboratory, lab.laboratory.sub_step")
        # It comes a moment after the frame that says that the run has begun, and long before the next one.
        tell(here.page, "engine.sub_step = lambda: (time.sleep(0.08), quick())[1]")
        tell(here.page, "Pace.rest = property(lambda pace: 60)")
        here.field("Pace").select_option("sub-steps, 8 s each")
        here.button("Run").click()
        expect(here.root.locator(".gl-plan .gl-lit .gl-what")).to_have_text("discriminator: sample")
        expect(here.root.locator(".gl-facts")).to_contain_text("Sub-step 1 of 10: ")
        here.button("Pause").click()
        tell(here.page, "Pace.rest = usual; del engine.sub_step")
        here.field("Pace").select_option("full speed")
        here.button("One step").click()
        here.at(2)

    def test_rewind_by_keyboard_and_button(self, here):
        for step in (2, 3):
            here.button("One step").click()
            here.at(step)
        expect(here.slider).to_have_attribute("max", "3")
        here.slider.focus()
        there = pixels(here.page, here.plane)
        here.page.keyboard.press("ArrowLeft")
        here.at(2)
        expect(here.slider).to_have_attribute("aria-valuetext", "step 2")
        assert pixels(here.page, here.plane) != there
        here.page.keyboard.press("End")
        here.at(3)
        here.page.wait_for_timeout(200)
        assert pixels(here.page, here.plane) == there
        here.button("To step 0").click()
        here.at(0)
        here.button("One step").click()
        here.at(1)
        expect(here.slider).to_have_attribute("max", "3")  # the run goes on as it went before

    def test_rewind_by_mouse(self, here):
        box = here.slider.bounding_box()
        here.page.mouse.move(box["x"] + box["width"] - 8, box["y"] + box["height"] / 2)
        here.page.mouse.down()
        here.page.mouse.move(box["x"] + 4, box["y"] + box["height"] / 2, steps=6)
        here.page.mouse.up()
        here.at(0)

    def test_keys_do_what_the_mouse_does(self, here):
        here.button("Run").focus()
        here.page.keyboard.press("Enter")
        expect(here.button("Pause")).to_be_focused()
        here.page.keyboard.press("Space")
        expect(here.state).to_have_text("paused")
        here.page.keyboard.press("Tab")
        step = here.step
        expect(here.button("One step")).to_be_focused()
        here.page.keyboard.press("Enter")
        here.page.wait_for_function(
            "(step) => Number(document.querySelector('.gan-lesson-laboratory .gl-big strong').textContent) > step",
            arg=step,
        )


class TestLayers:
    def test_each_is_switched(self, here):
        for name in (
            "Real points",
            "Fakes",
            "Discriminator’s opinion",
            "Best discriminator, estimated",
            "Generator’s grid",
            "Generator’s gradient",
        ):
            before, was = pixels(here.page, here.plane), here.box(name).is_checked()
            here.box(name).click()
            expect(here.box(name)).to_be_checked(checked=not was)
            until(here.page, lambda: pixels(here.page, here.plane) != before)  # noqa: B023
            here.box(name).focus()
            here.page.keyboard.press("Space")
            until(here.page, lambda: pixels(here.page, here.plane) == before)  # noqa: B023

    def test_the_plane_says_what_is_seen(self, here):
        expect(here.plane).to_have_attribute(
            "aria-label",
            "Step 1. Ring of 8: real points (circles), fakes (triangles), the discriminator’s opinion as shading. "
            "Arrow keys read off places, N goes to the next fake.",
        )
        here.tab("Curves").click()
        label = here.root.locator(".gl-chart").get_attribute("aria-label")
        assert re.match(
            r"Curves\. Losses: discriminator \d\.\d\d, generator \d\.\d\d \(dotted: at equilibrium, 1.39 and 0.69\)\. "
            r"Discriminator is right: \d+ % \(dotted: guessing, 50 %\)\. Clusters covered, of 8: \d\. "
            r"Strays, of all fakes: \d+ %\. "
            r"Jensen-Shannon, on a grid: 0\.\d\d \(dotted: real against real, 0.0\d\)\.$",
            label,
        ), label

    def test_a_critic_has_no_estimate(self, here):
        here.field("loss").select_option("wasserstein")
        expect(here.box("Best critic: no formula")).to_be_disabled()


class TestRecipe:
    def test_each_of_these_acts_from_the_next_step_on(self, here):
        for name, nth, value, said in (
            ("loss", 0, "hinge", "loss hinge"),
            ("optimiser", 0, "sgd", "loss hinge, optimiser sgd"),
            ("batch", 0, "32", "optimiser sgd, batch 32"),
            ("updates per step", 1, "3", "batch 32, discriminator steps 3"),
        ):
            here.field(name, nth).select_option(value)
            expect(here.text).to_have_value(re.compile(rf"; from 1: .*{said}$"))
            expect(here.field(name, nth)).to_have_value(value)
        for name, nth, value, said in (
            ("learning rate", 0, "0.02", "generator rate 0.02"),
            ("learning rate", 1, "0.03", "discriminator rate 0.03"),
            ("weight of R1", 0, "0.1", "r1 0.1"),
            ("rates fall to 0 by step", 0, "4,000", "falling 4,000"),
            ("averaging (decay)", 0, "0.9", "averaging 0.9"),
        ):
            here.field(name, nth).fill(value)
            here.page.keyboard.press("Enter")
            expect(here.text).to_have_value(re.compile(rf"; from 1: .*{said}$"))
        here.at(1)
        expect(here.box("Averaged fakes")).to_be_enabled()
        before = pixels(here.page, here.plane)
        here.box("Averaged fakes").click()
        until(here.page, lambda: pixels(here.page, here.plane) != before)
        here.box("Averaged fakes").click()

    def test_a_change_is_marked_on_the_curves_and_rewinding_before_it_takes_it_back(self, here):
        here.button("One step").click()
        here.at(2)
        here.field("batch").select_option("32")
        here.button("One step").click()
        here.at(3)
        here.tab("Curves").click()
        expect(here.root.locator(".gl-chart")).to_have_attribute(
            "aria-label", re.compile("Changed at step 2, batch 32")
        )
        here.tab("Recipe").click()
        here.slider.focus()
        for step, batch in ((2, "32"), (1, "16"), (2, "32")):
            here.page.keyboard.press("ArrowRight" if batch == "32" and here.step < step else "ArrowLeft")
            here.at(step)
            expect(here.field("batch")).to_have_value(batch)

    def test_a_run_goes_on_while_it_is_changed(self, here):
        here.button("Run").click()
        here.beyond(20)
        here.field("loss").select_option("least squares")
        expect(here.text).to_have_value(re.compile(r"from [\d,]+: loss least squares$"))
        expect(here.state).to_have_text("running")
        here.beyond(here.step + 20)
        here.button("Pause").click()
        expect(here.state).to_have_text("paused")

    def test_each_of_these_begins_a_new_run_and_the_one_before_can_be_had_back(self, here):
        for name, nth, value, said in (
            ("numbers in a latent", 0, "5", "latents: 5 normal"),
            ("distribution", 0, "uniform", "latents: 5 uniform"),
            ("hidden layers", 0, "2", "generator: 2 x 8, rate 0.001, steps 1; d"),
            ("width", 1, "16", "discriminator: 1 x 16,"),
        ):
            here.field(name, nth).select_option(value)
            expect(here.text).to_have_value(re.compile(re.escape(said)))
            expect(here.field(name, nth)).to_have_value(value)
        here.field("seed").fill("7")
        here.page.keyboard.press("Enter")
        expect(here.text).to_have_value(re.compile("seed: 7"))
        here.at(0)
        here.field("data").select_option("two gaussians")
        expect(here.plane).to_have_attribute("aria-label", re.compile("Step 0. 2 blobs: "))
        expect(here.root.locator(".gl-undo")).to_contain_text("The one before had come to step 1.")
        here.button("Back to the run before").click()
        here.at(1)
        expect(here.text).to_have_value(re.compile("data: ring of 8; latents: 2 normal; .*seed: 0$"))

    def test_the_other_road(self, here):
        for step in (2, 3, 4):
            here.button("One step").click()
            here.at(step)
        here.slider.focus()
        here.page.keyboard.press("ArrowLeft")
        here.at(3)
        here.button("Generator").click()
        here.at(4)
        road = here.root.locator(".gl-road")
        expect(road).to_contain_text("From step 3 there is another road, as far as step 4.")
        there = pixels(here.page, here.plane)
        here.button("Take the other road").focus()
        here.page.keyboard.press("Enter")
        until(here.page, lambda: pixels(here.page, here.plane) != there)
        here.button("Take the other road").click()
        until(here.page, lambda: pixels(here.page, here.plane) == there)

    def test_what_cannot_be_is_said_at_the_field(self, here):
        here.field("seed").fill("-3")
        here.field("seed").blur()
        error = here.root.locator(".gl-error")
        expect(error).to_have_text("The seed must be a whole number from 0 to 2,147,483,647, not -3.")
        expect(here.field("seed")).to_have_attribute("aria-invalid", "true")
        expect(here.field("seed")).to_have_attribute("aria-describedby", error.get_attribute("id"))
        gap = error.bounding_box()["y"] - here.field("seed").bounding_box()["y"]
        assert 0 < gap < 50, "directly below it"
        expect(here.trouble).to_be_hidden()
        expect(here.field("seed")).to_have_value("0")
        here.at(1)
        here.text.fill("loss: love")
        here.button("Use this text").click()
        expect(error).to_contain_text("Loss must be one of saturating")
        expect(here.text).to_have_attribute("aria-invalid", "true")
        expect(here.text).to_have_value("loss: love")
        expect(here.field("seed")).not_to_have_attribute("aria-invalid", "true")
        here.button("One step").click()
        expect(error).to_have_count(0)

    def test_copy(self, here):
        here.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
        here.button("Copy").click()
        expect(here.root.get_by_text("Copied.")).to_be_visible()
        assert here.page.evaluate("() => navigator.clipboard.readText()") == here.text.input_value()


class TestReadOut:
    def test_by_mouse(self, here):
        card = here.root.locator(".gl-readout")
        box = here.plane.bounding_box()
        here.page.mouse.move(box["x"] + 0.5 * box["width"], box["y"] + 0.5 * box["height"])
        expect(card).to_contain_text(re.compile(r"(At|Fake at) \(.*\)\s*D\(x\) = 0\.\d\d\s*(slope|no slope)"))
        here.page.mouse.move(box["x"] + 0.5 * box["width"], box["y"] - 40)
        expect(card).to_be_hidden()

    def test_by_keyboard(self, here):
        card = here.root.locator(".gl-readout")
        here.box("Fakes").uncheck()  # a place near one is the fake's
        here.plane.focus()
        here.page.keyboard.press("ArrowRight")
        expect(card).to_contain_text("At (0.00, 0.00)")
        here.page.keyboard.press("ArrowRight")
        expect(card).to_contain_text(re.compile(r"At \(0\.0[1-9], 0\.00\)"))
        here.box("Fakes").check()
        here.plane.focus()
        here.page.keyboard.press("n")
        expect(card).to_contain_text(re.compile(r"Fake at .*latent \(", re.DOTALL))
        expect(card.locator("canvas")).to_be_visible()
        assert_accessible(here.page, ".gan-lesson-laboratory")
        here.page.keyboard.press("Escape")
        expect(card).to_be_hidden()

    def test_by_touch(self, here):
        card = here.root.locator(".gl-readout")
        here.plane.scroll_into_view_if_needed()
        box = here.plane.bounding_box()
        touch(here.page, [(box["x"] + 0.3 * box["width"], box["y"] + 0.4 * box["height"])])
        expect(card).to_contain_text("D(x) = ")
        before = card.inner_text()
        touch(here.page, [(box["x"] + 0.8 * box["width"], box["y"] + 0.9 * box["height"])])
        until(here.page, lambda: card.inner_text() != before)
        here.plane.focus()
        here.page.keyboard.press("Escape")
        expect(card).to_be_hidden()

    def test_in_a_run_it_follows(self, here):
        card = here.root.locator(".gl-readout")
        here.plane.focus()
        here.page.keyboard.press("ArrowRight")
        expect(card).to_be_visible()
        before = card.inner_text()
        here.page.keyboard.press("p")
        here.beyond(30)
        until(here.page, lambda: card.inner_text() != before)
        here.page.keyboard.press("p")
        expect(here.state).to_have_text("paused")
        here.page.keyboard.press("Escape")


class TestTabs:
    def test_by_keyboard(self, here):
        here.tab("Recipe").focus()
        panels = here.root.get_by_role("tabpanel")
        for key, name in (
            ("ArrowRight", "Starts"),
            ("ArrowRight", "Curves"),
            ("ArrowLeft", "Starts"),
            ("Home", "Curves"),
            ("ArrowRight", "Inside a step"),
            ("ArrowRight", "Graph"),
            ("End", "Starts"),
        ):
            here.page.keyboard.press(key)
            expect(here.tab(name)).to_be_focused()
            expect(here.tab(name)).to_have_attribute("aria-selected", "true")
            expect(panels).to_have_count(1)
            expect(panels).to_have_attribute("aria-labelledby", here.tab(name).get_attribute("id"))

    def test_they_are_of_one_height(self, here):
        heights = set()
        for name in ("Curves", "Inside a step", "Graph", "Recipe", "Starts"):
            here.tab(name).click()
            expect(here.tab(name)).to_have_attribute("aria-selected", "true")
            here.page.wait_for_timeout(200)  # a frame or two, in which it may be laid out anew
            heights.add(here.root.bounding_box()["height"])
        here.tab("Curves").click()
        here.button("Sub-step forward").click()
        expect(here.root.locator(".gl-plan .gl-lit")).to_have_count(1)
        expect(here.tab("Inside a step")).to_have_attribute("aria-selected", "true")
        here.page.wait_for_timeout(200)
        heights.add(here.root.bounding_box()["height"])
        assert len(heights) == 1, heights

    def test_the_graph_follows_a_step(self, here):
        here.tab("Graph").click()
        lit = here.root.locator(".gl-node.gl-lit")
        expect(lit).to_have_count(0)
        here.button("Sub-step forward").click()
        expect(lit).to_have_count(4)
        expect(here.tab("Graph")).to_have_attribute("aria-selected", "true")
        assert_accessible(here.page, ".gan-lesson-laboratory")


class TestDrawing:
    def test_by_mouse(self, here):
        here.field("data").select_option("draw your own")
        expect(here.plane).to_be_focused()
        before = pixels(here.page, here.plane)
        box = here.plane.bounding_box()
        here.page.mouse.move(box["x"] + 0.3 * box["width"], box["y"] + 0.5 * box["height"])
        here.page.mouse.down()
        here.page.mouse.move(box["x"] + 0.7 * box["width"], box["y"] + 0.5 * box["height"], steps=10)
        here.page.mouse.up()
        expect(here.root.get_by_text("33 of at most 1,000 points.")).to_be_visible()
        assert pixels(here.page, here.plane) != before
        here.button("Train on this").click()
        expect(here.text).to_have_value(re.compile("data: drawn [-_A-Za-z0-9]+=*;"))
        expect(here.field("data")).to_have_value("held")
        here.button("One step").click()
        here.at(1)
        expect(here.plane).to_have_attribute("aria-label", re.compile("Step 1. Your drawing: "))

    def test_by_keyboard(self, here):
        here.field("data").focus()
        here.field("data").select_option("draw your own")
        for key in ("ArrowRight", "Shift+ArrowUp", "Space", "ArrowDown", "Space", "Space", "Backspace"):
            here.page.keyboard.press(key)
        expect(here.plane).to_have_attribute(
            "aria-label", re.compile("6 of at most 1,000 points. Pencil at 5 across, 15 up")
        )
        here.page.keyboard.press("Enter")
        here.at(0)
        expect(here.text).to_have_value(re.compile("data: drawn "))

    def test_clear_and_cancel(self, here):
        here.field("data").select_option("draw your own")
        here.page.keyboard.press("Space")
        here.button("Clear").click()
        expect(here.root.get_by_text("0 of at most 1,000 points.")).to_be_visible()
        here.plane.focus()
        here.page.keyboard.press("Escape")
        expect(here.field("data")).to_have_value("ring of 8")
        here.at(1)
        expect(here.button("Clear")).to_be_hidden()


class TestStarts:
    def test_a_run_that_has_gone_wrong_is_opened_by_keyboard(self, here):
        here.tab("Starts").click()
        menu = here.root.get_by_role("combobox", name="Starting point")
        menu.select_option("Collapse")
        status = here.root.get_by_role("tabpanel").get_by_role("status")
        expect(status).to_contain_text("all his fakes crowd in one place")
        here.button("Open").focus()
        here.page.keyboard.press("Enter")
        here.at(0)
        expect(here.root.locator(".gl-undo")).to_contain_text("started from collapse")
        expect(status).to_contain_text("?")
        menu.select_option("Moons")
        here.button("Open").click()
        expect(here.plane).to_have_attribute("aria-label", re.compile("averaged fakes"))
        expect(here.box("Averaged fakes")).to_be_checked()
        assert_accessible(here.page, ".gan-lesson-laboratory")
        here.box("Averaged fakes").click()
        here.box("Fakes").click()


class TestRows:
    def test_rows_are_pasted(self, here):
        here.field("data").select_option("paste rows, open a file")
        rows = here.root.get_by_role("textbox", name="Rows of two numbers")
        expect(rows).to_be_focused()
        rows.fill("1, 2\nnothing")
        here.button("Train on these").click()
        expect(here.root.locator(".gl-error")).to_contain_text("Line 2 should be two numbers")
        expect(rows).to_have_attribute("aria-invalid", "true")
        rows.fill("x, y\n4900, 5100\n5000, 4800\n5100, 5000")
        here.button("Train on these").click()
        here.at(0)
        expect(rows).to_be_hidden()
        expect(here.plane).to_have_attribute("aria-label", re.compile("Step 0. My points: "))
        expect(here.text).to_have_value(re.compile("data: points "))
        here.plane.focus()
        here.page.keyboard.press("ArrowRight")
        expect(here.root.locator(".gl-readout")).to_contain_text(re.compile(r"t \((49|50)\d\d, (49|50)\d\d\)"))
        here.button("One step").click()
        here.at(1)

    def test_a_file_is_opened(self, here):
        here.field("data").select_option("paste rows, open a file")
        with here.page.expect_file_chooser() as chooser:
            here.button("Open a CSV file").click()
        file = {"name": "mine.csv", "mimeType": "text/csv", "buffer": b"a;b\n0,5;1\n0,25;2\n0,75;3"}
        chooser.value.set_files(file)
        expect(here.root.get_by_text("mine.csv is read.")).to_be_visible()
        expect(here.root.get_by_role("textbox", name="Rows of two numbers")).to_have_value(re.compile("^a;b"))
        here.button("Train on these").click()
        expect(here.plane).to_have_attribute("aria-label", re.compile("Step 0. My points: "))

    def test_nothing_comes_of_it(self, here):
        here.field("data").select_option("paste rows, open a file")
        here.button("Cancel").click()
        expect(here.field("data")).to_have_value("ring of 8")
        expect(here.field("data")).to_be_focused()
        here.at(1)


class TestLooks:
    @pytest.mark.parametrize("theme", THEMES)
    def test_accessible(self, here, theme):
        change_theme(here.page, theme)
        here.page.wait_for_timeout(300)
        here.button("Sub-step forward").click()
        expect(here.root.locator(".gl-plan .gl-lit")).to_have_count(1)
        assert_accessible(here.page, ".gan-lesson-laboratory")
        here.tab("Recipe").click()
        assert_accessible(here.page, ".gan-lesson-laboratory")
        here.field("data").select_option("draw your own")
        assert_accessible(here.page, ".gan-lesson-laboratory")
        here.button("Cancel").click()
        change_theme(here.page, "JupyterLab Light")

    def test_the_plane_takes_the_theme_s_colours(self, here):
        corner = """(dark) => {
          const plane = document.querySelector(".gan-lesson-laboratory .gl-left canvas:not(.gl-chart)");
          return (plane.getContext("2d").getImageData(3, 3, 1, 1).data[0] < 128) === dark;
        }"""
        for scheme in in_both_themes(here.page):
            here.page.wait_for_function(corner, arg=scheme == "dark")

    @pytest.mark.parametrize("width", [900, 1100, 1400, 1900])
    def test_it_fits(self, here, width):
        here.page.set_viewport_size({"width": width, "height": 1000})
        here.page.wait_for_timeout(400)
        inside = here.root.evaluate(
            """(root) => {
              const edge = root.getBoundingClientRect().right + 1;
              return [...root.querySelectorAll("*")].filter((element) => element.checkVisibility()
                && element.getBoundingClientRect().right > edge).map((element) => element.outerHTML.slice(0, 80));
            }"""
        )
        here.page.set_viewport_size({"width": 1100, "height": 1000})
        assert not inside, inside

    @pytest.mark.parametrize(("width", "height"), [(853, 480), (1280, 720), (800, 600), (1100, 800)])
    def test_plane_and_run_are_seen_at_once(self, here, width, height):
        here.page.set_viewport_size({"width": width, "height": height})
        here.page.wait_for_timeout(400)
        here.root.evaluate("(root) => root.querySelector('.gl-head').scrollIntoView({ block: 'start' })")
        here.page.wait_for_timeout(200)
        plane, run = here.plane.bounding_box(), here.root.locator("button.gl-run").bounding_box()
        below = here.page.locator("#jp-main-statusbar, .jp-Notebook-footer").first.bounding_box()
        here.page.set_viewport_size({"width": 1100, "height": 1000})
        assert plane["y"] >= 0 and plane["width"] > 190
        end = below["y"] if below and below["y"] > run["y"] else height
        assert run["y"] + run["height"] <= end


class TestPrinting:
    def test_what_a_step_function_prints_is_a_line_of_the_laboratory(self, lab, open_notebook):
        own = """
def talkative(discriminator, real, fake, optimizer):
    loss = losses.discriminator_loss(discriminator(real), discriminator(fake))
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
    print("a loss of", "some size")
    return loss

lab = LiveLaboratory(Laboratory(small, discriminator_step=talkative))
lab"""
        write_notebook(lab.folder / "talkative.ipynb", [SMALL + own, "'elsewhere'"])
        page = open_notebook("talkative.ipynb")
        here = Page(page)
        printed = here.root.locator(".gl-printed")
        expect(printed).to_be_hidden()
        here.button("One step").click()
        here.at(1)
        expect(printed).to_have_text("a loss of some size")
        here.button("Run").click()
        here.beyond(10)
        here.root.locator("button.gl-run").click()
        expect(here.state).to_have_text(re.compile("paused"))
        assert page.locator(".jp-OutputArea-output", has_text="a loss of").count() == 1, "the laboratory's own"
        assert_accessible(page, ".gan-lesson-laboratory")


class TestEnds:
    def test_an_error_in_ones_own_loss_is_said(self, shared):
        """The last test of the shared page: it writes another laboratory into its cell."""
        cell = """
def my_loss(outputs):
    return outputs.meen()

LiveLaboratory(Laboratory(small, generator_loss=my_loss))
"""
        run_cell(shared, 1, cell)
        here = Page(shared)
        here.button("Run").click()
        expect(here.trouble).to_contain_text("AttributeError: 'Tensor' object has no attribute 'meen'")
        expect(here.state).to_have_text("paused")
        here.tab("Recipe").click()
        expect(here.root.get_by_text("Yours, and so not in the recipe: generator loss.")).to_be_visible()

    def test_running_the_cell_again_and_closing_the_page_end_a_run(self, lab):
        path = "again.ipynb"
        write_notebook(lab.folder / path, CELLS)
        with lab.open(path) as page:
            here = Page(page)
            here.button("Run").click()
            here.beyond(30)
            run_cell(page, 1)
            here = Page(page)
            here.at(30)
            assert printed_by(page, 2) == "False 0\n"
            ended = lab.folder / "ended"
            tell(page, "from gan_lesson.widgets import laboratory; laboratory.SILENT = 1")
            here.button("Run").click()
            expect(here.state).to_have_text("running")
            page.evaluate(within("() => jupyterapp.commands.execute('docmanager:save')"))
            tell(page, "[live] = [thread for thread in threading.enumerate() if thread.name == 'laboratory']")
            tell(page, f"threading.Thread(target=lambda: (live.join(), open({str(ended)!r}, 'w').close())).start()")
            page.goto("about:blank")
            until(page, ended.exists)
            lab.go(page, path)
            assert printed_by(page, 2) == "False 0\n"
