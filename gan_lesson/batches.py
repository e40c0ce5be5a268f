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
        data: ``(n, ...)``, on the networks' device; or several such tensors by name (pictures and their labels, say)
            with n rows each, which are shuffled alike, so that row i of one stays with row i of the others.
        batch_size: rows in a batch.
        random: the CPU random generator that shuffles.
        epochs: how many passes over the data to make; None goes on for ever.

    Attributes:
        epoch: the passes completed so far.

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
        """Batches from the first of the present epoch to the last of the last epoch.

        Raises:
            ValueError: if the number of epochs is not limited.
        """
        if self.epochs is None:
            raise ValueError("these batches go on for ever; give epochs=... to know how many remain")
        return max(self.epochs - self.epoch, 0) * len(self)

    def __iter__(self) -> Iterator[Batch]:
        """Yields batches until `epochs` passes are complete, going on from the present one.

        Each is a tensor ``(batch_size, ...)`` where the data are a tensor, and else a dict of such tensors by the
        data's names.
        """
        while self.epochs is None or self.epoch < self.epochs:
            order = torch.randperm(self.rows, generator=self.random)
            for batch in range(len(self)):
                # The epoch counts as done when its last batch is handed out, so that whoever holds that batch
                # (and saves a restart point) finds the counter where the next epoch begins.
                self._within_epoch = batch < len(self) - 1
                self.epoch += not self._within_epoch
                yield self._take(order[batch * self.batch_size : (batch + 1) * self.batch_size])

    def _take(self, places: Tensor) -> Batch:
        if isinstance(self.data, Mapping):
            return {name: rows[places.to(rows.device)] for name, rows in self.data.items()}
        return self.data[places.to(self.data.device)]

    def state_dict(self) -> dict[str, Any]:
        """The state at the end of an epoch.

        Raises:
            RuntimeError: within an epoch, where it would not be enough to go on from.
        """
        if self._within_epoch:
            raise RuntimeError("a run can be saved at the end of an epoch, not within one")
        return {"epoch": self.epoch, "random": self.random.get_state()}

    def load_state_dict(self, state: dict[str, Any]) -> None:
        """Goes back to a saved state."""
        self.epoch = state["epoch"]
        self._within_epoch = False
        self.random.set_state(state["random"])
