"""Runs single cells of a lesson, so that tests can try what it says with other seeds."""

import contextlib
import io
from pathlib import Path
from typing import Any

from authoring import lessons

FOLDER = Path(__file__).parent.parent / "notebooks"


def run_cells(name: str, *wanted: str, seed: int = 0, names: dict[str, Any] | None = None) -> tuple[dict, str]:
    """Runs the imports of a lesson and some more of its code cells, in the lesson's order.

    Args:
        name: of the lesson, without ending.
        wanted: words, each of which must stand in exactly one code cell.
        seed: put in the place of each `torch.manual_seed(0)`.
        names: to begin with, or to put in the place of what the imports bring.

    Returns:
        The names that the cells leave behind, and what they printed.
    """
    code = [cell.source for cell in lessons.notebook_of(FOLDER, name).cells if cell.cell_type == "code"]
    chosen = [[number for number, source in enumerate(code) if words in source] for words in wanted]
    assert all(len(numbers) == 1 for numbers in chosen), dict(zip(wanted, chosen, strict=True))
    found, printed = {}, io.StringIO()
    exec(code[0], found)
    found |= names or {}
    with contextlib.redirect_stdout(printed):
        for number in sorted({numbers[0] for numbers in chosen}):
            exec(code[number].replace("torch.manual_seed(0)", f"torch.manual_seed({seed})"), found)
    return found, printed.getvalue()
