"""What a training run looked like, epoch by epoch: every picture, player and comparison reads a `History`.

Recording uses latents of its own and touches no random generator and no running statistic, so it changes no bit of the
run.

Example:
    >>> import torch
    >>> from gan_lesson import models
    >>> from gan_lesson.training import TrainingStep
    >>> generator = models.MLPGenerator(latent_dim=3)
    >>> history = History(models.sample_latents(10, 3, torch.Generator().manual_seed(0)), title="Two steps an epoch")
    >>> history.begin(generator)
    >>> for number in (1, 2, 3, 4):
    ...     history.record(TrainingStep(number, number / 2, torch.tensor(1.4), torch.tensor(0.7)), generator)
    >>> history
    History('Two steps an epoch', 3 snapshots, epochs 0 to 2)
    >>> history[-1].samples.shape
    (10, 2)
"""

from __future__ import annotations

import gzip
import io
import math
import pickle
import zipfile
import zlib
from collections.abc import Callable, Collection, Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from gan_lesson.files import write_whole

if TYPE_CHECKING:  # a recorded run is shown long before PyTorch would be imported: who needs it imports it below
    from torch import Tensor, nn

    from gan_lesson.training import TrainingStep

FORMAT = "gan_lesson history 1"
SETTINGS = ("title", "region", "every", "steps", "restart_every")  # which a continuation and a file take over


@dataclass(frozen=True, eq=False)
class Snapshot:
    """One moment of a run.

    Attributes:
        step: steps so far.
        epoch: passes over the training set completed so far; 0 is the untrained generator.
        samples: what the generator made of the history's latents: points ``(n, 2)`` float32, or pictures as uint8,
            0 for -1 and 255 for +1, ``(n, height, width)`` grey or ``(n, height, width, 3)`` in colour.
        opinion: for points, D(x) on a grid over the history's region, ``(48, 48)`` uint8, 255 for *surely real*; the
            first row is the bottom, the first column the left edge. None for pictures.
        discriminator_loss, generator_loss: means over the steps since the last snapshot, NaN before the first step.
        metrics: the recorded metrics by name.
    """

    step: int
    epoch: int
    samples: np.ndarray
    opinion: np.ndarray | None = None
    discriminator_loss: float = math.nan
    generator_loss: float = math.nan
    metrics: dict[str, float] = field(default_factory=dict)


class History:
    """A recorded run: a sequence of snapshots, and restart points to go on from.

    Args:
        latents: ``(n, latent_dim)``; every snapshot shows the same ones. An array becomes a tensor on first use.
        title: the name of the run in pictures of it.
        real: real data to show beside the fakes, ``(m, ...)``, or None.
        region: (left, right, bottom, top) of the plane, for points; None for pictures.
        metrics: functions of a snapshot's samples, by name; their values are recorded with the snapshot.
        every: epochs from one snapshot to the next, or a collection of the epochs to take one at.
        steps: further steps to take a snapshot at, by number: most happens in the first moments of a run.
        restart_every: epochs from one restart point to the next; None keeps none. Each holds both networks and both
            optimisers, about six times the networks' size.

    Raises:
        ValueError: if `every` or `restart_every` is below 1.
    """

    def __init__(
        self,
        latents: Tensor | np.ndarray,
        *,
        title: str = "A run",
        real: Tensor | None = None,
        region: tuple[float, float, float, float] | None = None,
        metrics: dict[str, Callable[[np.ndarray], float]] | None = None,
        every: int | Collection[int] = 1,
        steps: Collection[int] = (),
        restart_every: int | None = None,
    ):
        every = sorted(map(int, every)) if isinstance(every, Collection) else int(every)
        restart_every = None if restart_every is None else int(restart_every)
        if any(isinstance(count, int) and count < 1 for count in (every, restart_every)):
            raise ValueError("every and restart_every count epochs: use 1 or more")
        self._latents = latents.copy() if isinstance(latents, np.ndarray) else latents.detach().clone()
        self.title = title
        self.real = None if real is None else as_frame(real)
        self.region = None if region is None else tuple(map(float, region))
        self.metrics = {str(name): metric for name, metric in (metrics or {}).items()}
        self.every = every
        self.steps = sorted(map(int, steps))
        self.restart_every = restart_every
        self.snapshots: list[Snapshot] = []
        self.last_step = 0  # the number of the last one recorded
        self.steps_per_epoch: float | None = None
        self._restart_points: dict[int, dict[str, Any]] = {}
        self._forget_losses()

    @property
    def latents(self) -> Tensor:
        """The latents ``(n, latent_dim)`` that every snapshot shows."""
        if isinstance(self._latents, np.ndarray):
            import torch

            self._latents = torch.from_numpy(self._latents)
        return self._latents

    def __len__(self) -> int:
        return len(self.snapshots)

    def __getitem__(self, index: int) -> Snapshot:
        return self.snapshots[index]

    def __iter__(self) -> Iterator[Snapshot]:
        return iter(self.snapshots)

    def __repr__(self) -> str:
        epochs = f", epochs {self[0].epoch} to {self[-1].epoch}" if len(self) else ""
        return f"History({self.title!r}, {len(self)} snapshots{epochs})"

    def begin(self, generator: nn.Module, discriminator: nn.Module | None = None) -> None:
        """Records the untrained pair as epoch 0.

        Args:
            generator: maps latents to data.
            discriminator: needed for points, to record its opinion.

        Raises:
            ValueError: if something has been recorded already.
        """
        if self.snapshots:
            raise ValueError("this history has begun already; make a new one for a new run")
        self._take(0, 0, generator, discriminator)

    def record(self, step: TrainingStep, generator: nn.Module, discriminator: nn.Module | None = None) -> None:
        """Notes a step, and takes a snapshot if one is due. Call it after every step.

        Args:
            step: what ``train`` yielded, or a `TrainingStep` of your own.
            generator: the one to take samples from: the trained one, or its average.
            discriminator: needed for points, to record its opinion; by default that of the step's run.

        Raises:
            ValueError: if the step belongs to an epoch that was completed before, or if a restart point is due and the
                step has no `run`.
        """
        ends_epoch = float(step.epoch).is_integer()
        restart_due = ends_epoch and self.restart_every is not None and step.epoch % self.restart_every == 0
        if restart_due and step.run is None:
            raise ValueError("a restart point needs step.run; record a run of train(...), or set restart_every=None")
        if step.number <= self.last_step:
            self._go_back(step)
        self.last_step = int(step.number)
        self.steps_per_epoch = float(step.number / step.epoch)
        self._counted += 1
        self._discriminator_loss += step.discriminator_loss
        self._generator_loss += step.generator_loss
        due = step.epoch % self.every == 0 if isinstance(self.every, int) else step.epoch in self.every
        if (ends_epoch and due) or step.number in self.steps:
            if discriminator is None and step.run is not None:
                discriminator = step.run.discriminator
            self._take(int(step.number), int(step.epoch), generator, discriminator)
        if restart_due:
            self._restart_points[int(step.epoch)] = step.run.state_dict()

    def _go_back(self, step: TrainingStep) -> None:
        """Forgets an interrupted epoch that is now repeated."""
        complete = int(self.last_step / self.steps_per_epoch)
        if step.epoch <= complete:
            raise ValueError(f"this history is at epoch {complete} already; make a new one for a new run")
        self.snapshots = [snapshot for snapshot in self.snapshots if snapshot.step < step.number]
        self._forget_losses()

    def _take(self, step: int, epoch: int, generator: nn.Module, discriminator: nn.Module | None) -> None:
        from gan_lesson.models import look
        from gan_lesson.plane import opinion_of

        if self.region is not None and discriminator is None:
            raise ValueError("this history shows the plane: hand over the discriminator whose opinion paints it")
        samples = as_frame(look(generator, self.latents))
        self.snapshots.append(
            Snapshot(
                step=step,
                epoch=epoch,
                samples=samples,
                opinion=None if self.region is None else opinion_of(discriminator, self.region),
                discriminator_loss=float(self._discriminator_loss) / self._counted if self._counted else math.nan,
                generator_loss=float(self._generator_loss) / self._counted if self._counted else math.nan,
                metrics={name: float(metric(samples)) for name, metric in self.metrics.items()},
            )
        )
        self._forget_losses()

    def _forget_losses(self) -> None:
        self._counted = 0
        # Summed as tensors: reading a number at every step would make a GPU wait.
        self._discriminator_loss: Tensor | float = 0.0
        self._generator_loss: Tensor | float = 0.0

    @property
    def restart_epochs(self) -> list[int]:
        """The epochs that training can go on from."""
        return sorted(self._restart_points)

    def restart_point(self, epoch: int) -> dict[str, Any]:
        """The state of the run at the end of an epoch, for ``Run.load_state_dict``.

        Raises:
            KeyError: if there is no restart point at that epoch.
        """
        if epoch not in self._restart_points:
            epochs = ", ".join(map(str, self.restart_epochs)) or "none"
            raise KeyError(f"no restart point at epoch {epoch}; there are: {epochs}")
        return self._restart_points[epoch]

    def until(self, epoch: int, title: str | None = None) -> History:
        """A new history with this one's snapshots up to an epoch, in which to record another continuation.

        Args:
            epoch: the last epoch to keep.
            title: of the new history; by default this one's.

        Raises:
            ValueError: if this history has not come so far.
        """
        last = round(epoch * self.steps_per_epoch) if self.steps_per_epoch else 0
        if epoch < 0 or last > self.last_step or (epoch and not last):
            raise ValueError(f"this history has not come to epoch {epoch}")
        other = History(self.latents, metrics=self.metrics, **self._settings() | {"title": title or self.title})
        other.real = self.real
        other.snapshots = [snapshot for snapshot in self.snapshots if snapshot.step <= last]
        other.last_step, other.steps_per_epoch = last, self.steps_per_epoch
        other._restart_points = {e: state for e, state in self._restart_points.items() if e <= epoch}
        return other

    def _settings(self) -> dict[str, Any]:
        return {name: getattr(self, name) for name in SETTINGS} | {"title": str(self.title)}

    def save(self, path: str | Path, restart_points: bool = True) -> None:
        """Writes the history to one file. An existing file is replaced only once the new one is complete.

        Args:
            path: where to.
            restart_points: whether to include them. Without them the file is small, but training cannot resume from it.

        Raises:
            FileNotFoundError: if there is no such folder.
        """
        import torch

        payload = {
            "format": FORMAT,
            **self._settings(),
            "latents": self.latents,
            "real": None if self.real is None else torch.from_numpy(self.real),
            "snapshots": [_as_tensors(snapshot) for snapshot in self.snapshots],
            "restart_points": self._restart_points if restart_points else {},
            "last": self.last_step,
            "steps_per_epoch": self.steps_per_epoch,
        }
        write_whole(payload, path)

    @classmethod
    def load(cls, path: str | Path) -> History:
        """Reads a history that ``save`` wrote. No code in the file is run (PyTorch's ``weights_only``).

        Metrics' values come back, their functions do not: set ``history.metrics`` before recording on.

        Raises:
            FileNotFoundError: if there is no such file.
            PermissionError: if it may not be read.
            ValueError: if the file is not a history, or a damaged one.
        """
        import torch

        try:
            with gzip.open(path) as file:
                content = file.read()
            if not content.startswith(b"PK"):  # torch.save writes a zip archive; its older formats are not ours
                raise ValueError("not an archive")
            payload = torch.load(io.BytesIO(content), map_location="cpu", weights_only=True)
            if not isinstance(payload, dict) or payload.get("format") != FORMAT:
                raise ValueError("another kind of file")
            history = cls(payload["latents"], **{name: payload[name] for name in SETTINGS})
            history.real = None if payload["real"] is None else payload["real"].numpy()
            history.snapshots = [_as_snapshot(saved) for saved in payload["snapshots"]]
            history._restart_points = payload["restart_points"]
            history.last_step, history.steps_per_epoch = payload["last"], payload["steps_per_epoch"]
        except FileNotFoundError:
            raise FileNotFoundError(f"there is no recording at {path}") from None
        except PermissionError:
            raise
        except (
            OSError, EOFError, ValueError, KeyError, TypeError, AttributeError, RuntimeError,
            pickle.UnpicklingError, zipfile.BadZipFile, zlib.error,
        ) as error:  # fmt: skip
            raise ValueError(f"{path} is not a recording that History.save wrote, or it is damaged") from error
        return history


def as_frame(data: Tensor) -> np.ndarray:
    """A run's data as the NumPy array that a snapshot keeps.

    Args:
        data: points ``(n, 2)``, or pictures in [-1, 1], ``(n, 1, height, width)`` grey or ``(n, 3, height, width)`` in
            colour.

    Returns:
        Points ``(n, 2)`` float32, or uint8 pictures, ``(n, height, width)`` or ``(n, height, width, 3)``, in which NaN
        is black.

    Raises:
        ValueError: for any other shape, and for pictures of integers, which are not in [-1, 1].

    Example:
        >>> import torch
        >>> as_frame(torch.tensor([-1.0, 0.0, 1.0]).view(1, 3, 1, 1)).tolist()
        [[[[0, 128, 255]]]]
    """
    data = data.detach().cpu()
    if data.ndim == 2 and data.shape[1] == 2:
        return data.float().numpy().copy()
    if data.ndim != 4 or data.shape[1] not in (1, 3):
        raise ValueError(
            "a history keeps points (n, 2) or pictures (n, 1, height, width), with 3 instead of 1 in colour, "
            f"not {tuple(data.shape)}"
        )
    if not data.is_floating_point():
        raise ValueError(f"a history keeps pictures in [-1, 1]: turn these {data.dtype} into floating-point numbers")
    levels = ((data.nan_to_num(nan=-1).clamp(-1, 1) + 1) * 127.5).round().byte().numpy()
    return levels[:, 0] if data.shape[1] == 1 else np.ascontiguousarray(levels.transpose(0, 2, 3, 1))


def _as_tensors(snapshot: Snapshot) -> dict[str, Any]:
    import torch

    return {
        name: torch.from_numpy(value) if isinstance(value, np.ndarray) else value
        for name, value in asdict(snapshot).items()
    }


def _as_snapshot(saved: dict[str, Any]) -> Snapshot:
    arrays = {name: saved[name].numpy() for name in ("samples", "opinion") if saved[name] is not None}
    return Snapshot(**{**saved, **arrays})
