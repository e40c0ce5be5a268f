"""The widgets: one in each file, with its JavaScript beside it.

A widget is imported when it is first asked for: to play a recording, nobody waits for what trains networks.
"""

from gan_lesson.lazy import face

_FILES = {
    "BoundaryExplorer": "boundary_explorer",
    "CriticExplorer": "critic_explorer",
    "DensityDuel": "density_duel",
    "EpochPlayer": "epoch_player",
    "ExpertGame": "expert_game",
    "FlipBook": "flip_book",
    "ForgerGame": "forger_game",
    "FrechetExplorer": "frechet_explorer",
    "KnobBoard": "knob_board",
    "LatentWalk": "latent_walk",
    "LiveLaboratory": "laboratory",
    "LossDecoder": "loss_decoder",
    "PictureMachine": "picture_machine",
    "PriorExplorer": "prior_explorer",
    "RunComparison": "run_comparison",
    "SaddleExplorer": "saddle_explorer",
    "SentencePainter": "sentence_painter",
}
__all__ = list(_FILES)
__getattr__, __dir__ = face(__name__, _FILES)
