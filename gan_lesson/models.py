"""The two networks: a generator turns latents into data, a discriminator turns data into logits.

Each comes as a multilayer perceptron (for points and small pictures) and as a small convolutional network in the
manner of DCGAN (Radford, Metz & Chintala 2016, arXiv 1511.06434). Pictures are ``(batch, 1, height, width)`` in
[-1, 1]. Discriminators return *logits*, ``(batch,)``: D(x) is their sigmoid.
"""

import math
from collections.abc import Iterator
from contextlib import contextmanager

import torch
from torch import Tensor, nn


def sample_latents(batch: int, latent_dim: int, random: torch.Generator) -> Tensor:
    """Draws latents z from the standard normal distribution.

    They are drawn on the CPU, so that a seed gives the same latents whatever device they are used on.

    Args:
        batch: how many.
        latent_dim: numbers in each.
        random: the random generator that is drawn from (and moved on).

    Returns:
        ``(batch, latent_dim)``, float32.
    """
    return torch.randn(batch, latent_dim, generator=random)


def perceptron(sizes: list[int], activation: type[nn.Module]) -> nn.Sequential:
    """Linear layers of the given sizes with an activation between them, and none at the end.

    Args:
        sizes: numbers in, hidden sizes ..., numbers out.
        activation: a module class that needs no arguments, such as ``nn.ReLU``.
    """
    layers: list[nn.Module] = []
    for n_in, n_out in zip(sizes, sizes[1:], strict=False):
        layers += [nn.Linear(n_in, n_out), activation()]
    return nn.Sequential(*layers[:-1])


class MLPGenerator(nn.Module):
    """Latents ``(batch, latent_dim)`` to data ``(batch, *data_shape)`` by fully connected layers.

    Args:
        latent_dim: numbers in a latent.
        data_shape: shape of one datum: ``(2,)`` for points, ``(1, 28, 28)`` for pictures. Pictures pass a tanh, so that
            they stay in [-1, 1]; points are left as they come.
        hidden: sizes of the hidden layers.
        activation: class of the activation between layers.
    """

    def __init__(
        self,
        latent_dim: int,
        data_shape: tuple[int, ...] = (2,),
        hidden: tuple[int, ...] = (64, 64, 64),
        activation: type[nn.Module] = nn.ReLU,
    ):
        super().__init__()
        self.latent_dim = latent_dim
        self.data_shape = tuple(data_shape)
        self.layers = perceptron([latent_dim, *hidden, math.prod(data_shape)], activation)

    def forward(self, latents: Tensor) -> Tensor:
        """Latents ``(batch, latent_dim)`` to data ``(batch, *data_shape)``."""
        data = self.layers(latents).unflatten(1, self.data_shape)
        return data if len(self.data_shape) == 1 else data.tanh()


class LeakyReLU(nn.LeakyReLU):
    """LeakyReLU with the slope of DCGAN, 0.2, so that the class can be handed over without arguments."""

    def __init__(self) -> None:
        super().__init__(0.2)


class MLPDiscriminator(nn.Module):
    """Data ``(batch, *data_shape)`` to logits ``(batch,)`` by fully connected layers.

    Args:
        data_shape: shape of one datum, as for ``MLPGenerator``.
        hidden: sizes of the hidden layers.
        activation: class of the activation between layers.
        scale: data are divided by it first, so that the first layer meets numbers of about unit spread.
    """

    def __init__(
        self,
        data_shape: tuple[int, ...] = (2,),
        hidden: tuple[int, ...] = (64, 64, 64),
        activation: type[nn.Module] = LeakyReLU,
        scale: float = 1.0,
    ):
        super().__init__()
        self.scale = scale
        self.layers = perceptron([math.prod(data_shape), *hidden, 1], activation)

    def forward(self, data: Tensor) -> Tensor:
        """Data ``(batch, *data_shape)`` to logits ``(batch,)``."""
        return self.layers(data.flatten(1) / self.scale).squeeze(1)


class ConvGenerator(nn.Module):
    """Latents ``(batch, latent_dim)`` to 28x28 pictures ``(batch, 1, 28, 28)`` in [-1, 1].

    A linear layer lays out 2*width maps of 7x7; two transposed convolutions double their size to 14x14 and 28x28.
    Batch norm and ReLU between layers, tanh at the end, weights drawn from a normal
    distribution of standard deviation 0.02: DCGAN's guidelines.

    Args:
        latent_dim: numbers in a latent.
        width: maps at 14x14; twice as many at 7x7.
    """

    def __init__(self, latent_dim: int = 32, width: int = 16):
        super().__init__()
        self.latent_dim = latent_dim
        self.layers = nn.Sequential(
            nn.Linear(latent_dim, 2 * width * 7 * 7, bias=False),  # batch norm brings its own
            nn.Unflatten(1, (2 * width, 7, 7)),
            nn.BatchNorm2d(2 * width),
            nn.ReLU(),
            nn.ConvTranspose2d(2 * width, width, 4, stride=2, padding=1, bias=False),  # (batch, width, 14, 14)
            nn.BatchNorm2d(width),
            nn.ReLU(),
            nn.ConvTranspose2d(width, 1, 4, stride=2, padding=1),  # (batch, 1, 28, 28)
            nn.Tanh(),
        )
        self.apply(dcgan_weights)
        settle_batch_norm(self, torch.randn(256, latent_dim))

    def forward(self, latents: Tensor) -> Tensor:
        """Latents ``(batch, latent_dim)`` to pictures ``(batch, 1, 28, 28)``."""
        return self.layers(latents)


class ConvDiscriminator(nn.Module):
    """Pictures ``(batch, 1, 28, 28)`` to logits ``(batch,)``: strided convolutions, then one linear layer.

    Args:
        width: maps at 14x14; doubled with every further halving (7x7, then 4x4).
        depth: number of convolutions, 2 or 3.
        batch_norm: whether the convolutions after the first are followed by batch norm, as in DCGAN. Leave it out where
            a gradient penalty is used.

    Raises:
        ValueError: if depth is neither 2 nor 3.
    """

    def __init__(self, width: int = 16, depth: int = 2, batch_norm: bool = False):
        super().__init__()
        if depth not in (2, 3):
            raise ValueError(f"depth must be 2 or 3 convolutions for a 28x28 picture, not {depth}")
        layers: list[nn.Module] = [
            nn.Conv2d(1, width, 4, stride=2, padding=1),
            LeakyReLU(),
        ]  # (batch, width, 14, 14)
        maps = width
        for size in (7, 4)[: depth - 1]:
            padding = 1 if size == 7 else 2  # 7 -> 4 needs the wider border
            layers.append(nn.Conv2d(maps, 2 * maps, 4, stride=2, padding=padding, bias=not batch_norm))
            if batch_norm:
                layers.append(nn.BatchNorm2d(2 * maps))
            layers.append(LeakyReLU())
            maps *= 2
        self.layers = nn.Sequential(*layers, nn.Flatten(), nn.Linear(maps * (49 if depth == 2 else 16), 1))
        self.apply(dcgan_weights)

    def forward(self, pictures: Tensor) -> Tensor:
        """Pictures ``(batch, 1, 28, 28)`` to logits ``(batch,)``."""
        return self.layers(pictures).squeeze(1)


def dcgan_weights(module: nn.Module) -> None:
    """Draws the weights of one linear or convolutional layer from N(0, 0.02) (arXiv 1511.06434, section 4).

    For ``module.apply``; other layers are left as they are.
    """
    if isinstance(module, nn.Linear | nn.Conv2d | nn.ConvTranspose2d):
        nn.init.normal_(module.weight, 0.0, 0.02)


def settle_batch_norm(network: nn.Module, inputs: Tensor) -> None:
    """Sets batch norm's running statistics to those of one batch.

    They start at mean 0 and variance 1, which is far from what layers with DCGAN's small weights have. Until training
    has moved them, the network would do something else in evaluation (paint an even grey) than in training (paint
    noise).

    Args:
        network: whose batch norms are set. It is left in training mode.
        inputs: ``(batch, ...)``, what the network takes.
    """
    norms = [module for module in network.modules() if isinstance(module, nn.modules.batchnorm._BatchNorm)]
    momenta = [norm.momentum for norm in norms]
    for norm in norms:
        norm.momentum = 1.0
    with torch.no_grad():
        network.train()(inputs)
    for norm, momentum in zip(norms, momenta, strict=True):
        norm.momentum = momentum
        norm.num_batches_tracked.zero_()


def orthogonal_weights(module: nn.Module) -> None:
    """Draws the weights of one linear layer as an orthogonal matrix and sets its biases to 0 (Saxe et al. 2014).

    For ``module.apply``; other layers are left as they are.
    """
    if isinstance(module, nn.Linear):
        nn.init.orthogonal_(module.weight)
        nn.init.zeros_(module.bias)


def parameter_count(module: nn.Module) -> int:
    """How many numbers training can change."""
    return sum(parameter.numel() for parameter in module.parameters() if parameter.requires_grad)


@contextmanager
def looking_at(*networks: nn.Module) -> Iterator[None]:
    """Lets one look at networks without leaving a trace: in evaluation mode, and with no gradients.

    Afterwards each of their modules is back in its own mode; running statistics and gradients are as they were.
    """
    modes = [(module, module.training) for network in networks for module in network.modules()]
    for network in networks:
        network.eval()
    try:
        with torch.no_grad():
            yield
    finally:
        for module, mode in modes:
            module.training = mode


def look(network: nn.Module, inputs: Tensor) -> Tensor:
    """A network's outputs in evaluation mode, see `looking_at`, for inputs ``(batch, ...)`` on any device."""
    with looking_at(network):
        return network(inputs.to(next(network.parameters(), inputs)))  # its device and its precision
