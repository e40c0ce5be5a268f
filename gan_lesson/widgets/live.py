"""What all live widgets share: a still picture with words, for readers without a kernel.

A stored, exported or reopened notebook has no kernel. So each display consists of two outputs: a *twin*, which is a
plain figure with words, and the live view, which replaces the twin once it is on the page. If there is no view, the
twin stays. Some twins play there: they carry the module of the live view, its state, and what the kernel would answer.
"""

import json
import math
from typing import Any

import anywidget
import traitlets
from IPython.display import display
from PIL import Image

from gan_lesson.page.bundle import figure_html, packed_html, to_deflated, to_png

VIEW = "application/vnd.jupyter.widget-view+json"
# One transparent pixel, as a PNG file in base64.
BLANK = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR4nGNgYGBgAAAABQABpfZFQAAAAABJRU5ErkJggg=="

# Part of the twin, because the widget's own style sheet may never arrive. A live view hides the twin before it. A view
# that failed is an output without elements, with only JupyterLab's "model not found", and is hidden.
_TWIN_STYLE = """<style>
div.gan-lesson-twin { text-align: left; }
div.gan-lesson-twin figure img { margin: 0; max-height: none; vertical-align: baseline; }
.jp-OutputArea-child:has(.gan-lesson-twin):has(+ .jp-OutputArea-child .gan-lesson-live:not(.gan-lesson-twin *)) {
  display: none;
}
.jp-OutputArea-child:has(.gan-lesson-twin)
  + .jp-OutputArea-child:has(> .jupyter-widgets):not(:has(.jupyter-widgets *)) { display: none; }
</style>"""


class LiveWidget(anywidget.AnyWidget):
    """The base of the live widgets.

    A subclass has a bundle and a still picture:

        class Counter(LiveWidget):
            _esm = read_bundle("counter.js")
            _css = read_bundle("counter.css")
            count = traitlets.Int(0).tag(sync=True)

            def _poster(self): ...  # the twin's picture, a PIL image
            def _alt(self): ...  # the picture in words

    Its twin plays without a kernel if `_alone` names a bundle for that, whose script calls `playsAlone` in alone.js.

    Attributes:
        title: written above.
        caption: a sentence below the title.
        zoom: the size of everything; 2 is for the back row.

    Raises:
        traitlets.TraitError: if zoom is not a number above 0.
    """

    title = traitlets.Unicode("").tag(sync=True)
    caption = traitlets.Unicode("").tag(sync=True)
    zoom = traitlets.Float(1.0).tag(sync=True)
    _alone: str | None = None

    def __repr__(self) -> str:
        return f"{type(self).__name__}: {self.title!r}"

    @traitlets.validate("zoom")
    def _zoom_is_positive(self, proposal: traitlets.Bunch) -> float:
        if not 0 < proposal.value < math.inf:
            raise traitlets.TraitError(f"zoom must be a number above 0, not {proposal.value}")
        return proposal.value

    def _poster(self) -> Image.Image:
        """The twin's picture: the present state, or a typical one."""
        raise NotImplementedError

    def _alt(self) -> str:
        """The picture in words; the same on every machine, so without trained numbers."""
        raise NotImplementedError

    def _repr_mimebundle_(self, **kwargs: Any) -> dict[str, str]:
        """The twin alone, as a figure, as PNG and in words."""
        poster = self._poster()
        words = " ".join(part for part in (self.caption, "Run the cell to play with it.") if part)
        figure = figure_html(poster, self._alt(), self.title, words)
        if self._alone:
            script = packed_html(self._alone, self._recorded(), "understudy")
            kind = self._alone.removesuffix("_alone").replace("_", "-")
            figure = f'<div class="gan-lesson-understudy" data-kind="{kind}">\n{figure}\n{script}\n</div>'
        twin = f'<div class="gan-lesson-twin">\n{figure}\n{_TWIN_STYLE}\n</div>'
        return {"text/html": twin, "image/png": to_png(poster), "text/plain": repr(self)}

    def _recorded(self) -> dict[str, Any]:
        """What the twin plays with: the state of the live view, deflated, so that nobody reads a game's truth there."""
        ours = [cls for cls in type(self).__mro__ if issubclass(cls, LiveWidget)]
        names = {name for cls in ours for name in vars(cls)} & set(self.keys) - {"_esm", "_css", "_anywidget_id"}
        state = {name: getattr(self, name) for name in sorted(names)} | self._more_recorded()
        binary = {name: value for name, value in state.items() if isinstance(value, bytes)}
        traits = json.dumps({name: value for name, value in state.items() if name not in binary}, allow_nan=False)
        return {
            "traits": to_deflated(traits.encode()),
            "bytes": {name: to_deflated(value) for name, value in binary.items()},
        }

    def _more_recorded(self) -> dict[str, Any]:
        """What the page needs beside the traits to answer for the kernel."""
        return {}

    def _ipython_display_(self) -> None:
        display(self._repr_mimebundle_(), raw=True)
        # VS Code without a kernel prints the JSON of a view that stands alone: so there is a picture beside it, a blank
        # one, since the twin has the real one. nbval compares no pictures, and a built notebook drops this output.
        bundle, metadata = super()._repr_mimebundle_()  # Colab finds its widget manager by this metadata
        display({VIEW: bundle[VIEW], "image/png": BLANK}, raw=True, metadata=metadata)
