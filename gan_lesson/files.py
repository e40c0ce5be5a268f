"""Writing files so that nobody ever reads half of one, and reading back what PyTorch wrote."""

from __future__ import annotations

import gzip
import io
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:  # a film is read long before PyTorch would be imported: who needs it imports it below
    from torch import Tensor, nn


@contextmanager
def replaced(path: str | Path) -> Iterator[Path]:
    """A place to write to, which becomes the file once the block ends; if it fails, the old file stays as it was.

    Raises:
        FileNotFoundError: if there is no such folder.

    Example:
        >>> from tempfile import TemporaryDirectory
        >>> with TemporaryDirectory() as folder:
        ...     with replaced(Path(folder, "notes.txt")) as unfinished:
        ...         _ = unfinished.write_text("All of it.")
        ...     Path(folder, "notes.txt").read_text()
        'All of it.'
    """
    path = Path(path)
    if not path.parent.is_dir():
        raise FileNotFoundError(f"there is no folder {path.parent}; make it, or save somewhere else")
    unfinished = path.with_name(path.name + ".part")
    try:
        yield unfinished
        os.replace(unfinished, path)
    finally:
        unfinished.unlink(missing_ok=True)


def write_whole(payload: dict[str, Any], path: str | Path) -> None:
    """Writes what ``torch.save`` takes, gzipped. An existing file is replaced only once the new one is complete.

    Raises:
        FileNotFoundError: if there is no such folder.
    """
    import torch

    # mtime=0 and no name inside: the same payload gives the same bytes.
    with replaced(path) as unfinished, open(unfinished, "wb") as raw, gzip.GzipFile("", "wb", 9, raw, mtime=0) as file:
        torch.save(payload, file)


def read_whole(path: str | Path, form: str) -> dict[str, Any]:
    """What `write_whole` wrote. No code in the file is run (PyTorch's ``weights_only``).

    Args:
        path: of the file.
        form: what must stand under "format": the package, what ``python -m authoring record`` calls it, and a number.

    Returns:
        Everything but the format.

    Raises:
        FileNotFoundError: if there is no such file.
        ValueError: if it holds something else; the message says how to make it again.
    """
    import torch

    payload = torch.load(io.BytesIO(gzip.decompress(Path(path).read_bytes())), map_location="cpu", weights_only=True)
    if payload.pop("format", None) != form:
        _, name, _ = form.split()
        raise ValueError(f"{path} is another kind of file; make it again with: python -m authoring record {name}")
    return payload


def weights_of(network: nn.Module) -> dict[str, Tensor]:
    """A network's weights as files keep them: matrices and kernels in half precision, what is small as it is."""
    return {name: value.half() if value.ndim > 1 else value.clone() for name, value in network.state_dict().items()}
