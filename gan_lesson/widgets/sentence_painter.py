"""A sentence is typed, or put together from words, and a trained generator paints twelve pets that obey it.

The generator travels with the page, a byte for each weight, and is computed in JavaScript: like the epoch player this
is a plain mime bundle that needs no kernel and no network.
"""

from functools import cached_property
from typing import Any

import numpy as np
import torch
from PIL import Image
from torch import Tensor, nn

from gan_lesson.datasets import sentences
from gan_lesson.page.bundle import to_deflated
from gan_lesson.plots.still import arranged, enlarged
from gan_lesson.props.sentences import SentenceGenerator, paint, painter
from gan_lesson.widgets.recorded import RecordedWidget

PETS, COLUMNS = 12, 6
# The buttons: of the first three groups one fact at a time.
GROUPS = (
    ("animal", ("cat", "dog")),
    ("fur", ("white", "grey", "dark")),
    ("coat", ("plain", "striped", "patched", "masked")),
    ("besides", ("long ears", "grey ears", "dark ears", "tongue")),
)
# The words that say a fact by themselves.
NAMES = {
    "cat": ("cat", "kitty"),
    "dog": ("dog", "doggy"),
    "white": ("white", "pale"),
    "grey": ("grey",),
    "dark": ("dark", "dusky"),
    "plain": ("plain",),
    "striped": ("striped", "stripes"),
    "patched": ("patched", "patch"),
    "masked": ("masked", "mask"),
    "tongue": ("tongue",),
}


class SentencePainter(RecordedWidget):
    """Twelve pets painted from a sentence; a word that is not known is named, with the nearest one that is.

    While the words change, the latents stay; a button draws new ones.

    Args:
        generator: what paints; by default the recorded one.
        sentence: at first.
        seed: of the latents at first.
        title: written above.
        caption: a sentence below the title.
        zoom: the size of everything; 2 is for the back row.

    Raises:
        ValueError: if the sentence has a word that is not known, or zoom is out of range.
    """

    _bundle = "sentence_painter"

    def __init__(
        self,
        generator: SentenceGenerator | None = None,
        sentence: str = "a dark dog with long ears and its tongue out",
        seed: int = 0,
        title: str = "Say it in a sentence",
        caption: str = "",
        zoom: float = 1.0,
    ):
        super().__init__(title, caption, zoom)
        self.word_ids = sentences.word_ids([sentence])
        self.sentence = sentence
        self.generator = painter() if generator is None else generator
        self.latents = torch.randn(PETS, self.generator.latent_dim, generator=torch.Generator().manual_seed(seed))

    def __repr__(self) -> str:
        return f"SentencePainter: {self.title!r}, {PETS} pets from {self.sentence!r}"

    @property
    def _alt(self) -> str:
        return f"Twelve pictures that the forger paints from “{self.sentence}”."

    @property
    def _data(self) -> dict[str, Any]:
        parts = folded(self.generator)
        packed = {name: quantised(part) for name, part in parts.items()}
        blob = b"".join(scales.tobytes() + levels.tobytes() for scales, levels in packed.values())
        return {
            "sentence": self.sentence,
            "latents": [round(number, 5) for number in self.latents.flatten().tolist()],
            "words": sentences.WORDS,
            "length": sentences.LENGTH,
            "groups": GROUPS,
            "names": NAMES,
            "generator": {
                "parts": {name: list(levels.shape) for name, (_, levels) in packed.items()},
                "blob": to_deflated(blob),
                "latents": self.generator.latent_dim,
            },
        }

    @cached_property
    def _poster(self) -> Image.Image:
        """The twelve pets that are shown at first."""
        pictures = paint(self.generator, self.latents, self.word_ids)[:, 0]
        levels = ((pictures + 1) * 127.5).round().byte().numpy()
        return arranged([enlarged(level, 4) for level in levels], columns=COLUMNS, gap=4)


def folded(generator: SentenceGenerator) -> dict[str, Tensor]:
    """The weights as rows, ``(rows, columns)`` each, with batch norm's running statistics folded in.

    Rows of `seed` are units of the 7x7 maps; rows of `grow` and `last` are output maps, and in a row the weights stand
    by input map, row and column of the kernel.
    """
    state = {name: value.float() for name, value in generator.state_dict().items()}
    linear, first_norm, grow, second_norm, last = (
        name for name, layer in generator.body.layers.named_children() if list(layer.parameters())
    )
    layer = generator.body.layers.get_submodule
    scale, shift = _of_norm(layer(first_norm))
    grow_scale, grow_shift = _of_norm(layer(second_norm))
    places = layer(linear).out_features // len(scale)
    return {
        "words": state["reader.words.weight"],
        "phrases": state["reader.phrases.weight"].flatten(1),
        "phraseBias": state["reader.phrases.bias"][:, None],
        "seed": layer(linear).weight * scale.repeat_interleave(places)[:, None],
        "seedBias": shift[:, None],
        "grow": (layer(grow).weight.transpose(0, 1) * grow_scale[:, None, None, None]).flatten(1),
        "growBias": grow_shift[:, None],
        "last": layer(last).weight.transpose(0, 1).flatten(1),
        "lastBias": layer(last).bias[:, None],
    }


def quantised(part: Tensor) -> tuple[np.ndarray, np.ndarray]:
    """Rows as whole numbers of a byte each, and what each row is multiplied with.

    Returns:
        Scales ``(rows,)`` float32, and levels ``(rows, columns)`` int8 from -127 to 127.
    """
    rows = part.detach().numpy()
    scales = np.abs(rows).max(1).clip(1e-12) / 127
    return scales.astype("<f4"), np.round(rows / scales[:, None]).astype(np.int8)


def _of_norm(norm: nn.BatchNorm2d) -> tuple[Tensor, Tensor]:
    """What batch norm in evaluation mode multiplies each map with, and adds."""
    scale = norm.weight / (norm.running_var + norm.eps).sqrt()
    return scale, norm.bias - norm.running_mean * scale
