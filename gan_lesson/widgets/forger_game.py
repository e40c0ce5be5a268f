"""Be the forger: knobs, a brush and the verdict of a frozen discriminator, whose gradient can then take over."""

import math
from collections.abc import Callable
from typing import Any

import numpy as np
import torch
import traitlets
from PIL import Image
from torch import Tensor

from gan_lesson.history import as_frame
from gan_lesson.page.bundle import read_bundle
from gan_lesson.plots.still import arranged, enlarged
from gan_lesson.props.forging import KNOBS, sketch
from gan_lesson.widgets.live import LiveWidget

SIZE = 28
SHOWN = 5  # originals beside the canvas
_NOISE = 0.5  # standard deviation of noise on the canvas


class ForgerGame(LiveWidget):
    """A game of forging: get a picture of 28x28 pixels past a discriminator that does not learn.

    The canvas begins as a sketch that the knobs change, and a brush paints over it. After every change the
    discriminator's verdict is shown, D(x) on a scale of logits. Buttons apply `move` to the picture, once or ten times;
    its result becomes the new canvas. *Undo* takes back strokes, moves and new beginnings, the last one first.

    Mouse or finger paint; on the keyboard, the arrow keys move the brush and Space puts it down or lifts it.

    Args:
        discriminator: maps pictures ``(n, 1, 28, 28)`` in [-1, 1] to logits ``(n,)``.
        move: maps a picture ``(1, 1, 28, 28)`` to the next one; None for no buttons.
        originals: real pictures ``(n, 1, 28, 28)``; the scale shows where nine in ten of them lie, and the first few
            are shown beside the canvas.
        draw: draws ``(28, 28)`` in [-1, 1] from the settings of the knobs.
        knobs: by name, the lowest, the highest and the initial setting.
        title: written above.
        caption: a sentence below the title.
        zoom: the size of everything; 2 is for the back row.

    Attributes:
        knobs: the settings by name. Settable: the canvas becomes the sketch again, under the paint.
        logit: the verdict on the picture.
        trail: the verdicts since the first `move`, beginning with the one before it.
        best_by_hand: the highest logit reached without `move`.
    """

    _esm = read_bundle("forger_game.js")
    _css = read_bundle("forger_game.css")

    knobs = traitlets.Dict().tag(sync=True)
    logit = traitlets.Float(0.0).tag(sync=True)
    trail = traitlets.List(traitlets.Float()).tag(sync=True)
    best_by_hand = traitlets.Float(-math.inf)
    _best = traitlets.Float(None, allow_none=True).tag(sync=True)  # the same, for JSON, which has no infinity
    _ranges = traitlets.Dict().tag(sync=True)
    _ground = traitlets.Bytes(b"").tag(sync=True)  # the canvas below the paint, (28, 28) uint8
    # (28, 28) uint8: 0 is no paint, 1 to 255 a grey. What comes from the page is a memoryview, hence the C.
    _paint = traitlets.CBytes(bytes(SIZE * SIZE)).tag(sync=True)
    _originals = traitlets.List(traitlets.Float()).tag(sync=True)  # logits between which nine in ten lie
    _can_move = traitlets.Bool(False).tag(sync=True)
    _shown = traitlets.Bytes(b"").tag(sync=True)  # originals beside the canvas, (n, 28, 28) uint8
    _can_undo = traitlets.Bool(False).tag(sync=True)
    _answers = traitlets.Int(0).tag(sync=True)  # counts verdicts, so that the page notices a new one

    def __init__(
        self,
        discriminator: Callable[[Tensor], Tensor],
        move: Callable[[Tensor], Tensor] | None = None,
        originals: Tensor | None = None,
        *,
        draw: Callable[[dict[str, float]], np.ndarray] = sketch,
        knobs: dict[str, tuple[float, float, float]] = KNOBS,
        title: str = "Be the forger: get past the expert",
        caption: str = "",
        zoom: float = 1.0,
    ):
        self._discriminator, self._move, self._draw = discriminator, move, draw
        self._ranges_of = dict(knobs)
        self._canvas = torch.full((1, 1, SIZE, SIZE), -1.0)  # below the paint, as floats
        self._earlier: list[tuple[Tensor, bytes, list[float]]] = []  # canvas, paint and trail before each great change
        reach = [] if originals is None else self._judge(originals).quantile(torch.tensor([0.05, 0.95])).tolist()
        super().__init__(
            title=title,
            caption=caption,
            zoom=zoom,
            knobs={name: float(start) for name, (_, _, start) in knobs.items()},
            _ranges={name: [float(low), float(high)] for name, (low, high, _) in knobs.items()},
            _originals=reach,
            _shown=b"" if originals is None else as_frame(originals[:SHOWN]).tobytes(),
            _can_move=move is not None,
        )
        self.on_msg(self._hear)
        if not knobs:
            self._look()

    def __repr__(self) -> str:
        return f"ForgerGame: {', '.join(self._ranges_of)}; a picture of {SIZE} x {SIZE}"

    @property
    def picture(self) -> Tensor:
        """The present picture, with its paint: ``(1, 1, 28, 28)`` in [-1, 1]."""
        paint = torch.frombuffer(bytearray(self._paint), dtype=torch.uint8).view(1, 1, SIZE, SIZE)
        return torch.where(paint > 0, (paint.float() - 1) / 127 - 1, self._canvas)

    @property
    def verdict(self) -> float:
        """D(x) of the picture, from 0 for *fake* to 1 for *real*."""
        return 1 / (1 + math.exp(-self.logit)) if self.logit > -700 else 0.0

    def paint(self, row: int, column: int, grey: float) -> None:
        """Paints one pixel; row 0 is at the top, and grey goes from 0 (black) to 1 (white).

        Raises:
            ValueError: if there is no such pixel or grey.
        """
        if not (0 <= row < SIZE and 0 <= column < SIZE and 0 <= grey <= 1):
            raise ValueError(f"there is no pixel ({row}, {column}) of grey {grey}: rows and columns go from 0 to 27")
        paint = bytearray(self._paint)
        paint[SIZE * row + column] = 1 + round(254 * grey)
        self._paint = bytes(paint)

    def begin(self, canvas: Tensor | None = None) -> None:
        """Starts over on a canvas ``(1, 1, 28, 28)`` in [-1, 1], black by default, without paint."""
        self._remember()
        self._canvas = torch.full((1, 1, SIZE, SIZE), -1.0) if canvas is None else canvas.detach().clone().float()
        self._fresh([])

    def begin_with_noise(self, seed: int = 0) -> None:
        """Starts over on a canvas of noise."""
        noise = torch.randn(1, 1, SIZE, SIZE, generator=torch.Generator().manual_seed(seed))
        self.begin((_NOISE * noise).clamp(-1, 1))

    def move(self, times: int = 1) -> None:
        """Applies the game's `move` to the picture, once or several times, and adds the verdicts to `trail`.

        Raises:
            ValueError: if the game has no `move`.
        """
        if self._move is None:
            raise ValueError("this game has no move: hand one over when it is made")
        self._remember()
        for _ in range(times):
            if not self.trail:
                self.trail = [self.logit]
            self._canvas = self._move(self.picture).detach()
            self._fresh(self.trail)
            self.trail = [*self.trail, self.logit]

    def undo(self) -> None:
        """Takes back the last `move` or `begin`, or what turned a knob after a move.

        Raises:
            ValueError: if there is none.
        """
        if not self._earlier:
            raise ValueError("there is nothing to undo yet")
        self._canvas, paint, trail = self._earlier.pop()
        self._can_undo = bool(self._earlier)
        self._fresh(trail, paint)

    def _remember(self) -> None:
        self._earlier = [*self._earlier[-49:], (self._canvas, self._paint, list(self.trail))]
        self._can_undo = True

    def _fresh(self, trail: list[float], paint: bytes = bytes(SIZE * SIZE)) -> None:
        """After a new canvas: there is other paint, or none."""
        with self.hold_sync(), self.hold_trait_notifications():
            self.trail, self._paint = trail, paint
        self._look()

    @traitlets.validate("knobs")
    def _settings_are_in_range(self, proposal: traitlets.Bunch) -> dict[str, float]:
        if set(proposal.value) != set(self._ranges_of):
            raise traitlets.TraitError(f"the knobs are: {', '.join(self._ranges_of)}")
        for name, value in proposal.value.items():
            low, high, _ = self._ranges_of[name]
            if not low <= value <= high:
                raise traitlets.TraitError(f"the knob {name!r} goes from {low:g} to {high:g}, not to {value}")
        return proposal.value

    @traitlets.validate("_paint")
    def _one_number_a_pixel(self, proposal: traitlets.Bunch) -> bytes:
        if len(proposal.value) != SIZE * SIZE:
            raise traitlets.TraitError(f"paint has {SIZE * SIZE} numbers, not {len(proposal.value)}")
        return bytes(proposal.value)

    @traitlets.observe("knobs")
    def _turn(self, change: traitlets.Bunch | None) -> None:
        if self.trail and change is not None:  # what her gradient made is gone, but not for good
            self._remember()
        self._canvas = self._sketch(self.knobs)
        self.trail = []
        self._look()

    @traitlets.observe("_paint")
    def _painted(self, change: traitlets.Bunch) -> None:
        self._look()

    def _sketch(self, knobs: dict[str, float]) -> Tensor:
        return torch.tensor(self._draw(dict(knobs)), dtype=torch.float32).view(1, 1, SIZE, SIZE)

    def _look(self) -> None:
        """Asks the discriminator and sends its verdict to the page."""
        logit = float(self._judge(self.picture))
        if not self.trail and logit > self.best_by_hand and len(self._ground):
            self.best_by_hand = self._best = logit
        with self.hold_sync():
            self._ground, self.logit, self._answers = as_frame(self._canvas).tobytes(), logit, self._answers + 1

    def _judge(self, pictures: Tensor) -> Tensor:
        with torch.no_grad():
            return self._discriminator(pictures).detach().float().cpu().flatten()

    def _hear(self, _: Any, content: dict[str, Any], buffers: Any) -> None:
        match content:
            case {"do": "move", "times": int(times)} if 1 <= times <= 50 and self._move is not None:
                self.move(times)
            case {"do": "blank"}:
                self.begin()
            case {"do": "noise"}:
                self.begin_with_noise(int(content.get("seed", 0)))
            case {"do": "sketch"}:
                self._remember()
                self._paint = bytes(SIZE * SIZE)
                self._turn(None)
            case {"do": "undo"} if self._can_undo:
                self.undo()

    def _alt(self) -> str:
        return "Two grey pictures side by side: a clumsy sketch of a pet, made with knobs" + (
            ", and what ten moves make of it: nonsense." if self._move else "."
        )

    def _poster(self) -> Image.Image:
        """The initial sketch, and what ten moves make of it."""
        picture = self._sketch({name: start for name, (_, _, start) in self._ranges_of.items()})
        pictures, titles = [picture], ["made with knobs", "after ten moves"]
        if self._move is not None:
            for _ in range(10):
                picture = self._move(picture)
            pictures.append(picture)
        enlargements = [enlarged(as_frame(picture)[0], scale=9) for picture in pictures]
        return arranged(enlargements, columns=len(pictures), titles=titles)
