"""The cabinet: remedies, each a change of a recipe, and a sentence that says what it is."""

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from difflib import get_close_matches
from typing import Any

from gan_lesson.clinic.recipe import ACTIVATIONS, LOSSES, STARTS, Recipe


@dataclass(frozen=True)
class Remedy:
    """A remedy of the cabinet.

    Attributes:
        changes: the settings of a `Recipe` that it changes.
        words: what it is.
    """

    changes: dict[str, Any]
    words: str


CABINET = {
    "non-saturating loss": Remedy(
        {"loss": "non-saturating"}, "He minimises -log D(fake): a steep slope where she is sure of a fake."
    ),
    "one move each": Remedy({"g_steps": 1, "d_steps": 1}, "One update of hers for each of his."),
    "slower expert": Remedy({"d_rate": 0.001}, "A smaller learning rate for her."),
    "no momentum": Remedy({"momentum": 0.0}, "Adam's beta1 is 0, so that no old gradient pushes on."),
    "falling rates": Remedy({"falling": True}, "Both rates fall to 0 over the second half of the run."),
    "averaged weights": Remedy({"averaged": 0.98}, "We look at an average of his latest weights."),
    "R1": Remedy({"r1": 0.1}, "A penalty on her slope at real points: she may not become steep there."),
    "noise": Remedy({"noise": 0.1}, "Fresh noise on every point that she sees, real or fake."),
    "augmentation": Remedy(
        {"turn": 0.3}, "Each point that she sees, real or fake, is turned a little about the middle."
    ),
    "spectral norm": Remedy({"slope": 10.0}, "A limit on how steep she may become, at every point."),
    "smoothed targets": Remedy({"real_target": 0.9}, "Real points have the target 0.9 in place of 1."),
    "larger batch": Remedy({"batch": 256}, "256 points in each batch."),
    "packing": Remedy({"pack": 4}, "She judges four points together: four of a kind look suspicious."),
    "another start": Remedy({"start": "orthogonal"}, "Orthogonal first weights, and all biases 0."),
    "leaky ReLU": Remedy({"activation": "leaky ReLU"}, "An activation with a slope below 0 as well."),
    "more data": Remedy({"points": 2560, "batch": 128}, "2,560 real points to learn from."),
    "fresh statistics": Remedy({"settled": True}, "Batch norm's statistics are measured anew before we look."),
}

CHOICES = {"loss": LOSSES, "activation": ACTIVATIONS, "start": STARTS}
RANGES = {  # what a prescription may set, from lowest to highest: nothing that would take minutes
    "g_rate": (1e-5, 0.1),
    "d_rate": (1e-5, 0.1),
    "g_steps": (1, 10),
    "d_steps": (1, 5),
    "momentum": (0.0, 0.99),
    "epsilon": (1e-10, 1.0),
    "averaged": (0.0, 0.999),
    "batch": (16, 256),
    "r1": (0.0, 100.0),
    "noise": (0.0, 2.0),
    "turn": (0.0, 3.2),
    "slope": (0.0, 100.0),
    "real_target": (0.5, 1.0),
    "pack": (1, 8),
    "batch_norm": (0.0, 1.0),
    "points": (16, 2560),
    "falling": (False, True),
    "settled": (False, True),
}
MOST_CHANGES = 3


class Refused(ValueError):
    """A prescription that no chemist would fill; its message is for the reader."""


def remedy(name: str) -> dict[str, Any]:
    """The changes of a remedy, to return or to merge with others.

    Raises:
        KeyError: if the cabinet has no such remedy.
    """
    if name not in CABINET:
        raise KeyError(f"the cabinet has no {name!r}; there are: {', '.join(CABINET)}")
    return dict(CABINET[name].changes)


def prescribed(recipe: Recipe, prescription: Mapping[str, Any]) -> Recipe:
    """A recipe with a prescription's changes.

    Args:
        recipe: of a patient.
        prescription: settings and their new values.

    Raises:
        Refused: if it is empty, changes nothing or too much, or asks for what is not to be had.
    """
    if not isinstance(prescription, Mapping):
        raise Refused(f"A prescription is a dictionary such as {{'d_rate': 0.001}}, not {type(prescription).__name__}.")
    if not prescription:
        raise Refused("The prescription is empty.")
    for name, value in prescription.items():
        _check(name, value, recipe)
    prescription = {name: int(value) if _counts(recipe, name) else value for name, value in prescription.items()}
    changed = {name for name, value in prescription.items() if getattr(recipe, name) != value}
    if not changed:
        raise Refused("This prescription changes nothing: the patient has these settings already.")
    if len(changed) > MOST_CHANGES:
        raise Refused(
            f"That changes {len(changed)} settings. Whoever changes everything learns nothing: {MOST_CHANGES} at most."
        )
    new = replace(recipe, **prescription)
    if min(new.batch, new.points) % new.pack:
        raise Refused(f"A batch of {new.batch} can't be judged {new.pack} by {new.pack}.")
    return new


def _counts(recipe: Recipe, name: str) -> bool:
    """Whether a setting is a whole number; True and False are none."""
    return type(getattr(recipe, name)) is int


def _check(name: Any, value: Any, recipe: Recipe) -> None:
    if name in CHOICES:
        if not isinstance(value, str) or value not in CHOICES[name]:
            raise Refused(f"{name!r} can be {', '.join(map(repr, CHOICES[name]))}, and not {value!r}.")
        return
    if name not in RANGES:
        if name in CABINET:
            raise Refused(f"{name!r} is the name of a remedy: return `remedy({name!r})`.")
        can = f"You can change {', '.join([*CHOICES, *RANGES])}."
        if name in [field.name for field in fields(Recipe)]:
            raise Refused(f"{name!r} is the patient's own and stays as it is. {can}")
        near = get_close_matches(str(name), [*CHOICES, *RANGES], n=1)
        raise Refused(f"{name!r} is no setting of a recipe. " + (f"Did you mean {near[0]!r}? " if near else "") + can)
    low, high = RANGES[name]
    whole = _counts(recipe, name)
    flag = isinstance(low, bool)
    if flag and not isinstance(value, bool):
        raise Refused(f"{name!r} is True or False, and not {value!r}.")
    if not flag and (isinstance(value, bool) or not isinstance(value, int | float)):
        raise Refused(f"{name!r} is a number, and not {value!r}.")
    if not low <= value <= high or (whole and value != int(value)):
        kind = "a whole number" if whole else "a number"
        raise Refused(f"{name!r} must be {kind} from {low:g} to {high:g}, and not {value!r}.")
