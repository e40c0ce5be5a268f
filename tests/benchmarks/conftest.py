"""Chromium and JupyterLab for the benchmarks that need them, and one thread for all."""

import pytest
import torch

from tests.browser.conftest import browser, lab, open_notebook  # noqa: F401 -- fixtures


@pytest.fixture(autouse=True)
def one_thread():
    threads = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(threads)
