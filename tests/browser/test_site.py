"""The site as a reader has it: opened from disk with the network off."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.browser.actions import ROOT, WINDOW, Question
from tests.browser.conftest import open_offline

LESSON = "00_start_here.html"  # has a player, a prediction, a quiz and an exercise
MATHS = "06_the_rules_of_the_game.html"
TELEPHONE = {"width": 360, "height": 740}


@pytest.fixture
def page(browser, site):
    with open_offline(browser) as page:
        page.goto((site / "index.html").as_uri())
        yield page


def test_search_finds_a_word(page):
    page.get_by_role("textbox", name="Search").fill("forger")
    page.keyboard.press("Enter")
    expect(page.locator("#search-results")).to_contain_text("Search finished")
    page.locator("#search-results").get_by_role("link", name="04 · The forger and the expert").first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("04 · The forger and the expert")


def test_one_goes_on_and_back(page):
    page.locator("a.next-page").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("00 · Start here")
    page.locator("a.next-page").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("01 ·")
    page.locator("a.prev-page").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("00 · Start here")


def test_a_prediction_is_made_and_answered_and_what_answers_it_waits(page, site):
    page.goto((site / LESSON).as_uri())
    reply = page.locator(f"{ROOT}.gl-question[data-part=reveal] .gl-answer").first
    expect(reply).to_be_hidden()
    Question(page, f"{ROOT}.gl-question[data-part=ask] >> nth=0").choose(0)
    fold = page.locator("details.hide").filter(has=reply)
    fold.locator("summary").first.focus()
    page.keyboard.press("Enter")
    expect(reply).to_contain_text("You predicted")
    expect(page.locator(f"{ROOT}.gl-progress").get_by_role("row", name="Predictions")).to_contain_text("1 of")


def test_a_player_moves_by_keyboard(page, site):
    page.goto((site / LESSON).as_uri())
    slider = page.locator(".gan-lesson-epoch-player").first.get_by_role("slider")
    slider.focus()
    page.keyboard.press("Home")
    first = slider.get_attribute("aria-valuetext")
    page.keyboard.press("ArrowRight")
    assert slider.get_attribute("aria-valuetext") != first


@pytest.mark.parametrize(("scheme", "window"), [("light", WINDOW), ("dark", TELEPHONE)], ids=["light", "dark"])
@pytest.mark.parametrize("name", ["index.html", "run_it.html", "search.html?q=forger", LESSON])
def test_axe_finds_nothing(browser, site, name, scheme, window):
    file, _, query = name.partition("?")
    with open_offline(browser, color_scheme=scheme, viewport=window, reduced_motion="reduce") as page:
        page.goto(f"{(site / file).as_uri()}?{query}")
        page.evaluate("for (const fold of document.querySelectorAll('details')) fold.open = true")
        expect(page.locator("h1").first).to_be_visible()
        results = Axe().run(page, options={"resultTypes": ["violations"], "preload": False})  # it may fetch nothing
        violations = results.response["violations"]
        assert not violations, [(one["id"], [node["html"][:150] for node in one["nodes"]]) for one in violations]


def test_the_theme_s_button_reaches_what_a_lesson_shows_and_paper_is_light(page, site):
    page.goto((site / LESSON).as_uri())
    seen = set()
    for _ in range(3):
        page.locator(".theme-toggle:visible").first.click()
        colour = "(root) => getComputedStyle(root).backgroundColor"
        button = page.locator(f"{ROOT} .gl-primary").first.evaluate(colour)
        seen.add((page.locator("body").evaluate(colour), button))
    light, dark = ("rgb(255, 255, 255)", "rgb(75, 70, 181)"), ("rgb(17, 17, 17)", "rgb(179, 173, 255)")
    assert seen == {light, dark}
    page.emulate_media(color_scheme="dark", media="print")
    expect(page.locator("body")).to_have_attribute("data-jp-theme-light", "true")


def test_on_a_telephone_nothing_sticks_out(browser, site):
    with open_offline(browser, viewport=TELEPHONE) as page:
        for path in sorted(site.glob("*.html")):
            page.goto(path.as_uri())
            assert page.evaluate("document.documentElement.scrollWidth") <= TELEPHONE["width"], path.name


def test_at_every_width_the_text_is_whole(page, site):
    page.goto((site / "run_it.html").as_uri())
    for width in (480, 768, 1008, 1100, 1200, 1220, 1300, 1320, 1430, 1445, 1560, 1920):
        page.set_viewport_size({"width": width, "height": 800})
        right = page.locator("article").evaluate("(article) => article.getBoundingClientRect().right")
        contents = page.locator(".toc-drawer").bounding_box()
        beside = contents["x"] if contents["x"] < width else width
        assert right <= beside, f"{right} of {beside} at {width}"


def test_the_first_paint_is_quick(page, site):
    sizes = {path.stat().st_size: path for path in site.glob("[0-9]*.html")}
    page.goto(sizes[max(sizes)].as_uri())
    page.wait_for_function("performance.getEntriesByName('first-contentful-paint').length")
    assert (
        page.evaluate("performance.getEntriesByName('first-contentful-paint')[0].startTime") < 3000
    )  # 0.3 s when quiet


def test_the_empty_corner_of_a_table_heads_nothing(page, site):
    tables = [path for path in site.glob("[0-9]*.html") if '<th class="head"><p></p></th>' in path.read_text("utf-8")]
    page.goto(tables[0].as_uri())
    assert all(page.locator("th").evaluate_all("(all) => all.map((one) => one.textContent.trim() !== '')"))


def test_formulas_are_drawn(page, site):
    page.goto((site / MATHS).as_uri())
    assert page.locator("math").count() > 20
    widths = page.locator(".site-formula math").evaluate_all(
        "(all) => all.map((one) => one.getBoundingClientRect().width)"
    )
    assert min(widths) > 20
    assert not re.search(r"\\frac|\$\$", page.locator("article").inner_text())
