"""Lesson 11's figures show the numbers that they are given."""

import numpy as np
import pytest

from gan_lesson.plots import lesson_11 as plots


def test_judges_stand_before_the_hills():
    x = np.linspace(0, 1, 5)
    judges = {"one": (x, "D(x)"), "other": (3 - x, "score")}
    figure = plots.plot_judges(x, {"real": 1 - x, "fake": x}, judges)
    for axes, (title, (said, label)) in zip(figure.axes, judges.items(), strict=True):
        assert (axes.get_title(), axes.get_ylabel()) == (title, label)
        assert axes.lines[0].get_ydata().tolist() == said.tolist() and len(axes.collections) == 2


def test_bars_count_every_weight_also_those_beyond():
    weights = {"one": np.array([-5, -0.1, 0, 0.1]), "other": np.array([0.05, 9.0])}
    figure = plots.plot_weights(weights, reach=0.4, limit=0.1)
    for axes, (name, values) in zip(figure.axes, weights.items(), strict=True):
        heights = np.array([bar.get_height() for bar in axes.patches])
        assert axes.get_title() == name and heights.sum() == pytest.approx(100)
        assert heights[-1] == pytest.approx(100 * (values > 0.39).mean())
        assert sorted(line.get_xdata()[0] for line in axes.lines) == [-0.1, 0.1]


def test_losses_have_a_line_for_real_and_one_for_fake():
    outputs = np.array([-1.0, 0, 1])
    (axes,) = plots.plot_losses(outputs, {"hinge": (outputs + 1, 2 * outputs)}).axes
    shown = {line.get_label(): line.get_ydata().tolist() for line in axes.lines}
    assert shown["real"] == [0, 1, 2] and shown["fake"] == [-2, 0, 2]
