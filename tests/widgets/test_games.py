"""Both games of lesson 04, played from Python."""

import numpy as np
import pytest
import torch
import traitlets

from gan_lesson.evaluation.roc import roc_of
from gan_lesson.props.forging import KNOBS, sketch
from gan_lesson.widgets import ExpertGame, ForgerGame
from gan_lesson.widgets.expert_game import LEVELS

random = np.random.default_rng(0)
PICTURES = random.integers(0, 256, (8, 28, 28), dtype=np.uint8)
REAL = np.array([1, 0, 1, 0, 0, 1, 1, 0], bool)
LOGITS = np.array([2.0, -1, 0.5, 1, -2, 3, -0.5, 0])


def game(**changes):
    given = {"pictures": PICTURES, "is_real": REAL, "discriminator": LOGITS, "rounds": ["First", "Second"]}
    return ExpertGame(**given | changes)


class TestExpertGame:
    def test_it_is_played_from_python(self):
        played = game()
        assert not played.is_over and played.player is None and played._outcome == {}
        played.ratings = [5, 1, 4, 2]
        assert not played.is_over
        with pytest.raises(ValueError, match="4 pictures have no rating"):
            played.areas_by_round()
        played.ratings = [5, 1, 4, 2, 3, 3, 5, 5]
        assert played.is_over
        assert played.player.area == pytest.approx(roc_of(REAL, played.ratings).area)
        assert played.discriminator.area == pytest.approx(roc_of(REAL, LOGITS).area)

    def test_what_the_page_is_told_is_what_the_numbers_are(self):
        played = game()
        played.ratings = [5, 1, 4, 2, 3, 3, 5, 5]
        outcome = played._outcome
        assert outcome["you"]["area"] == played.player.area
        assert (outcome["discriminator"]["low"], outcome["discriminator"]["high"]) == (
            played.discriminator.low,
            played.discriminator.high,
        )
        # By hand: the first round is in order; in the second 3 and 5 stand against 3 and 5, so 2 of 4 pairs.
        assert [you for you, _ in outcome["rounds"]] == [1.0, 0.5]
        assert outcome["you"]["fakes"][0] == 0 and outcome["you"]["reals"][-1] == 1
        played.ratings = []
        assert played._outcome == {}

    def test_the_page_gets_pictures_and_truth_and_nothing_more(self):
        state = game().get_state()
        assert state["_pictures"] == PICTURES.tobytes() and state["_shape"] == [8, 28, 28]
        assert state["_real"] == REAL.tolist() and state["_levels"] == list(LEVELS)
        assert not [name for name in state if "score" in name]

    @pytest.mark.parametrize("ratings", [[0], [6], [1] * 9, ["1"]])
    def test_ratings_that_cannot_be(self, ratings):
        played = game()
        with pytest.raises(traitlets.TraitError):
            played.ratings = ratings
        assert played.ratings == []

    def test_it_says_what_is_wrong_with_what_it_is_given(self):
        with pytest.raises(TypeError, match="uint8"):
            game(pictures=PICTURES / 255)
        with pytest.raises(ValueError, match="for each whether it is real"):
            game(is_real=REAL[:7])
        with pytest.raises(ValueError, match="dealt out evenly to 3 rounds"):
            game(rounds=["a", "b", "c"])
        with pytest.raises(ValueError, match="every round needs real pictures and fake ones"):
            game(is_real=np.sort(REAL))
        with pytest.raises(ValueError, match="not finite"):
            game(discriminator=LOGITS + np.nan)

    def test_tensors_do_as_well_as_arrays(self):
        assert game(is_real=torch.from_numpy(REAL), discriminator=torch.from_numpy(LOGITS)).discriminator.area > 0

    def test_its_twin_shows_the_pictures_and_in_the_end_the_curves(self):
        played = game()
        bundle = played._repr_mimebundle_()
        assert bundle["text/plain"] == "ExpertGame: 8 pictures in 2 rounds"
        assert "First, Second. 4 of them are real." in bundle["text/html"]
        sheet = np.asarray(played._poster().convert("L"))
        assert sheet.shape[1] == 2 * (4 * 28 + 3)
        assert (sheet[40:60, 56:58] == 255).all(), "a gap between two pictures"
        played.ratings = [5, 1, 4, 2, 3, 3, 5, 5]
        after = played._repr_mimebundle_()
        assert "Two ROC curves" in after["text/html"] and after["text/plain"] == bundle["text/plain"]
        assert played._poster().width > 300

    def test_later_changes_of_the_pictures_do_not_matter(self):
        pictures = PICTURES.copy()
        played = game(pictures=pictures)
        poster = np.asarray(played._poster()).copy()
        pictures[:] = 0
        assert np.array_equal(np.asarray(played._poster()), poster)


def brightness(pictures):
    """An expert by whom a picture is the more real, the lighter it is; the asked ones are counted."""
    brightness.asked += 1
    return pictures.mean((1, 2, 3)) * 20 + 10


@pytest.fixture
def forger():
    brightness.asked = 0
    return ForgerGame(brightness, lambda picture: (picture + 0.1).clamp(-1, 1), torch.zeros(40, 1, 28, 28))


class TestForgerGame:
    def test_it_begins_with_the_sketch(self, forger):
        start = {name: begin for name, (_, _, begin) in KNOBS.items()}
        assert forger.knobs == start
        np.testing.assert_allclose(forger.picture[0, 0], sketch(start), atol=1e-6)
        assert forger.logit == pytest.approx(brightness(forger.picture).item())
        assert forger.verdict == pytest.approx(torch.tensor(forger.logit).sigmoid().item(), abs=1e-6)
        assert forger._originals == [10, 10]

    def test_knobs_redraw_and_are_judged(self, forger):
        before = forger.logit
        forger.knobs = forger.knobs | {"head": 11.0, "fur": 1.0}
        assert forger.logit > before and forger.best_by_hand == forger.logit
        best = forger.logit
        forger.knobs = forger.knobs | {"fur": 0.1}
        assert forger.logit < best and forger.best_by_hand == best

    def test_paint_lies_over_the_sketch(self, forger):
        forger.paint(0, 27, 1.0)
        forger.paint(14, 14, 0.0)
        assert forger.picture[0, 0, 0, 27] == 1 and forger.picture[0, 0, 14, 14] == -1
        assert forger.logit == pytest.approx(brightness(forger.picture).item())
        forger.knobs = forger.knobs | {"head": 11.0}
        assert forger.picture[0, 0, 0, 27] == 1

    def test_paint_comes_from_the_page_as_a_memoryview(self, forger):
        paint = bytearray(784)
        paint[5] = 255
        forger.set_state({"_paint": memoryview(paint)})
        assert forger.picture[0, 0, 0, 5] == 1 and forger._paint == bytes(paint)

    def test_moves_take_over_the_picture_paint_and_all(self, forger):
        forger.paint(0, 27, 1.0)
        before = forger.picture.clone()
        first = forger.logit
        forger.move(3)
        torch.testing.assert_close(forger.picture, (before + 0.3).clamp(-1, 1), atol=1e-5, rtol=0)
        assert len(forger.trail) == 4 and forger.trail[0] == first and forger.trail[-1] == forger.logit
        assert not any(forger._paint)
        assert forger.trail == sorted(forger.trail)

    def test_moves_do_not_count_as_done_by_hand(self, forger):
        forger.knobs = forger.knobs | {"fur": 0.5}
        best = forger.best_by_hand
        forger.move(10)
        assert forger.logit > best and forger.best_by_hand == best
        forger.paint(3, 3, 1.0)  # and what is painted on such a picture neither
        assert forger.best_by_hand == best
        forger.knobs = forger.knobs | {"fur": 0.6}
        assert forger.trail == []

    def test_other_canvases(self, forger):
        forger.paint(3, 3, 1.0)
        forger.begin()
        assert forger.picture.max() == -1 and forger.logit == pytest.approx(-10)
        forger.begin_with_noise(1)
        noise = forger.picture
        assert 0.4 < noise.std() < 0.55
        forger.begin_with_noise(1)
        assert torch.equal(forger.picture, noise)
        forger.begin(torch.ones(1, 1, 28, 28))
        assert forger.verdict > 0.99

    def test_it_does_what_the_page_asks(self, forger):
        sketched = forger.picture.clone()
        forger._handle_custom_msg({"do": "move", "times": 2}, [])
        assert len(forger.trail) == 3
        forger._handle_custom_msg({"do": "blank"}, [])
        assert forger.picture.max() == -1
        forger._handle_custom_msg({"do": "noise", "seed": 3}, [])
        assert forger.picture.std() > 0.4
        forger._handle_custom_msg({"do": "sketch"}, [])
        assert torch.equal(forger.picture, sketched)
        answers = forger._answers
        forger._handle_custom_msg({"do": "move", "times": 10**6}, [])
        forger._handle_custom_msg({"do": "format the disk"}, [])
        forger._handle_custom_msg("nonsense", [])
        assert forger._answers == answers

    def test_every_change_is_answered(self, forger):
        for change in (
            lambda: forger.paint(1, 1, 0.5),
            lambda: setattr(forger, "knobs", forger.knobs | {"ears": 5.0}),
            lambda: forger.move(),
            lambda: forger.begin(),
        ):
            answers = forger._answers
            change()
            assert forger._answers > answers

    def test_what_cannot_be(self, forger):
        knobs = forger.knobs
        with pytest.raises(traitlets.TraitError, match="the knobs are: head"):
            forger.knobs = {"head": 5.0}
        with pytest.raises(traitlets.TraitError, match="'head' goes from 4 to 11, not to 12"):
            forger.knobs = knobs | {"head": 12.0}
        with pytest.raises(traitlets.TraitError, match="784 numbers, not 3"):
            forger._paint = b"123"
        with pytest.raises(ValueError, match="no pixel"):
            forger.paint(28, 0, 1.0)
        assert forger.knobs == knobs

    def test_without_a_move_it_is_the_hand_alone(self):
        by_hand = ForgerGame(brightness)
        assert not by_hand._can_move and by_hand._originals == []
        with pytest.raises(ValueError, match="no move"):
            by_hand.move()
        by_hand._handle_custom_msg({"do": "move", "times": 1}, [])
        assert by_hand.trail == []
        assert "what ten moves make" not in by_hand._repr_mimebundle_()["text/html"]

    def test_its_twin(self, forger):
        bundle = forger._repr_mimebundle_()
        assert bundle["text/plain"] == "ForgerGame: head, ears, ear angle, eyes, muzzle, fur; a picture of 28 x 28"
        assert "what ten moves make of it" in bundle["text/html"]
        asked = brightness.asked
        assert forger._poster().width == 2 * 9 * 28 + 16
        assert brightness.asked == asked  # a twin judges nothing

    def test_a_verdict_far_out_is_no_error(self):
        sure = ForgerGame(lambda pictures: torch.full((len(pictures),), -5000.0))
        assert sure.verdict == 0
        assert ForgerGame(lambda pictures: torch.full((len(pictures),), 5000.0)).verdict == 1
