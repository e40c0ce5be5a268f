"""Lesson 03's exercises: each plausible wrong answer gets the message that fits it, and no right one is refused.

The wrong answers were written before the checks.
"""

import math

import numpy as np
import pytest
import torch

from gan_lesson.exercises import lesson_03 as exercises
from tests.exercises.conftest import assert_right, assert_told

log10_of_pictures, pixelwise_samples = exercises.log10_of_pictures, exercises.pixelwise_samples
mixture, nearest_neighbour = exercises.mixture, exercises.nearest_neighbour


def mean_and_spread(pictures):
    return pictures.mean(0), pictures.std(0)


def sampler(paint):
    """An answer to `pixelwise_samples` out of (mean, spread, n, pixels, random) -> pictures."""

    def pixelwise_samples(pictures, n, random):
        return paint(*mean_and_spread(pictures), n, pictures.shape[1], random)

    return pixelwise_samples


def noise(n, pixels, random):
    return torch.randn(n, pixels, generator=random)


def changes_its_argument(pictures, n, random):
    mean, spread = mean_and_spread(pictures)
    pictures -= mean
    return mean + spread * noise(n, len(mean), random)


def clamped_to_what_there_is(pictures, n, random):
    mean, spread = mean_and_spread(pictures)
    return (mean + spread * noise(n, len(mean), random)).clamp(pictures.min(0).values, pictures.max(0).values)


def remembers(pictures, n, random):
    return pictures[torch.randint(len(pictures), (n,), generator=random)]


def remembers_pixels(pictures, n, random):
    which = torch.randint(len(pictures), (n, pictures.shape[1]), generator=random)
    return pictures.gather(0, which)


def with_covariances(pictures, n, random):
    deviations = pictures - pictures.mean(0)
    return pictures.mean(0) + noise(n, len(pictures), random) @ deviations / len(pictures) ** 0.5


def means_of_pictures(pictures, n, random):
    return pictures.mean(1) + pictures.std(1) * noise(n, pictures.shape[1], random)


def for_the_lesson_only(pictures, n, random):
    return pictures.mean(0) + pictures.std(0) * noise(n, 784, random)


def one_column_for_each_picture(pictures, n, random):
    return pictures.mean(1) + pictures.std(1) * noise(n, len(pictures), random)


def not_a_power(first, second, mean):
    return mean + (first + second - 2 * mean) / 2 ^ 0.5


def one_mean_for_all(pictures, n, random):
    return pictures.mean() + pictures.std(0) * noise(n, pictures.shape[1], random)


def one_spread_for_all(pictures, n, random):
    return pictures.mean(0) + pictures.std() * noise(n, pictures.shape[1], random)


def nothing_learnt(pictures, n, random):
    return noise(n, pictures.shape[1], random)


def as_many_as_there_are(pictures, n, random):
    mean, spread = mean_and_spread(pictures)
    return mean + spread * noise(len(pictures), len(mean), random)


WRONG = [
    # the number of pictures
    (log10_of_pictures, lambda h, w, levels: math.log10(levels * h * w), "multiplied the levels"),
    (log10_of_pictures, lambda h, w, levels: levels * math.log10(h * w), "the wrong way round"),
    (log10_of_pictures, lambda h, w, levels: math.log10(levels**h * w), "brackets"),
    (log10_of_pictures, lambda h, w, levels: math.log10(levels) ** (h * w), "becomes a factor"),
    (log10_of_pictures, lambda h, w, levels: h * w * math.log(levels), "natural logarithm"),
    (log10_of_pictures, lambda h, w, levels: h * w * math.log2(levels), "base 2"),
    (log10_of_pictures, lambda h, w, levels: levels ** (h * w), "the number of pictures itself"),
    (log10_of_pictures, lambda h, w, levels: len(str(levels ** (h * w))), "digits"),
    (log10_of_pictures, lambda h, w, levels: h * w * math.log10(levels - 1), "counted too few grey levels"),
    (log10_of_pictures, lambda h, w, levels: h * math.log10(levels), "one column"),
    (log10_of_pictures, lambda h, w, levels: w * math.log10(levels), "one row"),
    (log10_of_pictures, lambda h, w, levels: (h + w) * math.log10(levels), "added height and width"),
    (log10_of_pictures, lambda h, w, levels: 784 * math.log10(256), "a number from the lesson"),
    (log10_of_pictures, lambda h, w, levels: 784 * math.log10(levels), "a number from the lesson"),
    (log10_of_pictures, lambda h, w, levels: math.log10(levels), "a single pixel"),
    (log10_of_pictures, lambda h, w, levels: math.log10(float(levels) ** (h * w)), "too large"),
    (log10_of_pictures, lambda h, w, levels: float(np.log10(np.float32(levels) ** (h * w))), "too large"),
    (log10_of_pictures, lambda h, w, levels: levels, "the number of levels"),
    (log10_of_pictures, lambda h, w, levels: -h * w * math.log10(levels), "chance"),
    (log10_of_pictures, lambda h, w, levels: "many", "a text"),
    # the pixel-wise sampler
    (pixelwise_samples, sampler(lambda mean, spread, n, d, g: spread * noise(n, d, g)), "add the mean"),
    (pixelwise_samples, sampler(lambda mean, spread, n, d, g: mean + noise(n, d, g)), "multiply the noise"),
    (pixelwise_samples, sampler(lambda mean, spread, n, d, g: mean + spread**2 * noise(n, d, g)), "variance"),
    (pixelwise_samples, sampler(lambda mean, spread, n, d, g: mean + spread / 2 * noise(n, d, g)), "0.5 times"),
    (pixelwise_samples, sampler(lambda mean, spread, n, d, g: mean + spread.sqrt() * noise(n, d, g)), "square root"),
    (pixelwise_samples, sampler(lambda mean, spread, n, d, g: mean + spread * noise(1, d, g)), "1 picture, and 2,000"),
    (pixelwise_samples, sampler(lambda m, s, n, d, g: (m + s * noise(1, d, g)).repeat(n, 1)), "the same picture"),
    (pixelwise_samples, sampler(lambda mean, spread, n, d, g: mean + spread * noise(n, 1, g)), "one random number"),
    (pixelwise_samples, sampler(lambda m, s, n, d, g: m + s * torch.rand(n, d, generator=g)), "rand"),
    (pixelwise_samples, sampler(lambda m, s, n, d, g: m + s * (2 * torch.rand(n, d, generator=g) - 1)), "rand"),
    (pixelwise_samples, sampler(lambda m, s, n, d, g: m + s * 12**0.5 * (torch.rand(n, d, generator=g) - 0.5)), "bell"),
    (pixelwise_samples, sampler(lambda m, s, n, d, g: m + s * torch.randn(n, d)), "`random`"),
    (pixelwise_samples, sampler(lambda m, s, n, d, g: m.expand(n, d)), "the same picture"),
    (pixelwise_samples, sampler(lambda m, s, n, d, g: s + m * noise(n, d, g)), "swapped"),
    (pixelwise_samples, sampler(lambda m, s, n, d, g: (m + s * noise(n, d, g)).T), "shape"),
    (pixelwise_samples, sampler(lambda m, s, n, d, g: (m + s * noise(n, d, g)).view(n, 1, 2, 3)), "shape"),
    (pixelwise_samples, sampler(lambda m, s, n, d, g: (m + s * noise(n, d, g)).clamp(-1, 1)), "clamp"),
    (pixelwise_samples, sampler(lambda m, s, n, d, g: (m + s * noise(n, d, g)).relu()), "clamp"),
    (pixelwise_samples, clamped_to_what_there_is, "clamp"),
    (
        pixelwise_samples,
        sampler(lambda m, s, n, d, g: m + s * (0.5 + noise(n, d, g))),
        "pixel 5 is 0.4 in the training set",
    ),
    (pixelwise_samples, remembers, "straight out of the training set"),
    (pixelwise_samples, remembers_pixels, "values that the training set has"),
    (pixelwise_samples, with_covariances, "know of each other"),
    (pixelwise_samples, means_of_pictures, "axis 0"),
    (pixelwise_samples, one_mean_for_all, "one mean"),
    (pixelwise_samples, one_spread_for_all, "one spread"),
    (pixelwise_samples, nothing_learnt, "nothing from"),
    (pixelwise_samples, as_many_as_there_are, "64 pictures, and 2,000"),
    (pixelwise_samples, one_column_for_each_picture, "axis 0"),
    (pixelwise_samples, for_the_lesson_only, "6 pixels, not 784"),
    (pixelwise_samples, sampler(lambda m, s, n, d, g: m + (m**2 + s**2).sqrt() * noise(n, d, g)), "from 0"),
    (pixelwise_samples, lambda p, n, g: np.random.normal(p.mean(0), p.std(0), (n, p.shape[1])), "`random`"),
    (pixelwise_samples, lambda p, n, g: torch.normal(p.mean(0), p.std(0), generator=g), "shape"),
    # the mixture
    (mixture, lambda first, second, mean: (first + second) / 2, "average"),
    (mixture, lambda first, second, mean: mean + (first - mean + second - mean) / 2, "average"),
    (mixture, lambda first, second, mean: (first + second) / 2**0.5, "less the mean"),
    (mixture, lambda first, second, mean: (first + second - 2 * mean) / 2**0.5, "add the mean"),
    (mixture, lambda first, second, mean: first + second - mean, "root of 2"),
    (mixture, lambda first, second, mean: first + second, "less the mean"),
    (mixture, lambda first, second, mean: first - mean + (second - mean) / 2**0.5 + mean, "brackets"),
    (mixture, lambda first, second, mean: (mean + first - mean + second - mean) / 2**0.5, "brackets"),
    (mixture, lambda first, second, mean: mean + (first - mean + second - mean) * 2**0.5, "multiplied"),
    (mixture, lambda first, second, mean: mean + (first + second - 2 * mean) / 2**1 / 2, "Write `2**0.5`"),
    (mixture, lambda first, second, mean: mean + (first - second) / 2**0.5, "subtracted one"),
    (mixture, lambda first, second, mean: mean + (first + second - mean) / 2**0.5, "from both"),
    (mixture, lambda first, second, mean: (first + second + mean) / 3, "average"),
    (mixture, lambda first, second, mean: mean.sum(), "shape"),
    (mixture, lambda first, second, mean: first, "gives 0.293"),
    (mixture, lambda first, second, mean: mean + (first + second - 2 * mean) / 2**0.5 / 2, "is 0.5 times"),
    (mixture, not_a_power, "A power is written `**`"),
    (mixture, lambda first, second, mean: mean + torch.sqrt(first + second - 2 * mean), "Only the 2 has a root"),
    # the nearest neighbour
    (nearest_neighbour, lambda pictures, picture: (pictures - picture).norm(dim=1).argmax(), "farthest"),
    (nearest_neighbour, lambda pictures, picture: (pictures - picture).abs().sum(1).argmin(), "squares"),
    (nearest_neighbour, lambda pictures, picture: (pictures - picture).sum(1).argmin(), "cancel"),
    (nearest_neighbour, lambda pictures, picture: (pictures - picture).sum(1).abs().argmin(), "cancel"),
    (nearest_neighbour, lambda pictures, picture: (pictures @ picture).argmax(), "product"),
    (nearest_neighbour, lambda pictures, picture: (pictures - picture).abs().max(1).values.argmin(), "largest"),
    (nearest_neighbour, lambda pictures, picture: (pictures - picture).norm(dim=0).argmin(), "axis"),
    (nearest_neighbour, lambda pictures, picture: (pictures - picture).norm(dim=1).min(), "distance itself"),
    (nearest_neighbour, lambda pictures, picture: (pictures - picture).square().sum(1).min(), "distance itself"),
    (
        nearest_neighbour,
        lambda pictures, picture: pictures[(pictures - picture).norm(dim=1).argmin()],
        "picture itself",
    ),
    (nearest_neighbour, lambda pictures, picture: (pictures - picture).norm(dim=1).argsort(), "all the pictures"),
    (nearest_neighbour, lambda pictures, picture: (pictures - picture).norm(dim=1), "distances"),
    (nearest_neighbour, lambda pictures, picture: (pictures - picture).norm(), "distance"),
    (nearest_neighbour, lambda pictures, picture: (pictures - picture).norm(dim=1).argmin() + 1, "from 0"),
    (nearest_neighbour, lambda pictures, picture: (pictures == picture).sum(1).argmax(), "exactly the same"),
    (nearest_neighbour, lambda pictures, picture: 0, "stays with row 0"),
    (nearest_neighbour, lambda pictures, picture: 2.5, "another row"),
    (nearest_neighbour, lambda pictures, picture: 1, "whatever it is asked"),
    (nearest_neighbour, lambda pictures, picture: (pictures - picture).square().sum(1).sort()[1][1], "second nearest"),
]


@pytest.mark.parametrize(("exercise", "answer", "part"), WRONG)
def test_a_wrong_answer_is_told_what_is_wrong_with_it(exercise, answer, part):
    assert_told(exercise, answer, part)


def with_a_loop(pictures, n, random):
    mean, spread = mean_and_spread(pictures)
    rows = []
    for _ in range(n):
        row = torch.zeros(len(mean))
        for pixel in range(len(mean)):
            row[pixel] = mean[pixel] + spread[pixel] * torch.randn((), generator=random)
        rows.append(row)
    return torch.stack(rows)


def nearest_by_a_loop(pictures, picture):
    best, index = math.inf, None
    for number, other in enumerate(pictures):
        distance = sum((a - b) ** 2 for a, b in zip(other.tolist(), picture.tolist(), strict=True))
        if distance < best:
            best, index = distance, number
    return index


def normal_of(mean, spread, n, d, random):
    return torch.normal(mean.expand(n, d), spread.expand(n, d), generator=random)


RIGHT = [
    (log10_of_pictures, lambda h, w, levels: math.log10(levels ** (h * w))),  # Python's whole numbers have no limit
    (log10_of_pictures, lambda h, w, levels: sum(math.log10(levels) for _ in range(h * w))),
    (log10_of_pictures, lambda h, w, levels: np.log10(levels) * h * w),
    (log10_of_pictures, lambda h, w, levels: h * w * math.log(levels) / math.log(10)),
    (log10_of_pictures, lambda h, w, levels: h * w * torch.log10(torch.tensor(float(levels)))),
    (pixelwise_samples, sampler(lambda m, s, n, d, g: noise(d, n, g).T * s + m)),
    (pixelwise_samples, sampler(lambda m, s, n, d, g: (m + s * noise(n, d, g)).double())),
    (pixelwise_samples, sampler(lambda m, s, n, d, g: (m + s * noise(n, d, g)).numpy())),
    (pixelwise_samples, sampler(normal_of)),
    (pixelwise_samples, lambda p, n, g: p.mean(0) + p.var(0, correction=0).sqrt() * noise(n, p.shape[1], g)),
    (pixelwise_samples, with_a_loop),
    (mixture, lambda first, second, mean: mean + (first - mean) / 2**0.5 + (second - mean) / math.sqrt(2)),
    (mixture, lambda first, second, mean: (first + second) / 2**0.5 + (1 - 2**0.5) * mean),
    (mixture, lambda first, second, mean: mean.double() + (first + second - 2 * mean).double() * 0.5**0.5),
    (mixture, lambda first, second, mean: (mean + (first + second - 2 * mean) / 2**0.5).numpy()),
    (nearest_neighbour, nearest_by_a_loop),
    (nearest_neighbour, lambda pictures, picture: torch.cdist(picture[None], pictures).argmin()),
    (nearest_neighbour, lambda pictures, picture: torch.cdist(picture[None], pictures).argmin(1)),
    (nearest_neighbour, lambda pictures, picture: np.square(pictures.numpy() - picture.numpy()).sum(1).argmin()),
    (nearest_neighbour, lambda pictures, picture: (pictures - picture).square().mean(1).argmin().item()),
    (nearest_neighbour, lambda pictures, picture: float((pictures - picture).norm(dim=1).argmin())),
]


@pytest.mark.parametrize(("exercise", "answer"), RIGHT)
def test_a_right_answer_in_another_form_is_right(exercise, answer):
    assert_right(exercise, answer)


def test_what_changes_its_argument_is_told_so():
    assert_told(pixelwise_samples, changes_its_argument, "changed")


def test_the_solutions_do_what_the_lesson_says():
    assert log10_of_pictures.function(28, 28, 256) == pytest.approx(784 * 8 * math.log10(2))
    assert math.isclose(log10_of_pictures.function(2, 3, 10), 6)
    first, second, mean = torch.tensor([3.0, 0]), torch.tensor([1.0, 4]), torch.tensor([1.0, 2])
    torch.testing.assert_close(mixture.function(first, second, mean), torch.tensor([1 + 2**0.5, 2.0]))
    corners = torch.tensor([[0.0, 0], [0, 1], [1, 0], [1, 1]])
    assert [int(nearest_neighbour.function(corners, corner + 0.2)) for corner in corners] == [0, 1, 2, 3]
    training = torch.tensor([[0.0, 5, -1], [2, 5, 1]])
    drawn = pixelwise_samples.function(training, 20_000, torch.Generator().manual_seed(0))
    assert drawn.shape == (20_000, 3) and (drawn[:, 1] == 5).all()
    torch.testing.assert_close(drawn.mean(0), torch.tensor([1.0, 5, 0]), atol=0.05, rtol=0)
    torch.testing.assert_close(drawn.std(0), torch.tensor([2**0.5, 0, 2**0.5]), atol=0.05, rtol=0)
    assert abs(torch.corrcoef(drawn[:, ::2].T)[0, 1]) < 0.05


def forgets_the_distance(pictures, picture):
    best, smallest = 0, math.inf
    for row, other in enumerate(pictures):
        if (other - picture).norm() < smallest:
            best = row
    return best


@pytest.mark.parametrize(
    ("exercise", "answer", "part"),
    [
        (exercises.log10_of_pictures, lambda h, w, levels: int(h * w * math.log10(levels)), "do not round"),
        (exercises.nearest_neighbour, forgets_the_distance, "the last row"),
        (exercises.nearest_neighbour, lambda p, q: (p[1:] - q).norm(dim=1).argmin() + 1, "leave out row 0"),
        (exercises.nearest_neighbour, lambda p, q: (p[:-1] - q).norm(dim=1).argmin(), "end too early"),
        (
            exercises.nearest_neighbour,
            lambda p, q: (p - exercises._PICTURE).norm(dim=1).argmin(),
            "its argument `picture`",
        ),
        (exercises.nearest_neighbour, lambda p, q: (p.norm(dim=1) - q.norm()).abs().argmin(), "compared lengths"),
        (exercises.mixture, lambda a, b, mean: (mean + (a + b - 2 * mean) / 2**0.5,), "a comma"),
    ],
)
def test_a_wrong_answer_that_once_passed_is_found(exercise, answer, part):
    assert_told(exercise, answer, part)
