"""The bench that generators are measured on: real pictures, what is seen in them, and what they score themselves."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple

import numpy as np
import torch
from torch import Tensor, nn

from gan_lesson import datasets
from gan_lesson.evaluation import coverage, metrics
from gan_lesson.evaluation.copying import copying
from gan_lesson.evaluation.features import FeatureNetwork, train_classifier
from gan_lesson.evaluation.judges import Judges, portrait_judges
from gan_lesson.history import as_frame
from gan_lesson.models import looking_at, sample_latents
from gan_lesson.progress import progress
from gan_lesson.report.card import ReportCard, Score, Spread

Judge = Callable[[Tensor], Tensor]  # pictures to logits: a discriminator
FEW = 4  # the scores that look for neighbours take one row in so many: their time grows with its square
PIXELS = 256  # pictures that are compared pixel by pixel: 784 numbers each take time
NAMES = {  # of each score: for a reader; what a good generator's does; decimals
    "frechet_training": ("Fréchet distance to the training set", "as low as real", 2),
    "frechet_held_out": ("Fréchet distance to unseen pictures", "as low as real", 2),
    "precision": ("precision: its pictures that lie among real ones", "as high as real", 2),
    "recall": ("recall: real pictures that lie among its own", "as high as real", 2),
    "copied": ("copied: nearer to training than to unseen pictures", "1/2, as real", 2),
    "nearest_training": ("distance to the nearest training picture", "as far as real", 2),
    "pixels": ("distance to the nearest unseen one, in pixels", "as near as real", 2),
    "kinds": ("kinds of picture covered", "all", 0),
    "knobs": ("knobs set as in real portraits", "as high as real", 2),
    "unreadable": ("unreadable: no portrait to a reader", "as low as real", 3),
    "expert": ("an expert's share of right verdicts", "1/2, guessing", 2),
}


class Seen(NamedTuple):
    """What is seen in one draw: features, some pictures as they are, kinds, knobs of portraits, an expert's logits."""

    features: np.ndarray
    pixels: np.ndarray
    kinds: np.ndarray
    coverage: coverage.Coverage | None
    logits: np.ndarray | None = None


class Bench:
    """Real pictures to measure generators by. What it takes from them is computed once, for any number of cards.

    Portraits are measured by a reader of knobs, and unseen ones are drawn as needed. Other pictures are measured by a
    classifier that is trained on their labels, and unseen ones must be handed over.

    Args:
        data: what the generators learnt from.
        held_out: ``(m, channels, height, width)`` real pictures that no generator saw; half of them are compared with,
            half stand in for fakes. Not needed for portraits.
        rows: pictures in each draw, fewer where there are fewer real ones.
        draws: of fakes, and of unseen portraits in their place.
        expert: a discriminator, to report how often it is right about real pictures and fakes; or None.

    Raises:
        ValueError: if the data are no pictures, or there is nothing held out.
    """

    def __init__(
        self,
        data: datasets.Pictures,
        *,
        held_out: Tensor | None = None,
        rows: int = 4096,
        draws: int = 5,
        expert: nn.Module | None = None,
    ):
        if not isinstance(data, datasets.Pictures):
            raise ValueError(
                "a report card is for pictures: hand over what datasets.portraits(...) or datasets.handwriting(...) "
                f"gives, not {type(data).__name__}; points in the plane have metrics.mode_coverage"
            )
        if held_out is None and data.knobs is None:
            raise ValueError(
                f"hand over some {data.name} pictures that the generator never saw, as held_out=...: without them a "
                "copyist cannot be told from a forger"
            )
        if draws < 1 or rows < 1:
            raise ValueError(f"a card needs at least 1 draw of some rows, not {draws} of {rows}")
        self.data, self.draws, self.expert = data, draws, expert
        self.judges: Judges | None = None
        if data.knobs is not None and held_out is None:
            self.rows, self.kinds, sets = rows, coverage.KINDS, 1 + draws
            real = self._portraits()
        else:
            self.rows, self.kinds, sets = min(rows, len(held_out) // 2), data.label_names, 2
            real = self._others(held_out)
        self.few = self.rows // FEW if self.rows > 1024 else self.rows
        self.unseen, *self._reals = [self._see(pictures) for pictures in progress(real, sets, "sets of real pictures")]
        self.training = self.network.features(data.data)
        self.real_kinds = np.mean([draw.kinds for draw in self._reals], 0)
        found = [self._scores(draw) for draw in self._reals]
        self.real_scores = {key: Spread.of([scores[key] for scores in found]) for key in found[0]}

    def card(
        self, generator: Callable[[Tensor], Tensor], *, name: str = "A generator", how_made: str = "", seed: int = 0
    ) -> ReportCard:
        """Measures one generator.

        Args:
            generator: latents ``(batch, latent_dim)`` to pictures as in the data, in [-1, 1]; it has the attribute
                `latent_dim`. It is looked at in evaluation mode and left as it was.
            name: of the generator, for the card.
            how_made: a sentence on how it was made: by which rules, from what, for how long.
            seed: of the latents.

        Raises:
            ValueError: if it is no generator, or its pictures are of another shape, not finite or not in [-1, 1].
        """
        latent_dim = _latent_dim(generator)
        random = torch.Generator().manual_seed(seed)
        shown = sample_latents(18, latent_dim, random)
        sheet = self._painted(generator, shown[:16])
        first, last = shown[16:]
        turn = torch.linspace(0, 1, 9)[:, None]
        walk = self._painted(generator, _on_the_way(first, last, turn))
        seen = []
        for _ in progress(range(self.draws), self.draws, "draws"):
            fakes = self._painted(generator, sample_latents(self.rows, latent_dim, random))
            seen.append(self._see(fakes))
        found = [self._scores(draw) for draw in seen]
        kinds = np.mean([draw.kinds for draw in seen], 0)
        nearest, _ = metrics.nearest(self.training, self.network.features(sheet))
        return ReportCard(
            name=name,
            data=self.data.name,
            how_made=how_made,
            training_rows=len(self.data),
            rows=self.rows,
            few=self.few,
            draws=self.draws,
            scores={
                key: Score(NAMES[key][0], Spread.of([scores[key] for scores in found]), real, *NAMES[key][1:])
                for key, real in self.real_scores.items()
            },
            kinds={
                kind: (float(fake), float(real))
                for kind, fake, real in zip(self.kinds, kinds, self.real_kinds, strict=True)
            },
            knobs=self._knobs(seen),
            sheet=as_frame(sheet),
            nearest=as_frame(self.data.data[nearest]),
            walk=as_frame(walk),
        )

    def _portraits(self) -> Iterator[Tensor]:
        """Sees to the judges; then yields unseen portraits, and draws of others in the fakes' place."""
        self.judges = portrait_judges()
        self.network: FeatureNetwork = self.judges.knobs
        random = torch.Generator().manual_seed(2**31)  # far from the small seeds that training sets are drawn with
        for size in (max(len(self.data), self.rows), *[self.rows] * self.draws):
            yield datasets.portraits(size, random).data

    def _others(self, held_out: Tensor) -> Iterator[Tensor]:
        """Trains a classifier; then yields one half of what was held out, and of the other half as many as rows."""
        self.network = train_classifier(self.data.data, self.data.labels)
        unseen, stand_in = held_out.tensor_split(2)
        yield unseen
        yield stand_in[: self.rows]

    def _see(self, pictures: Tensor) -> Seen:
        features, pixels = self.network.features(pictures), pictures[:PIXELS].flatten(1).numpy()
        logits = None
        if self.expert is not None:
            with looking_at(self.expert):
                logits = torch.cat([self.expert(chunk) for chunk in pictures.split(1024)]).numpy()
        if self.judges is None:
            labels = self.network.logits(pictures).argmax(1).numpy()
            return Seen(features, pixels, np.bincount(labels, minlength=len(self.kinds)) / len(labels), None, logits)
        seen = coverage.coverage(pictures, self.judges)
        return Seen(features, pixels, seen.kinds, seen, logits)

    def _scores(self, draw: Seen) -> dict[str, float]:
        few, unseen = draw.features[: self.few], self.unseen.features
        close = metrics.precision_and_recall(unseen[: self.few], few)
        alike = min(len(self.training), len(unseen))
        copied = copying(self.training[:alike], unseen[:alike], few)
        scores = {
            "frechet_training": metrics.frechet_distance(self.training, draw.features),
            "frechet_held_out": metrics.frechet_distance(unseen, draw.features),
            "precision": close.precision,
            "recall": close.recall,
            "copied": copied.share,
            "nearest_training": copied.to_training,
            "pixels": float(np.median(metrics.nearest(self.unseen.pixels, draw.pixels)[1])),
            "kinds": float((draw.kinds >= self.unseen.kinds / 4).sum()),
        }
        if draw.coverage is not None:
            overlaps = coverage.overlaps(draw.coverage, self.unseen.coverage)
            scores["knobs"] = float(np.mean(list(overlaps.values())))
            scores["unreadable"] = draw.coverage.unreadable
        if draw.logits is not None:
            scores["expert"] = float(((self.unseen.logits > 0).mean() + (draw.logits <= 0).mean()) / 2)
        return scores

    def _knobs(self, seen: list[Seen]) -> dict[str, tuple[float, float, float]]:
        if self.judges is None:
            return {}
        fakes, reals = (
            [coverage.overlaps(draw.coverage, self.unseen.coverage) for draw in draws] for draws in (seen, self._reals)
        )
        return {
            knob: (
                float(np.mean([draw[knob] for draw in fakes])),
                float(np.mean([draw[knob] for draw in reals])),
                error.r_squared,
            )
            for knob, error in self.judges.knobs.held_out_errors.items()
        }

    def _painted(self, generator: Callable[[Tensor], Tensor], latents: Tensor) -> Tensor:
        networks = [generator] if isinstance(generator, nn.Module) else []
        with looking_at(*networks):
            pictures = torch.cat([generator(chunk) for chunk in latents.split(512)]).float()
        shape = tuple(self.data.data.shape[1:])
        if pictures.shape[1:] != shape:
            expected = ", ".join(map(str, ("batch", *shape)))
            raise ValueError(
                f"this generator must paint pictures ({expected}) as in the data, not {tuple(pictures.shape)}"
            )
        if not pictures.isfinite().all():
            raise ValueError("this generator paints NaN or infinity: its training went wrong before")
        if pictures.abs().max() > 1.001:
            raise ValueError("pictures lie in [-1, 1], and this generator paints beyond: end it with a tanh")
        return pictures


def report_card(
    generator: Callable[[Tensor], Tensor],
    data: datasets.Pictures,
    *,
    held_out: Tensor | None = None,
    name: str = "A generator",
    how_made: str = "",
    expert: nn.Module | None = None,
    rows: int = 4096,
    draws: int = 5,
) -> ReportCard:
    """One page on one generator; for several of the same data, make a `Bench` and ask it for each card.

    Args:
        generator: see `Bench.card`.
        data: what it learnt from.
        held_out: see `Bench`.
        name: of the generator.
        how_made: a sentence on how it was made.
        expert: see `Bench`.
        rows: pictures in each draw.
        draws: how many.

    Raises:
        ValueError: as `Bench` and `Bench.card` do.

    Example:
        >>> card = report_card(generator, pets, how_made="90 epochs of 4,096 portraits")  # doctest: +SKIP
        >>> card.save("card.html")  # doctest: +SKIP
    """
    _latent_dim(generator)  # before the minute that a bench may take
    bench = Bench(data, held_out=held_out, rows=rows, draws=draws, expert=expert)
    return bench.card(generator, name=name, how_made=how_made)


def _latent_dim(generator: Callable[[Tensor], Tensor]) -> int:
    network = getattr(generator, "module", generator)  # an average's latent_dim is the averaged network's
    latent_dim = getattr(network, "latent_dim", None)
    if not callable(generator) or inspect.isclass(generator) or not isinstance(latent_dim, int):
        raise ValueError(
            "a generator is a network that turns latents into pictures and has the attribute latent_dim, the numbers "
            "in a latent: set generator.latent_dim = ... if yours has none"
        )
    return latent_dim


def _on_the_way(first: Tensor, last: Tensor, turn: Tensor) -> Tensor:
    """Latents between two, ``(steps, latent_dim)``, along the arc on which their length changes least."""
    angle = torch.arccos((first @ last) / (first.norm() * last.norm()))
    return (torch.sin((1 - turn) * angle) * first + torch.sin(turn * angle) * last) / torch.sin(angle)


def matrix(cards: Mapping[str, ReportCard], honest: str) -> tuple[list[list[str]], np.ndarray]:
    """Every score of every card as text, and which scores are fooled: those that rank a cheat no lower than `honest`.

    Args:
        cards: by name, all from one bench.
        honest: the name of the one that is no cheat; nothing is fooled by it.

    Returns:
        Texts ``(scores, cards)``, and bool of the same shape, for ``plots.lesson_09.plot_matrix``.

    Raises:
        KeyError: if no card has the honest one's name.
    """
    if honest not in cards:
        raise KeyError(f"there is no card of {honest!r}; there are: {', '.join(cards)}")
    keys = cards[honest].scores
    values = [
        [f"{card.scores[key].fake.mean:,.{card.scores[key].decimals}f}" for card in cards.values()] for key in keys
    ]
    fooled = [
        [name != honest and card.scores[key].merit >= cards[honest].scores[key].merit for name, card in cards.items()]
        for key in keys
    ]
    return values, np.array(fooled)
