"""A GAN in the plane under full control: run it, step it, take it apart, rewind it. No browser needed."""

from gan_lesson.laboratory.engine import Diverged, Laboratory
from gan_lesson.laboratory.instruments import Measures
from gan_lesson.laboratory.live import Live, Pace
from gan_lesson.laboratory.recipe import DATA, LATENTS, LIMITS, OPTIMISERS, Recipe, drawing
from gan_lesson.laboratory.report import Report
from gan_lesson.laboratory.rules import RULES, Rules

__all__ = [
    "DATA",
    "LATENTS",
    "LIMITS",
    "OPTIMISERS",
    "RULES",
    "Diverged",
    "Laboratory",
    "Live",
    "Measures",
    "Pace",
    "Recipe",
    "Report",
    "Rules",
    "drawing",
]
