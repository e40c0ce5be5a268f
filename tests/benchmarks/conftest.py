"""Chromium and JupyterLab for the benchmarks that need them, and one thread for all."""

import pytest
import torch

from tests.browser.conftest import browser, lab, open_notebook  # noqa: F401 -- fixtures


@pytest.fixture(autouse=True)
def one_thread():
    """Gives the number of threads that PyTorch took by itself, and has again afterwards."""
    threads = torch.get_num_threads()
    torch.set_num_threads(1)
    yield threads
    torch.set_num_threads(threads)
