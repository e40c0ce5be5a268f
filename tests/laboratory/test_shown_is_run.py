"""The lines that the laboratory shows, executed, train as the laboratory does: bit for bit, under every rule."""

import ast

import pytest
import torch

from gan_lesson import losses, training
from gan_lesson.laboratory import LATENTS, OPTIMISERS, RULES, Laboratory, drawing
from tests.laboratory.test_laboratory import SMALL, weights

LOSSES = {
    "saturating": (losses.minimax_generator_loss, losses.discriminator_loss),
    "non-saturating": (losses.nonsaturating_generator_loss, losses.discriminator_loss),
    "least squares": (losses.least_squares_generator_loss, losses.least_squares_discriminator_loss),
    "hinge": (losses.hinge_generator_loss, losses.hinge_discriminator_loss),
    "wasserstein": (losses.wasserstein_generator_loss, losses.wasserstein_critic_loss),
}
OWN = {"generator_step": training.generator_step, "discriminator_step": training.discriminator_step}
LONGEST_LINE = 70  # characters: the panel beside the plane breaks longer ones


def names_needed(code):
    """The names that lines read before they write them."""
    names = [node for node in ast.walk(ast.parse(code)) if isinstance(node, ast.Name)]
    written = {node.id for node in names if isinstance(node.ctx, ast.Store)}
    return {node.id for node in names} - written - {"len"}


def after_the_shown_lines(steps, recipe, own):
    """The weights after training by nothing but what is shown."""
    laboratory = Laboratory(recipe, **own)  # only for its plan, its untrained networks and its data
    generator_loss, discriminator_loss = LOSSES[recipe.loss]
    everything = {
        "torch": torch,
        "data": laboratory.points.data,
        "batch": recipe.batch,
        "random": torch.Generator().manual_seed(recipe.seed + 1),
        "draw_latents": lambda batch, random: LATENTS[recipe.latents](batch, recipe.latent_size, random),
        "generator": laboratory.generator,
        "discriminator": laboratory.discriminator,
        "g_optimizer": OPTIMISERS[recipe.optimiser](laboratory.generator, recipe.generator_rate),
        "d_optimizer": OPTIMISERS[recipe.optimiser](laboratory.discriminator, recipe.discriminator_rate),
        "generator_loss": generator_loss,
        "discriminator_loss": discriminator_loss,
        "gradient_penalty": losses.gradient_penalty,
        "penalty_weight": 0.1,
        **own,
    }
    turns = [
        "\n".join(sub_step.code for sub_step in laboratory.plan if sub_step.player == player)
        for player in ("discriminator", "generator")
    ]
    for _ in range(steps):
        for turn, count in zip(turns, (recipe.discriminator_steps, recipe.generator_steps), strict=True):
            for _ in range(count):
                exec(turn, {name: everything[name] for name in names_needed(turn)})
    return weights(laboratory)


RECIPES = [
    *(SMALL.but("loss", loss).but("optimiser", optimiser) for loss in RULES for optimiser in OPTIMISERS),
    *(
        SMALL.but("loss", loss).but("generator_steps", 2).but("discriminator_steps", 3)
        for loss in ("non-saturating", "wasserstein")
    ),
    SMALL.but("latent_size", 1).but("latents", "uniform"),
]


@pytest.mark.parametrize("recipe", RECIPES, ids=str)
def test_the_lines_shown_are_the_lines_run(recipe):
    expected = after_the_shown_lines(4, recipe, {})
    assert torch.equal(weights(Laboratory(recipe).run(4)), expected)
    apart = Laboratory(recipe)
    for _ in range(4 * apart.sub_steps):
        apart.sub_step()
    assert torch.equal(weights(apart), expected)


@pytest.mark.parametrize("names", [["generator_step"], ["discriminator_step"], [*OWN]])
@pytest.mark.parametrize("loss", ["non-saturating", "wasserstein"])
def test_so_are_those_around_step_functions_of_ones_own(names, loss):
    recipe, own = SMALL.but("loss", loss), {name: OWN[name] for name in names}
    assert torch.equal(weights(Laboratory(recipe, **own).run(4)), after_the_shown_lines(4, recipe, own))


@pytest.mark.parametrize(
    "recipe", [*RECIPES, SMALL.but("data", drawing([[0.1 * i, 0.5 * (-1) ** i] for i in range(9)]))], ids=str
)
def test_with_the_lines_before_them_they_are_a_whole_program(recipe):
    """From an empty namespace: every name was made by a line."""
    laboratory = Laboratory(recipe)
    turns = [
        "\n".join(sub_step.code for sub_step in laboratory.plan if sub_step.player == player)
        for player in ("discriminator", "generator")
    ]
    made = {}
    exec(laboratory.opening, made)
    for _ in range(3):
        for turn, count in zip(turns, (recipe.discriminator_steps, recipe.generator_steps), strict=True):
            for _ in range(count):
                exec(turn, made)
    names = (made["generator"], made["discriminator"])
    found = torch.cat([weight.detach().flatten() for network in names for weight in network.parameters()])
    assert torch.equal(found, weights(laboratory.run(3)))


@pytest.mark.parametrize("own", [["generator"], ["discriminator"], ["generator", "discriminator"], [*OWN]])
def test_what_is_the_reader_s_is_said_and_the_rest_is_made(own):
    networks = dict(zip(("generator", "discriminator"), SMALL.networks(1.0), strict=True))
    parts = {name: networks.get(name, OWN.get(name)) for name in own}
    laboratory = Laboratory(SMALL, **parts)
    made = {name: part for name, part in parts.items() if name in ("generator", "discriminator")}
    assert f"# yours: {', '.join(laboratory.own)}" in laboratory.opening
    exec(laboratory.opening, made)
    code = "\n".join(sub_step.code for sub_step in laboratory.plan)
    assert names_needed(code) - set(OWN) <= made.keys() and all(
        made[name] is parts[name] for name in set(own) & networks.keys()
    )


def test_what_is_shown_is_short_and_names_no_machinery():
    plans = [Laboratory(SMALL.but("loss", loss)).plan for loss in ("hinge", "wasserstein")] + [
        Laboratory(SMALL, **OWN).plan
    ]
    for sub_step in sum(plans, []):
        assert "self" not in sub_step.code and "yield" not in sub_step.code
        assert max(map(len, sub_step.code.splitlines())) <= LONGEST_LINE
    assert plans[0][2].code == "loss = discriminator_loss(real_logits, fake_logits)"
    assert plans[1][3].code == "d_optimizer.zero_grad()\n(loss + penalty_weight * penalty).backward()"


def test_a_report_brings_what_its_lines_made():
    laboratory = Laboratory(SMALL.but("loss", "wasserstein"))
    for _ in range(laboratory.sub_steps):
        report = laboratory.sub_step()
        written = {node.id for node in ast.walk(ast.parse(report.sub_step.code)) if isinstance(node, ast.Name)}
        assert set(report.tensors) <= written


def test_the_penalty_has_its_weight():
    """D(x) = w x, whose slope is w everywhere: its penalty is (|w| - 1)^2, with the gradient 2 (|w| - 1) w / |w|."""

    class Slope(torch.nn.Module):
        def __init__(self):
            super().__init__()
            self.w = torch.nn.Parameter(torch.tensor([3.0, -4.0]))

        def forward(self, points):
            return points @ self.w

    recipe = SMALL.but("loss", "wasserstein").but("optimiser", "sgd").but("discriminator_rate", 0.5)
    critic = Slope()
    laboratory = Laboratory(recipe, discriminator=critic)
    drawn = laboratory.sub_step().tensors
    for _ in range(4):
        laboratory.sub_step()
    descent = drawn["fake"].mean(0) - drawn["real"].mean(0) + 0.1 * 2 * (5 - 1) * torch.tensor([0.6, -0.8])
    torch.testing.assert_close(critic.w.detach(), torch.tensor([3.0, -4.0]) - 0.5 * descent)


def test_the_penalty_is_taken_at_a_random_place_between_each_real_point_and_its_fake():
    """D(x) = w |x|^2 / 2 with w = 1 has the slope |x| at x."""

    class Bowl(torch.nn.Module):
        def __init__(self):
            super().__init__()
            self.w = torch.nn.Parameter(torch.tensor(1.0))

        def forward(self, points):
            return self.w * points.square().sum(1) / 2

    laboratory = Laboratory(SMALL.but("loss", "wasserstein"), discriminator=Bowl())
    drawn = laboratory.sub_step().tensors
    laboratory.sub_step()
    shares = drawn["shares"]
    assert shares.unique().numel() == SMALL.batch and 0 <= shares.min() < 0.3 and 0.7 < shares.max() < 1
    places = shares[:, None] * drawn["real"] + (1 - shares[:, None]) * drawn["fake"]
    expected = sum((place.norm() - 1) ** 2 for place in places) / SMALL.batch
    torch.testing.assert_close(laboratory.sub_step().tensors["penalty"], expected)
