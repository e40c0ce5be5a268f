"""The part `sentences` once more, with runs three times as long: what words do that were never seen together."""

from authoring import sentence_recipes as recipes
from tests.study.part import Figures, Part, Report, Trial
from tests.study.sentences import COLUMNS, _figures, _trained


def sentences_long(seeds: int, steps: int = 1500, n: int = recipes.PORTRAITS) -> Part:
    """The whole recipe, nearly as long as the recorded run.

    Args:
        seeds: of the trial.
        steps: of a run.
        n: portraits to learn from.
    """

    def longer(seed: int, report: Report) -> dict[str, Figures]:
        return {"matching-aware, longer": _figures(*_trained(seed, report, steps, n))}

    return Part(
        "sentences_long",
        f"The same as in the part sentences, with the whole recipe, after {steps:,} steps from {n:,} portraits.",
        (Trial("longer", range(seeds), 60, longer),),
        COLUMNS,
    )
