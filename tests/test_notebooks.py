"""The notebooks as they are stored: built from their sources, executed, small, self-contained, and readable.

That they run and give the stored outputs again is nbval's part of the suite.
"""

import ast
import base64
import importlib
import inspect
import re
import tomllib
from functools import cache
from pathlib import Path
from types import SimpleNamespace

import nbformat
import pytest
import torch

from authoring import lessons
from gan_lesson import datasets, models, training

FOLDER = Path(__file__).parent.parent / "notebooks"
NAMES = lessons.sources(FOLDER)
MOST_LINES, MOST_LINES_OF_THE_LOOP = 15, 30
MOST_WORDS = 150

WITH_EXERCISES = [name for name in NAMES if lessons.has_exercises(FOLDER, name)]
WITH_QUESTIONS = [name for name in NAMES if (lessons.ANSWERS / f"lesson_{name[:2]}.py").exists()]

stored = pytest.mark.parametrize("name", NAMES)
exercised = pytest.mark.parametrize("name", WITH_EXERCISES)
editions = pytest.mark.parametrize(
    ("name", "solutions"), [(name, False) for name in NAMES] + [(name, True) for name in WITH_EXERCISES]
)


@cache
def read(name, solutions=False):
    """A stored notebook. Each is read once; nobody changes it."""
    return nbformat.read(lessons.path_of(FOLDER, name, solutions), as_version=4)


def code_of(notebook):
    return [cell for cell in notebook.cells if cell.cell_type == "code"]


def data_of(notebook):
    return [output["data"] for cell in code_of(notebook) for output in cell.outputs if "data" in output]


def test_there_are_lessons_and_every_notebook_has_a_source():
    assert NAMES
    assert [path.stem for path in sorted(FOLDER.glob("*.ipynb"))] == NAMES
    assert [path.stem for path in sorted(FOLDER.glob("solutions/*.ipynb"))] == WITH_EXERCISES


@editions
def test_a_notebook_is_its_source(name, solutions):
    ours, built = read(name, solutions), lessons.notebook_of(FOLDER, name, solutions)
    assert [(cell.cell_type, cell.source, cell.id) for cell in ours.cells] == [
        (cell.cell_type, cell.source, cell.id) for cell in built.cells
    ], f"edit notebooks/source/{name}.py, then run: python -m authoring build {name}"
    assert ours.metadata == built.metadata


@editions
def test_every_cell_was_run_in_order_and_none_failed(name, solutions):
    notebook = read(name, solutions)
    cells = code_of(notebook)
    covered = [] if solutions else lessons.answers_to_predictions(notebook)
    counts = [None if cell in covered else number for number, cell in enumerate(cells, start=1)]
    assert [cell.execution_count for cell in cells] == counts
    assert not [cell.source for cell in covered if cell.outputs], "the answer stands below its question"
    kinds = {output.output_type for cell in cells for output in cell.outputs}
    assert "error" not in kinds
    assert not [output for cell in cells for output in cell.outputs if output.get("name") == "stderr"]


@editions
def test_a_notebook_is_small_and_keeps_no_widget_state(name, solutions):
    assert lessons.path_of(FOLDER, name, solutions).stat().st_size < (2_300_000 if solutions else 2_000_000)
    notebook = read(name, solutions)
    assert "widgets" not in notebook.metadata
    assert not [data for data in data_of(notebook) if "application/vnd.jupyter.widget-view+json" in data]


@editions
def test_nothing_is_fetched_or_installed(name, solutions):
    for cell in code_of(read(name, solutions)):
        assert not re.search(r"^\s*[!%]|pip install|https?://", cell.source, re.MULTILINE), cell.source
    for data in data_of(read(name, solutions)):
        fetched = re.findall(
            r"""(?:src|href|from|import|url)\s*[=(]?\s*\(?["'](https?://[^"']+)""", data.get("text/html", "")
        )
        assert not fetched


@stored
def test_cells_are_short(name):
    for cell in read(name).cells:
        if cell.cell_type == "code":
            tags = cell.metadata.get("tags", [])
            most = MOST_LINES_OF_THE_LOOP if "hand-written" in tags else MOST_LINES
            lines = [line for line in cell.source.splitlines() if line.strip()]
            assert len(lines) <= most, cell.source
        else:
            assert sum(word != "|" for word in cell.source.split()) <= MOST_WORDS, cell.source


@stored
def test_a_lesson_has_one_title_its_goals_and_its_minutes(name):
    text = [cell.source for cell in read(name).cells if cell.cell_type == "markdown"]
    titles = [line for cell in text for line in cell.splitlines() if line.startswith("# ")]
    assert len(titles) == 1 and titles[0] == text[0].splitlines()[0]
    assert "You will be able to" in text[0] and re.search(r"About \d+ minutes", text[0])
    assert any(cell.startswith("## Summary") for cell in text)


def text_of(name):
    return [cell.source for cell in lessons.notebook_of(FOLDER, name).cells if cell.cell_type == "markdown"]


@editions
def test_links_lead_to_lessons_of_this_edition_and_to_the_papers_named(name, solutions):
    text = "\n\n".join(text_of(name))
    targets = re.findall(r"\]\(([^\s)]+)\)", text) + re.findall(r"^\[\w+\]: (.+)$", text, re.MULTILINE)
    relative = {target for target in targets if not target.startswith("https://")}
    assert relative <= {f"{other}.ipynb" for other in (WITH_EXERCISES if solutions else NAMES)}
    linked = re.findall(r"\[arXiv ([\d.]+)\]\(https://arxiv\.org/abs/([\d.]+)\)", text)
    assert [number for number, _ in linked] == re.findall(r"arXiv\s+(\d{4}\.\d{4,5})", text)
    assert all(number == address for number, address in linked)


@stored
def test_a_lesson_ends_with_the_way_to_the_one_before_and_the_next(name):
    number, last = NAMES.index(name), text_of(name)[-1]
    ways = {"Previous": NAMES[:number][-1:], "Next": NAMES[number + 1 :][:1]}
    links = [
        f"{way}: [{text_of(other)[0].splitlines()[0].removeprefix('# ')}]({other}.ipynb)."
        for way, others in ways.items()
        for other in others
    ]
    assert last.split() == " ".join(links).split()


@editions
def test_every_picture_says_what_it_shows(name, solutions):
    pictures = [data for data in data_of(read(name, solutions)) if "image/png" in data]
    assert pictures
    for data in pictures:
        alts = re.findall(r'<img [^>]*?alt="([^"]*)"', data["text/html"])
        assert alts and all(len(alt) > 20 for alt in alts)
        assert base64.b64decode(data["image/png"]).startswith(b"\x89PNG")
        assert " at 0x" not in data["text/plain"]


@stored
def test_the_words_of_every_picture_stand_beside_the_lesson_and_not_in_its_cells(name):
    code = [cell.source for cell in code_of(lessons.notebook_of(FOLDER, name))]
    calls = [node for source in code for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call)]
    shown = [call.args[1].value for call in calls if ast.unparse(call.func) == "exercises.show"]
    path = lessons.ANSWERS / f"pictures_{name[:2]}.toml"
    pictures = tomllib.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    assert shown == list(pictures), "each once, and in the order of the lesson"
    for words in pictures.values():
        assert {"alt"} <= set(words) <= {"alt", "caption"} and len(words["alt"]) > 20
    written = [ast.unparse(keyword.value) for call in calls for keyword in call.keywords if keyword.arg == "alt"]
    assert not [alt for alt in written if len(alt) > 40]


@exercised
def test_every_exercise_is_asked_checked_and_solved_under_one_name(name):
    answers = importlib.import_module(f"gan_lesson.exercises.lesson_{name[:2]}")
    asked = [cell.source for cell in read(name).cells if "exercise" in cell.metadata.get("tags", [])]
    names = [lessons.function_in(source) for source in asked]
    assert names == [exercise.name for exercise in answers.lesson.exercises]
    text = "\n".join(cell.source for cell in code_of(read(name)))
    for stub, function in zip(asked, names, strict=True):
        arguments = [argument.arg for argument in ast.parse(stub).body[0].args.args]
        solution = getattr(answers, function)
        assert solution.name == function
        assert arguments == list(inspect.signature(solution.function).parameters), function
        assert re.search(rf"^\w+\.{function}\.check\({function}\)$", text, re.MULTILINE), f"{function} is not checked"
        assert re.search(rf"^# \w+\.{function}\.hint\(\)$", text, re.MULTILINE), f"{function} offers no hint"
        assert re.search(rf"^# \w+\.{function}\.solution\(\)$", text, re.MULTILINE), f"{function} shows no solution"


@pytest.mark.parametrize("name", WITH_QUESTIONS)
def test_every_prediction_is_asked_and_revealed_every_quiz_asked_and_the_progress_shown(name):
    answers = importlib.import_module(f"gan_lesson.exercises.lesson_{name[:2]}")
    lines = [line for cell in code_of(read(name)) for line in cell.source.splitlines()]
    named = {id(value): key for key, value in vars(answers).items()}
    for question in [*answers.lesson.predictions, *answers.lesson.quizzes]:
        assert lines.count(f"exercises.{named[id(question)]}") == 1, question
    for prediction in answers.lesson.predictions:
        asked, revealed = (f"exercises.{named[id(prediction)]}{end}" for end in ("", ".reveal()"))
        assert lines.index(asked) < lines.index(revealed)
    assert lines[-1] == "exercises.progress()"


@exercised
@pytest.mark.parametrize(("solutions", "outcome"), [(False, "Not attempted."), (True, "Correct.")])
def test_every_check_says_not_attempted_in_one_edition_and_correct_in_the_other(name, solutions, outcome):
    notebook = read(name, solutions)
    checks = [cell for cell in code_of(notebook) if re.search(r"\.check\(\w+\)$", cell.source, re.MULTILINE)]
    shown = [output["data"]["text/plain"] for cell in checks for output in cell.outputs]
    said = [words for words in shown if not words.startswith("progress of ")]
    assert len(said) == len(checks) > 0
    assert all(words.startswith(outcome) for words in said), said
    assert "not yet" not in "".join(data["text/plain"] for data in data_of(notebook)).lower()
    done = len(checks) if solutions else 0
    assert f"{done} of {len(checks)} exercise" in data_of(notebook)[-1]["text/plain"]


def test_lesson_08_s_hand_written_steps_are_the_packaged_ones():
    """The very cells of the notebook, in float64, against gan_lesson.training: the same weights to 1e-6."""
    written = [
        cell.source
        for cell in read("08_the_full_training_loop").cells
        if "hand-written" in cell.metadata.get("tags", [])
    ]
    steps, loop = written[:2], written[2].replace("progress(batches, batches.remaining)", "batches")
    assert len(written) == 3 and "for number, real in" in loop

    def world():
        torch.manual_seed(0)
        ring = datasets.ring(2560, torch.Generator().manual_seed(0), standard_deviation=0.05)
        object.__setattr__(ring, "data", ring.data.double())
        generator, discriminator = models.MLPGenerator(2).double(), models.MLPDiscriminator().double()
        adams = [torch.optim.Adam(n.parameters(), lr=0.001, betas=(0.5, 0.999)) for n in (generator, discriminator)]
        return ring, generator, discriminator, *adams

    namespace = {}
    exec(read("08_the_full_training_loop").cells[1].source, namespace)
    names = ("ring", "generator", "discriminator", "g_optimizer", "d_optimizer")
    namespace |= dict(zip(names, world(), strict=True))
    namespace["models"] = SimpleNamespace(sample_latents=lambda *how: models.sample_latents(*how).double())
    for cell in steps:
        exec(cell, namespace)
    exec(loop.replace("epochs=100", "epochs=2"), namespace)

    ring, packaged, opponent, g_optimizer, d_optimizer = world()
    run = training.Run(
        generator=packaged,
        discriminator=opponent,
        batches=training.Batches(ring.data, 128, torch.Generator().manual_seed(1), epochs=2),
        g_optimizer=g_optimizer,
        d_optimizer=d_optimizer,
        random=torch.Generator().manual_seed(2),
    )
    assert sum(1 for _ in training.train(run)) == 40
    pairs = (namespace["generator"], packaged), (namespace["discriminator"], opponent)
    for ours, theirs in pairs:
        for mine, other in zip(ours.parameters(), theirs.parameters(), strict=True):
            torch.testing.assert_close(mine, other, atol=1e-6, rtol=0)
