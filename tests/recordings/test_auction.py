"""The recorded auction of lesson 04: small, loadable, what its recipe makes, and as good as the lesson says."""

import itertools

import pytest
import torch

from authoring import recipes
from gan_lesson import datasets, models
from gan_lesson.evaluation.roc import roc_of
from gan_lesson.history import as_frame
from gan_lesson.recordings import auction


@pytest.fixture(scope="module")
def days():
    return auction.load()


def test_it_is_a_small_file_of_four_days(days):
    assert auction.PATH.stat().st_size < 600_000
    assert tuple(day.epoch for day in days) == auction.EPOCHS
    for day in days:
        assert day.forgeries.shape == (64, 28, 28) and day.forgeries.dtype == torch.uint8
        assert day.pictures.shape == (64, 1, 28, 28) and day.pictures.abs().max() <= 1


def test_its_discriminators_are_frozen_and_no_seed_is_touched(days):
    state = torch.get_rng_state()
    discriminator = days[0].discriminator()
    assert torch.equal(torch.get_rng_state(), state)
    assert not discriminator.training and not any(p.requires_grad for p in discriminator.parameters())
    assert discriminator(days[0].pictures).shape == (64,)


def test_each_day_shows_other_latents(days):
    first, second = (day.forgeries.float() for day in days[2:])
    assert (first - second).abs().mean((1, 2)).min() > 5


def test_who_catches_whom(days):
    """Later experts catch earlier forgeries, earlier ones hardly any; on their own day they are in between."""
    fresh = datasets.portraits(128, torch.Generator().manual_seed(99)).data
    truth = [1] * 128 + [0] * 64
    for row, day in enumerate(days):
        for column, other in enumerate(days):
            scores = other.discriminator()(torch.cat([fresh, day.pictures]))
            area = roc_of(truth, scores).area
            if column > row:
                assert area > 0.87
            elif column < row:
                assert 0.4 < area < 0.7
            else:
                assert 0.5 < area < (0.9 if row == 3 else 0.77)


def test_its_first_steps_come_from_its_recipe(monkeypatch, days):
    """A recipe that would end after 2 steps makes, of the same first weights, what the same seeds make."""
    monkeypatch.setattr(auction, "EPOCHS", (1 / 128, 2 / 128))
    *_, made = itertools.islice(recipes.auction_days(), 2)
    assert len(made) == 2
    assert made[0].forgeries.shape == (64, 28, 28)
    assert {name: weight.shape for name, weight in made[0].weights.items()} == {
        name: weight.shape for name, weight in days[0].weights.items()
    }
    assert not torch.equal(made[0].weights["layers.0.weight"], made[1].weights["layers.0.weight"])


def test_its_forgeries_are_those_that_the_discriminator_met(monkeypatch):
    """By the generator itself, not by its averaged weights, and with batch norm in training mode."""
    monkeypatch.setattr(auction, "EPOCHS", (2 / 128,))
    *_, made = itertools.islice(recipes.auction_days(), 2)
    *_, steps = recipes.portrait_run(0, 32, auction.WIDTH)
    *_, step = itertools.islice(steps, 2)
    latents = models.sample_latents(64, 32, torch.Generator().manual_seed(4))
    met = torch.from_numpy(as_frame(step.run.generator(latents)))
    assert step.run.generator.training and torch.equal(made[0].forgeries, met)
    assert not torch.equal(met, torch.from_numpy(as_frame(models.look(step.run.averaged, latents))))


def test_saving_and_loading(tmp_path, days):
    path = tmp_path / "copy.gz"
    days.save(path)
    assert path.read_bytes() == auction.PATH.read_bytes()
    assert torch.equal(auction.load(path)[1].forgeries, days[1].forgeries)


def test_another_kind_of_file_is_refused(tmp_path):
    import gzip
    import io

    file = io.BytesIO()
    torch.save({"format": "something else"}, file)
    (tmp_path / "other.gz").write_bytes(gzip.compress(file.getvalue()))
    with pytest.raises(ValueError, match="record auction"):
        auction.load(tmp_path / "other.gz")
