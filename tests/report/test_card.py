"""What a card says and shows, from numbers by hand: its sentences, its page, its figure and its file."""

import dataclasses
import html.parser
import json
import re

import numpy as np
import pytest
from PIL import Image

from gan_lesson.report import ReportCard, Score, Spread
from gan_lesson.report.drawing import beside_nearest

LINES = {  # by key: name, fake, real, aim, decimals
    "frechet_training": ("to training", 0.5, 0.2, "as low as real", 2),
    "frechet_held_out": ("to unseen", 0.6, 0.4, "as low as real", 2),
    "precision": ("precision", 0.8, 0.9, "as high as real", 2),
    "recall": ("recall", 0.7, 0.9, "as high as real", 2),
    "copied": ("copied", 0.5, 0.5, "1/2, as real", 2),
    "nearest_training": ("nearest", 3.0, 3.0, "as far as real", 2),
    "pixels": ("pixels", 5.0, 5.0, "as near as real", 2),
    "kinds": ("kinds", 2.0, 2.0, "all", 0),
    "knobs": ("knobs", 0.9, 0.98, "as high as real", 2),
    "unreadable": ("unreadable", 0.05, 0.0, "as low as real", 3),
}


def card_with(kinds=(0.5, 0.5), knobs=(0.9, 0.9), name="A forger", how_made="", **fakes):
    scores = {
        key: Score(name, Spread.of([fakes.get(key, fake)]), Spread.of([real]), aim, decimals)
        for key, (name, fake, real, aim, decimals) in LINES.items()
    }
    grey = (np.arange(16)[:, None, None] * 10 + np.zeros((16, 4, 4))).astype(np.uint8)
    return ReportCard(
        name=name,
        data="Portraits",
        how_made=how_made,
        training_rows=4096,
        rows=2000,
        few=500,
        draws=3,
        scores=scores,
        kinds=dict(zip(("cat", "dog"), ((share, 0.5) for share in kinds), strict=True)),
        knobs=dict(zip(("fur", "ear_length"), ((overlap, 0.98, 0.89) for overlap in knobs), strict=True)),
        sheet=grey,
        nearest=grey + 5,
        walk=grey[:9],
    )


class TestFindings:
    def test_nothing_stands_out(self):
        assert card_with().findings == ["Nothing stands out: on these scores it is close to real pictures."]
        assert card_with(frechet_held_out=0.81).findings == [
            "No single fault stands out, but its pictures still differ from real ones as a whole."
        ]

    @pytest.mark.parametrize(
        ("fakes", "words"),
        [
            ({"copied": 0.9, "nearest_training": 1.0}, "It copies: 90 %"),
            ({"frechet_training": 0.1}, "That is no praise: it means copies."),
            ({"precision": 0.5}, "Many of its pictures lie where no real one does."),
            ({"recall": 0.5}, "Much of what real pictures show is missing"),
            ({"unreadable": 0.2}, "20 % of its pictures are no portrait"),
        ],
    )
    def test_each_fault_has_its_sentence(self, fakes, words):
        (sentence,) = card_with(**fakes).findings
        assert words in sentence

    def test_each_distance_has_a_floor_of_its_own(self):
        """0.3 is below what real pictures score against the unseen ones, not below what they score against training."""
        assert card_with(frechet_training=0.3).findings[0].startswith("Nothing stands out")

    def test_few_pictures_near_the_training_set_by_chance_are_no_copies(self):
        assert not any("copies" in found for found in card_with(copied=0.9, nearest_training=2.9).findings)

    def test_what_is_missing(self):
        card = card_with(kinds=(0.124, 0.876), knobs=(0.9, 0.5))
        assert card.missing_kinds == ["cat"] and card.missing_knobs == ["ear_length"]
        assert card.findings == [
            "It leaves out kinds of picture: cat.", "1 of 2 knobs are not set as in real portraits: ear length.",
        ]  # fmt: skip
        assert card_with(kinds=(0.126, 0.874), knobs=(0.69, 0.69)).missing_kinds == []

    def test_it_says_what_it_cannot_know(self):
        said = " ".join(card_with().cannot_know)
        assert "nobody was asked" in said and "rarer than one picture in 2,000" in said and "not the FID" in said
        assert "another seed" in said and "theirs to use" in said


def test_words_of_a_spread():
    score = Score("s", Spread.of([0.5, 0.61, 0.57]), Spread.of([1234.5]), "as low as real", 2)
    assert score.words(score.fake) == "0.56 (0.50 to 0.61)" and score.words(score.real) == "1,234.50"
    assert Score("s", Spread.of([0.501, 0.502]), score.real, "all", 1).words(Spread.of([0.501, 0.502])) == "0.5"


def test_as_text_and_numbers():
    card = card_with(how_made="By hand.")
    assert repr(card) == "ReportCard('A forger': 10 scores over 3 draws of 2,000 pictures)"
    lines = str(card).splitlines()
    assert lines[0] == "A forger, taught by 4,096 pictures: Portraits" and re.match("precision +0.80 +0.90 ", lines[4])
    numbers = json.loads(json.dumps(card.as_dict()))
    assert numbers["scores"]["recall"] == {
        "name": "recall", "aim": "as high as real",
        "fake": {"mean": 0.7, "low": 0.7, "high": 0.7}, "real": {"mean": 0.9, "low": 0.9, "high": 0.9},
    }  # fmt: skip
    assert numbers["how_made"] == "By hand." and numbers["kinds"]["cat"] == [0.5, 0.5] and "sheet" not in numbers
    assert numbers["findings"] == card.findings and numbers["cannot_know"] == card.cannot_know


def test_each_picture_stands_above_its_nearest():
    sheet = beside_nearest(card_with())
    assert sheet.shape == (4 * 4, 8 * 4)
    assert sheet[::4, ::4].tolist() == [
        [0, 10, 20, 30, 40, 50, 60, 70], [5, 15, 25, 35, 45, 55, 65, 75],
        [80, 90, 100, 110, 120, 130, 140, 150], [85, 95, 105, 115, 125, 135, 145, 155],
    ]  # fmt: skip


class Balanced(html.parser.HTMLParser):
    """Reads a page, and knows what is open and what was said."""

    def __init__(self, text):
        super().__init__()
        self.open, self.words, self.links, self.alts = [], [], [], []
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        given = dict(attributes)
        self.links += [given[name] for name in ("src", "href") if name in given]
        self.alts += [given["alt"]] if tag == "img" else []
        if tag not in ("img", "meta"):
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        self.words.append(data)


def test_the_page_travels_and_is_whole():
    card = card_with(name="<b>Tom & Co", how_made="<i>Quickly")
    page = Balanced(card.html())
    assert not page.open and len(page.alts) == 2 and all(len(alt) > 20 for alt in page.alts)
    assert page.links and all(link.startswith("data:image/png;base64,") for link in page.links)
    said = " ".join(page.words)
    for words in ("<b>Tom & Co", "<i>Quickly", "What this card cannot know", *card.findings, *card.cannot_know):
        assert words in said
    for score in card.scores.values():
        assert score.name in said and score.words(score.fake) in said and score.aim in said
    assert "ear length" in said and "0.89" in said, "the reader's own error"
    outside = re.sub('(?s)<section class="gl-measured">.*?</section>', "", card.html())
    assert "Tom" in outside and "0.80" not in outside, "what another machine measures otherwise is in the section"
    assert card._repr_mimebundle_() == {"text/html": card.html(), "text/plain": repr(card)}


def test_other_pictures_have_no_knobs():
    card = dataclasses.replace(card_with(), knobs={})
    assert "knob" not in card.html().replace("knobs</th>", "") and card.figure()


def test_it_is_saved_as_page_picture_and_numbers(tmp_path):
    card = card_with()
    page = card.save(tmp_path / "card.html").read_text("utf-8")
    assert page.startswith("<!doctype html>") and "<h1>A forger</h1>" in page and "<h3>A forger</h3>" in card.html()
    assert len(page) > len(card.html()) and not Balanced(page.split(">", 1)[1]).open
    with Image.open(card.save(tmp_path / "card.png")) as picture:
        assert picture.width > 1400 and picture.height > 1400
    assert json.loads(card.save(tmp_path / "card.json").read_text("utf-8"))["name"] == "A forger"
    with pytest.raises(ValueError, match=r"saved as .html, .png or .json, not as 'card.pdf'"):
        card.save(tmp_path / "card.pdf")
    with pytest.raises(FileNotFoundError, match="there is no folder .*away"):
        card.save(tmp_path / "away" / "card.html")


def test_the_figure_says_what_the_card_says():
    card = card_with(name="Tom", how_made="Quickly.", knobs=(0.9, 0.5))
    figure = card.figure()
    words = "\n".join(text.get_text() for text in [*figure.texts, *(t for axes in figure.axes for t in axes.texts)])
    for said in ("Tom", "Quickly.", "What this card cannot know", "0.80", "as far as real"):
        assert said in words
    bars = {
        tick.get_text(): [bar.get_width() for bar in axes.patches]
        for axes in figure.axes for tick in axes.get_yticklabels()[:1]
    }  # fmt: skip
    assert bars["cat"] == [50, 50, 50, 50]
    assert bars["ear length"] == [0.98, 0.98, 0.5, 0.9], "the furthest first; real, then fakes"
