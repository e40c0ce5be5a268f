"""The face of a room whose files are imported when something of theirs is first asked for.

So a reader who plays a recording does not wait for the libraries that other widgets and figures need.
"""

from collections.abc import Callable, Mapping
from importlib import import_module
from typing import Any


def face(package: str, files: Mapping[str, str]) -> tuple[Callable[[str], Any], Callable[[], list[str]]]:
    """A package's ``__getattr__`` and ``__dir__`` (PEP 562).

    Args:
        package: its name, ``__name__``.
        files: what it offers, by name, and the module of the package that has it.
    """

    def attribute(name: str) -> Any:
        if name not in files:
            raise AttributeError(f"module {package!r} has no attribute {name!r}")
        return getattr(import_module(f"{package}.{files[name]}"), name)

    return attribute, lambda: sorted(files)
