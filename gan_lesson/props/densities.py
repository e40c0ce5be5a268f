"""Two known densities on a line: what a GAN's formulas give when nothing has to be learned.

The real density p is fixed; the fakes' density q is shifted along the line. The discriminator is always the optimal
one, D* = p / (p + q), so every number here is an integral, computed as a sum over a fine grid.

Gradients are with respect to the shift of q, with D* held fixed: the mean over the fakes of each one's gradient from
backpropagation, which is what a generator would receive.
"""

import math
from dataclasses import dataclass, replace

import numpy as np

NODES = 1501  # of the grid over each density: the integrals are right to 5 decimals


@dataclass(frozen=True)
class Bell:
    """A normal density: it is nowhere 0.

    Attributes:
        place: its mean.
        width: its standard deviation, above 0.
    """

    place: float = 0.0
    width: float = 1.0

    @property
    def ends(self) -> tuple[float, float]:
        """The density outside them is too small to change a sum."""
        return self.place - 9 * self.width, self.place + 9 * self.width

    def log_density(self, x: np.ndarray) -> np.ndarray:
        """Log of the density, of the shape of ``x``."""
        return -0.5 * ((x - self.place) / self.width) ** 2 - math.log(self.width * math.sqrt(2 * math.pi))

    def score(self, x: np.ndarray) -> np.ndarray:
        """The derivative of `log_density`."""
        return -(x - self.place) / self.width**2


@dataclass(frozen=True)
class Hill:
    """One wave of a cosine, raised to touch 0: a density that ends two widths from its middle.

    Attributes:
        place: its middle.
        width: half the distance from the middle to either end, above 0.
    """

    place: float = 0.0
    width: float = 1.0

    @property
    def ends(self) -> tuple[float, float]:
        """The density is above 0 between them, and 0 elsewhere."""
        return self.place - 2 * self.width, self.place + 2 * self.width

    def log_density(self, x: np.ndarray) -> np.ndarray:
        """Log of the density, of the shape of ``x``: minus infinity outside the ends."""
        inside, u = self._inside(x)
        # (1 + cos(pi u)) / (4 width) = cos(pi u / 2)^2 / (2 width), without the loss of digits near the ends
        return np.where(inside, 2 * np.log(np.cos(np.pi * u / 2)) - math.log(2 * self.width), -np.inf)

    def score(self, x: np.ndarray) -> np.ndarray:
        """The derivative of `log_density` between the ends; NaN outside."""
        inside, u = self._inside(x)
        return np.where(inside, -np.pi / (2 * self.width) * np.tan(np.pi * u / 2), np.nan)

    def _inside(self, x: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        u = (np.asarray(x, float) - self.place) / (2 * self.width)
        inside = np.abs(u) < 1
        return inside, np.where(inside, u, 0)


Density = Bell | Hill


@dataclass(frozen=True)
class Duel:
    """What follows from two densities if D is D*, in nats; each ``(shifts,)``.

    Attributes:
        value: V(D*, G) = -log 4 + 2 JSD(p || q) (Goodfellow et al. 2014, eq. 6).
        saturating: E_q[log(1 - D*)], the generator's part of V.
        nonsaturating: E_q[-log D*]; infinite if any fakes lie where p is 0.
        saturating_gradient: of the loss with respect to the shift of q, with D* held fixed.
        nonsaturating_gradient: likewise; NaN where the loss is infinite.
        trust: E_q[D*], the discriminator's mean opinion of the fakes.
    """

    value: np.ndarray
    saturating: np.ndarray
    nonsaturating: np.ndarray
    saturating_gradient: np.ndarray
    nonsaturating_gradient: np.ndarray
    trust: np.ndarray

    @property
    def jensen_shannon(self) -> np.ndarray:
        """JSD(p || q), from 0 (equal densities) to log 2 (nothing in common)."""
        return (self.value + math.log(4)) / 2


def duel(p: Density, q: Density, shifts: np.ndarray | float = 0.0) -> Duel:
    """What follows from the real density p and the fakes' density q, for each shift of q.

    Args:
        p: of the real data.
        q: of the fakes, before the shift.
        shifts: ``(shifts,)``, or one number.
    """
    shifts = np.atleast_1d(np.asarray(shifts, float))[:, None]
    x, weights = _nodes(q)
    log_p, log_q = p.log_density(x + shifts), q.log_density(x)
    logits = log_p - log_q  # (shifts, nodes): the optimal discriminator's
    trusted = _sigmoid(logits)  # D*
    with np.errstate(invalid="ignore"):
        slopes = p.score(x + shifts) - q.score(x)  # of the logits along the line
    real = _mean_log_trust_in_reals(p, q, shifts)
    seen = np.isfinite(logits)  # where p is 0, D* is 0, its slope is 0, and log D* is infinite
    saturating_gradient = -(weights * np.where(seen, trusted * slopes, 0)).sum(1)
    nonsaturating_gradient = ((weights * (trusted - 1)) * np.where(seen, slopes, np.nan)).sum(1)
    saturating = -(weights * _softplus(logits)).sum(1)
    return Duel(
        value=real + saturating,
        saturating=saturating,
        nonsaturating=(weights * _softplus(-logits)).sum(1),
        saturating_gradient=saturating_gradient,
        nonsaturating_gradient=nonsaturating_gradient,
        trust=(weights * trusted).sum(1),
    )


def kullback_leibler(p: Density, q: Density) -> float:
    """KL(p || q) = E_p[log(p / q)] in nats: 0 only for equal densities, infinite where q is 0 and p is not.

    Args:
        p: the density to average over.
        q: the other one.
    """
    x, weights = _nodes(p)
    return float((weights * (p.log_density(x) - q.log_density(x))).sum())


def held_still(p: Density, q: Density, shifts: np.ndarray) -> np.ndarray:
    """The non-saturating loss of fakes that move while the discriminator stays: E_{q moved}[-log D*].

    D* is optimal for p and for q before it moved.

    Args:
        p: of the real data.
        q: of the fakes, before they moved.
        shifts: ``(shifts,)``, how far the fakes have moved.

    Returns:
        ``(shifts,)``, in nats.
    """
    losses = []
    for shift in np.asarray(shifts, float):
        x, weights = _nodes(replace(q, place=q.place + shift))
        losses.append((weights * _softplus(q.log_density(x) - p.log_density(x))).sum())
    return np.array(losses)


def _mean_log_trust_in_reals(p: Density, q: Density, shifts: np.ndarray) -> np.ndarray:
    """E_p[log D*] for each shift ``(shifts, 1)`` of q."""
    x, weights = _nodes(p)
    return -(weights * _softplus(q.log_density(x - shifts) - p.log_density(x))).sum(1)


def _nodes(density: Density) -> tuple[np.ndarray, np.ndarray]:
    """The nodes x ``(NODES,)`` of an integral over a density, and weights ``(NODES,)`` with the sum 1."""
    low, high = density.ends
    x = low + (high - low) * (np.arange(NODES) + 0.5) / NODES  # midpoints: at its ends a hill's log is -infinity
    return x, np.exp(density.log_density(x)) * (high - low) / NODES


def _softplus(x: np.ndarray) -> np.ndarray:
    """log(1 + exp(x)) without overflow: 0 at minus infinity."""
    return np.logaddexp(0, x)


def _sigmoid(x: np.ndarray) -> np.ndarray:
    return np.exp(-_softplus(-x))
