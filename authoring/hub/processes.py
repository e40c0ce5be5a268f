"""What processes cost, as Linux counts it in ``/proc``."""

import os
from collections.abc import Iterable
from dataclasses import dataclass, fields
from pathlib import Path

PROC = Path("/proc")
MB = 1e6


@dataclass(frozen=True)
class Cost:
    """What one process has, or several together.

    Attributes:
        shared_out: megabytes in which memory that n processes share counts as an n-th (proportional set size, PSS).
            Only these may be added up.
        own: megabytes that nobody else has (unique set size, USS), which its end sets free.
        resident: megabytes that it sees, shared or not (resident set size, RSS).
        cpu: seconds that processors have worked for it.
    """

    shared_out: float = 0.0
    own: float = 0.0
    resident: float = 0.0
    cpu: float = 0.0

    def __add__(self, other: "Cost") -> "Cost":
        return Cost(*(getattr(self, field.name) + getattr(other, field.name) for field in fields(Cost)))


def cost_of(pids: Iterable[int], proc: Path = PROC) -> Cost:
    """What some processes cost together; those that have ended cost nothing.

    Args:
        pids: their numbers.
        proc: the folder in which Linux tells about them.
    """
    total = Cost()
    for pid in pids:
        try:
            rollup = (proc / str(pid) / "smaps_rollup").read_text()
            times = _after_the_name(proc / str(pid) / "stat")
        except (FileNotFoundError, ProcessLookupError):
            continue
        kilobytes = {name.rstrip(":"): int(number) for name, number, *_ in map(str.split, rollup.splitlines()[1:])}
        total += Cost(
            kilobytes["Pss"] * 1024 / MB,
            (kilobytes["Private_Clean"] + kilobytes["Private_Dirty"]) * 1024 / MB,
            kilobytes["Rss"] * 1024 / MB,
            (int(times[11]) + int(times[12])) / os.sysconf("SC_CLK_TCK"),  # utime and stime, fields 14 and 15
        )
    return total


def family_of(pid: int, proc: Path = PROC) -> list[int]:
    """A process and all that descend from it, parents before children; empty if it has ended."""
    children = {}
    for folder in proc.glob("[0-9]*"):
        try:
            parent = int(_after_the_name(folder / "stat")[1])
        except (FileNotFoundError, ProcessLookupError):
            continue
        children.setdefault(parent, []).append(int(folder.name))
    family = [pid] if (proc / str(pid)).exists() else []
    for member in family:
        family += sorted(children.get(member, []))
    return family


def free_gigabytes(proc: Path = PROC) -> float:
    """The memory that new processes can have without swapping (MemAvailable), in GB."""
    lines = (proc / "meminfo").read_text().splitlines()
    return next(int(line.split()[1]) * 1024 / 1e9 for line in lines if line.startswith("MemAvailable:"))


def _after_the_name(stat: Path) -> list[str]:
    """The fields of a process's ``stat`` from the third on; the name before them may hold blanks and brackets."""
    return stat.read_text().rpartition(")")[2].split()
