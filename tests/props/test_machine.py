"""The first lesson's check of the machine: it says yes where all is well, and names what is not."""

import sys

import pytest
import torch

from gan_lesson import recordings
from gan_lesson.props import machine


@pytest.fixture
def in_a_notebook(monkeypatch):
    monkeypatch.setattr(machine, "CHECKS", [check for check in machine.CHECKS if check[1] != machine.runs_in_jupyter])


def said(capsys):
    machine.check_machine()
    return capsys.readouterr().out


def test_all_is_well(in_a_notebook, capsys):
    lines = said(capsys).splitlines()
    assert [line.split()[-1] for line in lines[:4]] == ["yes"] * 4
    assert lines[-1] == "Everything is there."


def test_outside_a_notebook_it_says_so(capsys):
    out = said(capsys)
    assert "NO: this is not a notebook; open the course with python3 run.py lab" in out
    assert "Please mend what is marked NO" in out


def test_an_old_python(in_a_notebook, monkeypatch, capsys):
    monkeypatch.setattr(sys, "version_info", (3, 9, 1))
    assert "NO: this is Python 3.9; run python3 run.py setup" in said(capsys)


def test_a_missing_package_is_named(in_a_notebook, monkeypatch, capsys):
    monkeypatch.setitem(sys.modules, "ipywidgets", None)
    assert "NO: ipywidgets cannot be imported; run python3 run.py setup" in said(capsys)


def test_a_broken_pytorch(in_a_notebook, monkeypatch, capsys):
    def fails(*arguments, **options):
        raise RuntimeError("illegal instruction")

    monkeypatch.setattr(torch.optim, "SGD", fails)
    assert "NO: PyTorch does not compute (illegal instruction)" in said(capsys)


def test_a_pytorch_that_computes_wrongly(in_a_notebook, monkeypatch, capsys):
    monkeypatch.setattr(torch.optim.SGD, "step", lambda optimizer: None)
    assert "NO: PyTorch computes 1.0 where 0.5 is right" in said(capsys)


def test_a_damaged_recording(in_a_notebook, monkeypatch, tmp_path, capsys):
    monkeypatch.setattr(recordings, "FOLDER", tmp_path)
    assert "NO: there is no recording at" in said(capsys)
    (tmp_path / "portraits.npz").write_bytes(b"half")
    assert "is not a recording, or it is damaged; get the course's folder anew" in said(capsys)
