"""Whether the laboratory's settled recipes look right when they rest."""

import math
from dataclasses import replace

from gan_lesson.laboratory import SETTLED, Laboratory
from tests.study.part import Figures, Measure, Part, Report, Trial
from tests.study.shared import Stopwatch


def settled(seeds: int, seconds: float = 20) -> Part:
    """Each data set's recipe, run until its rates have fallen.

    Args:
        seeds: runs of each.
        seconds: about how long one takes.
    """

    def measured(name: str) -> Measure:
        def measure(seed: int, report: Report) -> dict[str, Figures]:
            recipe, watch = replace(SETTLED[name], seed=seed), Stopwatch(seconds)
            laboratory = Laboratory(recipe)
            while laboratory.number < recipe.falling:
                laboratory.run(min(50, recipe.falling - laboratory.number))
                report(laboratory.number / recipe.falling)
            spent, found = watch.seconds(), laboratory.measure(averaged=True)
            figures = {
                "Jensen-Shannon above the floor": found.jensen_shannon - laboratory.floor,
                "modes": found.modes,
                "strays, %": 100 * found.strays,
                "seconds": spent,
            }
            return {name: {what: figure for what, figure in figures.items() if not math.isnan(figure)}}

        return measure

    return Part(
        "settled",
        "The laboratory's recipe for each of its data sets once its rates have fallen to 0: 2,000 fakes of the "
        "averaged generator against 2,000 real points, above what other real points score. Seconds of one thread on "
        "the processor.",
        tuple(Trial(name, range(seeds), seconds, measured(name)) for name in SETTLED),
        {"Jensen-Shannon above the floor": 3, "modes": 1, "strays, %": 1, "seconds": 1},
    )
