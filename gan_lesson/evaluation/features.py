"""Networks whose features metrics compare: a classifier, a portrait reader and a knob reader.

All three are the same small convolutional network with different last layers, trained in seconds. Its 64 features are
what `metrics.compare` takes. The usual metrics take 2,048 features of the Inception network (Heusel et al. 2017,
arXiv 1706.08500) or 4,096 of VGG-16 (Kynkäänniemi et al. 2019, arXiv 1904.06991), trained on photographs: compare
numbers from here only with each other, and only if the same network made the features.

On one machine, the same seed gives the same network. Everything runs on the CPU and leaves the global random state
alone.

Example:
    >>> digits = datasets.handwriting()
    >>> classifier = train_classifier(digits.data[:400], digits.labels[:400])
    >>> classifier.features(digits.data).shape
    (1797, 64)
"""

import math
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

from gan_lesson import datasets
from gan_lesson.datasets.portraiture import CAT, RANGES, Knobs
from gan_lesson.models import looking_at, settle_batch_norm

FEATURES = 64  # numbers for each picture
NEITHER = 2  # a `PortraitReader`'s label for anything but a pet, beside `CAT` and `DOG`
_CHUNK = 1024  # pictures in one forward pass


class FeatureNetwork(nn.Module):
    """Pictures ``(batch, *picture_shape)`` to outputs ``(batch, outputs)``, by way of 64 features.

    Two strided convolutions, two linear layers. The features are the outputs of the first linear layer, shifted and
    scaled to mean 0 and variance 1 on the training pictures (batch norm without parameters). Before the ReLU they are
    closer to normal, as the Fréchet distance assumes. They also give it a plain unit: pictures that all have the
    average features score 64.

    Args:
        picture_shape: (channels, height, width), both sides multiples of 4.
        outputs: numbers in an output, such as one logit for each class.
        width: maps after the first convolution; twice as many after the second.

    Raises:
        ValueError: if a side is not a multiple of 4.
    """

    def __init__(self, picture_shape: tuple[int, int, int], outputs: int, width: int = 16):
        super().__init__()
        channels, *sides = picture_shape
        if any(side < 4 or side % 4 for side in sides):
            raise ValueError(f"the sides of a picture are halved twice: each must be a multiple of 4, not {sides}")
        self.picture_shape = tuple(picture_shape)
        self.body = nn.Sequential(
            nn.Conv2d(channels, width, 4, stride=2, padding=1),  # half the picture's sides
            nn.ReLU(),
            nn.Conv2d(width, 2 * width, 4, stride=2, padding=1),  # a quarter
            nn.ReLU(),
            nn.Flatten(),
            nn.Linear(2 * width * math.prod(sides) // 16, FEATURES),
            nn.BatchNorm1d(FEATURES, affine=False),
        )
        self.head = nn.Sequential(nn.ReLU(), nn.Linear(FEATURES, outputs))

    def forward(self, pictures: Tensor) -> Tensor:
        """Pictures ``(batch, *picture_shape)`` to outputs ``(batch, outputs)``."""
        return self.head(self.body(pictures))

    def features(self, pictures: Tensor) -> np.ndarray:
        """Pictures ``(n, *picture_shape)`` in [-1, 1] to features, float32 ``(n, 64)``, for the metrics.

        Raises:
            ValueError: if the pictures have a different shape or type.
        """
        return self._look(self.body, pictures).numpy()

    def _look(self, network: Callable[[Tensor], Tensor], pictures: Tensor) -> Tensor:
        """Applies part of the trained network to any number of pictures."""
        if pictures.shape[1:] != self.picture_shape or len(pictures) == 0 or pictures.dtype != torch.float32:
            raise ValueError(
                f"pictures need the shape (n, {', '.join(map(str, self.picture_shape))}) and float32, "
                f"not {tuple(pictures.shape)} and {str(pictures.dtype).removeprefix('torch.')}"
            )
        with looking_at(self):
            return torch.cat([network(chunk) for chunk in pictures.split(_CHUNK)])


class Classifier(FeatureNetwork):
    """Tells the classes of a data set apart; see `train_classifier`.

    Attributes:
        held_out_accuracy: share of correct answers on pictures that training never saw.
    """

    held_out_accuracy: float

    def logits(self, pictures: Tensor) -> Tensor:
        """Pictures ``(n, *picture_shape)`` to one logit for each class, ``(n, classes)``."""
        return self._look(self, pictures)


def train_classifier(pictures: Tensor, labels: Tensor, seed: int = 0) -> Classifier:
    """Trains a classifier on four fifths of the pictures, drawn at random, and tests it on the rest.

    Args:
        pictures: ``(n, channels, height, width)`` in [-1, 1], such as ``datasets.Pictures.data``; n at least 80.
        labels: ``(n,)`` int64, from 0 to the number of classes minus 1.
        seed: of the split, the initial weights and the batches.

    Raises:
        ValueError: if the pictures have a different shape or are too few, or the labels do not fit them.
    """
    if pictures.ndim != 4 or pictures.dtype != torch.float32:
        raise ValueError(
            "pictures need the shape (n, channels, height, width) and float32, "
            f"not {tuple(pictures.shape)} and {str(pictures.dtype).removeprefix('torch.')}"
        )
    if len(pictures) < 80:
        raise ValueError(f"{len(pictures)} pictures are too few to learn from: give at least 80")
    if labels.shape != pictures.shape[:1]:
        raise ValueError(f"there are {len(pictures)} pictures and labels of shape {tuple(labels.shape)}: give one each")
    if labels.dtype != torch.int64 or labels.min() < 0:
        raise ValueError("labels count the classes from 0: give int64 numbers that are not negative")
    random = torch.Generator().manual_seed(seed)
    held_out, training = torch.randperm(len(pictures), generator=random).tensor_split([len(pictures) // 5])
    with _first_weights(seed):
        classifier = Classifier(tuple(pictures.shape[1:]), int(labels.max()) + 1)
    steps = max(300, 6 * len(training) // 64)
    _fit(classifier, pictures[training], labels[training], functional.cross_entropy, steps=steps, random=random)
    right = classifier.logits(pictures[held_out]).argmax(1) == labels[held_out]
    classifier.held_out_accuracy = right.float().mean().item()
    return classifier


class PortraitReader(FeatureNetwork):
    """Classifies pictures as a cat, a dog or *neither*; see `train_portrait_reader`.

    It knows portraits as `datasets.portraits` draws them: upright and centred. One that is shifted by a few pixels is
    *neither*, and of nonsense unlike any in `NOT_PETS` it may say anything.

    Attributes:
        held_out_accuracy: shares of correct answers, by name: on new portraits ("portraits"), and on new pictures of
            every kind in `NOT_PETS`.
    """

    held_out_accuracy: dict[str, float]

    def read(self, pictures: Tensor) -> Tensor:
        """Pictures ``(n, 1, 28, 28)`` in [-1, 1] to probabilities of `CAT`, `DOG` and `NEITHER`, ``(n, 3)``."""
        return self._look(self, pictures.clamp(-1, 1)).softmax(1)

    def share_of_pets(self, pictures: Tensor) -> float:
        """The share of pictures ``(n, 1, 28, 28)`` that are read as a cat or a dog, 0 to 1."""
        return (self.read(pictures).argmax(1) != NEITHER).float().mean().item()


def train_portrait_reader(seed: int = 0) -> PortraitReader:
    """Trains a reader on new portraits, clean ones and slightly rough ones, and on every kind of picture in `NOT_PETS`.

    Args:
        seed: of the pictures, the initial weights and the batches.
    """
    random = torch.Generator().manual_seed(seed)
    pictures, labels = _pets_and_others(6144, random)
    with _first_weights(seed):
        reader = PortraitReader((1, 28, 28), 3)
    _fit(reader, pictures, labels, functional.cross_entropy, steps=1100, random=random)
    fresh = datasets.portraits(1024, random)
    reader.held_out_accuracy = {
        "portraits": (reader.read(fresh.data).argmax(1) == fresh.labels).float().mean().item(),
        **{name: 1 - reader.share_of_pets(spoil(fresh.data, random)) for name, spoil in NOT_PETS.items()},
    }
    return reader


def _pets_and_others(n: int, random: torch.Generator) -> tuple[Tensor, Tensor]:
    """Makes n portraits, and n pictures of other things out of them: ``(2 n, 1, 28, 28)`` and labels ``(2 n,)``."""
    pets = datasets.portraits(n, random)
    ends = [n * sum(_SHARES[:k]) // sum(_SHARES) for k in range(1, len(NOT_PETS))]
    sources = pets.data.tensor_split(ends)
    others = [spoil(source, random) for spoil, source in zip(NOT_PETS.values(), sources, strict=True)]
    # A generator's pets are slightly rough. A reader trained on clean ones only would refuse them for their texture.
    soft, softer, sharp = pets.data.tensor_split([n // 4, n // 2])
    rough = torch.cat([blurred(soft, 0.5), blurred(softer, 0.7), sharp])
    rough = _add_noise(rough, _uniform(0, 0.25, n, random) * _coin(n, random), random)
    return torch.cat([rough, *others]), torch.cat([pets.labels, torch.full((n,), NEITHER)])


def _flat(pets: Tensor, random: torch.Generator) -> Tensor:
    """One grey level each; half of them with a little noise."""
    grey = _uniform(-1, 1, len(pets), random).expand_as(pets)
    return _add_noise(grey, 0.1 * _coin(len(pets), random), random)


def _noise(pets: Tensor, random: torch.Generator) -> Tensor:
    """Normal noise of random strength around a random grey."""
    grey = _uniform(-1, 1, len(pets), random).expand_as(pets)
    return _add_noise(grey, _uniform(0.1, 1, len(pets), random), random)


def _smudges(pets: Tensor, random: torch.Generator) -> Tensor:
    """Pets blurred beyond recognition."""
    halves = pets.tensor_split(2)
    return torch.cat([blurred(half, sigma) for half, sigma in zip(halves, (2.5, 4.0), strict=True)])


def _silhouettes(pets: Tensor, random: torch.Generator) -> Tensor:
    """Filled outlines without a face."""
    inside = (blurred(pets, 1.0) > -0.8).float()
    return _add_noise(_filled(inside, random), 0.15 * _coin(len(pets), random), random)


def _rags(pets: Tensor, random: torch.Generator) -> Tensor:
    """Filled outlines with random holes, like a generator's first attempts at a face."""
    inside = (blurred(pets, 1.0) > -0.8).float()
    # Half of them have round holes; the others square ones, such as transposed convolutions make.
    half, n = len(pets) // 2, len(pets)
    round_ = blurred(torch.randn(half, 1, 28, 28, generator=random) - 1, 1.2) + 1
    squares = functional.interpolate(torch.randn(n - half, 1, 14, 14, generator=random), scale_factor=2)
    squares += functional.interpolate(torch.randn(n - half, 1, 7, 7, generator=random), scale_factor=4)
    field = torch.cat([round_ / round_.std(), squares / 2**0.5])
    cloth = (field > _uniform(-1, 0.5, n, random)).float()
    return _add_noise(_filled(inside * cloth, random), _uniform(0, 0.3, n, random), random)


def _filled(inside: Tensor, random: torch.Generator) -> Tensor:
    """Fills `inside` (1 there, ``(n, 1, size, size)``) with one grey for each picture, on black, with soft edges."""
    return blurred(inside * _uniform(0.5, 2, len(inside), random) - 1, 0.7)


def _shuffled(pets: Tensor, random: torch.Generator) -> Tensor:
    """Pets cut into squares of 7 or 4 pixels, rearranged at random."""
    halves = pets.tensor_split(2)
    return torch.cat([_shuffle_squares(half, side, random) for half, side in zip(halves, (7, 4), strict=True)])


def _drowned(pets: Tensor, random: torch.Generator) -> Tensor:
    """Pets under so much noise that they are hard to tell."""
    return _add_noise(pets, _uniform(0.9, 2, len(pets), random), random)


def _averages(pets: Tensor, random: torch.Generator) -> Tensor:
    """The average of two unlike pets; that of two similar ones might pass for a pet."""
    return (pets + _unlike(pets, random)) / 2


def _two_deviations(pets: Tensor, random: torch.Generator) -> Tensor:
    """The mixture mu + ((x1 - mu) + (x2 - mu)) / sqrt 2: to a normal distribution, as likely as a pet."""
    mean = pets.mean(0)
    return (mean + (pets + _unlike(pets, random) - 2 * mean) / 2**0.5).clamp(-1, 1)


def _gaussian(pets: Tensor, random: torch.Generator) -> Tensor:
    """Samples of the normal distribution with the pets' mean and covariance."""
    deviations = (pets - pets.mean(0)).flatten(1)
    weights = torch.randn(len(pets), len(pets), generator=random) / len(pets) ** 0.5
    return (pets.mean(0) + (weights @ deviations).view_as(pets)).clamp(-1, 1)


# The kinds of pictures that a reader learns to refuse, each made from n pets (n, 1, 28, 28), n at least 2.
NOT_PETS: dict[str, Callable[[Tensor, torch.Generator], Tensor]] = {
    "flat greys": _flat,
    "noise": _noise,
    "smudges": _smudges,
    "silhouettes": _silhouettes,
    "rags": _rags,
    "shuffled squares": _shuffled,
    "pets drowned in noise": _drowned,
    "averages of two unlike pets": _averages,
    "mixtures of two unlike pets": _two_deviations,
    "Gaussian ghosts": _gaussian,
}
_SHARES = (1, 1, 1, 2, 2, 1, 1, 4, 4, 4)  # of each kind in training: more of those that look more like pets


@dataclass(frozen=True)
class KnobError:
    """How well a knob can be read from new portraits.

    Attributes:
        mean_absolute_error: in the knob's own units, as `portraiture.Knobs` lists them.
        r_squared: 1 - mean squared error / variance: 1 for exact readings, 0 for always guessing the mean.
        r_squared_of_cats, r_squared_of_dogs: the same within one species: a dog has no whiskers to read. NaN for the
            species itself, which does not vary there.
    """

    mean_absolute_error: float
    r_squared: float
    r_squared_of_cats: float
    r_squared_of_dogs: float


class KnobReader(FeatureNetwork):
    """Reads all knobs from a portrait; see `train_knob_reader`.

    Use its features for metrics on portraits: a classifier's capture little more than the species, so a generator of
    ten pictures looks almost as varied to them as the training set.

    Attributes:
        held_out_errors: how far to trust it, by knob.
    """

    held_out_errors: dict[str, KnobError]

    def read(self, pictures: Tensor) -> Knobs:
        """Pictures ``(n, 1, 28, 28)`` in [-1, 1] to the knobs of n animals, which ``portraiture.draw`` can draw again.

        It reads knobs from anything, even from noise: ask a `PortraitReader` first. Knobs that cannot be seen (a dog's
        whiskers, the gaze of a closed eye) come out near their mean.
        """
        low, high = _ranges()
        knobs = ((self._look(self, pictures) + 1) / 2).clamp(0, 1) * (high - low) + low
        species = list(RANGES).index("species")
        knobs[:, species] = knobs[:, species].round()
        return Knobs(*knobs.clamp(low, high).numpy().T)

    def report(self) -> str:
        """`held_out_errors` as a table: mean absolute error; R squared for all animals, for cats and for dogs."""
        lines = [f"{'knob':<14}{'error':>8}{'R2':>8}{'cats':>8}{'dogs':>8}"]
        for name, error in self.held_out_errors.items():
            r_squared = f"{error.r_squared:>8.2f}{error.r_squared_of_cats:>8.2f}{error.r_squared_of_dogs:>8.2f}"
            lines.append(f"{name:<14}{error.mean_absolute_error:>8.2f}{r_squared}")
        return "\n".join(lines)


def train_knob_reader(seed: int = 0) -> KnobReader:
    """Trains a regressor (mean squared error) on 8,192 new portraits and tests it on 2,048 others.

    Args:
        seed: of the pictures, the initial weights and the batches.
    """
    random = torch.Generator().manual_seed(seed)
    pets, fresh = datasets.portraits(8192, random), datasets.portraits(2048, random)
    low, high = _ranges()
    targets = 2 * (torch.from_numpy(pets.knobs.as_array()) - low) / (high - low) - 1
    with _first_weights(seed):
        reader = KnobReader((1, 28, 28), len(RANGES))
    _fit(reader, pets.data, targets, functional.mse_loss, steps=1024, random=random)

    truth, read = fresh.knobs.as_array(), reader.read(fresh.data).as_array()
    cats = fresh.knobs.species == CAT
    reader.held_out_errors = {
        name: KnobError(
            mean_absolute_error=float(np.abs(read[:, k] - truth[:, k]).mean()),
            r_squared=_r_squared(truth[:, k], read[:, k]),
            r_squared_of_cats=_r_squared(truth[cats, k], read[cats, k]),
            r_squared_of_dogs=_r_squared(truth[~cats, k], read[~cats, k]),
        )
        for k, name in enumerate(RANGES)
    }
    return reader


def as_pictures(samples: np.ndarray) -> Tensor:
    """A snapshot's pictures as networks take them, in [-1, 1]: the inverse of `history.as_frame`.

    Args:
        samples: uint8 ``(n, height, width)``, or ``(n, height, width, 3)`` in colour.

    Returns:
        ``(n, 1, height, width)``, or ``(n, 3, height, width)``.

    Raises:
        ValueError: if the samples have a different shape or type.
    """
    samples = np.asarray(samples)
    if samples.dtype != np.uint8 or not (samples.ndim == 3 or (samples.ndim == 4 and samples.shape[3] == 3)):
        raise ValueError(
            "samples need the shape (n, height, width) or (n, height, width, 3) and uint8, "
            f"not {samples.shape} and {samples.dtype}"
        )
    pictures = torch.from_numpy(samples).float() / 127.5 - 1
    return pictures[:, None] if pictures.ndim == 3 else pictures.permute(0, 3, 1, 2).contiguous()


def _fit(
    network: FeatureNetwork,
    pictures: Tensor,
    targets: Tensor,
    loss: Callable[[Tensor, Tensor], Tensor],
    *,
    steps: int,
    random: torch.Generator,
) -> None:
    """Trains with Adam, batches of 64 and the one-cycle schedule (Smith & Topin 2017, arXiv 1708.07120)."""
    optimizer = torch.optim.Adam(network.parameters(), fused=True)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, max_lr=0.01, total_steps=steps)
    order = torch.empty(0, dtype=torch.int64)
    network.train()
    for _ in range(steps):
        if len(order) < 64:
            order = torch.randperm(len(pictures), generator=random)
        batch, order = order[:64], order[64:]
        optimizer.zero_grad()
        loss(network(pictures[batch]), targets[batch]).backward()
        optimizer.step()
        schedule.step()
    settle_batch_norm(network, pictures[torch.randperm(len(pictures), generator=random)[:4096]])
    network.eval()


@contextmanager
def _first_weights(seed: int) -> Iterator[None]:
    """Seeds the weights of networks that are made within; the global random state stays as it was."""
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(seed)
        yield


def _ranges() -> tuple[Tensor, Tensor]:
    """The lowest and the highest setting of every knob, each ``(knobs,)``."""
    low, high = torch.tensor(list(RANGES.values())).float().unbind(1)
    return low, high


def _r_squared(truth: np.ndarray, read: np.ndarray) -> float:
    """1 - mean squared error / variance, of ``(n,)``; NaN where the truth does not vary."""
    variance = truth.var()
    return float(1 - ((read - truth) ** 2).mean() / variance) if variance > 0 else float("nan")


def _uniform(low: float, high: float, n: int, random: torch.Generator) -> Tensor:
    """A number for each picture, ``(n, 1, 1, 1)``."""
    return low + (high - low) * torch.rand(n, 1, 1, 1, generator=random)


def _coin(n: int, random: torch.Generator) -> Tensor:
    """0.0 or 1.0 for each picture, ``(n, 1, 1, 1)``."""
    return torch.randint(2, (n, 1, 1, 1), generator=random).float()


def _unlike(pets: Tensor, random: torch.Generator) -> Tensor:
    """For each pet, the least similar of 16 picked at random."""
    others = pets[torch.randint(len(pets), (16, len(pets)), generator=random)]  # (16, n, 1, size, size)
    farthest = (others - pets).square().sum((2, 3, 4)).argmax(0)
    return others[farthest, torch.arange(len(pets))]


def _add_noise(pictures: Tensor, strength: Tensor, random: torch.Generator) -> Tensor:
    """Adds normal noise of standard deviation `strength` ``(n, 1, 1, 1)`` and clamps to [-1, 1]."""
    return (pictures + strength * torch.randn(pictures.shape, generator=random)).clamp(-1, 1)


def blurred(pictures: Tensor, sigma: float) -> Tensor:
    """Convolves pictures ``(n, 1, size, size)`` with a Gaussian of `sigma` pixels, on black."""
    reach = int(3 * sigma + 1)
    kernel = torch.exp(-0.5 * (torch.arange(-reach, reach + 1) / sigma) ** 2)
    kernel = kernel / kernel.sum()
    rows = functional.conv2d(pictures + 1, kernel.view(1, 1, -1, 1), padding=(reach, 0))
    return functional.conv2d(rows, kernel.view(1, 1, 1, -1), padding=(0, reach)) - 1


def _shuffle_squares(pictures: Tensor, side: int, random: torch.Generator) -> Tensor:
    """Cuts pictures ``(n, 1, size, size)`` into squares and rearranges each at random."""
    squares = functional.unfold(pictures, side, stride=side)  # (n, side * side, squares)
    order = torch.rand(len(pictures), 1, squares.shape[2], generator=random).argsort(2)
    return functional.fold(squares.gather(2, order.expand_as(squares)), pictures.shape[2:], side, stride=side)
