"""Runs that ship with the course; `python -m authoring record` makes them again."""

from pathlib import Path

from gan_lesson.history import History

FOLDER = Path(__file__).parent
HISTORIES = ("portraits", *(f"ring_seed_{seed}" for seed in range(5)), "latent_globe")
# The places of the recorded globe, in degrees. It goes once round; the poles, where all longitudes meet, are left out.
LONGITUDES = tuple(range(-180, 180, 12))
LATITUDES = tuple(range(-60, 61, 12))


def load(name: str) -> History:
    """A recorded run.

    Args:
        name: one of `HISTORIES`.

    Raises:
        KeyError: if there is no recording of that name.
    """
    if name not in HISTORIES:
        raise KeyError(f"no recording is called {name!r}; there are: {', '.join(HISTORIES)}")
    return History.load(path_of(name))


def path_of(name: str) -> Path:
    """Where the recording of a name is kept."""
    return FOLDER / f"{name}.gz"
