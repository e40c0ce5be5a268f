"""What a part of the study is: trials, each with several seeds, and a table of their figures."""

from collections.abc import Callable
from dataclasses import dataclass

Figures = dict[str, float]
Report = Callable[[float], None]  # is told which share of a trial is done
Measure = Callable[[int, Report], dict[str, Figures]]  # of a seed; gives figures for each line of the table


@dataclass(frozen=True)
class Trial:
    """Something that is measured with several seeds.

    Attributes:
        name: what is tried.
        seeds: one run each.
        seconds: about how long a run takes.
        measure: makes one.
    """

    name: str
    seeds: range
    seconds: float
    measure: Measure


@dataclass(frozen=True)
class Part:
    """A section of the results.

    Attributes:
        name: for the command line.
        title: what is measured, in a sentence or two.
        trials: its trials.
        decimals: of each figure, in the order of the table's columns.
        threads: how many PyTorch may use.
    """

    name: str
    title: str
    trials: tuple[Trial, ...]
    decimals: dict[str, int]
    threads: int = 1
