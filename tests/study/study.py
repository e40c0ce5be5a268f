"""Measures what is missing of the study, and writes the table that the README quotes.

    python3 run.py study              everything that is not measured yet, then the table
    python3 run.py study ring grid    these parts
    python3 run.py study --anew ring  this part once more

An interrupt keeps the finished trials; a second start goes on from there. A part is measured anew when
its code has changed, or code that it reaches.
"""

import datetime
import os
import platform
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import torch

from tests.study.ledger import Ledger, Row, put, section
from tests.study.part import Part, Trial
from tests.study.parts import all_parts
from tests.study.reach import fingerprint

FOLDER = Path(__file__).parents[2]
LEDGER = FOLDER / ".study" / "trials.jsonl"
RESULTS = FOLDER / "tests" / "benchmarks" / "results.md"
HEADING = """# What the study found

Made by `python3 run.py study`; nothing here is written by hand. Each figure is the mean over the seeds, then the lowest
and the highest. Fréchet distances, precision and recall are on the features of small networks
(`gan_lesson.evaluation.features`): they compare with each other within a section, and with nobody's FID.
"""


def study(names: list[str], anew: bool = False) -> int:
    """Measures parts of the study, all by default, and writes the results of those that are complete.

    Args:
        names: parts; those of `all_parts`.
        anew: whether to forget what was measured of them before.

    Returns:
        The process's exit status: 2 for a name that is not there.
    """
    parts = all_parts()
    ledger = Ledger(LEDGER, {part.name: code_of(part) for part in parts.values()})
    unknown = [name for name in names if name not in parts]
    if unknown:
        print(f"No part of the study is called {', '.join(unknown)}; there are: {', '.join(parts)}")
        return 2
    asked = [parts[name] for name in dict.fromkeys(names)] or list(parts.values())
    if anew:
        for part in asked:
            ledger.forget(part.name)
    for _ in measure(asked, ledger, Line()):
        write(parts, ledger)
    write(parts, ledger)  # where there was nothing left to measure
    print(f"The results are in {os.path.relpath(RESULTS)}.")
    return 0


def code_of(part: Part) -> str:
    """A fingerprint of the code that a part's trials reach."""
    return fingerprint({trial.measure.__module__ for trial in part.trials})


def measure(parts: list[Part], ledger: Ledger, say: Callable[[str, bool], None]) -> Iterator[Row]:
    """Makes the trials that the ledger lacks, one after the other, and writes each down.

    Args:
        parts: what to measure.
        ledger: what was measured already, and where new trials go.
        say: shown a line of news, and whether it is the last of its kind.

    Yields:
        Each trial after it was written down.
    """
    missing = [job for part in parts for job in missing_of(part, ledger)]
    left, slowness = sum(trial.seconds for _, trial, _ in missing), 1.0
    planned = took = 0.0
    for number, (part, trial, seed) in enumerate(missing, start=1):
        title = f"{number} of {len(missing)}  {part.name}: {trial.name}, seed {seed}"
        start = time.monotonic()

        def report(share: float, title: str = title, left: float = left, trial: Trial = trial) -> None:
            rest = (left - min(share, 1) * trial.seconds) * slowness  # noqa: B023
            say(f"{title}: {100 * min(share, 1):.0f} %, {in_words(rest)} left in all", False)

        torch.set_num_threads(part.threads)
        report(0)
        figures = trial.measure(seed, report)
        today = datetime.date.today().isoformat()
        row = Row(part.name, trial.name, seed, figures, machine(part.threads), today)
        ledger.add(row)
        seconds = time.monotonic() - start
        left, planned, took = left - trial.seconds, planned + trial.seconds, took + seconds
        slowness = took / planned
        say(f"{title}: {in_words(seconds)}", True)
        yield row


def missing_of(part: Part, ledger: Ledger) -> list[tuple[Part, Trial, int]]:
    """The trials and seeds of a part that the ledger lacks."""
    finished = {(row.trial, row.seed) for row in ledger.rows(part.name)}
    return [(part, trial, seed) for trial in part.trials for seed in trial.seeds if (trial.name, seed) not in finished]


def write(parts: dict[str, Part], ledger: Ledger) -> None:
    """Writes the results of all parts that are complete; the other sections stay as they are."""
    complete = [part for part in parts.values() if not missing_of(part, ledger)]
    sections = {}
    for part in complete:
        order = {(trial.name, seed): n for n, trial in enumerate(part.trials) for seed in trial.seeds}
        rows = [row for row in ledger.rows(part.name) if (row.trial, row.seed) in order]
        rows.sort(key=lambda row: (order[row.trial, row.seed], row.seed))  # noqa: B023
        sections[part.name] = section(part.name, part.title, rows, part.decimals)
    if sections:
        put(RESULTS, HEADING, sections, list(parts))


class Line:
    """Shows news: on a terminal in place of the line before; elsewhere only the last of its kind, and one a minute."""

    def __init__(self) -> None:
        self._shown = float("-inf")

    def __call__(self, news: str, last: bool) -> None:
        """Shows a line.

        Args:
            news: the line.
            last: whether the next line belongs below it.
        """
        terminal, now = sys.stdout.isatty(), time.monotonic()
        if not last and now - self._shown < (0.5 if terminal else 60):
            return
        self._shown = now
        if terminal:
            print(f"\r{news:<100}", end="\n" if last else "", flush=True)
        else:
            print(news, flush=True)


def in_words(seconds: float) -> str:
    """A duration, such as "40 s" or "12 min"."""
    return f"{seconds:.0f} s" if seconds < 90 else f"{seconds / 60:.0f} min"


def machine(threads: int) -> str:
    """Processor, threads and versions: what the figures depend on, and nothing that names somebody's computer."""
    word = "thread" if threads == 1 else "threads"
    capability = torch.backends.cpu.get_cpu_capability()
    versions = f"PyTorch {torch.__version__.split('+')[0]}, Python {platform.python_version()}"
    return f"{processor()} ({capability}), {threads} {word}, {platform.system()}, {versions}"


def processor() -> str:
    """The processor's model name, as far as the system tells."""
    try:
        for line in Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines():
            if line.startswith("model name"):
                return line.split(":", 1)[1].strip()
    except OSError:
        pass
    return platform.processor() or platform.machine()
