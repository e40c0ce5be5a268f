"""Lesson 12's exercises: each plausible wrong answer gets the message that fits it, and no right one is refused."""

import numpy as np
import pytest
import torch
from torch.nn import functional

from gan_lesson import losses
from gan_lesson.exercises import lesson_12 as exercises
from tests.exercises.conftest import assert_right, assert_told

cat = torch.cat


# told_latents


@pytest.mark.parametrize(
    ("answer", "says"),
    [
        (lambda z, y, t: cat([t[y], z], 1), "on the left"),
        (lambda z, y, t: cat([z, y[:, None]], 1), "label's *number*"),
        (lambda z, y, t: cat([z, functional.one_hot(y, 4)], 1), "one-hot"),
        (lambda z, y, t: cat([z, t], 1), "table's order"),
        (lambda z, y, t: cat([z, t[y].repeat(1, 4)]), "below each other"),
        (lambda z, y, t: cat([z, t[y[:1]].expand(4, 4)], 1), "row of the first label"),
        (lambda z, y, t: t[y], "latents are missing"),
        (lambda z, y, t: z, "labels are missing"),
        (lambda z, y, t: z + t[y], "raised"),
        (lambda z, y, t: cat([z, t[y]]), "Side by side"),
        (lambda z, y, t: cat(z, t[y], 1), "square brackets"),
        (lambda z, y, t: cat([z, y], 1), "single row of numbers"),
        (lambda z, y, t: np.concatenate([z.numpy(), t.numpy()[y.numpy()]], 1), "leads back to the table"),
        (lambda z, y, t: cat([z, t[y].detach()], 1), "leads back to the table"),
        (lambda z, y, t: cat([z, torch.tensor(t[y].tolist())], 1), "leads back to the table"),
        (lambda z, y, t: print(z), "returned None"),
        (lambda z, y, t: cat([z, torch.zeros(4, 4)], 1), "to the right of each the row of its label"),
    ],
)
def test_told_latents_names_what_is_wrong(answer, says):
    assert_told(exercises.told_latents, answer, says)


@pytest.mark.parametrize(
    "answer",
    [
        lambda z, y, t: torch.hstack([z, t[y]]),
        lambda z, y, t: torch.stack([cat([z[k], t[y[k]]]) for k in range(len(z))]),
        lambda z, y, t: cat((z, functional.embedding(y, t)), -1),
        lambda z, y, t: cat([z, functional.one_hot(y, 4).float() @ t], 1),
    ],
)
def test_told_latents_takes_what_is_right(answer):
    assert_right(exercises.told_latents, answer)


# projected


@pytest.mark.parametrize(
    ("answer", "says"),
    [
        (lambda psi, h, y, t: (t[y] * h).sum(1), "first part is missing"),
        (lambda psi, h, y, t: psi, "label is missing"),
        (lambda psi, h, y, t: psi + (t[y] * h).mean(1), "mean over the features"),
        (lambda psi, h, y, t: psi + (t[y] * h).sum(), "over the pictures"),
        (lambda psi, h, y, t: psi + (t[y] * h).sum(0)[:3], "wrong axis"),
        (lambda psi, h, y, t: psi + (t * h).sum(1), "in their own order"),
        (lambda psi, h, y, t: psi[:, None] + h @ t.T, "every label at once"),
        (lambda psi, h, y, t: psi[:, None] + h @ t[y].T, "row by row"),
        (lambda psi, h, y, t: psi * (t[y] * h).sum(1), "multiplied"),
        (lambda psi, h, y, t: psi + (t[y] + h).sum(1), "Multiply them"),
        (lambda psi, h, y, t: psi[:, None] + t[y] * h, "aren't added up"),
        (lambda psi, h, y, t: torch.sigmoid(psi + (t[y] * h).sum(1)), "probabilities"),
        (lambda psi, h, y, t: psi - (t[y] * h).sum(1), "subtracted"),
        (lambda psi, h, y, t: psi + (t[y].detach() * h).sum(1), "leads back to the table"),
        (lambda psi, h, y, t: print(psi), "returned None"),
        (lambda psi, h, y, t: psi + t @ h, "raised"),
    ],
)
def test_projected_names_what_is_wrong(answer, says):
    assert_told(exercises.projected, answer, says)


@pytest.mark.parametrize(
    "answer",
    [
        lambda psi, h, y, t: psi + (h @ t[y].T).diagonal(),
        lambda psi, h, y, t: psi + torch.einsum("bf,bf->b", t[y], h),
        lambda psi, h, y, t: (psi[:, None] + h @ t.T)[torch.arange(len(y)), y],
        lambda psi, h, y, t: torch.stack([psi[k] + t[y[k]] @ h[k] for k in range(len(y))]),
    ],
)
def test_projected_takes_what_is_right(answer):
    assert_right(exercises.projected, answer)


# labelled_losses


def both(d_loss, g_loss):
    return lambda d, x, f, y: (d_loss(d, x, f, y), g_loss(d, x, f, y))


def hers(d, x, f, y):
    return losses.discriminator_loss(d(x, y), d(f.detach(), y))


def his(d, x, f, y):
    return losses.nonsaturating_generator_loss(d(f, y))


@pytest.mark.parametrize(
    ("answer", "says"),
    [
        (both(lambda d, x, f, y: losses.discriminator_loss(d(x), d(f.detach())), his), "without labels"),
        (both(hers, lambda d, x, f, y: losses.nonsaturating_generator_loss(d(f))), "without labels"),
        (both(his, hers), "changed places: first hers"),
        (both(lambda d, x, f, y: losses.discriminator_loss(d(f.detach(), y), d(x, y)), his), "real comes first"),
        (both(lambda d, x, f, y: -hers(d, x, f, y), his), "value function"),
        (both(lambda d, x, f, y: losses.value_function(d(x, y), d(f.detach(), y)), his), "value function"),
        (both(lambda d, x, f, y: functional.softplus(-d(x, y)).mean(), his), "real pictures only"),
        (both(lambda d, x, f, y: functional.softplus(d(f.detach(), y)).mean(), his), "fakes only"),
        (both(hers, lambda d, x, f, y: losses.nonsaturating_generator_loss(d(x, y))), "*real* pictures"),
        (both(hers, lambda d, x, f, y: losses.minimax_generator_loss(d(f, y))), "minimax"),
        (both(hers, lambda d, x, f, y: functional.softplus(d(f, y)).mean()), "turned round"),
        (both(hers, lambda d, x, f, y: his(d, x, f.detach(), y)), "No gradient reaches the fakes"),
        (both(lambda d, x, f, y: losses.discriminator_loss(d(x, y), d(f, y)), his), "need `detach()`"),
        (both(lambda d, x, f, y: losses.discriminator_loss(d(x, y), d(f, y).detach()), his), "nothing else"),
        (both(torch.no_grad()(hers), his), "nothing else"),
        (both(hers, lambda d, x, f, y: his(d, x, f, y.flip(0))), "Not yet: his loss"),
        (lambda d, x, f, y: losses.discriminator_loss(d(y, x), d(f, y)), "pictures first, then labels"),
        (lambda d, x, f, y: hers(d, x, f, y), "Return two things"),
        (lambda d, x, f, y: print(x), "returned None"),
        (both(lambda d, x, f, y: d(x, y), his), "One number"),
    ],
)
def test_labelled_losses_names_what_is_wrong(answer, says):
    assert_told(exercises.labelled_losses, answer, says)


def in_one_pass(d, x, f, y):
    real, fake = d(cat([x, f.detach()]), cat([y, y])).chunk(2)
    return losses.discriminator_loss(real, fake), losses.nonsaturating_generator_loss(d(f, y))


def by_cross_entropy(d, x, f, y):
    real, fake, told = d(x, y), d(f.detach(), y), d(f, y)
    entropy, one = functional.binary_cross_entropy_with_logits, torch.ones_like
    return entropy(real, one(real)) + entropy(fake, 0 * fake), entropy(told, one(told))


@pytest.mark.parametrize("answer", [in_one_pass, by_cross_entropy, both(hers, his)])
def test_labelled_losses_takes_what_is_right(answer):
    assert_right(exercises.labelled_losses, answer)


# asked_with_strength


@pytest.mark.parametrize(
    ("answer", "says"),
    [
        (lambda t, y, s: s * t[y], "row itself"),
        (lambda t, y, s: t.mean(0) + s * t[y], "added the whole row"),
        (lambda t, y, s: t.mean(0) - s * (t[y] - t.mean(0)), "walked away"),
        (lambda t, y, s: t[y] + s * (t[y] - t.mean(0)), "started at the label's row"),
        (lambda t, y, s: s * (t[y] - t.mean(0)), "the way alone"),
        (lambda t, y, s: t[y] + s * (t.mean(0) - t[y]), "turned round"),
        (lambda t, y, s: t.mean(1) + s * (t[y] - t.mean(1)), "mean of each row"),
        (lambda t, y, s: t.mean() + s * (t[y] - t.mean()), "one mean of all"),
        (lambda t, y, s: t[y], "strength isn't used"),
        (lambda t, y, s: t.mean(0) + min(s, 1) * (t[y] - t.mean(0)), "not beyond 1"),
        (lambda t, y, s: t.mean(0) + abs(s) * (t[y] - t.mean(0)), "At strength -1"),
        (lambda t, y, s: t[:2].mean(0) + s * (t[y] - t[:2].mean(0)), "first two rows"),
        (lambda t, y, s: t.mean(0) + 3 * (t[y] - t.mean(0)), "At strength 0"),
        (lambda t, y, s: t.mean(0)[y] + s, "shape"),
        (lambda t, y, s: print(s), "returned None"),
    ],
)
def test_asked_with_strength_names_what_is_wrong(answer, says):
    assert_told(exercises.asked_with_strength, answer, says)


@pytest.mark.parametrize(
    "answer",
    [
        lambda t, y, s: torch.lerp(t.mean(0), t[y], s),
        lambda t, y, s: s * t[y] + (1 - s) * t.mean(0),
        lambda t, y, s: t.mean(0).add((t[y] - t.mean(0)).mul(s))[None],
    ],
)
def test_asked_with_strength_takes_what_is_right(answer):
    assert_right(exercises.asked_with_strength, answer)
