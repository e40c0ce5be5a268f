"""The parts of the study that lesson 11 quotes, with runs of a few steps."""

import dataclasses
import math

import pytest
import torch

from authoring import arenas
from tests.study import papers, rules
from tests.study.parts import all_parts


@pytest.mark.parametrize("kind", ["ring", "grid", "portraits"])
def test_every_rule_has_a_line_and_its_run_is_handed_over(monkeypatch, kind):
    arena = getattr(arenas, kind.upper())
    data = arena.data()
    few = dataclasses.replace(data, data=data.data[:512])
    monkeypatch.setattr(arenas, kind.upper(), dataclasses.replace(arena, epochs=1, every=1, data=lambda: few))
    kept = []
    part = getattr(rules, f"rules_{kind}")(1, lambda *what: kept.append(what))
    played = [trial for trial in part.trials if trial.name != "real"]
    assert [trial.name for trial in played] == list(arena.rules)
    for trial in (played[0], played[-1]):
        shares = []
        (line, figures), *others = trial.measure(0, shares.append).items()
        assert line == trial.name and not others and list(figures) == list(part.decimals)
        figures.pop("spread", None)  # of fakes near a centre, of which a few steps make none
        assert all(map(math.isfinite, figures.values())) and shares[-1] == 1
    assert [name for name, *_ in kept] == ["plain", "relativistic, R1 + R2"]
    _, history, run = kept[0]
    assert history[-1].epoch == 1 and run.batches.epoch == 1


def test_portraits_are_measured_beside_real_ones():
    part = rules.rules_portraits(1)
    figures = part.trials[0].measure(0, lambda share: None)["other real portraits"]
    assert list(figures) == list(part.decimals)[:4]
    assert figures["Fréchet distance"] < 0.5 and figures["precision"] > 0.85 and figures["pets, %"] > 99


def test_packs_are_neighbours_in_the_batch():
    torch.manual_seed(0)
    packed = papers.Packed(2)
    data = torch.randn(6, 2)
    assert packed(data).shape == (3,)
    torch.testing.assert_close(packed(data)[1], packed.judge(torch.cat([data[2], data[3]])[None])[0])


@pytest.mark.parametrize("kind", ["ring", "grid"])
def test_packing_is_measured_beside_the_plain_game(monkeypatch, kind):
    monkeypatch.setitem(papers.STEPS, kind, 3)
    part = all_parts(seeds=1)[f"papers_{kind}"]
    found = {}
    for trial in part.trials:
        assert len(trial.seeds) == 2
        found |= trial.measure(0, lambda share: None)
    assert list(found) == ["plain GAN", "pairs, PacGAN2"]
    assert all(list(figures) == list(part.decimals) for figures in found.values())
