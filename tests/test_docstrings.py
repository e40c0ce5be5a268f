"""The examples in the package's docstrings do what they say."""

import doctest
import importlib
import pkgutil

import pytest
import torch

import gan_lesson

MODULES = [module.name for module in pkgutil.walk_packages(gan_lesson.__path__, "gan_lesson.")]


def examples_of(name):
    finder = doctest.DocTestFinder(exclude_empty=True)
    return [test for test in finder.find(importlib.import_module(name)) if test.examples]


@pytest.mark.parametrize("name", MODULES)
def test_the_examples_of_a_module(name):
    """Each is run by itself, among its module's names, and leaves the global random state as it was."""
    for test in examples_of(name):
        report = []
        with torch.random.fork_rng(devices=[]):
            torch.manual_seed(0)
            failed, _ = doctest.DocTestRunner(verbose=False).run(test, out=report.append)
        assert not failed, "".join(report)


def test_there_are_examples_to_run():
    with_examples = {name for name in MODULES if examples_of(name)}
    assert with_examples >= {
        f"gan_lesson.{name}"
        for name in ("batches", "datasets.portraiture", "evaluation.features", "history", "models", "training")
    }
