"""Every test has a folder of its own for what the reader has done."""

import pytest

from gan_lesson.exercises import records


@pytest.fixture(autouse=True)
def home(tmp_path, monkeypatch):
    monkeypatch.setenv(records.HOME, str(tmp_path / "home"))
    return tmp_path / "home"
