"""The sentence painter without a browser: what it shows where there is none, what it packs, and what it refuses."""

import numpy as np
import pytest
import torch
from torch.nn.functional import conv_transpose2d

from gan_lesson.datasets import sentences
from gan_lesson.props.sentences import OrderedWords, SentenceGenerator, paint
from gan_lesson.widgets import SentencePainter
from gan_lesson.widgets.sentence_painter import COLUMNS, GROUPS, NAMES, PETS, folded, quantised
from tests.widgets.test_epoch_player import bundle, data_of


@pytest.fixture(scope="module")
def generator():
    """Untrained, with statistics of batch norm that are not those that it began with."""
    torch.manual_seed(0)
    made = SentenceGenerator(OrderedWords(), width=4)
    with torch.no_grad():
        for parameter in made.parameters():
            parameter.add_(0.1 * torch.randn_like(parameter))
    made.reader.words.weight.data[0] = 0
    return made.eval().requires_grad_(False)


def test_the_bundle_is_html_a_picture_and_a_fixed_text(generator):
    shown = bundle(SentencePainter(generator))
    assert set(shown) == {"text/html", "image/png", "text/plain"}
    said = "'a dark dog with long ears and its tongue out'"
    assert shown["text/plain"] == f"SentencePainter: 'Say it in a sentence', 12 pets from {said}"


def test_the_recorded_one_is_small_enough_for_a_notebook():
    assert len(SentencePainter().html) < 450_000


def test_folded_weights_paint_what_the_generator_paints(generator):
    parts = folded(generator)
    latents, words = torch.randn(3, generator.latent_dim), sentences.word_ids(["a white cat with long ears"])
    read = generator.reader(words).expand(3, -1)
    maps = (torch.cat([latents, read], 1) @ parts["seed"].T).unflatten(1, (-1, 7, 7))
    maps = (maps + parts["seedBias"][None, :, :, None]).relu()
    for weights, bias, last in (("grow", "growBias", False), ("last", "lastBias", True)):
        kernel = parts[weights].unflatten(1, (-1, 4, 4)).transpose(0, 1)
        maps = conv_transpose2d(maps, kernel, parts[bias][:, 0], stride=2, padding=1)
        maps = maps.tanh() if last else maps.relu()
    assert torch.allclose(maps, paint(generator, latents, words), atol=1e-5)


def test_a_row_is_a_scale_times_bytes():
    part = torch.tensor([[1.0, -2.0, 0.5], [0.0, 0.0, 0.0], [1e-3, 2e-3, -1e-3]])
    scales, levels = quantised(part)
    assert levels.dtype == np.int8 and np.abs(levels).max() == 127
    assert (np.abs(scales[:, None] * levels - part.numpy()).max(1) <= scales / 2 + 1e-8).all()


def test_arguments_reach_the_page(generator):
    painter = SentencePainter(generator, "a white kitty", seed=3, title="A <b>", zoom=2)
    data = data_of(painter)
    assert [data[name] for name in ("sentence", "title", "zoom")] == ["a white kitty", "A <b>", 2]
    assert data["words"] == list(sentences.WORDS) and len(data["latents"]) == PETS * generator.latent_dim
    again = data_of(SentencePainter(generator, "a white kitty", seed=4))["latents"]
    assert again != data["latents"]


def test_the_buttons_are_the_facts_and_their_words_are_known():
    facts = [fact for _, group in GROUPS for fact in group]
    assert facts == list(sentences.FACTS)
    assert {word for words in NAMES.values() for word in words} <= set(sentences.WORDS)
    assert set(NAMES) == {fact for fact in facts if not fact.endswith(" ears")}


def test_the_still_picture_shows_the_first_pets(generator):
    painter = SentencePainter(generator)
    pixels = np.asarray(painter._poster)
    first = paint(generator, painter.latents, painter.word_ids)[:, 0]
    for number in (0, 5, 11):
        row, column = divmod(number, COLUMNS)
        at = pixels[116 * row + 2 : 116 * row + 112 : 4, 116 * column + 2 : 116 * column + 112 : 4]
        assert np.abs(at - (first[number].numpy() + 1) * 127.5).max() <= 0.51


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        ({"sentence": "a dark doog"}, "'doog' is not a word of this world; did you mean 'dog'"),
        ({"zoom": 0}, "zoom"),
    ],
)
def test_what_does_not_fit_is_refused(generator, arguments, says):
    with pytest.raises(ValueError, match=says):
        SentencePainter(generator, **arguments)
