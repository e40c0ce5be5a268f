"""The palette: what must be told apart is, by everybody, in both themes."""

import pytest
from PIL import ImageColor

from gan_lesson.page.palette import PALETTES

RAMP = ("opinionFake", "opinionHalf", "opinionReal")


def luminance(colour):
    """Relative luminance as WCAG 2 defines it."""
    shares = [channel / 255 for channel in ImageColor.getrgb(colour)]
    linear = [share / 12.92 if share <= 0.03928 else ((share + 0.055) / 1.055) ** 2.4 for share in shares]
    return sum(weight * share for weight, share in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def contrast(one, other):
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("theme", PALETTES)
class TestOpinion:
    """The discriminator's opinion as colours of the plane."""

    @pytest.mark.parametrize("ground", RAMP)
    @pytest.mark.parametrize("mark", ["real", "fake", "discriminator"])
    def test_marks_are_seen_on_it(self, theme, ground, mark):
        assert contrast(PALETTES[theme][ground], PALETTES[theme][mark]) >= 3

    def test_its_words_are_read_on_it(self, theme):
        assert contrast(PALETTES[theme]["opinionHalf"], PALETTES[theme]["ink"]) >= 4.5

    def test_its_ends_differ_between_blue_and_yellow(self, theme):
        """That is what the common forms of colour blindness leave."""
        fake, real = (ImageColor.getrgb(PALETTES[theme][end]) for end in ("opinionFake", "opinionReal"))
        assert real[2] - fake[2] > 80 and fake[0] - real[0] > 60

    def test_it_diverges(self, theme):
        """Its middle is lighter than both ends, or darker."""
        fake, half, real = (luminance(PALETTES[theme][name]) for name in RAMP)
        assert (half - fake) * (half - real) > 0 and min(abs(half - fake), abs(half - real)) > 0.05
