"""What lesson 09 says of its suspects, with other seeds of all that they learnt from."""

from gan_lesson.props import suspects
from gan_lesson.recordings import forgers
from gan_lesson.report import Bench
from tests.study.part import Figures, Part, Report, Trial

COLUMNS = {  # of the table, by the score's key: name and decimals
    "frechet_training": ("Fréchet, training", 2),
    "frechet_held_out": ("Fréchet, unseen", 2),
    "precision": ("precision", 2),
    "recall": ("recall", 2),
    "copied": ("copied", 2),
    "nearest_training": ("nearest training", 2),
    "pixels": ("nearest unseen, pixels", 2),
    "kinds": ("kinds", 1),
    "knobs": ("knobs", 2),
    "unreadable": ("unreadable", 3),
    "expert": ("expert right", 2),
}


def suspects_part(seeds: int) -> Part:
    """The card of each suspect, with other seeds of all that they learnt from."""

    def measure(seed: int, report: Report) -> dict[str, Figures]:
        measured = Bench(suspects.training_portraits(seed), expert=forgers.expert())
        reals = {COLUMNS[key][0]: spread.mean for key, spread in measured.real_scores.items()}
        figures = {"other real portraits": reals}
        for number, (name, generator) in enumerate(suspects.suspects(seed).items(), start=1):
            card = measured.card(generator, seed=seed)
            figures[name] = {COLUMNS[key][0]: score.fake.mean for key, score in card.scores.items()}
            report(number / 5)
        return figures

    return Part(
        "suspects",
        "Lesson 09's four suspects, each with five seeds, and other real portraits in their place: the scores of a "
        "report card, means over five draws of 4,096 pictures. Distances are in features of a reader of knobs, pixels "
        "excepted; the expert is that of the recorded run with seed 0.",
        (Trial("cards", range(seeds), 40, measure),),
        dict(COLUMNS.values()),
    )
