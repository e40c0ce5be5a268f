"""Lesson 01's exercises: each plausible wrong answer gets the message that fits it, and no right one is refused.

The wrong answers were written before the checks.
"""

import math

import numpy as np
import pytest
import torch
from torch.nn.functional import binary_cross_entropy, logsigmoid

from gan_lesson.exercises import lesson_01 as exercises
from tests.exercises.conftest import assert_right, assert_told

count_infiltrators, sigmoid, cross_entropy = (
    exercises.count_infiltrators,
    exercises.sigmoid,
    exercises.cross_entropy,
)
gradient_step = exercises.gradient_step


def errors_of(x, labels, weights, bias):
    return torch.sigmoid(x @ weights + bias) - labels


def step(x, labels, weights, bias, rate, errors=errors_of, n=None, sign=-1):
    found, n = errors(x, labels, weights, bias), n or len(labels)
    return weights + sign * rate * (x.T @ found) / n, bias + sign * rate * found.sum() / n


def changes_the_weights(x, labels, weights, bias, rate):
    found = errors_of(x, labels, weights, bias)
    weights -= rate * (x.T @ found) / len(labels)
    bias -= rate * found.mean()
    return weights, bias


def one_after_the_other(x, labels, weights, bias, rate):
    weights = weights - rate * (x.T @ errors_of(x, labels, weights, bias)) / len(labels)
    return weights, bias - rate * errors_of(x, labels, weights, bias).mean()


def gradient_only(x, labels, weights, bias, rate):
    found = errors_of(x, labels, weights, bias)
    return x.T @ found / len(labels), found.mean()


def without_the_points(x, labels, weights, bias, rate):
    found = errors_of(x, labels, weights, bias)
    return weights - rate * found.mean(), bias - rate * found.mean()


def stops_after_one(logits, labels):
    count = 0
    for logit, label in zip(logits, labels, strict=True):
        count += bool(logit > 0) != bool(label)
        return count


def of_the_squared_error(x, labels, weights, bias):
    p = torch.sigmoid(x @ weights + bias)
    return 2 * (p - labels) * p * (1 - p)


def raises(x, labels, weights, bias, rate):
    return weights - rate * (x @ errors_of(x, labels, weights, bias)), bias


WRONG = {
    count_infiltrators: [
        (lambda logits, labels: ((logits > 0) == (labels == 1)).sum(), "on their own side"),
        (lambda logits, labels: ((logits < 0) != (labels == 1)).sum(), "on their own side"),
        (lambda logits, labels: ((logits > 0.5) != (labels == 1)).sum(), "0.5"),
        (lambda logits, labels: ((logits > 0) != (labels == 1)).float().mean(), "share"),
        (lambda logits, labels: ((logits <= 0) & (labels == 1)).sum(), "only the dogs"),
        (lambda logits, labels: ((logits > 0) & (labels == 0)).sum(), "only the cats"),
        (lambda logits, labels: (logits > 0) != (labels == 1), "for each animal"),
        (lambda logits, labels: ((logits > 0) != (labels == 1)).nonzero(), "their places"),
        (lambda logits, labels: labels[:4], "shape"),
        (lambda logits, labels: (logits > 0).sum(), "on the dogs' side"),
        (lambda logits, labels: ((logits > labels) != (labels == 1)).sum(), "seven are on the wrong side"),
        (lambda logits, labels: (logits != labels).sum(), "every animal"),
        (lambda logits, labels: abs((logits > 0).sum() - labels.sum()), "cancel"),
        (lambda logits, labels: ((logits > logits.mean()) != (labels == 1)).sum(), "seven are on the wrong side"),
        (lambda logits, labels: (logits.sign() != labels).sum(), "Every cat counts"),
        (lambda logits, labels: (logits.round() != labels).sum(), "round"),
        (lambda logits, labels: ((logits > 0 and labels == 0) or (logits < 0 and labels == 1)).sum(), "write `&`"),
        (lambda logits, labels: sum(bool(logits[i] > 0) != bool(labels[i]) for i in range(256)), "`len` knows"),
        (stops_after_one, "after the loop"),
    ],
    sigmoid: [
        (lambda logits: torch.sigmoid(torch.sigmoid(logits)), "twice"),
        (lambda logits: 1 / (1 + torch.exp(logits)), "flipped"),
        (lambda logits: 1 / 1 + torch.exp(-logits), "brackets"),
        (lambda logits: 1 + torch.exp(-logits), "divided by"),
        (torch.tanh, "-1 to 1"),
        (lambda logits: torch.softmax(logits, 0), "each other"),
        (lambda logits: (logits > 0).float(), "only 0 and 1"),
        (lambda logits: logits.clamp(0, 1), "cut"),
        (lambda logits: logsigmoid(logits), "logarithm"),
        (lambda logits: torch.exp(logits), "infinity"),
        (lambda logits: 1 / (1 + 2**-logits), "0.693 times as fast"),
        (lambda logits: (torch.tanh(logits) + 1) / 2, "2 times as fast"),
        (lambda logits: 1 / (1 + math.exp(-logits)), "For a tensor there are `torch.exp`"),
        (lambda logits: torch.sigmoid(logits).mean(), "one number for four logits"),
        (lambda logits: torch.sigmoid(logits).flatten(), "shape"),
        (lambda logits: torch.exp(logits) / (1 + torch.exp(-logits) / 2), "between 0 and 1"),
    ],
    cross_entropy: [
        (lambda p, y: binary_cross_entropy(p, y, reduction="sum"), "sum"),
        (lambda p, y: -binary_cross_entropy(p, y), "sign"),
        (lambda p, y: binary_cross_entropy(p, 1 - y), "swapped"),
        (lambda p, y: -(y * p.log()).mean(), "cats"),
        (lambda p, y: -((1 - y) * (1 - p).log()).mean(), "dogs"),
        (lambda p, y: -p[y == 1].log().mean(), "cats"),
        (lambda p, y: binary_cross_entropy(p, y, reduction="none"), "for each animal"),
        (lambda p, y: binary_cross_entropy(p, y) / math.log(2), "base 2"),
        (lambda p, y: binary_cross_entropy(p, y) / math.log(10), "base 10"),
        (lambda p, y: ((p - y) ** 2).mean(), "squared"),
        (lambda p, y: (p - y).abs().mean(), "logarithm"),
        (lambda p, y: -torch.where(y == 1, p, 1 - p).mean().log(), "order"),
        (lambda p, y: -p.log().mean(), "every animal were a dog"),
        (lambda p, y: binary_cross_entropy(torch.sigmoid(p), y), "already probabilities"),
        (lambda p, y: ((p > 0.5) != (y == 1)).float().mean(), "infiltrators"),
        (lambda p, y: -(p.log() * y + (1 - y) * (1 - p).log()).mean().item() * math.nan, "NaN"),
        (lambda p, y: (-y * p.log() + (1 - y) * (1 - p).log()).mean(), "one of the two terms only"),
        (lambda p, y: -(y * p.log() + (1 - y) * (1 - p.log())).mean(), "both pairs of brackets"),
        (lambda p, y: torch.where(y == 1, p, 1 - p).mean(), "logarithm is missing"),
        (lambda p, y: -(p.log() + (1 - p).log()).mean(), "Where are the labels"),
        (lambda p, y: round(binary_cross_entropy(p, y).item(), 2), "very near"),
        (lambda p, y: -(p * y.log() + (1 - p) * (1 - y).log()).mean(), "logarithm of the labels"),
        (lambda p, y: binary_cross_entropy(p, y, reduction="sum") / 256, "256"),
        (lambda p, y: binary_cross_entropy(p + 0.01, y), "very near"),
    ],
    gradient_step: [
        (lambda *given: step(*given, sign=1), "uphill"),
        (lambda *given: step(*given, n=1), "sum"),
        (lambda *given: (step(*given)[0], given[3]), "bias"),
        (lambda *given: (given[2], step(*given)[1]), "weights"),
        (lambda *given: step(*given[:4], 1.0), "rate"),
        (lambda *given: step(*given, errors=lambda x, y, w, b: ((x @ w + b) > 0).float() - y), "decision"),
        (lambda *given: step(*given, errors=lambda x, y, w, b: x @ w + b - y), "sigmoid"),
        (lambda *given: step(*given, errors=lambda x, y, w, b: torch.sigmoid(x @ w + b)), "labels"),
        (lambda *given: step(*given, errors=of_the_squared_error), "squared"),
        (lambda *given: step(*given, errors=lambda *of: errors_of(*of).abs()), "lost their signs"),
        (lambda *given: step(*given, n=256), "is right, and your step is 0.0195 times as long"),
        (lambda *given: step(*given, n=1, sign=1), "uphill, and your step is 5 times as long"),
        (lambda *given: (step(*given, n=2)[0], step(*given)[1]), "the weights move 2.5 times as far"),
        (lambda *given: (step(*given)[0], step(*given[:4], 1.0)[1]), "belongs to both"),
        (lambda *given: (step(*given)[0], step(*given, sign=1)[1]), "opposite ways"),
        (lambda *given: dict(zip("wb", step(*given), strict=True)), "Return two things"),
        (lambda *given: (step(*given)[0], given[3] - given[4] * errors_of(*given[:4])), "your new bias has the shape"),
        (gradient_only, "gradient itself"),
        (without_the_points, "belongs to"),
        (one_after_the_other, "new weights"),
        (changes_the_weights, "changed its argument `weights`"),
        (raises, "`.T` swaps"),
        (lambda *given: step(*given)[0], "two"),
        (lambda *given: step(*given)[::-1], "first the weights"),
    ],
}


@pytest.mark.parametrize(
    ("exercise", "answer", "message"),
    [(exercise, *case) for exercise, cases in WRONG.items() for case in cases],
    ids=[f"{exercise.name}-{message}" for exercise, cases in WRONG.items() for _, message in cases],
)
def test_a_wrong_answer_is_told_what_is_wrong(exercise, answer, message):
    assert_told(exercise, answer, message)


def counted_one_by_one(logits, labels):
    wrong = 0
    for logit, label in zip(logits.tolist(), labels.tolist(), strict=True):
        wrong += (logit > 0) != (label == 1)
    return wrong


def entropy_one_by_one(probabilities, labels):
    total = 0.0
    for p, label in zip(probabilities, labels, strict=True):
        total -= math.log(p) if label == 1 else math.log(1 - p)
    return total / len(labels)


def step_of_autograd(x, labels, weights, bias, rate):
    weights, bias = weights.clone().requires_grad_(True), bias.clone().requires_grad_(True)
    binary_cross_entropy(torch.sigmoid(x @ weights + bias), labels).backward()
    with torch.no_grad():
        return weights - rate * weights.grad, bias - rate * bias.grad


def step_in_loops(x, labels, weights, bias, rate):
    by_weight, by_bias = [0.0] * len(weights), 0.0
    for point, label in zip(x.tolist(), labels.tolist(), strict=True):
        logit = sum(w * value for w, value in zip(weights.tolist(), point, strict=True)) + float(bias)
        error = 1 / (1 + math.exp(-logit)) - label
        by_weight = [total + error * value for total, value in zip(by_weight, point, strict=True)]
        by_bias += error
    new = [w - rate * total / len(labels) for w, total in zip(weights.tolist(), by_weight, strict=True)]
    return new, float(bias) - rate * by_bias / len(labels)


RIGHT = {
    count_infiltrators: [
        counted_one_by_one,
        lambda logits, labels: float(((2 * labels - 1) * logits < 0).sum()),
        lambda logits, labels: np.sum((logits.numpy() > 0) != (labels.numpy() == 1)),
        lambda logits, labels: (torch.sigmoid(logits).round() - labels).abs().sum(),
    ],
    sigmoid: [
        torch.sigmoid,
        lambda logits: 0.5 * (torch.tanh(logits / 2) + 1),
        lambda logits: torch.sigmoid(logits.double()),
        lambda logits: 1 / (1 + np.exp(-logits.double().numpy())),
        lambda logits: torch.where(
            logits > 0, 1 / (1 + torch.exp(-logits)), torch.exp(logits) / (1 + torch.exp(logits))
        ),
    ],
    cross_entropy: [
        binary_cross_entropy,
        entropy_one_by_one,
        lambda p, y: -torch.where(y == 1, p, 1 - p).log().mean(),
        lambda p, y: -(y.double() * p.double().log() + (1 - y) * (1 - p).log()).mean().item(),
        lambda p, y: np.float64(binary_cross_entropy(p, y)),
        lambda p, y: binary_cross_entropy(p, y).reshape(1),
    ],
    gradient_step: [
        step_of_autograd,
        step_in_loops,
        lambda *given: list(step(*[torch.as_tensor(value).double() for value in given])),
        lambda x, labels, weights, bias, rate: (
            weights - rate * (errors_of(x, labels, weights, bias)[:, None] * x).mean(0),
            bias - rate * errors_of(x, labels, weights, bias).mean(),
        ),
    ],
}


@pytest.mark.parametrize(
    ("exercise", "answer"), [(exercise, answer) for exercise, answers in RIGHT.items() for answer in answers]
)
def test_a_right_answer_in_another_form_is_accepted(exercise, answer):
    assert_right(exercise, answer)


def test_the_gradient_by_hand_is_autograd_s():
    random = torch.Generator().manual_seed(0)
    x, labels = torch.randn(7, 3, generator=random), torch.tensor([0.0, 1, 1, 0, 1, 0, 0])
    given = (x, labels, torch.randn(3, generator=random), torch.tensor(0.3), 0.7)
    for ours, theirs in zip(gradient_step.function(*given), step_of_autograd(*given), strict=True):
        torch.testing.assert_close(ours, theirs)


def test_solutions_are_what_pytorch_has():
    given = torch.linspace(-5, 5, 11)
    torch.testing.assert_close(sigmoid.function(given), torch.sigmoid(given))
    labels = torch.arange(11) % 2.0
    expected = binary_cross_entropy(torch.sigmoid(given), labels)
    torch.testing.assert_close(cross_entropy.function(torch.sigmoid(given), labels), expected)
    assert count_infiltrators.function(given, (given > 0).float()) == 0


def sums_for_the_weights(x, labels, weights, bias, rate):
    errors = torch.sigmoid(x @ weights + bias) - labels
    return weights - rate * x.T @ errors, bias - rate * errors.mean()


def forgets_the_bias(x, labels, weights, bias, rate):
    errors = torch.sigmoid(x @ weights) - labels
    return weights - rate * x.T @ errors / len(x), bias - rate * errors.mean()


def test_a_sigmoid_that_overflows_is_right_and_told_so():
    verdict = exercises.sigmoid.check(lambda logits: torch.exp(logits) / (1 + torch.exp(logits)))
    assert verdict.outcome == "correct" and "NaN" in verdict.notes[0]
    assert exercises.sigmoid.check(torch.sigmoid).notes == []


def test_a_loop_over_single_logits_is_right():
    assert_right(exercises.sigmoid, lambda logits: [1 / (1 + math.exp(-float(logit))) for logit in logits])


@pytest.mark.parametrize(
    ("exercise", "answer", "part"),
    [
        (exercises.gradient_step, sums_for_the_weights, "Take the mean for both"),
        (exercises.gradient_step, forgets_the_bias, "the bias is missing"),
    ],
)
def test_a_wrong_answer_that_once_passed_is_found(exercise, answer, part):
    assert_told(exercise, answer, part)
