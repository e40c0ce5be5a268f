"""The lessons say the same on another instruction set and with one thread, though trained numbers differ there."""

import os
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest

from gan_lesson import lessons

FOLDER = Path(__file__).parent.parent / "notebooks"


@pytest.mark.parametrize("name", lessons.sources(FOLDER))
def test_other_arithmetic_gives_the_same_words(name):
    environment = {**os.environ, "ATEN_CPU_CAPABILITY": "default", "OMP_NUM_THREADS": "1"}
    sanitize = f"--nbval-sanitize-with={Path(__file__).parent}/nbval_sanitize.cfg"
    command = [sys.executable, "-m", "pytest", "--nbval", sanitize, "-o", "addopts=", "-p", "no:cacheprovider"]
    command += ["-p", "no:xdist", "-q", str(FOLDER / f"{name}.ipynb")]
    found = subprocess.run(command, env=environment, capture_output=True, text=True, cwd=FOLDER.parent)
    assert found.returncode == 0, found.stdout[-3000:]
    cells = nbformat.read(FOLDER / f"{name}.ipynb", as_version=4).cells
    assert f"{sum(cell.cell_type == 'code' for cell in cells)} passed" in found.stdout
