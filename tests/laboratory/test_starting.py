"""Where to start: recipes that settle, and weights that are kept."""

import numpy as np
import pytest
import torch

from gan_lesson.files import weights_of, write_whole
from gan_lesson.laboratory import DATA, SETTLED, STARTS, Laboratory, Recipe
from gan_lesson.laboratory.kept import PATH, kept_pairs, save
from tests.laboratory.test_laboratory import SMALL, same, weights

COLLAPSE = STARTS["collapse"]


class TestSettled:
    def test_each_data_set_has_its_recipe(self):
        assert list(SETTLED) == list(DATA)
        for name, recipe in SETTLED.items():
            assert recipe.data == name and recipe.falling and recipe.averaging
            assert Recipe.parse(str(recipe)) == recipe

    def test_what_trained_pairs_were_trained_by(self):
        for start in STARTS.values():
            if not start.failure:
                assert start.made == SETTLED[start.made.data] and start.steps == start.made.falling


class TestStarts:
    def test_their_weights_are_kept_in_a_small_file(self):
        assert set(kept_pairs()) == set(STARTS)
        assert PATH.stat().st_size < 500_000

    @pytest.mark.parametrize("name", STARTS)
    def test_each_opens_at_once_with_its_sentence_and_question(self, name):
        start = STARTS[name]
        laboratory = Laboratory(start.recipe)
        assert laboratory.number == 0 and laboratory.own == []
        kept = kept_pairs()[name]
        assert torch.equal(laboratory.generator.state_dict()["layers.0.weight"], kept["generator"]["layers.0.weight"])
        assert start.name == name and start.sentence.endswith(".") and start.question.endswith("?")
        assert Recipe.parse(str(start.recipe)) == start.recipe

    @pytest.mark.parametrize("name", [name for name, start in STARTS.items() if not start.failure])
    def test_the_trained_ones_look_right(self, name):
        laboratory = Laboratory(STARTS[name].recipe)
        found = laboratory.measure()
        assert found.strays <= 0.12 and found.jensen_shannon - laboratory.floor <= 0.1
        if laboratory.points.centres is not None:
            assert found.modes == len(laboratory.points.centres)

    def test_the_collapsed_one_has(self):
        assert Laboratory(COLLAPSE.recipe).fake.std(0).max() < 0.1, "where an untrained one spreads over 0.2"

    def test_the_strong_expert_leaves_him_hardly_a_gradient(self):
        laboratory = Laboratory(STARTS["an expert too strong"].recipe)
        assert laboratory.measure().accuracy > 0.99
        faint = np.linalg.norm(laboratory.arrows().descents, axis=1).mean()
        laboratory.change("loss", "non-saturating")
        assert np.linalg.norm(laboratory.arrows().descents, axis=1).mean() > 20 * faint

    def test_the_swinging_one_swings(self):
        laboratory = Laboratory(STARTS["swinging"].recipe)
        shares = []
        for _ in range(20):
            laboratory.run(10)
            shares.append((laboratory.fake[:, 0] > 0).mean())
        assert min(shares) < 0.2 and max(shares) > 0.8

    def test_a_run_from_there_is_repeated_bit_for_bit(self):
        laboratory = Laboratory(COLLAPSE.recipe).run(5)
        laboratory.change("generator_steps", 1)
        laboratory.run(5)
        again = Laboratory(Recipe.parse(str(laboratory.recipe))).run(10)
        assert same(again, weights(laboratory))
        assert same(laboratory.again().run(10), weights(laboratory))

    def test_other_data_or_networks_begin_untrained(self):
        recipe = COLLAPSE.recipe
        assert recipe.but("seed", 3).start == recipe.but("batch", 3).start == "collapse"
        for name, value in (("data", "line"), ("generator_width", 32), ("latent_size", 3), ("latents", "uniform")):
            assert recipe.but(name, value).start == ""

    def test_one_that_does_not_fit_is_said(self):
        with pytest.raises(ValueError, match="start must be one of"):
            Recipe(start="heaven")
        said = "the start 'collapse' has networks of its own: set the generator's width to 64, or leave the start out"
        with pytest.raises(ValueError, match=said):
            Recipe(start="collapse", generator_width=32)

    def test_training_one_anew(self):
        made = SMALL.but("averaging", 0.9).but("data", "line")
        pair = type(COLLAPSE)("tiny", made, 3, made, "So.", "So?").train()
        laboratory = Laboratory(made).run(3)
        expected = weights_of(laboratory.averaged_generator), weights_of(laboratory.discriminator)
        for found, wanted in zip((pair["generator"], pair["discriminator"]), expected, strict=True):
            assert all(torch.equal(found[name], weight) for name, weight in wanted.items())

    def test_a_file_of_another_version_is_said(self, tmp_path):
        pairs = {"one": {"generator": {}, "discriminator": {}}}
        save(pairs, tmp_path / "starts.gz")
        assert kept_pairs(tmp_path / "starts.gz") == pairs
        write_whole({"format": "older"}, tmp_path / "old.gz")
        with pytest.raises(ValueError, match="python -m authoring record starts"):
            kept_pairs(tmp_path / "old.gz")
