"""The parts of the study that lesson 09 quotes, with judges that were never trained and runs of a few steps."""

import math

import pytest
import torch

from authoring import recipes
from gan_lesson.report import Bench
from tests.study import counts, few, suspects
from tests.study.parts import all_parts

pytestmark = pytest.mark.usefixtures("untrained_judges")


def test_few_looks_at_the_end_and_beside_at_the_honest_one(monkeypatch):
    run = recipes.portrait_run
    monkeypatch.setattr(recipes, "few_run", lambda seed: run(seed, portraits=64, epochs=3))
    monkeypatch.setattr(recipes, "FEW_EPOCHS", 3)
    part = all_parts(seeds=1)["few"]
    taught_by_few, honest = part.trials
    shares = []
    found = {**taught_by_few.measure(0, shares.append), **honest.measure(0, shares.append)}
    assert list(found) == ["64 portraits, after 3 epochs", "4,096 portraits, against 64 of them"]
    assert shares == pytest.approx([step / 6 for step in range(1, 7)])
    for figures in found.values():
        assert set(figures) <= set(part.decimals) and all(map(math.isfinite, figures.values()))
    assert 0 < found["4,096 portraits, against 64 of them"]["copied"] < 1
    assert abs(found["64 portraits, after 3 epochs"]["D, training less unseen"]) < 1


def test_suspects_have_a_line_each(monkeypatch):
    monkeypatch.setattr(suspects, "Bench", lambda data, expert: Bench(data, rows=100, draws=1, expert=expert))
    part = all_parts(seeds=1)["suspects"]
    (trial,) = part.trials
    found = trial.measure(0, lambda share: None)
    assert list(found) == ["other real portraits", "honest forger", "memoriser", "collapser", "blurrer"]
    for figures in found.values():
        assert list(figures) == list(part.decimals) and all(map(math.isfinite, figures.values()))
    assert found["memoriser"]["copied"] > 0.9 > found["honest forger"]["copied"]


def test_scores_by_count():
    (trial,) = counts.counts(seeds=1, most=200).trials
    found = trial.measure(0, lambda share: None)
    assert len(found) == 6
    for line, figures in found.items():
        expected = [f"{count} samples" for count in (50, 100, 200)]
        assert list(figures) == (expected[1:] if line.startswith("Fréchet") else expected)
    real, fake = (found[f"Fréchet distance, {who}"] for who in ("other real portraits", "the honest forger"))
    assert real["100 samples"] > real["200 samples"] > 0 and fake["100 samples"] > 0
    decimals = all_parts()["counts"].decimals
    assert list(decimals)[:3] == ["50 samples", "100 samples", "200 samples"] and list(decimals)[-1] == "16,384 samples"


def test_unseen_portraits_are_the_same_for_all():
    assert few._unseen(3, 5) is few._unseen(3, 5) and not torch.equal(few._unseen(3, 5), few._unseen(4, 5))
