"""What Sphinx reads: the students' editions, so changed that they can be read without a kernel."""

import re
import shutil
import tomllib
from collections.abc import Sequence
from pathlib import Path

import jinja2
import nbformat

from authoring import lessons

ROOT = Path(__file__).parents[2]
HERE = Path(__file__).parent
PREDICT_FIRST = "Predict first, then open what this cell shows"
OPENED = "Close what this cell shows"
RUN_IT = "run_it.html"  # the page that says where a kernel is to be had
TO_READ = f"""<p class="site-run">Play, predict and answer here. To write code and have it checked, \
<a href="{RUN_IT}">run the lesson</a>.</p>"""


def repository() -> str:
    """The address of the course's repository, which stands in ``pyproject.toml`` and nowhere else."""
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["urls"]["Repository"]


def write(folder: Path, names: Sequence[str], target: Path) -> None:
    """Writes the pages' sources.

    Args:
        folder: the notebooks' folder.
        names: of the lessons.
        target: an empty folder.
    """
    listed = []
    for name in names:
        notebook = edition_of(folder, name)
        title, question = title_of(notebook)
        listed.append({"name": name, "title": title, "question": question})
        nbformat.write(notebook, target / f"{name}.ipynb")
    shutil.copy(folder / "pictures" / "a_run.webp", target)
    address = repository()
    path = address.removeprefix("https://github.com/")
    environment = jinja2.Environment(undefined=jinja2.StrictUndefined, trim_blocks=True, keep_trailing_newline=True)
    for page in (HERE / "pages").glob("*.md.j2"):
        template = environment.from_string(page.read_text(encoding="utf-8"))
        text = template.render(lessons=listed, repository=address, path=path, project=path.rpartition("/")[2])
        (target / page.stem).write_text(text, encoding="utf-8")


def edition_of(folder: Path, name: str) -> nbformat.NotebookNode:
    """A lesson as a reader of its page gets it: its exercises unsolved, and what answers a prediction folded up."""
    notebook = lessons.read_whole(lessons.path_of(folder, name))
    for cell in lessons.answers_to_predictions(notebook):
        if cell.outputs:
            cell.metadata["tags"] = [*cell.metadata.get("tags", []), "hide-output"]
            cell.metadata["mystnb"] = {"code_prompt_show": PREDICT_FIRST, "code_prompt_hide": OPENED}
    for cell in notebook.cells:
        if cell.cell_type == "markdown":  # a heading's place is written in small letters here
            cell.source = re.sub(r'href="#[^"]+"', lambda link: link[0].lower(), cell.source)
        for output in cell.get("outputs", []):
            html = output.get("data", {}).get("text/html", "")
            if "gan-lesson-twin" in html:
                output.data["text/html"] = html.replace("Run the cell", f'<a href="{RUN_IT}">Run the lesson</a>')
    notebook.cells.insert(1, nbformat.v4.new_markdown_cell(TO_READ, id="to-read"))
    return notebook


def title_of(notebook: nbformat.NotebookNode) -> tuple[str, str]:
    """A lesson's title, and the question in bold below it."""
    source = notebook.cells[0].source
    return re.search(r"^# (.+)$", source, re.M)[1], re.search(r"^\*\*(.+?)\*\*", source, re.M)[1]
