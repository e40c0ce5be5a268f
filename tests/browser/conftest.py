"""A real JupyterLab in a real Chromium, for tests of what a reader sees and does.

Fixtures: `lab` (a server of its own, for the session), `open_notebook` (opens a notebook in it and runs all cells),
`browser` (Chromium), `new_page` (a page outside JupyterLab); and for a module that names a lesson's file, NAME,
`lesson` (that lesson, run twice) and `offline` (its export, opened with the network off). Helpers to import:
`write_notebook`, `export`, `open_offline`, `listen`. What is done on a page is in `actions`.

Without Chromium these tests are skipped, and fail where the environment variable CI is set.
"""

import contextlib
import os
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import nbformat
import pytest
from nbconvert import HTMLExporter
from playwright.sync_api import expect, sync_playwright

from authoring.lessons import read_whole
from tests.browser.actions import GO_TO, KERNEL_IS_THERE, RUN_ALL, RUN_ALL_BUT, WINDOW, within

REPOSITORY = Path(__file__).parents[2]
expect.set_options(timeout=20_000)  # milliseconds: a slow machine takes longer to compute and to send what came of it
FLAGS = [
    "--no-sandbox",  # containers have no user namespaces to build a sandbox from
    "--disable-gpu",
    "--disable-quic",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def pytest_collection_modifyitems(items):
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def browser():
    """Chromium: the system's, or the one that `playwright install chromium` fetched."""
    with sync_playwright() as playwright:
        names = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
        paths = [path for path in map(shutil.which, names) if path] + [playwright.chromium.executable_path]
        path = next((path for path in paths if os.path.exists(path)), None)
        if path is None:
            reason = "NO CHROMIUM: the browser tests did not run. Install it, or run: playwright install chromium"
            (pytest.fail if os.environ.get("CI") else pytest.skip)(reason)
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        browser.close()


class Lab:
    """A JupyterLab server and one browser context for all its pages, so that its scripts are fetched once.

    Attributes:
        folder: the folder that it serves: put notebooks here.
        records: the folder in which the kernels keep what the reader has done.
        url: where it is.
    """

    def __init__(self, folder, records, url, context):
        self.folder = folder
        self.records = records
        self.url = url
        self.context = context
        self._free = None  # a page whose notebook was closed, and what is heard of it: to load another takes 2 s

    def go(self, page, path):
        """Takes a page to a notebook, and waits until it is there."""
        page.goto(f"{self.url}/doc/tree/{Path(path).as_posix()}")
        page.wait_for_selector(".jp-Notebook")
        page.evaluate(within("() => jupyterapp.shell.currentWidget.context.ready"))

    @contextlib.contextmanager
    def open(self, path, run=True):
        """Opens a notebook; yields its page. In the end no script may have failed.

        Args:
            path: of the notebook, within `folder`.
            run: whether all cells are run first; an error in one fails the test.
        """
        (page, complaints), self._free = self._free or self._new_page(path), None
        fine = False
        try:
            page.evaluate(OPEN, Path(path).as_posix())
            if run:
                page.evaluate(RUN_ALL)
                errors = page.evaluate(ERRORS)
                assert not errors, errors
            yield page
            assert not complaints, complaints
            fine = True
        finally:
            page.evaluate(STOP_KERNEL, Path(path).as_posix())  # or it keeps its memory to the end of the session
            if fine and self._free is None:
                page.evaluate(CLOSE)
                self._free = page, complaints
            else:
                page.close()

    def _new_page(self, path):
        page = self.context.new_page()
        complaints = listen(page)
        self.go(page, path)
        return page, complaints


OPEN = within("""async (path) => {
  const panel = await jupyterapp.commands.execute("docmanager:open", { path });
  await panel.context.ready;
  jupyterapp.shell.activateById(panel.id);
}""")
CLOSE = """() => { for (const panel of [...jupyterapp.shell.widgets("main")]) panel.dispose(); }"""
STOP_KERNEL = within("""async (path) => {
  const { sessions } = jupyterapp.serviceManager;
  await sessions.refreshRunning();
  for (const session of sessions.running()) if (session.path === path) await sessions.shutdown(session.id);
}""")
ERRORS = """() => jupyterapp.shell.currentWidget.content.model.sharedModel.cells
  .flatMap((cell) => cell.outputs ?? [])
  .filter((output) => output.output_type === "error")
  .map((output) => `${output.ename}: ${output.evalue}`)"""


@pytest.fixture(scope="session")
def lab(browser, tmp_path_factory):
    """JupyterLab on a free port, with folders of its own for everything that it reads and writes."""
    home = tmp_path_factory.mktemp("jupyter")
    folder = tmp_path_factory.mktemp("notebooks")
    profile = home / "ipython" / "profile_default"
    profile.mkdir(parents=True)
    shutil.copy(REPOSITORY / "jupyter" / "etc" / "ipython" / "ipython_kernel_config.py", profile)
    settings = home / "settings" / "@jupyterlab" / "apputils-extension"
    settings.mkdir(parents=True)
    (settings / "notification.jupyterlab-settings").write_text('{"fetchNews": "false", "checkForUpdates": false}')
    environment = {
        **os.environ,
        "JUPYTER_CONFIG_DIR": str(home / "config"),
        "JUPYTER_DATA_DIR": str(home / "data"),
        "JUPYTER_RUNTIME_DIR": str(home / "runtime"),
        "JUPYTERLAB_SETTINGS_DIR": str(home / "settings"),
        "JUPYTERLAB_WORKSPACES_DIR": str(home / "workspaces"),
        "GAN_LESSON_HOME": str(home / "records"),
        "IPYTHONDIR": str(home / "ipython"),
        "PYTHONPATH": str(REPOSITORY),  # the notebooks use this checkout
        "OMP_NUM_THREADS": "1",
    }
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [
        sys.executable,
        "-m",
        "jupyterlab",
        "--no-browser",
        "--allow-root",
        "--LabApp.expose_app_in_browser=True",
    ]
    command += ["--ServerApp.ip=127.0.0.1", f"--ServerApp.port={port}", "--ServerApp.port_retries=0"]
    command += ["--IdentityProvider.token=", f"--ServerApp.root_dir={folder}"]
    with open(home / "lab.log", "wb") as log:
        server = subprocess.Popen(command, env=environment, stdout=log, stderr=subprocess.STDOUT)
    url = f"http://127.0.0.1:{port}"
    context = browser.new_context(viewport=WINDOW)
    try:
        wait_for(f"{url}/api", server, home / "lab.log")
        yield Lab(folder, home / "records", url, context)
    finally:
        context.close()
        server.terminate()
        server.wait(30)


def wait_for(url, server, log, seconds=60):
    """Until the server answers."""
    end = time.monotonic() + seconds
    while time.monotonic() < end and server.poll() is None:
        try:
            with urllib.request.urlopen(url, timeout=5):
                return
        except OSError:
            time.sleep(0.1)
    pytest.fail(f"JupyterLab does not answer:\n{log.read_text(errors='replace')[-2000:]}")


def stored_lesson(name):
    """The notebook of a lesson, by its file's name, as the repository has it; answers to predictions included."""
    return read_whole(REPOSITORY / "notebooks" / name)


def stored_outputs(name):
    """What a lesson's cells show, each a dictionary by mime type."""
    return [out["data"] for cell in stored_lesson(name).cells for out in cell.get("outputs", []) if "data" in out]


@pytest.fixture(scope="module")
def lesson(lab, request):
    """A lesson's page after two times Run All: no error in either, and each says what the stored notebook says.

    Before, it was opened and looked at, which asks for no saving. Cells that compute for seconds, known by words of
    theirs in the module's LONG, run once only: the cells after them run a second time with what came of it.
    """
    name, long = request.module.NAME, getattr(request.module, "LONG", ())
    stored = stored_lesson(name)
    words = ["".join(map(words_of, cell.get("outputs", []))) for cell in stored.cells]
    for snippet in long:
        assert sum(snippet in cell.source for cell in stored.cells) == 1, f"{snippet} means one cell"
    shutil.copy(REPOSITORY / "notebooks" / name, lab.folder)
    with lab.open(name, run=False) as page:
        page.evaluate(KERNEL_IS_THERE)
        for cell in (len(words) - 1, 0):
            page.evaluate(GO_TO, cell)
            page.wait_for_timeout(300)  # the players wake up as they come into view
        assert page.evaluate(CHANGED) is None, "opened and left, it asks for no saving"
        for run, how in ((RUN_ALL, None), (RUN_ALL_BUT, list(long))):
            page.evaluate(run, how)
            assert not page.evaluate(ERRORS)
            assert page.evaluate(WORDS) == words
        yield page


def words_of(output):
    """What an output says in plain text."""
    return "".join(output.get("text") or output.get("data", {}).get("text/plain", ""))


CHANGED = """() => {
  const { model } = jupyterapp.shell.currentWidget.context;
  return model.dirty ? model.sharedModel.metadata : null;
}"""
WORDS = """() => jupyterapp.shell.currentWidget.content.model.sharedModel.cells.map((cell) => (cell.outputs ?? []).map(
  (output) => [output.text ?? output.data?.["text/plain"] ?? ""].flat().join("")
).join(""))"""


@pytest.fixture(scope="module")
def offline(browser, request, tmp_path_factory):
    """A stored lesson as an exported file, opened with the network off."""
    address = export(stored_lesson(request.module.NAME), tmp_path_factory.mktemp("exported"))
    with open_offline(browser) as page:
        page.goto(address)
        yield page


def export(notebook, folder):
    """Writes a notebook as an HTML file, as one gets it from JupyterLab's menu, and returns the file's address."""
    exporter = HTMLExporter(mathjax_url="", require_js_url="", jquery_url="", mermaid_js_url="")
    path = folder / "exported.html"
    path.write_text(exporter.from_notebook_node(notebook)[0], encoding="utf-8")
    return path.as_uri()


def without_scripts(html, folder):
    """Writes an output as JupyterLab shows it where a notebook is not trusted; returns the file's address."""
    path = folder / "still.html"
    path.write_text(re.sub(r"(?s)<script.*?</script>", "", html), encoding="utf-8")
    return path.as_uri()


@contextlib.contextmanager
def open_offline(browser, **options):
    """A page with the network off. In the end no script may have failed, and nothing may have asked for the network."""
    with contextlib.closing(browser.new_context(**{"viewport": WINDOW, "offline": True, **options})) as context:
        page = context.new_page()
        complaints, requested = listen(page), []
        page.on("request", lambda request: requested.append(request.url))
        yield page
        assert not complaints, complaints
        assert not [url for url in requested if not url.startswith(("file:", "data:", "blob:"))]


@contextlib.contextmanager
def open_alone(browser, folder, widget, **options):
    """A page with one widget that needs no kernel and nothing else, opened from disk with the network off.

    Args:
        browser: Chromium.
        folder: where the page is written.
        widget: what it shows.
        **options: Playwright's, of the browser context.
    """
    path = folder / "alone.html"
    path.write_text(f"<!doctype html><html lang=en><title>A widget</title>{widget.html}", "utf-8")
    with open_offline(browser, **options) as page:
        page.goto(path.as_uri())
        page.locator(".gan-lesson-widget").get_by_role("group").or_(page.locator(".gan-lesson-live")).first.wait_for()
        yield page


@pytest.fixture
def open_notebook(lab):
    """`open_notebook(path)`: the page of a notebook in `lab.folder`, opened and run from the top."""
    with contextlib.ExitStack() as stack:
        yield lambda path, run=True: stack.enter_context(lab.open(path, run))


@pytest.fixture
def new_page(browser):
    """`new_page(**options)`: a page outside JupyterLab, in a browser context with Playwright's options."""
    with contextlib.ExitStack() as stack:

        def new(**options):
            context = stack.enter_context(contextlib.closing(browser.new_context(**{"viewport": WINDOW, **options})))
            page = context.new_page()
            complaints = listen(page)
            stack.callback(lambda: check(complaints))
            return page

        yield new


def write_notebook(path, cells):
    """A notebook for the kernel that every Jupyter has, of code cells."""
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(cell) for cell in cells])
    notebook.metadata["kernelspec"] = {"name": "python3", "display_name": "Python 3", "language": "python"}
    nbformat.write(notebook, path)


def listen(page):
    """A list that fills with the page's failed scripts and the errors that they write to the console."""
    complaints = []
    page.on("pageerror", lambda error: complaints.append(f"{error}\n{error.stack}") if failed_here(error) else None)
    page.on("console", lambda message: complaints.append(message.text) if said_here(message) else None)
    return complaints


# JupyterLab's own bundles complain now and then, of messages that are under way when a page is left, for instance. What
# outputs and widgets run does not come from a folder called static: it is in the page, or a blob.


def failed_here(error):
    sources = re.findall(r"(?:https?|blob|file):[^\s)]+", error.stack or "")
    return not sources or any("/static/" not in source for source in sources)


def said_here(message):
    return message.type == "error" and "/static/" not in message.location["url"]


def check(complaints):
    assert not complaints, complaints
