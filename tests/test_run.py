"""run.py in folders of its own, with tiny wheels in place of PyTorch and JupyterLab.

One set-up and the tests of pip itself run the real pip; elsewhere `unpack` does its work, and a second faster.
"""

import ast
import contextlib
import errno
import importlib.util
import io
import os
import re
import shutil
import socket
import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pip as real_pip
import pytest

SOURCE = Path(__file__).parents[1] / "run.py"
CLOSED = "http://127.0.0.1:9/simple"  # nothing listens on the discard port
SAY_WHAT_WAS_ASKED = "import sys\nprint('started with', *sys.argv[1:])\nsys.exit(5)\n"
OTHERS = {
    "numpy/__init__.py": "",
    "matplotlib/__init__.py": "",
    "matplotlib/pyplot.py": "",
    "sklearn/__init__.py": "",
    "ipywidgets/__init__.py": "",
    "jupyterlab/__init__.py": "",
    "jupyterlab/__main__.py": SAY_WHAT_WAS_ASKED,
    "pytest/__init__.py": "",
    "pytest/__main__.py": SAY_WHAT_WAS_ASKED,
    "nbval/__init__.py": "",
}


def write_wheel(folder, name, version, files):
    facts = f"{name}-{version}.dist-info"
    files = {
        **files,
        f"{facts}/METADATA": f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n",
        f"{facts}/WHEEL": "Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
    }
    files[f"{facts}/RECORD"] = "".join(f"{path},,\n" for path in [*files, f"{facts}/RECORD"])
    with zipfile.ZipFile(folder / f"{name}-{version}-py3-none-any.whl", "w") as wheel:
        for path, text in files.items():
            wheel.writestr(path, text)


@pytest.fixture(scope="module")
def wheels(tmp_path_factory):
    folder = tmp_path_factory.mktemp("wheels")
    write_wheel(folder, "torch", "1.0+cpu", {"torch/__init__.py": ""})
    write_wheel(folder, "others", "1.0", OTHERS)
    write_wheel(folder, "others", "1.1", OTHERS)
    return folder


@pytest.fixture(scope="module")
def only_pip(tmp_path_factory):
    """A folder with pip alone: what ensurepip puts into a .venv, without the seconds that it takes."""
    folder = tmp_path_factory.mktemp("only_pip")
    shutil.copytree(Path(real_pip.__file__).parent, folder / "pip", ignore=shutil.ignore_patterns("__pycache__"))
    return folder


def make_folder(folder):
    folder.mkdir()
    (folder / "notebooks").mkdir()
    (folder / "notebooks" / "01_first.ipynb").touch()
    (folder / "gan_lesson").mkdir()
    (folder / "gan_lesson" / "__init__.py").touch()
    (folder / "tests" / "study").mkdir(parents=True)
    (folder / "tests" / "study" / "__main__.py").write_text(SAY_WHAT_WAS_ASKED, encoding="utf-8")
    (folder / "requirements.txt").write_text("# pins\ntorch==1.0\nothers==1.0\n", encoding="utf-8")
    shutil.copytree(SOURCE.with_name("jupyter"), folder / "jupyter")
    shutil.copy(SOURCE, folder)


def load(folder, only_pip):
    """The run.py of that folder, as a module; its .venv gets a pip that is copied, everything else is as it is."""
    spec = importlib.util.spec_from_file_location("run_under_test", folder / "run.py")
    run = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(run)
    run.CPU_INDEX = CLOSED
    run.NEEDED_GB = {False: 0.001, True: 0.001}

    def make_venv():
        venv.create(run.VENV, with_pip=False, symlinks=os.name != "nt")
        (packages_of(run) / "pip.pth").write_text(str(only_pip), encoding="utf-8")

    run.make_venv = make_venv
    return run


def unpack(run, wheels):
    """Put a stand-in for pip into run.py that unpacks every wheel and always succeeds."""
    run.real_pip = run.pip

    def pip(title, arguments, packages=1):
        for wheel in wheels.glob("*-1.0*.whl"):
            zipfile.ZipFile(wheel).extractall(packages_of(run))
        return 0, ""

    run.pip = pip
    return run


@pytest.fixture
def wheelhouse(wheels, monkeypatch):
    """No index, only the tiny wheels."""
    for name in list(os.environ):
        if name.startswith("PIP_"):
            monkeypatch.delenv(name)
    monkeypatch.setenv("PIP_CONFIG_FILE", os.devnull)
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", str(wheels))
    return wheels


@pytest.fixture
def new(tmp_path, only_pip, wheelhouse):
    """run.py in a folder where nothing was set up yet."""
    make_folder(tmp_path / "course")
    return unpack(load(tmp_path / "course", only_pip), wheelhouse)


@pytest.fixture(scope="module")
def finished(tmp_path_factory, only_pip, wheels):
    """A folder where the real pip finished the set-up, and what was said then."""
    folder = tmp_path_factory.mktemp("finished") / "Fälscher und Prüfer"
    make_folder(folder)
    said = io.StringIO()
    with pytest.MonkeyPatch.context() as patch, contextlib.redirect_stdout(said):
        patch.setenv("PIP_CONFIG_FILE", os.devnull)
        patch.setenv("PIP_NO_INDEX", "1")
        patch.setenv("PIP_FIND_LINKS", str(wheels))
        assert load(folder, only_pip).main(["setup"]) == 0
    return folder, said.getvalue()


@pytest.fixture
def ready(finished, tmp_path, only_pip, wheelhouse):
    """run.py in a copy of that folder, so in a folder that was moved."""
    shutil.copytree(finished[0], tmp_path / "moved course", symlinks=True)
    return unpack(load(tmp_path / "moved course", only_pip), wheelhouse)


def packages_of(run):
    return Path(run.ask_venv()["packages"])


def refuse(*_, **__):
    raise AssertionError("something was set up")


class TestPythonVersion:
    @pytest.mark.parametrize("version", [(2, 7, 18), (3, 6, 15), (3, 10, 13, "final", 0)])
    def test_an_old_python_hears_what_to_do(self, new, version):
        with pytest.raises(
            SystemExit, match=rf"needs Python 3\.11 or newer and this is Python {version[0]}\."
        ) as leave:
            new.check_python(version)
        assert "https://www.python.org/downloads/" in leave.value.code

    def test_a_new_one_hears_nothing(self, new):
        assert new.check_python((3, 11, 0)) is None
        assert new.check_python((4, 0)) is None

    def test_the_check_is_reached_by_an_old_python(self):
        """The whole file parses as Python 3.7, and before the check nothing but ``sys`` is asked for."""
        tree = ast.parse(SOURCE.read_text(encoding="utf-8"), feature_version=(3, 7))
        docstring, imported, function, call = tree.body[:4]
        assert ast.unparse(imported) == "import sys"
        assert isinstance(function, ast.FunctionDef)
        assert not any(argument.annotation for argument in function.args.args)
        assert ast.unparse(call) == "check_python(sys.version_info)"


class TestSetUp:
    def test_from_nothing(self, finished, only_pip):
        folder, said = finished
        assert re.findall(r"^(\d of \d)  [^:\n]*$", said, re.MULTILINE) == ["1 of 4", "2 of 4", "3 of 4", "4 of 4"]
        assert said.count(": done") == 2
        run = load(folder, only_pip)
        assert run.read_stamp()["requirements"] == run.hash_of_requirements()
        assert not (run.VENV / "tmp").exists()
        where = run.ask("import gan_lesson; print(gan_lesson.__file__)").stdout
        assert where.strip() == str(folder / "gan_lesson" / "__init__.py")

    def test_the_second_start_sets_nothing_up(self, ready, capfd):
        ready.pip = ready.make_anew = ready.install = refuse
        assert ready.main(["setup"]) == 0
        assert capfd.readouterr().out == "The course is set up. Open it with: python3 run.py lab\n"

    def test_changed_pins_are_brought_up_to_date_where_they_are(self, ready, capfd):
        ready.pip = ready.real_pip
        note = ready.VENV / "note.txt"
        note.touch()
        pins = ready.REQUIREMENTS.read_text(encoding="utf-8")
        ready.REQUIREMENTS.write_text(pins.replace("others==1.0", "others==1.1"), encoding="utf-8")
        assert ready.main(["setup"]) == 0
        assert "have changed" in capfd.readouterr().out
        assert note.exists()
        assert {path.name for path in packages_of(ready).glob("*.dist-info")} == {
            "torch-1.0+cpu.dist-info",
            "others-1.1.dist-info",
        }

    def test_other_line_ends_are_no_change(self, ready):
        ready.REQUIREMENTS.write_bytes(ready.REQUIREMENTS.read_bytes().replace(b"\n", b"\r\n"))
        assert ready.diagnose(False) == ("", True)

    def test_an_environment_that_somebody_made_is_filled_and_kept(self, ready, capfd):
        ready.STAMP.unlink()
        note = ready.VENV / "note.txt"
        note.touch()
        assert ready.main(["setup"]) == 0
        assert "not made by run.py" in capfd.readouterr().out
        assert note.exists() and ready.read_stamp()

    @pytest.mark.parametrize("harm", ["unfinished", "broken stamp", "no python", "package gone", "other python"])
    def test_a_harmed_one_is_made_anew(self, ready, harm, capfd):
        rest = ready.VENV / "rest.txt"
        rest.touch()
        if harm == "unfinished":
            ready.STAMP.write_text("{}", encoding="utf-8")
        elif harm == "broken stamp":
            ready.STAMP.write_text('{"requirements": ', encoding="utf-8")
        elif harm == "no python":
            ready.PYTHON.unlink()
        elif harm == "package gone":
            shutil.rmtree(packages_of(ready) / "jupyterlab")
        else:
            ready.STAMP.write_text(ready.STAMP.read_text().replace("[3, ", "[2, "), encoding="utf-8")
        assert ready.main(["setup"]) == 0
        assert "made anew" in capfd.readouterr().out
        assert not rest.exists()
        assert ready.diagnose(False) == ("", True)

    def test_cuda_is_for_linux(self, ready, capfd, monkeypatch):
        monkeypatch.setattr(sys, "platform", "darwin")
        ready.pip = ready.make_anew = ready.install = refuse
        assert ready.main(["setup", "--cuda"]) == 0
        assert capfd.readouterr().out.startswith("--cuda is for Linux;")

    def test_cuda_is_made_anew_and_then_stays(self, ready, capfd, monkeypatch):
        monkeypatch.setattr(sys, "platform", "linux")
        assert ready.main(["setup", "--cuda"]) == 0
        assert "with CUDA takes the place" in capfd.readouterr().out
        assert ready.read_stamp()["cuda"] is True
        ready.make_anew = ready.install = refuse
        assert ready.main(["setup"]) == ready.main(["setup", "--cuda"]) == 0

    @pytest.mark.parametrize("make", ["folder", "link"])
    def test_a_folder_of_somebody_else_is_not_touched(self, new, tmp_path, make, capfd):
        mine = tmp_path / "mine"
        mine.mkdir()
        (mine / "thesis.txt").touch()
        if make == "folder":
            mine.rename(new.VENV)
            mine = new.VENV
        else:
            (mine / "pyvenv.cfg").touch()
            new.VENV.symlink_to(mine, target_is_directory=True)
        assert new.main(["setup"]) == 1
        assert "rename it, then run this again" in capfd.readouterr().err
        assert (mine / "thesis.txt").exists()


class TestTroubles:
    """Each says one thing, leaves nothing behind, and the next try works."""

    def fails(self, run, capfd, sentence):
        assert run.main(["setup"]) == 1
        said = capfd.readouterr().err.strip()
        assert re.search(sentence, said), said
        assert "Traceback" not in said and "\n" not in said
        assert not run.VENV.exists()

    def test_no_network(self, new, capfd, monkeypatch):
        with monkeypatch.context() as patch:
            patch.setattr(new, "pip", new.real_pip)
            patch.delenv("PIP_NO_INDEX")
            patch.delenv("PIP_FIND_LINKS")
            patch.setenv("PIP_INDEX_URL", CLOSED)
            patch.setenv("PIP_RETRIES", "1")
            self.fails(new, capfd, "^No network reaches pip's sources: join one, or set PIP_NO_INDEX=1")
        assert new.main(["setup"]) == 0

    def test_little_room(self, new, capfd):
        new.NEEDED_GB = {False: 1e9}
        self.fails(new, capfd, r"^Only [\d.]+ GB are free and the course needs about \d+\.0: make room")

    def test_a_disk_that_fills_up(self, new, capfd, monkeypatch):
        def fill_up():
            (new.VENV / "pyvenv.cfg").touch()
            raise OSError(errno.ENOSPC, "No space left on device")

        with monkeypatch.context() as patch:
            patch.setattr(new, "make_venv", fill_up)
            self.fails(new, capfd, "^The disk is full: make room for about")
        assert new.main(["setup"]) == 0

    def test_a_folder_that_cannot_be_written(self, new, capfd, monkeypatch):
        def refuse_to_write():
            raise PermissionError(errno.EACCES, "Permission denied", "the folder")

        monkeypatch.setattr(new, "empty_venv", refuse_to_write)
        self.fails(new, capfd, "^the folder cannot be written: close what uses it, or copy the course to")

    @pytest.mark.parametrize("module", ["ensurepip", "venv"])
    def test_a_debian_without_python3_venv(self, new, capfd, monkeypatch, module):
        find = importlib.util.find_spec
        monkeypatch.setattr(importlib.util, "find_spec", lambda name: None if name == module else find(name))
        self.fails(new, capfd, "Install it with: sudo apt install python3-venv .*, then run this again")

    def test_packages_that_do_not_start(self, new, capfd, wheels, tmp_path):
        write_wheel(tmp_path, "torch", "1.0+cpu", {"torch/__init__.py": "raise OSError('DLL load failed')"})
        shutil.copy(wheels / "others-1.0-py3-none-any.whl", tmp_path)
        unpack(new, tmp_path)
        self.fails(new, capfd, r"do not start \(OSError: DLL load failed\): run this again")

    def test_two_at_the_same_time(self, new, capfd):
        with new.alone():
            self.fails(new, capfd, "^Another run.py is setting up this folder: wait")

    def test_ctrl_c_stops_pip_too_and_the_next_try_works(self, new, capfd, monkeypatch):
        started = []
        popen = subprocess.Popen

        class Remembered(popen):
            def __init__(self, command, *arguments, **options):
                super().__init__(command, *arguments, **options)
                started.append(self)

        def press_ctrl_c(seconds):
            raise KeyboardInterrupt

        with monkeypatch.context() as patch:
            patch.setattr(new, "pip", new.real_pip)
            patch.setattr(subprocess, "Popen", Remembered)
            patch.setattr(new.time, "sleep", press_ctrl_c)
            assert new.main(["setup"]) == 130
        assert "Nothing is broken: run the same command again." in capfd.readouterr().err
        assert "pip" in started[-1].args and started[-1].returncode not in (None, 0)
        assert new.read_stamp() == {}
        assert new.main(["setup"]) == 0
        assert "was not finished" in capfd.readouterr().out


# What pip 23.2 wrote when these things happened to it; the last two are there for what nobody has thought of.
HEARD = {
    "[Errno 28] No space left on device": "make room for about 0.001 GB",
    "ERROR: Could not install packages due to an OSError: [Errno 28] No space left on device\n": "The disk is full",
    "WARNING: Retrying (Retry(total=0, connect=None, read=None, redirect=None, status=None)) after connection broken "
    "by 'NewConnectionError('<pip._vendor.urllib3.connection.HTTPSConnection object at 0x7fa6d34d4950>: Failed to "
    "establish a new connection: [Errno -3] Temporary failure in name resolution')': /simple/scipy/\n"
    "ERROR: Could not find a version that satisfies the requirement scipy (from versions: none)\n"
    "ERROR: No matching distribution found for scipy\n": "No network reaches pip's sources",
    "WARNING: Retrying (Retry(total=0, connect=None, read=None, redirect=None, status=None)) after connection broken "
    "by 'SSLError(SSLCertVerificationError(1, '[SSL: CERTIFICATE_VERIFY_FAILED] certificate verify failed: self-signed "
    "certificate (_ssl.c:1006)'))': /simple/scipy/\nERROR: No matching distribution found for scipy\n": "PIP_CERT",
    "ERROR: Could not find a version that satisfies the requirement torch==2.13.0 (from versions: 1.3.0, 2.2.2)\n"
    "ERROR: No matching distribution found for torch==2.13.0\n": "no ready-made torch==2.13.0 for Python 3.",
    "Looking in indexes\nERROR: ResolutionImpossible: for help visit\n": "pip failed: ERROR: ResolutionImpossible",
    "": "pip failed:",
}


@pytest.mark.parametrize(("said", "sentence"), HEARD.items(), ids=range(len(HEARD)))
def test_what_pip_says_is_explained(new, said, sentence):
    assert sentence in new.explain(said, cuda=False)


class TestTorch:
    """Which PyTorch is asked for, and where."""

    def asked(self, run, cuda, outcomes, monkeypatch, system="linux"):
        monkeypatch.setattr(sys, "platform", system)
        calls = []
        monkeypatch.setattr(run, "pip", lambda title, arguments: calls.append(arguments) or outcomes[len(calls) - 1])
        run.install_torch("PyTorch", "torch==1.0", cuda)
        return calls

    def test_linux_asks_for_the_cpu_build_alone_and_briefly(self, new, monkeypatch):
        (call,) = self.asked(new, False, [(0, "")], monkeypatch)
        assert call == ["--no-deps", "--index-url", CLOSED, "torch==1.0+cpu", "--retries", "0", "--timeout", "8"]

    def test_an_index_that_does_not_answer_is_left(self, new, monkeypatch):
        _, call = self.asked(new, False, [(1, "no answer"), (0, "")], monkeypatch)
        assert call == ["torch==1.0", "--constraint", new.REQUIREMENTS]

    def test_a_slow_one_is_asked_again_and_never_leads_to_the_large_build(self, new, monkeypatch):
        outcomes = [(1, "Downloading torch-1.0+cpu"), (1, "Read timed out"), (0, "")]
        with pytest.raises(new.Trouble, match="No network"):
            self.asked(new, False, outcomes, monkeypatch)
        assert len(self.asked(new, False, [(1, "Downloading torch-1.0+cpu"), (0, "")], monkeypatch)) == 2

    @pytest.mark.parametrize(("cuda", "system"), [(True, "linux"), (False, "darwin"), (False, "win32")])
    def test_elsewhere_pip_s_own_sources_have_the_right_one(self, new, cuda, system, monkeypatch):
        (call,) = self.asked(new, cuda, [(0, "")], monkeypatch, system)
        assert call == ["torch==1.0", "--constraint", new.REQUIREMENTS]

    def test_the_pin_in_the_real_requirements_is_found(self, new, monkeypatch):
        monkeypatch.setattr(new, "REQUIREMENTS", SOURCE.with_name("requirements.txt"))
        monkeypatch.setattr(
            new, "install_torch", lambda title, pin, cuda: refuse() if pin != "torch==2.13.0" else 1 / 0
        )
        new.VENV.mkdir()
        with pytest.raises(ZeroDivisionError):
            new.install(False, first_stage=2)


@pytest.mark.parametrize(
    ("said", "packages", "fetched", "installed", "waited", "shown"),
    [
        ("", 1, 0, 0, 1, "looking for it"),
        ("  Downloading torch-2.13.0 (200.0 MB)\n", 1, 50_000_000, 0, 10, "50 of 200 MB fetched, about 30 s left"),
        ("  Downloading torch-2.13.0 (2.0 GB)\n", 1, 500_000_000, 0, 100, "500 of 2000 MB fetched, about 5 min left"),
        ("Collecting a\nCollecting b\n", 8, 3_000_000, 0, 5, "2 of 8 found, 3 MB fetched, about 15 s left"),
        ("Collecting a\nRequirement already satisfied: b\n", 2, 0, 0, 1, "2 of 2 found, 0 MB fetched"),
        ("Collecting a\nInstalling collected packages: a, b, c\n", 3, 0, 2, 9, "2 of 3 installed"),
    ],
)
def test_progress_says_what_is_left(new, said, packages, fetched, installed, waited, shown):
    assert new.progress(said, packages, fetched, installed, waited).startswith(shown)


class TestCommands:
    def test_lab_opens_the_first_lesson_without_news(self, ready, capfd):
        assert ready.main(["lab", "--no-browser"]) == 5
        said = capfd.readouterr().out
        assert "--LabApp.default_url=/lab/tree/notebooks/01_first.ipynb" in said
        assert f"--ServerApp.root_dir={ready.ROOT}" in said
        assert "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate" in said
        assert "--no-browser" in said
        settings = (ready.VENV / "share/jupyter/lab/settings/overrides.json").read_text(encoding="utf-8")
        assert '"fetchNews": "false"' in settings

    def test_its_nbconvert_has_the_course_s_settings(self, ready):
        for path in ("etc/jupyter/jupyter_config.json", "share/jupyter/nbconvert/templates/offline_slides/conf.json"):
            assert (ready.VENV / path).read_bytes() == (SOURCE.with_name("jupyter") / path).read_bytes()

    def test_teach_opens_a_lesson_for_the_teacher_once_it_is_made(self, ready, monkeypatch):
        asked, teachers = [], ready.ROOT / "notebooks" / "instructor"
        teachers.mkdir()
        (teachers / "04_story.ipynb").touch()
        monkeypatch.setattr(ready, "run", lambda command: asked.append(command) or 0)
        assert ready.main(["teach", "04", "--no-browser"]) == 0
        made, opened = asked
        assert made[1:] == ["-m", "authoring.instructor", "04"]
        assert "--LabApp.default_url=/doc/tree/notebooks/instructor/04_story.ipynb" in opened
        assert "--no-browser" in opened

    def test_teach_opens_nothing_where_there_is_no_such_lesson(self, ready, monkeypatch):
        asked = []
        monkeypatch.setattr(ready, "run", lambda command: asked.append(command) or 2)
        assert ready.main(["teach", "99"]) == 2 and len(asked) == 1

    def test_class_finds_the_folder_from_where_it_is_called(self, ready, monkeypatch, tmp_path):
        asked = []
        monkeypatch.setattr(ready, "run", lambda command: asked.append(command) or 0)
        monkeypatch.chdir(tmp_path)
        assert ready.main(["class", "handed in", "--to", "page.html"]) == 0
        there, to = str(tmp_path / "handed in"), str(tmp_path / "page.html")
        assert asked == [[ready.PYTHON, "-m", "authoring.classroom", there, "--to", to]]

    def test_site_is_built_where_one_says(self, ready, monkeypatch, tmp_path):
        asked = []
        monkeypatch.setattr(ready, "run", lambda command: asked.append(command[1:]) or 0)
        monkeypatch.chdir(tmp_path)
        assert ready.main(["site"]) == ready.main(["site", "--to", "pages"]) == 0
        assert asked == [["-m", "authoring.site"], ["-m", "authoring.site", "--to", str(tmp_path / "pages")]]

    def test_slides_are_made_where_one_says(self, ready, monkeypatch, tmp_path):
        asked = []
        monkeypatch.setattr(ready, "run", lambda command: asked.append(command[1:]) or 0)
        monkeypatch.chdir(tmp_path)
        assert ready.main(["slides", "04", "08", "--to", "decks"]) == ready.main(["slides", "all"]) == 0
        to = ["--to", str(tmp_path / "decks")]
        assert asked == [["-m", "authoring.slides", "04", "08", *to], ["-m", "authoring.slides", "all"]]

    def test_help_needs_no_set_up(self, new, capsys):
        for command in ("slides", "site", "class"):
            with pytest.raises(SystemExit) as left:
                new.main([command, "--help"])
            assert left.value.code == 0 and not new.VENV.exists()
        assert "FOLDER" in capsys.readouterr().out

    def test_a_port_in_use(self, ready, capfd):
        with socket.socket() as taken:
            taken.bind(("127.0.0.1", 0))
            taken.listen()
            port = taken.getsockname()[1]
            assert ready.main(["lab", "--port", str(port)]) == 1
            heard = capfd.readouterr()
            assert f"Port {port} is in use" in heard.err and "started with" not in heard.out
        assert ready.main(["lab", "--port", str(port)]) == 5
        assert f"--ServerApp.port={port} " in capfd.readouterr().out

    def test_the_usual_port_in_use(self, ready, capfd, monkeypatch):
        monkeypatch.setattr(ready, "is_free", lambda port: port == 8890)
        assert ready.main(["lab"]) == 5
        said = capfd.readouterr().out
        assert "Port 8888 is in use" in said and "this one takes 8890" in said and "--ServerApp.port=8890 " in said

    def test_test_hands_its_arguments_to_pytest(self, ready, capfd):
        assert ready.main(["test", "-k", "hinge or ring", "tests/test_losses.py", "--cuda", "-h"]) == 5
        assert "started with -k hinge or ring tests/test_losses.py --cuda -h\n" in capfd.readouterr().out

    def test_study_hands_its_arguments_on(self, ready, capfd):
        assert ready.main(["study", "ring", "--anew"]) == 5
        assert "started with ring --anew\n" in capfd.readouterr().out

    def test_a_word_that_is_not_known(self, ready, capfd):
        with pytest.raises(SystemExit):
            ready.main(["lab", "--nosuch"])
        assert "unknown: --nosuch" in capfd.readouterr().err

    def test_nothing_leads_the_venv_s_python_astray(self, ready, monkeypatch):
        monkeypatch.setenv("PYTHONPATH", "/elsewhere")
        assert "PYTHONPATH" not in ready.environment()
        assert "/elsewhere" not in ready.ask("import sys; print(sys.path)").stdout
