"""Lesson 07's exercises: each plausible wrong answer gets the message that fits it, and no right one is refused.

The wrong answers were written before the checks.
"""

import inspect
from pathlib import Path

import pytest
import torch
from torch.nn.functional import binary_cross_entropy, softplus
from torch.nn.functional import binary_cross_entropy_with_logits as bce

from gan_lesson import losses, training
from gan_lesson.exercises import lesson_07 as exercises
from tests.exercises.conftest import assert_right, assert_told

discriminator_step, generator_step, distance = (
    exercises.discriminator_step,
    exercises.generator_step,
    exercises.distance,
)


# discriminator_step


def d_step(
    loss=lambda r, f: bce(r, torch.ones_like(r)) + bce(f, torch.zeros_like(f)),
    detach=True,
    order=("zero_grad", "backward", "step"),
    swap=False,
    gives=lambda value: value.detach(),
):
    def answer(discriminator, real, fake, d_optimizer):
        real_logits, fake_logits = discriminator(real), discriminator(fake.detach() if detach else fake)
        value = loss(fake_logits, real_logits) if swap else loss(real_logits, fake_logits)
        for what in order:
            if what == "backward":
                value.backward()
            else:
                getattr(d_optimizer, what)()
        return gives(value)

    return answer


def two_backwards_without_sum(discriminator, real, fake, d_optimizer):
    d_optimizer.zero_grad()
    real_logits = discriminator(real)
    loss_real = bce(real_logits, torch.ones_like(real_logits))
    loss_real.backward()
    d_optimizer.step()
    d_optimizer.zero_grad()
    fake_logits = discriminator(fake.detach())
    loss_fake = bce(fake_logits, torch.zeros_like(fake_logits))
    loss_fake.backward()
    d_optimizer.step()
    return (loss_real + loss_fake).detach()


def in_one_batch(discriminator, real, fake, d_optimizer):
    logits = discriminator(torch.cat([real, fake.detach()]))
    loss = bce(logits, torch.cat([torch.ones(len(real)), torch.zeros(len(fake))]))
    d_optimizer.zero_grad()
    loss.backward()
    d_optimizer.step()
    return loss.detach()


def without_gradients(discriminator, real, fake, d_optimizer):
    with torch.no_grad():
        loss = bce(discriminator(real), torch.ones(len(real))) + bce(discriminator(fake), torch.zeros(len(fake)))
    d_optimizer.zero_grad()
    d_optimizer.step()
    return loss


def real_only(discriminator, real, fake, d_optimizer):
    logits = discriminator(real)
    loss = bce(logits, torch.ones_like(logits))
    d_optimizer.zero_grad()
    loss.backward()
    d_optimizer.step()
    return loss


def her_answer_detached(discriminator, real, fake, d_optimizer):
    loss = softplus(-discriminator(real)).mean() + softplus(discriminator(fake).detach()).mean()
    d_optimizer.zero_grad()
    loss.backward()
    d_optimizer.step()
    return loss


def detached_in_place(discriminator, real, fake, d_optimizer):
    return discriminator_step.function(discriminator, real, fake.detach_(), d_optimizer)


def detached_for_nothing(discriminator, real, fake, d_optimizer):
    fake.detach()
    return d_step(detach=False)(discriminator, real, fake, d_optimizer)


def returns_one_half(discriminator, real, fake, d_optimizer):
    loss = softplus(discriminator(fake.detach())).mean()
    discriminator_step.function(discriminator, real, fake, d_optimizer)
    return loss.detach()


def point_by_point(discriminator, real, fake, d_optimizer):
    total = 0.0
    d_optimizer.zero_grad()
    for points, target in ((real, torch.ones(1)), (fake.detach(), torch.zeros(1))):
        for point in points:
            loss = bce(discriminator(point[None]), target) / len(points)
            loss.backward()
            total += loss.item()
    d_optimizer.step()
    return total


def fake_only(discriminator, real, fake, d_optimizer):
    logits = discriminator(fake.detach())
    loss = bce(logits, torch.zeros_like(logits))
    d_optimizer.zero_grad()
    loss.backward()
    d_optimizer.step()
    return loss


def clears_the_network_by_hand(discriminator, real, fake, d_optimizer):
    discriminator.zero_grad()
    loss = softplus(-discriminator(real)).mean() + softplus(discriminator(fake.detach())).mean()
    loss.backward()
    d_optimizer.step()
    return loss


def two_backwards(discriminator, real, fake, d_optimizer):
    d_optimizer.zero_grad()
    real_logits = discriminator(real)
    loss_real = bce(real_logits, torch.ones_like(real_logits))
    loss_real.backward()
    fake_logits = discriminator(fake.detach())
    loss_fake = bce(fake_logits, torch.zeros_like(fake_logits))
    loss_fake.backward()
    d_optimizer.step()
    return (loss_real + loss_fake).item()


def d_gradients_of_autograd(
    discriminator, real, fake, d_optimizer, loss=lambda r, f: softplus(-r).mean() + softplus(f).mean()
):
    value = loss(discriminator(real), discriminator(fake))  # no detach needed: only her gradients are asked for
    gradients = torch.autograd.grad(value, list(discriminator.parameters()))
    for parameter, gradient in zip(discriminator.parameters(), gradients, strict=True):
        parameter.grad = gradient
    return value


def d_by_autograd(discriminator, real, fake, d_optimizer):
    value = d_gradients_of_autograd(discriminator, real, fake, d_optimizer)
    d_optimizer.step()
    return value.detach()


def d_by_autograd_into_what_was_wiped(discriminator, real, fake, d_optimizer):
    d_optimizer.zero_grad(set_to_none=False)
    value = softplus(-discriminator(real)).mean() + softplus(discriminator(fake)).mean()
    for parameter in discriminator.parameters():
        parameter.grad.copy_(torch.autograd.grad(value, parameter, retain_graph=True)[0])
    d_optimizer.step()
    return value.detach()


def d_by_closure(discriminator, real, fake, d_optimizer):
    def closure():
        d_optimizer.zero_grad()
        loss = softplus(-discriminator(real)).mean() + softplus(discriminator(fake.detach())).mean()
        loss.backward()
        return loss

    return d_optimizer.step(closure).detach()


def d_another_loss_by_autograd(discriminator, real, fake, d_optimizer):
    value = d_gradients_of_autograd(discriminator, real, fake, d_optimizer, lambda r, f: f.mean() - r.mean())
    d_optimizer.step()
    return value


def d_another_loss_unwiped(discriminator, real, fake, d_optimizer):
    value = discriminator(fake.detach()).mean() - discriminator(real).mean()
    value.backward()
    d_optimizer.step()
    return value


def d_writes_after_the_step(discriminator, real, fake, d_optimizer):
    d_optimizer.step()
    return d_gradients_of_autograd(discriminator, real, fake, d_optimizer)


def d_wipes_what_was_written(discriminator, real, fake, d_optimizer):
    value = d_gradients_of_autograd(discriminator, real, fake, d_optimizer)
    d_optimizer.zero_grad()
    d_optimizer.step()
    return value


def d_moves_by_hand(discriminator, real, fake, d_optimizer):
    value = d_gradients_of_autograd(discriminator, real, fake, d_optimizer)
    with torch.no_grad():
        for parameter in discriminator.parameters():
            parameter -= 0.1 * parameter.grad
    return value


def d_optimizer_of_its_own(discriminator, real, fake, d_optimizer):
    return discriminator_step.function(discriminator, real, fake, torch.optim.SGD(discriminator.parameters(), lr=0.1))


def d_steps_twice(discriminator, real, fake, d_optimizer):
    value = discriminator_step.function(discriminator, real, fake, d_optimizer)
    d_optimizer.step()
    return value


def d_does_it_all_twice(discriminator, real, fake, d_optimizer):
    discriminator_step.function(discriminator, real, fake, d_optimizer)
    return discriminator_step.function(discriminator, real, fake, d_optimizer)


def packaged(discriminator, real, fake, d_optimizer):
    return training.discriminator_step(discriminator, real, fake, d_optimizer)


@pytest.mark.parametrize(
    ("answer", "says"),
    [
        (d_step(order=("backward", "step")), "still there, and `backward` adds the new one to it. Call"),
        (d_step(order=("backward", "zero_grad", "step")), "after `backward`"),
        (d_step(order=("backward", "step", "zero_grad")), "came after `step`"),
        (her_answer_detached, "Did you detach her *answer*?"),
        (detached_in_place, "loose in place"),
        (detached_for_nothing, "ask her about that one"),
        (d_step(lambda r, f: bce(torch.ones_like(r), r) + bce(torch.zeros_like(f), f)), "the logits come first"),
        (d_step(lambda r, f: bce(r, torch.ones(128)) + bce(f, torch.zeros(128))), "fits a batch of any size"),
        (returns_one_half, "one of her two losses"),
        (d_step(gives=lambda value: (value, value)), "one number: yours is a tuple of length 2"),
        (d_step(order=("zero_grad", "step", "backward")), "before `backward`"),
        (d_step(order=("zero_grad", "backward")), "never moved"),
        (d_step(order=("zero_grad", "step")), "no `backward`"),
        (d_step(detach=False), "detach"),
        (d_step(swap=True), "labels are swapped"),
        (d_step(lambda r, f: bce(r, torch.ones_like(r)) + bce(f, torch.ones_like(f))), "fakes towards 1"),
        (d_step(lambda r, f: bce(r, torch.zeros_like(r)) + bce(f, torch.zeros_like(f))), "real data towards 0"),
        (
            d_step(lambda r, f: bce(r.sigmoid(), torch.ones_like(r)) + bce(f.sigmoid(), torch.zeros_like(f))),
            "sigmoid twice",
        ),
        (
            d_step(
                lambda r, f: bce(r, torch.ones_like(r), reduction="sum") + bce(f, torch.zeros_like(f), reduction="sum")
            ),
            "sum over the batch",
        ),
        (d_step(lambda r, f: (bce(r, torch.ones_like(r)) + bce(f, torch.zeros_like(f))) / 2), "half"),
        (in_one_batch, "half"),
        (d_step(lambda r, f: -bce(r, torch.ones_like(r)) - bce(f, torch.zeros_like(f))), "minus"),
        (d_step(lambda r, f: f.mean() - r.mean()), "cross-entropy"),
        (d_step(losses.hinge_discriminator_loss), "cross-entropy"),
        (d_step(lambda r, f: softplus(-r).mean() - softplus(f).mean()), "is subtracted"),
        (d_step(lambda r, f: bce(r, torch.full_like(r, 0.9)) + softplus(f).mean()), "is 0.9, a trick for later"),
        (d_step(lambda r, f: bce(r, 1.0) + bce(f, 0.0)), "A target is a tensor as well"),
        (d_step(order=("zero_grad", "backward", "backward", "step")), "call it once"),
        (d_step(lambda r, f: softplus(-r.detach()).mean()), "No weight is known to have a part"),
        (d_step(gives=lambda value: None), "return the loss"),
        (d_step(gives=lambda value: value.detach() / 2), "the loss that you returned is not"),
        (real_only, "never shown the fakes"),
        (fake_only, "never shown the real"),
        (two_backwards_without_sum, "moved twice, once for each loss"),
        (without_gradients, "no_grad"),
        (d_step(lambda r, f: bce(r, torch.ones_like(r))), "fakes are missing from the loss"),
        (d_step(lambda r, f: bce(f, torch.zeros_like(f))), "real data are missing from the loss"),
        (d_steps_twice, "`d_optimizer.step()` was called twice for one gradient"),
        (d_step(order=("zero_grad", "backward", "step", "step", "step")), "3 times for one gradient"),
        (d_step(order=("zero_grad", "backward", "step", "zero_grad", "step")), "twice for one gradient"),
        (d_does_it_all_twice, "moved twice, by two gradients"),
        (d_another_loss_by_autograd, "The gradient is not that of the cross-entropy"),
        (d_another_loss_unwiped, "something else as well"),
        (d_writes_after_the_step, "before the new gradient was there"),
        (d_wipes_what_was_written, "threw the new gradient away"),
        (d_moves_by_hand, "not by `d_optimizer`"),
        (d_optimizer_of_its_own, "not by `d_optimizer`"),
    ],
)
def test_discriminator_step_names_what_is_wrong(answer, says):
    assert_told(discriminator_step, answer, says)


@pytest.mark.parametrize(
    "answer",
    [
        packaged,
        point_by_point,
        two_backwards,
        clears_the_network_by_hand,
        d_by_autograd,
        d_by_autograd_into_what_was_wiped,
        d_by_closure,
        d_step(gives=float),
        d_step(gives=lambda value: value),
        d_step(lambda r, f: -r.sigmoid().log().mean() - (1 - f.sigmoid()).log().mean()),
        d_step(
            lambda r, f: (
                binary_cross_entropy(r.sigmoid(), torch.ones_like(r))
                + binary_cross_entropy(f.sigmoid(), torch.zeros_like(f))
            )
        ),
    ],
)
def test_discriminator_step_takes_what_is_right(answer):
    assert_right(discriminator_step, answer)


# generator_step


def g_step(
    loss=lambda f: bce(f, torch.ones_like(f)),
    detach=False,
    order=("zero_grad", "backward", "step"),
    gives=lambda value: value.detach(),
):
    def answer(generator, discriminator, latents, g_optimizer):
        fake = generator(latents)
        value = loss(discriminator(fake.detach() if detach else fake))
        for what in order:
            if what == "backward":
                value.backward()
            else:
                getattr(g_optimizer, what)()
        return gives(value)

    return answer


def fakes_without_gradients(generator, discriminator, latents, g_optimizer):
    with torch.no_grad():
        fake = generator(latents)
    loss = bce(discriminator(fake), torch.ones(len(latents)))
    g_optimizer.zero_grad()
    loss.backward()
    g_optimizer.step()
    return loss


def latents_judged(generator, discriminator, latents, g_optimizer):
    loss = bce(discriminator(latents), torch.ones(len(latents)))
    g_optimizer.zero_grad()
    loss.backward()
    g_optimizer.step()
    return loss


def wipes_hers(generator, discriminator, latents, g_optimizer):
    loss = bce(discriminator(generator(latents)), torch.ones(len(latents)))
    discriminator.zero_grad()
    loss.backward()
    g_optimizer.step()
    return loss


def makes_a_number_first(generator, discriminator, latents, g_optimizer):
    loss = bce(discriminator(generator(latents)), torch.ones(len(latents))).item()
    loss.backward()


def latent_by_latent(generator, discriminator, latents, g_optimizer):
    g_optimizer.zero_grad()
    losses_of = [softplus(-discriminator(generator(latent[None]))).squeeze() for latent in latents]
    loss = torch.stack(losses_of).mean()
    loss.backward()
    g_optimizer.step()
    return loss.detach()


def own_latents(generator, discriminator, latents, g_optimizer):
    loss = bce(discriminator(generator(torch.randn(latents.shape))), torch.ones(len(latents)))
    g_optimizer.zero_grad()
    loss.backward()
    g_optimizer.step()
    return loss


def moves_the_discriminator(generator, discriminator, latents, g_optimizer):
    optimizer = torch.optim.SGD(discriminator.parameters(), lr=0.1)
    loss = bce(discriminator(generator(latents)), torch.ones(len(latents)))
    g_optimizer.zero_grad()
    loss.backward()
    optimizer.step()
    g_optimizer.step()
    return loss


def g_by_autograd(generator, discriminator, latents, g_optimizer):
    value = softplus(-discriminator(generator(latents))).mean()
    weights = list(generator.parameters())
    for parameter, gradient in zip(weights, torch.autograd.grad(value, weights), strict=True):
        parameter.grad = gradient
    g_optimizer.step()
    return value.item()


def g_another_loss_by_autograd(generator, discriminator, latents, g_optimizer):
    value = discriminator(generator(latents)).square().mean()
    weights = list(generator.parameters())
    for parameter, gradient in zip(weights, torch.autograd.grad(value, weights), strict=True):
        parameter.grad = gradient
    g_optimizer.step()
    return value


def frozen_expert(generator, discriminator, latents, g_optimizer):
    for parameter in discriminator.parameters():
        parameter.requires_grad_(False)
    loss = softplus(-discriminator(generator(latents))).mean()
    g_optimizer.zero_grad()
    loss.backward()
    g_optimizer.step()
    for parameter in discriminator.parameters():
        parameter.requires_grad_(True)
    return loss.detach()


@pytest.mark.parametrize(
    ("answer", "says"),
    [
        (g_step(detach=True), "detach"),
        (fakes_without_gradients, "no_grad"),
        (g_step(lambda f: bce(f, torch.zeros_like(f))), "towards 0"),
        (g_step(lambda f: -bce(f, torch.zeros_like(f))), "saturating"),
        (g_step(lambda f: (1 - f.sigmoid()).log().mean()), "saturating"),
        (g_step(lambda f: -bce(f, torch.ones_like(f))), "away from"),
        (g_step(lambda f: bce(f.sigmoid(), torch.ones_like(f))), "sigmoid twice"),
        (g_step(lambda f: bce(f, torch.ones_like(f), reduction="sum")), "sum over the batch"),
        (g_step(lambda f: f.square().mean()), "The gradient is not that of the cross-entropy"),
        (g_step(order=("backward", "step")), "Call `g_optimizer.zero_grad()` before"),
        (g_step(order=("backward", "step", "zero_grad")), "came after `step`"),
        (wipes_hers, "The gradient of an earlier step was still there"),
        (g_step(lambda f: -f.mean()), "minus the mean logit"),
        (g_step(gives=lambda value: torch.ones(4, 2)), "one number: yours is a tensor of the shape (4, 2)"),
        (makes_a_number_first, "Only a loss has `backward`"),
        (g_step(order=("backward", "zero_grad", "step")), "after `backward`"),
        (g_step(order=("zero_grad", "step", "backward")), "before `backward`"),
        (g_step(order=("zero_grad", "backward")), "never moved"),
        (g_step(order=("zero_grad", "step")), "no `backward`"),
        (g_step(gives=lambda value: None), "return the loss"),
        (latents_judged, "latents to the discriminator"),
        (own_latents, "handed over"),
        (moves_the_discriminator, "discriminator's weights moved"),
        (g_another_loss_by_autograd, "The gradient is not that of the cross-entropy"),
        (g_step(lambda f: f.square().mean(), order=("backward", "step")), "something else as well"),
        (g_step(order=("zero_grad", "backward", "step", "step")), "called twice for one gradient"),
    ],
)
def test_generator_step_names_what_is_wrong(answer, says):
    assert_told(generator_step, answer, says)


@pytest.mark.parametrize(
    "answer",
    [
        training.generator_step,
        latent_by_latent,
        frozen_expert,
        g_by_autograd,
        g_step(lambda f: -f.sigmoid().log().mean()),
        g_step(lambda f: softplus(-f).mean(), gives=float),
        g_step(gives=lambda value: value),
    ],
)
def test_generator_step_takes_what_is_right(answer):
    assert_right(generator_step, answer)


# distance


def length(tensors):
    return sum(tensor.square().sum() for tensor in tensors) ** 0.5


@pytest.mark.parametrize(
    ("answer", "says"),
    [
        (
            lambda before, after: sum((a - b).norm() for b, a in zip(before, after, strict=True)),
            "lengths of the single tensors",
        ),
        (lambda before, after: sum(((a - b) ** 2).sum() for b, a in zip(before, after, strict=True)), "square root"),
        (lambda before, after: sum((a - b).abs().sum() for b, a in zip(before, after, strict=True)), "absolute"),
        (lambda before, after: sum((a - b).sum() for b, a in zip(before, after, strict=True)), "cancel"),
        (lambda before, after: max((a - b).abs().max() for b, a in zip(before, after, strict=True)), "largest"),
        (lambda before, after: (after[0] - before[0]).norm(), "the first tensor"),
        (lambda before, after: (after[-1] - before[-1]).norm(), "the last tensor"),
        (lambda before, after: length([a - b for b, a in zip(before, after, strict=True)]) ** 0.5, "One root too many"),
        (lambda before, after: length(after), "before or after"),
        (lambda before, after: sum((a - b).square().mean() for b, a in zip(before, after, strict=True)), "means of"),
        (lambda before, after: sum((a - b).abs().sum() for b, a in zip(before, after, strict=True)) ** 0.5, "absolute"),
        (lambda before, after: sum((a + b).square().sum() for a, b in zip(before, after, strict=True)) ** 0.5, "added"),
        (lambda before, after: length(after) - length(before), "Subtract the weights first"),
        (lambda before, after: sum(2 * (a - b).sum() for b, a in zip(before, after, strict=True)) ** 0.5, "below 0"),
        (lambda before, after: after - before, "one tensor at a time"),
        (lambda before, after: (torch.stack(after) - torch.stack(before)).norm(), "flatten them first"),
        (
            lambda before, after: (
                torch.cat([(a - b).flatten() for b, a in zip(before, after, strict=True)]).square().mean().sqrt()
            ),
            "mean",
        ),
        (
            lambda before, after: torch.stack([(a - b).norm() for b, a in zip(before, after, strict=True)]),
            "*one* length",
        ),
    ],
)
def test_distance_names_what_is_wrong(answer, says):
    assert_told(distance, answer, says)


def by_loop(before, after):
    total = 0.0
    for old, new in zip(before, after, strict=True):
        for a, b in zip(old.flatten().tolist(), new.flatten().tolist(), strict=True):
            total += (b - a) ** 2
    return total**0.5


@pytest.mark.parametrize(
    "answer",
    [
        by_loop,
        lambda before, after: torch.cat([(a - b).flatten() for b, a in zip(before, after, strict=True)]).norm(),
        lambda before, after: torch.stack([(a - b).norm() for b, a in zip(before, after, strict=True)]).norm(),
    ],
)
def test_distance_takes_what_is_right(answer):
    assert_right(distance, answer)


def test_the_solutions_are_the_steps_of_lesson_08():
    """Word for word, but for the comments: what is written here is used there."""
    source = Path(__file__).parents[2] / "notebooks" / "source" / "08_the_full_training_loop.py"
    lesson_08 = source.read_text(encoding="utf-8")
    for exercise in (discriminator_step, generator_step):
        body = inspect.getsource(exercise.function).split('"""')[2]
        for line in body.splitlines():
            assert line.split("  #")[0].rstrip() in lesson_08, line


def squares_the_sums(before, after):
    return sum((new - old).sum() ** 2 for old, new in zip(before, after, strict=True)) ** 0.5


def leaves_her_frozen(generator, discriminator, latents, g_optimizer):
    discriminator.requires_grad_(False)
    return exercises.generator_step.function(generator, discriminator, latents, g_optimizer)


def does_it_all_twice(generator, discriminator, latents, g_optimizer):
    exercises.generator_step.function(generator, discriminator, latents, g_optimizer)
    return exercises.generator_step.function(generator, discriminator, latents, g_optimizer)


def steps_twice(generator, discriminator, latents, g_optimizer):
    loss = exercises.generator_step.function(generator, discriminator, latents, g_optimizer)
    g_optimizer.step()
    return loss


@pytest.mark.parametrize(
    ("exercise", "answer", "part"),
    [
        (exercises.distance, squares_the_sums, "square every difference"),
        (exercises.generator_step, leaves_her_frozen, "frozen"),
        (exercises.generator_step, steps_twice, "twice for one gradient"),
        (exercises.generator_step, does_it_all_twice, "moved twice, by two gradients"),
    ],
)
def test_a_wrong_answer_that_once_passed_is_found(exercise, answer, part):
    assert_told(exercise, answer, part)
