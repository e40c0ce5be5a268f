"""Reads the IDX files of MNIST and its relatives, gzipped or not, and refuses incomplete ones.

The format, as described on MNIST's page (http://yann.lecun.com/exdb/mnist/): two zero bytes, a code for the type
of the numbers (8: unsigned byte), the number of dimensions, the size in each dimension as a big-endian 32-bit integer,
then the numbers, the last dimension changing fastest.
"""

import gzip
import math
import os
import re
import struct
import zlib
from collections.abc import Iterable
from contextlib import ExitStack
from pathlib import Path
from typing import BinaryIO

import numpy as np

UNSIGNED_BYTE = 8
LARGEST = 2**28  # bytes: five times MNIST's 60,000 pictures
CHUNK = 2**20  # bytes


def find(folder: str | os.PathLike, names: Iterable[str], below: Iterable[str] = ()) -> list[Path]:
    """Finds files by name in a folder, in either spelling (``train-images.idx3-ubyte``), gzipped or not.

    Args:
        folder: where to look.
        names: as in ``train-images-idx3-ubyte``.
        below: subfolders to look into if the folder has none of the files.

    Raises:
        FileNotFoundError: if there is no such folder, or files are missing from it; the message names them, and the
            subfolder of another data set that has them.
    """
    names = list(names)
    folder = Path(folder).expanduser()
    if not folder.is_dir():
        raise FileNotFoundError(f"there is no folder {folder}; hand over the one that holds the IDX files")
    for place in (folder, *(folder / subfolder for subfolder in below)):
        found = _fitting(place, names)
        if found:
            break
    else:
        place = folder
    if missing := [name for name in names if name not in found]:
        elsewhere = [path.parent for path in sorted(folder.glob("*/raw/*")) if _fitting(path.parent, names)]
        hint = (
            f"; {elsewhere[0]} has files of these names: hand over that folder if they are the ones"
            if elsewhere
            else ""
        )
        raise FileNotFoundError(f"{place} lacks {' and '.join(missing)}, or the same with .gz; put them there{hint}")
    return [found[name] for name in names]


def _fitting(folder: Path, names: Iterable[str]) -> dict[str, Path]:
    """The files of a folder, by the names that they fit."""
    there = sorted(path for path in folder.iterdir() if path.is_file()) if folder.is_dir() else []
    found = {}  # unpacked ones sort first, and read faster
    for name in names:
        pattern = re.compile(name.replace("-", "[-.]") + r"(\.gz)?", re.IGNORECASE)
        if fitting := [path for path in there if pattern.fullmatch(path.name)]:
            found[name] = fitting[0]
    return found


def read(path: str | os.PathLike, item: tuple[int, ...]) -> np.ndarray:
    """Reads a whole file of unsigned bytes.

    Its first bytes, not its name, tell whether it is gzipped. Memory is taken chunk by chunk, and never for more than
    `LARGEST` or for more than one chunk beyond what the header announces: neither a false header nor a decompression
    bomb can fill it.

    Args:
        path: the file.
        item: the shape of one item: ``(28, 28)`` for pictures, ``()`` for labels.

    Returns:
        ``(n, *item)`` uint8, n at least 1.

    Raises:
        ValueError: if the file is truncated, corrupt, too long, or holds something else; the message says which.
        OSError: if the file cannot be opened.
    """
    path = Path(path)
    with ExitStack() as stack:
        file = stack.enter_context(path.open("rb"))
        zipped = file.read(2) == b"\x1f\x8b"
        file.seek(0)
        stream = stack.enter_context(gzip.open(file)) if zipped else file
        try:
            shape = _header(stream, item)
            data = _numbers(stream, math.prod(shape))
        except (EOFError, zlib.error, gzip.BadGzipFile) as error:
            raise ValueError(f"{path} is truncated or corrupt ({error}); get it again") from None
        except ValueError as error:
            raise ValueError(f"{path} {error}") from None
    return np.frombuffer(data, np.uint8).reshape(shape)


def _header(stream: BinaryIO, item: tuple[int, ...]) -> tuple[int, ...]:
    """The shape of the array. Anything but unsigned bytes in items of the expected shape is a ValueError."""
    magic = stream.read(4)
    if len(magic) < 4 or magic[:2] != b"\0\0":
        raise ValueError(f"is no IDX file: it begins with {magic!r} instead of two zero bytes; get it again")
    if magic[2] != UNSIGNED_BYTE:
        raise ValueError(f"holds numbers of type {magic[2]:#04x}, and only unsigned bytes, type 0x08, are read here")
    dimensions = 1 + len(item)
    if magic[3] != dimensions:
        raise ValueError(
            f"has {magic[3]} dimensions and not {dimensions}: pictures have 3 and labels 1; are the two exchanged?"
        )
    sizes = stream.read(4 * dimensions)
    if len(sizes) < 4 * dimensions:
        raise ValueError("is truncated within its header; get it again")
    n, *rest = struct.unpack(f">{dimensions}I", sizes)
    if tuple(rest) != item:
        raise ValueError(f"holds pictures of {'x'.join(map(str, rest))}, not {'x'.join(map(str, item))}")
    if n == 0:
        raise ValueError("holds nothing: its header says 0 items")
    return (n, *item)


def _numbers(stream: BinaryIO, announced: int) -> bytearray:
    if announced > LARGEST:
        raise ValueError(f"announces {announced:,} bytes, more than the {LARGEST:,} that are read here")
    data = bytearray()
    # One read more than needed, which meets the end of the file: only there does gzip compare its checksum.
    while len(data) <= announced and (chunk := stream.read(CHUNK)):
        data += chunk
    if len(data) != announced:
        held = "more" if len(data) > announced else f"only {len(data):,}"
        raise ValueError(f"announces {announced:,} bytes and holds {held}; get it again")
    return data
