"""The picture of a class in a browser: with the network off, dark and light, on a telephone and on paper."""

import pytest

from authoring import classroom
from tests.browser.actions import assert_accessible
from tests.browser.conftest import open_offline


@pytest.fixture(scope="module")
def address(tmp_path_factory):
    """The page of three students, who answered everything in one lesson, each in another way."""
    lesson = next(lesson for lesson in classroom.course() if lesson.predictions and len(lesson.exercises) > 1)
    files = [
        {
            lesson.number: {
                "exercises": {one.name: "not yet" if n else "correct" for one in lesson.exercises},
                "told": {f"{one.name} 1": f"A check's `words` to {one.name}." for one in lesson.exercises},
                "predictions": {one.id: list(one.answers)[n % len(one.answers)] for one in lesson.predictions},
                "quizzes": {one.id: "right" for one in lesson.quizzes},
                "firsts": {one.id: list(one.answers)[n % len(one.answers)] for one in lesson.quizzes},
            }
        }
        for n in range(3)
    ]
    path = tmp_path_factory.mktemp("class") / "class.html"
    path.write_text(classroom.page_of(classroom.Classroom(files, [lesson]), skipped=1), "utf-8")
    return path.as_uri()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_it_opens_offline_and_is_accessible(browser, address, scheme):
    with open_offline(browser, color_scheme=scheme) as page:
        page.goto(address)
        assert page.get_by_role("heading", level=2).count() == 4
        assert page.evaluate("getComputedStyle(document.body).backgroundColor") == (
            "rgb(255, 255, 255)" if scheme == "light" else "rgb(17, 17, 17)"
        )
        assert_accessible(page, "html")


def test_on_a_telephone_and_on_paper_nothing_is_cut_off(browser, address):
    with open_offline(browser, viewport={"width": 360, "height": 700}, color_scheme="dark") as page:
        page.goto(address)
        assert page.evaluate("document.documentElement.scrollWidth") <= 360
        page.emulate_media(media="print", color_scheme="dark")
        assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
