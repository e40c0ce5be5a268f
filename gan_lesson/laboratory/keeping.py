"""Values by step number, thinned out so that a long run takes no more room than a short one."""

from typing import Generic, TypeVar

Value = TypeVar("Value")


class Thinned(Generic[Value]):
    """Values at evenly spaced steps. When there are too many, every second one is dropped.

    Args:
        limit: the most values to keep, at least 2.
        spacing: initial number of steps from one value to the next.
    """

    def __init__(self, limit: int, spacing: int = 1):
        self.limit = limit
        self.spacing = spacing
        self._kept: dict[int, Value] = {}

    def __len__(self) -> int:
        return len(self._kept)

    def wants(self, step: int) -> bool:
        """Whether a value of this step would be kept."""
        return step % self.spacing == 0

    def keep(self, step: int, value: Value) -> None:
        """Keeps the value of a step, if it is wanted."""
        if not self.wants(step):
            return
        self._kept[step] = value
        if len(self._kept) > self.limit:
            self.spacing *= 2
            self._kept = {step: value for step, value in self._kept.items() if self.wants(step)}

    def up_to(self, step: int) -> "Thinned[Value]":
        """A copy without anything later than a step. The values are the same objects."""
        other: Thinned[Value] = Thinned(self.limit, self.spacing)
        other._kept = {number: value for number, value in self._kept.items() if number <= step}
        return other

    def until(self, step: int) -> tuple[int, Value]:
        """The last step kept up to `step`, and its value.

        Raises:
            KeyError: if there is none.
        """
        last = max((number for number in self._kept if number <= step), default=None)
        if last is None:
            raise KeyError(f"nothing is kept of step {step} or before")
        return last, self._kept[last]

    @property
    def steps(self) -> list[int]:
        """The steps with a value, in order."""
        return sorted(self._kept)

    @property
    def values(self) -> list[Value]:
        """Their values, in the same order."""
        return [self._kept[step] for step in self.steps]
