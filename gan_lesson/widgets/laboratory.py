"""The laboratory on the page: two networks in training, and controls for everything about them.

The engine is `gan_lesson.laboratory`; the widget shows it and passes on what the reader presses.
"""

import math
import time
import weakref
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

import numpy as np
import traitlets
from IPython import get_ipython
from PIL import Image

from gan_lesson.datasets import Points
from gan_lesson.laboratory import (
    CHANGEABLE,
    DATA,
    LATENTS,
    OPTIMISERS,
    RULES,
    SETTLED,
    STARTS,
    Diverged,
    Laboratory,
    Live,
    Mission,
    Pace,
    Recipe,
    drawing,
    points_from_text,
)
from gan_lesson.laboratory.flow import flow_of, parts_of
from gan_lesson.page.bundle import read_bundle
from gan_lesson.plots.still import point_poster
from gan_lesson.region import relative_to
from gan_lesson.widgets.laboratory_words import change_words, difference_words, number_in, report_words, starts
from gan_lesson.widgets.live import LiveWidget

LAYERS = ("real", "fake", "averaged", "opinion", "optimum", "manifold", "arrows")
SHADINGS = ("opinion", "optimum")  # these cost more than all points
PACES = {
    "full": Pace.FULL,
    "slow": Pace.SLOW,
    "sub-steps": Pace.SUB_STEPS,
    "sub-steps, slower": Pace.SUB_STEPS_SLOWER,
    "sub-steps, to read": Pace.SUB_STEPS_TO_READ,
}
FPS = 20.0  # frames a second, at most
CALM = 2.0  # the same for readers who ask for reduced motion
AHEAD = 16  # frames on their way to the browser, at most; it acknowledges every eighth, and each one if they are few
SILENT = 5.0  # seconds without a sign of life from the browser after which a run pauses
# Seconds between two of them in a run; ten shadings a second look as smooth as twenty.
EVERY = {"curves": 0.2, "shading": 0.09, "flow": 0.2}

_by_cell: dict[str, tuple[str, "weakref.WeakSet[LiveLaboratory]"]] = {}


class LiveLaboratory(LiveWidget):
    """A GAN in the plane, in training before your eyes.

    Press Run and watch, or take single steps or sub-steps, forward or back; pull the slider back and go on from there;
    change anything in the recipe and see what happens. `run` trains without a browser.

    What `CHANGEABLE` names acts from the next step on, whether the run goes on meanwhile or not. Everything else begins
    a new run, and the one before can be had back.

    Only one laboratory trains by itself at a time. It pauses after five minutes, and when nobody is looking.

    Args:
        laboratory: a `Laboratory`, perhaps with networks or step functions of your own, or a recipe for one; by default
            the ring of 8 with the plain GAN of lesson 08.
        missions: recipes that open by a click, each with something to do; they stand first in the tab *Starts*, which
            is open then.
        layers: to show at first, of "real", "fake", "averaged", "opinion", "optimum", "manifold" and "arrows".
        title: written above.
        caption: a sentence below the title.
        zoom: the size of everything; 2 is for the back row.

    Attributes:
        laboratory: the engine; a new one with each new run.
        layers: what is shown. Settable.
        message: a sentence about why nothing moves, or "".
        error: the exception that ended the last run, or None.

    Raises:
        TypeError: if `laboratory` is neither a laboratory nor a recipe.
        traitlets.TraitError: if there is no such layer, or zoom is not above 0.
    """

    _esm = read_bundle("laboratory.js")
    _css = read_bundle("laboratory.css")

    layers = traitlets.List(traitlets.Enum(LAYERS)).tag(sync=True)

    def __init__(
        self,
        laboratory: Laboratory | Recipe | None = None,
        *,
        missions: Sequence[Mission] = (),
        layers: Sequence[str] = ("real", "fake", "opinion"),
        title: str = "",
        caption: str = "",
        zoom: float = 1.0,
    ):
        if laboratory is None or isinstance(laboratory, Recipe):
            laboratory = Laboratory(laboratory)
        if not isinstance(laboratory, Laboratory):
            raise TypeError(f"LiveLaboratory shows a Laboratory or a Recipe, not {type(laboratory).__name__}")
        super().__init__(title=title, caption=caption, zoom=zoom, layers=list(layers))
        Live.pause_all("paused because another laboratory was opened")
        _close_those_before(self)
        self._missions = {mission.name: mission for mission in missions}
        self._refused = self._field = ""
        self._error: Exception | None = None
        self._before: tuple[Laboratory, int] | None = None  # the run that was left for this one, and its step
        self._sent = self._painted = 0
        self._last_sign = 0.0
        self._last = dict.fromkeys(EVERY, -math.inf)  # when each was sent in a run
        self._views: dict[str, str] = {}  # and the tab that each shows
        self._take_up(laboratory)
        self.on_msg(self._on_message)
        self.observe(lambda change: self._show_all(), "layers")

    def __repr__(self) -> str:
        return f"LiveLaboratory: {self.laboratory.points.name}, step {self.laboratory.number:,}"

    @property
    def recipe(self) -> Recipe:
        """The recipe of the present run, with what was changed on the way."""
        return self.laboratory.recipe

    @property
    def running(self) -> bool:
        """Whether it is training by itself."""
        return self._live.running

    @property
    def message(self) -> str:
        """A sentence about why nothing moves, or an empty one."""
        return self._refused or self._live.message

    @property
    def error(self) -> Exception | None:
        """The exception that ended the last run, or None."""
        return self._error or self._live.error

    # For code

    def start(self) -> None:
        """Goes on training by itself, like the button; pauses after five seconds without a browser."""
        self._forget_trouble()
        self._painted = self._sent
        self._last_sign = time.monotonic()
        self._live.start()
        self._show_all()

    def pause(self) -> None:
        """Pauses after the present step."""
        self._live.pause()
        self._show_all()

    def run(self, steps: int) -> "LiveLaboratory":
        """Takes training steps, waits for them, and shows the last. Needs no browser.

        Raises:
            Diverged: if a loss is not finite any more.
            Exception: whatever your own functions raise.
        """
        self._live.pause()
        self._forget_trouble()
        try:
            self.laboratory.run(steps)
        except Exception as error:
            self._trouble(error)
            raise
        finally:
            self._show_all()
        return self

    def step(self, count: int = 1) -> None:
        """Takes steps of both players, as `run` does."""
        self.run(count)

    def rewind(self, step: int) -> None:
        """Goes back, or forward again as far as the run has come.

        Raises:
            ValueError: if the run has not come so far.
        """
        self._live.pause()
        self._forget_trouble()
        self.laboratory.rewind(step)
        self._show_all()

    def begin(self, recipe: Recipe) -> None:
        """Begins a new run with another recipe. Parts of your own stay in use, except data if the recipe changes it."""
        self._live.pause()
        self._forget_trouble()
        self._anew(recipe)

    def close(self) -> None:
        """Ends the thread, if there is one, and removes the view from the page."""
        if hasattr(self, "_live"):
            self._live.close()
        super().close()

    # From the browser

    def _on_message(self, widget: Any, content: dict[str, Any], buffers: Any) -> None:
        kind = content.get("kind")
        if kind == "painted":
            self._painted = max(self._painted, min(self._sent, int(content["frame"])))
            self._last_sign = time.monotonic()
        elif kind == "hello":
            self._views.setdefault(content["view"], "curves")
            self._set_up()
        elif kind == "bye":
            self._views.pop(content["view"], None)
            if not self._views:
                self._live.pause("paused because nobody was looking")
        elif kind == "tab":
            self._views[content["view"]] = content["tab"]
            if content["tab"] == "graph":
                self._show_all()
        elif kind == "pace":
            self._live.pace = PACES[content["pace"]]
        elif kind == "start":
            self._live.fps = CALM if content.get("calm") else FPS
            self.start()
        elif kind == "pause":
            self.pause()
        elif kind == "read":
            self._read_off(content)
        elif kind == "change" and content["name"] in CHANGEABLE:
            self._change(content["name"], content["value"])
        else:
            self._live.pause()
            self._forget_trouble()
            try:
                with self._live.heard.listening():
                    self._do(kind, content)
            except Exception as error:
                self._trouble(error, field={"change": content.get("name"), "draw": "data"}.get(kind, kind))
            self._show_all()

    def _read_off(self, content: dict[str, Any]) -> None:
        """Answers what stands at a place of the plane, from -1 to 1; a run goes on meanwhile."""
        left, right, bottom, top = self.laboratory.points.region
        x = left + (right - left) * (content["x"] + 1) / 2
        y = bottom + (top - bottom) * (content["y"] + 1) / 2
        try:
            opinion, slope = self.laboratory.read_off((x, y))
        except Exception as error:  # a network of the reader's own may want whole batches
            self._trouble(error)
            return self._show_all()
        said = [value if math.isfinite(value) else None for value in (opinion, *map(float, slope))]
        digits = max(0, 2 - math.floor(math.log10(right - left)))
        self.send({"kind": "reading", "x": x, "y": y, "opinion": said[0], "slope": said[1:], "digits": digits})

    def _do(self, kind: str, content: dict[str, Any]) -> None:
        laboratory, recipe = self.laboratory, self.laboratory.in_force
        {
            "step": laboratory.step,
            "generator": laboratory.step_generator,
            "discriminator": laboratory.step_discriminator,
            "forward": laboratory.sub_step,
            "back": laboratory.sub_step_back,
            "rewind": lambda: laboratory.rewind(max(0, min(laboratory.furthest, int(content["step"])))),
            "switch": laboratory.switch,
            "change": lambda: self._anew(recipe.but(content["name"], number_in(content["name"], content["value"]))),
            "text": lambda: self._anew(Recipe.parse(content["text"])),
            "draw": lambda: self._anew(recipe.but("data", drawing(content["points"]))),
            "rows": lambda: self._anew(recipe.but("start", ""), points_from_text(content["text"])),
            "open": lambda: self._open(content["group"], content["name"]),
            "undo": self._undo,
        }[kind]()

    def _open(self, group: str, name: str) -> None:
        """Begins a run from a starting point; shows what a mission says, else the fakes that are at their best."""
        if group == "missions":
            mission = self._missions[name]
            self._anew(mission.recipe)
            self.layers = list(mission.layers)
            return
        self._anew(SETTLED[name] if group == "settled" else STARTS[name].recipe)
        best, other = ("averaged", "fake") if self.recipe.averaging else ("fake", "averaged")
        if best not in self.layers:
            self.layers = [best if name == other else name for name in self.layers]

    def _change(self, name: str, value: Any) -> None:
        """Changes a value from the next step on, whether the run goes on meanwhile or not."""
        self._refused = self._field = ""
        try:
            with self._live.heard.listening():  # a step that is begun is finished first
                self.laboratory.change(name, number_in(name, value))
        except Exception as error:
            self._trouble(error, name)
        self._show_all()

    def _anew(self, recipe: Recipe, data: Points | None = None) -> None:
        """Begins a new run, and keeps the present one, if it has come anywhere."""
        left = self.laboratory, self.laboratory.number
        self._take_up(self.laboratory.again(recipe, data=data))
        if left[0].furthest:
            self._before = left
        self._set_up()

    def _undo(self) -> None:
        """Goes back to the run before, and keeps this one as the run before.

        Raises:
            ValueError: if there is none.
        """
        if self._before is None:
            raise ValueError("there is no run before this one")
        left = self.laboratory, self.laboratory.number
        before, step = self._before
        self._take_up(before)
        before.rewind(step)  # networks of the reader's own have been the other run's meanwhile
        self._before = left
        self._set_up()

    def _take_up(self, laboratory: Laboratory) -> None:
        pace = self._live.pace if hasattr(self, "_live") else Pace.FULL
        self.laboratory = laboratory
        self._told = laboratory.recipe, laboratory.in_force  # what the page knows, or is about to hear
        # The thread must not keep a closed widget alive.
        me = weakref.ref(self)

        def show() -> None:
            if (widget := me()) is not None:
                widget._tick()

        self._live = Live(laboratory, show, FPS)
        self._live.pace = pace

    def _trouble(self, error: Exception, field: str = "") -> None:
        """Keeps what went wrong, and which field of the page it came from."""
        self._field = field
        self._error = None if isinstance(error, ValueError) else error
        plain = isinstance(error, ValueError | Diverged)
        self._refused = str(error) if plain else f"{type(error).__name__}: {error}"

    def _forget_trouble(self) -> None:
        self._refused = self._field = ""
        self._error = None
        self._live.message, self._live.error = "", None

    # To the browser

    def _tick(self) -> None:
        """Shows a live run after a step, and at its end, unless the browser has fallen behind."""
        if not self._live.running:
            self._show_all()
        elif (now := time.monotonic()) - self._last_sign > SILENT + self._live.pace.rest:
            self._live.pause("paused because nobody was looking")
        elif self._sent - self._painted < AHEAD:
            self._show(*(self._due(what, now) for what in EVERY))

    def _due(self, what: str, now: float) -> bool:
        """Whether curves or shading are due again; if so, they count as sent."""
        if now - self._last[what] < EVERY[what]:
            return False
        self._last[what] = now
        return True

    def _show_all(self) -> None:
        self._show(curves=True, shading=True, flow=True)

    def _set_up(self) -> None:
        """Sends everything that stays the same during a run, and a frame."""
        self._tell()
        self._show_all()

    def _tell(self, same: bool = False) -> None:
        """Sends what stays the same until something is changed.

        Args:
            same: whether it is the same run still.
        """
        laboratory, recipe = self.laboratory, self.laboratory.in_force
        self._told = laboratory.recipe, recipe
        values = asdict(recipe)
        if recipe.data not in DATA or "data" in laboratory.own:
            values["data"] = "held"
        content = {
            "kind": "setup",
            "same": same,
            "recipe": str(laboratory.recipe),
            "values": values,
            "choices": {
                "data": list(DATA),
                "latents": list(LATENTS),
                "loss": list(RULES),
                "optimiser": list(OPTIMISERS),
            },
            "own": laboratory.own,
            "name": laboratory.points.name,
            "marks": {
                "generator": laboratory.rules.generator_equilibrium,
                "discriminator": laboratory.rules.discriminator_equilibrium,
                "floor": laboratory.floor,
            },
            "modes": None if laboratory.points.centres is None else len(laboratory.points.centres),
            "critic": laboratory.rules.undecided is None,
            "region": laboratory.points.region,
            "latentSize": recipe.latent_size,
            "changeable": CHANGEABLE,
            "graph": parts_of(laboratory),
            "starts": starts(list(self._missions.values())),
            "opening": laboratory.opening,
            "plan": [sub_step._asdict() for sub_step in laboratory.plan],
        }
        self.send(content, [self._scaled(laboratory.real).tobytes(), laboratory.latents.tobytes()])

    def _show(self, curves: bool, shading: bool, flow: bool) -> None:
        """Sends a frame: the state of the run and the layers that are on.

        Args:
            curves: with the curves.
            shading: with the shading.
            flow: with what the graph shows, if somebody looks at it or a step is taken apart.
        """
        laboratory = self.laboratory
        if (laboratory.recipe, laboratory.in_force) != self._told:  # it was changed, or rewound to before a change
            self._tell(same=True)
        parts = {}
        graph = "graph" in self._views.values()
        # The line of the opinion is always there; the graph has both players' pictures.
        for name in dict.fromkeys([*self.layers, "opinion", *(["manifold"] if graph and flow else [])]):
            if name in SHADINGS and not shading:
                continue  # the page keeps its last one
            try:
                parts[name] = self._layer(name)
            except Exception as error:  # the arrows may call a loss of the reader's own
                self._live.pause()
                self._trouble(error)
        if curves:
            parts |= self._curves()
        seen = None
        if flow and (graph or laboratory.now is not None):
            seen, arrays = flow_of(laboratory)
            parts |= arrays
        parts = {name: array for name, array in parts.items() if array is not None}
        self._sent += 1
        content = {
            "kind": "frame",
            "frame": self._sent,
            "running": self._live.running,
            "message": self.message,
            "field": self._field,
            "printed": self._live.heard.lines,
            "step": laboratory.number,
            "furthest": laboratory.furthest,
            "position": laboratory.position,
            "subSteps": laboratory.sub_steps,
            "flow": seen,
            "report": report_words(laboratory.now),
            "changes": [change_words(change) for change in laboratory.marks],
            "other": self._other(),
            "before": self._left(),
            "parts": {name: [str(array.dtype), *array.shape] for name, array in parts.items()},
        }
        if not self._live.running:
            measures = asdict(laboratory.measure())
            content["now"] = {name: value if math.isfinite(value) else None for name, value in measures.items()}
        self.send(content, [np.ascontiguousarray(array).tobytes() for array in parts.values()])

    def _left(self) -> dict[str, Any] | None:
        """The run before, to which one can go back, for the page."""
        if self._before is None:
            return None
        laboratory, step = self._before
        return {"step": step, "because": difference_words(laboratory.recipe.at(step), self.laboratory.recipe)}

    def _other(self) -> dict[str, Any] | None:
        """The road not taken, for the page."""
        other, dropped = self.laboratory.other, self.laboratory.dropped
        return None if other is None else {**other._asdict(), "dropped": dropped is not None}

    def _layer(self, name: str) -> np.ndarray | None:
        laboratory = self.laboratory
        return {
            "real": lambda: None,  # sent before
            "fake": lambda: self._scaled(laboratory.fake),
            "averaged": lambda: None if (fakes := laboratory.averaged) is None else self._scaled(fakes),
            "opinion": laboratory.opinion,
            "optimum": laboratory.optimum,
            "manifold": lambda: self._scaled(laboratory.manifold()),
            "arrows": self._arrows,
        }[name]()

    def _arrows(self) -> np.ndarray:
        places, descents = self.laboratory.arrows()
        left, right, *_ = self.laboratory.points.region
        # The browser's unit is half the region; a gradient, loss over length, scales the other way.
        return np.concatenate([self._scaled(places), (descents * (right - left) / 2).astype(np.float32)], 1)

    def _curves(self) -> dict[str, np.ndarray]:
        steps, generator, discriminator = self.laboratory.losses()
        measured_at, measures = self.laboratory.measures()
        names = ("accuracy", "modes", "strays", "jensen_shannon")
        rows = np.array([[getattr(measure, name) for name in names] for measure in measures]).T
        return {
            "losses": np.stack([steps, discriminator, generator]).astype(np.float32),
            "measures": np.concatenate([measured_at[None], rows]).astype(np.float32),
        }

    def _scaled(self, points: np.ndarray) -> np.ndarray:
        """Points as float32, with the region from -1 to 1; NaN goes far away."""
        scaled = relative_to(self.laboratory.points.region, points)
        return np.nan_to_num(scaled, nan=99, posinf=99, neginf=-99).clip(-99, 99).astype(np.float32)

    # The still picture

    def _poster(self) -> Image.Image:
        laboratory = self.laboratory
        opinion = laboratory.opinion() if "opinion" in self.layers else None
        return point_poster(laboratory.points.region, opinion, laboratory.real, laboratory.fake)

    def _alt(self) -> str:
        laboratory = self.laboratory
        real = len(laboratory.real)
        return (
            f"{laboratory.points.name} after {laboratory.number:,} training steps: 400 fakes (triangles) over {real} "
            "real points (circles), before the discriminator's opinion of every place."
        )


def _close_those_before(widget: LiveLaboratory) -> None:
    """Closes the laboratories that an earlier run of this cell made, to free their threads and memory."""
    kernel = getattr(get_ipython(), "kernel", None)
    parent = kernel.get_parent("shell") if kernel is not None else {}
    cell = parent.get("metadata", {}).get("cellId")
    if cell is None:
        return
    execution = parent["header"]["msg_id"]
    before, widgets = _by_cell.get(cell, ("", weakref.WeakSet()))
    if before != execution:
        for old in list(widgets):
            old.close()
        widgets = weakref.WeakSet()
        _by_cell[cell] = (execution, widgets)
    widgets.add(widget)
