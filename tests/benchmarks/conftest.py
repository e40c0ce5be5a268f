"""Chromium and JupyterLab for the benchmarks that need them, one thread for all, and the table at the end."""

import statistics

import pytest
import torch

from tests.browser.conftest import browser, lab, open_notebook  # noqa: F401 -- fixtures

ROWS = []


def pytest_configure(config):
    config.option.benchmark_quiet = True  # its table is of nanoseconds: they are this machine's, and say nothing alone


@pytest.fixture(autouse=True)
def one_thread():
    threads = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(threads)


@pytest.fixture
def report(benchmark):
    """`report(what, values, unit)`: a row of the table. The unit of a ratio names the peer."""

    def row(what, values, unit):
        assert min(values) > 0
        benchmark.extra_info[f"{what}, {unit}"] = values
        ROWS.append((what, f"{statistics.median(values):,.2f} ({min(values):,.2f} to {max(values):,.2f})", unit))

    yield row
    benchmark.pedantic(lambda: None)  # the tests look at the clock themselves


def pytest_terminal_summary(terminalreporter):
    if not ROWS:
        return
    terminalreporter.section("median (lowest to highest)")
    widths = [max(map(len, column)) for column in zip(*ROWS, strict=True)]
    for row in ROWS:
        terminalreporter.write_line("  ".join(map(str.ljust, row, widths)).rstrip())
