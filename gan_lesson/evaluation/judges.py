"""The two networks that look at portraits: trained once, and shipped with their weights in half precision.

Training them takes some 13 s of one thread; loading takes a moment, and they say the same on every computer.

Example:
    >>> from gan_lesson import datasets
    >>> pets = datasets.portraits(100, torch.Generator())
    >>> portrait_judges().knobs.features(pets.data).shape
    (100, 64)
"""

from dataclasses import asdict
from functools import cache
from pathlib import Path
from typing import NamedTuple

import torch

from gan_lesson.datasets.portraiture import RANGES
from gan_lesson.evaluation.features import (
    KnobError,
    KnobReader,
    PortraitReader,
    train_knob_reader,
    train_portrait_reader,
)
from gan_lesson.files import read_whole, weights_of, write_whole

PATH = Path(__file__).parent / "judges.gz"
PORTRAIT = (1, 28, 28)  # the shape of a picture
FORMAT = "gan_lesson judges 1"


class Judges(NamedTuple):
    """The networks that look at portraits.

    Attributes:
        knobs: reads the knobs, and its features are what metrics compare.
        portraits: says which pictures are portraits at all.
    """

    knobs: KnobReader
    portraits: PortraitReader

    def save(self, path: Path = PATH) -> None:
        """Writes one small file; the one that is there is replaced only when the new one is whole."""
        payload = {
            "format": FORMAT,
            "knobs": weights_of(self.knobs),
            "errors": {knob: asdict(error) for knob, error in self.knobs.held_out_errors.items()},
            "portraits": weights_of(self.portraits),
            "accuracy": self.portraits.held_out_accuracy,
        }
        write_whole(payload, path)


def train_judges() -> Judges:
    """Both, trained on portraits of their own."""
    return Judges(train_knob_reader(), train_portrait_reader())


@cache
def portrait_judges(path: Path = PATH) -> Judges:
    """Both, as they ship.

    Raises:
        ValueError: if the file holds something else.
    """
    payload = read_whole(path, FORMAT)
    with torch.random.fork_rng(devices=[]):  # first weights are drawn, and thrown away
        judges = Judges(KnobReader(PORTRAIT, len(RANGES)).eval(), PortraitReader(PORTRAIT, 3).eval())
    judges.knobs.load_state_dict(payload["knobs"])
    judges.knobs.held_out_errors = {knob: KnobError(**error) for knob, error in payload["errors"].items()}
    judges.portraits.load_state_dict(payload["portraits"])
    judges.portraits.held_out_accuracy = payload["accuracy"]
    return judges
