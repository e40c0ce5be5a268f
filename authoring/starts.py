"""The laboratory's starting points: ``python -m authoring record starts`` trains them anew."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from gan_lesson.laboratory import STARTS
from gan_lesson.laboratory.kept import Pair, save


@dataclass
class KeptStarts:
    """The pairs that are trained so far."""

    pairs: dict[str, Pair] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.pairs)

    def __getitem__(self, index: int) -> Pair:
        return list(self.pairs.values())[index]

    def save(self, path: Path) -> None:
        """Writes one small file."""
        save(self.pairs, path)


def all_starts() -> Iterator[KeptStarts]:
    """Trains every start's pair, and yields those that are there after each."""
    kept = KeptStarts()
    for name, start in STARTS.items():
        kept.pairs[name] = start.train()
        yield kept
