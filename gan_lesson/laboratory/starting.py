"""Where to start: recipes that settle, and runs that have gone wrong.

Example:
    >>> from gan_lesson.laboratory import SETTLED, STARTS, Laboratory
    >>> Laboratory(SETTLED["moons"])
    Laboratory: Two moons, non-saturating loss, step 0
    >>> print(STARTS["collapse"].question)
    Why is he paid so well for one place, and what does she do about it next?
"""

from dataclasses import dataclass, replace

from gan_lesson.files import weights_of
from gan_lesson.laboratory.engine import Laboratory
from gan_lesson.laboratory.kept import Pair
from gan_lesson.laboratory.recipe import Recipe


@dataclass(frozen=True)
class Start:
    """Kept weights, and how to go on from them.

    Attributes:
        name: which a recipe's `start` names.
        made: the recipe of the run that they come from.
        steps: the training steps of that run.
        goes_on: how to go on from them, but for `start`.
        sentence: what is to be seen.
        question: to think about.
        failure: whether that run has gone wrong.
    """

    name: str
    made: Recipe
    steps: int
    goes_on: Recipe
    sentence: str
    question: str
    failure: bool = False

    @property
    def recipe(self) -> Recipe:
        """How to go on from the kept weights: ``Laboratory(start.recipe)`` is there at once, at its step 0."""
        return replace(self.goes_on, start=self.name)

    def train(self) -> Pair:
        """Trains the pair anew, and returns its weights; the generator's are averaged if its recipe averages."""
        laboratory = Laboratory(self.made).run(self.steps)
        generator = laboratory.averaged_generator or laboratory.generator
        return {"generator": weights_of(generator), "discriminator": weights_of(laboratory.discriminator)}


def _settles(data: str, steps: int, g_rate: float, d_rate: float, r1: float, averaging: float = 0.99) -> Recipe:
    """Latents of four numbers, two updates for her at the higher rate, R1, falling rates, averaged weights."""
    return Recipe(
        data=data,
        latent_size=4,
        generator_rate=g_rate,
        discriminator_rate=d_rate,
        discriminator_steps=2,
        batch=256,
        r1=r1,
        falling=steps,
        averaging=averaging,
    )


# For each data set a recipe that looks right when it rests; `python3 run.py study settled` says how right.
SETTLED: dict[str, Recipe] = {
    recipe.data: recipe
    for recipe in (
        _settles("line", 3000, 0.001, 0.004, 0.05),
        _settles("two gaussians", 4000, 0.001, 0.004, 0.05),
        _settles("ring", 4000, 0.001, 0.004, 0.05),
        _settles("three blobs", 5000, 0.001, 0.004, 0.05),
        _settles("ring of 8", 5000, 0.001, 0.004, 0.02),
        _settles("grid of 25", 5000, 0.002, 0.006, 0.005),
        _settles("moons", 4000, 0.001, 0.004, 0.05),
    )
}

_TEN_FOR_HIM = Recipe(generator_steps=10, generator_rate=0.005, batch=64)
_STRONG = Recipe(loss="saturating", generator_rate=0.0, discriminator_rate=0.003)
_THREE_FOR_HIM = Recipe(data="two gaussians", generator_steps=3, generator_rate=0.005, batch=64)

# By name.
STARTS: dict[str, Start] = {
    start.name: start
    for start in (
        Start(
            "collapse",
            _TEN_FOR_HIM,
            60,
            _TEN_FOR_HIM,
            "He makes ten updates for each of hers, and all his fakes crowd in one place.",
            "Why is he paid so well for one place, and what does she do about it next?",
            failure=True,
        ),
        Start(
            "an expert too strong",
            _STRONG,
            400,
            _STRONG.but("generator_rate", 0.001),
            "She has learnt for 400 steps while he stood still, and the loss is the saturating one.",
            "Show the arrows and run on: why does he hardly move, and which other loss wakes him up?",
            failure=True,
        ),
        Start(
            "swinging",
            _THREE_FOR_HIM,
            120,
            _THREE_FOR_HIM,
            "He makes three updates for each of hers, and his fakes run from one cluster to the other and back.",
            "What calms them while it runs: one update for him, lower rates, or R1?",
            failure=True,
        ),
    )
}
