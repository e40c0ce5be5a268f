"""How the tests run: which begin first, on how many threads, with which arithmetic, and as whom."""

import functools
import hashlib
import os
import tempfile

import pytest

# Before torch is imported here or in a kernel: two processes with two threads each would wait for one another.
os.environ.setdefault("OMP_NUM_THREADS", "1")

# What readers have done is kept in a folder of theirs: here in one of its own for each file of tests and each notebook.
HOMES = tempfile.TemporaryDirectory(prefix="gan-lesson-")

# For PyTorch's own sums the plainest instructions; for the libraries that convolve and multiply for it AVX2, with which
# they are not much slower.
OTHER_ARITHMETIC = {
    "ATEN_CPU_CAPABILITY": "default",
    "ONEDNN_MAX_CPU_ISA": "AVX2",
    "MKL_ENABLE_INSTRUCTIONS": "AVX2",
}

# What takes longest begins first, so that two processes finish at about the same time.
LONGEST_FIRST = (
    "tests/browser/test_lesson_08.py",
    "notebooks/08_the_full_training_loop.ipynb",
    "notebooks/solutions/08_the_full_training_loop.ipynb",
    "tests/browser/",
    "tests/evaluation/test_features.py",
    "tests/test_lesson_09.py",
    "notebooks/",
)


def pytest_collection_modifyitems(items):
    def place(item):
        name = item.nodeid.replace("\\", "/")
        return next((n for n, start in enumerate(LONGEST_FIRST) if name.startswith(start)), len(LONGEST_FIRST))

    items.sort(key=place)  # stable: within a file, and a notebook, the order stays


@functools.cache
def whole_cells(path):
    """A stored notebook's cells by their ids, with what answers a prediction, which the student's edition lacks."""
    from authoring.lessons import read_whole  # here, since it takes seconds that a test of losses need not wait for

    return {cell.id: cell for cell in read_whole(path).cells}


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item):
    """The student's editions run under nbval with another instruction set than the stored outputs come from.

    Trained numbers differ then, words must not. The editions with solutions and the browser tests run the same lessons
    as they are, which is faster.
    """
    if item.path.suffix == ".ipynb" and item.path.parent.name == "notebooks":
        whole = whole_cells(item.path)[item.cell.id]
        item.cell.outputs, item.cell.execution_count = whole.outputs, whole.execution_count
    file = item.nodeid.split("::")[0]
    os.environ["GAN_LESSON_HOME"] = os.path.join(HOMES.name, hashlib.sha256(file.encode()).hexdigest()[:16])
    for name, value in OTHER_ARITHMETIC.items():
        if file.endswith(".ipynb") and "solutions" not in file:
            os.environ[name] = value  # nbval starts a notebook's kernel after this, at its first cell
        else:
            os.environ.pop(name, None)
