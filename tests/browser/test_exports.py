"""`jupyter nbconvert`, as the README says it, in the course's environment: pages that need no network."""

import os
import shutil
import subprocess
import sys

import nbformat
import pytest
from playwright.sync_api import expect

from gan_lesson.exercises import Prediction
from gan_lesson.widgets import EpochPlayer
from tests.browser.actions import ROOT, Question
from tests.browser.conftest import REPOSITORY, open_offline, stored_lesson
from tests.browser.test_epoch_player import Player
from tests.browser.test_foreign_pages import npm_package
from tests.widgets.synthetic import grey_run

SETTINGS = REPOSITORY / "jupyter"  # what run.py copies into .venv
ASKED = Prediction("Ears or fur?", answers={"Ears": "Yes, ears.", "Fur": "No, not fur."})
FORMULAS = r"""# Formulas

Inline $\frac{a}{b} < x_i$ and `$not` one in `code$`, *between* the lines:

$$L = -\sum_i \log D(x_i)$$

\begin{align} a &= b \end{align}

What is no TeX stays as it was written: $\frac{$.
"""


def run_nbconvert(folder, notebook, *options):
    """Runs `jupyter nbconvert` in a folder, on a notebook that is written there; returns what it said."""
    nbformat.write(notebook, folder / "notebook.ipynb")
    environment = {
        **os.environ,
        "JUPYTER_CONFIG_DIR": str(folder / "of nobody"),
        "JUPYTER_CONFIG_PATH": str(SETTINGS / "etc/jupyter"),
        "JUPYTER_PATH": str(SETTINGS / "share/jupyter"),
        "PYTHONPATH": os.pathsep.join([str(REPOSITORY), os.environ.get("PYTHONPATH", "")]),
    }
    command = [sys.executable, "-m", "jupyter", "nbconvert", *options, "notebook.ipynb"]
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, encoding="utf-8")
    assert done.returncode == 0, done.stderr
    return done.stderr


def shown_by(thing):
    """A cell that shows something which has a mime bundle."""
    output = nbformat.v4.new_output("display_data", thing._repr_mimebundle_())
    return nbformat.v4.new_code_cell("...", outputs=[output])


def small_notebook():
    parts = [nbformat.v4.new_markdown_cell(FORMULAS)]
    parts += map(shown_by, [EpochPlayer(grey_run()), ASKED, ASKED.reveal()])
    return nbformat.v4.new_notebook(cells=parts)


@pytest.fixture(scope="module")
def page(browser, tmp_path_factory):
    """The small notebook, exported, with the network off."""
    folder = tmp_path_factory.mktemp("html")
    run_nbconvert(folder, small_notebook(), "--to", "html")
    with open_offline(browser) as page:
        page.goto((folder / "notebook.html").as_uri())
        yield page


def plays(player):
    """Its button plays, and what it paints changes."""
    player.slider.fill("0")
    expect(player.root).to_have_attribute("data-snapshot", "0")
    first = player.drawn()
    player.play.click()
    player.page.wait_for_function("(root) => root.dataset.snapshot > 2", arg=player.root.element_handle())
    player.play.click()
    player.pauses()
    assert player.drawn() != first


def test_formulas_are_mathml(page):
    texts = page.locator("math").evaluate_all("(all) => all.map((each) => [each.textContent, each.clientHeight > 10])")
    assert texts[0] == ["ab<xi", True]
    assert texts[1][0].startswith("L=−∑") and texts[1][1]
    assert texts[2][0].startswith("a=b") and len(texts) == 3
    assert page.locator("math[display=block]").count() == 2
    cell = page.locator(".jp-MarkdownCell")
    expect(cell.locator("mfrac")).to_have_count(1)
    expect(cell.locator("code")).to_have_text(["$not", "code$"])
    expect(cell).to_contain_text(r"stays as it was written: $\frac{$.")
    expect(cell.locator("em")).to_have_text("between")


def test_a_player_plays(page):
    plays(Player(page, 0))


def test_a_question_is_answered(page):
    Question(page, f"{ROOT} >> nth=0").choose(1)
    expect(Question(page, f"{ROOT} >> nth=1").answer).to_contain_text("No, not fur.")


def test_a_stored_lesson(browser, tmp_path):
    run_nbconvert(tmp_path, stored_lesson("00_start_here.ipynb"), "--to", "html")
    with open_offline(browser) as page:
        page.goto((tmp_path / "notebook.html").as_uri())
        plays(Player(page, 0))
        question = page.locator(f"{ROOT}.gl-question").first
        question.get_by_role("radio").first.check()
        question.get_by_role("button").click()
        expect(question.get_by_role("status")).not_to_be_empty()


def test_attachments_and_options_are_nbconvert_s_own(tmp_path):
    """The filter that makes formulas stands in the place of nbconvert's."""
    cell = nbformat.v4.new_markdown_cell(
        "# A heading\n\n![dot](attachment:dot.png)", attachments={"dot.png": {"image/png": "aGVsbG8="}}
    )
    notebook = nbformat.v4.new_notebook(cells=[cell])
    run_nbconvert(tmp_path, notebook, "--to", "html", "--HTMLExporter.anchor_link_text=here")
    html = (tmp_path / "notebook.html").read_text(encoding="utf-8")
    assert 'src="data:image/png;base64,aGVsbG8="' in html
    assert ">here</a>" in html


@pytest.fixture(scope="module")
def slides(browser, tmp_path_factory):
    """The small notebook as slides, one for each cell, beside a copy of reveal.js and with the network off."""
    folder = tmp_path_factory.mktemp("slides")
    shutil.copytree(npm_package("reveal.js"), folder / "reveal.js", ignore=shutil.ignore_patterns("node_modules"))
    notebook = small_notebook()
    for cell in notebook.cells:
        cell.metadata["slideshow"] = {"slide_type": "slide"}
    run_nbconvert(folder, notebook, "--to", "slides", "--SlidesExporter.reveal_url_prefix=reveal.js")
    with open_offline(browser) as page:
        page.goto((folder / "notebook.slides.html").as_uri())
        page.wait_for_function("Reveal.isReady()")
        yield page


def test_slides_have_formulas(slides):
    slides.evaluate("Reveal.slide(0)")
    expect(slides.locator("math[display=block]").first).to_be_visible()


def test_in_slides_a_player_plays_and_its_keys_turn_no_slide(slides):
    slides.evaluate("Reveal.slide(1)")
    player = Player(slides, 0)
    expect(player.play).to_be_visible()
    plays(player)
    player.slider.fill("3")
    player.slider.press("ArrowRight")
    player.shows(4)
    assert slides.evaluate("Reveal.getIndices().h") == 1


def test_in_slides_a_question_is_answered_in_the_next(slides):
    slides.evaluate("Reveal.slide(2)")
    Question(slides, f"{ROOT} >> nth=0").choose(0)
    assert slides.evaluate("Reveal.getIndices().h") == 2
    slides.evaluate("Reveal.slide(3)")
    expect(Question(slides, f"{ROOT} >> nth=1").answer).to_contain_text("Yes, ears.")
