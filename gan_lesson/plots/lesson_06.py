"""The figure of lesson 06: densities, opinions, losses and gradients along one axis."""

from collections.abc import Mapping

from matplotlib.figure import Figure

from gan_lesson.page.palette import LIGHT
from gan_lesson.plots.curves import Curves
from gan_lesson.plots.style import LINES, in_style

_LOOKS = {  # of recurring curves, as `widgets.DensityDuel` draws them too
    "real p": (LIGHT.real, "-"),
    "fakes q": (LIGHT.fake, "--"),
    "best, D*": (LIGHT.discriminator, "-"),
    "trained": (LIGHT.ink, "--"),
    "saturating": (LIGHT.ink, "--"),
    "non-saturating": (LIGHT.generator, "-"),
}


@in_style
def plot_panels(panels: Mapping[str, Curves], xlabel: str, log: bool = False) -> Figure:
    """Curves over one horizontal axis, in one panel or in several below each other.

    Args:
        panels: by the label of the vertical axis, up to three curves by name: x and y, each ``(n,)``.
        xlabel: of the horizontal axis.
        log: whether the vertical axes are logarithmic, for what differs by powers of ten.
    """
    figure = Figure(figsize=(6.8, 1.0 + 2.1 * len(panels)))
    rows = figure.subplots(len(panels), 1, sharex=True, squeeze=False)[:, 0]
    for axes, (label, curves) in zip(rows, panels.items(), strict=True):
        for (name, (x, y)), look in zip(curves.items(), LINES, strict=False):
            colour, style = _LOOKS.get(name, look)
            axes.plot(x, y, style, color=colour, label=name)
            if name in ("real p", "fakes q"):
                axes.fill_between(x, y, color=colour, alpha=0.14, linewidth=0)
        axes.set(ylabel=label, yscale="log" if log else "linear")
        axes.legend()
    rows[-1].set_xlabel(xlabel)
    return figure
