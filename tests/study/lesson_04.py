"""What lesson 04 says of five experts and what fools them, measured by running its own cells with other seeds.

A change of the lesson's cells does not make the figures void: measure again with `--anew`.
"""

import contextlib
import io
from functools import cache
from pathlib import Path
from typing import Any

from authoring import lessons
from gan_lesson.evaluation import features
from tests.study.part import Figures, Part, Report, Trial

NAME = "04_the_forger_and_the_expert"
NOTEBOOKS = Path(__file__).parents[2] / "notebooks"


def told(seed: int) -> tuple[dict[str, Any], str]:
    """The lesson's cells from "Be the forger" on, run with a seed of one's own.

    Returns:
        The names that the cells leave behind, and what they printed.
    """
    cells = [cell for cell in lessons.notebook_of(NOTEBOOKS, NAME).cells if cell.cell_type == "code"]
    code = [cell.source for cell in cells if "exercise" not in cell.metadata.get("tags", [])]
    begin = next(number for number, source in enumerate(code) if source.startswith("draws = torch.Generator()."))
    names: dict[str, Any] = {}
    printed = io.StringIO()
    exec(code[0], names)
    names["ForgerGame"] = lambda *given, **more: None
    exec(next(source for source in code if source.startswith("area = ")).split("table =")[0], names)
    with contextlib.redirect_stdout(printed):
        for source in code[begin:]:
            if "exercises." not in source or ".function" in source or ".show(" in source:
                exec(source.replace("manual_seed(0)", f"manual_seed({seed})"), names)
    return names, printed.getvalue()


@cache
def _reader() -> features.PortraitReader:
    return features.train_portrait_reader()


def lesson_04(seeds: int) -> Part:
    """How many of the forgeries that fool an expert are pets."""

    def measure(seed: int, report: Report) -> dict[str, Figures]:
        names, _ = told(seed)
        sheets = {
            "ten moves from black, a sketch and noise": names["after"],
            "a generator taught by a frozen expert": names["by_hand"],
            "forgeries that fool her at first": names["same_make"],
            "forgeries that fool her after she has learned": names["second"],
        }
        expert = {name: names["frozen"] for name in sheets} | {name: names["expert"] for name in [*sheets][3:]}
        return {
            name: {
                "pets, %": 100 * _reader().share_of_pets(pictures),
                "believed, %": 100 * (expert[name](pictures) > 0).float().mean().item(),
            }
            for name, pictures in sheets.items()
        }

    return Part(
        "lesson_04",
        "What lesson 04 says of five experts: how many of the forgeries that were made against each of them a network "
        "takes for pets, and how many the expert believes.",
        (Trial("forgeries", range(seeds), 12, measure),),
        {"pets, %": 0, "believed, %": 0},
    )
