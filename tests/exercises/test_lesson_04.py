"""Lesson 04's exercises: each plausible wrong answer gets the message that fits it, and no right one is refused.

The wrong answers were written before the checks.
"""

import itertools

import numpy as np
import pytest
import torch
from sklearn.metrics import roc_auc_score

from gan_lesson import models
from gan_lesson.exercises import lesson_04 as exercises
from gan_lesson.props.forging import slope_of
from tests.exercises.conftest import assert_right, assert_told

who_is_who, area_below_roc, forgers_move = exercises.who_is_who, exercises.area_below_roc, exercises.forgers_move

RIGHT = {
    "forger": "generator",
    "expert": "discriminator",
    "portraits": "training set",
    "whim": "latent",
    "advice": "gradient",
    "fine": "loss",
}


def answering(**changes):
    """An answer to `who_is_who`: the right one with some lines changed; None leaves a line out."""
    answer = {word: term for word, term in (RIGHT | changes).items() if term is not None}
    return lambda: answer


def table(real_scores, fake_scores):
    return real_scores[:, None] - fake_scores[None, :]


def one_by_one(real_scores, fake_scores):
    return (real_scores > fake_scores).float().mean()


def at_a_threshold(real_scores, fake_scores):
    return ((real_scores > 0).float().mean() + (fake_scores <= 0).float().mean()) / 2


def climbs_d(picture, expert, rate):
    return picture + rate * slope_of(lambda x: expert(x).sigmoid(), picture)


def climbs_log_d(picture, expert, rate):
    return picture + rate * slope_of(lambda x: torch.nn.functional.logsigmoid(expert(x)), picture)


def takes_the_mean(picture, expert, rate):
    moving = picture.clone().requires_grad_()
    expert(moving).mean().backward()
    return (moving + rate * moving.grad).detach().clamp(-1, 1)


def turns_the_arguments(picture, expert, rate):
    return (picture + rate * slope_of(picture, expert)).clamp(-1, 1)


def asks_another(picture, expert, rate):
    return (picture + rate * slope_of(models.ConvDiscriminator(width=2, depth=2), picture)).clamp(-1, 1)


def trains_the_expert(picture, expert, rate):
    expert(picture).sum().backward()
    with torch.no_grad():
        expert.weight += rate * expert.weight.grad
    return picture


def changes_its_argument(picture, expert, rate):
    picture += rate * slope_of(expert, picture)
    return picture.clamp(-1, 1)


def leaves_its_argument_in_a_graph(picture, expert, rate):
    (slope,) = torch.autograd.grad(expert(picture.requires_grad_()).sum(), picture)
    return (picture + rate * slope).detach().clamp(-1, 1)


def leaves_a_gradient(picture, expert, rate):
    expert(picture.requires_grad_()).sum().backward()
    return (picture.requires_grad_(False) + rate * picture.grad).clamp(-1, 1)


def forgets_to_return(picture, expert, rate):
    (picture + rate * slope_of(expert, picture)).clamp(-1, 1)


def moved(factor):
    """An answer to `forgers_move` out of slope and rate -> step."""
    return lambda picture, expert, rate: (picture + factor(slope_of(expert, picture), rate)).clamp(-1, 1)


WRONG = {
    who_is_who: [
        (lambda: list(RIGHT.values()), "dictionary"),
        (lambda: print(RIGHT), "Yours returns None"),
        (lambda: {term: word for word, term in RIGHT.items()}, "other way round"),
        (answering(forger="discriminator", expert="generator"), "players swapped"),
        (answering(advice="loss", fine="gradient"), "Advice and fine are swapped"),
        (answering(whim="gradient", advice="latent"), "Whim and advice are swapped"),
        (answering(portraits="latent", whim="training set"), "They are the data"),
        (answering(fine="gradient", whim="loss", advice="latent"), "The whim is a few random numbers"),
        (answering(portraits="generator", forger="training set"), "he is the network that generates"),
        (answering(whim=None), "no term yet for whim"),
        (answering(whim="dice"), "isn't one of the six terms"),
        (answering(town="loss"), "no 'town'"),
    ],
    area_below_roc: [
        (one_by_one, "25 pairs"),
        (lambda real, fake: (table(real, fake) > 0).float().mean(), "ties count for nothing"),
        (lambda real, fake: (table(real, fake) >= 0).float().mean(), "a tie counts as a win"),
        (lambda real, fake: (table(real, fake) < 0).float().mean(), "wrong way round"),
        (lambda real, fake: 1 - exercises.area_below_roc.function(real, fake), "wrong way round"),
        (lambda real, fake: (table(real, fake) > 0).sum(), "Divide by how many pairs"),
        (lambda real, fake: (table(real, fake) > 0).float().sum() / len(real), "*times*"),
        (lambda real, fake: real.mean() - fake.mean(), "*how much*"),
        (lambda real, fake: table(real, fake).sigmoid().mean(), "*how much*"),
        (lambda real, fake: table(real, fake).sign().mean(), "wins minus losses"),
        (lambda real, fake: exercises.area_below_roc.function(real, fake) // 1, "`//`"),
        (at_a_threshold, "threshold"),
        (lambda real, fake: torch.tensor([0.5, 0.5]), "number"),
        (lambda real, fake: 0.95, "19.5 of 25"),
        (lambda real, fake: 19.5 / 25, "2 real and 3 fake"),
    ],
    forgers_move: [
        (moved(lambda slope, rate: -rate * slope), "downhill"),
        (lambda picture, expert, rate: slope_of(expert, picture), "slope itself"),
        (lambda picture, expert, rate: rate * slope_of(expert, picture), "step alone"),
        (moved(lambda slope, rate: slope), "rate is missing"),
        (moved(lambda slope, rate: rate * slope.sign()), "sign of the slope"),
        (moved(lambda slope, rate: rate * slope / slope.norm()), "by its length"),
        (moved(lambda slope, rate: rate * slope / slope.abs().max()), "largest number"),
        (moved(lambda slope, rate: 2.0 * slope), "rate is missing"),
        (moved(lambda slope, rate: rate**2 * slope), "is 0.2 times"),
        (lambda picture, expert, rate: picture + (rate * slope_of(expert, picture)).clamp(-1, 1), "clamped the step"),
        (turns_the_arguments, "the expert first"),
        (lambda picture, expert, rate: (picture + rate * slope_of(expert, picture)).clamp(max=1), "blacker than black"),
        (lambda picture, expert, rate: (picture + rate * slope_of(expert, picture)).clamp(1, -1), "lower limit"),
        (asks_another, "network other than"),
        (takes_the_mean, "the sum"),
        (climbs_d, "You climbed D(x)"),
        (climbs_log_d, "log D(x)"),
        (trains_the_expert, "frozen"),
        (changes_its_argument, "changed its argument"),
        (leaves_its_argument_in_a_graph, "left `requires_grad` set on its argument `picture`"),
        (leaves_a_gradient, "left a gradient at its argument `picture`"),
        (forgets_to_return, "return"),
        (lambda picture, expert, rate: picture, "has not moved"),
        (lambda picture, expert, rate: picture + rate * slope_of(expert, picture), "blacker than black"),
        (lambda picture, expert, rate: (picture + rate * slope_of(expert, picture)).clamp(0, 1), "cut at 0"),
        (lambda picture, expert, rate: picture + 0.01, "0.18"),
    ],
}


@pytest.mark.parametrize(
    ("exercise", "answer", "words"),
    [(exercise, *each) for exercise, answers in WRONG.items() for each in answers],
    ids=lambda value: getattr(value, "name", None) or (value if isinstance(value, str) else ""),
)
def test_a_wrong_answer_gets_the_message_that_fits(exercise, answer, words):
    assert_told(exercise, answer, words)


def slowly(real_scores, fake_scores):
    pairs = list(itertools.product(real_scores.tolist(), fake_scores.tolist()))
    return sum(1.0 if real > fake else 0.5 if real == fake else 0.0 for real, fake in pairs) / len(pairs)


def by_scikit_learn(real_scores, fake_scores):
    truth = [1] * len(real_scores) + [0] * len(fake_scores)
    return roc_auc_score(truth, torch.cat([real_scores, fake_scores]))


def with_backward(picture, expert, rate):
    moving = picture.clone().requires_grad_()
    expert(moving).sum().backward()
    return (moving + rate * moving.grad).clamp(-1, 1)


def in_float64(picture, expert, rate):
    return (picture.double() + rate * slope_of(expert, picture).double()).clamp(-1, 1)


@pytest.mark.parametrize(
    ("exercise", "answer"),
    [
        (who_is_who, lambda: {"The Forger": "Generator", **{word: RIGHT[word] for word in list(RIGHT)[1:]}}),
        (who_is_who, answering(whim="noise", portraits="training_set", advice="the gradient")),
        (area_below_roc, slowly),
        (area_below_roc, by_scikit_learn),
        (area_below_roc, lambda real, fake: torch.sign(table(real, fake)).mean() / 2 + 0.5),
        (area_below_roc, lambda real, fake: np.heaviside(table(real, fake).numpy(), 0.5).mean()),
        (forgers_move, with_backward),
        (forgers_move, in_float64),
    ],
)
def test_a_right_answer_in_an_unusual_form(exercise, answer):
    assert_right(exercise, answer)


def test_noise_is_a_latent_and_told_so():
    verdict = who_is_who.check(answering(whim="noise"))
    assert verdict.outcome == "correct" and "latent" in verdict.notes[0]
    assert who_is_who.check(answering()).notes == []


def test_the_area_is_the_one_of_the_game():
    from gan_lesson.evaluation.roc import roc_of

    random = torch.Generator().manual_seed(0)
    real, fake = (torch.randint(1, 6, (n,), generator=random).float() + shift for n, shift in ((24, 1), (30, 0)))
    by_hand = area_below_roc.function(real, fake).item()
    assert by_hand == pytest.approx(roc_of([1] * 24 + [0] * 30, torch.cat([real, fake])).area)


def at_least_one_half(real_scores, fake_scores):
    return max(0.5, float(exercises.area_below_roc.function(real_scores, fake_scores)))


@pytest.mark.parametrize(
    ("exercise", "answer", "part"),
    [
        (exercises.area_below_roc, at_least_one_half, "below one half"),
    ],
)
def test_a_wrong_answer_that_once_passed_is_found(exercise, answer, part):
    assert_told(exercise, answer, part)
