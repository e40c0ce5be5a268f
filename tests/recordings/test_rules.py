"""The recorded rules of lesson 11: small, whole, and made by the recipe that they name."""

import dataclasses

import numpy as np
import pytest
import torch

from authoring import arenas
from authoring import rules as recipe
from gan_lesson import losses, models
from gan_lesson.history import as_frame
from gan_lesson.recordings import rules

# For each arena: the most kilobytes, the shape of what is shown, and what is measured.
KEPT = {
    "RING": (300, (256, 2), {"clusters covered", "strays, %"}),
    "GRID": (300, (400, 2), {"clusters covered", "strays, %"}),
    "PORTRAITS": (700, (16, 28, 28), {"read as pets, %"}),
}


@pytest.fixture(scope="module", params=KEPT)
def both(request):
    """An arena and its recording."""
    return request.param, getattr(arenas, request.param), rules.load(getattr(rules, request.param))


def test_it_is_a_small_file_of_every_rule_and_seed(both):
    name, arena, recorded = both
    most, shape, measured = KEPT[name]
    assert getattr(rules, name).stat().st_size < most * 1024
    assert list(recorded.played) == list(arena.rules) and len(recorded) == len(arena.rules) * len(arena.seeds)
    for rule, played in recorded.played.items():
        assert played.settings == arena.rules[rule].settings, rule
        assert (len(played.weights) > 0) == arena.her_weights
        for seed, history in enumerate(played.histories):
            assert [snapshot.epoch for snapshot in history] == list(range(0, arena.epochs + 1, arena.every))
            assert history[-1].samples.shape == (shape if seed == 0 else (0, *shape[1:]))
            assert set(history[-1].metrics) == measured


def test_all_show_the_same_latents_and_the_same_data(both):
    _, arena, recorded = both
    first, *others = [played.histories[0] for played in recorded.played.values()]
    for other in others:
        assert np.array_equal(first.latents, other.latents) and np.array_equal(first.real, other.real)
    assert np.array_equal(first.real, as_frame(arena.data().data[: len(arena.latents)]))
    assert np.array_equal(first.latents, arena.latents.numpy())


def test_the_clipped_critic_is_clipped_and_no_other():
    reach = {name: np.abs(played.weights).max() for name, played in rules.load(rules.RING).played.items()}
    assert reach.pop("clipped critic") == pytest.approx(0.1, abs=1e-4)
    assert min(reach.values()) > 0.3


def off(name, looks, **changed):
    """How far a rule's run on the ring, begun anew, is from the recorded one at one of its first looks."""
    data, rule = arenas.RING.data(), dataclasses.replace(arenas.RING.rules[name], **changed)
    recorded = rules.load(rules.RING).played[name].histories[0]
    for history in recipe.watched(arenas.RING, name, data, recipe.start(arenas.RING, rule, data, 0)):
        if len(history) == looks:
            return np.abs(history[-1].samples - recorded[looks - 1].samples).mean()
    raise AssertionError("the run ended early")


@pytest.mark.parametrize("name", list(arenas.RING.rules))
def test_its_beginning_comes_from_the_recipe(name):
    """Only the beginning: some of these games make of one processor's rounding another picture within 60 steps."""
    assert off(name, looks=1) < 0.001


def test_its_first_epochs_come_from_the_recipe():
    """The plain game is calm enough: processors differ by up to 0.02, other rates by ten times as much."""
    assert off("plain", looks=2) < 0.05 < off("plain", looks=2, rates=(0.003, 0.004))


@pytest.mark.parametrize("name", KEPT)
def test_every_rule_takes_its_steps(tmp_path, name):
    arena = getattr(arenas, name)
    data = arena.data()
    few = dataclasses.replace(data, data=data.data[:256])
    short = dataclasses.replace(arena, epochs=1, every=1, seeds=range(2), data=lambda: few)
    *_, made = recipe.recorded(short)
    made.save(tmp_path / "rules.npz")
    kept = rules.load(tmp_path / "rules.npz")
    assert len(kept) == len(made) == 2 * len(arena.rules) and kept[0].epoch == 1
    for rule, played in kept.played.items():
        (before, after), (_, other) = played.histories
        assert not np.allclose(before.samples, after.samples), rule
        assert len(other.samples) == 0 and other.metrics
        assert after.samples.dtype == made.played[rule].histories[0][-1].samples.dtype
        difference = after.samples.astype(float) - made.played[rule].histories[0][-1].samples
        assert np.abs(difference).max() < 3e-3


def test_the_penalties_have_the_weights_that_are_said():
    torch.manual_seed(0)
    network, real, fake = models.MLPDiscriminator(), torch.randn(5, 2), torch.randn(5, 2)
    assert recipe.r1(0.05)(network, real, fake).item() == pytest.approx(0.05 * losses.r1_penalty(network, real).item())
    both = losses.r1_penalty(network, real) + losses.r1_penalty(network, fake)
    assert recipe.r1_and_r2(0.05)(network, real, fake).item() == pytest.approx(0.05 * both.item())
    torch.manual_seed(1)
    found = recipe.between(0.1)(network, real, fake).item()
    torch.manual_seed(1)
    assert found == pytest.approx(0.1 * losses.gradient_penalty(network, real, fake, torch.rand(5)).item())
