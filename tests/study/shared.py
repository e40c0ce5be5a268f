"""What the recipes share: a budget of seconds, Adam, rates that fall, and samples of a trained generator."""

import time
from collections.abc import Callable

import torch
from torch import Tensor, nn

from gan_lesson import models, training


class Stopwatch:
    """A budget of seconds on some clock, which can be stopped while something else than training is done.

    Args:
        budget: seconds.
        clock: such as ``time.process_time`` (this process's seconds on the processor) or ``time.perf_counter``.
    """

    def __init__(self, budget: float, clock: Callable[[], float] = time.process_time):
        self.budget = budget
        self._clock = clock
        self._before = 0.0
        self._since = clock()

    def seconds(self) -> float:
        """Seconds that the stopwatch has run."""
        return self._before + (0.0 if self._since is None else self._clock() - self._since)

    def share(self) -> float:
        """The part of the budget that is spent; above 1 when it is overspent."""
        return self.seconds() / self.budget

    def stop(self) -> None:
        """Holds the stopwatch where it is."""
        self._before, self._since = self.seconds(), None

    def go_on(self) -> None:
        """Lets it run again."""
        self._since = self._clock()


def adam(network: nn.Module, rate: float, betas: tuple[float, float]) -> torch.optim.Adam:
    """Adam with its fused kernel, which is the quickest on a processor."""
    return torch.optim.Adam(network.parameters(), lr=rate, betas=betas, fused=True)


def let_fall(run: training.Run, rates: tuple[float, float], share: float, constant: float = 0.5) -> None:
    """Sets both players' rates for a run of which this share is done: constant at first, then linear to 0."""
    for optimizer, rate in zip((run.g_optimizer, run.d_optimizer), rates, strict=True):
        training.set_learning_rate(optimizer, rate * min(1.0, max(0.0, 1 - share) / (1 - constant)))


def sample(generator: nn.Module, n: int, seed: int = 9) -> Tensor:
    """A generator's ``(n, ...)`` samples in evaluation mode; afterwards it is as it was."""
    network = getattr(generator, "module", generator)  # an average's latent_dim is the averaged network's
    latents = models.sample_latents(n, network.latent_dim, torch.Generator().manual_seed(seed))
    with models.looking_at(generator):
        return torch.cat([generator(chunk) for chunk in latents.split(512)])
