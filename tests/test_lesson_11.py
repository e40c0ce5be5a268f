"""What lesson 11 says: distances and judges with five seeds; of rules what their recording and the study show."""

import re

import numpy as np
import pytest
import torch

from authoring import arenas
from gan_lesson import datasets, losses
from gan_lesson.evaluation.metrics import mode_coverage
from gan_lesson.recordings import rules
from tests.lesson_cells import FOLDER, run_cells
from tests.study.test_results import ends_of, table_of

NAME = "11_better_rules"
PROSE = (FOLDER / "source" / f"{NAME}.py").read_text(encoding="utf-8")
SENTENCES = " ".join(PROSE.replace("\n# ", " ").split())


@pytest.fixture(scope="module")
def recorded():
    return rules.load(rules.RING)


@pytest.fixture(scope="module")
def on_the_grid():
    return rules.load(rules.GRID)


def test_jensen_shannon_stops_where_the_hills_part_and_wasserstein_is_the_way():
    found, _ = run_cells(NAME, "def jensen_shannon", "js = torch.stack")
    js, w, places = found["js"], found["w"], found["places"]
    torch.testing.assert_close(w, places, atol=2e-3, rtol=0)
    apart = places > 1.999
    torch.testing.assert_close(js[apart], torch.full_like(js[apart], np.log(2)), atol=1e-5, rtol=0)
    assert (js[~apart].diff() > 0).all()


@pytest.mark.parametrize("seed", range(5))
def test_the_expert_is_flat_under_the_fakes_and_the_critic_slopes(seed):
    _, printed = run_cells(NAME, "def judge_of", "def limit_her_slope", "at_fakes = ", seed=seed)
    assert printed.splitlines() == [
        "the expert: the slope where the fakes lie is almost 0",
        "the critic: the slope where the fakes lie is about -1",
    ]


def test_relativistic_losses_in_the_cell_are_the_packaged_ones():
    _, printed = run_cells(NAME, "ahead = real_logits")
    for line in printed.splitlines():
        _, ours, _, packaged = line.split()
        assert ours == packaged


def test_losses_drawn_are_the_packaged_ones():
    found, _ = run_cells(NAME, "paid = {")
    real, fake = torch.tensor([[-2.0], [0.3], [1.7]]), torch.tensor([[-1.5], [0.2], [2.0]])
    for name, packaged in (
        ("cross-entropy", losses.discriminator_loss),
        ("least squares", losses.least_squares_discriminator_loss),
        ("hinge", losses.hinge_discriminator_loss),
        ("Wasserstein", losses.wasserstein_critic_loss),
    ):
        ours = found["paid"][name](real)[0].mean() + found["paid"][name](fake)[1].mean()
        torch.testing.assert_close(ours, packaged(real[:, 0], fake[:, 0]))


def test_weights_pile_up_at_the_limits_in_this_run(recorded):
    at = {name: (np.abs(np.abs(played.weights) - 0.1) < 0.007).mean() for name, played in recorded.played.items()}
    assert 0.52 < at.pop("clipped critic") < 0.62, "more than half"
    assert max(at.values()) < 0.09


CLUSTERS = {"clusters": "modes", "high quality, %": "high quality, %", "spread": "spread", "ms per step": "ms a step"}
PICTURES = {
    "Fréchet distance": "Fréchet distance",
    "precision": "precision",
    "recall": "recall",
    "pets, %": "pets, %",
    "ms per step": "ms a step",
}


@pytest.mark.parametrize(
    ("part", "columns"), [("rules_ring", CLUSTERS), ("rules_grid", CLUSTERS), ("rules_portraits", PICTURES)]
)
def test_the_tables_quote_the_study(part, columns):
    head = f"# | rule | {' | '.join(columns)} |"
    tables = [block.splitlines() for block in re.findall(rf"^{re.escape(head)}\n(?:# \|.*\n)+", PROSE, re.M)]
    found = [[[cell.strip() for cell in line.split("|")[1:-1]] for line in lines[2:]] for lines in tables]
    results = table_of(part)
    assert {line["seeds"] for line in results.values()} == {"5"}
    wanted = [
        [name, *(line[column].split(" ")[0] if column == "ms a step" else line[column] for column in columns.values())]
        for name, line in results.items()
    ]
    assert wanted in found


def test_the_results_bear_out_what_is_said_of_average_and_worst():
    table = table_of("rules_ring")
    mean = {name: float(line["high quality, %"].split()[0]) for name, line in table.items()}
    assert sorted(mean, key=mean.get)[-2:] == ["plain", "R1"] and mean["R1"] - mean["plain"] < 1
    low, high = ends_of(table["plain"], "high quality, %")
    assert round(low) == 82 and "one stayed at 82 %" in SENTENCES
    low, high = ends_of(table["R1"], "high quality, %")
    assert high - low < 2 and "within 2 % of each other" in SENTENCES
    assert ends_of(table["hinge, spectral norm"], "modes") == (4, 8) and "stopped at four clusters" in SENTENCES
    assert all(ends_of(line, "modes")[0] == 8 for name, line in table.items() if "hinge" not in name)
    ms = {name: float(line["ms a step"].split()[0]) for name, line in table.items()}
    assert all(ms[name] / ms["plain"] == pytest.approx(1.4, abs=0.06) for name in ("R1", "gradient penalty"))
    assert ms["relativistic, R1 + R2"] / ms["plain"] == pytest.approx(1.7, abs=0.06)


def test_one_of_the_plain_runs_is_clearly_worse(recorded):
    strays = sorted(history[-1].metrics["strays, %"] for history in recorded.played["plain"].histories)
    assert strays[-1] > 2 * strays[-2]


def test_penalties_find_all_clusters_sooner(recorded):
    def last_to_find(name):
        return max(
            next(snapshot.epoch for snapshot in history if snapshot.metrics["clusters covered"] == 8)
            for history in recorded.played[name].histories
        )

    assert (last_to_find("gradient penalty"), last_to_find("plain")) == (9, 21)
    assert "covered by epoch 9 with every seed, in the plain game only by epoch 21" in SENTENCES


def test_the_papers_table_quotes_the_study():
    shortened, ours = table_of("papers_ring"), table_of("ring")["our recipe"]
    assert {row["seeds"] for row in (*shortened.values(), ours)} == {"10"}
    for name, line in shortened.items():
        seconds = line["seconds"].split()[0]
        assert f"| {name} | {line['modes']} | {line['high quality, %']} | {seconds} |" in SENTENCES
    means = [ours[column].split()[0] for column in ("modes", "high quality, %", "seconds")]
    assert f"| plain, good rates | {' | '.join(means)} |" in SENTENCES
    assert ends_of(shortened["plain GAN"], "modes") == (0, 8) and "from none of the clusters to all eight" in SENTENCES
    assert ends_of(shortened["pairs, PacGAN2"], "modes") == (7, 8) and "with pairs it was 7 or 8" in SENTENCES
    assert max(float(line["seconds"].split()[0]) for line in shortened.values()) < 5


def test_the_papers_grid_quotes_the_study():
    shortened, ours = table_of("papers_grid"), table_of("grid")["our recipe"]
    assert {row["seeds"] for row in (*shortened.values(), ours)} == {"10"}
    for name, line in shortened.items():
        seconds = line["seconds"].split()[0]
        assert f"| {name} | {line['modes']} | {line['high quality, %']} | {seconds} |" in SENTENCES
    means = [ours[column].split()[0] for column in ("modes", "high quality, %", "seconds")]
    assert f"| plain and R1, good rates | {' | '.join(means)} |" in SENTENCES
    modes = {name: ends_of(line, "modes") for name, line in shortened.items()}
    assert all(most < 25 for _, most in modes.values()) and "missed clusters with every seed" in SENTENCES
    means = {name: float(line["modes"].split()[0]) for name, line in shortened.items()}
    assert abs(means["pairs, PacGAN2"] - means["plain GAN"]) < 1, "hardly more of them"
    quality = {name: float(line["high quality, %"].split()[0]) for name, line in shortened.items()}
    assert quality["pairs, PacGAN2"] < quality["plain GAN"], "and left more strays"


def test_strewn_evenly_over_the_plane_fakes_have_the_clipped_critic_s_spread():
    grid = datasets.grid(25, torch.Generator())
    strewn = 8 * np.random.default_rng(0).random((100_000, 2)) - 4
    found = mode_coverage(strewn, grid.centres.numpy(), grid.standard_deviation)
    assert abs(found.spread - 1.5) < 0.05
    assert "have a spread of about 1.5, and so would fakes strewn evenly over the plane" in SENTENCES
    low, high = ends_of(table_of("rules_grid")["clipped critic"], "spread")
    assert 1.4 < low < high < 1.6


def test_spread_is_narrow_where_few_stray_and_wide_where_many_do():
    table = table_of("rules_ring")
    spread, quality = (
        {name: float(line[column].split()[0]) for name, line in table.items()}
        for column in ("spread", "high quality, %")
    )
    assert 0.5 < spread["plain"] < 0.6
    wide = {"hinge, spectral norm", "clipped critic"}
    assert set(sorted(spread, key=spread.get)[-2:]) == set(sorted(quality, key=quality.get)[:2]) == wide
    perfect = table_of("ring")["a perfect sampler"]["spread"].split()[0]
    assert f"A perfect forger has {perfect}:" in SENTENCES


def test_the_portraits_bear_out_what_is_said_of_them():
    table = {name: line for name, line in table_of("rules_portraits").items() if line["ms a step"]}
    distance = {name: ends_of(line, "Fréchet distance") for name, line in table.items()}
    means = {name: float(line["Fréchet distance"].split()[0]) for name, line in table.items()}
    assert sorted(means, key=means.get) == [
        "hinge, spectral norm", "R1", "plain", "gradient penalty", "relativistic, R1 + R2"
    ]  # fmt: skip
    assert max(distance["hinge, spectral norm"][1], distance["R1"][1]) < distance["plain"][0], "with every seed"
    assert means["R1"] - means["hinge, spectral norm"] < 0.1, "close together"
    ms = {name: float(line["ms a step"].split()[0]) for name, line in table.items()}
    assert ms["R1"] / ms["plain"] < 1.05 and ms["gradient penalty"] / ms["plain"] == pytest.approx(1.4, abs=0.06)
    assert ms["relativistic, R1 + R2"] / ms["plain"] == pytest.approx(2, abs=0.1)


def test_the_grid_bears_out_what_is_said_of_it(on_the_grid):
    table = table_of("rules_grid")
    quality = {name: ends_of(line, "high quality, %") for name, line in table.items()}
    modes = {name: ends_of(line, "modes") for name, line in table.items()}
    sharp = ("least squares", "gradient penalty", "R1", "relativistic, R1 + R2")
    assert all(modes[name] == (25, 25) and quality[name][0] > 80 for name in sharp)
    covered = [history[-1].metrics["clusters covered"] for history in on_the_grid.played["plain"].histories]
    assert sorted(covered)[-1] == 25 and sorted(covered)[-2] < 25 and modes["plain"] == (20, 25)
    assert sum(covered) / 5 == pytest.approx(float(table["plain"]["modes"].split()[0]), abs=1), "other samples"
    assert min(float(line["spread"].split()[0]) for line in table.values()) == 0.63 and "how narrow" in SENTENCES
    assert modes["hinge, spectral norm"] == (25, 25) and quality["hinge, spectral norm"][1] < 80
    arena = arenas.GRID
    assert arena.epochs * 10240 / arena.batch_size == 2880 and "each of these runs took 2,880" in SENTENCES


def test_r1_is_among_the_best_two_on_all_three():
    best = []
    for part, column, sign in (
        ("rules_ring", "high quality, %", -1),
        ("rules_grid", "high quality, %", -1),
        ("rules_portraits", "Fréchet distance", 1),
    ):
        means = {name: sign * float(line[column].split()[0]) for name, line in table_of(part).items()}
        means.pop("other real portraits", None)
        best.append(sorted(means, key=means.get)[:2])
    assert all("R1" in two for two in best) and "R1 was among the best two on all three tasks" in SENTENCES
