"""What is measured of a run."""

import math

import numpy as np
import pytest

from gan_lesson.clinic.patients import PATIENTS, Findings, Judge, measured
from gan_lesson.clinic.recipe import Recipe, points_of, training_set


def test_real_points_are_healthy_points():
    recipe = Recipe()
    modes, strays, alike, copied = Judge(recipe, 0)(points_of("ring", 512, 1).data.numpy())
    assert modes == 8 and strays < 3 and alike == pytest.approx(1, abs=0.05) and math.isnan(copied)


def test_points_in_one_place():
    modes, strays, alike, _ = Judge(Recipe(), 0)(np.tile([[1.0, 0.0]], (512, 1)))
    assert (modes, strays, alike) == (1, 0, 0)


def test_copies_and_new_points_on_the_circle():
    recipe = Recipe(data="circle", points=16)
    judge = Judge(recipe, 0)
    learnt = training_set(recipe, 0).data.numpy()
    assert judge(learnt)[3] == 100 and judge(learnt)[1] < 10
    assert 35 < judge(points_of("circle", 512, 3).data.numpy())[3] < 65
    assert judge(2 * learnt)[1] > 90, "they lie far off the circle"


def test_measured_takes_the_last_looks(monkeypatch):
    shares = []
    found = measured(Recipe(moves=24, points=256, batch=32), 0, shares.append)
    assert isinstance(found, Findings) and shares[-1] == 1 and len(shares) == 24


def test_every_patient_has_a_remedy_of_the_cabinet():
    from gan_lesson.clinic.cabinet import CABINET, prescribed

    for patient in PATIENTS.values():
        assert prescribed(patient.recipe, CABINET[patient.remedy].changes) != patient.recipe
