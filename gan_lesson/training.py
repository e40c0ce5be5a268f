"""The training loop of a GAN: two steps, and a `for` that stays in the reader's hands.

``train`` is a generator function: it takes one step of the discriminator, one of the generator, yields what happened,
and waits. So the loop that plots, records, stops or changes a learning rate is an ordinary ``for``:

    for step in train(generator, discriminator, batches, g_optimizer, d_optimizer, random):
        history.record(step, generator)

Its order of moves is algorithm 1 of Goodfellow et al. 2014 (arXiv 1406.2661) with k = 1; the generator's loss, unless
you hand over another, is the one at the end of their section 3.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, fields
from typing import Any

import torch
from torch import Tensor, nn
from torch.optim import Optimizer
from torch.optim.swa_utils import AveragedModel

from gan_lesson import losses

Penalty = Callable[[nn.Module, Tensor], Tensor]


def choose_device() -> torch.device:
    """The fastest device that PyTorch sees here: CUDA, then Apple's MPS, then the CPU."""
    if torch.cuda.is_available():
        return torch.device("cuda")
    if torch.backends.mps.is_available():
        return torch.device("mps")
    return torch.device("cpu")


class Batches:
    """Shuffled batches of a fixed training set, epoch after epoch.

    The training set is one tensor, so a batch is a matter of indexing. Whatever is left over at the end of an epoch is
    dropped; the next epoch shuffles anew.

    Args:
        data: ``(n, ...)``, on the device that the networks are on.
        batch_size: rows in a batch.
        random: the CPU random generator that shuffles.
        epochs: how many passes over the data to make; None goes on for ever.

    Attributes:
        epoch: the passes completed so far.

    Raises:
        ValueError: if batch_size is not between 1 and n.
    """

    def __init__(self, data: Tensor, batch_size: int, random: torch.Generator, epochs: int | None = None):
        if not 1 <= batch_size <= len(data):
            raise ValueError(f"batch_size must lie between 1 and the {len(data)} rows of the data, not {batch_size}")
        self.data = data
        self.batch_size = batch_size
        self.random = random
        self.epochs = epochs
        self.epoch = 0
        self._within_epoch = False

    def __len__(self) -> int:
        """Batches in an epoch."""
        return len(self.data) // self.batch_size

    @property
    def remaining(self) -> int:
        """Batches from the present epoch's first to the last epoch's last.

        Raises:
            ValueError: if the number of epochs is not limited.
        """
        if self.epochs is None:
            raise ValueError("these batches go on for ever; give epochs=... to know how many remain")
        return max(self.epochs - self.epoch, 0) * len(self)

    def __iter__(self) -> Iterator[Tensor]:
        """Yields ``(batch_size, ...)`` tensors until `epochs` passes are complete, going on from the present one."""
        while self.epochs is None or self.epoch < self.epochs:
            order = torch.randperm(len(self.data), generator=self.random).to(self.data.device)
            for batch in range(len(self)):
                # The epoch counts as done when its last batch is handed out, so that whoever holds that batch
                # (and saves a restart point) finds the counter where the next epoch begins.
                self._within_epoch = batch < len(self) - 1
                self.epoch += not self._within_epoch
                yield self.data[order[batch * self.batch_size : (batch + 1) * self.batch_size]]

    def state_dict(self) -> dict[str, Any]:
        """The state at the end of an epoch.

        Raises:
            RuntimeError: within an epoch, where it would not be enough to go on from.
        """
        if self._within_epoch:
            raise RuntimeError("a run can be saved at the end of an epoch, not within one")
        return {"epoch": self.epoch, "random": self.random.get_state()}

    def load_state_dict(self, state: dict[str, Any]) -> None:
        """Goes back to a saved state."""
        self.epoch = state["epoch"]
        self._within_epoch = False
        self.random.set_state(state["random"])


def discriminator_step(
    discriminator: nn.Module,
    real: Tensor,
    fake: Tensor,
    optimizer: Optimizer,
    loss: Callable[[Tensor, Tensor], Tensor] = losses.discriminator_loss,
    penalty: Penalty | None = None,
) -> tuple[Tensor, Tensor, Tensor]:
    """One step of the discriminator: towards *real* on real data, towards *fake* on fakes.

    Args:
        discriminator: maps data to logits ``(batch,)``.
        real: ``(batch, ...)`` real data.
        fake: ``(batch, ...)`` fakes. They are detached here: the generator gets no gradient from this step.
        optimizer: of the discriminator's parameters.
        loss: of real logits and fake logits.
        penalty: added to the loss; a function of the discriminator and the real data, such as ``r1_penalty``.

    Returns:
        The loss without the penalty (a scalar), the real logits and the fake logits ``(batch,)``, all detached, as they
        were before the update.
    """
    real_logits = discriminator(real)
    fake_logits = discriminator(fake.detach())
    value = loss(real_logits, fake_logits)
    total = value if penalty is None else value + penalty(discriminator, real)
    optimizer.zero_grad()
    total.backward()
    optimizer.step()
    return value.detach(), real_logits.detach(), fake_logits.detach()


def generator_step(
    generator: nn.Module,
    discriminator: nn.Module,
    latents: Tensor,
    optimizer: Optimizer,
    loss: Callable[[Tensor], Tensor] = losses.nonsaturating_generator_loss,
) -> Tensor:
    """One step of the generator: its fakes are pushed to where the discriminator says *real*.

    The gradient flows through the discriminator, and is left behind in its parameters too; only the generator's are
    updated, and the discriminator's next step clears its own before use.

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


@dataclass(frozen=True)
class Run:
    """Everything that a training run changes as it goes: what must be saved to go on from here bit for bit.

    Attributes:
        generator, discriminator: the two networks.
        batches: the training set and its shuffling.
        g_optimizer, d_optimizer: their optimisers.
        random: the CPU random generator of the latents.
        averaged: the generator with averaged weights, where there is one.
    """

    generator: nn.Module
    discriminator: nn.Module
    batches: Batches
    g_optimizer: Optimizer
    d_optimizer: Optimizer
    random: torch.Generator
    averaged: AveragedModel | None = None

    def state_dict(self) -> dict[str, Any]:
        """A deep copy of every part's state, and of the CPU's global random state, which dropout draws from there.

        Raises:
            RuntimeError: within an epoch (see ``Batches``).
        """
        state = {}
        for field in fields(self):
            part = getattr(self, field.name)
            if part is not None:
                found = part.get_state() if isinstance(part, torch.Generator) else part.state_dict()
                state[field.name] = copied(found)
        state["torch_random"] = torch.get_rng_state()
        return state

    def load_state_dict(self, state: dict[str, Any]) -> None:
        """Puts every part back to a saved state.

        Raises:
            ValueError: if the state has parts that this run lacks, or the other way round.
            RuntimeError: from PyTorch, if a network has other layers than the saved one.
        """
        have = {field.name for field in fields(self) if getattr(self, field.name) is not None} | {"torch_random"}
        if have != set(state):
            odd = ", ".join(sorted(have ^ set(state)))
            raise ValueError(f"the restart point and this run differ in: {odd}; set the run up as it was recorded")
        for name, saved in state.items():
            if name == "torch_random":
                torch.set_rng_state(saved)
            elif isinstance(part := getattr(self, name), torch.Generator):
                part.set_state(saved)
            else:
                part.load_state_dict(copied(saved))


def copied(value: Any) -> Any:
    """A deep copy of nested dicts and lists whose tensors share no memory with the originals."""
    if isinstance(value, Tensor):
        return value.detach().clone()
    if isinstance(value, dict):
        return {key: copied(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return type(value)(copied(item) for item in value)
    return value


@dataclass(frozen=True)
class TrainingStep:
    """What one step did. Tensors are detached; the losses were measured just before each player's update.

    Attributes:
        number: steps done so far, this one included.
        epoch: passes over the data made so far: 1.5 is half-way through the second, a whole number the end of one.
        discriminator_loss, generator_loss: scalars.
        run: everything the run is made of, for restart points; None in a loop that was written by hand.
    """

    number: int
    epoch: float
    discriminator_loss: Tensor
    generator_loss: Tensor
    run: Run | None = None


def train(
    generator: nn.Module,
    discriminator: nn.Module,
    batches: Batches,
    g_optimizer: Optimizer,
    d_optimizer: Optimizer,
    random: torch.Generator,
    *,
    discriminator_loss: Callable[[Tensor, Tensor], Tensor] = losses.discriminator_loss,
    generator_loss: Callable[[Tensor], Tensor] = losses.nonsaturating_generator_loss,
    penalty: Penalty | None = None,
    penalty_every: int = 1,
    averaged: AveragedModel | None = None,
) -> Iterator[TrainingStep]:
    """Trains a GAN, one step at each turn of the caller's ``for``.

    In each step the discriminator moves first, then the generator, each with latents of its own (Goodfellow et al.
    2014, algorithm 1, k = 1). Training ends with the last epoch of `batches`, or when the caller breaks off; a new call
    then makes the epoch that was broken off anew, and its steps have the same numbers again.

    Args:
        generator: maps latents ``(batch, latent_dim)`` to data; has the attribute ``latent_dim``.
        discriminator: maps data to logits ``(batch,)``.
        batches: the training set.
        g_optimizer: of the generator's parameters.
        d_optimizer: of the discriminator's parameters.
        random: the CPU random generator that the latents are drawn from.
        discriminator_loss: of real logits and fake logits.
        generator_loss: of fake logits.
        penalty: added to the discriminator's loss every `penalty_every` steps.
        penalty_every: 1 for every step. A penalty that is applied less often wants a larger weight.
        averaged: a running average of the generator's weights, updated after each of its steps.

    Yields:
        A `TrainingStep` after both players have moved.
    """
    run = Run(generator, discriminator, batches, g_optimizer, d_optimizer, random, averaged)
    draw = _LatentSource(generator, batches, random)
    _keep_freed_memory()
    for number, real in enumerate(batches, start=batches.epoch * len(batches) + 1):
        with torch.no_grad():
            fake = generator(draw())
        due = penalty if number % penalty_every == 0 else None
        d_loss, _, _ = discriminator_step(discriminator, real, fake, d_optimizer, discriminator_loss, due)
        g_loss = generator_step(generator, discriminator, draw(), g_optimizer, generator_loss)
        if averaged is not None:
            averaged.update_parameters(generator)
        yield TrainingStep(number, number / len(batches), d_loss, g_loss, run)


def train_sharing_fakes(
    generator: nn.Module,
    discriminator: nn.Module,
    batches: Batches,
    g_optimizer: Optimizer,
    d_optimizer: Optimizer,
    random: torch.Generator,
    *,
    discriminator_loss: Callable[[Tensor, Tensor], Tensor] = losses.discriminator_loss,
    generator_loss: Callable[[Tensor], Tensor] = losses.nonsaturating_generator_loss,
    penalty: Penalty | None = None,
    penalty_every: int = 1,
    averaged: AveragedModel | None = None,
) -> Iterator[TrainingStep]:
    """A faster relative of ``train``, and another algorithm: both players learn from the same batch of fakes.

    It saves work in three places: the fakes are made once and serve both steps; the discriminator judges real and fake
    in one pass; and in the generator's step no gradient is computed for the discriminator's parameters, only through
    them. A discriminator with batch norm would see other statistics in the joint pass: use ``train`` for it.

    Arguments, yields: as ``train``, but the generator must not be frozen.

    Raises:
        ValueError: if the discriminator has batch norm.
    """
    _refuse_batch_norm(discriminator)
    run = Run(generator, discriminator, batches, g_optimizer, d_optimizer, random, averaged)
    draw = _LatentSource(generator, batches, random)
    _keep_freed_memory()
    for number, real in enumerate(batches, start=batches.epoch * len(batches) + 1):
        fake = generator(draw())

        real_logits, fake_logits = discriminator(torch.cat([real, fake.detach()])).chunk(2)
        d_loss = discriminator_loss(real_logits, fake_logits)
        due = penalty is not None and number % penalty_every == 0
        d_optimizer.zero_grad()
        (d_loss + penalty(discriminator, real) if due else d_loss).backward()
        d_optimizer.step()

        g_loss = generator_loss(discriminator(fake))
        g_optimizer.zero_grad()
        g_loss.backward(inputs=[parameter for parameter in generator.parameters() if parameter.requires_grad])
        g_optimizer.step()

        if averaged is not None:
            averaged.update_parameters(generator)
        yield TrainingStep(number, number / len(batches), d_loss.detach(), g_loss.detach(), run)


def train_in_one_stage(
    generator: nn.Module,
    discriminator: nn.Module,
    batches: Batches,
    g_optimizer: Optimizer,
    d_optimizer: Optimizer,
    random: torch.Generator,
    *,
    discriminator_loss: Callable[[Tensor, Tensor], Tensor] = losses.discriminator_loss,
    generator_loss: Callable[[Tensor], Tensor] = losses.nonsaturating_generator_loss,
    penalty: Penalty | None = None,
    penalty_every: int = 1,
    averaged: AveragedModel | None = None,
) -> Iterator[TrainingStep]:
    """The fastest relative of ``train``: one pass forward and one back serve both players, and both move at once.

    With l the logit of a fake x, the discriminator follows dL_D/dl and the generator dL_G/dl; from l back to x the way
    is the same for both. So the discriminator's gradient at a fake, times (dL_G/dl) / (dL_D/dl), is the generator's
    (Shen et al. 2021, arXiv 2103.00430, who call the losses asymmetric where this ratio is not -1). In ``train`` the
    generator answers the discriminator as it is after its move; here, as it was before. Where moves in turn circle
    about the goal, moves at once spiral away from it (Mescheder et al. 2018, arXiv 1801.04406, section 2): so give it a
    penalty, and optimisers without momentum (Adam with beta1 = 0).

    With cross-entropy, a fake with a logit below about -88 teaches the generator nothing, for the ratio is then beyond
    what float32 can hold; from about -80 on its gradient loses digits.

    Arguments, yields: as ``train``, but the generator must not be frozen, and a logit must depend on no picture but its
    own.

    Raises:
        ValueError: if the discriminator has batch norm, or its loss is flat for fakes that it is sure of, as the hinge
            loss is.
    """
    _refuse_batch_norm(discriminator)
    sure = torch.tensor([-10.0], requires_grad=True)
    if not torch.autograd.grad(discriminator_loss(torch.tensor([10.0]), sure), sure)[0].all():
        raise ValueError(
            "this discriminator's loss is flat where it is sure of a fake, and leaves the generator no gradient to "
            "rescale: use train_sharing_fakes(...) or train(...)"
        )
    run = Run(generator, discriminator, batches, g_optimizer, d_optimizer, random, averaged)
    draw = _LatentSource(generator, batches, random)
    _keep_freed_memory()
    for number, real in enumerate(batches, start=batches.epoch * len(batches) + 1):
        fake = generator(draw())
        real_logits, fake_logits = discriminator(torch.cat([real, fake])).chunk(2)
        d_loss = discriminator_loss(real_logits, fake_logits)
        g_loss = generator_loss(fake_logits)

        (d_slope,) = torch.autograd.grad(d_loss, fake_logits, retain_graph=True)
        (g_slope,) = torch.autograd.grad(g_loss, fake_logits)
        rescale = (g_slope / d_slope).nan_to_num(0, 0, 0).view(-1, *[1] * (fake.ndim - 1))
        fake.register_hook(lambda gradient, rescale=rescale: gradient * rescale)  # on its way back to the generator

        due = penalty is not None and number % penalty_every == 0
        d_optimizer.zero_grad()
        g_optimizer.zero_grad()
        (d_loss + penalty(discriminator, real) if due else d_loss).backward()
        d_optimizer.step()
        g_optimizer.step()

        if averaged is not None:
            averaged.update_parameters(generator)
        yield TrainingStep(number, number / len(batches), d_loss.detach(), g_loss.detach(), run)


def _refuse_batch_norm(discriminator: nn.Module) -> None:
    if any(isinstance(module, nn.modules.batchnorm._BatchNorm) for module in discriminator.modules()):
        raise ValueError("this discriminator has batch norm, whose statistics would mix real and fake: use train(...)")


def _keep_freed_memory() -> None:
    """Lets the C library of Linux keep what a step frees for the next step.

    As it starts, glibc gives megabytes back to the system as soon as they are free, and a step of a convolutional pair
    then fetches them again, page by page: up to a fifth of its time. Once a block just below 32 MB has been freed, it
    keeps up to twice as much (its "dynamic mmap threshold"). The block itself is never written to, so it takes no room.
    """
    torch.empty(31 * 2**20, dtype=torch.uint8)


class _LatentSource:
    """Draws a batch of standard normal latents on the CPU and gives it the data's device and precision."""

    def __init__(self, generator: nn.Module, batches: Batches, random: torch.Generator):
        self._shape = (batches.batch_size, generator.latent_dim)
        self._like = batches.data
        self._random = random

    def __call__(self) -> Tensor:
        return torch.randn(self._shape, generator=self._random).to(self._like)


def average_of(generator: nn.Module, decay: float) -> AveragedModel:
    """A copy of the generator whose weights are an exponential moving average of the generator's.

    After each step: average <- d * average + (1 - d) * weight (Yazici et al. 2019, arXiv 1806.04498), here also for
    batch norm's running statistics. The first step is copied; after n more, d is the smaller of `decay`
    and (1 + n) / (10 + n): the memory is short at first, so that the untrained weights are soon forgotten.

    Args:
        generator: whose weights are averaged. It is copied, not changed.
        decay: between 0 (no averaging) and 1; in the long run the average looks back over about 1 / (1 - decay) steps.

    Raises:
        ValueError: if decay is not between 0 and 1.
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


def set_learning_rate(optimizer: Optimizer, rate: float) -> None:
    """Gives every group of parameters of an optimiser the learning rate `rate`.

    Raises:
        ValueError: if the rate is below 0: the optimiser would climb instead of descend.
    """
    if rate < 0:
        raise ValueError(f"a learning rate must be 0 or more, not {rate:g}")
    for group in optimizer.param_groups:
        group["lr"] = rate
