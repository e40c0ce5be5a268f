"""The README's pictures of what one touches: real widgets on a plain page, in Chromium.

A live widget needs a kernel only when somebody moves it. So its page gets a model without one: what the widget's traits
are, and what Python would have sent to greet a new view.
"""

import base64
import io
import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import torch
from PIL import Image
from playwright.sync_api import Page, sync_playwright

from gan_lesson import datasets, recordings
from gan_lesson.datasets import portraiture
from gan_lesson.laboratory import Laboratory, Recipe
from gan_lesson.widgets import BoundaryExplorer, EpochPlayer, LiveLaboratory
from gan_lesson.widgets.live import LiveWidget

WIDTH = 1000  # CSS pixels of the page; a README is shown at 800 to 900
QUALITY = 82

_PAGE = """<!doctype html><meta charset="utf-8"><style>
body {{ margin: 16px; width: {width}px; background: white; font: 16px/1.5 system-ui, sans-serif; }} {css}
</style><div id="shown">{html}</div>"""

# A model in the place of anywidget's: it knows the traits, and answers the view's greeting.
_MODEL = """async ({code, traits, messages}) => {
  const bytes = (text) => Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
  const view = (text) => new DataView(bytes(text).buffer);
  const values = Object.fromEntries(traits.map(([name, value, packed]) => [name, packed ? view(value) : value]));
  const heard = {};
  const answer = () => {
    for (const [content, buffers] of messages) heard["msg:custom"]?.(content, buffers.map(view));
  };
  const model = {
    get: (name) => values[name],
    set: (name, value) => { values[name] = value; heard[`change:${name}`]?.(); },
    on: (event, listener) => { heard[event] = listener; },
    off: () => {},
    save_changes: () => {},
    send: ({kind}) => { if (kind === "hello") setTimeout(answer); },
  };
  const url = URL.createObjectURL(new Blob([code], {type: "text/javascript"}));
  const {default: widget} = await import(url);
  widget.render({model, el: document.querySelector("#shown")});
}"""


def boundary_explorer() -> BoundaryExplorer:
    """Lesson 01's pets, with a line that someone has turned."""
    pets = datasets.portraits(256, torch.Generator().manual_seed(5))
    measures = portraiture.measure(pets.knobs)
    names = {"names": pets.label_names, "axes": ("ear length", "snout length")}
    explorer = BoundaryExplorer(measures, pets.labels.numpy(), pets.data[:, 0].numpy(), **names)
    explorer.angle = 42.0
    return explorer


def epoch_player() -> EpochPlayer:
    """One recorded run on the plane, at its end."""
    return EpochPlayer(recordings.load("ring_seed_0"), title="A forger and an expert, epoch by epoch")


def laboratory() -> LiveLaboratory:
    """A run of 400 steps in the laboratory, and the next one in the middle of the generator's turn."""
    trained = Laboratory(Recipe())
    trained.run(400)
    for _ in range(9):
        trained.sub_step()
    return LiveLaboratory(trained, title="The laboratory")


WIDGETS: dict[str, Callable[[], Any]] = {
    "boundary_explorer": boundary_explorer,
    "epoch_player": epoch_player,
    "laboratory": laboratory,
}


def draw(folder: Path) -> list[Path]:
    """Draws a picture of each widget into a folder, as WebP, and returns the files."""
    folder.mkdir(exist_ok=True)
    files = []
    with sync_playwright() as playwright:
        names = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
        found = [path for path in map(shutil.which, names) if path]
        browser = playwright.chromium.launch(executable_path=found[0] if found else None)
        try:
            for name, make in WIDGETS.items():
                page = browser.new_page(viewport={"width": WIDTH + 32, "height": 720})
                image = picture_of(page, make())
                files.append(folder / f"{name}.webp")
                image.save(files[-1], quality=QUALITY, method=6)
                page.close()
        finally:
            browser.close()
    return files


def picture_of(page: Page, widget: LiveWidget | EpochPlayer) -> Image.Image:
    """A widget as a page shows it, once it stands still."""
    if isinstance(widget, LiveWidget):
        page.set_content(_PAGE.format(width=WIDTH, css=widget._css, html=""))
        page.evaluate(_MODEL, {"code": widget._esm, "traits": _traits(widget), "messages": _greeting(widget)})
    else:
        page.set_content(_PAGE.format(width=WIDTH, css="", html=widget.html))
    shown = page.locator("#shown canvas").first
    shown.wait_for()
    page.evaluate("document.querySelectorAll('details').forEach((part) => { part.open = false; })")
    if isinstance(widget, LiveLaboratory):
        page.get_by_role("tab", name="Graph").click()
    page.wait_for_timeout(1500)  # fonts, observers of size and the first frames
    return Image.open(io.BytesIO(page.locator("#shown").screenshot())).convert("RGB")


def _traits(widget: LiveWidget) -> list[tuple[str, Any, bool]]:
    """The synced traits: name, value, and whether the value is bytes in base64."""
    traits = []
    for name, value in widget.get_state().items():
        packed = isinstance(value, bytes | bytearray | memoryview)
        if packed or _is_json(value):
            traits.append((name, base64.b64encode(value).decode() if packed else value, packed))
    return traits


def _is_json(value: Any) -> bool:
    try:
        json.dumps(value)
    except TypeError:
        return False
    return True


def _greeting(widget: LiveWidget) -> list[tuple[dict[str, Any], list[str]]]:
    """What a widget sends when a view says hello."""
    sent = []
    widget.send = lambda content, buffers=(): sent.append((content, [base64.b64encode(b).decode() for b in buffers]))
    if isinstance(widget, LiveLaboratory):
        widget._on_message(widget, {"kind": "hello", "view": "README"}, [])
        widget._on_message(widget, {"kind": "tab", "view": "README", "tab": "graph"}, [])
    return sent
