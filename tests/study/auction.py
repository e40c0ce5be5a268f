"""What lesson 04 says of other auctions: the experts of three days against the forgeries of three days."""

import itertools

import torch

from authoring import recipes
from gan_lesson import datasets
from gan_lesson.evaluation.roc import roc_of
from tests.study.part import Figures, Part, Report, Trial

DAYS = 3  # after epochs 1, 3 and 15: the fourth, after 90, takes seven minutes more


def auction(seeds: int = 5) -> Part:
    """Areas below the ROC curve, of the expert of the day and of earlier and later ones."""

    def measure(seed: int, report: Report) -> dict[str, Figures]:
        for made in recipes.auction_days(seed):
            report(len(made) / DAYS)
            if len(made) == DAYS:
                break
        fresh = datasets.portraits(256, torch.Generator().manual_seed(3)).data
        lines: dict[str, list[float]] = {"of the day": [], "later": [], "earlier": []}
        for (row, day), (column, other) in itertools.product(enumerate(made.days), repeat=2):
            expert = other.discriminator()
            scores = torch.cat([expert(fresh), expert(day.pictures)]).numpy()
            area = roc_of([True] * len(fresh) + [False] * len(day.pictures), scores).area
            lines["of the day" if row == column else "later" if column > row else "earlier"].append(area)
        return {
            f"experts {line}": {"lowest area": min(areas), "highest area": max(areas)} for line, areas in lines.items()
        }

    return Part(
        "auction",
        "Lesson 04's auction with other seeds, the days after epochs 1, 3 and 15: the area below the ROC curve of each "
        "expert, 256 new portraits against each day's 64 forgeries.",
        (Trial("days", range(seeds), 80, measure),),
        {"lowest area": 2, "highest area": 2},
    )
