"""Trained generators of portraits that lesson 09 puts on the bench: averaged weights in half precision.

Five honest ones, each of a run of the recorded portraits with another seed, and five that had only 64 portraits to
learn from; beside them the discriminator of the first honest run, as it was at the end.
"""

import gzip
import io
from functools import cache
from pathlib import Path

import torch
from torch import Tensor, nn

from gan_lesson import models
from gan_lesson.history import write_whole

PATH = Path(__file__).parent / "forgers.gz"
FORMAT = "gan_lesson forgers 1"
SEEDS = range(5)
FEW = 64  # portraits that the second kind learnt from

Weights = dict[str, Tensor]


def honest(seed: int = 0) -> models.ConvGenerator:
    """The averaged generator of a run on 4,096 portraits, ready to paint.

    Args:
        seed: of the run, one of `SEEDS`.

    Raises:
        KeyError: if there is no run of that seed.
    """
    return _generator("honest", seed)


def taught_by_few(seed: int = 0) -> models.ConvGenerator:
    """The averaged generator of a run of as many steps on `FEW` portraits; arguments and errors as for `honest`."""
    return _generator("few", seed)


def expert() -> models.ConvDiscriminator:
    """The discriminator at the end of the first honest run, frozen: its weights ask for no gradient."""
    return _filled(models.ConvDiscriminator(width=8, depth=3), _load(PATH)["expert"])


def half(network: nn.Module) -> Weights:
    """A network's weights as they are kept: matrices and kernels as float16, what is small as it is."""
    return {name: value.half() if value.ndim > 1 else value.clone() for name, value in network.state_dict().items()}


def save(payload: dict[str, dict[int, Weights] | Weights], path: Path = PATH) -> None:
    """Writes "honest" and "few", each weights by seed, and "expert", one network's weights."""
    write_whole({"format": FORMAT, **payload}, path)


def _generator(kind: str, seed: int) -> models.ConvGenerator:
    weights = _load(PATH)[kind]
    if seed not in weights:
        raise KeyError(f"there is no forger of seed {seed}; there are: {', '.join(map(str, weights))}")
    return _filled(models.ConvGenerator(latent_dim=32, width=16), weights[seed])


def _filled(network: nn.Module, weights: Weights) -> nn.Module:
    network.load_state_dict(weights)
    return network.eval().requires_grad_(False)


@cache
def _load(path: Path) -> dict:
    """What the file holds. No code in it is run (PyTorch's ``weights_only``)."""
    payload = torch.load(io.BytesIO(gzip.decompress(path.read_bytes())), weights_only=True)
    if payload.get("format") != FORMAT:
        raise ValueError(f"{path} holds no recorded forgers; make them with: python -m authoring record forgers")
    return payload
