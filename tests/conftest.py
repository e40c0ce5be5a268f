"""The order of the tests."""

# What takes longest begins first, so that two processes finish at about the same time.
LONGEST_FIRST = (
    "tests/browser/test_lesson_08.py",
    "tests/test_other_arithmetic.py",
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
