"""The tape of a run: what is recorded of it, and how it is rewound to any step."""

from typing import Any

from torch import Tensor

from gan_lesson.laboratory.game import Game, Moves
from gan_lesson.laboratory.keeping import Thinned
from gan_lesson.laboratory.recipe import Recipe
from gan_lesson.laboratory.roads import Record, Road

MEASURE_EVERY = 20  # steps, until there are 100 measurements: most happens early
RESTART_EVERY = 40  # steps, until there are 500 restart points; 60 ms of the default recipe
RESTART_BYTES = 160_000_000  # for all restart points of a road: the 500 of the default recipe take 140 MB


class Tape:
    """Records a run and rewinds it: loads the last restart point, and takes the steps from there again.

    A rewound run goes on as it went before, until something else is done: then the road parts there. The record of the
    road that is not taken stays, for as long as no third road parts.

    Args:
        game: the run, at its beginning.
        recipe: what it follows, changes included.

    Attributes:
        step: training steps done.
        road: the record of the present road.
        other: that of the road not taken, or None.
        fork: the step at which the two part.
        dropped: the road that was given up when the two parted, or None.
    """

    def __init__(self, game: Game, recipe: Recipe):
        self._game = game
        self.step = self.fork = 0
        state = game.state_dict()
        bytes_each = 4 * sum(tensor.nbytes for tensor in _tensors(state))  # gradients and moments are to come
        restarts: Thinned[dict[str, Any]] = Thinned(max(10, min(500, RESTART_BYTES // bytes_each)), RESTART_EVERY)
        restarts.keep(0, state)
        self.road = Record(recipe, restarts, Thinned(400), Thinned(100, MEASURE_EVERY))
        self.other: Record | None = None
        self.dropped: Road | None = None

    def moves(self) -> Moves:
        """Who moves in the present or next step: both players, unless it was begun otherwise."""
        return self.road.alone.get(self.step, Moves())

    def begin(self, moves: Moves) -> None:
        """Notes who moves in a new step. If another step was recorded here, the road parts."""
        if self.road.furthest > self.step and moves == self.moves():
            return
        self._part()
        self.road.alone = {step: alone for step, alone in self.road.alone.items() if step < self.step}
        if moves != Moves():
            self.road.alone[self.step] = moves

    def change(self, name: str, value: str | int | float) -> None:
        """Changes a value from the next step on. If anything is recorded after this step, the road parts.

        Raises:
            ValueError: if the value cannot change in the middle of a run, or is out of range.
        """
        recipe = self.road.recipe.changed(self.step, name, value)
        if recipe == self.road.recipe:
            return
        self._part()
        self.road.recipe = recipe
        if name in ("optimiser", "averaging"):
            self.go_to(self.step)  # one that is changed to and fro keeps its memory
        else:
            self._game.follow(recipe.at(self.step), self.step)

    def complete(self, losses: tuple[float, float], measure: Any) -> None:
        """Counts a completed step, and keeps what is due of it.

        Args:
            losses: the generator's and the discriminator's.
            measure: takes the measures, if they are due.
        """
        self._count()
        road = self.road
        road.furthest = max(road.furthest, self.step)
        if road.restarts.wants(self.step):
            road.restarts.keep(self.step, self._game.state_dict())
        road.losses.keep(self.step, losses)
        if road.measures.wants(self.step):
            road.measures.keep(self.step, measure())

    def go_to(self, step: int) -> None:
        """Goes to a step of the present road, from 0 to the furthest. Nothing is recorded on the way."""
        self.step, state = self.road.restarts.until(step)
        self._game.load_state_dict(state)
        self._game.follow(self.road.recipe.at(self.step), self.step)
        while self.step < step:
            with self._game.own_random():
                for _ in self._game.step(self.moves(), sparing=True):
                    pass
            self._count()

    def switch(self) -> None:
        """Takes the other road, as far as it goes; the present one becomes the other.

        Raises:
            ValueError: if there is no other road.
        """
        if self.other is None:
            raise ValueError("there is no other road: rewind, and go on differently from there")
        self.road, self.other = self.other, self.road
        self.go_to(self.road.furthest)

    def give_up(self) -> None:
        """Takes back a step that could not be completed."""
        if self.step == self.road.furthest:
            self.road.alone.pop(self.step, None)
        self.go_to(self.step)

    def _count(self) -> None:
        """One step more is done: the recipe of the next one comes into force."""
        self._game.average()
        self.step += 1
        self._game.follow(self.road.recipe.at(self.step), self.step)

    def _part(self) -> None:
        """Leaves what is recorded after the present step to the other road."""
        if self.road.furthest == self.step:
            return
        self.dropped = None if self.other is None else Road(self.fork, self.other.furthest)
        self.other, self.fork = self.road, self.step
        self.road = self.road.up_to(self.step)


def _tensors(state: Any) -> list[Tensor]:
    if isinstance(state, Tensor):
        return [state]
    parts = state.values() if isinstance(state, dict) else state if isinstance(state, list | tuple) else ()
    return [tensor for part in parts for tensor in _tensors(part)]
