"""What git does with the files of a checkout, on machines where it turns the ends of lines into others."""

import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


def test_every_text_keeps_its_ends_of_lines_with_autocrlf():
    """Checksums of notebooks, bundles and films are of the bytes in the repository."""
    if not (ROOT / ".git").exists():
        pytest.skip("this is no checkout")
    listing = subprocess.run(["git", "ls-files", "--eol"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    files = [line.split("\t") for line in listing.splitlines()]
    assert len(files) > 300
    unsafe = [path for about, path in files if "eol=lf" not in about and "-text" not in about]
    assert not unsafe, "name them in .gitattributes"
    assert not [path for about, path in files if "i/crlf" in about or "i/mixed" in about]


def test_cells_are_counted_in_the_notebook_and_not_in_the_page():
    """JupyterLab draws cells that are far off later, so that a count in the page grows while a test runs."""
    for path in sorted((ROOT / "tests" / "browser").glob("*.py")):
        assert '.jp-Cell").count()' not in path.read_text(encoding="utf-8"), f"{path.name}: call cells_of(page)"
