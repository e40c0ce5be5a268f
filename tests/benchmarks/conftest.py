"""Chromium and JupyterLab for the benchmarks that need them."""

from tests.browser.conftest import browser, lab, open_notebook  # noqa: F401 -- fixtures
