"""Recipes that the study measures: ours, DCGAN's own, and PyTorch-GAN's dcgan.py.

Each is a generator function that hands over the network to sample from after every step, so that whoever runs it can
look at the clock. Its docstring says everything that was chosen.
"""

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import torch
from torch import Tensor, nn

from gan_lesson import datasets, losses, models, training


class Stopwatch:
    """A budget of seconds on some clock, which can be stopped while something else than training is done.

    Args:
        budget: seconds.
        clock: such as ``time.process_time`` (this process's seconds on the processor) or ``time.perf_counter``.
    """

    def __init__(self, budget: float, clock: Callable[[], float] = time.process_time):
        self.budget = budget
        self._clock = clock
        self._before = 0.0
        self._since = clock()

    def seconds(self) -> float:
        """Seconds that the stopwatch has run."""
        return self._before + (0.0 if self._since is None else self._clock() - self._since)

    def share(self) -> float:
        """The part of the budget that is spent; above 1 when it is overspent."""
        return self.seconds() / self.budget

    def stop(self) -> None:
        """Holds the stopwatch where it is."""
        self._before, self._since = self.seconds(), None

    def go_on(self) -> None:
        """Lets it run again."""
        self._since = self._clock()


def ring(data: datasets.Points, seed: int) -> Iterator[nn.Module]:
    """The ring of 8 in 2,000 steps of 128 points, without a penalty; otherwise as `points`."""
    return points(data, seed, steps=2000, batch_size=128, rate=0.004, beta1=0.5, penalty=0.0)


def grid(data: datasets.Points, seed: int) -> Iterator[nn.Module]:
    """The grid of 25 in 6,500 steps of 256 points: a wide generator, R1, no memory of the direction, a long average."""
    return points(
        data, seed, steps=6500, batch_size=256, rate=0.003, beta1=0.0, penalty=0.08, sizes=(128,) * 3, decay=0.999
    )


def points(
    data: datasets.Points,
    seed: int,
    *,
    steps: int,
    batch_size: int,
    rate: float,
    beta1: float,
    penalty: float,
    sizes: tuple[int, ...] = (64,) * 4,
    decay: float = 0.995,
) -> Iterator[nn.Module]:
    """Clusters in the plane: small networks, orthogonal weights, falling rates, averaged weights.

    Generator with tanh from 4 latents, discriminator 3 x 64 on data scaled to unit spread; `shared_fakes` with
    the non-saturating loss; Adam with beta2 = 0.9, its rate constant for the first half and then linear to 0.

    Args:
        data: the training set.
        seed: of weights, shuffling and latents.
        steps: training steps.
        batch_size: points in a batch.
        rate: of both players' Adam.
        beta1: of both players' Adam.
        penalty: weight of R1, in every step; 0 for none.
        sizes: of the generator's hidden layers.
        decay: of the average of its weights.

    Yields:
        The averaged generator.
    """
    torch.manual_seed(seed)
    generator = models.MLPGenerator(4, (2,), sizes, activation=nn.Tanh)
    discriminator = models.MLPDiscriminator((2,), (64,) * 3, scale=float(data.data.std()))
    for network in (generator, discriminator):
        network.apply(models.orthogonal_weights)
    g_optimizer, d_optimizer = (_adam(network, rate, (beta1, 0.9)) for network in (generator, discriminator))
    run = training.Run(
        generator=generator,
        discriminator=discriminator,
        batches=training.Batches(data.data, batch_size, torch.Generator().manual_seed(seed + 1)),
        g_optimizer=g_optimizer,
        d_optimizer=d_optimizer,
        random=torch.Generator().manual_seed(seed + 2),
        averaged=training.average_of(generator, decay),
    )
    r1 = (lambda network, real, fake: penalty * losses.r1_penalty(network, real)) if penalty else None
    for step in training.train(run, take_step=training.shared_fakes, penalty=r1):
        _let_fall(run, (rate, rate), step.number / steps)
        yield run.averaged
        if step.number >= steps:
            return


@dataclass(frozen=True)
class Settings:
    """What differs between our recipe for one kind of pictures and for another.

    Attributes:
        latent_dim, width: of the generator.
        generator_rate, discriminator_rate: of Adam, at first.
        beta2: of both players' Adam.
        constant: share of the budget for which the rates stay as they are; then they fall to 0 in a straight line.
        penalty: weight of R1, in every eighth step. The fewer the pictures, the sooner the discriminator knows them by
            heart, and the more it needs.
        decay: of the average of the generator's weights.
    """

    latent_dim: int
    width: int
    generator_rate: float
    discriminator_rate: float
    beta2: float
    constant: float
    penalty: float
    decay: float


# Both for 28x28: 16,384 portraits, 1,197 digits.
PORTRAITS = Settings(64, 32, 0.003, 0.0018, beta2=0.99, constant=0.3, penalty=1, decay=0.995)
HANDWRITING = Settings(64, 32, 0.002, 0.0015, beta2=0.9, constant=0.5, penalty=8, decay=0.998)


def pictures(data: Tensor, seed: int, watch: Stopwatch, settings: Settings) -> Iterator[nn.Module]:
    """Pictures of 28x28 in a budget of seconds: the tricks of lesson 08's portraits with other numbers.

    Generator with batch norm, discriminator without; non-saturating loss, R1 in every eighth step, the fakes shared by
    both players; batches of 32, Adam with beta1 = 0; averaged weights. The rates fall with the stopwatch, so the recipe
    needs to know its end.

    Args:
        data: ``(n, 1, 28, 28)``, the training set.
        seed: of weights, shuffling and latents.
        watch: the budget. When it is spent the rates are 0; it is the caller who ends the run.
        settings: the numbers.

    Yields:
        The averaged generator.
    """
    torch.manual_seed(seed)
    generator, discriminator = nets(settings.latent_dim, settings.width, batch_norm=False)
    rates = settings.generator_rate, settings.discriminator_rate
    run = training.Run(
        generator=generator,
        discriminator=discriminator,
        batches=training.Batches(data, 32, torch.Generator().manual_seed(seed + 1)),
        g_optimizer=_adam(generator, settings.generator_rate, (0.0, settings.beta2)),
        d_optimizer=_adam(discriminator, settings.discriminator_rate, (0.0, settings.beta2)),
        random=torch.Generator().manual_seed(seed + 2),
        averaged=training.average_of(generator, settings.decay),
    )
    for _ in training.train(
        run,
        take_step=training.shared_fakes,
        penalty=lambda network, real, fake: settings.penalty * losses.r1_penalty(network, real),
        penalty_every=8,
    ):
        _let_fall(run, rates, watch.share(), settings.constant)
        yield run.averaged


def dcgan(data: Tensor, seed: int, settings: Settings) -> Iterator[nn.Module]:
    """DCGAN's own recipe (Radford et al. 2016, arXiv 1511.06434), as PyTorch-GAN's dcgan.py has it, on our networks.

    Batch norm in both networks, weights from N(0, 0.02), non-saturating loss, Adam 0.0002 with betas (0.5, 0.999),
    which stays as it is; batches of 64 (the paper has 128). It never ends by itself.

    Args:
        data: ``(n, 1, 28, 28)``, the training set.
        seed: of weights, shuffling and latents.
        settings: for the sizes of the networks.

    Yields:
        The generator.
    """
    torch.manual_seed(seed)
    generator, discriminator = nets(settings.latent_dim, settings.width, batch_norm=True)
    run = training.Run(
        generator=generator,
        discriminator=discriminator,
        batches=training.Batches(data, 64, torch.Generator().manual_seed(seed + 1)),
        g_optimizer=_adam(generator, 0.0002, (0.5, 0.999)),
        d_optimizer=_adam(discriminator, 0.0002, (0.5, 0.999)),
        random=torch.Generator().manual_seed(seed + 2),
    )
    for _ in training.train(run):
        yield generator


def nets(latent_dim: int, width: int, *, batch_norm: bool) -> tuple[models.ConvGenerator, models.ConvDiscriminator]:
    """The convolutional pair of both recipes.

    Args:
        latent_dim: numbers in a latent.
        width: of the generator.
        batch_norm: whether the discriminator has batch norm; the generator always has.
    """
    return models.ConvGenerator(latent_dim, width), models.ConvDiscriminator(width=16, depth=3, batch_norm=batch_norm)


class PeerGenerator(nn.Module):
    """Latents ``(batch, 100)`` to pictures ``(batch, 1, 32, 32)``: the layers of PyTorch-GAN's dcgan.py.

    https://github.com/eriklindernoren/PyTorch-GAN (Erik Linder-Norén, MIT licence), written here anew as a yardstick:
    128 maps of 8x8 from a linear layer; twice doubled by repeating pixels and convolved with 3x3. Most of its batch
    norms have 0.8 for epsilon.
    """

    latent_dim = 100

    def __init__(self) -> None:
        super().__init__()
        self.layers = nn.Sequential(
            nn.Linear(100, 128 * 8 * 8),
            nn.Unflatten(1, (128, 8, 8)),
            nn.BatchNorm2d(128),
            nn.Upsample(scale_factor=2),
            nn.Conv2d(128, 128, 3, padding=1),
            nn.BatchNorm2d(128, eps=0.8),
            models.LeakyReLU(),
            nn.Upsample(scale_factor=2),
            nn.Conv2d(128, 64, 3, padding=1),
            nn.BatchNorm2d(64, eps=0.8),
            models.LeakyReLU(),
            nn.Conv2d(64, 1, 3, padding=1),
            nn.Tanh(),
        )

    def forward(self, latents: Tensor) -> Tensor:
        """Latents ``(batch, 100)`` to pictures ``(batch, 1, 32, 32)``."""
        return self.layers(latents)


class PeerDiscriminator(nn.Module):
    """Pictures ``(batch, 1, 32, 32)`` to probabilities ``(batch,)``: the layers of PyTorch-GAN's dcgan.py.

    Four convolutions that halve the picture, each with leaky ReLU, a quarter of the maps dropped out, and batch norm
    (not the first).
    """

    def __init__(self) -> None:
        super().__init__()
        layers: list[nn.Module] = []
        for maps_in, maps_out in ((1, 16), (16, 32), (32, 64), (64, 128)):
            layers += [nn.Conv2d(maps_in, maps_out, 3, stride=2, padding=1), models.LeakyReLU(), nn.Dropout2d(0.25)]
            if maps_in > 1:
                layers.append(nn.BatchNorm2d(maps_out, eps=0.8))
        self.layers = nn.Sequential(*layers, nn.Flatten(), nn.Linear(128 * 2 * 2, 1), nn.Sigmoid())

    def forward(self, pictures: Tensor) -> Tensor:
        """Pictures ``(batch, 1, 32, 32)`` to probabilities ``(batch,)``."""
        return self.layers(pictures).squeeze(1)


def peer(data: Tensor, seed: int) -> Iterator[nn.Module]:
    """PyTorch-GAN's dcgan.py as it stands: its networks, 32x32 pictures, its order of steps and its Adam.

    The generator moves first, then the discriminator on the same fakes; binary cross-entropy of probabilities; batches
    of 64 from a shuffling DataLoader; Adam 0.0002 with betas (0.5, 0.999). It never ends by itself.

    Args:
        data: ``(n, 1, 32, 32)``, the training set.
        seed: of everything.

    Yields:
        The generator.
    """
    torch.manual_seed(seed)
    generator, discriminator = PeerGenerator(), PeerDiscriminator()
    for network in (generator, discriminator):
        network.apply(_peer_weights)
    g_optimizer, d_optimizer = (
        torch.optim.Adam(network.parameters(), lr=0.0002, betas=(0.5, 0.999)) for network in (generator, discriminator)
    )
    loss = nn.BCELoss()
    loader = torch.utils.data.DataLoader(torch.utils.data.TensorDataset(data), batch_size=64, shuffle=True)
    while True:
        for (real,) in loader:
            ones, zeros = torch.ones(len(real)), torch.zeros(len(real))
            g_optimizer.zero_grad()
            fake = generator(torch.randn(len(real), 100))
            loss(discriminator(fake), ones).backward()
            g_optimizer.step()
            d_optimizer.zero_grad()
            ((loss(discriminator(real), ones) + loss(discriminator(fake.detach()), zeros)) / 2).backward()
            d_optimizer.step()
            yield generator


def _peer_weights(module: nn.Module) -> None:
    """Convolutions from N(0, 0.02), batch norm's scales from N(1, 0.02); linear layers stay as PyTorch draws them."""
    if isinstance(module, nn.Conv2d):
        nn.init.normal_(module.weight, 0.0, 0.02)
    elif isinstance(module, nn.BatchNorm2d):
        nn.init.normal_(module.weight, 1.0, 0.02)


def _adam(network: nn.Module, rate: float, betas: tuple[float, float]) -> torch.optim.Adam:
    return torch.optim.Adam(network.parameters(), lr=rate, betas=betas, fused=True)


def _let_fall(run: training.Run, rates: tuple[float, float], share: float, constant: float = 0.5) -> None:
    """Sets both players' rates for a run of which this share is done: constant at first, then linear to 0."""
    for optimizer, rate in zip((run.g_optimizer, run.d_optimizer), rates, strict=True):
        training.set_learning_rate(optimizer, rate * min(1.0, max(0.0, 1 - share) / (1 - constant)))
