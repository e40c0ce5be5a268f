"""The parts of the study that lesson 11 quotes, with runs of a few steps."""

import math

import torch

from authoring import rules as recipe
from tests.study import rules
from tests.study.parts import all_parts


def test_every_rule_has_a_line_and_its_run_is_handed_over(monkeypatch):
    start = recipe.start
    monkeypatch.setattr(recipe, "start", lambda rule, data, seed: start(rule, data, seed, epochs=1))
    kept = []
    part = rules.rules_ring(1, lambda *what: kept.append(what))
    assert [trial.name for trial in part.trials] == list(recipe.RULES)
    for trial in (part.trials[0], part.trials[-1]):
        shares = []
        (line, figures), *others = trial.measure(0, shares.append).items()
        assert line == trial.name and not others and list(figures) == list(part.decimals)
        assert all(map(math.isfinite, figures.values())) and shares[-1] == 1
    assert [(name, seed) for name, seed, *_ in kept] == [("plain", 0), ("relativistic, R1 + R2", 0)]
    _, _, history, run = kept[0]
    assert history[-1].epoch == 0 and run.batches.epoch == 1


def test_packs_are_neighbours_in_the_batch():
    torch.manual_seed(0)
    packed = rules.Packed(2)
    data = torch.randn(6, 2)
    assert packed(data).shape == (3,)
    torch.testing.assert_close(packed(data)[1], packed.judge(torch.cat([data[2], data[3]])[None])[0])


def test_packing_is_measured_beside_the_plain_game(monkeypatch):
    monkeypatch.setattr(rules, "STEPS", 3)
    part = all_parts(seeds=1)["papers_ring"]
    found = {}
    for trial in part.trials:
        assert len(trial.seeds) == 2
        found |= trial.measure(0, lambda share: None)
    assert list(found) == ["plain GAN", "pairs, PacGAN2"]
    assert all(list(figures) == list(part.decimals) for figures in found.values())
