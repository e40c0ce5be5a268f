"""What lesson 10 says of its patients and its cabinet, on seeds that neither chose a recipe nor a threshold."""

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from gan_lesson.clinic import portraits
from gan_lesson.clinic.cabinet import CABINET, prescribed
from gan_lesson.clinic.patients import PATIENTS, Patient, is_healthy, measured
from gan_lesson.clinic.portraits import KINDS, PETS, PORTRAIT_PATIENTS
from gan_lesson.clinic.recipe import Recipe
from tests.study.part import Figures, Measure, Part, Report, Trial

FRESH = 100  # the first seed of the clinic's ten, and of the cabinet's five


def clinic(seeds: int) -> Part:
    """Each patient untreated and with the remedy that the lesson gives."""

    def trial(number: int, patient: Patient) -> Trial:
        def measure(seed: int, report: Report) -> dict[str, Figures]:
            treated = prescribed(patient.recipe, CABINET[patient.remedy].changes)
            untreated = figures(patient.recipe, seed, lambda share: report(share / 2))
            cured = figures(treated, seed, lambda share: report((1 + share) / 2))
            return {patient.name: untreated, f"{patient.name}, {patient.remedy}": cured}

        return Trial(f"patient {number}", range(FRESH, FRESH + seeds), 3, measure)

    return Part(
        "clinic",
        "Lesson 10's patients, untreated and with a remedy, on seeds from 100 that chose nothing: means over the last "
        "six looks at 512 samples. Alike is the fakes' mean distance from their centre as a share of the real points'; "
        "copied, the share that lies nearer to the training set than to unseen points.",
        tuple(trial(number, patient) for number, patient in PATIENTS.items()),
        {"healthy, %": 0, "modes": 1, "strays, %": 0, "alike": 2, "copied, %": 0},
    )


def figures(recipe: Recipe, seed: int, report: Report) -> Figures:
    """What was measured of a run, without what its data don't have."""
    found = measured(recipe, seed, report)
    names = {"modes": "modes", "strays": "strays, %", "alike": "alike", "copied": "copied, %"}
    values = {names[name]: value for name, value in asdict(found).items() if value == value}  # not NaN
    return {"healthy, %": 100.0 * is_healthy(recipe, found), **values}


def cabinet(seeds: int) -> Part:
    """Every patient with every remedy: how many of the runs are healthy."""

    def trial(name: str, changes: Mapping[str, Any]) -> Trial:
        return Trial(name, range(FRESH, FRESH + seeds), 10, _with(name, changes))

    return Part(
        "cabinet",
        "Lesson 10's cabinet: every remedy tried on every patient, per cent of the runs that are healthy in the end, "
        "on seeds from 100. Empty where the remedy changes nothing, because the patient has these settings already.",
        tuple(trial(name, remedy.changes) for name, remedy in CABINET.items()),
        {patient.name: 0 for patient in PATIENTS.values()},
    )


def _with(name: str, changes: Mapping[str, Any]) -> Measure:
    def measure(seed: int, report: Report) -> dict[str, Figures]:
        healthy: Figures = {}
        for number, patient in enumerate(PATIENTS.values()):
            if any(getattr(patient.recipe, setting) != value for setting, value in changes.items()):
                recipe = prescribed(patient.recipe, changes)
                healthy[patient.name] = 100.0 * is_healthy(recipe, measured(recipe, seed))
            report((number + 1) / len(PATIENTS))
        return {name: healthy}

    return measure


def clinic_portraits(seeds: int) -> Part:
    """The two patients on portraits: untreated with twice as many seeds as treated."""

    def of(scores: Mapping[str, float]) -> Figures:
        return {"healthy, %": 100.0 * portraits.is_healthy(scores), "pets, %": scores[PETS], "kinds": scores[KINDS]}

    def trial(line: str, recipe: Recipe, runs: int) -> Trial:
        def measure(seed: int, report: Report) -> dict[str, Figures]:
            return {line: of(portraits.scored(recipe, portraits.trained(recipe, seed, report), seed))}

        return Trial(line, range(FRESH, FRESH + runs), 15, measure)

    def looked_at_twice(number: int) -> Trial:
        patient = PORTRAIT_PATIENTS[number]

        def measure(seed: int, report: Report) -> dict[str, Figures]:
            run = portraits.trained(patient.recipe, seed, report)  # his cure changes the look, and not the training
            lines = {patient.name: patient.recipe, f"{patient.name}, treated": patient.treated}
            return {line: of(portraits.scored(recipe, run, seed)) for line, recipe in lines.items()}

        return Trial(patient.name, range(FRESH, FRESH + 2 * seeds), 15, measure)

    first = PORTRAIT_PATIENTS[1]
    return Part(
        "clinic_portraits",
        "Lesson 10's two patients on portraits, untreated and with a remedy, on seeds from 100 that chose nothing: 256 "
        "pictures at the end of the run. Kinds are the covered ones of ten.",
        (
            trial(first.name, first.recipe, 2 * seeds),
            trial(f"{first.name}, treated", first.treated, seeds),
            looked_at_twice(6),
        ),
        {"healthy, %": 0, "pets, %": 0, "kinds": 1},
    )
