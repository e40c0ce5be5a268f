"""The comparison of runs without a browser: what its bundle holds, where it marks a fork, what it refuses."""

from dataclasses import replace

import numpy as np
import pytest
import torch

from gan_lesson.history import History
from gan_lesson.widgets import RunComparison
from tests.widgets.synthetic import grey_run, point_run
from tests.widgets.test_epoch_player import bundle, data_of


def seeds(title, *shifts):
    """Runs of one recipe, whose clusters at epoch 2 are 8 less the shift."""
    runs = [point_run(title, snapshots=3, count=8, seed=seed) for seed in range(len(shifts))]
    for run, shift in zip(runs, shifts, strict=True):
        run.snapshots[-1].metrics["clusters covered"] = 8.0 - shift
    return runs


def test_the_bundle_is_html_a_picture_and_a_fixed_text():
    shown = bundle(RunComparison({"One": seeds("a", 0), "Other": seeds("b", 1)}))
    assert set(shown) == {"text/html", "image/png", "text/plain"}
    assert shown["text/plain"] == "RunComparison: 'One, Other', 2 runs, epochs 0 to 2"
    assert "gan-lesson-run-comparison" in shown["text/html"] and 'alt="One, epoch 2 of 2' in shown["text/html"]


def test_a_band_reaches_from_the_lowest_seed_to_the_highest():
    data = data_of(RunComparison({"Many": seeds("a", 1, 0, 5), "Single": seeds("b", 2)}))
    many, single = data["strips"][0]["lines"]
    assert many["values"] == [0, 4, 7] and many["band"] == [[0, 4, 3], [0, 4, 8]]
    assert single["band"] is None and single["label"] == "Single"
    assert [run["seeds"] for run in data["runs"]] == [3, 1]
    assert data["note"].endswith("from the lowest to the highest of its seeds.")


def test_a_value_that_a_seed_lacks_leaves_a_gap():
    ours, theirs = seeds("a", 0, 0)
    ours.metrics = theirs.metrics = {}
    theirs.snapshots[1].metrics.clear()
    line = data_of(RunComparison({"Many": [ours, theirs], "Single": seeds("b", 2)}))["strips"][0]["lines"][0]
    assert line["band"] == [[0, None, 8], [0, None, 8]]


def test_only_settings_that_differ_are_named():
    settings = {"A": {"loss": "hinge", "rate": 0.002, "batch": 128}, "B": {"loss": "hinge", "rate": 0.004, "clip": 1}}
    data = data_of(RunComparison({"A": seeds("a", 0), "B": seeds("b", 0)}, settings=settings))
    assert [run["settings"] for run in data["runs"]] == [
        [["rate", "0.002"], ["batch", "128"]],
        [["rate", "0.004"], ["clip", "1"]],
    ]


def test_a_fork_is_marked_at_the_last_moment_that_all_share():
    run = point_run(snapshots=7, count=8)
    fork = History(run.latents, title="Fork", region=run.region)
    fork.real = run.real
    fork.snapshots = [
        snapshot if snapshot.epoch <= 4 else replace(snapshot, samples=snapshot.samples + 1) for snapshot in run
    ]
    assert data_of(RunComparison({"Run": run, "Fork": fork}))["fork"] == {"index": 4, "words": "fork at epoch 4"}
    assert data_of(RunComparison({"Run": run, "Other": seeds("b", 0)[0]}))["fork"] is None


def test_pictures_can_be_compared_too():
    lighter = grey_run("Lighter", epochs=range(5))
    for snapshot in lighter.snapshots[1:]:
        snapshot.samples[:] += 9
    data = data_of(RunComparison({"Grey": grey_run(epochs=range(5)), "Lighter": lighter}))
    assert all(run["sheet"]["count"] == 16 for run in data["runs"]) and data["fork"] is None


def other_latents():
    run = point_run("Elsewhere", snapshots=3, count=8)
    run._latents = torch.ones(8, 2)
    return run


def other_region():
    run = point_run("Wide", snapshots=3, count=8)
    run.region = (-2.0, 2.0, -2.0, 2.0)
    return run


def short():
    run = point_run("Short", snapshots=3, count=8)
    del run.snapshots[1]
    return run


@pytest.mark.parametrize(
    ("runs", "settings", "says"),
    [
        ({"A": seeds("a", 0)}, {}, "2 to 4 runs, not 1"),
        ({name: seeds("a", 0) for name in "ABCDE"}, {}, "2 to 4 runs, not 5"),
        ({"A": seeds("a", 0), "B": []}, {}, "'B' has no run"),
        ({"A": seeds("a", 0), "B": seeds("b", 0)}, {"C": {}}, "no run is called 'C'; there are: A, B"),
        ({"A": seeds("a", 0), "B": other_latents()}, {}, "other latents"),
        ({"A": seeds("a", 0), "B": other_region()}, {}, "another region"),
        ({"A": [seeds("a", 0)[0], short()], "B": seeds("b", 0)}, {}, "no snapshot of epoch 1"),
    ],
)
def test_what_does_not_go_together_is_refused(runs, settings, says):
    with pytest.raises(ValueError, match=says):
        _ = RunComparison(runs, settings=settings).html


def test_something_else_than_a_history_is_refused():
    with pytest.raises(TypeError, match="shows histories, not int"):
        RunComparison({"A": [3], "B": seeds("b", 0)})


def test_the_poster_names_each_run():
    poster = RunComparison({"One": seeds("a", 0), "Other": seeds("b", 1)})._poster
    title = np.asarray(poster.convert("L"))[:24]
    assert title[:, : poster.width // 2].min() < 100 and title[:, poster.width // 2 :].min() < 100
