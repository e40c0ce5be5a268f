"""Makes slides of lessons: ``python3 run.py slides 04``."""

import argparse
import sys
import time
from pathlib import Path

import jinja2
from pygments.formatters import HtmlFormatter

from authoring import lessons
from authoring.slides.deck import Deck, deck_of
from gan_lesson.files import replaced
from gan_lesson.page.bundle import read_bundle
from gan_lesson.page.palette import PALETTES

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "notebooks"
TARGET = ROOT / "slides"
ALL = "all"
ABOUT = "Make slides of lessons from their stored notebooks: one file for each lesson, which needs no network."
COLOURS = {"true": "a11y-high-contrast-light", "false": "a11y-high-contrast-dark"}  # by data-jp-theme-light
KEYS = "Space turns a slide, S opens the speaker's notes, F fills the screen, B blackens it, D is for dark rooms."


def page_of(deck: Deck) -> str:
    """A deck as an HTML page that needs nothing beside it."""
    environment = jinja2.Environment(undefined=jinja2.StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    template = environment.from_string(Path(__file__).with_name("deck.html.j2").read_text(encoding="utf-8"))
    colours = [
        HtmlFormatter(style=style, nobackground=True).get_style_defs(f'body[data-jp-theme-light="{light}"] .deck-code')
        for light, style in COLOURS.items()
    ]
    return template.render(
        title=deck.title,
        slides=deck.slides,
        palettes=PALETTES,
        code_colours="\n".join(colours),
        licence=read_bundle("deck.LICENSE"),
        sheet=read_bundle("deck.css"),
        script=read_bundle("deck.js"),
    )


def chosen(numbers: list[str], known: list[str]) -> list[str]:
    """The lessons' names, for numbers such as "04", for whole names, or for "all".

    Raises:
        LookupError: if there is no such lesson.
    """
    unknown = [number for number in numbers if number != ALL and not any(_means(number, name) for name in known)]
    if unknown:
        raise LookupError(
            f"There is no lesson {', '.join(unknown)}; there are: {', '.join(name[:2] for name in known)}"
        )
    return [name for name in known if ALL in numbers or any(_means(number, name) for number in numbers)]


def main(arguments: list[str] | None = None, folder: Path = FOLDER) -> int:
    """Writes the slides of lessons; returns the process's exit status."""
    parser = argparse.ArgumentParser(prog="python3 run.py slides", description=ABOUT, epilog=KEYS)
    parser.add_argument("lessons", nargs="+", metavar="NN", help="a lesson's number, such as 04, or all")
    parser.add_argument("--to", type=Path, default=TARGET, metavar="FOLDER", help="where to; by default slides")
    options = parser.parse_args(arguments)
    try:
        names = chosen(options.lessons, lessons.sources(folder))
    except LookupError as error:
        print(error, file=sys.stderr)
        return 2
    status = 0
    for name in names:
        start = time.monotonic()
        if not lessons.path_of(folder, name).exists():
            print(f"{name}: its notebook is missing. Build it with: python -m authoring build {name}", file=sys.stderr)
            status = 1
            continue
        try:
            deck = deck_of(folder, name)
        except (LookupError, ValueError) as error:  # a note without its heading, or no notebook at all
            print(f"{name}: {error}", file=sys.stderr)
            status = 1
            continue
        path = options.to / f"{name}.html"
        try:
            options.to.mkdir(parents=True, exist_ok=True)
            with replaced(path) as unfinished:
                unfinished.write_text(page_of(deck), encoding="utf-8")
        except OSError as error:
            print(f"{path} cannot be written: {error.strerror or error}", file=sys.stderr)
            return 1
        size = path.stat().st_size
        print(f"{path}: {len(deck.slides)} slides, {size / 1e6:.1f} MB, {time.monotonic() - start:.0f} s", flush=True)
    if not status:
        print(KEYS)
    return status


def _means(number: str, name: str) -> bool:
    return number == name or (number.isdigit() and number.zfill(2) == name.split("_", 1)[0])


if __name__ == "__main__":
    sys.exit(main())
