"""Lesson 09's pictures in the plane and of knobs show what was counted."""

import numpy as np
from matplotlib.patches import Circle

from gan_lesson.plots import lesson_09 as plots

REAL = np.array([[0.0, 0], [1, 0], [2, 0], [9, 0]])
FAKE = np.array([[0.5, 0], [1.5, 0], [5, 0], [30, 0]])


def test_balls_reach_to_the_neighbour_and_points_inside_are_filled():
    precision, recall = plots.plot_balls(REAL, FAKE, neighbours=1).axes
    for axes, centres, radii in ((precision, REAL, (1, 1, 1, 7)), (recall, FAKE, (1, 1, 3.5, 25))):
        balls = [patch for patch in axes.patches if isinstance(patch, Circle)]
        assert np.array_equal([ball.center for ball in balls], centres)
        assert [ball.radius for ball in balls] == list(radii)
    shown = {line.get_label(): line.get_xdata().tolist() for line in (*precision.lines, *recall.lines)}
    assert shown["fake, inside"] == [0.5, 1.5, 5] and shown["fake, outside"] == [30]
    assert shown["real, inside"] == [0, 1, 2, 9] and shown["real, outside"] == []
    assert precision.get_title() == "precision: 3 of 4 fake points"
    assert recall.get_title() == "recall: 4 of 4 real points"
    hollow = [line for line in precision.lines if line.get_label() == "fake, outside"][0]
    assert hollow.get_markerfacecolor() == "none"


def test_shares_have_a_panel_each_with_the_real_outline_over_it():
    shares = {"one": np.array([0.5, 0.5, 0]), "two": np.array([0, 0, 1.0])}
    figure = plots.plot_shares(shares, np.array([0.2, 0.3, 0.5]), "tilt")
    for axes, (name, bars) in zip(figure.axes, shares.items(), strict=True):
        assert axes.get_title() == name and axes.get_xlabel() == "tilt"
        assert [bar.get_height() for bar in axes.patches] == bars.tolist()
        assert axes.lines[0].get_ydata().tolist() == [0.2, 0.3, 0.5, 0.5]
