"""The parts of the study that lesson 10 quotes: with short runs, and what its prose makes of the committed table."""

import math
import re
from dataclasses import replace

import pytest

from gan_lesson.clinic.cabinet import CABINET
from gan_lesson.clinic.patients import PATIENTS
from gan_lesson.clinic.portraits import PORTRAIT_PATIENTS
from gan_lesson.clinic.tried import SEEDS, TRIED
from tests.study import clinic
from tests.study.test_results import table_of


@pytest.fixture
def short(monkeypatch):
    few = {}
    for number, patient in PATIENTS.items():
        recipe = replace(patient.recipe, moves=24, head_start=min(patient.recipe.head_start, 2))
        few[number] = replace(patient, recipe=recipe)
    monkeypatch.setattr(clinic, "PATIENTS", few)


def test_each_patient_is_measured_untreated_and_treated(short):
    part = clinic.clinic(2)
    assert [list(trial.seeds) for trial in part.trials] == 6 * [[100, 101]]
    shares = []
    found = part.trials[1].measure(100, shares.append)
    assert list(found) == ["mode collapse", "mode collapse, one move each"]
    assert shares == sorted(shares) and shares[-1] == 1
    for figures in found.values():
        assert set(figures) <= set(part.decimals) and all(map(math.isfinite, figures.values()))


def test_a_remedy_is_tried_on_those_whom_it_changes(short):
    part = clinic.cabinet(1)
    assert [trial.name for trial in part.trials] == list(CABINET)
    (trial,) = (trial for trial in part.trials if trial.name == "another start")
    assert list(trial.measure(100, lambda share: None)["another start"]) == [
        PATIENTS[number].name for number in (1, 4, 6)
    ]


def test_portraits_are_measured_untreated_and_treated(monkeypatch):
    for number, patient in PORTRAIT_PATIENTS.items():
        recipe = replace(patient.recipe, moves=2, points=64, head_start=min(patient.recipe.head_start, 1))
        monkeypatch.setitem(PORTRAIT_PATIENTS, number, replace(patient, recipe=recipe))
    part = clinic.clinic_portraits(1)
    assert [list(trial.seeds) for trial in part.trials] == [[100, 101], [100], [100, 101]]
    found = {}
    for trial in part.trials:
        found |= trial.measure(100, lambda share: None)
    names = [patient.name for patient in PORTRAIT_PATIENTS.values()]
    assert list(found) == [line for name in names for line in (name, f"{name}, treated")]
    assert all(figures == {"healthy, %": 0, "pets, %": 0, "kinds": 0} for figures in found.values()), "two moves"


def healthy(part, line, column):
    """The share of healthy runs, from 0 to 1."""
    return float(table_of(part)[line][column].split()[0]) / 100


@pytest.mark.parametrize("number", PATIENTS)
def test_every_patient_fails_and_is_cured_reliably(number):
    patient = PATIENTS[number]
    assert table_of("clinic")[patient.name]["seeds"] == "10"
    assert healthy("clinic", patient.name, "healthy, %") == 0, "not one of ten ended in health, says the lesson"
    assert healthy("clinic", f"{patient.name}, {patient.remedy}", "healthy, %") >= 0.9


def test_the_collapsed_points_are_few_and_alike():
    row = table_of("clinic")["mode collapse"]
    assert float(re.findall(r"[\d.]+", row["modes"])[-1]) <= 1
    assert float(re.findall(r"[\d.]+", row["alike"])[-1]) < 0.5


def test_the_lesson_s_table_is_the_study_s():
    table = table_of("cabinet")
    assert list(TRIED) == list(table) == list(CABINET)
    names = [patient.name for patient in PATIENTS.values()]
    for name, counts in TRIED.items():
        assert table[name]["seeds"] == str(SEEDS)
        shares = [table[name][column].split() for column in names]
        assert list(counts) == [round(float(share[0]) / 100 * SEEDS) if share else None for share in shares]


def test_what_the_lesson_says_of_its_cabinet():
    column = {
        patient: {name: counts[number - 1] or 0 for name, counts in TRIED.items()} for number, patient in NAMES.items()
    }

    def cured_by(patient):
        return {name for name, count in column[patient].items() if count >= SEEDS - 1}

    assert cured_by("mode collapse") == {"one move each"} == {name for name, n in column["mode collapse"].items() if n}
    assert {name for name, n in column["dead generator"].items() if n} == {"another start"}
    assert cured_by("memorising") == {"more data"}
    assert {"non-saturating loss", "smoothed targets", "spectral norm"} <= cured_by("vanishing gradient")
    assert {"no momentum", "averaged weights"} <= cured_by("swinging")
    assert "fresh statistics" in cured_by("two sets of statistics")
    assert sum(0 < n < SEEDS - 1 for n in column["swinging"].values()) == 4, "four worked in one to three runs"
    for name, runs in {"noise": 1, "falling rates": 1, "larger batch": 0, "leaky ReLU": 0, "augmentation": 0}.items():
        assert sum(TRIED[name]) == runs
    assert all((count or 0) < SEEDS - 1 for count in TRIED["R1"])
    assert not any(TRIED["spectral norm"][1:]), "nobody else was helped"


NAMES = {number: patient.name for number, patient in PATIENTS.items()}
