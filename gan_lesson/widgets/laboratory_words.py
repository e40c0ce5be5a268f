"""What the laboratory's page is told in words, and what its fields say."""

from collections.abc import Sequence
from dataclasses import fields
from typing import Any

from gan_lesson.laboratory import LIMITS, SETTLED, STARTS, Change, Mission, Recipe, Report

_WORDS = {
    "generator_rate": "generator's rate {}",
    "discriminator_rate": "discriminator's rate {}",
    "generator_steps": "generator's updates {}",
    "discriminator_steps": "discriminator's updates {}",
    "generator_layers": "generator's layers {}",
    "discriminator_layers": "discriminator's layers {}",
    "generator_width": "generator's width {}",
    "discriminator_width": "discriminator's width {}",
    "latent_size": "{} numbers in a latent",
    "latents": "{} latents",
    "r1": "R1 {}",
    "falling": "rates fall to 0 by step {:,}",
}


def value_words(name: str, value: str | int | float) -> str:
    """A value of a recipe in words: "generator's rate 0.01", "batch 256"."""
    if name == "falling" and not value:
        return "rates stay"
    if name == "start":
        return f"started from {value}" if value else "untrained at the start"
    if name == "data" and value.startswith(("drawn ", "points ")):
        return "data of your own"
    return _WORDS.get(name, name + " {}").format(value)


def change_words(change: Change) -> dict[str, Any]:
    """A change in a run, for the page: its step, and what it is."""
    return {"step": change.step, "words": value_words(change.name, change.value)}


def difference_words(before: Recipe, after: Recipe) -> str:
    """Which values are others in a recipe than they were in the one before: at most two by name."""
    names = ["start", *(field.name for field in fields(Recipe) if field.name not in ("start", "changes"))]
    others = [name for name in names if getattr(before, name) != getattr(after, name)]
    words = ", ".join(value_words(name, getattr(after, name)) for name in others[:2])
    return words + (f" and {len(others) - 2} more" if len(others) > 2 else "")


def number_in(name: str, value: Any) -> Any:
    """The content of a form field as a number, if it is one; otherwise the recipe will refuse it."""
    if name not in LIMITS:
        return value
    whole = isinstance(getattr(Recipe, name), int)
    try:
        return int(str(value).replace(",", "")) if whole else float(value)
    except ValueError:
        return value


def report_words(report: Report | None) -> dict[str, Any] | None:
    """What a sub-step did and why it is taken, for the page."""
    if report is None:
        return None
    sub_step = report.sub_step
    return {"player": sub_step.player, "name": sub_step.name, "why": sub_step.why, "facts": report.facts}


def starts(missions: Sequence[Mission] = ()) -> list[dict[str, str]]:
    """The starting points, for the page: group, name, a sentence and a question."""
    given = [
        {"group": "missions", "name": mission.name, "sentence": mission.task, "question": ""} for mission in missions
    ]
    kept = [
        {
            "group": "failures" if start.failure else "trained",
            "name": start.name,
            "sentence": start.sentence,
            "question": start.question,
        }
        for start in STARTS.values()
    ]
    settled = [
        {
            "group": "settled",
            "name": name,
            "sentence": f"Both begin untrained, and come to rest by step {recipe.falling:,}: press Run. The rates fall "
            "to 0, R1 keeps her calm, and the averaged fakes are shown.",
            "question": "Watch the strays: at which step do they become rare, and what has fallen by then?",
        }
        for name, recipe in SETTLED.items()
    ]
    return given + kept + settled
