"""What all live widgets share: words for readers without a kernel, and a still picture.

A live widget needs a kernel. A notebook that was stored, exported or reopened has none, so each display consists of two
outputs: a *twin*, which is a plain figure with words, and the live view, which takes the twin's place as soon as it is
on the page. Where no view comes up, the twin stays.
"""

import math
from typing import Any

import anywidget
import traitlets
from IPython.display import display
from PIL import Image

from gan_lesson.page.bundle import figure_html, to_png

VIEW = "application/vnd.jupyter.widget-view+json"
# One transparent pixel, as a PNG file in base64.
BLANK = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR4nGNgYGBgAAAABQABpfZFQAAAAABJRU5ErkJggg=="

# Rules of the twin itself, for they must work where the widget's own never arrive. A live view hides the twin before
# it. A view that did not come up is an output without any element, only JupyterLab's "model not found": it is hidden.
_TWIN_STYLE = """<style>
div.gan-lesson-twin { text-align: left; }
div.gan-lesson-twin figure img { margin: 0; max-height: none; vertical-align: baseline; }
.jp-OutputArea-child:has(.gan-lesson-twin):has(+ .jp-OutputArea-child .gan-lesson-live) { display: none; }
.jp-OutputArea-child:has(.gan-lesson-twin)
  + .jp-OutputArea-child:has(> .jupyter-widgets):not(:has(.jupyter-widgets *)) { display: none; }
</style>"""


class LiveWidget(anywidget.AnyWidget):
    """The base of the live widgets.

    A subclass has its bundle, and says how it looks without a kernel:

        class Counter(LiveWidget):
            _esm = read_bundle("counter.js")
            _css = read_bundle("counter.css")
            count = traitlets.Int(0).tag(sync=True)

            def _poster(self): ...  # the twin's picture, a PIL image
            def _alt(self): ...  # that picture in words

    Attributes:
        title: written above.
        caption: a sentence below the title: what there is to see.
        zoom: the size of everything; 2 is for the back row.

    Raises:
        traitlets.TraitError: if zoom is not a number above 0.
    """

    title = traitlets.Unicode("").tag(sync=True)
    caption = traitlets.Unicode("").tag(sync=True)
    zoom = traitlets.Float(1.0).tag(sync=True)

    def __repr__(self) -> str:
        return f"{type(self).__name__}: {self.title!r}"

    @traitlets.validate("zoom")
    def _zoom_is_positive(self, proposal: traitlets.Bunch) -> float:
        if not 0 < proposal.value < math.inf:
            raise traitlets.TraitError(f"zoom must be a number above 0, not {proposal.value}")
        return proposal.value

    def _poster(self) -> Image.Image:
        """The twin's picture: what the widget shows now, or a typical moment."""
        raise NotImplementedError

    def _alt(self) -> str:
        """The picture in words; the same on every machine, so no trained numbers."""
        raise NotImplementedError

    def _repr_mimebundle_(self, **kwargs: Any) -> dict[str, str]:
        """The twin alone, as figure, as PNG and in words."""
        poster = self._poster()
        words = " ".join(part for part in (self.caption, "Run the cell to play with it.") if part)
        figure = figure_html(poster, self._alt(), self.title, words)
        twin = f'<div class="gan-lesson-twin">\n{figure}\n{_TWIN_STYLE}\n</div>'
        return {"text/html": twin, "image/png": to_png(poster), "text/plain": repr(self)}

    def _ipython_display_(self) -> None:
        display(self._repr_mimebundle_(), raw=True)
        # VS Code without a kernel prints the JSON of a view that stands alone: so there is a picture beside it, a blank
        # one, for the twin has the real one. nbval compares no pictures, and a built notebook drops this output.
        bundle, metadata = super()._repr_mimebundle_()  # Colab finds its widget manager by this metadata
        display({VIEW: bundle[VIEW], "image/png": BLANK}, raw=True, metadata=metadata)
