"""Two of the plane's illnesses on portraits: convolutional networks, and two of the scores of lesson 09.

A recipe means here what it means in the plane, but for the settings that are of the plane's own networks and points
(`pack`, `turn`, `slope`, `activation`, `start`): those are left as they come.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn

from gan_lesson import datasets, models, training
from gan_lesson.clinic.recipe import Recipe, game, run_of, shown
from gan_lesson.evaluation.coverage import Coverage, coverage, kinds_covered
from gan_lesson.evaluation.judges import portrait_judges
from gan_lesson.history import History

LATENT_DIM = 32
SAMPLES = 256  # that are scored
SHOWN = 16  # others, that a recorded run shows
PETS, KINDS = "read as pets, %", "kinds covered, of 10"


@dataclass(frozen=True)
class PortraitPatient:
    """A recipe that fails on portraits.

    Attributes:
        name: what is wrong.
        recipe: of the run.
        cure: the settings that help.
    """

    name: str
    recipe: Recipe
    cure: Mapping[str, Any]

    @property
    def treated(self) -> Recipe:
        """The recipe with the cure."""
        return replace(self.recipe, **self.cure)


HEALTHY = Recipe(
    data="portraits", moves=300, g_rate=0.002, d_rate=0.002, momentum=0.0, batch=32, averaged=0.98, falling=True
)
PORTRAIT_PATIENTS = {  # by the number of the patient in the plane who has the same illness
    1: PortraitPatient(
        "vanishing gradient",
        replace(HEALTHY, loss="saturating", head_start=300, epsilon=1e-4),
        {"loss": "non-saturating"},
    ),
    6: PortraitPatient("two sets of statistics", replace(HEALTHY, batch_norm=0.0001), {"settled": True}),
}


def portraits_of(count: int, seed: int) -> Tensor:
    """Portraits ``(count, 1, 28, 28)`` of a seed."""
    return datasets.portraits(count, torch.Generator().manual_seed(seed)).data


def start(recipe: Recipe, seed: int) -> training.Run:
    """Both players, their optimisers, the batches, and the average of the generator's weights."""
    torch.manual_seed(seed)
    generator, discriminator = models.ConvGenerator(LATENT_DIM, width=16), models.ConvDiscriminator(width=8, depth=3)
    for layer in generator.layers:
        if isinstance(layer, nn.BatchNorm2d) and recipe.batch_norm:
            layer.momentum = recipe.batch_norm
    return run_of(recipe, seed, generator, discriminator, portraits_of(recipe.points, 10_000 + seed))


def trained(recipe: Recipe, seed: int, report: Callable[[float], None] = lambda share: None) -> training.Run:
    """A run at its end.

    Args:
        recipe: what to train.
        seed: of everything.
        report: is told the share of the rounds that are done.
    """
    run = start(recipe, seed)
    for step, _ in game(recipe, run):
        report(step.number / recipe.rounds)
    return run


def scored(recipe: Recipe, run: training.Run, seed: int) -> dict[str, float]:
    """How many of a run's pictures are read as pets, in per cent, and how many of the ten kinds of pets are covered.

    Args:
        recipe: of the run.
        run: at any moment.
        seed: of the run.
    """
    found = coverage(models.look(shown(recipe, run), _latents(seed)[SHOWN:]), portrait_judges())
    return {PETS: 100 * (1 - found.unreadable), KINDS: float(kinds_covered(found, _real()).sum())}


def is_healthy(scores: Mapping[str, float]) -> bool:
    """Whether a run's scores are those of health. Chosen on seed 0, and judged on others."""
    return scores[PETS] >= 10 and scores[KINDS] >= 4


def recorded(recipe: Recipe, seed: int, title: str) -> Iterator[History]:
    """Records a run, with the scores of other pictures than those that are shown.

    Args:
        recipe: of the run.
        seed: of everything.
        title: of the recording.

    Yields:
        The recording so far, after every round.
    """
    run, scores = start(recipe, seed), {}

    def pets(samples: np.ndarray) -> float:
        scores.update(scored(recipe, run, seed))  # one look for both scores: the second is asked for after the first
        return scores[PETS]

    history = History(
        _latents(seed)[:SHOWN],
        title=title,
        real=run.batches.data[:SHOWN],
        metrics={PETS: pets, KINDS: lambda samples: scores[KINDS]},
        every={0},
        steps={4, 8, 16, 32, *np.linspace(0, recipe.rounds, 20).round().astype(int).tolist()[1:]},
    )
    history.begin(shown(recipe, run), run.discriminator)
    for step, _ in game(recipe, run):
        history.record(step, shown(recipe, run), run.discriminator)
        yield history


@cache
def _real() -> Coverage:
    return coverage(portraits_of(1024, 20_000), portrait_judges())


def _latents(seed: int) -> Tensor:
    return models.sample_latents(SHOWN + SAMPLES, LATENT_DIM, torch.Generator().manual_seed(seed + 3))
