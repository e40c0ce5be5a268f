"""The memory of a laboratory that runs for long."""

import re
import subprocess
import sys
from pathlib import Path

from tests.study.part import Figures, Part, Report, Trial


def peaks(steps: int, looks: int, seed: int) -> list[float]:
    """The most memory, in MiB, that this process has taken by the end of each of `looks` equal stretches of a run.

    The run is a laboratory's, in the default recipe, which shows itself after every 25 steps.

    Raises:
        ImportError: on Windows, which does not tell.
    """
    from gan_lesson.laboratory import Recipe
    from gan_lesson.widgets import LiveLaboratory

    widget, found = LiveLaboratory(Recipe(seed=seed)), []
    for _ in range(looks):
        for _ in range(steps // looks // 25):
            widget.run(25)
        found.append(peak_memory())
    return found


def peak_memory() -> float:
    """The most memory that this process has taken so far, in MiB.

    Raises:
        ImportError: on Windows, which does not tell.
    """
    status = Path("/proc/self/status")
    if status.exists():  # Linux's ru_maxrss begins with what the parent took
        (kibibytes,) = re.findall(r"^VmHWM:\s+(\d+) kB$", status.read_text(), re.MULTILINE)
        return int(kibibytes) / 2**10
    import resource

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (2**20 if sys.platform == "darwin" else 2**10)


def long_run(steps: int = 100_000, seeds: int = 2) -> Part:
    """A laboratory's memory after each fifth of a run."""
    looks = 5
    columns = [f"MiB after {steps // looks * look:,}" for look in range(1, looks + 1)]

    def measure(seed: int, report: Report) -> dict[str, Figures]:
        code = (
            "import torch; from tests.study import long_run; torch.set_num_threads(1); "
            f"print(*long_run.peaks({steps}, {looks}, {seed}))"
        )
        done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
        report(1)
        return {"a laboratory": dict(zip(columns, map(float, done.stdout.split()), strict=True))}

    return Part(
        "long_run",
        f"The most memory that a process with a laboratory has taken so far, by the number of its training steps. The "
        f"{steps // looks:,} first fill the room for restart points; from then on they are thinned.",
        (Trial("laboratory", range(seeds), steps / 600, measure),),
        dict.fromkeys(columns, 0),
    )
