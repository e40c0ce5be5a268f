"""What the study found of the cabinet: healthy runs of five, for each remedy and each patient from 1 to 6.

None where a remedy changes nothing. Copied from the section *cabinet* of ``tests/benchmarks/results.md``, with which a
test compares them.
"""

SEEDS = 5
TRIED: dict[str, tuple[int | None, ...]] = {
    "non-saturating loss": (5, None, None, None, None, None),
    "one move each": (None, 5, None, None, None, None),
    "slower expert": (0, 0, 1, 0, 0, 0),
    "no momentum": (0, 0, 5, 0, 0, 0),
    "falling rates": (0, 0, 1, 0, 0, 0),
    "averaged weights": (0, 0, 5, 0, 0, 0),
    "R1": (2, 0, 2, 0, 0, 0),
    "noise": (0, 0, 0, 0, 1, 0),
    "augmentation": (0, 0, 0, 0, 0, 0),
    "spectral norm": (5, 0, 0, 0, 0, 0),
    "smoothed targets": (5, 0, 0, 0, 0, 0),
    "larger batch": (0, 0, 0, 0, 0, 0),
    "packing": (0, 0, 3, 0, 0, 0),
    "another start": (3, None, None, 5, None, 4),
    "leaky ReLU": (0, 0, 0, 0, 0, 0),
    "more data": (None, 0, None, None, 5, None),
    "fresh statistics": (0, 0, 0, 0, 0, 5),
}
