"""The widgets: one in each file, with its JavaScript beside it."""

from gan_lesson.widgets.boundary_explorer import BoundaryExplorer
from gan_lesson.widgets.density_duel import DensityDuel
from gan_lesson.widgets.epoch_player import EpochPlayer
from gan_lesson.widgets.expert_game import ExpertGame
from gan_lesson.widgets.forger_game import ForgerGame
from gan_lesson.widgets.knob_board import KnobBoard
from gan_lesson.widgets.laboratory import LiveLaboratory
from gan_lesson.widgets.latent_walk import LatentWalk
from gan_lesson.widgets.picture_machine import PictureMachine

__all__ = [
    "BoundaryExplorer",
    "DensityDuel",
    "EpochPlayer",
    "ExpertGame",
    "ForgerGame",
    "KnobBoard",
    "LatentWalk",
    "LiveLaboratory",
    "PictureMachine",
]
