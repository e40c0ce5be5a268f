"""Lesson 05, the two networks: what goes in, what comes out, how many numbers to learn."""

import re
from collections.abc import Callable

import torch
from torch import Tensor, nn

from gan_lesson.exercises import Attempt, Lesson, NotYet, Prediction, Quiz, close, exercise

# --- predictions, in the order of the lesson

shape_of_the_answer = Prediction(
    "Five points go into the expert, a batch of the shape (5, 2). What shape does her answer have?",
    {
        "(5, 2)": "That is what goes in: two coordinates a point. She says one thing about each point, so the answer "
        "is (5,).",
        "(5,)": "Yes: one number per point.",
        "(1,), one answer for all": "She is asked about each point by itself. A batch only saves time.",
        "(64,)": "64 is the width of the hidden layers, which nobody outside the network ever sees.",
    },
)

sigmoid_first = Prediction(
    "The true loss at the logit 20 is 20.000000002. What do you get if the computer takes the sigmoid first?",
    {
        "20": "One would hope so. But D is 0.999999998, and the nearest number that 32 bits can hold is 1. Then 1 - D "
        "is 0, and the loss is infinite.",
        "0": "No: a loss of 0 would mean that she was right. 1 - D becomes 0, and -log 0 is infinite.",
        "Infinity": "Yes. D is 0.999999998, and the nearest number that 32 bits can hold is 1.",
    },
)

two_experts = Prediction(
    "What will the two experts say after the last step?",
    {
        "Both: real on the ring, fake elsewhere": "The one against the beginner, yes. The other has nothing to go by: "
        "real points and fakes are equally common everywhere, so her colour hardly changes.",
        "Against the beginner she knows; against the perfect forger she still says about 1/2": "Yes. Before the first "
        "step both planes have one colour. Against the beginner an orange patch grows over his fakes.",
        "Both: about 1/2, they are new at it": "Before the first step, yes. But one of them can learn something: the "
        "beginner's fakes lie off the ring, and an orange patch grows over them.",
    },
)

pixels_shuffled = Prediction(
    "We shuffle the pixels of all portraits, real and fake, by the same fixed rule. How much harder does the MLP's "
    "task become?",
    {
        "Hopeless": "It is for you, because you know that neighbouring pixels belong together. The MLP was never "
        "told: to it a shuffle is a new numbering, and its task is what it was before.",
        "A little harder": "Not even that. To it a shuffle is a new numbering; with its weights numbered in the same "
        "way, it says exactly the same.",
        "Not at all": "Yes: to it a shuffle is only a new numbering of 784 numbers in a row.",
    },
)


where_far_from_zero = Prediction(
    "The filter subtracts what is left from what is right. Where will the result be far from 0?",
    {
        "Where the picture is bright": "Not on an even patch, however bright: left and right are the same there, and "
        "the difference is 0.",
        "At upright edges": "Yes: where the picture gets brighter or darker from left to right.",
        "At all edges": "Along a level edge, left and right are the same. For those, the second filter subtracts what "
        "is above from what is below.",
    },
)

expert_of_the_ring = Prediction(
    "Now both learn together. Where will her opinion be far from 1/2 in the end?",
    {
        "At the eight clusters: surely real": "There real points and fakes lie together in the end, so she says about "
        "1/2. She leans to *fake* elsewhere.",
        "Off the clusters": "Yes: there she leans to *fake*. At the clusters real points and fakes lie together, and "
        "she says about 1/2.",
        "Everywhere": "At the clusters real points and fakes lie together, and about 1/2 is the best answer there is.",
        "Nowhere": "She would have nothing to say if his fakes were everywhere where real points are, and nowhere "
        "else. He leaves some strays, and off the clusters she leans to *fake*.",
    },
)

length_of_latents = Prediction(
    "A latent is 32 numbers, each drawn from a normal distribution. How long is such an arrow?",
    {
        "Mostly close to 0: each number is 0 on average": "Each number is 0 on average, but its *square* is 1 on "
        "average. 32 of them add up to about 32.",
        "Anything from 0 to very long": "In one or two dimensions, yes. With 32 numbers, small squares and large ones "
        "even out, as with the distances of lesson 03.",
        "Nearly always about the same": "Yes: the squared length is a sum of 32 squares with mean 1, so the length is "
        "near √32 = 5.7.",
    },
)

one_place_further = Prediction(
    "When you go one place further, will the trained forger's portrait jump, or change a little?",
    {
        "It will jump: another latent, another animal": "Nearly everywhere it changes a little: a head grows wider, "
        "an ear sinks, the fur gets lighter. The untrained forger's noise changes just as gradually, but it means "
        "nothing.",
        "It will change a little": "Yes, nearly everywhere: a head grows wider, an ear sinks, the fur gets lighter. "
        "Along the border between cats and dogs it changes faster, and the animals there are neither quite the one "
        "nor quite the other.",
        "It will stay the same until the border to the other animal": "It changes all the way. At the border it "
        "changes fastest, but even there it doesn't jump: the animals on the way are neither quite the one nor quite "
        "the other.",
    },
)

# --- exercises


@exercise(
    hints=(
        "Each number that comes out has a weight for every number that goes in. And what else?",
        "There are `inputs * outputs` weights. And each number that comes out has one bias.",
        "`inputs * outputs + ...`: weights, and as many biases as numbers come out.",
    ),
    praise="Now you can count any linear layer on paper.",
)
def linear_parameters(inputs: int, outputs: int) -> int:
    """The number of parameters of a linear layer, biases included."""
    return inputs * outputs + outputs


@linear_parameters.checks
def _(attempt: Attempt) -> None:
    mistakes = {
        "Those are the weights. Each number that comes out has a bias as well.": 3 * 7,
        "There are as many biases as numbers come *out*, not in.": 3 * 7 + 3,
        "Not one bias for the layer: each number that comes out has its own.": 3 * 7 + 1,
        "Only what comes out has biases: what goes in has none.": 3 * 7 + 3 + 7,
        "You added. Every number that comes out has a weight for *each* that goes in, so multiply.": (
            3 + 7,
            (3 + 7) * 7,
        ),
        "Weights times two? There are `inputs * outputs` weights, and `outputs` biases.": (3 * 7 * 2, 3 * 7 * 2 + 7),
        "You used the outputs twice. The weights are `inputs * outputs`.": (7 * 7 + 7, 7 * 7 + 3, 3 * 7 * 7),
        "You used the inputs twice. The weights are `inputs * outputs`.": (3 * 3 + 3, 3 * 3 + 7, 3 * 3 * 7),
        "That is one of the expert's layers. Use `inputs` and `outputs`.": 2 * 64 + 64,
        "That is how many numbers come out, and how many biases there are. The weights are missing.": 7,
        "The bias is like one more *input*. There is no extra output: `(inputs + 1) * outputs`.": (3 + 1) * (7 + 1),
        "You counted tensors, one of weights and one of biases. Count the numbers in them: `numel()`.": 2,
        "`**` is a power, `*` multiplies.": (3**7 + 7, 3**7),
        "You subtracted the biases. They are learned as well: add them.": 3 * 7 - 7,
    }
    count = attempt.expect_number(attempt(3, 7))
    message = f"A layer from 3 numbers to 7 has 28 parameters: 21 weights, 7 biases. Your function says {count:g}."
    attempt.expect_close(count, 28, message, mistakes)
    count = attempt.expect_number(attempt(64, 1))
    message = f"From 3 to 7 it is right. From 64 to 1 there are 65; your function says {count:g}."
    attempt.expect_close(count, 65, message)


@exercise(
    hints=(
        "Look at the expert in the plane, further up. His layers come in the same order, with other sizes: 32, 256, "
        "784. Which layer bends, between the two linear ones, and which one squeezes at the end?",
        "`nn.Sequential(nn.Linear(32, 256), nn.ReLU(), nn.Linear(256, 784), ...)`. Two things are missing: tanh, and "
        "the way from 784 numbers in a row to a picture.",
        "After the second linear layer: `nn.Tanh(), nn.Unflatten(1, (1, 28, 28))`.",
    ),
    praise="209,936 parameters, and a picture for any latent.",
    seconds=10,
)
def mlp_generator() -> nn.Sequential:
    """Latents (batch, 32) to pictures (batch, 1, 28, 28) in [-1, 1], by way of 256 hidden numbers."""
    return nn.Sequential(
        nn.Linear(32, 256),
        nn.ReLU(),
        nn.Linear(256, 784),
        nn.Tanh(),
        nn.Unflatten(1, (1, 28, 28)),  # 784 numbers in a row to one channel of 28 rows
    )


@mlp_generator.checks
def _(attempt: Attempt) -> str | None:
    misfits = {
        "size of dim 0": "Axis 0 counts the batch. The 784 numbers lie along axis 1: `nn.Unflatten(1, (1, 28, 28))`.",
        "unflatten": "`nn.Unflatten(1, (1, 28, 28))` wants 784 numbers, made by the last linear layer before it.",
    }
    network = _Network(attempt, misfits)
    latents = torch.randn(5, 32, generator=torch.Generator().manual_seed(0))
    pictures = network(latents, "given latents of the shape (5, 32)")
    shape = tuple(pictures.shape)
    if shape == (5, 784):
        return "It gives 784 numbers in a row. `nn.Unflatten(1, (1, 28, 28))` makes a picture of them."
    if shape == (5, 28, 28):
        return "A picture needs its one channel too: the shape (5, 1, 28, 28), by `nn.Unflatten(1, (1, 28, 28))`."
    if shape != (5, 1, 28, 28):
        return f"For latents of the shape (5, 32) pictures of (5, 1, 28, 28) were expected. Yours are {shape}."
    network.expect_steady(latents)
    far = network(1000 * latents, "given larger latents")
    if far.abs().max() > 1.001:
        if network.layers(nn.Tanh):
            return "There is a tanh, but not at the end: what follows it leaves the range from -1 to 1 again."
        return "Its pixels leave the range from -1 to 1. Put a tanh at the end."
    if far.min() >= 0:
        if (pictures == 0).float().mean() > 0.2:
            return "No pixel is darker than middle grey: is there a ReLU in front of the tanh, or behind? Leave it out."
        return (
            "Its pixels lie between 0 and 1: is there a sigmoid or a softmax? Portraits reach from -1 to 1: take tanh."
        )
    if far.abs().max() < 0.9:
        return (
            f"Its pixels never go beyond {far.abs().max():.2f}, black or white: is there a second tanh? One is enough."
        )

    def before_tanh(batch: Tensor) -> Tensor:
        return network(batch).double().clamp(-1 + 1e-6, 1 - 1e-6).atanh()

    network.expect_a_hidden_layer("`nn.Linear(32, 256), nn.ReLU(), nn.Linear(256, 784)`")
    if _is_linear(before_tanh, 0.7 * latents):  # not further, where the tanh is too close to 1 to invert
        return (
            "Nothing bends between the two linear layers, so together they are no more than one linear layer. Put "
            "`nn.ReLU()` between them."
        )
    if network.between() == []:
        return "The layer that bends is in the wrong place: `nn.ReLU()` belongs between the two linear layers."
    return (
        network.bent_too_much() or network.miscounted([(32, 256), (256, 784)]) or network.note_unless_bent_by("ReLU()")
    )


@exercise(
    hints=(
        "She goes the other way round: 784, 256, 1. Her linear layers want numbers in a row; the picture is a table.",
        "`nn.Flatten()` makes rows of 784. Put a LeakyReLU between the linear layers, and nothing that bends "
        "after the last one: she gives a logit.",
        "`nn.Sequential(nn.Flatten(), nn.Linear(784, 256), nn.LeakyReLU(0.2), nn.Linear(256, 1), nn.Flatten(0))`: what "
        "does the last layer do?",
    ),
    praise="201,217 parameters, and one logit for each picture.",
    seconds=10,
)
def mlp_discriminator() -> nn.Sequential:
    """Pictures (batch, 1, 28, 28) to logits (batch,), by way of 256 hidden numbers."""
    return nn.Sequential(
        nn.Flatten(),  # a picture to 784 numbers in a row
        nn.Linear(784, 256),
        nn.LeakyReLU(0.2),
        nn.Linear(256, 1),
        nn.Flatten(0),  # (batch, 1) to (batch,)
    )


@mlp_discriminator.checks
def _(attempt: Attempt) -> str | None:
    misfits = {
        "(1x3920 and": "`nn.Flatten(0)` puts all five pictures in one row. `nn.Flatten()` makes five rows of 784.",
        "unflatten": "She gives one number per picture, so there is nothing to unflatten.",
        "x28 and": "Its first linear layer does not fit the pictures, which are tables of (1, 28, 28). Begin with "
        "`nn.Flatten()`, which makes rows of 784, and then `nn.Linear(784, 256)`.",
    }
    network = _Network(attempt, misfits)
    pictures = 2 * torch.rand(5, 1, 28, 28, generator=torch.Generator().manual_seed(0)) - 1
    logits = network(pictures, "given pictures of the shape (5, 1, 28, 28)")
    shape = tuple(logits.shape)
    if shape == (5, 1):
        return "It gives the shape (5, 1): a table with one column. `nn.Flatten(0)` at the end makes (5,) of it."
    if logits.numel() in (5 * 2, 5 * 256, 5 * 784):
        return f"It gives {logits.numel() // 5} numbers per picture. One is enough: the logit of *real*."
    if shape == ():
        return "It gives one number for the whole batch. Each picture needs one of its own."
    if shape != (5,):
        return f"For five pictures logits of the shape (5,) were expected. Yours are {shape}."
    network.expect_steady(pictures)
    far = network(torch.cat([1e5 * pictures, -1e5 * pictures]), "given brighter pictures")
    if (logits == 1).all():
        return "She says 1 to every picture: is there a softmax? Of a single number it is always 1. Leave it out."
    if ((far.abs() - 0.5).abs() - 0.5).abs().max() < 0.01:  # only 0, 1 and -1: squeezed to the limit
        if logits.min() > 0.2:
            return "Her answers lie between 0 and 1: is there a sigmoid? She gives logits; the loss takes the sigmoid."
        return "Her answers lie between -1 and 1: is there a tanh? A logit may be any number."
    *_, last = (layer for layer in network.layers() if not isinstance(layer, (nn.Flatten, nn.Unflatten, nn.Identity)))
    if _bends(last):
        return (
            f"`nn.{type(last).__name__}` bends what comes out after the last linear layer. A logit may be any number, "
            "so let it out as it is."
        )
    network.expect_a_hidden_layer("`nn.Linear(784, 256), nn.LeakyReLU(0.2), nn.Linear(256, 1)`")
    if _is_linear(network, 3 * pictures):
        return (
            "Nothing bends between the two linear layers, so together they are one linear layer, and she can only draw "
            "a flat boundary. Put `nn.LeakyReLU(0.2)` between them."
        )
    if network.between() == []:
        return "The layer that bends is in the wrong place: `nn.LeakyReLU(0.2)` belongs between the two linear layers."
    return (
        network.bent_too_much()
        or network.miscounted([(784, 256), (256, 1)])
        or network.note_unless_bent_by("LeakyReLU(0.2)")
    )


@exercise(
    hints=(
        "Draw a row of 7 squares and a window of 3. With a stride of 2, at which squares can the window begin?",
        "With its border the row has `n + 2 * border` squares. The window begins at the first, and can move on by "
        "`n + 2 * border - window` squares in all. How many whole strides fit?",
        "Whole strides are `(n + 2 * border - window) // stride`. The place where it begins counts as well.",
    ),
    praise="It is the size of every convolution in this course.",
)
def convolved_size(n: int, window: int, stride: int, border: int) -> int:
    """The width of a strided convolution's map of n pixels."""
    return (n + 2 * border - window) // stride + 1


@convolved_size.checks
def _(attempt: Attempt) -> None:
    n, window, stride, border = first = 40, 13, 3, 23
    row, room = n + 2 * border, n + 2 * border - window  # 86 pixels, and 73 have room for 24 strides
    mistakes = {
        "You counted the strides. The place where the window begins counts as well: add 1, after the division.": (
            room // stride,
            room // stride - 1,
        ),
        "The window can't stop in the middle of a stride: round down, with `//`.": room / stride + 1,
        "Round down, with `//`, and add 1 for the place where the window begins.": room / stride,
        "One too many: round down, and then add 1.": room // stride + 2,
        "You left out the border, which adds `border` pixels on *both* sides.": (
            (n - window) // stride + 1,
            (n - window) // stride,
        ),
        "The border lies on *both* sides: it adds twice its width.": (
            (n + border - window) // stride + 1,
            (n + border - window) // stride,
            (n + border**2 - window) // stride + 1,
        ),
        "The border makes the row longer: add it, on both sides.": (n - 2 * border - window) // stride + 1,
        "The border belongs to the row that is divided: add it before the division.": (
            (n - window) // stride + 2 * border + 1,
            (n - window) // stride + border + 1,
        ),
        "You left out the window: where it begins, its other end must still be on the picture.": (
            row // stride,
            row // stride + 1,
        ),
        "Subtract the window's whole width, and only once.": (
            (row + window) // stride + 1,
            (row - window // 2) // stride + 1,
            (row - 2 * window) // stride + 1,
        ),
        "You left out the stride: the window moves on by 3 pixels at a time.": room + 1,
        "You left out the stride, and the place where the window begins.": room,
        "With a larger stride there are fewer places: divide by it.": (room * stride + 1, 25 * stride),
        "That is the size of a *transposed* convolution, which goes the other way.": (
            (n - 1) * stride + window - 2 * border,
            (n - 1) * stride + window - 2 * border + 1,
        ),
        "You only divided. Window, stride and border all count.": (n // stride, n / stride, n // window, row // window),
        "`//` goes before `+` and `-`: put brackets around what it should divide.": row - window // stride + 1,
        "You typed in a window of 4, a stride of 2 and a border of 1. Use the arguments.": (n + 2 - 4) // 2 + 1,
        "That is the number of places in a whole picture. We ask for the width of its map.": 25**2,
        "The window and the stride have changed places.": (row - stride) // window + 1,
    }
    no_rest = {
        "The last place is missing: the window may end just where the border ends. In a loop that is `<=`; in a "
        "formula, round down and add 1.": 13
    }
    a_rest = {"One too many: round down, and subtract the window's whole width.": 5}
    for sizes, right, known in (
        (first, 25, mistakes),
        ((28, 4, 2, 1), 14, no_rest),
        ((7, 4, 2, 2), 4, a_rest),
        ((10, 3, 1, 0), 8, None),
        ((9, 3, 3, 1), 3, None),
    ):
        width = attempt.expect_number(attempt(*sizes))
        question = "{} pixels, a window of {}, a stride of {} and a border of {}".format(*sizes)
        attempt.expect_close(width, right, f"{question} make {right}. Your function says {width:g}.", known)


class _Network:
    """A student's network, called in the sandbox, because `forward` is the student's code too.

    Args:
        attempt: its author's.
        misfits: what to say of layers that do not fit, by what stands in the error.
    """

    def __init__(self, attempt: Attempt, misfits: dict[str, str]):
        network = attempt()
        if isinstance(network, (list, tuple)) and any(isinstance(layer, nn.Module) for layer in network):
            raise NotYet("Your function returns several layers. `nn.Sequential(...)` makes one network of them.")
        if network is None:
            raise NotYet("Your function returned None. Does it end with `return` and the network?")
        if not isinstance(network, nn.Module):
            raise NotYet("Your function should return a network, such as `nn.Sequential(...)`.")
        self._attempt, self._network, self._misfits = attempt, network, misfits
        self._train(False)

    def __call__(self, batch: Tensor, circumstance: str = "asked again") -> Tensor:
        """The network's output for a batch, in whatever precision it computes."""
        try:
            output = self._attempt.run(self._network, self._cast(batch), subject=f"Your network, {circumstance},")
        except NotYet as reason:
            said = next((words for error, words in self._misfits.items() if error in str(reason)), None)
            given = re.search(r"cannot be multiplied \(\d+x(\d+) and (\d+)x", str(reason))
            if given:
                said = said or f"A linear layer that takes {given[2]} numbers was given {given[1]}."
            raise NotYet(said or str(reason)) from None
        if not isinstance(output, Tensor):
            raise NotYet("Your network should return a tensor.")
        if not output.isfinite().all():
            raise NotYet("Your network returns numbers that are not finite.")
        return output.detach()

    def expect_steady(self, batch: Tensor) -> None:
        """Ends the check unless the network in training mode gives the same output twice for the same batch."""
        self._train(True)
        twice = self._attempt.run(lambda: [self._network(self._cast(batch)) for _ in range(2)])
        self._train(False)
        if not close(*twice, 1e-6):
            raise NotYet(
                "What it gives differs from call to call, though the same goes in: is there a dropout? It draws at "
                "random which numbers become 0, and none was asked for. Leave it out."
            )

    def _cast(self, batch: Tensor) -> Tensor:
        """A copy of the batch in the network's precision."""
        parameters = nn.Module.parameters(self._network)
        return batch.to(next((weights.dtype for weights in parameters), batch.dtype), copy=True)

    def _train(self, on: bool) -> None:
        """Switches training mode on or off, whatever a method `train` of the student's own does."""
        nn.Module.train(self._network, on)

    def layers(self, kind: type[nn.Module] = nn.Module) -> list[nn.Module]:
        """The layers of a kind that contain no other layers."""
        return [part for part in self._network.modules() if isinstance(part, kind) and not list(part.children())]

    def expect_a_hidden_layer(self, layers: str) -> None:
        """Ends the check if there is a single linear layer, and shows the layers that are asked for."""
        weighted = [layer for layer in self.layers() if list(layer.parameters())]
        if len(weighted) == 1 and isinstance(weighted[0], nn.Linear):
            raise NotYet(f"It has one linear layer, and the hidden layer is missing: {layers}.")

    def note_unless_bent_by(self, asked: str) -> None:
        """Notes a layer between the linear ones that bends in another way, which works as well."""
        built = [repr(bend).replace("negative_slope=", "").replace("inplace=True", "") for bend in self.between() or ()]
        if built and asked not in (bend.replace(", )", ")") for bend in built):
            self._attempt.note(f"You used `nn.{built[0]}` where `nn.{asked}` was asked for. It works as well.")

    def between(self) -> list[nn.Module] | None:
        """The layers between the first two linear ones; None if the network is not a plain sequence."""
        layers = self.layers()
        linear = [place for place, layer in enumerate(layers) if isinstance(layer, nn.Linear)]
        in_a_row = all(isinstance(part, nn.Sequential) for part in self._network.modules() if list(part.children()))
        return layers[linear[0] + 1 : linear[1]] if in_a_row and len(linear) > 1 else None

    def bent_too_much(self) -> str | None:
        """A complaint if something bends before the first linear layer, or more than one thing behind it."""
        first = next((layer for layer in self.layers() if not isinstance(layer, nn.Flatten)), None)
        bends = [f"`nn.{type(layer).__name__}`" for layer in self.between() or () if _bends(layer)]
        if bends and _bends(first):
            return f"`nn.{type(first).__name__}` bends what goes in, before the first linear layer. Leave it out."
        if len(bends) > 1:
            return f"Between the two linear layers, {' and '.join(bends)} bend one after the other. One is enough."
        return None

    def miscounted(self, sizes: list[tuple[int, int]]) -> str | None:
        """A complaint about the number of parameters; None if it is that of linear layers of these sizes."""
        layers = self.layers(nn.Linear)
        count = sum(parameter.numel() for parameter in nn.Module.parameters(self._network))
        right = sum(inputs * outputs + outputs for inputs, outputs in sizes)
        if count == right:
            return None
        if any(layer.bias is None for layer in layers):
            return f"A linear layer has no biases: {count:,} parameters, and {right:,} were expected."
        sizes_of = {layer: f"{layer.in_features} to {layer.out_features}" for layer in layers}
        weighted = [layer for layer in self.layers() if list(layer.parameters())]
        built = ", ".join(sizes_of.get(layer, f"`nn.{type(layer).__name__}`") for layer in weighted) or "none"
        needed = ", ".join(f"{inputs} to {outputs}" for inputs, outputs in sizes)
        return f"It has {count:,} parameters, and {right:,} were expected. Its layers: {built}; expected: {needed}."


def _bends(layer: nn.Module | None) -> bool:
    """Whether a layer is one of PyTorch's activations."""
    return type(layer).__module__ == nn.ReLU.__module__


def _is_linear(function: Callable[[Tensor], Tensor], batch: Tensor) -> bool:
    """Whether a function is affine, judging by a batch, its negative and its triple."""
    middle = function(0 * batch)
    ahead, back, further = (function(factor * batch) - middle for factor in (1, -1, 3))
    return close(ahead, -back, 1e-3) and close(further, 3 * ahead, 1e-3)


# --- quiz

where_the_weights_are = Quiz(
    "Which layer holds most of the convolutional generator's parameters?",
    right="The first one, linear",
    answers={
        "The first one, linear": "Yes: 50,176 of 58,721. It is the only one that is not shared over places: each of "
        "its 1,568 outputs has 32 weights of its own.",
        "The first transposed convolution": "It has 8,192: every filter is used at all places. It looks like the "
        "largest, since it puts out the most numbers, 3,136; but numbers that come out cost nothing, filters do.",
        "The last transposed convolution": "All 784 pixels come out of it, and yet it has only 257 parameters: one "
        "filter for each of 16 maps, used at all places, and a bias.",
    },
)

lesson = Lesson.of("05", vars())
progress, export = lesson.progress, lesson.export
show = lesson.show
