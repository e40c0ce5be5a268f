"""The matching-aware loss: each plausible wrong answer gets the message that fits it, and no right one is refused.

The wrong answers were written before the check.
"""

import pytest
import torch
from torch.nn.functional import binary_cross_entropy_with_logits, logsigmoid, softplus

from gan_lesson.exercises import lesson_12_sentences as exercises
from tests.exercises.conftest import assert_right, assert_told


def loss(own=lambda d, r, w, f: d(r, w), wrong=lambda d, r, w, f: d(r, w.roll(1, 0)), forged=lambda d, r, w, f: d(f, w),
         combine=lambda a, b, c: softplus(-a).mean() + (softplus(b).mean() + softplus(c).mean()) / 2):  # fmt: skip
    """An answer of which one part is another."""
    return lambda d, r, w, f: combine(own(d, r, w, f), wrong(d, r, w, f), forged(d, r, w, f))


def in_part(rows):
    """Only some of the sentences are moved."""
    return lambda d, r, w, f: d(r, torch.cat([w[:rows].roll(1, 0), w[rows:]]))


@pytest.mark.parametrize(
    ("answer", "says"),
    [
        (lambda d, r, w, f: softplus(-d(r, w)).mean() + softplus(d(f, w)).mean(), "never learns to read"),
        (loss(combine=lambda a, b, c: softplus(-a).mean() + softplus(b).mean() + softplus(c).mean()), "half each"),
        (loss(combine=lambda a, b, c: (softplus(-a) + softplus(b) + softplus(c)).mean() / 3), "mean of the three"),
        (loss(combine=lambda a, b, c: (softplus(-a) + (softplus(b) + softplus(c)) / 2).mean() / 2), "halved every"),
        (loss(wrong=lambda d, r, w, f: d(f, w.roll(1, 0))), "to the *fakes*"),
        (loss(forged=lambda d, r, w, f: d(f, w.roll(1, 0))), "painted from"),
        (loss(combine=lambda a, b, c: softplus(-a).mean() + (softplus(-b).mean() + softplus(c).mean()) / 2), "isn't"),
        (loss(combine=lambda a, b, c: softplus(-a).mean() + (softplus(b).mean() + softplus(-c).mean()) / 2), "wish"),
        (loss(combine=lambda a, b, c: softplus(a).mean() + (softplus(-b).mean() + softplus(-c).mean()) / 2), "signs"),
        (loss(combine=lambda a, b, c: -softplus(-a).mean() - (softplus(b).mean() + softplus(c).mean()) / 2), "whole"),
        (loss(wrong=lambda d, r, w, f: d(r, w)), "still have the right sentences"),
        (loss(wrong=lambda d, r, w, f: d(r, w.roll(1, 1))), "garbled"),
        (loss(wrong=lambda d, r, w, f: d(r, w.roll(1))), "garbled"),
        (loss(wrong=in_part(4)), "random order"),
        (loss(combine=lambda a, b, c: softplus(-a).mean() + softplus(b).mean() / 2), "fakes are missing"),
        (loss(combine=lambda a, b, c: (softplus(b).mean() + softplus(c).mean()) / 2), "own sentences are missing"),
        (loss(combine=lambda a, b, c: softplus(-a).sum() + (softplus(b).sum() + softplus(c).sum()) / 2), "added up"),
        (loss(wrong=lambda d, r, w, f: d(r, w.roll(1, 0)).detach()), "some of her logits are cut loose"),
        (lambda d, r, w, f: loss()(d, r, w, f).item(), "cut off"),
        (lambda d, r, w, f: loss()(d, r, w, f).detach(), "cut off"),
        (lambda d, r, w, f: softplus(-d(r, w)), "One number was expected"),
        (lambda d, r, w, f: print(d(r, w)), "returned None"),
        (lambda d, r, w, f: d(r).mean(), "raised"),
        (lambda d, r, w, f: d(r, w).mean(), "Not yet"),
    ],
)  # fmt: skip
def test_a_wrong_loss_is_told_what_is_wrong(answer, says):
    assert_told(exercises.her_loss, answer, says)


def by_cross_entropy(d, r, w, f):
    def cost(logits, target):
        return binary_cross_entropy_with_logits(logits, torch.full_like(logits, target))

    return (
        cost(d(r, w), 1.0)
        + 0.5 * cost(d(r, w.flip(0).roll(1, 0) if len(w) < 2 else w.roll(-1, 0)), 0.0)
        + (0.5 * cost(d(f, w), 0.0))
    )


@pytest.mark.parametrize(
    "answer",
    [
        by_cross_entropy,
        loss(combine=lambda a, b, c: -logsigmoid(a).mean() - 0.5 * (logsigmoid(-b) + logsigmoid(-c)).mean()),
        loss(wrong=lambda d, r, w, f: d(r.roll(1, 0), w)),
        loss(combine=lambda a, b, c: softplus(-a).mean() + softplus(torch.cat([b, c])).mean()),
    ],
)
def test_a_right_loss_passes(answer):
    assert_right(exercises.her_loss, answer)


def test_the_solution_passes_and_a_stub_was_not_attempted():
    assert_right(exercises.her_loss, exercises.her_loss.function)

    def stub(discriminator, real, words, fake):
        """Nothing yet."""
        ...

    assert exercises.her_loss.check(stub).outcome == "not attempted"


def test_the_solution_is_the_packaged_loss():
    from gan_lesson.props.sentences import matching_aware_loss

    judge = exercises.Pairs()
    real, words, fake = judge.batch(5)
    packaged = matching_aware_loss(judge(real, words), judge(real, words.roll(1, 0)), judge(fake, words))
    assert torch.equal(exercises.her_loss.function(judge, real, words, fake), packaged)
