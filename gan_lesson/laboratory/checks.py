"""Checks that networks of your own fit the laboratory."""

import torch
from torch import Tensor, nn

from gan_lesson.models import looking_at

BATCH = 3


def check_networks(generator: nn.Module, discriminator: nn.Module, latent_size: int) -> None:
    """Tries both networks on a batch of three.

    Raises:
        ValueError: if either takes or returns the wrong shape; the message says which.
    """
    with looking_at(generator, discriminator):
        fake = _output("generator", generator, torch.zeros(BATCH, latent_size))
        if fake.shape != (BATCH, 2):
            raise ValueError(f"your generator makes {tuple(fake.shape)} of {BATCH} latents: it should be ({BATCH}, 2)")
        logits = _output("discriminator", discriminator, fake)
        if logits.shape != (BATCH,):
            hint = ": end it with .squeeze(1)" if logits.shape == (BATCH, 1) else ""
            raise ValueError(
                f"your discriminator makes {tuple(logits.shape)} of {BATCH} points: it should be ({BATCH},){hint}"
            )


def _output(name: str, network: nn.Module, inputs: Tensor) -> Tensor:
    try:
        return network(inputs)
    except (RuntimeError, ValueError) as error:  # ValueError: from the networks of `models`
        shape = tuple(inputs.shape)
        raise ValueError(f"your {name} does not take an input of the shape {shape}: {error}") from error
