"""The bench: what it hands to which metric, what it refuses, and what a card's numbers are, with small stand-ins."""

import dataclasses

import numpy as np
import pytest
import torch
from torch import nn

from gan_lesson import datasets, models
from gan_lesson.evaluation import coverage, metrics
from gan_lesson.history import as_frame
from gan_lesson.report import Bench, ReportCard, Score, Spread, matrix, report_card


class FromPool(nn.Module):
    """Latents to the pictures of a pool, the first to the first; by default it counts how often it was asked."""

    latent_dim = 3

    def __init__(self, pool):
        super().__init__()
        self.pool, self.batches = pool, []

    def forward(self, latents):
        self.batches.append(latents)
        assert not self.training and not torch.is_grad_enabled()
        return self.pool[torch.arange(len(latents)) % len(self.pool)]


pytestmark = pytest.mark.usefixtures("untrained_judges")


@pytest.fixture
def pets():
    return datasets.portraits(150, torch.Generator().manual_seed(4))


@pytest.fixture
def generator():
    return FromPool(datasets.portraits(120, torch.Generator().manual_seed(5)).data).train()


def test_each_score_is_its_metric(pets, generator, untrained_judges):
    expert = nn.Sequential(nn.Flatten(), nn.Linear(784, 1), nn.Flatten(0))
    bench = Bench(pets, rows=120, draws=2, expert=expert)
    assert bench.rows == bench.few == 120
    card = bench.card(generator, name="Pool", how_made="Drawn.")
    see, pool = untrained_judges.knobs.features, generator.pool
    learnt, fake = see(pets.data), see(pool)
    unseen = bench.unseen.features
    assert len(unseen) == 150 and not (unseen[:, None] == learnt[None]).all(2).any()
    close = metrics.precision_and_recall(unseen[:120], fake)
    nearest = metrics.nearest(learnt, fake)[1], metrics.nearest(unseen, fake)[1]
    expected = {
        "frechet_training": metrics.frechet_distance(learnt, fake),
        "frechet_held_out": metrics.frechet_distance(unseen, fake),
        "precision": close.precision,
        "recall": close.recall,
        "copied": (nearest[0] < nearest[1]).mean(),
        "nearest_training": np.median(nearest[0]),
    }
    for key, value in expected.items():
        assert card.scores[key].fake == pytest.approx((value, value, value)), key
    seen = coverage.coverage(pool, untrained_judges)
    assert card.scores["unreadable"].fake.mean == pytest.approx(seen.unreadable)
    assert [fake for fake, _ in card.kinds.values()] == pytest.approx(seen.kinds.tolist())
    right = (models.look(expert, pool) <= 0).float().mean().item()
    reals = card.scores["expert"].real.mean + card.scores["expert"].fake.mean
    assert 0 < reals < 2 and card.scores["expert"].fake.mean == pytest.approx(
        (right + (bench.unseen.logits > 0).mean()) / 2
    )
    assert set(card.knobs) == set(coverage.RANGES) and {line[2] for line in card.knobs.values()} == {0.9}
    assert (card.name, card.data, card.how_made, card.training_rows) == ("Pool", "Portraits", "Drawn.", 150)
    assert (card.rows, card.few, card.draws) == (120, 120, 2)


def test_pixels_are_compared_as_they_are(pets):
    """Unseen portraits themselves, as fakes, are at distance 0; turned upside down they are not."""
    bench = Bench(pets, rows=100, draws=1)
    random = torch.Generator().manual_seed(2**31)
    unseen = datasets.portraits(150, random).data
    assert bench.card(FromPool(unseen[:100])).scores["pixels"].fake.mean == 0
    assert bench.card(FromPool(unseen[:100].flip(2))).scores["pixels"].fake.mean > 3


def test_the_pictures_of_a_card(pets, generator, untrained_judges):
    card = Bench(pets, rows=100, draws=1).card(generator)
    np.testing.assert_array_equal(card.sheet, as_frame(generator.pool[:16]))
    see = untrained_judges.knobs.features
    indices, _ = metrics.nearest(see(pets.data), see(generator.pool[:16]))
    np.testing.assert_array_equal(card.nearest, as_frame(pets.data[indices]))
    sheet, walk, draw = generator.batches
    assert (len(sheet), len(walk), len(draw)) == (16, 9, 100) and card.walk.shape == (9, 28, 28)
    # On the way the length changes evenly, and no step is longer than another in angle.
    lengths = walk.norm(dim=1)
    assert lengths.min() > 0.6 * min(lengths[0], lengths[-1])
    unit = walk / lengths[:, None]
    first, last = unit[0], unit[-1]
    angles = torch.arccos((unit[:-1] * unit[1:]).sum(1).clamp(-1, 1))
    assert angles.sum() == pytest.approx(torch.arccos(first @ last).item(), abs=1e-3)
    again = Bench(pets, rows=100, draws=1).card(other := FromPool(generator.pool))
    assert torch.equal(other.batches[0], sheet), "each card shows the same latents"
    np.testing.assert_array_equal(again.walk, card.walk)


def test_looking_leaves_the_generator_as_it_was(pets, generator):
    state = torch.get_rng_state()
    bench = Bench(pets, rows=100, draws=1)
    bench.card(generator)
    assert generator.training and torch.equal(torch.get_rng_state(), state)
    averaged = torch.optim.swa_utils.AveragedModel(models.ConvGenerator(4, 4))
    assert bench.card(averaged).rows == 100, "an average's latent_dim is that of its module"


def test_draws_differ_and_have_a_spread(pets):
    torch.manual_seed(1)
    card = Bench(pets, rows=100, draws=3).card(models.ConvGenerator(4, 4))
    score = card.scores["frechet_held_out"]
    assert score.fake.low < score.fake.mean < score.fake.high and score.real.low < score.real.high


def test_neighbours_are_looked_for_among_fewer(pets):
    assert Bench(pets, rows=1024, draws=1).few == 1024
    assert Bench(pets, rows=1200, draws=1).few == 300


@pytest.fixture
def digits():
    return datasets.handwriting()


def test_other_pictures_need_some_held_out(digits):
    learnt = dataclasses.replace(digits, data=digits.data[:1000], labels=digits.labels[:1000])
    with pytest.raises(ValueError, match="hand over some Handwriting pictures that the generator never saw"):
        Bench(learnt)
    bench = Bench(learnt, held_out=digits.data[1000:], draws=2)
    assert bench.rows == 398
    assert bench.real_scores["pixels"].mean > 0.5, "what stands in for fakes is not what they are compared with"
    card = bench.card(FromPool(digits.data[1000:]))
    assert "knobs" not in card.scores and not card.knobs and list(card.kinds) == list("0123456789")
    assert card.scores["kinds"].fake.mean == 10 and card.missing_kinds == []
    nine = FromPool(digits.data[digits.labels == 9][:100])
    assert len(bench.card(nine).missing_kinds) >= 8
    assert "knobs" not in str(card) and "<table>" in card.html() and card.figure()


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (datasets.ring(64, torch.Generator()), "a report card is for pictures.*not Points"),
        (torch.zeros(4, 1, 28, 28), "a report card is for pictures.*not Tensor"),
    ],
)
def test_what_is_no_pictures(data, message):
    with pytest.raises(ValueError, match=message):
        report_card(FromPool(torch.zeros(1, 1, 28, 28)), data)


def test_nothing_to_draw(pets):
    for rows, draws in ((0, 1), (10, 0)):
        with pytest.raises(ValueError, match="at least 1 draw"):
            Bench(pets, rows=rows, draws=draws)


def test_what_is_no_generator(pets):
    for wrong in (lambda latents: latents, nn.Linear(2, 2), models.ConvGenerator, None):
        with pytest.raises(ValueError, match="has the attribute latent_dim"):
            report_card(wrong, pets)


@pytest.mark.parametrize(
    ("pool", "message"),
    [
        (torch.zeros(5, 1, 8, 8), r"must paint pictures \(batch, 1, 28, 28\) as in the data, not \(16, 1, 8, 8\)"),
        (torch.full((5, 1, 28, 28), np.nan), "NaN or infinity"),
        (torch.full((5, 1, 28, 28), 1.1), r"pictures lie in \[-1, 1\]"),
    ],
)
def test_pictures_that_are_refused(pool, message, pets):
    with pytest.raises(ValueError, match=message):
        Bench(pets, rows=100, draws=1).card(FromPool(pool))


def test_collapsed_fakes_are_survived(pets):
    card = Bench(pets, rows=100, draws=1).card(FromPool(torch.zeros(1, 1, 28, 28)))
    assert card.scores["recall"].fake.mean < 0.05 and np.isfinite(card.scores["frechet_held_out"].fake.mean)


def test_the_matrix_by_hand(cards_by_hand):
    values, fooled = matrix(cards_by_hand, "honest")
    assert values == [["1.0", "0.5", "2.0"], ["0.80", "0.90", "0.80"], ["0.52", "0.47", "0.99"], ["3.0", "3.3", "3.0"]]
    assert fooled.tolist() == [
        [False, True, False],  # low is good
        [False, True, True],  # high is good, and level with the honest one is fooled
        [False, False, False],  # near 1/2 is good: 0.03 off is worse than 0.02
        [False, True, False],  # as far as real, which is 3.2
    ]
    with pytest.raises(KeyError, match="no card of 'the honest'; there are: honest, cheat, clown"):
        matrix(cards_by_hand, "the honest")


@pytest.fixture
def cards_by_hand():
    def card(name, *means):
        real = {"low": 0.1, "high": 0.9, "half": 0.5, "far": 3.2}
        lines = {
            "low": ("as low as real", 1),
            "high": ("as high as real", 2),
            "half": ("1/2, as real", 2),
            "far": ("as far as real", 1),
        }
        scores = {
            key: Score(key, Spread.of([mean]), Spread.of([real[key]]), *lines[key])
            for key, mean in zip(lines, means, strict=True)
        }
        blank = np.zeros((16, 28, 28), np.uint8)
        return ReportCard(name, "Portraits", "", 9, 9, 9, 1, scores, {}, {}, blank, blank, blank[:9])

    return {
        "honest": card("honest", 1.0, 0.8, 0.52, 3.0),
        "cheat": card("cheat", 0.5, 0.9, 0.47, 3.3),
        "clown": card("clown", 2.0, 0.8, 0.99, 2.95),
    }
