"""A GAN in the plane under full control: run it, step it, take it apart, rewind it. No browser needed."""

from gan_lesson.laboratory.data import DATA, drawing, held, points_from_text
from gan_lesson.laboratory.engine import Diverged, Laboratory
from gan_lesson.laboratory.frame import Frame
from gan_lesson.laboratory.instruments import Measures
from gan_lesson.laboratory.live import Live, Pace
from gan_lesson.laboratory.missions import Mission
from gan_lesson.laboratory.recipe import CHANGEABLE, LATENTS, LIMITS, OPTIMISERS, Change, Recipe
from gan_lesson.laboratory.report import Report
from gan_lesson.laboratory.roads import Road
from gan_lesson.laboratory.rules import RULES, Rules
from gan_lesson.laboratory.starting import SETTLED, STARTS, Start

__all__ = [
    "CHANGEABLE",
    "DATA",
    "LATENTS",
    "LIMITS",
    "OPTIMISERS",
    "RULES",
    "SETTLED",
    "STARTS",
    "Change",
    "Diverged",
    "Frame",
    "Laboratory",
    "Live",
    "Measures",
    "Mission",
    "Pace",
    "Recipe",
    "Report",
    "Road",
    "Rules",
    "Start",
    "drawing",
    "held",
    "points_from_text",
]
