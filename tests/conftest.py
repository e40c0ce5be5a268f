"""What several files of tests share."""

import contextlib
import os
import subprocess
import sys
from pathlib import Path

import pytest


@pytest.fixture
def untrained_judges(monkeypatch):
    """Judges of portraits that see something, if not much: they were never trained."""
    import torch

    from gan_lesson.evaluation import coverage, features
    from gan_lesson.evaluation.judges import Judges
    from gan_lesson.report import bench

    torch.manual_seed(0)
    judges = Judges(features.KnobReader((1, 28, 28), 23).eval(), features.PortraitReader((1, 28, 28), 3).eval())
    judges.knobs.held_out_errors = {name: features.KnobError(0.1, 0.9, 0.8, 0.7) for name in coverage.RANGES}
    monkeypatch.setattr(bench, "portrait_judges", lambda: judges)
    return judges


@pytest.fixture(scope="session")
def site(tmp_path_factory):
    """The folder of the site of all lessons: the first process to need it builds it, in seconds."""
    folder = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        folder = folder.parent
    path = folder / "site"
    if not path.exists():
        unfinished = path.with_name(f"site.{os.getpid()}")
        command = [sys.executable, "-m", "authoring.site", "--to", str(unfinished)]
        done = subprocess.run(command, cwd=Path(__file__).parents[1], capture_output=True, text=True)
        assert done.returncode == 0, done.stdout + done.stderr
        with contextlib.suppress(OSError):  # another process was quicker
            os.rename(unfinished, path)
    return path
