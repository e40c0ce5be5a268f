"""Values that change in the middle of a run: one run by any route, and a rewound one may take another road."""

import pytest
import torch

from gan_lesson import losses, training
from gan_lesson.laboratory import CHANGEABLE, OPTIMISERS, RULES, Change, Diverged, Laboratory, Live, Recipe, Road
from tests.laboratory.test_laboratory import SMALL, after, same, wait_until, weights

STEPS = 50
PLAN = {
    7: {"generator_rate": 0.01, "discriminator_steps": 2},
    12: {"optimiser": "rmsprop", "averaging": 0.9},
    15: {"r1": 0.1, "batch": 24},
    21: {"falling": 60, "averaging": 0.5},
    26: {"loss": "hinge", "generator_steps": 2},
    33: {"optimiser": "adam", "r1": 0.0, "discriminator_rate": 0.002},
    41: {"loss": "wasserstein"},
}
CHANGES = tuple(Change(step, name, value) for step, new in PLAN.items() for name, value in new.items())
CHANGING = Recipe(**{**{name: getattr(SMALL, name) for name in vars(SMALL)}, "changes": CHANGES})


def everything(laboratory):
    """The weights of both networks and of the average."""
    return torch.cat([weights(laboratory), *(p.flatten() for p in laboratory._game.averaged.parameters())])


@pytest.fixture(scope="module")
def whole():
    """At the end of the run whose recipe says from the beginning what changes."""
    return everything(Laboratory(CHANGING).run(STEPS))


def by_hand(until):
    """The same in a loop of its own, from the training module; returns the weights, and the average's."""
    begun = Laboratory(SMALL)  # only for its untrained networks and its data
    generator, discriminator, data = begun.generator, begun.discriminator, begun.points.data
    random, now, averaged = torch.Generator().manual_seed(SMALL.seed + 1), dict(vars(SMALL)), None
    optimisers = {}
    for step in range(until):
        new = PLAN.get(step, {})
        now |= new
        if not optimisers or "optimiser" in new:
            make = OPTIMISERS[now["optimiser"]]
            optimisers = {"generator": make(generator, 1.0), "discriminator": make(discriminator, 1.0)}
        for player, optimiser in optimisers.items():
            fallen = 2 * (1 - (step + 1) / now["falling"]) if now["falling"] else 1
            training.set_learning_rate(optimiser, now[f"{player}_rate"] * min(1, fallen))
        if "averaging" in new:
            before, averaged = averaged, training.average_of(generator, now["averaging"])
            if before is not None:
                averaged.load_state_dict(before.state_dict())
        rules = RULES[now["loss"]]
        for _ in range(now["discriminator_steps"]):
            real = data[torch.randint(len(data), (now["batch"],), generator=random)]
            with torch.no_grad():
                fake = generator(torch.randn(now["batch"], 2, generator=random))
            penalty = None
            if rules.penalty_weight:
                shares = torch.rand(now["batch"], generator=random)
                penalty = lambda d, x, f, shares=shares: 0.1 * losses.gradient_penalty(d, x, f, shares)  # noqa: E731
            elif now["r1"]:
                penalty = lambda d, x, f, weight=now["r1"]: weight * losses.r1_penalty(d, x)  # noqa: E731
            training.discriminator_step(
                discriminator, real, fake, optimisers["discriminator"], loss=rules.discriminator_loss, penalty=penalty
            )
        for _ in range(now["generator_steps"]):
            latents = torch.randn(now["batch"], 2, generator=random)
            training.generator_step(
                generator, discriminator, latents, optimisers["generator"], loss=rules.generator_loss
            )
        if averaged is not None:
            averaged.update_parameters(generator)
    networks = (generator, discriminator, averaged)
    return torch.cat([p.detach().flatten() for network in networks for p in network.parameters()])


class TestOneRecipeOneRun:
    """Bit for bit, whatever changes on the way."""

    def test_it_is_a_loop_written_by_hand(self, whole):
        assert torch.equal(whole, by_hand(STEPS))

    def test_changed_on_the_way(self, whole):
        laboratory = Laboratory(SMALL)
        for step, new in PLAN.items():
            laboratory.run(step - laboratory.number)
            for name, value in new.items():
                laboratory.change(name, value)
        laboratory.run(STEPS - laboratory.number)
        assert laboratory.recipe == CHANGING and laboratory.marks == CHANGES
        assert torch.equal(everything(laboratory), whole)

    def test_the_text_gives_it_again(self, whole):
        assert torch.equal(everything(Laboratory(Recipe.parse(str(CHANGING))).run(STEPS)), whole)

    def test_by_sub_steps_forward_and_back(self, whole):
        laboratory = Laboratory(CHANGING)
        turns = {}
        while laboratory.number < 45:
            turns[laboratory.number] = laboratory.sub_steps
            laboratory.sub_step()
        assert [turns[step] for step in (0, 7, 26, 41)] == [10, 15, 20, 20]
        back = 0
        while laboratory.number > 10 or laboratory.position:
            laboratory.sub_step_back()
            back += 1
        assert back == 15 * (26 - 10) + 20 * (45 - 26)
        assert torch.equal(everything(laboratory.run(STEPS - 10)), whole)

    def test_rewound_and_gone_on(self, whole):
        laboratory = Laboratory(CHANGING).run(STEPS)
        for step in (43, 40, 12, 33, 0, 26, 21):  # there are restart points of the steps 0 and 40
            laboratory.rewind(step)
            assert same(laboratory, after(step, CHANGING))
        laboratory.run(STEPS - 21)
        assert torch.equal(everything(laboratory), whole)
        assert laboratory.recipe == CHANGING and laboratory.other is None

    def test_live(self):
        live = Live(laboratory := Laboratory(SMALL))
        live.start()
        for name, value in (("averaging", 0.9), ("optimiser", "sgd"), ("generator_rate", 0.05), ("batch", 40)):
            before = laboratory.number
            wait_until(lambda before=before: laboratory.number >= before + 3)
            laboratory.change(name, value)
        wait_until(lambda: laboratory.number >= laboratory.marks[-1].step + 3)
        live.pause()
        assert len(laboratory.marks) == 4
        again = Laboratory(Recipe.parse(str(laboratory.recipe))).run(laboratory.number)
        assert torch.equal(everything(laboratory), everything(again))

    def test_an_optimiser_changed_to_and_fro_keeps_its_memory(self):
        laboratory = Laboratory(SMALL.but("averaging", 0.9)).run(5)
        for name, value in (("optimiser", "sgd"), ("averaging", 0.0), ("optimiser", "adam"), ("averaging", 0.9)):
            laboratory.change(name, value)
        assert laboratory.marks == ()
        assert torch.equal(everything(laboratory.run(5)), everything(Laboratory(SMALL.but("averaging", 0.9)).run(10)))

    @pytest.mark.parametrize("step", [0, 40])
    def test_changed_where_a_restart_point_is_kept_already(self, step):
        laboratory = Laboratory(SMALL).run(step)
        laboratory.change("batch", 20)
        laboratory.run(9)
        laboratory.rewind(step + 5)
        assert same(laboratory, after(step + 5, laboratory.recipe))

    def test_networks_and_losses_of_ones_own(self):
        own = {"generator_loss": lambda outputs: -outputs.mean()}
        laboratory = Laboratory(SMALL, **own).run(5)
        laboratory.change("loss", "hinge")
        laboratory.run(5)
        assert laboratory.rules.generator_loss is own["generator_loss"]
        assert torch.equal(weights(laboratory), after(10, laboratory.recipe, **own))


class TestChange:
    def test_from_the_next_step_on(self):
        laboratory = Laboratory(SMALL).run(20)
        laboratory.change("generator_rate", 1)
        assert laboratory.number == 20 and laboratory.in_force.generator_rate == 1.0
        assert laboratory.marks == (Change(20, "generator_rate", 1.0),)
        assert laboratory.in_force.changes == ()
        laboratory.run(1)
        laboratory.rewind(19)
        assert laboratory.in_force.generator_rate == 0.001
        laboratory.step()
        assert laboratory.in_force.generator_rate == 1.0 and laboratory.other is None

    def test_a_begun_step_is_finished_first(self):
        laboratory = Laboratory(SMALL)
        for _ in range(13):
            laboratory.sub_step()
        laboratory.change("batch", 32)
        assert (laboratory.number, laboratory.position) == (2, 0) and same(laboratory, after(2))
        assert laboratory.marks == (Change(2, "batch", 32),)

    def test_at_the_beginning_it_is_another_recipe(self):
        laboratory = Laboratory(CHANGING)
        laboratory.change("generator_rate", 0.02)
        assert laboratory.recipe == SMALL.but("generator_rate", 0.02)
        assert same(laboratory.run(8), after(8, SMALL.but("generator_rate", 0.02)))

    def test_to_the_old_value_is_no_mark(self):
        laboratory = Laboratory(SMALL).run(3)
        laboratory.change("batch", 40)
        laboratory.change("batch", 16)
        laboratory.change("loss", "non-saturating")
        assert laboratory.recipe == SMALL

    @pytest.mark.parametrize(
        ("name", "value", "said"),
        [
            ("generator_width", 32, "the generator's width cannot change in the middle of a run: begin a new one"),
            ("data", "line", "the data cannot change"),
            ("speed", 3, "the speed cannot change"),
            ("batch", 0, "the batch must be a whole number from 1 to 1,024, not 0"),
            ("loss", "cross", "loss must be one of"),
            ("averaging", 1.0, "the decay of the average must be a number from 0 to 0.9999, not 1.0"),
        ],
    )
    def test_what_cannot_be_is_said_and_nothing_happens(self, name, value, said):
        laboratory = Laboratory(SMALL)
        for _ in range(13):
            laboratory.sub_step()
        with pytest.raises(ValueError, match=said):
            laboratory.change(name, value)
        assert (laboratory.number, laboratory.position, laboratory.recipe) == (1, 3, SMALL)

    def test_a_critic_has_its_own_penalty(self):
        laboratory = Laboratory(SMALL.but("r1", 0.1)).run(1)
        with pytest.raises(ValueError, match="has a gradient penalty of its own: set the weight of R1 to 0"):
            laboratory.change("loss", "wasserstein")
        laboratory.change("r1", 0)
        laboratory.change("loss", "wasserstein")
        assert laboratory.run(1).recipe.at(1).loss == "wasserstein"

    def test_the_lines_shown_follow(self):
        laboratory = Laboratory(SMALL).run(1)
        laboratory.change("r1", 0.1)
        assert laboratory.plan[2].code.endswith("penalty = r1_penalty(discriminator, real)")
        assert laboratory.plan[3].code == "d_optimizer.zero_grad()\n(loss + r1 * penalty).backward()"

    def test_rates_fall_as_in_lesson_08(self):
        recipe = SMALL.but("falling", 1000)
        assert [recipe.share_of_rates(step) for step in (1, 500, 750, 1000, 2000)] == [1, 1, 0.5, 0, 0]
        laboratory = Laboratory(SMALL.but("falling", 20)).run(20)
        assert same(laboratory.run(10), after(20, SMALL.but("falling", 20))), "it rests"

    def test_every_value_that_may_change_can_be_written(self):
        values = {name: value for new in PLAN.values() for name, value in new.items()}
        assert set(values) == set(CHANGEABLE)

    def test_looking_at_the_average(self):
        laboratory = Laboratory(SMALL).run(3)
        assert laboratory.averaged is None
        laboratory.change("averaging", 0.9)
        assert (laboratory.averaged == laboratory.fake).all()
        laboratory.run(30)
        assert laboratory.averaged.shape == (400, 2) and not (laboratory.averaged == laboratory.fake).all()
        assert laboratory.measure(averaged=True) != laboratory.measure() == laboratory.measure(averaged=False)


class TestRoads:
    def test_going_on_as_before_is_the_same_road(self):
        laboratory = Laboratory(SMALL).run(100)
        laboratory.rewind(30)
        laboratory.run(20)
        assert (laboratory.number, laboratory.furthest, laboratory.other) == (50, 100, None)
        laboratory.run(60)
        assert laboratory.furthest == 110 and same(laboratory, after(110))

    def test_a_change_after_a_rewind_parts(self):
        laboratory = Laboratory(SMALL).run(100)
        laboratory.rewind(60)
        laboratory.change("batch", 32)
        assert (laboratory.number, laboratory.furthest, laboratory.other) == (60, 60, Road(60, 100))
        assert laboratory.losses()[0].max() == 60 and laboratory.measures()[0].max() == 60
        laboratory.run(20)
        new = weights(laboratory)
        laboratory.switch()
        assert (laboratory.number, laboratory.furthest, laboratory.other) == (100, 100, Road(60, 80))
        assert laboratory.recipe == SMALL and same(laboratory, after(100))
        assert laboratory.losses()[0].max() == 100
        laboratory.switch()
        assert laboratory.number == 80 and same(laboratory, new) and same(laboratory, after(80, laboratory.recipe))

    def test_a_step_of_one_player_parts(self):
        laboratory = Laboratory(SMALL).run(47)
        laboratory.rewind(42)
        laboratory.step_generator()
        assert (laboratory.furthest, laboratory.other) == (43, Road(42, 47))
        alone = weights(laboratory)
        laboratory.switch()
        laboratory.rewind(43)
        assert same(laboratory, after(43)) and not same(laboratory, alone)
        laboratory.switch()
        assert same(laboratory, alone)

    def test_and_so_does_the_value_from_before_a_mark(self):
        """At a mark the old value may be taken again: the road without it."""
        laboratory = Laboratory(SMALL).run(10)
        laboratory.change("batch", 32)
        laboratory.run(10)
        laboratory.rewind(10)
        laboratory.change("batch", 16)
        assert laboratory.recipe == SMALL and laboratory.other == Road(10, 20)
        assert same(laboratory.run(10), after(20))

    def test_a_change_leaves_out_those_that_came_later(self):
        laboratory = Laboratory(CHANGING).run(STEPS)
        laboratory.rewind(14)
        laboratory.change("batch", 20)
        assert laboratory.marks == (*CHANGES[:4], Change(14, "batch", 20)) and laboratory.other == Road(14, STEPS)

    def test_a_third_road_drops_the_oldest(self):
        laboratory = Laboratory(SMALL).run(60)
        for step, batch in ((40, 20), (20, 24)):
            assert laboratory.dropped is None
            laboratory.rewind(step)
            laboratory.change("batch", batch)
            laboratory.run(10)
        assert (laboratory.dropped, laboratory.other) == (Road(40, 60), Road(20, 50))
        laboratory.rewind(30)
        laboratory.run(1)
        laboratory.switch()
        assert laboratory.marks == (Change(40, "batch", 20),)

    def test_there_may_be_none(self):
        laboratory = Laboratory(SMALL).run(5)
        laboratory.sub_step()
        with pytest.raises(ValueError, match="there is no other road: rewind, and go on differently"):
            laboratory.switch()
        assert laboratory.position == 1

    def test_a_step_that_diverges_leaves_both(self):
        recipe = SMALL.but("optimiser", "sgd").but("loss", "least squares")
        laboratory = Laboratory(recipe).run(60)
        laboratory.rewind(30)
        laboratory.change("discriminator_rate", 10.0)
        with pytest.raises(Diverged):
            laboratory.run(500)
        assert same(laboratory, after(laboratory.number, laboratory.recipe))
        laboratory.switch()
        assert same(laboratory, after(60, recipe))

    def test_again_begins_the_present_road(self):
        laboratory = Laboratory(SMALL).run(20)
        laboratory.rewind(10)
        laboratory.change("batch", 32)
        again = laboratory.run(5).again()
        assert again.number == 0 and again.recipe == laboratory.recipe
        assert same(again.run(15), weights(laboratory))


class TestText:
    def test_of_a_recipe_that_changes(self):
        assert str(CHANGING).split("seed: 0; ")[1] == (
            "from 7: generator rate 0.01, discriminator steps 2; from 12: optimiser rmsprop, averaging 0.9; "
            "from 15: r1 0.1, batch 24; from 21: falling 60, averaging 0.5; from 26: loss hinge, generator steps 2; "
            "from 33: optimiser adam, r1 0.0, discriminator rate 0.002; from 41: loss wasserstein"
        )
        assert Recipe.parse(str(CHANGING)) == CHANGING

    def test_what_is_off_is_left_out(self):
        recipe = Recipe(r1=0.02, falling=4000, averaging=0.995)
        assert str(recipe).endswith("seed: 0; r1: 0.02; falling: 4,000; averaging: 0.995")
        assert Recipe.parse(str(recipe)) == recipe
        assert str(Recipe()).endswith("seed: 0")

    def test_commas_and_capitals_as_one_likes(self):
        found = Recipe.parse(
            "Falling: 4000; FROM 3,290: Generator rate 1e-2,batch 1,024, LOSS Least Squares\nfrom 12: r1 1"
        )
        assert found == Recipe(
            falling=4000,
            changes=(
                Change(12, "r1", 1.0),
                Change(3290, "generator_rate", 0.01),
                Change(3290, "batch", 1024),
                Change(3290, "loss", "least squares"),
            ),
        )

    @pytest.mark.parametrize(
        ("text", "said"),
        [
            ("from 0: batch 3", "a change comes after a whole number of steps from 1 to 10,000,000, not 0"),
            ("from 9: speed 3", "from 9 should look like 'generator rate 0.01, batch 256'"),
            ("from 9: seed 3", "'seed 3' is none"),
            ("from 9:", "should look like"),
            ("from 9: batch many", "from 9: the batch must be a number, not 'many'"),
            ("from 9: batch 3000", "from 9: the batch must be a whole number from 1 to 1,024, not 3000"),
            ("from 9: batch 3, batch 4", "from 9: one name changes twice"),
            ("from 9: batch 3; from 9: batch 4", "from 9: one name changes twice"),
            ("from 9: loss dice", "from 9: loss must be one of"),
            ("r1: 0.1; from 9: loss wasserstein", "from 9: the wasserstein loss has a gradient penalty of its own"),
            ("from noon: batch 3", "is no part of a recipe"),
            ("r1: much", "r1 should look like '0.02'"),
            ("averaging: 1", "the decay of the average must be a number from 0 to 0.9999, not 1.0"),
        ],
    )
    def test_a_bad_text_gets_one_sentence(self, text, said):
        with pytest.raises(ValueError) as caught:
            Recipe.parse(text)
        assert said in str(caught.value) and "\n" not in str(caught.value)

    def test_what_cannot_change(self):
        with pytest.raises(ValueError, match="from 5: the seed cannot change in the middle of a run"):
            Recipe(changes=(Change(5, "seed", 3),))
