"""The prior as a slider: how many of the animals are dogs, and what P(dog | x) and its boundary make of it.

Like the epoch player it is a plain mime bundle: it needs no kernel and no network. The script computes the densities of
two Gaussians and Bayes' rule.
"""

import math
from collections.abc import Sequence
from functools import cached_property
from typing import Any

import numpy as np
from matplotlib.figure import Figure
from PIL import Image

from gan_lesson.page.bundle import to_base64
from gan_lesson.page.palette import LIGHT
from gan_lesson.plane import grid_of
from gan_lesson.plots import image_of
from gan_lesson.plots.points import CAT_TO_DOG, as_grid, draw_animals
from gan_lesson.plots.style import in_style
from gan_lesson.region import Region
from gan_lesson.widgets.recorded import RecordedWidget

Gaussian = tuple[Any, Any]  # mean (2,) and covariance (2, 2), as arrays, tensors or lists


class PriorExplorer(RecordedWidget):
    """Two Gaussians, of cats and of dogs, and a slider for the share of dogs: P(dog | x) and its boundary follow.

    P(X | Y), the Gaussians, stays as it is. Beside the plane are P(X, Y) and P(dog | x) on the line through both means.

    Args:
        measures: ``(n, 2)``: two lengths of each animal, drawn in the plane.
        labels: ``(n,)``: 0 for the first of `names`, 1 for the second.
        gaussians: of the two species, each a mean ``(2,)`` and a covariance ``(2, 2)``.
        region: (left, right, bottom, top) of the plane.
        prior: the initial share of the second species, from 0.01 to 0.99.
        names: of the two species, with a plural in s.
        axes: names of the two measures, with their unit.
        title: written above.
        caption: a sentence below the title.
        zoom: the size of everything; 2 is for the back row.

    Raises:
        ValueError: if measures and labels do not go together, if there are not two Gaussians with means and covariances
            (which are symmetric, with positive eigenvalues), or if prior or zoom is out of range.
    """

    _bundle = "prior_explorer"

    def __init__(
        self,
        measures: np.ndarray,
        labels: np.ndarray,
        gaussians: Sequence[Gaussian],
        region: Region,
        prior: float = 0.5,
        names: Sequence[str] = ("cat", "dog"),
        axes: Sequence[str] = ("ear length, pixels", "snout length, pixels"),
        title: str = "How many dogs does the town have?",
        caption: str = "",
        zoom: float = 1.0,
    ):
        measures, labels = np.asarray(measures, float), np.asarray(labels)
        if measures.ndim != 2 or measures.shape[1] != 2 or labels.shape != measures.shape[:1]:
            raise ValueError(f"measures (n, 2) need labels (n,), not {measures.shape} and {labels.shape}")
        if not (isinstance(prior, (int, float)) and 0.01 <= prior <= 0.99):
            raise ValueError(f"the prior is a share of dogs from 0.01 to 0.99, not {prior!r}")
        if len(gaussians) != 2:
            raise ValueError(f"there are two Gaussians, one of cats and one of dogs, not {len(gaussians)}")
        super().__init__(title, caption, zoom)
        self._measures, self._labels = measures, labels.astype(np.uint8)
        self._gaussians = [_checked(*gaussian) for gaussian in gaussians]
        self._region, self._names, self._axes = tuple(map(float, region)), list(names), list(axes)
        self.prior = float(prior)

    def __repr__(self) -> str:
        return f"PriorExplorer: {self.title!r}, {len(self._labels)} animals, 1 to 99 % {self._names[1]}s"

    @property
    def _alt(self) -> str:
        first, second = self._names
        return (
            f"The plane of {self._axes[0]} and {self._axes[1]} with {first}s and {second}s, shaded by P({second} | x), "
            f"and the boundary at one half. Beside it, on the line through both means, the hills of P(X, Y) and the "
            f"curve of P({second} | x)."
        )

    @cached_property
    def _data(self) -> dict[str, Any]:
        return {
            "names": self._names,
            "axes": self._axes,
            "region": self._region,
            "prior": self.prior,
            "measures": to_base64(self._measures.astype("<f4").tobytes()),
            "labels": to_base64(self._labels.tobytes()),
            "gaussians": [
                {
                    "mean": mean.tolist(),
                    "inverse": np.linalg.inv(covariance).ravel().tolist(),
                    "log": _log_peak(covariance),
                }
                for mean, covariance in self._gaussians
            ],
        }

    @cached_property
    @in_style
    def _poster(self) -> Image.Image:
        """What the widget shows first, without its slider."""
        figure = Figure(figsize=(10.4, 5.0), layout="constrained")
        plane, beside = figure.subfigures(1, 2, width_ratios=(1, 1))
        axes = plane.subplots()
        logits = self._logits(grid_of(self._region))
        field = as_grid(1 / (1 + np.exp(-logits)), self._region)
        axes.contourf(*field, levels=np.linspace(0, 1, 21), cmap=CAT_TO_DOG)
        draw_animals(axes, self._measures, self._labels, self._region, size=9)
        axes.contour(*field, levels=[0.5], colors=LIGHT.accent, linewidths=2.4)
        axes.set(xlabel=self._axes[0], ylabel=self._axes[1])
        (cat, _), (dog, _) = self._gaussians
        way = np.linspace(-1, 2, 301)
        line = cat + way[:, None] * (dog - cat)
        hills, posterior = beside.subplots(2, sharex=True)
        for gaussian, share, style, colour in zip(
            self._gaussians, (1 - self.prior, self.prior), ("-", "--"), (LIGHT.cat, LIGHT.dog), strict=True
        ):
            hills.plot(way, share * np.exp(_log_density(line, *gaussian)), style, color=colour)
        hills.set_title("P(X, Y)", loc="left")
        posterior.plot(way, 1 / (1 + np.exp(-self._logits(line))), color=LIGHT.ink)
        posterior.set_title(f"P({self._names[1]} | x)", loc="left")
        posterior.set(ylim=(0, 1), yticks=[0, 0.5, 1])
        posterior.set_xticks([0, 1], [f"mean {name}" for name in self._names])
        return image_of(figure, dpi=96)

    def _logits(self, points: np.ndarray) -> np.ndarray:
        """The painter's logit, log P(dog | x) - log P(cat | x) at points ``(n, 2)``: ``(n,)``."""
        cat, dog = (_log_density(points, *gaussian) for gaussian in self._gaussians)
        return dog - cat + math.log(self.prior / (1 - self.prior))


def _checked(mean: Any, covariance: Any) -> tuple[np.ndarray, np.ndarray]:
    mean, covariance = np.asarray(mean, float), np.asarray(covariance, float)
    if mean.shape != (2,) or covariance.shape != (2, 2):
        raise ValueError(
            f"a Gaussian has a mean (2,) and a covariance (2, 2), not shapes {mean.shape} and {covariance.shape}"
        )
    if not (np.allclose(covariance, covariance.T) and (np.linalg.eigvalsh(covariance) > 0).all()):
        raise ValueError(f"a covariance is symmetric and has positive eigenvalues, unlike {covariance.tolist()}")
    return mean, covariance


def _log_peak(covariance: np.ndarray) -> float:
    return -math.log(2 * math.pi) - 0.5 * math.log(np.linalg.det(covariance))


def _log_density(points: np.ndarray, mean: np.ndarray, covariance: np.ndarray) -> np.ndarray:
    """The logarithm of the Gaussian's density at points ``(n, 2)``: ``(n,)``."""
    deviations = points - mean
    return _log_peak(covariance) - 0.5 * ((deviations @ np.linalg.inv(covariance)) * deviations).sum(1)
