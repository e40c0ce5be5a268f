"""What several files of tests share."""

import pytest


@pytest.fixture
def untrained_judges(monkeypatch):
    """Judges of portraits that see something, if not much: they were never trained."""
    import torch

    from gan_lesson.evaluation import coverage, features
    from gan_lesson.evaluation.judges import Judges
    from gan_lesson.report import bench

    torch.manual_seed(0)
    judges = Judges(features.KnobReader((1, 28, 28), 23).eval(), features.PortraitReader((1, 28, 28), 3).eval())
    judges.knobs.held_out_errors = {name: features.KnobError(0.1, 0.9, 0.8, 0.7) for name in coverage.RANGES}
    monkeypatch.setattr(bench, "portrait_judges", lambda: judges)
    return judges
