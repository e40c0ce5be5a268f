"""Lesson 06's exercises: each plausible wrong answer gets the message that fits it, and no right one is refused.

The wrong answers were written before the checks.
"""

import math

import numpy as np
import pytest
import torch
from torch import sigmoid
from torch.nn.functional import binary_cross_entropy, binary_cross_entropy_with_logits, logsigmoid, softplus

from gan_lesson import losses
from gan_lesson.exercises import lesson_06 as exercises
from tests.exercises.conftest import assert_right, assert_told

LOG_2 = math.log(2)


def one_mean_over_all(real, fake):
    return torch.cat([logsigmoid(real), logsigmoid(-fake)]).mean()


def returns_nothing(*logits):
    logits[0].sum()


@pytest.mark.parametrize(
    ("answer", "says"),
    [
        (lambda real, fake: -(logsigmoid(real).mean() + logsigmoid(-fake).mean()), "sign is flipped"),
        (losses.discriminator_loss, "sign is flipped"),
        (lambda real, fake: logsigmoid(real).sum() + logsigmoid(-fake).sum(), "added up"),
        (one_mean_over_all, "two means"),
        (lambda real, fake: (logsigmoid(real).mean() + logsigmoid(-fake).mean()) / 2, "half"),
        (lambda real, fake: logsigmoid(fake).mean() + logsigmoid(-real).mean(), "the other way round"),
        (lambda real, fake: logsigmoid(real).mean() + logsigmoid(fake).mean(), "you took log D"),
        (lambda real, fake: logsigmoid(real).mean() - logsigmoid(-fake).mean(), "a minus sign too many"),
        (lambda real, fake: -logsigmoid(real).mean() + logsigmoid(-fake).mean(), "a minus sign too many"),
        (lambda real, fake: logsigmoid(real).mean() - logsigmoid(fake).mean(), "first 1 - D, then the logarithm"),
        (lambda real, fake: logsigmoid(real).mean() + (1 - logsigmoid(fake)).mean(), "first 1 - D, then the logarithm"),
        (lambda real, fake: logsigmoid(real).mean() * logsigmoid(-fake).mean(), "multiplied"),
        (lambda real, fake: (logsigmoid(real).sum() + logsigmoid(-fake).sum()) / len(real), "number of *its* logits"),
        (lambda real, fake: logsigmoid(sigmoid(real)).mean() + logsigmoid(-sigmoid(fake)).mean(), "twice"),
        (lambda real, fake: torch.log(real).mean() + torch.log(1 - fake).mean(), "isn't a probability"),
        (lambda real, fake: sigmoid(real).log2().mean() + (1 - sigmoid(fake)).log2().mean(), "base"),
        (lambda real, fake: sigmoid(real).mean() + (1 - sigmoid(fake)).mean(), "A logarithm is missing"),
        (lambda real, fake: sigmoid(real).mean() - sigmoid(fake).mean(), "A logarithm is missing"),
        (lambda real, fake: logsigmoid(real).mean() + logsigmoid(1 - fake).mean(), "1 - D is sigmoid(-l)"),
        (lambda real, fake: logsigmoid(real).mean() + logsigmoid(-real).mean(), "the real logits for both"),
        (lambda real, fake: logsigmoid(real.mean()) + logsigmoid(-fake.mean()), "the mean too early"),
        (lambda real, fake: sigmoid(real).mean().log() + (1 - sigmoid(fake)).mean().log(), "first the logarithm"),
        (lambda real, fake: logsigmoid(real).mean(), "only has the real"),
        (lambda real, fake: logsigmoid(-fake).mean(), "only the fakes"),
        (lambda real, fake: logsigmoid(real) + logsigmoid(-fake), "Take the mean over each batch"),
        (lambda real, fake: real.mean() - fake.mean(), "logits themselves"),
        (lambda real, fake: sigmoid(real).log().mean() + (1 - sigmoid(fake)).log().mean(), "sigmoid(200) is exactly 1"),
        (
            lambda real, fake: (sigmoid(real) + 1e-8).log().mean() + (1 - sigmoid(fake) + 1e-8).log().mean(),
            "sigmoid(200) is exactly 1",
        ),
        (returns_nothing, "returned None"),
    ],
)
def test_value_function_names_what_is_wrong(answer, says):
    assert_told(exercises.value_function, answer, says)


def value_by_loop(real, fake):
    total = 0.0
    for logit in real:
        total += -math.log1p(math.exp(-logit)) / len(real)
    for logit in fake:
        total += (-float(logit) - math.log1p(math.exp(-logit))) / len(fake)
    return total


def value_by_cross_entropy(real, fake):
    return -(
        binary_cross_entropy_with_logits(real, torch.ones_like(real))
        + binary_cross_entropy_with_logits(fake, torch.zeros_like(fake))
    )


@pytest.mark.parametrize(
    "answer",
    [
        losses.value_function,
        value_by_cross_entropy,
        value_by_loop,
        lambda real, fake: -softplus(-real).mean() - softplus(fake).mean(),
        lambda real, fake: logsigmoid(real.double()).mean() + (logsigmoid(fake) - fake).mean(),
        lambda real, fake: logsigmoid(real).sum() / len(real) + logsigmoid(-fake).sum() / len(fake),
        lambda real, fake: float(np.mean(-np.logaddexp(0, -real.numpy())) - np.mean(np.logaddexp(0, fake.numpy()))),
    ],
)
def test_value_function_takes_what_is_right(answer):
    assert_right(exercises.value_function, answer)


@pytest.mark.parametrize(
    ("answer", "says"),
    [
        (lambda p, q: q / (p + q), "other way round"),
        (lambda p, q: p / q, "ratio"),
        (lambda p, q: torch.log(p) - torch.log(q), "logit"),
        (lambda p, q: p, "density itself"),
        (lambda p, q: (p + q) / 2, "middle"),
        (lambda p, q: (p > q).float(), "yes or no"),
        (lambda p, q: p > q, "yes or no"),
        (lambda p, q: sigmoid(p - q), "sigmoid"),
        (lambda p, q: sigmoid(p / q), "sigmoid"),
        (lambda p, q: sigmoid(p / (p + q)), "sigmoid"),
        (lambda p, q: 2 * p / (p + q), "factor 2"),
        (lambda p, q: p / (p.sum() + q.sum()), "each place on its own"),
        (lambda p, q: p / p.sum(), "each place on its own"),
        (lambda p, q: p / (p - q), "you subtract"),
        (lambda p, q: p * q / (p + q), "Only p"),
        (lambda p, q: p // (p + q), "`//`"),
        (lambda p, q: 1 / (p + q), "a share, from 0 to 1, and yours goes from"),
        (lambda p, q: p / p.sum() / (p / p.sum() + q / q.sum()), "each place on its own"),
        (lambda p, q: torch.softmax(torch.stack([p, q]), 0)[0], "softmax"),
        (lambda p, q: (p / (p + q)).clamp(0.01, 0.99), "don't cut anything off"),
        (lambda p, q: p / (p + q + 1e-8), "don't add a small number"),
        (lambda p, q: p / p + q, "brackets"),
        (lambda p, q: torch.full_like(p, 0.5), "one half everywhere"),
        (lambda p, q: (p / (p + q)).mean(), "one number"),
        (lambda p, q: torch.log(p / (p + q)), "logarithm"),
    ],
)
def test_optimal_discriminator_names_what_is_wrong(answer, says):
    assert_told(exercises.optimal_discriminator, answer, says)


@pytest.mark.parametrize(
    "answer",
    [
        lambda p, q: 1 - q / (p + q),
        lambda p, q: 1 / (1 + q / p),
        lambda p, q: sigmoid(p.log() - q.log()),
        lambda p, q: [float(a) / float(a + b) for a, b in zip(p, q, strict=True)],
        lambda p, q: p.numpy().astype(float) / (p + q).numpy(),
        lambda p, q: torch.div(p, torch.add(p, q))[None],
    ],
)
def test_optimal_discriminator_takes_what_is_right(answer):
    assert_right(exercises.optimal_discriminator, answer)


@pytest.mark.parametrize(
    ("answer", "says"),
    [
        (lambda fake: softplus(fake).mean(), "expert's loss"),
        (lambda fake: softplus(-fake).mean(), "other loss"),
        (lambda fake: -softplus(-fake).mean(), "mean of log D"),
        (lambda fake: -softplus(fake).sum(), "added up"),
        (lambda fake: -softplus(fake), "one number"),
        (lambda fake: -softplus(fake).mean() / LOG_2, "base"),
        (lambda fake: -softplus(sigmoid(fake)).mean(), "twice"),
        (lambda fake: (1 - sigmoid(fake)).mean(), "logarithm"),
        (lambda fake: (1 - sigmoid(fake)).mean().log(), "first the logarithm"),
        (lambda fake: torch.log(1 - fake).mean(), "something below 0"),
        (lambda fake: torch.log(1 - sigmoid(fake)).mean(), "sigmoid(200) is exactly 1"),
        (lambda fake: torch.log(1 - sigmoid(fake) + 1e-8).mean(), "sigmoid(200) is exactly 1"),
        (lambda fake: -sigmoid(fake), "gradient"),
        (lambda fake: -torch.log(1 + torch.exp(fake)).mean(), "exp(200) is infinite"),
        (lambda fake: -softplus(fake).sum() / 3, "not for 2"),
        (lambda fake: -softplus(fake.mean()), "the mean too early"),
        (lambda fake: (1 - logsigmoid(fake)).mean(), "This is 1 - log D"),
        (lambda fake: sigmoid(1 - fake).log().mean(), "the sigmoid of 1 - l"),
    ],
)
def test_saturating_loss_names_what_is_wrong(answer, says):
    assert_told(exercises.saturating_loss, answer, says)


@pytest.mark.parametrize(
    "answer",
    [
        losses.minimax_generator_loss,
        lambda fake: logsigmoid(-fake).mean(),
        lambda fake: (logsigmoid(fake) - fake).mean(),
        lambda fake: -binary_cross_entropy_with_logits(fake, torch.zeros_like(fake)),
        lambda fake: sum(-float(softplus(logit)) for logit in fake) / len(fake),
        lambda fake: np.float64(-np.logaddexp(0, fake.numpy().astype(float)).mean()),
        lambda fake: -softplus(fake).mean(dim=0, keepdim=True),
    ],
)
def test_saturating_loss_takes_what_is_right(answer):
    assert_right(exercises.saturating_loss, answer)


@pytest.mark.parametrize(
    ("answer", "says"),
    [
        (lambda fake: -softplus(fake).mean(), "saturating loss"),
        (lambda fake: -softplus(-fake).mean(), "sign is flipped"),
        (lambda fake: softplus(fake).mean(), "expert's loss"),
        (lambda fake: softplus(-fake).sum(), "added up"),
        (lambda fake: softplus(-fake), "one number"),
        (lambda fake: softplus(-fake).mean() / 2, "half of what it should be"),
        (lambda fake: -fake.mean(), "minus the logit"),
        (lambda fake: -torch.log10(sigmoid(fake)).mean(), "base 2 or 10"),
        (lambda fake: softplus(-fake).mean() / LOG_2, "base"),
        (lambda fake: softplus(-sigmoid(fake)).mean(), "twice"),
        (lambda fake: -sigmoid(fake).mean(), "logarithm"),
        (lambda fake: -sigmoid(fake).mean().log(), "first the logarithm"),
        (lambda fake: -torch.log(fake).mean(), "something below 0"),
        (lambda fake: -torch.log(sigmoid(fake)).mean(), "But for -200 it should be 200"),
        (lambda fake: -torch.log(sigmoid(fake) + 1e-8).mean(), "But for -200 it should be 200"),
        (lambda fake: binary_cross_entropy(sigmoid(fake), torch.ones_like(fake)), "But for -200 it should be 200"),
        (lambda fake: binary_cross_entropy_with_logits(sigmoid(fake), torch.ones_like(fake)), "twice"),
        (lambda fake: binary_cross_entropy_with_logits(fake, torch.zeros_like(fake)), "expert's loss"),
    ],
)
def test_nonsaturating_loss_names_what_is_wrong(answer, says):
    assert_told(exercises.nonsaturating_loss, answer, says)


@pytest.mark.parametrize(
    "answer",
    [
        losses.nonsaturating_generator_loss,
        lambda fake: -logsigmoid(fake).mean(),
        lambda fake: (softplus(fake) - fake).mean(),
        lambda fake: binary_cross_entropy_with_logits(fake, torch.ones_like(fake)),
        lambda fake: torch.logaddexp(torch.zeros_like(fake), -fake).double().mean(),
        lambda fake: [sum(float(softplus(-logit)) for logit in fake) / len(fake)],
    ],
)
def test_nonsaturating_loss_takes_what_is_right(answer):
    assert_right(exercises.nonsaturating_loss, answer)


@pytest.mark.parametrize("to_a_number", [float, lambda loss: loss.detach(), lambda loss: loss.detach().tolist()])
def test_a_loss_that_is_cut_off_from_the_logits_passes_with_a_note(to_a_number):
    for exercise in (exercises.saturating_loss, exercises.nonsaturating_loss):
        assert not exercise.check(exercise.function).notes
        (note,) = exercise.check(lambda fake, loss=exercise.function: to_a_number(loss(fake))).notes
        assert "cut off from the logits" in note


def by_autograd(loss):
    def gradient(fake):
        fake = fake.detach().clone().requires_grad_(True)
        loss(fake).sum().backward()
        return fake.grad

    return gradient


@pytest.mark.parametrize(
    ("answer", "says"),
    [
        (lambda fake: sigmoid(fake), "sign"),
        (lambda fake: sigmoid(fake) - 1, "other loss"),
        (lambda fake: 1 - sigmoid(fake), "other loss"),
        (lambda fake: -1 / (1 - sigmoid(fake)), "inner"),
        (lambda fake: 1 / (1 - sigmoid(fake)), "inner"),
        (lambda fake: -sigmoid(fake) * (1 - sigmoid(fake)), "outer"),
        (lambda fake: sigmoid(fake) * (1 - sigmoid(fake)), "outer"),
        (lambda fake: -sigmoid(fake) / len(fake), "batch"),
        (lambda fake: -sigmoid(fake).mean(), "each logit gets"),
        (lambda fake: -sigmoid(sigmoid(fake)), "twice"),
        (lambda fake: -softplus(fake), "the loss itself"),
        (lambda fake: -fake, "the logits"),
        (lambda fake: by_autograd(losses.minimax_generator_loss)(fake), "batch"),
        (lambda fake: -(sigmoid(fake) ** 2), "cancel"),
        (lambda fake: -sigmoid(fake) / (1 - sigmoid(fake)), "below the line"),
        (lambda fake: softplus(fake), "the loss itself"),
        (lambda fake: -1 / (1 - fake), "where D belongs"),
        (lambda fake: (-sigmoid(fake),), "without `[0]` behind it"),
        (lambda fake: torch.full_like(fake, -0.5), "the same to every logit"),
        (lambda fake: softplus(fake) - softplus(fake + 1), "step of 1"),
    ],
)
def test_saturating_gradient_names_what_is_wrong(answer, says):
    assert_told(exercises.saturating_gradient, answer, says)


@pytest.mark.parametrize(
    "answer",
    [
        by_autograd(lambda fake: -softplus(fake)),
        lambda fake: -1 / (1 + torch.exp(-fake.double())),
        lambda fake: sigmoid(-fake) - 1,
        lambda fake: (sigmoid(fake) - 1) * torch.exp(fake),
        lambda fake: [-1 / (1 + math.exp(-logit)) for logit in fake],
        lambda fake: -1 / (1 + np.exp(-fake.numpy())),
    ],
)
def test_saturating_gradient_takes_what_is_right(answer):
    assert_right(exercises.saturating_gradient, answer)


@pytest.mark.parametrize(
    ("answer", "says"),
    [
        (lambda fake: 1 - sigmoid(fake), "sign"),
        (lambda fake: -sigmoid(fake), "saturating"),
        (lambda fake: sigmoid(fake), "saturating"),
        (lambda fake: -1 / sigmoid(fake), "inner"),
        (lambda fake: 1 / sigmoid(fake), "inner"),
        (lambda fake: -sigmoid(fake) * (1 - sigmoid(fake)), "outer"),
        (lambda fake: sigmoid(fake) * (1 - sigmoid(fake)), "outer"),
        (lambda fake: (sigmoid(fake) - 1) / len(fake), "batch"),
        (lambda fake: (sigmoid(fake) - 1).mean(), "each logit gets"),
        (lambda fake: sigmoid(sigmoid(fake)) - 1, "twice"),
        (lambda fake: softplus(-fake), "the loss itself"),
        (lambda fake: fake - 1, "the logits"),
        (lambda fake: (sigmoid(fake) - 1) ** 2, "cancel"),
        (lambda fake: -torch.exp(-fake), "below the line"),
        (lambda fake: sigmoid(fake) + 1, "*minus* 1"),
        (lambda fake: sigmoid(fake - 1), "subtracted from D"),
    ],
)
def test_nonsaturating_gradient_names_what_is_wrong(answer, says):
    assert_told(exercises.nonsaturating_gradient, answer, says)


@pytest.mark.parametrize(
    "answer",
    [
        by_autograd(lambda fake: softplus(-fake)),
        lambda fake: -sigmoid(-fake),
        lambda fake: -1 / (1 + torch.exp(fake)),
        lambda fake: [1 / (1 + math.exp(-logit)) - 1 for logit in fake],
        lambda fake: (sigmoid(fake) - torch.ones_like(fake))[:, None],
    ],
)
def test_nonsaturating_gradient_takes_what_is_right(answer):
    assert_right(exercises.nonsaturating_gradient, answer)


@pytest.mark.parametrize(
    ("exercise", "answer", "part"),
    [
        (exercises.saturating_gradient, lambda fake: -fake.exp() / (1 + fake.exp()), "for a logit of 100"),
        (exercises.nonsaturating_gradient, lambda fake: -(-fake).exp() / (1 + (-fake).exp()), "for a logit of 100"),
    ],
)
def test_a_gradient_that_is_let_pass_gets_a_note(exercise, answer, part):
    assert_right(exercise, answer)
    (note,) = exercise.check(answer).notes
    assert part in note


@pytest.mark.parametrize(
    ("ours", "packaged"),
    [
        (exercises.saturating_loss, losses.minimax_generator_loss),
        (exercises.nonsaturating_loss, losses.nonsaturating_generator_loss),
    ],
)
def test_the_solutions_are_the_packaged_losses_and_their_gradients(ours, packaged):
    logits = torch.linspace(-30, 30, 61).double()
    assert ours.function(logits).item() == pytest.approx(packaged(logits).item())
    saturating = ours is exercises.saturating_loss
    gradient = (exercises.saturating_gradient if saturating else exercises.nonsaturating_gradient).function
    torch.testing.assert_close(gradient(logits), by_autograd(packaged)(logits) * len(logits))
