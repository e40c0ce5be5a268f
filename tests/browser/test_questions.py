"""Predictions, quizzes, verdicts and the progress as a student meets them: in JupyterLab, and in an exported file."""

import json
from pathlib import Path

import nbformat
import pytest
from playwright.sync_api import expect

from tests.browser.actions import (
    ROOT,
    RUN_ALL,
    WINDOW,
    Question,
    assert_accessible,
    cells_of,
    change_theme,
    run_cell,
    until,
)
from tests.browser.conftest import export, listen, open_offline, write_notebook

ASKED, REVEALED, QUIZ = f"{ROOT}.gl-question >> nth=0", f"{ROOT}.gl-question >> nth=1", f"{ROOT}.gl-question >> nth=2"
LESSON = '''
import torch
from gan_lesson.exercises import Lesson, Prediction, Quiz, close, exercise

first = Prediction(
    "What comes first: the *ears* or the `fur`?",
    answers={"The ears": "Yes, and the reply to ears.", "The fur": "No, and the reply to fur.", "Neither": "Hm."},
)
half = Quiz(
    "D(x) = 0.5 everywhere. What is her loss?",
    right="2 log 2",
    answers={"0": "Tempting, as 0 is the least.", "2 log 2": "Each half costs log 2.", "Infinity": "Too much."},
)

@exercise(hints=("A nudge.", "More.", "Nearly there."), praise="Well, that is it.")
def double(numbers: "torch.Tensor") -> "torch.Tensor":
    """Twice as much."""
    return 2 * numbers  # or numbers + numbers

@double.checks
def _(attempt):
    found = attempt(torch.tensor([1.0, -3.0]))
    attempt.expect_close(found, torch.tensor([2.0, -6.0]), "These are not the doubled numbers.")

lesson = Lesson("77", exercises=[double], predictions=[first], quizzes=[half])
progress = lesson.progress
'''
CELLS = [
    "import lesson_77 as exercises",
    "exercises.first",
    "exercises.first.reveal()",
    "exercises.half",
    "def double(numbers):\n    print('so', numbers.tolist())\n    return numbers + 2",
    "exercises.double.check(double)\nexercises.double.hint()\nexercises.double.solution()",
    "exercises.progress()",
]


@pytest.fixture(scope="module")
def stored(lab):
    """The notebook's path in the lab's folder, with its lesson beside it."""
    (lab.folder / "lesson_77.py").write_text(LESSON, encoding="utf-8")
    write_notebook(lab.folder / "questions.ipynb", CELLS)
    return "questions.ipynb"


@pytest.fixture(scope="module")
def page(lab, stored):
    """One page for the tests in JupyterLab, which go on where the one before ended."""
    with lab.open(stored) as page:
        yield page


@pytest.fixture(scope="module")
def exported(tmp_path_factory):
    """The address of an executed notebook's export."""
    from nbclient import NotebookClient

    folder = tmp_path_factory.mktemp("exported")
    (folder / "lesson_77.py").write_text(LESSON, encoding="utf-8")
    write_notebook(folder / "questions.ipynb", CELLS)
    notebook = nbformat.read(folder / "questions.ipynb", as_version=4)
    client = NotebookClient(notebook, store_widget_state=False, resources={"metadata": {"path": str(folder)}})
    client.execute()
    for cell in notebook.cells:
        for output in cell.get("outputs", []):
            output.get("data", {}).pop("application/vnd.jupyter.widget-view+json", None)
    return export(notebook, folder)


@pytest.fixture
def offline(browser, exported):
    """The exported file, opened with the network off."""
    with open_offline(browser) as page:
        page.goto(exported)
        yield page


def test_check_hint_and_solution_all_show_themselves_in_one_cell(page):
    verdict, hint, solution = (page.locator(f"{ROOT}.gl-{kind}") for kind in ("verdict", "hint", "solution"))
    expect(verdict.get_by_role("status")).to_contain_text("Not yet")
    expect(verdict.get_by_role("status")).to_contain_text("These are not the doubled numbers.")
    expect(verdict.locator(".gl-printed pre")).to_have_text("so [1.0, -3.0]")
    expect(hint).to_contain_text("Hint 1 of 3")
    expect(solution.locator("pre")).to_have_text("def double(numbers):\n    return 2 * numbers  # or numbers + numbers")
    for found in (verdict, hint, solution):
        expect(found).to_have_count(1)


def test_in_jupyterlab_a_lesson_is_answered_by_keyboard_and_survives_run_all(page):
    asked, revealed, quiz = Question(page, ASKED), Question(page, REVEALED), Question(page, QUIZ)
    expect(revealed.root.get_by_role("radio")).to_have_count(0)
    expect(revealed.answer).to_contain_text("You have not predicted yet.")

    asked.choose(1, commit=False)
    expect(revealed.answer).to_contain_text("You have not predicted yet.")
    page.keyboard.press("Enter")
    expect(asked.answer).to_contain_text("Noted")
    expect(asked.answer).to_contain_text("The fur")
    expect(asked.answer).not_to_contain_text("the reply")
    expect(revealed.answer).to_contain_text("No, and the reply to fur.")
    expect(revealed.answer.locator(".gl-chosen")).to_have_text("The fur")
    asked.choose(0)
    expect(revealed.answer).to_contain_text("Yes, and the reply to ears.")

    quiz.choose(0)
    expect(quiz.answer).to_contain_text("Not this one")
    expect(quiz.answer).to_contain_text("Tempting, as 0 is the least.")
    quiz.choose(1, commit=False)
    expect(quiz.answer).to_be_empty()
    page.keyboard.press("Tab")
    expect(quiz.root.get_by_role("button", name="Answer")).to_be_focused()
    page.keyboard.press("Space")
    expect(quiz.answer).to_contain_text("Right")
    expect(quiz.answer).to_contain_text("Each half costs log 2.")
    progress = page.locator(f"{ROOT}.gl-progress")
    expect(progress.get_by_role("row", name="Predictions")).to_contain_text("1 of 1")
    expect(progress.get_by_role("row", name="Quizzes")).to_contain_text("1 of 1")
    assert cells_of(page) == len(CELLS), "no key was taken for a command"
    assert_accessible(page, ROOT)

    page.evaluate(RUN_ALL)
    expect(revealed.answer).to_contain_text("Yes, and the reply to ears.")
    expect(quiz.answer).to_contain_text("Each half costs log 2.")
    expect(asked.root.get_by_role("radio").nth(0)).to_be_checked()


def test_the_kernel_hears_what_the_page_was_told_and_keeps_it(page, lab):
    Question(page, ASKED).choose(2)
    quiz = Question(page, QUIZ)
    quiz.choose(1)
    quiz.choose(0)
    page.evaluate(RUN_ALL)
    progress = page.locator(f"{ROOT}.gl-progress")
    expect(progress.get_by_role("row", name="Predictions")).to_contain_text("1 of 1")
    expect(page.locator(".jupyter-widgets, .lm-Widget.jupyter-widgets")).to_have_count(0)
    known = json.loads((lab.records / "progress.json").read_text("utf-8"))["lessons"]["77"]
    assert list(known["predictions"].values()) == ["Neither"] and list(known["quizzes"].values()) == ["right"]
    assert list(known["firsts"].values()) == ["0"], "from the tests above"
    assert known["exercises"] == {"double": "not yet"}
    outputs = page.evaluate("""() => jupyterapp.shell.currentWidget.content.model.sharedModel.cells.at(-1).outputs""")
    assert [list(output["data"]) for output in outputs] == [["text/html", "text/plain"]]


def test_in_light_and_dark_nothing_is_hard_to_read(page):
    Question(page, ASKED).choose(0)
    Question(page, QUIZ).choose(0)
    before = page.locator(QUIZ).screenshot()
    assert_accessible(page, ROOT)
    change_theme(page, "JupyterLab Dark")
    try:
        expect(page.locator("body")).to_have_attribute("data-jp-theme-light", "false")
        assert_accessible(page, ROOT)
        assert page.locator(QUIZ).screenshot() != before
    finally:
        change_theme(page, "JupyterLab Light")
        expect(page.locator("body")).to_have_attribute("data-jp-theme-light", "true")


def test_an_exported_file_answers_with_the_network_off(offline):
    asked, revealed, quiz = Question(offline, ASKED), Question(offline, REVEALED), Question(offline, QUIZ)
    asked.choose(1)
    expect(revealed.answer).to_contain_text("No, and the reply to fur.")
    quiz.choose(2)
    expect(quiz.answer).to_contain_text("Too much.")
    expect(offline.locator(f"{ROOT}.gl-progress").get_by_role("row", name="Quizzes")).to_contain_text("0 of 1")
    assert_accessible(offline, ROOT)


def test_what_was_answered_is_there_in_another_tab_and_can_be_forgotten(browser, exported):
    with browser.new_context(viewport=WINDOW) as context:
        first, second = context.new_page(), context.new_page()
        first.goto(exported)
        Question(first, ASKED).choose(1)
        Question(first, QUIZ).choose(2)
        Question(first, QUIZ).choose(1)
        second.goto(exported)
        expect(Question(second, ASKED).root.get_by_role("radio").nth(1)).to_be_checked()
        expect(Question(second, REVEALED).answer).to_contain_text("No, and the reply to fur.")
        expect(Question(second, QUIZ).answer).to_contain_text("Each half costs log 2.")
        progress = second.locator(f"{ROOT}.gl-progress")
        expect(progress.get_by_role("row", name="Predictions")).to_contain_text("1 of 1")
        expect(progress.get_by_role("row", name="Quizzes")).to_contain_text("1 of 1")

        forget = progress.get_by_role("button", name="Forget them")
        expect(forget).to_be_hidden()  # one press on the fold forgets nothing
        progress.get_by_text("Start this lesson's answers over").click()
        assert_accessible(second, ROOT)
        forget.click()
        for page in (second, first):
            expect(Question(page, ASKED).answer).to_be_empty()
            expect(Question(page, ASKED).root.get_by_role("radio", checked=True)).to_have_count(0)
            expect(Question(page, REVEALED).answer).to_contain_text("You have not predicted yet.")
            expect(page.locator(f"{ROOT}.gl-progress").get_by_role("row", name="Quizzes")).to_contain_text("0 of 1")
        expect(forget).to_be_hidden()
        Question(second, ASKED).choose(0)
        expect(progress.get_by_role("row", name="Predictions")).to_contain_text("1 of 1")


HELP = ["A hint", "Another hint", "The last hint", "The solution"]


def unfold(verdict, names=HELP):
    for name in names:
        verdict.locator("summary", has_text=name).press("Enter")


def test_below_a_verdict_one_hint_after_the_other_is_unfolded_and_then_the_solution(offline):
    verdict = offline.locator(f"{ROOT}.gl-verdict")
    for step, name in enumerate(HELP):
        expect(verdict.locator("summary:visible")).to_have_text(HELP[: step + 1])
        unfold(verdict, [name])
    for words in ("A nudge.", "More.", "Nearly there.", "return 2 * numbers"):
        expect(verdict.get_by_text(words)).to_be_visible()
    assert_accessible(offline, ROOT)


def test_a_hint_stays_when_the_answer_is_checked_again_and_the_progress_hears_of_it(page):
    unfold(page.locator(f"{ROOT}.gl-verdict"), HELP[:2])
    assert cells_of(page) == len(CELLS), "no key was taken for a command"
    run_cell(page, 5, "exercises.double.check(double)")
    verdict = page.locator(f"{ROOT}.gl-verdict")
    expect(verdict.locator("summary:visible")).to_have_text(HELP[:3])
    expect(verdict.get_by_text("More.")).to_be_visible()
    progress = page.locator(f"{ROOT}.gl-progress")
    expect(progress.get_by_role("row", name="Exercises")).to_contain_text("0 of 1")
    expect(progress.locator(".gl-open")).to_have_text("Still open: double.")
    run_cell(page, 5, "exercises.double.check(exercises.double.function)")
    expect(progress.get_by_role("row", name="Exercises")).to_contain_text("1 of 1")
    expect(progress.locator(".gl-open")).to_be_hidden()
    assert not verdict.locator("summary").count()


def test_the_kernel_forgets_what_the_page_forgets(page, lab):
    def known():
        return json.loads((lab.records / "progress.json").read_text("utf-8"))["lessons"]["77"]

    assert known()["predictions"] and known()["quizzes"]
    progress = page.locator(f"{ROOT}.gl-progress")
    progress.get_by_text("Start this lesson's answers over").click()
    progress.get_by_role("button", name="Forget them").click()
    run_cell(page, 6)
    expect(progress.get_by_role("row", name="Quizzes")).to_contain_text("0 of 1")
    until(page, lambda: not known()["predictions"] and not known()["quizzes"])
    assert known()["exercises"] == {"double": "correct"}


def saved_by(page, name=""):
    """What the file says that the progress hands out."""
    progress = page.locator(f"{ROOT}.gl-progress")
    progress.get_by_text("Save my answers as a file").click()
    progress.get_by_label("Name").fill(name)
    with page.expect_download() as download:
        progress.get_by_role("button", name="Save").click()
    assert download.value.suggested_filename == "answers_lesson_77.json"
    return json.loads(Path(download.value.path()).read_text("utf-8"))


def test_what_was_answered_is_saved_without_a_kernel_and_without_a_name(offline):
    Question(offline, ASKED).choose(1)
    Question(offline, QUIZ).choose(0)
    saved = saved_by(offline)
    assert (saved["format"], saved["version"], saved["name"]) == ("gan-lesson answers", 1, "")
    lesson = saved["lessons"]["77"]
    assert list(lesson["predictions"].values()) == ["The fur"] and list(lesson["quizzes"].values()) == ["wrong"]
    assert list(lesson["firsts"].values()) == ["0"]
    assert lesson["exercises"] == {"double": "not yet"}
    assert lesson["told"]["double 1"].startswith("These are not the doubled numbers.")
    assert_accessible(offline, f"{ROOT}.gl-progress")


def test_what_was_right_once_stays_so_in_the_file_and_a_name_is_there_if_one_wants_it(offline):
    Question(offline, QUIZ).choose(2)
    Question(offline, QUIZ).choose(1)
    Question(offline, QUIZ).choose(0)
    saved = saved_by(offline, "Zoë")
    assert list(saved["lessons"]["77"]["quizzes"].values()) == ["right"] and saved["name"] == "Zoë"
    assert list(saved["lessons"]["77"]["firsts"].values()) == ["Infinity"]


def test_a_button_pressed_too_early_says_what_is_missing(offline):
    quiz = Question(offline, QUIZ)
    quiz.root.get_by_role("button").click()
    expect(quiz.answer).to_have_text("Choose one of them first.")


@pytest.mark.parametrize("width", [320, 480, WINDOW["width"]])
def test_at_reduced_widths_nothing_sticks_out(offline, width):
    offline.set_viewport_size({"width": width, "height": 800})
    Question(offline, ASKED).choose(0)
    for found in offline.locator(ROOT).all():
        assert found.evaluate("(root) => root.scrollWidth <= root.clientWidth + 1")


def test_at_150_per_cent_and_with_reduced_colours_it_stays_usable(browser, exported):
    """Zoom of 150 % is a window two thirds as wide with 1.5 device pixels to one of the page's."""
    with browser.new_context(
        viewport={"width": 733, "height": 667}, device_scale_factor=1.5, forced_colors="active"
    ) as context:
        page = context.new_page()
        page.goto(exported)
        Question(page, QUIZ).choose(1)
        expect(Question(page, QUIZ).answer).to_contain_text("Right")


def test_without_scripts_the_answers_are_in_a_fold_and_nothing_asks_to_be_pressed(browser, exported):
    with browser.new_context(viewport=WINDOW, java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(exported)
        assert page.locator(f"{ROOT}.gl-question").get_by_role("button").count() == 0
        assert page.locator(ASKED).locator("details").count() == 0, "who is asked is not told the answer"
        for selector, reply in ((REVEALED, "No, and the reply to fur."), (QUIZ, "Each half costs log 2.")):
            expect(page.locator(selector).get_by_text(reply)).to_be_hidden()
            page.locator(selector).locator("summary").click()
            expect(page.locator(selector).get_by_text(reply)).to_be_visible()


def test_on_paper_every_answer_can_be_read(offline):
    quiz = offline.locator(QUIZ)
    expect(quiz.get_by_text("Each half costs log 2.")).to_be_hidden()
    offline.emulate_media(media="print")
    offline.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    expect(quiz.get_by_text("Each half costs log 2.")).to_be_visible()
    expect(quiz.get_by_role("button")).to_be_hidden()
    offline.emulate_media(media="screen")
    offline.evaluate("window.dispatchEvent(new Event('afterprint'))")
    expect(quiz.get_by_text("Each half costs log 2.")).to_be_hidden()


def test_a_page_that_may_store_nothing_answers_all_the_same(browser, exported):
    with browser.new_context(viewport=WINDOW) as context:
        page = context.new_page()
        complaints = listen(page)
        refused = "{ get() { throw new DOMException('no', 'SecurityError'); } }"
        page.add_init_script(f"Object.defineProperty(window, 'localStorage', {refused})")
        page.goto(exported)
        Question(page, ASKED).choose(0)
        expect(Question(page, REVEALED).answer).to_contain_text("Yes, and the reply to ears.")
        assert not complaints, complaints
