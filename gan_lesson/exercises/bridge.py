"""From the page to the kernel: what was answered there."""

from collections.abc import Callable, Sequence
from typing import Any

import anywidget
import traitlets

from gan_lesson.page.bundle import read_bundle


class Bridge(anywidget.AnyWidget):
    """A widget that is shown for a moment to send the page's answers to the kernel.

    Args:
        ids: of the questions to report.
        heard: called once, with the page's report: ``{id: {"choice": ..., "solved": ...}}``.
    """

    _esm = read_bundle("bridge.js")
    ids = traitlets.List(traitlets.Unicode()).tag(sync=True)
    answers = traitlets.Dict().tag(sync=True)

    def __init__(self, ids: Sequence[str], heard: Callable[[dict[str, Any]], None]):
        self._heard = heard
        super().__init__(ids=list(ids))
        self.observe(self._reported, "answers")

    def __repr__(self) -> str:
        return "Bridge"

    @property
    def view(self) -> dict[str, dict[str, Any]]:
        """The part of a mime bundle that displays it."""
        view = {"version_major": 2, "version_minor": 0, "model_id": self.model_id}
        return {"application/vnd.jupyter.widget-view+json": view}

    def _reported(self, change: dict[str, Any]) -> None:
        report = change["new"].get("found")
        self._heard(report if isinstance(report, dict) else {})
