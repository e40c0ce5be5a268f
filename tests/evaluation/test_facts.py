"""The reader of facts: it learns from what is true, said or not, and shares are of those who say it."""

import pytest
import torch

from gan_lesson.datasets import sentences
from gan_lesson.evaluation.facts import FactReader, as_asked, train_fact_reader


def test_it_learns_what_is_plain_to_see():
    real = sentences.described_portraits(600, torch.Generator().manual_seed(0))
    state = torch.get_rng_state()
    reader = train_fact_reader(real, steps=60)
    assert torch.equal(torch.get_rng_state(), state)
    unseen = sentences.described_portraits(400, torch.Generator().manual_seed(1))
    truth = torch.from_numpy(sentences.facts_table(unseen.knobs))
    right = (reader.sees(unseen.data) == truth).float().mean(0)
    assert right[:2].min() > 0.9 and right[sentences.FACTS.index("white")] > 0.8
    assert reader.features(unseen.data).shape == (400, 64)
    assert not any(weight.requires_grad for weight in reader.parameters())


def test_an_untrained_reader_has_a_logit_for_each_fact():
    assert FactReader()(torch.zeros(2, 1, 28, 28)).shape == (2, len(sentences.FACTS))


def test_a_share_is_of_the_sentences_that_say_it():
    n = len(sentences.FACTS)
    said, seen = torch.zeros(4, n, dtype=torch.bool), torch.zeros(4, n, dtype=torch.bool)
    said[:3, 0] = True
    seen[0, 0] = seen[3, 0] = True
    said[1, 2] = seen[1, 2] = True
    assert as_asked(seen, said) == {"cat": pytest.approx(1 / 3), "white": 1.0}
