"""The three explorers in Python: what their traits say, against arithmetic done another way."""

import math

import numpy as np
import pytest
import torch
import traitlets
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import log_loss

from gan_lesson.datasets import portraiture
from gan_lesson.widgets import BoundaryExplorer, KnobBoard, PictureMachine
from gan_lesson.widgets.boundary_explorer import grey_levels


@pytest.fixture(scope="module")
def pets():
    pictures, knobs = portraiture.portraits(200, np.random.default_rng(1))
    return portraiture.measure(knobs), knobs.species, pictures


@pytest.fixture
def explorer(pets):
    return BoundaryExplorer(*pets)


class TestBoundaryExplorer:
    @pytest.mark.parametrize("angle", [0, 37, 180, 300])
    @pytest.mark.parametrize("offset", [0, 0.4])
    def test_scores_are_those_of_its_weights(self, pets, explorer, angle, offset):
        measures, labels, _ = pets
        explorer.angle, explorer.offset, explorer.steepness = angle, offset, 3.1
        *weights, bias = explorer.weights
        logits = measures.astype(float) @ weights + bias
        assert math.hypot(*weights) == pytest.approx(3.1)
        assert explorer.infiltrators.tolist() == [i for i in range(200) if (logits[i] > 0) != labels[i]]
        assert explorer.cross_entropy == pytest.approx(log_loss(labels, 1 / (1 + np.exp(-logits))))

    def test_the_opposite_direction_turns_every_verdict_round(self, explorer):
        explorer.angle = 40
        right = set(range(200)) - set(explorer.infiltrators.tolist())
        explorer.angle = 220
        assert set(explorer.infiltrators.tolist()) == right

    def test_by_hand(self):
        measures = np.array([[0, 0], [0, 4], [4, 0], [4, 4]])
        explorer = BoundaryExplorer(measures, [0, 0, 1, 0], np.zeros((4, 2, 2), np.uint8), steepness=1)
        # The line stands upright at 2; the fourth is a cat two units deep among the dogs.
        assert explorer.weights == pytest.approx((1, 0, -2))
        assert explorer.infiltrators.tolist() == [3]
        assert explorer.cross_entropy == pytest.approx((3 * math.log1p(math.exp(-2)) + math.log1p(math.exp(2))) / 4)
        explorer.offset = 3
        assert explorer.infiltrators.tolist() == [2]
        explorer.offset = 2  # the third and the fourth stand on the line, and so count as cats
        assert explorer.infiltrators.tolist() == [2]

    def test_beside_it_is_another_with_the_same_line_and_one_more(self, pets, explorer):
        explorer.angle = 30
        other = explorer.beside([4.0, 4.5], -51)
        assert explorer._learned is None and other._learned["weights"] == [4.0, 4.5]
        assert other.weights == explorer.weights and other.infiltrators.tolist() == explorer.infiltrators.tolist()
        other.offset, explorer.steepness = 0.3, 5
        assert (explorer.offset, other.steepness) == (0.3, 5) and other.weights == explorer.weights
        assert explorer._start == other._start == {"angle": 0, "offset": 0, "steepness": 2, "shaded": False}
        assert other._pictures == explorer._pictures and other._measures == explorer._measures

    def test_a_line_that_is_sure_and_wrong_costs_much_and_stays_finite(self, explorer):
        explorer.angle, explorer.steepness = 220, 1e4
        assert 1e3 < explorer.cross_entropy < math.inf

    def test_sklearn_s_line_scores_as_sklearn_says(self, pets):
        measures, labels, pictures = pets
        model = LogisticRegression(C=1e6).fit(measures, labels)
        ours = BoundaryExplorer(measures, labels, pictures)
        w = model.coef_[0]
        ours.steepness = float(np.hypot(*w))
        ours.angle = math.degrees(math.atan2(w[1], w[0]))
        low, high = measures.min(0).astype(float), measures.max(0).astype(float)
        ours.offset = float(-(model.intercept_[0] + w @ (low + high) / 2) / ours.steepness)
        assert ours.weights == pytest.approx((*w, model.intercept_[0]), rel=1e-5)
        assert ours.cross_entropy == pytest.approx(log_loss(labels, model.predict_proba(measures)[:, 1]), rel=1e-4)

    def test_an_angle_goes_once_round(self, explorer):
        explorer.angle = -90
        assert explorer.angle == 270
        explorer.angle = 725
        assert explorer.angle == 5

    @pytest.mark.parametrize("trait", ["angle", "offset", "steepness"])
    @pytest.mark.parametrize("value", [math.nan, math.inf, "steep", None])
    def test_traits_are_numbers(self, explorer, trait, value):
        with pytest.raises(traitlets.TraitError):
            setattr(explorer, trait, value)

    def test_steepness_is_above_0(self, explorer):
        with pytest.raises(traitlets.TraitError, match="above 0, not -1"):
            explorer.steepness = -1.0

    @pytest.mark.parametrize(
        ("weights", "bias"),
        [([4.0, 4.5], -51), (np.array([4.0, 4.5], np.float32), np.array([-51.0]))],
    )
    def test_compare_takes_lists_and_arrays(self, explorer, weights, bias):
        explorer.compare(weights, bias, "theirs")
        assert explorer._learned == {"weights": [4.0, 4.5], "bias": -51.0, "name": "theirs"}

    def test_the_still_picture_has_the_other_line_too(self, explorer):
        before = np.asarray(explorer._poster())
        explorer.compare([0.0, 1.0], -explorer._middle[1], "theirs")  # across the middle
        rows = (np.asarray(explorer._poster()) != before).any(2)[:, :560].nonzero()[0]
        assert len(rows) > 500 and abs(rows - 280).max() < 5
        assert explorer._alt().endswith("A dashed line is that of theirs.")

    def test_compare_takes_a_layer_that_was_trained(self, explorer):
        layer = torch.nn.Linear(2, 1)
        explorer.compare(layer.weight, layer.bias)
        assert explorer._learned["weights"] == layer.weight.detach().ravel().tolist()

    @pytest.mark.parametrize(
        ("weights", "bias", "words"),
        [
            ([1, 2, 3], 0, "two weights"),
            ([1, 2], [0, 0], "one bias"),
            ([1, math.nan], 0, "finite"),
            ([0, 0], 1, "draw no line"),
        ],
    )
    def test_compare_refuses_what_is_no_line(self, explorer, weights, bias, words):
        with pytest.raises(ValueError, match=words):
            explorer.compare(weights, bias)
        assert explorer._learned is None

    @pytest.mark.parametrize(
        ("change", "words"),
        [
            ({"measures": np.zeros((4, 3))}, r"\(n, 2\), not \(4, 3\)"),
            ({"measures": np.zeros((0, 2))}, r"not \(0, 2\)"),
            ({"measures": np.full((4, 2), np.nan)}, "finite"),
            ({"labels": [0, 1, 2, 0]}, "values 0 and 1"),
            ({"labels": [0, 1]}, r"shape \(4,\)"),
            ({"pictures": np.zeros((3, 2, 2), np.uint8)}, "4 animals and 3 pictures"),
        ],
    )
    def test_what_does_not_go_together_is_refused(self, change, words):
        good = {"measures": np.eye(4)[:, :2], "labels": [0, 1, 1, 0], "pictures": np.zeros((4, 2, 2), np.uint8)}
        with pytest.raises(ValueError, match=words):
            BoundaryExplorer(**{**good, **change})

    def test_all_animals_on_one_point_are_shown(self):
        explorer = BoundaryExplorer(np.ones((3, 2)), [0, 1, 1], np.zeros((3, 2, 2), np.uint8))
        assert explorer.infiltrators.tolist() == [1, 2]
        assert explorer._poster().width > 500

    def test_says_what_it_is(self, explorer):
        assert repr(explorer) == "BoundaryExplorer: 200 cats and dogs, a line to drag and turn"
        assert "200 cats (diamonds) and dogs (squares)" in explorer._alt()


class TestGreyLevels:
    def test_the_three_kinds(self):
        assert grey_levels(np.full((1, 1, 2), 7, np.uint8)).tolist() == [[[7, 7]]]
        assert grey_levels(np.array([[[0, 0.5, 1]]])).tolist() == [[[0, 128, 255]]]
        assert grey_levels(np.array([[[-1, 0, 1.0]]], np.float32)).tolist() == [[[0, 128, 255]]]

    @pytest.mark.parametrize("pictures", [np.zeros((2, 2)), np.full((1, 2, 2), 2.0), np.full((1, 2, 2), np.nan)])
    def test_other_arrays_are_refused(self, pictures):
        with pytest.raises(ValueError, match="pictures need"):
            grey_levels(pictures)


class TestPictureMachine:
    def test_counts_and_looks_at_the_rim_of_each(self):
        machine = PictureMachine(height=4, width=3, levels=2, seed=5)
        rim = np.ones((4, 3), bool)
        rim[1:-1, 1:-1] = False
        machine.step(3000)
        machine.step(2000)
        black = [int((machine.picture(i)[rim] == 0).sum()) for i in range(1, 5001)]
        assert machine.count == 5000
        assert machine.most_black == max(black) == 10
        assert machine.portraits_seen == black.count(10)
        assert machine.portraits_seen == pytest.approx(5000 / 2**10, abs=4 * (5000 / 2**10) ** 0.5)

    def test_every_level_of_every_pixel_is_as_likely_as_the_next(self):
        machine = PictureMachine(height=2, width=3, levels=4)
        pictures = np.stack([machine.picture(i) for i in range(1, 4001)])
        assert np.unique(pictures).tolist() == [0, 85, 170, 255]
        shares = np.stack([(pictures == level).mean(0) for level in (0, 85, 170, 255)])
        assert np.abs(shares - 0.25).max() < 4.5 * (0.25 * 0.75 / 4000) ** 0.5

    def test_pixels_know_nothing_of_each_other_nor_of_the_picture_before(self):
        machine = PictureMachine(height=5, width=5)
        pictures = np.stack([machine.picture(i) for i in range(1, 4001)]).reshape(4000, 25).astype(float)
        both = np.concatenate([pictures[:-1], pictures[1:]], 1)
        correlation = np.corrcoef(both.T) - np.eye(50)
        assert np.abs(correlation).max() < 5 / 4000**0.5

    def test_all_pictures_of_a_tiny_world_turn_up(self):
        machine = PictureMachine(height=2, width=2, levels=2)
        assert len({machine.picture(i).tobytes() for i in range(1, 200)}) == 16

    def test_seeds_differ_and_repeat(self):
        first, again, other = PictureMachine(seed=1), PictureMachine(seed=1), PictureMachine(seed=2)
        assert (first.picture(9) == again.picture(9)).all()
        assert (first.picture(9) != other.picture(9)).mean() > 0.9

    @pytest.mark.parametrize(
        ("arguments", "words"),
        [
            ({"height": 1}, "height must be 2 to 64"),
            ({"width": 65}, "width must be 2 to 64"),
            ({"levels": 100}, "2, 4, 8"),
            ({"levels": 512}, "2, 4, 8"),
            ({"seed": -1}, "seed"),
        ],
    )
    def test_out_of_range(self, arguments, words):
        with pytest.raises(ValueError, match=words):
            PictureMachine(**arguments)

    def test_counts_no_steps_below_0(self):
        machine = PictureMachine()
        with pytest.raises(ValueError, match="0 or more, not -1"):
            machine.step(-1)
        with pytest.raises(traitlets.TraitError):
            machine.count = -1
        machine.step(0)
        assert machine.count == 0

    def test_speaks_of_portraits_at_their_size_only(self):
        assert repr(PictureMachine()) == "PictureMachine: 28 x 28 pixels, 256 grey levels"
        large, small = PictureMachine()._poster(), PictureMachine(height=9, width=9)._poster()
        line = (slice(38, 62), slice(444, 640))
        assert np.asarray(large)[line].min() < 100 and np.asarray(small)[line].min() == 255


class TestKnobBoard:
    def test_shows_the_animal_that_it_is_given(self):
        _, knobs = portraiture.portraits(3, np.random.default_rng(2))
        board = KnobBoard(knobs[1:2])
        assert (board.picture == portraiture.draw(knobs[1:2])[0]).all()
        board.knobs = knobs[2:3]
        assert (board.picture == portraiture.draw(knobs[2:3])[0]).all()
        assert (board.knobs.as_array() == knobs[2:3].as_array()).all()

    def test_every_turn_is_answered_with_the_picture_of_it(self):
        board = KnobBoard()
        before = board._picture
        board._values = {**board._values, "fur": 0.95}
        assert board._drawn == board._values and board._picture != before
        levels = np.frombuffer(board._picture, np.uint8).reshape(28, 28)
        assert np.abs(levels / 255 - board.picture).max() <= 0.5 / 255 + 1e-6

    def test_the_browser_s_turn_is_answered_without_an_echo_of_it(self, monkeypatch):
        board, sent = KnobBoard(), []
        monkeypatch.setattr(
            board, "send_state", lambda key=None: sent.append(key if isinstance(key, str) else set(key))
        )
        values = {**board._values, "fur": 0.95}
        board._hear(board, {"kind": "turn", "turns": [{**values, "tongue": 1.0}, values]}, [])
        assert sent == [{"_before", "_picture", "_drawn", "_answers"}] and board._values == values == board._drawn
        before = portraiture.draw(portraiture.Knobs(**{**values, "tongue": 1.0}))[0]
        assert np.abs(np.frombuffer(board._before, np.uint8) / 255 - before.ravel()).max() <= 0.5 / 255 + 1e-6
        board._hear(board, {"kind": "turn", "turns": [values]}, [])
        assert sent[1:] == [{"_before", "_answers"}] and not board._before
        with pytest.raises(ValueError, match="out of range"):
            board._hear(board, {"kind": "turn", "turns": [{**values, "fur": 2.0}]}, [])
        assert "_answers" in sent[2], "an error is an answer too"

    def test_pictures_of_an_earlier_drag_are_forgotten(self):
        board = KnobBoard()
        board._hear(board, {"kind": "turn", "turns": [{**board._values, "fur": fur} for fur in (0.5, 0.6)]}, [])
        assert len(board._before) == 28 * 28
        board.another()
        assert not board._before

    def test_has_a_slider_for_each_knob_and_a_name_of_its_own(self):
        sliders = KnobBoard()._sliders
        assert {slider["knob"] for slider in sliders} | {"species"} == set(portraiture.RANGES)
        assert len({slider["name"] for slider in sliders}) == len(sliders)
        assert all(tuple(slider["range"]) == portraiture.RANGES[slider["knob"]] for slider in sliders)

    def test_another_pet_is_seeded(self):
        first, again, other = KnobBoard(seed=1), KnobBoard(seed=1), KnobBoard(seed=2)
        for board in (first, again, other):
            board._hear(board, {"kind": "another"}, [])
        assert first._values == again._values != other._values
        assert first._drawn == first._values

    def test_shows_one_animal(self):
        with pytest.raises(ValueError, match="one animal, not 2"):
            KnobBoard(portraiture.Knobs(species=[0, 1]))
        with pytest.raises(ValueError, match="out of range"):
            KnobBoard()._values = {**KnobBoard()._values, "fur": 2.0}

    def test_says_what_it_is(self):
        board = KnobBoard(portraiture.Knobs(species=portraiture.CAT))
        assert repr(board) == "KnobBoard: one portrait and its 23 knobs"
        assert board._alt().startswith("A portrait of a cat, 28 x 28 pixels")


@pytest.mark.parametrize("make", [PictureMachine, KnobBoard])
def test_twins_are_the_same_each_time(make):
    assert make()._repr_mimebundle_() == make()._repr_mimebundle_()
