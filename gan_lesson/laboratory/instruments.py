"""The laboratory's instruments: they inspect and measure both networks, and leave no trace."""

import math
from dataclasses import dataclass

import numpy as np
import torch

from gan_lesson import datasets
from gan_lesson.evaluation import metrics
from gan_lesson.laboratory import layers
from gan_lesson.laboratory.game import Game
from gan_lesson.models import looking_at
from gan_lesson.plane import opinion_of

SHOWN = 400  # real points and fakes to show
MEASURED = 2000  # real points and fakes to measure


@dataclass(frozen=True)
class Measures:
    """The state of a run at one step, in numbers.

    Attributes:
        accuracy: share of real and fake points that the discriminator is right about; NaN for a critic.
        modes: clusters with at least one fake within three standard deviations; NaN if the data have no clusters.
        jensen_shannon: between real points and fakes, estimated on a grid of 30 x 30, in nats.
    """

    accuracy: float
    modes: float
    jensen_shannon: float


class Instruments:
    """Inspect the networks of a game, always with the same latents and real points.

    Args:
        game: whose networks to inspect.
        points: the training set.

    Attributes:
        floor: the Jensen-Shannon estimate of real points against as many other real points.
    """

    def __init__(self, game: Game, points: datasets.Points):
        self._game = game
        self._points = points
        recipe = game.recipe
        count = min(MEASURED, max(1, len(points) // 2))
        self._latents = recipe.draw_latents(max(SHOWN, count), torch.Generator().manual_seed(recipe.seed + 2))
        self._latent_grid = layers.latent_grid(recipe.latent_size, recipe.latents)
        self._real, others = points.data[:count], points.data[-count:]
        self.floor = metrics.jensen_shannon(self._real.numpy(), others.numpy(), points.region)

    @property
    def latents(self) -> np.ndarray:
        """The latents of the fakes to show, ``(400, latent_size)``."""
        return self._latents[:SHOWN].numpy()

    def read_off(self, place: tuple[float, float]) -> layers.Reading:
        """What the discriminator says at a place; a critic's score has no meaning beside itself, so it is as it is."""
        rules = self._game.rules
        meaning = (lambda scores: scores) if rules.undecided is None else rules.opinion
        return layers.read_off(self._game.discriminator, place, meaning)

    def fake(self) -> np.ndarray:
        """The fakes to show, ``(400, 2)``."""
        return layers.samples(self._game.generator, self._latents[:SHOWN])

    def opinion(self) -> np.ndarray:
        """The discriminator's heat map; see `plane.opinion_of`."""
        return opinion_of(self._game.discriminator, self._points.region, meaning=self._game.rules.opinion)

    def manifold(self) -> np.ndarray:
        """A grid of latents, mapped into the plane: ``(rows, columns, 2)``."""
        return layers.manifold(self._game.generator, self._latent_grid)

    def arrows(self, count: int) -> layers.Arrows:
        """Where fakes would go to lower the generator's loss."""
        loss = self._game.rules.generator_loss
        return layers.arrows(self._game.generator, self._game.discriminator, self._latents[:count], loss)

    def optimum(self) -> np.ndarray | None:
        """An estimate of the best discriminator's heat map; None if it is not known for the loss."""
        best = self._game.rules.optimum
        if best is None:
            return None
        fake = torch.from_numpy(layers.samples(self._game.generator, self._latents[:1000]))
        fake = fake[fake.isfinite().all(1)]
        left, right, *_ = self._points.region
        width = 0.025 * (right - left)
        return layers.estimated_optimum(self._real, fake, self._points.region, best=best, width=width)

    def measure(self) -> Measures:
        """The state of the run, in numbers."""
        fake = layers.samples(self._game.generator, self._latents[: len(self._real)])
        modes = math.nan
        if self._points.centres is not None:
            centres, deviation = self._points.centres.numpy(), self._points.standard_deviation
            modes = float(metrics.mode_coverage(fake, centres, deviation).covered)
        divergence = metrics.jensen_shannon(self._real.numpy(), fake, self._points.region)
        return Measures(self._accuracy(torch.from_numpy(fake)), modes, divergence)

    def _accuracy(self, fake: torch.Tensor) -> float:
        undecided, discriminator = self._game.rules.undecided, self._game.discriminator
        if undecided is None:
            return math.nan
        with looking_at(discriminator):
            real_right = (discriminator(self._real[:SHOWN]) > undecided).float().mean()
            fake_right = (discriminator(fake[:SHOWN]) < undecided).float().mean()
        return float((real_right + fake_right) / 2)
