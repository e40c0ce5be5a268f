"""Start the course, test it, or measure it.

    python3 run.py lab      sets up the folder .venv once, then opens JupyterLab on the course
    python3 run.py test     sets up in the same way, then runs every test, notebooks included
    python3 run.py study    sets up in the same way, then measures what the README says the course reaches (an hour)
    python3 run.py site     builds the lessons as pages that need no network, in the folder site
    python3 run.py slides 04    makes slides of a lesson for a class, in the folder slides
    python3 run.py class FOLDER    draws what a class answered, from the files that students handed in
    python3 run.py setup    sets up and stops there

Standard library only. An old Python must get far enough to say that it is too old, so nothing in this file needs a
syntax newer than Python 3.6.
"""

import sys


def check_python(version):
    """Leave with one sentence when this Python is too old for the course."""
    if tuple(version) < (3, 11):
        sys.exit(
            f"The course needs Python 3.11 or newer and this is Python {version[0]}.{version[1]}: "
            "get a newer one from https://www.python.org/downloads/ and start run.py with it."
        )


check_python(sys.version_info)

import argparse
import contextlib
import errno
import hashlib
import importlib.util
import json
import os
import re
import shutil
import signal
import socket
import subprocess
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent
REQUIREMENTS = ROOT / "requirements.txt"
VENV = ROOT / ".venv"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
STAMP = VENV / "course.json"  # the facts of a finished set-up; {} while one is under way
LOG = VENV / "setup.log"  # what pip said
MODULES = [
    "torch",
    "numpy",
    "matplotlib",
    "sklearn",
    "ipywidgets",
    "jupyterlab",
    "pytest",
    "nbval",
    "pip",
    "gan_lesson",
]

CPU_INDEX = "https://download.pytorch.org/whl/cpu"  # PyTorch for Linux without CUDA: 0.2 GB instead of 2.7 GB
NEEDED_GB = {False: 2.2, True: 10}  # free disk, without CUDA (1.9 measured) and with it (estimated)

# What pip says when it fails, and what that means; the first that fits.
TROUBLES = (
    (
        r"No space left on device|Errno 28|Disk quota exceeded|not enough space on the disk",
        "The disk is full: make room for about {needed} GB, then run this again.",
    ),
    (
        r"CERTIFICATE_VERIFY_FAILED",
        "The network puts a certificate of its own between this computer and pip, as some schools do: "
        "join another network, or set PIP_CERT to its certificate file, then run this again.",
    ),
    (
        r"connection broken by|Failed to establish a new connection|name resolution|getaddrinfo failed|"
        r"nodename nor servname|Network is unreachable|ProxyError|Read timed out|IncompleteRead",
        "No network reaches pip's sources: join one, or set PIP_NO_INDEX=1 and PIP_FIND_LINKS to a folder "
        "of the wheels in requirements.txt, then run this again.",
    ),
    (
        r"No matching distribution found for (?P<package>\S+)",
        "pip's sources have no ready-made {package} for Python {python} on this kind of computer: "
        "run this again with a 64-bit Python 3.12 or 3.13 from https://www.python.org/downloads/.",
    ),
)


class Trouble(Exception):
    """What went wrong and the way out, in one sentence or two."""


def main(arguments: "list[str] | None" = None) -> int:
    """Obey the command line.

    Returns:
        The exit code: that of what was started, or 1 after a trouble, or 130 after Ctrl-C during the set-up.
    """
    parser = argparse.ArgumentParser(description="Start the course, test it, or measure it.")
    commands = parser.add_subparsers(
        dest="command", required=True, metavar="{lab,teach,class,slides,site,test,study,setup}"
    )
    lab = commands.add_parser("lab", help="set up, then open JupyterLab on the course")
    teach = commands.add_parser("teach", help="set up, then open a lesson as its teacher needs it")
    teach.add_argument("lesson", nargs="?", default="00", help="its number, such as 04")
    drawn = "what a class answered, from the files that students handed in, on one page that needs no network"
    classroom = commands.add_parser("class", help=f"set up, then draw {drawn}", description=f"Draw {drawn}.")
    classroom.add_argument(
        "folder", metavar="FOLDER", help="with the students' files, *.json, also in folders within it"
    )
    classroom.add_argument("--to", metavar="FILE", help="the page to write; by default class.html in the folder")
    pages = "all lessons as pages that open from disk and from any web server, without a network"
    site = commands.add_parser("site", help=f"set up, then build {pages}", description=f"Build {pages}.")
    site.add_argument("--to", metavar="FOLDER", help="where to; by default the folder site")
    decks = "slides of lessons, one file for each, with speaker's notes; they need no network"
    slides = commands.add_parser("slides", help=f"set up, then make {decks}", description=f"Make {decks}.")
    slides.add_argument("lessons", nargs="+", metavar="NN", help="a lesson's number, such as 04, or all")
    slides.add_argument("--to", metavar="FOLDER", help="where to; by default the folder slides")
    setup = commands.add_parser("setup", help="only set up")
    for command in (lab, teach):
        command.add_argument("--port", type=int, help="use this port and no other")
        command.add_argument("--no-browser", action="store_true", help="only print the address")
    for command in (lab, teach, setup):
        command.add_argument("--cuda", action="store_true", help="PyTorch for NVIDIA cards (Linux, 2.7 GB)")
    commands.add_parser("test", help="set up, then run every test; what follows goes to pytest", add_help=False)
    study = "set up, then measure what is too long for a test (an hour); what follows names parts: study ring grid"
    commands.add_parser("study", help=study, add_help=False)
    options, rest = parser.parse_known_args(arguments)
    if rest and options.command not in ("test", "study"):
        parser.error("unknown: " + " ".join(rest))

    cuda = getattr(options, "cuda", False)
    if cuda and sys.platform != "linux":
        print("--cuda is for Linux; here PyTorch comes in its ordinary build.")
        cuda = False

    try:
        set_up(cuda)
        if options.command == "lab":
            return open_lab(options.port, options.no_browser)
        if options.command == "teach":
            code = run([PYTHON, "-m", "authoring.instructor", options.lesson])
            return code or open_lab(options.port, options.no_browser, f"instructor/{options.lesson[:2]}*.ipynb", "doc")
        # Paths are the user's; what is run is run in the course's folder.
        to = ["--to", os.path.abspath(options.to)] if getattr(options, "to", None) else []
        if options.command == "class":
            return run([PYTHON, "-m", "authoring.classroom", os.path.abspath(options.folder), *to])
        if options.command == "slides":
            return run([PYTHON, "-m", "authoring.slides", *options.lessons, *to])
        if options.command == "site":
            return run([PYTHON, "-m", "authoring.site", *to])
        if options.command == "test":
            return run([PYTHON, "-m", "pytest", *rest])
        if options.command == "study":
            return run([PYTHON, "-m", "tests.study", *rest])
        print("The course is set up. Open it with: python3 run.py lab")
        return 0
    except Trouble as trouble:
        print(f"\n{trouble}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\nStopped before the end. Nothing is broken: run the same command again.", file=sys.stderr)
        return 130


# ---- Set-up: .venv is complete, or can be brought up to date, or is made anew.


def set_up(cuda: bool) -> None:
    """Make ``.venv`` complete, or leave it alone where it is.

    Args:
        cuda: Whether PyTorch with CUDA is asked for. A ``.venv`` that has it keeps it.

    Raises:
        Trouble: If it cannot be done.
    """
    if not diagnose(cuda)[0]:
        return
    try:
        with alone():
            finding, worth_keeping = diagnose(cuda)  # once more: another run.py may just have finished
            if finding:
                print(finding, flush=True)
                if worth_keeping:
                    install((read_stamp() or {"cuda": cuda})["cuda"], first_stage=1)
                else:
                    make_anew(cuda)
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            raise Trouble(explain("No space left on device", cuda)) from None
        if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
            raise Trouble(
                f"{error.filename or 'This folder'} cannot be written: close what uses it, "
                "or copy the course to a folder of your own, then run this again."
            ) from None
        raise


def diagnose(cuda: bool) -> "tuple[str, bool]":
    """Look at ``.venv``.

    Returns:
        A sentence that says why it must be worked on, empty where it is complete, and whether it is worth keeping:
        whether pip can bring it up to date.
    """
    if not VENV.exists():
        return "Setting up the course in the folder .venv: this happens once and needs a network.", False
    stamp, found = read_stamp(), ask_venv()
    if stamp == {}:
        return "The last set-up was not finished: the folder .venv is made anew.", False
    if found is None or found["python"] < [3, 11]:
        return "The Python in the folder .venv does not run here, or is too old: it is made anew.", False
    if stamp is None:
        fillable = not cuda and "pip" not in found["missing"]
        return "The folder .venv was not made by run.py: it gets the course's packages.", fillable
    if stamp["python"] != found["python"] or found["missing"]:
        return "The folder .venv lacks packages, or its Python was replaced: it is made anew.", False
    if cuda and not stamp["cuda"]:
        return "PyTorch with CUDA takes the place of the small one: the folder .venv is made anew.", False
    if stamp["requirements"] != hash_of_requirements():
        return "The course's packages have changed: the folder .venv is brought up to date.", True
    return "", True


def read_stamp() -> "dict | None":
    """The facts of the last set-up: {} if it was not finished, None where run.py made no ``.venv``."""
    try:
        stamp = json.loads(STAMP.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return None
    except ValueError:
        return {}
    return stamp if isinstance(stamp, dict) and set(stamp) == {"requirements", "python", "cuda"} else {}


def ask_venv() -> "dict | None":
    """Ask the Python in ``.venv`` for its version, its package folder and what it lacks; None if it does not run."""
    question = (
        "import importlib.util, json, sys, sysconfig;"
        "print(json.dumps({'python': sys.version_info[:2], 'packages': sysconfig.get_path('purelib'),"
        "'missing': [name for name in sys.argv[1:] if not importlib.util.find_spec(name)]}))"
    )
    try:
        return json.loads(ask(question, *MODULES).stdout)
    except (OSError, ValueError):
        return None


def make_anew(cuda: bool) -> None:
    """Make ``.venv`` from nothing; leave nothing of it behind when that fails."""
    if not (importlib.util.find_spec("venv") and importlib.util.find_spec("ensurepip")):
        version = f"{sys.version_info[0]}.{sys.version_info[1]}"
        raise Trouble(
            "This Python lacks its venv module, as on a plain Debian or Ubuntu. Install it with: sudo apt install "
            f"python3-venv (for a Python beside the system's own: python{version}-venv), then run this again."
        )
    empty_venv()
    try:
        free = shutil.disk_usage(ROOT).free / 1e9
        if free < NEEDED_GB[cuda]:
            raise Trouble(
                f"Only {free:.1f} GB are free and the course needs about {NEEDED_GB[cuda]}: make room on this disk, "
                "then run this again."
            )
        print("1 of 4  An empty Python environment", flush=True)
        make_venv()
        install(cuda, first_stage=2)
    except (Trouble, OSError):
        empty_venv()
        STAMP.unlink()
        VENV.rmdir()
        raise


def make_venv() -> None:
    """Make an empty virtual environment with pip in ``.venv``."""
    import venv  # here, because Debian may have left it out

    try:
        venv.create(VENV, with_pip=True, symlinks=os.name != "nt")
    except subprocess.CalledProcessError as error:
        raise Trouble(explain(str(error.output or error), cuda=False)) from None


def empty_venv() -> None:
    """Empty ``.venv`` and mark it as unfinished; refuse where it may be somebody's own folder."""
    ours = not VENV.exists() or STAMP.exists() or (VENV / "pyvenv.cfg").exists() or not any(VENV.iterdir())
    if VENV.is_symlink() or not ours:
        raise Trouble("The folder .venv is not a Python environment: rename it, then run this again.")
    VENV.mkdir(exist_ok=True)
    STAMP.write_text("{}", encoding="utf-8")
    for path in VENV.iterdir():
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path)
        elif path != STAMP:
            path.unlink()


def install(cuda: bool, first_stage: int) -> None:
    """Install PyTorch, the other packages and the course into ``.venv``, then write the stamp.

    Args:
        cuda: Whether PyTorch is the one with CUDA.
        first_stage: The number of the first of these three stages.
    """
    torch, others, course = (f"{first_stage + n} of {first_stage + 2}  " for n in range(3))
    LOG.write_bytes(b"")
    pins = re.findall(r"^[\w.-]+==\S+$", REQUIREMENTS.read_text(encoding="utf-8"), re.MULTILINE)
    install_torch(torch + "PyTorch", next(pin for pin in pins if pin.startswith("torch==")), cuda)
    must(pip(others + "Other packages", ["--requirement", REQUIREMENTS], len(pins)), cuda)

    print(course + "The course itself, and a first start", flush=True)
    packages = Path(ask_venv()["packages"])
    # A relative path: plain ASCII whatever the folders above are called, and right when the course is moved.
    (packages / "gan_lesson.pth").write_text(os.path.relpath(ROOT, packages) + "\n", encoding="ascii")
    shutil.copytree(ROOT / "jupyter", VENV, dirs_exist_ok=True)  # settings: no news, exports that need no network

    # pyplot's very first import lists the computer's fonts and may say so: better here than in a lesson.
    trial = ask("import torch, matplotlib.pyplot, jupyterlab, nbval, gan_lesson")
    if trial.returncode:
        said = (trial.stderr.strip() or "no reason given").splitlines()[-1]
        raise Trouble(f"The packages are installed but do not start ({said}): run this again to install them anew.")
    stamp = {"requirements": hash_of_requirements(), "python": ask_venv()["python"], "cuda": cuda}
    STAMP.write_text(json.dumps(stamp), encoding="utf-8")


def install_torch(title: str, pin: str, cuda: bool) -> None:
    """Install PyTorch: on Linux the CPU build, where its index answers and CUDA is not asked for."""
    if sys.platform == "linux" and not cuda:
        # Nothing but torch comes from that index, and nothing but its "+cpu" build.
        cpu_build = ["--no-deps", "--index-url", CPU_INDEX, pin + "+cpu"]
        code, said = pip(title + ", CPU build", [*cpu_build, "--retries", "0", "--timeout", "8"])
        if code and "Downloading" in said:  # the index answers, but slowly: now with pip's own patience
            code, said = must(pip(title + ", CPU build, again", cpu_build), cuda)
        if code == 0:
            return
        print("        It cannot be had: PyTorch comes from pip's own sources, as a rule 2.7 GB with CUDA.", flush=True)
    must(pip(title, [pin, "--constraint", REQUIREMENTS]), cuda or sys.platform == "linux")


# ---- pip, and what it says


def pip(title: str, arguments: list, packages: int = 1) -> "tuple[int, str]":
    """Run ``pip install`` in ``.venv`` and show how far it is.

    Args:
        title: The beginning of the line that is shown.
        arguments: What follows ``pip install``.
        packages: How many packages that is about.

    Returns:
        pip's exit code and what it said.
    """
    temporary = VENV / "tmp"  # on the disk that was checked; its growth shows how much is fetched
    temporary.mkdir(exist_ok=True)
    settings = dict(environment(), PYTHONUNBUFFERED="1", PYTHONIOENCODING="utf-8", PIP_USER="0")
    settings.update(dict.fromkeys(("TMPDIR", "TEMP", "TMP"), str(temporary)))
    command = [PYTHON, "-m", "pip", "install", "--only-binary=:all:", "--no-input", "--disable-pip-version-check"]
    site = Path(ask_venv()["packages"])
    before, start, began, shown = count_installed(site), LOG.stat().st_size, time.monotonic(), 0.0

    def said():
        return LOG.read_bytes()[start:].decode(errors="replace")

    show(title)
    with LOG.open("ab") as log:
        process = subprocess.Popen([*command, *arguments], stdout=log, stderr=log, env=settings, cwd=ROOT)
    try:
        while process.poll() is None:
            time.sleep(0.2)
            waited = time.monotonic() - began
            if waited - shown > (0.5 if sys.stdout.isatty() else 20):
                shown = waited
                show(title, progress(said(), packages, size_of(temporary), count_installed(site) - before, waited))
    except BaseException:
        process.terminate()
        process.wait()
        raise
    show(title, "not done" if process.returncode else "done", end="\n")
    shutil.rmtree(temporary, ignore_errors=True)
    return process.returncode, said()


def progress(said: str, packages: int, fetched: int, installed: int, waited: float) -> str:
    """Say how far pip is and how much is left.

    Args:
        said: What pip has said so far.
        packages: How many packages it is about.
        fetched: Bytes in its temporary folder.
        installed: Packages that have appeared in ``.venv`` since it started.
        waited: Seconds since it started.
    """
    installing = re.search(r"^Installing collected packages: (.*)", said, re.MULTILINE)
    if installing:
        return f"{installed} of {installing.group(1).count(',') + 1} installed"
    if packages > 1:
        found = re.findall(r"^(?:Collecting|Requirement already satisfied:) ", said, re.MULTILINE)
        share = min(1, len(found) / packages)
        text = f"{share * packages:.0f} of {packages} found, {fetched / 1e6:.0f} MB fetched"
    else:
        sizes = re.findall(r"Downloading .*\(([\d.]+) ([kMG])B\)", said)
        size = sum(float(number) * {"k": 1e3, "M": 1e6, "G": 1e9}[unit] for number, unit in sizes)
        share = min(1, fetched / size) if size else 0
        text = f"{fetched / 1e6:.0f} of {size / 1e6:.0f} MB fetched"
    if share < 0.05 or waited < 3:
        return text if share else "looking for it"
    left = waited / share - waited
    return f"{text}, about {left / 60:.0f} min left" if left > 90 else f"{text}, about {left:.0f} s left"


def must(outcome: "tuple[int, str]", cuda: bool) -> "tuple[int, str]":
    """Pass on what ``pip`` returned.

    Raises:
        Trouble: If pip failed.
    """
    code, said = outcome
    if code:
        raise Trouble(explain(said, cuda))
    return outcome


def explain(said: str, cuda: bool) -> str:
    """Turn what pip said when it failed into one sentence with the way out."""
    for pattern, sentence in TROUBLES:
        match = re.search(pattern, said)
        if match:
            python = f"{sys.version_info[0]}.{sys.version_info[1]}"
            return sentence.format(needed=NEEDED_GB[cuda], python=python, **match.groupdict())
    errors = [line for line in said.splitlines() if line.startswith("ERROR")] or said.splitlines()[-1:]
    return " ".join(["pip failed:", *errors])


def show(title: str, news: str = "", end: str = "") -> None:
    """Write one line: on a terminal in place of the line before, in a log below it."""
    line = f"{title}: {news}" if news else title
    if sys.stdout.isatty():
        width = shutil.get_terminal_size().columns - 1
        print("\r" + line[:width].ljust(width), end=end, flush=True)
    else:
        print(line, flush=True)


# ---- Small helpers


def count_installed(site: Path) -> int:
    """Count the packages in a package folder."""
    return sum(1 for _ in site.glob("*.dist-info"))


def size_of(folder: Path) -> int:
    """Add up the bytes of the files in a folder, some of which may vanish meanwhile."""
    size = 0
    for path in folder.rglob("*"):
        with contextlib.suppress(OSError):
            size += path.stat().st_size
    return size


def hash_of_requirements() -> str:
    """The fingerprint of requirements.txt, the same whatever git makes of the ends of its lines."""
    return hashlib.sha256(REQUIREMENTS.read_text(encoding="utf-8").encode()).hexdigest()


def environment() -> "dict[str, str]":
    """This process's environment without what would lead the Python in ``.venv`` astray."""
    astray = {"PYTHONHOME", "PYTHONPATH", "PIP_TARGET", "PIP_PREFIX", "PIP_ROOT"}
    return {name: value for name, value in os.environ.items() if name not in astray}


def ask(code: str, *arguments: str) -> subprocess.CompletedProcess:
    """Run a line of Python in ``.venv`` and keep what it writes."""
    command = [PYTHON, "-c", code, *arguments]
    return subprocess.run(command, capture_output=True, encoding="utf-8", errors="replace", env=environment(), cwd=VENV)


@contextlib.contextmanager
def alone():
    """Keep a second run.py out of the set-up; the lock ends with the process, however that ends."""
    with (ROOT / ".venv.lock").open("a") as lock:
        try:
            if os.name == "nt":
                import msvcrt

                msvcrt.locking(lock.fileno(), msvcrt.LK_NBLCK, 1)
            else:
                import fcntl

                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except (BlockingIOError, PermissionError):
            raise Trouble("Another run.py is setting up this folder: wait for its end, then run this again.") from None
        yield


# ---- What is run once .venv is complete


def open_lab(port: "int | None", no_browser: bool, lesson: str = "*.ipynb", view: str = "lab") -> int:
    """Open JupyterLab on the lessons and wait for its end.

    Args:
        port: The port to use and no other; None for the first free one from 8888 on.
        no_browser: Whether to leave the browser closed.
        lesson: The first of these is opened; a pattern for paths in the notebooks' folder.
        view: "lab", or "doc" for a single notebook without anything beside it.

    Returns:
        JupyterLab's exit code.

    Raises:
        Trouble: If the port is in use.
    """
    if port and not is_free(port):
        raise Trouble(f"Port {port} is in use or not allowed: name another, or leave --port out and one is found.")
    if not port:
        port = next(filter(is_free, range(8888, 8988)), 0)  # 0: the system's choice
        if port != 8888:
            print(f"Port 8888 is in use, perhaps by another JupyterLab: this one takes {port or 'another'}.")
    first_lesson = min((ROOT / "notebooks").glob(lesson), default=ROOT / "notebooks")
    command = [PYTHON, "-m", "jupyterlab", f"--ServerApp.root_dir={ROOT}"]
    command += [f"--LabApp.default_url=/{view}/tree/{first_lesson.relative_to(ROOT).as_posix()}"]
    command += [f"--ServerApp.port={port}", "--ServerApp.port_retries=0"]
    command += [
        "--LabApp.extension_manager=readonly",
        "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate",
    ]
    if no_browser:
        command.append("--no-browser")
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        command.append("--allow-root")  # a container: JupyterLab refuses root otherwise
    # Players and questions of the notebooks as they came then work before anything is run. It takes three seconds, the
    # first lesson first, and so does JupyterLab's own start: nobody waits for either.
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    trust = subprocess.Popen([PYTHON, "-m", "authoring.trust"], cwd=ROOT, env=environment(), **quiet)
    print("JupyterLab opens in the browser. Leave this window open; Ctrl-C, twice, ends it.", flush=True)
    code = run(command)
    trust.wait()
    return code


def is_free(port: int) -> bool:
    """Whether a server may listen on this port of this computer."""
    with socket.socket() as probe:
        if os.name != "nt":  # on Windows it would mean: take the port from its owner
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except (OSError, OverflowError):
            return False
    return True


def run(command: list) -> int:
    """Run a command in the course's folder and return its exit code; Ctrl-C is the command's to answer."""
    process = subprocess.Popen(command, cwd=ROOT, env=environment())
    signal.signal(signal.SIGTERM, lambda *_: process.terminate())
    while True:
        with contextlib.suppress(KeyboardInterrupt):
            return process.wait()


if __name__ == "__main__":
    sys.exit(main())
