"""What a report card says: scores beside those of real pictures, a few pictures, and what nobody measured."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

CANNOT_KNOW = (
    "whether a person would take these pictures for real: nobody was asked",
    "how it compares with scores from elsewhere: a small network made for this data looked at the pictures, so the "
    "Fréchet distance here is not the FID of papers",
    "whatever is rarer than one picture in {rows:,}: that many were looked at in each draw",
    "whether another run with another seed would be as good: one generator was measured, not the way it was made",
    "whether what its maker says of how it was made is true, and whether the training pictures were theirs to use",
)


class Spread(NamedTuple):
    """A score over several draws of samples: mean, lowest and highest."""

    mean: float
    low: float
    high: float

    @classmethod
    def of(cls, values: Sequence[float]) -> Spread:
        """The spread of values, at least one."""
        return cls(float(np.mean(values)), float(np.min(values)), float(np.max(values)))


@dataclass(frozen=True)
class Score:
    """One line of a card.

    Attributes:
        name: of the score, for a reader.
        fake: the generator's.
        real: of real pictures in the fakes' place, which the generator never saw: the score's floor or ceiling.
        aim: what a good generator's score does.
        decimals: to show.
    """

    name: str
    fake: Spread
    real: Spread
    aim: str
    decimals: int

    @property
    def merit(self) -> float:
        """The mean as a number that is higher for a better generator, whatever the aim."""
        if self.aim.startswith(("as low", "as near")):
            return -self.fake.mean
        if self.aim.startswith(("as high", "all")):
            return self.fake.mean
        return -abs(self.fake.mean - self.real.mean)

    def words(self, spread: Spread) -> str:
        """A spread as text, such as "0.52 (0.49 to 0.60)"; without a range if there is none to see."""
        mean, low, high = (f"{value:,.{self.decimals}f}" for value in spread)
        return mean if low == high else f"{mean} ({low} to {high})"


@dataclass(frozen=True, eq=False)
class ReportCard:
    """One page on a generator. Shown in a notebook, it is that page; `str` gives its numbers as a table.

    Attributes:
        name: of the generator.
        data: the name of the training set.
        how_made: what its maker says of it.
        training_rows: pictures in the training set.
        rows: fakes in each draw. The scores that look for neighbours take `few` of them.
        few: see above.
        draws: how many draws of fakes.
        scores: by key: `frechet_training`, `frechet_held_out`, `precision`, `recall`, `copied`, `nearest_training`,
            `pixels`, `kinds`; for portraits `knobs` and `unreadable` as well; with an expert `expert` as well.
        kinds: for each kind of picture, how often fakes and real ones show it, shares from 0 to 1.
        knobs: of portraits, for each knob how far the fakes' readings overlap with real ones, the same for other real
            portraits, and the R squared of the reader on portraits that it never saw; empty for other pictures.
        sheet: ``(16, height, width)`` uint8, of the same latents for each card.
        nearest: ``(16, height, width)`` uint8, the nearest training picture to each, in features.
        walk: ``(9, height, width)`` uint8, on the way from one latent to another.
    """

    name: str
    data: str
    how_made: str
    training_rows: int
    rows: int
    few: int
    draws: int
    scores: dict[str, Score]
    kinds: dict[str, tuple[float, float]]
    knobs: dict[str, tuple[float, float, float]]
    sheet: np.ndarray
    nearest: np.ndarray
    walk: np.ndarray

    @property
    def missing_kinds(self) -> list[str]:
        """Kinds that the fakes show less than a quarter as often as real pictures do."""
        return [kind for kind, (fake, real) in self.kinds.items() if fake < real / 4]

    @property
    def missing_knobs(self) -> list[str]:
        """Knobs whose readings overlap with the real ones by less than 0.7 of what other real portraits reach."""
        return [knob for knob, (fake, real, _) in self.knobs.items() if fake < 0.7 * real]

    @property
    def findings(self) -> list[str]:
        """What stands out, in sentences."""
        found = []
        copied, precision, recall = (self.scores[key] for key in ("copied", "precision", "recall"))
        trained, unseen = self.scores["frechet_training"], self.scores["frechet_held_out"]
        near = self.scores["nearest_training"]
        # Few pictures can by chance be nearer to the one set, but not as near as copies.
        if copied.fake.mean > 0.75 and near.fake.mean < 0.8 * near.real.mean:
            found.append(
                f"It copies: {100 * copied.fake.mean:.0f} % of its pictures are nearer to a training picture than to "
                "any of as many pictures that it never saw. Without copying that is 50 %."
            )
        if trained.fake.mean < trained.real.low:
            found.append(
                "It is nearer to its training set than unseen real pictures are. That is no praise: it means copies."
            )
        if precision.fake.mean < 0.6 * precision.real.mean:
            found.append("Many of its pictures lie where no real one does.")
        if recall.fake.mean < 0.6 * recall.real.mean:
            found.append("Much of what real pictures show is missing from its own.")
        if self.missing_kinds:
            found.append(f"It leaves out kinds of picture: {'; '.join(self.missing_kinds)}.")
        if self.missing_knobs:
            first = ", ".join(knob.replace("_", " ") for knob in self.missing_knobs[:4])
            found.append(
                f"{len(self.missing_knobs)} of {len(self.knobs)} knobs are not set as in real portraits: {first}"
                f"{' and more' if len(self.missing_knobs) > 4 else ''}."
            )
        if "unreadable" in self.scores and self.scores["unreadable"].fake.mean > 0.1:
            share = 100 * self.scores["unreadable"].fake.mean
            found.append(f"{share:.0f} % of its pictures are no portrait to the network that reads them.")
        if not found and unseen.fake.mean > 2 * unseen.real.high:
            found.append("No single fault stands out, but its pictures still differ from real ones as a whole.")
        return found or ["Nothing stands out: on these scores it is close to real pictures."]

    @property
    def cannot_know(self) -> list[str]:
        """What this card does not say."""
        return [sentence.format(rows=self.rows) for sentence in CANNOT_KNOW]

    def as_dict(self) -> dict[str, Any]:
        """Everything but the pictures, for ``json.dumps``."""
        plain = {key: value for key, value in asdict(self).items() if key not in ("sheet", "nearest", "walk")}
        plain["scores"] = {
            key: {"name": score.name, "fake": score.fake._asdict(), "real": score.real._asdict(), "aim": score.aim}
            for key, score in self.scores.items()
        }
        return {**plain, "findings": self.findings, "cannot_know": self.cannot_know}

    def figure(self) -> Any:
        """The whole page as a Matplotlib figure."""
        from gan_lesson.report.drawing import plot_card

        return plot_card(self)

    def html(self) -> str:
        """The page as a piece of HTML that needs nothing else."""
        from gan_lesson.report.page import card_html

        return card_html(self)

    def save(self, path: str | Path) -> Path:
        """Writes the card: ``.html`` (one file that opens anywhere), ``.png`` (a picture) or ``.json`` (its numbers).

        Raises:
            ValueError: for another ending.
            FileNotFoundError: if there is no such folder.
        """
        path = Path(path)
        if not path.parent.is_dir():
            raise FileNotFoundError(f"there is no folder {path.parent}; make it, or save somewhere else")
        if path.suffix == ".html":
            from gan_lesson.report.page import whole_page

            path.write_text(whole_page(self), encoding="utf-8")
        elif path.suffix == ".png":
            from gan_lesson.plots import png_of

            path.write_bytes(png_of(self.figure()))
        elif path.suffix == ".json":
            path.write_text(json.dumps(self.as_dict(), indent=1, ensure_ascii=False), encoding="utf-8")
        else:
            raise ValueError(f"a card is saved as .html, .png or .json, not as {path.name!r}")
        return path

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> dict[str, str]:
        return {"text/html": self.html(), "text/plain": repr(self)}

    def __repr__(self) -> str:  # without a number, so that a notebook that is run again gives the same
        return f"ReportCard({self.name!r}: {len(self.scores)} scores over {self.draws} draws of {self.rows:,} pictures)"

    def __str__(self) -> str:
        lines = [f"{self.name}, taught by {self.training_rows:,} pictures: {self.data}"]
        lines.append(f"{'':<52}{'fakes':>24}{'real in their place':>24}   aim")
        for score in self.scores.values():
            lines.append(f"{score.name:<52}{score.words(score.fake):>24}{score.words(score.real):>24}   {score.aim}")
        return "\n".join([*lines, *self.findings])
