"""Lesson 06: the value function, the best expert, the generator's two losses and their gradients."""

import math
from collections.abc import Callable
from typing import Any

import torch
from torch import Tensor, sigmoid
from torch.nn.functional import logsigmoid, softplus

from gan_lesson.exercises import Attempt, Lesson, NotYet, Prediction, Quiz, close, exercise
from gan_lesson.exercises.attempt import as_tensor

sure_and_fooled = Prediction(
    "She is shown a fake and says D = 0.99. What is she paid? (log is the natural logarithm.)",
    answers={
        "about -0.01": "That is what she is paid when the picture is *real*: log 0.99. It was a fake, so she is paid "
        "log(1 - 0.99) = log 0.01, about -4.6.",
        "about -0.99": "That would be a fine in proportion to her mistake. The logarithm is harsher: log(1 - 0.99) = "
        "log 0.01, about -4.6, and there is no limit to it as D goes to 1.",
        "about -4.6": "Yes: log(1 - 0.99) = log 0.01. Being sure and wrong is costly.",
        "nothing: she is only paid for real pictures": "She is paid for every picture, by what she gave to the truth. "
        "The truth was *fake*, and she gave it 0.01: log 0.01 is about -4.6.",
    },
)

honest_pay = Prediction(
    "Of these pictures, three in four are real. She says the same y to each. Which y pays best in the long run?",
    answers={
        "y = 1: real is the better bet": "A bettor would say so. But she would be paid log 1 = 0 three times and log "
        "0, minus infinity, the fourth time. The best is y = 3/4: the pay makes her say what she knows.",
        "y = 3/4": "Yes. The pay is made so that the honest answer pays best.",
        "y = 1/2: the safe answer": "Safe, but it leaves money on the table: log ½ = -0.69 each time, where y = 3/4 is "
        "paid -0.56 on average.",
        "all pay the same on average": "They do not: y = 1/2 is paid -0.69 on average, y = 3/4 is paid -0.56, and y = "
        "1 minus infinity.",
    },
)

nothing_in_common = Prediction(
    "The fakes move so far away that p and q have next to nothing in common. Where does V(D*, G) go?",
    answers={
        "down to -log 4": "That is the other end, where the two densities are equal and she can't tell anything "
        "apart. Here she is right about everything: each logarithm is log 1 = 0, and V goes up to 0.",
        "up to 0": "Yes: she is right about everything, so each logarithm is log 1 = 0. She can't earn more than that.",
        "up without limit": "V is a mean of logarithms of probabilities, and none of them is above 0. It stops at 0, "
        "however far the fakes go: from there, V no longer says how far.",
    },
)

badly_caught = Prediction(
    "An early fake: D = 0.0003, its logit is -8. How strongly does each loss pull at that logit?",
    answers={
        "both alike": "Both want the logit up, but not alike: the saturating loss has the gradient -0.0003, the other "
        "-0.9997.",
        "the saturating loss pulls harder": "It is the other way round. The saturating loss, log(1 - D), is flat where "
        "D is near 0: its gradient is -0.0003. The other's is -0.9997.",
        "the non-saturating loss pulls harder": "Yes, some 3,000 times as hard: -0.9997 against -0.0003.",
    },
)

the_better_she_gets = Prediction(
    "She learns on and on, and tells real from fake better and better. What becomes of his saturating gradient?",
    answers={
        "it grows: a better expert is a better teacher": "You would hope so. But the surer she is that his fakes are "
        "fakes, the flatter log(1 - D) is where they lie: the gradient goes to 0.",
        "it settles at some value": "It goes on falling: D goes to 0 at the fakes, and -D is all that this loss sends "
        "back to each logit.",
        "it goes to 0": "Yes. The better she gets, the less he hears from her.",
    },
)


@exercise(
    hints=(
        "Two means, added: one over the real logits and one over the fake ones.",
        "For a real one, log D is `logsigmoid(logit)`. For a fake one, log(1 - D) is `logsigmoid` of minus the logit.",
        "`logsigmoid(real_logits).mean() + ...`, and the dots are the same thing with `-fake_logits`.",
    ),
    praise="One number, and the two players pull it in opposite directions.",
)
def value_function(real_logits: Tensor, fake_logits: Tensor) -> Tensor:
    """V(D, G) of a batch."""
    return logsigmoid(real_logits).mean() + logsigmoid(-fake_logits).mean()


@value_function.checks
def _(attempt: Attempt) -> None:
    real, fake = torch.tensor([2.0, 0.5, -1.0]), torch.tensor([-1.5, 1.25])
    try:
        value = attempt(real, fake)
    except NotYet as reason:
        if "must match the size" in str(reason):
            raise NotYet("The batches have 3 and 2 pictures. Take the mean over each batch before you add.") from None
        raise
    if bool(torch.isnan(attempt.expect_tensor(value)).any()):
        raise NotYet(
            "NaN came out, the logarithm of something below 0. A logit isn't a probability. Its sigmoid is, and so is "
            "1 minus its sigmoid."
        )
    on_real, on_fake = logsigmoid(real), logsigmoid(-fake)
    right = on_real.mean() + on_fake.mean()
    d_real, d_fake = sigmoid(real), sigmoid(fake)
    mistakes = {
        "The sign is flipped: this is the expert's *loss*. V is what she is paid, and it is never above 0.": -right,
        "You added up over the batch. V is made of means: `.mean()`.": on_real.sum() + on_fake.sum(),
        "You took one mean over all pictures. V has two means, one over the real and one over the fakes, added.": (
            torch.cat([on_real, on_fake]).mean()
        ),
        "This is half of V: the two means are added, not averaged.": right / 2,
        "This is log D of the fakes plus log(1 - D) of the real. It should be the other way round.": (
            logsigmoid(fake).mean() + logsigmoid(-real).mean()
        ),
        "For the fakes it is log(1 - D), and you took log D.": on_real.mean() + logsigmoid(fake).mean(),
        "For the fakes it is log(1 - D). That is not -log D, and not 1 - log D: first 1 - D, then the logarithm.": (
            on_real.mean() - logsigmoid(fake).mean(),
            on_real.mean() + 1 - logsigmoid(fake).mean(),
        ),
        "One of your two means has a minus sign too many; in V both are added.": (
            on_real.mean() - on_fake.mean(),
            on_fake.mean() - on_real.mean(),
        ),
        "You multiplied the two means; in V they are added.": on_real.mean() * on_fake.mean(),
        "1 - D is sigmoid(-l); the sigmoid of 1 - l is something else.": on_real.mean() + logsigmoid(1 - fake).mean(),
        "You took the real logits for both means. The second is over the fakes.": (on_real + logsigmoid(-real)).mean(),
        "Each mean is over its own batch: divide each sum by the number of *its* logits.": (
            (on_real.sum() + on_fake.sum()) / len(real),
            (on_real.sum() + on_fake.sum()) / len(fake),
        ),
        "The sigmoid was taken twice: `logsigmoid` has one in it already.": (
            logsigmoid(d_real).mean() + logsigmoid(-d_fake).mean()
        ),
        _OTHER_BASE: (right / math.log(2), right / math.log(10)),
        "A logarithm is missing.": (
            d_real.mean() + (1 - d_fake).mean(),
            d_real.mean() - d_fake.mean(),
            on_real.mean() + (1 - d_fake).mean(),
        ),
        _MEAN_TOO_EARLY: (
            d_real.mean().log() + (1 - d_fake).mean().log(),
            logsigmoid(real.mean()) + logsigmoid(-fake.mean()),
        ),
        "Your value only has the real pictures in it. The fakes are missing.": on_real.mean(),
        "Your value has only the fakes in it. The real pictures are missing.": on_fake.mean(),
        "These are the logits themselves. First D, the sigmoid; then the logarithm.": real.mean() - fake.mean(),
    }
    message = "Not the value yet: mean of log D over the real, plus mean of log(1 - D)."
    attempt.expect_close(value, right, message, mistakes)
    logits = torch.tensor([-200.0]), torch.tensor([200.0])
    _expect_for_large(attempt, logits, -400, "log D is `logsigmoid(l)`, log(1 - D) is `logsigmoid(-l)`")


@exercise(
    hints=(
        "At one place, what share of everything that lies there is real?",
        "Of p and q together, the share of p.",
        "`real_density / (... + ...)`, for the whole tensor at once.",
    ),
    praise="Proposition 1 of Goodfellow et al., in one line.",
)
def optimal_discriminator(real_density: Tensor, fake_density: Tensor) -> Tensor:
    """D* at each place."""
    return real_density / (real_density + fake_density)


@optimal_discriminator.checks
def _(attempt: Attempt) -> None:
    p, q = torch.tensor([0.3, 0.1, 0.2, 0.6]), torch.tensor([0.1, 0.3, 0.5, 0.15])
    right, decision, half = p / (p + q), (p > q).float(), torch.full((4,), 0.5)
    mistakes = {
        "It is the other way round: this is near 1 where the *fakes* are dense.": 1 - right,
        "This is the ratio p / q, which can be any number above 0. D* is a share, from 0 to 1.": p / q,
        "This is D*'s *logit*, log p - log q. Its sigmoid is D*.": right.logit(),
        "This is the real density itself. What share of all that lies there is it?": p,
        "This is the middle of the two densities. D* is the real one's *share*.": (p + q) / 2,
        "This says yes or no, real or fake. D* says how likely *real* is: a share from 0 to 1.": decision,
        "A sigmoid or a softmax wants logits, and densities aren't logits. D* is a share: p of p and q together.": (
            sigmoid(p - q)
        ),
        "The sigmoid belongs to logits, and p / q isn't one. D* is a share: p of p and q together.": sigmoid(p / q),
        "p / (p + q) is a probability already; the sigmoid is one too many.": sigmoid(right),
        "Take away the factor 2: where p and q are equal, D* should be one half.": 2 * right,
        "You divided by a sum over all places. D* is found at each place on its own, from p and q there.": (
            p / p.sum(),
            p / (p.sum() + q.sum()),
            (p / p.sum()) / (p / p.sum() + q / q.sum()),
        ),
        "Only p belongs above the line.": (p * q / (p + q), p**2 / (p + q), (p - q) / (p + q)),
        "Below the line you subtract; add the two densities.": p / (p - q),
        "Mind the brackets: `/` goes before `+`.": p / p + q,
        "You say one half everywhere. That is right only where p and q are equal.": half,
        "You say 0 everywhere. Did you write `//` instead of `/`?": 0 * half,
        "This is the logarithm of D*. Leave the logarithm out.": right.log(),
    }
    shares = attempt.expect_tensor(attempt(p, q))
    if shares.numel() == 1:
        raise NotYet("That is one number. The best expert has an answer for every place: `(4,)` in, `(4,)` out.")
    message = "With p = 0.3 and q = 0.1, three in four are real: D* should be 0.75."
    if shares.min() < 0 or shares.max() > 1:
        message += f" It is a share, from 0 to 1, and yours goes from {shares.min():.3g} to {shares.max():.3g}."
    attempt.expect_close(shares, right, message, mistakes)
    edge = attempt(torch.tensor([0.5, 0.0]), torch.tensor([0.0, 0.5]))
    message = "Where q is 0, D* should be 1, and where p is 0, it should be 0: don't cut anything off."
    attempt.expect_close(edge, [1.0, 0.0], message)
    far_out = attempt(torch.tensor([3e-9, 1e-9]), torch.tensor([1e-9, 3e-9]))
    message = (
        "Far out both densities are tiny, but their ratio still counts: don't add a small number, and don't round."
    )
    attempt.expect_close(far_out, [0.75, 0.25], message)


@exercise(
    hints=(
        "It is the part of V that has the fakes in it, and he wants it small. So no sign has to be flipped.",
        "log(1 - D) is -softplus(logit).",
        "`-softplus(...).mean()`.",
    ),
    praise="This is the generator's half of V, and nothing else.",
)
def saturating_loss(fake_logits: Tensor) -> Tensor:
    """Mean of log(1 - D) over the fakes."""
    return -softplus(fake_logits).mean()  # log(1 - sigmoid(l)) = -softplus(l)


@saturating_loss.checks
def _(attempt: Attempt) -> None:
    mistakes = {
        "This is -log(1 - D), the expert's loss on fakes. He minimises log(1 - D): flip the sign.": softplus(_FAKE),
        "This is -log D, the other loss, which comes next. Here: log(1 - D).": softplus(-_FAKE),
        "This is the mean of log D. V has log(1 - D) for the fakes.": -softplus(-_FAKE),
        "This is log D + log(1 - D). He is not paid for log D.": -softplus(_FAKE) - softplus(-_FAKE),
        _ONE_MINUS_THE_LOGARITHM: 1 + softplus(-_FAKE),
        "1 - D is sigmoid(-l); the sigmoid of 1 - l is something else.": -softplus(_FAKE - 1),
    }
    mistakes = {diagnosis: losses.mean() for diagnosis, losses in mistakes.items()}
    mistakes[_MEAN_TOO_EARLY] = sigmoid(-_FAKE).mean().log(), -softplus(_FAKE.mean())
    gradient = "This is the *gradient* of each fake's loss, which comes further below. Here: the loss."
    mistakes[gradient] = -sigmoid(_FAKE)
    _expect_loss(attempt, lambda logits: -softplus(logits), "log(1 - D)", mistakes)
    _expect_for_large(attempt, (torch.tensor([200.0]),), -200, "log(1 - D) is `-softplus(l)`")
    _note_unless_differentiable(attempt)


@exercise(
    hints=(
        "The mean of -log D. Which sign does the logit inside `softplus` have now?",
        "log D is -softplus(-logit), so -log D is softplus of minus the logit.",
        "`softplus(...).mean()`, and the dots are `-fake_logits`.",
    ),
    praise="Lesson 08 trains with this loss, and so did StyleGAN.",
)
def nonsaturating_loss(fake_logits: Tensor) -> Tensor:
    """Mean of -log D over the fakes."""
    return softplus(-fake_logits).mean()  # -log(sigmoid(l)) = softplus(-l)


@nonsaturating_loss.checks
def _(attempt: Attempt) -> None:
    mistakes = {
        "This is log(1 - D), the saturating loss from above. Here: -log D.": -softplus(_FAKE),
        "The sign is flipped: he minimises *minus* log D, so that D at the fakes goes up.": -softplus(-_FAKE),
        "This is -log(1 - D), the expert's loss on fakes: he would learn to be caught. His is -log D, cross-entropy "
        "with the target 1.": softplus(_FAKE),
        _ONE_MINUS_THE_LOGARITHM: 1 + softplus(-_FAKE),
        "This is minus the logit. -log D is `softplus(-l)`.": -_FAKE,
    }
    mistakes = {diagnosis: losses.mean() for diagnosis, losses in mistakes.items()}
    mistakes[_MEAN_TOO_EARLY] = -sigmoid(_FAKE).mean().log(), softplus(-_FAKE.mean())
    _expect_loss(attempt, lambda logits: softplus(-logits), "-log D", mistakes)
    _expect_for_large(attempt, (torch.tensor([-200.0]),), 200, "-log D is `softplus(-l)`")
    _note_unless_differentiable(attempt)


_FAKE = torch.tensor([-1.5, 0.25, 2.0])
_MEAN_TOO_EARLY = "You took the mean too early. It is first the logarithm of each D, and then the mean of those."
_ONE_MINUS_THE_LOGARITHM = "This is 1 - log D. The 1 belongs to log(1 - D), within the logarithm."
_OTHER_BASE = "You took logarithms to base 2 or 10; here log is the natural one, `torch.log`."


@exercise(
    hints=(
        "The loss of one fake is -softplus(l). What is the derivative of softplus(l) = log(1 + exp(l))?",
        "It is exp(l) / (1 + exp(l)). You know that function by another name.",
        "It is the sigmoid; and mind the minus in front.",
    ),
    praise="It is -D: close to 0 just where he is caught most surely.",
)
def saturating_gradient(fake_logits: Tensor) -> Tensor:
    """The derivative of each fake's log(1 - D) by its logit."""
    return -sigmoid(fake_logits)


@saturating_gradient.checks
def _(attempt: Attempt) -> None:
    mistakes = {
        "This is the gradient of the other loss, -log D.": _D - 1,
        "Up to the sign, this is the gradient of the other loss, -log D.": 1 - _D,
        "This is the derivative of log(1 - D) by *D*. The inner one, of D by the logit, is missing: D (1 - D).": (
            -1 / (1 - _D),
            1 / (1 - _D),
        ),
        "The sigmoid was taken twice.": -sigmoid(_D),
        _LOSS_ITSELF: (-softplus(_LOGITS), softplus(_LOGITS)),
        "The 1 - D of the outer derivative and that of the inner one cancel, and one -D is left.": -(_D**2),
        "That is -exp(l), or -D / (1 - D). The derivative has 1 + exp(l) below the line: -D alone.": (
            -_LOGITS.exp(),
            _LOGITS.exp(),
        ),
        _LOGIT_FOR_D: -1 / (1 - _LOGITS),
        _FINITE_STEP: softplus(_LOGITS) - softplus(_LOGITS + 1),
    }
    _expect_gradient(attempt, -_D, mistakes)


@exercise(
    hints=(
        "The loss of one fake is softplus(-l). Its derivative has two factors: the outer one and that of -l.",
        "The outer one is sigmoid(-l), which is 1 - sigmoid(l). The inner one is -1.",
        "`sigmoid(fake_logits) - ...`.",
    ),
    praise="It is D - 1: close to -1 where he is caught most surely, and 0 where she is fooled.",
)
def nonsaturating_gradient(fake_logits: Tensor) -> Tensor:
    """The derivative of each fake's -log D by its logit."""
    return sigmoid(fake_logits) - 1


@nonsaturating_gradient.checks
def _(attempt: Attempt) -> None:
    mistakes = {
        "This is the gradient of the saturating loss, log(1 - D).": -_D,
        "Up to the sign, this is the gradient of the saturating loss, log(1 - D).": _D,
        "This is the derivative of -log D by *D*. The inner one, of D by the logit, is missing: D (1 - D).": (
            -1 / _D,
            1 / _D,
        ),
        "The sigmoid was taken twice.": sigmoid(_D) - 1,
        _LOSS_ITSELF: (softplus(-_LOGITS), -softplus(-_LOGITS)),
        "The D of the outer derivative and that of the inner one cancel, and one D - 1 is left.": (
            (_D - 1) ** 2,
            -((_D - 1) ** 2),
        ),
        "That is -exp(-l), or (D - 1) / D. The derivative has 1 + exp(-l) below the line: D - 1 alone.": (
            -(-_LOGITS).exp(),
            (-_LOGITS).exp(),
        ),
        "It is D *minus* 1, for a derivative below 0.": _D + 1,
        "The 1 is subtracted from D, not from the logit.": sigmoid(_LOGITS - 1),
        _LOGIT_FOR_D: -1 / _LOGITS,
        _FINITE_STEP: softplus(-_LOGITS - 1) - softplus(-_LOGITS),
    }
    _expect_gradient(attempt, _D - 1, mistakes)


_LOGITS = torch.tensor([-3.0, -0.5, 0.25, 2.0])
_D = sigmoid(_LOGITS)
_LOGIT_FOR_D = "The logit itself stands where D belongs, its sigmoid."
_LOSS_ITSELF = "This is the loss itself, up to the sign; we ask for its derivative."
_FINITE_STEP = "That is the change over a step of 1. A derivative is the slope at that very place."


def _expect_loss(attempt: Attempt, loss: Callable[[Tensor], Tensor], formula: str, mistakes: dict[str, Tensor]) -> None:
    """The common part of both checks of losses, with the `loss` of each fake and the mistakes of one loss."""
    value, right = attempt(_FAKE.clone()), loss(_FAKE).mean()
    believed = sigmoid(_FAKE).mean()
    mistakes = {
        **mistakes,
        "This is a mean of probabilities. The logarithm is missing.": (believed, -believed, 1 - believed),
        "A loss is one number for the whole batch: take the mean.": loss(_FAKE),
        "You added up over the batch. A loss is the mean.": loss(_FAKE).sum(),
        _OTHER_BASE: (right / math.log(2), right / math.log(10)),
        "The sigmoid was taken twice: `softplus` wants the logit itself.": loss(sigmoid(_FAKE)).mean(),
    }
    if bool(torch.isnan(attempt.expect_tensor(value)).any()):
        raise NotYet(
            f"NaN came out, the logarithm of something below 0. It is {formula}, and D is the logit's sigmoid."
        )
    attempt.expect_close(value, right, f"Not yet: the mean of {formula} over the fakes.", mistakes)
    fewer = "It is right for 3 fakes, but not for 2: is the number of fakes typed in?"
    attempt.expect_close(attempt(_FAKE[:2].clone()), loss(_FAKE[:2]).mean(), fewer)


def _expect_for_large(attempt: Attempt, logits: tuple[Tensor, ...], right: float, way_out: str) -> None:
    """Ends the check if a value is wrong for large logits, where 32 bits fail; `way_out` says what does not."""
    value = attempt.expect_number(attempt(*logits))
    if not close(value, right):
        raise NotYet(
            f"Right for moderate logits. But for {' and '.join(f'{batch.item():g}' for batch in logits)} it should be "
            f"{right:g}, and yours is {value:g}: in 32 bits sigmoid(200) is exactly 1, sigmoid(-200) is 0, and "
            f"exp(200) is infinite. What works: {way_out}."
        )


def _note_unless_differentiable(attempt: Attempt) -> None:
    """Notes a loss that is right as a number, but cut off from the logits."""
    try:
        loss = as_tensor(attempt(_FAKE.clone().requires_grad_()))
    except NotYet:  # NumPy and `tolist` want tensors without a gradient
        loss = None
    if loss is None or not loss.requires_grad:
        attempt.note("The number is right, but it is cut off from the logits: no gradient could reach a forger.")


def _expect_gradient(attempt: Attempt, right: Tensor, mistakes: dict[str, Any]) -> None:
    """The common part of both checks of gradients, with the mistakes of one gradient at `_LOGITS`."""
    gradient = attempt.expect_tensor(attempt(_LOGITS.clone()))
    if gradient.numel() == 1:
        raise NotYet(
            "That is one number. Here each logit gets a derivative of its own: `(4,)` in, `(4,)` out, and no mean."
        )
    mistakes = {
        "The sign is flipped. If the logit goes up, she is more inclined to say *real*, and his loss falls: the "
        "derivative is below 0.": -right,
        **mistakes,
        "You divided by the batch. Here we ask for each fake's own derivative, without the mean.": right / 4,
        "This is the derivative of D by the logit, up to the sign. The outer one, of the logarithm, is missing.": (
            -_D * (1 - _D),
            _D * (1 - _D),
        ),
        "These are the logits with their sign flipped. Their sigmoid is missing.": -_LOGITS,
        "These are the logits; their sigmoid is missing.": _LOGITS - 1,
        "You say the same to every logit. It is -1/2 at the logit 0, and changes with D.": (
            torch.full((4,), -0.5),
            torch.full((4,), -1.0),
            torch.zeros(4),
        ),
    }
    attempt.expect_close(gradient, right, "Not yet. At the logit 0, where D is one half, it should be -0.5.", mistakes)
    large = as_tensor(attempt(torch.tensor([-100.0, 100.0])))
    if large is None or not bool(large.isfinite().all()):
        attempt.note(
            "It is right, but not a number for a logit of 100 or -100, where `exp` is infinite. `sigmoid` is safe."
        )


what_one_half_means = Quiz(
    "The best expert says D*(x) = 1/2 at some x. What does that tell you?",
    right="at x, real data and fakes are equally dense",
    answers={
        "at x, real data and fakes are equally dense": "Yes: p / (p + q) is one half where p = q.",
        "the fakes are perfect": "Tempting, because for a perfect forger D* is 1/2. But for him it is 1/2 "
        "*everywhere*; at a single x the two curves may only cross.",
        "she has not learned anything yet": "Tempting, because an untrained network says about 1/2 too (lesson 05). "
        "But D* is the best expert there is: when she says 1/2, there is nothing more to know at x.",
        "x is rare": "Tempting, because one might be unsure of rare things. But D* depends on the ratio of p and q "
        "alone: far out, where both are tiny, she can be as sure as anywhere.",
    },
)

value_at_its_floor = Quiz(
    "In a training run, the measured V has been close to -log 4 for a while. What do you know?",
    right="the expert does no better than one who says 1/2 to everything, and you do not know why",
    answers={
        "the fakes have the distribution of the real data": "Tempting, because theorem 1 says so, about V(D*, G): with "
        "the *best* expert. An expert who knows nothing and says 1/2 to everything gives -log 4 too.",
        "the expert does no better than one who says 1/2 to everything, and you do not know why": "Yes. Perhaps there "
        "is nothing to tell apart, perhaps she cannot tell, perhaps she is often right and now and then surely wrong. "
        "Theorem 1 speaks of the best expert.",
        "the forger has given up": "Tempting, as nothing moves. But a small V is just what he wants. One number does "
        "not tell whether he has got it by skill, or because she is weak.",
    },
)

what_it_minimises = Quiz(
    "With the best expert held still, the gradient of the non-saturating loss is the gradient of which quantity?",
    right="KL(q‖p) - 2 JS",
    answers={
        "2 JS": "Tempting, because people often say that this is what GANs minimise. It holds for the *saturating* "
        "loss, whose gradient dies far away. The other's does not, so it cannot be the same.",
        "KL(q‖p) - 2 JS": "Yes: theorem 2.5 of Arjovsky & Bottou. It's also twice KL(m‖p), where m is the middle.",
        "KL(p‖q)": "Tempting, because a normal distribution that is fitted as in lesson 02, to give the data the most "
        "density, makes this one small. Here the mean is taken over the *fakes*, so q comes first, and 2 JS is "
        "subtracted.",
        "-V": "Tempting: flip the sign of what she wants. But the fakes' part of -V is -log(1 - D), and a forger who "
        "minimised that would learn to be caught.",
    },
)

lesson = Lesson.of("06", vars())
progress, export = lesson.progress, lesson.export
show = lesson.show
