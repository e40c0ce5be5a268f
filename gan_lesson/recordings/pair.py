"""The pair that painted the recorded portraits, after the last epoch: its weights, for a look at what is inside."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch

from gan_lesson import models

PATH = Path(__file__).parent / "pair.npz"
WHO = ("generator", "discriminator")


@dataclass(frozen=True, eq=False)
class Pair:
    """Both networks at one moment of a run, which is a recording of length 1.

    Attributes:
        epoch: passes over the training set by then.
        generator: with averaged weights; latents ``(batch, 32)`` to pictures ``(batch, 1, 28, 28)``.
        discriminator: pictures to logits ``(batch,)``.
    """

    epoch: int
    generator: models.ConvGenerator
    discriminator: models.ConvDiscriminator

    def __len__(self) -> int:
        return 1

    def __getitem__(self, index: int) -> "Pair":
        return (self,)[index]

    def save(self, path: Path = PATH) -> None:
        """Writes all weights as float16."""
        states = {who: getattr(self, who).state_dict() for who in WHO}
        weights = {f"{who}.{name}": value for who, state in states.items() for name, value in state.items()}
        arrays = {name: value.numpy().astype(np.float16) for name, value in weights.items()}
        np.savez_compressed(path, epoch=self.epoch, **arrays)


def load(path: Path = PATH) -> Pair:
    """The recorded pair, in evaluation mode and frozen: its weights ask for no gradient.

    Raises:
        FileNotFoundError: if the file is missing.
    """
    if not path.is_file():
        raise FileNotFoundError(f"there is no recorded pair at {path}; make it with: python -m authoring record pair")
    with np.load(path, allow_pickle=False) as file:
        arrays = dict(file)
    epoch = int(arrays.pop("epoch"))
    with torch.random.fork_rng(devices=[]):  # first weights are drawn, and thrown away
        networks = models.ConvGenerator(latent_dim=32, width=16), models.ConvDiscriminator(width=8, depth=3)
    for who, network in zip(WHO, networks, strict=True):
        state = {name.removeprefix(f"{who}."): torch.from_numpy(array) for name, array in arrays.items() if who in name}
        network.load_state_dict(state)
        network.eval().requires_grad_(False)
    return Pair(epoch, *networks)
