"""The parts of the study that lesson 12 quotes, with runs of an epoch or two."""

import math

import pytest
import torch

from tests.study import labels
from tests.study.parts import all_parts


def checked(part, lines):
    """The figures of a part's trials with one seed, all of them finite and with a column."""
    shares, found = [], {}
    for trial in part.trials:
        found |= trial.measure(0, shares.append)
    assert list(found) == lines and max(shares) == pytest.approx(1)
    for figures in found.values():
        assert set(figures) <= set(part.decimals) and all(map(math.isfinite, figures.values()))
    return found


def test_handwriting_on_demand(monkeypatch):
    class Blind:
        def logits(self, pictures):
            return torch.eye(10)[[7]].expand(len(pictures), -1)

        def features(self, pictures):
            return pictures.flatten(1)[:, 20:30].numpy()

    monkeypatch.setattr(labels, "_reader_of_digits", Blind)
    found = checked(
        labels.asked_digits(seeds=1, epochs=2), ["both are told", "only he is told", "twenty sevens to learn from"]
    )
    assert all(figures["as asked, %"] == pytest.approx(10) for figures in found.values()), "who always says 7"
    assert all(figures["sevens as asked, %"] == 100 for figures in found.values())


def test_portraits_on_demand():
    found = checked(
        all_parts(seeds=1)["asked_portraits"],
        [
            "other real portraits",
            "asked",
            "latents halved",
            "not asked (strength 0)",
            "asked twice as strongly",
            "asked three times as strongly",
        ],
    )
    assert found["latents halved"] != found["asked"] != found["asked twice as strongly"]


def test_flips_are_measured_of_his_pairs_and_of_the_master_s():
    part = labels.flips(seeds=1)
    found = checked(part, labels.SHARED)
    assert all(list(figures) == list(part.decimals) for figures in found.values())
    assert all(-1 <= value <= 1 for figures in found.values() for value in figures.values())


def test_a_classifier_of_fakes(monkeypatch):
    class AlwaysCat:
        def logits(self, pictures):
            return torch.tensor([[1.0, 0.0]]).expand(len(pictures), -1)

    monkeypatch.setattr(labels.features, "train_classifier", lambda pictures, taught, seed: AlwaysCat())
    found = checked(
        labels.boundary(seeds=1),
        [
            f"{what}, from {whom}"
            for what in ("lesson 01's line", "a network on all pixels")
            for whom in ("portraits", "fakes")
        ],
    )
    assert found["lesson 01's line, from portraits"]["angle, degrees"] < 0.1
    assert 45 < found["a network on all pixels, from fakes"]["right, %"] < 55
