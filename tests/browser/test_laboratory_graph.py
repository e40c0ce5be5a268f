"""The game as a graph, in JupyterLab: what each sub-step lights, in the graph and in the plane, and the cards."""

import pytest
from playwright.sync_api import expect

from tests.browser.actions import THEMES, assert_accessible, change_theme, pixels, until, within
from tests.browser.conftest import write_notebook
from tests.browser.test_laboratory import SMALL, Page
from tests.browser.test_touch import touch

HER_SAMPLE = {"latents", "generator", "fakes", "real"}
ALL_SHE_SEES = {"fakes", "real", "discriminator", "real_answers", "fake_answers"}
# What a teacher would point at, for each of the ten sub-steps: the parts at work, where data flow, where the gradient
# comes back.
LIT = [
    (HER_SAMPLE, {"draw", "make"}, set()),
    (ALL_SHE_SEES, {"show_fake", "show_real", "judge_real", "judge_fake"}, set()),
    ({"real_answers", "fake_answers", "discriminator_loss"}, {"score_real", "score_fake"}, set()),
    (
        {"discriminator_loss", "real_answers", "fake_answers", "discriminator"},
        set(),
        {"score_real", "score_fake", "judge_real", "judge_fake"},
    ),
    ({"discriminator"}, set(), set()),
    ({"latents"}, set(), set()),
    (
        {"latents", "generator", "fakes", "discriminator", "fake_answers"},
        {"draw", "make", "show_fake", "judge_fake"},
        set(),
    ),
    ({"fake_answers", "generator_loss"}, {"pay"}, set()),
    (
        {"generator_loss", "fake_answers", "discriminator", "fakes", "generator"},
        set(),
        {"pay", "judge_fake", "show_fake", "make"},
    ),
    ({"generator"}, set(), set()),
]
# What reaches beyond the graph's tab, and words of less than 14 px.
OUTSIDE_AND_SMALL = """(graph) => {
  const { right } = graph.parentElement.getBoundingClientRect();
  const all = [...graph.querySelectorAll("*")].filter((each) => each.checkVisibility());
  const written = (each) => [...each.childNodes].some((node) => node.nodeType === 3 && node.data.trim());
  const lists = [
    all.filter((each) => each.getBoundingClientRect().right > right + 1),
    all.filter((each) => written(each) && parseFloat(getComputedStyle(each).fontSize) < 14),
  ];
  return lists.map((list) => list.map((each) => each.outerHTML.slice(0, 80)));
}"""


@pytest.fixture(scope="module")
def shared(lab):
    write_notebook(lab.folder / "graph.ipynb", [SMALL, "lab = LiveLaboratory(small).run(30)\nlab"])
    with lab.open("graph.ipynb") as page:
        page.evaluate(within("() => jupyterapp.commands.execute('notebook:hide-all-cell-code')"))
        yield page


@pytest.fixture
def here(shared):
    """The laboratory at step 30, between two steps, with its graph open."""
    here = Graph(shared)
    here.root.get_by_role("tab", name="Graph").click()
    rewind = here.root.get_by_role("slider", name="Rewind")
    rewind.fill("29")
    here.at(29)
    here.button("One step").click()
    here.at(30)
    expect(here.lit("node")).to_have_count(0)
    return here


class Graph(Page):
    """The graph on a page, by what a reader sees of it."""

    @property
    def graph(self):
        return self.root.locator(".gl-graph")

    def node(self, name):
        return self.graph.locator(f'[data-node="{name}"]')

    def lit(self, what, how="lit"):
        return self.graph.locator(f".gl-{what}.gl-{how}")

    def names(self, what, how="lit"):
        return set(self.lit(what, how).evaluate_all(f"(all) => all.map((each) => each.dataset.{what})"))

    @property
    def now(self):
        return self.graph.locator(".gl-caption-now strong")

    @property
    def card(self):
        return self.graph.locator(".gl-card")

    def at_rest(self):
        """What the plane looks like once nothing in it moves any more."""
        looks = []

        def rests():
            looks.append(pixels(self.page, self.plane))
            return len(looks) > 3 and len(set(looks[-3:])) == 1

        until(self.page, rests)
        return looks[-1]

    def forward(self, count=1):
        for _ in range(count):
            before = self.now.inner_text()
            self.button("Sub-step forward").click()
            expect(self.now).not_to_have_text(before)


def tap(page, what):
    """A finger on the middle of it, and up again."""
    box = what.bounding_box()
    touch(page, [(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)])


class TestSubSteps:
    def test_each_lights_what_it_does(self, here):
        for nodes, forward, backward in LIT:
            here.forward()
            assert here.names("node") == nodes
            assert here.names("edge", "forward") == forward
            assert here.names("edge", "backward") == backward
            expect(here.lit("stream")).to_have_count({0: 0, 4: 2 if "score_real" in backward else 1}[len(backward)])

    def test_the_way_back_is_cut_in_her_turn_and_open_in_his(self, here):
        cut, words = here.graph.locator(".gl-cut"), here.graph.locator(".gl-cut-words")
        expect(cut).to_be_hidden()
        here.forward(4)
        expect(cut).to_be_visible()
        expect(words).to_have_text("detach()no gradient beyond")
        here.forward(5)
        expect(cut).to_be_hidden()
        expect(words).to_have_text("through herto him")

    def test_her_grad_fills_in_his_turn_and_zero_grad_empties_it(self, here):
        tank = here.node("discriminator").locator(".gl-tank")
        held = here.graph.locator(".gl-game > .gl-held")
        here.forward(8)
        own = held.inner_text()
        expect(tank).to_have_attribute("data-kind", "old")
        here.forward()
        expect(tank).to_have_attribute("data-kind", "his")
        expect(held).not_to_have_text(own)
        left = held.inner_text().split("\n")[1]
        here.forward(5)  # to her next backward
        expect(tank).to_have_attribute("data-kind", "new")
        expect(held).to_contain_text(f"{left} → 0")

    @pytest.mark.parametrize(
        ("count", "mover", "other"), [(5, "discriminator", "generator"), (10, "generator", "discriminator")]
    )
    def test_one_network_moves_at_an_update(self, here, count, mover, other):
        here.forward(count)
        assert here.names("node", "moved") == {mover} and here.names("node", "stays") == {other}
        expect(here.node(mover).locator(".gl-moves")).to_contain_text("moves 0.")
        expect(here.node(other).locator(".gl-moves")).to_have_text("stays")

    def test_the_graph_keeps_its_place(self, here):
        where = here.graph.locator(".gl-game").bounding_box()
        for _ in range(10):
            here.forward()
            assert here.graph.locator(".gl-game").bounding_box() == where


class TestPlane:
    def test_each_is_seen_and_an_update_comes_to_rest(self, here):
        seen = [here.at_rest()]
        for _ in range(5):
            here.forward()
            seen.append(here.at_rest())
        between, sample, forward, loss, backward, update = seen
        assert forward == loss == backward, "the points keep the colours of her answers"
        assert len({between, sample, forward, update}) == 4

    def test_his_gradients_are_drawn(self, here):
        here.forward(8)
        before = here.at_rest()
        here.forward()
        assert here.at_rest() != before

    def test_nothing_glides_for_readers_who_want_little_motion(self, here):
        here.page.emulate_media(reduced_motion="reduce")
        here.forward(5)
        at_once = pixels(here.page, here.plane)
        assert here.at_rest() == at_once
        here.page.emulate_media(reduced_motion="no-preference")


class TestRun:
    def test_its_pictures_live(self, here):
        before = {name: pixels(here.page, here.node(name)) for name in ("generator", "discriminator", "fakes")}
        step = here.step
        here.button("Run").click()
        here.beyond(step + 300)
        here.root.locator("button.gl-run").click()
        expect(here.state).to_have_text("paused")
        for name, picture in before.items():
            assert pixels(here.page, here.node(name)) != picture, name


class TestCards:
    def test_by_mouse(self, here):
        here.forward(2)
        here.node("fake_answers").click()
        expect(here.card).to_contain_text("Answers on fakes")
        expect(here.card).to_contain_text("mean logit")
        expect(here.card).to_contain_text("fake_logits = discriminator(fake)")
        expect(here.card).to_contain_text("Explained in lesson 01, Telling dogs from cats.")
        expect(here.node("fake_answers")).to_have_attribute("aria-expanded", "true")
        here.card.get_by_role("button", name="Close").click()
        expect(here.card).to_be_hidden()

    def test_by_finger(self, here):
        session = here.page.context.new_cdp_session(here.page)
        session.send("Emulation.setTouchEmulationEnabled", {"enabled": True})
        here.node("generator").scroll_into_view_if_needed()
        tap(here.page, here.node("generator"))
        expect(here.card).to_contain_text("generator(latents)")
        tap(here.page, here.card.get_by_role("button", name="Close"))
        expect(here.card).to_be_hidden()
        session.send("Emulation.setTouchEmulationEnabled", {"enabled": False})

    def test_by_keyboard_and_read_out(self, here):
        here.node("latents").focus()
        here.page.keyboard.press("Enter")
        expect(here.card).to_be_focused()
        expect(here.root.get_by_role("status").last).to_contain_text("Random numbers: all that he has to begin with.")
        here.page.keyboard.press("Escape")
        expect(here.card).to_be_hidden()
        expect(here.node("latents")).to_be_focused()
        here.page.keyboard.press("Tab")
        expect(here.node("generator")).to_be_focused()

    def test_its_numbers_are_those_of_now(self, here):
        here.node("discriminator").click()
        expect(here.card).not_to_contain_text("weights moved")
        here.forward(5)
        expect(here.card).to_contain_text("weights moved by 0.")
        here.forward()
        expect(here.card).to_contain_text("weights stay")
        here.node("discriminator").click()
        expect(here.card).to_be_hidden()

    def test_every_part_has_one_beside_it(self, here):
        for name in here.graph.locator(".gl-node").evaluate_all("(all) => all.map((each) => each.dataset.node)"):
            here.node(name).focus()
            here.page.keyboard.press("Enter")
            part, card = here.node(name).bounding_box(), here.card.bounding_box()
            apart = card["y"] >= part["y"] + part["height"] or card["y"] + card["height"] <= part["y"]
            assert apart, f"the card hides {name}"
            here.page.keyboard.press("Escape")


class TestLooks:
    @pytest.mark.parametrize("theme", THEMES)
    def test_accessible(self, here, theme):
        change_theme(here.page, theme)
        here.page.wait_for_timeout(300)
        for count in (4, 1, 4, 1):
            here.forward(count)
            assert_accessible(here.page, ".gl-graph")
        here.node("real_answers").click()
        assert_accessible(here.page, ".gl-graph")
        here.page.keyboard.press("Escape")
        change_theme(here.page, "JupyterLab Light")

    @pytest.mark.parametrize("width", [420, 900, 1400, 1900])
    def test_it_fits_and_is_legible(self, here, width):
        here.page.set_viewport_size({"width": width, "height": 1000})
        here.page.wait_for_timeout(400)
        here.forward(4)
        outside, small = here.graph.evaluate(OUTSIDE_AND_SMALL)
        here.page.set_viewport_size({"width": 1100, "height": 1000})
        assert not outside and not small, (outside, small)
