"""The readers of words and the pair: what they take, what the order of words does, and the loss by hand."""

import math

import pytest
import torch

from gan_lesson.datasets import sentences as told
from gan_lesson.evaluation.facts import as_asked
from gan_lesson.props import sentences
from gan_lesson.props.sentences import BagOfWords, OrderedWords, SentenceDiscriminator, SentenceGenerator

PAIR = told.word_ids(["a grey dog with dark ears", "a dark dog with grey ears"])


def test_a_bag_overlooks_the_order_and_a_convolution_does_not():
    torch.manual_seed(0)
    one, other = BagOfWords()(PAIR)
    assert torch.allclose(one, other, atol=1e-5) and one.abs().max() > 0.1
    one, other = OrderedWords()(PAIR)
    assert (one - other).abs().max() > 0.1


def test_a_bag_is_the_sum_of_its_words():
    reader = BagOfWords(numbers=5)
    words = PAIR[0][PAIR[0] > 0]
    assert torch.allclose(reader(PAIR)[0], reader.words.weight[words].sum(0), atol=1e-6)


def test_the_clearest_place_counts_and_empty_places_do_not():
    torch.manual_seed(0)
    reader = OrderedWords(numbers=4, letters=3)
    with torch.no_grad():
        reader.phrases.bias.fill_(5.0)  # where there is no word, it would be 5
        reader.phrases.weight.fill_(-1.0)
        reader.words.weight.abs_()
    read = reader(PAIR[:1])
    vectors = torch.cat([torch.zeros(1, 3), reader.words.weight[PAIR[0]], torch.zeros(1, 3)])  # padding of one word
    sums = 5 - torch.stack([vectors[k : k + 3].sum() for k in range(int((PAIR[0] > 0).sum()))])
    assert torch.allclose(read, sums.clamp(min=0).max().expand(1, 4), atol=1e-5)


def test_shapes():
    generator, her = SentenceGenerator(OrderedWords(), latent_dim=6, width=4), SentenceDiscriminator(BagOfWords(), 4, 2)
    pictures = generator(torch.randn(2, 6), PAIR)
    assert pictures.shape == (2, 1, 28, 28) and her(pictures, PAIR).shape == (2,)
    features = her.look(pictures)
    assert torch.equal(her.judge(features, PAIR), her(pictures, PAIR))
    assert sentences.paint(generator, torch.randn(5, 6), PAIR[:1]).shape == (5, 1, 28, 28)
    assert sentences.paint(generator, torch.randn(1, 6), PAIR).shape == (2, 1, 28, 28)
    assert generator.training, "looking leaves no trace"


def test_her_logit_is_the_picture_s_and_the_match_s():
    torch.manual_seed(0)
    her = SentenceDiscriminator(BagOfWords(), 4, 2)
    pictures = torch.randn(2, 1, 28, 28)
    with torch.no_grad():
        her.asked.weight.zero_()
    assert torch.allclose(her(pictures, PAIR), her(pictures, PAIR.flip(0)))
    h = her.look(pictures)
    assert torch.allclose(her(pictures, PAIR), her.real(h)[:, 0])
    with torch.no_grad():
        her.asked.weight.normal_()
    by_hand = her.real(h)[:, 0] + (h * (her.reader(PAIR) @ her.asked.weight.T)).sum(1)
    assert torch.allclose(her(pictures, PAIR), by_hand, atol=1e-4)


def test_the_loss_by_hand_and_its_gradients():
    real, wrong, fake = (torch.tensor([value], requires_grad=True) for value in (2.0, -1.0, 0.5))
    loss = sentences.matching_aware_loss(real, wrong, fake)
    assert loss.item() == pytest.approx(
        math.log(1 + math.exp(-2)) + 0.5 * math.log(1 + math.exp(-1)) + 0.5 * math.log(1 + math.exp(0.5))
    )
    loss.backward()
    assert real.grad.item() == pytest.approx(1 / (1 + math.exp(-2)) - 1)
    assert wrong.grad.item() == pytest.approx(0.5 / (1 + math.exp(1)))
    assert fake.grad.item() == pytest.approx(0.5 / (1 + math.exp(-0.5)))
    nothing = torch.zeros(3)
    assert sentences.matching_aware_loss(nothing, nothing, nothing).item() == pytest.approx(2 * math.log(2))


def test_the_recorded_pair_is_frozen_and_paints_as_asked():
    """Limits well below the worst of the study's five shorter runs would be; this is the recorded run."""
    state = torch.get_rng_state()
    forger, judge = sentences.painter(), sentences.fact_reader()
    assert torch.equal(torch.get_rng_state(), state)
    assert not any(weight.requires_grad for network in (forger, judge) for weight in network.parameters())
    asked = told.described_portraits(600, torch.Generator().manual_seed(8))
    latents = torch.randn(600, 32, generator=torch.Generator().manual_seed(9))
    fakes = as_asked(judge.sees(sentences.paint(forger, latents, asked.word_ids)), asked.said)
    reals = as_asked(judge.sees(asked.data), asked.said)
    assert all(fakes[fact] > 0.95 for fact in ("cat", "dog", "white", "grey", "dark", "masked"))
    assert all(reals[fact] > 0.9 for fact in ("cat", "dog", "masked", "striped"))
    never = sentences.paint(forger, latents, told.word_ids(["a white masked dog with long ears"]))
    shown = judge.sees(never)[:, [told.FACTS.index(fact) for fact in ("white", "masked", "long ears", "dog")]]
    assert shown.all(1).float().mean() > 0.6
    cats = judge.sees(sentences.paint(forger, latents, told.word_ids(["a white cat with long ears"])))
    assert cats[:, told.FACTS.index("cat")].float().mean() > 0.95
    assert cats[:, told.FACTS.index("long ears")].float().mean() < 0.3, "the lesson says that he hardly paints them"
