"""Each suspect of lesson 09 paints what it is meant to, and fools what it is meant to fool: with five seeds."""

import numpy as np
import pytest
import torch

from gan_lesson import models
from gan_lesson.evaluation import metrics
from gan_lesson.evaluation.features import blurred
from gan_lesson.evaluation.judges import portrait_judges
from gan_lesson.history import as_frame
from gan_lesson.props import suspects
from gan_lesson.recordings import forgers
from gan_lesson.report import Bench, matrix

LATENTS = models.sample_latents(300, 32, torch.Generator().manual_seed(8))
NAMES = ["honest forger", "memoriser", "collapser", "blurrer"]


def test_all_four_have_the_interface_of_a_generator():
    found = suspects.suspects(1)
    assert list(found) == NAMES
    for generator in found.values():
        pictures = models.look(generator, LATENTS[:40])
        assert generator.latent_dim == 32 and pictures.shape == (40, 1, 28, 28) and pictures.dtype == torch.float32
        assert pictures.abs().max() <= 1
        assert torch.allclose(models.look(generator, LATENTS[7:9]), pictures[7:9], atol=1e-5), "a latent, a picture"


def test_the_memoriser_hands_out_its_portraits_a_hair_softer():
    pictures = suspects.training_portraits(3, n=5).data
    memoriser = suspects.Memoriser(pictures)
    latents = torch.zeros(5, 32)
    # Normal numbers whose places from 0 to 1 are 0.1, 0.3, 0.5, 0.7 and 0.9; the others say nothing.
    latents[:, 0] = torch.special.ndtri(torch.tensor([0.1, 0.3, 0.5, 0.7, 0.9]))
    latents[:, 1:] = LATENTS[:5, 1:]
    handed = memoriser(latents)
    torch.testing.assert_close(handed, blurred(pictures, 0.35))
    assert 0 < (handed - pictures).abs().mean() < 0.01
    far = torch.full((1, 32), 40.0)
    assert torch.equal(memoriser(far), handed[4:]) and torch.equal(memoriser(-far), handed[:1])


def test_the_memoriser_gives_all_of_them_the_same_chance():
    memoriser = suspects.Memoriser(torch.linspace(-1, 1, 4).view(4, 1, 1, 1).expand(4, 1, 28, 28), blur=1e-3)
    counts = np.bincount(as_frame(models.look(memoriser, LATENTS))[:, 14, 14] // 64, minlength=4)
    assert counts.sum() == 300 and counts.min() > 50


def test_the_collapser_has_eight_pictures():
    painted = as_frame(models.look(suspects.Collapser(seed=2), LATENTS)).reshape(300, -1)
    assert len(np.unique(painted, axis=0)) == 8
    other = as_frame(models.look(suspects.Collapser(seed=3, pictures=2), LATENTS)).reshape(300, -1)
    assert len(np.unique(other, axis=0)) == 2 and not (other[:, None] == painted[None, :8]).all(2).any()


def test_everyday_animals_by_hand(monkeypatch):
    """The middle of the latents is that of each knob; far out, a knob is still in the middle half of its range."""
    drawn = []
    monkeypatch.setattr(
        suspects.portraiture, "draw", lambda knobs: drawn.append(knobs) or np.zeros((len(knobs), 28, 28))
    )
    latents = torch.zeros(4, 32)
    latents[1], latents[2, 0], latents[3, -1] = 9, -9, 0.5  # 0.5 is at 0.69: among the last fifth but one
    suspects.everyday(latents)
    (knobs,) = drawn
    assert knobs.tilt.tolist() == pytest.approx([0, 0.1, 0, 0]) and knobs.fur.tolist() == pytest.approx(
        [0.7, 0.825, 0.7, 0.7]
    )
    assert knobs.species.tolist() == [0, 1, 0, 0] and not knobs.tongue.any()
    assert knobs.stripes.tolist() == pytest.approx([0.8, 0, 0.8, 0]), "0.5 lies between 0.4 and 0.6"
    assert knobs.mask.tolist() == pytest.approx([0, 0.8, 0, 0])
    assert knobs.patch.tolist() == [0, 0, 0, 0], "neither on the one side nor on the other"


def test_the_blurrer_softens_everyday_animals_and_walks_smoothly():
    blurrer = suspects.Blurrer()
    torch.testing.assert_close(blurrer(LATENTS[:9]), blurred(suspects.everyday(LATENTS[:9]), 0.8))
    near = LATENTS[:9].clone()
    near[:, 1:23] += 0.02  # all knobs but the species, and not the pattern
    assert (blurrer(near) - blurrer(LATENTS[:9])).abs().mean() < 0.01
    assert (
        suspects.Memoriser(suspects.training_portraits(0, 4096).data)(LATENTS[:9] + 0.02)
        - suspects.Memoriser(suspects.training_portraits(0, 4096).data)(LATENTS[:9])
    ).abs().mean() > 0.05


@pytest.fixture(scope="module", params=(1, 3))
def cards(request):
    seed = request.param
    bench = Bench(suspects.training_portraits(seed), rows=2048, draws=1, expert=forgers.expert())
    return {name: bench.card(generator, name=name, seed=seed) for name, generator in suspects.suspects(seed).items()}


class TestOnTheBench:
    """Who fools what, with two seeds; the study measures five (`python3 run.py study suspects`)."""

    def test_the_matrix(self, cards):
        _, verdicts = matrix(cards, "honest forger")
        fooled = {
            key: {name for name, is_fooled in zip(cards, line, strict=True) if is_fooled}
            for key, line in zip(cards["honest forger"].scores, verdicts, strict=True)
        }
        for key in ("frechet_training", "frechet_held_out", "recall", "knobs"):
            assert fooled[key] == {"memoriser"}, key
        assert fooled["precision"] == {"memoriser", "collapser"}
        assert fooled["pixels"] == fooled["unreadable"] == {"memoriser", "collapser", "blurrer"}
        assert fooled["kinds"] >= {"memoriser"} and "collapser" not in fooled["kinds"]
        assert "memoriser" not in fooled["copied"] | fooled["nearest_training"]
        assert fooled["expert"] >= {"memoriser"} and "blurrer" not in fooled["expert"]

    def test_only_the_memoriser_copies(self, cards):
        scores = {name: card.scores for name, card in cards.items()}
        assert scores["memoriser"]["copied"].fake.mean > 0.99
        assert 0.45 < scores["honest forger"]["copied"].fake.mean < 0.6
        assert 0.3 < scores["blurrer"]["copied"].fake.mean < 0.65, "unlike both, it need not be 1/2"
        near = scores["memoriser"]["nearest_training"]
        assert near.fake.mean < near.real.mean / 5
        assert [name for name, card in cards.items() if any("copies:" in found for found in card.findings)] == [
            "memoriser"
        ]

    def test_the_gap_gives_the_memoriser_away(self, cards):
        """It does better on its training set than unseen portraits do, and worse than that on others."""
        learnt, unseen = (cards["memoriser"].scores[key].fake.mean for key in ("frechet_training", "frechet_held_out"))
        assert unseen > 1.3 * learnt


def test_one_taught_by_few_copies():
    learnt = suspects.training_portraits(0, forgers.FEW).data
    unseen = suspects.training_portraits(1000, forgers.FEW).data
    features = portrait_judges().knobs.features
    fakes = features(models.look(forgers.taught_by_few(), LATENTS))
    near = metrics.nearest(features(learnt), fakes)[1] < metrics.nearest(features(unseen), fakes)[1]
    assert near.mean() > 0.75
