"""Lesson 11: the Wasserstein distance on a line, the gradient penalty, R1, one step of the power iteration."""

from typing import Any

import torch
from torch import Tensor, nn

from gan_lesson.exercises import Attempt, Lesson, NotYet, Prediction, Quiz, close, exercise

# --- exercises, in the order of the lesson


@exercise(
    hints=(
        "On a line the cheapest way to move the sand never lets two grains overtake each other. Who goes where, then?",
        "The leftmost fake goes to the leftmost real one, the second to the second. `.sort().values` puts each sample "
        "in order.",
        "`(real.sort().values - fake.sort().values).abs()` says how far each grain has to go. Take its mean.",
    ),
    praise="How far a grain has to go, on average: that is the Wasserstein-1 distance of two samples on a line.",
)
def wasserstein_on_a_line(real: Tensor, fake: Tensor) -> Tensor:
    """The Wasserstein-1 distance of two samples of numbers, (n,) each."""
    return (real.sort().values - fake.sort().values).abs().mean()


@wasserstein_on_a_line.checks
def _(attempt: Attempt) -> None:
    real, fake = torch.tensor([3.0, -1.0, 0.5, 2.0, 7.0]), torch.tensor([9.5, 1.5, -2.0, 4.0, 2.5])
    ways = real.sort().values - fake.sort().values
    right = ways.abs().mean()
    mistakes = {
        "You paired the samples in the order in which they happen to stand. Sort both first: the leftmost goes to the "
        "leftmost.": (real - fake).abs().mean(),
        "Ways to the left and ways to the right cancel each other here. A way is a length: take `.abs()` of each "
        "way, before the mean.": (
            (real - fake).mean(),
            (fake - real).mean(),
            (real.mean() - fake.mean()).abs(),
        ),
        "You sorted one sample only. Sort both.": (
            (real.sort().values - fake).abs().mean(),
            (real - fake.sort().values).abs().mean(),
        ),
        "You squared the ways. This distance adds up the ways as they are.": (
            ways.square().mean(),
            ways.square().mean().sqrt(),
        ),
        "That's the sum of the ways. Take the mean, so that it doesn't grow with the number of grains.": (
            ways.abs().sum()
        ),
        "You took the longest way. Take the mean of them all.": ways.abs().max(),
        "You took the middle way, the median. Take the mean.": ways.abs().median(),
        "You sorted one sample in rising and the other in falling order, so that all grains cross.": (
            (real.sort().values - fake.sort(descending=True).values).abs().mean()
        ),
        "You took every real one's distance to every fake. A grain goes to one place only.": (
            (real[:, None] - fake).abs().mean()
        ),
        "You let every grain go to the nearest place, though another grain goes there too.": (
            (real[:, None] - fake).abs().min(1).values.mean(),
            (real[:, None] - fake).abs().min(0).values.mean(),
        ),
    }
    message = "Not yet: put both samples in order, and take the mean length of the ways from one to the other."
    attempt.expect_close(attempt(real, fake), right, message, mistakes)
    message = "Moved by 3 to the right, every grain has 3 to go, and so the distance is 3."
    attempt.expect_close(attempt(real, real + 3), 3.0, message)


@exercise(
    hints=(
        "First the places: `shares * real + (1 - shares) * fake`, a share for each row. Autograd has to watch them: "
        "`.requires_grad_(True)`.",
        "`torch.autograd.grad(critic(between).sum(), between, create_graph=True)` returns a tuple with one gradient, a "
        "row for each place. `create_graph=True` lets the penalty itself be differentiated.",
        "Then one length for each row, `gradient.flatten(1).norm(dim=1)`, its distance from 1 squared, and the mean.",
    ),
    praise="This is equation 3 of Gulrajani and others (2017), without its factor of 10.",
)
def gradient_penalty(critic: nn.Module, real: Tensor, fake: Tensor, shares: Tensor) -> Tensor:
    """The mean of (length of the gradient - 1)² at places between real and fake; shares (batch,)."""
    shares = shares.view(-1, *[1] * (real.ndim - 1))  # (batch, 1) for points, (batch, 1, 1, 1) for pictures
    between = (shares * real + (1 - shares) * fake).detach().requires_grad_(True)
    (gradient,) = torch.autograd.grad(critic(between).sum(), between, create_graph=True)
    return (gradient.flatten(1).norm(dim=1) - 1).square().mean()


@gradient_penalty.checks
def _(attempt: Attempt) -> None:
    critic, (real, fake, shares) = _Bowl(3), _POINTS
    value = attempt(critic, real, fake, shares)
    at = {
        "between": shares[:, None] * real + (1 - shares[:, None]) * fake,
        "turned": (1 - shares[:, None]) * real + shares[:, None] * fake,
        "real": real,
        "fake": fake,
        "middle": (real + fake) / 2,
    }
    slopes = {name: critic.gradient(places) for name, places in at.items()}  # (4, 3) each
    between = slopes["between"]
    lengths = between.norm(dim=1)
    mistakes = {
        "You looked at the real points. This penalty looks *between* real and fake: `shares * real + (1 - shares) * "
        "fake`.": _away_from_1(slopes["real"]),
        "You looked at the fakes. This penalty looks *between* real and fake: `shares * real + (1 - shares) * fake`.": (
            _away_from_1(slopes["fake"])
        ),
        "You looked half-way between each pair. Each has a share of its own, in `shares`.": (
            _away_from_1(slopes["middle"])
        ),
        "You squared the length first. It is the *length's* distance from 1 that is squared: `(length - 1) ** 2`.": (
            (between.square().sum(1) - 1).square().mean()
        ),
        "That's the squared length, which pulls the slope to 0. Here it is pulled to 1: `(length - 1) ** 2`.": (
            between.square().sum(1).mean()
        ),
        "The square is missing: too steep and too flat would cancel each other.": (lengths - 1).mean(),
        "The square is missing: you took the size of the length's distance from 1. Equation 3 squares it.": (
            (lengths - 1).abs().mean()
        ),
        "That is the sum over the batch. Take the mean.": (lengths - 1).square().sum(),
        "You took one length for the whole batch. Each place has its own: `norm(dim=1)`.": (
            (between.norm() - 1).square()
        ),
        "You took a length for each coordinate over the batch. It should be one for each place: `norm(dim=1)`.": (
            (between.norm(dim=0) - 1).square().mean()
        ),
        "You pulled every coordinate of the gradient to 1. It is the gradient's *length* that should be 1.": (
            (between - 1).square().mean(),
            (between.abs() - 1).square().mean(),
            (between - 1).square().sum(1).mean(),
        ),
        "You took the mean of the lengths first, and then its distance from 1. First the distance, for each place.": (
            (lengths.mean() - 1).square()
        ),
        "You differentiated the *mean* of the scores, so every gradient is divided by the batch. Take their sum: each "
        "score depends on its own place only.": (_away_from_1(between / len(real))),
        "You only punish slopes above 1. Equation 3 punishes flatter ones too.": (
            (lengths - 1).clamp(min=0).square().mean()
        ),
        "The factor of 10 comes later, when the penalty is added to her loss. Leave it out.": (
            10 * _away_from_1(between)
        ),
    }
    message = "Not yet: at each place between, how far is the gradient's length from 1? Square that, and take the mean."
    right = _away_from_1(between)
    if not close(value, right) and close(value, _away_from_1(slopes["turned"])):
        attempt.note("Your shares are those of the fakes. That's the same on average, as they are drawn evenly.")
        right = _away_from_1(slopes["turned"])
    attempt.expect_close(value, right, message, mistakes)
    _expect_a_way_back(attempt, value, critic, right)
    critic, (real, fake), shares = _Bowl(4), _PICTURES, torch.tensor([0.2, 0.9, 0.5])
    expected = [
        _away_from_1(critic.gradient(share * real + (1 - share) * fake))
        for share in (shares[:, None], 1 - shares[:, None])
    ]
    message = (
        "Right for points. For pictures, (batch, 1, height, width), it isn't: a picture's gradient has *one* length, "
        "over all its pixels. `gradient.flatten(1).norm(dim=1)`?"
    )
    value = attempt(critic, *(rows.reshape(3, 1, 2, 2) for rows in (real, fake)), shares)
    attempt.expect_close(value, expected[close(value, expected[1])], message)


@exercise(
    hints=(
        "The same three steps as in the gradient penalty: let autograd watch the places, ask for the gradient with "
        "`create_graph=True`, and make one number of it. Which places, and which number?",
        "The places are the real data: `real = real.detach().clone().requires_grad_(True)`.",
        "`gradient.flatten(1).square().sum(1)` is the squared length at each of them. Take the mean.",
    ),
    praise="R1: one line shorter than the gradient penalty, and it needs no fakes.",
)
def r1_penalty(discriminator: nn.Module, real: Tensor) -> Tensor:
    """The mean squared length of the discriminator's gradient at real data."""
    real = real.detach().clone().requires_grad_(True)
    (gradient,) = torch.autograd.grad(discriminator(real).sum(), real, create_graph=True)
    return gradient.flatten(1).square().sum(1).mean()


@r1_penalty.checks
def _(attempt: Attempt) -> None:
    discriminator, real = _Bowl(3), _POINTS[0]
    value = attempt(discriminator, real)
    gradient = discriminator.gradient(real)  # (4, 3)
    squared = gradient.square().sum(1)
    chance = torch.sigmoid(discriminator(real)).detach()
    mistakes = {
        "You pulled the slope to 1, as the gradient penalty does. R1 pulls it to 0: the squared length itself.": (
            _away_from_1(gradient)
        ),
        "The length isn't squared: the sum of the squares is enough, without a root.": squared.sqrt().mean(),
        "That is the sum over the batch. Take the mean.": squared.sum(),
        "That is the mean over all numbers. Add up the squares of a gradient first, `sum(1)`, and then take the mean "
        "over the batch.": (gradient.square().mean()),
        "You took the mean of the gradients, and then its length. First the squared length, for each real point.": (
            gradient.mean(0).square().sum(),
            gradient.sum(0).square().sum(),
        ),
        "You squared the mean length. First the square, for each real point.": squared.sqrt().mean().square(),
        "You added up the gradient's numbers and then squared. First the squares.": gradient.sum(1).square().mean(),
        "You differentiated D(x), the probability. R1 is about the *logit*, as she returns it: no sigmoid.": (
            ((chance * (1 - chance))[:, None] * gradient).square().sum(1).mean()
        ),
        "You differentiated the *mean* of the logits, so every gradient is divided by the batch. Take their sum.": (
            (gradient / len(real)).square().sum(1).mean()
        ),
        "The half belongs to the weight, gamma / 2, that comes later. Leave it out.": squared.mean() / 2,
    }
    message = "Not yet: the squared length of the gradient at each real point, and the mean of those."
    attempt.expect_close(value, squared.mean(), message, mistakes)
    _expect_a_way_back(attempt, value, discriminator, squared.mean())
    discriminator, pictures = _Bowl(4), _PICTURES[0].reshape(3, 1, 2, 2)
    expected = discriminator.gradient(_PICTURES[0]).square().sum(1).mean()
    message = (
        "Right for points. For pictures, (batch, 1, height, width), it isn't: add up the squares over all pixels. "
        "`gradient.flatten(1)`?"
    )
    attempt.expect_close(attempt(discriminator, pictures), expected, message)


@exercise(
    hints=(
        "Back and forth: `weight.T @ u` has a number for each input, `weight @ v` one for each output. After each of "
        "the two, divide by the length.",
        "`v = weight.T @ u`, then `v = v / v.norm()`. The same for the new u, with `weight @ v`.",
        "`weight @ v` is what the layer makes of a v of length 1. How long it is, is the stretch.",
    ),
    praise="PyTorch's `spectral_norm` does this in each pass of training, and divides the weights by the stretch.",
)
def power_step(weight: Tensor, u: Tensor) -> tuple[Tensor, Tensor]:
    """One step of the power iteration: the stretch of a matrix (out, in) as it now seems, and the new u (out,)."""
    v = weight.T @ u
    v = v / v.norm()  # (in,), length 1
    stretched = weight @ v  # (out,)
    stretch = stretched.norm()
    return stretch, stretched / stretch


@power_step.checks
def _(attempt: Attempt) -> None:
    weight, u = torch.tensor([[2.0, 1.0, 1.0], [0.5, -1.0, 3.0]]), torch.tensor([0.6, 0.8])
    stretch, new = attempt.expect_pair(attempt(weight, u), "stretch, u")
    v = weight.T @ u
    stretched = weight @ (v / v.norm())
    right = stretched.norm()
    exact = torch.linalg.matrix_norm(weight, 2)
    if close(stretch, stretched / right) and close(new, right):
        raise NotYet("The two have changed places: first the stretch, then the new u.")
    mistakes = {
        "v isn't divided by its length: then the layer's stretch and v's length are mixed up.": (weight @ v).norm(),
        "That's the exact stretch, which takes a far longer computation. One step back and forth is asked for: cheap, "
        "and repeated in every pass it comes close.": exact,
        "That's the length of the whole matrix, the root of the sum of its squares. The stretch is what it does to the "
        "one direction that it stretches most.": weight.norm(),
        "That's the largest entry. The stretch is the length of `weight @ v`, for a v of length 1.": (
            weight.max(),
            weight.abs().max(),
        ),
        "That's the stretch squared.": (right**2, exact**2),
        "That's the length on the way back, `weight.T @ u`. Go on: divide by it, and measure `weight @ v`.": v.norm(),
        "You compared with the old u. The stretch is measured along the new one: the length of `weight @ v`.": (
            u @ stretched
        ),
    }
    message = "Not yet: the length of `weight @ v`, where v is `weight.T @ u` divided by its length."
    attempt.expect_close(attempt.expect_number(stretch, "the stretch"), right, message, mistakes)
    mistakes = {
        "The new u isn't divided by its length. It stands for a direction, so its length should be 1.": stretched,
        "That's the old u. The new one is `weight @ v`, divided by its length.": u,
        "That's v. The new u is `weight @ v`, divided by its length.": (v / v.norm(), v),
    }
    message = "The stretch is right. The new u isn't: `weight @ v`, divided by its length."
    attempt.expect_close(new, stretched / right, message, mistakes)


class _Bowl(nn.Module):
    """Scores depth / 2 * (x1² + 2 x2² + 3 x3² ...) + x1: its gradient is known, and other at every place."""

    def __init__(self, numbers: int):
        super().__init__()
        self.depth = nn.Parameter(torch.tensor(0.7))
        self._weights = torch.arange(1.0, numbers + 1)

    def forward(self, data: Tensor) -> Tensor:
        """Data ``(batch, ...)`` to scores ``(batch,)``."""
        rows = data.flatten(1)
        return self.depth / 2 * (self._weights * rows.square()).sum(1) + rows[:, 0]

    def gradient(self, rows: Tensor) -> Tensor:
        """The gradient at rows ``(batch, numbers)``, by hand; its graph leads to the depth."""
        return self.depth * self._weights * rows + torch.eye(len(self._weights))[0]


_POINTS = (
    torch.tensor([[0.5, -1.0, 0.3], [1.5, 0.4, -0.6], [-1.2, 0.1, 0.1], [0.2, 0.1, -1.3]]),
    torch.tensor([[2.0, 0.3, -0.4], [-1.1, 0.8, 0.9], [-0.9, -0.1, 0.2], [1.4, 1.2, 0.7]]),
    torch.tensor([0.25, 0.8, 0.6, 0.1]),
)
_PICTURES = (
    torch.tensor([[0.2, -0.5, 0.9, 0.1], [-0.8, 0.4, 0.3, -0.2], [0.6, 0.7, -0.1, 0.5]]),
    torch.tensor([[-0.3, 0.8, 0.2, -0.6], [0.5, -0.9, 0.1, 0.4], [-0.4, 0.3, 0.7, -0.7]]),
)


def _away_from_1(gradient: Tensor) -> Tensor:
    return (gradient.norm(dim=1) - 1).square().mean()


def _expect_a_way_back(attempt: Attempt, value: Any, network: _Bowl, right: Tensor) -> None:
    """Ends the check unless the penalty can teach the network, and has not taught it already."""
    if network.depth.grad is not None:
        raise NotYet(
            "The number is right, but your function has written gradients into the network's weights: `backward()` "
            "does that, and her optimiser would find them there. `torch.autograd.grad` returns the gradient instead."
        )
    if not isinstance(value, Tensor) or not value.requires_grad:
        raise NotYet(
            "The number is right, but no gradient leads from it to the network's weights, so it would teach her "
            "nothing. Ask for the gradient with `create_graph=True`, and cut nothing loose afterwards."
        )
    (ours,) = torch.autograd.grad(value, network.depth, allow_unused=True)
    (wanted,) = torch.autograd.grad(right, network.depth)
    if ours is None or not close(ours, wanted, 1e-3):
        raise NotYet(
            "The number is right, but its gradient isn't: part of the way to the network's weights is cut. Is "
            "`create_graph=True` there, and no `detach` or `item` behind it?"
        )


# --- questions, in the order of the lesson

apart = Prediction(
    "Two hills slide apart. From the moment when they no longer overlap, what do the two distances do?",
    answers={
        "both go on rising": "Only the Wasserstein distance does. Jensen-Shannon asks at each place *which of the two "
        "is it?* Once the hills don't overlap, the answer is certain everywhere, however far apart they are.",
        "Jensen-Shannon stands still, Wasserstein goes on rising": "Yes. When nothing overlaps, Jensen-Shannon is at "
        "log 2 and can't rise any more. The way that the sand has to go still grows.",
        "both stand still": "Jensen-Shannon does. But the Wasserstein distance is a way, and the way goes on growing.",
    },
)

slope_left = Prediction(
    "The fakes stand at 6, the real data at 0. How steep, where the fakes are, are D* and the best critic's score?",
    answers={
        "D* is flat, and the score is as flat": "D* is. But sand has to pass every place between the hills, and along "
        "its way the best score falls by 1 over each unit: a flatter one would have a smaller difference of means.",
        "D* is flat, and the score has slope 1": "Yes. D* is 0 under every fake. Over each unit of the way from the "
        "real data the score falls by 1, however far apart they are. (So the explorer writes -1.)",
        "D* is a little steep, and the score has slope 6": "A slope above 1 isn't allowed, so it's the distance that "
        "grows to 6, and not the slope. And D* is 0 under every fake, with nothing steep about it.",
    },
)

clipped_weights = Prediction(
    "After each step, a critic's weights are clipped to between -0.1 and 0.1. Where will they be at the end?",
    answers={
        "spread over the whole range": "Without clipping they spread, and farther than that. With clipping, a large "
        "part of them is pressed against one limit or the other.",
        "many of them at the two limits": "Yes, more than half of them in this run. She wants to be as steep as she "
        "may, and larger weights make her steeper. So they grow until the limit stops them.",
        "near 0": "Small weights would make her flat. She is paid for the difference of her scores, so she wants to be "
        "steep, and her weights grow until the limit stops them.",
    },
)

who_wins = Prediction(
    "Seven rules, the same ring, the same networks, the same 60 epochs. How will the plain game, with good rates, do?",
    answers={
        "last: it finds only some of the clusters": "It finds all eight, with each of the five seeds. On average, with "
        "rates that suit it, it is among the best here. What it lacks is reliability: one of the five runs is clearly "
        "worse.",
        "in the middle": "It does better than that: on average, with rates that suit it, it is among the best here. "
        "What it lacks is reliability: one of its five runs is clearly worse.",
        "among the best": "Yes, on average, and with rates that suit it. What the penalties buy is reliability: one of "
        "the plain game's five runs is clearly worse, and R1's five are all alike.",
    },
)

between_or_at = Quiz(
    "What does the gradient penalty ask of a critic, and where?",
    right="a slope of length 1, at places on the lines between a real one and a fake",
    answers={
        "a slope of length 1, at places on the lines between a real one and a fake": "Yes. Steeper is punished, and so "
        "is flatter. Elsewhere the penalty asks nothing of her.",
        "a slope of at most 1, everywhere": "That is what the theory would like (1-Lipschitz). The penalty can only "
        "look at some places, the ones between, and there it asks for 1 exactly.",
        "a slope of 0, at the real ones": "That is R1.",
        "weights between -1 and 1": "That is clipping. The penalty leaves the weights alone and looks at the slope.",
    },
)

why_no_fakes = Quiz(
    "Why does R1 need no fakes?",
    right="it only asks that she be flat where the real data are",
    answers={
        "it only asks that she be flat where the real data are": "Yes. When the fakes have arrived there, nothing "
        "pushes them away again.",
        "because fakes are expensive to make": "They are made anyway, for her loss. R1 doesn't look at them, because "
        "it is only about her slope at the real data.",
        "it uses the fakes of the step before": "It uses none: her gradient at real data is all it looks at.",
    },
)

flat_and_far = Quiz(
    "Her loss is at 0, and his pictures no longer change. What is that called, and what would you try?",
    right="a vanishing gradient: another loss for him, or a limit on her slope",
    answers={
        "a vanishing gradient: another loss for him, or a limit on her slope": "Yes. Real and fake don't overlap for "
        "her: she is sure everywhere, and so D is flat. The non-saturating loss still has a slope for him, and a "
        "critic's scores go on sloping. A limit may keep her from being so sure: in lesson 10, spectral norm cured "
        "such a patient in five runs of five, and R1 in two.",
        "mode collapse: more of his fakes in her batch": "In mode collapse the fakes look alike, and they usually keep "
        "moving. When her loss is at 0 and nothing moves, he gets no gradient.",
        "convergence: stop and enjoy": "At the equilibrium her loss is 2 log 2 = 1.386. At 0 she recognises every "
        "fake, and he gets no gradient.",
    },
)

lesson = Lesson.of("11", vars())
progress, export = lesson.progress, lesson.export
show = lesson.show
