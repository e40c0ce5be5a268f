"""What may be prescribed, and what is refused, in words."""

import pytest

from gan_lesson.clinic.cabinet import CABINET, Refused, prescribed, remedy
from gan_lesson.clinic.patients import PATIENTS
from gan_lesson.clinic.recipe import Recipe


@pytest.mark.parametrize("name", CABINET)
def test_every_remedy_can_be_prescribed_to_somebody(name):
    changed = 0
    for patient in PATIENTS.values():
        try:
            changed += prescribed(patient.recipe, remedy(name)) != patient.recipe
        except Refused as refused:
            assert "changes nothing" in str(refused)
    assert changed


def test_a_remedy_is_a_copy():
    remedy("R1")["r1"] = 7
    assert remedy("R1") == {"r1": 0.1}


def test_an_unknown_remedy():
    with pytest.raises(KeyError, match="the cabinet has no 'hope'; there are: non-saturating loss"):
        remedy("hope")


@pytest.mark.parametrize(
    ("prescription", "says"),
    [
        ({}, "empty"),
        ("R1", "dictionary"),
        ({"d_rate": 0.004}, "changes nothing"),
        ({"lr": 0.1}, "no setting of a recipe"),
        ({"moves": 5000}, "stays as it is"),
        ({"data": "circle"}, "stays as it is"),
        ({"d_rate": 5.0}, "from 1e-05 to 0.1"),
        ({"d_steps": 1000}, "whole number from 1 to 5"),
        ({"d_steps": 1.5}, "whole number"),
        ({"d_rate": float("nan")}, "must be a number"),
        ({"d_rate": True}, "is a number"),
        ({"falling": 1}, "True or False"),
        ({"d_rate": "small"}, "is a number"),
        ({"loss": "Wasserstein"}, "'non-saturating', 'saturating', 'hinge'"),
        ({"pack": 3}, "can't be judged 3 by 3"),
        ({"d_rate": 0.001, "g_rate": 0.001, "r1": 1, "noise": 0.1}, "3 at most"),
    ],
)
def test_what_is_refused(prescription, says):
    with pytest.raises(Refused, match=says):
        prescribed(Recipe(), prescription)
