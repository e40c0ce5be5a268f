"""The site: its links lead somewhere, and it needs nothing from elsewhere."""

import html.parser
import re
from urllib.parse import unquote, urlsplit

import nbformat
import pytest

from authoring import lessons
from authoring.site import __main__ as command
from authoring.site import source

FOLDER = command.FOLDER
NAMES = [name for name in lessons.sources(FOLDER) if lessons.path_of(FOLDER, name).exists()]
MOST_BYTES = 3_000_000


class Page(html.parser.HTMLParser):
    """What a page is made of: its ids, links, and what it loads."""

    def __init__(self, path):
        super().__init__()
        self.ids, self.links, self.loaded = set(), [], []
        self.feed(path.read_text(encoding="utf-8"))

    def handle_starttag(self, tag, attributes):
        found = dict(attributes)
        self.ids.add(found.get("id"))
        if tag == "a" and "href" in found:
            self.links.append(found["href"])
        elif tag == "link" and found.get("rel") in ("stylesheet", "icon", "preload"):
            self.loaded.append(found["href"])
        self.loaded += [found[name] for name in ("src", "srcset", "poster", "data") if name in found]


@pytest.fixture(scope="module")
def pages(site):
    return {path.name: Page(path) for path in site.glob("*.html")}


def test_every_lesson_has_its_page(pages):
    assert set(pages) == {f"{name}.html" for name in NAMES} | {"index.html", "run_it.html", "search.html"}
    for itself, page in pages.items():
        linked = {urlsplit(link).path for link in page.links}
        assert {f"{name}.html" for name in NAMES} <= linked | {itself}, "the contents are on every page"


def test_inside_links_lead_somewhere(pages, site):
    for name, page in pages.items():
        for link in page.links:
            scheme, _, path, _, fragment = urlsplit(link)
            if not scheme:
                assert not path or (site / unquote(path)).is_file(), f"{name} links to {link}"
                if fragment:
                    ids = pages[path or name].ids
                    assert unquote(fragment) in ids or fragment == "furo-main-content", f"{name} links to {link}"


def test_nothing_is_loaded_from_elsewhere(pages, site):
    for name, page in pages.items():
        for address in page.loaded:
            scheme, host, path, _, _ = urlsplit(address)
            assert scheme in ("", "data") and not host, f"{name} loads {address}"
            assert scheme or (site / unquote(path)).is_file(), f"{name} loads {address}"
    for path in site.rglob("*.css"):
        assert not re.search(r"(@import|url\()\s*[\"']?(https?:)?//", path.read_text(encoding="utf-8")), path.name


def test_a_page_is_small(site):
    shared = sum(path.stat().st_size for path in (site / "_static").rglob("*") if path.suffix in (".css", ".js"))
    for name in NAMES:
        assert (site / f"{name}.html").stat().st_size + shared < MOST_BYTES


@pytest.mark.parametrize("name", NAMES)
def test_no_stored_lesson_is_too_large_for_its_page(name):
    """A lesson's page is smaller than its cells as JSON, whose pictures stand there twice."""
    assert len(nbformat.writes(source.edition_of(FOLDER, name))) < MOST_BYTES


@pytest.mark.parametrize("name", NAMES)
def test_a_lesson_is_the_student_s_and_what_answers_a_prediction_is_folded_up(name):
    edition = source.edition_of(FOLDER, name)
    stored = nbformat.read(lessons.path_of(FOLDER, name), as_version=4)
    cells = {cell.id: cell for cell in edition.cells}
    for cell in stored.cells:
        if cell.cell_type == "code":
            assert cells[cell.id].source == cell.source, "no exercise is solved"
        else:
            assert cells[cell.id].source.lower() == cell.source.lower(), "only a link's letters may be smaller"
    answers = lessons.answers_to_predictions(stored)
    for cell in answers:
        assert ("hide-output" in cells[cell.id].metadata.get("tags", [])) == bool(cells[cell.id].outputs)
    assert not answers or any(cells[cell.id].outputs for cell in answers), "there is something to open"


@pytest.mark.parametrize("name", NAMES)
def test_what_takes_a_kernel_says_where_there_is_one(name):
    outputs = [output for cell in source.edition_of(FOLDER, name).cells for output in cell.get("outputs", [])]
    for shown in (output.get("data", {}).get("text/html", "") for output in outputs):
        if "gan-lesson-twin" in shown:
            assert f'<a href="{source.RUN_IT}">Run the lesson</a> to play with it.' in shown


def test_the_addresses_come_from_one_place(pages):
    address = source.repository()
    assert address.startswith("https://github.com/") and not address.endswith("/")
    links = pages["run_it.html"].links
    assert address in links
    path = address.removeprefix("https://github.com/")
    assert any(link.startswith(f"https://mybinder.org/v2/gh/{path}/") for link in links)
    assert any(link.startswith(f"https://colab.research.google.com/github/{path}/blob/main/") for link in links)


def test_formulas_are_mathml(site):
    pages = [(site / f"{name}.html").read_text(encoding="utf-8") for name in NAMES]
    assert any("<math" in page for page in pages)
    for page in pages:
        shown = re.sub(r"(?s)<(script|style|pre|code)\b.*?</\1>", "", page)
        assert "\\(" not in shown and "$$" not in shown and "\\frac" not in shown


def test_a_folder_of_something_else_is_left_alone(tmp_path, capsys):
    (tmp_path / "letter.txt").write_text("Dear ...", encoding="utf-8")
    assert command.main(["--to", str(tmp_path)]) == 2
    assert "something else than a site" in capsys.readouterr().err
    assert [path.name for path in tmp_path.iterdir()] == ["letter.txt"]


def test_a_warning_of_sphinx_s_is_an_error_and_the_old_site_stays(tmp_path):
    folder = tmp_path / "notebooks"
    (folder / "pictures").mkdir(parents=True)
    (folder / "pictures" / "a_run.webp").touch()
    cell = nbformat.v4.new_markdown_cell("# 00 · Broken\n\n**Where?** [Nowhere](nowhere.ipynb)")
    nbformat.write(nbformat.v4.new_notebook(cells=[cell]), folder / "00_broken.ipynb")
    target = tmp_path / "site"
    target.mkdir()
    (target / command.MARK).touch()
    (target / "old.html").touch()
    assert command.build(["00_broken"], target, folder) != 0
    assert (target / "old.html").exists()


def test_the_workflow_builds_what_the_readme_says():
    workflow = (source.ROOT / ".github" / "workflows" / "site.yml").read_text(encoding="utf-8")
    assert "python3 run.py site" in workflow and "actions/deploy-pages@" in workflow
