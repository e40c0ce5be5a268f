"""The README's pictures: there, small, in words, and of the widgets that `python -m authoring pictures` draws."""

import re
from pathlib import Path

import pytest
from PIL import Image

from authoring import screenshots

README = Path(__file__).parents[2] / "README.md"
SHOWN = dict(re.findall(r"!\[([^\]]*)\]\(([^)]+)\)", README.read_text(encoding="utf-8")))


def test_the_first_picture_moves_and_every_widget_that_is_drawn_is_shown():
    first, *others = SHOWN.values()
    with Image.open(README.parent / first) as picture:
        assert picture.n_frames > 20
    assert [Path(path).stem for path in others] == list(screenshots.WIDGETS)


@pytest.mark.parametrize(("alt", "path"), list(SHOWN.items())[1:], ids=lambda value: Path(value).stem[:20])
def test_a_picture_is_small_and_said_in_words(alt, path):
    assert (README.parent / path).stat().st_size < 120_000
    with Image.open(README.parent / path) as picture:
        assert len(alt) > 60 and picture.width >= 800
