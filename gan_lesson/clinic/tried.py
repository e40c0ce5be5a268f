"""What the study found of the cabinet: healthy runs of five, for each remedy and each patient from 1 to 6.

None where a remedy changes nothing. Copied from the section *cabinet* of ``tests/benchmarks/results.md``, with which a
test compares them.
"""

SEEDS = 5
TRIED: dict[str, tuple[int | None, ...]] = {"R1": (0, 0, 0, 0, 0, 0)}
