"""The recorded painting of lesson 12: a small file, of the sentence that it is said to show, and made by its recipe."""

import pytest
import torch

from authoring import sentence_recipes
from gan_lesson.evaluation.facts import train_fact_reader
from gan_lesson.files import write_whole
from gan_lesson.recordings import sentences


def test_it_is_a_small_file_of_a_whole_run():
    assert sentences.PATH.stat().st_size < 614_400
    kept = sentences.load()
    assert kept.steps == sentence_recipes.STEPS == sentences.MOMENTS[-1] == 2000
    assert tuple(kept.moments) == sentences.MOMENTS and len(kept) == len(sentences.MOMENTS)
    assert sentences.STEPS_AN_EPOCH * sentence_recipes.BATCH == sentence_recipes.PORTRAITS
    assert [moment.step for moment in kept] == list(sentences.MOMENTS) and kept[-1].epoch == 5.21
    for moment in kept:
        assert moment.pictures.shape == (6, 28, 28) and moment.pictures.dtype == torch.uint8


def test_another_file_is_told(tmp_path):
    write_whole({"format": "something else"}, tmp_path / "other.gz")
    with pytest.raises(ValueError, match="python -m authoring record sentences"):
        sentences.load(tmp_path / "other.gz")


def test_the_recipe_fills_it(monkeypatch, tmp_path):
    monkeypatch.setattr(sentences, "MOMENTS", (1, 3))
    monkeypatch.setattr(sentence_recipes, "train_fact_reader", lambda real: train_fact_reader(real, steps=2))
    *_, made = sentence_recipes.painting(seed=1, steps=3, n=96)
    made.save(tmp_path / "mine.gz")
    kept = sentences.load(tmp_path / "mine.gz")
    assert list(kept.moments) == [1, 3] and kept.steps == 3
    assert set(kept.weights) == set(sentences.load().weights) and set(kept.reader) == set(sentences.load().reader)
    assert all(value.dtype == torch.float16 for value in kept.weights.values() if value.ndim > 1)
