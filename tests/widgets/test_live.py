"""The base of the live widgets: two outputs, one of them for readers without a kernel."""

import base64
import io
import json
import re
import sys
import types
import zlib

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


class Playing(Bare):
    """Its twin plays, with any bundle."""

    _alone = "boundary_explorer_alone"
    count = traitlets.Int(3).tag(sync=True)
    kept = traitlets.Int(4)
    _greys = traitlets.Bytes(b"\x00\x01\xff").tag(sync=True)

    def _more_recorded(self):
        return {"answer": [1.5, None]}


def recorded(html):
    """The state that a twin's HTML carries."""
    [text] = re.findall(r'<script type="application/json">(.*?)</script>', html)
    packed = json.loads(text)
    state = json.loads(inflated(packed["traits"]))
    return state | {name: inflated(value) for name, value in packed["bytes"].items()}


def inflated(text):
    return zlib.decompress(base64.b64decode(text))


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


def test_a_twin_that_plays_carries_the_state_of_its_view_and_nothing_else():
    state = recorded(Playing(title="x", count=5)._repr_mimebundle_()["text/html"])
    assert state == {
        "title": "x",
        "caption": "",
        "zoom": 1.0,
        "count": 5,
        "_greys": b"\x00\x01\xff",
        "answer": [1.5, None],
    }


def test_a_twin_that_plays_differs_from_one_that_does_not_in_scripts_only():
    """So the strict comparison of notebooks, which leaves out scripts, finds the same words."""
    html = Playing(title="x")._repr_mimebundle_()["text/html"]
    assert html.count("<script") == 3
    words = re.sub(r'(?s)<div class="gan-lesson-understudy".*?>\n|\n<script.*</script>\n</div>', "", html)
    assert words == Bare(title="x")._repr_mimebundle_()["text/html"]
    assert html == Playing(title="x")._repr_mimebundle_()["text/html"], "the same each time, with no id"
