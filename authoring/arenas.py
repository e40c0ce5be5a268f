"""What lesson 11 compares its rules on: a ring, a grid, and portraits, each with the rates that suited each rule there.

Of each rule one to three settings were tried with seed 0, and a good one was kept; of the relativistic pair on
portraits eight, of which the best is still rough.
"""

import numpy as np
import torch
from torch import nn

from authoring.rules import (
    HINGE,
    LEAST_SQUARES,
    RELATIVISTIC,
    WASSERSTEIN,
    Arena,
    Data,
    Metrics,
    Rule,
    between,
    r1,
    r1_and_r2,
)
from gan_lesson import datasets, models, training
from gan_lesson.evaluation.judges import portrait_judges
from gan_lesson.evaluation.metrics import coverage_of


def ring() -> datasets.Points:
    """The ring of lesson 08: 2,560 points in eight clusters."""
    return datasets.ring(2560, torch.Generator().manual_seed(0), standard_deviation=0.05)


def grid() -> datasets.Points:
    """The grid of VEEGAN and PacGAN: 10,240 points in 25 clusters, two apart."""
    return datasets.grid(10240, torch.Generator().manual_seed(0))


def portraits() -> datasets.Pictures:
    """4,096 portraits of dogs and cats."""
    return datasets.portraits(4096, torch.Generator().manual_seed(0))


def ring_players(rule: Rule) -> tuple[nn.Module, nn.Module]:
    """The pair of lesson 08."""
    return models.MLPGenerator(latent_dim=2), models.MLPDiscriminator(scale=rule.scale)


def grid_players(rule: Rule) -> tuple[nn.Module, nn.Module]:
    """A wider generator with tanh; orthogonal weights, of which the averages in the first steps are less lopsided."""
    generator = models.MLPGenerator(4, hidden=(128,) * 3, activation=nn.Tanh)
    return generator.apply(models.orthogonal_weights), models.MLPDiscriminator(scale=rule.scale).apply(
        models.orthogonal_weights
    )


def portrait_players(rule: Rule) -> tuple[nn.Module, nn.Module]:
    """The convolutional pair of lesson 08's recorded portraits, the generator half as wide."""
    return models.ConvGenerator(latent_dim=32, width=8), models.ConvDiscriminator(width=8, depth=3)


def covered(run: training.Run, data: Data) -> Metrics:
    """Clusters covered and strays, among the fakes that are shown."""
    return coverage_of(data)


def pets(run: training.Run, data: Data) -> Metrics:
    """The share of fakes that a reader takes for portraits, of 256 with latents of their own: few are shown."""
    latents = models.sample_latents(256, 32, torch.Generator().manual_seed(4))

    def share(samples: np.ndarray) -> float:
        return 100 * portrait_judges().portraits.share_of_pets(models.look(run.averaged, latents))

    return {"read as pets, %": share}


def _latents(n: int, latent_dim: int) -> torch.Tensor:
    return models.sample_latents(n, latent_dim, torch.Generator().manual_seed(3))


RING = Arena(
    rules={
        "plain": Rule(rates=(0.004, 0.004), beta1=0.5),
        "least squares": Rule(**LEAST_SQUARES, rates=(0.002, 0.002), beta1=0.5),
        "hinge, spectral norm": Rule(
            **HINGE,
            limits="spectral norm, data × 10",
            spectral=True,
            rates=(0.002, 0.004),
            beta1=0.5,
            scale=0.1,
        ),
        "clipped critic": Rule(
            **WASSERSTEIN,
            limits="weights within ±0.1",
            clip=0.1,
            rates=(0.002, 0.004),
            beta1=0.0,
        ),
        "gradient penalty": Rule(
            **WASSERSTEIN,
            limits="slope 1 between",
            penalty=between(0.1),  # the weight of gan_toy.py, the authors' code for points
            rates=(0.002, 0.004),
            beta1=0.0,
        ),
        "R1": Rule(limits="R1", penalty=r1(0.05), rates=(0.004, 0.004), beta1=0.5),
        "relativistic, R1 + R2": Rule(
            **RELATIVISTIC,
            limits="R1 and R2",
            penalty=r1_and_r2(0.05),
            rates=(0.004, 0.004),
            beta1=0.5,
        ),
    },
    data=ring,
    players=ring_players,
    batch_size=128,
    epochs=60,
    every=3,
    decay=0.99,
    latents=_latents(256, 2),
    metrics=covered,
    her_weights=True,
)

GRID = Arena(
    rules={
        "plain": Rule(rates=(0.003, 0.003), beta1=0.0, scale=2.82),
        "least squares": Rule(**LEAST_SQUARES, rates=(0.003, 0.003), beta1=0.0, scale=2.82),
        "hinge, spectral norm": Rule(
            **HINGE, limits="spectral norm, data × 3.5", spectral=True, rates=(0.002, 0.004), beta1=0.0, scale=0.282
        ),
        "clipped critic": Rule(
            **WASSERSTEIN, limits="weights within ±0.1", clip=0.1, rates=(0.002, 0.004), beta1=0.0, scale=2.82
        ),
        "gradient penalty": Rule(
            **WASSERSTEIN, limits="slope 1 between", penalty=between(0.1), rates=(0.002, 0.004), beta1=0.0, scale=2.82
        ),
        "R1": Rule(limits="R1", penalty=r1(0.08), rates=(0.003, 0.003), beta1=0.0, scale=2.82),
        "relativistic, R1 + R2": Rule(
            **RELATIVISTIC, limits="R1 and R2", penalty=r1_and_r2(0.05), rates=(0.003, 0.003), beta1=0.0, scale=2.82
        ),
    },
    data=grid,
    players=grid_players,
    batch_size=256,
    epochs=72,
    every=6,
    decay=0.995,
    latents=_latents(400, 4),
    metrics=covered,
)
PORTRAITS = Arena(
    rules={
        "plain": Rule(rates=(0.002, 0.002), beta1=0.0),
        "hinge, spectral norm": Rule(**HINGE, limits="spectral norm", spectral=True, rates=(0.002, 0.008), beta1=0.0),
        "gradient penalty": Rule(
            **WASSERSTEIN, limits="slope 1 between", penalty=between(10.0), rates=(0.002, 0.002), beta1=0.0
        ),
        "R1": Rule(limits="R1, every 8th", penalty=r1(1.0), penalty_every=8, rates=(0.002, 0.002), beta1=0.0),
        "relativistic, R1 + R2": Rule(
            **RELATIVISTIC,
            limits="R1 and R2",
            penalty=r1_and_r2(1.0),
            rates=(0.002, 0.002),
            beta1=0.0,
        ),
    },
    data=portraits,
    players=portrait_players,
    batch_size=32,
    epochs=16,
    every=2,
    decay=0.99,
    latents=_latents(16, 32),
    metrics=pets,
)
