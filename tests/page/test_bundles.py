"""The bundles of JavaScript and CSS: they are what the sources say, and what Node's own tests and linters say of those.

A student needs no Node, and skips what needs it here; in CI it must be there.
"""

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).parents[2]
PACKAGE = REPOSITORY / "gan_lesson"
BUNDLES = PACKAGE / "page" / "bundles"
SHEETS = [path for path in sorted(PACKAGE.rglob("*.css")) if BUNDLES not in path.parents]
OURS = re.compile(r"gl-[a-z0-9-]+|gan-lesson(-[a-z0-9-]+)?")


@pytest.fixture(scope="module")
def node():
    """Runs a command of Node's in the repository; skips, or fails in CI, where `npm ci` has not been run."""
    if not shutil.which("npm") or not (REPOSITORY / "node_modules").is_dir():
        reason = "NO NODE: JavaScript was not tested, nor the bundles. Install Node 20 or later, and run: npm ci"
        (pytest.fail if os.environ.get("CI") else pytest.skip)(reason)

    def run(*command):
        done = subprocess.run(command, cwd=REPOSITORY, capture_output=True, text=True, encoding="utf-8")
        assert done.returncode == 0, done.stdout + done.stderr

    return run


def test_the_bundles_are_built_from_these_sources(node, tmp_path):
    node("node", "authoring/bundle.js", str(tmp_path))
    built, committed = ({path.name: path.read_bytes() for path in place.iterdir()} for place in (tmp_path, BUNDLES))
    assert set(built) == set(committed)
    changed = [name for name in sorted(built) if built[name] != committed[name]]
    assert not changed, f"run `npm run bundle` and commit {', '.join(changed)}"


def test_what_is_computed_in_javascript(node):
    node("npm", "test", "--silent")


def test_eslint_and_prettier_are_content(node):
    node("npm", "run", "--silent", "check")


@pytest.mark.parametrize("path", SHEETS, ids=lambda path: path.stem)
def test_every_class_in_a_style_sheet_is_ours(path):
    """Pages around us have .controls (reveal.js), .row (Bootstrap) and many more."""
    rules = re.sub(r"/\*.*?\*/", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
    for selector in re.findall(r"([^{};]*)\{", rules):
        for name in re.findall(r"\.([A-Za-z_][\w-]*)", re.sub(r"\[.*?\]", "", selector)):
            assert OURS.fullmatch(name), f".{name} in {selector.strip()}"


# class: "a b", class: `a ${b}`, class="a b", classList.toggle("a", ...)
GIVEN = re.compile(r"""\bclass(?:: |=|List\.\w+\()(["'`])((?:(?!\1).)+)\1""")
GIVES = [path for path in [*PACKAGE.rglob("*.js"), *PACKAGE.rglob("*.py")] if BUNDLES not in path.parents]


def test_every_class_that_an_element_gets_is_ours():
    names = {}
    for path in GIVES:
        for match in GIVEN.finditer(path.read_text(encoding="utf-8")):
            # What is computed comes after a prefix, as in gl-${kind}, or is one of those names.
            for name in re.sub(r"\$?\{.*?(\}|$)", "0", match[2]).split():
                names.setdefault(name, path.name)
    assert len(names) > 100
    foreign = {name: place for name, place in names.items() if not OURS.fullmatch(name)}
    assert set(foreign) <= {"0", "gan-progress"}, foreign  # the bar of a long cell has a prefix of its own
