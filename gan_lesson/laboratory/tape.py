"""The tape of a run: what is recorded of it, and how it is rewound to any step."""

from typing import Any

from torch import Tensor

from gan_lesson.laboratory.game import Game, Moves
from gan_lesson.laboratory.instruments import Measures
from gan_lesson.laboratory.keeping import Thinned

MEASURE_EVERY = 20  # steps, until there are 100 measurements: most happens early
RESTART_EVERY = 40  # steps, until there are 500 restart points; 60 ms of the default recipe
RESTART_BYTES = 160_000_000  # for all restart points: the 500 of the default recipe take 140 MB


class Tape:
    """Records a run and rewinds it: loads the last restart point, and takes the steps from there again.

    Args:
        game: the run, at its beginning.

    Attributes:
        step: training steps done.
        furthest: the last step that one can go to; beyond it nothing has been trained yet.
        restarts: states of the game, with which all is as it was at a step.
        losses: the generator's loss in a step and the discriminator's.
        measures: how the run stood after a step.
    """

    def __init__(self, game: Game):
        self._game = game
        self.step = self.furthest = 0
        self._alone: dict[int, Moves] = {}  # steps of one player only, by the number of steps before
        state = game.state_dict()
        bytes_each = 4 * sum(tensor.nbytes for tensor in _tensors(state))  # gradients and moments are to come
        self.restarts: Thinned[dict[str, Any]] = Thinned(max(10, min(500, RESTART_BYTES // bytes_each)), RESTART_EVERY)
        self.restarts.keep(0, state)
        self.losses: Thinned[tuple[float, float]] = Thinned(400)
        self.measures: Thinned[Measures] = Thinned(100, MEASURE_EVERY)

    def moves(self) -> Moves:
        """Who moves in the present or next step: both players, unless it was begun otherwise."""
        return self._alone.get(self.step, Moves())

    def begin(self, moves: Moves) -> None:
        """Notes who moves in a new step, and forgets everything recorded after it."""
        if self.furthest > self.step:
            self.furthest = self.step
            for record in (self.restarts, self.losses, self.measures):
                record.forget_after(self.step)
        self._alone = {step: alone for step, alone in self._alone.items() if step < self.step}
        if moves != Moves():
            self._alone[self.step] = moves

    def complete(self) -> None:
        """Counts a completed step, and keeps a restart point if one is due."""
        self.step = self.furthest = self.step + 1
        if self.restarts.wants(self.step):
            self.restarts.keep(self.step, self._game.state_dict())

    def go_to(self, step: int) -> None:
        """Goes to a step from 0 to `furthest`. Nothing is recorded on the way."""
        at, state = self.restarts.until(step)
        self._game.load_state_dict(state)
        for self.step in range(at, step):
            with self._game.own_random():
                for _ in self._game.step(self.moves(), sparing=True):
                    pass
        self.step = step

    def give_up(self) -> None:
        """Takes back a step that could not be completed."""
        self._alone.pop(self.step, None)
        self.go_to(self.step)


def _tensors(state: Any) -> list[Tensor]:
    if isinstance(state, Tensor):
        return [state]
    parts = state.values() if isinstance(state, dict) else state if isinstance(state, list | tuple) else ()
    return [tensor for part in parts for tensor in _tensors(part)]
