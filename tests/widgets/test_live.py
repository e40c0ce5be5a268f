"""The base of the live widgets: two outputs, one of them for readers without a kernel."""

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
    """The outputs that a display of a widget makes."""
    outputs = []
    monkeypatch.setattr("gan_lesson.widgets.live.display", lambda data, raw: outputs.append(data))
    widget._ipython_display_()
    return outputs


def test_a_twin_comes_first_and_the_view_has_nothing_else(monkeypatch):
    widget = Bare(title="One <colour>", caption="Look & see.")
    twin, view = shown(widget, monkeypatch)
    assert set(twin) == {"text/html", "image/png", "text/plain"}
    assert twin["text/plain"] == "Bare: 'One <colour>'"
    assert 'alt="Blue, and &quot;nothing&quot; else."' in twin["text/html"]
    assert "<b>One &lt;colour&gt;</b><br>Look &amp; see. Run the cell to play with it." in twin["text/html"]
    assert view == {VIEW: {"version_major": 2, "version_minor": 0, "model_id": widget.model_id}}


def test_two_widgets_have_the_same_twin_and_it_names_no_id():
    first, second = Bare(title="x"), Bare(title="x")
    assert first._repr_mimebundle_() == second._repr_mimebundle_()
    assert first.model_id not in str(first._repr_mimebundle_())


@pytest.mark.parametrize("zoom", [0, -1, float("inf"), float("nan"), "large"])
def test_zoom_is_a_number_above_0(zoom):
    with pytest.raises(traitlets.TraitError):
        Bare(zoom=zoom)
