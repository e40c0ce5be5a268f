"""The laboratory's instruments: they inspect and measure both networks, and leave no trace."""

import math
from dataclasses import dataclass

import numpy as np
import torch
from torch import nn

from gan_lesson import datasets
from gan_lesson.evaluation import metrics
from gan_lesson.laboratory import layers
from gan_lesson.laboratory.frame import Frame
from gan_lesson.laboratory.game import Game
from gan_lesson.laboratory.report import Batch
from gan_lesson.models import looking_at
from gan_lesson.plane import opinion_of
from gan_lesson.region import Region

SHOWN = 400  # real points and fakes to show
MEASURED = 2000  # real points and fakes to measure


@dataclass(frozen=True)
class Measures:
    """The state of a run at one step, in numbers.

    Attributes:
        accuracy: share of real and fake points that the discriminator is right about; NaN for a critic.
        modes: clusters with at least one fake within three standard deviations; NaN if the data have no clusters.
        jensen_shannon: between real points and fakes, estimated on a grid of 30 x 30, in nats.
        strays: share of fakes that lie on no part of the data: more than three standard deviations from every centre.
            In data without centres, farther from the nearest real point than 99 of 100 real points are from theirs,
            and farther than a hundredth of the plane's width. Of a perfect generator's fakes 1 % are strays.
    """

    accuracy: float
    modes: float
    jensen_shannon: float
    strays: float


class Instruments:
    """Inspect the networks of a game, always with the same latents and real points.

    Args:
        game: whose networks to inspect.
        points: the training set, in its own units, as all that the instruments say of the plane.
        frame: in which the networks see it.

    Attributes:
        floor: the Jensen-Shannon estimate of real points against as many other real points.
    """

    def __init__(self, game: Game, points: datasets.Points, frame: Frame):
        self._game = game
        self._points = points
        self._frame = frame
        recipe = game.recipe
        count = min(MEASURED, max(1, len(points) // 2))
        self._latents = recipe.draw_latents(max(SHOWN, count), torch.Generator().manual_seed(recipe.seed + 2))
        self._latent_grid = layers.latent_grid(recipe.latent_size, recipe.latents)
        self._real, others = points.data[:count], points.data[-count:]
        self.floor = metrics.jensen_shannon(self._real.numpy(), others.numpy(), points.region)
        self._reach = None if points.centres is not None else _reach(self._real, points.region)

    @property
    def latents(self) -> np.ndarray:
        """The latents of the fakes to show, ``(400, latent_size)``."""
        return self._latents[:SHOWN].numpy()

    def read_off(self, place: tuple[float, float]) -> layers.Reading:
        """What the discriminator says at a place; a critic's score has no meaning beside itself, so it is as it is."""
        rules, frame = self._game.rules, self._frame
        meaning = (lambda scores: scores) if rules.undecided is None else rules.opinion
        seen = frame.standardised(torch.tensor([place], dtype=torch.float64)).float()
        opinion, slope = layers.read_off(self._game.discriminator, seen, meaning)
        return layers.Reading(opinion, slope / np.float32(frame.scale))

    def fake(self) -> np.ndarray:
        """The fakes to show, ``(400, 2)``."""
        return self._made(self._game.generator, SHOWN)

    def averaged(self) -> np.ndarray | None:
        """What the average of the generator makes of the same latents; None if there is no average."""
        return None if self._game.averaged is None else self._made(self._game.averaged, SHOWN)

    def _made(self, generator: nn.Module, count: int) -> np.ndarray:
        return self._frame.own(layers.samples(generator, self._latents[:count]))

    def batch(self, count: int) -> Batch:
        """Some of the latents, fakes and real points to show, as the networks see them, and the outputs for them."""
        latents, real = self._latents[:count], self._frame.standardised(self._points.data[:count])
        with looking_at(self._game.generator, self._game.discriminator):
            fake = self._game.generator(latents)
            outputs = self._game.discriminator(torch.cat([real, fake])).split([len(real), len(fake)])
            return Batch(latents, real, fake, *outputs).judged(self._game.rules)

    def opinion(self) -> np.ndarray:
        """The discriminator's heat map; see `plane.opinion_of`."""
        region = self._frame.standardised_region(self._points.region)
        return opinion_of(self._game.discriminator, region, meaning=self._game.rules.opinion)

    def manifold(self) -> np.ndarray:
        """A grid of latents, mapped into the plane: ``(rows, columns, 2)``."""
        return self._frame.own(layers.manifold(self._game.generator, self._latent_grid))

    def arrows(self, count: int) -> layers.Arrows:
        """Where fakes would go to lower the generator's loss."""
        loss = self._game.rules.generator_loss
        seen = layers.arrows(self._game.generator, self._game.discriminator, self._latents[:count], loss)
        return layers.Arrows(self._frame.own(seen.places), seen.descents / np.float32(self._frame.scale))

    def optimum(self) -> np.ndarray | None:
        """An estimate of the best discriminator's heat map; None if it is not known for the loss."""
        best = self._game.rules.optimum
        if best is None:
            return None
        fake = torch.from_numpy(self._made(self._game.generator, 1000))
        fake = fake[fake.isfinite().all(1)]
        left, right, *_ = self._points.region
        width = 0.025 * (right - left)
        return layers.estimated_optimum(self._real, fake, self._points.region, best=best, width=width)

    def measure(self, averaged: bool = False) -> Measures:
        """The state of the run, in numbers.

        Args:
            averaged: measures the average of the generator, if there is one.
        """
        generator = self._game.averaged if averaged and self._game.averaged is not None else self._game.generator
        fake = self._made(generator, len(self._real))
        modes, strays = self._modes_and_strays(fake)
        divergence = metrics.jensen_shannon(self._real.numpy(), fake, self._points.region)
        return Measures(self._accuracy(torch.from_numpy(fake)), modes, divergence, strays)

    def _modes_and_strays(self, fake: np.ndarray) -> tuple[float, float]:
        if self._points.centres is not None:
            found = metrics.mode_coverage(fake, self._points.centres.numpy(), self._points.standard_deviation)
            return float(found.covered), 1 - found.high_quality
        distances = _distances(torch.from_numpy(fake[:SHOWN]), self._real).min(1).values
        return math.nan, 1 - float((distances <= self._reach).float().mean())  # a NaN strays

    def _accuracy(self, fake: torch.Tensor) -> float:
        undecided, discriminator = self._game.rules.undecided, self._game.discriminator
        if undecided is None:
            return math.nan
        with looking_at(discriminator):
            real_right = (discriminator(self._frame.standardised(self._real[:SHOWN])) > undecided).float().mean()
            fake_right = (discriminator(self._frame.standardised(fake[:SHOWN])) < undecided).float().mean()
        return float((real_right + fake_right) / 2)


def _reach(real: torch.Tensor, region: Region) -> float:
    """The distance from real points beyond which a fake is a stray; see `Measures`."""
    apart = _distances(real, real).fill_diagonal_(math.inf).min(1).values
    apart = apart[apart.isfinite()]  # a single point has no other
    usual = float(apart.quantile(0.99)) if len(apart) else 0.0
    return max(usual, 0.01 * (region[1] - region[0]))


def _distances(points: torch.Tensor, others: torch.Tensor) -> torch.Tensor:
    """All distances ``(n, m)``, by differences: by products they would be wrong far from the origin."""
    return torch.cdist(points, others, compute_mode="donot_use_mm_for_euclid_dist")
