"""From text, ``notebooks/source/NN_name.py`` in jupytext's percent format, to notebook, ``notebooks/NN_name.ipynb``.

People edit the text; the notebook is built from it, executed, and stored with its outputs.
"""

import os
from pathlib import Path

import jupytext
import nbformat
from nbclient import NotebookClient

KERNEL = {"name": "python3", "display_name": "Python 3 (ipykernel)", "language": "python"}
SECONDS_PER_CELL = 600


def sources(folder: Path) -> list[str]:
    """The names of all lessons, in order.

    Args:
        folder: the notebooks' folder, which has ``source`` in it.
    """
    return sorted(path.stem for path in (folder / "source").glob("[0-9]*.py"))


def notebook_of(folder: Path, name: str) -> nbformat.NotebookNode:
    """A lesson's notebook without outputs, made from its text. The same text gives the same notebook."""
    notebook = jupytext.read(folder / "source" / f"{name}.py", fmt="py:percent")
    notebook.metadata = nbformat.from_dict({"kernelspec": KERNEL, "language_info": {"name": "python"}})
    for number, cell in enumerate(notebook.cells):
        cell["id"] = f"cell-{number:03}"  # jupytext draws random ids
    return notebook


def build(folder: Path, name: str) -> Path:
    """Executes a lesson in a fresh kernel and stores it with its outputs.

    Args:
        folder: the notebooks' folder, where the lesson is executed too.
        name: of the lesson.

    Returns:
        The notebook's path. A notebook that was there is replaced only when every cell has run.

    Raises:
        nbclient.exceptions.CellExecutionError: if a cell fails.
    """
    notebook = notebook_of(folder, name)
    client = NotebookClient(notebook, timeout=SECONDS_PER_CELL, resources={"metadata": {"path": str(folder)}})
    client.execute()
    notebook.metadata = notebook_of(folder, name).metadata  # the kernel adds its version, which is nobody's business
    for cell in notebook.cells:
        cell.metadata.pop("execution", None)  # times of day
    path = folder / f"{name}.ipynb"
    unfinished = path.with_suffix(".part")
    try:
        nbformat.write(notebook, unfinished)
        os.replace(unfinished, path)
    finally:
        unfinished.unlink(missing_ok=True)
    return path
