"""The base of the live widgets: two outputs, one of them for readers without a kernel."""

import base64
import io
import sys
import types

import pytest
import traitlets
from PIL import Image

from gan_lesson.widgets.live import VIEW, LiveWidget


class Bare(LiveWidget):
    _esm = "export default { render() {} };\n"

    def _poster(self):
        return Image.new("RGB", (40, 30), "#336699")

    def _alt(self):
        return 'Blue, and "nothing" else.'


def shown(widget, monkeypatch):
    """The outputs that a display of a widget makes, each with its metadata."""
    outputs = []
    monkeypatch.setattr(
        "gan_lesson.widgets.live.display", lambda data, raw, metadata=None: outputs.append((data, metadata))
    )
    widget._ipython_display_()
    return outputs


def test_a_twin_comes_first_and_beside_the_view_there_is_nothing_to_see(monkeypatch):
    widget = Bare(title="One <colour>", caption="Look & see.")
    (twin, _), (view, metadata) = shown(widget, monkeypatch)
    assert set(twin) == {"text/html", "image/png", "text/plain"}
    assert twin["text/plain"] == "Bare: 'One <colour>'"
    assert 'alt="Blue, and &quot;nothing&quot; else."' in twin["text/html"]
    assert "<b>One &lt;colour&gt;</b><br>Look &amp; see. Run the cell to play with it." in twin["text/html"]
    assert set(view) == {VIEW, "image/png"}, "alone, a view that cannot come up is printed as JSON"
    assert view[VIEW]["version_major"] == 2 and view[VIEW]["model_id"] == widget.model_id
    blank = Image.open(io.BytesIO(base64.b64decode(view["image/png"])))
    assert blank.size == (1, 1) and blank.convert("RGBA").getpixel((0, 0))[3] == 0
    assert not metadata, "there is nothing to say but in Colab"


def test_colab_is_told_where_its_widget_manager_is(monkeypatch):
    enabled, manager = [], "https://manager.example/manager.js"
    colab = types.SimpleNamespace(
        enable_custom_widget_manager=lambda: enabled.append(True),
        _widgets=types.SimpleNamespace(_installed_url=manager),
    )
    monkeypatch.setitem(sys.modules, "google.colab.output", colab)  # by this name anywidget knows that it is there
    (_, of_twin), (view, metadata) = shown(Bare(), monkeypatch)
    assert VIEW in view and metadata == {VIEW: {"colab": {"custom_widget_manager": {"url": manager}}}}
    assert enabled and not of_twin


def test_two_widgets_have_the_same_twin_and_it_names_no_id():
    first, second = Bare(title="x"), Bare(title="x")
    assert first._repr_mimebundle_() == second._repr_mimebundle_()
    assert first.model_id not in str(first._repr_mimebundle_())


@pytest.mark.parametrize("zoom", [0, -1, float("inf"), float("nan"), "large"])
def test_zoom_is_a_number_above_0(zoom):
    with pytest.raises(traitlets.TraitError):
        Bare(zoom=zoom)
