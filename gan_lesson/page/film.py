"""Films: the frames of a recorded run as a few WebP images. Those of recordings that ship are shipped encoded."""

import hashlib
import io
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image

from gan_lesson.files import replaced
from gan_lesson.page.bundle import to_base64

FOLDER = Path(__file__).parent / "films"  # what `python -m authoring record` encoded
STILLS = 4  # first frames that are coded one by one, see `Film`
STILL_QUALITY = 70  # of WebP: for the first frames and the last, where a player waits for its reader
QUALITIES = (85, 70, 55, 47, 40, 35, 30, 25, 18, 10)  # of the film, tried until it fits
REEL_HEIGHT = 2048  # pixels; any browser holds images of this height


@dataclass(frozen=True, eq=False)
class Film:
    """Frames to be coded as WebP images, in the best of `QUALITIES` that stays within a budget.

    WebP knows no time, but time can be laid along an axis of an image: row y * t + i of a reel is row y of frame i.
    What stays the same from epoch to epoch then costs nothing, and a run needs half the bytes of single frames
    (measured: 61 sheets of 8x8 portraits, 365 kB against 680 kB of base64 at the same error). The first frames change
    too fast for that, and a noisy neighbour would show through the untrained generator's grey: they stay single. So
    does the last, the one that is looked at longest.

    Attributes:
        frames: ``(t, height, width)`` uint8, or ``(t, height, width, 3)`` in colour.
        budget: bytes, before base64.
    """

    frames: np.ndarray
    budget: int

    @property
    def path(self) -> Path:
        """Where the encoded film is kept, if it ships: named by its content and by how it is encoded."""
        how = f"{self.frames.shape} {self.budget} {STILLS} {STILL_QUALITY} {QUALITIES} {REEL_HEIGHT}"
        content = np.ascontiguousarray(self.frames).tobytes()
        return FOLDER / f"{hashlib.sha256(how.encode() + content).hexdigest()[:16]}.json"

    def encoded(self) -> dict[str, Any]:
        """What ``Film`` in pictures.js reads. To encode takes seconds, to read a film that ships nearly no time."""
        path = self.path  # a hash of all frames
        if path.is_file():
            return json.loads(path.read_text("utf-8"))
        return self.encode()

    def encode(self) -> dict[str, Any]:
        """The same, encoded anew."""
        last = len(self.frames) - 1
        stills = {str(t): webp(self.frames[t]) for t in sorted({*range(min(STILLS, last)), last})}
        moving = self.frames[STILLS:last]
        length, height, width, *colour = moving.shape
        rows = max(1, min(height, REEL_HEIGHT // max(1, length)))
        time_in_rows = moving.swapaxes(0, 1)  # (height, t, width)
        tops = range(0, height, rows) if length else []
        reels = [time_in_rows[top : top + rows].reshape(-1, width, *colour) for top in tops]
        budget = self.budget - sum(map(len, stills.values()))
        for quality in QUALITIES:
            coded: list[bytes] = []
            for image in reels:
                coded.append(webp(image, quality))
                if sum(map(len, coded)) > budget and quality != QUALITIES[-1]:
                    break  # too large already: the rest need not be tried
            else:
                break
        return {
            "width": width,
            "height": height,
            "begin": STILLS,
            "length": length,
            "rows": rows,
            "stills": {t: to_base64(image) for t, image in stills.items()},
            "reels": [to_base64(image) for image in coded],
        }

    def ship(self) -> None:
        """Encodes the film and writes it where it is read."""
        FOLDER.mkdir(exist_ok=True)
        with replaced(self.path) as unfinished:
            unfinished.write_text(json.dumps(self.encode(), separators=(",", ":")), "utf-8")


def webp(image: np.ndarray, quality: int = STILL_QUALITY) -> bytes:
    """A picture ``(height, width)`` or ``(height, width, 3)`` uint8, coded."""
    file = io.BytesIO()
    Image.fromarray(np.ascontiguousarray(image)).save(file, "WEBP", quality=quality, method=5)
    return file.getvalue()
