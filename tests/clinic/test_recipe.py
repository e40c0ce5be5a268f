"""Recipes of the clinic: each setting does what its name says."""

from collections import deque
from dataclasses import fields, replace

import pytest
import torch

from gan_lesson import losses, models
from gan_lesson.clinic import recipe as clinic
from gan_lesson.clinic.recipe import LATENT_DIM, OneByOne, Packed, Recipe

SHORT = Recipe(moves=4, points=256)
ANOTHER = {
    "data": "circle", "points": 300, "loss": "saturating", "g_rate": 0.01, "d_rate": 0.01, "g_steps": 2, "d_steps": 2,
    "head_start": 2, "momentum": 0.0, "epsilon": 0.1, "batch": 64, "r1": 1.0, "noise": 0.2,
    "turn": 0.3, "slope": 5.0,
    "real_target": 0.8, "pack": 2, "activation": "ReLU", "start": "narrow", "batch_norm": 0.1,
    "averaged": 0.9, "falling": True,
}  # fmt: skip
LATENTS = models.sample_latents(8, LATENT_DIM, torch.Generator().manual_seed(0))


def end_of(recipe, seed=0):
    (last,) = deque(clinic.play(recipe, seed), maxlen=1)
    return last


def points_after(recipe, seed=0):
    _, run = end_of(recipe, seed)
    return models.look(clinic.shown(recipe, run), LATENTS)


def test_a_seed_gives_the_same_run_and_another_seed_another():
    assert torch.equal(points_after(SHORT), points_after(SHORT))
    assert not torch.equal(points_after(SHORT), points_after(SHORT, seed=1))


@pytest.mark.parametrize("setting", ANOTHER)
def test_every_setting_makes_another_run(setting):
    assert not torch.equal(points_after(replace(SHORT, **{setting: ANOTHER[setting]})), points_after(SHORT))


def test_these_are_all_settings():
    assert {field.name for field in fields(Recipe)} == {*ANOTHER, "moves", "settled"}


def test_the_length_is_counted_in_his_moves():
    step, _ = end_of(replace(SHORT, moves=12, g_steps=4))
    assert step.number == 3


def test_settled_statistics_are_those_of_his_latents_and_training_is_the_same():
    recipe = replace(SHORT, batch_norm=0.001, start="small")
    before, after = points_after(recipe), points_after(replace(recipe, settled=True))
    assert after.std() > 2 * before.std(), "statistics that lag behind make his points shrink"
    (one, _), (two, _) = end_of(recipe), end_of(replace(recipe, settled=True))
    assert one.generator_loss == two.generator_loss


def test_a_dead_generator_has_no_gradient_but_in_its_last_biases():
    torch.manual_seed(0)
    generator = clinic.generator_of(Recipe(activation="ReLU", start="negative biases"))
    generator(LATENTS).square().sum().backward()
    moving = [name for name, parameter in generator.named_parameters() if parameter.grad.any()]
    assert moving == ["layers.4.bias"]


def test_packed_points_are_judged_together_and_drawn_one_by_one():
    packed = Packed(models.MLPDiscriminator((6,)), 3)
    points = torch.randn(12, 2, generator=torch.Generator().manual_seed(0))
    assert packed(points).shape == (4,)
    torch.testing.assert_close(OneByOne(packed)(points)[:1], packed(points[:1].repeat(3, 1)))


def test_smoothed_targets_are_cross_entropy():
    real, fake = torch.tensor([0.5, -1.0]), torch.tensor([2.0])
    targets = torch.full((2,), 0.9)
    expected = torch.nn.functional.binary_cross_entropy_with_logits(real, targets) + losses.softplus(fake).mean()
    torch.testing.assert_close(clinic._smoothed(0.9)(real, fake), expected)


def test_points_are_turned_about_the_middle_and_gradients_pass():
    points = torch.tensor([[2.0, 0.0], [0.0, 1.0]], requires_grad=True)
    turned = clinic.turned(points, torch.tensor([torch.pi / 2, -torch.pi / 2]))
    torch.testing.assert_close(turned, torch.tensor([[0.0, 2.0], [1.0, 0.0]]))
    turned.sum().backward()
    torch.testing.assert_close(points.grad, torch.tensor([[1.0, -1.0], [-1.0, 1.0]]))


@pytest.mark.parametrize("pack", [1, 2])
def test_spectral_norm_limits_her_slope_however_large_her_weights(pack):
    recipe = Recipe(slope=3.0, pack=pack)
    discriminator = clinic.start(recipe, 0).discriminator
    with torch.no_grad():
        for parameter in discriminator.parameters():
            if parameter.ndim == 2:
                parameter.mul_(50.0)
    points = torch.randn(512, 2, generator=torch.Generator().manual_seed(0)).requires_grad_()
    for _ in range(30):  # each pass is a step of the power iteration
        logits = discriminator(points)
    (slopes,) = torch.autograd.grad(logits.sum(), points)
    spread = float(clinic.points_of("ring", 2560, 0).data.std())
    steepest = slopes.view(-1, 2 * pack).norm(dim=1).max().item() * spread
    assert 0.1 < steepest < 3.03
