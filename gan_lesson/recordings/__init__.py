"""Runs that ship with the course; `python -m authoring record` makes them again.

They are kept as NumPy arrays, so that a player shows one without waiting for PyTorch.
"""

import json
import zipfile
from pathlib import Path

import numpy as np

from gan_lesson.files import replaced
from gan_lesson.history import History, Snapshot

FOLDER = Path(__file__).parent
HISTORIES = (
    "portraits",
    *(f"ring_seed_{seed}" for seed in range(5)),
    "latent_globe",
    "few_portraits",
    "asked_portraits",
    *(f"clinic_{number}" for number in range(1, 7)),
    *(f"clinic_portraits_{number}{treated}" for number in (1, 6) for treated in ("", "_treated")),
)
# The places of the recorded globe, in degrees. It goes once round; the poles, where all longitudes meet, are left out.
LONGITUDES = tuple(range(-180, 180, 12))
LATITUDES = tuple(range(-60, 61, 12))


def load(name: str) -> History:
    """A recorded run. The portraits' `real` are those of its 4,096 originals that are nearest to its last pictures.

    Args:
        name: one of `HISTORIES`.

    Raises:
        KeyError: if there is no recording of that name.
        FileNotFoundError: if its file is missing.
        ValueError: if its file is damaged.
    """
    if name not in HISTORIES:
        raise KeyError(f"no recording is called {name!r}; there are: {', '.join(HISTORIES)}")
    path = path_of(name)
    try:
        with np.load(path, allow_pickle=False) as file:
            arrays = dict(file)
    except FileNotFoundError:
        raise FileNotFoundError(f"there is no recording at {path}") from None
    except (OSError, EOFError, ValueError, zipfile.BadZipFile) as error:
        raise ValueError(f"{path} is not a recording, or it is damaged") from error
    about = json.loads(str(arrays["about"]))
    history = History(arrays["latents"], title=about["title"], every=about["every"], steps=about["steps"])
    history.real = arrays.get("real")
    history.region = about["region"] and tuple(about["region"])
    opinions = arrays.get("opinions", [None] * len(arrays["samples"]))
    history.snapshots = [
        Snapshot(samples=samples, opinion=opinion, **moment)
        for samples, opinion, moment in zip(arrays["samples"], opinions, about["snapshots"], strict=True)
    ]
    history.last_step, history.steps_per_epoch = about["last"], about["steps_per_epoch"]
    return history


def save(history: History, name: str) -> None:
    """Writes a recorded run under a name; its restart points are left out."""
    arrays = {"samples": np.stack([snapshot.samples for snapshot in history])}
    if history.real is not None:
        arrays["real"] = history.real
    if history.region is not None:
        arrays["opinions"] = np.stack([snapshot.opinion for snapshot in history])
    fields = ("step", "epoch", "discriminator_loss", "generator_loss", "metrics")
    about = {
        "title": history.title,
        "region": history.region,
        "every": history.every,
        "steps": history.steps,
        "last": history.last_step,
        "steps_per_epoch": history.steps_per_epoch,
        "snapshots": [{field: getattr(snapshot, field) for field in fields} for snapshot in history],
    }
    with replaced(path_of(name)) as unfinished, open(unfinished, "wb") as file:
        np.savez_compressed(file, latents=history.latents.numpy(), about=np.array(json.dumps(about)), **arrays)


def path_of(name: str) -> Path:
    """Where the recording of a name is kept."""
    return FOLDER / f"{name}.npz"
