"""Where things flow in the game: its parts as a graph, and what each sub-step lights up, with its numbers."""

import math
import re
from typing import Any, NamedTuple

import numpy as np
from torch import Tensor

from gan_lesson.laboratory.engine import Laboratory
from gan_lesson.laboratory.game import SubStep
from gan_lesson.laboratory.report import Batch, Report
from gan_lesson.models import parameter_count
from gan_lesson.region import relative_to

MOST = 256  # points of a batch that are shown
LAST = 80  # losses that are shown


class Node(NamedTuple):
    """A part of the game.

    Attributes:
        title: its name.
        words: what it is, in a sentence.
        lesson: the number of the lesson that explains it, and that lesson's title.
        makes: the names, in the code of a turn, of what is made here.
    """

    title: str
    words: str
    lesson: str
    makes: tuple[str, ...]


_LESSONS = {
    1: "01, Telling dogs from cats",
    4: "04, The forger and the expert",
    5: "05, The two networks",
    6: "06, The rules of the game",
    7: "07, One training step",
}
NODES = {
    "latents": Node("latents", "Random numbers: all that he has to begin with.", _LESSONS[5], ("latents",)),
    "generator": Node(
        "generator",
        "His network turns each latent into a point. The grid shows how he bends the whole space of latents.",
        _LESSONS[5],
        ("fake",),
    ),
    "fakes": Node("fakes", "The points that he made of the latents.", _LESSONS[4], ("fake",)),
    "real": Node(
        "real points", "Points drawn from the data. Only she ever sees them.", _LESSONS[4], ("rows", "real", "shares")
    ),
    "discriminator": Node(
        "discriminator",
        "Her network gives each point one number, high for real. Blue is what she takes for real, orange for fake.",
        _LESSONS[5],
        ("real_logits", "fake_logits"),
    ),
    "real_answers": Node(
        "answers on real", "What she says of the real points, from 0, fake, to 1, real.", _LESSONS[1], ("real_logits",)
    ),
    "fake_answers": Node(
        "answers on fakes", "What she says of the fakes, from 0, fake, to 1, real.", _LESSONS[1], ("fake_logits",)
    ),
    "discriminator_loss": Node(
        "discriminator’s loss",
        "How wrong she is. It is made of both kinds of answers, and its gradient says how her weights should move.",
        _LESSONS[6],
        ("loss", "penalty"),
    ),
    "generator_loss": Node(
        "generator’s loss",
        "How badly he does. It is made of her answers on fakes alone, and its gradient reaches him through her.",
        _LESSONS[6],
        ("loss",),
    ),
}
EDGES = {
    "draw": ("latents", "generator"),
    "make": ("generator", "fakes"),
    "show_fake": ("fakes", "discriminator"),
    "show_real": ("real", "discriminator"),
    "judge_real": ("discriminator", "real_answers"),
    "judge_fake": ("discriminator", "fake_answers"),
    "score_real": ("real_answers", "discriminator_loss"),
    "score_fake": ("fake_answers", "discriminator_loss"),
    "pay": ("fake_answers", "generator_loss"),
}
CUT = "show_fake"  # where detach() cuts in the discriminator's turn

# By player and sub-step: the nodes that are at work, the edges along which data flow, and those along which the
# gradient comes back.
LIGHTS: dict[tuple[str, str], tuple[list[str], list[str], list[str]]] = {
    ("discriminator", "sample"): (["latents", "generator", "fakes", "real"], ["draw", "make"], []),
    ("discriminator", "forward"): (
        ["fakes", "real", "discriminator", "real_answers", "fake_answers"],
        ["show_fake", "show_real", "judge_real", "judge_fake"],
        [],
    ),
    ("discriminator", "loss"): (
        ["real_answers", "fake_answers", "discriminator_loss"],
        ["score_real", "score_fake"],
        [],
    ),
    ("discriminator", "backward"): (
        ["discriminator_loss", "real_answers", "fake_answers", "discriminator"],
        [],
        ["score_real", "score_fake", "judge_real", "judge_fake"],
    ),
    ("discriminator", "update"): (["discriminator"], [], []),
    ("discriminator", "step"): (
        ["fakes", "real", "discriminator", "real_answers", "fake_answers", "discriminator_loss"],
        ["show_fake", "show_real", "judge_real", "judge_fake", "score_real", "score_fake"],
        [],
    ),
    ("generator", "sample"): (["latents"], [], []),
    ("generator", "forward"): (
        ["latents", "generator", "fakes", "discriminator", "fake_answers"],
        ["draw", "make", "show_fake", "judge_fake"],
        [],
    ),
    ("generator", "loss"): (["fake_answers", "generator_loss"], ["pay"], []),
    ("generator", "backward"): (
        ["generator_loss", "fake_answers", "discriminator", "fakes", "generator"],
        [],
        ["pay", "judge_fake", "show_fake", "make"],
    ),
    ("generator", "update"): (["generator"], [], []),
    ("generator", "step"): (
        ["latents", "generator", "fakes", "discriminator", "fake_answers", "generator_loss"],
        ["draw", "make", "show_fake", "judge_fake", "pay"],
        [],
    ),
}


class Flow(NamedTuple):
    """The graph at a moment.

    Attributes:
        words: as JSON: whose turn and which sub-step it is (``player`` and ``name``, None between steps), what is lit
            (``nodes``, ``forward``, ``backward``, lists of names), whether the fakes are ``cut`` off, ``numbers`` by
            node, and by player what is in ``.grad`` (``gradients``) and how far the weights ``moved``.
        arrays: what the nodes show, float32, places with the region of the data from -1 to 1: ``flow_latents``,
            ``flow_fake``, ``flow_real`` and ``flow_descents`` ``(n, 2)``, ``flow_real_answers`` and
            ``flow_fake_answers`` ``(n,)`` from 0 to 1, and ``flow_losses`` ``(2, m)``, the discriminator's first.
            What has not been made in the present turn has no entry.
    """

    words: dict[str, Any]
    arrays: dict[str, np.ndarray]


def parts_of(laboratory: Laboratory) -> dict[str, dict[str, Any]]:
    """The nodes, by name, with what stays the same during a run: title, sentence, lesson, and lines of PyTorch."""
    return {name: node._asdict() | {"code": _lines(node, name, laboratory.plan)} for name, node in NODES.items()}


def flow_of(laboratory: Laboratory) -> Flow:
    """The graph as it is now: what the last sub-step lit up; between steps nothing is lit, and points to show flow."""
    report, batch = laboratory.now, laboratory.batch()
    steps, generator, discriminator = laboratory.losses()
    so_far = steps <= laboratory.number  # a run that was rewound knows later ones, too
    losses = (discriminator[so_far], generator[so_far])
    player, name = (report.sub_step.player, report.sub_step.name) if report else (None, None)
    nodes, forward, backward = LIGHTS[player, name] if report else ([], [], [])
    words = {
        "player": player,
        "name": name,
        "nodes": nodes,
        "forward": forward,
        "backward": backward,
        "cut": player == "discriminator",
        "numbers": _numbers(laboratory, report, batch, losses),
        "gradients": _gradients(report) if report else {},
        "moved": {"generator": report.generator_moved, "discriminator": report.discriminator_moved} if report else {},
    }
    return Flow(words, _arrays(laboratory, batch, losses))


def _arrays(laboratory: Laboratory, batch: Batch, losses: tuple[np.ndarray, ...]) -> dict[str, np.ndarray]:
    left, right, *_ = region = laboratory.points.region
    arrays: dict[str, np.ndarray] = {}
    if batch.latents is not None:
        spread = 3 if laboratory.recipe.latents == "normal" else 1  # the width of their picture, in halves
        first = batch.latents[:MOST, :2].numpy() / spread
        arrays["flow_latents"] = np.pad(first, ((0, 0), (0, 2 - first.shape[1])))
    for name, points in (("flow_fake", batch.fake), ("flow_real", batch.real)):
        if points is not None:
            arrays[name] = relative_to(region, points[:MOST].numpy())
    if batch.descents is not None:
        arrays["flow_descents"] = batch.descents[:MOST].numpy() * (right - left) / 2  # as units are half the region
    for name, opinions in (("flow_real_answers", batch.real_opinions), ("flow_fake_answers", batch.fake_opinions)):
        if opinions is not None:
            arrays[name] = opinions[:MOST].numpy()
    arrays["flow_losses"] = np.stack([loss[-LAST:] for loss in losses])
    return {
        name: np.nan_to_num(array, nan=99, posinf=99, neginf=-99).clip(-99, 99).astype(np.float32)
        if name != "flow_losses"
        else array.astype(np.float32)
        for name, array in arrays.items()
    }


def _gradients(report: Report) -> dict[str, dict[str, Any]]:
    """What is in each player's ``.grad``: its length, and whose it is.

    ``kind`` is "" if it is empty, "new" if the present turn filled it for this player, "old" if it is left from an
    earlier turn, and "his" if the generator's turn has left it in the discriminator.
    """
    player, done = report.sub_step.player, report.sub_step.name in ("backward", "update", "step")
    found = {}
    for name in ("generator", "discriminator"):
        length = getattr(report, f"{name}_gradient")
        kind = "old" if not done else "new" if name == player else "his" if player == "generator" else "old"
        before = getattr(report, f"{name}_before")
        found[name] = {"length": length, "before": before, "kind": kind if length else ""}
    return found


def _numbers(
    laboratory: Laboratory, report: Report | None, batch: Batch, losses: tuple[np.ndarray, ...]
) -> dict[str, list[str]]:
    """By node, what can be said of it now, in short phrases."""
    recipe, rules = laboratory.in_force, laboratory.rules
    found: dict[str, list[str]] = {name: [] for name in NODES}
    if batch.latents is not None:
        found["latents"] = [f"{_shape(batch.latents)}, {recipe.latents}"]
    if batch.fake is not None:
        found["fakes"] = [_shape(batch.fake)]
        if batch.descents is not None:
            found["fakes"].append(f"gradient at a fake, mean length {_short(batch.descents.norm(dim=1).mean())}")
        if batch.fakes_moved is not None:
            found["fakes"].append(f"moved by {_short(batch.fakes_moved)} on average")
    if batch.real is not None:
        found["real"] = [f"{_shape(batch.real)}, of {len(laboratory.points):,}"]
    for player in ("generator", "discriminator"):
        found[player] = [f"{parameter_count(getattr(laboratory, player)):,} weights"]
        if report:
            gradient, moved = getattr(report, f"{player}_gradient"), getattr(report, f"{player}_moved")
            found[player] += [f".grad: {f'length {_short(gradient)}' if gradient else 'empty'}"]
            found[player] += [f"weights moved by {_short(moved)}"] if moved else ["weights stay"]
    for kind, outputs, opinions in (
        ("real", batch.real_outputs, batch.real_opinions),
        ("fake", batch.fake_outputs, batch.fake_opinions),
    ):
        if outputs is None:
            continue
        output = "logit" if recipe.loss.endswith("saturating") else "output"
        found[f"{kind}_answers"] = [_shape(outputs), f"mean {output} {_short(outputs.mean())}"]
        if rules.undecided is not None:
            share = float((outputs > rules.undecided).float().mean())
            found[f"{kind}_answers"] += [f"mean D(x) {_short(opinions.mean())}", f"{100 * share:.0f} % taken for real"]
    for player, loss in zip(("discriminator", "generator"), losses, strict=True):
        now = loss[-1] if len(loss) else math.nan
        if report and report.sub_step.player == player and batch.loss is not None:
            now = batch.loss
        found[f"{player}_loss"] = [_short(now)] if math.isfinite(now) else []
        equilibrium = getattr(rules, f"{player}_equilibrium")
        if equilibrium is not None:
            found[f"{player}_loss"].append(f"{_short(equilibrium)} at the equilibrium")
    return found


def _lines(node: Node, name: str, plan: list[SubStep]) -> dict[str, str]:
    """By player, the lines of its turn that make what is made at a node."""
    found = {}
    for player in ("discriminator", "generator"):
        if name in ("discriminator_loss", "generator_loss") and not name.startswith(player):
            continue
        lines = [line for sub_step in plan if sub_step.player == player for line in sub_step.code.splitlines()]
        pattern = rf"({'|'.join(node.makes)}) = "
        found[player] = "\n".join(line for line in lines if re.match(pattern, line))
    return {player: code for player, code in found.items() if code}


def _shape(tensor: Tensor) -> str:
    return " × ".join(f"{length:,}" for length in tensor.shape) + (" numbers" if tensor.ndim == 1 else "")


def _short(value: float | Tensor) -> str:
    """With three digits, and a minus sign that is one."""
    value = float(value)
    if value and abs(value) < 0.001:
        return f"{value:.0e}".replace("-", "−")
    return f"{value:,.3f}".replace("-", "−")
