"""What lesson 09 says of the number of samples that a score is computed from."""

from collections.abc import Callable

import numpy as np
import torch
from torch import Tensor

from gan_lesson import datasets
from gan_lesson.evaluation import metrics
from gan_lesson.evaluation.judges import portrait_judges
from gan_lesson.evaluation.sampling import by_count
from gan_lesson.models import look, sample_latents
from gan_lesson.recordings import forgers
from tests.study.part import Figures, Part, Report, Trial

COUNTS = (50, 100, 200, 500, 1000, 2000, 4096, 16384)
NEIGHBOURS = 2000  # rows at most where each is compared with each


def counts(seeds: int, most: int = COUNTS[-1]) -> Part:
    """Scores of the honest forger and of real portraits, by the number of rows.

    Args:
        seeds: of the forger's run, and of all that is drawn.
        most: rows, so that a test may take fewer.
    """

    def measure(seed: int, report: Report) -> dict[str, Figures]:
        features = portrait_judges().knobs.features
        random = torch.Generator().manual_seed(seed + 2000)
        real, other = (features(datasets.portraits(most, random).data) for _ in range(2))
        fake = features(_painted(forgers.honest(seed), sample_latents(most, 32, random)))
        report(0.3)
        found = {}
        for who, rows in (("the honest forger", fake), ("other real portraits", other)):
            found[f"Fréchet distance, {who}"] = _means(metrics.frechet_distance, real, rows)
            few = real[:NEIGHBOURS], rows[:NEIGHBOURS]
            found[f"precision, {who}"] = _means(lambda r, f: metrics.precision_and_recall(r, f).precision, *few)
            found[f"recall, {who}"] = _means(lambda r, f: metrics.precision_and_recall(r, f).recall, *few)
            report(0.65)
        return found

    return Part(
        "counts",
        "Lesson 09: scores by the number of samples on either side, means of up to five draws that share no sample; "
        "features of a reader of knobs. The Fréchet distance needs more samples than the 64 features.",
        (Trial("counts", range(seeds), 20, measure),),
        {f"{count:,} samples": 2 for count in COUNTS if count <= most},
    )


def _means(score: Callable[[np.ndarray, np.ndarray], float], real: np.ndarray, fake: np.ndarray) -> Figures:
    found = by_count(score, real, fake, COUNTS)
    return {f"{count:,} samples": float(mean) for count, mean in zip(found.counts, found.mean, strict=True)}


def _painted(generator: torch.nn.Module, latents: Tensor) -> Tensor:
    return torch.cat([look(generator, chunk) for chunk in latents.split(512)])
