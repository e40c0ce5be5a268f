"""Figures in a dark page: its ground, words and marks that can be read, and pictures as they are."""

import base64
import io
import re

import numpy as np
import pytest
from matplotlib.figure import Figure
from PIL import Image

from gan_lesson import plots
from gan_lesson.page.palette import LIGHT, PALETTES
from tests.browser.test_starting import write_page
from tests.page.test_palette import contrast

DARK = {"JupyterLab": ("<body data-jp-theme-light='false'>", "light"), "the system": ("<body>", "dark")}
GREYS = np.linspace(-1, 1, 16)[:, None, None].repeat(8, 1).repeat(8, 2)  # 16 pictures of one grey each
COLOURS = {name: getattr(LIGHT, name) for name in ("ink", "real", "fake", "discriminator", "cat", "dog")}


def swatches():
    """A figure of bars in the palette's colours."""
    figure = Figure(figsize=(6, 1), layout="none")
    axes = figure.add_axes((0, 0, 1, 1))
    axes.set_axis_off()
    axes.bar(range(len(COLOURS)), 1, 0.6, color=list(COLOURS.values()))
    return figure


@pytest.fixture(params=[*DARK, "light"])
def look(request, new_page, tmp_path):
    """`look(figure)`: the page's theme, and what a figure looks like in it, (height, width, 3)."""
    body, scheme = DARK.get(request.param, ("<body data-jp-theme-light='true'>", "dark"))
    page = new_page(color_scheme=scheme)
    theme = "light" if request.param == "light" else "dark"

    def looked(figure):
        html = plots.show(figure, "alt")._repr_mimebundle_()["text/html"]
        ground = f"<style>body {{ background: {PALETTES[theme]['ground']} }}</style>"
        page.goto(write_page(tmp_path, html, head=ground + body))
        shot = page.locator(".gl-drawing").screenshot()
        return theme, np.asarray(Image.open(io.BytesIO(shot)).convert("RGB")).astype(int)

    return looked


def test_its_ground_is_the_page_s(look):
    theme, seen = look(plots.plot_curves({"a": (np.arange(3), np.arange(3))}, "step", "loss"))
    ground = 17 if theme == "dark" else 255
    assert np.abs(seen[0] - ground).max() <= 2 and np.abs(seen[:, -1] - ground).max() <= 2
    assert (np.abs(seen - ground).max(-1) <= 2).mean() > 0.8


def test_on_paper_it_is_dark_on_white(new_page, tmp_path):
    page = new_page(color_scheme="dark")
    figure = plots.show(plots.plot_pictures(GREYS, columns=4), "alt")._repr_mimebundle_()["text/html"]
    page.goto(write_page(tmp_path, figure))
    filters = """[...document.querySelectorAll("img, .gl-pane")].map((part) => getComputedStyle(part))
      .flatMap(({ filter, backdropFilter }) => [filter, backdropFilter])"""
    assert page.evaluate(filters).count("none") == 2
    page.emulate_media(media="print")
    assert page.evaluate(filters) == ["none"] * 4


def test_colours_can_be_told_and_read(look):
    theme, seen = look(swatches())
    middles = np.linspace(0, seen.shape[1], 2 * len(COLOURS) + 1)[1::2].astype(int)
    found = {name: tuple(seen[seen.shape[0] // 2, x]) for name, x in zip(COLOURS, middles, strict=True)}
    for name, colour in found.items():
        written = "#{:02x}{:02x}{:02x}".format(*colour)
        assert contrast(written, PALETTES[theme]["ground"]) >= (4.5 if name == "ink" else 3), (name, written)
    red, _, blue = found["real"]
    assert blue - red > 80, "blue"
    red, _, blue = found["fake"]
    assert red - blue > 80, "orange"


@pytest.mark.parametrize("titles", [None, ["A title"]], ids=["bare", "with a title"])
def test_grey_pictures_stay_as_they_are(look, titles):
    _, seen = look(plots.plot_pictures(GREYS, columns=4, titles=titles))
    side = seen.shape[1] / 4
    top = seen.shape[0] - 4 * side
    for number, level in enumerate(np.linspace(0, 255, 16)):
        y, x = int(top + (number // 4 + 0.5) * side), int((number % 4 + 0.5) * side)
        assert seen[y, x] == pytest.approx(np.full(3, level), abs=4), number


def test_panes_lie_on_the_sheets():
    """What they cut out is all picture, and nothing of it is left."""
    sheets = np.full((2, 4, 8, 8), -1.0)
    bundle = plots.show(plots.plot_pictures(sheets, 2, titles=["One", "Two"]), "alt")._repr_mimebundle_()
    image = np.asarray(Image.open(io.BytesIO(base64.b64decode(bundle["image/png"]))).convert("L"))
    rest = image.copy()
    insets = re.findall(r'class="gl-pane" style="inset:([^"]*)"', bundle["text/html"])
    assert len(insets) == 2
    for inset in insets:
        top, right, bottom, left = (float(share[:-1]) / 100 for share in inset.split())
        rows = slice(round(top * image.shape[0]), round((1 - bottom) * image.shape[0]))
        columns = slice(round(left * image.shape[1]), round((1 - right) * image.shape[1]))
        assert (image[rows, columns] < 40).mean() > 0.9
        rest[rows, columns] = 255
    assert (rest < 100).mean() < 0.02, "titles"
