"""What turns a sentence into a picture: two readers of words, and the pair that is conditioned on what they read.

The generator gets the numbers that a reader makes of a sentence beside its latents. The discriminator judges a picture
*and* a sentence, by projection (Miyato & Koyama 2018, arXiv 1802.05637, eq. 3): psi(h) + <words, h>, where h are the
picture's features. Each has a reader of its own, which learns with it.
"""

import torch
from torch import Tensor, nn
from torch.nn.functional import softplus

from gan_lesson import models
from gan_lesson.datasets.sentences import WORDS
from gan_lesson.evaluation.facts import FactReader
from gan_lesson.recordings import sentences as kept

LATENT_DIM, NUMBERS, WIDTH = 32, 32, 24


class BagOfWords(nn.Module):
    """A sentence as the sum of its words, whatever their order.

    Args:
        numbers: that come out.
    """

    def __init__(self, numbers: int = NUMBERS):
        super().__init__()
        self.words = nn.EmbeddingBag(len(WORDS), numbers, mode="sum", padding_idx=0)

    def forward(self, word_ids: Tensor) -> Tensor:
        """Word ids ``(batch, length)``, 0 for no word, to ``(batch, numbers)``."""
        return self.words(word_ids)


class OrderedWords(nn.Module):
    """A sentence read three words at a time, by a convolution (Kim 2014, arXiv 1408.5882).

    Each of the numbers that come out looks for something that three neighbouring words can say, and is how clearly the
    sentence says it where it says it best.

    Args:
        numbers: that come out.
        letters: numbers that stand for one word.
    """

    def __init__(self, numbers: int = NUMBERS, letters: int = 16):
        super().__init__()
        self.words = nn.Embedding(len(WORDS), letters, padding_idx=0)
        self.phrases = nn.Conv1d(letters, numbers, 3, padding=1)

    def forward(self, word_ids: Tensor) -> Tensor:
        """Word ids ``(batch, length)``, 0 for no word, to ``(batch, numbers)``, none of them below 0."""
        found = self.phrases(self.words(word_ids).mT).relu()  # (batch, numbers, length)
        return (found * (word_ids > 0)[:, None]).amax(2)


class SentenceGenerator(nn.Module):
    """Latents ``(batch, latent_dim)`` and word ids ``(batch, length)`` to pictures ``(batch, 1, 28, 28)``.

    Args:
        reader: of the words; returns `NUMBERS` numbers.
        latent_dim: numbers in a latent.
        width: maps at 14x14.
    """

    def __init__(self, reader: nn.Module, latent_dim: int = LATENT_DIM, width: int = WIDTH):
        super().__init__()
        self.latent_dim = latent_dim
        self.reader = reader
        self.body = models.ConvGenerator(latent_dim + NUMBERS, width)

    def forward(self, latents: Tensor, word_ids: Tensor) -> Tensor:
        """Paints what the sentence says; what it leaves open is up to the latents."""
        return self.body(torch.cat([latents, self.reader(word_ids)], 1))


class SentenceDiscriminator(nn.Module):
    """Pictures ``(batch, 1, height, width)`` and word ids ``(batch, length)`` to logits ``(batch,)``.

    Args:
        reader: of the words; returns `NUMBERS` numbers.
        width: maps at half the picture's size.
        depth: convolutions.
        picture_shape: (channels, height, width).
    """

    def __init__(
        self, reader: nn.Module, width: int = 16, depth: int = 3, picture_shape: tuple[int, int, int] = (1, 28, 28)
    ):
        super().__init__()
        *layers, last = models.ConvDiscriminator(width, depth, picture_shape=picture_shape).layers
        self.look = nn.Sequential(*layers)
        self.real = last
        self.reader = reader
        self.asked = nn.Linear(NUMBERS, last.in_features, bias=False)
        models.dcgan_weights(self.asked)

    def forward(self, pictures: Tensor, word_ids: Tensor) -> Tensor:
        """How sure she is that the picture is real *and* shows what the sentence says."""
        return self.judge(self.look(pictures), word_ids)

    def judge(self, features: Tensor, word_ids: Tensor) -> Tensor:
        """The same for a picture that she has looked at: features ``(batch, features)`` from `look`."""
        return self.real(features).squeeze(1) + (features * self.asked(self.reader(word_ids))).sum(1)


def matching_aware_loss(real_logits: Tensor, wrong_logits: Tensor, fake_logits: Tensor) -> Tensor:
    """-E[log D(x, t)] - 1/2 E[log(1 - D(x, t'))] - 1/2 E[log(1 - D(G(z, t), t))] (Reed et al. 2016, algorithm 1).

    A fake may be found out because it looks wrong, or because it shows something else than it should. To learn the
    second, the discriminator also sees real pictures with wrong sentences (*GAN-CLS*, arXiv 1605.05396; with these
    halves also StackGAN's code).

    Args:
        real_logits: ``(batch,)``, of real pictures with their sentences.
        wrong_logits: ``(batch,)``, of real pictures with sentences of other pictures.
        fake_logits: ``(batch,)``, of fakes with the sentences that they were painted from.

    Returns:
        A scalar, in nats. Where D = 1/2 everywhere it is 2 log 2 = 1.386.
    """
    return softplus(-real_logits).mean() + (softplus(wrong_logits).mean() + softplus(fake_logits).mean()) / 2


def painter() -> SentenceGenerator:
    """The recorded generator, averaged weights, frozen and ready to paint."""
    return models.filled(lambda: SentenceGenerator(OrderedWords()), kept.load().weights)


def fact_reader() -> FactReader:
    """The recorded judge: a reader of facts that real portraits of all kinds have taught, frozen."""
    return models.filled(FactReader, kept.load().reader)


def paint(generator: nn.Module, latents: Tensor, word_ids: Tensor) -> Tensor:
    """Pictures ``(batch, 1, 28, 28)`` without gradients; one row of either serves for all of the other.

    Args:
        generator: latents and word ids to pictures.
        latents: ``(batch, latent_dim)`` or ``(1, latent_dim)``.
        word_ids: ``(batch, length)`` or ``(1, length)``.
    """
    n = max(len(latents), len(word_ids))
    with models.looking_at(generator):
        return generator(latents.expand(n, -1), word_ids.expand(n, -1))
