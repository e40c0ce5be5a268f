"""The widgets: one in each file, with its JavaScript beside it.

A widget is imported when it is first asked for: to play a recording, nobody waits for what trains networks.
"""

from importlib import import_module
from typing import Any

_FILES = {
    "BoundaryExplorer": "boundary_explorer",
    "DensityDuel": "density_duel",
    "EpochPlayer": "epoch_player",
    "ExpertGame": "expert_game",
    "ForgerGame": "forger_game",
    "KnobBoard": "knob_board",
    "LatentWalk": "latent_walk",
    "LiveLaboratory": "laboratory",
    "PictureMachine": "picture_machine",
}
__all__ = list(_FILES)


def __getattr__(name: str) -> Any:
    if name not in _FILES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_FILES[name]}"), name)


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
