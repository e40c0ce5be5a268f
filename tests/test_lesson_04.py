"""What lesson 04 says of forgeries, with another seed than its own and a network that knows pets.

Seeds 0 to 4 were tried when it was written; here it is one, for time's sake.
"""

import contextlib
import io
from pathlib import Path

import pytest
from sklearn.metrics import roc_auc_score

from authoring import lessons
from gan_lesson.evaluation.features import NEITHER

FOLDER = Path(__file__).parent.parent / "notebooks"
SEED = 1


@pytest.fixture(scope="module")
def told():
    """The lesson's own cells from "Be the forger" on, run with another seed: their names, and what they printed."""
    cells = [cell for cell in lessons.notebook_of(FOLDER, "04_the_forger_and_the_expert").cells]
    code = [
        cell.source for cell in cells if cell.cell_type == "code" and "exercise" not in cell.metadata.get("tags", [])
    ]
    begin = next(number for number, source in enumerate(code) if source.startswith("draws = torch.Generator()."))
    names, printed = {}, io.StringIO()
    exec(code[0], names)
    names |= {"show": lambda *words, **more: None, "ForgerGame": lambda *given, **more: None}
    exec(next(source for source in code if source.startswith("area = ")).split("table =")[0], names)
    with contextlib.redirect_stdout(printed):
        for source in code[begin:]:
            if "exercises." not in source or ".function" in source:
                exec(source.replace("manual_seed(0)", f"manual_seed({SEED})"), names)
    return names, printed.getvalue()


def test_every_sentence_that_the_cells_print_holds(told):
    _, printed = told
    assert printed.count("True") >= 14 and "False" not in printed
    assert "about 2 times that to the average" in printed and "1 number   advice: 784 numbers" in printed


def test_the_gradient_s_forgeries_fool_her_and_are_no_pets(told, portrait_reader):
    names, _ = told
    assert (names["frozen"](names["after"]) > 2).all() and (names["frozen"](names["before"]) < -4.6).all()
    assert (portrait_reader.read(names["after"]).argmax(1) == NEITHER).all()
    assert portrait_reader.share_of_pets(names["same_make"]) <= 0.05


def test_what_fools_the_better_expert_is_more_of_a_pet(told, portrait_reader):
    names, _ = told
    assert portrait_reader.share_of_pets(names["second"]) > portrait_reader.share_of_pets(names["same_make"]) + 0.1


def test_the_average_portrait_is_no_pet(told, portrait_reader):
    names, _ = told
    assert (portrait_reader.read(names["average"][None]).argmax(1) == NEITHER).all()


def test_the_area_is_scikit_learn_s(told):
    names, _ = told
    real, fake = names["network"](names["held_out"]).detach(), names["network"](names["snow"][1024:]).detach()
    area = roc_auc_score([1] * len(real) + [0] * len(fake), [*real.tolist(), *fake.tolist()])
    assert names["area"](real, fake).item() == pytest.approx(area, abs=1e-5)
