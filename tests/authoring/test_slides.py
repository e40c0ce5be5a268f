"""Slides: what of a lesson stands on them, in which order, and that a deck needs nothing from elsewhere."""

import base64
import html.parser
import io
import re
from html import unescape

import nbformat
import pytest
from PIL import Image

from authoring import lessons
from authoring.slides import __main__ as command
from authoring.slides import deck, words
from gan_lesson.exercises import Prediction
from gan_lesson.widgets import EpochPlayer
from tests.widgets.synthetic import grey_run

NAMES = [name for name in lessons.sources(command.FOLDER) if lessons.path_of(command.FOLDER, name).exists()]
GUESS = Prediction("Ears or fur?", answers={"Ears": "Yes, ears.", "Fur": "No, not fur."})
FEWEST, MOST = 25, 40
SHORT = {"00_start_here": 10}  # a welcome of a quarter of an hour: more would be padding
FIRST = "A first sentence that says something in so many words."


def png(width, height):
    file = io.BytesIO()
    Image.new("L", (width, height), 128).save(file, "PNG")
    return base64.b64encode(file.getvalue()).decode()


def shown(html, picture=None):
    return nbformat.v4.new_output("display_data", {"text/html": html} | ({"image/png": picture} if picture else {}))


def figure(width=40, height=40):
    picture = png(width, height)
    html = f'<figure class="gan-lesson-figure"><img src="data:image/png;base64,{picture}" alt="Grey"></figure>'
    return shown(html, picture)


def bundle(thing):
    return shown(thing._repr_mimebundle_()["text/html"])


def prose(text):
    return nbformat.v4.new_markdown_cell(text)


def code(source, *outputs, **more):
    return nbformat.v4.new_code_cell(source, outputs=list(outputs), **more)


def said(text):
    return nbformat.v4.new_output("stream", name="stdout", text=text)


def small_lesson():
    exercise = code("def double(x):\n    ...", id="to-solve", metadata={"tags": ["exercise"]})
    cells = [
        prose("# 42 · A title\n\n**What is it?** A test.\n\n- to see;\n- to say."),
        code("import torch"),
        prose(f"## The part & more\n\n{FIRST} A second one, where 5 < 6, is spoken."),
        code("exercises.guess", bundle(GUESS)),
        code("numbers = [1, 2]"),
        code("exercises.show(plot(numbers))", figure()),
        code("exercises.guess.reveal()", bundle(GUESS.reveal())),
        prose("Ears it was. And [lesson 01](01_first.ipynb) said so before."),
        prose("### Exercise: double\n\nDouble a number. Don't add. Never subtract."),
        exercise,
        code("exercises.double.check(double)\n# exercises.double.hint()", shown("<p>A verdict</p>")),
        prose("## A run\n\nWatch it."),
        code("EpochPlayer(run)", bundle(EpochPlayer(grey_run()))),
        code("exercises.progress()", shown("<p>Progress</p>")),
        prose("## Read more\n\n- A book."),
        prose("Previous: [01](01_first.ipynb). Next: [43](43_last.ipynb)."),
    ]
    return nbformat.v4.new_notebook(cells=cells)


TEACHING = {"# 42 · A title": "Ten minutes.", "## The part & more": "Ask *why*.", "### Exercise: double": "In pairs."}
SOLUTIONS = {"to-solve": "def double(x):\n    return 2 * x  # or x < y"}


@pytest.fixture(scope="module")
def small():
    return deck.Deck(small_lesson(), TEACHING, SOLUTIONS)


def text_of(parts):
    return re.sub(
        r"\s+",
        " ",
        unescape(re.sub(r"<style.*?</style>|<script.*?</script>|<[^>]+>", "", "".join(parts), flags=re.DOTALL)),
    ).strip()


def test_slides_come_in_the_lesson_s_order_and_a_prediction_before_its_answer(small):
    assert [slide.kind for slide in small.slides] == ["title", "question", "figure", "exercise", "widget"]
    title, question, picture, exercise, player = small.slides
    assert title.heading == "42 · A title" and question.heading == "The part &amp; more"
    assert (exercise.heading, exercise.above) == ("Exercise: double", "The part &amp; more")
    assert 'data-part="ask"' in question.stage[0] and "gan-lesson-figure" in picture.stage[0]
    assert (
        'data-part="reveal"' in picture.after[0]
        and text_of(picture.after[1:]) == "Ears it was. And lesson 01 said so before."
    )
    assert "gan-lesson-epoch-player" in player.stage[0]


def test_a_slide_has_the_first_sentence_and_the_notes_have_all(small):
    question = small.slides[1]
    assert text_of(question.lead) == FIRST
    assert text_of(question.notes) == f"Ask why. {FIRST} A second one, where 5 < 6, is spoken."
    assert text_of(small.slides[0].notes).startswith("Ten minutes. What is it?")


def test_an_exercise_is_asked_in_full_and_its_solution_is_folded_and_in_the_notes(small):
    exercise = small.slides[3]
    assert text_of(exercise.lead) == "Double a number. Don't add. Never subtract."
    assert text_of(exercise.stage) == "def double(x): ..."
    solution = "def double(x): return 2 * x # or x < y"
    assert text_of(exercise.folds["A solution"]) == solution and text_of(exercise.notes).endswith(solution)
    assert text_of(exercise.notes).startswith("In pairs.")


def test_helpers_are_folded_and_checks_progress_and_imports_are_left_out(small):
    assert text_of(small.slides[2].folds["Code"]) == "numbers = [1, 2] exercises.show(plot(numbers))"
    everything = text_of(
        part for slide in small.slides for part in (*slide.lead, *slide.stage, *slide.after, *slide.notes)
    )
    folded = text_of(part for slide in small.slides for parts in slide.folds.values() for part in parts)
    for left_out in ("check(", "A verdict", "Progress", "import torch", "Previous"):
        assert left_out not in everything + folded
    assert text_of(small.slides[-1].folds["Read more"]) == "A book."


def slides_of(*cells):
    """Those of a lesson's second section, with these cells."""
    cells = [prose("# 1\n\nA."), code("imports"), prose("## B"), *cells]
    return deck.Deck(nbformat.v4.new_notebook(cells=cells), {}, {}).slides[1:]


def marked(kind, cell):
    cell.metadata["slideshow"] = {"slide_type": kind}
    return cell


def test_what_is_for_the_speaker_alone_is_in_the_notes_and_its_code_is_folded():
    [picture] = slides_of(
        marked("notes", prose(FIRST)), marked("notes", code("y = 1\nprint(y)", said("1\n"))), code("show()", figure())
    )
    assert not picture.lead and text_of(picture.notes) == f"{FIRST} 1"
    assert text_of(picture.folds["Code"]) == "y = 1 print(y) show()" and "1" not in text_of(picture.stage)


def test_what_is_left_to_the_notebook_is_on_no_slide():
    cells = [marked("skip", prose(FIRST)), marked("skip", code("hidden()", figure()))]
    [question] = slides_of(*cells, code("exercises.guess", bundle(GUESS)))
    assert question.kind == "question" and not (question.lead or question.notes or question.folds)


def test_code_that_the_class_reads_has_a_slide():
    [read] = slides_of(marked("slide", code("network = build()")))
    assert (read.kind, text_of(read.stage)) == ("code", "network = build()")


def test_what_joins_the_slide_before_has_none_of_its_own():
    [picture] = slides_of(
        code("show()", figure()),
        code("exercises.guess", bundle(GUESS)),
        marked("fragment", code("again()", figure(), said("1\n"))),
        marked("fragment", code("exercises.guess.reveal()", bundle(GUESS.reveal()))),
        marked("fragment", prose(f"{FIRST} Nobody sees this.\n\nAnd this ends with a colon:")),
    )[1:]
    assert picture.kind == "question" and "gan-lesson-figure" in picture.stage[-1]
    assert text_of(picture.folds["Code"]) == "again()" and text_of(picture.stage).endswith("1")
    assert 'data-part="reveal"' in picture.after[0]
    assert text_of(picture.after[1:]) == f"{FIRST} And this ends with a colon:"


def test_a_mark_that_nobody_knows_is_an_error():
    with pytest.raises(ValueError, match="'subslide' is no mark of a slide; there are: slide, fragment, notes, skip"):
        slides_of(marked("subslide", prose(FIRST)))


def test_marks_are_read_from_the_source_without_a_new_run(folder):
    source = '# %% [markdown]\n# # 42 · A title\n\n# %%\n1\n\n# %% [markdown] slideshow={"slide_type": "notes"}\n# x\n'
    (folder / "source" / "42_small.py").write_text(source, encoding="utf-8")
    notebook = small_lesson()
    for number, cell in enumerate(notebook.cells):
        cell["id"] = f"cell-{number:03}"
    nbformat.write(notebook, folder / "42_small.ipynb")
    question = deck.deck_of(folder, "42_small").slides[1]
    assert not question.lead and FIRST in text_of(question.notes)


def test_an_exercise_that_says_nothing_stands_below_what_leads_to_it():
    long = f"It begins with {'a long ' * 40}sentence."
    [exercise] = slides_of(prose(f"{long}\n\n### Exercise"), code("def f(): ...", metadata={"tags": ["exercise"]}))
    assert (exercise.kind, exercise.heading, exercise.above) == ("exercise", "Exercise", "B")
    assert text_of(exercise.lead) == long and text_of(exercise.stage) == "def f(): ..."


def test_code_that_trains_is_read():
    train, picture = slides_of(code("loss.backward()\noptimizer.step()", said("done\n")), code("show()", figure()))
    assert (train.kind, text_of(train.stage)) == ("code", "loss.backward() optimizer.step() done")
    assert text_of(picture.folds["Code"]) == "show()"


def test_what_a_helper_prints_stands_with_the_picture_and_its_code_is_folded():
    [picture] = slides_of(code("y = 1\nprint(y)", said("1\n")), code("show()", figure()))
    assert (picture.kind, text_of(picture.folds["Code"])) == ("figure", "y = 1 print(y) show()")
    assert text_of(picture.stage) == "1"


def test_much_that_is_printed_has_a_slide():
    lines = "\n".join(map(str, range(deck.LINES)))
    [printed] = slides_of(code("count()", said(lines)), prose("That was it, and it was a lot of numbers to look at."))
    assert text_of(printed.folds["Code"]) == "count()" and text_of(printed.stage) == lines.replace("\n", " ")


def test_long_code_is_cut_where_it_is_indented_least():
    lines = [f"a{n} = {n}" for n in range(9)] + ["", "def f():"] + [f"    b{n} = {n}" for n in range(12)]
    parts = deck.cut("\n".join(lines), most=15, last=15)
    assert [part.split("\n")[0] for part in parts] == ["a0 = 0", "def f():"]
    assert "\n".join(parts).split() == "\n".join(lines).split()
    assert max(part.count("\n") + 1 for part in deck.cut("\n".join(["  x"] * 70), 20, 10)) <= 20


LONG = "This first sentence is long enough to stand by itself."


@pytest.mark.parametrize(
    ("whole", "short"),
    [
        ("One is short. Two.", "One is short. Two."),
        (f"{LONG} Two.", LONG),
        (
            "It is as in Goodfellow et al. And in `a. B`, $x. Y$ too. Two.",
            "It is as in Goodfellow et al. And in `a. B`, $x. Y$ too.",
        ),
        (
            "*Emphasis that is long. And goes on after a stop.* Two.",
            "*Emphasis that is long. And goes on after a stop.*",
        ),
        (f"{LONG} Two. **Three.** Four.", f"{LONG} **Three.**"),
    ],
)
def test_shortened(whole, short):
    assert words.shortened(whole) == short


def test_what_leads_to_a_formula_stays_and_what_unfolds_is_left_out():
    text = (
        "A long first sentence that says where we are going. In between. So:\n\n$$x$$\n\n<details>\n\nNo.\n\n</details>"
    )
    assert words.points_of(text) == ["A long first sentence that says where we are going. So:", "$$x$$"]
    assert words.points_of("Take:\n- one. Two and more of the same, and so on;\n- two") == [
        "Take:",
        "- one. Two and more of the same, and so on;\n- two",
    ]


def test_what_leads_to_a_formula_is_on_its_slide():
    full = f"It begins with {'a long ' * 85}sentence."
    first, second = slides_of(prose(f"{full}\n\nWhich leads to this formula, the last of all:\n\n$$x$$"))
    assert len(full) < deck.ALONE and text_of(first.lead) == full
    assert text_of(second.lead[:1]).startswith("Which leads") and "<math" in second.lead[1]


class Needed(html.parser.HTMLParser):
    """What a page loads."""

    def __init__(self, text):
        super().__init__()
        self.loaded = []
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        found = dict(attributes)
        self.loaded += [found[name] for name in ("src", "srcset", "poster", "data") if name in found]
        if tag == "link":
            self.loaded.append(found["href"])


def test_a_deck_is_one_page_with_reveal_js_and_its_licence(small):
    page = command.page_of(small)
    assert all(address.startswith("data:") for address in Needed(page).loaded)
    sheets = "".join(re.findall(r"<style>.*?</style>", page, re.DOTALL))
    assert len(sheets) > 50_000 and not re.search(r"url\(['\"]?(?!data:|#)|@import", sheets)
    assert "Copyright (C) 2011-2023 Hakim El Hattab" in page and "THE SOFTWARE IS PROVIDED" in page
    assert page.count("<section ") == len(small.slides) == page.count('<aside class="notes">')


@pytest.mark.parametrize("name", NAMES)
def test_every_lesson_becomes_slides(name):
    slides = deck.deck_of(command.FOLDER, name).slides
    assert SHORT.get(name, FEWEST) <= len(slides) <= MOST
    assert all(text_of([slide.heading]) for slide in slides)
    asked, answered = {}, {}
    for number, slide in enumerate(slides):
        for html_of_it in (*slide.stage, *slide.after):
            for part, question in re.findall(
                r'data-part="(ask|reveal)".*?"id":"(prediction-\w+)"', html_of_it, re.DOTALL
            ):
                {"ask": asked, "reveal": answered}[part][question] = number
    assert set(asked) == set(answered) and all(answered[one] > asked[one] for one in asked)


@pytest.fixture
def folder(tmp_path):
    notebooks = tmp_path / "notebooks"
    (notebooks / "source" / "teaching").mkdir(parents=True)
    for name in ("42_small", "43_missing"):
        (notebooks / "source" / f"{name}.py").touch()
    nbformat.write(small_lesson(), notebooks / "42_small.ipynb")
    return notebooks


def test_the_command_writes_a_page_for_each_lesson(folder, tmp_path, capsys):
    assert command.main(["42", "--to", str(tmp_path / "decks")], folder) == 0
    assert [path.name for path in (tmp_path / "decks").iterdir()] == ["42_small.html"]
    heard = capsys.readouterr().out
    assert "42_small.html: 5 slides" in heard and "speaker's notes" in heard


def test_the_command_names_what_is_wrong(folder, tmp_path, capsys):
    assert command.main(["42", "7"], folder) == 2
    assert "There is no lesson 7; there are: 42, 43" in capsys.readouterr().err
    assert command.main(["all", "--to", str(tmp_path)], folder) == 1
    heard = capsys.readouterr()
    assert "43_missing: its notebook is missing. Build it with: python -m authoring build 43_missing" in heard.err
    assert "42_small.html" in heard.out
    (folder / "42_small.ipynb").write_text("{", encoding="utf-8")
    assert command.main(["42", "--to", str(tmp_path)], folder) == 1
    assert capsys.readouterr().err.startswith("42_small: ")
    nbformat.write(small_lesson(), folder / "42_small.ipynb")
    (folder / "source" / "teaching" / "42_small.md").write_text("## Nowhere\n\nA note.", encoding="utf-8")
    assert command.main(["42", "--to", str(tmp_path)], folder) == 1
    assert "42_small has no such heading: ## Nowhere" in capsys.readouterr().err


def test_the_command_says_where_it_cannot_write(folder, tmp_path, capsys):
    (tmp_path / "taken").touch()
    assert command.main(["42", "--to", str(tmp_path / "taken")], folder) == 1
    assert "cannot be written" in capsys.readouterr().err
