"""The order of the tests, and one thread for each of the two processes that they run in."""

import os

# Before torch is imported here or in a kernel: two processes with two threads each would wait for one another.
os.environ.setdefault("OMP_NUM_THREADS", "1")

# What takes longest begins first, so that two processes finish at about the same time.
LONGEST_FIRST = (
    "tests/browser/test_lesson_08.py",
    "notebooks/08_the_full_training_loop.ipynb",
    "tests/browser/",
    "tests/test_features.py",
    "notebooks/",
)


def pytest_collection_modifyitems(items):
    def place(item):
        name = item.nodeid.replace("\\", "/")
        return next((n for n, start in enumerate(LONGEST_FIRST) if name.startswith(start)), len(LONGEST_FIRST))

    items.sort(key=place)  # stable: within a file, and a notebook, the order stays
