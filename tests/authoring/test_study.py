"""The study: finished trials are kept, the table says what was measured; each part with a tiny budget."""

import json
import math
import re
import subprocess
import sys

import pytest
import torch
from torch import nn

from gan_lesson import datasets, models
from gan_lesson.evaluation import features
from tests import study
from tests.study import __main__ as commands
from tests.study import ledger, parts, recipes
from tests.study.parts import Part, Trial


@pytest.fixture
def place(tmp_path, monkeypatch):
    """A ledger and results of our own."""
    monkeypatch.setattr(study, "LEDGER", tmp_path / "kept" / "trials.jsonl")
    monkeypatch.setattr(study, "RESULTS", tmp_path / "results.md")
    return tmp_path


def the_ledger():
    return ledger.Ledger(study.LEDGER, ledger.fingerprint(study.PACKAGE))


@pytest.fixture
def coins(monkeypatch):
    """Two parts that need no time, and what they were asked."""
    asked = []

    def measure(seed, report):
        asked.append(seed)
        report(0.5)
        return {"heads": {"share": 0.25 * seed, "lucky": 7.0}, "tails": {"share": 1 - 0.25 * seed}}

    def broken(seed, report):
        asked.append("broken")
        raise KeyboardInterrupt

    decimals = {"share": 2, "lucky": 0}
    found = {
        "coins": Part("coins", "Some coins.", (Trial("toss", range(3), 1, measure),), decimals),
        "more": Part(
            "more", "More.", (Trial("toss", range(2), 1, measure), Trial("end", range(1), 1, broken)), decimals
        ),
    }
    monkeypatch.setattr(study, "all_parts", lambda: found)
    found["asked"] = asked
    return found.pop("asked")


def test_the_table_holds_what_was_measured(place, coins, capsys):
    assert commands.main(["coins"]) == 0
    table = study.RESULTS.read_text("utf-8")
    assert table.startswith("# What the study found\n")
    assert "## coins\n\nSome coins.\n" in table
    assert re.search(r"^`python3 run.py study coins`, 20\d\d-\d\d-\d\d\. .*1 thread, .*PyTorch \d", table, re.MULTILINE)
    assert "| | seeds | share | lucky |\n|---|---|---|---|\n" in table
    assert "| heads | 3 | 0.25 (0.00 to 0.50) | 7 |\n| tails | 3 | 0.75 (0.50 to 1.00) |  |\n" in table
    assert "3 of 3  coins: toss, seed 2" in capsys.readouterr().out
    rows = [json.loads(line) for line in study.LEDGER.read_text("utf-8").splitlines()]
    assert [(row["seed"], row["found"]["heads"]["share"]) for row in rows] == [(0, 0), (1, 0.25), (2, 0.5)]


def test_a_second_start_measures_nothing_twice(place, coins):
    assert commands.main(["coins"]) == commands.main(["coins"]) == 0
    assert coins == [0, 1, 2]
    assert commands.main(["coins", "--anew"]) == 0
    assert coins == [0, 1, 2] * 2


def test_what_other_code_has_measured_is_measured_anew(place, coins, monkeypatch):
    monkeypatch.setattr(study, "PACKAGE", place)
    for rate in (1, 1, 2):
        (place / "code.py").write_text(f"rate = {rate}", encoding="utf-8")
        assert commands.main(["coins"]) == 0
    assert coins == [0, 1, 2] * 2
    assert "| heads | 3 |" in study.RESULTS.read_text("utf-8")


def test_an_interrupt_keeps_what_is_finished(place, coins, capsys):
    assert commands.main(["coins", "more"]) == 130
    assert coins == [0, 1, 2, 0, 1, "broken"]
    assert "what was finished is kept" in capsys.readouterr().out
    table = study.RESULTS.read_text("utf-8")
    assert "## coins" in table and "## more" not in table, "only what is complete is in the table"
    with study.LEDGER.open("a", encoding="utf-8") as file:
        file.write('{"part": "more", "tri')  # as a power cut leaves it
    coins.clear()
    assert commands.main(["coins", "more"]) == 130
    assert coins == ["broken"]
    assert commands.main(["coins", "--anew"]) == 0
    assert coins == ["broken", 0, 1, 2] and len(the_ledger().rows("coins")) == 3


def test_sections_of_other_parts_stay(place, coins):
    old = "# Old heading\n\n## gone\n\nNo part of this name.\n\n## more\n\nMeasured elsewhere.\n"
    study.RESULTS.write_text(old, encoding="utf-8")
    for _ in range(2):
        assert commands.main(["coins", "--anew"]) == 0
        table = study.RESULTS.read_text("utf-8")
        assert re.findall("^## (.*)", table, re.MULTILINE) == ["coins", "more"]
        assert "\n\n## more\n\nMeasured elsewhere.\n" in table and "\n\n\n" not in table


def test_a_part_that_is_not_there(place, coins, capsys):
    assert commands.main(["horses"]) == 2
    assert "No part of the study is called horses; there are: coins, more" in capsys.readouterr().out


def test_time_left_is_told_as_it_turns_out(place, coins, monkeypatch):
    now = [0.0]
    monkeypatch.setattr(study.time, "monotonic", lambda: now[0])
    said = []

    def slow(seed, report):
        now[0] += 30  # planned: 10
        report(0.5)
        return {"x": {}}

    part = Part("slow", "", (Trial("one", range(3), 10, slow),), {})
    rows = list(study.measure([part], the_ledger(), lambda news, last: said.append(news)))
    assert [row.seed for row in rows] == [0, 1, 2]
    assert "1 of 3  slow: one, seed 0: 50 %, 25 s left in all" in said
    assert "2 of 3  slow: one, seed 1: 50 %, 45 s left in all" in said
    assert said[-1] == "3 of 3  slow: one, seed 2: 30 s"


def test_spread():
    assert ledger.spread([1.0, 2.0, 6.0], 1) == "3.0 (1.0 to 6.0)"
    assert ledger.spread([2.01, 2.02], 1) == "2.0"
    assert ledger.spread([math.inf, math.inf], 0) == "never"
    assert ledger.spread([3, math.inf], 0) == "3 to never"
    assert ledger.spread([1.0, math.nan], 1) == ledger.spread([math.nan, 1.0], 1) == "none with 1 of 2 seeds"


def test_a_trial_that_two_studies_made_counts_once(place):
    kept = the_ledger()
    for share in (0.25, 0.75):
        kept.add(ledger.Row("coins", "toss", 0, {"heads": {"share": share}}, "here", "2026-11-28"))
    assert [row.found["heads"]["share"] for row in kept.rows("coins")] == [0.75]


def test_a_stopwatch_can_be_held():
    now = [0.0]
    watch = recipes.Stopwatch(10, lambda: now[0])
    now[0] = 3
    watch.stop()
    now[0] = 50
    assert (watch.seconds(), watch.share()) == (3, 0.3)
    watch.go_on()
    now[0] = 54
    assert watch.seconds() == 7


def test_our_rates_stay_for_a_share_of_the_budget_and_end_at_0(monkeypatch):
    now, rates = [0.0], []
    monkeypatch.setattr(recipes.training, "set_learning_rate", lambda optimizer, rate: rates.append(rate))
    settings = recipes.Settings(4, 8, 0.004, 0.002, beta2=0.9, constant=0.2, penalty=1, decay=0.99)
    run = recipes.pictures(torch.zeros(64, 1, 28, 28), 0, recipes.Stopwatch(10, lambda: now[0]), settings)
    for now[0] in (0.0, 2.0, 6.0, 10.0, 11.0):  # noqa: B020
        next(run)
    assert rates == pytest.approx([0.004, 0.002] * 2 + [0.002, 0.001] + [0.0] * 4)


def test_dcgan_s_own_recipe():
    """Batch norm in both, N(0, 0.02), Adam 0.0002 with betas (0.5, 0.999): arXiv 1511.06434, section 4."""
    made = []
    adam = torch.optim.Adam

    class Remembered(adam):
        def __init__(self, *arguments, **options):
            made.append((options["lr"], options["betas"]))
            super().__init__(*arguments, **options)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(torch.optim, "Adam", Remembered)
        next(recipes.dcgan(torch.zeros(64, 1, 28, 28), 0, recipes.PORTRAITS))
    assert made == [(0.0002, (0.5, 0.999))] * 2
    for network in recipes.nets(32, 16, batch_norm=True):
        assert any(isinstance(layer, nn.BatchNorm2d) for layer in network.modules())
        weights = torch.cat([layer.weight.flatten() for layer in network.modules() if hasattr(layer, "in_channels")])
        assert weights.std().item() == pytest.approx(0.02, rel=0.05)
    ours = recipes.nets(32, 16, batch_norm=False)[1]
    shapes = [p.shape for p in recipes.nets(32, 16, batch_norm=True)[1].parameters() if p.ndim > 1]
    assert [p.shape for p in ours.parameters() if p.ndim > 1] == shapes, "the same networks"


def test_the_peer_s_networks_have_the_sizes_of_its_script():
    """As counted by hand from its layers: a linear layer of 100, convolutions of 3x3, batch norms of two each."""
    generator = 101 * 8192 + 2 * 128 + (9 * 128 + 1) * 128 + 2 * 128 + (9 * 128 + 1) * 64 + 2 * 64 + (9 * 64 + 1)
    convolutions = (9 * 1 + 1) * 16 + (9 * 16 + 1) * 32 + (9 * 32 + 1) * 64 + (9 * 64 + 1) * 128
    assert models.parameter_count(recipes.PeerGenerator()) == generator
    assert models.parameter_count(recipes.PeerDiscriminator()) == convolutions + 2 * (32 + 64 + 128) + 513
    network = next(recipes.peer(torch.zeros(65, 1, 32, 32), 0))
    assert parts.sample(network, 3).shape == (3, 1, 32, 32) and network.training


@pytest.fixture
def small_judges(monkeypatch):
    """Judges that have learnt little, and quickly."""

    @parts.cache
    def judge(kind):
        digits = datasets.handwriting(28)
        network = features.Classifier(28, 10).eval()
        reader = features.PortraitReader(28, 3).eval() if kind == "portraits" else None
        return parts.Judge(digits.data[:256], digits.data[256:356], network, network if reader else None, reader)

    monkeypatch.setattr(parts, "judge", judge)
    monkeypatch.setattr(parts, "FAKES", 300)


@pytest.mark.parametrize("kind", ["portraits", "early", "handwriting", "peer"])
def test_pictures_with_a_tiny_budget(kind, small_judges):
    part = parts.all_parts(seconds=0.2, seeds=1)[kind]
    found = {}
    for trial in part.trials:
        found.update(trial.measure(0, lambda share: None))
    assert len(found) == {"peer": 4, "early": 2}.get(kind, 5)
    for line, figures in found.items():
        assert set(figures) <= set(part.decimals)
        assert math.isfinite(figures["Fréchet distance"]) and figures.get("steps", 1) >= 1, line
    assert sum("steps" not in figures for figures in found.values()) == {"peer": 2, "early": 0}.get(kind, 1)
    assert ("pets, %" in figures) == (kind in ("portraits", "early"))
    if kind in ("portraits", "handwriting"):
        steps = [found[f"DCGAN's own recipe, {seconds} s"]["steps"] for seconds in (0.05, 0.15, 0.2)]
        assert steps == sorted(steps)


def test_clusters_are_sampled_from_the_average_after_the_last_step():
    def recipe(data, seed):
        return recipes.points(data, seed, steps=5, batch_size=128, rate=0.004, beta1=0.5, penalty=0.0)

    shares = []
    [_, ours] = parts._clusters("ring", recipe, about=1, seeds=1).trials
    [figures] = ours.measure(0, shares.append).values()
    assert len(shares) == 5 and max(shares) < 1
    assert figures["modes"] < 8 and figures["high quality, %"] < 20 and figures["seconds"] > 0, "it learnt five steps"


def test_ring_and_grid_with_a_few_steps(monkeypatch):
    everything = parts.all_parts(seeds=1)
    for kind, recipe in (("ring", recipes.ring), ("grid", recipes.grid)):
        assert sum(1 for _ in zip(recipe(getattr(datasets, kind)(600, torch.Generator()), 0), range(2))) == 2  # noqa: B905
        perfect, _ = everything[kind].trials
        figures = perfect.measure(0, lambda share: None)["a perfect sampler"]
        assert figures["modes"] == (8 if kind == "ring" else 25)
        assert figures["high quality, %"] == pytest.approx(98.9, abs=0.8) and 0.9 < figures["spread"] < 1.05
    data = datasets.ring(600, torch.Generator())
    few = recipes.points(data, 0, steps=5, batch_size=128, rate=0.004, beta1=0.5, penalty=0.02)
    assert sum(1 for _ in few) == 5


def test_a_long_run_s_memory_is_told_after_each_stretch():
    pytest.importorskip("resource")
    part = parts._long_run(steps=125, seeds=1)
    [trial] = part.trials
    [figures] = trial.measure(0, lambda share: None).values()
    assert list(figures) == list(part.decimals) and len(figures) == 5
    assert min(figures.values()) > 50 and max(figures.values()) < 2000


def test_memory_is_that_of_the_process_alone():
    """Linux hands the most that a parent has taken on to its children."""
    pytest.importorskip("resource")
    child = "from tests.study import parts; print(parts.peak_memory())"
    parent = (
        "import subprocess, sys; blob = bytearray(b'x') * 600_000_000; "
        f"subprocess.run([sys.executable, '-c', {child!r}], check=True)"
    )
    done = subprocess.run([sys.executable, "-c", parent], capture_output=True, text=True, check=True)
    assert 50 < float(done.stdout) < 550


def test_the_lesson_s_run_is_the_study_s():
    """Lesson 08 defines `fresh_run` in a cell; the study's, with the seed 0, trains to the same weights."""
    source = (study.FOLDER / "notebooks" / "source" / "08_the_full_training_loop.py").read_text("utf-8")
    (cell,) = re.findall(r"^def fresh_run.*?(?=^# %%)", source, re.MULTILINE | re.DOTALL)
    names = {"torch": torch, "models": models, "training": parts.training}
    exec(cell, names)
    data = datasets.ring(256, torch.Generator())
    theirs = names["fresh_run"](data, 1, rate=0.004, beta2=0.9)
    ours = parts.fresh_run(data, 1, seed=0, rate=0.004, beta2=0.9)
    assert len(list(parts.training.train(theirs))) == len(list(parts.training.train(ours))) == 2
    pairs = (theirs.generator, ours.generator), (theirs.discriminator, ours.discriminator)
    for network, other in pairs:
        assert all(torch.equal(p, q) for p, q in zip(network.parameters(), other.parameters(), strict=True))


def test_first_difference():
    assert parts.first_difference([1.0, 2.0, 3.0], [1.0, 2.1, 9.0], 0.5) == 3
    assert parts.first_difference([1.0, 2.0, 3.0], [1.0, 2.1, 9.0], 0.05) == 2
    assert parts.first_difference([1.0], [1.0], 0.01) == math.inf


def test_the_committed_results_are_of_these_parts():
    text = study.RESULTS.read_text("utf-8")
    names = re.findall("^## (.*)", text, re.MULTILINE)
    everything = parts.all_parts()
    assert names == [name for name in everything if name in names]
    for name in names:
        assert f"\n## {name}\n\n{everything[name].title}\n" in text, "measured by an older rule"


def table_of(name):
    """A part's committed table: for each line and column the figures, mean first."""
    text = study.RESULTS.read_text("utf-8").split(f"\n## {name}\n")[1].split("\n## ")[0]
    rows = [[cell.strip() for cell in line.split("|")[1:-1]] for line in text.splitlines() if line.startswith("|")]
    head, _, *lines = rows
    return {line[0]: dict(zip(head[1:], line[1:], strict=True)) for line in lines}


def test_the_readme_quotes_the_results():
    """Each figure of the README's table is the mean of the line and column that it is said to be."""
    readme = (study.FOLDER / "README.md").read_text("utf-8")
    (section,) = re.findall(r"^## What it reaches\n(.*?)^## ", readme, re.MULTILINE | re.DOTALL)
    ours, dcgan = "our recipe, 80 s", "DCGAN's own recipe, 80 s"
    picture = ("Fréchet distance", "precision", "recall")
    clusters = ("modes", "high quality, %", "spread", "seconds")
    expected = [
        *((part, line, column) for part in ("ring", "grid") for line, columns in (
            ("our recipe", clusters), ("a perfect sampler", clusters[1:3])) for column in columns),
        *(("portraits", line, column) for line in (ours, dcgan, "other real portraits in the fakes' place")
          for column in picture),
        ("early", "our recipe, 20 s", "pets, %"),
        ("portraits", "DCGAN's own recipe, 20 s", "pets, %"),
        ("portraits", "other real portraits in the fakes' place", "pets, %"),
        *(("handwriting", line, column) for line in (ours, dcgan, "the 1,197 training pictures in the fakes' place")
          for column in picture),
    ]  # fmt: skip
    means = [table_of(part)[line][column].split()[0] for part, line, column in expected]
    assert re.findall(r"\d+\.\d+", section) == means


def test_the_results_bear_out_what_lesson_08_says_of_five_seeds():
    table = table_of("lesson_08")
    end, most, late = "modes at the end", "most modes at a time", "strays late, %"

    def extremes(line, column):
        found = re.findall(r"[\d.]+", table[line][column])
        return float(found[0]), float(found[-2 if len(found) > 1 else 0]), float(found[-1])

    _, fewest, _ = extremes("fast", late)
    for cure in ("fast, averaged weights", "fast, falling rates from epoch 50"):
        assert table[cure]["seeds"] == "5" and extremes(cure, late)[2] < fewest
    assert extremes("a slow expert (0.0001)", most)[2] == 1, "one clump, wherever it is"
    assert extremes("a bold forger (0.01)", end) == (1.6, 0, 8), "all eight with one seed of five, none with the others"


def test_the_results_bear_out_what_lesson_08_says_of_its_settings():
    table = table_of("settings")

    def extremes(line):
        _, lowest, highest = (float(number) for number in re.findall(r"[\d.]+", table[line]["Fréchet distance"]))
        return lowest, highest

    assert all(table[line]["seeds"] == "5" for line in table)
    whole, without, momentum, fresh = map(extremes, table)
    assert [round(end, 1) for end in whole + without] == [0.5, 1.0, 1.4, 1.6]
    assert momentum[0] > 6 * whole[1]
    assert fresh[0] < whole[1] and whole[0] < fresh[1], "neither better nor worse"
