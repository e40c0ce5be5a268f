"""How a score moves with the number of samples that it is computed from."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

COUNTS = (50, 100, 200, 500, 1000, 2000, 4096, 8192, 16384)


@dataclass(frozen=True, eq=False)
class ByCount:
    """A score against the number of rows.

    Attributes:
        counts: ``(k,)``, rows on either side.
        values: for each count, the score of each draw, ``(draws,)``; few draws where rows are short.
    """

    counts: np.ndarray
    values: list[np.ndarray]

    @property
    def mean(self) -> np.ndarray:
        """``(k,)``."""
        return np.array([values.mean() for values in self.values])

    @property
    def low(self) -> np.ndarray:
        """The lowest of the draws, ``(k,)``."""
        return np.array([values.min() for values in self.values])

    @property
    def high(self) -> np.ndarray:
        """The highest of the draws, ``(k,)``."""
        return np.array([values.max() for values in self.values])


def by_count(
    score: Callable[[np.ndarray, np.ndarray], float],
    real: np.ndarray,
    fake: np.ndarray,
    counts: Sequence[int] = COUNTS,
    draws: int = 5,
) -> ByCount:
    """Scores as many real rows against as many fake ones, for several numbers of rows.

    The draws of one count share no row, so that their spread is what another sample would have brought. Where the rows
    are too few for so many draws, there are fewer.

    Args:
        score: of real rows and fake rows, such as `metrics.frechet_distance`.
        real: ``(n, d)``, in random order.
        fake: ``(m, d)``, in random order; other real rows give the floor.
        counts: of rows on either side; those above n or m are left out, and those that the score refuses as too few.
        draws: for each count, at most.

    Raises:
        ValueError: if no count is left.
    """
    most = min(len(real), len(fake))
    kept, values, refusal = [], [], ""
    for count in counts:
        if count > most:
            continue
        starts = range(0, min(draws, most // count) * count, count)
        try:
            found = [score(real[start : start + count], fake[start : start + count]) for start in starts]
        except ValueError as error:
            if kept:  # more rows were refused than were taken before: that is no lack of rows
                raise
            refusal = f": {error}"
            continue
        kept.append(count)
        values.append(np.array(found))
    if not kept:
        raise ValueError(
            f"none of the counts {', '.join(map(str, counts))} can be scored with {most} rows a side{refusal}"
        )
    return ByCount(np.array(kept), values)
