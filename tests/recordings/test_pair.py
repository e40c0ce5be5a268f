"""The recorded pair of lesson 05: small, loadable, the one that painted the portraits, and what its recipe makes."""

import itertools

import numpy as np
import pytest
import torch

from authoring import recipes
from gan_lesson import models, recordings
from gan_lesson.history import as_frame
from gan_lesson.recordings import pair


def test_it_is_small_and_frozen_and_loading_it_draws_no_random_number():
    before = torch.get_rng_state()
    loaded = pair.load()
    assert torch.equal(torch.get_rng_state(), before)
    assert pair.PATH.stat().st_size < 160_000 and loaded.epoch == recipes.PORTRAITS_EPOCHS and loaded[-1] is loaded
    for network in (loaded.generator, loaded.discriminator):
        assert not network.training and not any(weight.requires_grad for weight in network.parameters())


def test_its_generator_painted_the_last_of_the_recorded_portraits():
    run = recordings.load("portraits")
    painted = as_frame(pair.load().generator(run.latents)).astype(int)
    assert np.abs(painted - run[-1].samples).max() <= 3  # weights of 16 bits move a grey level or two


def test_its_discriminator_tells_them_from_portraits_better_than_by_chance():
    run, loaded = recordings.load("portraits"), pair.load()
    real = torch.from_numpy(run.real)[:, None] / 127.5 - 1
    assert loaded.discriminator(real).mean() > loaded.discriminator(loaded.generator(run.latents)).mean()


def test_the_recipe_makes_it_and_it_comes_back_from_its_file(tmp_path):
    made = next(itertools.islice(recipes.portrait_pair(), 1, None))
    *_, steps = run = recipes.portrait_run(0)
    list(itertools.islice(steps, 2))
    made.save(tmp_path / "pair.npz")
    back = pair.load(tmp_path / "pair.npz")
    latents = models.sample_latents(4, 32, torch.Generator().manual_seed(0))
    expected = models.look(run[1], latents)
    for generator, near in ((made.generator, 1e-6), (back.generator, 2e-3)):
        torch.testing.assert_close(models.look(generator, latents), expected, atol=near, rtol=0)
    assert (back.epoch, len(back)) == (0, 1)


def test_a_missing_file_names_the_command(tmp_path):
    with pytest.raises(FileNotFoundError, match="record pair"):
        pair.load(tmp_path / "pair.npz")
