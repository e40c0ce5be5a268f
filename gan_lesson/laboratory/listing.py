"""The lines before the first step: they make every name that the lines of the sub-steps read."""

import re
from dataclasses import fields

from gan_lesson.laboratory.game import SubStep
from gan_lesson.laboratory.recipe import DATA, Recipe


def opening(recipe: Recipe, plan: list[SubStep], own: list[str]) -> str:
    """The lines before the first step.

    With the lines of the sub-steps after them they are a whole program. It trains as the laboratory does, bit for bit,
    as long as nothing changes on the way and no rate falls.

    Args:
        recipe: what is trained.
        plan: the sub-steps, whose names are made here.
        own: names of parts of the reader's own, which a comment lists in place of making them.
    """
    code = "\n".join(sub_step.code for sub_step in plan)
    changed = [field.name for field in fields(recipe) if getattr(recipe, field.name) != field.default]
    values = ", ".join(f"{name}={getattr(recipe, name)!r}" for name in changed if name != "changes")
    lines = {
        "recipe": f"recipe = Recipe({values})",
        "data": "data = recipe.points().data",
        "batch": "batch, draw_latents = recipe.batch, recipe.draw_latents",
        "random": "random = torch.Generator().manual_seed(recipe.seed + 1)",
        "generator": "generator, discriminator = recipe.networks(data.std().item())",
        "d_optimizer": f'd_optimizer = OPTIMISERS["{recipe.optimiser}"](discriminator, {recipe.discriminator_rate!r})',
        "g_optimizer": f'g_optimizer = OPTIMISERS["{recipe.optimiser}"](generator, {recipe.generator_rate!r})',
        "discriminator_loss": "discriminator_loss = recipe.rules.discriminator_loss",
        "generator_loss": "generator_loss = recipe.rules.generator_loss",
        "penalty_weight": "penalty_weight = recipe.rules.penalty_weight",
        "r1": "r1 = recipe.r1",
    }
    if recipe.data not in DATA and not {"generator", "discriminator"} & set(own):  # who sees them standardised
        lines["data"] = "data = Frame.of(points := recipe.points().data).standardised(points)"
    for name, other in (("generator", "discriminator"), ("discriminator", "generator")):
        if name in own:
            made = "generator, _" if name == "discriminator" else "_, discriminator"
            lines["generator"] = f"{made} = recipe.networks(data.std().item())" if other not in own else ""
    needed = [
        line
        for name, line in lines.items()
        if line and (name == "recipe" or re.search(rf"\b{name}\b", code)) and not (name in own and name != "generator")
    ]
    imports = ["import torch", "from gan_lesson.laboratory import OPTIMISERS, Recipe"]
    imports += ["from gan_lesson.laboratory.frame import Frame"] * ("Frame" in lines["data"] and "data" not in own)
    imports += [f"from gan_lesson.losses import {name}" for name in re.findall(r"\b(?:gradient|r1)_penalty\b", code)]
    yours = [f"# yours: {', '.join(own)}"] if own else []
    return "\n".join([*imports, *yours, *needed])
