"""What lesson 07 says in numbers, with other seeds than its own where chance has a hand in it."""

from dataclasses import replace

import numpy as np
import pytest
import torch

from gan_lesson.exercises import lesson_07
from gan_lesson.laboratory import Laboratory, Recipe
from tests.lesson_cells import run_cells
from tests.study.lesson_07 import areas_without_zero_grad

NAME = "07_one_training_step"


def test_the_gan_of_one_number():
    _, printed = run_cells(NAME, "w, a, b = (", "w -= 0.4 * w.grad")
    assert printed.splitlines() == [
        "D = 0.119, loss = 2.127",
        "slope at w: 1.762, on paper 1.762",
        "the fake moved to 0.795, and D to 0.356",
        "what backward left at her weights: a -1.321, b -0.881",
    ]


@pytest.mark.parametrize("seed", range(5))
def test_without_zero_grad_she_moves_by_the_sum_of_everything_since_the_first_step(seed):
    cells = ("def fresh_pair", "def d_step", "everything = torch.zeros_like(weight)")
    found, _ = run_cells(NAME, *cells[:2])
    names = {"fresh_pair": lambda: found["fresh_pair"](seed), "d_step": found["d_step"], "ring": found["ring"]}
    _, printed = run_cells(NAME, cells[2], names=names)
    off, times = printed.splitlines()
    assert off.split()[-3] == "0.000" and int(times.split()[1]) >= 2


def test_a_slope_that_is_never_wiped_makes_a_pendulum():
    found, _ = run_cells(NAME, "def slide(zero_grad")
    _, wiped = found["slide"](True)
    _, kept = found["slide"](False)
    assert abs(wiped[-1]) < 1e-6
    assert max(kept[-40:]) > 0.99 and min(kept[-40:]) < -0.99, "at the end it swings as far as ever"
    assert max(map(abs, kept)) < 1.02


@pytest.mark.parametrize("seed", range(2))
def test_without_zero_grad_her_area_swings_from_end_to_end(seed):
    """Within 300 steps; the study measures five seeds for 1,200 (`python3 run.py study lesson_07`)."""
    areas = areas_without_zero_grad(seed, 15)
    assert min(areas) < 0.05 and max(areas) > 0.7


def arrow(laboratory):
    """The length of the middle one of the arrows."""
    return np.median(np.linalg.norm(laboratory.arrows().descents, axis=1))


ARROWS, DYING, _ = (mission.recipe for mission in lesson_07.missions)


@pytest.mark.parametrize("seed", range(5))
def test_while_only_she_moves_his_arrows_grow(seed):
    laboratory = Laboratory(replace(ARROWS, seed=seed)).run(100)
    before, weights = arrow(laboratory), next(laboratory.generator.parameters()).clone()
    laboratory.change("generator_rate", 0.0)
    laboratory.run(100)
    assert arrow(laboratory) > 25 * before
    assert torch.equal(next(laboratory.generator.parameters()), weights)


@pytest.mark.parametrize("seed", range(5))
def test_the_saturating_loss_dies_where_the_other_lives_and_she_is_the_same(seed):
    dying = Laboratory(replace(DYING, seed=seed)).run(200)
    living = Laboratory(replace(DYING, seed=seed, loss="non-saturating")).run(200)
    assert arrow(dying) < arrow(living) / 500
    pairs = zip(dying.discriminator.parameters(), living.discriminator.parameters(), strict=True)
    assert all(torch.equal(one, other) for one, other in pairs)
    dying.change("loss", "non-saturating")
    assert arrow(dying) == arrow(living), "what dies is the loss, and it lives again when it is changed"


def test_what_his_backward_leaves_at_her_weights_her_next_backward_empties():
    laboratory = Laboratory(Recipe())
    reports = [laboratory.sub_step() for _ in range(14)]
    left = [report.discriminator_gradient for report in reports]
    assert [report.sub_step.name for report in reports[8:]] == [
        *("backward", "update", "sample", "forward", "loss", "backward")
    ]
    assert left[8] == left[9] == left[10] == left[11] == left[12] != left[13]
    assert reports[13].sub_step.player == "discriminator"
