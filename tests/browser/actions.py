"""What the tests do on a page, as a reader would, and what they look at afterwards."""

import hashlib
import json
import re
import time

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from gan_lesson.page import markup

WINDOW = {"width": 1100, "height": 1000}
THEMES = {"JupyterLab Light": "light", "JupyterLab Dark": "dark"}
ROOT = ".gan-lesson-exercise"


def within(script, seconds=60):
    """A script that fails where the promise that `script` makes would stay open.

    Playwright waits for a promise without end; a dialog of JupyterLab's, such as the one that asks for a kernel, keeps
    it open as long.

    Args:
        script: a function of one argument, in JavaScript.
        seconds: that it may take.
    """
    return f"""(argument) => Promise.race([({script})(argument), new Promise((_, fail) => setTimeout(() => fail(
      new Error(`not done after {seconds} s; JupyterLab says: ${{document.querySelector(".jp-Dialog")?.innerText}}`)
    ), {1000 * seconds}))])"""


# --- in JupyterLab

RUN_ALL = within(
    """async () => {
      const panel = jupyterapp.shell.currentWidget;
      await panel.sessionContext.ready;
      await panel.sessionContext.session.kernel.info;
      await jupyterapp.commands.execute("notebook:run-all-cells");
    }""",
    seconds=300,
)
# Runs all code cells from top to bottom, but for those in which one of the given words occur.
RUN_ALL_BUT = within(
    """async (words) => {
      const { content } = jupyterapp.shell.currentWidget;
      content.deselectAll();
      for (const cell of content.widgets) {
        const { source, cell_type } = cell.model.sharedModel;
        if (cell_type === "code" && !words.some((word) => source.includes(word))) content.select(cell);
      }
      content.activeCellIndex = content.widgets.findIndex((cell) => content.isSelected(cell));
      await jupyterapp.commands.execute("notebook:run-cell");
    }""",
    seconds=300,
)
GO_TO = within("""async (cell) => {
  const notebook = jupyterapp.shell.currentWidget.content;
  notebook.activeCellIndex = cell;
  await notebook.scrollToItem(cell, "start");
}""")
KERNEL_IS_THERE = within("""async () => {
  const { sessionContext } = jupyterapp.shell.currentWidget;
  await sessionContext.ready;
  await sessionContext.session.kernel.info;
  await new Promise((done) => setTimeout(done, 500));
}""")
# Runs a cell, found by its number or by words of its source, with another source if there is one; returns its number.
RUN_CELL = within("""async ([where, source]) => {
  const { content, sessionContext } = jupyterapp.shell.currentWidget;
  await sessionContext.ready;
  await sessionContext.session.kernel.info;
  content.deselectAll();
  content.activeCellIndex = typeof where === "number" ? where : content.widgets.findIndex(
    (cell) => cell.model.sharedModel.source.includes(where)
  );
  if (source) content.activeCell.model.sharedModel.setSource(source);
  await jupyterapp.commands.execute("notebook:run-cell");
  return content.activeCellIndex;
}""")
# Runs code in the notebook's kernel, behind the notebook's back, and returns what it printed.
TELL = within("""async (code) => {
  const future = jupyterapp.shell.currentWidget.sessionContext.session.kernel.requestExecute({ code });
  let printed = "";
  future.onIOPub = ({ header, content }) => {
    if (header.msg_type === "stream") printed += content.text;
    if (header.msg_type === "error") throw new Error(content.evalue);
  };
  await future.done;
  return printed;
}""")
CHANGE_THEME = within("(theme) => jupyterapp.commands.execute('apputils:change-theme', { theme })")

CELLS = "() => jupyterapp.shell.currentWidget.content.model.cells.length"


def cells_of(page):
    """How many cells a notebook has. The page may hold fewer: JupyterLab draws later what is far off."""
    return page.evaluate(CELLS)


def run_cell(page, where, source=None):
    """Runs a cell and returns its number.

    Args:
        page: a notebook's.
        where: the cell's number, or words by which the first cell that has them in its source is found.
        source: what is written into it before.
    """
    return page.evaluate(RUN_CELL, [where, source])


def printed_by(page, number):
    """Runs a cell and returns what it printed."""
    run_cell(page, number)
    return page.evaluate(
        """(number) => jupyterapp.shell.currentWidget.content.model.sharedModel.cells[number].outputs
        .map((output) => [output.text ?? ""].flat().join("")).join("")""",
        number,
    )


def tell(page, code):
    """What code prints that the notebook's kernel runs."""
    return page.evaluate(TELL, code)


def ask(page, expression):
    """The value of an expression in the kernel."""
    return json.loads(tell(page, f"import json; print(json.dumps({expression}))"))


def change_theme(page, name):
    """To "JupyterLab Light" or "JupyterLab Dark"."""
    page.evaluate(CHANGE_THEME, name)


def in_both_themes(page):
    """Yields "light" and "dark" while JupyterLab is so; in the end it is light again."""
    try:
        for theme, scheme in THEMES.items():
            change_theme(page, theme)
            yield scheme
    finally:
        change_theme(page, "JupyterLab Light")


def until(page, check, seconds=20):
    """Waits until `check()` holds: the browser and the kernel hear of one another in their own time."""
    end = time.monotonic() + seconds
    while not check():
        assert time.monotonic() < end, f"waited {seconds} s in vain"
        page.wait_for_timeout(50)


# --- exercises and questions


class Question:
    """A question on a page."""

    def __init__(self, page, selector):
        self.page, self.root = page, page.locator(selector)
        self.answer = self.root.get_by_role("status")

    def choose(self, number, commit=True):
        """By keyboard alone: into the group, to the choice, and Enter."""
        radios = self.root.get_by_role("radio")
        radios.nth(0).focus()
        self.page.keyboard.press("Space")
        for _ in range(number):
            self.page.keyboard.press("ArrowDown")
        expect(radios.nth(number)).to_be_checked()
        expect(radios.nth(number)).to_be_focused()
        if commit:
            self.page.keyboard.press("Enter")


def answer_every_question(page, lesson):
    """Each quiz is answered wrong and then right, and each prediction made and answered to, by keyboard.

    Args:
        page: a lesson's.
        lesson: the `gan_lesson.exercises.Lesson`.
    """
    for quiz in lesson.quizzes:
        question = Question(page, asking(quiz))
        choices = list(quiz.answers)
        wrong = next(number for number, choice in enumerate(choices) if choice != quiz.right)
        for number, word in ((wrong, "Not this one"), (choices.index(quiz.right), "Right")):
            question.choose(number)
            expect(question.answer).to_contain_text(word)
            expect(question.answer).to_contain_text(shown(quiz.answers[choices[number]]))
    for prediction in lesson.predictions:
        expect(page.locator(asking(prediction))).to_have_count(2)
        Question(page, f"{asking(prediction)} >> nth=0").choose(1)
        revealed = Question(page, f"{asking(prediction)} >> nth=1")
        expect(revealed.answer).to_contain_text(shown(list(prediction.answers.values())[1]))


def asking(question):
    """A selector of the places that ask a question."""
    return f"{ROOT}.gl-question:has-text({json.dumps(shown(question.question), ensure_ascii=False)})"


def shown(text):
    """A text of an exercise as the page shows it."""
    return markup.plain(text).replace("`", "")


def verdict_on(page, source):
    """What the check says to a function that a student writes into its cell: a locator."""
    [name] = re.findall(r"^def (\w+)\(", source)
    run_cell(page, f"def {name}(", source)
    check = run_cell(page, f"exercises.{name}.check({name})")
    return page.locator(f'.jp-Cell[data-windowed-list-index="{check}"]').locator(f"{ROOT}.gl-verdict")


# --- looks


def pixels(page, locator):
    """A fingerprint of what an element looks like now.

    Args:
        page: a Playwright page.
        locator: a Playwright locator, or a CSS selector.
    """
    locator = page.locator(locator) if isinstance(locator, str) else locator
    return hashlib.sha256(locator.screenshot()).hexdigest()


def assert_accessible(page, selector):
    """axe-core finds nothing wrong with the elements that a CSS selector names."""
    assert page.locator(selector).count(), f"nothing matches {selector}"
    results = Axe().run(page, context=selector, options={"resultTypes": ["violations"]})  # the rest takes half its time
    violations = results.response["violations"]
    assert not violations, [(each["id"], [node["html"][:150] for node in each["nodes"]]) for each in violations]


def assert_fits(page, selector):
    """Nothing sticks out of the widgets that a CSS selector names, at the latest two seconds from now."""
    for _ in range(100):  # a widget hears of a new width a frame or two later
        if max(outside := page.evaluate(OUTSIDE, selector)) <= 0:
            return
        page.wait_for_timeout(20)
    raise AssertionError(f"{selector} sticks out by {outside} pixels")


# By how many pixels the rightmost part of each widget sticks out of it.
OUTSIDE = """(root) => [...document.querySelectorAll(root)].map((widget) => {
  const right = (part) => part.getBoundingClientRect().right;
  const parts = [...widget.querySelectorAll("canvas, button, select, input, .gl-chart, .gl-facts, .gl-title")];
  return Math.max(...parts.map(right)) - right(widget);
})"""


def come_to_rest(page, element):
    """Brings an element into view, and waits until it stays there: after Run All, JupyterLab scrolls on for a while."""
    where = None
    for _ in range(100):
        element.scroll_into_view_if_needed()
        page.wait_for_timeout(100)
        before, where = where, element.bounding_box()
        if where == before and where["y"] >= 0 and where["y"] + where["height"] <= WINDOW["height"]:
            return
    raise AssertionError(f"it does not come to rest: {where}")
