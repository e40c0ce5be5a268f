"""Builds the site: ``python3 run.py site``."""

import argparse
import shutil
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from sphinx.cmd.build import build_main

from authoring import lessons
from authoring.site import source

FOLDER = source.ROOT / "notebooks"
TARGET = source.ROOT / "site"
MARK = ".buildinfo"  # Sphinx leaves it in what it built


def build(names: Sequence[str], target: Path, folder: Path = FOLDER) -> int:
    """Builds the site of some lessons; a warning of Sphinx's is an error.

    Args:
        names: of the lessons.
        target: the folder for the site; what was there is replaced.
        folder: the notebooks' folder.

    Returns:
        Sphinx's exit status.

    Raises:
        FileExistsError: if there is something in the target that is no site.
    """
    if target.exists() and any(target.iterdir()) and not (target / MARK).exists():
        raise FileExistsError(f"{target} holds something else than a site: name another folder, or empty it.")
    with tempfile.TemporaryDirectory() as work:
        pages, built, cache = (Path(work, name) for name in ("pages", "built", "cache"))
        pages.mkdir()
        source.write(folder, names, pages)
        options = ["-q", "-W", "--keep-going", "-c", str(source.HERE), "-d", str(cache)]
        status = build_main([*options, str(pages), str(built)])
        if status == 0:
            shutil.rmtree(target, ignore_errors=True)
            shutil.copytree(built, target)
    return status


def main(arguments: list[str] | None = None) -> int:
    """Builds the site of all lessons; returns the process's exit status."""
    parser = argparse.ArgumentParser(prog="python3 run.py site", description=source.__doc__)
    parser.add_argument("--to", type=Path, default=TARGET, metavar="FOLDER", help="where to; by default site")
    options = parser.parse_args(arguments)
    names = [name for name in lessons.sources(FOLDER) if lessons.path_of(FOLDER, name).exists()]
    start = time.monotonic()
    print(f"Building the pages of {len(names)} lessons ...", flush=True)
    try:
        status = build(names, options.to)
    except FileExistsError as error:
        print(error, file=sys.stderr)
        return 2
    if status == 0:
        size = sum(path.stat().st_size for path in options.to.rglob("*") if path.is_file())
        print(f"{size / 1e6:.1f} MB after {time.monotonic() - start:.0f} s. Open {options.to / 'index.html'}")
    return status


if __name__ == "__main__":
    sys.exit(main())
