"""What is kept of a run: values by step number, thinned so that a long run takes no more room than a short one."""

from typing import Generic, TypeVar

Value = TypeVar("Value")


class Thinned(Generic[Value]):
    """Values of steps that are evenly spaced. When there are too many, every second one is let go.

    Args:
        limit: the most values to keep, at least 2.
        spacing: steps from one to the next, at first.
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
        """Keeps the value of a step, if it is one that is wanted."""
        if not self.wants(step):
            return
        self._kept[step] = value
        if len(self._kept) > self.limit:
            self.spacing *= 2
            self._kept = {step: value for step, value in self._kept.items() if self.wants(step)}

    def forget_after(self, step: int) -> None:
        """Lets go of everything later than a step."""
        self._kept = {kept: value for kept, value in self._kept.items() if kept <= step}

    def until(self, step: int) -> tuple[int, Value]:
        """The last step kept that is not later than `step`, and its value.

        Raises:
            KeyError: if there is none.
        """
        best = max((kept for kept in self._kept if kept <= step), default=None)
        if best is None:
            raise KeyError(f"nothing is kept of step {step} or before")
        return best, self._kept[best]

    @property
    def steps(self) -> list[int]:
        """The steps of which a value is kept, in order."""
        return sorted(self._kept)

    @property
    def values(self) -> list[Value]:
        """Their values, in the same order."""
        return [self._kept[step] for step in self.steps]
