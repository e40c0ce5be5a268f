"""Lesson 02's exercises: each plausible wrong answer gets the message that fits it, and no right one is refused.

The wrong answers were written before the checks.
"""

import numpy as np
import pytest
import torch
from torch.distributions import MultivariateNormal

from gan_lesson.exercises import lesson_02 as exercises
from tests.exercises.conftest import assert_right, assert_told

fit_gaussian, sample_gaussian, posterior = exercises.fit_gaussian, exercises.sample_gaussian, exercises.posterior


def fitted(covariance):
    """An answer to `fit_gaussian` out of points -> covariance."""
    return lambda points: (points.mean(0), covariance(points))


def centred(points):
    return points - points.mean(0)


def correlation(points):
    return torch.corrcoef(points.T)


def noise(n, random):
    return torch.randn(n, 2, generator=random)


def root(covariance):
    return torch.linalg.cholesky(covariance)


def reseeds(mean, covariance, n, random):
    random.manual_seed(0)
    return mean + noise(n, random) @ root(covariance).T


def without_the_generator(mean, covariance, n, random):
    return MultivariateNormal(mean, covariance).sample((n,))


WRONG = {
    fit_gaussian: [
        (lambda points: points.mean(0), "two"),
        (lambda points: (torch.cov(points.T), points.mean(0)), "first the mean"),
        (lambda points: (points.mean(1), torch.cov(points.T)), "columns"),
        (lambda points: (points.mean(), torch.cov(points.T)), "columns"),
        (fitted(lambda points: points.std(0)), "standard deviations"),
        (fitted(lambda points: points.var(0)), "go together"),
        (fitted(lambda points: torch.diag(points.var(0))), "off the diagonal"),
        (fitted(lambda points: torch.diag(points.std(0))), "standard deviations"),
        (fitted(correlation), "correlation"),
        (fitted(lambda points: points.T @ points / len(points)), "Subtract the mean"),
        (fitted(torch.cov), "T"),
        (fitted(lambda points: centred(points).T @ centred(points)), "divide"),
        (fitted(lambda points: torch.linalg.inv(torch.cov(points.T))), "inverse"),
        (fitted(lambda points: centred(points) @ centred(points).T / len(points)), "T"),
        (fitted(lambda points: centred(points) * centred(points)), "a row for each animal"),
        (fitted(lambda points: torch.cov(points.T, correction=0) * 6 / 128), "0.0469 times"),
        (fitted(lambda points: -torch.cov(points.T)), "should be ((1.1667"),
        (lambda points: (points.sum(0), torch.cov(points.T)), "the sum of the points"),
    ],
    sample_gaussian: [
        (lambda mean, covariance, n, random: noise(n, random) @ root(covariance).T, "mean is missing"),
        (lambda mean, covariance, n, random: mean + noise(n, random) @ covariance, "root"),
        (lambda mean, covariance, n, random: mean + noise(n, random) @ root(covariance), "transposed"),
        (lambda mean, covariance, n, random: mean + noise(n, random) * covariance.diag().sqrt(), "tilt"),
        (lambda mean, covariance, n, random: mean + noise(n, random) * covariance.diag(), "variances"),
        (lambda mean, covariance, n, random: mean + noise(n, random), "covariance at all"),
        (without_the_generator, "`random`"),
        (reseeds, "same points"),
        (
            lambda mean, covariance, n, random: mean + torch.randn(n, 1, generator=random) * covariance.diag().sqrt(),
            "share one random number",
        ),
        (
            lambda mean, covariance, n, random: mean + torch.rand(n, 2, generator=random) @ root(covariance).T,
            "randn",
        ),
        (lambda mean, covariance, n, random: mean + torch.randn(2, generator=random) @ root(covariance).T, "shape"),
        (
            lambda mean, covariance, n, random: (mean + torch.randn(2, generator=random) @ root(covariance).T).expand(
                n, 2
            ),
            "all the same",
        ),
        (lambda mean, covariance, n, random: (mean + noise(n, random) @ root(covariance).T).T, "shape"),
        (lambda mean, covariance, n, random: mean + noise(100, random) @ root(covariance).T, "`n`"),
        (lambda mean, covariance, n, random: mean.expand(n, 2), "all the same"),
        (lambda mean, covariance, n, random: mean + noise(n, random) @ root(covariance).T / 2, "0.25"),
        (lambda mean, covariance, n, random: noise(n, random) @ root(covariance).T - mean, "lies opposite"),
        (lambda mean, covariance, n, random: mean + (noise(n, random) - 0.5) @ root(covariance).T, "noise has mean 0"),
        (
            lambda mean, covariance, n, random: (
                mean + 12**0.5 * (torch.rand(n, 2, generator=random) - 0.5) @ root(covariance).T
            ),
            "uniform",
        ),
        (
            lambda mean, covariance, n, random: (
                mean + torch.randn(n, 1, generator=random).expand(n, 2) @ root(covariance).T
            ),
            "share one random number",
        ),
        (lambda mean, covariance, n, random: mean + noise(n, random) * root(covariance), "products are made by `@`"),
    ],
    posterior: [
        (lambda cat, dog, p_cat, p_dog: dog, "P(X | Y)"),
        (lambda cat, dog, p_cat, p_dog: dog * p_dog, "P(X, Y)"),
        (lambda cat, dog, p_cat, p_dog: dog / (cat + dog), "prior"),
        (lambda cat, dog, p_cat, p_dog: cat * p_cat / (cat * p_cat + dog * p_dog), "cat"),
        (lambda cat, dog, p_cat, p_dog: dog * p_cat / (cat * p_dog + dog * p_cat), "swapped"),
        (lambda cat, dog, p_cat, p_dog: dog * p_dog / (cat * p_cat), "odds"),
        (lambda cat, dog, p_cat, p_dog: cat * p_cat + dog * p_dog, "P(X)"),
        (lambda cat, dog, p_cat, p_dog: dog * p_dog / (dog * p_dog).sum(), "places"),
        (lambda cat, dog, p_cat, p_dog: dog * p_dog / (cat + dog), "below the line"),
        (lambda cat, dog, p_cat, p_dog: dog / (cat * p_cat + dog * p_dog), "above the line"),
        (lambda cat, dog, p_cat, p_dog: (dog * p_dog > cat * p_cat).float(), "decision"),
        (lambda cat, dog, p_cat, p_dog: torch.log(dog * p_dog / (cat * p_cat)), "logit"),
        (lambda cat, dog, p_cat, p_dog: p_dog, "That is the prior"),
        (lambda cat, dog, p_cat, p_dog: cat[:2], "shape"),
    ],
}


@pytest.mark.parametrize(
    ("exercise", "answer", "message"),
    [(exercise, *case) for exercise, cases in WRONG.items() for case in cases],
    ids=[f"{exercise.name}-{message}" for exercise, cases in WRONG.items() for _, message in cases],
)
def test_a_wrong_answer_is_told_what_is_wrong(exercise, answer, message):
    assert_told(exercise, answer, message)


def fitted_one_by_one(points):
    n = len(points)
    mean = [sum(point[k] for point in points.tolist()) / n for k in (0, 1)]
    return mean, [
        [sum((p[j] - mean[j]) * (p[k] - mean[k]) for p in points.tolist()) / n for k in (0, 1)] for j in (0, 1)
    ]


def sampled_one_by_one(mean, covariance, n, random):
    lower = root(covariance)
    return torch.stack([mean + lower @ torch.randn(2, generator=random) for _ in range(n)])


def sampled_by_eigenvectors(mean, covariance, n, random):
    values, vectors = torch.linalg.eigh(covariance)
    return mean + (noise(n, random) * values.sqrt()) @ vectors.T


def odds(cat, dog, p_cat, p_dog):
    ratio = dog / cat * (p_dog / p_cat)
    return ratio / (1 + ratio)


RIGHT = {
    fit_gaussian: [
        fitted(lambda points: torch.cov(points.T)),
        fitted(lambda points: torch.cov(points.T, correction=0)),
        lambda points: [points.mean(0).double(), torch.cov(points.T).double()],
        lambda points: (points.numpy().mean(0), np.cov(points.numpy(), rowvar=False)),
        lambda points: (points.mean(0, keepdim=True), torch.cov(points.T)),
        fitted_one_by_one,
    ],
    sample_gaussian: [
        sampled_one_by_one,
        sampled_by_eigenvectors,
        lambda mean, covariance, n, random: mean + (root(covariance) @ torch.randn(2, n, generator=random)).T,
        lambda mean, covariance, n, random: (
            mean + torch.randn(n, 2, generator=random, dtype=torch.float64) @ root(covariance.double()).T
        ),
        lambda mean, covariance, n, random: (mean + noise(n, random) @ root(covariance).T).tolist(),
    ],
    posterior: [
        odds,
        lambda cat, dog, p_cat, p_dog: torch.sigmoid(torch.log(dog) - torch.log(cat) + np.log(p_dog / p_cat)),
        lambda cat, dog, p_cat, p_dog: 1 - cat.double() * p_cat / (cat.double() * p_cat + dog * p_dog),
        lambda cat, dog, p_cat, p_dog: [
            float(d * p_dog / (c * p_cat + d * p_dog)) for c, d in zip(cat.flatten(), dog.flatten(), strict=True)
        ],
    ],
}


@pytest.mark.parametrize(
    ("exercise", "answer"), [(exercise, answer) for exercise, answers in RIGHT.items() for answer in answers]
)
def test_a_right_answer_in_another_form_is_accepted(exercise, answer):
    assert_right(exercise, answer)


def test_a_covariance_over_n_minus_1_is_right_and_told_so():
    verdict = fit_gaussian.check(fitted(lambda points: torch.cov(points.T)))
    assert verdict.outcome == "correct" and "n - 1" in verdict.notes[0]
    assert fit_gaussian.check(fitted(lambda points: torch.cov(points.T, correction=0))).notes == []


def test_what_is_sampled_is_fitted_again():
    mean, covariance = torch.tensor([2.0, -1.0]), torch.tensor([[1.0, 0.6], [0.6, 0.5]])
    points = sample_gaussian.function(mean, covariance, 40_000, torch.Generator().manual_seed(0))
    found = fit_gaussian.function(points)
    torch.testing.assert_close(found[0], mean, atol=0.03, rtol=0)
    torch.testing.assert_close(found[1], covariance, atol=0.03, rtol=0)


def test_posterior_of_equal_evidence_is_the_prior():
    same = torch.tensor([0.1, 2.0])
    torch.testing.assert_close(posterior.function(same, same, 0.8, 0.2), torch.tensor([0.2, 0.2]))


def torch_noise(mean, covariance, n, random):
    torch.manual_seed(5)
    return mean + torch.randn(n, 2) @ root(covariance).T


def shifts_first(mean, covariance, n, random):
    return (mean + noise(n, random)) @ root(covariance).T


def test_a_list_of_rows_is_a_covariance():
    rows = exercises.fit_gaussian.check(lambda points: (points.mean(0), list(torch.cov(points.T))))
    assert rows.outcome == "correct" and rows.error is None, rows.message


@pytest.mark.parametrize(
    ("exercise", "answer", "part"),
    [
        (
            exercises.fit_gaussian,
            fitted(lambda points: centred(points).abs().T @ centred(points).abs() / len(points)),
            "lost their signs",
        ),
        (exercises.sample_gaussian, torch_noise, "does not come from `random`"),
        (exercises.sample_gaussian, shifts_first, "after the stretching"),
        (exercises.posterior, lambda cat, dog, p_cat, p_dog: torch.full_like(dog, p_dog), "That is the prior"),
        (exercises.posterior, lambda cat, dog, p_cat, p_dog: dog * p_dog / cat, "P(dog | x) is 0.125. Yours is 0.1."),
        (exercises.posterior, lambda cat, dog, p_cat, p_dog: (cat + dog) * p_dog, "P(dog | x) is 0.3. Yours is 0.06."),
    ],
)
def test_a_wrong_answer_that_once_passed_is_found(exercise, answer, part):
    assert_told(exercise, answer, part)
