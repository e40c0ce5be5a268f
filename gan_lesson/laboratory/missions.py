"""Missions: recipes to open in the laboratory, each with something to do."""

from collections.abc import Sequence
from typing import NamedTuple

from gan_lesson.laboratory.recipe import Recipe


class Mission(NamedTuple):
    """A recipe that opens by a click, and what to do with it.

    Attributes:
        name: in a few words.
        task: what to do, in a few sentences.
        recipe: of the run.
        layers: what the plane shows at first, as `widgets.LiveLaboratory` names it.
    """

    name: str
    task: str
    recipe: Recipe = Recipe()
    layers: Sequence[str] = ("real", "fake", "opinion")
