"""Networks and optimisers that record what a training step did, and in which order.

All compute something that can be worked out by hand, and all are real `torch` objects, with no surprises for a
student's code.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import torch
from torch import Tensor, nn

BACKWARD, WRITTEN, ZERO_GRAD, STEP = "backward", "written", "zero_grad", "step"


@dataclass(frozen=True)
class Call:
    """One forward call.

    Attributes:
        batch: the network's input, detached.
        needs_gradient: whether a gradient could flow back into it: not for data, nor after ``detach()``.
        recorded: whether autograd recorded the call: not under ``torch.no_grad()``.
    """

    batch: Tensor
    needs_gradient: bool
    recorded: bool


class Probe(nn.Module):
    """A network that records its calls.

    Attributes:
        calls: one `Call` for each forward call, in order.
    """

    def __init__(self) -> None:
        super().__init__()
        self.calls: list[Call] = []

    def compute(self, batch: Tensor) -> Tensor:
        """The network's output."""
        raise NotImplementedError

    def forward(self, batch: Tensor) -> Tensor:
        """`compute`, recorded."""
        self.calls.append(Call(batch.detach().clone(), batch.requires_grad, torch.is_grad_enabled()))
        return self.compute(batch)

    def saw(self, data: Tensor) -> bool:
        """Whether its calls got this batch: in one of them, perhaps among others, or row by row."""
        batches = [call.batch for call in self.calls]
        in_a_row = torch.cat(batches) if len({batch.shape[1:] for batch in batches}) == 1 else data[:0]
        return any(_contains(batch, data) for batch in (*batches, in_a_row))


class LinearDiscriminator(Probe):
    """A discriminator with the logit weight · x + bias.

    Args:
        weight: one number for each number of a sample.
        bias: one number.
    """

    def __init__(self, weight: Sequence[float] = (1.0, -2.0), bias: float = 0.5):
        super().__init__()
        self.weight = nn.Parameter(torch.tensor([float(number) for number in weight]))
        self.bias = nn.Parameter(torch.tensor(float(bias)))

    def compute(self, batch: Tensor) -> Tensor:
        """``(batch, numbers)`` to ``(batch,)``."""
        return batch @ self.weight + self.bias


class LinearGenerator(Probe):
    """A generator with the output scale * z + shift, number by number.

    Args:
        scale: one factor for each number of a latent.
        shift: likewise, to be added.
    """

    def __init__(self, scale: Sequence[float] = (1.0, 0.5), shift: Sequence[float] = (-1.0, 2.0)):
        super().__init__()
        self.scale = nn.Parameter(torch.tensor([float(number) for number in scale]))
        self.shift = nn.Parameter(torch.tensor([float(number) for number in shift]))

    def compute(self, batch: Tensor) -> Tensor:
        """``(batch, numbers)`` to the same shape."""
        return self.scale * batch + self.shift


class RecordingOptimizer(torch.optim.SGD):
    """Plain gradient descent that records what happens, in order.

    It also records when a gradient arrives at its parameters, so a correct step leaves "zero_grad", "backward", "step".
    Each backward pass is recorded. A gradient that reached the first parameter in another way is recorded as "written",
    at the latest before it is cleared or used.

    Args:
        parameters: to optimise.
        lr: the learning rate.
        stale: the initial gradient of every parameter, as if left by an earlier step; None for none.

    Attributes:
        moves: for each step the gradient that it used; see `gradients_of`.
        before: copies of the parameters before the first step.
    """

    def __init__(self, parameters: Iterable[Tensor], lr: float = 0.1, stale: float | None = None):
        parameters = list(parameters)
        super().__init__(parameters, lr=lr)
        self._events: list[str] = []
        self.moves: list[Tensor] = []
        self.before = [parameter.detach().clone() for parameter in parameters]
        self.lr = lr
        for parameter in parameters:
            if stale is not None:
                parameter.grad = torch.full_like(parameter, stale)
        self._seen = _copied(parameters[0].grad)
        parameters[0].register_post_accumulate_grad_hook(lambda parameter: self._note(BACKWARD))

    @property
    def parameters(self) -> list[Tensor]:
        """The parameters to optimise."""
        return [parameter for group in self.param_groups for parameter in group["params"]]

    @property
    def events(self) -> list[str]:
        """What happened so far, in order."""
        self._look()
        return self._events

    @property
    def moved(self) -> bool:
        """Whether any parameter has changed since before the first step."""
        return any(not torch.equal(was, now) for was, now in zip(self.before, self.parameters, strict=True))

    def zero_grad(self, set_to_none: bool = True) -> None:
        """Clears the gradients, and records it."""
        self._look()
        super().zero_grad(set_to_none)
        self._note(ZERO_GRAD)

    def step(self, closure: Callable[[], Any] | None = None) -> Any:
        """Moves the parameters, and records it; calls a closure first, as every optimiser does."""
        loss = None
        if closure is not None:
            with torch.enable_grad():
                loss = closure()
        self._look()
        self._note(STEP)
        self.moves.append(gradients_of(self.parameters))
        super().step()
        return loss

    def _note(self, event: str) -> None:
        self._events.append(event)
        self._seen = _copied(self.parameters[0].grad)

    def _look(self) -> None:
        """Records a gradient that was not there at the last event."""
        now = self.parameters[0].grad
        if now is not None and bool(now.any()) and (self._seen is None or not torch.equal(now, self._seen)):
            self._note(WRITTEN)


def _copied(gradient: Tensor | None) -> Tensor | None:
    return None if gradient is None else gradient.detach().clone()


def gradients_of(parameters: Iterable[Tensor]) -> Tensor:
    """A copy of the parameters' gradients as one vector, with zeros where there is none."""
    gradients = [torch.zeros_like(parameter) if parameter.grad is None else parameter.grad for parameter in parameters]
    return torch.cat([gradient.flatten() for gradient in gradients])


def received_gradient(network: nn.Module) -> bool:
    """Whether any of a network's parameters has a gradient, even of zeros."""
    return any(parameter.grad is not None for parameter in network.parameters())


def _contains(batch: Tensor, part: Tensor) -> bool:
    """Whether the rows of `part` are consecutive rows of `batch`."""
    if batch.shape[1:] != part.shape[1:] or len(batch) < len(part):
        return False
    starts = range(len(batch) - len(part) + 1)
    return any(torch.allclose(batch[start : start + len(part)].to(part.dtype), part) for start in starts)
