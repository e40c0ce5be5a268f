"""The recipes of the recorded runs.

Each is a generator function that yields the recording so far after every training step, so that its caller can show
progress or stop early.
"""

import copy
import itertools
from collections.abc import Callable, Iterator, Sequence
from functools import partial

import numpy as np
import torch
from torch import Tensor, nn
from torch.optim.swa_utils import AveragedModel

from authoring import labels
from gan_lesson import datasets, losses, models, recordings, training
from gan_lesson.clinic import portraits as clinic_portraits
from gan_lesson.clinic.patients import PATIENTS
from gan_lesson.clinic.portraits import PORTRAIT_PATIENTS
from gan_lesson.clinic.recording import recorded
from gan_lesson.evaluation.copying import copying
from gan_lesson.evaluation.judges import portrait_judges
from gan_lesson.evaluation.metrics import coverage_of, nearest
from gan_lesson.files import weights_of
from gan_lesson.history import History, as_frame
from gan_lesson.page.film import Film
from gan_lesson.props import translation
from gan_lesson.props.suspects import training_portraits
from gan_lesson.recordings import auction, forgers, translators
from gan_lesson.widgets import EpochPlayer, LatentWalk

PORTRAITS_EPOCHS = 90


def portraits(seed: int = 0) -> Iterator[History]:
    """Portraits of dogs and cats: a convolutional pair, R1, averaged weights, rates that fall to 0; 90 epochs.

    In the end `real` are the portraits of the training set nearest to the last pictures.
    """
    latents = models.sample_latents(64, 32, torch.Generator().manual_seed(seed + 3))
    every = {*range(20), *range(20, 40, 2), *range(40, PORTRAITS_EPOCHS + 1, 5)}
    moments = (2, 4, 6, 8, 10, 12, 16, 20, 24, 32, 48, 64, 96)
    for history in _portraits(seed, latents, "Portraits", every=every, moments=moments):
        yield history
    history.real = nearest_portraits(history[-1].samples, seed)


def nearest_portraits(pictures: np.ndarray, seed: int = 0) -> np.ndarray:
    """The portrait of a run's training set that is nearest to each picture, ``(n, 28, 28)`` uint8 as they are."""
    pets = as_frame(training_portraits(seed).data)
    return pets[nearest(pets.reshape(len(pets), -1), pictures.reshape(len(pictures), -1))[0]]


def latent_globe(seed: int = 0) -> Iterator[History]:
    """The same run as `portraits`, seen at the places of a globe in latent space; see `globe`."""
    first_three = models.sample_latents(3, 32, torch.Generator().manual_seed(seed + 3))
    latents = globe(first_three, recordings.LONGITUDES, recordings.LATITUDES).flatten(0, 1)
    return _portraits(seed, latents, "Latent globe", every={0, PORTRAITS_EPOCHS}, moments=(32,))


def _portraits(seed: int, latents: Tensor, title: str, every: set[int], moments: tuple[int, ...]) -> Iterator[History]:
    pets, average, discriminator, steps = portrait_run(seed)
    history = History(latents, title=title, real=pets.data[:64], every=every, steps=moments)
    history.begin(average, discriminator)
    for step in steps:
        history.record(step, average)
        yield history


def portrait_run(
    seed: int,
    generator_width: int = 16,
    discriminator_width: int = 8,
    portraits: int = 4096,
    epochs: int = PORTRAITS_EPOCHS,
    penalty: float = 1.0,
) -> tuple[datasets.Pictures, AveragedModel, models.ConvDiscriminator, Iterator[training.TrainingStep]]:
    """The run of the recorded portraits: training set, averaged generator, discriminator, and training steps.

    Args:
        seed: of everything.
        generator_width: maps of the generator at 14x14.
        discriminator_width: maps of the discriminator at 14x14.
        portraits: in the training set.
        epochs: passes over it.
        penalty: weight of R1.
    """
    pets = training_portraits(seed, portraits)
    torch.manual_seed(seed)
    generator = models.ConvGenerator(latent_dim=32, width=generator_width)
    discriminator = models.ConvDiscriminator(width=discriminator_width, depth=3)
    average = training.average_of(generator, decay=0.99)
    run = training.Run(
        generator=generator,
        discriminator=discriminator,
        batches=training.Batches(pets.data, 32, torch.Generator().manual_seed(seed + 1), epochs),
        g_optimizer=torch.optim.Adam(generator.parameters(), lr=0.002, betas=(0.0, 0.9)),
        d_optimizer=torch.optim.Adam(discriminator.parameters(), lr=0.002, betas=(0.0, 0.9)),
        random=torch.Generator().manual_seed(seed + 2),
        averaged=average,
    )
    total = run.batches.remaining

    def r1(network: nn.Module, real: Tensor, fake: Tensor) -> Tensor:
        return penalty * losses.r1_penalty(network, real)

    def steps() -> Iterator[training.TrainingStep]:
        for step in training.train(run, take_step=training.shared_fakes, penalty=r1, penalty_every=8):
            rate = 0.002 * min(1, 2 * (1 - step.number / total))
            training.set_learning_rate(run.g_optimizer, rate)
            training.set_learning_rate(run.d_optimizer, rate)
            yield step

    return pets, average, discriminator, steps()


def globe(latents: Tensor, longitudes: Sequence[float], latitudes: Sequence[float]) -> Tensor:
    """Latents on a sphere around the origin, at places given by two angles.

    Its radius is the square root of the latents' dimension, around which the lengths of standard normal latents are
    spread. The first latent, scaled to that length, is at 0° north, 0° east. The second gives the direction of 90° east
    and the third that of the pole, each orthogonal to those before it.

    Args:
        latents: ``(3, latent_dim)``.
        longitudes: degrees to the east.
        latitudes: degrees to the north.

    Returns:
        ``(latitudes, longitudes, latent_dim)``.

    Raises:
        ValueError: if there are not three latents.
    """
    if len(latents) != 3:
        raise ValueError(f"a globe is spanned by 3 latents, not {len(latents)}")
    axes, mixing = torch.linalg.qr(latents.T)  # (latent_dim, 3), orthonormal columns
    axes = (axes * mixing.diagonal().sign()).T  # each axis on its latent's side
    east, north = torch.meshgrid(
        torch.deg2rad(torch.tensor(longitudes, dtype=torch.float32)),
        torch.deg2rad(torch.tensor(latitudes, dtype=torch.float32)),
        indexing="xy",
    )
    directions = torch.stack([north.cos() * east.cos(), north.cos() * east.sin(), north.sin()], -1)
    return latents.shape[1] ** 0.5 * directions @ axes


def ring(seed: int) -> Iterator[History]:
    """The ring of 8 with the plain GAN of lesson 08, 100 epochs, with every fourth recorded."""
    data = datasets.ring(2560, torch.Generator().manual_seed(0), standard_deviation=0.05)
    torch.manual_seed(seed)
    generator, discriminator = models.MLPGenerator(latent_dim=2), models.MLPDiscriminator()
    run = training.Run(
        generator=generator,
        discriminator=discriminator,
        batches=training.Batches(data.data, 128, torch.Generator().manual_seed(seed + 1), epochs=100),
        g_optimizer=torch.optim.Adam(generator.parameters(), lr=0.001, betas=(0.5, 0.999)),
        d_optimizer=torch.optim.Adam(discriminator.parameters(), lr=0.001, betas=(0.5, 0.999)),
        random=torch.Generator().manual_seed(seed + 2),
    )

    history = History(
        models.sample_latents(256, 2, torch.Generator().manual_seed(seed + 3)),
        title=f"Seed {seed}",
        real=data.data[:256],
        region=data.region,
        metrics=coverage_of(data),
        every=4,
    )
    history.begin(generator, discriminator)
    for step in training.train(run):
        history.record(step, generator)
        yield history


def auction_days(seed: int = 0) -> Iterator[auction.Auction]:
    """The auction of lesson 04: the run of `portraits` with networks of twice the width.

    The forgeries are those that the discriminator has to judge in training: by the generator as it is, not by its
    averaged weights, and with batch norm's statistics of the batch.
    """
    _, _, discriminator, steps = portrait_run(seed, 2 * 16, auction.WIDTH)
    latents = models.sample_latents(64 * len(auction.EPOCHS), 32, torch.Generator().manual_seed(seed + 4)).split(64)
    days = auction.Auction()
    for step in steps:
        if step.epoch in auction.EPOCHS:
            generator = copy.deepcopy(step.run.generator).train()  # a copy: painting moves running statistics
            forgeries = torch.from_numpy(as_frame(generator(latents[len(days)])))
            weights = {name: weight.half() for name, weight in discriminator.state_dict().items()}
            days.days.append(auction.Day(int(step.epoch), forgeries, weights))
        yield days


FEW_EPOCHS = 3000  # of 64 portraits, two batches: about half as many steps as the honest run's


def few_run(
    seed: int,
) -> tuple[datasets.Pictures, AveragedModel, models.ConvDiscriminator, Iterator[training.TrainingStep]]:
    """The pair of `portrait_run` with only 64 portraits to learn from, and ten times the penalty.

    The fewer the pictures, the sooner the discriminator knows them by heart, and the more R1 it needs.
    """
    return portrait_run(seed, portraits=forgers.FEW, epochs=FEW_EPOCHS, penalty=10.0)


def few_portraits(seed: int = 0) -> Iterator[History]:
    """The run with 64 portraits, and how much it copies: the metrics of 1,024 fakes, of latents of their own."""
    pets, average, discriminator, steps = few_run(seed)
    judges = portrait_judges()
    unseen = datasets.portraits(len(pets), torch.Generator().manual_seed(seed + 1000)).data
    learnt, others = judges.knobs.features(pets.data), judges.knobs.features(unseen)
    latents = models.sample_latents(25 + 1024, 32, torch.Generator().manual_seed(seed + 3))

    def copied(samples: np.ndarray) -> float:
        fakes = models.look(average, latents[25:])
        return 100 * copying(learnt, others, judges.knobs.features(fakes)).share

    def seen_as_pets(samples: np.ndarray) -> float:
        return 100 * judges.portraits.share_of_pets(models.look(average, latents[25:]))

    history = History(
        latents[:25],
        title="Taught by 64 portraits",
        real=pets.data[:25],
        metrics={"nearer to training than to unseen, %": copied, "read as pets, %": seen_as_pets},
        every={0, 5, 10, 16, 25, 35, 50, 75, 100, 125, 150, 200, 250, 300, 400, 500, 750, *range(1000, 3001, 500)},
    )
    history.begin(average, discriminator)
    for step in steps:
        history.record(step, average)
        yield history


def all_forgers() -> Iterator[forgers.Forgers]:
    """The forgers of lesson 09: `portrait_run` with five seeds, and `few_run`."""
    made = forgers.Forgers()
    honest = [("honest", seed, PORTRAITS_EPOCHS, portrait_run) for seed in forgers.SEEDS]
    for kind, seed, epochs, start in [*honest, ("few", 0, FEW_EPOCHS, few_run)]:
        _, average, discriminator, steps = start(seed)
        for _ in steps:
            yield made
        made.trained.append(forgers.Trained(kind, seed, epochs, weights_of(average.module)))
        if made.expert is None:
            made.expert = weights_of(discriminator)
        yield made


FILMED = ("whole", "no short cut")
MOMENTS = (0, 5, 10, 15, 20, 30, 40, 50, 60, 80, 100, 120, 150, 180, 220, 260, 300)


def all_translators() -> Iterator[translators.Translators]:
    """The translators of lesson 13: those of `OFTEN` with five seeds, those of `ONCE` with one."""
    made = translators.Translators(moments=list(MOMENTS))
    for number in translators.SEEDS:
        for kind in translation.KINDS if number == 0 else translation.OFTEN:
            made.trained.append(translated(kind, number, made))
            yield made


def translated(kind: str, seed: int, made: translators.Translators) -> translators.Trained:
    """A run of lesson 13, filmed where it is seed 0 and one of `FILMED`."""
    make, weights = translation.KINDS[kind]
    networks = translation.four(seed, make)
    x, y = translation.worlds(kind, seed)
    shown = translation.worlds(kind, 1000)[0].data[:8]
    frames = []
    filmed = kind in FILMED and seed == 0
    for step in itertools.chain([0], translation.train(networks, x.data, y.data, seed, weights)):
        if filmed and step in MOMENTS:
            frames.append(torch.from_numpy(as_frame(models.look(networks.there, shown))))
    if filmed:
        made.films[kind] = torch.stack(frames)
    return translators.Trained(kind, seed, weights_of(networks.there), weights_of(networks.back))


RECIPES: dict[str, Callable[[], Iterator[History]]] = {
    "portraits": portraits,
    **{f"ring_seed_{seed}": partial(ring, seed) for seed in range(5)},
    "latent_globe": latent_globe,
    "few_portraits": few_portraits,
    "asked_portraits": labels.asked_portraits,
    **{
        f"clinic_{number}": partial(recorded, patient.recipe, 0, f"Patient {number}")
        for number, patient in PATIENTS.items()
    },
    **{
        f"clinic_portraits_{number}{suffix}": partial(
            clinic_portraits.recorded, recipe, 0, f"Portraits {letter}{words}"
        )
        for letter, (number, patient) in zip("AB", PORTRAIT_PATIENTS.items(), strict=True)
        for suffix, words, recipe in (("", "", patient.recipe), ("_treated", ", treated", patient.treated))
    },
}


def played_films() -> list[Film]:
    """The films of the recordings as the lessons play them; they ship encoded."""
    runs = [recordings.load(name) for name in recordings.HISTORIES if name != "latent_globe"]
    globe_run = recordings.load("latent_globe")
    shape = len(recordings.LATITUDES), len(recordings.LONGITUDES), *globe_run[0].samples.shape[1:]
    worlds = [globe_run[moment].samples.reshape(shape) for moment in (0, -1)]
    walk = LatentWalk(*worlds, titles=["Untrained", "Trained"], latitudes=recordings.LATITUDES)
    return [film for played in (*map(EpochPlayer, runs), walk) for film in played.films]
