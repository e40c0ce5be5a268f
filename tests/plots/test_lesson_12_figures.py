"""Lesson 12's picture of what a flip keeps shows what was measured."""

import pytest

from gan_lesson.plots import lesson_12 as plots


def test_knobs_are_sorted_by_what_he_keeps_with_the_master_s_beside():
    fakes, truth = {"fur": 0.9, "ear_fold": 0.1, "tilt": 0.5}, {"fur": 1.0, "ear_fold": 0.8, "tilt": 0.95}
    axes = plots.plot_kept(fakes, truth).axes[0]
    assert [label.get_text() for label in axes.get_yticklabels()] == ["ear fold", "tilt", "fur"]  # from below
    his, masters = axes.collections[1:3]
    assert his.get_offsets().tolist() == [[0.1, 0], [0.5, 1], [0.9, 2]] and his.get_label() == "his flip"
    assert masters.get_offsets().tolist() == [[0.8, 0], [0.95, 1], [1.0, 2]]
    assert {text.get_text() for text in axes.get_legend().get_texts()} == {"his flip", "the master's flip"}


def test_a_knob_with_one_figure_is_told():
    with pytest.raises(ValueError, match="one figure only: tilt"):
        plots.plot_kept({"fur": 0.9}, {"fur": 1.0, "tilt": 1.0})
