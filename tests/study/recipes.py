"""Recipes that the study measures: ours, DCGAN's own, and PyTorch-GAN's dcgan.py.

Each is a generator function that hands over the network to sample from after every step, so that whoever runs it can
look at the clock. Its docstring says everything that was chosen.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import torch
from torch import Tensor, nn

from gan_lesson import losses, models, training
from tests.study.shared import Stopwatch, adam, let_fall


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
        g_optimizer=adam(generator, settings.generator_rate, (0.0, settings.beta2)),
        d_optimizer=adam(discriminator, settings.discriminator_rate, (0.0, settings.beta2)),
        random=torch.Generator().manual_seed(seed + 2),
        averaged=training.average_of(generator, settings.decay),
    )
    for _ in training.train(
        run,
        take_step=training.shared_fakes,
        penalty=lambda network, real, fake: settings.penalty * losses.r1_penalty(network, real),
        penalty_every=8,
    ):
        let_fall(run, rates, watch.share(), settings.constant)
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
        g_optimizer=adam(generator, 0.0002, (0.5, 0.999)),
        d_optimizer=adam(discriminator, 0.0002, (0.5, 0.999)),
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
