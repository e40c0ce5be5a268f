"""Data of one's own: read from text, held by the recipe, standardised for the networks, shown in their own units."""

import numpy as np
import pytest
import torch

from gan_lesson import datasets, models
from gan_lesson.laboratory import Frame, Laboratory, Recipe, drawing, held, points_from_text
from gan_lesson.laboratory.data import points_held
from tests.laboratory.test_by_hand import at
from tests.laboratory.test_laboratory import SMALL, weights


def circle(points=400, centre=(0.0, 0.0), radius=1.0):
    angles = torch.arange(points) * (2 * torch.pi / points)
    return radius * torch.stack([angles.cos(), angles.sin()], 1) + torch.tensor(centre)


class TestText:
    @pytest.mark.parametrize(
        "text",
        [
            "0.5, 1\n-2, 3e1",
            "0.5,1\n-2,30",
            "x,y\n0.5,1\n-2,30\n",
            '"ear; cm";"snout"\n0,5;1\n-2;30,0',
            "0,5\t1\n-2\t30",
            "0.5 1\r\n\r\n  -2   30  ",
            "\ufefflong lat\n.5 ; 1\n-2. ; 30",
            '"0.5","1"\n"-2","30"',
            "0.5 ,1\n-2 ,30",
        ],
    )
    def test_rows_as_people_have_them(self, text):
        assert points_from_text(text).data.tolist() == [[0.5, 1.0], [-2.0, 30.0]]

    @pytest.mark.parametrize(
        ("text", "said"),
        [
            ("", "there are no points here: write two numbers in each line"),
            ("x, y\n", "there are no points here"),
            ("1, 2\n3\n", "line 2 should be two numbers, such as 0.5, 1.2: it is '3'"),
            ("x, y\n\n1, 2, 3", "line 3 should be two numbers"),
            ("1, 2\nx, y", "line 2 should"),
            ("x, y\nnone, none", "line 2 should"),
            ("1, nan", "line 1 should"),
            ("1, 2\ninf, 3", "line 2 should"),
            ("1, 2\n" + "long" * 30, "longl...'"),
        ],
    )
    def test_a_bad_line_is_named(self, text, said):
        with pytest.raises(ValueError) as caught:
            points_from_text(text)
        assert said in str(caught.value) and "\n" not in str(caught.value)

    def test_a_name(self):
        assert points_from_text("1 2", "Ears").name == "Ears" and points_from_text("1 2").name == "My points"


class TestHeld:
    @pytest.mark.parametrize(("centre", "radius"), [((0.0, 0.0), 1.0), ((50.0, -50.0), 1.0), ((0.2, 0.1), 0.001)])
    def test_with_their_place_and_size(self, centre, radius):
        points = circle(1000, centre, radius)
        text = held(points)
        assert len(text) < 5500 and ";" not in text and "\n" not in text
        found = points_held(text)
        assert (found.data - points).abs().max() <= radius / 65534 + 1e-5 * abs(centre[0])
        assert Recipe.parse(str(Recipe(data=text))) == Recipe(data=text)

    def test_one_point(self):
        assert points_held(held([[7.0, 8.0]])).data.tolist() == pytest.approx(np.array([[7.0, 8.0]]), abs=1e-4)

    @pytest.mark.parametrize("points", [np.zeros((1001, 2)), [[0, float("nan")]], [1, 2]])
    def test_what_cannot_be(self, points):
        with pytest.raises(ValueError):
            held(points)

    @pytest.mark.parametrize(
        "data",
        [
            "points ??? around 0.0 0.0 within 1.0",
            "points AAAAAA== around 0.0 0.0 within 0.0",
            "points AAAAAA== around 0.0 nan within 1.0",
            "points AAAAAA== around 0.0 0.0",
            "points " + "AAAA" * 2000 + " around 0.0 0.0 within 1.0",
        ],
    )
    def test_damage_is_said(self, data):
        with pytest.raises(ValueError, match="the points in this recipe are damaged: copy the whole line"):
            Recipe(data=data)
        assert len(Recipe(data="points AAAAAA== around 0.0 0.0 within 1.0").points()) == 1

    @pytest.mark.parametrize("kind", ["array", "tensor", "points", "text"])
    def test_the_recipe_repeats_a_run_on_them(self, kind):
        rows = circle(50, (50.0, 50.0))
        data = {
            "array": rows.numpy(),
            "tensor": rows,
            "points": datasets.points(rows, "Ears"),
            "text": points_from_text("\n".join(f"{x}, {y}" for x, y in rows.tolist())),
        }[kind]
        laboratory = Laboratory(SMALL, data=data)
        assert "data" not in laboratory.own and laboratory.recipe.but("data", "ring of 8") == SMALL
        assert laboratory.points.name == ("Ears" if kind == "points" else "My points")
        again = Laboratory(Recipe.parse(str(laboratory.run(5).recipe))).run(5)
        assert torch.equal(weights(laboratory), weights(again))

    def test_more_points_or_known_centres_stay_parts_of_ones_own(self):
        many = Laboratory(SMALL, data=circle(1001))
        ring = datasets.ring(100, torch.Generator().manual_seed(0))
        for laboratory in (many, Laboratory(SMALL, data=ring)):
            assert laboratory.own == ["data"] and laboratory.recipe == SMALL
            assert len(laboratory.again().points) == len(laboratory.points)
        assert laboratory.points is ring and laboratory.measure().modes >= 0


class TestStandardised:
    def test_the_networks_see_mean_0_and_variance_1(self):
        data = torch.randn(500, 2, generator=torch.Generator().manual_seed(0)) * torch.tensor([30.0, 10.0]) + 500
        laboratory = Laboratory(SMALL, data=data)
        seen = laboratory.sub_step().tensors["real"]
        assert laboratory.real.mean() == pytest.approx(500, abs=3)
        assert seen.abs().max() < 6
        every = laboratory.frame.standardised(laboratory.points.data)
        assert every.mean(0).abs().max() < 1e-4 and every.square().mean() == pytest.approx(1, abs=1e-4)
        wide, high = every.std(0)
        assert wide / high == pytest.approx(3, abs=0.3), "one scale, so that shapes are kept"

    def test_the_same_run_wherever_the_data_lie_and_however_large_they_are(self):
        """Up to rounding: fakes, heat map, arrows and measures are those of the ring at home, in other units."""
        recipe = SMALL.but("r1", 0.05)
        home, away = (
            Laboratory(recipe, data=data) for data in (circle(), circle(centre=(5000.0, -300.0), radius=100.0))
        )
        for laboratory in (home, away):
            laboratory.run(15)
            laboratory.change("r1", 0)
            laboratory.change("loss", "wasserstein")  # its penalty too depends on the units
            laboratory.run(15)
            laboratory.change("loss", "non-saturating")
        np.testing.assert_allclose((away.fake - [5000, -300]) / 100, home.fake, atol=1e-3)
        np.testing.assert_allclose((away.manifold() - [5000, -300]) / 100, home.manifold(), atol=1e-3)
        for layer in ("opinion", "optimum"):
            difference = np.abs(getattr(away, layer)().astype(int) - getattr(home, layer)())
            assert difference.max() <= 2, layer
        there, here = away.arrows(), home.arrows()
        np.testing.assert_allclose((there.places - [5000, -300]) / 100, here.places, atol=1e-3)
        np.testing.assert_allclose(there.descents * 100, here.descents, atol=1e-3)
        for name, value in vars(home.measure()).items():
            assert getattr(away.measure(), name) == pytest.approx(value, abs=0.02, nan_ok=True), name

    def test_a_ring_far_away_and_large_is_learnt(self):
        data = circle(1000, (50.0, 50.0), 100.0)
        laboratory = Laboratory(Recipe(batch=64), data=data).run(400)
        begin, end = laboratory.measures()[1][0], laboratory.measure()
        assert end.jensen_shannon < 0.6 * begin.jensen_shannon
        distance = np.hypot(*(laboratory.fake - 50).T)
        assert 60 < np.median(distance) < 140

    @pytest.mark.parametrize("part", ["generator", "discriminator"])
    def test_networks_of_ones_own_see_the_data_as_they_are(self, part):
        network = models.MLPGenerator(2, hidden=(8,)) if part == "generator" else models.MLPDiscriminator(hidden=(8,))
        laboratory = Laboratory(SMALL, data=circle(50, (50.0, 50.0)), **{part: network})
        assert laboratory.frame == Frame()
        assert laboratory.sub_step().tensors["real"].min() > 40

    def test_strays_far_from_the_origin(self):
        """A hundredth of the plane's width is 0.028 here, and squares of 1,000 are known to 0.06."""
        data = circle(1000, (1000.0, 1000.0))
        for x, expected in ((1001.02, 0.0), (1001.04, 1.0)):
            assert Laboratory(SMALL, data=data, generator=at(x, 1000.0)).measure().strays == expected

    def test_so_do_networks_of_a_named_data_set(self):
        assert Laboratory(SMALL).frame == Frame()

    def test_a_drawing_is_standardised_and_shown_where_it_was_drawn(self):
        laboratory = Laboratory(SMALL.but("data", drawing(circle(100, (0.9, 0.9), 0.5))))
        assert laboratory.points.region == (-1.5, 1.5, -1.5, 1.5)
        assert laboratory.frame.centre == pytest.approx((0.9, 0.9), abs=0.01)

    def test_points_that_are_all_the_same(self):
        laboratory = Laboratory(SMALL, data=[[3.0, 4.0]] * 5).run(2)
        assert laboratory.frame == Frame((3.0, 4.0), 1.0) and np.isfinite(laboratory.fake).all()
        assert 0 <= laboratory.measure().strays <= 1
