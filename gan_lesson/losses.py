"""What each player is paid for: the losses of a GAN, as pure functions of logits.

A discriminator returns a *logit* l for each x, and D(x) means sigmoid(l): the probability, in the discriminator's
view, that x is real. Losses written in logits stay exact where the probability itself has already rounded to 0 or 1:

    -log(D)     = -log(sigmoid(l))     = softplus(-l)
    -log(1 - D) = -log(sigmoid(-l))    = softplus(l)

Only the cross-entropy losses read the discriminator's number as a logit. To the least-squares and hinge losses it is a
plain *output*, to the Wasserstein loss a critic's *score*.

Every loss is to be *minimised*, and is averaged over the batch. "Goodfellow" below is Goodfellow et al. 2014,
*Generative Adversarial Nets*, arXiv 1406.2661.
"""

import torch
from torch import Tensor, nn
from torch.nn.functional import relu, softplus


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
    and vanishes exactly where the generator is at its worst (l very negative, D close to 0).

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


def r1_penalty(discriminator: nn.Module, real: Tensor, fake: Tensor | None = None) -> Tensor:
    """The mean squared length of the discriminator's gradient at real data (Mescheder et al. 2018, eq. 9).

    R1 = E[ ||grad_x l(x)||^2 ] over real x, with l the logit; the paper's penalty is gamma / 2 times this value
    (arXiv 1801.04406). It keeps the discriminator from becoming steep where the real data are.

    Args:
        discriminator: maps ``(batch, ...)`` to logits ``(batch,)``. No batch norm in it: the gradient of one logit
            would then depend on the whole batch.
        real: ``(batch, ...)`` real data.
        fake: ignored. Every penalty is called with the discriminator, real data and fakes.

    Returns:
        A scalar that can itself be differentiated, in squared logits per squared unit of x.
    """
    real = real.detach().requires_grad_(True)
    logits = discriminator(real)
    (gradient,) = torch.autograd.grad(logits.sum(), real, create_graph=True)
    return gradient.square().flatten(1).sum(1).mean()


def r2_penalty(discriminator: nn.Module, real: Tensor, fake: Tensor) -> Tensor:
    """The mean squared length of the discriminator's gradient at fakes (Mescheder et al. 2018, eq. 10).

    R2 = E[ ||grad_x l(x)||^2 ] over x = G(z): what `r1_penalty` is, elsewhere. The modern baseline of Huang et al. 2024
    (arXiv 2501.05441) adds both.

    Args:
        discriminator: as for `r1_penalty`.
        real: ignored. Every penalty is called with the discriminator, real data and fakes.
        fake: ``(batch, ...)`` fakes.

    Returns:
        A scalar that can itself be differentiated, in squared logits per squared unit of x.
    """
    return r1_penalty(discriminator, fake)


def relativistic_discriminator_loss(real_logits: Tensor, fake_logits: Tensor) -> Tensor:
    """E[softplus(l(G(z)) - l(x))]: is the real one of a pair more real than the fake? (Jolicoeur-Martineau 2018).

    A pair is a row of both batches. The relativistic pairing loss (arXiv 1807.00734; Huang et al. 2024, arXiv
    2501.05441, eq. 2 with f(t) = -log(1 + e^-t)) reads a difference of two logits as a logit: its gradient with respect
    to that difference l(x) - l(G(z)) = d is sigmoid(d) - 1, divided by the number of pairs.

    Args:
        real_logits: ``(batch,)``, the discriminator's logits of real data.
        fake_logits: ``(batch,)``, its logits of as many fakes.

    Returns:
        A scalar in nats, at least 0. Where all logits are alike it is log 2 = 0.693.
    """
    return softplus(fake_logits - real_logits).mean()


def relativistic_generator_loss(real_logits: Tensor, fake_logits: Tensor) -> Tensor:
    """E[softplus(l(x) - l(G(z)))]: `relativistic_discriminator_loss` with real and fake in each other's place.

    Unlike the other losses of generators it needs the logits of real data too, see `training.paired_fakes`. In the same
    game the paper has the discriminator's loss with its sign turned; this is its non-saturating relative, which the
    paper's authors use (arXiv 2501.05441, their training code).

    Args:
        real_logits: ``(batch,)``, the discriminator's logits of real data.
        fake_logits: ``(batch,)``, its logits of as many fakes.

    Returns:
        A scalar in nats, at least 0. Where all logits are alike it is log 2 = 0.693.
    """
    return softplus(real_logits - fake_logits).mean()


def least_squares_discriminator_loss(real_outputs: Tensor, fake_outputs: Tensor) -> Tensor:
    """1/2 E[(D(x) - 1)^2] + 1/2 E[D(G(z))^2] (Mao et al. 2017, arXiv 1611.04076, eq. 2 with a = 0, b = 1).

    Here D(x) is the discriminator's output itself, without a sigmoid. Its gradient with respect to a real output is
    D - 1, to a fake one D, each divided by the batch size. Its minimum against a perfect generator, where D = 1/2
    everywhere, is 1/4.

    Args:
        real_outputs: ``(batch,)``, what the discriminator returns for real data.
        fake_outputs: ``(batch,)``, what it returns for fakes.

    Returns:
        A scalar, at least 0.
    """
    return (real_outputs - 1).square().mean() / 2 + fake_outputs.square().mean() / 2


def least_squares_generator_loss(fake_outputs: Tensor) -> Tensor:
    """1/2 E[(D(G(z)) - 1)^2] (Mao et al. 2017, arXiv 1611.04076, eq. 2 with c = 1).

    Its gradient with respect to an output is D - 1, divided by the batch size: it grows with the distance to *real*,
    on either side.

    Args:
        fake_outputs: ``(batch,)``, what the discriminator returns for fakes.

    Returns:
        A scalar, at least 0. Where D = 1/2 everywhere it is 1/8.
    """
    return (fake_outputs - 1).square().mean() / 2


def hinge_discriminator_loss(real_outputs: Tensor, fake_outputs: Tensor) -> Tensor:
    """E[max(0, 1 - D(x))] + E[max(0, 1 + D(G(z)))] (Lim & Ye 2017, arXiv 1705.02894; Miyato et al. 2018, eq. 16).

    D(x) is the output itself. Its gradient with respect to a real output is -1 below 1 and 0 above, with respect to a
    fake one 1 above -1 and 0 below, each divided by the batch size. Its minimum against a perfect generator is 2.

    Args:
        real_outputs: ``(batch,)``, what the discriminator returns for real data.
        fake_outputs: ``(batch,)``, what it returns for fakes.

    Returns:
        A scalar, at least 0.
    """
    return relu(1 - real_outputs).mean() + relu(1 + fake_outputs).mean()


def hinge_generator_loss(fake_outputs: Tensor) -> Tensor:
    """-E[D(G(z))] (Lim & Ye 2017, arXiv 1705.02894; Miyato et al. 2018, arXiv 1802.05957, eq. 17).

    Its gradient with respect to an output is -1, divided by the batch size, wherever the fakes lie. At the
    equilibrium it can be anything from -1 to 1: the discriminator may then return any constant in that range.

    Args:
        fake_outputs: ``(batch,)``, what the discriminator returns for fakes.

    Returns:
        A scalar of either sign.
    """
    return -fake_outputs.mean()


def wasserstein_critic_loss(real_scores: Tensor, fake_scores: Tensor) -> Tensor:
    """E[f(G(z))] - E[f(x)], for a critic f (Arjovsky et al. 2017, arXiv 1701.07875, eq. 2 with its sign turned).

    Its gradient is -1 with respect to a real score and 1 with respect to a fake one, each divided by the batch size.
    While f is 1-Lipschitz, which `gradient_penalty` asks of it, minus this loss is at most the Wasserstein-1 distance
    between real and fake. Against a perfect generator it is 0 on average.

    Args:
        real_scores: ``(batch,)``, what the critic returns for real data.
        fake_scores: ``(batch,)``, what it returns for fakes.

    Returns:
        A scalar of either sign, in the units of the data where f is 1-Lipschitz.
    """
    return fake_scores.mean() - real_scores.mean()


def wasserstein_generator_loss(fake_scores: Tensor) -> Tensor:
    """-E[f(G(z))] (Arjovsky et al. 2017, arXiv 1701.07875, algorithm 1).

    Its gradient with respect to a score is -1, divided by the batch size. Its level means nothing: adding a
    constant to the critic changes it, but not the game.

    Args:
        fake_scores: ``(batch,)``, what the critic returns for fakes.

    Returns:
        A scalar of either sign.
    """
    return -fake_scores.mean()


def gradient_penalty(critic: nn.Module, real: Tensor, fake: Tensor, shares: Tensor) -> Tensor:
    """E[(||grad_x f(x)|| - 1)^2] at places between real and fake (Gulrajani et al. 2017, arXiv 1704.00028, eq. 3).

    The places are x = share * real + (1 - share) * fake, row by row. The paper adds 10 times this value to the
    critic's loss; its authors' code for points in the plane (gan_toy.py) adds 0.1 times.

    Args:
        critic: maps ``(batch, ...)`` to scores ``(batch,)``. No batch norm in it.
        real: ``(batch, ...)`` real data.
        fake: ``(batch, ...)`` fakes.
        shares: ``(batch,)`` from 0 to 1, usually drawn uniformly.

    Returns:
        A scalar that can itself be differentiated.
    """
    shares = shares.view(-1, *[1] * (real.ndim - 1))
    between = torch.lerp(fake.detach(), real.detach(), shares).requires_grad_(True)
    (gradient,) = torch.autograd.grad(critic(between).sum(), between, create_graph=True)
    return (gradient.flatten(1).norm(dim=1) - 1).square().mean()
