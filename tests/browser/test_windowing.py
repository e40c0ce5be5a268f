"""JupyterLab puts cells that are out of sight off the page, in one way or another: a player comes back as it was."""

import pytest
from playwright.sync_api import expect

from tests.browser.actions import GO_TO
from tests.browser.conftest import write_notebook
from tests.browser.test_epoch_player import Player

CELLS = [
    "from gan_lesson.widgets import EpochPlayer\nfrom tests.widgets.synthetic import grey_run",
    "EpochPlayer(grey_run())",
    *["print('\\n'.join(map(str, range(40))))"] * 12,
]
WINDOWING = """(mode) => {
  const notebook = jupyterapp.shell.currentWidget.content;
  notebook.notebookConfig = { ...notebook.notebookConfig, windowingMode: mode };
}"""
PAINTED = """(canvas) => canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height).data.some(Boolean)"""


@pytest.mark.parametrize("mode", ["full", "defer", "none", "contentVisibility"])
def test_a_player_comes_back_whatever_is_done_with_cells_out_of_sight(lab, open_notebook, mode):
    write_notebook(lab.folder / f"windowing_{mode}.ipynb", CELLS)
    page = open_notebook(f"windowing_{mode}.ipynb")
    page.evaluate(WINDOWING, mode)
    for _ in range(2):  # there and back, twice
        page.evaluate(GO_TO, len(CELLS) - 1)
        page.wait_for_timeout(300)
        page.evaluate(GO_TO, 1)
        player = Player(page, 0)
        expect(player.slider).to_be_visible()
        player.slider.focus()
        page.keyboard.press("Home")
        player.shows(0)
        page.keyboard.press("ArrowRight")
        player.shows(1)
        assert player.canvas.evaluate(PAINTED), "its picture is there too"
