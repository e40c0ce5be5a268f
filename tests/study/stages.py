"""Two stages, as in StackGAN (Zhang et al. 2017, arXiv 1612.03242): a coarse picture, then one that refines it.

The first generator paints 14x14 from latents and the sentence. The second gets that picture and reads the sentence
again; it has no latents of its own, and the first no longer learns.
"""

import torch
from torch import Tensor, nn
from torch.nn.functional import avg_pool2d

from authoring import sentence_recipes as recipes
from gan_lesson.datasets.sentences import Described
from gan_lesson.models import dcgan_weights
from gan_lesson.props.sentences import LATENT_DIM, NUMBERS, WIDTH, OrderedWords, SentenceDiscriminator


class Coarse(nn.Module):
    """Latents ``(batch, latent_dim)`` and word ids to pictures ``(batch, 1, 14, 14)``."""

    latent_dim = LATENT_DIM

    def __init__(self, width: int = WIDTH):
        super().__init__()
        self.reader = OrderedWords()
        self.body = nn.Sequential(
            nn.Linear(LATENT_DIM + NUMBERS, 2 * width * 49, bias=False),
            nn.Unflatten(1, (2 * width, 7, 7)),
            nn.BatchNorm2d(2 * width),
            nn.ReLU(),
            nn.ConvTranspose2d(2 * width, 1, 4, stride=2, padding=1),
            nn.Tanh(),
        )
        self.body.apply(dcgan_weights)

    def forward(self, latents: Tensor, word_ids: Tensor) -> Tensor:
        """From both at once, as `SentenceGenerator`."""
        return self.body(torch.cat([latents, self.reader(word_ids)], 1))


class Refined(nn.Module):
    """The same latents and word ids to pictures ``(batch, 1, 28, 28)``, by way of a coarse one.

    Args:
        coarse: the first generator, which no longer learns.
        width: maps at 14x14.
    """

    latent_dim = LATENT_DIM

    def __init__(self, coarse: nn.Module, width: int = WIDTH):
        super().__init__()
        self.reader = OrderedWords()
        self.asked = nn.Linear(NUMBERS, 2 * width)
        self.look = nn.Conv2d(1, 2 * width, 4, stride=2, padding=1)  # (batch, 2 * width, 7, 7)
        self.body = nn.Sequential(
            nn.BatchNorm2d(2 * width),
            nn.ReLU(),
            nn.ConvTranspose2d(2 * width, width, 4, stride=2, padding=1, bias=False),
            nn.BatchNorm2d(width),
            nn.ReLU(),
            nn.ConvTranspose2d(width, 1, 4, stride=2, padding=1),
            nn.Tanh(),
        )
        self.apply(dcgan_weights)
        self.coarse = coarse.eval().requires_grad_(False)  # only now: its weights have been learnt

    def train(self, mode: bool = True) -> "Refined":
        """The coarse generator stays as it is."""
        super().train(mode)
        self.coarse.eval()
        return self

    def forward(self, latents: Tensor, word_ids: Tensor) -> Tensor:
        """From the coarse picture and the sentence."""
        with torch.no_grad():
            sketch = self.coarse(latents, word_ids)
        words = self.asked(self.reader(word_ids))[:, :, None, None]
        return self.body(self.look(sketch) + words)


def two_stages(real: Described, seed: int, first: int, second: int) -> nn.Module:
    """Trains both, one after the other; returns the averaged second generator.

    Args:
        real: the portraits and their sentences.
        seed: of everything else.
        first: steps of the first stage.
        second: steps of the second.
    """
    torch.manual_seed(seed)
    coarse, her = Coarse(), SentenceDiscriminator(OrderedWords(), depth=2, picture_shape=(1, 14, 14))
    data = {"pictures": avg_pool2d(real.data, 2), "words": real.word_ids}
    run, taken = recipes.start(coarse, her, data, seed, first, recipes.matching_step)
    for _ in taken:
        pass
    refined, her = Refined(run.averaged.module), SentenceDiscriminator(OrderedWords())
    data = {"pictures": real.data, "words": real.word_ids}
    run, taken = recipes.start(refined, her, data, seed, second, recipes.matching_step)
    for _ in taken:
        pass
    return run.averaged
