"""The README's pictures are of widgets that work: a live one without a kernel too."""

import numpy as np
import pytest

from authoring import screenshots


@pytest.mark.parametrize(
    ("name", "words"),
    [("boundary_explorer", "14 of 256"), ("epoch_player", "step 2,000"), ("laboratory", "step 400")],
)
def test_a_widget_is_drawn_with_what_it_shows(browser, name, words):
    page = browser.new_page(viewport={"width": screenshots.WIDTH + 32, "height": 720})
    try:
        image = screenshots.picture_of(page, screenshots.WIDGETS[name]())
        assert words in page.inner_text("#shown")
        middle = np.asarray(image)[60:400, 20:380].reshape(-1, 3)
        assert len(np.unique(middle, axis=0)) > 200, "its canvas is painted"
        assert image.width == screenshots.WIDTH and image.height < 1000
    finally:
        page.close()
