"""Treats a patient: trains it anew with a prescription, on seeds that chose nothing, and says whether it is cured."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from gan_lesson.clinic.cabinet import prescribed
from gan_lesson.clinic.patients import PATIENTS, Findings, is_healthy, measured
from gan_lesson.clinic.recipe import Recipe
from gan_lesson.progress import progress

SEEDS = (200, 201, 202, 203)  # nothing was chosen on these


@dataclass(frozen=True)
class Outcome:
    """What a treatment came to.

    Attributes:
        recipe: that was trained.
        findings: one for each seed.
    """

    recipe: Recipe
    findings: tuple[Findings, ...]

    @property
    def cured(self) -> bool:
        """Whether both runs are healthy, or three of four."""
        return self.healthy >= (2 if len(self.findings) == 2 else 3)

    @property
    def healthy(self) -> int:
        """How many of the runs are healthy."""
        return sum(is_healthy(self.recipe, found) for found in self.findings)

    @property
    def words(self) -> str:
        """What was measured of each run, in a sentence."""
        return "; ".join(f"seed {seed}: {_said(found)}" for seed, found in zip(SEEDS, self.findings, strict=False))


def treat(number: int, prescription: Mapping[str, Any]) -> Outcome:
    """Trains a patient with a prescription and measures it; shows progress meanwhile.

    Two runs are made. If only one of them is healthy, two more are: then a good remedy isn't refused for one unlucky
    run, and three of four must be healthy, so that one lucky run doesn't do either.

    Args:
        number: of the patient, see `PATIENTS`.
        prescription: settings and their new values, such as ``{"d_rate": 0.001}``, or what `cabinet.remedy` returns.

    Raises:
        Refused: if the prescription can't be filled, see `cabinet.prescribed`.
    """
    recipe = prescribed(PATIENTS[number].recipe, prescription)
    outcome = Outcome(recipe, ())
    for seeds in (SEEDS[:2], SEEDS[2:]):
        found = [measured(recipe, seed) for seed in progress(seeds, len(seeds), "runs")]
        outcome = Outcome(recipe, (*outcome.findings, *found))
        if outcome.healthy != 1:
            break
    return outcome


def _said(found: Findings) -> str:
    if found.copied == found.copied:  # not NaN
        return f"{found.copied:.0f} % nearer to training, {found.strays:.0f} % strays"
    return f"{found.modes:.0f} clusters, {found.strays:.0f} % strays"
