"""The first minute: from Shift+Enter in a fresh kernel to the first painted frame of the recorded portraits.

python3 run.py test -n 0 tests/benchmarks/test_first_player.py --benchmark-only
"""

from tests.browser.actions import within
from tests.browser.conftest import write_notebook

ROUNDS = 5
CELL = """from gan_lesson import recordings
from gan_lesson.widgets import EpochPlayer

portraits = recordings.load("portraits")
EpochPlayer(portraits, originals=portraits.real)"""
# Seconds from the command to the second animation frame after the player has drawn its first snapshot.
FRESH = within("""async () => {
  const { content, sessionContext } = jupyterapp.shell.currentWidget;
  await sessionContext.ready;
  await sessionContext.session.kernel.restart();
  await sessionContext.session.kernel.info;
  content.activeCellIndex = 0;
  content.activeCell.model.sharedModel.setOutputs([]);
  const frame = () => new Promise(requestAnimationFrame);
  const begin = performance.now();
  jupyterapp.commands.execute("notebook:run-cell");
  while (!document.querySelector("[data-snapshot]")) await frame();
  await frame();
  await frame();
  return (performance.now() - begin) / 1000;
}""")


def test_from_the_cell_to_the_first_frame(lab, open_notebook, report):
    write_notebook(lab.folder / "first.ipynb", [CELL])
    page = open_notebook("first.ipynb", run=False)
    page.evaluate(FRESH)  # the files are read from the disk once
    report("first player, fresh kernel", [page.evaluate(FRESH) for _ in range(ROUNDS)], "seconds to its first frame")
