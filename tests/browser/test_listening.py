"""That the tests hear what goes wrong on a page, and only what is ours."""

import pytest

from tests.browser.conftest import listen

FAILS = "throw new Error('on purpose')"
LATER = f"setTimeout(() => {{ {FAILS} }})"


def complaints_of(browser, html, script=""):
    """What is heard of a page whose scripts are all the same."""
    page = browser.new_page()
    complaints = listen(page)

    def answer(route):
        is_script = route.request.url.endswith(".js")
        kind = "text/javascript" if is_script else "text/html"
        route.fulfill(body=script if is_script else html, content_type=kind)

    page.route("**/*", answer)
    page.goto("http://lab.example/")
    page.wait_for_timeout(100)
    page.close()
    return complaints


@pytest.mark.parametrize("script", [FAILS, LATER, "Promise.reject(new Error('on purpose'))"])
def test_a_script_that_fails_is_heard(browser, script):
    (complaint,) = complaints_of(browser, f"<script>{script}</script>")
    assert "on purpose" in complaint


@pytest.mark.parametrize(("path", "heard"), [("/static/lab/main.js", 0), ("/files/mine.js", 1)])
def test_jupyterlab_s_own_scripts_are_not(browser, path, heard):
    assert len(complaints_of(browser, f'<script src="{path}"></script>', LATER)) == heard


def test_ours_are_heard_where_jupyterlab_s_call_them(browser):
    page = f'<script>window.widget = () => {{ {FAILS} }}</script><script src="/static/lab/main.js"></script>'
    assert len(complaints_of(browser, page, "setTimeout(() => window.widget())")) == 1
