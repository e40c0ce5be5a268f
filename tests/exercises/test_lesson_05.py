"""Lesson 05's exercises: each plausible wrong answer gets the message that fits it, and no right one is refused.

The wrong answers were written before the checks.
"""

import math

import numpy as np
import pytest
import torch
from torch import nn

from gan_lesson import models
from gan_lesson.exercises import lesson_05 as exercises
from tests.exercises.conftest import assert_right, assert_told

linear_parameters, convolved_size = exercises.linear_parameters, exercises.convolved_size
mlp_generator, mlp_discriminator = exercises.mlp_generator, exercises.mlp_discriminator


def of(*layers):
    """An answer to the exercises that ask for a network."""
    return lambda: nn.Sequential(*layers)


torch.manual_seed(0)  # of the layers below
PICTURE, ROW, BEND = nn.Unflatten(1, (1, 28, 28)), nn.Flatten(), nn.LeakyReLU(0.2)


def forger(*end, begin=(), middle=(BEND,), hidden=256, bias=True):
    return of(*begin, nn.Linear(32, hidden, bias), *middle, nn.Linear(hidden, 784, bias), *end)


def expert(*end, begin=(ROW,), middle=(BEND,), hidden=256, bias=True):
    return of(*begin, nn.Linear(784, hidden, bias), *middle, nn.Linear(hidden, 1, bias), *end)


class Own(nn.Module):
    """A network as a class of its own, with functions in place of layers."""

    def __init__(self, sizes, end, middle=torch.relu):
        super().__init__()
        self.first, self.second = nn.Linear(*sizes[:2]), nn.Linear(*sizes[1:])
        self.middle, self.end = middle, end

    def forward(self, batch):
        return self.end(self.second(self.middle(self.first(batch.flatten(1)))))


def dropped(row):
    return nn.functional.dropout(row.relu(), 0.3)


WRONG = [
    (linear_parameters, lambda inputs, outputs: inputs * outputs, "Those are the weights"),
    (linear_parameters, lambda inputs, outputs: inputs * outputs + inputs, "come *out*"),
    (linear_parameters, lambda inputs, outputs: inputs * outputs + 1, "one bias for the layer"),
    (linear_parameters, lambda inputs, outputs: inputs * outputs + inputs + outputs, "what goes in has none"),
    (linear_parameters, lambda inputs, outputs: inputs + outputs, "You added"),
    (linear_parameters, lambda inputs, outputs: 2 * inputs * outputs, "times two"),
    (linear_parameters, lambda inputs, outputs: outputs * outputs + outputs, "outputs twice"),
    (linear_parameters, lambda inputs, outputs: (inputs + 1) * inputs, "inputs twice"),
    (linear_parameters, lambda inputs, outputs: 192, "one of the expert's layers"),
    (linear_parameters, lambda inputs, outputs: 28, "From 64 to 1"),
    (linear_parameters, lambda inputs, outputs: (inputs + 1) * (outputs + 1), "one more *input*"),
    (linear_parameters, lambda inputs, outputs: len(list(nn.Linear(inputs, outputs).parameters())), "counted tensors"),
    (linear_parameters, lambda inputs, outputs: nn.Linear(inputs, outputs)(torch.ones(inputs)).numel(), "missing"),
    (linear_parameters, lambda inputs, outputs: nn.Linear(inputs, outputs).parameters(), "a generator, `parameters()`"),
    (linear_parameters, lambda inputs, outputs: nn.Linear(inputs, outputs), "is an object of the type Linear"),
    # the generator
    (mlp_generator, forger(nn.Tanh()), "784 numbers in a row"),
    (mlp_generator, forger(nn.Tanh(), nn.Unflatten(1, (28, 28))), "one channel"),
    (mlp_generator, forger(nn.Tanh(), nn.Unflatten(1, (28, 28, 1))), "were expected. Yours are (5, 28, 28, 1)"),
    (mlp_generator, forger(PICTURE), "leave the range"),
    (mlp_generator, forger(PICTURE, middle=[nn.Tanh()]), "not at the end"),
    (mlp_generator, forger(nn.Sigmoid(), PICTURE), "a sigmoid"),
    (mlp_generator, forger(nn.ReLU(), nn.Tanh(), PICTURE), "darker than middle grey"),
    (mlp_generator, forger(nn.Tanh(), PICTURE, middle=[]), "Nothing bends"),
    (mlp_generator, forger(nn.Tanh(), PICTURE, hidden=128), "Its layers: 32 to 128, 128 to 784"),
    (mlp_generator, forger(nn.Tanh(), PICTURE, bias=False), "no biases"),
    (mlp_generator, of(nn.Linear(32, 784), nn.Tanh(), PICTURE), "the hidden layer is missing"),
    (mlp_generator, forger(nn.Tanh(), PICTURE, nn.Tanh()), "a second tanh"),
    (mlp_generator, forger(nn.Tanh(), nn.Unflatten(0, (1, 28, 28))), "Axis 0 counts the batch"),
    (
        mlp_generator,
        of(nn.Linear(32, 256), BEND, nn.Linear(256, 28), nn.Tanh(), PICTURE),
        "made by the last linear layer",
    ),
    (
        mlp_generator,
        of(nn.Linear(2, 256), BEND, nn.Linear(256, 784), nn.Tanh(), PICTURE),
        "A linear layer that takes 2 numbers was given 32.",
    ),
    (mlp_generator, lambda: nn.Sequential(nn.Linear(32, 256), nn.ReLU), "made with brackets"),
    (mlp_generator, lambda: nn.Sequential([nn.Linear(32, 256)]), "without square brackets"),
    (mlp_generator, lambda: nn.Sequential(nn.Linear((32, 256))), "without a second pair"),
    (mlp_generator, lambda: nn.Sequential(nn.Unflatten(1, 1, 28, 28)), "The shape is one thing"),
    (mlp_generator, lambda: nn.Sequential(nn.ReLU()(nn.Linear(256, 784))), "a comma missing"),
    (mlp_generator, forger(nn.Sigmoid(), nn.Tanh(), PICTURE), "a sigmoid"),
    (mlp_generator, forger(nn.Tanh(), PICTURE, middle=[nn.BatchNorm1d(256), BEND]), "32 to 256, `nn.BatchNorm1d`, 256"),
    (mlp_discriminator, expert(nn.Flatten(0), middle=[BEND, nn.Tanh()]), "One is enough"),
    (mlp_discriminator, expert(nn.Unflatten(1, (1, 28, 28))), "nothing to unflatten"),
    (mlp_generator, forger(nn.Tanh(), PICTURE, middle=[BEND], begin=[nn.ReLU()]), "bends what goes in"),
    (mlp_generator, of(nn.Linear(32, 784), nn.ReLU(), nn.Linear(784, 784), nn.Tanh(), PICTURE), "784 to 784"),
    (
        mlp_generator,
        of(nn.Linear(784, 256), nn.ReLU(), nn.Linear(256, 784), nn.Tanh()),
        "takes 784 numbers was given 32",
    ),
    (mlp_generator, of(nn.Linear(32, 256), nn.ReLU(), nn.Linear(32, 784), nn.Tanh()), "takes 32 numbers was given 256"),
    (mlp_generator, lambda: [nn.Linear(32, 256), nn.ReLU(), nn.Linear(256, 784), nn.Tanh()], "several layers"),
    (mlp_generator, lambda: nn.Sequential, "should return a network"),
    (mlp_generator, lambda: print("forged"), "None"),
    (mlp_generator, lambda latents: latents, "no arguments"),
    (mlp_generator, forger(nn.Tanh(), PICTURE, middle=[BEND, nn.Dropout(0.3)]), "differs from call to call"),
    # the discriminator
    (mlp_discriminator, expert(nn.Flatten(0), middle=[BEND, nn.Dropout(0.3)]), "differs from call to call"),
    (mlp_discriminator, lambda: Own((784, 256, 1), lambda row: row.squeeze(1), dropped), "differs from call to call"),
    (mlp_discriminator, expert(), "(5, 1)"),
    (mlp_discriminator, expert(nn.Flatten(0), begin=[]), "`nn.Flatten()`"),
    (mlp_discriminator, expert(nn.Flatten(0), nn.Sigmoid()), "a sigmoid"),
    (mlp_discriminator, expert(nn.Sigmoid(), nn.Flatten(0)), "a sigmoid"),
    (mlp_discriminator, expert(nn.Tanh(), nn.Flatten(0)), "a tanh"),
    (mlp_discriminator, expert(nn.LeakyReLU(0.2), nn.Flatten(0)), "after the last linear layer"),
    (mlp_discriminator, expert(nn.Flatten(0), middle=[]), "flat boundary"),
    (mlp_discriminator, expert(nn.Flatten(0), hidden=128), "784 to 128"),
    (mlp_discriminator, expert(nn.Flatten(0), bias=False), "no biases"),
    (mlp_discriminator, of(nn.Flatten(), nn.Linear(784, 256), nn.ReLU(), nn.Linear(256, 2)), "2 numbers per picture"),
    (mlp_discriminator, of(nn.Flatten(), nn.Linear(784, 1), nn.Flatten(0)), "the hidden layer is missing"),
    (mlp_discriminator, expert(nn.LogSigmoid(), nn.Flatten(0)), "`nn.LogSigmoid` bends"),
    (mlp_discriminator, expert(nn.Softmax(1), nn.Flatten(0)), "a softmax"),
    (
        mlp_discriminator,
        of(nn.Flatten(), nn.Linear(784, 256), BEND, nn.Linear(256, 2), nn.Flatten(0)),
        "2 numbers per picture",
    ),
    (mlp_discriminator, of(nn.Flatten(0), nn.Linear(784, 256), nn.ReLU(), nn.Linear(256, 1)), "in one row"),
    (mlp_discriminator, lambda: Own((784, 256, 1), lambda logits: logits.mean()), "whole batch"),
    # the size after a convolution
    (convolved_size, lambda n, window, stride, border: (n + 2 * border - window) // stride, "add 1"),
    (
        convolved_size,
        lambda n, window, stride, border: (n + 2 * border - window) / stride + 1,
        "in the middle of a stride",
    ),
    (convolved_size, lambda n, window, stride, border: (n + 2 * border - window) / stride, "Round down"),
    (
        convolved_size,
        lambda n, w, stride, border: math.ceil((n + 2 * border - w) / stride) + 1,
        "and then add 1",
    ),
    (convolved_size, lambda n, window, stride, border: (n - window) // stride + 1, "left out the border"),
    (convolved_size, lambda n, window, stride, border: (n + border - window) // stride + 1, "*both* sides"),
    (convolved_size, lambda n, window, stride, border: (n + 2 * border) // stride, "left out the window"),
    (convolved_size, lambda n, window, stride, border: n + 2 * border - window + 1, "left out the stride"),
    (convolved_size, lambda n, window, stride, border: n + 2 * border - window, "left out the stride"),
    (convolved_size, lambda n, window, stride, border: (n - 1) * stride + window - 2 * border, "transposed"),
    (convolved_size, lambda n, window, stride, border: (n + 2 * border - window + 1) // stride, "add 1"),
    (convolved_size, lambda n, window, stride, border: (n + 2 - 4) // 2 + 1, "You typed in"),
    (convolved_size, lambda n, w, stride, border: len(range(0, n + 2 * border - w, stride)), "that is `<=`"),
    (convolved_size, lambda n, window, stride, border: (n + 2 * border - (window - 1)) // stride + 1, "One too many"),
    (convolved_size, lambda n, window, stride, border: round((n + 2 * border - window) / stride) + 1, "One too many"),
    (convolved_size, lambda n, w, stride, border: math.ceil((n + 2 * border - w) / stride), "that is `<=`"),
    (convolved_size, lambda n, window, stride, border: (n - window) // stride + 2 * border + 1, "before the division"),
    (
        convolved_size,
        lambda n, window, stride, border: (n + 2 * border - window // 2) // stride + 1,
        "and only once",
    ),
    (convolved_size, lambda n, window, stride, border: n + 2 * border - window // stride + 1, "put brackets"),
    (convolved_size, lambda n, window, stride, border: 25, "make 14"),
]


@pytest.mark.parametrize(("exercise", "answer", "part"), WRONG)
def test_a_wrong_answer_is_told_what_is_wrong_with_it(exercise, answer, part):
    assert_told(exercise, answer, part)


def in_float64(answer):
    return lambda: answer().double()


def of_float64():
    torch.set_default_dtype(torch.float64)
    return mlp_generator.function()


def in_two_steps():
    layers = nn.Sequential()
    for layer in (nn.Linear(32, 256), nn.LeakyReLU(0.2), nn.Linear(256, 784), PICTURE, nn.Tanh()):
        layers.append(layer)
    return layers


class Hangs(nn.Linear):
    def forward(self, batch):
        while True:
            pass


class Leaves(nn.Linear):
    def forward(self, batch):
        raise SystemExit


class Counts(nn.Linear):
    def forward(self, batch):
        torch.set_default_dtype(torch.float64)
        return super().forward(batch)


@pytest.mark.parametrize(
    ("first", "part"), [(Hangs, "did not end within 0.5 seconds"), (Leaves, "tried to end the program")]
)
def test_a_forward_that_misbehaves_is_survived(first, part, monkeypatch):
    monkeypatch.setattr(mlp_discriminator, "seconds", 0.5)
    assert_told(mlp_discriminator, of(ROW, first(784, 256), BEND, nn.Linear(256, 1), nn.Flatten(0)), part)


def test_a_forward_that_changes_the_number_type_leaves_no_trace():
    assert_right(mlp_discriminator, of(ROW, Counts(784, 256), BEND, nn.Linear(256, 1), nn.Flatten(0)))
    assert torch.get_default_dtype() == torch.float32


class Trainer(nn.Sequential):
    """With methods of the student's own, whose names PyTorch has taken."""

    def train(self, data):
        raise RuntimeError("this trains, and is no switch")

    def parameters(self):
        raise RuntimeError("these are numbers of the student's")


def test_methods_of_a_student_s_own_with_names_of_pytorch_s_do_no_harm():
    assert_right(mlp_generator, lambda: Trainer(*mlp_generator.function()))


RIGHT = [
    (linear_parameters, lambda inputs, outputs: (inputs + 1) * outputs),
    (linear_parameters, lambda a, b: sum(p.numel() for p in nn.Linear(a, b).parameters())),
    (linear_parameters, lambda inputs, outputs: np.float64(inputs * outputs + outputs)),
    (linear_parameters, lambda inputs, outputs: sum(inputs + 1 for _ in range(outputs))),
    (mlp_generator, in_two_steps),
    (mlp_generator, forger(nn.Tanh(), PICTURE, middle=[nn.Tanh()])),
    (mlp_generator, forger(nn.Hardtanh(), PICTURE, middle=[nn.ELU()])),
    (mlp_generator, lambda: models.MLPGenerator(32, (1, 28, 28), (256,))),
    (mlp_generator, lambda: Own((32, 256, 784), lambda row: row.tanh().view(-1, 1, 28, 28))),
    (mlp_generator, in_float64(mlp_generator.function)),
    (mlp_generator, of_float64),
    (mlp_generator, forger(nn.Tanh(), PICTURE, middle=[BEND, nn.Dropout(0)])),
    (mlp_discriminator, in_float64(mlp_discriminator.function)),
    (mlp_discriminator, expert(nn.Flatten(0), middle=[nn.ReLU()])),
    (mlp_discriminator, expert(nn.Flatten(0), middle=[nn.Tanh()])),
    (mlp_discriminator, of(nn.Conv2d(1, 256, 28), BEND, nn.Flatten(), nn.Linear(256, 1), nn.Flatten(0))),
    (mlp_discriminator, expert(nn.Unflatten(0, (-1,)), nn.Flatten(0), begin=[nn.Flatten(1)])),
    (mlp_discriminator, lambda: models.MLPDiscriminator((1, 28, 28), (256,))),
    (mlp_discriminator, lambda: Own((784, 256, 1), lambda logits: logits.squeeze(1))),
    (convolved_size, lambda n, window, stride, border: int((n + 2 * border - window) / stride) + 1),
    (convolved_size, lambda n, window, stride, border: math.floor((n + 2 * border - window) / stride + 1)),
    (convolved_size, lambda n, window, stride, border: len(range(0, n + 2 * border - window + 1, stride))),
    (convolved_size, lambda n, w, s, p: nn.Conv1d(1, 1, w, stride=s, padding=p)(torch.zeros(1, 1, n)).shape[-1]),
    (convolved_size, lambda n, w, s, p: torch.tensor((n + 2 * p - w) // s + 1)),
]


@pytest.mark.parametrize(("exercise", "answer"), RIGHT)
def test_a_right_answer_in_another_form_is_right(exercise, answer):
    assert_right(exercise, answer)


@pytest.mark.parametrize(
    ("exercise", "answer", "note"),
    [
        (mlp_generator, forger(nn.Tanh(), PICTURE, middle=[nn.Tanh()]), "`nn.Tanh()` where `nn.ReLU()` was asked for"),
        (mlp_discriminator, expert(nn.Flatten(0), middle=[nn.LeakyReLU()]), "`nn.LeakyReLU(0.01)` where"),
        (mlp_discriminator, expert(nn.Flatten(0), middle=[nn.ReLU()]), "`nn.ReLU()` where"),
        (linear_parameters, lambda inputs, outputs: [inputs * outputs + outputs], "a list with one item"),
    ],
)
def test_what_is_let_pass_is_said_once(exercise, answer, note):
    (sentence,) = exercise.check(answer).notes
    assert note in sentence


@pytest.mark.parametrize("bend", [nn.ReLU(), nn.ReLU(inplace=True)])
def test_what_was_asked_for_needs_no_note(bend):
    assert not mlp_generator.check(forger(nn.Tanh(), PICTURE, middle=[bend])).notes
    leaky = nn.LeakyReLU(0.2, bend.inplace)
    assert not mlp_discriminator.check(expert(nn.Flatten(0), middle=[leaky])).notes


def test_the_counts_in_the_praise_are_true():
    for exercise in (mlp_generator, mlp_discriminator):
        assert f"{models.parameter_count(exercise.function()):,} parameters" in exercise.praise


@pytest.mark.parametrize(
    ("exercise", "answer", "part"),
    [
        (
            exercises.mlp_generator,
            of(nn.ReLU(), nn.Linear(32, 256), nn.Linear(256, 784), nn.Tanh(), PICTURE),
            "wrong place",
        ),
        (
            exercises.mlp_discriminator,
            of(nn.Flatten(), nn.LeakyReLU(0.2), nn.Linear(784, 256), nn.Linear(256, 1), nn.Flatten(0)),
            "wrong place",
        ),
    ],
)
def test_a_wrong_answer_that_once_passed_is_found(exercise, answer, part):
    assert_told(exercise, answer, part)
