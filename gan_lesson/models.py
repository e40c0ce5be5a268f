"""The two networks: a generator turns latents into data, a discriminator turns data into logits.

Each comes as a multilayer perceptron (for points and small pictures) and as a small convolutional network in the
manner of DCGAN (Radford, Metz & Chintala 2016, arXiv 1511.06434). Pictures are ``(batch, channels, height, width)`` in
[-1, 1], with one channel for grey and three for colour. Discriminators return *logits*, ``(batch,)``: D(x) is their
sigmoid. A batch of the wrong shape raises a ValueError that names both shapes. A pair that obeys a condition, such as a
label, is composed from these: `ConditionalGenerator` and `ProjectionDiscriminator`.

Example:
    >>> generator = ConvGenerator(latent_dim=8, width=4, picture_shape=(3, 32, 32))
    >>> pictures = generator(sample_latents(5, 8, torch.Generator().manual_seed(0)))
    >>> ConvDiscriminator(width=4, picture_shape=(3, 32, 32))(pictures).shape
    torch.Size([5])
"""

import math
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import torch
from torch import Tensor, nn


def sample_latents(batch: int, latent_dim: int, random: torch.Generator) -> Tensor:
    """Draws latents z from the standard normal distribution.

    They are drawn on the CPU, so that a seed gives the same latents on every device.

    Args:
        batch: how many.
        latent_dim: numbers in each.
        random: the random generator to draw from.

    Returns:
        ``(batch, latent_dim)``, float32.
    """
    return torch.randn(batch, latent_dim, generator=random)


def _expect(shape: tuple[int, ...], what: str, batch: Tensor) -> None:
    if batch.shape[1:] != shape:
        expected = ", ".join(map(str, ("batch", *shape)))
        raise ValueError(f"this network takes {what} of shape ({expected}), not {tuple(batch.shape)}")


def perceptron(sizes: list[int], activation: type[nn.Module]) -> nn.Sequential:
    """Linear layers of the given sizes with an activation between them, and none at the end.

    Args:
        sizes: numbers in, hidden sizes ..., numbers out.
        activation: a module class that takes no arguments, such as ``nn.ReLU``.
    """
    layers: list[nn.Module] = []
    for n_in, n_out in zip(sizes, sizes[1:], strict=False):
        layers += [nn.Linear(n_in, n_out), activation()]
    return nn.Sequential(*layers[:-1])


class MLPGenerator(nn.Module):
    """Latents ``(batch, latent_dim)`` to data ``(batch, *data_shape)`` by fully connected layers.

    Args:
        latent_dim: numbers in a latent.
        data_shape: shape of one datum: ``(2,)`` for points, ``(1, 28, 28)`` for pictures. Pictures go through a
            tanh, to stay in [-1, 1]; points do not.
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
        _expect((self.latent_dim,), "latents", latents)
        data = self.layers(latents).unflatten(1, self.data_shape)
        return data if len(self.data_shape) == 1 else data.tanh()


class LeakyReLU(nn.LeakyReLU):
    """LeakyReLU with DCGAN's slope, 0.2: a class that takes no arguments."""

    def __init__(self) -> None:
        super().__init__(0.2)


class MLPDiscriminator(nn.Module):
    """Data ``(batch, *data_shape)`` to logits ``(batch,)`` by fully connected layers.

    Args:
        data_shape: shape of one datum, as for ``MLPGenerator``.
        hidden: sizes of the hidden layers.
        activation: class of the activation between layers.
        scale: the data are divided by it first, so that the first layer gets numbers of about unit spread.
    """

    def __init__(
        self,
        data_shape: tuple[int, ...] = (2,),
        hidden: tuple[int, ...] = (64, 64, 64),
        activation: type[nn.Module] = LeakyReLU,
        scale: float = 1.0,
    ):
        super().__init__()
        self.data_shape = tuple(data_shape)
        self.scale = scale
        self.layers = perceptron([math.prod(data_shape), *hidden, 1], activation)

    def forward(self, data: Tensor) -> Tensor:
        """Data ``(batch, *data_shape)`` to logits ``(batch,)``."""
        _expect(self.data_shape, "data", data)
        return self.layers(data.flatten(1) / self.scale).squeeze(1)


class ConvGenerator(nn.Module):
    """Latents ``(batch, latent_dim)`` to pictures ``(batch, *picture_shape)`` in [-1, 1].

    A linear layer makes 2*width maps with a quarter of the picture's sides; two transposed convolutions double the
    sides, to a half and to the whole. Batch norm and ReLU between layers, tanh at the end, weights drawn from a normal
    distribution of standard deviation 0.02: DCGAN's guidelines.

    Args:
        latent_dim: numbers in a latent.
        width: maps at half the picture's size; twice as many at a quarter.
        picture_shape: (channels, height, width), both sides multiples of 4.

    Raises:
        ValueError: if a side of the picture is not a multiple of 4.
    """

    def __init__(self, latent_dim: int = 32, width: int = 16, picture_shape: tuple[int, int, int] = (1, 28, 28)):
        super().__init__()
        channels, *sides = picture_shape
        if any(side < 4 or side % 4 for side in sides):
            raise ValueError(f"the sides of a picture are doubled twice: they must be multiples of 4, not {sides}")
        self.latent_dim = latent_dim
        height, breadth = (side // 4 for side in sides)
        self.layers = nn.Sequential(
            nn.Linear(latent_dim, 2 * width * height * breadth, bias=False),  # batch norm brings its own
            nn.Unflatten(1, (2 * width, height, breadth)),  # (batch, 2 * width, 7, 7) for pictures of 28x28
            nn.BatchNorm2d(2 * width),
            nn.ReLU(),
            nn.ConvTranspose2d(2 * width, width, 4, stride=2, padding=1, bias=False),  # (batch, width, 14, 14)
            nn.BatchNorm2d(width),
            nn.ReLU(),
            nn.ConvTranspose2d(width, channels, 4, stride=2, padding=1),  # (batch, channels, 28, 28)
            nn.Tanh(),
        )
        self.apply(dcgan_weights)
        settle_batch_norm(self, torch.randn(256, latent_dim))

    def forward(self, latents: Tensor) -> Tensor:
        """Latents ``(batch, latent_dim)`` to pictures ``(batch, *picture_shape)``."""
        _expect((self.latent_dim,), "latents", latents)
        return self.layers(latents)


class ConvDiscriminator(nn.Module):
    """Pictures ``(batch, *picture_shape)`` to logits ``(batch,)``: strided convolutions, then one linear layer.

    Args:
        width: maps at half the picture's size; doubled with every further halving.
        depth: number of convolutions, 2 or 3; each halves the sides, 28 to 14, 7 and 4.
        batch_norm: whether the convolutions after the first are followed by batch norm, as in DCGAN. Leave it out where
            a gradient penalty is used.
        picture_shape: (channels, height, width).

    Raises:
        ValueError: if depth is neither 2 nor 3.
    """

    def __init__(
        self,
        width: int = 16,
        depth: int = 2,
        batch_norm: bool = False,
        picture_shape: tuple[int, int, int] = (1, 28, 28),
    ):
        super().__init__()
        if depth not in (2, 3):
            raise ValueError(f"depth must be 2 or 3 convolutions, not {depth}")
        self.picture_shape = tuple(picture_shape)
        maps, *sides = picture_shape
        layers: list[nn.Module] = []
        for convolution in range(depth):
            norm = batch_norm and convolution > 0
            padding = tuple(1 + side % 2 for side in sides)  # 7 -> 4 needs a wider border
            maps_out = width * 2**convolution
            layers.append(nn.Conv2d(maps, maps_out, 4, stride=2, padding=padding, bias=not norm))
            layers += [nn.BatchNorm2d(maps_out), LeakyReLU()] if norm else [LeakyReLU()]
            maps, sides = maps_out, [(side + 1) // 2 for side in sides]
        self.layers = nn.Sequential(*layers, nn.Flatten(), nn.Linear(maps * math.prod(sides), 1))
        self.apply(dcgan_weights)

    def forward(self, pictures: Tensor) -> Tensor:
        """Pictures ``(batch, *picture_shape)`` to logits ``(batch,)``."""
        _expect(self.picture_shape, "pictures", pictures)
        return self.layers(pictures).squeeze(1)


class ConditionalGenerator(nn.Module):
    """Latents and conditions to data: the embedded condition stands beside the latent, x = G([z, e(y)]).

    Mirza & Osindero 2014, *Conditional generative adversarial nets*, arXiv 1411.1784, section 3.2.

    Args:
        body: any generator; its latents are the numbers of z and those of e(y).
        embed: conditions ``(batch, ...)`` to ``(batch, embedding_dim)``, with that attribute: ``nn.Embedding`` for
            labels, or another network.

    Example:
        >>> generator = ConditionalGenerator(MLPGenerator(latent_dim=16 + 4), nn.Embedding(10, 4))
        >>> generator.latent_dim, generator(torch.zeros(3, 16), torch.tensor([7, 7, 1])).shape
        (16, torch.Size([3, 2]))
    """

    def __init__(self, body: nn.Module, embed: nn.Module):
        super().__init__()
        self.latent_dim = body.latent_dim - embed.embedding_dim
        self.body = body
        self.embed = embed

    def forward(self, latents: Tensor, conditions: Tensor) -> Tensor:
        """Latents ``(batch, latent_dim)`` and conditions ``(batch, ...)`` to data."""
        return self.body(torch.cat([latents, self.embed(conditions)], dim=1))


class LateGenerator(nn.Module):
    """Latents and labels to pictures; the label enters late, so the first layers are the same for all labels.

    Half-way, at half the picture's size, each label multiplies the maps m by gains and adds maps of its own,
    m * (1 + gain(y)) + shift(y). With one shift for a whole map this is the conditional batch norm of Dumoulin, Shlens
    & Kudlur 2017 (arXiv 1610.07629, eq. 5), which BigGAN has too; here a label can also say *where*.

    Args:
        body: a generator of pictures, which is taken apart.
        labels: how many there are.
    """

    def __init__(self, body: ConvGenerator, labels: int):
        super().__init__()
        self.latent_dim = body.latent_dim
        self.first, self.last = body.layers[:6], body.layers[6:]  # up to the second batch norm, and from there
        with looking_at(self.first):
            self.maps, *sides = self.first(torch.zeros(1, self.latent_dim)).shape[1:]
        self.sides = tuple(sides)
        self.embed = nn.Embedding(labels, self.maps + self.maps * math.prod(sides))
        nn.init.normal_(self.embed.weight, 0.0, 0.1)

    def forward(self, latents: Tensor, labels: Tensor) -> Tensor:
        """Latents ``(batch, latent_dim)`` and labels ``(batch,)`` to pictures."""
        return self.given(latents, self.embed(labels))

    def given(self, latents: Tensor, rows: Tensor) -> Tensor:
        """The same, of rows ``(batch, numbers)`` as the table has them, or of rows between and beyond."""
        gain, shift = rows.tensor_split([self.maps], dim=1)
        maps = self.first(latents)  # (batch, maps, height, width)
        return self.last(maps * (1 + gain[:, :, None, None]) + shift.view(-1, self.maps, *self.sides))


class ProjectionDiscriminator(nn.Module):
    """Data and conditions to logits ``(batch,)``: D(x, y) = psi(phi(x)) + <e(y), phi(x)>.

    phi(x) are the discriminator's features, psi is its last layer, and e(y) says which features the condition y asks
    for. Miyato & Koyama 2018, *cGANs with projection discriminator*, arXiv 1802.05637, section 3, with psi linear.

    Args:
        body: a discriminator whose `layers` end with a linear layer; that layer is taken out of it and becomes psi.
        embed: conditions ``(batch, ...)`` to ``(batch, features)``, such as ``nn.Embedding(labels, features)``.
    """

    def __init__(self, body: nn.Module, embed: nn.Module):
        super().__init__()
        self.psi = body.layers[-1]
        body.layers[-1] = nn.Identity()
        self.phi = body
        self.embed = embed

    def forward(self, data: Tensor, conditions: Tensor) -> Tensor:
        """Data ``(batch, ...)`` and conditions ``(batch, ...)`` to logits ``(batch,)``."""
        features = self.phi(data)  # (batch, features)
        return self.psi(features).squeeze(1) + (self.embed(conditions) * features).sum(1)


class Asked(nn.Module):
    """A conditional generator that has been told what to make: latents to data, like any other generator.

    So whatever looks at a generator (`History`, a report card) can look at what one makes when it is asked.

    Args:
        generator: takes latents and conditions, such as `ConditionalGenerator` or an average of one.
        conditions: ``(batch, ...)``, one for each latent.
    """

    def __init__(self, generator: nn.Module, conditions: Tensor):
        super().__init__()
        self.generator = generator
        self.register_buffer("conditions", conditions, persistent=False)

    def forward(self, latents: Tensor) -> Tensor:
        """Latents ``(batch, latent_dim)`` to data."""
        return self.generator(latents, self.conditions)


def filled(make: Callable[[], nn.Module], weights: dict[str, Tensor]) -> nn.Module:
    """A network with weights that were kept, in evaluation mode and frozen; the global random state stays as it was.

    Args:
        make: makes the network, with first weights that are thrown away.
        weights: its state dict.
    """
    with torch.random.fork_rng(devices=[]):
        network = make()
    network.load_state_dict(weights)
    return network.eval().requires_grad_(False)


def dcgan_weights(module: nn.Module) -> None:
    """Draws the weights of one linear or convolutional layer from N(0, 0.02) (arXiv 1511.06434, section 4).

    For ``module.apply``; leaves other layers alone.
    """
    if isinstance(module, nn.Linear | nn.Conv2d | nn.ConvTranspose2d):
        nn.init.normal_(module.weight, 0.0, 0.02)


def settle_batch_norm(network: nn.Module, inputs: Tensor) -> None:
    """Sets batch norm's running statistics to those of one batch.

    They start at mean 0 and variance 1, far from what layers with DCGAN's small weights give. Until training had moved
    them, the network would paint plain grey in evaluation mode and noise in training mode.

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

    For ``module.apply``; leaves other layers alone.
    """
    if isinstance(module, nn.Linear):
        nn.init.orthogonal_(module.weight)
        nn.init.zeros_(module.bias)


def spectrally_normalised(network: nn.Module) -> nn.Module:
    """Divides the weights of each linear and convolutional layer by their largest stretch, from now on.

    A layer's largest stretch is its largest singular value, here as one step of the power iteration in each pass finds
    it (Miyato et al. 2018, arXiv 1802.05957, algorithm 1). Convolutions count as the matrix of their kernels.

    Args:
        network: changed in place: PyTorch's parametrization is registered on its layers.

    Returns:
        The same network.
    """
    for module in network.modules():
        if isinstance(module, nn.Linear | nn.Conv2d):
            nn.utils.parametrizations.spectral_norm(module)
    return network


def parameter_count(module: nn.Module) -> int:
    """The number of trainable parameters."""
    return sum(parameter.numel() for parameter in module.parameters() if parameter.requires_grad)


@contextmanager
def looking_at(*networks: nn.Module) -> Iterator[None]:
    """Puts networks into evaluation mode and records no gradients, so that looking leaves no trace.

    Afterwards each module is back in its own mode; running statistics and gradients are as before.
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
    """A network's outputs for inputs ``(batch, ...)`` on any device; leaves no trace (see `looking_at`)."""
    with looking_at(network):
        return network(inputs.to(next(network.parameters(), inputs)))  # its device and its precision
