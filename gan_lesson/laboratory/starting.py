"""Where to start: recipes that settle, pairs that they have trained, and runs that have gone wrong.

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


def _settles(
    data: str, steps: int, rates: tuple[float, float], r1: float, discriminator_steps: int = 2, optimiser: str = "adam"
) -> Recipe:
    """Latents of four numbers, large batches, R1, rates that fall, averaged weights; her rate is often the higher."""
    return Recipe(
        data=data,
        latent_size=4,
        generator_rate=rates[0],
        discriminator_rate=rates[1],
        discriminator_steps=discriminator_steps,
        optimiser=optimiser,
        batch=256,
        r1=r1,
        falling=steps,
        averaging=0.99,
    )


# For each data set a recipe that comes to rest; `python3 run.py study settled` says how right it looks then. Small
# clusters came out better by an optimiser without momentum.
SETTLED: dict[str, Recipe] = {
    recipe.data: recipe
    for recipe in (
        _settles("line", 3000, (0.002, 0.002), 0.02, discriminator_steps=1),
        _settles("two gaussians", 2000, (0.001, 0.004), 0.05),
        _settles("ring", 2800, (0.002, 0.008), 0.02),
        _settles("three blobs", 2400, (0.001, 0.004), 0.02, optimiser="rmsprop"),
        _settles("ring of 8", 4500, (0.0015, 0.006), 0.005, optimiser="rmsprop"),
        _settles("grid of 25", 4500, (0.002, 0.012), 0.002, optimiser="rmsprop"),
        _settles("moons", 3000, (0.002, 0.002), 0.02, discriminator_steps=1),
    )
}

# What to ask of each data set's trained pair; its weights are some 35 kB.
_QUESTIONS = {
    "line": "What does she say beyond the ends of the line, where neither real points nor fakes lie?",
    "two gaussians": "Raise his learning rate to 0.01 while it runs: what goes first, the two places or their shapes?",
    "ring": "Latents have no hole in their middle. What does the grid show of how he makes a ring of them?",
    "three blobs": "Which fakes lie between the blobs, and why must there be some?",
    "ring of 8": "Set his learning rate to 0 and run 200 steps: which fakes does she tell from real points then?",
    "grid of 25": "Set R1 to 0 while it runs: which curve shows it first?",
    "moons": "Where along the moons are the fakes fewest, and does she say so there?",
}


def _trained(data: str) -> Start:
    recipe = SETTLED[data]
    resting = replace(
        recipe,
        falling=0,
        generator_rate=recipe.generator_rate / 10,
        discriminator_rate=recipe.discriminator_rate / 10,
    )
    sentence = f"A pair that has settled in {recipe.falling:,} steps; its rates are a tenth of what they were at first."
    return Start(f"settled {data}", recipe, recipe.falling, resting, sentence, _QUESTIONS[data])


_TEN_FOR_HIM = Recipe(generator_steps=10, generator_rate=0.005, batch=64)
_STRONG = Recipe(loss="saturating", generator_rate=0.0, discriminator_rate=0.003)
_THREE_FOR_HIM = Recipe(data="two gaussians", generator_steps=3, generator_rate=0.005, batch=64)

# By name: trained pairs, then the failures.
STARTS: dict[str, Start] = {
    start.name: start
    for start in (
        *map(_trained, _QUESTIONS),
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
            "Switch on Generator’s gradient and run on: why does he hardly move, and which other loss wakes him up?",
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
