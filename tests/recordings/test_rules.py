"""The recorded rules of lesson 11: small, whole, and made by the recipe that they name."""

from dataclasses import replace

import numpy as np
import pytest
import torch

from authoring import rules as recipe
from gan_lesson import losses, models
from gan_lesson.recordings import rules


@pytest.fixture(scope="module")
def recorded():
    return rules.load()


def test_it_is_a_small_file_of_every_rule_and_seed(recorded):
    assert rules.PATH.stat().st_size < 700 * 1024
    assert list(recorded.played) == list(recipe.RULES) and len(recorded) == 35
    for name, played in recorded.played.items():
        assert played.settings == recipe.RULES[name].settings, name
        for seed, history in enumerate(played.histories):
            assert [snapshot.epoch for snapshot in history] == list(range(0, 61, 3))
            assert history[-1].samples.shape == ((256, 2) if seed == 0 else (0, 2))
            assert set(history[-1].metrics) == {"clusters covered", "strays, %"}


def test_all_show_the_same_latents_and_the_same_ring(recorded):
    first, *others = [played.histories[0] for played in recorded.played.values()]
    for other in others:
        assert np.array_equal(first.latents, other.latents) and np.array_equal(first.real, other.real)
    assert np.abs(first.real - recipe.ring().data[:256].numpy()).max() == 0


def test_the_clipped_critic_is_clipped_and_no_other(recorded):
    reach = {name: np.abs(played.weights).max() for name, played in recorded.played.items()}
    assert reach.pop("clipped critic") == pytest.approx(0.1, abs=1e-4)
    assert min(reach.values()) > 0.3


def off(recorded, name, looks, **changed):
    """How far a rule's run, begun anew, is from the recorded one at its second look; 0 steps for the first."""
    data, rule = recipe.ring(), replace(recipe.RULES[name], **changed)
    for history in recipe.watched(name, data, recipe.start(rule, data, 0)):
        if len(history) == looks:
            return np.abs(history[-1].samples - recorded.played[name].histories[0][looks - 1].samples).mean()
    raise AssertionError("the run ended early")


@pytest.mark.parametrize("name", list(recipe.RULES))
def test_its_beginning_comes_from_the_recipe(recorded, name):
    """Only the beginning: some of these games make of one processor's rounding another picture within 60 steps."""
    assert off(recorded, name, looks=1) < 0.001


def test_its_first_epochs_come_from_the_recipe(recorded):
    """The plain game is calm enough: processors differ by up to 0.02, other rates by ten times as much."""
    assert off(recorded, "plain", looks=2) < 0.05 < off(recorded, "plain", looks=2, generator_rate=0.003)


def test_every_rule_takes_its_steps(monkeypatch, tmp_path):
    monkeypatch.setattr(recipe, "EPOCHS", 1)
    monkeypatch.setattr(recipe, "EVERY", 1)
    monkeypatch.setattr(recipe, "SEEDS", range(1))
    data = recipe.ring()
    short = type(data)(**{**vars(data), "data": data.data[:256]})
    monkeypatch.setattr(recipe, "ring", lambda: short)
    start = recipe.start
    monkeypatch.setattr(recipe, "start", lambda rule, data, seed: start(rule, data, seed, epochs=1))
    *_, made = recipe.all_rules()
    made.save(tmp_path / "rules.npz")
    kept = rules.load(tmp_path / "rules.npz")
    assert len(kept) == len(made) == 7 and kept[0].epoch == 1
    for name, played in kept.played.items():
        before, after = played.histories[0]
        assert not np.allclose(before.samples, after.samples), name
        assert np.abs(after.samples - made.played[name].histories[0][-1].samples).max() < 2e-3


def test_the_penalties_have_the_weights_that_are_said():
    torch.manual_seed(0)
    network, real, fake = models.MLPDiscriminator(), torch.randn(5, 2), torch.randn(5, 2)
    assert recipe.r1(network, real, fake).item() == pytest.approx(0.05 * losses.r1_penalty(network, real).item())
    both = losses.r1_penalty(network, real) + losses.r1_penalty(network, fake)
    assert recipe.r1_and_r2(network, real, fake).item() == pytest.approx(0.05 * both.item())
    torch.manual_seed(1)
    found = recipe.between(network, real, fake).item()
    torch.manual_seed(1)
    assert found == pytest.approx(0.1 * losses.gradient_penalty(network, real, fake, torch.rand(5)).item())
