"""Shapes, ranges and starting weights of the networks."""

import pytest
import torch

from gan_lesson import models


@pytest.fixture
def random():
    return torch.Generator().manual_seed(0)


def test_latents_are_standard_normal_and_repeatable(random):
    latents = models.sample_latents(20_000, 3, random)
    assert latents.shape == (20_000, 3) and latents.dtype == torch.float32
    assert latents.mean(0).abs().max() < 0.03 and (latents.std(0) - 1).abs().max() < 0.03
    assert torch.equal(latents, models.sample_latents(20_000, 3, torch.Generator().manual_seed(0)))


def test_a_perceptron_by_hand():
    """|x| - 1: one unit rises to the right, one to the left; below 0 both are cut off, and the output is not."""
    network = models.perceptron([1, 2, 1], torch.nn.ReLU)
    network.load_state_dict({
        "0.weight": torch.tensor([[1.0], [-1.0]]),
        "0.bias": torch.zeros(2),
        "2.weight": torch.ones(1, 2),
        "2.bias": torch.tensor([-1.0]),
    })  # fmt: skip
    assert network(torch.tensor([[-3.0], [0.5], [2.0]])).tolist() == [[2], [-0.5], [1]]


@pytest.mark.parametrize("shape", [(2,), (1, 8, 8)])
def test_perceptrons(shape, random):
    generator = models.MLPGenerator(5, shape, hidden=(16,))
    fake = generator(models.sample_latents(7, 5, random))
    assert fake.shape == (7, *shape)
    assert models.MLPDiscriminator(shape, hidden=(16,))(fake).shape == (7,)


def test_only_pictures_are_squashed(random):
    latents = 1000 * models.sample_latents(50, 4, random)
    assert models.MLPGenerator(4, (1, 8, 8))(latents).abs().max() <= 1
    assert models.MLPGenerator(4, (2,))(latents).abs().max() > 1


@pytest.mark.parametrize("depth", [2, 3])
@pytest.mark.parametrize("batch_norm", [False, True])
def test_convolutional_pair(depth, batch_norm, random):
    fake = models.ConvGenerator(6, width=4)(models.sample_latents(3, 6, random))
    assert fake.shape == (3, 1, 28, 28) and fake.abs().max() <= 1
    assert models.ConvDiscriminator(4, depth, batch_norm)(fake).shape == (3,)


def test_convolutional_weights_start_as_dcgan_s():
    torch.manual_seed(0)
    weight = models.ConvDiscriminator(16, 3).layers[2].weight
    assert weight.std().item() == pytest.approx(0.02, rel=0.1)


@pytest.mark.parametrize(
    ("depth", "batch_norm", "kinds"),
    [
        (2, False, "Conv2d LeakyReLU Conv2d LeakyReLU Flatten Linear"),
        (2, True, "Conv2d LeakyReLU Conv2d BatchNorm2d LeakyReLU Flatten Linear"),
        (3, False, "Conv2d LeakyReLU Conv2d LeakyReLU Conv2d LeakyReLU Flatten Linear"),
    ],
)
def test_a_convolutional_discriminator_layer_by_layer(depth, batch_norm, kinds):
    layers = models.ConvDiscriminator(4, depth, batch_norm).layers
    assert " ".join(type(layer).__name__ for layer in layers) == kinds
    maps = [layer.out_channels for layer in layers if isinstance(layer, torch.nn.Conv2d)]
    assert maps == [4, 8, 16][:depth]
    assert layers[1](torch.tensor([-1.0, 1.0])).tolist() == pytest.approx([-0.2, 1])


def test_a_convolutional_generator_starts_with_dcgan_s_weights_and_paints_black_too():
    torch.manual_seed(0)
    generator = models.ConvGenerator(6, width=8)
    for number in (0, 4, 7):
        assert generator.layers[number].weight.std().item() == pytest.approx(0.02, rel=0.1)
    torch.nn.init.constant_(generator.layers[7].bias, -9.0)
    assert generator(torch.randn(3, 6)).max() < -0.99


def test_settling_leaves_momentum_and_count_as_in_a_new_network():
    norms = [layer for layer in models.ConvGenerator(6, width=4).layers if isinstance(layer, torch.nn.BatchNorm2d)]
    assert [(norm.momentum, norm.num_batches_tracked.item()) for norm in norms] == [(0.1, 0)] * 2


def test_a_look_comes_in_the_network_s_precision_and_without_gradients():
    seen = models.look(torch.nn.Linear(2, 1).double(), torch.ones(3, 2))
    assert seen.dtype == torch.float64 and not seen.requires_grad


def test_an_untrained_generator_paints_the_same_in_evaluation_as_in_training(random):
    torch.manual_seed(0)
    generator = models.ConvGenerator(6, width=8)
    latents = models.sample_latents(256, 6, random)
    with torch.no_grad():
        fake = generator(latents)
        evaluated = models.ConvGenerator(6, width=8).eval()
        evaluated.load_state_dict(generator.state_dict())
        assert torch.nn.functional.mse_loss(evaluated(latents), fake) < 0.1 * fake.var()


def test_a_depth_that_does_not_fit_is_refused():
    with pytest.raises(ValueError, match="2 or 3"):
        models.ConvDiscriminator(depth=4)


def test_scale_divides_the_data():
    torch.manual_seed(0)
    plain, scaled = models.MLPDiscriminator(), models.MLPDiscriminator(scale=10)
    scaled.load_state_dict(plain.state_dict())
    data = torch.randn(6, 2)
    torch.testing.assert_close(scaled(10 * data), plain(data))


def test_orthogonal_weights():
    network = models.MLPGenerator(8, (2,), hidden=(8, 8)).apply(models.orthogonal_weights)
    weight = network.layers[2].weight
    torch.testing.assert_close(weight @ weight.T, torch.eye(8), atol=1e-5, rtol=0)
    assert network.layers[2].bias.abs().max() == 0


def test_parameter_count_by_hand():
    # 2 -> 64 -> 64 -> 64 -> 1: 3*64 + 2*(65*64) + 65
    assert models.parameter_count(models.MLPDiscriminator()) == 192 + 2 * 4160 + 65


def test_frozen_parameters_are_not_counted():
    network = torch.nn.Linear(3, 2)
    network.bias.requires_grad_(False)
    assert models.parameter_count(network) == 6


def test_spectral_norm_leaves_no_layer_with_a_stretch_above_1():
    torch.manual_seed(0)
    network = models.MLPDiscriminator((2,), hidden=(16, 16))
    before = [layer.weight.detach().clone() for layer in network.layers if isinstance(layer, torch.nn.Linear)]
    assert models.spectrally_normalised(network) is network
    for _ in range(200):  # one round of the power iteration in each pass
        network(torch.randn(4, 2))
    layers = [layer for layer in network.layers if isinstance(layer, torch.nn.Linear)]
    for layer, weight in zip(layers, before, strict=True):
        stretch = torch.linalg.svdvals(weight)[0]
        torch.testing.assert_close(layer.weight.detach(), weight / stretch, rtol=1e-3, atol=1e-4)
    far = torch.randn(50, 2)
    assert ((network(far) - network(far + 0.1)).abs() <= 1.001 * 0.1 * 2**0.5).all()


class TestLabels:
    def test_the_label_s_row_stands_beside_the_latent(self, random):
        generator = models.ConditionalGenerator(models.MLPGenerator(5 + 2), torch.nn.Embedding(3, 2))
        latents, labels = models.sample_latents(4, 5, random), torch.tensor([2, 0, 2, 1])
        assert generator.latent_dim == 5
        together = torch.cat([latents, generator.embed.weight[labels]], 1)
        assert torch.equal(generator(latents, labels), generator.body(together))

    @pytest.mark.parametrize("convolutional", [False, True])
    def test_a_projection_adds_how_well_the_features_fit_the_label(self, convolutional, random):
        body = (
            models.ConvDiscriminator(2, 3) if convolutional else models.MLPDiscriminator((1, 28, 28), hidden=(8, 128))
        )
        *layers, last = body.layers
        embed = torch.nn.Embedding(2, 128)
        data, labels = torch.randn(3, 1, 28, 28, generator=random), torch.tensor([1, 0, 1])
        features = torch.nn.Sequential(*layers)(data if convolutional else data.flatten(1))
        expected = last(features).squeeze(1) + torch.stack([
            embed.weight[label] @ row for label, row in zip(labels, features, strict=True)
        ])  # fmt: skip
        discriminator = models.ProjectionDiscriminator(body, embed)
        torch.testing.assert_close(discriminator(data, labels), expected)
        assert models.parameter_count(discriminator) == sum(map(models.parameter_count, (*layers, last, embed)))

    def test_a_late_label_leaves_the_first_layers_alone(self, random):
        body = models.ConvGenerator(4, width=2)
        generator = models.LateGenerator(body, labels=2).eval()
        latents = models.sample_latents(3, 4, random)
        gains_and_shifts = torch.zeros(1, 2 + 2 * 14 * 14)
        assert torch.equal(generator.given(latents, gains_and_shifts.expand(3, -1)), models.look(body, latents))
        cats, dogs = (generator(latents, torch.full((3,), label)) for label in (0, 1))
        assert cats.shape == (3, 1, 28, 28) and not torch.equal(cats, dogs)
        assert torch.equal(cats, generator.given(latents, generator.embed.weight[:1].expand(3, -1)))

    def test_a_shift_says_where_and_a_gain_how_much(self, random):
        generator = models.LateGenerator(models.ConvGenerator(4, width=2), labels=2).eval()
        latents, plain = models.sample_latents(3, 4, random), torch.zeros(3, 2 + 2 * 14 * 14)
        above = plain.clone()
        above[:, 2 : 2 + 14 * 3] = 5.0  # the first three rows of the first map
        changed = (generator.given(latents, above) != generator.given(latents, plain)).any(3)[:, 0]
        assert changed[:, :6].any() and not changed[:, 7:].any()
        doubled, maps = plain.clone(), generator.first(latents)
        doubled[:, :2] = 1.0
        assert torch.equal(generator.given(latents, doubled), generator.last(2 * maps))

    def test_a_generator_that_was_asked_is_one_of_latents(self, random):
        generator = models.ConditionalGenerator(models.MLPGenerator(5 + 2), torch.nn.Embedding(3, 2))
        latents, labels = models.sample_latents(4, 5, random), torch.tensor([2, 0, 2, 1])
        told = models.Asked(generator, labels)
        assert torch.equal(models.look(told, latents), generator(latents, labels))
        assert told.state_dict().keys() == {f"generator.{name}" for name in generator.state_dict()}


def test_kept_weights_fill_a_network_that_is_ready_to_look_at_and_draw_nothing_at_random():
    body = models.ConvGenerator(4, width=2)
    weights = {name: value + 1 for name, value in body.state_dict().items()}
    before = torch.random.get_rng_state()
    network = models.filled(lambda: models.ConvGenerator(4, width=2), weights)
    assert torch.equal(torch.random.get_rng_state(), before)
    assert all(torch.equal(value, weights[name]) for name, value in network.state_dict().items())
    assert not network.training and not any(parameter.requires_grad for parameter in network.parameters())
