"""What the laboratory measures and lays over the plane, where the answer is known without it."""

import math

import numpy as np
import pytest
import torch
from torch import nn

from gan_lesson.datasets import Points
from gan_lesson.laboratory import RULES, Laboratory
from tests.laboratory.test_laboratory import SMALL, after, same, weights

SQUARE = (-1.0, 1.0, -1.0, 1.0)


class Places(nn.Module):
    """A generator: a point for each latent, by a function without weights."""

    def __init__(self, places):
        super().__init__()
        self.places = places
        self.unused = nn.Parameter(torch.zeros(1))

    def forward(self, latents):
        return self.places(latents) + 0 * self.unused


class Outputs(Places):
    """A discriminator: an output for each point, by a function without weights."""


def at(x, y):
    """A generator that puts every fake in one place."""
    return Places(lambda latents: torch.tensor([x, y]).expand(len(latents), 2))


def laboratory(loss="non-saturating", *, real=((0.5, 0.5),), generator=None, outputs=None, centres=None):
    """One with known real points in the square; all fakes in the origin and all outputs 0, unless said otherwise."""
    centres = None if centres is None else torch.tensor(centres)
    return Laboratory(
        SMALL.but("loss", loss),
        data=Points("known", torch.tensor(real), SQUARE, centres, None if centres is None else 0.1),
        generator=generator or at(0.0, 0.0),
        discriminator=Outputs(outputs or (lambda points: 0 * points[:, 0])),
    )


@pytest.mark.parametrize(
    ("loss", "accuracy"),
    [("saturating", 0.375), ("non-saturating", 0.375), ("least squares", 0.75), ("hinge", 0.375)],
)
def test_accuracy(loss, accuracy):
    """Outputs are x: of the real ones 3 of 4 are above 0 and 2 above a half; the fakes are above 0 and not a half."""
    real = [[-0.8, 0.0], [0.3, 0.0], [0.7, 0.0], [0.8, 0.0]] * 2  # only the first half is measured
    known = laboratory(loss, real=real, generator=at(0.2, 0.0), outputs=lambda points: points[:, 0])
    assert known.measure().accuracy == accuracy


def test_a_critic_has_no_accuracy():
    assert math.isnan(laboratory("wasserstein").measure().accuracy)


def test_modes_and_divergence():
    """Fakes in one of two clusters, where no real point is; and in the other, where all are."""
    corners = [[-0.5, -0.5], [0.5, 0.5]]
    apart = laboratory(generator=at(-0.5, -0.5), centres=corners).measure()
    assert apart.modes == 1 and apart.jensen_shannon == pytest.approx(math.log(2))
    together = laboratory(generator=at(0.5, 0.5), centres=corners).measure()
    assert together.modes == 1 and together.jensen_shannon == pytest.approx(0)
    both = Places(lambda latents: 0.5 * latents[:, :1].sign().expand(-1, 2))
    assert laboratory(real=[[0.5, 0.5]] * 40, generator=both, centres=corners).measure().modes == 2


def test_strays_from_centres():
    """Three deviations of 0.1 reach 0.3 from a centre."""
    on_x = Places(lambda latents: torch.stack([latents[:, 0].sign() * 0.5 + 0.5, 0 * latents[:, 0]], 1))
    for centre, expected in ((0.29, 0.0), (0.31, 1.0)):
        assert laboratory(generator=at(0.0, centre), centres=[[0.0, 0.0]]).measure().strays == expected
    half = laboratory(real=[[0.0, 0.0]] * 4000, generator=on_x, centres=[[0.0, 0.0]])  # in (0, 0) or in (1, 0)
    assert half.measure().strays == pytest.approx(0.5, abs=0.05)


def test_strays_from_points():
    """Where no centres are known: a lattice whose neighbours are 0.1 apart reaches 0.1 from each point."""
    lattice = (torch.cartesian_prod(torch.arange(10), torch.arange(10)) * 0.1).tolist()
    for x, expected in ((-0.09, 0.0), (-0.11, 1.0)):
        assert laboratory(real=lattice + lattice[::-1], generator=at(x, 0.0)).measure().strays == expected
    assert laboratory(generator=at(math.nan, 0.0)).measure().strays == 1


@pytest.mark.parametrize("loss", RULES)
def test_opinion_of_a_corner(loss):
    """Held for real, or for as real as can be, is where x is above 0 and y above a half: the map turned is another."""
    corner = laboratory(loss, outputs=lambda p: 18.0 * ((p[:, 0] > 0) & (p[:, 1] > 0.5)) - 9).opinion()
    expected = np.zeros((48, 48), np.uint8)
    expected[36:, 24:] = 255
    np.testing.assert_array_equal(corner, expected)


@pytest.mark.parametrize(("loss", "empty"), [("non-saturating", 128), ("least squares", 128), ("hinge", 128)])
def test_the_optimum_is_high_where_the_real_ones_are(loss, empty):
    optimum = laboratory(loss, real=[[0.52, 0.77]] * 4, generator=at(-0.23, -0.52)).optimum()
    row_and_column = {"real": (42, 36), "fake": (11, 18), "neither": (42, 18)}  # (1 + y) * 24, (1 + x) * 24
    assert optimum[row_and_column["real"]] > 250 and optimum[row_and_column["fake"]] < 5
    assert optimum[row_and_column["neither"]] == pytest.approx(empty, abs=2)


def test_the_optimum_leans_towards_undecided_where_there_are_hardly_any_samples():
    """Five cells of 1/24 from the real points, under a kernel 0.05 wide, and without any fakes."""
    optimum = laboratory(real=[[12.5 / 24, 0.5 / 24]] * 4, generator=at(-0.9, -0.9)).optimum()
    real = math.exp(-((5 / 24 / 0.05) ** 2) / 2) / (2 * math.pi * 0.05**2)  # 0.0108
    floor = 0.01 / 4  # a hundredth of the uniform density
    assert optimum[24, 41] == pytest.approx(255 * (real + floor) / (real + 2 * floor), abs=1)  # 215


def test_the_optimum_is_that_of_the_fakes_that_are_somewhere():
    somewhere = torch.tensor([-0.23, -0.52])
    half = Places(lambda latents: torch.where(latents[:, :1] > 0, somewhere, torch.nan))
    known = laboratory(real=[[0.52, 0.77]] * 4, generator=half).optimum()
    whole = laboratory(real=[[0.52, 0.77]] * 4, generator=at(-0.23, -0.52)).optimum()
    np.testing.assert_allclose(known.astype(int), whole.astype(int), atol=1)


@pytest.mark.parametrize(
    ("loss", "slope"),
    [("saturating", -0.5), ("non-saturating", -0.5), ("least squares", -1), ("hinge", -1), ("wasserstein", -1)],
)
def test_arrows_up_a_slope(loss, slope):
    """D = 2x - y is 0 in the origin. There the loss has this slope over D, so the arrow is -slope times (2, -1)."""
    places, descents = laboratory(loss, outputs=lambda points: 2 * points[:, 0] - points[:, 1]).arrows(3)
    np.testing.assert_array_equal(places, np.zeros((3, 2)))
    np.testing.assert_allclose(descents, [[-2 * slope, slope]] * 3, rtol=1e-6)


def test_the_grid_of_latents_lies_as_it_is_numbered():
    """Along a row the first number of the latent grows, along a column the second."""
    grid = laboratory(generator=Places(lambda latents: latents)).manifold()
    assert (np.diff(grid[..., 0], axis=1) > 0).all() and (np.diff(grid[..., 0], axis=0) == 0).all()
    assert (np.diff(grid[..., 1], axis=0) > 0).all() and (np.diff(grid[..., 1], axis=1) == 0).all()


@pytest.mark.parametrize("player", ["generator", "discriminator"])
def test_a_step_function_of_your_own_is_taken_in_place_of_the_turn(player):
    calls = []

    def idle(*arguments):
        calls.append(arguments)
        return torch.tensor(0.5)

    run = Laboratory(SMALL, **{f"{player}_step": idle})
    before = [weight.detach().clone() for weight in getattr(run, player).parameters()]
    run.run(3)
    assert len(calls) == 3
    assert all(map(torch.equal, before, getattr(run, player).parameters()))


def test_measures_bear_the_step_that_they_were_taken_after():
    run = Laboratory(SMALL).run(45)
    steps, measures = run.measures()
    assert dict(zip(steps, measures, strict=True)) == {
        step: Laboratory(SMALL).run(step).measure() for step in (0, 20, 40)
    }


def test_losses_bear_the_step_that_they_were_paid_in():
    paid = {"generator": [], "discriminator": []}
    run = Laboratory(SMALL)
    for _ in range(3 * run.sub_steps):
        report = run.sub_step()
        if report.sub_step.name == "loss":
            paid[report.sub_step.player].append(float(report.tensors["loss"]))
    steps, generator, discriminator = run.losses()
    assert steps.tolist() == [1, 2, 3]
    assert (generator.tolist(), discriminator.tolist()) == (paid["generator"], paid["discriminator"])


class TestStepsOfOnePlayer:
    """They are forgotten when a step of both takes their place."""

    def test_after_a_rewind(self):
        run = Laboratory(SMALL).run(3)
        run.step_generator()
        run.rewind(3)
        run.run(4)
        run.rewind(0)
        run.rewind(7)
        assert same(run, after(7))

    @pytest.mark.parametrize("sub_steps_back", [4, 5])
    def test_after_going_back_within_them(self, sub_steps_back):
        run = Laboratory(SMALL).run(3)
        run.step_generator()
        for _ in range(sub_steps_back):
            run.sub_step_back()
        assert (run.number, run.position) == (3, 5 - sub_steps_back)
        run.rewind(3)
        run.run(4)
        run.rewind(7)
        assert same(run, after(7))

    def test_at_the_end_of_the_run(self):
        """Sub-steps back to where one began, and on from there with a step of both."""
        run = Laboratory(SMALL).run(3)
        run.step_discriminator()
        for _ in range(5):
            run.sub_step_back()
        for _ in range(10):
            run.sub_step()
        assert (run.number, run.position, run.furthest) == (4, 0, 4)
        run.rewind(2)
        run.rewind(4)
        assert same(run, after(4))


def test_a_step_that_breaks_off_amid_the_generator_s_turn_leaves_the_discriminator_learning():
    def broken(outputs):
        return outputs.mean() * (math.nan if len(calls) == 2 else 1)

    calls = []
    run = Laboratory(SMALL, generator_loss=lambda outputs: calls.append(1) or broken(outputs)).run(1)
    with pytest.raises(ArithmeticError):
        run.step()
    assert all(weight.requires_grad for weight in run.discriminator.parameters())
    assert torch.equal(weights(run.run(1)), weights(Laboratory(SMALL, generator_loss=torch.mean).run(2)))
