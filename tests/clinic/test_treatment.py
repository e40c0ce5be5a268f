"""Treatment trains what is prescribed, on its own seeds, and counts a cure only if the runs are healthy."""

import math

import pytest

from gan_lesson.clinic import treatment
from gan_lesson.clinic.patients import Findings, is_healthy
from gan_lesson.clinic.recipe import Recipe

HEALTHY = Findings(modes=8, strays=20, alike=1, copied=math.nan)
ILL = Findings(modes=1, strays=95, alike=0.1, copied=math.nan)


@pytest.mark.parametrize(
    ("healthy", "runs", "cured"),
    [
        ({200, 201}, 2, True),
        (set(), 2, False),
        ({200}, 4, False),
        ({201, 202}, 4, False),
        ({200, 202, 203}, 4, True),
    ],
)
def test_both_runs_must_be_healthy_or_three_of_four(monkeypatch, healthy, runs, cured):
    asked = []

    def measured(recipe, seed):
        asked.append((recipe.r1, seed))
        return HEALTHY if seed in healthy else ILL

    monkeypatch.setattr(treatment, "measured", measured)
    outcome = treatment.treat(2, {"r1": 0.5})
    assert asked == [(0.5, 200 + run) for run in range(runs)]
    assert outcome.cured is cured
    assert outcome.words.count("seed ") == runs


def test_what_is_said_of_the_runs(monkeypatch):
    monkeypatch.setattr(treatment, "measured", lambda recipe, seed: ILL)
    words = "seed 200: 1 clusters, 95 % strays; seed 201: 1 clusters, 95 % strays"
    assert treatment.treat(2, {"r1": 0.5}).words == words


@pytest.mark.parametrize(
    ("data", "found", "healthy"),
    [
        ("ring", Findings(7, 60, 1, math.nan), True),
        ("ring", Findings(6.9, 60, 1, math.nan), False),
        ("ring", Findings(8, 61, 1, math.nan), False),
        ("clump", Findings(1, 15, 0.3, math.nan), True),
        ("clump", Findings(1, 16, 0.9, math.nan), False),
        ("clump", Findings(1, 0, 0.2, math.nan), False),
        ("circle", Findings(math.nan, 10, 1, 62), True),
        ("circle", Findings(math.nan, 10, 1, 63), False),
        ("circle", Findings(math.nan, 41, 1, 50), False),
    ],
)
def test_health(data, found, healthy):
    assert is_healthy(Recipe(data=data), found) is healthy


def test_what_is_said_of_copies():
    assert treatment._said(Findings(math.nan, 3, 1, 71)) == "71 % nearer to training, 3 % strays"
