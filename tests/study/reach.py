"""Which code a measurement reaches, and a fingerprint of it: figures of two recipes must not be mixed."""

import ast
import hashlib
from collections.abc import Iterable, Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
ROOMS = ("gan_lesson", "authoring", "tests.study")  # what other people's packages do is told by their versions


def fingerprint(modules: Iterable[str], root: Path = ROOT) -> str:
    """Twelve digits that change with the code of the modules, and of all that they import from `ROOMS`.

    Docstrings, comments and formatting are not code. What is imported within a function counts too.

    Args:
        modules: names such as ``tests.study.clusters``.
        root: the folder above the packages.
    """
    trees: dict[str, ast.Module] = {}
    waiting = set(modules)
    while waiting:
        name = waiting.pop()
        trees[name] = ast.parse(_file_of(name, root).read_text(encoding="utf-8"))
        waiting |= set(_imports_of(trees[name], root)) - set(trees)
    code = "\n".join(f"{name} {ast.dump(_without_docstrings(tree))}" for name, tree in sorted(trees.items()))
    return hashlib.sha256(code.encode()).hexdigest()[:12]


def _imports_of(tree: ast.Module, root: Path) -> Iterator[str]:
    """The modules that are imported. A package's own file counts only where something is taken from it by name."""
    for node in ast.walk(tree):
        names = []
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            inside = [f"{node.module}.{alias.name}" for alias in node.names]
            names = [name if _file_of(name, root) else node.module for name in inside]
        yield from (name for name in names if name.startswith(ROOMS) and _file_of(name, root))


def _file_of(name: str, root: Path) -> Path | None:
    path = root.joinpath(*name.split("."))
    return next((file for file in (path.with_suffix(".py"), path / "__init__.py") if file.is_file()), None)


def _without_docstrings(tree: ast.Module) -> ast.Module:
    for node in ast.walk(tree):
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
            first = node.body[0] if node.body else None
            if (
                isinstance(first, ast.Expr)
                and isinstance(first.value, ast.Constant)
                and isinstance(first.value.value, str)
            ):
                del node.body[0]
    return tree
