"""Chromium for the one benchmark that needs it."""

from tests.browser.conftest import browser  # noqa: F401 -- a fixture
