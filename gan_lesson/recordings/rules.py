"""The rules of lesson 11, side by side on a ring, on a grid and on portraits, each with several seeds.

Of the first seed the pictures are kept, and on the ring the expert's last weights; of the others what was measured.
"""

import json
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from gan_lesson.files import replaced
from gan_lesson.history import History, Snapshot

RING, GRID, PORTRAITS = (Path(__file__).parent / f"rules_{name}.npz" for name in ("ring", "grid", "portraits"))


@dataclass
class Played:
    """What became of one rule.

    Attributes:
        histories: one for each seed. All but the first have snapshots without samples.
        settings: of the rule, by name.
        weights: all parameters of the first seed's discriminator at the end, ``(n,)``; n is 0 where they aren't kept.
    """

    histories: list[History]
    settings: dict[str, str]
    weights: np.ndarray


@dataclass
class RecordedRules:
    """All of one arena, by name.

    Attributes:
        region: (left, right, bottom, top) of the plane; None for pictures.
        played: by the rule's name.
    """

    region: tuple[float, float, float, float] | None
    played: dict[str, Played] = field(default_factory=dict)

    def __len__(self) -> int:
        return sum(len(played.histories) for played in self.played.values())

    def __getitem__(self, index: int) -> Snapshot:
        """The last snapshot of a run: whoever records reads its epoch."""
        return [history for played in self.played.values() for history in played.histories][index][-1]

    def save(self, path: Path) -> None:
        """Writes one small file: points and weights in half precision, pictures as they are."""
        first = next(iter(self.played.values())).histories[0]
        about = {"region": self.region, "rules": {}}
        arrays = {"latents": np.asarray(first.latents), "real": first.real}
        for number, (name, played) in enumerate(self.played.items()):
            shown = played.histories[0]
            arrays[f"samples_{number}"] = _halved(np.stack([snapshot.samples for snapshot in shown]))
            arrays[f"weights_{number}"] = played.weights.astype(np.float16)
            about["rules"][name] = {
                "settings": played.settings,
                "epochs": [snapshot.epoch for snapshot in shown],
                "steps": [snapshot.step for snapshot in shown],
                "losses": [[_losses(snapshot) for snapshot in history] for history in played.histories],
                "metrics": [[snapshot.metrics for snapshot in history] for history in played.histories],
            }
        with replaced(path) as unfinished, open(unfinished, "wb") as file:
            np.savez_compressed(file, about=np.array(json.dumps(about)), **arrays)


def load(path: Path) -> RecordedRules:
    """A recording.

    Args:
        path: `RING`, `GRID` or `PORTRAITS`.

    Raises:
        FileNotFoundError: if the file is missing.
    """
    with np.load(path, allow_pickle=False) as file:
        arrays = dict(file)
    about = json.loads(str(arrays["about"]))
    made = RecordedRules(about["region"] and tuple(about["region"]))
    for number, (name, kept) in enumerate(about["rules"].items()):
        samples = arrays[f"samples_{number}"]
        samples = samples if samples.dtype == np.uint8 else samples.astype(np.float32)
        nothing = samples[0, :0]
        histories = []
        for seed, (losses, metrics) in enumerate(zip(kept["losses"], kept["metrics"], strict=True)):
            history = History(arrays["latents"], title=name if seed == 0 else f"{name}, seed {seed}")
            history.real, history.region = arrays["real"], made.region
            history.snapshots = [
                Snapshot(step, epoch, samples[k] if seed == 0 else nothing, None, *losses[k], metrics[k])
                for k, (step, epoch) in enumerate(zip(kept["steps"], kept["epochs"], strict=True))
            ]
            histories.append(history)
        weights = arrays[f"weights_{number}"].astype(np.float32)
        made.played[name] = Played(histories, kept["settings"], weights)
    return made


def _losses(snapshot: Snapshot) -> tuple[float, float]:
    return round(snapshot.discriminator_loss, 5), round(snapshot.generator_loss, 5)


def _halved(samples: np.ndarray) -> np.ndarray:
    return samples if samples.dtype == np.uint8 else samples.astype(np.float16)
