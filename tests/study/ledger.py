"""What was measured, one JSON line a trial, and the table that is made of it."""

import dataclasses
import json
import math
import statistics
from dataclasses import dataclass
from pathlib import Path

from tests.study.part import Figures


@dataclass(frozen=True)
class Row:
    """One finished trial.

    Attributes:
        part: the part of the study that it belongs to.
        trial: what was tried, such as "our recipe".
        seed: of the trial.
        figures: for each line of the table that the trial feeds, its figures by name.
        machine: processor, threads and versions.
        date: the day, as 2026-11-30.
    """

    part: str
    trial: str
    seed: int
    figures: dict[str, Figures]
    machine: str
    date: str


class Ledger:
    """The finished trials in a file; each is written down as soon as it is finished.

    Args:
        path: the file, which need not exist yet.
        codes: by the part's name, a fingerprint of what measures it; written down with each trial.
    """

    def __init__(self, path: Path, codes: dict[str, str]):
        self._path = path
        self._codes = codes

    def rows(self, part: str) -> list[Row]:
        """The finished trials of a part, in the order in which they were finished.

        What other code has measured counts as not finished, and so does a last line that was cut short, by a power cut
        say. Of a trial that two studies made at once, the later counts.
        """
        if not self._path.exists():
            return []
        rows, code = {}, self._codes[part]
        for line in self._path.read_text(encoding="utf-8").splitlines():
            try:
                fields = json.loads(line)
                if fields["part"] == part and fields.pop("code") == code:
                    rows[fields["trial"], fields["seed"]] = Row(**fields)
            except (ValueError, TypeError, LookupError):
                continue
        return list(rows.values())

    def add(self, row: Row) -> None:
        """Writes a finished trial down."""
        self._path.parent.mkdir(parents=True, exist_ok=True)
        text = self._path.read_text(encoding="utf-8") if self._path.exists() else ""
        start = "" if text == "" or text.endswith("\n") else "\n"  # after a line that was cut short
        with self._path.open("a", encoding="utf-8") as file:
            fields = {**dataclasses.asdict(row), "code": self._codes[row.part]}
            file.write(start + json.dumps(fields, ensure_ascii=False, allow_nan=True) + "\n")

    def forget(self, part: str) -> None:
        """Strikes out a part's trials, so that they are made anew."""
        if self._path.exists():
            others = [
                line
                for line in self._path.read_text(encoding="utf-8").splitlines(keepends=True)
                if not line.startswith(f'{{"part": {json.dumps(part, ensure_ascii=False)},')
            ]
            whole = self._path.with_suffix(".new")
            whole.write_text("".join(others), encoding="utf-8")
            whole.replace(self._path)  # at once: an interrupt leaves either the old file or the new one


def section(name: str, title: str, rows: list[Row], decimals: dict[str, int]) -> str:
    """A part's section of the results: who measured it where, and a table of mean (min to max) over the seeds.

    Args:
        name: of the part.
        title: a sentence that says what was measured.
        rows: all of the part's trials.
        decimals: of each figure, in the order of the columns.
    """
    lines: dict[str, list[Figures]] = {}
    for row in rows:
        for line, figures in row.figures.items():
            lines.setdefault(line, []).append(figures)
    columns = [name for name in decimals if any(name in figures for seeds in lines.values() for figures in seeds)]
    dates, machines = sorted({row.date for row in rows}), sorted({row.machine for row in rows})
    text = [
        f"## {name}",
        "",
        title,
        "",
        f"`python3 run.py study {name}`, {' and '.join(dates)}. {' / '.join(machines)}.",
        "",
        "| | seeds | " + " | ".join(columns) + " |",
        "|---|---|" + "---|" * len(columns),
    ]
    for line, seeds in lines.items():
        cells = [spread([f[name] for f in seeds if name in f], decimals[name]) for name in columns]
        text.append(f"| {line} | {len(seeds)} | " + " | ".join(cells) + " |")
    return "\n".join([*text, ""])


def spread(values: list[float], decimals: int) -> str:
    """The mean of some values, then the lowest and the highest: "0.52 (0.48 to 0.55)"; the bare number if all agree.

    Infinity is called *never*; where it occurs there is no mean, and no more where a value is missing (NaN).
    """
    if not values:
        return ""
    if missing := sum(map(math.isnan, values)):
        return f"none with {missing} of {len(values)} seeds"

    def show(value: float) -> str:
        return "never" if value == math.inf else f"{value:.{decimals}f}"

    low, high = show(min(values)), show(max(values))
    if low == high:
        return low
    return f"{low} to {high}" if high == "never" else f"{show(statistics.fmean(values))} ({low} to {high})"


def put(path: Path, heading: str, sections: dict[str, str], order: list[str]) -> None:
    """Writes the results: new sections take the place of the old ones, the others stay.

    Args:
        path: of the results.
        heading: what stands above the sections.
        sections: the new ones, by the name of the part.
        order: names of all parts.
    """
    old = {}
    if path.exists():
        for block in path.read_text(encoding="utf-8").split("\n## ")[1:]:
            old[block.split("\n", 1)[0]] = "## " + block.rstrip() + "\n"
    kept = {**old, **sections}
    path.write_text(
        "\n".join([heading.rstrip() + "\n", *(kept[name] for name in order if name in kept)]), encoding="utf-8"
    )
