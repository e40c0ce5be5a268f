"""The recorded forgers of lesson 09: small, frozen, those of the recorded runs, and made by their recipe."""

import numpy as np
import pytest
import torch

from authoring import recipes
from gan_lesson import models, recordings
from gan_lesson.history import as_frame
from gan_lesson.props import suspects
from gan_lesson.recordings import forgers


def test_it_is_a_small_file_of_all_seeds():
    assert forgers.PATH.stat().st_size < 750_000
    kept = [(one.kind, one.seed, one.epoch) for one in forgers.load()]
    assert kept == [*(("honest", seed, 90) for seed in forgers.SEEDS), ("few", 0, 3000)]


def test_they_are_frozen_and_no_seed_is_touched():
    state = torch.get_rng_state()
    networks = forgers.honest(1), forgers.taught_by_few(), forgers.expert()
    assert torch.equal(torch.get_rng_state(), state)
    for network in networks:
        assert not network.training and not any(weight.requires_grad for weight in network.parameters())
    with pytest.raises(KeyError, match="no forger of seed 7; there are: 0, 1, 2, 3, 4"):
        forgers.honest(7)


@pytest.mark.parametrize(("name", "forger"), [("portraits", forgers.honest), ("few_portraits", forgers.taught_by_few)])
def test_they_are_those_of_the_recorded_runs(name, forger):
    """Half precision costs a fraction of a grey level; another run's would differ by tens."""
    last = recordings.load(name)[-1]
    assert last.epoch == {one.kind: one.epoch for one in forgers.load()}["honest" if name == "portraits" else "few"]
    painted = as_frame(models.look(forger(), recordings.load(name).latents))
    assert np.abs(painted.astype(float) - last.samples).mean() < 1


def test_each_seed_is_another_run():
    latents = models.sample_latents(9, 32, torch.Generator().manual_seed(0))
    painted = torch.stack([models.look(forgers.honest(seed), latents) for seed in forgers.SEEDS])
    apart = (painted[:, None] - painted[None]).abs().mean((2, 3, 4, 5))
    assert apart[~torch.eye(5, dtype=torch.bool)].min() > 0.1


def test_the_training_portraits_are_those_of_the_runs():
    for seed in (0, 3):
        assert torch.equal(recipes.portrait_run(seed)[0].data[:99], suspects.training_portraits(seed).data[:99])
    few = recipes.few_run(2)[0]
    assert torch.equal(few.data, suspects.training_portraits(2, forgers.FEW).data) and len(few) == 64


def test_the_recipe_keeps_averages_and_the_first_expert(monkeypatch, tmp_path):
    def quick(seed, **settings):
        return run(seed, portraits=64, epochs=1, **settings)

    run = recipes.portrait_run
    monkeypatch.setattr(recipes, "portrait_run", quick)
    monkeypatch.setattr(recipes, "few_run", lambda seed: run(seed, portraits=32, epochs=1, penalty=10.0))
    monkeypatch.setattr(forgers, "SEEDS", range(2))
    *_, made = recipes.all_forgers()
    made.save(tmp_path / "forgers.gz")
    kept = forgers.load(tmp_path / "forgers.gz")
    assert [(one.kind, one.seed) for one in kept] == [("honest", 0), ("honest", 1), ("few", 0)]
    _, average, discriminator, steps = quick(0)
    assert len(list(steps)) == 2
    for theirs, ours in ((kept[0].weights, average.module), (kept.expert, discriminator)):
        for name, value in ours.state_dict().items():
            assert torch.allclose(theirs[name].float(), value.float(), atol=1e-3), name


def test_another_file_is_told(tmp_path):
    recordings_of_something_else = forgers.Forgers()
    recordings_of_something_else.save(tmp_path / "mine.gz")
    assert len(forgers.load(tmp_path / "mine.gz")) == 0
    with pytest.raises(ValueError, match="python -m authoring record forgers"):
        forgers.load(recordings.FOLDER / "auction.gz")


def test_r1_weighs_as_much_as_it_is_told():
    """The weight counts from the first penalty, in step 8."""
    ends = []
    for penalty in (1.0, 10.0):
        _, _, discriminator, steps = recipes.portrait_run(0, portraits=64, epochs=4, penalty=penalty)
        weights = [next(discriminator.parameters()).clone() for _ in steps]
        ends.append((weights[6], weights[-1]))
    (before, after), (other_before, other_after) = ends
    assert torch.equal(before, other_before) and not torch.equal(after, other_after)
