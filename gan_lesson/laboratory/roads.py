"""The roads of a run: where it was rewound and went on differently, it has two."""

from dataclasses import dataclass, field, replace
from typing import Any, NamedTuple

from gan_lesson.laboratory.game import Moves
from gan_lesson.laboratory.instruments import Measures
from gan_lesson.laboratory.keeping import Thinned
from gan_lesson.laboratory.recipe import Recipe


class Road(NamedTuple):
    """A road that was not taken.

    Attributes:
        fork: the step at which it parts from the present one.
        furthest: the last step that was trained on it.
    """

    fork: int
    furthest: int


@dataclass
class Record:
    """What is recorded of a road.

    Attributes:
        recipe: what it follows, changes included.
        restarts: states of the game, with which all is as it was at a step.
        losses: the generator's loss in a step and the discriminator's.
        measures: how the run stood after a step.
        alone: who moves in steps of one player, by the number of steps before.
        furthest: the last step that one can go to; beyond it nothing has been trained yet.
    """

    recipe: Recipe
    restarts: Thinned[dict[str, Any]]
    losses: Thinned[tuple[float, float]]
    measures: Thinned[Measures]
    alone: dict[int, Moves] = field(default_factory=dict)
    furthest: int = 0

    def up_to(self, step: int) -> "Record":
        """A copy without anything after a step; the changes of its recipe that were to come are left out, too."""
        return Record(
            replace(self.recipe, changes=tuple(change for change in self.recipe.changes if change.step <= step)),
            self.restarts.up_to(step),
            self.losses.up_to(step),
            self.measures.up_to(step),
            {at: moves for at, moves in self.alone.items() if at < step},
            step,
        )
