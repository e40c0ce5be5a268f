"""What several files of tests share."""

import os

import pytest


@pytest.fixture(scope="session")
def portrait_reader(tmp_path_factory):
    """A trained `PortraitReader`: the first process to need it trains it, in seconds, and the others load it."""
    import torch

    from gan_lesson.evaluation.features import train_portrait_reader

    folder = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        folder = folder.parent  # each of xdist's processes has one of its own within
    path = folder / "portrait_reader.pt"
    if not path.exists():
        unfinished = path.with_suffix(f".{os.getpid()}")
        torch.save(train_portrait_reader(), unfinished)
        os.replace(unfinished, path)
    return torch.load(path, weights_only=False)
