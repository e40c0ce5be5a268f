"""The part of the study that lesson 13 quotes, with judges that were never trained, and its figures by hand."""

import math

import pytest
import torch

from gan_lesson.props import translation
from tests.study import translation as study
from tests.study.parts import all_parts

pytestmark = pytest.mark.usefixtures("untrained_judges")


@pytest.fixture(autouse=True)
def few(monkeypatch):
    monkeypatch.setattr(study, "PETS", 24)


def test_every_kind_has_a_line_with_five_seeds_or_with_one():
    part = all_parts(seeds=5)["translation"]
    assert {trial.name: len(trial.seeds) for trial in part.trials} == {
        **dict.fromkeys(translation.OFTEN, 5),
        **dict.fromkeys(translation.ONCE, 1),
    }


@pytest.mark.parametrize("kind", ["whole", "cats to dogs"])
def test_a_line_has_every_figure(kind):
    part = all_parts(seeds=1)["translation"]
    (trial,) = [trial for trial in part.trials if trial.name == kind]
    found = trial.measure(0, lambda share: None)
    assert list(found) == [kind] and list(found[kind]) == list(part.decimals)
    assert all(map(math.isfinite, found[kind].values()))


def test_a_perfect_translator_and_one_who_does_nothing():
    """Untrained networks whose answers are put in their place."""
    x, truth, y, plain = study.unseen("whole", 3)

    class Knows(torch.nn.Module):
        def __init__(self, *pairs):
            super().__init__()
            self.pairs = pairs

        def forward(self, pictures):
            for asked, answer in self.pairs:
                if pictures.shape == asked.shape and torch.equal(pictures, asked):
                    return answer
            return pictures

    perfect = translation.four(0)
    perfect.there, perfect.back = Knows((x.data, truth.data)), Knows((y.data, plain.data), (truth.data, x.data))
    figures = study.measured(perfect, "whole", 3)
    assert figures["there, %"] == figures["back, %"] == figures["elsewhere, %"] == figures["there and back, %"] == 0
    assert figures["own, there"] == figures["own, back"] == figures["species kept"] == 1
    idle = translation.four(0)
    idle.there, idle.back = Knows(), Knows()
    figures = study.measured(idle, "whole", 3)
    assert figures["there, %"] == pytest.approx(figures["nothing, %"]) and figures["there, %"] > 25
    assert figures["there and back, %"] == 0
    assert figures["with noise, %"] == pytest.approx(figures["noise after, %"])
    assert figures["with noise, %"] == pytest.approx(100 * study.NOISE / 2 * math.sqrt(2 / math.pi) * 0.7, rel=0.5)
