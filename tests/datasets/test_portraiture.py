from dataclasses import FrozenInstanceError, replace

import numpy as np
import pytest

from gan_lesson.datasets import portraiture as master
from gan_lesson.datasets.portraiture import (
    CAT,
    DOG,
    RANGES,
    SIZE,
    Knobs,
    draw,
    flip_species,
    measure,
    portraits,
    sample_knobs,
)

CATS_ONLY = {"whiskers"}


@pytest.fixture(scope="module")
def zoo():
    return portraits(4000, np.random.default_rng(0))


def extremes(n, species, rng):
    """Animals with every knob at one end of its range or the other."""
    columns = {name: rng.choice(ends, n) for name, ends in RANGES.items()}
    return Knobs(**columns | {"species": species})


def test_the_same_seed_draws_the_same_portraits():
    first, again, other = (portraits(20, np.random.default_rng(seed)) for seed in (1, 1, 2))
    np.testing.assert_array_equal(first.pictures, again.pictures)
    np.testing.assert_array_equal(first.knobs.as_array(), again.knobs.as_array())
    assert (first.pictures != other.pictures).any()


def test_pictures_are_grey_levels_that_use_the_whole_range(zoo):
    assert zoo.pictures.shape == (4000, SIZE, SIZE)
    assert zoo.pictures.dtype == np.float32
    assert zoo.pictures.min() == 0
    assert 0.95 < zoo.pictures.max() <= 1
    assert (zoo.pictures.reshape(4000, -1).max(axis=1) > 0.5).all()  # nobody is invisible


def test_a_portrait_comes_with_the_knobs_that_drew_it(zoo):
    np.testing.assert_array_equal(draw(zoo.knobs[:100]), zoo.pictures[:100])


@pytest.mark.parametrize("species", [CAT, DOG])
def test_nothing_is_cut_at_the_edge(species):
    ring = np.ones((SIZE, SIZE), bool)
    ring[1:-1, 1:-1] = False
    pictures = draw(extremes(3000, species, np.random.default_rng(3)))
    assert pictures[:, ring].max() == 0


@pytest.mark.parametrize("n", [1, master._CHUNK - 1, master._CHUNK, 2 * master._CHUNK + 1])
def test_drawing_in_chunks_equals_drawing_in_one_go(zoo, n):
    knobs = zoo.knobs[:n]
    np.testing.assert_array_equal(draw(knobs), master._draw_chunk(knobs.as_array()))


@pytest.mark.parametrize("species", [CAT, DOG])
@pytest.mark.parametrize("name", [name for name in RANGES if name != "species"])
def test_every_knob_changes_the_picture(name, species):
    low, high = draw(replace(Knobs(species=[species, species]), **{name: np.array(RANGES[name])}))
    change = np.abs(high - low).max()
    if species == DOG and name in CATS_ONLY:
        assert change == 0
    else:
        assert change > 0.05


@pytest.mark.parametrize("name", [name for name in RANGES if name != "species"])
def test_the_picture_changes_smoothly_with_a_knob(name):
    path = np.linspace(*RANGES[name], 101)
    for species in (CAT, DOG):
        steps = np.abs(np.diff(draw(Knobs(species=species, **{name: path})), axis=0))
        assert steps.max() < 0.2


@pytest.mark.parametrize("species", [CAT, DOG])
def test_the_species_can_be_asked_for(species):
    knobs = sample_knobs(50, np.random.default_rng(4), species)
    assert (knobs.species == species).all()


def test_species_can_be_asked_for_one_by_one_or_left_to_a_fair_coin(zoo):
    wish = np.arange(30) % 2
    np.testing.assert_array_equal(sample_knobs(30, np.random.default_rng(5), wish).species, wish)
    assert 0.45 < zoo.knobs.species.mean() < 0.55
    assert zoo.knobs.species.dtype == np.int64


def test_sampled_knobs_fill_their_ranges(zoo):
    for name, (low, high) in RANGES.items():
        column = getattr(zoo.knobs, name)
        assert column.min() >= np.float32(low) and column.max() <= np.float32(high)
        assert np.ptp(column) > 0.75 * (high - low)


def test_an_animal_wears_one_pattern_at_most(zoo):
    worn = np.stack([zoo.knobs.stripes, np.abs(zoo.knobs.patch), zoo.knobs.mask])
    number = np.count_nonzero(worn, axis=0)
    assert number.max() == 1
    assert 0.35 < (number == 0).mean() < 0.45
    assert worn[worn > 0].min() >= np.float32(0.6)


def test_a_line_tells_dogs_from_cats_but_for_a_few_infiltrators(zoo):
    plane, label = measure(zoo.knobs), zoo.knobs.species
    assert plane.shape == (4000, 2)
    assert plane.dtype == np.float32
    centres = np.stack([plane[label == species].mean(axis=0) for species in (CAT, DOG)])
    right = (np.linalg.norm(plane[:, None] - centres, axis=2).argmin(axis=1) == label).mean()
    assert 0.92 < right < 0.98
    for axis in (0, 1):  # one measurement alone does worse: the plane is worth its two dimensions
        threshold = centres[:, axis].mean()
        assert ((plane[:, axis] > threshold) == label).mean() < right - 0.02


def test_measurements_are_pixels_of_the_picture():
    small, large = measure(Knobs(species=CAT, size=[1.0, 1.1], ear_length=6.0, snout_length=5.0))
    np.testing.assert_allclose(small, [6.0, 5.0], rtol=1e-6)
    np.testing.assert_allclose(large, [6.6, 5.5], rtol=1e-6)


def test_the_mean_dog_is_not_the_mean_cat(zoo):
    cat, dog = (zoo.pictures[zoo.knobs.species == species].mean(axis=0) for species in (CAT, DOG))
    assert np.abs(dog - cat).max() > 0.2
    assert cat[6, [6, 7, 20, 21]].mean() > 1.5 * dog[6, [6, 7, 20, 21]].mean()  # only a cat's ears reach up here
    assert dog[10:14, 3:5].mean() > 1.5 * cat[10:14, 3:5].mean()  # only a dog's hang here


def test_a_plain_awake_portrait_is_its_own_mirror_image():
    for species in (CAT, DOG):
        picture = draw(Knobs(species=species))[0]
        np.testing.assert_allclose(picture, picture[:, ::-1], atol=1e-6)


@pytest.mark.parametrize("species", [CAT, DOG])
def test_knobs_point_where_their_documentation_says(species):
    def centre(**knobs):
        """Centre of mass of the light that the knobs add to or take from a plain animal: pixels right, pixels up."""
        picture = draw(Knobs(species=species, **knobs))[0]
        weight = picture if {"x", "y"} & knobs.keys() else np.abs(picture - draw(Knobs(species=species))[0])
        grid = np.arange(SIZE) - (SIZE - 1) / 2
        return (weight * grid).sum() / weight.sum(), (weight * -grid[:, None]).sum() / weight.sum()

    assert centre(x=0.4)[0] - centre(x=-0.4)[0] == pytest.approx(0.8, abs=0.05)
    assert centre(y=0.4)[1] - centre(y=-0.4)[1] == pytest.approx(0.8, abs=0.05)
    assert centre(patch=-1.0)[0] < -2 < 2 < centre(patch=1.0)[0]
    assert centre(tongue=1.0)[1] < -6
    assert centre(mask=1.0)[1] > 0
    tilted = draw(Knobs(species=species, tilt=0.2))[0]  # counter-clockwise: the side on our right goes up
    assert tilted[:9, 14:].sum() > tilted[:9, :14].sum()


def test_knobs_are_an_indexable_frozen_table(zoo):
    knobs = zoo.knobs
    assert len(knobs) == 4000
    assert len(knobs[3]) == 1 and len(knobs[:8]) == 8
    assert (knobs[knobs.species == DOG].species == DOG).all()
    table = knobs.as_array()
    assert table.shape == (4000, len(RANGES))
    np.testing.assert_array_equal(Knobs(*table.T).as_array(), table)
    np.testing.assert_array_equal(replace(knobs, fur=0.9).fur, np.full(4000, 0.9, np.float32))
    with pytest.raises(FrozenInstanceError):
        knobs.fur = knobs.fur


def test_the_ranges_stand_in_the_documentation():
    lines = {line.strip().split(":")[0]: line for line in Knobs.__doc__.splitlines() if ":" in line}
    for name, (low, high) in RANGES.items():
        if name != "species":
            assert f"{low:g}" in lines[name] and f"{high:g}" in lines[name]


@pytest.mark.parametrize(
    ("mistake", "message"),
    [
        (lambda rng: portraits(0, rng), "at least 1 portrait"),
        (lambda rng: portraits(3, rng, species=2), "unknown species"),
        (lambda rng: portraits(3, rng, species=0.5), "unknown species"),
        (lambda rng: portraits(3, rng, species=[CAT, DOG]), "2 species for 3 portraits"),
        (lambda rng: Knobs(species=7), "unknown species"),
        (lambda rng: Knobs(species=CAT, tilt=[0.0, 0.1], fur=[0.5, 0.6, 0.7]), "'tilt' has shape"),
        (lambda rng: Knobs(species=CAT, fur=np.full((2, 2), 0.5)), "'fur' has shape"),
        (lambda rng: Knobs(species=CAT, tilt=[]), "'tilt' has shape"),
        (lambda rng: Knobs(species=DOG, tilt=0.5), "'tilt' is out of range: keep it between -0.2 and 0.2"),
        (lambda rng: Knobs(species=DOG, fur=float("nan")), "'fur' is out of range"),
    ],
)
def test_a_mistake_is_answered_in_one_sentence(mistake, message):
    with pytest.raises(ValueError, match=message):
        mistake(np.random.default_rng(0))


def turned(species, knob, low=None, high=None):
    """Two pictures of one animal: with a knob at its lowest and its highest setting, or at two that are given."""
    ends = RANGES[knob]
    return draw(replace(Knobs(species=[species] * 2), **{knob: [ends[0] if low is None else low, high or ends[1]]}))


def middle_of(weights):
    """The centre of mass, in pixels to the right of the picture's middle and up from it."""
    grid = np.arange(SIZE) - (SIZE - 1) / 2
    return (weights * grid).sum() / weights.sum(), (weights * -grid[:, None]).sum() / weights.sum()


# Where a knob may change something, from the parts' places: rows from the top, and columns on the left half, for the
# rest of a face is its mirror image. Then whether its highest setting is lighter there (1), darker (-1), or both (0).
@pytest.mark.parametrize(
    ("knob", "species", "rows", "columns", "sign"),
    [
        ("fur", CAT, (5, 22), (5, 13), 1),
        ("bib", CAT, (16, 22), (9, 13), 1),
        ("bib", DOG, (14, 20), (8, 13), 1),
        ("stripes", CAT, (7, 21), (5, 13), -1),
        ("mask", CAT, (8, 17), (5, 12), -1),
        ("mask", DOG, (6, 16), (5, 12), -1),
        ("ear_width", CAT, (5, 13), (5, 11), 0),
        ("ear_tone", CAT, (4, 13), (5, 11), 1),
        ("ear_tone", DOG, (6, 14), (3, 10), 1),
        ("ear_length", DOG, (6, 15), (2, 10), 0),
        ("snout_length", CAT, (15, 23), (8, 13), 0),
        ("snout_length", DOG, (11, 22), (8, 13), 0),
        ("snout_width", CAT, (16, 22), (8, 13), 0),
        ("eye_size", CAT, (10, 17), (5, 13), 0),
        ("eye_distance", CAT, (10, 17), (5, 13), 0),
        ("eye_open", CAT, (11, 16), (6, 12), 0),
        ("gaze", CAT, (11, 15), (7, 12), 0),
        ("gaze", DOG, (9, 13), (7, 12), 0),
        ("whiskers", CAT, (16, 20), (2, 10), 1),
        ("tongue", CAT, (22, 24), (12, 13), 1),
        ("tongue", DOG, (19, 23), (11, 13), 1),
    ],
)
def test_a_knob_changes_its_own_part_alone(knob, species, rows, columns, sign):
    low, high = turned(species, knob)
    change = high - low
    outside = change.copy()
    for left, right in (columns, (SIZE - 1 - columns[1], SIZE - 1 - columns[0])):
        outside[rows[0] : rows[1] + 1, left : right + 1] = 0
    assert np.abs(outside).max() < 0.03
    assert np.abs(change).max() > 0.15
    if sign:
        assert (sign * change).min() > -1e-6


@pytest.mark.parametrize("species", [CAT, DOG])
def test_tilt_gaze_and_patch_have_mirror_images(species):
    for knob in ("tilt", "gaze", "patch", "x"):
        left, right = turned(species, knob)
        np.testing.assert_allclose(left, right[:, ::-1], atol=1e-5)
        assert np.abs(left - right).max() > 0.3


@pytest.mark.parametrize(("species", "row"), [(CAT, 13), (DOG, 11)])
def test_pupils_go_where_the_gaze_goes(species, row):
    left, right = turned(species, "gaze")
    for eye in (slice(6, 14), slice(14, 22)):
        grid = np.arange(8)
        darkening = np.clip(left - right, 0, 1)[row, eye], np.clip(right - left, 0, 1)[row, eye]
        to_the_right, to_the_left = ((weights * grid).sum() / weights.sum() for weights in darkening)
        assert to_the_right > to_the_left + 1


def test_tones_are_those_of_the_knobs():
    ears = draw(Knobs(species=DOG, fur=0.7, ear_tone=[-0.3, -0.1, 0.2]))[:, 9, 6]
    np.testing.assert_allclose(ears, [0.4, 0.6, 0.9], atol=0.01)  # fur + ear_tone, in the middle of a hanging ear
    dark, light = turned(CAT, "fur")
    assert dark[10, 13] / light[10, 13] == pytest.approx(0.45 / 0.95, abs=0.01)  # a forehead is coat alone
    assert draw(Knobs(species=DOG, bib=1.0))[0].max() == pytest.approx(1, abs=0.02)  # a white muzzle


# Where one colour covers a pixel: a tongue that is out, an ear as dark as ears get, the shade within a cat's ear.
@pytest.mark.parametrize(
    ("species", "knobs", "place", "tone"),
    [
        (DOG, {"tongue": 1.0}, (21, 13), 0.55),
        (DOG, {"fur": 0.45, "ear_tone": -0.3}, (9, 6), 0.25),
        (CAT, {"ear_width": 3.0, "ear_length": 8.5, "ear_fold": 0.0, "size": 1.1}, (9, 8), (0.5 + 0.5 * 0.4) * 0.6),
    ],
)
def test_a_part_has_its_own_tone(species, knobs, place, tone):
    assert draw(Knobs(species=species, **knobs))[0][place] == pytest.approx(tone, abs=0.03)


def test_a_dog_s_tongue_is_three_pixels_wide():
    tongue = draw(Knobs(species=DOG, tongue=1.0))[0, 21]
    assert tongue.sum() / tongue.max() == pytest.approx(2 * 1.4 * 1.05, abs=0.3)


def test_stripes_are_rays_from_the_nose_30_degrees_apart():
    plain, striped = draw(Knobs(species=CAT, stripes=[0.0, 1.0]))
    taken = (plain - striped) / plain.clip(0.01)
    assert (taken[10, 9:19] > 0.25).tolist() == [True, True, False, False, True, True, False, False, True, True]
    assert taken[8, 13] == pytest.approx(0.65, abs=0.01)


@pytest.mark.parametrize(("knob", "axis"), [("x", 0), ("y", 1)])
def test_position_is_in_pixels(knob, axis):
    low, high = turned(CAT, knob)
    assert middle_of(high)[axis] - middle_of(low)[axis] == pytest.approx(0.8, abs=0.02)
    assert middle_of(high)[1 - axis] == pytest.approx(middle_of(low)[1 - axis], abs=0.02)


@pytest.mark.parametrize("species", [CAT, DOG])
def test_size_magnifies_about_the_middle(species):
    small, large = (picture > 0.25 for picture in turned(species, "size"))
    assert large.sum() / small.sum() == pytest.approx(1.1**2, abs=0.06)


def test_tilt_is_an_angle_counter_clockwise():
    """Both eyes' whites lie on a level line; the line through a tilted head's patches has the angle of the tilt."""
    for tilt in (-0.2, 0.2):
        # One dark patch on either side: where they are is what they take from the coat.
        places = []
        for patch in (-1.0, 1.0):
            plain, patched = (draw(Knobs(species=CAT, tilt=tilt, patch=strength))[0] for strength in (0.0, patch))
            places.append(middle_of(plain - patched))
        (left, low), (right, high) = places
        assert np.arctan2(high - low, right - left) == pytest.approx(tilt, abs=0.02)


def test_species_differ_in_the_lengths_that_the_drawing_gives_them():
    heads = [(draw(Knobs(species=species, ear_fold=0.0))[0, 15] > 0.3).sum() for species in (CAT, DOG)]
    assert heads[0] > heads[1]  # a dog's head is narrower
    light = [np.subtract(*turned(species, "tongue")[::-1]).sum() for species in (CAT, DOG)]
    assert light[1] > 2 * light[0] > 0  # a dog's tongue is longer and broader
    tips = [np.flatnonzero(draw(Knobs(species=species))[0][:, :8].max(1) > 0.3)[0] for species in (CAT, DOG)]
    assert tips[0] < tips[1]  # a cat's ears stand up


# The tone shows a part by itself. It grows along an axis (0: in width, 1: in height) by so many pixels for each of the
# knob's: by two for half a width, and a dog's muzzle is drawn broader by 15 %.
@pytest.mark.parametrize(
    ("species", "knob", "tone", "axis", "growth"),
    [
        (CAT, "snout_length", "bib", 1, 1),
        (DOG, "snout_length", "bib", 1, 1),
        (CAT, "snout_width", "bib", 0, 2),
        (DOG, "snout_width", "bib", 0, 2 * 1.15),
        (DOG, "ear_length", "ear_tone", 1, 1),
    ],
)
def test_a_part_grows_by_its_knob_s_pixels_times_the_size(species, knob, tone, axis, growth):
    extents = []
    for length in RANGES[knob]:
        animal = Knobs(species=[species] * 2, size=1.1, fur=0.45, ear_fold=1.0 if knob == "ear_length" else 0.4)
        change = np.abs(np.subtract(*draw(replace(animal, **{tone: RANGES[tone], knob: length}))))
        extents.append(change.max(axis).sum() / change.max())
    assert extents[1] - extents[0] == pytest.approx(1.1 * growth * np.ptp(RANGES[knob]), rel=0.1)


def test_a_head_is_twice_as_wide_as_its_knob_and_a_dog_s_narrower():
    growths = []
    for species in (CAT, DOG):
        coat = []
        for width in RANGES["head_width"]:
            dark, light = draw(Knobs(species=species, fur=[0.45, 0.95], head_width=width, whiskers=0.0, ear_length=4.5))
            coat.append((light - dark).sum(1) / (0.95 - 0.45))
        growths.append((coat[1] - coat[0]).max())
    assert growths[0] == pytest.approx(2 * (8.5 - 7.2) * 1.05, rel=0.1)
    assert growths[1] / growths[0] == pytest.approx(0.87, abs=0.04)


def test_a_cat_s_eyes_are_as_far_from_the_middle_as_the_knob_says():
    """What a gaze changes lies evenly about the middle of an eye."""
    for distance in RANGES["eye_distance"]:
        left, right = draw(Knobs(species=CAT, eye_distance=distance, gaze=[-1.0, 1.0], ear_length=4.5))
        eye = np.abs(right - left)[:, SIZE // 2 :]
        across = (eye.sum(0) * np.arange(0.5, SIZE // 2)).sum() / eye.sum()
        assert across == pytest.approx(1.05 * distance, abs=0.06)


@pytest.mark.parametrize(("species", "scale"), [(CAT, 1.0), (DOG, 0.88)])
def test_eyes_are_as_far_apart_as_the_knob_says(species, scale):
    """The dark eyes of a sleeper, each so far from the middle, times the size of 1.05."""
    for distance in (3.2, 4.4):
        awake = draw(Knobs(species=species, eye_distance=distance, eye_open=0.0, fur=0.95, ear_length=4.5))[0]
        row = awake[10:16, 14:20].min(1).argmin() + 10
        dark = np.clip(0.6 - awake[row, 14:21], 0, 1)
        assert (dark * np.arange(0.5, 7)).sum() / dark.sum() == pytest.approx(1.05 * scale * distance, abs=0.45)


def test_flipping_changes_the_species_alone(zoo):
    knobs = zoo.knobs[:200]
    flipped = flip_species(knobs)
    np.testing.assert_array_equal(flipped.species, 1 - knobs.species)
    np.testing.assert_array_equal(flipped.as_array()[:, 1:], knobs.as_array()[:, 1:])
    np.testing.assert_array_equal(flip_species(flipped).as_array(), knobs.as_array())
    change = np.abs(draw(flipped) - draw(knobs)).sum(axis=(1, 2))
    assert change.min() > 10
