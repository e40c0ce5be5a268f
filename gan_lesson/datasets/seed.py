"""One random generator for several libraries."""

import torch


def seed_from(random: torch.Generator) -> int:
    """A seed for NumPy's or scikit-learn's random generators, drawn from PyTorch's."""
    return int(torch.randint(2**31 - 1, (), generator=random))
