"""Builds ``notebooks/NN_name.ipynb`` from ``notebooks/source/NN_name.py``, in jupytext's percent format.

People edit the text; the notebook is built from it, executed, and stored with its outputs. A lesson with exercises has
a second edition, ``notebooks/solutions/NN_name.ipynb``, in which every exercise is solved.
"""

import ast
import os
import re
import tempfile
from pathlib import Path

import jupytext
import nbformat
from nbclient import NotebookClient

from authoring import trust
from gan_lesson import exercises
from gan_lesson.exercises.solution_source import source_of
from gan_lesson.files import replaced

KERNEL = {"name": "python3", "display_name": "Python 3 (ipykernel)", "language": "python"}
# What the kernel says of its language (jupyter/etc/ipython sets the version): JupyterLab writes it into the notebook
# that it opens, and a notebook that has it already stays as it was saved.
LANGUAGE = {
    "codemirror_mode": {"name": "ipython", "version": 3},
    "file_extension": ".py",
    "mimetype": "text/x-python",
    "name": "python",
    "nbconvert_exporter": "python",
    "pygments_lexer": "ipython3",
    "version": "3",
}
SECONDS_PER_CELL = 600
EXERCISE = "exercise"  # the tag of a cell for the student to fill in
ANSWERS = Path(exercises.__file__).parent
WIDGET = "application/vnd.jupyter.widget-view+json"


def sources(folder: Path) -> list[str]:
    """The names of all lessons, in order.

    Args:
        folder: the notebooks' folder, which contains ``source``.
    """
    return sorted(path.stem for path in (folder / "source").glob("[0-9]*.py"))


def has_exercises(folder: Path, name: str) -> bool:
    """Whether a lesson has cells to fill in, and so a second edition."""
    return any(_is_exercise(cell) for cell in notebook_of(folder, name).cells)


def path_of(folder: Path, name: str, solutions: bool = False) -> Path:
    """The path of an edition of a lesson."""
    return folder / "solutions" / f"{name}.ipynb" if solutions else folder / f"{name}.ipynb"


def notebook_of(folder: Path, name: str, solutions: bool = False) -> nbformat.NotebookNode:
    """A lesson's notebook without outputs, from its text. The same text gives the same notebook.

    Args:
        folder: the notebooks' folder.
        name: of the lesson.
        solutions: whether to fill in the solutions from ``gan_lesson/exercises/lesson_NN.py`` and, where a lesson's
            exercises are in several files, ``lesson_NN_*.py``.

    Raises:
        LookupError: if a cell to fill in is not one function with a known solution.
    """
    notebook = jupytext.read(folder / "source" / f"{name}.py", fmt="py:percent")
    notebook.metadata = nbformat.from_dict({"kernelspec": KERNEL, "language_info": LANGUAGE})
    for number, cell in enumerate(notebook.cells):
        cell["id"] = f"cell-{number:03}"  # jupytext draws random ids
        if solutions and _is_exercise(cell):
            text = "\n".join(path.read_text("utf-8") for path in sorted(ANSWERS.glob(f"lesson_{name[:2]}*.py")))
            cell.source = source_of(text, function_in(cell.source)).rstrip("\n")
    return notebook


def build(folder: Path, name: str, solutions: bool = False) -> Path:
    """Executes a lesson in a fresh kernel and stores it with its outputs.

    The kernel knows nothing of what was solved on this machine before. A live widget, which is lost without a kernel,
    is stored as the picture and the words beside it in the same output. In the student's edition, cells that answer a
    prediction are stored as not yet run.

    Args:
        folder: the notebooks' folder, in which the lesson is executed.
        name: of the lesson.
        solutions: whether to build the edition with solutions.

    Returns:
        The notebook's path. An existing notebook is replaced only once every cell has run.

    Raises:
        nbclient.exceptions.CellExecutionError: if a cell fails.
    """
    notebook = notebook_of(folder, name, solutions)
    client = NotebookClient(
        notebook,
        timeout=SECONDS_PER_CELL,
        coalesce_streams=True,  # printed text is one output, however it arrives
        resources={"metadata": {"path": str(folder)}},
    )
    with tempfile.TemporaryDirectory() as home:
        client.execute(env={**os.environ, "GAN_LESSON_HOME": home})
    notebook.metadata = notebook_of(folder, name).metadata  # without the version that the kernel adds
    for cell in notebook.cells:
        cell.metadata.pop("execution", None)  # times of day
        if cell.cell_type == "code":
            cell.outputs = [output for output in map(_without_widget, cell.outputs) if output is not None]
    if not solutions:
        for cell in answers_to_predictions(notebook):
            cell.outputs, cell.execution_count = [], None
    path = path_of(folder, name, solutions)
    path.parent.mkdir(exist_ok=True)
    with replaced(path) as unfinished:
        nbformat.write(notebook, unfinished)
    trust.note(folder, path)
    return path


def answers_to_predictions(notebook: nbformat.NotebookNode) -> list[nbformat.NotebookNode]:
    """The code cells whose outputs answer a prediction: those after its question, up to its ``reveal()``.

    Raises:
        LookupError: if a prediction is revealed before it is asked.
    """
    cells = [cell for cell in notebook.cells if cell.cell_type == "code"]
    asked, answers = {}, {}
    for number, cell in enumerate(cells):
        if question := asked_in(cell):
            asked[question] = number
        elif revealed := re.fullmatch(r"exercises\.(\w+)\.reveal\(\)", _last_line(cell)):
            if revealed[1] not in asked:
                raise LookupError(f"the prediction {revealed[1]} is revealed before it is asked")
            answers |= dict(enumerate(cells[asked[revealed[1]] + 1 : number + 1], start=asked[revealed[1]] + 1))
    # Other questions and exercises give nothing away.
    return [
        cell
        for number, cell in sorted(answers.items())
        if number not in asked.values() and not _is_exercise(cell) and ".check(" not in cell.source
    ]


def asked_in(cell: nbformat.NotebookNode) -> str | None:
    """The name of the question that a code cell shows, or of whatever else it takes from the exercises to show."""
    shown = re.fullmatch(r"exercises\.(\w+)", _last_line(cell))
    return shown and shown[1]


def read_whole(path: Path) -> nbformat.NotebookNode:
    """A stored notebook with all its outputs: what the student's edition lacks, the edition with solutions has."""
    notebook = nbformat.read(path, as_version=4)
    solved = path.parent / "solutions" / path.name
    if solved.exists():
        cells = {cell.id: cell for cell in nbformat.read(solved, as_version=4).cells}
        for cell in answers_to_predictions(notebook):
            cell.outputs, cell.execution_count = cells[cell.id].outputs, cells[cell.id].execution_count
    return notebook


def function_in(source: str) -> str:
    """The name of the only function in a cell to fill in.

    Raises:
        LookupError: if there is anything else in the cell.
    """
    body = ast.parse(source).body
    if len(body) != 1 or not isinstance(body[0], ast.FunctionDef):
        raise LookupError(f"a cell with the tag {EXERCISE!r} defines one function and nothing else:\n{source}")
    return body[0].name


def _last_line(cell: nbformat.NotebookNode) -> str:
    return cell.source.rsplit("\n", 1)[-1]


def _is_exercise(cell: nbformat.NotebookNode) -> bool:
    return cell.cell_type == "code" and EXERCISE in cell.metadata.get("tags", [])


def _without_widget(output: nbformat.NotebookNode) -> nbformat.NotebookNode | None:
    """An output without its live widget; None if nothing is left but the blank picture beside a view."""
    if WIDGET in output.get("data", {}):
        del output.data[WIDGET]
        output.metadata.pop(WIDGET, None)
        return output if output.data.keys() - {"image/png"} else None
    return output
