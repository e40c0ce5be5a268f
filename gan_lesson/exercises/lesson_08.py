"""Lesson 08: one epoch by hand, averaged weights, falling rates."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType
from typing import Any

import torch
from torch import Tensor

from gan_lesson.exercises import Attempt, Lesson, NotYet, Prediction, Quiz, close, exercise
from gan_lesson.exercises.wording import cut
from gan_lesson.laboratory import Mission, Recipe

first_to_appear = Prediction(
    "What will appear first, and what last?",
    answers={
        "a blob in the place of the head first, the pattern of the fur last": "That is the order here: after the black "
        "around it, a blob where a head belongs; then dark spots for eyes and nose, and ears by which you can tell a "
        "dog from a cat; clean fur at the end.",
        "the eyes first, the outline last": "Eyes are what *we* look at first. The forger begins with a blob where a "
        "head belongs: every portrait has one, and without it the expert needs no second look. Eyes and nose come "
        "next, the fur's pattern last.",
        "the pattern of the fur first, the ears last": "The fur covers most of the picture, but each animal has "
        "another pattern. A blob where a head belongs comes first, then eyes and nose, then ears, and the patterns of "
        "the fur last.",
        "everything at the same time, from faint to clear": "A photograph in a developing bath does that; a forger "
        "does not. A blob comes first, then eyes and nose, then ears, and the patterns of the fur last.",
    },
)

more_parameters = Prediction(
    "Both networks have three hidden layers of 64 numbers. Which has more parameters, and by how many?",
    answers={
        "they have the same number": "Nearly. The hidden layers agree, but the generator's last layer makes two "
        "numbers and the discriminator's makes one.",
        "the generator, by 65": "Yes: its last layer makes two numbers from 64, which takes 2 · (64 + 1) = 130 "
        "parameters; the discriminator's makes one, which takes 65.",
        "the discriminator, by 65": "The difference is right, the sign is not: the generator puts out *two* numbers, a "
        "point, and the discriminator one logit. Each number costs 64 weights and a bias.",
        "the generator, by 64": "Close: a second number at the end costs 64 weights, and a bias as well. So it is 65.",
    },
)

clusters_covered = Prediction(
    "In 100 epochs, how will the number of covered clusters grow?",
    answers={
        "one after the other, evenly": "It grows in leaps: for a while the fakes are one or two clumps that find a "
        "cluster or two, then they spread over the ring. With four of the five seeds below, it leaps from two to six "
        "or eight between two looks; with one it takes several steps.",
        "hardly at all for a while, then several at once": "Yes. For a while the fakes are one or two clumps that find "
        "a cluster or two; then they spread over the ring. With four of the five seeds below, it leaps from two to six "
        "or eight between two looks. What is left at the end are strays.",
        "all eight in the first epochs": "The forger needs longer: at first the fakes are one or two clumps that find "
        "a cluster or two. Then they spread over the ring, and the number leaps.",
        "it stops at about four": "It reaches all eight, with each of the five seeds below. Runs that stop half-way do "
        "exist, where the two players do not keep pace; at the end of this lesson you can make that happen.",
    },
)

across_the_gap = Prediction(
    "You walk from one latent to another in 5,000 small steps. What will the walk of the fakes do at the empty ground?",
    answers={
        "leap over it, from cluster to cluster": "It looks as if it should: nothing real lies between. But the "
        "generator is a *continuous* function, and small steps of the latent are small steps of the fake. Some of them "
        "lie on the empty ground.",
        "cross it, so that some fakes lie on it": "Right: the generator is a *continuous* function, so an unbroken "
        "line of latents becomes an unbroken curve of fakes.",
    },
)

whose_samples = Prediction(
    "Whose samples does the second history, `averaged`, show?",
    answers={
        "a second generator's, trained beside the first": "There is only one pair of players and one run. "
        "`run.averaged` is a copy of the generator that is never trained: after each step it is moved a little "
        "towards the generator's weights.",
        "a copy's whose weights are an average over recent steps": "Yes: the same run, seen differently.",
        "the generator's, averaged picture by picture": "What is averaged are the *weights*. An average of pictures is "
        "the blur of lesson 04.",
    },
)

after_falling = Prediction(
    "In the last twenty epochs, will there be more strays than without the change, or fewer?",
    answers={
        "more: with small steps he learns less": "A sound thought if he still had far to go. Here he had found all the "
        "clusters by half-time, and kept swinging about them: smaller steps let him settle, and in the end the strays "
        "are fewer.",
        "fewer: small steps let him settle": "Yes. While the rates are still high the strays may even increase; as "
        "they fall, he comes to rest.",
        "about as many": "The rates make more of a difference than that: as they fall, the swinging stops, and in the "
        "end the strays are fewer.",
    },
)

digits_or_blends = Prediction(
    "The forger is not told which digit a picture shows. Will his pictures be recognisable as single digits?",
    answers={
        "many of them will": "Yes, many. A blend of two digits is rare in the training set, so the expert learns to "
        "reject it, and her gradient pushes him away from it. Others remain hard to read.",
        "no, they will be blends of several": "A blend is what an average would paint. But the expert rejects what the "
        "training set does not show, and so many of his pictures can be read as one digit. Others cannot.",
        "he will paint one digit only": "That is mode collapse. It can happen to a GAN; this recipe paints many "
        "different digits.",
    },
)


_calm = Recipe(
    data="two gaussians",
    generator_rate=0.001,
    discriminator_rate=0.004,
    discriminator_steps=2,
    r1=0.05,
    falling=1500,
    averaging=0.99,
)
missions = (
    Mission(
        "A sheet of rubber",
        "Run at 5 steps per second at first, and follow the grid. Later at full speed, to step 1,000.",
        layers=("real", "fake", "manifold"),
    ),
    Mission(
        "The same road, and another",
        "Run past step 600, rewind to it, and remember the picture. Rewind to 300, run past 600 and rewind to 600. Is "
        "it the same? Then rewind to 300 again, set the generator’s learning rate to 0.01 (Recipe) and repeat.",
    ),
    Mission(
        "Latents of two numbers",
        "Run past step 1,500, where the rates reach 0. Then note the number beside “Jensen-Shannon, on a grid” in the "
        "tab Curves.",
        _calm,
        layers=("real", "averaged", "manifold"),
    ),
    Mission(
        "Latents of one number",
        "The same game, but a latent is a single number now. Run past step 1,500 and compare.",
        replace(_calm, latent_size=1),
        layers=("real", "averaged", "manifold"),
    ),
)

mission_sheet = Prediction(
    "At step 0 the grid of latents lies in the plane like a sheet of rubber. How will he bring it onto eight separate "
    "clusters?",
    answers={
        "he tears it into pieces": "He can't: a network like his is continuous, so neighbouring latents stay "
        "neighbours, however far apart he pulls them. He stretches the sheet thin between the clusters and folds it: "
        "after 1,000 steps about half of its cells lay face down, with each of five seeds. The strays are what lies on "
        "the thin bridges.",
        "he stretches it, and no cell turns over": "He does stretch it, thin between the clusters. But he also folds "
        "it: after 1,000 steps about half of its cells lay face down, with each of five seeds.",
        "he stretches it and folds it": "Yes. It stays in one piece, since a network like his is continuous: it is "
        "stretched thin between the clusters, where the strays are, and after 1,000 steps about half of its cells lay "
        "face down, with each of five seeds.",
    },
)

mission_road = Prediction(
    "You train for 600 steps, rewind to step 300, and let them go on from there. You change nothing. What do you see "
    "at step 600?",
    answers={
        "the same fakes as before, to the last bit": "Yes. Rewinding brings back more than weights: Adam's averages "
        "and the sources of random numbers as well. So the same batches and latents are drawn.",
        "similar fakes: other latents and batches are drawn": "The laboratory puts the sources of random numbers back "
        "as well, and Adam's averages. So all that is drawn is the same, and the run is the same to the last bit.",
        "quite different ones: tiny differences grow in a GAN": "They would grow, if there were any. The laboratory "
        "puts back the weights, Adam's averages and the sources of random numbers, so the run is the same to the last "
        "bit.",
    },
)

mission_thread = Prediction(
    "Two round clouds of points. Once a latent has two numbers, once only one. How well can he imitate the "
    "clouds in 1,500 steps?",
    answers={
        "equally well: from one number, too, he can paint as many fakes as he likes": "He can, but they all lie on one "
        "curve, and a curve is thin. With each of five seeds the Jensen-Shannon estimate was 0.24 to 0.29 with one "
        "number and 0.07 to 0.12 with two; real against real it is 0.02 or 0.03.",
        "worse with one number: he has only a thread to lay": "Yes: one number moves a fake along a curve, and however "
        "he winds it, it stays thin. With each of five seeds the Jensen-Shannon estimate was 0.24 to 0.29 with one "
        "number and 0.07 to 0.12 with two; real against real it is 0.02 or 0.03.",
        "worse with one number: he finds only one of the clouds": "He found both, with each of five seeds. But one "
        "number moves a fake along a curve, and a curve is thin: the Jensen-Shannon estimate was 0.24 to 0.29 with one "
        "number and 0.07 to 0.12 with two; real against real it is 0.02 or 0.03.",
    },
)


@exercise(
    hints=(
        "Which of the five arguments is the thing to loop over? Inside the loop the discriminator moves first.",
        "For each `real` in `batches`: draw `len(real)` latents, let the generator turn them into fakes, and hand both "
        "to `update_discriminator(real, fake)`.",
        "Then the generator's move, still inside the loop, with latents of its own: "
        "`update_generator(draw_latents(len(real)))`.",
    ),
    praise="That is the whole loop of a GAN. The next cell writes it out with a history that watches.",
)
def one_epoch(
    batches: Iterable[Tensor],
    generator: Callable[[Tensor], Tensor],
    draw_latents: Callable[[int], Tensor],
    update_discriminator: Callable[[Tensor, Tensor], Any],
    update_generator: Callable[[Tensor], Any],
) -> None:
    """Both players move once for each batch: the discriminator first."""
    for real in batches:
        fake = generator(draw_latents(len(real)))
        update_discriminator(real, fake)
        update_generator(draw_latents(len(real)))


@one_epoch.checks
def _(attempt: Attempt) -> str | None:
    studio = _Studio()
    attempt(studio, studio.generator, studio.draw_latents, studio.update_discriminator, studio.update_generator)
    moves = "".join(name for name, *_ in studio.moves)
    d_moves, g_moves = ([arguments for name, *arguments in studio.moves if name == player] for player in "DG")
    if not moves:
        return "Nobody moved. Call `update_discriminator` and `update_generator` for each batch."
    if not g_moves:
        return "The generator never moved: `update_generator` was not called."
    if not d_moves:
        return "The discriminator never moved: `update_discriminator` was not called."
    for real, fake in d_moves:
        _expect_real_and_fake(real, fake)
    for (latents,) in g_moves:
        _expect_latents(latents)
    if moves == "DG":
        return "Your loop stops after the first batch. Is there a `return` in it, or no loop at all?"
    passes, rest = divmod(len(moves), 2 * len(studio.batches))
    if passes > 1 and rest == 0 and len(d_moves) == len(g_moves):
        return f"You went {passes} times through the batches; an epoch is one pass."
    if moves == "DG" * (len(studio.batches) - 1):
        return "You left out a batch. Every one belongs to the epoch, the first and the smaller last one too."
    if any(len(real) < min(map(len, studio.batches)) for real, _ in d_moves):
        return "You took the batches apart. Hand over each batch as a whole."
    if "GD" not in moves and len(g_moves) == 1:
        return "The generator moved once, at the very end. Its move belongs inside the `for`, after the other's."
    if "GD" not in moves:
        return "First all moves of one player, then all of the other: they must take turns, batch by batch."
    if moves.startswith("G"):
        return "The generator moved first. In each batch the discriminator does."
    if len(d_moves) != len(g_moves):
        return f"She made {len(d_moves)} moves and he made {len(g_moves)}. For each batch it should be one each."
    if moves != "DG" * len(studio.batches):
        return (
            f"For each of the {len(studio.batches)} batches the discriminator should move once and then the generator; "
            f"the moves were {cut(', '.join(moves), 58, ' and so on')}."
        )
    if any(not torch.equal(batch, now) for batch, now in zip(_batches(), studio.batches, strict=True)):
        return "Your loop changed the numbers in `real`, which belong to the training set. Make a new tensor instead."
    if any(not torch.equal(real, batch) for (real, _), batch in zip(d_moves, studio.batches, strict=True)):
        return "Each batch should be used once, in the order in which `batches` hands them out."
    if any(len(latents) != len(batch) for (latents,), batch in zip(g_moves, studio.batches, strict=True)):
        return "The generator's move wants as many latents as there are real ones in the batch: `len(real)`."
    of_d = [set((fake - 0.5).flatten().tolist()) for _, fake in d_moves]
    of_g = [set(latents.flatten().tolist()) for (latents,) in g_moves]
    if any(mine & yours for mine, yours in zip(of_d, of_g, strict=True)):
        return (
            "You used the same latents twice, for the discriminator's move and for the generator's. That trains too, "
            "but this course's loop draws fresh ones for each move, as Goodfellow's algorithm 1 does."
        )
    if len(set.union(*of_d, *of_g)) < sum(map(len, [*of_d, *of_g])):
        return "The same latents came back in a later batch: draw fresh ones inside the loop, for each batch."
    if studio.painted_too_early:
        return "Those fakes are older than the generator's last move. Paint them inside the loop, batch by batch."
    return None


class _Studio:
    """Batches, a generator and two updates that only record their arguments.

    Latents are 1, 2, 3 ...; a fake is its latent plus 0.5; real data are negative. So the record shows which is which.
    """

    def __init__(self) -> None:
        self.batches = _batches()
        self.moves: list[tuple] = []
        self.painted_too_early = False
        self._drawn, self._painted = 0, {}

    def __iter__(self) -> Iterator[Tensor]:
        return iter(self.batches)

    def __len__(self) -> int:
        return len(self.batches)

    def __getitem__(self, place: object) -> Tensor:
        raise NotYet("`batches` cannot be asked for one of its batches. It hands them out in a `for`.")

    def draw_latents(self, count: int | None = None) -> Tensor:
        """New latents ``(count, 2)``."""
        if count is None:
            raise NotYet("`draw_latents` has to know how many: `draw_latents(len(real))`.")
        if isinstance(count, tuple) or (isinstance(count, Tensor) and count.numel() > 1):
            raise NotYet("`draw_latents` was given a tensor; it wants to know how many: `draw_latents(len(real))`.")
        count = int(count)
        first, self._drawn = self._drawn, self._drawn + 2 * count
        return torch.arange(first + 1.0, self._drawn + 1.0).reshape(count, 2)

    def generator(self, latents: Tensor) -> Tensor:
        """Fakes ``(n, 2)`` of latents ``(n, 2)``."""
        _expect_tensors("generator(latents)", ("latents",), (latents,))
        self._painted[tuple((latents + 0.5).flatten()[:1].tolist())] = self._moves_of_the_generator()
        return latents + 0.5

    def update_discriminator(self, *arguments: Tensor, **named: Tensor) -> Tensor:
        """Records the move with ``real`` and ``fake``; returns a loss."""
        real, fake = _expect_tensors("update_discriminator(real, fake)", ("real", "fake"), arguments, named)
        now = self._moves_of_the_generator()
        self.painted_too_early |= self._painted.get(tuple(fake.flatten()[:1].tolist()), now) < now
        self.moves.append(("D", real, fake))
        return torch.tensor(1.4)

    def update_generator(self, *arguments: Tensor, **named: Tensor) -> Tensor:
        """Records the move with ``latents``; returns a loss."""
        (latents,) = _expect_tensors("update_generator(latents)", ("latents",), arguments, named)
        self.moves.append(("G", latents))
        return torch.tensor(0.7)

    def _moves_of_the_generator(self) -> int:
        return sum(name == "G" for name, *_ in self.moves)


def _batches() -> list[Tensor]:
    """Three batches of real data, the last one smaller."""
    return [-torch.arange(1.0, 1 + 2 * size).reshape(size, 2) - 10 * batch for batch, size in enumerate((4, 4, 3))]


def _expect_tensors(
    call: str, names: Sequence[str], given: Sequence[Any], by_name: Mapping[str, Any] = MappingProxyType({})
) -> list[Tensor]:
    """The arguments of a call, in the order of their names; ends the check if they are not these, or no tensors."""
    arguments = {**dict(zip(names, given, strict=False)), **by_name}
    if len(given) + len(by_name) != len(names) or set(arguments) != set(names):
        raise NotYet(f"`{call}` is all that it takes: networks and optimisers are in hand already.")
    for argument in arguments.values():
        if isinstance(argument, _Studio):
            raise NotYet("All the `batches` were handed over. Hand over one of them: `for real in batches`.")
        if callable(argument) and not isinstance(argument, Tensor):
            name = getattr(argument, "__name__", "itself")
            raise NotYet(f"A tensor was expected and the function `{name}` was handed over. Call it, with brackets.")
        if not isinstance(argument, Tensor):
            raise NotYet(f"A tensor was expected and {type(argument).__name__} was handed over.")
    return [arguments[name] for name in names]


def _is_real(data: Tensor) -> bool:
    return bool((data < 0).all())


def _is_latent(data: Tensor) -> bool:
    return bool((data == data.round()).all() and (data > 0).all())


def _expect_real_and_fake(real: Tensor, fake: Tensor) -> None:
    """Ends the check unless these are real data and as many fakes."""
    if _is_real(fake) and not _is_real(real):
        raise NotYet("The discriminator was given the fakes first. It is always real before fake.")
    if _is_real(fake):
        raise NotYet("The discriminator was given real data in place of fakes: those come from `generator`.")
    if _is_latent(fake):
        raise NotYet(
            "The discriminator was given latents as fakes. `generator(...)` turns latents into fakes, and those are "
            "what she looks at."
        )
    if len(fake) != len(real):
        raise NotYet(
            f"There should be as many fakes as there are real ones: {len(real)} in this batch, and you handed over "
            f"{len(fake)}. `len(real)` counts them."
        )


def _expect_latents(latents: Tensor) -> None:
    """Ends the check unless these are latents."""
    if _is_real(latents):
        raise NotYet("The generator's move was given real data; it wants latents. He never sees an original.")
    if not _is_latent(latents) and not _is_latent(latents - 0.5):
        raise NotYet("`update_generator` was given other latents than those of `draw_latents(len(real))`.")
    if not _is_latent(latents):
        raise NotYet("`update_generator` was given fakes where it wants latents: it calls the generator itself.")


@exercise(
    hints=(
        "The new average is a mixture of two things; `decay` says how much of the old average stays.",
        "If `decay` is 0.99, then 99 % of the old average and 1 % of the present weights.",
        "`decay * average + (...) * current`, and what stands in the brackets makes the two shares add up to 1.",
    ),
    praise="With a decay of 0.99 the average remembers about the last hundred steps.",
)
def moved_average(average: Tensor, current: Tensor, decay: float) -> Tensor:
    """The averaged weights after one more step."""
    return decay * average + (1 - decay) * current


@moved_average.checks
def _(attempt: Attempt) -> None:
    average, current = torch.tensor([1.0, 0.0, -2.0]), torch.tensor([3.0, 10.0, -2.5])
    right, turned, half = (decay * average + (1 - decay) * current for decay in (0.75, 0.25, 0.5))
    mistakes = {
        "You mixed them the other way round: `decay` is the share of the *old* average that stays.": turned,
        "You went half-way to the present weights; `decay` says how much of the old average stays.": half,
        "You left out the present weights: the average would shrink to nothing.": (0.75 * average, 0.25 * average),
        "The two shares must add up to 1, or the average grows or shrinks at every step: `decay` for the old average, "
        "`1 - decay` for the present weights.": (
            0.75 * average + current,
            average + 0.75 * current,
            average + 0.25 * current,
            average + current,
            0.75 * average + 0.75 * current,
            0.25 * average + 0.25 * current,
            0.75 * average + 1.75 * current,
        ),
        "The present weights are added, not subtracted.": (
            0.75 * average - 0.25 * current,
            0.75 * average - 0.75 * current,
        ),
        "Mind the brackets: `(1 - decay) * current`.": 0.75 * average + 1 - 0.75 * current,
        "`decay` is a share already, from 0 to 1, not a percentage.": 0.0075 * average + 0.9925 * current,
        "You returned the present weights as they are; nothing is averaged.": current,
        "Your average stays where it was; it should move a little towards the present weights.": average,
        "You moved the average away from the present weights: flip the sign.": 2 * average - right,
        "You typed in a decay. Use `decay`, whatever it is.": (
            0.99 * average + 0.01 * current,
            0.9 * average + 0.1 * current,
        ),
    }
    moved = attempt.expect_tensor(attempt(average, current, 0.75))
    if moved.numel() == 1:
        raise NotYet("That is one number. Each weight has an average of its own: `(3,)` in, `(3,)` out.")
    attempt.expect_close(moved, right, "With a decay of 0.75, 1 and 3 should give 1.5.", mistakes)
    right = 0.9 * average + 0.1 * current
    attempt.expect_close(attempt(average, current, 0.9), right, "With a decay of 0.9, 1 and 3 should give 1.2.")


@exercise(
    hints=(
        "What part of the run is still to come? `1 - step / total`, which goes from 1 to 0.",
        "At half-time that part is 1/2. Twice the part is 1 there, and falls to 0 at the end in a straight line.",
        "Before half-time twice the part is above 1. `min(1, ...)` cuts it off; the whole is multiplied by `rate`.",
    ),
    praise="Constant, then a straight line down to nothing.",
)
def falling_rate(step: int, total: int, rate: float) -> float:
    """The learning rate at a step: constant for half of the run, then falling to 0 in a straight line."""
    return rate * min(1, 2 * (1 - step / total))


@falling_rate.checks
def _(attempt: Attempt) -> str | None:
    total, rate = 1600, 0.8
    steps = (0, 600, 800, 960, 1200, 1440, 1600)
    rates = torch.tensor([attempt.expect_number(attempt(step, total, rate)) for step in steps])
    left = 1 - torch.tensor(steps) / total  # the part of the run that is still to come
    right = rate * (2 * left).clamp(max=1)
    ones, late, halves = torch.ones(7), torch.tensor([rate] * 6 + [0]), (left > 0.5, left >= 0.5)

    def afterwards(second: Tensor) -> tuple[Tensor, ...]:
        """`rate` in the first half and something else in the second; half-time itself may belong to either."""
        return tuple(torch.where(half, rate * ones, second) for half in halves)

    mistakes = {
        "Your rate falls from the first step on. It should stay as it is for the first half.": (
            rate * left,
            rate * (2 * left - 1),
        ),
        "You begin with twice the rate. In the first half it should be `rate`: `min` can cut it off.": 2 * rate * left,
        "The halves are the wrong way round: first it should stay, then fall. Did you take `max` for `min`?": (
            rate * (2 * left).clamp(min=1),
            rate * (2 * left - 1).clamp(min=0),
        ),
        "You have the right share of the rate; it is still to be taken times `rate`.": right / rate,
        "You typed in the example's rate. Use `rate`, whatever it is.": (right / 200, right / 400),
        "You typed in a number of steps, such as 1,000 in the example. Use `total`, whatever it is.": (
            rate * (2 - torch.tensor(steps) / 500).clamp(max=1),
            rate * (2 - torch.tensor(steps) / 500).clamp(0, 1),
            rate * (left * total / 500).clamp(max=1),
            rate * torch.tensor([1, *(left * total / 500)[1:]]),
            rate * torch.tensor([1, *(2 * left)[1:]]),
        ),
        "Your rate never falls.": rate * ones,
        "Your rate stays until the very last step: is there `//` for `/`, or no division by `total`?": late,
        "From half-time on there is only half of `total` to fall in: divide by that.": afterwards(rate * (0.5 + left)),
        "Your rate drops to 0 at half-time. It should get there in a straight line, at the very end.": (
            afterwards(0 * ones)
        ),
        "Your rate drops to half at half-time, and stays. It should fall to 0 in a straight line.": (
            afterwards(rate / 2 * ones)
        ),
        "Your rate drops to 0 at half-time and rises again. It should *fall* to 0: `total - step` does.": (
            afterwards(rate * (1 - 2 * left))
        ),
        "You subtract a share of 1 from `rate`. It should be a share of `rate`.": (
            *afterwards(rate - (1 - 2 * left)),
            *afterwards(rate - (1 - left)),
        ),
        "In the first half you give half of it; it should be `rate` itself until half-time.": right / 2,
        "At half-time your rate jumps to half of what it was. It should leave `rate` smoothly there: the straight line "
        "goes from `rate` at half-time to 0 at the end.": afterwards(rate * left),
        "Your rate climbs at first. It should stay for half of the run, and then fall.": (
            rate * (2 - 2 * left).clamp(max=1),
            rate * torch.minimum(2 - 2 * left, 2 * left),
        ),
    }
    wrong = [place for place in range(7) if not close(rates[place], right[place])]
    place = wrong[0] if wrong else 0
    half = (
        "The first half is right. From then on it" if place > 2 else "It should stay as it is for the first half, and"
    )
    message = (
        f"{half} should fall in a straight line, to 0 at the end: at step {steps[place]:,} of {total:,} it should be "
        f"{right[place]:.3g}, and yours is {rates[place]:.3g}."
    )
    attempt.expect_close(rates, right, message, mistakes)
    shorter = [attempt.expect_number(attempt(step, 400, rate)) for step in (100, 300)]
    attempt.expect_close(shorter, [rate, rate / 2], "In a shorter run it does not fit: use `total` throughout.")
    tiny = attempt.expect_number(attempt(1200, total, 3e-6)) / 3e-6
    attempt.expect_close(tiny, 0.5, "Right, except for small rates: did you round? Leave that out.")
    return None


flat_losses = Quiz(
    "Both losses have been flat for 50 epochs. What do you know?",
    right="little: look at the samples",
    answers={
        "the forger is as good as he can get": "Tempting, because elsewhere a flat loss means that learning is over. "
        "Here each loss is measured against an opponent who learns too: strays kept disappearing while both were flat.",
        "little: look at the samples": "Yes. Two beginners and two masters can show the same numbers; the samples tell "
        "them apart.",
        "the expert has given up": "Tempting, because 2 log 2 is what an expert pays who answers 1/2 to everything. An "
        "expert gets there by knowing nothing, or because there is nothing left to know.",
    },
)


lesson = Lesson.of("08", vars())
progress, export = lesson.progress, lesson.export
show = lesson.show
