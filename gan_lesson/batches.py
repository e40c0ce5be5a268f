"""A training set in shuffled batches: what an epoch is."""

from collections.abc import Iterator, Mapping
from typing import Any

import torch
from torch import Tensor

Batch = Tensor | dict[str, Tensor]


class Batches:
    """Shuffled batches of a fixed training set, epoch after epoch.

    The rows left over at the end of an epoch are dropped; the next epoch shuffles anew.

    Args:
        data: ``(n, ...)``, on the networks' device; or a mapping of several such tensors (pictures and their labels,
            say) with n rows each. They are shuffled together: row i of one stays with row i of the others.
        batch_size: rows in a batch.
        random: the CPU random generator that shuffles.
        epochs: how many passes over the data to make; None for no end.

    Attributes:
        epoch: passes completed so far.

    Raises:
        ValueError: if batch_size is not between 1 and n, or if the tensors differ in their number of rows.

    Example:
        >>> data = {"picture": torch.rand(6, 1, 28, 28), "label": torch.arange(6)}
        >>> batch = next(iter(Batches(data, 2, torch.Generator())))
        >>> {name: tuple(rows.shape) for name, rows in batch.items()}
        {'picture': (2, 1, 28, 28), 'label': (2,)}
    """

    def __init__(
        self,
        data: Tensor | Mapping[str, Tensor],
        batch_size: int,
        random: torch.Generator,
        epochs: int | None = None,
    ):
        lengths = {name: len(rows) for name, rows in data.items()} if isinstance(data, Mapping) else {"": len(data)}
        if len(set(lengths.values())) != 1:
            raise ValueError(f"what a batch brings must have the same number of rows, not {lengths}")
        self.rows = next(iter(lengths.values()))
        if not 1 <= batch_size <= self.rows:
            raise ValueError(f"batch_size must lie between 1 and the {self.rows} rows of the data, not {batch_size}")
        self.data = data
        self.batch_size = batch_size
        self.random = random
        self.epochs = epochs
        self.epoch = 0
        self._within_epoch = False

    def __len__(self) -> int:
        """Batches in an epoch."""
        return self.rows // self.batch_size

    @property
    def remaining(self) -> int:
        """Batches left, counted from the start of the present epoch.

        Raises:
            ValueError: if the number of epochs is not limited.
        """
        if self.epochs is None:
            raise ValueError("these batches go on for ever; give epochs=... to know how many remain")
        return max(self.epochs - self.epoch, 0) * len(self)

    def __iter__(self) -> Iterator[Batch]:
        """Yields batches until `epochs` passes are complete, starting with the present one.

        Each batch is a tensor ``(batch_size, ...)``, or a dict of such tensors if the data are a mapping.
        """
        while self.epochs is None or self.epoch < self.epochs:
            order = torch.randperm(self.rows, generator=self.random)
            for batch in range(len(self)):
                # The epoch counts as done once its last batch is handed out, so a restart point saved with that batch
                # resumes at the next epoch.
                self._within_epoch = batch < len(self) - 1
                self.epoch += not self._within_epoch
                yield self._take(order[batch * self.batch_size : (batch + 1) * self.batch_size])

    def _take(self, indices: Tensor) -> Batch:
        if isinstance(self.data, Mapping):
            return {name: rows[indices.to(rows.device)] for name, rows in self.data.items()}
        return self.data[indices.to(self.data.device)]

    def state_dict(self) -> dict[str, Any]:
        """The state at the end of an epoch.

        Raises:
            RuntimeError: within an epoch: the state does not say which batches are still to come.
        """
        if self._within_epoch:
            raise RuntimeError("a run can be saved at the end of an epoch, not within one")
        return {"epoch": self.epoch, "random": self.random.get_state()}

    def load_state_dict(self, state: dict[str, Any]) -> None:
        """Returns to a saved state."""
        self.epoch = state["epoch"]
        self._within_epoch = False
        self.random.set_state(state["random"])
