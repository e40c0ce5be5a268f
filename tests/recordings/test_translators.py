"""The recorded translators of lesson 13: small, frozen, those of the films, and made by their recipe."""

import numpy as np
import pytest
import torch

from authoring import recipes
from gan_lesson import models
from gan_lesson.history import as_frame
from gan_lesson.props import translation
from gan_lesson.recordings import translators


def test_it_is_a_small_file_of_every_kind():
    assert translators.PATH.stat().st_size < 720_000
    kept = {(one.kind, one.seed) for one in translators.load().trained}
    often = {(kind, seed) for kind in translation.OFTEN for seed in translators.SEEDS}
    assert kept == often | {(kind, 0) for kind in translation.ONCE}
    assert len(kept) == len(translators.load())


def test_they_are_frozen_and_no_seed_is_touched():
    state = torch.get_rng_state()
    networks = translation.recorded("whole", 1)
    assert torch.equal(torch.get_rng_state(), state)
    for network in (networks.there, networks.back):
        assert not network.training and not any(weight.requires_grad for weight in network.parameters())
    with pytest.raises(KeyError, match="no translators 'whole' with seed 7; there are: cats to dogs,"):
        translation.recorded("whole", 7)


@pytest.mark.parametrize("kind", recipes.FILMED)
def test_they_are_those_of_the_films(kind):
    """Half precision costs a fraction of a grey level."""
    made = translators.load()
    assert made.moments == list(recipes.MOMENTS) and made.moments[-1] == translation.STEPS
    assert made.films[kind].shape == (len(made.moments), 8, 28, 28) and made.films[kind].dtype == torch.uint8
    shown = translation.worlds(kind, 1000)[0].data[:8]
    untrained = as_frame(models.look(translation.four(0, translation.KINDS[kind][0]).there, shown))
    assert np.abs(untrained.astype(float) - made.films[kind][0].numpy()).mean() < 1
    painted = as_frame(models.look(translation.recorded(kind).there, shown))
    assert np.abs(painted.astype(float) - made.films[kind][-1].numpy()).mean() < 1


def test_each_seed_is_another_run():
    x = translation.worlds("whole", 1000, 9)[0].data
    painted = torch.stack([models.look(translation.recorded("whole", seed).there, x) for seed in translators.SEEDS])
    apart = (painted[:, None] - painted[None]).abs().mean((2, 3, 4, 5))
    assert apart[~torch.eye(5, dtype=torch.bool)].min() > 0.01


def test_the_recipe_films_its_run(monkeypatch, tmp_path):
    """With a few steps and pets, and read again."""
    worlds = translation.worlds
    monkeypatch.setattr(translation, "worlds", lambda kind, seed, n=2048: worlds(kind, seed, min(n, 40)))
    monkeypatch.setattr(translation.train, "__defaults__", (translation.Weights(), 5))
    made = translators.Translators(moments=list(recipes.MOMENTS))
    made.trained.append(recipes.translated("whole", 0, made))
    made.trained.append(recipes.translated("no short cut", 1, made))
    assert list(made.films) == ["whole"] and made.films["whole"].shape == (2, 8, 28, 28), "steps 0 and 5"
    assert not torch.equal(*made.films["whole"])
    made.save(tmp_path / "few.gz")
    again = translators.load(tmp_path / "few.gz")
    assert [(one.kind, one.seed, one.epoch) for one in again.trained] == [("whole", 0, 2), ("no short cut", 1, 2)]
    assert all(value.dtype == torch.float16 for value in again[0].there.values() if value.ndim > 1)


def test_another_file_is_refused(tmp_path):
    from gan_lesson.files import write_whole

    write_whole({"format": "something else"}, tmp_path / "other.gz")
    with pytest.raises(ValueError, match="python -m authoring record translators"):
        translators.load(tmp_path / "other.gz")
