"""The rules of lesson 11, side by side: seven of them on one ring, each with five seeds.

Of the first seed the pictures and the expert's last weights are kept; of the others only what was measured.
"""

import json
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from gan_lesson.files import replaced
from gan_lesson.history import History, Snapshot

PATH = Path(__file__).parent / "rules.npz"


@dataclass
class Played:
    """What became of one rule.

    Attributes:
        histories: one for each seed. All but the first have snapshots without samples.
        settings: of the rule, by name.
        weights: all parameters of the first seed's discriminator at the end, ``(n,)``.
    """

    histories: list[History]
    settings: dict[str, str]
    weights: np.ndarray


@dataclass
class RecordedRules:
    """All of them, by name.

    Attributes:
        region: (left, right, bottom, top) of the plane.
        played: by the rule's name.
    """

    region: tuple[float, float, float, float]
    played: dict[str, Played] = field(default_factory=dict)

    def add(self, name: str, played: Played) -> None:
        """Adds a rule's runs."""
        self.played[name] = played

    def __len__(self) -> int:
        return sum(len(played.histories) for played in self.played.values())

    def __getitem__(self, index: int) -> Snapshot:
        """The last snapshot of a run: whoever records reads its epoch."""
        return [history for played in self.played.values() for history in played.histories][index][-1]

    def save(self, path: Path = PATH) -> None:
        """Writes one small file: places to four thousandths of the region's side, weights in half precision."""
        first = next(iter(self.played.values())).histories[0]
        about = {"region": self.region, "rules": {}}
        arrays = {"latents": np.asarray(first.latents), "real": first.real}
        for number, (name, played) in enumerate(self.played.items()):
            shown = played.histories[0]
            arrays[f"samples_{number}"] = np.stack([snapshot.samples for snapshot in shown]).astype(np.float16)
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


def load(path: Path = PATH) -> RecordedRules:
    """The recording.

    Raises:
        FileNotFoundError: if its file is missing.
    """
    with np.load(path, allow_pickle=False) as file:
        arrays = dict(file)
    about = json.loads(str(arrays["about"]))
    made = RecordedRules(tuple(about["region"]))
    for number, (name, kept) in enumerate(about["rules"].items()):
        samples = arrays[f"samples_{number}"].astype(np.float32)
        nothing = np.zeros((0, 2), np.float32)
        histories = []
        for seed, (losses, metrics) in enumerate(zip(kept["losses"], kept["metrics"], strict=True)):
            history = History(arrays["latents"], title=name if seed == 0 else f"{name}, seed {seed}")
            history.real, history.region = arrays["real"], made.region
            history.snapshots = [
                Snapshot(step, epoch, samples[k] if seed == 0 else nothing, None, *losses[k], metrics[k])
                for k, (step, epoch) in enumerate(zip(kept["steps"], kept["epochs"], strict=True))
            ]
            histories.append(history)
        made.add(name, Played(histories, kept["settings"], arrays[f"weights_{number}"].astype(np.float32)))
    return made


def _losses(snapshot: Snapshot) -> tuple[float, float]:
    return round(snapshot.discriminator_loss, 5), round(snapshot.generator_loss, 5)
