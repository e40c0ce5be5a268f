"""The laboratory's widget: what it sends to a browser, what it does at its wish, and how a run ends."""

import gc
import threading
import time
import weakref

import numpy as np
import pytest
import torch
import traitlets
from PIL import ImageColor
from torch.nn.utils import parameters_to_vector

from gan_lesson import losses, models, training
from gan_lesson.datasets import Points
from gan_lesson.laboratory import SETTLED, STARTS, Diverged, Laboratory, Live, Recipe, drawing
from gan_lesson.page.palette import LIGHT
from gan_lesson.widgets import LiveLaboratory
from gan_lesson.widgets import laboratory as module
from tests.laboratory.test_by_hand import Outputs, Places
from tests.laboratory.test_laboratory import SMALL, threads, wait_until, weights

DIVERGING = Recipe(
    generator_layers=1, generator_width=8, discriminator_layers=1, discriminator_width=8, batch=16,
    optimiser="sgd", discriminator_rate=10.0, loss="least squares",
)  # fmt: skip


class Browser:
    """Stands in for a view: keeps what is sent to it, sends messages as one does."""

    def __init__(self, widget, monkeypatch):
        self.widget = widget
        self.messages = []
        monkeypatch.setattr(widget, "send", lambda content, buffers=None: self.messages.append((content, buffers)))

    def says(self, kind, **content):
        self.widget._on_message(self.widget, {"kind": kind, **content}, [])

    @property
    def frame(self):
        return [content for content, _ in self.messages if content["kind"] == "frame"][-1]

    @property
    def setup(self):
        return [content for content, _ in self.messages if content["kind"] == "setup"][-1]

    def part(self, name):
        """The last array of a name that a frame brought."""
        for content, buffers in reversed(self.messages):
            if name in content.get("parts", {}):
                kind, *shape = content["parts"][name]
                index = list(content["parts"]).index(name)
                return np.frombuffer(buffers[index], kind).reshape(shape)
        raise AssertionError(f"no {name} was sent")


@pytest.fixture
def shown(monkeypatch):
    def show(*arguments, **options):
        widget = LiveLaboratory(*(arguments or (SMALL,)), **options)
        return widget, Browser(widget, monkeypatch)

    yield show
    Live.pause_all()


class TestDisplay:
    def test_its_words_are_short_and_the_same_every_time(self):
        first, second = (LiveLaboratory(SMALL).run(3) for _ in range(2))
        assert repr(first) == "LiveLaboratory: Ring of 8, step 3"
        assert first._repr_mimebundle_() == second._repr_mimebundle_()

    def test_the_twin(self):
        bundle = LiveLaboratory(SMALL, title="A run", caption="Look.").run(1200)._repr_mimebundle_()
        assert (
            'alt="Ring of 8 after 1,200 training steps: 400 fakes (triangles) over 400 real points (circles), before '
            'the discriminator&#x27;s opinion of every place."'
        ) in bundle["text/html"]
        assert "<b>A run</b>" in bundle["text/html"] and len(bundle["image/png"]) > 5000

    def test_the_twin_s_picture_has_points_and_opinion(self):
        pixels = np.array(LiveLaboratory(SMALL)._poster())
        assert pixels.shape == (420, 420, 3)
        for colour in ((0, 114, 178), (213, 94, 0)):
            assert (np.abs(pixels.astype(int) - colour).max(2) < 20).sum() > 100
        bare = np.array(LiveLaboratory(SMALL, layers=["real"])._poster())
        assert (bare[0, 0] == ImageColor.getrgb(LIGHT.opinionHalf)).all()

    @pytest.mark.parametrize("thing", ["ring of 8", 3, models.MLPGenerator(2)])
    def test_something_else_is_refused(self, thing):
        with pytest.raises(TypeError, match="shows a Laboratory or a Recipe, not"):
            LiveLaboratory(thing)

    def test_layers_have_names(self):
        with pytest.raises(traitlets.TraitError):
            LiveLaboratory(SMALL, layers=["heat"])

    def test_a_view_gets_what_stays_and_then_a_frame(self, shown):
        widget, browser = shown(Recipe(data="two gaussians"))
        browser.says("hello", view="a")
        assert [content["kind"] for content, _ in browser.messages] == ["setup", "frame"]
        setup = browser.setup
        assert setup["recipe"] == str(widget.recipe) and setup["values"]["data"] == "two gaussians"
        assert setup["marks"]["generator"] == pytest.approx(0.6931, abs=1e-4)
        assert setup["marks"]["floor"] == widget.laboratory.floor
        assert setup["modes"] == 2 and not setup["critic"] and len(setup["plan"]) == 10

    def test_layers_are_sent_when_they_are_on(self, shown):
        widget, browser = shown(layers=["real"])
        widget.step()
        assert set(browser.frame["parts"]) == {"losses", "measures", "opinion"}, "for the line, which is always there"
        widget.layers = list(module.LAYERS)
        assert set(browser.frame["parts"]) == {
            "fake", "opinion", "optimum", "manifold", "arrows", "losses", "measures"
        }  # fmt: skip
        assert browser.part("manifold").shape == (21, 21, 2)
        browser.says("change", name="averaging", value="0.9")
        widget.step(3)
        assert "averaged" in browser.frame["parts"] and (browser.part("averaged") != browser.part("fake")).any()

    def test_points_are_scaled_to_the_region(self, shown):
        widget, browser = shown()
        browser.says("hello", view="a")
        real = np.frombuffer(browser.messages[0][1][0], np.float32).reshape(-1, 2)
        left, right, *_ = widget.laboratory.points.region
        np.testing.assert_allclose(real, widget.laboratory.real / ((right - left) / 2), atol=1e-5)
        np.testing.assert_allclose(browser.part("fake"), widget.laboratory.fake / ((right - left) / 2), atol=1e-5)

    def test_arrows_are_slopes_per_half_of_the_plane(self, shown):
        widget, browser = shown(layers=["arrows"])
        widget.step()
        left, right, *_ = widget.laboratory.points.region
        expected = widget.laboratory.arrows().descents * (right - left) / 2
        np.testing.assert_allclose(browser.part("arrows")[:, 2:], expected, rtol=1e-5)

    def test_a_slope_and_a_corner_by_hand(self, shown):
        """The square is from -2 to 2, so one unit on the page is 2. All fakes are in (1, -0.5), and D = 2x - y."""
        square = Points("known", torch.zeros(4, 2), (-2.0, 2.0, -2.0, 2.0))
        fakes = Places(lambda latents: torch.tensor([1.0, -0.5]).expand(len(latents), 2))
        slope = Outputs(lambda points: 2 * points[:, 0] - points[:, 1])
        laboratory = Laboratory(SMALL.but("loss", "hinge"), data=square, generator=fakes, discriminator=slope)
        widget, browser = shown(laboratory, layers=["fake", "arrows", "opinion"])
        widget._show_all()
        assert (browser.part("fake") == [0.5, -0.25]).all()
        assert (browser.part("arrows") == [0.5, -0.25, 2 * 2, -1 * 2]).all()
        opinion = browser.part("opinion")  # from the bottom left: 255 where D is above 1, below the diagonal
        assert opinion[0, -1] == opinion[0, 24] == 255 and opinion[-1, 0] == opinion[24, 0] == 0

    def test_curves(self, shown):
        widget, browser = shown()
        widget.run(110)
        steps, generator, discriminator = widget.laboratory.losses()
        np.testing.assert_allclose(browser.part("losses"), [steps, discriminator, generator], rtol=1e-6)
        assert browser.part("measures")[0].tolist() == [0, 20, 40, 60, 80, 100]
        assert browser.frame["now"]["modes"] == widget.laboratory.measure().modes

    def test_what_is_not_a_number_is_null(self, shown):
        widget, browser = shown(Recipe(data="moons", loss="wasserstein"))
        widget.step()
        assert browser.frame["now"]["modes"] is None and browser.frame["now"]["accuracy"] is None

    def test_a_generator_gone_wild_can_be_shown(self, shown):
        widget, browser = shown(layers=["fake", "manifold"])
        with torch.no_grad():
            next(widget.laboratory.generator.parameters()).fill_(float("nan"))
        widget._show(curves=False, shading=False, flow=False)
        assert (browser.part("fake") == 99).all() and widget._poster().size == (420, 420)

    def test_what_a_sub_step_did_is_said(self, shown):
        widget, browser = shown()
        said = []
        for _ in range(10):
            browser.says("forward")
            said.append(browser.frame["report"])
        assert said[0]["facts"] == ["real: 16 × 2 numbers", "latents: 16 × 2 numbers", "fake: 16 × 2 numbers"]
        assert said[2]["facts"][0].startswith("loss = 1.")
        assert said[3]["facts"][0] == "no new gradient for the generator"
        assert said[4]["facts"][0] == "the generator stayed as it was"
        assert said[4]["facts"][1].startswith("the discriminator's weights moved by 0.")
        assert said[8]["facts"][1].endswith("which its own zero_grad() will clear")
        assert said[8]["why"].startswith("zero_grad() empties his .grad; then the gradient flows back through her")
        assert browser.frame["step"] == 1


class TestWishes:
    def test_every_button(self, shown):
        widget, browser = shown()
        same = Laboratory(SMALL)
        for kind, does in (
            ("step", same.step),
            ("discriminator", same.step_discriminator),
            ("generator", same.step_generator),
            ("forward", same.sub_step),
            ("forward", same.sub_step),
            ("back", same.sub_step_back),
            ("step", same.step),
        ):
            browser.says(kind)
            does()
            frame = browser.frame
            assert (frame["step"], frame["position"]) == (same.number, same.position)
            assert torch.equal(weights(widget.laboratory), weights(same))
        browser.says("rewind", step=2)
        assert (browser.frame["step"], browser.frame["furthest"]) == (2, 4)
        browser.says("rewind", step=99)
        assert browser.frame["step"] == 4, "a slider that lags behind is taken as far as it goes"

    @pytest.mark.parametrize("player", ["generator", "discriminator"])
    def test_the_button_of_a_player_moves_that_player_alone(self, shown, player):
        widget, browser = shown()
        players = {"generator": widget.laboratory.generator, "discriminator": widget.laboratory.discriminator}
        before = {name: parameters_to_vector(network.parameters()) for name, network in players.items()}
        browser.says(player)
        moved = [name for name in players if not parameters_to_vector(players[name].parameters()).equal(before[name])]
        assert moved == [player]

    def test_before_the_beginning(self, shown):
        _, browser = shown()
        browser.says("back")
        assert browser.frame["message"] == "this is the beginning: there is no sub-step before it"
        browser.says("step")
        assert browser.frame["message"] == ""

    @pytest.mark.parametrize(
        ("name", "value", "recipe"),
        [
            ("data", "moons", SMALL.but("data", "moons")),
            ("latent_size", "4", SMALL.but("latent_size", 4)),
            ("generator_width", "16", SMALL.but("generator_width", 16)),
            ("seed", " 7", SMALL.but("seed", 7)),
        ],
    )
    def test_another_network_or_other_data_begin_a_new_run(self, shown, name, value, recipe):
        widget, browser = shown()
        widget.run(5)
        browser.says("change", name=name, value=value)
        assert widget.recipe == recipe and widget.laboratory.number == 0
        assert browser.setup["recipe"] == str(recipe) and browser.frame["step"] == 0

    def test_what_may_change_on_the_way_acts_from_the_next_step_on(self, shown):
        widget, browser = shown()
        widget.run(5)
        browser.says("change", name="generator_rate", value="1e-2")
        assert (
            browser.frame["step"] == 5 and browser.setup["same"] and browser.setup["values"]["generator_rate"] == 0.01
        )
        widget.run(3)
        browser.says("change", name="batch", value="32")
        assert browser.frame["changes"] == [
            {"step": 5, "words": "generator's rate 0.01"},
            {"step": 8, "words": "batch 32"},
        ]
        assert browser.setup["recipe"].endswith("from 5: generator rate 0.01; from 8: batch 32")
        widget.run(4)
        same = Laboratory(Recipe.parse(browser.setup["recipe"])).run(12)
        assert torch.equal(weights(widget.laboratory), weights(same)), "the text gives the same run"
        browser.says("rewind", step=4)
        assert browser.setup["values"]["generator_rate"] == 0.001, "before the mark the old value is back"
        browser.says("rewind", step=6)
        values = browser.setup["values"]
        assert (values["generator_rate"], values["batch"]) == (0.01, 16)

    def test_a_run_goes_on_while_something_is_changed(self, shown):
        widget, browser = shown()
        browser.says("start")
        wait_until(lambda: widget.laboratory.number > 5)
        browser.says("change", name="loss", value="hinge")
        assert widget.running and widget.laboratory.in_force.loss == "hinge"
        browser.says("change", name="batch", value="none")
        assert widget.running and browser.frame["message"].startswith("the batch must be a whole number")
        assert browser.frame["field"] == "batch"
        browser.says("pause")
        [change] = browser.frame["changes"]
        assert change["words"] == "loss hinge" and 0 < change["step"] <= widget.laboratory.number

    def test_the_run_before_a_new_one_can_be_had_back(self, shown):
        widget, browser = shown()
        browser.says("undo")
        assert browser.frame["message"] == "there is no run before this one" and browser.frame["before"] is None
        widget.run(7)
        before = weights(widget.laboratory).clone()
        browser.says("change", name="seed", value="3")
        assert browser.frame["before"] == {"step": 7, "because": "seed 3"}
        browser.says("change", name="data", value="moons")  # one that has not come anywhere is not kept
        assert browser.frame["before"] == {"step": 7, "because": "data moons, seed 3"}
        widget.run(2)
        browser.says("undo")
        assert widget.recipe == SMALL and browser.frame["step"] == 7
        assert torch.equal(weights(widget.laboratory), before)
        browser.says("undo")
        assert widget.recipe.data == "moons" and browser.frame["step"] == 2

    def test_the_run_before_comes_back_to_networks_that_were_handed_over(self, shown):
        generator = models.MLPGenerator(2, (2,), (8,))
        widget, browser = shown(Laboratory(SMALL, generator=generator))
        widget.run(6)
        before = weights(widget.laboratory).clone()
        browser.says("change", name="seed", value="3")
        widget.run(2)
        browser.says("undo")
        assert torch.equal(weights(widget.laboratory), before) and widget.laboratory.generator is generator

    def test_the_road_not_taken_is_kept(self, shown):
        widget, browser = shown()
        widget.run(10)
        there = weights(widget.laboratory).clone()
        assert browser.frame["other"] is None
        browser.says("rewind", step=4)
        browser.says("change", name="generator_rate", value="0.1")
        browser.says("step")
        assert browser.frame["other"] == {"fork": 4, "furthest": 10, "dropped": False}
        browser.says("switch")
        assert browser.frame["step"] == 10 and torch.equal(weights(widget.laboratory), there)
        assert browser.frame["other"] == {"fork": 4, "furthest": 5, "dropped": False} and not browser.frame["changes"]

    def test_a_third_road_drops_one_and_says_so(self, shown):
        widget, browser = shown()
        widget.run(10)
        for rate in ("0.1", "0.2"):
            browser.says("rewind", step=4)
            browser.says("change", name="generator_rate", value=rate)
            browser.says("step")
        assert browser.frame["other"]["dropped"]

    def test_a_place_is_read_off_while_a_run_goes_on(self, shown):
        """The square is from -2 to 2, and D(x) is the logistic function of 2x - y."""
        square = Points("known", torch.zeros(4, 2), (-2.0, 2.0, -2.0, 2.0))
        slope = Outputs(lambda points: 2 * points[:, 0] - points[:, 1])
        widget, browser = shown(Laboratory(SMALL, data=square, discriminator=slope))
        widget.start()
        browser.says("read", x=0.5, y=0.25)  # (1, 0.5): the logit is 1.5
        reading = [content for content, _ in browser.messages if content["kind"] == "reading"][-1]
        opinion = 1 / (1 + np.exp(-1.5))
        assert (reading["x"], reading["y"]) == (1.0, 0.5) and widget.running
        assert reading["opinion"] == pytest.approx(opinion, abs=1e-5)
        assert reading["slope"] == pytest.approx([2 * opinion * (1 - opinion), -opinion * (1 - opinion)], abs=1e-5)

    def test_a_place_among_data_of_one_s_own_is_read_off_in_their_units(self, shown):
        far = 50 + 10 * torch.randn(200, 2, generator=torch.Generator().manual_seed(0))
        widget, browser = shown(Laboratory(SMALL, data=far))
        browser.says("read", x=0, y=0)
        reading = browser.messages[-1][0]
        left, right, bottom, top = widget.laboratory.points.region
        assert (reading["x"], reading["y"]) == pytest.approx(((left + right) / 2, (bottom + top) / 2))
        before = reading["opinion"]
        browser.says("read", x=0.02, y=0)
        after = browser.messages[-1][0]
        rise = (after["opinion"] - before) / (after["x"] - reading["x"])
        assert reading["slope"][0] == pytest.approx(rise, rel=0.2)

    def test_a_starting_point_is_opened(self, shown):
        widget, browser = shown()
        browser.says("hello", view="a")
        groups = {(start["group"], start["name"]) for start in browser.setup["starts"]}
        assert ("failures", "collapse") in groups and ("settled", "moons") in groups
        assert all(start["sentence"] and start["question"].endswith("?") for start in browser.setup["starts"])
        widget.run(3)
        browser.says("open", group="failures", name="collapse")
        assert widget.recipe == STARTS["collapse"].recipe and browser.frame["step"] == 0
        assert widget.laboratory.measure().modes <= 3, "it is there at once"
        assert browser.frame["before"]["step"] == 3 and widget.layers == ["real", "fake", "opinion"]
        assert browser.frame["before"]["because"].startswith("started from collapse, ")
        assert browser.frame["before"]["because"].endswith(" more"), "not all that is different"
        browser.says("open", group="settled", name="moons")
        assert widget.recipe == SETTLED["moons"] and widget.layers == ["real", "averaged", "opinion"]
        browser.says("open", group="failures", name="swinging")
        assert widget.layers == ["real", "fake", "opinion"]

    def test_rows_that_are_pasted_become_the_data(self, shown):
        widget, browser = shown()
        browser.says("rows", text="x;y\n49,5;51\n50;48\n51;50,5")
        assert browser.setup["values"]["data"] == "held" and browser.setup["name"] == "My points"
        np.testing.assert_allclose(widget.laboratory.real, [[49.5, 51], [50, 48], [51, 50.5]], atol=1e-3)
        left, right, bottom, top = browser.setup["region"]
        assert left < 49.5 < 51 < right and bottom < 48 < 51 < top, "in their own units"
        assert Recipe.parse(browser.setup["recipe"]).data == widget.recipe.data, "the recipe holds them"
        browser.says("rows", text="1, 2\nthree, 4")
        assert browser.frame["field"] == "rows" and browser.frame["message"].startswith("line 2 should be two numbers")
        assert len(widget.laboratory.points) == 3

    def test_many_rows_stay_beside_the_recipe(self, shown):
        widget, browser = shown()
        browser.says("rows", text="\n".join(f"{k}, {k % 7}" for k in range(1500)))
        assert widget.laboratory.own == ["data"] and len(widget.laboratory.points) == 1500
        browser.says("change", name="seed", value="4")
        assert widget.laboratory.own == ["data"], "they stay when something else changes"
        browser.says("change", name="data", value="moons")
        assert widget.laboratory.own == [] and widget.recipe.data == "moons"

    @pytest.mark.parametrize(
        ("name", "value", "said"),
        [
            ("seed", "x", "the seed must be a whole number from 0 to 2,147,483,647, not 'x'"),
            ("generator_rate", "-1", "the generator's rate must be a number from 0 to 10, not -1.0"),
            ("discriminator_rate", "nan", "the discriminator's rate must be a number from 0 to 10, not nan"),
            ("speed", "9", "the value to change must be one of data"),
        ],
    )
    def test_a_change_that_cannot_be_is_said(self, shown, name, value, said):
        widget, browser = shown()
        widget.run(5)
        browser.says("change", name=name, value=value)
        assert browser.frame["message"].startswith(said) and browser.frame["field"] == name
        assert widget.recipe == SMALL and browser.frame["step"] == 5

    def test_a_text_gives_the_same_run(self, shown):
        widget, browser = shown()
        text = str(SMALL.but("seed", 5).but("loss", "saturating"))
        browser.says("text", text=text)
        widget.run(20)
        expected = Laboratory(Recipe.parse(text)).run(20)
        assert torch.equal(weights(widget.laboratory), weights(expected))
        browser.says("text", text="nonsense")
        assert "'nonsense' is no part of a recipe" in browser.frame["message"] and browser.frame["step"] == 20

    def test_a_drawing_becomes_the_data(self, shown):
        widget, browser = shown()
        points = [[0.5, -0.5], [1.5, 1.5], [-1.5, 0.0]]
        browser.says("draw", points=points)
        assert widget.recipe.data == drawing(points) and browser.setup["values"]["data"] == "held"
        np.testing.assert_allclose(widget.laboratory.real, points, atol=0.006)
        assert repr(widget) == "LiveLaboratory: Your drawing, step 0"
        browser.says("text", text=browser.setup["recipe"])
        assert widget.laboratory.real.shape == (3, 2)
        browser.says("draw", points=[])
        assert "shape" in browser.frame["message"]

    def test_what_was_handed_over_stays(self, shown):
        laboratory = Laboratory(SMALL, generator_step=training.generator_step, data=torch.randn(50, 2))
        widget, browser = shown(laboratory)
        browser.says("hello", view="a")
        assert browser.setup["own"] == ["generator_step"], "the recipe holds the data"
        browser.says("change", name="seed", value="3")
        assert widget.laboratory.own == ["generator_step"] and len(widget.laboratory.points) == 50

    def test_what_a_step_function_prints_lands_in_the_laboratory(self, shown, capsys):
        def talkative(*given):
            print("her loss:", laboratory.number if laboratory.number < 1000 else "many")
            return training.discriminator_step(*given)

        laboratory = Laboratory(SMALL, discriminator_step=talkative)
        widget, browser = shown(laboratory)
        assert capsys.readouterr().out == ""  # no step was taken
        browser.says("hello", view="a")
        for _ in range(5):
            browser.says("step")
        assert browser.frame["printed"] == ["her loss: 2", "her loss: 3", "her loss: 4"]
        browser.says("start")
        wait_until(lambda: browser.says("painted", frame=browser.frame["frame"]) or widget.laboratory.number > 20)
        print("a cell's own")
        browser.says("pause")
        assert len(browser.frame["printed"]) == 3 and browser.frame["printed"][0].startswith("her loss: ")
        assert capsys.readouterr().out == "a cell's own\n", "nothing else leaked, and nothing was taken away"
        widget.run(1)  # from a cell, whose output it is
        assert capsys.readouterr().out.startswith("her loss: ")

    def test_begin_from_python(self, shown):
        widget, browser = shown()
        widget.run(3)
        widget.begin(SMALL.but("seed", 8))
        assert widget.recipe.seed == 8 and browser.setup["values"]["seed"] == 8


class TestLive:
    def test_run_and_pause(self, shown):
        widget, browser = shown()
        browser.says("hello", view="a")
        browser.says("start")
        assert widget.running and browser.frame["running"]
        wait_until(lambda: browser.says("painted", frame=browser.frame["frame"]) or widget.laboratory.number > 50)
        browser.says("pause")
        assert not browser.frame["running"] and browser.frame["step"] == widget.laboratory.number
        assert not threads() and "now" in browser.frame
        expected = Laboratory(SMALL).run(widget.laboratory.number)
        assert torch.equal(weights(widget.laboratory), weights(expected))

    def test_no_more_frames_than_are_painted(self, shown, monkeypatch):
        monkeypatch.setattr(module, "SILENT", 60)
        widget, browser = shown()
        widget.start()
        painted = widget._painted
        wait_until(lambda: widget._sent == painted + module.AHEAD)
        last = widget.laboratory.number
        wait_until(lambda: widget.laboratory.number > last + 60)  # time for a frame more
        assert widget._sent == painted + module.AHEAD
        browser.says("painted", frame=painted + 2)
        wait_until(lambda: widget._sent == painted + 2 + module.AHEAD)

    @pytest.mark.parametrize(("seconds", "shaded"), [(60, 2), (0, 8)])
    def test_shading_comes_less_often_than_points(self, shown, monkeypatch, seconds, shaded):
        monkeypatch.setattr(module, "SILENT", 60)
        monkeypatch.setitem(module.EVERY, "shading", seconds)
        widget, browser = shown()
        widget.start()
        wait_until(lambda: len(browser.messages) >= 8)
        widget.pause()
        flowing = [content for content, _ in browser.messages if content["running"]][:8]  # one is of the start itself
        assert all("fake" in frame["parts"] for frame in flowing)
        assert sum("opinion" in frame["parts"] for frame in flowing) == shaded
        assert "opinion" in browser.frame["parts"] and not browser.frame["running"]

    def test_whoever_asks_for_reduced_motion_gets_two_frames_a_second(self, shown):
        widget, browser = shown()
        for calm, most in ((True, 4), (False, module.AHEAD)):
            before = widget._sent
            browser.says("start", calm=calm)
            time.sleep(1)
            assert 2 <= widget._sent - before <= most + 1  # one is of the start itself
            browser.says("pause")

    @pytest.mark.parametrize("pace", ["full", "slow"])
    def test_it_pauses_when_nobody_paints(self, shown, monkeypatch, pace):
        monkeypatch.setattr(module, "SILENT", 0.2)
        widget, browser = shown()
        browser.says("pace", pace=pace)
        widget.start()
        wait_until(lambda: not widget.running, seconds=2)  # sooner than a slow run sends as many frames as it may
        assert widget.message == "paused because nobody was looking"
        wait_until(lambda: browser.frame["message"] == widget.message)

    def test_it_pauses_when_the_last_view_goes(self, shown):
        widget, browser = shown()
        browser.says("hello", view="a")
        browser.says("hello", view="b")
        browser.says("start")
        browser.says("bye", view="a")
        assert widget.running
        browser.says("bye", view="b")
        assert not widget.running and widget.message == "paused because nobody was looking"

    def test_another_laboratory_pauses_it(self, shown):
        widget, _ = shown()
        widget.start()
        shown()
        assert not widget.running and widget.message == "paused because another laboratory was opened"

    def test_ten_opened_and_closed_leave_no_thread(self):
        for _ in range(10):
            widget = LiveLaboratory(SMALL)
            widget.start()
            widget.close()
        assert not threads()

    def test_a_press_on_run_that_is_heard_after_the_end_starts_nothing(self):
        widget = LiveLaboratory(SMALL)
        widget.close()
        widget.start()
        assert not widget.running and not threads()

    def test_the_garbage_collector_may_close_a_laboratory_while_another_starts(self):
        def collect():
            with Live._starting:
                gc.collect()

        widget = LiveLaboratory(SMALL)
        widget.close()
        gone = weakref.ref(widget)
        gc.disable()
        try:
            del widget
            assert gone() is not None, "it should wait for the collector"
            # A thread of its own, so that a deadlock fails the test and does not hang it.
            collecting = threading.Thread(target=collect, daemon=True)
            collecting.start()
            collecting.join(20)
        finally:
            gc.enable()
        assert not collecting.is_alive() and gone() is None

    def test_running_the_cell_again_closes_what_it_made_before(self, monkeypatch):
        class Kernel:
            execution = "1"

            def get_parent(self, channel):
                return {"metadata": {"cellId": "c"}, "header": {"msg_id": self.execution}}

        class Shell:
            kernel = Kernel()

        monkeypatch.setattr(module, "get_ipython", Shell)
        first, second = LiveLaboratory(SMALL), LiveLaboratory(SMALL)
        second.start()
        assert first.comm is not None, "one cell may make several"
        Kernel.execution = "2"
        third = LiveLaboratory(SMALL)
        assert first.comm is None and second.comm is None and third.comm is not None and not threads()

    def test_a_change_of_pace(self, shown):
        widget, browser = shown()
        browser.says("pace", pace="sub-steps")
        browser.says("start")
        wait_until(lambda: widget.laboratory.position > 0)
        browser.says("pause")
        assert browser.frame["report"]["name"] == "sample"
        browser.says("change", name="seed", value="1")
        assert widget._live.pace is module.PACES["sub-steps"], "a new run keeps the pace"

    def test_another_pace_ends_a_rest(self, shown):
        widget, browser = shown()
        browser.says("pace", pace="sub-steps, to read")
        browser.says("start")
        wait_until(lambda: widget.laboratory.position == 1)
        browser.says("pace", pace="full")
        wait_until(lambda: widget.laboratory.number > 2, seconds=4)  # less than the rest that had begun
        browser.says("pause")

    def test_rests_between_sub_steps_are_no_silence(self, shown, monkeypatch):
        monkeypatch.setattr(module, "SILENT", 0.3)
        monkeypatch.setattr(module.Pace, "rest", property(lambda pace: 0.5))
        widget, browser = shown()
        browser.says("pace", pace="sub-steps, to read")
        browser.says("start")
        painted = [0]

        def paints():
            if browser.frame["frame"] > painted[0]:  # a page is silent while nothing comes
                painted[0] = browser.frame["frame"]
                browser.says("painted", frame=painted[0])
            return widget.laboratory.position >= 3

        wait_until(paints)
        assert widget.running
        browser.says("pause")

    def test_the_graph_is_sent_while_somebody_looks_at_it(self, shown):
        widget, browser = shown()
        browser.says("hello", view="a")
        widget.step()
        assert browser.frame["flow"] is None and "manifold" not in browser.frame["parts"]
        browser.says("tab", view="a", tab="graph")
        widget.step()
        assert browser.frame["flow"]["player"] is None and "manifold" in browser.frame["parts"]
        browser.says("tab", view="a", tab="recipe")
        widget.step()
        assert browser.frame["flow"] is None
        browser.says("forward")
        assert browser.frame["flow"]["name"] == "sample", "the plane shows the batch of a sub-step"


class TestEnds:
    def test_run_raises_and_says(self, shown):
        widget, browser = shown(DIVERGING)
        with pytest.raises(Diverged):
            widget.run(500)
        assert "so the run stops before it" in browser.frame["message"] and isinstance(widget.error, Diverged)
        widget.rewind(0)
        assert widget.message == "" and widget.error is None and browser.frame["step"] == 0

    def test_nan_in_a_live_run_is_said(self, shown):
        widget, browser = shown(DIVERGING)
        widget.start()
        wait_until(lambda: widget.error is not None and not browser.frame["running"])
        assert "so the run stops before it" in browser.frame["message"]

    def test_an_error_in_a_loss_of_ones_own_is_said_at_every_button(self, shown):
        def failing(outputs):
            raise ZeroDivisionError("by hand")

        widget, browser = shown(Laboratory(SMALL, generator_loss=failing), layers=["fake"])
        browser.says("step")
        assert browser.frame["message"] == "ZeroDivisionError: by hand" and browser.frame["step"] == 0
        assert isinstance(widget.error, ZeroDivisionError)
        browser.says("start")
        wait_until(lambda: browser.frame["message"] == "ZeroDivisionError: by hand" and not browser.frame["running"])

    def test_a_layer_that_fails_is_said_and_left_out(self, shown):
        calls = []

        def failing(outputs):
            calls.append(1)
            if len(calls) > 3:
                raise ZeroDivisionError("by hand")
            return losses.nonsaturating_generator_loss(outputs)

        widget, browser = shown(Laboratory(SMALL, generator_loss=failing), layers=["fake", "arrows"])
        for _ in range(4):
            browser.says("step")
        assert "arrows" not in browser.frame["parts"] and "fake" in browser.frame["parts"]
        assert "by hand" in browser.frame["message"]
