"""What lesson 08's last missions show: two clouds of points, from latents of two numbers and of one."""

from dataclasses import replace

from gan_lesson.exercises.lesson_08 import missions
from gan_lesson.laboratory import Laboratory, Recipe
from tests.study.part import Figures, Part, Report, Trial

LATENTS: dict[str, Recipe] = {
    mission.name: mission.recipe for mission in missions if mission.name.startswith("Latents")
}


def measured(recipe: Recipe, seed: int, report: Report) -> Figures:
    """The averaged fakes of a run, when its rates have fallen to 0."""
    laboratory = Laboratory(replace(recipe, seed=seed))
    for done in range(0, recipe.falling, 100):
        laboratory.run(100)
        report((done + 100) / recipe.falling)
    measures = laboratory.measure(averaged=True)
    return {
        "divergence": measures.jensen_shannon,
        "floor": laboratory.floor,
        "modes": measures.modes,
        "strays": measures.strays,
    }


def missions_part(seeds: int) -> Part:
    """How well a thread fills two clouds."""

    def trial(name: str, recipe: Recipe) -> Trial:
        return Trial(name, range(seeds), 15, lambda seed, report: {name: measured(recipe, seed, report)})

    return Part(
        "missions",
        "Lesson 08's missions with latents of two numbers and of one: the Jensen-Shannon estimate after 1,500 steps.",
        tuple(trial(name, recipe) for name, recipe in LATENTS.items()),
        {"divergence": 2, "floor": 2, "modes": 0, "strays": 2},
    )
