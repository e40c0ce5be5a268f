"""Lesson 11's exercises: each plausible wrong answer gets the message that fits it, and no right one is refused."""

import numpy as np
import pytest
import scipy.stats
import torch
from torch import nn

from gan_lesson import losses, models
from gan_lesson.exercises import lesson_11 as exercises
from tests.exercises.conftest import assert_right, assert_told

grad = torch.autograd.grad


# wasserstein_on_a_line


@pytest.mark.parametrize(
    ("answer", "says"),
    [
        (lambda r, f: (r - f).abs().mean(), "Sort both"),
        (lambda r, f: (r.mean() - f.mean()).abs(), "cancel each other"),
        (lambda r, f: (r.sort().values - f.sort().values).mean(), "cancel each other"),
        (lambda r, f: (r.sort().values - f.sort().values).square().mean(), "squared the ways"),
        (lambda r, f: (r.sort().values - f.sort().values).abs().sum(), "the sum of the ways"),
        (lambda r, f: (r.sort().values - f.sort().values).abs().max(), "longest way"),
        (lambda r, f: (r.sort().values - f.sort().values).abs().median(), "median"),
        (lambda r, f: (r.sort().values - f.sort(descending=True).values).abs().mean(), "falling order"),
        (lambda r, f: torch.cdist(r[:, None], f[:, None]).mean(), "every real one's distance"),
        (lambda r, f: torch.cdist(r[:, None], f[:, None]).min(1).values.mean(), "nearest place"),
        (lambda r, f: (r.sort().values - f).abs().mean(), "one sample only"),
        (lambda r, f: (r.sort() - f.sort()).abs().mean(), "`.sort().values` are the numbers"),
        (lambda r, f: (r.sort().values - f.sort().values).abs(), "One number"),
        (lambda r, f: print(r), "returned None"),
    ],
)
def test_wasserstein_names_what_is_wrong(answer, says):
    assert_told(exercises.wasserstein_on_a_line, answer, says)


@pytest.mark.parametrize(
    "answer",
    [
        lambda r, f: scipy.stats.wasserstein_distance(r.numpy(), f.numpy()),
        lambda r, f: np.abs(np.sort(r) - np.sort(f)).mean(),
        lambda r, f: sum(abs(a - b) for a, b in zip(sorted(r.tolist()), sorted(f.tolist()), strict=True)) / len(r),
    ],
)
def test_wasserstein_takes_what_is_right(answer):
    assert_right(exercises.wasserstein_on_a_line, answer)


# gradient_penalty


def penalty(number=lambda g: (g.flatten(1).norm(dim=1) - 1).square().mean(), where=None, how=None):
    """An answer with another number of the gradient, other places, or another way to the gradient."""

    def answer(critic, real, fake, shares):
        shares = shares.view(-1, *[1] * (real.ndim - 1))
        places = shares * real + (1 - shares) * fake if where is None else where(real, fake, shares)
        places = places.detach().clone().requires_grad_(True)
        gradient = grad(critic(places).sum(), places, create_graph=True)[0] if how is None else how(critic, places)
        return number(gradient)

    return answer


def by_backward(critic, places):
    critic(places).sum().backward(create_graph=True)
    return places.grad


@pytest.mark.parametrize(
    ("answer", "says"),
    [
        (penalty(where=lambda r, f, s: r), "looked at the real points"),
        (penalty(where=lambda r, f, s: f), "looked at the fakes"),
        (penalty(where=lambda r, f, s: (r + f) / 2), "half-way"),
        (penalty(lambda g: (g.flatten(1).square().sum(1) - 1).square().mean()), "squared the length first"),
        (penalty(lambda g: g.flatten(1).square().sum(1).mean()), "pulls the slope to 0"),
        (penalty(lambda g: (g.flatten(1).norm(dim=1) - 1).mean()), "square is missing"),
        (penalty(lambda g: (g.flatten(1).norm(dim=1) - 1).abs().mean()), "took the size"),
        (penalty(lambda g: (g.flatten(1).norm(dim=1) - 1).square().sum()), "sum over the batch"),
        (penalty(lambda g: (g.norm() - 1).square()), "one length for the whole batch"),
        (penalty(lambda g: (g.norm(dim=0) - 1).square().mean()), "each coordinate over the batch"),
        (penalty(lambda g: (g - 1).square().mean()), "every coordinate"),
        (penalty(lambda g: (g.flatten(1).norm(dim=1).mean() - 1).square()), "mean of the lengths first"),
        (penalty(lambda g: (g.flatten(1).norm(dim=1) - 1).relu().square().mean()), "only punish slopes above 1"),
        (penalty(lambda g: 10 * (g.flatten(1).norm(dim=1) - 1).square().mean()), "factor of 10"),
        (penalty(lambda g: (g.flatten(1).norm(dim=1) - 1).square()), "One number"),
        (penalty(lambda g: (g.norm(dim=1) - 1).square().mean()), "Right for points"),
        (penalty(how=lambda c, x: grad(c(x).mean(), x, create_graph=True)[0]), "*mean* of the scores"),
        (penalty(how=lambda c, x: grad(c(x).sum(), x)[0]), "create_graph=True"),
        (penalty(how=lambda c, x: grad(c(x).sum(), x, create_graph=True)[0].detach()), "create_graph=True"),
        (penalty(how=lambda c, x: grad(c(x), x, create_graph=True)[0]), "`.sum()`"),
        (penalty(how=lambda c, x: grad(c(x).sum(), x, create_graph=True)), "`[0]` takes the first"),
        (penalty(how=by_backward), "written gradients into the network's weights"),
        (penalty(lambda g: (g.flatten(1).norm(dim=1) - 1).square().mean().item()), "teach her nothing"),
        (
            penalty(lambda g: ((g.flatten(1).norm(dim=1) - 1) * (g.flatten(1).norm(dim=1) - 1).detach()).mean()),
            "part of the way",
        ),
        (lambda c, r, f, s: print(s), "returned None"),
        (lambda c, r, f, s: (c(s * r + (1 - s) * f) - 1).mean(), "raised"),
    ],
)
def test_gradient_penalty_names_what_is_wrong(answer, says):
    assert_told(exercises.gradient_penalty, answer, says)


@pytest.mark.parametrize(
    "answer",
    [
        losses.gradient_penalty,
        penalty(lambda g: (g.flatten(1).square().sum(1).sqrt() - 1).pow(2).sum() / len(g)),
        penalty(how=lambda c, x: torch.func.vmap(torch.func.grad(lambda one: c(one[None])[0]))(x)),
    ],
)
def test_gradient_penalty_takes_what_is_right(answer):
    assert_right(exercises.gradient_penalty, answer)


def test_shares_of_the_fakes_pass_with_a_note():
    verdict = exercises.gradient_penalty.check(penalty(where=lambda r, f, s: (1 - s) * r + s * f))
    assert verdict.outcome == "correct" and "those of the fakes" in " ".join(verdict.notes)


@pytest.mark.parametrize("shape", [(2,), (1, 4, 4)])
def test_the_solutions_are_the_packaged_penalties(shape):
    torch.manual_seed(0)
    network, real, fake = models.MLPDiscriminator(shape), torch.randn(6, *shape), torch.randn(6, *shape)
    shares = torch.rand(6)
    for ours, packaged in (
        (exercises.gradient_penalty.function(network, real, fake, shares),
         losses.gradient_penalty(network, real, fake, shares)),
        (exercises.r1_penalty.function(network, real), losses.r1_penalty(network, real)),
    ):  # fmt: skip
        assert ours.item() == pytest.approx(packaged.item(), rel=1e-5)


# r1_penalty


def r1(number=lambda g: g.flatten(1).square().sum(1).mean(), how=None):
    def answer(discriminator, real):
        real = real.detach().clone().requires_grad_(True)
        gradient = (
            grad(discriminator(real).sum(), real, create_graph=True)[0] if how is None else how(discriminator, real)
        )
        return number(gradient)

    return answer


@pytest.mark.parametrize(
    ("answer", "says"),
    [
        (r1(lambda g: (g.flatten(1).norm(dim=1) - 1).square().mean()), "pulls it to 0"),
        (r1(lambda g: g.flatten(1).norm(dim=1).mean()), "isn't squared"),
        (r1(lambda g: g.square().sum()), "sum over the batch"),
        (r1(lambda g: g.square().mean()), "mean over all numbers"),
        (r1(lambda g: g.mean(0).square().sum()), "mean of the gradients"),
        (r1(lambda g: g.flatten(1).norm(dim=1).mean().square()), "squared the mean length"),
        (r1(lambda g: g.flatten(1).sum(1).square().mean()), "First the squares"),
        (r1(lambda g: g.flatten(1).square().sum(1).mean() / 2), "gamma / 2"),
        (r1(lambda g: g.square().sum(1).mean()), "Right for points"),
        (r1(how=lambda d, x: grad(d(x).sigmoid().sum(), x, create_graph=True)[0]), "no sigmoid"),
        (r1(how=lambda d, x: grad(d(x).mean(), x, create_graph=True)[0]), "*mean* of the logits"),
        (r1(how=lambda d, x: grad(d(x).sum(), x)[0]), "create_graph=True"),
        (r1(how=by_backward), "written gradients"),
        (r1(lambda g: float(g.flatten(1).square().sum(1).mean())), "teach her nothing"),
        (lambda d, r: grad(d(r).sum(), r, create_graph=True)[0].square().sum(1).mean(), "before it is used"),
        (lambda d, r: print(r), "returned None"),
    ],
)
def test_r1_names_what_is_wrong(answer, says):
    assert_told(exercises.r1_penalty, answer, says)


@pytest.mark.parametrize(
    "answer",
    [losses.r1_penalty, r1(lambda g: (g * g).sum() / len(g)), r1(lambda g: g.flatten(1).norm(dim=1).pow(2).mean())],
)
def test_r1_takes_what_is_right(answer):
    assert_right(exercises.r1_penalty, answer)


# power_step


def power(after=lambda v: v / v.norm(), stretch=lambda w, v: (w @ v).norm(), new=lambda w, v: w @ v / (w @ v).norm()):
    def answer(weight, u):
        v = after(weight.T @ u)
        return stretch(weight, v), new(weight, v)

    return answer


@pytest.mark.parametrize(
    ("answer", "says"),
    [
        (power(after=lambda v: v), "v isn't divided"),
        (power(stretch=lambda w, v: torch.linalg.svdvals(w)[0]), "exact stretch"),
        (power(stretch=lambda w, v: w.norm()), "whole matrix"),
        (power(stretch=lambda w, v: w.max()), "largest entry"),
        (power(stretch=lambda w, v: (w @ v).square().sum()), "squared"),
        (lambda w, u: ((w.T @ u).norm(), u), "way back"),
        (lambda w, u: (u @ w @ (w.T @ u / (w.T @ u).norm()), u), "way back"),
        (power(new=lambda w, v: w @ v), "new u isn't divided"),
        (lambda w, u: ((w @ (w.T @ u / (w.T @ u).norm())).norm(), u), "the old u"),
        (power(new=lambda w, v: v), "That's v"),
        (lambda w, u: power()(w, u)[::-1], "changed places"),
        (lambda w, u: ((w @ nn.functional.normalize(w.T * u, dim=0)).norm(), u), "Not yet"),
        (lambda w, u: (w @ u, u), "raised"),
        (lambda w, u: (w.T @ u).norm(), "Return two things"),
        (lambda w, u: print(u), "returned None"),
    ],
)
def test_power_step_names_what_is_wrong(answer, says):
    assert_told(exercises.power_step, answer, says)


def with_pytorch(weight, u):
    v = nn.functional.normalize(weight.T @ u, dim=0)
    u = nn.functional.normalize(weight @ v, dim=0)
    return u @ weight @ v, u


@pytest.mark.parametrize("answer", [with_pytorch, power()])
def test_power_step_takes_what_is_right(answer):
    assert_right(exercises.power_step, answer)


@pytest.mark.parametrize("seed", range(3))
def test_repeated_it_finds_the_largest_singular_value(seed):
    random = torch.Generator().manual_seed(seed)
    weight, u = torch.randn(6, 5, generator=random), torch.randn(6, generator=random)
    for _ in range(100):
        stretch, u = exercises.power_step.function(weight, u)
    assert stretch.item() == pytest.approx(torch.linalg.svdvals(weight)[0].item(), rel=1e-3)
