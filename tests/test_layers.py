"""Who may import whom inside the package, read from the source; and what importing costs."""

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[1] / "gan_lesson"
MOST_LINES = 550

# The rooms of the package, and the rooms that each may look into. No room is in a circle, see below.
MAY_IMPORT = {
    "losses": set(),
    "batches": set(),
    "models": set(),
    "progress": set(),
    "files": set(),
    "page": {"files"},
    "region": set(),
    "lazy": set(),
    "plane": {"models", "region"},
    "datasets": {"plane", "region"},
    "training": {"losses", "batches"},
    "history": {"files", "models", "plane", "training"},
    "evaluation": {"files", "models", "datasets"},
    # The check of the machine opens the recordings; translators are trained by a loop of their own.
    "props": {"models", "losses", "training", "recordings", "datasets", "evaluation"},
    "plots": {"history", "lazy", "page", "plane", "region"},
    # It makes its own data and counts modes: a recipe names both, and a run is the same wherever it is pasted.
    "laboratory": {"files", "models", "losses", "training", "datasets", "evaluation", "plane", "region"},
    # Runs that fail, remedies, and what a recorded run shows.
    "clinic": {"models", "losses", "batches", "training", "datasets", "evaluation", "history", "progress"},
    "recordings": {"files", "models", "history"},
    # What is measured, and the page that shows it.
    "report": {"models", "datasets", "evaluation", "history", "lazy", "page", "plots", "progress"},
    "widgets": {"datasets", "history", "evaluation", "lazy", "props", "plots", "laboratory", "page", "plane", "region"},
    "exercises": None,  # and nothing in the package may import them
    "__init__": set(),
}
FILES = sorted(PACKAGE.rglob("*.py"))


def room_of(path):
    return path.relative_to(PACKAGE).with_suffix("").parts[0]


def imports_of(path):
    """The rooms of this package that a file imports from, and its star imports."""
    rooms, stars = set(), []
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path.name}: imports are absolute here"
            stars += [node.module for alias in node.names if alias.name == "*"]
            if node.module == "gan_lesson":
                rooms |= {alias.name for alias in node.names}
            elif (node.module or "").startswith("gan_lesson."):
                rooms.add(node.module.split(".")[1])
        elif isinstance(node, ast.Import):
            rooms |= {alias.name.split(".")[1] for alias in node.names if alias.name.startswith("gan_lesson.")}
    return rooms, stars


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_every_module_keeps_to_its_doors(path):
    room = room_of(path)
    assert room in MAY_IMPORT, f"{room} is new: give it a line in the table"
    rooms, stars = imports_of(path)
    assert not stars, f"star import of {stars}"
    assert len(path.read_text(encoding="utf-8").splitlines()) <= MOST_LINES, "one idea a file: cut it in two"
    if MAY_IMPORT[room] is not None:
        assert rooms <= MAY_IMPORT[room] | {room}, f"{room} may not import {sorted(rooms - MAY_IMPORT[room])}"


def test_the_table_has_no_line_without_a_room():
    assert set(MAY_IMPORT) == {room_of(path) for path in FILES}


def test_the_top_floor_has_few_modules():
    assert len([path for path in FILES if path.parent == PACKAGE and path.stem != "__init__"]) <= 11


def test_the_doors_lead_in_no_circle():
    left = {room: doors for room, doors in MAY_IMPORT.items() if doors is not None}
    while left:
        ground = {room for room, doors in left.items() if not doors & set(left)}
        assert ground, f"these rooms import each other in a circle: {sorted(left)}"
        left = {room: doors for room, doors in left.items() if room not in ground}


def test_plots_and_widgets_compute_no_gradients():
    for path in [*(PACKAGE / "plots").rglob("*.py"), *(PACKAGE / "widgets").rglob("*.py")]:
        source = path.read_text(encoding="utf-8")
        assert not re.search(r"\.backward\(|autograd|torch\.optim", source), path.name


@pytest.mark.parametrize(
    ("imported", "unwanted"),
    [
        ("gan_lesson", ["torch", "matplotlib", "sklearn", "numpy", "IPython"]),
        ("gan_lesson.recordings, gan_lesson.widgets.epoch_player", ["torch", "matplotlib", "sklearn", "anywidget"]),
        (
            "gan_lesson.datasets, gan_lesson.widgets, gan_lesson.plots",
            ["matplotlib.pyplot", "sklearn", "pooch", "requests"],
        ),
        ("gan_lesson.training", ["matplotlib", "sklearn", "PIL"]),
        ("gan_lesson.exercises.lesson_07", ["matplotlib", "sklearn", "gan_lesson.widgets", "IPython"]),
    ],
)
def test_an_import_brings_only_what_it_needs(imported, unwanted):
    code = f"import sys, {imported}; print([name for name in {unwanted} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=PACKAGE.parent)
    assert done.stdout.strip() == "[]"
