"""The laboratory: one recipe, one run, however one gets there; layers that only look; ends that are said in words."""

import gc
import math
import threading
import time
import weakref

import numpy as np
import pytest
import torch

from gan_lesson import losses, models, plane, training
from gan_lesson.evaluation import metrics
from gan_lesson.laboratory import (
    DATA,
    LATENTS,
    OPTIMISERS,
    RULES,
    Diverged,
    Laboratory,
    Live,
    Pace,
    Recipe,
    drawing,
    layers,
)
from gan_lesson.laboratory.data import drawn_points
from gan_lesson.laboratory.keeping import Thinned
from gan_lesson.training import copied

SMALL = Recipe(generator_layers=1, generator_width=8, discriminator_layers=1, discriminator_width=8, batch=16)


def weights(laboratory):
    networks = laboratory.generator, laboratory.discriminator
    return torch.cat([p.detach().flatten() for network in networks for p in network.parameters()])


def after(steps, recipe=SMALL, **own):
    return weights(Laboratory(recipe, **own).run(steps))


def same(laboratory, expected):
    return torch.equal(weights(laboratory), expected)


class TestRecipe:
    @pytest.mark.parametrize(
        "recipe",
        [
            Recipe(),
            SMALL,
            Recipe(data="grid of 25", latent_size=5, latents="uniform", loss="least squares", optimiser="sgd", seed=9),
            Recipe(generator_rate=1e-05, discriminator_rate=0.1 + 0.2, generator_steps=3, discriminator_steps=5),
            Recipe(data=drawing([[0.1, -0.2], [1.5, -1.5]])),
        ],
    )
    def test_text_and_back(self, recipe):
        assert Recipe.parse(str(recipe)) == recipe
        assert str(Recipe.parse(str(recipe))) == str(recipe)

    def test_the_text_is_short_and_readable(self):
        assert str(Recipe()) == (
            "data: ring of 8; latents: 2 normal; generator: 3 x 64, rate 0.001, steps 1; "
            "discriminator: 3 x 64, rate 0.001, steps 1; loss: non-saturating; optimiser: adam; batch: 128; seed: 0"
        )

    def test_parts_in_any_order_on_lines_in_capitals_and_left_out(self):
        found = Recipe.parse("\nSeed: 3\nLOSS: Hinge;  generator: 2x8 \n")
        assert found == Recipe(seed=3, loss="hinge", generator_layers=2, generator_width=8)

    @pytest.mark.parametrize(
        ("text", "said"),
        [
            ("", "empty"),
            ("hello", "'hello' is no part of a recipe"),
            ("optimizer: adam", "'optimizer: adam' is no part"),
            ("seed: 1; seed: 2", "two parts called seed"),
            ("seed: one", "seed should look like '0', not 'one'"),
            ("latents: 2", "latents should look like '2 normal'"),
            ("generator: 3 x 64, speed 2", "generator should look like"),
            ("loss: cross entropy", "loss must be one of saturating, non-saturating"),
            ("data: cube", "data must be one of line, two gaussians"),
            ("data: drawn AA", "points in this recipe are damaged"),
            ("data: drawn ???", "points in this recipe are damaged"),
            ("generator: 9 x 64", "the generator's layers must be a whole number from 1 to 6, not 9"),
            ("discriminator: 3 x 64, rate 11", "the discriminator's rate must be a number from 0 to 10, not 11.0"),
            ("batch: 0", "the batch must be a whole number from 1 to 1,024, not 0"),
        ],
    )
    def test_a_bad_text_gets_one_sentence(self, text, said):
        with pytest.raises(ValueError) as caught:
            Recipe.parse(text)
        assert said in str(caught.value) and "\n" not in str(caught.value)

    @pytest.mark.parametrize(
        "change", [{"batch": 1.5}, {"batch": True}, {"seed": -1}, {"generator_rate": math.nan}, {"latents": "cauchy"}]
    )
    def test_values_out_of_range_are_refused(self, change):
        with pytest.raises(ValueError, match="must be"):
            Recipe(**change)

    def test_one_value_changed(self):
        assert SMALL.but("batch", 32).batch == 32
        with pytest.raises(ValueError, match="the value to change must be one of data, latent_size"):
            SMALL.but("speed", 3)

    def test_a_drawing_keeps_its_points_to_a_256th(self):
        points = torch.rand(100, 2, generator=torch.Generator().manual_seed(0)) * 3 - 1.5
        assert (drawn_points(drawing(points)) - points).abs().max() <= 1.5 / 255 + 1e-6

    @pytest.mark.parametrize("points", [np.zeros((1001, 2)), [[0, 1.6]], [[0, math.nan]], [1, 2]])
    def test_what_cannot_be_drawn(self, points):
        with pytest.raises(ValueError):
            drawing(points)

    @pytest.mark.parametrize("name", DATA)
    def test_every_data_set_follows_the_seed(self, name):
        first, again, other = (Recipe(data=name, seed=seed).points() for seed in (0, 0, 1))
        assert torch.equal(first.data, again.data) and not torch.equal(first.data, other.data)
        left, right, bottom, top = first.region
        x, y = first.data.T
        assert left < x.min() and x.max() < right and bottom < y.min() and y.max() < top

    def test_making_networks_leaves_the_global_random_state_alone(self):
        before = torch.get_rng_state()
        first, second = SMALL.networks(1.0), SMALL.networks(1.0)
        assert torch.equal(torch.get_rng_state(), before)
        for one, other in zip(first, second, strict=True):
            assert all(torch.equal(p, q) for p, q in zip(one.parameters(), other.parameters(), strict=True))


class TestOneRecipeOneRun:
    """Bit for bit."""

    @pytest.mark.parametrize(
        ("loss", "optimiser"),
        [*((loss, "adam") for loss in RULES), *(("wasserstein", name) for name in OPTIMISERS if name != "adam")],
    )
    def test_stepped_taken_apart_and_rewound(self, loss, optimiser):
        recipe = SMALL.but("loss", loss).but("optimiser", optimiser)
        expected = after(30, recipe)
        stepped = Laboratory(recipe)
        for _ in range(13):
            stepped.step()
        for _ in range(7 * 10 + 4):
            stepped.sub_step()
        assert (stepped.number, stepped.position) == (20, 4)
        for _ in range(27):
            stepped.sub_step_back()
        assert (stepped.number, stepped.position) == (17, 7)
        stepped.step(2)
        stepped.rewind(3)
        stepped.run(27)
        assert stepped.number == 30 and same(stepped, expected)

    def test_it_is_the_loop_of_the_training_module(self):
        expected = after(25)
        laboratory = Laboratory(SMALL)  # only for its untrained networks and its data
        generator, discriminator = laboratory.generator, laboratory.discriminator
        g_optimizer, d_optimizer = (OPTIMISERS["adam"](network, 0.001) for network in (generator, discriminator))
        random, data = torch.Generator().manual_seed(SMALL.seed + 1), laboratory.points.data
        for _ in range(25):
            real = data[torch.randint(len(data), (16,), generator=random)]
            with torch.no_grad():
                fake = generator(models.sample_latents(16, 2, random))
            training.discriminator_step(discriminator, real, fake, d_optimizer)
            training.generator_step(generator, discriminator, models.sample_latents(16, 2, random), g_optimizer)
        assert same(laboratory, expected)

    def test_step_functions_handed_over_do_the_same(self):
        own = {"generator_step": training.generator_step, "discriminator_step": training.discriminator_step}
        assert torch.equal(after(15, **own), after(15))

    def test_live_with_pauses(self):
        expected = after(200)
        live = Live(laboratory := Laboratory(SMALL))
        for _ in range(1000):
            live.start()
            time.sleep(0.01)
            live.pause()
            if laboratory.number >= 60:
                break
        assert laboratory.position == 0
        laboratory.rewind(60)
        assert same(laboratory.run(140), expected)

    @pytest.mark.parametrize("pace", [Pace.FULL, Pace.SLOW, Pace.SUB_STEPS])
    def test_live_at_any_pace(self, pace, monkeypatch):
        monkeypatch.setattr(Pace, "rest", 0.001)
        live = Live(laboratory := Laboratory(SMALL))
        live.pace = pace
        live.start()
        wait_until(lambda: laboratory.number >= 12)
        live.pause()
        laboratory.step()  # finishes what the sub-steps have begun
        assert same(laboratory, after(laboratory.number))

    def test_rewinding_between_restart_points_and_forward_again(self):
        laboratory = Laboratory(SMALL).run(47)
        at_47 = weights(laboratory)
        for step in (23, 40, 0, 7):  # there are restart points of the steps 0, 20 and 40
            laboratory.rewind(step)
            assert same(laboratory, after(step)) and laboratory.furthest == 47
        laboratory.rewind(47)
        assert same(laboratory, at_47)

    def test_what_lies_ahead_is_forgotten_when_training_goes_on(self):
        laboratory = Laboratory(SMALL).run(120)
        laboratory.rewind(35)
        assert laboratory.losses()[0][-1] == 120
        laboratory.step_generator()
        assert laboratory.furthest == 36 and laboratory.losses()[0].tolist()[-2:] == [35, 36]
        assert laboratory.measures()[0].tolist() == [0, 20]
        with pytest.raises(ValueError, match="any step from 0 to 36, not to 120"):
            laboratory.rewind(120)

    def test_steps_of_one_player_are_replayed_as_such(self):
        laboratory = Laboratory(SMALL).run(5)
        laboratory.step_discriminator()
        laboratory.step_generator()
        laboratory.run(3)
        expected = weights(laboratory)
        laboratory.rewind(2)
        laboratory.rewind(10)
        assert same(laboratory, expected)
        for _ in range(40):
            laboratory.sub_step_back()
        assert (laboratory.number, laboratory.position) == (5, 0), "three steps of ten and two of five"

    def test_a_restart_point_keeps_gradients_for_a_step_function_without_zero_grad(self):
        def careless(generator, discriminator, latents, optimizer):
            loss = losses.nonsaturating_generator_loss(discriminator(generator(latents)))
            loss.backward()
            optimizer.step()
            return loss

        expected = after(54, generator_step=careless)
        assert not torch.equal(expected, after(54))
        laboratory = Laboratory(SMALL, generator_step=careless).run(47)
        laboratory.rewind(43)  # by way of the restart point of step 40
        assert same(laboratory.run(11), expected)

    def test_random_numbers_of_ones_own_are_repeated_and_others_left_alone(self):
        class Noisy(models.MLPDiscriminator):
            def forward(self, points):
                return super().forward(points + 0.1 * torch.randn(points.shape) * self.training)

        def laboratory():
            with torch.random.fork_rng():
                torch.manual_seed(7)
                return Laboratory(SMALL, discriminator=Noisy(hidden=(8,)))

        expected = weights(laboratory().run(12))
        torch.manual_seed(123)
        before = torch.get_rng_state()
        other = laboratory().run(5)
        assert torch.equal(torch.get_rng_state(), before)
        torch.randn(100)
        other.run(7)
        other.rewind(4)
        assert same(other.run(8), expected)

    def test_looking_changes_nothing(self):
        laboratory = Laboratory(SMALL)
        modes = laboratory.generator.train(), laboratory.discriminator.train()
        for _ in range(10):
            laboratory.step()
            _ = laboratory.fake, laboratory.real, laboratory.now, laboratory.number
            laboratory.opinion(), laboratory.manifold(), laboratory.arrows(), laboratory.optimum(), laboratory.measure()
            laboratory.losses(), laboratory.measures()
        assert all(module.training for network in modes for module in network.modules())
        assert same(laboratory, after(10))

    def test_looking_leaves_gradients_alone(self):
        laboratory = Laboratory(SMALL)
        for _ in range(4):
            laboratory.sub_step()  # up to the discriminator's backward
        before = [p.grad.clone() for p in laboratory.discriminator.parameters()]
        laboratory.arrows(), laboratory.opinion()
        assert all(torch.equal(p.grad, g) for p, g in zip(laboratory.discriminator.parameters(), before, strict=True))


class TestSubSteps:
    def test_the_ten_of_them(self):
        laboratory = Laboratory(SMALL)
        assert laboratory.sub_steps == 10 and laboratory.now is None
        reports = [laboratory.sub_step() for _ in range(10)]
        names = ["sample", "forward", "loss", "backward", "update"]
        assert [report.sub_step.name for report in reports] == names * 2
        assert [report.sub_step.player for report in reports] == ["discriminator"] * 5 + ["generator"] * 5
        assert laboratory.number == 1 and laboratory.position == 0
        for index, report in enumerate(reports):
            assert (report.discriminator_moved > 0) == (index == 4)
            assert (report.generator_moved > 0) == (index == 9)
        sample, forward, loss, backward, _ = reports[:5]
        assert {name: tuple(tensor.shape) for name, tensor in sample.tensors.items()} == {
            "real": (16, 2), "latents": (16, 2), "fake": (16, 2)
        }  # fmt: skip
        assert forward.tensors["real_logits"].shape == forward.tensors["fake_logits"].shape == (16,)
        expected = losses.discriminator_loss(forward.tensors["real_logits"], forward.tensors["fake_logits"])
        assert loss.tensors["loss"] == expected
        assert loss.discriminator_gradient == 0 < backward.discriminator_gradient
        assert backward.generator_gradient == 0, "the fakes are detached"
        assert reports[8].generator_gradient > 0

    def test_back_gives_the_very_reports_again(self):
        laboratory = Laboratory(SMALL).run(2)
        there = [laboratory.sub_step() for _ in range(9)]
        back = [laboratory.sub_step_back() for _ in range(9)]
        assert back[-1] is None and laboratory.position == 0
        for went, came in zip(there[-2::-1], back[:-1], strict=True):
            assert went.sub_step == came.sub_step
            assert all(torch.equal(went.tensors[name], came.tensors[name]) for name in went.tensors)
            assert (went.generator_gradient, went.discriminator_gradient) == (
                came.generator_gradient, came.discriminator_gradient
            )  # fmt: skip
        report = laboratory.sub_step_back()
        assert (laboratory.number, laboratory.position, report.sub_step.name) == (1, 9, "backward")

    def test_there_is_a_beginning(self):
        laboratory = Laboratory(SMALL)
        with pytest.raises(ValueError, match="beginning"):
            laboratory.sub_step_back()
        laboratory.sub_step()
        assert laboratory.sub_step_back() is None and laboratory.number == 0

    def test_a_whole_step_spares_the_gradient_that_nobody_needs(self):
        """Both ways the weights are the same: only what waits in the discriminator's .grad is not."""
        whole, apart = Laboratory(SMALL).run(1), Laboratory(SMALL)
        waiting = []
        for _ in range(10):
            apart.sub_step()
            waiting.append(copied([weight.grad for weight in apart.discriminator.parameters()]))
        kept = [weight.grad for weight in whole.discriminator.parameters()]
        assert all(torch.equal(p, q) for p, q in zip(kept, waiting[4], strict=True)), "of her own turn"
        assert not all(torch.equal(p, q) for p, q in zip(kept, waiting[9], strict=True))
        assert torch.equal(weights(whole), weights(apart))

    def test_a_step_of_ones_own_that_clears_no_gradient_meets_all_of_it(self):
        def forgetful(discriminator, real, fake, optimizer):
            loss = losses.discriminator_loss(discriminator(real), discriminator(fake))
            loss.backward()
            optimizer.step()
            return loss

        whole, apart = (Laboratory(SMALL, discriminator_step=forgetful) for _ in range(2))
        whole.run(3)
        while apart.number < 3:
            apart.sub_step()
        assert torch.equal(weights(whole), weights(apart))

    def test_more_steps_a_player_make_more_sub_steps(self):
        recipe = SMALL.but("generator_steps", 2).but("discriminator_steps", 3)
        laboratory = Laboratory(recipe)
        players = [laboratory.sub_step().sub_step.player for _ in range(laboratory.sub_steps)]
        assert players == ["discriminator"] * 15 + ["generator"] * 10 and laboratory.number == 1

    def test_a_step_function_of_ones_own_is_one_sub_step(self):
        laboratory = Laboratory(SMALL, generator_step=training.generator_step)
        names = [laboratory.sub_step().sub_step.name for _ in range(laboratory.sub_steps)]
        assert names == ["sample", "forward", "loss", "backward", "update", "sample", "step"]

    def test_a_step_of_one_player_moves_one_player(self):
        laboratory = Laboratory(SMALL)
        for take, moves in ((laboratory.step_discriminator, 1), (laboratory.step_generator, 0)):
            before = [
                [p.clone() for p in network.parameters()]
                for network in (laboratory.generator, laboratory.discriminator)
            ]
            take()
            now = [list(network.parameters()) for network in (laboratory.generator, laboratory.discriminator)]
            changed = [
                any(not torch.equal(p, q) for p, q in zip(*pair, strict=True)) for pair in zip(before, now, strict=True)
            ]
            assert changed == [moves == 0, moves == 1]
        _, generator, discriminator = laboratory.losses()
        assert np.isnan(generator).tolist() == [True, False] and np.isnan(discriminator).tolist() == [False, True]


class TestLayers:
    def test_shapes(self):
        laboratory = Laboratory(SMALL).run(3)
        assert laboratory.real.shape == laboratory.fake.shape == (400, 2)
        assert laboratory.opinion().shape == laboratory.optimum().shape == (48, 48)
        assert laboratory.opinion().dtype == laboratory.optimum().dtype == np.uint8
        assert laboratory.manifold().shape == (21, 21, 2)
        assert [array.shape for array in laboratory.arrows(30)] == [(30, 2)] * 2

    @pytest.mark.parametrize("distribution", LATENTS)
    @pytest.mark.parametrize("size", [1, 2, 5])
    def test_a_grid_of_latents_with_equal_shares_between_its_lines(self, distribution, size):
        grid = layers.latent_grid(size, distribution)
        drawn = LATENTS[distribution](100_000, size, torch.Generator().manual_seed(0))
        ticks = grid[0, :, 0]
        counts = torch.histogram(drawn[:, 0], ticks).hist / len(drawn)
        torch.testing.assert_close(counts, torch.full_like(counts, 1 / len(ticks)), atol=0.003, rtol=0)
        assert grid.shape == ((1, 441, 1) if size == 1 else (21, 21, size))
        assert not grid[..., 2:].any()

    def test_the_manifold_is_what_the_generator_makes_of_the_grid(self):
        laboratory = Laboratory(SMALL).run(3)
        row, column = 4, 17
        latent = layers.latent_grid(2, "normal")[row, column]
        made = laboratory.generator(latent[None])[0].detach().numpy()
        np.testing.assert_allclose(laboratory.manifold()[row, column], made, rtol=1e-5)

    def test_the_heat_map_begins_at_the_bottom_left(self):
        class Right(torch.nn.Module):
            def forward(self, points):
                return 9 * points[:, 0]

        found = plane.opinion_of(Right(), (-1, 1, -1, 1))
        assert (found[:, 0] < 5).all() and (found[:, -1] > 250).all()

        class Top(torch.nn.Module):
            def forward(self, points):
                return 9 * points[:, 1]

        found = plane.opinion_of(Top(), (-1, 1, -1, 1))
        assert (found[0] < 5).all() and (found[-1] > 250).all()

    @pytest.mark.parametrize("loss", RULES)
    def test_arrows_are_of_the_loss_in_use(self, loss):
        """The chain rule by hand: minus dL/dl of the loss, known in closed form, times the slope of D."""
        laboratory = Laboratory(SMALL.but("loss", loss)).run(5)
        places, descents = laboratory.arrows(20)
        x = torch.tensor(places, requires_grad=True)
        outputs = laboratory.discriminator(x)
        (slope,) = torch.autograd.grad(outputs.sum(), x)
        outputs = outputs.detach()
        by_hand = {
            "saturating": -outputs.sigmoid(),
            "non-saturating": outputs.sigmoid() - 1,
            "least squares": outputs - 1,
            "hinge": -torch.ones(20),
            "wasserstein": -torch.ones(20),
        }[loss]
        np.testing.assert_allclose(descents, (-by_hand[:, None] * slope).numpy(), rtol=1e-4, atol=1e-7)

    def test_arrows_of_a_loss_of_ones_own(self):
        laboratory = Laboratory(SMALL, generator_loss=lambda outputs: -3 * outputs.mean())
        plain = Laboratory(SMALL.but("loss", "hinge"))
        np.testing.assert_allclose(laboratory.arrows().descents, 3 * plain.arrows().descents, rtol=1e-4)

    def test_following_the_arrows_lowers_the_loss(self):
        laboratory = Laboratory(Recipe()).run(60)
        places, descents = laboratory.arrows()
        loss = lambda points: laboratory.rules.generator_loss(laboratory.discriminator(torch.from_numpy(points)))  # noqa: E731
        assert loss(places + 0.001 * descents) < loss(places)

    def test_the_estimated_optimum_is_near_the_true_one(self):
        """Two Gaussians, whose densities and so p / (p + q) are known."""
        random = torch.Generator().manual_seed(0)
        deviation, region = 0.5, (-1.5, 1.5, -1.5, 1.5)
        centres = torch.tensor([[-0.4, 0.0], [0.4, 0.0]])
        real, fake = (centre + deviation * torch.randn(4000, 2, generator=random) for centre in centres)
        estimate = layers.estimated_optimum(real, fake, region, RULES["saturating"].optimum, 0.075) / 255
        grid = plane.cell_centres(region)
        p, q = (torch.exp(-((grid - centre) ** 2).sum(1) / (2 * deviation**2)) for centre in centres)
        truth = (p / (p + q)).view(48, 48).numpy()
        likely = (p + q).view(48, 48).numpy() > 0.3
        off = np.abs(estimate - truth)[likely]
        assert off.max() < 0.25 and off.mean() < 0.06

    def test_each_loss_has_its_own_optimum(self):
        p, q = torch.tensor([3.0, 1.0]), torch.tensor([1.0, 3.0])
        for loss in ("saturating", "non-saturating", "least squares"):
            assert RULES[loss].optimum(p, q).tolist() == [0.75, 0.25]
        assert RULES["hinge"].optimum(p, q).tolist() == [1, 0]
        assert Laboratory(SMALL.but("loss", "wasserstein")).optimum() is None

    @pytest.mark.parametrize("loss", RULES)
    def test_equilibrium_values_are_what_the_losses_give_there(self, loss):
        """With real = fake, over all constant outputs: the least discriminator loss, and the generator's there."""
        rules = RULES[loss]
        constants = torch.linspace(-3, 3, 601, dtype=torch.float64)
        paid = torch.stack([rules.discriminator_loss(c[None], c[None]) for c in constants])
        assert paid.min().item() == pytest.approx(rules.discriminator_equilibrium, abs=1e-9)
        best = constants[paid < paid.min() + 1e-9]
        if rules.generator_equilibrium is None:
            assert len(best) > 1, "many constants are as good"
        else:
            assert best.item() == pytest.approx(rules.undecided)
            assert rules.generator_loss(best).item() == pytest.approx(rules.generator_equilibrium)


class TestMeasures:
    def test_against_the_metrics_module(self):
        laboratory = Laboratory(SMALL.but("data", "grid of 25")).run(100)
        steps, found = laboratory.measures()
        assert steps.tolist() == [0, 20, 40, 60, 80, 100] and found[-1] == laboratory.measure()
        fake = layers.samples(laboratory.generator, laboratory._instruments._latents[:2000])
        real = laboratory.points.data[:2000].numpy()
        centres = laboratory.points.centres.numpy()
        assert found[-1].modes == metrics.mode_coverage(fake, centres, 0.025).covered
        assert found[-1].jensen_shannon == metrics.jensen_shannon(real, fake, laboratory.points.region)
        assert 0.3 < found[-1].accuracy <= 1

    def test_the_floor_is_real_against_real(self):
        laboratory = Laboratory(SMALL.but("data", "moons"))
        data = laboratory.points.data.numpy()
        assert laboratory.floor == metrics.jensen_shannon(data[:2000], data[2000:], laboratory.points.region)
        assert 0 < laboratory.floor < 0.1

    def test_what_is_not_known_is_nan(self):
        found = Laboratory(SMALL.but("data", "moons").but("loss", "wasserstein")).measure()
        assert math.isnan(found.modes) and math.isnan(found.accuracy) and found.jensen_shannon > 0

    def test_own_data(self):
        points = torch.randn(11, 2, generator=torch.Generator().manual_seed(0)) * 40
        laboratory = Laboratory(SMALL, data=points).run(3)
        assert laboratory.real.shape == (11, 2) and laboratory.fake.shape == (400, 2)
        assert Laboratory(SMALL, data=points[:1]).run(1).number == 1
        assert laboratory.again(laboratory.recipe.but("seed", 4)).real.shape == (11, 2)
        assert laboratory.again(laboratory.recipe.but("data", "line")).real.shape == (400, 2)


class TestThinned:
    def test_it_stays_small_and_even(self):
        kept = Thinned(10, 5)
        for step in range(1000):
            kept.keep(step, -step)
        assert len(kept) <= 10 and kept.steps == list(range(0, 1000, 160)) and kept.values[1] == -160

    def test_until_and_up_to(self):
        kept = Thinned(10)
        for step in range(4):
            kept.keep(step, str(step))
        assert kept.until(2) == (2, "2") and kept.until(99) == (3, "3")
        before = kept.up_to(1)
        assert (before.steps, kept.steps) == ([0, 1], [0, 1, 2, 3])
        with pytest.raises(KeyError):
            kept.until(-1)

    def test_a_long_run_keeps_at_most_500_restart_points(self):
        laboratory = Laboratory(SMALL)
        assert laboratory._tape.road.restarts.limit == 500 and laboratory._tape.road.restarts.spacing == 40
        big = Laboratory(
            Recipe(generator_width=256, discriminator_width=256, generator_layers=6, discriminator_layers=6)
        )
        size = 4 * 4 * sum(models.parameter_count(network) for network in (big.generator, big.discriminator))
        assert big._tape.road.restarts.limit * size < 170_000_000


class TestEnds:
    def test_a_loss_that_is_not_a_number_is_said(self):
        laboratory = Laboratory(
            SMALL.but("optimiser", "sgd").but("discriminator_rate", 10.0).but("loss", "least squares")
        )
        with pytest.raises(
            Diverged, match=r"in step [\d,]+ the (generator|discriminator)'s loss is (infinite|not a number)"
        ):
            laboratory.run(500)
        number = laboratory.number
        assert laboratory.position == 0 and laboratory.fake.shape == (400, 2)
        laboratory.rewind(0)
        with pytest.raises(Diverged, match=f"in step {number + 1:,} "):
            laboratory.run(500)

    def test_an_exception_in_a_loss_of_ones_own_leaves_the_last_whole_step(self):
        calls = []

        def failing(outputs):
            calls.append(1)
            if len(calls) == 18:
                raise KeyError("typo")
            return losses.nonsaturating_generator_loss(outputs)

        laboratory = Laboratory(SMALL, generator_loss=failing)
        with pytest.raises(KeyError, match="typo"):
            laboratory.run(30)
        assert laboratory.number == 17 and same(laboratory, after(17))
        assert same(laboratory.run(13), after(30))

    def test_an_interrupt_leaves_the_last_whole_step(self):
        interrupt = iter([False] * 7 + [True] + [False] * 100)

        def slow(outputs):
            if next(interrupt):
                raise KeyboardInterrupt
            return losses.nonsaturating_generator_loss(outputs)

        laboratory = Laboratory(SMALL, generator_loss=slow)
        with pytest.raises(KeyboardInterrupt, match="stopped after step 7, which is complete"):
            laboratory.run(50)
        assert same(laboratory.run(5), after(12))

    @pytest.mark.parametrize("returned", [None, "0.7", torch.zeros(3)])
    def test_a_step_function_that_returns_no_loss(self, returned):
        laboratory = Laboratory(SMALL, generator_step=lambda *parts: returned)
        with pytest.raises(TypeError, match="your generator_step returned .*: return the loss"):
            laboratory.step()

    def test_networks_that_do_not_fit(self):
        with pytest.raises(ValueError, match=r"your generator does not take an input of the shape \(3, 2\)"):
            Laboratory(SMALL, generator=models.MLPGenerator(5))
        with pytest.raises(ValueError, match=r"your generator makes \(3, 4\) of 3 latents: it should be \(3, 2\)"):
            Laboratory(SMALL, generator=torch.nn.Linear(2, 4))
        with pytest.raises(ValueError, match=r"makes \(3, 1\) of 3 points: it should be \(3,\): end it with .squeeze"):
            Laboratory(SMALL, discriminator=torch.nn.Linear(2, 1))

    def test_networks_of_ones_own_are_trained_in_place_and_come_back(self):
        generator = models.MLPGenerator(2, hidden=(8,))
        before = [p.clone() for p in generator.parameters()]
        laboratory = Laboratory(SMALL, generator=generator).run(5)
        assert not all(torch.equal(p, q) for p, q in zip(generator.parameters(), before, strict=True))
        laboratory.again()
        assert all(torch.equal(p, q) for p, q in zip(generator.parameters(), before, strict=True))


def wait_until(condition, seconds=30):
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "it did not happen"
        time.sleep(0.005)


def threads():
    return [thread for thread in threading.enumerate() if thread.name == "laboratory"]


class TestLive:
    def test_it_shows_and_pauses_at_once(self):
        shown = []
        live = Live(laboratory := Laboratory(SMALL), lambda: shown.append(laboratory.number), fps=50)
        assert not live.running and not threads()
        live.start()
        wait_until(lambda: len(shown) > 3)
        assert live.running
        live.pause()
        stands = laboratory.number
        assert not live.running and not threads() and shown[-1] == stands
        time.sleep(0.05)
        assert laboratory.number == stands
        live.pause()

    def test_slow_motion_pauses_at_once_too(self):
        live = Live(laboratory := Laboratory(SMALL))
        live.pace = Pace.SUB_STEPS
        live.start()
        wait_until(lambda: laboratory.position == 1)
        begin = time.monotonic()
        live.pause()
        assert time.monotonic() - begin < 0.5 * Pace.SUB_STEPS.rest

    def test_one_at_a_time(self):
        first, second = Live(Laboratory(SMALL)), Live(Laboratory(SMALL))
        first.start()
        second.start()
        assert second.running and not first.running and len(threads()) == 1
        assert first.message == "paused because another laboratory was started"
        second.pause()

    def test_starting_twice_is_starting_once(self):
        live = Live(Laboratory(SMALL))
        live.start()
        live.start()
        assert len(threads()) == 1
        live.pause()

    def test_ten_opened_and_let_go_leave_nothing(self):
        seen = []
        for _ in range(10):
            live = Live(Laboratory(SMALL))
            live.start()
            live.pause()
            seen.append(weakref.ref(live.laboratory))
        del live
        Live._going = None
        gc.collect()
        assert not threads() and not any(reference() for reference in seen)

    def test_it_pauses_by_itself_in_the_end(self):
        live = Live(Laboratory(SMALL), longest=0.06)
        live.start()
        wait_until(lambda: not live.running and live.message)
        assert live.message == "paused after 0.001 minutes; Run goes on from here"

    def test_an_exception_is_kept_and_said(self):
        def failing(outputs):
            raise ValueError("forgot the mean")

        shown = []
        live = Live(Laboratory(SMALL, generator_loss=failing), lambda: shown.append(1))
        live.start()
        wait_until(lambda: live.error is not None and not live.running)
        live.pause()
        assert live.message == "ValueError: forgot the mean" and shown
        assert isinstance(live.error, ValueError)

    def test_nan_is_said(self):
        recipe = SMALL.but("optimiser", "sgd").but("discriminator_rate", 10.0).but("loss", "least squares")
        live = Live(Laboratory(recipe))
        live.start()
        wait_until(lambda: live.error is not None)
        assert "so the run stops before it" in live.message

    def test_looking_from_outside_gets_its_turn(self):
        live = Live(laboratory := Laboratory(SMALL))
        live.start()
        begin = time.monotonic()
        for _ in range(5):
            assert laboratory.fake.shape == (400, 2)
        assert time.monotonic() - begin < 3 and live.running
        live.pause()
