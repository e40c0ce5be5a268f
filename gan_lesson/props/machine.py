"""Does this machine have what the course needs? Each check answers yes, or says what is missing."""

import importlib
import sys
from collections.abc import Callable

from gan_lesson import recordings

Check = tuple[str, Callable[[], None]]

PACKAGES = {
    "torch": "torch",
    "numpy": "numpy",
    "matplotlib": "matplotlib",
    "scikit-learn": "sklearn",
    "Pillow": "PIL",
    "ipywidgets": "ipywidgets",
    "JupyterLab": "jupyterlab",
}
WAY_OUT = "run python3 run.py setup in the course's folder, then restart the kernel (menu Kernel)"


class Missing(Exception):
    """What is missing and what to do about it, in one sentence."""


def check_machine() -> None:
    """Prints a line for each check, and one that says whether the course can begin."""
    missing = 0
    for name, check in CHECKS:
        try:
            check()
            print(f"{name:<34} yes")
        except Missing as reason:
            missing += 1
            print(f"{name:<34} NO: {reason}")
    print()
    print("Everything is there." if not missing else "Please mend what is marked NO, then run this cell again.")


def python_is_new_enough() -> None:
    """Python 3.11 or newer."""
    if sys.version_info < (3, 11):  # noqa: UP036 -- it is what this check is for
        raise Missing(f"this is Python {sys.version_info[0]}.{sys.version_info[1]}; {WAY_OUT}")


def packages_are_installed() -> None:
    """Every package that a lesson imports."""
    absent = []
    for name, module in PACKAGES.items():
        try:
            importlib.import_module(module)
        except ImportError:
            absent.append(name)
    if absent:
        raise Missing(f"{', '.join(absent)} cannot be imported; {WAY_OUT}")


def pytorch_learns() -> None:
    """One step of gradient descent, known by hand: from w = 1 with loss w^2 and rate 0.25 to w = 0.5."""
    try:
        import torch

        weight = torch.nn.Parameter(torch.tensor(1.0))
        optimizer = torch.optim.SGD([weight], lr=0.25)
        weight.square().backward()
        optimizer.step()
        right = weight.item() == 0.5
    except (ImportError, RuntimeError) as error:
        raise Missing(f"PyTorch does not compute ({error}); {WAY_OUT}") from None
    if not right:
        raise Missing(f"PyTorch computes {weight.item()} where 0.5 is right; {WAY_OUT}")


def recordings_are_there() -> None:
    """Every recorded run."""
    for name in recordings.HISTORIES:
        try:
            recordings.load(name)
        except (OSError, ValueError) as error:
            raise Missing(f"{error}; get the course's folder anew, or run python -m authoring record") from None


def runs_in_jupyter() -> None:
    """A notebook's kernel, which widgets and progress need."""
    from IPython import get_ipython

    shell = get_ipython()
    if shell is None or not hasattr(shell, "kernel"):
        raise Missing("this is not a notebook; open the course with python3 run.py lab")


CHECKS: list[Check] = [
    ("Python 3.11 or newer", python_is_new_enough),
    ("all packages", packages_are_installed),
    ("PyTorch takes a step downhill", pytorch_learns),
    ("the recorded runs", recordings_are_there),
    ("a notebook to show them in", runs_in_jupyter),
]
