"""Treatment trains what is prescribed, on its own seeds, and counts a cure only if every run is healthy."""

import math

import pytest

from gan_lesson.clinic import treatment
from gan_lesson.clinic.patients import Findings, is_healthy
from gan_lesson.clinic.recipe import Recipe

HEALTHY = Findings(modes=8, strays=20, alike=1, copied=math.nan)
ILL = Findings(modes=1, strays=95, alike=0.1, copied=math.nan)


def test_one_healthy_run_of_two_is_no_cure(monkeypatch):
    asked = []

    def measured(recipe, seed):
        asked.append((recipe.r1, seed))
        return HEALTHY if seed == 200 else ILL

    monkeypatch.setattr(treatment, "measured", measured)
    outcome = treatment.treat(2, {"r1": 0.5})
    assert asked == [(0.5, 200), (0.5, 201)]
    assert not outcome.cured
    assert outcome.words == "seed 200: 8 clusters, 20 % strays; seed 201: 1 clusters, 95 % strays"


def test_two_of_two_are_one(monkeypatch):
    monkeypatch.setattr(treatment, "measured", lambda recipe, seed: HEALTHY)
    assert treatment.treat(2, {"r1": 0.5}).cured


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
