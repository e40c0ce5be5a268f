"""What each player is paid for: the losses of a GAN, as pure functions of logits.

A discriminator here returns a *logit* l for each picture, and D(x) means sigmoid(l): the probability, as the
discriminator sees it, that x is real. Writing the losses in logits keeps them exact where the probability itself
has already rounded to 0 or 1:

    -log(D)     = -log(sigmoid(l))     = softplus(-l)
    -log(1 - D) = -log(sigmoid(-l))    = softplus(l)

Every loss is something to *minimise*, averaged over the batch. "Goodfellow" below is Goodfellow et al. 2014,
*Generative Adversarial Nets*, arXiv 1406.2661.
"""

import torch
from torch import Tensor, nn
from torch.nn.functional import softplus


def value_function(real_logits: Tensor, fake_logits: Tensor) -> Tensor:
    """The value V(D, G) = E[log D(x)] + E[log(1 - D(G(z)))] of the game (Goodfellow, eq. 1).

    The discriminator wants it large, the generator wants it small. It is never above 0; where D = 1/2 everywhere it
    is -log 4 = -1.386.

    Args:
        real_logits: ``(batch,)``, the discriminator's logits of real data.
        fake_logits: ``(batch,)``, its logits of fakes.

    Returns:
        A scalar, in nats.
    """
    return -softplus(-real_logits).mean() - softplus(fake_logits).mean()


def discriminator_loss(real_logits: Tensor, fake_logits: Tensor) -> Tensor:
    """Cross-entropy with the targets real = 1 and fake = 0: exactly ``-value_function`` (Goodfellow, eq. 1).

    Its gradient with respect to a real logit is sigmoid(l) - 1, with respect to a fake one sigmoid(l), each divided
    by the batch size. Where D = 1/2 everywhere it is 2 log 2 = 1.386.

    Args:
        real_logits: ``(batch,)``, the discriminator's logits of real data.
        fake_logits: ``(batch,)``, its logits of fakes.

    Returns:
        A scalar, in nats.
    """
    return softplus(-real_logits).mean() + softplus(fake_logits).mean()


def minimax_generator_loss(fake_logits: Tensor) -> Tensor:
    """E[log(1 - D(G(z)))], the generator's half of the value function (Goodfellow, eq. 1).

    Also called the *saturating* loss: its gradient with respect to a logit is -sigmoid(l), divided by the batch size,
    and dies just where the generator is at its worst (l very negative, D close to 0).

    Args:
        fake_logits: ``(batch,)``, the discriminator's logits of fakes.

    Returns:
        A scalar in nats, at most 0. Where D = 1/2 everywhere it is -log 2 = -0.693.
    """
    return -softplus(fake_logits).mean()  # log(1 - sigmoid(l)) = -softplus(l)


def nonsaturating_generator_loss(fake_logits: Tensor) -> Tensor:
    """-E[log D(G(z))]: cross-entropy of the fakes with the target *real* (Goodfellow, section 3).

    Its gradient with respect to a logit is sigmoid(l) - 1, divided by the batch size: close to -1 where the generator
    is at its worst. It has the same fixed point as ``minimax_generator_loss`` but is another game, and not a
    Jensen-Shannon divergence (Arjovsky & Bottou 2017, arXiv 1701.04862, theorem 2.5).

    Args:
        fake_logits: ``(batch,)``, the discriminator's logits of fakes.

    Returns:
        A scalar in nats, at least 0. Where D = 1/2 everywhere it is log 2 = 0.693.
    """
    return softplus(-fake_logits).mean()  # -log(sigmoid(l)) = softplus(-l)


def r1_penalty(discriminator: nn.Module, real: Tensor) -> Tensor:
    """The mean squared length of the discriminator's gradient at real data (Mescheder et al. 2018, eq. 9).

    R1 = E[ ||grad_x l(x)||^2 ] over real x, with l the logit; the paper's penalty is gamma / 2 times this value
    (arXiv 1801.04406). It keeps the discriminator from becoming steep where the real data are.

    Args:
        discriminator: maps ``(batch, ...)`` to logits ``(batch,)``. No batch norm in it: the gradient of one logit
            would then depend on the whole batch.
        real: ``(batch, ...)`` real data.

    Returns:
        A scalar that can itself be differentiated, in squared logits per squared unit of x.
    """
    real = real.detach().requires_grad_(True)
    logits = discriminator(real)
    (gradient,) = torch.autograd.grad(logits.sum(), real, create_graph=True)
    return gradient.square().flatten(1).sum(1).mean()
