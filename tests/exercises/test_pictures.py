"""The words of a lesson's pictures, which stand beside the lesson."""

import pytest
from matplotlib.figure import Figure

from gan_lesson import plots
from gan_lesson.exercises import lesson_01 as exercises


def test_a_picture_is_shown_with_the_words_of_its_key():
    figure = Figure()
    words = exercises.lesson.pictures["hillside"]
    shown, expected = exercises.show(figure, "hillside"), plots.show(figure, words["alt"], words["caption"])
    assert shown._repr_mimebundle_() == expected._repr_mimebundle_()
    assert words["caption"] in shown._repr_mimebundle_()["text/html"]


def test_a_key_that_is_not_there_is_told_with_those_that_are():
    with pytest.raises(LookupError, match="lesson 01 has no picture 'surest_cat', only first_portraits, two_lengths"):
        exercises.show(Figure(), "surest_cat")
