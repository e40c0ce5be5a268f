"""The figures of lesson 13: every seed has its dot, every panel its yardstick."""

import pytest

from gan_lesson.plots import lesson_13 as plots

PANELS = {
    "error, %": {"whole": [13, 14, 15], "no cycle": [20, 21]},
    "kept, %": {"whole": [99, 98, 97], "no cycle": [40, 50]},
}


def test_every_seed_has_a_dot_in_the_row_of_its_recipe():
    figure = plots.plot_seeds(PANELS, {"error, %": ("doing nothing", 34.5)})
    error, kept = figure.axes
    assert [label.get_text() for label in error.get_yticklabels()] == ["whole", "no cycle"]
    dots = [line for line in error.lines if line.get_marker() == "o"]
    assert [line.get_xdata().tolist() for line in dots] == [[13, 14, 15], [20, 21]]
    assert [set(line.get_ydata()) for line in dots] == [{0}, {1}]
    assert [text.get_text() for text in error.texts] == ["doing nothing"] and not kept.texts
    assert error.get_xlabel() == "error, %" and error.get_ylim()[0] > error.get_ylim()[1]


@pytest.mark.parametrize("panels", [{}, {**PANELS, "another": {"whole": [1]}}])
def test_all_panels_have_the_same_recipes(panels):
    with pytest.raises(ValueError, match="the same recipes"):
        plots.plot_seeds(panels)
