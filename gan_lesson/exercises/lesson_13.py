"""Lesson 13: the cycle loss, the identity loss, and the translators' whole loss."""

from collections.abc import Callable

import torch
from torch import Tensor, nn
from torch.nn.functional import softplus

from gan_lesson import losses
from gan_lesson.exercises import Attempt, Lesson, NotYet, Prediction, Quiz, exercise

# --- exercises, in the order of the lesson


@exercise(
    hints=(
        "There are two round trips: from x to `fake_y` and back to x, and from y to `fake_x` and back to y.",
        "`back(fake_y)` is x after its round trip. How far is it from x? `(back(fake_y) - x).abs().mean()`.",
        "Do the same with `there(fake_x)` and y, and add the two.",
    ),
    praise="This is equation 2 of Zhu and others (2017).",
)
def cycle_loss(there: nn.Module, back: nn.Module, x: Tensor, y: Tensor, fake_x: Tensor, fake_y: Tensor) -> Tensor:
    """The mean absolute difference between pictures that went there and back and the originals, both ways added."""
    return (back(fake_y) - x).abs().mean() + (there(fake_x) - y).abs().mean()


@cycle_loss.checks
def _(attempt: Attempt) -> None:
    there, back = _translators()
    fake_y, fake_x = there(_X), back(_Y)
    x_again, y_again = back(fake_y), there(fake_x)
    value = attempt(there, back, _X, _Y, fake_x, fake_y)
    one, two = _l1(x_again, _X), _l1(y_again, _Y)
    mistakes = {
        "You squared the differences. The paper takes their absolute values, which blur less: `.abs().mean()`.": (
            _l2(x_again, _X) + _l2(y_again, _Y)
        ),
        "That's only the way from x to Y and back. The way from y to X and back belongs to it too.": one,
        "That's only the way from y to X and back. The way from x to Y and back belongs to it too.": two,
        "You compared each picture with its *translation*, and those two should differ. Translate it back first, "
        "`back(fake_y)`, and compare that with x.": (
            _l1(fake_y, _X) + _l1(fake_x, _Y),
            _l1(fake_y, _X),
            _l1(fake_x, _Y),
        ),
        "You compared real pictures with fakes of the same world. They are other animals: nobody has pairs. Take "
        "each picture there and back, and compare it with itself.": _l1(fake_y, _Y) + _l1(fake_x, _X),
        "You translated twice in the same direction. From Y the way leads `back`, from X it leads `there`.": (
            _l1(there(fake_y), _X) + _l1(back(fake_x), _Y)
        ),
        "You compared what came back as an x with y, and the other way round.": _l1(x_again, _Y) + _l1(y_again, _X),
        "That's the identity loss, which comes next. Here each picture goes there *and* back.": (
            _l1(there(_Y), _Y) + _l1(back(_X), _X)
        ),
        "The mean of the differences themselves: those above and those below cancel. Take `.abs()` first.": (
            (x_again - _X).mean() + (y_again - _Y).mean(),
            (x_again - _X).mean().abs() + (y_again - _Y).mean().abs(),
        ),
        "You added up all the pixels. Take the mean, or the loss grows with the size of the pictures.": (
            _total(x_again, _X) + _total(y_again, _Y)
        ),
        "You multiplied the two ways. They are added.": one * two,
        "That's the mean of the two ways. The paper adds them.": (one + two) / 2,
        "Lambda comes later, in the whole loss. Here the two ways are added as they are.": 10 * (one + two),
    }
    message = "Not yet: |back(fake_y) - x| + |there(fake_x) - y|, the mean over the pixels of each."
    attempt.expect_close(value, one + two, message, mistakes)
    right = _gradients(lambda a, b: cycle_loss.function(a, b, _X, _Y, b(_Y), a(_X)))
    found = _gradients(lambda a, b: attempt(a, b, _X, _Y, b(_Y), a(_X)))
    without = _gradients(lambda a, b: cycle_loss.function(a, b, _X, _Y, b(_Y).detach(), a(_X).detach()))
    _expect_learning(
        found,
        right,
        {
            "The value is right, but the way there gets no gradient: you cut the fakes loose with `detach()`, or "
            "worked under `no_grad`. Both translators learn from the cycle.": without,
        },
    )


@exercise(
    hints=(
        "Who should leave which picture alone? `there` makes striped pets, so he has no work to do on a striped one.",
        "`(there(y) - y).abs().mean()` is what he changes all the same.",
        "Add the same for `back`, who has no work to do on an x.",
    ),
    praise="A translator who is shown a picture of his target world should leave it as it is.",
)
def identity_loss(there: nn.Module, back: nn.Module, x: Tensor, y: Tensor) -> Tensor:
    """The mean absolute change that each translator makes to real pictures of the world that he translates into."""
    return (there(y) - y).abs().mean() + (back(x) - x).abs().mean()


@identity_loss.checks
def _(attempt: Attempt) -> None:
    there, back = _translators()
    value = attempt(there, back, _X, _Y)
    one, two = _l1(there(_Y), _Y), _l1(back(_X), _X)
    mistakes = {
        "You showed each translator the pictures that he *should* change: an identity loss on `there(x)` forbids him "
        "to translate. `there` makes ys, so show it a y.": (_l1(there(_X), _X) + _l1(back(_Y), _Y)),
        "That's only `there`. `back` should leave an x alone too.": one,
        "That's only `back`. `there` should leave a y alone too.": two,
        "That's the cycle loss. Here each picture passes one translator only, and should come out as it was.": (
            _l1(back(there(_X)), _X) + _l1(there(back(_Y)), _Y)
        ),
        "You squared the differences. Take absolute values, as in the cycle loss: `.abs().mean()`.": (
            _l2(there(_Y), _Y) + _l2(back(_X), _X)
        ),
        "You compared with pictures of the other world. Each should come out as *itself*.": (
            _l1(there(_Y), _X) + _l1(back(_X), _Y),
            _l1(there(_X), _Y) + _l1(back(_Y), _X),
        ),
        "The mean of the differences themselves: those above and those below cancel. Take `.abs()` first.": (
            (there(_Y) - _Y).mean() + (back(_X) - _X).mean()
        ),
        "You added up all the pixels. Take the mean.": _total(there(_Y), _Y) + _total(back(_X), _X),
        "That's the mean of the two. Add them.": (one + two) / 2,
    }
    message = "Not yet: |there(y) - y| + |back(x) - x|, the mean over the pixels of each."
    attempt.expect_close(value, one + two, message, mistakes)
    x, y = 3 * _X + 1, 3 * _Y - 1  # what a translator changes here is now above, now below
    one, two = there(y) - y, back(x) - x
    cancel = "`.abs()` comes too late: in the mean, differences above and below cancel. Take `.abs()` first."
    mistakes = {cancel: one.mean().abs() + two.mean().abs()}
    attempt.expect_close(attempt(there, back, x, y), one.abs().mean() + two.abs().mean(), message, mistakes)
    right = _gradients(lambda a, b: identity_loss.function(a, b, _X, _Y))
    found = _gradients(lambda a, b: attempt(a, b, _X, _Y))
    _expect_learning(found, right, {})


@exercise(
    hints=(
        "Three parts, added: what the two experts say, the cycle loss and the identity loss, each with its weight.",
        "An expert's part is `losses.nonsaturating_generator_loss(discriminator_y(fake_y))`: the translator wants her "
        "to say *real*. There are two experts, each judges the fakes of her own world.",
        "`verdicts + cycle_weight * cycle + identity_weight * identity`, where `verdicts` is the sum of the two.",
    ),
    praise="Equation 3 of the paper, with our experts' loss, and with the identity loss of its section 5.2 added.",
)
def translators_loss(
    discriminator_x: nn.Module,
    discriminator_y: nn.Module,
    fake_x: Tensor,
    fake_y: Tensor,
    cycle: Tensor,
    identity: Tensor,
    cycle_weight: float,
    identity_weight: float,
) -> Tensor:
    """The whole loss of both translators, from their fakes and from their cycle and identity losses."""
    verdicts = losses.nonsaturating_generator_loss(discriminator_x(fake_x))
    verdicts = verdicts + losses.nonsaturating_generator_loss(discriminator_y(fake_y))
    return verdicts + cycle_weight * cycle + identity_weight * identity


@translators_loss.checks
def _(attempt: Attempt) -> None:
    expert_x, expert_y = _Expert(0.8, -0.3), _Expert(-1.3, 0.4)
    fake_x, fake_y = (fake.clone().requires_grad_() for fake in (_X + 0.3, _Y - 0.2))
    cycle, identity = (torch.tensor(value, requires_grad=True) for value in (0.21, 0.13))

    def whole(of: Callable[[Tensor], Tensor], a: Tensor, b: Tensor, lam: float = 7, mu: float = 3) -> Tensor:
        return of(expert_x(a)) + of(expert_y(b)) + lam * cycle + mu * identity

    def real(logits: Tensor) -> Tensor:
        return softplus(-logits).mean()

    def fooled(logits: Tensor) -> Tensor:
        return softplus(logits).mean()

    value = attempt(expert_x, expert_y, fake_x, fake_y, cycle, identity, 7.0, 3.0)
    on_x, on_y = real(expert_x(fake_x)), real(expert_y(fake_y))
    mistakes = {
        "You forgot the cycle's weight, lambda: `cycle_weight * cycle`.": whole(real, fake_x, fake_y, lam=1),
        "You forgot the identity's weight: `identity_weight * identity`.": whole(real, fake_x, fake_y, mu=1),
        "You forgot both weights: `cycle_weight * cycle + identity_weight * identity`.": (
            whole(real, fake_x, fake_y, 1, 1)
        ),
        "You exchanged the two weights.": whole(real, fake_x, fake_y, 3, 7),
        "You used the numbers 10 and 5. Use `cycle_weight` and `identity_weight`, whatever they are.": (
            whole(real, fake_x, fake_y, 10, 5)
        ),
        "The cycle loss is missing.": whole(real, fake_x, fake_y, lam=0),
        "The identity loss is missing.": whole(real, fake_x, fake_y, mu=0),
        "The experts are missing. Without them nothing needs to change, and doing nothing costs nothing.": (
            7 * cycle + 3 * identity
        ),
        "Only one expert is asked. There are two, and each judges one world.": (
            on_x + 7 * cycle + 3 * identity,
            on_y + 7 * cycle + 3 * identity,
        ),
        "You asked each expert about the other's world. `discriminator_x` judges `fake_x`.": (
            real(expert_x(fake_y)) + real(expert_y(fake_x)) + 7 * cycle + 3 * identity
        ),
        "The sign is turned: this is small where the experts say *fake*. A translator wants to hear *real*.": (
            whole(fooled, fake_x, fake_y),
            whole(lambda logits: -real(logits), fake_x, fake_y),
        ),
        "That's the saturating loss, whose gradient dies where the expert is sure. Take the non-saturating one.": (
            whole(lambda logits: -fooled(logits), fake_x, fake_y)
        ),
        "You added the experts' *logits*. Turn them into losses: `losses.nonsaturating_generator_loss(logits)`.": (
            whole(lambda logits: logits.mean(), fake_x, fake_y),
            whole(lambda logits: -logits.mean(), fake_x, fake_y),
        ),
        "You put the *pictures* into the loss. Ask the experts first: `discriminator_x(fake_x)`.": (
            real(fake_x) + real(fake_y) + 7 * cycle + 3 * identity
        ),
        "You weighted the experts' part too. It counts once.": 7 * (on_x + on_y + cycle) + 3 * identity,
    }
    message = "Not yet: the two experts' parts + cycle_weight · cycle + identity_weight · identity."
    right = whole(real, fake_x, fake_y)
    attempt.expect_close(value, right, message, mistakes)
    wanted = torch.autograd.grad(right, (fake_x, fake_y))
    loss = attempt.expect_tensor(attempt(expert_x, expert_y, fake_x, fake_y, cycle, identity, 7.0, 3.0))
    got = (
        torch.autograd.grad(loss, (fake_x, fake_y), retain_graph=True, allow_unused=True)
        if loss.requires_grad
        else (None, None)
    )
    if any(
        gradient is None or not torch.allclose(gradient, other, rtol=1e-3)
        for gradient, other in zip(got, wanted, strict=True)
    ):
        raise NotYet(
            "The value is right, but the translators can't learn from it: no gradient reaches the fakes. Was something "
            "detached, or turned into a plain number?"
        )
    parts = torch.autograd.grad(loss, (cycle, identity), allow_unused=True)
    if not all(
        part is not None and torch.allclose(part, torch.tensor(weight))
        for part, weight in zip(parts, (7.0, 3.0), strict=True)
    ):
        raise NotYet(
            "The value is right, but the translators can't learn from the cycle or the identity loss. Was one of them "
            "detached, or turned into a plain number?"
        )


def _l1(some: Tensor, other: Tensor) -> Tensor:
    return (some - other).abs().mean()


def _l2(some: Tensor, other: Tensor) -> Tensor:
    return (some - other).square().mean()


def _total(some: Tensor, other: Tensor) -> Tensor:
    return (some - other).abs().sum()


class _Blend(nn.Module):
    """A translator of one map that can be worked out by hand: each pixel from itself and from its left neighbour."""

    def __init__(self, scale: float, neighbour: float, shift: float):
        super().__init__()
        self.weights = nn.Parameter(torch.tensor([scale, neighbour, shift]))

    def forward(self, pictures: Tensor) -> Tensor:
        scale, neighbour, shift = self.weights
        return scale * pictures + neighbour * pictures.roll(1, -1) + shift


class _Expert(nn.Module):
    def __init__(self, weight: float, bias: float):
        super().__init__()
        self.weight, self.bias = nn.Parameter(torch.tensor(weight)), nn.Parameter(torch.tensor(bias))

    def forward(self, pictures: Tensor) -> Tensor:
        return self.weight * pictures.flatten(1).sum(1) + self.bias


def _translators() -> tuple[nn.Module, nn.Module]:
    return _Blend(0.7, 0.4, -0.2), _Blend(1.2, -0.5, 0.3)


# Three pictures of one world and three of the other: each plausible mistake gives another loss.
_X = torch.linspace(-0.9, 0.8, 36).view(3, 1, 3, 4).sin()
_Y = torch.linspace(2.5, -1.4, 36).view(3, 1, 3, 4).cos()


def _gradients(loss: Callable[[nn.Module, nn.Module], Tensor]) -> Tensor | None:
    """What each of the two translators learns from a loss, ``(6,)``; None if no gradient can be had."""
    there, back = _translators()
    value = loss(there, back)
    if not isinstance(value, Tensor) or not value.requires_grad:
        return None
    value.sum().backward()
    both = [one.weights.grad for one in (there, back)]
    return torch.cat([torch.zeros(3) if gradient is None else gradient for gradient in both])


def _expect_learning(found: Tensor | None, right: Tensor, mistakes: dict[str, Tensor]) -> None:
    if found is None:
        raise NotYet(
            "The value is right, but it carries no gradient, so nobody can learn from it. Return the tensor itself, "
            "without `item()`, `detach()` or `no_grad`."
        )
    for diagnosis, gradients in mistakes.items():
        if torch.allclose(found, gradients, atol=1e-5):
            raise NotYet(diagnosis)
    if not torch.allclose(found, right, atol=1e-4):
        raise NotYet(
            "The value is right, but the gradient isn't: part of it was cut off. Leave out `detach()` and `no_grad`."
        )


# --- questions, in the order of the lesson

experts_alone = Prediction(
    "`there` has no short cut, and he is paid only for fooling the expert of the striped world. What comes out?",
    answers={
        "the same pet, striped": "Nothing in his loss asks for the same pet. He paints light and dark that pass for "
        "stripes, and hardly a pet that you would know again.",
        "a striped pet, but not quite this one": "Yes, and a rough one. Stripes are what he is paid for. Nobody asks "
        "whether it's still the same pet.",
        "the same pet, unchanged": "The expert would catch that at once: no real pet that she is shown is plain.",
    },
)

what_keeps_the_pet = Prediction(
    "Take one part away. Without which of them do most pets stop being the same pet?",
    answers={
        "the cycle loss": "Without it the stripes come out worse, but the other parts keep nearly all the pets.",
        "the identity loss": "Leaving it out makes no difference that we could be sure of.",
        "the short cut": "Some are lost, but the cycle and identity losses keep most of them.",
        "none of them alone": "Yes. Whichever one you take away, the others still tie the translation to the pet. It "
        "is lost only without all of them.",
    },
)

right_animal = Quiz(
    "A translator turns every plain pet into a perfect striped pet, but always into some other animal. What notices?",
    right="the error against the truth",
    answers={
        "the error against the truth": "Yes, since it knows which pet should have come out. The others see a heap of "
        "good striped pets.",
        "the Fréchet distance": "It compares two heaps of pictures, and his heap is perfect. It never asks which pet a "
        "picture was made from.",
        "precision and recall": "They compare two heaps as well. Each of his pictures lies among real ones, and each "
        "real one among his.",
        "the expert's verdict": "She is shown one picture at a time. She never sees the pet that it was made from.",
    },
)

what_noise_does = Prediction(
    "Noise before the way back, or the same noise after it: which spoils the returned pet more?",
    answers={
        "before: it drowns the hidden message": "That's what Chu and others found, and it's what we looked for. Here "
        "it does no more harm than after it.",
        "after": "For the translators with a short cut it makes hardly any difference. Without one it's true: the way "
        "back paints the whole picture anew, and leaves most of the noise out.",
        "both about the same": "Yes, for the translators with a short cut. Their way back depends on nothing so "
        "faint that this noise would drown it.",
    },
)

cats_to_dogs = Prediction(
    "Cats become dogs, trained in the same way. What will the translations look like?",
    answers={
        "dogs, each with the knobs of its cat": "They are dogs, if rough ones. But only about 1 in 10 is nearest to "
        "the dog with the same knobs.",
        "dogs, but mostly not the right ones": "Yes, and rough ones. Only about 1 in 10 is nearest to the dog with the "
        "same knobs as its cat.",
        "cats with some details of a dog": "That's much like what the authors report of theirs: minimal changes. "
        "Ours are rough dogs.",
        "the cats, unchanged": "The expert for dogs would catch each of them. He has to change something.",
    },
)

the_article = Quiz(
    '"CycleGAN was trained on videos of horses and zebras." What do the sources say?',
    right="on single photographs; the film was translated afterwards",
    answers={
        "on single photographs; the film was translated afterwards": "Yes. 939 horses and 1,177 zebras from ImageNet, "
        "each a picture by itself.",
        "on videos, yes": "The training data were single photographs. No loss of the method compares two frames.",
        "on pairs of photographs of the same animal": "There are no such pairs. Doing without them is the point of the "
        "method.",
    },
)

lesson = Lesson.of("13", vars())
progress, export = lesson.progress, lesson.export
show = lesson.show
