"""The recorded generators of lesson 12: small, frozen, those of the recorded run, and made by their recipe."""

import numpy as np
import pytest
import torch

from authoring import labels
from gan_lesson import models, recordings
from gan_lesson.history import as_frame
from gan_lesson.recordings import asked


def test_it_is_a_small_file_of_all_seeds():
    assert asked.PATH.stat().st_size < 450_000
    assert [(one.seed, one.epoch) for one in asked.load()] == [(seed, labels.EPOCHS) for seed in asked.SEEDS]


def test_they_are_frozen_and_no_seed_is_touched():
    state = torch.get_rng_state()
    generator = asked.generator(1)
    assert torch.equal(torch.get_rng_state(), state)
    assert not generator.training and not any(weight.requires_grad for weight in generator.parameters())
    with pytest.raises(KeyError, match="no run of seed 7; there are: 0, 1, 2, 3, 4"):
        asked.generator(7)


def test_the_first_is_that_of_the_recorded_run():
    """Half precision costs a fraction of a grey level; another run's would differ by tens."""
    recorded = recordings.load("asked_portraits")
    assert len(recorded[-1].samples) == 36 and recorded[-1].epoch == labels.EPOCHS
    cats_and_dogs = torch.tensor([0, 1]).repeat_interleave(6).repeat(3)
    painted = as_frame(models.look(models.Asked(asked.generator(0), cats_and_dogs), recorded.latents))
    assert np.abs(painted.astype(float) - recorded[-1].samples).mean() < 1
    rows = recorded.latents.view(3, 2, 6, 16)
    assert torch.equal(rows[:, 0], rows[:, 1]), "a dog below each cat has its latent"


def test_each_seed_is_another_run():
    latents, dogs = models.sample_latents(9, 16, torch.Generator().manual_seed(0)), torch.ones(9, dtype=torch.int64)
    painted = torch.stack([models.look(models.Asked(asked.generator(seed), dogs), latents) for seed in asked.SEEDS])
    apart = (painted[:, None] - painted[None]).abs().mean((2, 3, 4, 5))
    assert apart[~torch.eye(5, dtype=torch.bool)].min() > 0.1


def test_the_recipe_keeps_the_averages(monkeypatch, tmp_path):
    run = labels.portrait_run
    pets = labels.training_portraits(0, 64)
    monkeypatch.setattr(labels, "training_portraits", lambda seed: pets)
    monkeypatch.setattr(labels, "portrait_run", lambda seed: run(seed, epochs=1))
    monkeypatch.setattr(asked, "SEEDS", range(2))
    *_, made = labels.all_asked()
    made.save(tmp_path / "asked.gz")
    kept = asked.load(tmp_path / "asked.gz")
    assert [one.seed for one in kept] == [0, 1]
    average, batches, steps = labels.portrait_run(1)
    assert len(list(steps)) == len(batches) == 2
    for name, value in average.module.state_dict().items():
        assert torch.allclose(kept[1].weights[name].float(), value.float(), atol=1e-3), name


def test_all_but_the_first_few_of_a_label_are_taken_away():
    class Digits:
        labels = torch.tensor([7, 1, 7, 7, 2, 7])

        def __len__(self):
            return 6

    assert labels.without(7, 2, Digits()).tolist() == [0, 1, 2, 4]


def test_another_file_is_told():
    with pytest.raises(ValueError, match="python -m authoring record asked"):
        asked.load(recordings.FOLDER / "forgers.gz")
