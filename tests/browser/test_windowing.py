"""JupyterLab puts cells that are out of sight off the page, in one way or another: a player comes back as it was left.

And nothing that is opened and only looked at asks to be saved.
"""

import nbformat
import pytest
from playwright.sync_api import expect

from authoring.lessons import KERNEL, LANGUAGE
from tests.browser.actions import within
from tests.browser.conftest import REPOSITORY, write_notebook
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
GO_TO = within("""async (cell) => {
  const notebook = jupyterapp.shell.currentWidget.content;
  notebook.activeCellIndex = cell;
  await notebook.scrollToItem(cell, "start");
}""")
PAINTED = """(canvas) => canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height).data.some(Boolean)"""
KERNEL_IS_THERE = within("""async () => {
  const { sessionContext } = jupyterapp.shell.currentWidget;
  await sessionContext.ready;
  await sessionContext.session.kernel.info;
  await new Promise((done) => setTimeout(done, 500));
}""")
CHANGED = """() => {
  const { model } = jupyterapp.shell.currentWidget.context;
  return model.dirty ? model.sharedModel.metadata : null;
}"""


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


@pytest.mark.parametrize("name", sorted(path.name for path in (REPOSITORY / "notebooks").glob("0*.ipynb")))
def test_a_lesson_that_is_opened_and_left_asks_for_no_saving(lab, open_notebook, name):
    (lab.folder / "opened").mkdir(exist_ok=True)
    notebook = nbformat.read(REPOSITORY / "notebooks" / name, as_version=4)
    notebook.metadata = nbformat.from_dict({"kernelspec": KERNEL, "language_info": LANGUAGE})  # as it is built today
    nbformat.write(notebook, lab.folder / "opened" / name)
    page = open_notebook(f"opened/{name}", run=False)
    page.evaluate(KERNEL_IS_THERE)
    for cell in (len(notebook.cells) - 1, 0):
        page.evaluate(GO_TO, cell)
        page.wait_for_timeout(500)  # the players wake up as they come into view
    assert page.evaluate(CHANGED) is None
