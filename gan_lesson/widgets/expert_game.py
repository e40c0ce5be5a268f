"""Be the expert: rate pictures one by one, then see your ROC curve beside the discriminator's."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import traitlets
from PIL import Image

from gan_lesson.evaluation.roc import Roc, roc_of
from gan_lesson.page.bundle import read_bundle
from gan_lesson.plots import image_of, plot_roc, tile
from gan_lesson.plots.still import arranged, enlarged
from gan_lesson.widgets.live import LiveWidget

LEVELS = ("surely fake", "rather fake", "cannot tell", "rather real", "surely real")


class ExpertGame(LiveWidget):
    """A game of judging: is this picture real or fake, and how sure are you?

    The pictures come one by one, in rounds, and are rated from 1 to 5 (see `LEVELS`) with five buttons or the keys 1 to
    5; Backspace takes back the last rating of a round. Each round ends with the truth, and the last one with both ROC
    curves, the areas under them and their 95 % intervals (see `roc_of`).

    Args:
        pictures: ``(n, height, width)`` uint8, in the order to show them in.
        is_real: ``(n,)``, true for real.
        discriminator: ``(n,)``, the discriminator's logits for the same pictures.
        rounds: names of the rounds, which are equally long; each has real and fake pictures.
        judge: who rates, in what is shown. Another one than "you" has played from Python, and does not play again.
        title: written above.
        caption: a sentence below the title.
        zoom: the size of everything; 2 is for the back row.

    Attributes:
        ratings: the ratings so far, numbers from 1 to 5. Set it to play from Python.

    Raises:
        TypeError: if the pictures are not an array of uint8.
        ValueError: if the arrays do not fit together, or a round is empty or has one kind only.
    """

    _esm = read_bundle("expert_game.js")
    _css = read_bundle("expert_game.css")
    _alone = "expert_game_alone"

    ratings = traitlets.List(traitlets.Int(min=1, max=len(LEVELS))).tag(sync=True)
    _pictures = traitlets.Bytes(b"").tag(sync=True)
    _shape = traitlets.List(traitlets.Int()).tag(sync=True)
    _real = traitlets.List(traitlets.Bool()).tag(sync=True)
    _rounds = traitlets.List(traitlets.Unicode()).tag(sync=True)
    _levels = traitlets.List(traitlets.Unicode()).tag(sync=True)
    _judge = traitlets.Unicode("you").tag(sync=True)
    _outcome = traitlets.Dict().tag(sync=True)  # both curves and all areas, once every picture has been rated

    def __init__(
        self,
        pictures: np.ndarray,
        is_real: np.ndarray,
        discriminator: np.ndarray,
        rounds: Sequence[str] = ("All pictures",),
        *,
        judge: str = "you",
        title: str = "Be the expert: real or fake?",
        caption: str = "",
        zoom: float = 1.0,
    ):
        is_real, scores = np.asarray(is_real, bool), np.asarray(discriminator, float)
        if not isinstance(pictures, np.ndarray) or pictures.dtype != np.uint8:
            raise TypeError("pictures are an array of grey levels, dtype uint8, as in Snapshot.samples")
        if pictures.ndim != 3 or not len(pictures) or is_real.shape != scores.shape or len(is_real) != len(pictures):
            raise ValueError(
                "there must be pictures (n, height, width), and for each whether it is real and what the discriminator "
                f"says, not {pictures.shape}, {is_real.shape} and {scores.shape}"
            )
        if not rounds or len(pictures) % len(rounds):
            raise ValueError(f"{len(pictures)} pictures cannot be dealt out evenly to {len(rounds)} rounds")
        by_round = is_real.reshape(len(rounds), -1)
        if by_round.all(1).any() or not by_round.any(1).all():
            raise ValueError("every round needs real pictures and fake ones")
        self._scores = scores
        self._sheet = pictures.copy()
        self.discriminator = roc_of(is_real, scores)
        super().__init__(
            title=title,
            caption=caption,
            zoom=zoom,
            _pictures=pictures.tobytes(),
            _shape=list(pictures.shape),
            _real=is_real.tolist(),
            _rounds=list(rounds),
            _levels=list(LEVELS),
            _judge=judge,
        )

    def __repr__(self) -> str:
        return f"ExpertGame: {len(self._real)} pictures in {len(self._rounds)} rounds"

    @property
    def is_over(self) -> bool:
        """Whether every picture has been rated."""
        return len(self.ratings) == len(self._real)

    @property
    def player(self) -> Roc | None:
        """The player's curve; None until the game is over."""
        return roc_of(self._real, self.ratings) if self.is_over else None

    def areas_by_round(self) -> list[tuple[str, float, float]]:
        """For each round its name, the area under the player's curve and that under the discriminator's.

        Raises:
            ValueError: before the game is over.
        """
        if not self.is_over:
            raise ValueError(f"{len(self._real) - len(self.ratings)} pictures have no rating yet")
        count = len(self._rounds)
        real, ratings, scores = (np.split(np.array(a), count) for a in (self._real, self.ratings, self._scores))
        return [
            (name, roc_of(is_real, rating).area, roc_of(is_real, score).area)
            for name, is_real, rating, score in zip(self._rounds, real, ratings, scores, strict=True)
        ]

    @traitlets.validate("ratings")
    def _not_too_many(self, proposal: traitlets.Bunch) -> list[int]:
        if len(proposal.value) > len(self._real):
            raise traitlets.TraitError(f"there are {len(self._real)} pictures and {len(proposal.value)} ratings")
        return proposal.value

    @traitlets.observe("ratings")
    def _tell(self, change: traitlets.Bunch) -> None:
        if not self.is_over or not self._real:
            self._outcome = {}
            return
        self._outcome = {
            "you": _curve(self.player),
            "discriminator": _curve(self.discriminator),
            "rounds": [list(areas) for _, *areas in self.areas_by_round()],
        }

    def _more_recorded(self) -> dict[str, Any]:
        return {"_scores": self._scores.tolist()}

    @property
    def _player_name(self) -> str:
        return "the player" if self._judge == "you" else self._judge

    def _alt(self) -> str:
        if self.is_over:
            return (
                f"Two ROC curves, of {self._player_name} and of the expert: how many fakes and real ones they let in."
            )
        return (
            f"{len(self._real)} small grey pictures in {len(self._rounds)} rows, one for each round: "
            f"{', '.join(self._rounds)}. {sum(self._real)} of them are real."
        )

    def _poster(self) -> Image.Image:
        """All pictures, a row for each round; after the game, both curves."""
        if self.is_over:
            curves = {self._player_name: self.player, "the expert": self.discriminator}
            roc = {name: (roc.fakes_let_in, roc.reals_let_in) for name, roc in curves.items()}
            return image_of(plot_roc(roc), dpi=96)
        rows = np.split(self._sheet, len(self._rounds))
        rows = [enlarged(tile(row, len(row), blank=255, gap=1), scale=2) for row in rows]
        return arranged(rows, columns=1, gap=6, titles=self._rounds)


def _curve(roc: Roc) -> dict[str, Any]:
    return {
        "fakes": roc.fakes_let_in.tolist(),
        "reals": roc.reals_let_in.tolist(),
        "area": roc.area,
        "low": roc.low,
        "high": roc.high,
    }
