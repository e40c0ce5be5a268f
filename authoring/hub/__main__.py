"""Measures what students cost on a hub: ``python -m authoring.hub``."""

import argparse
import importlib.util
import os
import shutil
import signal
import sys
import tempfile
import threading
import time
from collections import Counter
from pathlib import Path

from authoring import lessons
from authoring.hub import figures
from authoring.hub.processes import Cost, cost_of, family_of, free_gigabytes
from authoring.hub.students import Student, running

FOLDER = Path(__file__).parents[2] / "notebooks"
LESSON = "08_the_full_training_loop"
SECONDS_BETWEEN_LOOKS = 2
KEPT_FREE = 4.0  # GB: below that, everything is ended before the computer begins to swap
ABOUT = "Start a JupyterHub, let scripted students run a lesson at once, and measure what memory and time they take."
NEEDS = (
    'Measuring needs Linux, `pip install -e ".[hub]"` and `npm install --global configurable-http-proxy`. '
    "Only this computer can reach the hub, and nothing of it remains; Ctrl-C ends all that was started."
)


def main(arguments: list[str] | None = None) -> int:
    """Measures for each number of students; returns the process's exit status."""
    parser = argparse.ArgumentParser(prog="python -m authoring.hub", description=ABOUT, epilog=NEEDS)
    parser.add_argument("students", nargs="+", type=int, metavar="N", help="how many at once; several numbers in turn")
    parser.add_argument("--lesson", default=LESSON[:2], metavar="NN", help=f"its number; by default {LESSON[:2]}")
    parser.add_argument("--cells", type=int, metavar="N", help="run only the lesson's first N code cells")
    kept = f"write what is found into {figures.PATH.name} and {figures.PAGE.name}"
    parser.add_argument("--keep", action="store_true", help=kept)
    parser.add_argument("--to", type=Path, metavar="FOLDER", help="keep the hub's logs there")
    options = parser.parse_args(arguments)
    notebook = next(FOLDER.glob(f"{options.lesson}*.ipynb"), None)
    if notebook is None:
        parser.error(f"there is no lesson {options.lesson}")
    missing = [what for what, there in needed().items() if not there]
    if missing:
        print(f"Missing: {', '.join(missing)}. {NEEDS}", file=sys.stderr)
        return 2
    cells = sum(cell.cell_type == "code" for cell in lessons.notebook_of(FOLDER, notebook.stem).cells)
    most = min(options.cells or cells, cells)
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # whoever ends the script ends the hub, too
    status = 0
    for n in options.students:
        with tempfile.TemporaryDirectory() as folder:
            try:
                run = measure(n, notebook, most, Path(folder))
            except KeyboardInterrupt:
                print("\nStopped; the hub and all its servers are ended.")
                return 130
            except RuntimeError as error:
                print(f"\n{error}", file=sys.stderr)
                return 1
            finally:
                if options.to:
                    options.to.mkdir(parents=True, exist_ok=True)
                    shutil.copy(Path(folder, "hub.log"), options.to / f"{n}.log")
        print("\n".join(figures.lines_of(run)), flush=True)
        status |= bool(run["trouble"])
        if options.keep:
            figures.keep(run)
    return status


def needed() -> dict[str, bool]:
    """What measuring takes that the course doesn't, and whether it is there."""
    return {
        "Linux": sys.platform == "linux",
        "jupyterhub": importlib.util.find_spec("jupyterhub") is not None,
        "jupyter-kernel-client": importlib.util.find_spec("jupyter_kernel_client") is not None,
        "configurable-http-proxy": shutil.which("configurable-http-proxy") is not None,
    }


def measure(n: int, notebook: Path, cells: int, folder: Path) -> figures.Run:
    """Lets students run a lesson at once, and looks at their processes until the last has finished.

    Args:
        n: how many.
        notebook: to run; each gets a copy.
        cells: how many of its code cells to run.
        folder: an empty one, for the homes and the log.

    Raises:
        RuntimeError: if the hub doesn't start, or the computer's memory runs out.
    """
    stop = threading.Event()
    show(f"{n} student{'s' * (n > 1)}: the hub starts")
    with running(folder) as hub:
        students = [Student(hub, f"student{number:02}", notebook, cells, stop) for number in range(n)]
        for student in students:
            home = folder / student.name
            home.mkdir(exist_ok=True)
            shutil.copy(notebook, home)
        began, worked, peak = time.monotonic(), processors_worked(), 0.0
        # Daemons: a student who waits for a cell's answer may never learn that the hub is gone.
        at_work = [threading.Thread(target=student.work, daemon=True) for student in students]
        try:
            for thread in at_work:
                thread.start()
            while any(thread.is_alive() for thread in at_work):
                time.sleep(SECONDS_BETWEEN_LOOKS)
                together = cost_of(family_of(hub.process.pid))
                peak, free = max(peak, together.shared_out), free_gigabytes()
                show(line_of(students, cells, together, free, time.monotonic() - began))
                if free < KEPT_FREE:
                    raise RuntimeError(
                        f"Only {free:.1f} GB are free with {n} students: ended before the computer swaps."
                    )
            seconds = time.monotonic() - began
            return run_of(students, cells, hub.process.pid, peak, seconds, processors_worked() - worked)
        finally:
            stop.set()


def run_of(students: list[Student], cells: int, hub: int, peak: float, seconds: float, worked: float) -> figures.Run:
    """What is found while all servers and kernels are still there."""
    servers = {student.server for student in students if student.server}
    kernels = [pid for server in servers for pid in family_of(server) if pid != server]
    others = [pid for pid in family_of(hub) if pid not in servers.union(kernels)]
    server, kernel, rest = cost_of(servers), cost_of(kernels), cost_of(others)
    ours = (server + kernel + rest).cpu
    return figures.run_of(
        students=len(students),
        finished=sum(student.doing == "done" for student in students),
        cells=cells,
        server=each(server, len(servers)),
        kernel=each(kernel, len(kernels)),
        hub=rest,
        peak=peak,
        seconds={what: [s.seconds[what] for s in students if what in s.seconds] for what in ("start", "work")},
        wall=seconds,
        others_share=max(0.0, worked - ours) / (seconds * (os.cpu_count() or 1)),
        trouble=sorted({student.trouble for student in students if student.trouble}),
    )


def each(together: Cost, n: int) -> Cost:
    """The mean of so many."""
    n = max(n, 1)
    return Cost(together.shared_out / n, together.own / n, together.resident / n, together.cpu / n)


def processors_worked(stat: Path = Path("/proc/stat")) -> float:
    """Seconds that all processors together have worked since the computer started, for whomever."""
    user, nice, system = map(int, stat.read_text().split(maxsplit=4)[1:4])
    return (user + nice + system) / os.sysconf("SC_CLK_TCK")


def line_of(students: list[Student], cells: int, together: Cost, free: float, seconds: float) -> str:
    """How far they are, in one line."""
    count = Counter(student.doing for student in students)
    states = ", ".join(f"{count[what]} {what}" for what in ("starting", "working", "done", "broken") if count[what])
    done = sum(student.cells for student in students)
    return (
        f"{len(students)} student{'s' * (len(students) > 1)}: {states}; {done} of {cells * len(students)} cells, "
        f"{together.shared_out / 1000:.1f} GB used, {free:.1f} GB free, {seconds:.0f} s"
    )


def show(line: str) -> None:
    """Writes how far it is: on a terminal in place of the line before, in a log below it and not so often."""
    if sys.stdout.isatty():
        width = shutil.get_terminal_size().columns - 1
        print("\r" + line[:width].ljust(width), end="", flush=True)
    elif time.monotonic() - show.last > 20:
        show.last = time.monotonic()
        print(line, flush=True)


show.last = float("-inf")

if __name__ == "__main__":
    sys.exit(main())
