"""A hub for a class: how costs are read, what follows from the figures, and that page and configuration agree."""

import os
import re
import runpy
import threading
from pathlib import Path
from types import SimpleNamespace
from urllib.parse import parse_qs, urlsplit

import pytest
import requests
import yaml
from traitlets.config import Config

from authoring.hub import __main__ as command
from authoring.hub import figures, link, processes, students
from authoring.hub.processes import Cost

HUB = Path(command.__file__).parent
SETTINGS = {"OMP_NUM_THREADS": "1", "MALLOC_ARENA_MAX": "1", "MALLOC_TRIM_THRESHOLD_": "131072"}


def process(proc, pid, parent, name="python", pss=1000, own=(100, 200), rss=3000, ticks=(150, 50)):
    """A process in a made-up /proc, as Linux writes it; memory in kilobytes."""
    folder = proc / str(pid)
    folder.mkdir(parents=True)
    numbers = " ".join(["0"] * 9)
    (folder / "stat").write_text(f"{pid} ({name}) S {parent} {numbers} {ticks[0]} {ticks[1]} 0 0 20 0 1 0\n")
    (folder / "smaps_rollup").write_text(
        "5581-7ffc ---p 00000000 00:00 0    [rollup]\n"
        f"Rss:   {rss} kB\nPss:   {pss} kB\nPss_Anon:   7 kB\n"
        f"Private_Clean:   {own[0]} kB\nPrivate_Dirty:   {own[1]} kB\n"
    )


def run(students=8, cells=59, kernel=350, server=100, **changes):
    made = figures.run_of(
        students=students,
        finished=students,
        cells=cells,
        server=Cost(server, 90, 150, 5),
        kernel=Cost(kernel, 320, 450, 95),
        hub=Cost(170, 160, 200, 9),
        peak=students * (kernel + server) + 170,
        seconds={"start": [3.0, 5.0], "work": [100.0, 200.0, 900.0]},
        wall=310.4,
        others_share=0.256,
        trouble=[],
    )
    return made | changes


def test_costs_are_added_up_and_who_has_ended_costs_nothing(tmp_path):
    process(tmp_path, 10, 1)
    process(tmp_path, 11, 10, name="a (b) c", pss=500, ticks=(30, 20))
    cost = processes.cost_of([10, 11, 99], tmp_path)
    assert cost.shared_out == pytest.approx(1500 * 1024 / 1e6) and cost.own == pytest.approx(600 * 1024 / 1e6)
    assert cost.resident == pytest.approx(6000 * 1024 / 1e6)
    assert cost.cpu == pytest.approx(250 / os.sysconf("SC_CLK_TCK")), "a name may hold blanks and brackets"


def test_a_family_is_all_that_descends_from_a_process(tmp_path):
    for pid, parent in ((10, 1), (12, 10), (11, 10), (20, 11), (30, 1), (31, 30)):
        process(tmp_path, pid, parent)
    assert processes.family_of(10, tmp_path) == [10, 11, 12, 20]
    assert processes.family_of(99, tmp_path) == []


def test_what_is_free_is_what_can_be_had_without_swapping(tmp_path):
    (tmp_path / "meminfo").write_text("MemTotal: 9000000 kB\nMemFree: 10 kB\nMemAvailable: 4000000 kB\n")
    assert processes.free_gigabytes(tmp_path) == pytest.approx(4.096)


def test_a_run_is_rounded_and_read_out(tmp_path):
    made = run()
    assert made["seconds"] == {"server ready": 4.0, "lesson done": 200.0, "all": 310}
    said = "\n".join(figures.lines_of(made | {"trouble": ["while starting: TimeoutError"]}))
    assert "8 of 8 students finished 59 code cells in 310 s." in said and "broken while starting" in said
    assert re.search(r"a kernel +350 MB, 320 of them its own, and 95 s", said)


def test_what_is_kept_replaces_its_like_and_the_part_of_the_page(tmp_path, monkeypatch):
    monkeypatch.setattr(figures, "PATH", tmp_path / "figures.json")
    monkeypatch.setattr(figures, "PAGE", tmp_path / "HUB.md")
    monkeypatch.setattr(figures, "version", lambda package: "1.2+cpu")
    figures.PAGE.write_text("Before.\n<!-- measured by us -->\nold\n<!-- end -->\nAfter.\n", encoding="utf-8")
    for made in (run(8), run(16, cells=8), run(1), run(8, kernel=300)):
        figures.keep(made)
    known = figures.read()
    assert [(r["students"], r["cells"], r["megabytes"]["kernel"]) for r in known["runs"]] == [
        (1, 59, 350),
        (8, 59, 300),
        (16, 8, 350),
    ]
    assert known["versions"]["torch"] == "1.2" and figures.largest(known)["students"] == 8
    page = figures.PAGE.read_text(encoding="utf-8")
    assert page.startswith("Before.\n<!-- measured by us -->\n|") and page.endswith("<!-- end -->\nAfter.\n")
    assert "old" not in page and figures.part_of_the_page(known) in page


def test_how_many_fit_and_what_a_student_may_take():
    made = run(kernel=400, server=100)
    # 11,049 MB, less 2,000 for the system and 170 for the hub, are 17.8 times 500 MB and 9.9 times 900 MB.
    assert [figures.fitting(made, kernels, gib=10.29) for kernels in (1, 2)] == [17, 9]
    assert figures.limits(made) == {"guarantee": "0.5G", "limit": "1.5G"}
    assert figures.limits(run(kernel=401, server=100)) == {"guarantee": "0.6G", "limit": "1.5G"}


def test_the_page_says_what_was_measured():
    part = figures.PART.search(figures.PAGE.read_text(encoding="utf-8"))
    assert part[0] == part[1] + figures.part_of_the_page(figures.read()) + part[2]


def test_a_kernel_stays_small():
    """What the course asks of itself, for a class: below 450 MB once lesson 08 has run."""
    whole = figures.largest(figures.read())
    assert whole["students"] >= 8 and whole["finished"] == whole["students"]
    assert whole["megabytes"]["kernel"] < 450


def test_both_configurations_have_the_limits_that_follow():
    limits = figures.limits(figures.largest(figures.read()))
    littlest = yaml.safe_load((HUB / "littlest.yaml").read_text(encoding="utf-8"))
    student = yaml.safe_load((HUB / "kubernetes.yaml").read_text(encoding="utf-8"))["singleuser"]
    assert littlest["limits"] == {"memory": limits["limit"], "cpu": 1}
    assert student["memory"] == limits and student["cpu"]["limit"] == 1


def test_the_settings_are_the_same_wherever_they_stand(monkeypatch):
    for name in ("FOLDER", "TOKEN", "PORT", "INNER_PORT", "PROXY_PORT"):
        monkeypatch.setenv(f"HUB_{name}", "1")
    seen = []
    for name in ("littlest_config.py", "jupyterhub_config.py"):
        config = Config()
        runpy.run_path(str(HUB / name), {"get_config": lambda config=config: config})
        environment = config.Spawner.environment
        sockets = environment.pop("JUPYTER_RUNTIME_DIR")(SimpleNamespace(user=SimpleNamespace(name="zoe")))
        assert "zoe" in sockets and "--KernelManager.transport=ipc" in config.Spawner.args
        seen.append((environment, config.Spawner.start_timeout, config.Spawner.http_timeout))
    chart = yaml.safe_load((HUB / "kubernetes.yaml").read_text(encoding="utf-8"))
    patience = chart["hub"]["config"]["KubeSpawner"]["http_timeout"]
    seen.append((chart["singleuser"]["extraEnv"], chart["singleuser"]["startTimeout"], patience))
    assert seen == [(SETTINGS, 600, 600)] * 3
    page = figures.PAGE.read_text(encoding="utf-8")
    assert all(f"{name}={value}" in page for name, value in SETTINGS.items())


def test_the_page_sets_what_the_file_says():
    def flat(tree, above=()):
        for name, value in tree.items():
            yield from flat(value, (*above, name)) if isinstance(value, dict) else [(".".join((*above, name)), value)]

    said = re.findall(r"^    sudo tljh-config set (\S+) (\S+)$", figures.PAGE.read_text(encoding="utf-8"), re.M)
    settings = yaml.safe_load((HUB / "littlest.yaml").read_text(encoding="utf-8"))
    assert {name: yaml.safe_load(value) for name, value in said} == dict(flat(settings))


def test_files_that_the_page_names_are_there():
    page = figures.PAGE.read_text(encoding="utf-8")
    for target in re.findall(r"\]\((?!https:)([^)]+)\)", page):
        assert (figures.PAGE.parent / target).is_file(), target
    assert figures.PAGE.name in (figures.PAGE.parent / "TEACHING.md").read_text(encoding="utf-8")


def test_a_link_brings_the_course_and_opens_a_lesson(capsys):
    made = link.link("https://hub.school.example/", "08_the_full_training_loop", "https://github.com/A/the-course")
    parts = urlsplit(made)
    assert (parts.netloc, parts.path) == ("hub.school.example", "/hub/user-redirect/git-pull")
    assert parse_qs(parts.query) == {
        "repo": ["https://github.com/A/the-course"],
        "branch": ["main"],
        "urlpath": ["lab/tree/the-course/notebooks/08_the_full_training_loop.ipynb"],
    }
    assert link.main(["https://hub.school.example", "04", "08"]) == 0
    assert capsys.readouterr().out.count("git-pull") == 2
    assert link.main(["https://hub.school.example", "77"]) == 2


def test_without_a_hub_it_says_what_is_missing(monkeypatch, capsys):
    monkeypatch.setattr(command, "needed", lambda: {"Linux": True, "jupyterhub": False})
    assert command.main(["1"]) == 2
    said = capsys.readouterr().err
    assert "Missing: jupyterhub." in said and 'pip install -e ".[hub]"' in said


def test_help_reads_well(capsys):
    with pytest.raises(SystemExit) as left:
        command.main(["--help"])
    said = capsys.readouterr().out
    assert left.value.code == 0 and "Ctrl-C" in said and "--keep" in said and "--cells N" in said


def student(hub, tmp_path):
    return students.Student(hub, "student00", tmp_path / "08.ipynb", 59, threading.Event())


def test_what_breaks_for_a_student_is_written_down(tmp_path):
    class Full:
        def api(self, method, path, **json):
            raise requests.HTTPError("429 too many servers")

    one = student(Full(), tmp_path)
    one.work()
    assert one.doing == "broken" and one.trouble == "while starting: HTTPError: 429 too many servers"


def test_a_student_who_waits_for_a_server_can_be_stopped(tmp_path):
    class Slow:
        def api(self, method, path, **json):
            return {"token": "t"} if "tokens" in path else {"servers": {"": {"ready": False}}}

    one = student(Slow(), tmp_path)
    one.stop.set()
    one.work()
    assert one.doing == "stopped" and not one.trouble


def test_the_line_says_how_far_they_are(tmp_path):
    class_of = [student(None, tmp_path) for _ in range(3)]
    for one, doing, cells in zip(class_of, ("working", "working", "done"), (2, 10, 59), strict=True):
        one.doing, one.cells = doing, cells
    line = command.line_of(class_of, 59, Cost(1250, 0, 0, 0), 20.0, 61.4)
    assert line == "3 students: 2 working, 1 done; 71 of 177 cells, 1.2 GB used, 20.0 GB free, 61 s"
