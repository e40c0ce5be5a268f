"""Two worlds without pairs: pets drawn here, and pictures of one's own, from folders or from a server on loopback."""

import hashlib
import io
import zipfile

import numpy as np
import pytest
import torch
from PIL import Image

from gan_lesson.datasets import DownloadError, downloads, portraiture, unpaired
from tests.datasets import test_outside
from tests.datasets.test_outside import cache  # noqa: F401


def random(seed=0):
    return torch.Generator().manual_seed(seed)


class TestPets:
    def test_plain_and_striped_pets_are_other_animals_of_both_species(self):
        draws = random()
        x, y = unpaired.plain_pets(60, draws), unpaired.striped_pets(50, draws)
        assert x.data.shape == (60, 1, 28, 28) and x.data.dtype == torch.float32 and x.data.abs().max() <= 1
        assert set(x.labels.tolist()) == set(y.labels.tolist()) == {0, 1}
        assert not (x.knobs.fur[:50] == y.knobs.fur).any()
        for pets, stripes in ((x, 0), (y, 1)):
            assert (pets.knobs.stripes == stripes).all()
            assert not pets.knobs.patch.any() and not pets.knobs.mask.any()

    def test_the_truth_is_the_same_animal(self):
        x = unpaired.plain_pets(40, random(1))
        truth = unpaired.striped(x)
        different = [
            name for name in portraiture.RANGES if (getattr(x.knobs, name) != getattr(truth.knobs, name)).any()
        ]
        assert different == ["stripes"]
        torch.testing.assert_close(unpaired.plain(truth).data, x.data)

    @pytest.mark.parametrize("seed", range(5))
    def test_the_stripes_are_bold(self, seed):
        """They change one pixel in twelve, background included; the portraits' own are thinner."""
        x = unpaired.plain_pets(200, random(seed))
        bold = (unpaired.striped(x).data - x.data).abs() > 0.2
        knobs = unpaired.striped(x).knobs
        thin = np.abs(2 * portraiture.draw(knobs) - 1 - x.data[:, 0].numpy()) > 0.2
        assert bold.float().mean() > 0.08 and bold.float().mean() > 1.5 * thin.mean()

    def test_without_stripes_both_patterns_draw_the_same_and_a_tabby_is_the_default(self):
        knobs = portraiture.sample_knobs(50, np.random.default_rng(0))
        plain = unpaired.plain_pets(20, random()).knobs
        np.testing.assert_array_equal(portraiture.draw(plain), portraiture.draw(plain, portraiture.ZEBRA))
        np.testing.assert_array_equal(portraiture.draw(knobs), portraiture.draw(knobs, portraiture.TABBY))

    def test_cats_dogs_and_the_other_species(self):
        cats, dogs = unpaired.cats(9, random()), unpaired.dogs(9, random())
        assert not cats.labels.any() and dogs.labels.all()
        flipped = unpaired.other_species(cats)
        assert flipped.labels.all() and (flipped.knobs.fur == cats.knobs.fur).all()

    def test_a_film_turns_one_head(self):
        pets = unpaired.plain_pets(3, random())
        film = unpaired.turning(pets, 7)
        assert len(film) == 7 and film.knobs.tilt[[0, -1]].tolist() == pytest.approx([-0.2, 0.2])
        assert (np.diff(film.knobs.tilt) > 0).all() and len(set(film.knobs.fur.tolist())) == 1
        assert film.knobs.fur[0] == pets.knobs.fur[0]


def picture(grey, size=(60, 40), kind="PNG"):
    file = io.BytesIO()
    Image.new("RGB", size, (grey, grey, grey)).save(file, kind)
    return file.getvalue()


@pytest.fixture
def folder(tmp_path):
    """Two worlds as CycleGAN's archive has them, unpacked; dark horses, light zebras."""
    for part in ("train", "test"):
        for world, grey in (("A", 51), ("B", 204)):
            where = tmp_path / "mine" / f"{part}{world}"
            where.mkdir(parents=True)
            for number in range(3 if part == "train" else 1):
                (where / f"{number}.png").write_bytes(picture(grey + number))
    return tmp_path / "mine"


class TestOnesOwn:
    def test_two_folders(self, folder):
        horses, zebras = unpaired.horses_and_zebras(folder=folder)
        assert horses.data.shape == zebras.data.shape == (3, 1, 28, 28) and horses.data.dtype == torch.float32
        assert horses.data[:, 0, 14, 14].tolist() == pytest.approx([2 * g / 255 - 1 for g in (51, 52, 53)], abs=0.01)
        assert zebras.data.min() > 0.5
        assert [len(world) for world in unpaired.horses_and_zebras(2, folder=folder)] == [2, 2]
        assert [len(world) for world in unpaired.horses_and_zebras(folder=folder, test=True)] == [1, 1]

    def test_the_square_in_the_middle_is_taken_and_other_files_are_not(self, tmp_path):
        image = Image.new("L", (300, 100), 0)
        image.paste(255, (100, 0, 200, 100))
        image.save(tmp_path / "Wide.JPG", quality=95)
        (tmp_path / "notes.txt").write_text("not a picture")
        (tmp_path / "below.png").mkdir()
        pets = unpaired.own_pictures(tmp_path)
        assert len(pets) == 1 and pets.data[0, 0, 2:-2, 2:-2].min() > 0.95

    @pytest.mark.parametrize(
        ("spoil", "error", "says"),
        [
            (lambda f: (f / "trainA" / "0.png").write_bytes(b"<html>"), ValueError, "no picture, or it is damaged"),
            (lambda f: (f / "trainA" / "0.png").write_bytes(picture(9)[:60]), ValueError, "no picture, or it is"),
            (lambda f: [p.unlink() for p in (f / "trainB").iterdir()], FileNotFoundError, "no pictures in"),
            (lambda f: (f / "trainB").rename(f / "zebras"), FileNotFoundError, "there is no folder"),
        ],
    )
    def test_what_is_wrong_is_said_in_one_sentence(self, folder, spoil, error, says):
        spoil(folder)
        with pytest.raises(error, match=says) as caught:
            unpaired.horses_and_zebras(folder=folder)
        assert "\n" not in str(caught.value)

    def test_no_more_than_there_are_and_none_too_large(self, folder, monkeypatch):
        with pytest.raises(ValueError, match="n can be 1 to 3, not 4"):
            unpaired.horses_and_zebras(4, folder=folder)
        monkeypatch.setattr(unpaired, "MOST_PIXELS", 100)
        with pytest.raises(ValueError, match="60 x 40 pixels"):
            unpaired.horses_and_zebras(folder=folder)


def archive():
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as packed:
        for name, grey in (("trainA/a.jpg", 40), ("trainA/b.jpg", 50), ("trainB/a.jpg", 210), ("testA/c.jpg", 60)):
            packed.writestr(f"horse2zebra/{name}", picture(grey, (64, 64), "JPEG"))
        packed.writestr("horse2zebra/trainB/", b"")
    return file.getvalue()


class TestDownloads:
    """The server is that of MNIST's tests: every folder of it is a mirror, whose name says how it breaks."""

    @pytest.fixture
    def offered(self, cache, monkeypatch):  # noqa: F811
        with test_outside.serving({}, cache) as server:
            server.files = {"horse2zebra.zip": archive()}

            def offer(*mirrors, content=None):
                if content is not None:
                    server.files = {"horse2zebra.zip": content}
                checksums = {name: hashlib.sha256(file).hexdigest() for name, file in server.files.items()}
                addresses = tuple(f"http://127.0.0.1:{server.server_port}/{mirror}/" for mirror in mirrors)
                source = downloads.Source("Horses", "horse2zebra", addresses, checksums, instead="unpaired.plain_pets")
                monkeypatch.setattr(downloads, "HORSE2ZEBRA", source)
                return server

            yield offer

    def test_a_good_mirror_and_only_once(self, offered):
        server = offered("absent", "good")
        horses, zebras = unpaired.horses_and_zebras()
        assert (horses.name, len(horses), zebras.name, len(zebras)) == ("Horses", 2, "Zebras", 1)
        assert horses.data.max() < -0.4 < 0.4 < zebras.data.min()
        assert [len(world) for world in unpaired.horses_and_zebras(1)] == [1, 1]
        assert [how for how, _ in server.asked] == ["absent", "good"]

    def test_a_failure_is_one_sentence_that_names_a_way_out(self, offered):
        offered("absent", "corrupt")
        with pytest.raises(DownloadError, match="or use unpaired.plain_pets, which needs no download") as caught:
            unpaired.horses_and_zebras()
        assert "\n" not in str(caught.value) and "folder=..." in str(caught.value)

    def test_an_archive_that_is_none(self, offered):
        offered("good", content=b"not a zip, but published so")
        with pytest.raises(ValueError, match="no archive, or it is damaged: delete it"):
            unpaired.horses_and_zebras()

    def test_what_is_published(self):
        assert list(downloads.HORSE2ZEBRA.sha256) == ["horse2zebra.zip"]
        assert all(mirror.startswith("https://") and mirror.endswith("/") for mirror in downloads.HORSE2ZEBRA.mirrors)
