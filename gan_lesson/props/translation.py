"""Translation without pairs: two translators and two discriminators (Zhu, Park, Isola & Efros 2017, arXiv 1703.10593).

X and Y are two worlds of pictures. `there` turns an x into a y and `back` a y into an x (G and F in the paper);
`discriminator_x` and `discriminator_y` each know one world. Nobody is told which x belongs to which y.

Example:
    >>> networks = four(seed=0)
    >>> x, y = torch.rand(2, 4, 1, 28, 28)
    >>> networks.there(x).shape, networks.discriminator_y(y).shape
    (torch.Size([4, 1, 28, 28]), torch.Size([4]))
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import torch
from torch import Tensor, nn

from gan_lesson import datasets, losses, models, training
from gan_lesson.datasets import unpaired
from gan_lesson.recordings import translators

STEPS = 300  # of a full run
BATCH = 16
RATE = 0.004
PENALTY = 0.2  # of R1, taken every eighth step


class ShortCut(nn.Module):
    """Adds what a network paints to what it was shown: it only has to paint the difference.

    Args:
        painter: pictures ``(batch, 1, height, width)`` to as many of the same shape. Its last layer begins small, so
            that in the beginning next to nothing is changed.
    """

    def __init__(self, painter: nn.Sequential):
        super().__init__()
        self.painter = painter

    def forward(self, pictures: Tensor) -> Tensor:
        """Pictures ``(batch, 1, height, width)`` to pictures of the same shape."""
        return pictures + self.painter(pictures)


def painter(width: int = 12) -> nn.Sequential:
    """Four convolutions at half the picture's sides: pictures ``(batch, 1, height, width)`` to the same shape.

    Four neighbouring pixels become four maps of half the size, and in the end four maps become four pixels again: the
    picture is small meanwhile, and nothing is lost.

    Args:
        width: maps between the layers.
    """
    return nn.Sequential(
        nn.PixelUnshuffle(2),  # (batch, 4, 14, 14) for pictures of 28x28
        nn.Conv2d(4, width, 3, padding=1, bias=False),  # batch norm brings its own
        nn.BatchNorm2d(width),
        nn.ReLU(),
        nn.Conv2d(width, width, 3, padding=1, bias=False),
        nn.BatchNorm2d(width),
        nn.ReLU(),
        nn.Conv2d(width, width, 3, padding=1, bias=False),
        nn.BatchNorm2d(width),
        nn.ReLU(),
        nn.Conv2d(width, 4, 3, padding=1),
        nn.PixelShuffle(2),  # (batch, 1, 28, 28)
    )


def translator() -> nn.Module:
    """A painter with a short cut: the lesson's translator. It begins by changing next to nothing."""
    changes = painter()
    models.dcgan_weights(changes[-2])
    nn.init.zeros_(changes[-2].bias)
    return ShortCut(changes)


def plain_translator() -> nn.Module:
    """A painter without the short cut: he has to paint the whole picture, as CycleGAN's do."""
    return nn.Sequential(painter(), nn.Tanh())


@dataclass
class Four:
    """The four networks.

    Attributes:
        there, back: the translators X to Y and Y to X.
        discriminator_x, discriminator_y: the two experts.
    """

    there: nn.Module
    back: nn.Module
    discriminator_x: nn.Module
    discriminator_y: nn.Module


def four(seed: int, make: Callable[[], nn.Module] = translator) -> Four:
    """Four untrained networks.

    Args:
        seed: of their weights.
        make: makes a translator; it is called twice.
    """
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(seed)
        return Four(make(), make(), models.ConvDiscriminator(width=8), models.ConvDiscriminator(width=8))


def cycle_loss(there: nn.Module, back: nn.Module, x: Tensor, y: Tensor, fake_x: Tensor, fake_y: Tensor) -> Tensor:
    """How far a picture comes back from where it set out: E|F(G(x)) - x| + E|G(F(y)) - y| (equation 2).

    Args:
        there: the translator X to Y.
        back: the translator Y to X.
        x: ``(batch, 1, height, width)``, real pictures of one world.
        y: likewise, of the other.
        fake_x: ``back(y)``.
        fake_y: ``there(x)``.

    Returns:
        A scalar, the mean absolute difference of a pixel, both ways added.
    """
    return (back(fake_y) - x).abs().mean() + (there(fake_x) - y).abs().mean()


def identity_loss(there: nn.Module, back: nn.Module, x: Tensor, y: Tensor) -> Tensor:
    """What a translator changes where nothing is to be done: E|G(y) - y| + E|F(x) - x| (section 5.2 of the paper).

    Args:
        there: the translator X to Y.
        back: the translator Y to X.
        x: ``(batch, 1, height, width)``, real pictures of one world.
        y: likewise, of the other.

    Returns:
        A scalar, as in `cycle_loss`.
    """
    return (there(y) - y).abs().mean() + (back(x) - x).abs().mean()


@dataclass(frozen=True)
class Weights:
    """What each part of the translators' loss counts. With 0 a part is left out, and not computed.

    Attributes:
        adversarial: of the two experts' verdicts.
        cycle: lambda in the paper, where it is 10.
        identity: half of lambda in the paper, which uses it for some of its tasks only; here a fifth.
    """

    adversarial: float = 1.0
    cycle: float = 10.0
    identity: float = 2.0


def translators_loss(networks: Four, x: Tensor, y: Tensor, fake_x: Tensor, fake_y: Tensor, weights: Weights) -> Tensor:
    """Both translators' whole loss: the sum of the adversarial, the cycle and the identity part (equation 3).

    The paper's adversarial part is least squares; here it is non-saturating, as in this course's other lessons.
    """
    there, back = networks.there, networks.back
    parts = []
    if weights.adversarial:
        verdicts = networks.discriminator_x(fake_x), networks.discriminator_y(fake_y)
        parts += [weights.adversarial * losses.nonsaturating_generator_loss(logits) for logits in verdicts]
    if weights.cycle:
        parts.append(weights.cycle * cycle_loss(there, back, x, y, fake_x, fake_y))
    if weights.identity:
        parts.append(weights.identity * identity_loss(there, back, x, y))
    return sum(parts)


def discriminators_loss(networks: Four, x: Tensor, y: Tensor, fake_x: Tensor, fake_y: Tensor, penalty: bool) -> Tensor:
    """Both experts' losses, each with real pictures and translations of her own world; R1 where it is due."""
    loss = torch.zeros(())
    for network, real, fake in (
        (networks.discriminator_x, x, fake_x.detach()),
        (networks.discriminator_y, y, fake_y.detach()),
    ):
        loss = loss + losses.discriminator_loss(network(real), network(fake))
        if penalty:
            loss = loss + PENALTY * losses.r1_penalty(network, real)
    return loss


def train(
    networks: Four,
    x: Tensor,
    y: Tensor,
    seed: int,
    weights: Weights = Weights(),  # noqa: B008
    steps: int = STEPS,
) -> Iterator[int]:
    """Trains the four, as lesson 13 writes it out: the experts move first, then the translators.

    Args:
        networks: to train.
        x: ``(n, 1, height, width)``, one world.
        y: likewise the other; they need not be as many.
        seed: of the batches.
        weights: of the parts of the translators' loss.
        steps: how many; the rates fall to 0 over the second half.

    Yields:
        The number of each step, from 1.
    """
    both = [*networks.there.parameters(), *networks.back.parameters()]
    experts = [*networks.discriminator_x.parameters(), *networks.discriminator_y.parameters()]
    t_optimizer = torch.optim.Adam(both, lr=RATE, betas=(0.5, 0.9), fused=True)
    d_optimizer = torch.optim.Adam(experts, lr=RATE, betas=(0.5, 0.9), fused=True)
    x_batches, y_batches = (
        iter(training.Batches(world, BATCH, torch.Generator().manual_seed(seed + number)))
        for number, world in enumerate((x, y))
    )
    for step in range(1, steps + 1):
        for optimizer in (t_optimizer, d_optimizer):
            training.set_learning_rate(optimizer, RATE * min(1, 2 * (1 - (step - 1) / steps)))
        some_x, some_y = next(x_batches), next(y_batches)
        fake_x, fake_y = networks.back(some_y), networks.there(some_x)
        d_loss = discriminators_loss(networks, some_x, some_y, fake_x, fake_y, penalty=step % 8 == 1)
        d_optimizer.zero_grad()
        d_loss.backward()
        d_optimizer.step()
        t_loss = translators_loss(networks, some_x, some_y, fake_x, fake_y, weights)
        t_optimizer.zero_grad()
        t_loss.backward(inputs=both)  # she keeps still, and no gradient of hers is computed
        t_optimizer.step()
        yield step


def differ(pictures: Tensor, truth: Tensor) -> Tensor:
    """Where two worlds differ: pixels that the true translation changes by more than a tenth of all grey levels.

    Args:
        pictures: ``(n, 1, height, width)`` in [-1, 1].
        truth: the same animals in the other world.

    Returns:
        ``(n, 1, height, width)`` of bool.
    """
    return (pictures - truth).abs() > 0.2


def error(pictures: Tensor, truth: Tensor, where: Tensor) -> float:
    """The mean absolute difference to the truth at some pixels, in shares of all grey levels: 0 to 1.

    Args:
        pictures: ``(n, 1, height, width)``; they are clipped to [-1, 1], as when they are shown.
        truth: likewise.
        where: which pixels count.
    """
    return (pictures.clamp(-1, 1) - truth).abs()[where].mean().item() / 2


def own(pictures: Tensor, truths: Tensor) -> float:
    """The share of the pictures whose nearest truth, pixel by pixel, is their own: does each stay the same animal?

    Args:
        pictures: ``(n, 1, height, width)``.
        truths: ``(n, 1, height, width)``, row by row the true translation of the same animal.
    """
    nearest = torch.cdist(pictures.clamp(-1, 1).flatten(1), truths.flatten(1)).argmin(1)
    return (nearest == torch.arange(len(truths))).float().mean().item()


def way_back(networks: Four, x: Tensor, noise: float, random: torch.Generator, late: bool = False) -> Tensor:
    """There and back again, with a little noise on the way.

    Args:
        networks: of the translators.
        x: ``(n, 1, height, width)``.
        noise: its standard deviation, in units of [-1, 1].
        random: to draw it from.
        late: whether it is added after the way back, as a control, and not before.

    Returns:
        ``(n, 1, height, width)``.
    """
    some = noise * torch.randn(x.shape, generator=random)
    with models.looking_at(networks.there, networks.back):
        return networks.back(networks.there(x)) + some if late else networks.back(networks.there(x) + some)


def flicker(film: Tensor, truth: Tensor) -> float:
    """How much more a film changes from frame to frame than its truth does: 1 for as much.

    Args:
        film: ``(frames, 1, height, width)``.
        truth: likewise.
    """
    changes = [(frames[1:] - frames[:-1]).abs().mean() for frames in (film.clamp(-1, 1), truth)]
    return (changes[0] / changes[1]).item()


# What lesson 13 compares, by name: the translators, and the weights of their loss's parts. These with five seeds ...
OFTEN: dict[str, tuple[Callable[[], nn.Module], Weights]] = {
    "whole": (translator, Weights()),
    "no identity": (translator, Weights(identity=0)),
    "no cycle": (translator, Weights(cycle=0)),
    "no short cut": (plain_translator, Weights()),
    "experts alone, no short cut": (plain_translator, Weights(cycle=0, identity=0)),
    "cats to dogs": (translator, Weights()),
}
# ... and these with one: lambda is turned where nothing else keeps the pet, as in the paper's equation 3.
LAMBDAS = (0.0, 0.3, 1.0, 3.0, 10.0, 30.0)
ONCE = {
    "no experts": (translator, Weights(adversarial=0)),
    "experts alone": (translator, Weights(cycle=0, identity=0)),
    "no cycle, no short cut": (plain_translator, Weights(cycle=0)),
    **{f"lambda {value:g}": (plain_translator, Weights(cycle=value, identity=0)) for value in LAMBDAS[1:]},
}
KINDS = {**OFTEN, **ONCE}


def worlds(kind: str, seed: int, n: int = 2048) -> tuple[datasets.Pictures, datasets.Pictures]:
    """The two training sets of a run: other animals in each, and no pairs.

    Args:
        kind: one of `KINDS`; "cats to dogs" has worlds of its own.
        seed: of the run.
        n: pets in each.
    """
    random = torch.Generator().manual_seed(seed)
    if kind == "cats to dogs":
        return unpaired.cats(n, random), unpaired.dogs(n, random)
    return unpaired.plain_pets(n, random), unpaired.striped_pets(n, random)


def recorded(kind: str = "whole", seed: int = 0) -> Four:
    """Trained translators, ready to translate. The discriminators beside them are untrained.

    Args:
        kind: one of `KINDS`.
        seed: of the run, one of `translators.SEEDS`; 0 for those of `ONCE`.

    Raises:
        KeyError: if there are none.
    """
    trained = translators.load().of(kind, seed)
    networks = four(0, KINDS[kind][0])
    for network, weights in ((networks.there, trained.there), (networks.back, trained.back)):
        network.load_state_dict(weights)
        network.eval().requires_grad_(False)
    return networks
