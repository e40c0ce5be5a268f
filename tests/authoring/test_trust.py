"""Notebooks that are as they were built are trusted by Jupyter, and no others."""

from pathlib import Path

import nbformat
import pytest
from nbformat.sign import NotebookNotary
from nbformat.v4 import new_code_cell, new_notebook, new_output

from authoring import trust

NOTEBOOKS = Path(__file__).parents[2] / "notebooks"


@pytest.fixture
def folder(tmp_path):
    for name in ("00_kept.ipynb", "01_changed.ipynb", "solutions/00_kept.ipynb"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        output = new_output("display_data", data={"text/html": "<script>1</script>"})
        nbformat.write(new_notebook(cells=[new_code_cell(name, outputs=[output])]), path)
        trust.note(tmp_path, path)
    return tmp_path


def test_what_was_changed_since_is_not_trusted(folder, tmp_path):
    changed = folder / "01_changed.ipynb"
    changed.write_text(changed.read_text("utf-8").replace("<script>1", "<script>2"), encoding="utf-8")
    nbformat.write(new_notebook(cells=[new_code_cell("mine")]), folder / "02_new.ipynb")
    notary = NotebookNotary(data_dir=str(tmp_path))
    assert trust.sign(folder, notary) == ["00_kept.ipynb", "solutions/00_kept.ipynb"]
    trusted = {
        path.relative_to(folder).as_posix()
        for path in folder.rglob("*.ipynb")
        if NotebookNotary(data_dir=str(tmp_path)).check_signature(nbformat.read(path, as_version=4))
    }
    assert trusted == {"00_kept.ipynb", "solutions/00_kept.ipynb"}


def test_other_ends_of_lines_change_nothing(folder, tmp_path):
    kept = folder / "00_kept.ipynb"
    kept.write_bytes(kept.read_bytes().replace(b"\n", b"\r\n"))
    assert "00_kept.ipynb" in trust.sign(folder, NotebookNotary(data_dir=str(tmp_path)))


def test_a_folder_where_nothing_was_noted_or_a_file_is_gone(folder, tmp_path):
    (folder / "00_kept.ipynb").unlink()
    assert "00_kept.ipynb" not in trust.sign(folder, NotebookNotary(data_dir=str(tmp_path)))
    (folder / trust.LIST).unlink()
    assert trust.sign(folder, NotebookNotary(data_dir=str(tmp_path))) == []


def test_every_notebook_that_ships_is_noted_as_it_is():
    paths = [
        *NOTEBOOKS.glob("*.ipynb"),
        *NOTEBOOKS.glob("solutions/*.ipynb"),
    ]  # not what `run.py teach` makes
    shipped = {path.relative_to(NOTEBOOKS).as_posix(): path for path in paths}
    assert trust.noted(NOTEBOOKS) == {name: trust.checksum(path) for name, path in shipped.items()}
