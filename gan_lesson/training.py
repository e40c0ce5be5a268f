"""The training loop of a GAN: two steps, in a `for` loop of your own.

``train`` is a generator function: it takes one step of the discriminator and one of the generator, yields what
happened, and waits. So the loop that plots, records, stops or changes a learning rate is an ordinary ``for``:

    >>> from gan_lesson import models
    >>> data = torch.randn(64, 2) + 2
    >>> generator, discriminator = models.MLPGenerator(latent_dim=3), models.MLPDiscriminator()
    >>> run = Run(
    ...     generator=generator,
    ...     discriminator=discriminator,
    ...     batches=Batches(data, 16, torch.Generator().manual_seed(1), epochs=2),
    ...     g_optimizer=torch.optim.Adam(generator.parameters(), lr=0.001),
    ...     d_optimizer=torch.optim.Adam(discriminator.parameters(), lr=0.001),
    ...     random=torch.Generator().manual_seed(2),
    ... )
    >>> for step in train(run, penalty=losses.r1_penalty):
    ...     if step.epoch == 1:
    ...         set_learning_rate(run.g_optimizer, 0.0005)
    >>> step.number
    8

What happens within a step is up to a function, ``take_step``: ``separate_fakes`` (the default), ``shared_fakes``,
``one_stage``, or a few lines of your own, which get the batch as it is. To update a critic five times for each update
of the generator, split a batch that is five times as large:

    >>> def five_to_one(run, batch, *, discriminator_loss, generator_loss, penalty):
    ...     for real in batch.chunk(5):
    ...         fake = run.generator(run.latents(len(real)))
    ...         d_loss = discriminator_step(
    ...             run.discriminator, real, fake, run.d_optimizer, loss=discriminator_loss, penalty=penalty
    ...         )
    ...     latents = run.latents(len(real))
    ...     return d_loss, generator_step(
    ...         run.generator, run.discriminator, latents, run.g_optimizer, loss=generator_loss
    ...     )
    >>> run.batches.load_state_dict({**run.batches.state_dict(), "epoch": 0})
    >>> len(list(train(run, take_step=five_to_one)))
    8
"""

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache, partial
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn
from torch.optim import Optimizer
from torch.optim.swa_utils import AveragedModel

from gan_lesson import losses
from gan_lesson.batches import Batch, Batches

DiscriminatorLoss = Callable[[Tensor, Tensor], Tensor]  # of real logits and fake logits
GeneratorLoss = Callable[[Tensor], Tensor]  # of fake logits
Penalty = Callable[[nn.Module, Tensor, Tensor], Tensor]  # of the discriminator, real data and fakes
TakeStep = Callable[..., tuple[Tensor, Tensor]]  # see `separate_fakes`


def discriminator_step(
    discriminator: nn.Module,
    real: Tensor,
    fake: Tensor,
    optimizer: Optimizer,
    *,
    loss: DiscriminatorLoss = losses.discriminator_loss,
    penalty: Penalty | None = None,
) -> Tensor:
    """One update of the discriminator, towards *real* on real data and *fake* on fakes.

    Args:
        discriminator: maps data to logits ``(batch,)``.
        real: ``(batch, ...)`` real data.
        fake: ``(batch, ...)`` fakes. They are detached: the generator gets no gradient from this step.
        optimizer: of the discriminator's parameters.
        loss: of real logits and fake logits.
        penalty: added to the loss; a function of the discriminator, real data and fakes, such as ``r1_penalty``.

    Returns:
        The loss before the update and without the penalty, a detached scalar.
    """
    fake = fake.detach()
    value = loss(discriminator(real), discriminator(fake))
    total = value if penalty is None else value + penalty(discriminator, real, fake)
    optimizer.zero_grad()
    total.backward()
    optimizer.step()
    return value.detach()


def generator_step(
    generator: nn.Module,
    discriminator: nn.Module,
    latents: Tensor,
    optimizer: Optimizer,
    *,
    loss: GeneratorLoss = losses.nonsaturating_generator_loss,
) -> Tensor:
    """One update of the generator, towards fakes that the discriminator calls *real*.

    The gradient flows through the discriminator and stays in its parameters too. Only the generator's parameters are
    updated; the discriminator's next step clears its gradients first.

    Args:
        generator: maps latents to data.
        discriminator: maps data to logits ``(batch,)``.
        latents: ``(batch, latent_dim)``.
        optimizer: of the generator's parameters.
        loss: of the fake logits.

    Returns:
        The loss before the update, a detached scalar.
    """
    value = loss(discriminator(generator(latents)))
    optimizer.zero_grad()
    value.backward()
    optimizer.step()
    return value.detach()


@dataclass(kw_only=True, eq=False)
class Run:
    """Everything that a training run consists of; its saved state is enough to resume it bit for bit.

    Attributes:
        generator: maps latents ``(batch, latent_dim)`` to data; has the attribute ``latent_dim``.
        discriminator: maps data to logits ``(batch,)``.
        batches: the training set and its shuffling.
        g_optimizer, d_optimizer: of the generator's and of the discriminator's parameters.
        random: the CPU random generator of the latents.
        averaged: a running average of the generator's weights, see ``average_of``; None for none.
        draw: called as ``draw(batch, latent_dim, generator=random)`` for latents: ``torch.randn`` for standard normal
            ones, as in most GANs; ``torch.rand`` for uniform ones.
    """

    generator: nn.Module
    discriminator: nn.Module
    batches: Batches
    g_optimizer: Optimizer
    d_optimizer: Optimizer
    random: torch.Generator
    averaged: AveragedModel | None = None
    draw: Callable[..., Tensor] = torch.randn

    def latents(self, batch: int) -> Tensor:
        """Fresh latents ``(batch, latent_dim)``, drawn on the CPU, in the generator's device and precision."""
        latents = self.draw(batch, self.generator.latent_dim, generator=self.random)
        return latents.to(next(self.generator.parameters(), latents))

    def state_dict(self) -> dict[str, Any]:
        """A deep copy of every part's state, and of the CPU's global random state, which dropout draws from.

        Raises:
            RuntimeError: within an epoch (see ``Batches``).
        """
        state = {name: part.state_dict() for name, part in self._parts().items()}
        return copied(state | {"random": self.random.get_state(), "torch_random": torch.get_rng_state()})

    def load_state_dict(self, state: dict[str, Any]) -> None:
        """Restores every part. The state is copied, so that it can be loaded again, into other runs too.

        Raises:
            ValueError: if the state has parts that this run lacks, or lacks some that it has.
            RuntimeError: from PyTorch, if the layers of a network differ from the saved ones.
        """
        parts = self._parts()
        if odd := (parts.keys() | {"random", "torch_random"}) ^ state.keys():
            names = ", ".join(sorted(odd))
            raise ValueError(f"the restart point and this run differ in: {names}; set the run up as it was recorded")
        for name, part in parts.items():
            part.load_state_dict(copied(state[name]))
        self.random.set_state(state["random"])
        torch.set_rng_state(state["torch_random"])

    def _parts(self) -> dict[str, Any]:
        """The parts that have a ``state_dict``, by name."""
        names = ("generator", "discriminator", "batches", "g_optimizer", "d_optimizer", "averaged")
        return {name: getattr(self, name) for name in names if getattr(self, name) is not None}


def copied(value: Any) -> Any:
    """A deep copy of nested dicts, lists and tuples whose tensors share no memory with the originals.

    NumPy's numbers (a learning rate from ``np.geomspace``, say) become Python's, which a file of weights may hold.
    """
    if isinstance(value, Tensor):
        return value.detach().clone()
    if isinstance(value, np.generic):
        return value.item()
    if isinstance(value, dict):
        return {key: copied(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return type(value)(copied(item) for item in value)
    return value


@dataclass(frozen=True)
class TrainingStep:
    """What one step did. Tensors are detached; each loss was computed just before that player's update.

    Attributes:
        number: steps so far, this one included.
        epoch: passes over the data made so far: 1.5 is half-way through the second, a whole number the end of one.
        discriminator_loss, generator_loss: scalars.
        run: for restart points; None in a loop written by hand.
    """

    number: int
    epoch: float
    discriminator_loss: Tensor
    generator_loss: Tensor
    run: Run | None = None


def separate_fakes(
    run: Run,
    batch: Batch,
    *,
    discriminator_loss: DiscriminatorLoss,
    generator_loss: GeneratorLoss,
    penalty: Penalty | None,
) -> tuple[Tensor, Tensor]:
    """The discriminator moves, then the generator, each with fakes of its own.

    Goodfellow et al. 2014 (arXiv 1406.2661), algorithm 1 with k = 1.

    Args:
        run: whose networks move.
        batch: from the run's batches: here a tensor, real data ``(batch, ...)``. A step of your own gets a dict if the
            data are a mapping (see `Batches`).
        discriminator_loss: of real logits and fake logits.
        generator_loss: of fake logits.
        penalty: added to the discriminator's loss; None in steps without one.

    Returns:
        The discriminator's loss without the penalty, and the generator's; detached scalars.

    Raises:
        ValueError: if the batch is not a tensor, or not of the type of the discriminator's weights.
    """
    real = _real_only(run, batch)
    with torch.no_grad():
        fake = run.generator(run.latents(len(real)))
    d_loss = discriminator_step(
        run.discriminator, real, fake, run.d_optimizer, loss=discriminator_loss, penalty=penalty
    )
    latents = run.latents(len(real))
    g_loss = generator_step(run.generator, run.discriminator, latents, run.g_optimizer, loss=generator_loss)
    return d_loss, g_loss


def shared_fakes(
    run: Run,
    batch: Batch,
    *,
    discriminator_loss: DiscriminatorLoss,
    generator_loss: GeneratorLoss,
    penalty: Penalty | None,
) -> tuple[Tensor, Tensor]:
    """A faster relative of `separate_fakes`, and another algorithm: both players learn from the same batch of fakes.

    It saves work in three places: the fakes are made once for both players; the discriminator judges real and fake in
    one pass; and the generator's step computes no gradient for the discriminator's parameters, only through them. Batch
    norm would see other statistics in the joint pass, so the discriminator must have none. The generator must not be
    frozen.

    Arguments and return values are those of `separate_fakes`.

    Raises:
        ValueError: as `separate_fakes`, or if the discriminator has batch norm.
    """
    _refuse_batch_norm(run.discriminator)
    real = _real_only(run, batch)
    fake = run.generator(run.latents(len(real)))

    real_logits, fake_logits = run.discriminator(torch.cat([real, fake.detach()])).chunk(2)
    d_loss = discriminator_loss(real_logits, fake_logits)
    run.d_optimizer.zero_grad()
    (d_loss + penalty(run.discriminator, real, fake.detach()) if penalty else d_loss).backward()
    run.d_optimizer.step()

    g_loss = generator_loss(run.discriminator(fake))
    run.g_optimizer.zero_grad()
    g_loss.backward(inputs=[parameter for parameter in run.generator.parameters() if parameter.requires_grad])
    run.g_optimizer.step()
    return d_loss.detach(), g_loss.detach()


def paired_fakes(
    run: Run,
    batch: Batch,
    *,
    discriminator_loss: DiscriminatorLoss,
    generator_loss: DiscriminatorLoss,
    penalty: Penalty | None,
) -> tuple[Tensor, Tensor]:
    """`shared_fakes` for losses that compare a real one with a fake: the generator's loss sees both logits too.

    For `losses.relativistic_generator_loss`. No gradient is computed for the real data's logits in his step: he cannot
    change them, they only say which fakes are already taken for more real than their partners.

    Arguments and return values are those of `separate_fakes`, but that `generator_loss` is a function of real logits
    and fake logits.

    Raises:
        ValueError: as `shared_fakes`.
    """
    real = _real_only(run, batch)

    def against_real(fake_logits: Tensor) -> Tensor:
        with torch.no_grad():
            real_logits = run.discriminator(real)  # as she sees them after her move
        return generator_loss(real_logits, fake_logits)

    return shared_fakes(run, batch, discriminator_loss=discriminator_loss, generator_loss=against_real, penalty=penalty)


def labelled_fakes(
    run: Run,
    batch: Batch,
    *,
    discriminator_loss: DiscriminatorLoss,
    generator_loss: GeneratorLoss,
    penalty: Penalty | None,
) -> tuple[Tensor, Tensor]:
    """`shared_fakes` for a pair that obeys labels: real data and fakes with the same labels, which both players see.

    Mirza & Osindero 2014 (arXiv 1411.1784), eq. 2. Arguments and return values are those of `separate_fakes`, except
    that the networks take labels as their second argument, the discriminator by the name ``conditions``, and that the
    batch is a dict with "real", ``(batch, ...)``, and their "label", ``(batch, ...)``.

    Raises:
        ValueError: if the batch lacks one of the two, or if the discriminator has batch norm.
    """
    _refuse_batch_norm(run.discriminator)
    if isinstance(batch, Tensor) or {"real", "label"} - batch.keys():
        raise ValueError("a batch must bring 'real' and 'label': Batches({'real': pictures, 'label': labels}, ...)")
    real, labels = batch["real"], batch["label"]
    fake = run.generator(run.latents(len(real)), labels)

    both = torch.cat([real, fake.detach()])
    real_logits, fake_logits = run.discriminator(both, torch.cat([labels, labels])).chunk(2)
    d_loss = discriminator_loss(real_logits, fake_logits)
    told = partial(run.discriminator, conditions=labels)
    run.d_optimizer.zero_grad()
    (d_loss + penalty(told, real, fake.detach()) if penalty else d_loss).backward()
    run.d_optimizer.step()

    g_loss = generator_loss(run.discriminator(fake, labels))
    run.g_optimizer.zero_grad()
    g_loss.backward(inputs=[parameter for parameter in run.generator.parameters() if parameter.requires_grad])
    run.g_optimizer.step()
    return d_loss.detach(), g_loss.detach()


def one_stage(
    run: Run,
    batch: Batch,
    *,
    discriminator_loss: DiscriminatorLoss,
    generator_loss: GeneratorLoss,
    penalty: Penalty | None,
) -> tuple[Tensor, Tensor]:
    """The fastest relative of `separate_fakes`: both players move at once, after one pass forward and one back.

    With l the logit of a fake x, the discriminator follows dL_D/dl and the generator dL_G/dl; from l back to x, both
    follow the same path. So the generator's gradient at a fake is the discriminator's, times (dL_G/dl) / (dL_D/dl)
    (Shen et al. 2021, arXiv 2103.00430, who call the losses asymmetric where this ratio is not -1). In the other two
    functions the generator answers the discriminator as it is after its move; here, as it was before. Where alternating
    moves circle the goal, simultaneous ones spiral away from it (Mescheder et al. 2018, arXiv 1801.04406, section 2):
    use a penalty, and optimisers without momentum (Adam with beta1 = 0).

    With cross-entropy, a fake with a logit below about -88 teaches the generator nothing, because the ratio overflows
    float32; below about -80 its gradient loses digits. The generator must not be frozen, and each logit must depend on
    its own picture only.

    Arguments and return values are those of `separate_fakes`.

    Raises:
        ValueError: as `separate_fakes`; or if the discriminator has batch norm, or its loss is flat for fakes it is
            sure of, as the hinge loss is.
    """
    _refuse_batch_norm(run.discriminator)
    _refuse_flat(discriminator_loss)
    real = _real_only(run, batch)
    fake = run.generator(run.latents(len(real)))
    real_logits, fake_logits = run.discriminator(torch.cat([real, fake])).chunk(2)
    d_loss = discriminator_loss(real_logits, fake_logits)
    g_loss = generator_loss(fake_logits)

    (d_slope,) = torch.autograd.grad(d_loss, fake_logits, retain_graph=True)
    (g_slope,) = torch.autograd.grad(g_loss, fake_logits)
    rescale = (g_slope / d_slope).nan_to_num(0, 0, 0).view(-1, *[1] * (fake.ndim - 1))
    fake.register_hook(lambda gradient: gradient * rescale)  # on its way back to the generator

    run.d_optimizer.zero_grad()
    run.g_optimizer.zero_grad()
    (d_loss + penalty(run.discriminator, real, fake.detach()) if penalty else d_loss).backward()
    run.d_optimizer.step()
    run.g_optimizer.step()
    return d_loss.detach(), g_loss.detach()


def train(
    run: Run,
    *,
    take_step: TakeStep = separate_fakes,
    discriminator_loss: DiscriminatorLoss = losses.discriminator_loss,
    generator_loss: GeneratorLoss = losses.nonsaturating_generator_loss,
    penalty: Penalty | None = None,
    penalty_every: int = 1,
) -> Iterator[TrainingStep]:
    """Trains a GAN, one step for each iteration of the caller's ``for``.

    Training ends after the last epoch of the run's batches, or when the caller leaves the loop. A new call then repeats
    the interrupted epoch, with the same step numbers.

    Args:
        run: the networks, the optimisers, the data and the random generators.
        take_step: what happens within a step: ``separate_fakes``, ``shared_fakes``, ``one_stage``, or your own function
            with the same arguments.
        discriminator_loss: of real logits and fake logits.
        generator_loss: of fake logits.
        penalty: a function of the discriminator, real data and fakes, added to the discriminator's loss.
        penalty_every: steps from one penalty to the next; a rarer penalty needs a larger weight.

    Yields:
        A `TrainingStep`, after both players have moved.
    """
    _keep_freed_memory()
    for number, batch in enumerate(run.batches, start=run.batches.epoch * len(run.batches) + 1):
        d_loss, g_loss = take_step(
            run,
            batch,
            discriminator_loss=discriminator_loss,
            generator_loss=generator_loss,
            penalty=penalty if number % penalty_every == 0 else None,
        )
        if run.averaged is not None:
            run.averaged.update_parameters(run.generator)
        yield TrainingStep(number, number / len(run.batches), d_loss, g_loss, run=run)


def _real_only(run: Run, batch: Batch) -> Tensor:
    """Returns the batch if it is a tensor of the discriminator's precision."""
    if not isinstance(batch, Tensor):
        raise ValueError(f"a batch brings {', '.join(batch)}: train(..., take_step=...) says what each of them is for")
    expected = next(run.discriminator.parameters(), batch).dtype
    if batch.dtype != expected:
        raise ValueError(
            f"the data are {batch.dtype} and the discriminator's weights {expected}: make them alike, as in "
            f"data.to({expected}), and pictures lie in [-1, 1]"
        )
    return batch


@lru_cache(maxsize=1)  # once a run: to go through all layers at every step takes 2 % of a small network's time
def _refuse_batch_norm(discriminator: nn.Module) -> None:
    if any(isinstance(module, nn.modules.batchnorm._BatchNorm) for module in discriminator.modules()):
        raise ValueError(
            "this discriminator has batch norm, whose statistics would mix real and fake: use separate_fakes"
        )


@lru_cache
def _refuse_flat(discriminator_loss: DiscriminatorLoss) -> None:
    sure = torch.tensor([-10.0], requires_grad=True)
    if not torch.autograd.grad(discriminator_loss(torch.tensor([10.0]), sure), sure)[0].all():
        raise ValueError(
            "this discriminator's loss is flat where it is sure of a fake, and leaves the generator no gradient to "
            "rescale: use shared_fakes or separate_fakes"
        )


def _keep_freed_memory() -> None:
    """Lets Linux's C library keep the memory that a step frees for the next one.

    At first, glibc returns megabytes to the system as soon as they are freed, and a step of a convolutional pair spends
    up to a fifth of its time fetching them again, page by page. Once a block of just under 32 MB has been freed, glibc
    keeps up to twice as much (its "dynamic mmap threshold"). The block is never written to, so it takes no room.
    """
    torch.empty(31 * 2**20, dtype=torch.uint8)


def average_of(generator: nn.Module, decay: float) -> AveragedModel:
    """A copy of the generator whose weights are an exponential moving average of the generator's.

    After each step: average <- d * average + (1 - d) * weight (Yazici et al. 2019, arXiv 1806.04498), here also for
    batch norm's running statistics. The first step is copied; after n more, d is the smaller of `decay`
    and (1 + n) / (10 + n): the memory is short at first, to forget the untrained weights soon.

    Args:
        generator: the network to average. It is copied, not changed.
        decay: from 0 (no averaging) to below 1; in the long run the average reaches back about 1 / (1 - decay) steps.

    Raises:
        ValueError: if decay is not at least 0 and below 1.
    """
    if not 0 <= decay < 1:
        raise ValueError(f"decay must be at least 0 and below 1, not {decay}")

    def update(averaged: list[Tensor], current: list[Tensor], steps: Tensor) -> None:
        d = min(decay, float((1 + steps) / (10 + steps)))
        if averaged[0].is_floating_point():
            torch._foreach_lerp_(averaged, current, 1 - d)
        else:  # batch norm's count of batches
            torch._foreach_copy_(averaged, current)

    return AveragedModel(generator, multi_avg_fn=torch.no_grad()(update), use_buffers=True).eval()


def clip_weights(network: nn.Module, limit: float) -> None:
    """Moves every parameter that is outside [-limit, limit] to the nearer end (Arjovsky et al. 2017, algorithm 1).

    Args:
        network: a Wasserstein critic, after its step.
        limit: the paper has 0.01.
    """
    with torch.no_grad():
        for parameter in network.parameters():
            parameter.clamp_(-limit, limit)


def set_learning_rate(optimizer: Optimizer, rate: float) -> None:
    """Sets the learning rate of all of an optimiser's parameters.

    Raises:
        ValueError: if the rate is not finite, or below 0, which would climb instead of descend.
    """
    if not 0 <= rate < math.inf:
        raise ValueError(f"a learning rate must be 0 or more, not {rate:g}")
    for group in optimizer.param_groups:
        group["lr"] = float(rate)
