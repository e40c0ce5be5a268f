"""What a notebook can be played with: one widget a file, its JavaScript beside it."""

from gan_lesson.widgets.epoch_player import EpochPlayer
from gan_lesson.widgets.latent_walk import LatentWalk

__all__ = ["EpochPlayer", "LatentWalk"]
