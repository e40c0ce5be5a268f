"""The parts of the study."""

from tests.study import (
    auction,
    clinic,
    clusters,
    counts,
    few,
    labels,
    lesson_04,
    lesson_07,
    lesson_08,
    long_run,
    missions,
    papers,
    pictures,
    processors,
    rules,
    sentences,
    sentences_long,
    settings,
    settled,
    suspects,
    translation,
)
from tests.study.part import Part


def all_parts(seconds: float = 80, seeds: int = 5) -> dict[str, Part]:
    """Every part by name.

    Args:
        seconds: the budget of a run of 28x28 pictures; 20 and 60 of 80 seconds are scaled along.
        seeds: runs of each trial. Ring, grid, clinic and the papers' two have twice as many.
    """
    parts = [
        clusters.clusters("ring", clusters.ring, 4, 2 * seeds),
        clusters.clusters("grid", clusters.grid, 35, 2 * seeds),
        auction.auction(),
        lesson_04.lesson_04(seeds),
        lesson_07.lesson_07(seeds),
        lesson_08.lesson_08(seeds),
        settings.settings(seeds),
        suspects.suspects_part(seeds),
        few.few(seeds),
        translation.translation_part(seeds),
        counts.counts(seeds),
        rules.rules_ring(seeds),
        rules.rules_grid(seeds),
        rules.rules_portraits(seeds),
        papers.papers("ring", 2 * seeds),
        papers.papers("grid", 2 * seeds),
        labels.asked_digits(seeds),
        labels.asked_portraits(seeds),
        labels.flips(seeds),
        labels.boundary(seeds),
        sentences.sentences(seeds),
        sentences_long.sentences_long(seeds),
        sentences.word_order(seeds),
        clinic.clinic(2 * seeds),
        clinic.cabinet(seeds),
        clinic.clinic_portraits(seeds),
        processors.processors(),
        long_run.long_run(),
        missions.missions_part(seeds),
        settled.settled(seeds),
        pictures.pictures("portraits", seconds, seeds),
        pictures.early(seconds, seeds),
        pictures.pictures("handwriting", seconds, seeds),
        pictures.peer(0.75 * seconds, seeds),
    ]
    return {part.name: part for part in parts}
