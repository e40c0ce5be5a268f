"""The first minute: from Shift+Enter in a fresh kernel to the first painted frame of the recorded portraits.

And the same for a laboratory: the cell of lesson 07's first one, with the imports that come before it.

python3 run.py test -n 0 tests/benchmarks/test_first_player.py --benchmark-only
"""

import pytest

from tests.browser.actions import within
from tests.browser.conftest import write_notebook

ROUNDS = 5
CELL = """from gan_lesson import recordings
from gan_lesson.widgets import EpochPlayer

portraits = recordings.load("portraits")
EpochPlayer(portraits, originals=portraits.real)"""
LABORATORY = """import torch
from gan_lesson.widgets import LiveLaboratory
torch.set_num_threads(1)
LiveLaboratory(title="One step at a time")"""
# Seconds from the command to the second animation frame after the player has drawn its first snapshot.
FRESH = within("""async (painted) => {
  const { content, sessionContext } = jupyterapp.shell.currentWidget;
  await sessionContext.ready;
  await sessionContext.session.kernel.restart();
  await sessionContext.session.kernel.info;
  content.activeCellIndex = 0;
  content.activeCell.model.sharedModel.setOutputs([]);
  const frame = () => new Promise(requestAnimationFrame);
  const begin = performance.now();
  jupyterapp.commands.execute("notebook:run-cell");
  while (!document.querySelector(painted)) await frame();
  await frame();
  await frame();
  return (performance.now() - begin) / 1000;
}""")


@pytest.mark.parametrize(
    ("what", "cell", "painted"),
    [
        ("player", CELL, "[data-snapshot]"),
        ("laboratory", LABORATORY, ".gan-lesson-laboratory .gl-big strong:not(:empty)"),
    ],
)
def test_from_the_cell_to_the_first_frame(lab, open_notebook, report, what, cell, painted):
    write_notebook(lab.folder / f"first_{what}.ipynb", [cell])
    page = open_notebook(f"first_{what}.ipynb", run=False)
    page.evaluate(FRESH, painted)  # the files are read from the disk once
    seconds = [page.evaluate(FRESH, painted) for _ in range(ROUNDS)]
    report(f"first {what}, fresh kernel", seconds, "seconds to its first frame")
