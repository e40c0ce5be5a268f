"""The patients: recipes that fail, what their runs are measured by, and when one counts as healthy."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np
import torch

from gan_lesson import models
from gan_lesson.clinic.recipe import LATENT_DIM, Recipe, play, points_of, shown, training_set
from gan_lesson.evaluation import metrics
from gan_lesson.evaluation.copying import copying

LOOKS = 6  # at the end of a run, evenly spread over its last quarter
SAMPLES = 512
UNSEEN = 5  # samples of the truth to compare copies with


@dataclass(frozen=True)
class Findings:
    """What was measured of a run, means over its last looks.

    Attributes:
        modes: clusters found; NaN where there are none to count.
        strays: per cent of the fakes that lie three standard deviations or more from every cluster; on the circle, that
            lie 0.3 or more off it.
        alike: the fakes' mean distance from their centre, as a share of the real points'. 0 if all are the same.
        copied: per cent of the fakes that lie nearer to the training set than to as many unseen points.
    """

    modes: float
    strays: float
    alike: float
    copied: float


@dataclass(frozen=True)
class Patient:
    """A recipe that fails.

    Attributes:
        name: what is wrong.
        complaint: what its owner says.
        recipe: of the run.
        remedy: a name in the cabinet that cures it.
    """

    name: str
    complaint: str
    recipe: Recipe
    remedy: str


PATIENTS: Mapping[int, Patient] = MappingProxyType(
    {  # not to be changed: an exercise could be cheated
        1: Patient(
            "vanishing gradient",
            "Her loss is at 0, and the pictures stand still.",
            Recipe(loss="saturating", start="narrow", epsilon=0.01, head_start=300, moves=700),
            "non-saturating loss",
        ),
        2: Patient(
            "mode collapse",
            "All the pictures are alike.",
            Recipe(g_rate=0.002, g_steps=10, batch=64, points=1280, moves=800),
            "one move each",
        ),
        3: Patient(
            "swinging",
            "It gets better, then worse, then better, and never ends.",
            Recipe(data="clump", momentum=0.9, g_rate=0.006, d_rate=0.006, moves=600),
            "no momentum",
        ),
        4: Patient(
            "dead generator",
            "All the pictures are alike, and nothing I change helps.",
            Recipe(activation="ReLU", start="negative biases", g_rate=0.002),
            "another start",
        ),
        5: Patient(
            "memorising",
            "The pictures are lovely. I have only sixteen real ones.",
            Recipe(data="circle", points=16, batch=16, moves=1000),
            "more data",
        ),
        6: Patient(
            "two sets of statistics",
            "The curves look fine, the pictures don't.",
            Recipe(start="small", batch_norm=0.0003),
            "fresh statistics",
        ),
    }
)


def is_healthy(recipe: Recipe, found: Findings) -> bool:
    """Whether a run's measures are those of health. Chosen on seeds 0 to 9, and judged on others."""
    if recipe.data == "circle":
        return found.copied <= 62 and found.strays <= 40
    if recipe.data == "clump":
        return found.strays <= 15 and found.alike >= 0.3
    return found.modes >= 7 and found.strays <= 60


def measured(recipe: Recipe, seed: int, report: Callable[[float], None] = lambda share: None) -> Findings:
    """Trains a recipe and measures what comes of it.

    Args:
        recipe: what to train.
        seed: of everything.
        report: is told the share of the rounds that are done.
    """
    every = max(1, recipe.rounds // (4 * LOOKS))
    looks = {recipe.rounds - every * back for back in range(LOOKS)}
    latents = models.sample_latents(SAMPLES, LATENT_DIM, torch.Generator().manual_seed(seed + 3))
    judge, found = Judge(recipe, seed), []
    for step, run in play(recipe, seed):
        if step.number in looks:
            found.append(judge(models.look(shown(recipe, run), latents).numpy()))
        report(step.number / recipe.rounds)
    return Findings(*np.mean(found, axis=0).tolist())


class Judge:
    """Measures samples of a run: modes, strays, how alike they are, and the share of copies.

    Args:
        recipe: of the run.
        seed: of the run.
    """

    def __init__(self, recipe: Recipe, seed: int):
        self.learnt = training_set(recipe, seed).data.numpy()
        self.truth = points_of(recipe.data, 2560, 0)
        numbers = range(20_000 + UNSEEN * seed, 20_000 + UNSEEN * (seed + 1))
        self.unseen = [points_of(recipe.data, recipe.points, number).data.numpy() for number in numbers]

    def __call__(self, samples: np.ndarray) -> tuple[float, float, float, float]:
        """The four numbers of `Findings`, of samples ``(n, 2)``."""
        alike = _breadth(samples) / _breadth(self.truth.data.numpy())
        if self.truth.centres is None:
            off = np.abs(np.linalg.norm(samples, axis=1) - 1) >= 0.3
            return float("nan"), 100 * off.mean(), alike, self.copied(samples)
        covered = metrics.mode_coverage(samples, self.truth.centres.numpy(), self.truth.standard_deviation)
        return covered.covered, 100 * (1 - covered.high_quality), alike, float("nan")

    def copied(self, samples: np.ndarray) -> float:
        """Per cent of the fakes that are nearer to the training set, a mean over several unseen sets."""
        return 100 * float(np.mean([copying(self.learnt, unseen, samples).share for unseen in self.unseen]))


def _breadth(points: np.ndarray) -> float:
    return float(np.linalg.norm(points - points.mean(0), axis=1).mean())
