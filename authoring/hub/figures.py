"""What measuring found, and what follows from it: written by ``python -m authoring.hub --keep``, never by hand.

``figures.json`` is the only source. The page ``notebooks/HUB.md`` holds a part made of it, and tests compare the limits
in the configuration files with it.
"""

import json
import math
import re
import statistics
from collections.abc import Mapping, Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Any

import jinja2

from authoring.hub.processes import MB, Cost
from gan_lesson.files import replaced

PATH = Path(__file__).with_name("figures.json")
PAGE = Path(__file__).parents[2] / "notebooks" / "HUB.md"
TEMPLATE = PATH.with_name("measured.md.j2")
PART = re.compile(r"(?s)(<!-- measured[^>]*-->\n).*?(<!-- end -->)")
PACKAGES = ("jupyterhub", "jupyterlab", "ipykernel", "torch")
Run = dict[str, Any]  # one measurement, as JSON has it

GIB = 24  # of the computer that the page speaks of
FOR_THE_SYSTEM = 2000  # megabytes left to everything that is no student's
ROOM = 1.25  # a limit is so much larger than what was seen


def run_of(
    *,
    students: int,
    finished: int,
    cells: int,
    server: Cost,
    kernel: Cost,
    hub: Cost,
    peak: float,
    seconds: Mapping[str, Sequence[float]],
    wall: float,
    others_share: float,
    trouble: Sequence[str],
) -> Run:
    """One measurement, rounded to what it is good for.

    Args:
        students: how many worked at once.
        finished: how many came to the end.
        cells: how many code cells each of them ran.
        server: the mean of a student's server, when the last had finished.
        kernel: the mean of a student's kernel, then.
        hub: the hub and its proxy together, then.
        peak: the most megabytes that all had together, shared ones counted once.
        seconds: of each student: until the server was there, and from then until the end.
        wall: seconds from the first login to the end of the last student.
        others_share: the share of the processors' time that went to programs that have nothing to do with this.
        trouble: what broke.
    """
    median = {what: round(statistics.median(values), 1) if values else None for what, values in seconds.items()}
    return {
        "students": students,
        "finished": finished,
        "cells": cells,
        "megabytes": {
            "server": round(server.shared_out),
            "kernel": round(kernel.shared_out),
            "kernel, own": round(kernel.own),
            "kernel, resident": round(kernel.resident),
            "hub and proxy": round(hub.shared_out),
            "all at the peak": round(peak),
        },
        "processor seconds": {
            "server": round(server.cpu, 1),
            "kernel": round(kernel.cpu, 1),
            "hub and proxy": round(hub.cpu, 1),
        },
        "seconds": {"server ready": median["start"], "lesson done": median["work"], "all": round(wall)},
        "busy with other programs": round(others_share, 2),
        "trouble": list(trouble),
    }


def lines_of(run: Run) -> list[str]:
    """A measurement as a terminal shows it."""
    memory, work, times = run["megabytes"], run["processor seconds"], run["seconds"]
    own = f"{memory['kernel, own']} of them its own"
    return [
        f"\n{run['finished']} of {run['students']} students finished {run['cells']} code cells in {times['all']} s.",
        f"  a kernel           {memory['kernel']:6} MB, {own}, and {work['kernel']} s of a processor",
        f"  a server           {memory['server']:6} MB and {work['server']} s of a processor",
        f"  hub and proxy      {memory['hub and proxy']:6} MB and {work['hub and proxy']} s of a processor",
        f"  all, at the peak   {memory['all at the peak']:6} MB",
        f"  median seconds     {times['server ready']} until a server was ready, {times['lesson done']} for the cells",
        f"  other programs     {run['busy with other programs']:.0%} of the processors",
        *(f"  broken {what}" for what in run["trouble"]),
    ]


def keep(run: Run) -> None:
    """Writes a measurement down, in the place of an earlier one of as many students and cells, and into the page."""
    known = read() if PATH.exists() else {"runs": []}
    others = [r for r in known["runs"] if (r["students"], r["cells"]) != (run["students"], run["cells"])]
    known["versions"] = {package: version(package).split("+")[0] for package in PACKAGES}
    known["runs"] = sorted([*others, run], key=lambda r: (-r["cells"], r["students"]))
    with replaced(PATH) as unfinished:
        unfinished.write_text(json.dumps(known, indent=1) + "\n", encoding="utf-8")
    page = PAGE.read_text(encoding="utf-8")
    with replaced(PAGE) as unfinished:
        unfinished.write_text(
            PART.sub(lambda part: part[1] + part_of_the_page(known) + part[2], page), encoding="utf-8"
        )


def read() -> dict[str, Any]:
    """All that was kept."""
    return json.loads(PATH.read_text(encoding="utf-8"))


def largest(known: dict[str, Any]) -> Run:
    """The measurement with most students among those of a whole lesson."""
    most_cells = max(run["cells"] for run in known["runs"])
    return max((run for run in known["runs"] if run["cells"] == most_cells), key=lambda run: run["students"])


def megabytes_for(run: Run, kernels: int) -> int:
    """What a student takes who has so many lessons open."""
    return run["megabytes"]["server"] + kernels * run["megabytes"]["kernel"]


def fitting(run: Run, kernels: int, gib: float = GIB) -> int:
    """How many students fit into a computer's memory, each with so many lessons open."""
    free = gib * 2**30 / MB - FOR_THE_SYSTEM - run["megabytes"]["hub and proxy"]
    return int(free / megabytes_for(run, kernels))


def limits(run: Run) -> dict[str, str]:
    """A student's memory as hubs want it: what they surely get, for one lesson, and the most, for two and some room."""
    surely = math.ceil(megabytes_for(run, 1) / 100) / 10
    most = math.ceil(ROOM * megabytes_for(run, 2) / 500) / 2
    return {"guarantee": f"{surely:g}G", "limit": f"{most:g}G"}


def part_of_the_page(known: dict[str, Any]) -> str:
    """What ``HUB.md`` says in figures: a table of all measurements, and what follows from the largest."""
    whole = largest(known)
    environment = jinja2.Environment(
        undefined=jinja2.StrictUndefined, trim_blocks=True, lstrip_blocks=True, keep_trailing_newline=True
    )
    return environment.from_string(TEMPLATE.read_text(encoding="utf-8")).render(
        **known,
        whole=whole,
        seconds=whole["processor seconds"]["kernel"] + whole["processor seconds"]["server"],
        fitting=fitting,
        gib=GIB,
        system=FOR_THE_SYSTEM,
    )
