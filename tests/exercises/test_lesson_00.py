"""Lesson 00's warm-up: each plausible wrong answer gets the message that fits it, and no right one is refused."""

import numpy as np
import pytest
import torch

from gan_lesson.exercises.lesson_00 import lesson, pixels
from tests.exercises.conftest import assert_right, assert_told


def prints(height, width):
    print(height * width)


def prints_and_returns(height, width):
    print(height * width)
    return height * width


def counts(height, width):
    number = 0
    for _ in range(height):
        for _ in range(width):
            number += 1
    return number


WRONG = [
    (lambda height, width: height + width, "You added"),
    (lambda height, width: 2 * (height + width), "four sides"),
    (lambda height, width: height * height, "height twice"),
    (lambda height, width: width**2, "width twice"),
    (lambda height, width: height**width, "a power"),
    (lambda height, width: 784, "784 is right for 28"),
    (lambda height, width: 21, "for 28 by 28"),
    (lambda height, width: height, "height alone"),
    (lambda height, width: width, "width alone"),
    (lambda height, width: (height + width) / 2, "mean"),
    (lambda height, width: (height - 1) * (width - 1), "3 rows and 7 columns"),
    (lambda height, width: (height + 1) * (width + 1), "3 rows and 7 columns"),
    (lambda height, width: height * width * 3, "three colours"),
    (lambda height, width: height * width + 1, "It is 1 too large."),
    (lambda height, width: height * width * 8, "It is 8 times what it should be."),
    (lambda height, width: height * width * 256, "grey levels"),
    (lambda height, width: height / width, "divided"),
    (lambda height, width: height // width, "divided"),
    (lambda height, width: height * width == 784, "is False"),
    (lambda height, width: (height, width), "a tuple of length 2"),
    (lambda height, width: "height * width", "a text"),
    (lambda height, width: hight * width, "`hight`"),  # noqa: F821
    (lambda size: size, "2 arguments"),
    (prints, "printed something and returned None"),
    (784, "and not a function"),
]


@pytest.mark.parametrize(("answer", "part"), WRONG)
def test_a_wrong_answer_is_told_what_is_wrong_with_it(answer, part):
    assert_told(pixels, answer, part)


@pytest.mark.parametrize(
    "answer",
    [
        counts,
        prints_and_returns,
        lambda height, width: float(height * width),
        lambda height, width: np.int64(height) * width,
        lambda height, width: torch.zeros(height, width).numel(),
        lambda height, width: torch.tensor([height * width]),
        lambda h, w: h * w,
    ],
)
def test_a_right_answer_in_any_form_is_right(answer):
    assert_right(pixels, answer)


def test_everything_belongs_to_the_lesson():
    assert lesson.exercises == [pixels] and len(lesson.predictions) == 1
