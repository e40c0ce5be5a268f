"""Who may import whom inside the package, read from the source; and what `import gan_lesson` costs."""

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "gan_lesson"

# Each module, and the modules of this package that it may import.
MAY_IMPORT = {
    "portraits": set(),
    "idx": set(),
    "downloads": set(),
    "datasets": {"portraits", "idx", "downloads"},
    "models": set(),
    "losses": set(),
    "training": {"losses"},
    "history": {"training"},
    "metrics": set(),
    "densities": set(),
    "features": {"models", "datasets", "portraits"},
    "progress": set(),
    "plots": {"history"},
    # It makes its own data and counts modes: a recipe names both, and a run is the same wherever it is pasted.
    "laboratory": {"models", "losses", "training", "datasets", "metrics", "laboratory"},
    "judging": set(),
    "forging": set(),
    "widgets": {"portraits", "history", "plots", "laboratory", "judging", "forging", "widgets", "densities"},
    "machine": {"recordings"},
    "recordings": {"datasets", "models", "losses", "training", "history", "metrics", "progress", "recordings"},
    "solutions": set(),
    "exercises": None,  # and nothing may import them
    "lessons": {"solutions"},
    "study": {
        "datasets",
        "features",
        "history",
        "laboratory",
        "losses",
        "metrics",
        "models",
        "recordings",
        "study",
        "training",
        "widgets",
    },
    "__init__": set(),
    "__main__": None,  # the command line may use everything
}


def module_of(path):
    parts = path.relative_to(PACKAGE).with_suffix("").parts
    return parts[0]


def imports_of(path):
    """The modules of this package that a file imports, and its star imports."""
    found, stars = set(), []
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path.name}: imports are absolute here"
            stars += [node.module for alias in node.names if alias.name == "*"]
            if node.module == "gan_lesson":
                found |= {alias.name for alias in node.names}
            elif (node.module or "").startswith("gan_lesson."):
                found.add(node.module.split(".")[1])
        elif isinstance(node, ast.Import):
            found |= {alias.name.split(".")[1] for alias in node.names if alias.name.startswith("gan_lesson.")}
    return found, stars


FILES = sorted(path for path in PACKAGE.rglob("*.py"))


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_every_module_keeps_to_its_doors(path):
    module = module_of(path)
    assert module in MAY_IMPORT, f"{module} is new: give it a line in the table"
    found, stars = imports_of(path)
    assert not stars, f"star import of {stars}"
    if MAY_IMPORT[module] is not None:
        assert found <= MAY_IMPORT[module], f"{module} may not import {sorted(found - MAY_IMPORT[module])}"


def test_the_table_has_no_line_without_a_module():
    assert set(MAY_IMPORT) == {module_of(path) for path in FILES}


def test_plots_and_widgets_compute_no_gradients():
    for path in [PACKAGE / "plots.py", *(PACKAGE / "widgets").rglob("*.py")]:
        source = path.read_text(encoding="utf-8")
        assert not re.search(r"\.backward\(|autograd|torch\.optim", source), path.name


@pytest.mark.parametrize(
    ("imported", "unwanted"),
    [
        ("gan_lesson", ["torch", "matplotlib", "sklearn", "numpy", "IPython"]),
        ("gan_lesson.widgets, gan_lesson.plots", ["matplotlib.pyplot", "sklearn"]),
        ("gan_lesson.training", ["matplotlib", "sklearn", "PIL"]),
    ],
)
def test_an_import_brings_only_what_it_needs(imported, unwanted):
    code = f"import sys, {imported}; print([name for name in {unwanted} if name in sys.modules])"
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=PACKAGE.parent)
    assert found.stdout.strip() == "[]"
