"""The game as a graph: what is lit is what happens, and the numbers are those of the batch."""

import numpy as np
import pytest
import torch

from gan_lesson import training
from gan_lesson.datasets import Points
from gan_lesson.laboratory import RULES, Laboratory
from gan_lesson.laboratory.flow import CUT, EDGES, LIGHTS, MOST, NODES, flow_of, parts_of
from tests.laboratory.test_laboratory import SMALL, after, same

OWN = {"generator_step": training.generator_step, "discriminator_step": training.discriminator_step}
KINDS = [SMALL.but("loss", loss) for loss in RULES] + [SMALL.but("r1", 0.5)]


def flows(laboratory, count=None):
    """The reports of sub-steps and the graph after each."""
    for _ in range(count or laboratory.sub_steps):
        yield laboratory.sub_step(), flow_of(laboratory)


@pytest.mark.parametrize("recipe", KINDS, ids=lambda recipe: recipe.loss + " r1" * (recipe.r1 > 0))
def test_data_flow_to_what_was_made(recipe):
    """The edges that end where a tensor was just made are lit, and no others."""
    ends = {
        "latents": set(),
        "real": set(),
        "shares": set(),
        "fake": {"draw", "make"},
        "real_logits": {"show_real", "judge_real"},
        "fake_logits": {"show_fake", "judge_fake"},
        "penalty": set(),
    }
    for report, flow in flows(Laboratory(recipe)):
        hers = report.sub_step.player == "discriminator"
        ends["loss"] = {"score_real", "score_fake"} if hers else {"pay"}
        assert set(flow.words["forward"]) == set().union(*(ends[name] for name in report.tensors))


@pytest.mark.parametrize("recipe", KINDS, ids=lambda recipe: recipe.loss + " r1" * (recipe.r1 > 0))
def test_the_gradient_comes_back_to_whom_it_reaches(recipe):
    """An edge to the fakes is on its way back exactly if a gradient came to them; the cut is where none can."""
    for report, flow in flows(Laboratory(recipe)):
        assert bool(flow.words["backward"]) == (report.sub_step.name == "backward")
        reached = report.batch.descents is not None and report.sub_step.name == "backward"
        assert (CUT in flow.words["backward"]) == ("make" in flow.words["backward"]) == reached
        assert flow.words["cut"] == (report.sub_step.player == "discriminator")
        assert report.generator_reached == reached
        assert report.discriminator_reached == (report.sub_step.name == "backward")


def test_edges_lead_from_part_to_part_and_lights_are_on_them():
    assert {end for edge in EDGES.values() for end in edge} == set(NODES)
    for nodes, forward, backward in LIGHTS.values():
        assert set(nodes) <= set(NODES) and {*forward, *backward} <= set(EDGES)
        assert {end for name in [*forward, *backward] for end in EDGES[name]} <= set(nodes)


@pytest.mark.parametrize("own", [{}, OWN], ids=["by the laboratory", "by functions of your own"])
@pytest.mark.parametrize("loss", ["non-saturating", "wasserstein"])
def test_every_sub_step_has_its_lights_and_its_reason(loss, own):
    for sub_step in Laboratory(SMALL.but("loss", loss), **own).plan:
        assert (sub_step.player, sub_step.name) in LIGHTS
        assert sub_step.why.endswith((".", "?")) and len(sub_step.why) <= 180, "as much room as the graph has"


def test_what_is_in_grad_and_whose_it_is():
    """Hers fills up in his turn, and her zero_grad empties it of that."""
    laboratory = Laboratory(SMALL)
    list(flows(laboratory))  # so that something is left over
    told = [(report, flow.words["gradients"]) for report, flow in flows(laboratory)]
    kinds = [(found["discriminator"]["kind"], found["generator"]["kind"]) for _, found in told]
    assert kinds == [("old", "old")] * 3 + [("new", "old")] * 2 + [("old", "old")] * 3 + [("his", "new")] * 2
    hers = [found["discriminator"] for _, found in told]
    assert hers[3]["before"] == hers[2]["length"] != hers[3]["length"]
    alone = Laboratory(SMALL).run(1)
    for _ in range(4):
        report = alone.sub_step()
    assert report.discriminator_gradient == hers[3]["length"], "nothing of what was left over is in it"
    assert hers[8]["before"] == hers[7]["length"] != hers[8]["length"]


def test_nothing_is_in_grad_at_the_very_beginning():
    laboratory = Laboratory(SMALL)
    _, first = next(flows(laboratory, 1))
    assert [each["kind"] for each in first.words["gradients"].values()] == ["", ""]
    assert first.words["numbers"]["generator"][1] == ".grad: empty"


@pytest.mark.parametrize("loss", RULES)
def test_the_gradient_at_each_fake_is_that_of_the_loss(loss):
    """What autograd says of fakes that are leaves of their own graph."""
    laboratory = Laboratory(SMALL.but("loss", loss)).run(3)
    for _ in range(9):
        report = laboratory.sub_step()
    fake = report.batch.fake.clone().requires_grad_(True)
    (gradient,) = torch.autograd.grad(laboratory.rules.generator_loss(laboratory.discriminator(fake)), fake)
    torch.testing.assert_close(report.batch.descents, -gradient * len(fake))


def test_opinions_are_those_of_the_batch():
    reports = [report for report, _ in flows(Laboratory(SMALL))]
    for report in (reports[1], reports[6]):
        logits = report.tensors["fake_logits"]
        torch.testing.assert_close(report.batch.fake_opinions, logits.sigmoid())
    torch.testing.assert_close(reports[1].batch.real_opinions, reports[1].tensors["real_logits"].sigmoid())
    assert reports[5].batch.fake_opinions is None and reports[6].batch.real is None, "a turn begins with nothing"


def test_a_critic_ranks_real_and_fake_together():
    _, report = [report for report, _ in flows(Laboratory(SMALL.but("loss", "wasserstein")), 2)]
    outputs = torch.cat([report.batch.real_outputs, report.batch.fake_outputs])
    opinions = torch.cat([report.batch.real_opinions, report.batch.fake_opinions])
    assert torch.equal(outputs.argsort(), opinions.argsort()) and (opinions.min(), opinions.max()) == (0, 1)


def test_his_update_moves_the_fakes_of_his_batch():
    laboratory = Laboratory(SMALL).run(2)
    *_, (before, _), (report, flow) = flows(laboratory)
    with torch.no_grad():
        now = laboratory.generator(report.batch.latents)
    torch.testing.assert_close(report.batch.fake, now)
    assert report.batch.fakes_moved == pytest.approx((now - before.batch.fake).norm(dim=1).mean().item())
    assert flow.words["numbers"]["fakes"][-1] == f"moved by {report.batch.fakes_moved:.3f} on average"
    assert flow.words["moved"]["generator"] > 0 == flow.words["moved"]["discriminator"]


def test_back_gives_the_same_graph_again():
    laboratory = Laboratory(SMALL).run(2)
    there = [flow for _, flow in flows(laboratory, 9)]
    laboratory.sub_step()
    for went in reversed(there):
        laboratory.sub_step_back()
        came = flow_of(laboratory)
        assert came.words == went.words and came.arrays.keys() == went.arrays.keys()
        assert all(np.array_equal(came.arrays[name], went.arrays[name]) for name in went.arrays)


def test_between_steps_points_to_show_flow_and_nothing_is_lit():
    laboratory = Laboratory(SMALL).run(5)
    flow = flow_of(laboratory)
    assert flow.words["player"] is None and not flow.words["nodes"] and not flow.words["gradients"]
    assert flow.arrays["flow_fake"].shape == flow.arrays["flow_real"].shape == (128, 2)
    assert flow.arrays["flow_losses"].shape == (2, 5)
    assert flow.words["numbers"]["real_answers"][0] == "128 numbers"


def test_looking_changes_nothing():
    laboratory = Laboratory(SMALL)
    for _ in flows(laboratory, 30):
        pass
    assert same(laboratory, after(3))


@pytest.mark.parametrize("size", [1, 2, 5])
def test_arrays_are_as_the_page_wants_them(size):
    laboratory = Laboratory(SMALL.but("latent_size", size).but("batch", 512))
    for _, flow in flows(laboratory):
        for name, array in flow.arrays.items():
            assert array.dtype == np.float32
            assert name == "flow_losses" or len(array) == MOST
            assert name in ("flow_losses", "flow_real_answers", "flow_fake_answers") or array.shape[1] == 2


def test_own_data_are_shown_in_the_plane_of_their_own_units():
    """A square around (50, 50), a hundred times as large: in the plane it is the square that it was."""
    random = torch.Generator().manual_seed(0)
    square = torch.rand(200, 2, generator=random) - 0.5
    near = Laboratory(SMALL, data=Points("near", square, (-1, 1, -1, 1)))
    far = Laboratory(SMALL, data=Points("far", 100 * square + 50, (-50, 150, -50, 150)))
    for (_, one), (_, other) in zip(flows(near), flows(far), strict=True):
        for name in one.arrays:
            np.testing.assert_allclose(other.arrays[name], one.arrays[name], rtol=1e-3, atol=1e-4, err_msg=name)
    assert far.batch().fakes_moved == pytest.approx(100 * near.batch().fakes_moved, rel=1e-3)
    assert far.now.batch.fake.abs().max() < 10, "the networks see them standardised"


def test_the_line_of_a_part_is_one_that_runs():
    laboratory = Laboratory(SMALL.but("loss", "wasserstein"))
    code = {
        player: "\n".join(sub_step.code for sub_step in laboratory.plan if sub_step.player == player)
        for player in ("discriminator", "generator")
    }
    parts = parts_of(laboratory)
    for name, part in parts.items():
        assert part["code"], name
        for player, lines in part["code"].items():
            assert all(line in code[player].splitlines() for line in lines.splitlines())
    assert parts["fakes"]["code"]["discriminator"] == "fake = generator(latents).detach()"
    assert parts["discriminator_loss"]["code"].keys() == {"discriminator"}


def test_loss_and_equilibrium_are_told():
    ((_, flow),) = list(flows(Laboratory(SMALL), 3))[2:]
    loss, equilibrium = flow.words["numbers"]["discriminator_loss"]
    assert 1 < float(loss) < 3 and equilibrium == "1.386 at the equilibrium"
