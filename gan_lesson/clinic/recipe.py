"""A run in the plane as data: everything that may be wrong with it, or be prescribed, and the loop that trains it.

The data are small and so are the networks, so that a run takes a second or two of one thread.

Example:
    >>> recipe = Recipe(moves=3)
    >>> [step.number for step, run in play(recipe, seed=0)]
    [1, 2, 3]
"""

import copy
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache

import torch
from torch import Tensor, nn

from gan_lesson import datasets, losses, models, training
from gan_lesson.batches import Batch
from gan_lesson.datasets import Points

LATENT_DIM = 4
HIDDEN = (48, 48)
LOSSES: dict[str, tuple[training.DiscriminatorLoss, training.GeneratorLoss]] = {
    "non-saturating": (losses.discriminator_loss, losses.nonsaturating_generator_loss),
    "saturating": (losses.discriminator_loss, losses.minimax_generator_loss),
    "hinge": (losses.hinge_discriminator_loss, losses.hinge_generator_loss),
}
ACTIVATIONS: dict[str, type[nn.Module]] = {"tanh": nn.Tanh, "ReLU": nn.ReLU, "leaky ReLU": models.LeakyReLU}


@dataclass(frozen=True, kw_only=True)
class Recipe:
    """A run as data. The defaults are healthy: with ten seeds of ten they find all eight clusters of the ring.

    Attributes:
        data: "ring" (eight clusters), "circle", "clump" (one cluster), or "portraits", see `clinic.portraits`.
        points: in the training set.
        moves: updates of the generator, by which the length of a run is counted.
        loss: a key of `LOSSES`.
        g_rate, d_rate: the players' learning rates.
        g_steps, d_steps: updates of each player in a round.
        head_start: updates of the discriminator before the first round.
        momentum: Adam's beta1, of both players.
        epsilon: Adam's, of the generator: gradients far below it hardly move him.
        falling: whether the rates fall to 0 over the second half.
        averaged: decay of the average of the generator's weights that is looked at; 0 for none.
        batch: points in a batch.
        r1: weight of the R1 penalty (Mescheder et al. 2018, eq. 9).
        noise: standard deviation of the noise on everything that the discriminator sees (Arjovsky & Bottou 2017).
        turn: radians; every point that she sees is turned about the middle by an angle of its own, at most this: an
            augmentation of real points and fakes alike (Zhao et al. 2020, arXiv 2006.10738).
        slope: the most that her logit may change per standard deviation of the data; 0 for no limit. Spectral norm
            keeps each of her layers from stretching anything (Miyato et al. 2018, arXiv 1802.05957).
        real_target: below 1, the target of real points (one-sided label smoothing, Salimans et al. 2016, section 3.4).
        pack: points that the discriminator judges together (PacGAN, Lin et al. 2018).
        activation: of the generator, a key of `ACTIVATIONS`.
        start: of the generator's weights, a key of `STARTS`.
        batch_norm: the share by which a batch moves the running statistics of the generator's batch norm; 0 for no
            batch norm.
        settled: whether these statistics are measured anew before anybody looks.
    """

    data: str = "ring"
    points: int = 2560
    moves: int = 600
    loss: str = "non-saturating"
    g_rate: float = 0.004
    d_rate: float = 0.004
    g_steps: int = 1
    d_steps: int = 1
    head_start: int = 0
    momentum: float = 0.5
    epsilon: float = 1e-8
    falling: bool = False
    averaged: float = 0.0
    batch: int = 128
    r1: float = 0.0
    noise: float = 0.0
    turn: float = 0.0
    slope: float = 0.0
    real_target: float = 1.0
    pack: int = 1
    activation: str = "tanh"
    start: str = "orthogonal"
    batch_norm: float = 0.0
    settled: bool = False

    @property
    def rounds(self) -> int:
        """Rounds of the game, in each of which both players move."""
        return max(1, self.moves // self.g_steps)


@lru_cache(maxsize=64)
def points_of(data: str, count: int, seed: int) -> Points:
    """A set of points.

    Args:
        data: as in a `Recipe`.
        count: how many.
        seed: of the points.
    """
    random = torch.Generator().manual_seed(seed)
    if data == "ring":
        return datasets.ring(count, random, standard_deviation=0.05)
    if data == "clump":
        return datasets.blobs(count, random, [(0.0, 0.0)], 0.1)
    return datasets.circle(count, random, noise=0.1)


def training_set(recipe: Recipe, seed: int) -> Points:
    """What the players of a run learn from."""
    return points_of(recipe.data, recipe.points, 10_000 + seed)


# --- the networks


def _orthogonal(generator: nn.Module) -> None:
    generator.apply(models.orthogonal_weights)


def _narrow(generator: nn.Module) -> None:
    """Orthogonal weights, and a last layer so small that all first fakes lie close together."""
    _orthogonal(generator)
    with torch.no_grad():
        generator.layers[-1].weight.mul_(0.2)


def _small(generator: nn.Module) -> None:
    generator.apply(models.dcgan_weights)


def _dead(generator: nn.Module) -> None:
    """Biases so far below 0 that no ReLU of the hidden layers ever lets anything through."""
    for layer in generator.layers[:-1]:
        if isinstance(layer, nn.Linear):
            nn.init.constant_(layer.bias, -4.0)


STARTS: dict[str, Callable[[nn.Module], None]] = {
    "orthogonal": _orthogonal,
    "narrow": _narrow,
    "small": _small,
    "negative biases": _dead,
}


def generator_of(recipe: Recipe) -> models.MLPGenerator:
    """The generator as it starts; PyTorch's global random state draws its weights."""
    generator = models.MLPGenerator(LATENT_DIM, (2,), HIDDEN, ACTIVATIONS[recipe.activation])
    STARTS[recipe.start](generator)
    if recipe.batch_norm:
        layers: list[nn.Module] = []
        for layer in generator.layers:
            layers.append(layer)
            if isinstance(layer, nn.Linear) and layer.out_features != 2:
                layers.append(nn.BatchNorm1d(layer.out_features, momentum=recipe.batch_norm))
        generator.layers = nn.Sequential(*layers)
    return generator


class Packed(nn.Module):
    """A discriminator that judges several points together.

    Args:
        discriminator: maps ``(batch, 2 * pack)`` to logits ``(batch,)``.
        pack: points in a judgement.
    """

    def __init__(self, discriminator: nn.Module, pack: int):
        super().__init__()
        self.discriminator, self.pack = discriminator, pack

    def forward(self, points: Tensor) -> Tensor:
        """Points ``(batch, 2)`` to logits ``(batch / pack,)``."""
        return self.discriminator(points.view(-1, 2 * self.pack))


class OneByOne(nn.Module):
    """What a packed discriminator says of several copies of a point, for the picture of her opinion."""

    def __init__(self, packed: Packed):
        super().__init__()
        self.packed = packed

    def forward(self, points: Tensor) -> Tensor:
        """Points ``(batch, 2)`` to logits ``(batch,)``."""
        return self.packed(points.repeat_interleave(self.packed.pack, 0))


# --- the loop


def start(recipe: Recipe, seed: int) -> training.Run:
    """Both players, their optimisers, the batches, and the average of the generator's weights."""
    data = training_set(recipe, seed).data
    torch.manual_seed(seed)
    generator = generator_of(recipe)
    scale = float(points_of(recipe.data, 2560, 0).data.std())
    discriminator = models.MLPDiscriminator((2 * recipe.pack,), HIDDEN, scale=scale / (recipe.slope or 1))
    discriminator.apply(models.orthogonal_weights)
    if recipe.slope:
        models.spectrally_normalised(discriminator)
    return run_of(recipe, seed, generator, Packed(discriminator, recipe.pack), data)


def run_of(recipe: Recipe, seed: int, generator: nn.Module, discriminator: nn.Module, data: Tensor) -> training.Run:
    """Two players with optimisers, batches and an average as a recipe wants them.

    Args:
        recipe: of the run.
        seed: of shuffling, latents and noise.
        generator: as it starts.
        discriminator: likewise.
        data: the training set, ``(n, ...)``.
    """
    betas = (float(recipe.momentum), 0.9)
    batch = min(recipe.batch, len(data))
    return training.Run(
        generator=generator,
        discriminator=discriminator,
        batches=training.Batches(data, batch, torch.Generator().manual_seed(seed + 1)),
        g_optimizer=torch.optim.Adam(generator.parameters(), recipe.g_rate, betas, eps=recipe.epsilon),
        d_optimizer=torch.optim.Adam(discriminator.parameters(), recipe.d_rate, betas),
        random=torch.Generator().manual_seed(seed + 2),
        averaged=training.average_of(generator, recipe.averaged) if recipe.averaged else None,
    )


def play(recipe: Recipe, seed: int) -> Iterator[tuple[training.TrainingStep, training.Run]]:
    """Trains a run, a round at a time.

    Args:
        recipe: what to train.
        seed: of data, weights, shuffling, latents and noise.

    Yields:
        The round's step, and the run.
    """
    return game(recipe, start(recipe, seed))


def game(recipe: Recipe, run: training.Run) -> Iterator[tuple[training.TrainingStep, training.Run]]:
    """The same of a run that somebody else has set up, with a recipe's losses, moves, rates and remedies.

    Args:
        recipe: how to play.
        run: both players as they start.

    Yields:
        The round's step, and the run.
    """
    d_loss, g_loss = LOSSES[recipe.loss]
    if recipe.real_target < 1:
        d_loss = _smoothed(recipe.real_target)
    penalty = (lambda network, real, fake: recipe.r1 * losses.r1_penalty(network, real)) if recipe.r1 else None

    def seen(points: Tensor) -> Tensor:
        """Points as the discriminator sees them."""
        if recipe.turn:
            points = turned(points, recipe.turn * (2 * torch.rand(len(points), generator=run.random) - 1))
        if recipe.noise:
            points = points + recipe.noise * torch.randn(points.shape, generator=run.random)
        return points

    def she_moves(real: Tensor) -> Tensor:
        with torch.no_grad():
            fake = run.generator(run.latents(len(real)))
        return training.discriminator_step(
            run.discriminator, seen(real), seen(fake), run.d_optimizer, loss=d_loss, penalty=penalty
        )

    def another(count: int) -> Tensor:
        return run.batches.data[torch.randint(run.batches.rows, (count,), generator=run.random)]

    def take_step(run: training.Run, batch: Batch, **_: object) -> tuple[Tensor, Tensor]:
        her_loss = she_moves(batch)
        for _ in range(recipe.d_steps - 1):
            her_loss = she_moves(another(len(batch)))
        for _ in range(recipe.g_steps):
            his_loss = training.generator_step(
                run.generator,
                lambda points: run.discriminator(seen(points)),
                run.latents(len(batch)),
                run.g_optimizer,
                loss=g_loss,
            )
        return her_loss, his_loss

    for _ in range(recipe.head_start):
        she_moves(another(run.batches.batch_size))
    for step in training.train(run, take_step=take_step):
        if recipe.falling:
            share = min(1.0, 2 * (1 - step.number / recipe.rounds))
            training.set_learning_rate(run.g_optimizer, recipe.g_rate * share)
            training.set_learning_rate(run.d_optimizer, recipe.d_rate * share)
        yield step, run
        if step.number >= recipe.rounds:
            return


def turned(points: Tensor, angles: Tensor) -> Tensor:
    """Points ``(n, 2)``, each turned about the middle by its angle, ``(n,)`` in radians. Gradients pass through."""
    x, y = points.unbind(1)
    cos, sin = angles.cos(), angles.sin()
    return torch.stack([cos * x - sin * y, sin * x + cos * y], 1)


def _smoothed(target: float) -> training.DiscriminatorLoss:
    """Cross-entropy in which real points have a target below 1."""

    def loss(real_logits: Tensor, fake_logits: Tensor) -> Tensor:
        towards_fake = losses.discriminator_loss(-real_logits, fake_logits)  # as if the real ones were fakes
        return target * losses.discriminator_loss(real_logits, fake_logits) + (1 - target) * towards_fake

    return loss


def shown(recipe: Recipe, run: training.Run) -> nn.Module:
    """The generator to look at: the average of the weights if there is one, with fresh statistics if prescribed."""
    generator = run.generator if run.averaged is None else run.averaged.module
    if not (recipe.settled and recipe.batch_norm):
        return generator
    generator = copy.deepcopy(generator)
    models.settle_batch_norm(
        generator, models.sample_latents(512, generator.latent_dim, torch.Generator().manual_seed(6))
    )
    return generator
