"""Weights of pairs that were trained before: where a run may start instead of untrained."""

from functools import cache
from pathlib import Path

from torch import Tensor

from gan_lesson.files import read_whole, write_whole

PATH = Path(__file__).parent / "starts.gz"
FORMAT = "gan_lesson starts 1"

Pair = dict[str, dict[str, Tensor]]  # the weights of "generator" and "discriminator", matrices in half precision


def save(pairs: dict[str, Pair], path: Path = PATH) -> None:
    """Writes one small file; the one that is there is replaced only when the new one is whole.

    Args:
        pairs: by the name of the start, as from `files.weights_of`.
        path: of the file.
    """
    write_whole({"format": FORMAT, "pairs": pairs}, path)
    kept_pairs.cache_clear()


@cache
def kept_pairs(path: Path = PATH) -> dict[str, Pair]:
    """The kept weights by the name of their start.

    Raises:
        ValueError: if the file is of another version.
    """
    return read_whole(path, FORMAT)["pairs"]


def sizes_of(pair: Pair) -> dict[str, int]:
    """The sizes of a kept pair by the names that a recipe has for them."""
    generator, discriminator = (
        [weight for weight in pair[player].values() if weight.ndim == 2] for player in ("generator", "discriminator")
    )
    return {
        "latent_size": generator[0].shape[1],
        "generator_layers": len(generator) - 1,
        "generator_width": len(generator[0]),
        "discriminator_layers": len(discriminator) - 1,
        "discriminator_width": len(discriminator[0]),
    }
