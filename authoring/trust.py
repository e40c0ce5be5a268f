"""Lets JupyterLab trust the notebooks that are as they were built, and no others.

JupyterLab shows no scripts and no styles from a notebook that another machine has executed, so players would not play.
`build` notes a checksum of each notebook; `python -m authoring.trust`, which ``run.py lab`` calls, signs the unchanged
notebooks in Jupyter's own store, for this user.
"""

import hashlib
from pathlib import Path

import nbformat
from nbformat.sign import NotebookNotary

FOLDER = Path(__file__).parents[1] / "notebooks"
LIST = "built.sha256"  # in the notebooks' folder, in the format of sha256sum, so that `sha256sum --check` reads it too


def note(folder: Path, notebook: Path) -> None:
    """Notes that a notebook is as it was built.

    Args:
        folder: the notebooks' folder.
        notebook: a file in it or in a subfolder.
    """
    known = noted(folder)
    known[notebook.relative_to(folder).as_posix()] = checksum(notebook)
    lines = [f"{known[name]}  {name}\n" for name in sorted(known) if (folder / name).exists()]
    (folder / LIST).write_text("".join(lines), encoding="ascii", newline="\n")


def noted(folder: Path) -> dict[str, str]:
    """The checksums by the notebooks' paths within the folder; empty if nothing was noted."""
    file = folder / LIST
    lines = file.read_text(encoding="ascii").splitlines() if file.exists() else []
    return {name: digest for digest, name in (line.split("  ", 1) for line in lines)}


def checksum(notebook: Path) -> str:
    """SHA-256 of a notebook, whatever its line ends (git may change them)."""
    return hashlib.sha256(notebook.read_bytes().replace(b"\r\n", b"\n")).hexdigest()


def sign(folder: Path, notary: NotebookNotary) -> list[str]:
    """Signs the notebooks that are as they were built.

    Args:
        folder: the notebooks' folder.
        notary: of the user who will open them.

    Returns:
        The names of the notebooks that were signed.
    """
    trusted = []
    for name, digest in noted(folder).items():
        path = folder / name
        if path.is_file() and checksum(path) == digest:
            notary.sign(nbformat.read(path, as_version=4))
            trusted.append(name)
    return trusted


if __name__ == "__main__":
    print(f"{len(sign(FOLDER, NotebookNotary()))} notebooks are as they were built, and trusted.")
