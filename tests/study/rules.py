"""What lesson 11 says of its rules on the ring, on the grid and on portraits."""

from collections.abc import Callable
from functools import cache

import torch

from authoring import arenas, rules
from gan_lesson import datasets, training
from gan_lesson.evaluation import metrics
from gan_lesson.evaluation.judges import portrait_judges
from gan_lesson.history import History
from tests.study.part import Figures, Measure, Part, Report, Trial
from tests.study.shared import Stopwatch, sample

Keep = Callable[[str, History, training.Run], None]  # of a rule's name, what was seen of it, and its end
CLUSTERS = {"modes": 1, "high quality, %": 1, "spread": 2, "seconds": 1, "ms a step": 1}
PICTURES = {"Fréchet distance": 2, "precision": 2, "recall": 2, "pets, %": 1, "seconds": 0, "ms a step": 1}
ALIKE = "one move of his for each of hers, rates that fall in the second half, averaged weights"
SECONDS = "Seconds of one thread on the processor"


def rules_ring(seeds: int, keep: Keep | None = None) -> Part:
    """Every rule on the ring; `keep` is handed each run, for a recording."""
    return Part(
        "rules_ring",
        "Lesson 11's rules on lesson 08's ring of 8 (standard deviation 0.05): the same networks, 60 passes over 2,560 "
        f"points in batches of 128, {ALIKE}. 2,500 samples, of high quality within three standard "
        f"deviations of a mode. {SECONDS}, the 21 looks of the recording included.",
        trials(arenas.RING, _coverage, seeds, 5, keep),
        CLUSTERS,
    )


def rules_grid(seeds: int, keep: Keep | None = None) -> Part:
    """Every rule on the grid; `keep` is handed each run, for a recording."""
    return Part(
        "rules_grid",
        "Lesson 11's rules on the grid of 25 (standard deviation 0.05, two apart): the same networks for all, a wider "
        f"pair than the ring's, {arenas.GRID.epochs} passes over 10,240 points in batches of 256, {ALIKE}. Otherwise "
        "as in the part rules_ring, with 13 looks.",
        trials(arenas.GRID, _coverage, seeds, 30, keep),
        CLUSTERS,
    )


def rules_portraits(seeds: int, keep: Keep | None = None) -> Part:
    """Some rules on portraits, beside other real portraits; `keep` is handed each run, for a recording."""

    def real(seed: int, report: Report) -> dict[str, Figures]:
        others = datasets.portraits(2048, torch.Generator().manual_seed(seed + 2000)).data
        return {"other real portraits": _scores(others)}

    def scores(run: training.Run, data: rules.Data, seed: int) -> Figures:
        return _scores(sample(run.averaged, 2048, seed + 77))

    return Part(
        "rules_portraits",
        f"Lesson 11's rules on 4,096 portraits, {arenas.PORTRAITS.epochs} passes in batches of 32: the pair of lesson "
        "08's recorded portraits, "
        f"the generator half as wide, {ALIKE}. 2,048 fakes against as many unseen portraits, in features of a reader "
        f"of knobs; precision and recall of 1,024. {SECONDS}, without the looks.",
        (Trial("real", range(seeds), 2, real), *trials(arenas.PORTRAITS, scores, seeds, 55, keep, looks=False)),
        PICTURES,
    )


def trials(
    arena: rules.Arena,
    figures: Callable[[training.Run, rules.Data, int], Figures],
    seeds: int,
    about: float,
    keep: Keep | None,
    looks: bool = True,
) -> tuple[Trial, ...]:
    """Every rule of an arena.

    Args:
        arena: where they are compared.
        figures: of a run at its end, its training set and its seed.
        seeds: runs of each rule.
        about: seconds of a run.
        keep: is handed each rule's name, the history and the run at its end.
        looks: whether the recording's looks count in the seconds, as steps that are a little longer.
    """
    data = cache(arena.data)

    def measure_of(name: str) -> Measure:
        def measure(seed: int, report: Report) -> dict[str, Figures]:
            run = rules.start(arena, arena.rules[name], data(), seed)
            total, watch, timed, seen = run.batches.remaining, Stopwatch(1.0), [], 1
            for number, history in enumerate(rules.watched(arena, name, data(), run), start=1):
                if looks or len(history) == seen:
                    timed.append(watch.seconds())
                watch, seen = Stopwatch(1.0), len(history)
                report(number / total)
            if keep is not None:
                keep(name, history, run)
            ms = 1000 * sum(timed) / len(timed)
            return {name: {**figures(run, data(), seed), "seconds": ms * total / 1000, "ms a step": ms}}

        return measure

    return tuple(Trial(name, range(seeds), about, measure_of(name)) for name in arena.rules)


def _coverage(run: training.Run, data: datasets.Points, seed: int) -> Figures:
    found = metrics.mode_coverage(
        sample(run.averaged, 2500, seed + 77).numpy(), data.centres.numpy(), data.standard_deviation
    )
    return {"modes": found.covered, "high quality, %": 100 * found.high_quality, "spread": found.spread}


@cache
def _unseen() -> torch.Tensor:
    return portrait_judges().knobs.features(datasets.portraits(2048, torch.Generator().manual_seed(1000)).data)


def _scores(pictures: torch.Tensor) -> Figures:
    judges = portrait_judges()
    found = judges.knobs.features(pictures)
    close = metrics.precision_and_recall(_unseen()[:1024], found[:1024])
    return {
        "Fréchet distance": metrics.frechet_distance(_unseen(), found),
        "precision": close.precision,
        "recall": close.recall,
        "pets, %": 100 * judges.portraits.share_of_pets(pictures),
    }
