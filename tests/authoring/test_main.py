"""The commands that keep the course up to date."""

import subprocess
import sys

import numpy as np
import pytest
import torch
from PIL import Image

from authoring import __main__ as commands
from authoring import recipes
from gan_lesson import recordings
from gan_lesson.recordings import auction
from tests.widgets.synthetic import grey_run


def test_record_writes_frames_and_says_so(tmp_path, monkeypatch, capsys):
    def tiny():
        history = grey_run("Tiny")
        history._restart_points = {1: {"weights": torch.zeros(3)}}
        yield history

    def two_days():
        yield auction.Auction()
        yield auction.Auction([auction.Day(epoch, torch.zeros(2, 28, 28).byte(), {}) for epoch in (1, 3)])

    monkeypatch.setattr(recordings, "FOLDER", tmp_path)
    monkeypatch.setattr(recordings, "HISTORIES", ("tiny",))
    monkeypatch.setattr(recipes, "RECIPES", {"tiny": tiny})
    monkeypatch.setattr(commands, "ALSO", {"auction": (two_days, tmp_path / "auction.gz")})
    monkeypatch.setattr(commands, "ship_films", lambda: None)
    monkeypatch.setattr(commands, "draw_readme_picture", lambda: None)
    assert commands.main(["record"]) == 0
    said = capsys.readouterr().out
    assert "tiny: 11 snapshots" in said and "auction: 2 snapshots" in said
    assert len(auction.load(tmp_path / "auction.gz")) == 2
    loaded = recordings.load("tiny")
    assert len(loaded) == 11 and loaded.restart_epochs == []


def test_a_name_that_is_not_there_is_told(capsys):
    assert commands.main(["record", "horses"]) == 2
    assert "No recording is called horses; there are: portraits, " in capsys.readouterr().out


def test_build_turns_text_into_an_executed_notebook(tmp_path, monkeypatch, capsys):
    (tmp_path / "notebooks" / "source").mkdir(parents=True)
    source = tmp_path / "notebooks" / "source" / "00_tiny.py"
    source.write_text("# %% [markdown]\n# # Tiny\n\n# %%\nprint(6 * 7)\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert commands.main(["build", "00_other"]) == 2
    assert commands.main(["build"]) == 0
    notebook = tmp_path / "notebooks" / "00_tiny.ipynb"
    first = notebook.read_bytes()
    assert b'"42\\n"' in first and b'execution_count": 1' in first
    assert commands.main(["build", "00_tiny"]) == 0
    assert notebook.read_bytes() == first, "the same text gives the same bytes"
    assert "No lesson is called 00_other; there are: 00_tiny" in capsys.readouterr().out


def test_a_lesson_that_fails_leaves_the_old_notebook(tmp_path, monkeypatch):
    from nbclient.exceptions import CellExecutionError

    (tmp_path / "notebooks" / "source").mkdir(parents=True)
    (tmp_path / "notebooks" / "source" / "00_tiny.py").write_text("# %%\n1 / 0\n", encoding="utf-8")
    (tmp_path / "notebooks" / "00_tiny.ipynb").write_text("old", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    with pytest.raises(CellExecutionError):
        commands.main(["build"])
    assert [path.name for path in (tmp_path / "notebooks").glob("00*")] == ["00_tiny.ipynb"]
    assert (tmp_path / "notebooks" / "00_tiny.ipynb").read_text("utf-8") == "old"


def test_where_a_package_is_missing_one_sentence_says_so():
    code = "import runpy, sys; sys.modules['jupytext'] = None; runpy.run_module('authoring', run_name='__main__')"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert done.returncode == 1
    assert (
        done.stderr == "jupytext is missing: python3 run.py setup makes .venv with everything that authoring needs.\n"
    )


def test_outside_the_project_build_says_where_to_go(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    assert commands.main(["build"]) == 2
    assert "run this from the project's top folder" in capsys.readouterr().out


def test_the_readme_picture_moves_through_the_recording(tmp_path, monkeypatch):
    run = [*recordings.load("portraits")]
    some = [run[0], *run[1:-1:15], run[-1]]  # to encode all takes 20 s
    monkeypatch.setattr(recordings, "load", lambda name: {"portraits": some}[name])
    monkeypatch.setattr(commands, "README_PICTURE", tmp_path / "pictures" / "a_run.webp")
    commands.draw_readme_picture()
    with Image.open(tmp_path / "pictures" / "a_run.webp") as picture:
        assert picture.n_frames == len(some)
        first = np.asarray(picture.convert("L"), float)[:210]
        picture.seek(picture.n_frames - 1)
        last = np.asarray(picture.convert("L"), float)[:210]
    assert first.std() < 40 < last.std(), "from grey noise to pets on black"
