"""Lesson 13's exercises: each plausible wrong answer gets the message that fits it, and no right one is refused.

The wrong answers were written before the checks.
"""

import pytest
import torch
from torch.nn.functional import l1_loss, softplus

from gan_lesson import losses
from gan_lesson.exercises import lesson_13 as exercises
from gan_lesson.props import translation
from tests.exercises.conftest import assert_right, assert_told


def l1(a, b):
    return (a - b).abs().mean()


def l2(a, b):
    return ((a - b) ** 2).mean()


# cycle_loss: there, back, x, y, fake_x, fake_y


@pytest.mark.parametrize(
    ("answer", "says"),
    [
        (lambda t, b, x, y, fx, fy: l2(b(fy), x) + l2(t(fx), y), "squared"),
        (lambda t, b, x, y, fx, fy: l1(b(fy), x), "only the way from x"),
        (lambda t, b, x, y, fx, fy: l1(t(fx), y), "only the way from y"),
        (lambda t, b, x, y, fx, fy: l1(fy, x) + l1(fx, y), "its *translation*"),
        (lambda t, b, x, y, fx, fy: l1(fy, x), "its *translation*"),
        (lambda t, b, x, y, fx, fy: l1(fy, y) + l1(fx, x), "nobody has pairs"),
        (lambda t, b, x, y, fx, fy: l1(t(fy), x) + l1(b(fx), y), "twice in the same direction"),
        (lambda t, b, x, y, fx, fy: l1(b(fy), y) + l1(t(fx), x), "the other way round"),
        (lambda t, b, x, y, fx, fy: l1(t(y), y) + l1(b(x), x), "identity loss"),
        (lambda t, b, x, y, fx, fy: (b(fy) - x).mean() + (t(fx) - y).mean(), "cancel"),
        (lambda t, b, x, y, fx, fy: (b(fy) - x).abs().sum() + (t(fx) - y).abs().sum(), "Take the mean"),
        (lambda t, b, x, y, fx, fy: l1(b(fy), x) * l1(t(fx), y), "multiplied"),
        (lambda t, b, x, y, fx, fy: (l1(b(fy), x) + l1(t(fx), y)) / 2, "mean of the two ways"),
        (lambda t, b, x, y, fx, fy: 10 * (l1(b(fy), x) + l1(t(fx), y)), "Lambda comes later"),
        (lambda t, b, x, y, fx, fy: l1(b(fy.detach()), x) + l1(t(fx.detach()), y), "way there gets no gradient"),
        (lambda t, b, x, y, fx, fy: (l1(b(fy), x) + l1(t(fx), y)).item(), "carries no gradient"),
        (lambda t, b, x, y, fx, fy: (l1(b(fy), x) + l1(t(fx), y)).detach(), "carries no gradient"),
        (lambda t, b, x, y, fx, fy: l1(b(fy).detach(), x) + l1(t(fx), y), "part of it was cut off"),
        (lambda t, b, x, y, fx, fy: (b(fy) - x).abs() + (t(fx) - y).abs(), "One number"),
        (lambda t, b, x, y, fx, fy: print(l1(b(fy), x)), "returned None"),
        (lambda t, b, x, y, fx, fy: torch.tensor(0.3), "Not yet"),
    ],
)
def test_cycle_loss_names_what_is_wrong(answer, says):
    assert_told(exercises.cycle_loss, answer, says)


@pytest.mark.parametrize(
    "answer",
    [
        lambda t, b, x, y, fx, fy: l1_loss(b(fy), x) + l1_loss(t(fx), y),
        lambda t, b, x, y, fx, fy: l1(y, t(fx)) + l1(x, b(fy)),
        lambda t, b, x, y, fx, fy: torch.cat([(b(t(x)) - x).abs(), (t(b(y)) - y).abs()]).mean() * 2,
        translation.cycle_loss,
    ],
)
def test_cycle_loss_takes_what_is_right(answer):
    assert_right(exercises.cycle_loss, answer)


# identity_loss: there, back, x, y


@pytest.mark.parametrize(
    ("answer", "says"),
    [
        (lambda t, b, x, y: l1(t(x), x) + l1(b(y), y), "forbids him to translate"),
        (lambda t, b, x, y: l1(t(y), y), "only `there`"),
        (lambda t, b, x, y: l1(b(x), x), "only `back`"),
        (lambda t, b, x, y: l1(b(t(x)), x) + l1(t(b(y)), y), "cycle loss"),
        (lambda t, b, x, y: l2(t(y), y) + l2(b(x), x), "squared"),
        (lambda t, b, x, y: l1(t(y), x) + l1(b(x), y), "as *itself*"),
        (lambda t, b, x, y: l1(t(x), y) + l1(b(y), x), "as *itself*"),
        (lambda t, b, x, y: (t(y) - y).mean() + (b(x) - x).mean(), "cancel"),
        (lambda t, b, x, y: (t(y) - y).mean().abs() + (b(x) - x).mean().abs(), "comes too late"),
        (lambda t, b, x, y: (t(y) - y).abs().sum() + (b(x) - x).abs().sum(), "Take the mean"),
        (lambda t, b, x, y: (l1(t(y), y) + l1(b(x), x)) / 2, "mean of the two"),
        (lambda t, b, x, y: float(l1(t(y), y) + l1(b(x), x)), "carries no gradient"),
        (lambda t, b, x, y: l1(t(y).detach(), y) + l1(b(x), x), "part of it was cut off"),
        (lambda t, b, x, y: print(x), "returned None"),
        (lambda t, b, x, y: torch.tensor(0.3), "Not yet"),
    ],
)
def test_identity_loss_names_what_is_wrong(answer, says):
    assert_told(exercises.identity_loss, answer, says)


@pytest.mark.parametrize(
    "answer",
    [
        lambda t, b, x, y: l1_loss(t(y), y) + l1_loss(b(x), x),
        lambda t, b, x, y: l1(x, b(x)) + l1(y, t(y)),
        translation.identity_loss,
    ],
)
def test_identity_loss_takes_what_is_right(answer):
    assert_right(exercises.identity_loss, answer)


# translators_loss: discriminator_x, discriminator_y, fake_x, fake_y, cycle, identity, cycle_weight, identity_weight


def real(logits):
    return losses.nonsaturating_generator_loss(logits)


@pytest.mark.parametrize(
    ("answer", "says"),
    [
        (lambda dx, dy, fx, fy, c, i, lam, mu: real(dx(fx)) + real(dy(fy)) + c + mu * i, "forgot the cycle's weight"),
        (lambda dx, dy, fx, fy, c, i, lam, mu: real(dx(fx)) + real(dy(fy)) + lam * c + i, "forgot the identity's"),
        (lambda dx, dy, fx, fy, c, i, lam, mu: real(dx(fx)) + real(dy(fy)) + c + i, "forgot both"),
        (lambda dx, dy, fx, fy, c, i, lam, mu: real(dx(fx)) + real(dy(fy)) + mu * c + lam * i, "exchanged"),
        (lambda dx, dy, fx, fy, c, i, lam, mu: real(dx(fx)) + real(dy(fy)) + 10 * c + 5 * i, "numbers 10 and 5"),
        (lambda dx, dy, fx, fy, c, i, lam, mu: real(dx(fx)) + real(dy(fy)) + mu * i, "cycle loss is missing"),
        (lambda dx, dy, fx, fy, c, i, lam, mu: real(dx(fx)) + real(dy(fy)) + lam * c, "identity loss is missing"),
        (lambda dx, dy, fx, fy, c, i, lam, mu: lam * c + mu * i, "experts are missing"),
        (lambda dx, dy, fx, fy, c, i, lam, mu: real(dy(fy)) + lam * c + mu * i, "Only one expert"),
        (lambda dx, dy, fx, fy, c, i, lam, mu: real(dx(fy)) + real(dy(fx)) + lam * c + mu * i, "other's world"),
        (
            lambda dx, dy, fx, fy, c, i, lam, mu: softplus(dx(fx)).mean() + softplus(dy(fy)).mean() + lam * c + mu * i,
            "sign is turned",
        ),
        (
            lambda dx, dy, fx, fy, c, i, lam, mu: (
                losses.minimax_generator_loss(dx(fx)) + losses.minimax_generator_loss(dy(fy)) + lam * c + mu * i
            ),
            "saturating loss",
        ),
        (lambda dx, dy, fx, fy, c, i, lam, mu: -dx(fx).mean() - dy(fy).mean() + lam * c + mu * i, "*logits*"),
        (
            lambda dx, dy, fx, fy, c, i, lam, mu: lam * (real(dx(fx)) + real(dy(fy)) + c) + mu * i,
            "weighted the experts' part",
        ),
        (lambda dx, dy, fx, fy, c, i, lam, mu: real(fx) + real(fy) + lam * c + mu * i, "the *pictures*"),
        (
            lambda dx, dy, fx, fy, c, i, lam, mu: real(dx(fx)) + real(dy(fy)) + lam * c.item() + mu * i,
            "from the cycle or the identity loss",
        ),
        (
            lambda dx, dy, fx, fy, c, i, lam, mu: real(dx(fx.detach())) + real(dy(fy.detach())) + lam * c + mu * i,
            "no gradient reaches the fakes",
        ),
        (lambda dx, dy, fx, fy, c, i, lam, mu: print(c), "returned None"),
        (lambda dx, dy, fx, fy, c, i, lam, mu: torch.tensor(0.1), "Not yet"),
    ],
)
def test_translators_loss_names_what_is_wrong(answer, says):
    assert_told(exercises.translators_loss, answer, says)


@pytest.mark.parametrize(
    "answer",
    [
        lambda dx, dy, fx, fy, c, i, lam, mu: mu * i + lam * c + softplus(-dy(fy)).mean() + softplus(-dx(fx)).mean(),
        lambda dx, dy, fx, fy, c, i, lam, mu: (
            -torch.sigmoid(dx(fx)).log().mean() - torch.sigmoid(dy(fy)).log().mean() + lam * c + mu * i
        ),
    ],
)
def test_translators_loss_takes_what_is_right(answer):
    assert_right(exercises.translators_loss, answer)


def test_the_solutions_together_are_the_packaged_loss():
    networks = translation.four(3)
    x, y = torch.rand(2, 4, 1, 28, 28, generator=torch.Generator().manual_seed(0)) * 2 - 1
    fake_x, fake_y = networks.back(y), networks.there(x)
    weights = translation.Weights()
    ours = exercises.translators_loss.function(
        networks.discriminator_x,
        networks.discriminator_y,
        fake_x,
        fake_y,
        exercises.cycle_loss.function(networks.there, networks.back, x, y, fake_x, fake_y),
        exercises.identity_loss.function(networks.there, networks.back, x, y),
        weights.cycle,
        weights.identity,
    )
    torch.testing.assert_close(ours, translation.translators_loss(networks, x, y, fake_x, fake_y, weights))
