"""Recorded runs that a question shows as A and B: the lesson's code doesn't say whose they are, since this does."""

from gan_lesson import recordings
from gan_lesson.history import History
from gan_lesson.recordings import rules


def two_on_portraits(treated: bool = False) -> tuple[History, History]:
    """Runs A and B on portraits: patient 1's illness and patient 6's.

    Args:
        treated: whether the runs are those with the remedy.
    """
    ending = "_treated" if treated else ""
    return recordings.load(f"clinic_portraits_1{ending}"), recordings.load(f"clinic_portraits_6{ending}")


def two_with_the_same_losses() -> dict[str, History]:
    """Runs A and B on a ring of eight by what they are: one that goes well, and one that is patient 2's."""
    with_r1 = rules.load(rules.RING).played["R1"].histories[0]
    return {"a ring, with R1": with_r1, "patient 2": recordings.load("clinic_2")}
