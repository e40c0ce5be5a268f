"""Lesson 10's figures say what they are given."""

import pytest

from gan_lesson.clinic.patients import PATIENTS
from gan_lesson.plots import lesson_10 as plots


def words_of(figure):
    return [text.get_text() for text in figure.axes[0].texts]


def test_the_cabinet_s_counts_and_what_is_filled():
    figure = plots.plot_cabinet({"R1": [5, 4, 3, None], "noise": [0, 0, 0, 0]}, list("abcd"), 5)
    assert words_of(figure) == ["5 of 5", "4 of 5", "3 of 5", "", *4 * ["0 of 5"]]
    assert [text.get_weight() for text in figure.axes[0].texts[:3]] == ["bold", "bold", "normal"]
    assert len(figure.axes[0].patches) == 2
    assert [label.get_text() for label in figure.axes[0].get_yticklabels()] == ["R1", "noise"]


def test_a_count_for_each_patient():
    with pytest.raises(ValueError, match="each remedy 4 counts"):
        plots.plot_cabinet({"R1": [5]}, list("abcd"), 5)


def test_the_flow_chart_leads_to_every_patient_once():
    words = " ".join(words_of(plots.plot_flow_chart()))
    for number, patient in PATIENTS.items():
        assert words.count(f"Patient {number}: {patient.name}.") == 1
    assert words.count("yes") == words.count("no ") == len(plots.QUESTIONS)


def test_the_flow_chart_s_words_stay_within_their_boxes():
    figure = plots.plot_flow_chart()
    figure.draw_without_rendering()
    axes = figure.axes[0]
    boxes = [patch.get_window_extent() for patch in axes.patches]
    inside = [text for text in axes.texts if len(text.get_text()) > 3]
    for text in inside:
        extent = text.get_window_extent()
        assert any(box.x0 <= extent.x0 and extent.x1 <= box.x1 for box in boxes), text.get_text()
