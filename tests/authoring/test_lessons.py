"""Two editions of a lesson from one text, and what is stored of live widgets."""

import json
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest

from authoring import lessons

ROOT = Path(__file__).parents[2]

SOURCE = '''# %% [markdown]
# # 77 · A lesson

# %%
import os, pathlib

home = pathlib.Path(os.environ["GAN_LESSON_HOME"])
print(sorted(path.name for path in home.iterdir()))
(home / "progress.json").touch()

# %% tags=["exercise"]
def double(numbers):
    """Twice as much."""
    ...

# %%
print(double(3))
'''
ANSWERS = '''
@exercise(hints=("a", "b", "c"))
def double(numbers: int) -> int:
    """For us."""
    return 2 * numbers  # or numbers + numbers
'''


@pytest.fixture
def folder(tmp_path, monkeypatch):
    (tmp_path / "source").mkdir()
    (tmp_path / "source" / "77_lesson.py").write_text(SOURCE, encoding="utf-8")
    (tmp_path / "source" / "78_without.py").write_text("# %%\n1 + 1\n", encoding="utf-8")
    (tmp_path / "answers").mkdir()
    (tmp_path / "answers" / "lesson_77.py").write_text(ANSWERS, encoding="utf-8")
    monkeypatch.setattr(lessons, "ANSWERS", tmp_path / "answers")
    return tmp_path


def test_only_a_lesson_with_exercises_has_a_second_edition(folder):
    assert lessons.has_exercises(folder, "77_lesson") and not lessons.has_exercises(folder, "78_without")


def test_the_editions_differ_in_the_cells_to_fill_in_and_nothing_else(folder):
    one, other = (lessons.notebook_of(folder, "77_lesson", solutions) for solutions in (False, True))
    differing = [(a.source, b.source) for a, b in zip(one.cells, other.cells, strict=True) if a != b]
    stub = 'def double(numbers):\n    """Twice as much."""\n    ...'
    assert differing == [(stub, "def double(numbers):\n    return 2 * numbers  # or numbers + numbers")]


def test_both_are_built_by_somebody_who_has_done_nothing_yet(folder, monkeypatch):
    (folder / "home").mkdir()
    (folder / "home" / "progress.json").touch()
    monkeypatch.setenv("GAN_LESSON_HOME", str(folder / "home"))
    for solutions, said in ((False, "None\n"), (True, "6\n")):
        path = lessons.build(folder, "77_lesson", solutions)
        assert path == lessons.path_of(folder, "77_lesson", solutions)
        printed = [output.text for cell in nbformat.read(path, 4).cells for output in cell.get("outputs", [])]
        assert printed == ["[]\n", said]
    assert sorted(path.name for path in folder.rglob("*.ipynb")) == ["77_lesson.ipynb"] * 2


@pytest.mark.parametrize("cell", ["x = 1", "def double(n): ...\nx = 1", "class Double: ..."])
def test_a_cell_to_fill_in_that_is_not_one_function_is_an_error(folder, cell):
    (folder / "source" / "77_lesson.py").write_text(f'# %% tags=["exercise"]\n{cell}\n', encoding="utf-8")
    with pytest.raises(LookupError, match="one function and nothing else"):
        lessons.notebook_of(folder, "77_lesson", solutions=True)


def test_of_a_live_widget_its_picture_and_words_are_stored(folder):
    live = '{"application/vnd.jupyter.widget-view+json": {"model_id": "1"}, "text/plain": "W", "text/html": "<p>W</p>"}'
    alone = '{"application/vnd.jupyter.widget-view+json": {"model_id": "2"}, "image/png": ""}'
    source = (
        f"# %%\nfrom IPython.display import display\n\nfor data in ({live}, {alone}):\n    display(data, raw=True)\n"
    )
    (folder / "source" / "78_without.py").write_text(source, encoding="utf-8")
    (cell,) = nbformat.read(lessons.build(folder, "78_without"), 4).cells
    assert [dict(output.data) for output in cell.outputs] == [{"text/plain": "W", "text/html": "<p>W</p>"}]


def test_answers_to_a_prediction_are_found_and_questions_among_them_are_not():
    sources = ["exercises.one", "print(1)", "exercises.two", "print(2)", "exercises.one.reveal()", "print(3)"]
    sources += ["exercises.sum.check(sum)", "exercises.two.reveal()", "exercises.quiz", "print(4)"]
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(source) for source in sources])
    answers = [cell.source for cell in lessons.answers_to_predictions(notebook)]
    assert answers == ["print(1)", "print(2)", "exercises.one.reveal()", "print(3)", "exercises.two.reveal()"]
    del notebook.cells[0]
    with pytest.raises(LookupError, match="one is revealed before it is asked"):
        lessons.answers_to_predictions(notebook)


def test_a_notebook_has_what_the_kernel_says_of_its_language():
    """Or JupyterLab would write it in, and every lesson that is opened would show an unsaved mark."""
    config = ROOT / "jupyter" / "etc" / "ipython" / "ipython_kernel_config.py"
    code = "import json, runpy, sys; print(json.dumps(runpy.run_path(sys.argv[1])['IPythonKernel'].language_info))"
    # In a process of its own: who imports ipykernel counts as a kernel from then on.
    said = subprocess.run([sys.executable, "-c", code, config], capture_output=True, text=True, check=True).stdout
    assert json.loads(said) == lessons.LANGUAGE
