"""Lesson 12, *Say it in a sentence*: the matching-aware loss, and what the order of words brings."""

from itertools import pairwise

import torch
from torch import Tensor, nn
from torch.nn.functional import softplus

from gan_lesson.exercises import Attempt, NotYet, Prediction, Quiz, close, exercise
from gan_lesson.exercises.attempt import as_tensor

same_words = Prediction(
    "“a grey dog with dark ears” and “a dark dog with grey ears”: the same words. Two forgers, each with a reader of "
    "his own, paint both from the same latents. What does the one who adds up the words show?",
    {
        "the same picture twice": "Yes. A sum doesn't know in which order its terms came, so the "
        "two sentences are one and the same to him.",
        "nearly the same picture": "Not nearly. A sum doesn't know in which order its terms came, so the two sentences "
        "give the same numbers, and the same numbers give the same picture.",
        "two different dogs": "He can't. A sum doesn't know in which order its terms came, so he gets the same numbers "
        "for both, and paints the same picture.",
    },
)

never_together = Prediction(
    "No white masked pet with long ears was among the portraits he learned from. What comes out when you ask for a dog "
    "that is all three?",
    {
        "white masked dogs with long ears": "Yes, in this run most of the time. He met each word often, in other "
        "company, and what one word does to a picture hardly depends on the others.",
        "dogs that lack one of the three": "Some do, but most show all three. He met each word often, in other "
        "company, and what one word does to a picture hardly depends on the others.",
        "no pets at all": "No: he met each of the three words often, in other company, and what one word does to a "
        "picture hardly depends on the others.",
    },
)


@exercise(
    hints=(
        "Ask her three times: for the real pictures with their own sentences, for the real pictures with somebody "
        "else's, and for the fakes with the sentences that they were painted from. Only the first pair is *real*.",
        "`words.roll(1, 0)` hands each picture its neighbour's sentence. A pair that should be real costs "
        "`softplus(-logit)`, one that should not costs `softplus(logit)`.",
        "`softplus(-own).mean() + (softplus(wrong).mean() + softplus(forged).mean()) / 2`, where the three are her "
        "logits of the three kinds of pairs.",
    ),
    praise="This is the loss of Reed and others (2016), algorithm 1, who called it GAN-CLS.",
)
def her_loss(discriminator: nn.Module, real: Tensor, words: Tensor, fake: Tensor) -> Tensor:
    """What she pays: only a real picture with its own sentence counts as real."""
    own = discriminator(real, words)
    wrong = discriminator(real, words.roll(1, 0))  # the neighbour's sentence
    forged = discriminator(fake, words)
    return softplus(-own).mean() + (softplus(wrong).mean() + softplus(forged).mean()) / 2


class Pairs(nn.Module):
    """A discriminator whose logit depends only on which kind of pair it is shown.

    Picture k of a batch has k + 1 in each pixel, a fake one minus that; its sentence is k + 1, k + 2, k + 3.
    """

    logits = {"own": 1.2, "wrong": -0.5, "forged": 0.3, "forged wrong": 1.7, "garbled": 2.6}

    def __init__(self) -> None:
        super().__init__()
        self.bias = nn.Parameter(torch.zeros(()))

    def forward(self, pictures: Tensor, words: Tensor) -> Tensor:
        """Pictures ``(batch, 1, 2, 2)`` and words ``(batch, 3)`` to logits ``(batch,)``."""
        pictures = pictures.flatten(1)[:, 0]
        whole = all(bool((after == before + 1).all()) for before, after in pairwise(words.unbind(1)))
        mine = pictures.abs().round() == words[:, 0]
        kinds = torch.where(
            pictures > 0,
            torch.where(mine, self.logits["own"], self.logits["wrong"]),
            torch.where(mine, self.logits["forged"], self.logits["forged wrong"]),
        )
        return (kinds if whole else torch.full_like(kinds, self.logits["garbled"])) + self.bias

    @staticmethod
    def batch(n: int) -> tuple[Tensor, Tensor, Tensor]:
        """Real pictures, their words, and fakes."""
        number = torch.arange(1.0, n + 1)
        real = number[:, None, None, None].expand(-1, 1, 2, 2).clone()
        return real, (number[:, None] + torch.arange(3.0)).long(), -real


@her_loss.checks
def _(attempt: Attempt) -> None:
    n = 7
    own, wrong, forged, forged_wrong, garbled = Pairs.logits.values()

    def cost(*terms: tuple[float, float]) -> float:
        """The sum of weight times softplus(logit)."""
        return sum(weight * softplus(torch.tensor(logit)).item() for weight, logit in terms)

    right = cost((1, -own), (0.5, wrong), (0.5, forged))
    halves = "The two kinds of wrong pairs count half each, so that real and not real weigh the same."
    stayed = [cost((1, -own), (0.5 * k / n, own), (0.5 * (n - k) / n, wrong), (0.5, forged)) for k in range(1, n)]
    mistakes = {
        "The pairs of a real picture and somebody else's sentence are missing: she never learns to read.": (
            cost((1, -own), (1, forged)),
            cost((1, -own), (0.5, forged)),
        ),
        halves: cost((1, -own), (1, wrong), (1, forged)),
        "You took the mean of the three kinds. The pairs that are wrong count half each, the real ones whole.": (
            cost((1 / 3, -own), (1 / 3, wrong), (1 / 3, forged))
        ),
        "You halved everything. Only the two kinds of wrong pairs count half.": right / 2,
        "You gave the other sentence to the *fakes*. It goes to the real pictures: what is wrong there is the match, "
        "and nothing else.": (
            cost((1, -own), (0.5, forged_wrong), (0.5, forged)),
            cost((1, -own), (1, forged_wrong), (1, forged)),
        ),
        "The fakes belong with the sentences that they were painted from, not with other ones.": (
            cost((1, -own), (0.5, wrong), (0.5, forged_wrong)),
            cost((1, -own), (1, wrong), (1, forged_wrong)),
            cost((1, -own), (1, forged_wrong)),
        ),
        "You teach her that a real picture with another sentence is *real*. It isn't: `softplus(wrong)`, without a "
        "minus.": (cost((1, -own), (0.5, -wrong), (0.5, forged)), cost((1, -own), (1, -wrong), (1, forged))),
        "You teach her that fakes are *real*. That is his wish, not hers: `softplus(forged)`, without a minus.": (
            cost((1, -own), (0.5, wrong), (0.5, -forged)),
            cost((1, -own), (1, wrong), (1, -forged)),
        ),
        "Your signs are turned round: real costs `softplus(-logit)`, not real costs `softplus(logit)`.": (
            cost((1, own), (0.5, -wrong), (0.5, -forged))
        ),
        "The sign of the whole is turned round: a loss is to be made small.": -right,
        "The wrong pairs still have the right sentences. Move them by one picture: `words.roll(1, 0)`.": (
            cost((1, -own), (0.5, own), (0.5, forged))
        ),
        "Your sentences are garbled, word by word. `words.roll(1, 0)` moves whole sentences along the batch.": (
            cost((1, -own), (0.5, garbled), (0.5, forged)),
            cost((1, -own), (1, garbled), (1, forged)),
        ),
        "Some of your wrong sentences are the right ones: a random order now and then leaves one where it was. "
        "`words.roll(1, 0)` moves every one.": tuple(stayed),
        "The fakes are missing.": (cost((1, -own), (0.5, wrong)), cost((1, -own), (1, wrong))),
        "The real pictures with their own sentences are missing.": (
            cost((0.5, wrong), (0.5, forged)),
            cost((1, wrong), (1, forged)),
        ),
        "You added up the batch. Take the mean of each kind.": n * right,
    }
    message = "Not yet: softplus(-own) + (softplus(wrong) + softplus(forged)) / 2, each the mean over the batch."
    judge = Pairs()
    loss = attempt(judge, *Pairs.batch(n))
    attempt.expect_close(loss, right, message, mistakes)
    loss = as_tensor(loss)
    if loss is None or not loss.requires_grad:
        raise NotYet("The number is right, but it is cut off from her logits, and she can't learn from it.")
    (learnt,) = torch.autograd.grad(loss, judge.bias, allow_unused=True)
    (wanted,) = torch.autograd.grad(her_loss.function(judge, *Pairs.batch(n)), judge.bias)
    if not close(learnt, wanted):
        raise NotYet(
            "The number is right, but some of her logits are cut loose, and she can't learn from those pairs. If you "
            "detach anything, let it be `fake`."
        )
    message = "Right for a batch of seven. For a batch of three it isn't."
    attempt.expect_close(attempt(judge, *Pairs.batch(3)), right, message, mistakes)


why_wrong_pairs = Quiz(
    "Why does she also see real pictures with other pictures' sentences?",
    right="so that a good picture of the wrong thing counts as wrong",
    answers={
        "so that a good picture of the wrong thing counts as wrong": "Yes. Among fakes alone, a pair may be wrong "
        "because the picture is bad or because it doesn't match, and at first all of them are bad. A real picture with "
        "another sentence can only be wrong in the second way.",
        "so that she has more pictures to learn from": "They are the same pictures. What is new is the pairing: the "
        "picture is good, and only the match is wrong.",
        "so that he sees more sentences": "He sees every sentence anyway. The wrong pairs are for *her*: the picture "
        "is good, and only the match is wrong.",
    },
)
