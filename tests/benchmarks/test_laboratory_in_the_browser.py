"""The laboratory under a reader's eyes: frames and steps a second, and how soon Pause is felt.

    python3 run.py test -n 0 tests/benchmarks --benchmark-only

The bare loop and the watched run take turns in one kernel, each for two seconds of the clock on the wall: here it is
the browser that competes for the processor, so its time counts.
"""

import pytest

from tests.browser.actions import printed_by, run_cell
from tests.browser.conftest import write_notebook
from tests.browser.test_laboratory import Page

ROUNDS = 15
SECONDS = 2
CELLS = [
    """
import time, torch
from gan_lesson.laboratory import Laboratory, Recipe
from gan_lesson.widgets import LiveLaboratory
torch.set_num_threads(1)
lab = LiveLaboratory().run(100)
paused = []
def timed():
    LiveLaboratory.pause(lab)
    paused.append(time.time())
lab.pause = timed
lab
""",
    f"""
from gan_lesson import models, training
from gan_lesson.laboratory import OPTIMISERS
bare = Laboratory(Recipe())
networks, data, random = (bare.generator, bare.discriminator), bare.points.data, torch.Generator().manual_seed(1)
g_adam, d_adam = (OPTIMISERS["adam"](network, 0.001) for network in networks)
begin, steps = time.perf_counter(), 0
while time.perf_counter() - begin < {SECONDS}:
    real = data[torch.randint(len(data), (128,), generator=random)]
    with torch.no_grad():
        fake = bare.generator(models.sample_latents(128, 2, random))
    training.discriminator_step(bare.discriminator, real, fake, d_adam)
    training.generator_step(*networks, models.sample_latents(128, 2, random), g_adam)
    steps += 1
print(steps / (time.perf_counter() - begin))
""",
    "print(1000 * paused[-1])",
]
COUNT_FRAMES = """() => {
  window.frames_painted = 0;
  const { fillRect } = CanvasRenderingContext2D.prototype;
  CanvasRenderingContext2D.prototype.fillRect = function (x, y, width, height) {
    const whole = width === this.canvas.width && this.canvas.matches(".gan-lesson-laboratory .gl-left canvas");
    if (whole) window.frames_painted += 1;  // the plane's ground, the first thing of a frame
    return fillRect.call(this, x, y, width, height);
  };
}"""
READ = """() => [
  Number(document.querySelector(".gan-lesson-laboratory .gl-big strong").textContent.replaceAll(",", "")),
  window.frames_painted, performance.now() / 1000]"""
PAUSE = """() => {
  const button = document.querySelector(".gan-lesson-laboratory button.gl-run");
  const now = performance.timeOrigin + performance.now();
  button.click();
  return now;
}"""


@pytest.mark.browser
def test_frames_steps_and_pause(report, lab):
    write_notebook(lab.folder / "watched.ipynb", CELLS)
    tabs = ("Curves", "Graph")  # what is open beside the plane
    shares, frames, pauses = ({tab: [] for tab in tabs} for _ in range(3))
    with lab.open("watched.ipynb", run=False) as page:
        run_cell(page, 0)
        here = Page(page)
        page.evaluate(COUNT_FRAMES)
        for number in range(2 * ROUNDS):
            tab = tabs[number % 2]
            here.root.get_by_role("tab", name=tab, exact=True).click()
            bare = float(printed_by(page, 1))
            here.button("Run").click()
            here.beyond(here.step + 20)
            steps, painted, begin = page.evaluate(READ)
            page.wait_for_timeout(1000 * SECONDS)
            more_steps, more_painted, end = page.evaluate(READ)
            clicked = page.evaluate(PAUSE)
            page.wait_for_timeout(500)
            pauses[tab].append(float(printed_by(page, 2)) - clicked)
            shares[tab].append((more_steps - steps) / (end - begin) / bare)
            frames[tab].append((more_painted - painted) / (end - begin))
    for tab in tabs:
        beside = f"laboratory in JupyterLab, {tab} open"
        report(beside, shares[tab], "times the steps a second of the bare loop")
        report(beside, frames[tab], "painted frames a second")
        report(f"{beside}: from the click on Pause to a kernel that stands", pauses[tab], "ms")
    both = zip(frames["Graph"], frames["Curves"], strict=True)
    report(
        "laboratory in JupyterLab", [graph / curves for graph, curves in both], "times the frames with the graph open"
    )
