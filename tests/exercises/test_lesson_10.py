"""Lesson 10's exercises: the check trains what is prescribed, and no answer can talk it into a cure.

The wrong answers were written before the checks. Where a message is what counts, a run is replaced by its outcome; each
solution, and two wrong prescriptions, are really trained.
"""

import math

import pytest

from gan_lesson.clinic import treatment
from gan_lesson.clinic.cabinet import remedy
from gan_lesson.clinic.patients import PATIENTS, Findings
from gan_lesson.exercises import lesson_10 as exercises
from tests.exercises.conftest import assert_right, assert_told

TREATED = {number: getattr(exercises, f"treat_patient_{number}") for number in PATIENTS}


@pytest.fixture
def nothing_helps(monkeypatch):
    monkeypatch.setattr(treatment, "measured", lambda recipe, seed: Findings(1, 35, 0.1, math.nan))


@pytest.fixture
def nothing_is_trained(monkeypatch):
    def measured(recipe, seed):
        raise AssertionError("this should have been refused")

    monkeypatch.setattr(treatment, "measured", measured)


@pytest.mark.parametrize("number", TREATED)
def test_the_solution_cures(number):
    assert_right(TREATED[number], TREATED[number].function)


@pytest.mark.parametrize(
    ("number", "answer", "says"),
    [
        (1, lambda: {"d_rate": 0.001}, "goes on learning"),
        (2, lambda: remedy("smoothed targets"), "ten times for each"),
    ],
)
def test_the_wrong_remedy_fails_visibly(number, answer, says):
    assert_told(TREATED[number], answer, says)


@pytest.mark.parametrize(
    ("number", "answer", "says"),
    [
        (1, lambda: {"g_rate": 0.02}, "his gradient is next to 0"),
        (1, lambda: {"g_steps": 10}, "Ten times nothing"),
        (1, lambda: {"momentum": 0.9}, "Momentum adds up"),
        (1, lambda: remedy("falling rates"), "isn't moving"),
        (1, lambda: remedy("averaged weights"), "stand still"),
        (1, lambda: remedy("larger batch"), "slope of 0"),
        (1, lambda: remedy("augmentation"), "as easy to tell"),
        (1, lambda: {"slope": 1.0}, "too flat to guide him"),
        (1, lambda: {"epsilon": 1e-8}, "That alone wasn't enough"),
        (1, lambda: remedy("leaky ReLU"), "what makes him ill: she is sure"),
        (2, lambda: remedy("R1"), "what makes him ill: he makes ten updates"),
        (2, lambda: {"g_steps": 9.0}, "what makes him ill: he makes ten updates"),
        (3, lambda: {"momentum": 0.99}, "what makes him ill: with so much momentum"),
        (2, lambda: {"g_rate": 0.0005}, "last word"),
        (2, lambda: remedy("augmentation"), "ten moves for each"),
        (2, lambda: remedy("spectral norm"), "ten moves for each"),
        (2, lambda: remedy("larger batch"), "more updates"),
        (2, lambda: remedy("averaged weights"), "doesn't paint eight"),
        (2, lambda: {"d_rate": 0.01}, "no second look"),
        (3, lambda: remedy("larger batch"), "less noisy"),
        (3, lambda: remedy("packing"), "don't stay"),
        (3, lambda: {"loss": "hinge"}, "they still overshoot"),
        (3, lambda: remedy("augmentation"), "they still overshoot"),
        (3, lambda: remedy("spectral norm"), "all their momentum"),
        (4, lambda: remedy("leaky ReLU"), "still at -4"),
        (4, lambda: remedy("packing"), "reaches his hidden layers"),
        (4, lambda: remedy("spectral norm"), "reaches his hidden layers"),
        (4, lambda: {"g_rate": 0.02}, "However he steps"),
        (4, lambda: remedy("averaged weights"), "never change"),
        (4, lambda: remedy("larger batch"), "same point"),
        (5, lambda: {"points": 32}, "learnt by heart"),
        (5, lambda: remedy("noise"), "all she knows"),
        (5, lambda: remedy("augmentation"), "short arcs"),
        (5, lambda: remedy("R1"), "still those 16"),
        (5, lambda: remedy("averaged weights"), "another road"),
        (5, lambda: remedy("larger batch"), "nothing more to show"),
        (6, lambda: remedy("R1"), "what you are shown"),
        (6, lambda: remedy("spectral norm"), "what you are shown"),
        (6, lambda: remedy("averaged weights"), "lag just as far behind"),
        (6, lambda: {"loss": "hinge"}, "Why change its rules"),
        (6, lambda: {"d_rate": 0.001}, "what you are shown of it"),
    ],
)
def test_a_failed_remedy_is_explained(number, answer, says, nothing_helps):
    assert_told(TREATED[number], answer, says)


def test_who_learns_nothing_does_not_copy_either(monkeypatch):
    monkeypatch.setattr(treatment, "measured", lambda recipe, seed: Findings(math.nan, 70, 1, 53))
    assert_told(TREATED[5], lambda: {"g_rate": 1e-5}, "lie off the circle: he copies less")


def test_the_measures_are_told(nothing_helps):
    assert_told(TREATED[2], lambda: remedy("noise"), "not cured: seed 200: 1 clusters, 35 % strays; seed 201")


@pytest.mark.parametrize("number", TREATED)
@pytest.mark.parametrize(
    ("answer", "says"),
    [
        (lambda: {"modes": 8, "strays": 0}, "no setting of a recipe"),
        (lambda: {"cured": True}, "no setting of a recipe"),
        (lambda: Findings(8, 0, 1, math.nan), "A prescription is a dictionary"),
        (lambda: True, "A prescription is a dictionary"),
        (lambda: "non-saturating loss", "`remedy('non-saturating loss')`"),
        (lambda: {"R1": True}, "`remedy('R1')`"),
        (lambda: {"g_step": 1}, "Did you mean 'g_steps'?"),
        (lambda: "patience", "A prescription is a dictionary"),
        (lambda: print("R1"), "returned None"),
        (lambda: {}, "empty"),
        (lambda: {"moves": 100_000}, "stays as it is"),
        (lambda: {"d_steps": 500}, "whole number"),
        (lambda: {"real_target": 1.0}, "changes nothing"),
        (lambda: remedy("patience"), "the cabinet has no 'patience'"),
        (lambda: {"r1": 1, "noise": 0.1, "g_rate": 0.01, "d_rate": 0.01}, "3 at most"),
    ],
)
def test_it_cannot_be_talked_into_a_cure(number, answer, says, nothing_is_trained):
    assert_told(TREATED[number], answer, says)


def test_no_other_patient_is_put_into_his_bed(nothing_is_trained):
    def swap():
        PATIENTS[4] = PATIENTS[2]
        return remedy("one move each")

    verdict = TREATED[4].check(swap)
    assert verdict.outcome == "not yet" and "TypeError" in verdict.message


def test_a_dictionary_that_lies_is_read_once(monkeypatch):
    """What is trained is what was checked: a plain copy of the settings."""

    class Liar(dict):
        def __getitem__(self, key):
            return 1e9

    trained = []

    def measured(recipe, seed):
        trained.append(recipe.d_rate)
        return Findings(1, 95, 0.1, math.nan)

    monkeypatch.setattr(treatment, "measured", measured)
    assert_told(TREATED[1], lambda: Liar(d_rate=0.001), "not cured")
    assert trained == [0.001, 0.001]
