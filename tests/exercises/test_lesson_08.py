"""Lesson 08's exercises: each plausible wrong answer gets the message that fits it, and no right one is refused.

The wrong answers were written before the checks.
"""

import math
from itertools import chain

import numpy as np
import pytest
import torch

from gan_lesson.exercises import lesson_08 as exercises
from tests.exercises.conftest import assert_right, assert_told

one_epoch, moved_average, falling_rate = exercises.one_epoch, exercises.moved_average, exercises.falling_rate


# one_epoch


def generator_first(batches, generator, draw_latents, update_discriminator, update_generator):
    for real in batches:
        update_generator(draw_latents(len(real)))
        update_discriminator(real, generator(draw_latents(len(real))))


def first_batch_only(batches, generator, draw_latents, update_discriminator, update_generator):
    real = next(iter(batches))
    update_discriminator(real, generator(draw_latents(len(real))))
    update_generator(draw_latents(len(real)))


def returns_within_the_loop(batches, generator, draw_latents, update_discriminator, update_generator):
    for real in batches:
        update_discriminator(real, generator(draw_latents(len(real))))
        update_generator(draw_latents(len(real)))
        return None


def the_same_latents(batches, generator, draw_latents, update_discriminator, update_generator):
    for real in batches:
        latents = draw_latents(len(real))
        update_discriminator(real, generator(latents))
        update_generator(latents)


def latents_drawn_once(batches, generator, draw_latents, update_discriminator, update_generator):
    latents = draw_latents(4)
    for real in batches:
        update_discriminator(real, generator(latents[: len(real)]))
        update_generator(draw_latents(len(real)))


def the_first_size(batches, generator, draw_latents, update_discriminator, update_generator):
    size = len(next(iter(batches)))
    for real in batches:
        update_discriminator(real, generator(draw_latents(size)))
        update_generator(draw_latents(size))


def the_first_size_for_the_generator(batches, generator, draw_latents, update_discriminator, update_generator):
    for real in batches:
        update_discriminator(real, generator(draw_latents(len(real))))
        update_generator(draw_latents(4))


def without_the_last(batches, generator, draw_latents, update_discriminator, update_generator):
    for real in batches:
        if len(real) == 4:
            update_discriminator(real, generator(draw_latents(len(real))))
            update_generator(draw_latents(len(real)))


def painted_beforehand(batches, generator, draw_latents, update_discriminator, update_generator):
    fakes = [generator(draw_latents(len(real))) for real in batches]
    for real, fake in zip(batches, fakes, strict=True):
        update_discriminator(real, fake)
        update_generator(draw_latents(len(real)))


def changes_the_data(batches, generator, draw_latents, update_discriminator, update_generator):
    for real in batches:
        real /= 2
        update_discriminator(real, generator(draw_latents(len(real))))
        update_generator(draw_latents(len(real)))


def does_not_say_how_many(batches, generator, draw_latents, update_discriminator, update_generator):
    for real in batches:
        update_discriminator(real, generator(draw_latents()))


def a_hundred_epochs(batches, generator, draw_latents, update_discriminator, update_generator):
    for real in chain(*[batches] * 100):
        update_discriminator(real, generator(draw_latents(len(real))))
        update_generator(draw_latents(len(real)))


def the_generator_itself(batches, generator, draw_latents, update_discriminator, update_generator):
    for real in batches:
        update_discriminator(real, generator)


def too_much_for_her(batches, generator, draw_latents, update_discriminator, update_generator):
    for real in batches:
        update_discriminator(generator, real, draw_latents(len(real)))


def too_much_for_him(batches, generator, draw_latents, update_discriminator, update_generator):
    for real in batches:
        update_discriminator(fake=generator(draw_latents(len(real))), real=real)
        update_generator(generator, draw_latents(len(real)))


def point_by_point(batches, generator, draw_latents, update_discriminator, update_generator):
    for real in batches:
        for point in real:
            update_discriminator(point[None], generator(draw_latents(1)))
            update_generator(draw_latents(1))


def one_for_two(batches, generator, draw_latents, update_discriminator, update_generator):
    for real in batches:
        update_discriminator(real, generator(draw_latents(len(real))))
        update_generator(draw_latents(len(real)))
        update_generator(draw_latents(len(real)))


def swapped(batches, generator, draw_latents, update_discriminator, update_generator):
    for real in batches:
        update_discriminator(generator(draw_latents(len(real))), real)
        update_generator(draw_latents(len(real)))


def latents_for_fakes(batches, generator, draw_latents, update_discriminator, update_generator):
    for real in batches:
        update_discriminator(real, draw_latents(len(real)))
        update_generator(draw_latents(len(real)))


def fakes_for_latents(batches, generator, draw_latents, update_discriminator, update_generator):
    for real in batches:
        update_discriminator(real, generator(draw_latents(len(real))))
        update_generator(generator(draw_latents(len(real))))


def one_after_the_other(batches, generator, draw_latents, update_discriminator, update_generator):
    for real in batches:
        update_discriminator(real, generator(draw_latents(len(real))))
    for real in batches:
        update_generator(draw_latents(len(real)))


def never_the_generator(batches, generator, draw_latents, update_discriminator, update_generator):
    for real in batches:
        update_discriminator(real, generator(draw_latents(len(real))))


def never_the_discriminator(batches, generator, draw_latents, update_discriminator, update_generator):
    for real in batches:
        update_generator(draw_latents(len(real)))


def generator_outside(batches, generator, draw_latents, update_discriminator, update_generator):
    for real in batches:
        update_discriminator(real, generator(draw_latents(len(real))))
    update_generator(draw_latents(len(real)))


def one_latent(batches, generator, draw_latents, update_discriminator, update_generator):
    for real in batches:
        update_discriminator(real, generator(draw_latents(1)))
        update_generator(draw_latents(1))


def as_many_as_batches(batches, generator, draw_latents, update_discriminator, update_generator):
    for real in batches:
        update_discriminator(real, generator(draw_latents(len(batches))))
        update_generator(draw_latents(len(batches)))


def twice(batches, generator, draw_latents, update_discriminator, update_generator):
    for real in chain(batches, batches):
        update_discriminator(real, generator(draw_latents(len(real))))
        update_generator(draw_latents(len(real)))


def brackets_left_out(batches, generator, draw_latents, update_discriminator, update_generator):
    for real in batches:
        update_discriminator(real, draw_latents)
        update_generator(draw_latents)


def two_for_one(batches, generator, draw_latents, update_discriminator, update_generator):
    for real in batches:
        update_discriminator(real, generator(draw_latents(len(real))))
        update_discriminator(real, generator(draw_latents(len(real))))
        update_generator(draw_latents(len(real)))


@pytest.mark.parametrize(
    ("answer", "says"),
    [
        (generator_first, "generator moved first"),
        (first_batch_only, "stops after the first batch"),
        (returns_within_the_loop, "stops after the first batch"),
        (the_same_latents, "same latents twice"),
        (latents_drawn_once, "same latents"),
        (the_first_size, "3 in this batch, and you handed over 4"),
        (the_first_size_for_the_generator, "as many latents as there are real ones"),
        (without_the_last, "You left out a batch"),
        (painted_beforehand, "older than the generator's last move"),
        (changes_the_data, "changed the numbers in `real`"),
        (does_not_say_how_many, "has to know how many"),
        (a_hundred_epochs, "100 times through"),
        (the_generator_itself, "the function `generator`"),
        (too_much_for_her, "`update_discriminator(real, fake)` is all that it takes"),
        (too_much_for_him, "`update_generator(latents)` is all that it takes"),
        (point_by_point, "took the batches apart"),
        (one_for_two, "She made 3 moves and he made 6"),
        (swapped, "real before fake"),
        (latents_for_fakes, "latents as fakes"),
        (fakes_for_latents, "fakes where it wants latents"),
        (one_after_the_other, "take turns"),
        (never_the_generator, "generator never moved"),
        (never_the_discriminator, "discriminator never moved"),
        (generator_outside, "inside the `for`"),
        (one_latent, "as many fakes as there are real"),
        (as_many_as_batches, "as many fakes as there are real"),
        (twice, "2 times through the batches"),
        (brackets_left_out, "the function `draw_latents`"),
        (two_for_one, "She made 6 moves and he made 3"),
    ],
)
def test_one_epoch_names_what_is_wrong(answer, says):
    assert_told(one_epoch, answer, says)


def with_names(batches, generator, draw_latents, update_discriminator, update_generator):
    for number, real in enumerate(batches):
        print(number)
        n = real.shape[0]
        z = draw_latents(n)
        fake = generator(z).detach()
        d_loss = update_discriminator(real, fake)
        z = draw_latents(n)
        g_loss = update_generator(z)
    return d_loss, g_loss


def without_gradients(batches, generator, draw_latents, update_discriminator, update_generator):
    iterator = iter(batches)
    while (real := next(iterator, None)) is not None:
        with torch.no_grad():
            fake = generator(draw_latents(real.size(0)))
        update_discriminator(real, fake)
        update_generator(draw_latents(real.size(0)))


def latents_drawn_before(batches, generator, draw_latents, update_discriminator, update_generator):
    for real in batches:
        first, second = draw_latents(len(real)), draw_latents(len(real))
        update_discriminator(real, generator(first))
        update_generator(second)


@pytest.mark.parametrize("answer", [with_names, without_gradients, latents_drawn_before])
def test_one_epoch_takes_what_is_right(answer):
    assert_right(one_epoch, answer)


# moved_average


@pytest.mark.parametrize(
    ("answer", "says"),
    [
        (lambda average, current, decay: (1 - decay) * average + decay * current, "the other way round"),
        (lambda average, current, decay: (average + current) / 2, "half-way"),
        (lambda average, current, decay: decay * average, "left out the present weights"),
        (lambda average, current, decay: torch.stack([average, current]).mean(), "That is one number"),
        (lambda average, current, decay: decay * average + current, "add up to 1"),
        (lambda average, current, decay: average + decay * current, "add up to 1"),
        (lambda average, current, decay: decay * (average + current), "add up to 1"),
        (lambda average, current, decay: decay * average - (1 - decay) * current, "not subtracted"),
        (lambda average, current, decay: decay * average + 1 - decay * current, "brackets"),
        (lambda average, current, decay: (decay * average + (1 - decay) * current).mean(), "That is one number"),
        (lambda average, current, decay: (decay * average + (1 - decay) * current) / 2, "half of what it should be"),
        (lambda average, current, decay: decay / 100 * average + (1 - decay / 100) * current, "not a percentage"),
        (lambda average, current, decay: current, "present weights as they are"),
        (lambda average, current, decay: average, "stays where it was"),
        (lambda average, current, decay: average - (1 - decay) * (current - average), "away from"),
        (lambda average, current, decay: average.mul_(decay).add_(current, alpha=1 - decay), "changed its argument"),
        (lambda average, current, decay: 0.99 * average + 0.01 * current, "`decay`"),
    ],
)
def test_moved_average_names_what_is_wrong(answer, says):
    assert_told(moved_average, answer, says)


@pytest.mark.parametrize(
    "answer",
    [
        lambda average, current, decay: average + (1 - decay) * (current - average),
        lambda average, current, decay: torch.lerp(current, average, decay),
        lambda average, current, decay: average.double() * decay + current.double() * (1 - decay),
        lambda average, current, decay: [decay * a + (1 - decay) * c for a, c in zip(average, current, strict=True)],
        lambda average, current, decay: np.average([average, current], axis=0, weights=[decay, 1 - decay]),
    ],
)
def test_moved_average_takes_what_is_right(answer):
    assert_right(moved_average, answer)


# falling_rate


@pytest.mark.parametrize(
    ("answer", "says"),
    [
        (lambda step, total, rate: rate * (1 - step / total), "from the first step on"),
        (lambda step, total, rate: 2 * rate * (1 - step / total), "twice the rate"),
        (lambda step, total, rate: rate if step < total / 2 else rate * (1 - step / total), "jumps"),
        (lambda step, total, rate: rate if step < total / 2 else rate / 2, "drops to half at half-time"),
        (lambda step, total, rate: rate if step < total / 2 else 0, "drops to 0 at half-time"),
        (lambda step, total, rate: rate if step <= total / 2 else rate * (2 * step / total - 1), "rises again"),
        (lambda step, total, rate: rate if step <= total / 2 else rate - (2 * step / total - 1), "a share of `rate`"),
        (lambda step, total, rate: rate * max(0, 1 - 2 * step / total), "the wrong way round"),
        (lambda step, total, rate: rate if step <= total / 2 else rate * (1.5 - step / total), "only half of `total`"),
        (lambda step, total, rate: max(rate / 2, rate * min(1, 2 - 2 * step / total)), "half is right"),
        (lambda step, total, rate: rate * min(2 * step / total, 2 - 2 * step / total), "climbs at first"),
        (lambda step, total, rate: rate * min(1, 2 * (1 - step / 1000)), "a number of steps"),
        (lambda step, total, rate: 0.004 * min(1, 2 * (1 - step / total)), "the example's rate"),
        (lambda step, total, rate: round(rate * min(1, 2 * (1 - step / total)), 4), "did you round?"),
        (lambda step, total, rate: rate * min(1, 4 * (1 - step / total)), "at step 960 of 1,600"),
        (
            lambda step, total, rate: rate if step <= total / 2 else rate * math.cos(math.pi * step / total),
            "half is right",
        ),
        (lambda step, total, rate: rate, "never falls"),
        (lambda step, total, rate: rate * max(1, 2 * (1 - step / total)), "`min`"),
        (lambda step, total, rate: rate if step > total / 2 else 2 * rate * step / total, "climbs"),
        (lambda step, total, rate: min(1, 2 * (1 - step / total)), "times `rate`"),
        (lambda step, total, rate: rate * min(1, 2 * (1 - step // total)), "`//`"),
        (lambda step, total, rate: 0.002 * min(1, 2 * (1 - step / total)), "`rate`"),
        (lambda step, total, rate: rate if step < 50 else 2 * rate * (1 - step / total), "`total`"),
        (lambda step, total, rate: rate * (0.5 if step < total / 2 else 1 - step / total), "half of it"),
        (lambda step, total, rate: rate if step < total / 2 else rate * math.exp(-step), "straight line"),
    ],
)
def test_falling_rate_names_what_is_wrong(answer, says):
    assert_told(falling_rate, answer, says)


def with_if(step, total, rate):
    half = total / 2
    if step <= half:
        return rate
    return rate * (total - step) / half


@pytest.mark.parametrize(
    "answer",
    [
        with_if,
        lambda step, total, rate: float(np.interp(step, [0, total / 2, total], [rate, rate, 0])),
        lambda step, total, rate: torch.tensor(rate * min(1, 2 - 2 * step / total)),
    ],
)
def test_falling_rate_takes_what_is_right(answer):
    assert_right(falling_rate, answer)


def by_number(batches, generator, draw_latents, update_discriminator, update_generator):
    for place in range(len(batches)):
        update_discriminator(batches[place], generator(draw_latents(4)))


def all_at_once(batches, generator, draw_latents, update_discriminator, update_generator):
    update_discriminator(batches, generator(draw_latents(4)))


def draws_its_own(batches, generator, draw_latents, update_discriminator, update_generator):
    for real in batches:
        update_discriminator(real, generator(draw_latents(len(real))))
        update_generator(torch.randn(len(real), 2))


def hands_over_a_number(batches, generator, draw_latents, update_discriminator, update_generator):
    for real in batches:
        update_discriminator(real, generator(draw_latents(len(real))))
        update_generator(len(real))


@pytest.mark.parametrize(
    ("exercise", "answer", "part"),
    [
        (exercises.one_epoch, by_number, "in a `for`"),
        (exercises.one_epoch, all_at_once, "Hand over one of them"),
        (exercises.one_epoch, draws_its_own, "other latents than those"),
        (exercises.one_epoch, hands_over_a_number, "int was handed over."),
    ],
)
def test_a_wrong_answer_that_once_passed_is_found(exercise, answer, part):
    assert_told(exercise, answer, part)
