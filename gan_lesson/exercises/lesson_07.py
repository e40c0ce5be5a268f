"""Lesson 07: the discriminator's step, the generator's step, and how far weights moved."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

import torch
from torch import Tensor, nn
from torch.nn.functional import binary_cross_entropy_with_logits, softplus
from torch.optim import Optimizer

from gan_lesson.exercises import Attempt, Lesson, NotYet, Prediction, Quiz, close, exercise
from gan_lesson.exercises.attempt import as_tensor
from gan_lesson.exercises.probes import (
    BACKWARD,
    STEP,
    WRITTEN,
    ZERO_GRAD,
    LinearDiscriminator,
    LinearGenerator,
    RecordingOptimizer,
    gradients_of,
    received_gradient,
)
from gan_lesson.exercises.wording import described
from gan_lesson.laboratory import Mission, Recipe

REAL = torch.tensor([[0.5, -0.2], [1.2, 0.3], [-0.4, 0.1], [0.9, -0.6]])
LATENTS = torch.tensor([[0.3, -1.0], [1.5, 0.4], [-0.7, 0.2], [0.1, 1.1]])
STALE = 1.0  # a gradient left from an earlier step

who_moves = Prediction(
    "How many of the ten sub-steps change a weight of one of the networks?",
    answers={
        "two": "Two: the discriminator's update and the generator's. The other eight only look and compute.",
        "four": "You may have counted the two calls of `backward` as well. They fill `.grad`, which lies beside each "
        "weight; the weights themselves move in the two updates only.",
        "ten": "Only two of them move weights, the two updates. The other eight look and compute.",
    },
)

gradients_left = Prediction(
    "After the generator's `backward`, which networks' parameters hold a gradient in `.grad`?",
    answers={
        "the generator's only": "That is where we want one. But the way from the loss to the generator leads *through* "
        "the discriminator, and `backward` leaves a gradient at every parameter that took part.",
        "both networks'": "Yes. The way to the generator leads through the discriminator, and `backward` leaves a "
        "gradient at every parameter that took part. Hers is not used: `d_optimizer.zero_grad()` clears it in her next "
        "step.",
        "the discriminator's only": "Hers do hold one, because the way to the generator leads through her. The "
        "generator's do as well.",
    },
)

without_zero_grad = Prediction(
    "You delete `d_optimizer.zero_grad()` from the discriminator's step. What will her gradient be in the second step?",
    answers={
        "the second step's own": "`backward` *adds* to what lies in `.grad`. Without `zero_grad` the old gradients are "
        "still there.",
        "her first step's and her second step's, added up": "That is part of it. Between the two, the generator's step "
        "has left a gradient at her parameters too, and that one tells her to find the fakes *more real*. It is added "
        "as well.",
        "everything that was left at her parameters so far, the generator's step included": "Yes: her first step's, "
        "her second step's, and between them the gradient that the generator's step left at her parameters, which "
        "tells her to find the fakes *more real*.",
    },
)

swapped_labels = Prediction(
    "She learns to call the fakes real and the real points fake. What will the generator do?",
    answers={
        "imitate the ring all the same": "She pays him for being where she says *real*, and around the ring she says "
        "*fake*. He has no other source to know the ring from.",
        "stay where he is: he is called real already": "Nearly all his fakes are. But she says *more real* the farther "
        "one goes from the ring, and the gradient leads that way: he goes on and on.",
        "run away from the ring, farther and farther": "Yes. She says *real* wherever the real points are not, and "
        "more so the farther away, so his gradient leads outwards.",
    },
)

without_detach = Prediction(
    "We take ten steps twice, from the same seeds: once with `detach()` in the discriminator's step and once without. "
    "Which weights end up different?",
    answers={
        "the generator's": "Tempting: a gradient does arrive at the generator, and it points the wrong way for him. "
        "But `d_optimizer` does not know his weights, and `g_optimizer.zero_grad()` clears that gradient before his "
        "own `backward`.",
        "both networks'": "Not one. The discriminator's gradient is the same with and without `detach`, and the one "
        "that reaches the generator is cleared before it is used.",
        "none": "Right, bit for bit none. What is lost is time: a backward pass through the generator, for nothing.",
    },
)

missions = (
    Mission(
        "Arrows while only she moves",
        "Run for a moment, pause, and rewind to step 100. In the tab Recipe, set the generator’s learning rate to 0: "
        "from now on only she moves. Set Pace to 5 steps per second, go on to step 200, and watch the arrows.",
        layers=("real", "fake", "opinion", "arrows"),
    ),
    Mission(
        "The loss that dies",
        "Here only she moves, from the beginning: his learning rate is 0. Run past step 200, pause, and rewind to it. "
        "Do you see any arrows? Then, in the tab Recipe, set the loss to non-saturating.",
        Recipe(loss="saturating", generator_rate=0.0),
        layers=("real", "fake", "opinion", "arrows"),
    ),
    Mission(
        "Where her gradient goes",
        "Run for a moment and pause. Open the tab Graph. Then press “forward ▸” below the plane again and again: "
        "through her turn, through his, and into her next one. Watch the bar beside the discriminator.",
    ),
)

mission_arrows = Prediction(
    "They have played 100 steps. For another 100, only she moves, and he stands still. What becomes of the arrows?",
    answers={
        "they stay as they are, since he stays where he is": "He does, but the arrows are made of *her* slopes. In "
        "each of five seeds the middle one of the arrows became more than 25 times as long.",
        "they get shorter: in the end she has nothing left to teach him": "She ends up very sure, and with this loss "
        "that makes his slope steeper. In each of five seeds the middle one of the arrows became more than 25 times as "
        "long.",
        "they get longer": "Yes, and by a lot: in each of five seeds the middle one of the arrows became more than 25 "
        "times as long. The surer she is that they are fakes, the steeper is his loss where they stand.",
    },
)

mission_dying_loss = Prediction(
    "She practises alone for 200 steps, from the very beginning: once under the non-saturating loss, once under the "
    "saturating one. How do his arrows compare in the end?",
    answers={
        "they are equal, since she has learnt the same": "She has, to the last bit: only *his* loss differs. But the "
        "arrows are slopes of his loss. Under the saturating one they were less than a five-hundredth as long, with "
        "each of five seeds.",
        "under the saturating loss they are far shorter": "Right: less than a five-hundredth as long with each of five "
        "seeds, although she is the same to the last bit. Where she is sure, log(1 - D) is flat.",
        "under the non-saturating loss they are far shorter": "It is the other way round. Where she is sure, "
        "log(1 - D), the saturating loss, is flat: its arrows were less than a five-hundredth as long, with each of "
        "five seeds.",
    },
)

mission_her_gradient = Prediction(
    "In *his* turn, `backward` adds to what is in her `.grad`. Which sub-step empties it?",
    answers={
        "his update": "That one moves his weights, and asks his optimiser only. What lies at her weights stays.",
        "the first sub-step of her next turn": "That one only draws a batch. Her `.grad` is emptied three sub-steps "
        "later, by the `zero_grad` with which her *backward* begins.",
        "her next *backward*": "Yes, by the `zero_grad` with which it begins. Then it fills anew, and this time the "
        "gradient is one that she will use.",
    },
)


@exercise(
    hints=(
        "Two judgements, two losses, one sum; then the three lines of every training step in PyTorch.",
        "`binary_cross_entropy_with_logits(logits, target)` wants logits, and a target of ones for real, zeros for "
        "fake. The fakes are judged as `fake.detach()`.",
        "`d_optimizer.zero_grad()`, then `loss.backward()`, then `d_optimizer.step()`, and `return loss.detach()`.",
    ),
    praise="And the generator got no gradient from it.",
)
def discriminator_step(discriminator: nn.Module, real: Tensor, fake: Tensor, d_optimizer: Optimizer) -> Tensor:
    """One step of the discriminator; returns its loss."""
    real_logits = discriminator(real)
    fake_logits = discriminator(fake.detach())
    loss_real = binary_cross_entropy_with_logits(real_logits, torch.ones_like(real_logits))  # -log D(x)
    loss_fake = binary_cross_entropy_with_logits(fake_logits, torch.zeros_like(fake_logits))  # -log(1 - D(G(z)))
    loss = loss_real + loss_fake
    d_optimizer.zero_grad()
    loss.backward()
    d_optimizer.step()
    return loss.detach()


@discriminator_step.checks
def _(attempt: Attempt) -> None:
    def step(stale: float) -> tuple[LinearGenerator, LinearDiscriminator, RecordingOptimizer, Tensor, Any]:
        generator, discriminator = LinearGenerator(), LinearDiscriminator()
        optimizer = RecordingOptimizer(discriminator.parameters(), stale=stale)
        fake = generator(LATENTS)
        return generator, discriminator, optimizer, fake, attempt(discriminator, REAL, fake, optimizer)

    generator, discriminator, optimizer, fake, loss = step(STALE)
    fake = fake.detach()
    if not discriminator.calls:
        raise NotYet(
            "The discriminator was not asked about anything: call `discriminator(real)` and `discriminator(fake...)`."
        )
    if not discriminator.saw(REAL):
        raise NotYet("The discriminator was never shown the real data.")
    if not discriminator.saw(fake):
        raise NotYet("The discriminator was never shown the fakes.")
    if not all(call.recorded for call in discriminator.calls):
        raise NotYet(
            "She was asked under `torch.no_grad()`. Without a record of her judgements she cannot learn from them."
        )
    _expect_order(optimizer, "d_optimizer")

    def gradient(loss: Callable[[Tensor, Tensor], Tensor]) -> Tensor:
        network = LinearDiscriminator()
        loss(network.compute(REAL), network.compute(fake)).backward()
        return gradients_of(network.parameters())

    if len(optimizer.moves) > 1 and any(close(optimizer.moves[0], gradient(loss)) for loss in (_on_real, _on_fake)):
        raise NotYet("The weights moved twice, once for each loss. Add the two losses, and move once.")
    _expect_one_move(optimizer, "d_optimizer")
    right, untrained = gradient(_both), LinearDiscriminator()
    losses = [loss(untrained.compute(REAL), untrained.compute(fake)) for loss in (_both, _on_real, _on_fake)]
    without_fakes = (
        "The fakes are missing from the loss: add the cross-entropy of `discriminator(fake.detach())` with 0."
    )
    if close(loss, losses[0]):
        without_fakes = (
            "The fakes are in the loss, but no gradient comes from them. Did you detach her *answer*? Detach the "
            "fakes, before she sees them: `discriminator(fake.detach())`."
        )
    mistakes = {_unwiped(optimizer, "d_optimizer"): right + STALE, without_fakes: gradient(_on_real)}
    mistakes |= {diagnosis: gradient(loss) for diagnosis, loss in _WRONG_DISCRIMINATOR_LOSSES.items()}
    message = (
        "The gradient is not that of the cross-entropy with the targets 1 for real and 0 for fake. "
        "`binary_cross_entropy_with_logits` of logits and target, once for each batch, and the sum of the two."
    )
    used = optimizer.moves[0]
    if not any(close(used, known) for known in (right, *mistakes.values())):
        message = _instead_if_stale(message, optimizer, step(2 * STALE)[2], "d_optimizer")
    attempt.expect_close(used, right, message, mistakes)
    if received_gradient(generator):
        raise NotYet(
            "Her weights moved as they should. But the generator received a gradient in the discriminator's step: "
            "work that nobody uses. `fake.detach()` is a new tensor, cut loose: ask her about that one, "
            "`discriminator(fake.detach())`."
        )
    if any(close(loss, half) for half in losses[1:]):
        raise NotYet("The weights moved as they should. But you returned one of her two losses: return their sum.")
    _expect_loss(attempt, loss, losses[0])


@exercise(
    hints=(
        "The generator paints, the discriminator judges, and he wants to hear *real*.",
        "The target is 1 for every fake. Nothing is detached: the gradient must get through to the generator.",
        "`fake_logits = discriminator(generator(latents))`, a cross-entropy with ones, then `zero_grad`, `backward` "
        "and `step`, all with `g_optimizer`.",
    ),
    praise="He learned through her, and she stayed as she was.",
)
def generator_step(generator: nn.Module, discriminator: nn.Module, latents: Tensor, g_optimizer: Optimizer) -> Tensor:
    """One step of the generator; returns its loss."""
    fake_logits = discriminator(generator(latents))
    loss = binary_cross_entropy_with_logits(fake_logits, torch.ones_like(fake_logits))  # -log D(G(z))
    g_optimizer.zero_grad()
    loss.backward()
    g_optimizer.step()
    return loss.detach()


@generator_step.checks
def _(attempt: Attempt) -> None:
    def step(stale: float) -> tuple[LinearGenerator, LinearDiscriminator, RecordingOptimizer, Any]:
        generator, discriminator = LinearGenerator(), LinearDiscriminator()
        optimizer = RecordingOptimizer(generator.parameters(), stale=stale)
        return generator, discriminator, optimizer, attempt(generator, discriminator, LATENTS, optimizer)

    generator, discriminator, optimizer, loss = step(STALE)
    if not discriminator.calls:
        raise NotYet("The discriminator was not asked: only she can tell the generator how he did.")
    if discriminator.saw(LATENTS):
        raise NotYet("You showed the latents to the discriminator. She looks at what the generator makes of them.")
    if not generator.calls:
        raise NotYet("The generator was not asked to make anything of the latents.")
    if not generator.saw(LATENTS):
        raise NotYet("Your function makes fakes of other latents than those that were handed over.")
    if not all(call.recorded for call in generator.calls):
        raise NotYet("The fakes were made under `torch.no_grad()`: the gradient cannot get back to the generator.")
    if not any(call.needs_gradient for call in discriminator.calls):
        raise NotYet(
            "The fakes are cut loose by `detach`, so the generator gets no gradient. It belongs in *her* step."
        )
    untrained = LinearDiscriminator()
    if not all(map(torch.equal, untrained.parameters(), discriminator.parameters())):
        raise NotYet("The discriminator's weights moved. In this step only the generator's may.")
    if not all(parameter.requires_grad for parameter in discriminator.parameters()):
        raise NotYet("You left the discriminator frozen. Set `requires_grad` back to True, or she never learns again.")
    _expect_order(optimizer, "g_optimizer")
    _expect_one_move(optimizer, "g_optimizer")

    def gradient(loss: Callable[[Tensor], Tensor]) -> Tensor:
        network = LinearGenerator()
        loss(untrained.compute(network.compute(LATENTS))).backward()
        return gradients_of(network.parameters())

    right = gradient(_towards_real)
    mistakes = {_unwiped(optimizer, "g_optimizer"): right + STALE}
    mistakes |= {diagnosis: gradient(loss) for diagnosis, loss in _WRONG_GENERATOR_LOSSES.items()}
    message = "The gradient is not that of the cross-entropy of the fakes' logits with the target 1."
    used = optimizer.moves[0]
    if not any(close(used, known) for known in (right, *mistakes.values())):
        message = _instead_if_stale(message, optimizer, step(2 * STALE)[2], "g_optimizer")
    attempt.expect_close(used, right, message, mistakes)
    _expect_loss(attempt, loss, _towards_real(untrained.compute(LinearGenerator().compute(LATENTS))))


def _unwiped(optimizer: RecordingOptimizer, name: str) -> str:
    """What to say if the gradient of an earlier step was used."""
    late = "`zero_grad` came after `step`, too late. " if ZERO_GRAD in optimizer.events else ""
    return (
        "The gradient of an earlier step was still there, and `backward` adds the new one to it. "
        f"{late}Call `{name}.zero_grad()` before `backward`."
    )


def _on_real(real_logits: Tensor, fake_logits: Tensor) -> Tensor:
    return softplus(-real_logits).mean()


def _on_fake(real_logits: Tensor, fake_logits: Tensor) -> Tensor:
    return softplus(fake_logits).mean()


def _both(real_logits: Tensor, fake_logits: Tensor) -> Tensor:
    return _on_real(real_logits, fake_logits) + _on_fake(real_logits, fake_logits)


def _towards_real(fake_logits: Tensor) -> Tensor:
    return softplus(-fake_logits).mean()


_LOGITS_FIRST = (
    "Your gradient is that of minus the mean logit. In `binary_cross_entropy_with_logits(logits, target)` the logits "
    "come first."
)
_WRONG_DISCRIMINATOR_LOSSES: dict[str, Callable[[Tensor, Tensor], Tensor]] = {
    "The real data are missing from the loss: add the cross-entropy of `discriminator(real)` with 1.": _on_fake,
    "The labels are swapped: real data should get 1 and fakes 0, and yours learns the opposite.": (
        lambda real, fake: _both(fake, real)
    ),
    "You trained the fakes towards 1. That is what *he* wants; her target for fakes is 0.": (
        lambda real, fake: _both(real, -fake)
    ),
    "You trained the real data towards 0. Their target is 1.": lambda real, fake: _both(-real, fake),
    "The sigmoid twice: `binary_cross_entropy_with_logits` takes logits and applies the sigmoid itself.": (
        lambda real, fake: _both(real.sigmoid(), fake.sigmoid())
    ),
    "You took the sum over the batch, not the mean: the gradient is as many times too large as the batch has rows.": (
        lambda real, fake: len(real) * _both(real, fake)
    ),
    "Your loss is half of the one that is asked for: the mean over real and fake together, or a division by 2. Here "
    "the two means are added.": lambda real, fake: _both(real, fake) / 2,
    "There is a minus too many: an optimiser makes the loss *smaller*, and the cross-entropy should shrink.": (
        lambda real, fake: -_both(real, fake)
    ),
    "One of your two losses is subtracted. She wants both to be small: add them.": (
        lambda real, fake: _on_real(real, fake) - _on_fake(real, fake)
    ),
    "Your target for the real data is 0.9, a trick for later. Here it is 1.": (
        lambda real, fake: _both(real, fake) + 0.1 * real.mean()
    ),
    _LOGITS_FIRST: lambda real, fake: -real.mean(),
}

_WRONG_GENERATOR_LOSSES: dict[str, Callable[[Tensor], Tensor]] = {
    "You trained the generator towards 0: he would learn to be caught. His target is 1.": (
        lambda fake: softplus(fake).mean()
    ),
    "That is the saturating loss, the mean of log(1 - D(G(z))). We asked for -log D(G(z)), with the target 1: "
    "lesson 06 shows the difference.": lambda fake: -softplus(fake).mean(),
    "You push the generator away from *real*: there is a minus too many.": lambda fake: -softplus(-fake).mean(),
    "The sigmoid twice: `binary_cross_entropy_with_logits` takes logits and applies the sigmoid itself.": (
        lambda fake: softplus(-fake.sigmoid()).mean()
    ),
    "You took the sum over the batch, not the mean: the gradient is as many times too large as the batch has rows.": (
        lambda fake: softplus(-fake).sum()
    ),
    _LOGITS_FIRST: lambda fake: -fake.mean(),
}


def _instead_if_stale(message: str, once: RecordingOptimizer, again: RecordingOptimizer, name: str) -> str:
    """Another message if the gradient used contains the stale one.

    It does if it grew from one recorded step to the other, which began with twice the stale gradient.
    """
    if again.moves and close(again.moves[0], once.moves[0] + STALE):
        return _unwiped(once, name) + " There is something else as well: the loss is not right yet."
    return message


def _expect_order(optimizer: RecordingOptimizer, name: str) -> None:
    """Ends the check unless there were zero_grad, backward and step, in the right order."""
    events = optimizer.events
    if STEP not in events and optimizer.moved:
        raise NotYet(f"The weights moved, but not by `{name}`, which knows rule and rate: call `{name}.step()`.")
    if BACKWARD not in events and WRITTEN not in events:
        raise NotYet("There was no `backward`, so no new gradient lies at the weights: `loss.backward()`.")
    if STEP not in events:
        raise NotYet(f"The weights never moved: `{name}.step()` is missing.")
    ready = min(events.index(event) for event in (BACKWARD, WRITTEN) if event in events)
    what = "`backward`" if BACKWARD in events else "the new gradient was there"
    if events.index(STEP) < ready:
        raise NotYet(f"`step` was called before {what}, too early to use the new gradient. First that, then `step`.")
    if ZERO_GRAD in events[ready : events.index(STEP)]:
        raise NotYet(f"`zero_grad` was called after {what}, so it threw the new gradient away. It belongs before.")


def _expect_one_move(optimizer: RecordingOptimizer, name: str) -> None:
    """Ends the check unless there was one step, with one gradient; expects at least one step."""
    new, *between = " ".join(event for event in optimizer.events if event != ZERO_GRAD).split(STEP)[:-1]
    steps, gradients = 1 + len(between), sum(bool(events.strip()) for events in (new, *between))
    if steps == 1:
        return
    times = "twice" if steps == 2 else f"{steps} times"
    if gradients == 1:
        raise NotYet(f"`{name}.step()` was called {times} for one gradient. One gradient, one move: call it once.")
    many = "two" if gradients == 2 else gradients
    raise NotYet(f"The weights moved {times}, by {many} gradients. One step is one gradient and one `{name}.step()`.")


def _expect_loss(attempt: Attempt, loss: Any, right: Tensor) -> None:
    moved = "The weights moved as they should."
    if loss is None:
        raise NotYet(f"{moved} At the end, return the loss, so that it can be recorded.")
    if getattr(as_tensor(loss), "shape", torch.Size([])).numel() != 1:
        raise NotYet(f"{moved} At the end, return the loss, one number: yours is {described(loss)}.")
    attempt.expect_close(loss, right, f"{moved} But the loss that you returned is not {right.item():.3f}.")


@exercise(
    hints=(
        "The weights of all layers together are one long list of numbers. How far apart are two such lists?",
        "Square every single difference, add all of them up over all the tensors, and take one root at the end.",
        "`torch.stack([(new - old).square().sum() for old, new in zip(before, after)])`, and then its `.sum().sqrt()`.",
    ),
    praise="Now you can see which network a step has moved.",
)
def distance(before: Sequence[Tensor], after: Sequence[Tensor]) -> Tensor:
    """The Euclidean distance between two lists of tensors."""
    squares = [(new - old).square().sum() for old, new in zip(before, after, strict=True)]
    return torch.stack(squares).sum().sqrt()


@distance.checks
def _(attempt: Attempt) -> None:
    before = [torch.tensor([[1.0, 2.0], [0.0, -1.0]]), torch.tensor([0.5, 0.5, 0.5, 1.0, 1.0])]
    after = [torch.tensor([[3.0, 5.0], [0.0, -1.0]]), torch.tensor([-3.5, -3.5, 2.5, 1.0, 1.0])]  # 7 apart
    mistakes = {
        "You took the lengths of the single tensors. All weights together make *one* length: one root.": (
            13**0.5 + 6,
            (13**0.5 + 6) / 2,
            [13**0.5, 6],
        ),
        "You added up absolute values. A Euclidean length is the root of the sum of squares.": (
            2 + 3 + 4 + 4 + 2,
            (2 + 3 + 4 + 4 + 2) ** 0.5,
        ),
        "That is the square of the distance; the square root is missing.": 49,
        "You added up the differences themselves: steps up and steps down cancel. Square them first.": (-1, 1),
        "With several steps in one tensor, square every difference before you add.": ((2 + 3) ** 2 + 6**2) ** 0.5,
        "That is the largest single step. All of them count.": 4,
        "That is how far the first tensor moved. All count: is there a `return` in the loop, or is one left out?": (
            13**0.5
        ),
        "That is how far the last tensor moved. All count: does your sum start again, or leave out the first?": 6,
        "You took means of the squares. For a length it is the root of their sum.": (
            (49 / 9) ** 0.5,
            (13 / 4 + 36 / 5) ** 0.5,
            13 / 4 + 36 / 5,
            (13 / 4) ** 0.5 + (36 / 5) ** 0.5,
        ),
        "One root too many.": 7**0.5,
        "That is the length of the weights before or after, not of what changed: subtract.": (
            _length(before),
            _length(after),
        ),
        "You took lengths or squares too early. Subtract the weights first, then square.": (
            _length(after) - _length(before),
            _length(before) - _length(after),
            (_length(after) ** 2 - _length(before) ** 2) ** 0.5,
        ),
        "You added the weights before and after. Subtract them.": _length(map(torch.add, before, after)),
    }
    found = attempt(before, after)
    if bool(torch.isnan(attempt.expect_tensor(found, wanted="One number")).any()):
        raise NotYet("NaN came out, the root of a number below 0. Did you square every difference?")
    message = "Two weights moved up by 2, one by 3, and two down by 4: the distance should be 7."
    attempt.expect_close(found, 7, message, mistakes)
    attempt.expect_close(attempt(before, before), 0, "Where nothing moved, the distance should be 0.")


def _length(tensors: Iterable[Tensor]) -> float:
    return sum(float(tensor.square().sum()) for tensor in tensors) ** 0.5


why_ask_twice = Quiz(
    "In one training step, the discriminator can be asked about the very same fakes twice: for her step and for his. "
    "Why doesn't the first answer serve both?",
    right="she has moved in between, and the first answer was recorded without a way back to the generator",
    answers={
        "she has moved in between, and the first answer was recorded without a way back to the generator": "Yes, "
        "both. Her weights are different after her update; and through `detach()` no gradient gets back to him. "
        "The *fakes* can serve both; lesson 08 uses that. And in another algorithm, where both players move at once "
        "and nothing is detached, even the answer can.",
        "the second time, the labels are different": "They are, but labels belong to the loss, not to her answer: "
        "logits could be used with any label. It is her weights that have moved, and the record behind her first "
        "answer ends at `detach()`.",
        "it could: PyTorch asks twice out of caution": "It could in another algorithm, in which both players move at "
        "once and nothing is detached (Shen et al. 2021; lesson 08 names it). In this step she moves first, so she "
        "would give another answer, and the record of the first one ends at `detach()`.",
    },
)


lesson = Lesson.of("07", vars())
progress, export = lesson.progress, lesson.export
show = lesson.show
