"""The look of all figures: large type, few lines, the colours of the palette."""

from matplotlib import rc_context

from gan_lesson.page.palette import LIGHT

STYLE = {
    "figure.autolayout": True,
    "figure.facecolor": LIGHT.ground,
    "font.size": 14,
    "axes.titlesize": 15,
    "axes.labelsize": 14,
    "xtick.labelsize": 13,
    "ytick.labelsize": 13,
    "legend.fontsize": 13,
    "legend.frameon": False,
    "lines.linewidth": 2.2,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "grid.color": LIGHT.line,
    "text.color": LIGHT.ink,
    "axes.labelcolor": LIGHT.ink,
    "axes.edgecolor": LIGHT.ink,
    "xtick.color": LIGHT.ink,
    "ytick.color": LIGHT.ink,
}
# A decorator. Functions that draw a figure later need it too, because Matplotlib makes ticks only then.
in_style = rc_context(STYLE)

LINES = ((LIGHT.ink, "-"), (LIGHT.discriminator, "--"), (LIGHT.runs[4], "-."))  # up to three curves in one picture
