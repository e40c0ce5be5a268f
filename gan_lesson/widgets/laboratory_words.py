"""What the laboratory's page is told in words, and what its fields say."""

from dataclasses import fields
from typing import Any

from gan_lesson.laboratory import LIMITS, Change, Recipe, Report

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
    if name == "data" and value.startswith(("drawn ", "points ")):
        return "data of your own"
    return _WORDS.get(name, name + " {}").format(value)


def change_words(change: Change) -> dict[str, Any]:
    """A change in a run, for the page: its step, and what it is."""
    return {"step": change.step, "words": value_words(change.name, change.value)}


def difference_words(before: Recipe, after: Recipe) -> str:
    """Which values are others in a recipe than they were in the one before."""
    names = [field.name for field in fields(Recipe) if field.name != "changes"]
    others = [name for name in names if getattr(before, name) != getattr(after, name)]
    return ", ".join(value_words(name, getattr(after, name)) for name in others)


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
