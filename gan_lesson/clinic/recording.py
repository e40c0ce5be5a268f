"""Records runs of the clinic, with the scores that lessons 08 and 09 read."""

import copy
from collections.abc import Iterator

import numpy as np
import torch
from torch import Tensor, nn

from gan_lesson import models, training
from gan_lesson.clinic.patients import Judge
from gan_lesson.clinic.recipe import LATENT_DIM, OneByOne, Recipe, play, points_of, shown, start, training_set
from gan_lesson.evaluation.metrics import coverage_of
from gan_lesson.history import History

SHOWN = 160  # points of a recorded run
COPIED = "nearer to training than to unseen, %"


def recorded(recipe: Recipe, seed: int, title: str, training_mode: bool = False) -> Iterator[History]:
    """Records a run of the clinic.

    Args:
        recipe: of the run.
        seed: of everything.
        title: of the recording.
        training_mode: whether to look at the generator as it is in training, with each batch's own statistics.

    Yields:
        The recording so far, after every round.
    """
    judge, truth = Judge(recipe, seed), training_set(recipe, seed)
    scores = {COPIED: judge.copied} if truth.centres is None else coverage_of(truth)
    moments = {4, 8, 16, 32, *np.linspace(0, recipe.rounds, 24).round().astype(int).tolist()[1:]}
    history = History(
        models.sample_latents(SHOWN, LATENT_DIM, torch.Generator().manual_seed(seed + 3)),
        title=title,
        real=truth.data[:SHOWN],
        region=points_of(recipe.data, 2560, 0).region,
        metrics=scores,
        every={0},
        steps=moments,
    )

    def look(run: training.Run) -> nn.Module:
        generator = shown(recipe, run)
        return AsInTraining(generator) if training_mode else generator

    first = start(recipe, seed)
    history.begin(look(first), OneByOne(first.discriminator))
    for step, run in play(recipe, seed):
        history.record(step, look(run), OneByOne(run.discriminator))
        yield history


class AsInTraining(nn.Module):
    """A generator that uses each batch's own statistics even when it is looked at, and changes none.

    Args:
        generator: is copied.
    """

    def __init__(self, generator: nn.Module):
        super().__init__()
        self.copied = copy.deepcopy(generator)

    def forward(self, latents: Tensor) -> Tensor:
        """Latents ``(batch, latent_dim)`` to points ``(batch, 2)``."""
        return self.copied.train()(latents)


def last_of(recording: Iterator[History]) -> History:
    """Trains to the end and returns the recording."""
    *_, history = recording
    return history
