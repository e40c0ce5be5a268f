"""Keeps the course up to date: ``python -m authoring record``, ``build`` and ``pictures``."""

import argparse
import sys
import time
from pathlib import Path

try:
    from PIL import Image

    from authoring import arenas, labels, lessons, recipes, sentence_recipes, starts
    from authoring.rules import recorded
    from gan_lesson import plots, recordings
    from gan_lesson.evaluation import judges
    from gan_lesson.history import History, Snapshot
    from gan_lesson.laboratory import kept
    from gan_lesson.page import film
    from gan_lesson.page.palette import LIGHT
    from gan_lesson.plots.still import write
    from gan_lesson.recordings import asked, auction, forgers, rules, sentences, translators
except ModuleNotFoundError as error:
    sys.exit(f"{error.name} is missing: python3 run.py setup makes .venv with everything that authoring needs.")

# Recordings other than histories: by name, the recipe and the path.
ALSO = {
    "auction": (recipes.auction_days, auction.PATH),
    "forgers": (recipes.all_forgers, forgers.PATH),
    "judges": (lambda: iter([judges.train_judges()]), judges.PATH),
    "rules_ring": (lambda: recorded(arenas.RING), rules.RING),
    "rules_grid": (lambda: recorded(arenas.GRID), rules.GRID),
    "rules_portraits": (lambda: recorded(arenas.PORTRAITS), rules.PORTRAITS),
    "translators": (recipes.all_translators, translators.PATH),
    "asked": (labels.all_asked, asked.PATH),
    "sentences": (sentence_recipes.painting, sentences.PATH),
    "starts": (starts.all_starts, kept.PATH),
}
README_PICTURE = Path(__file__).parent.parent / "notebooks" / "pictures" / "a_run.webp"


def main(arguments: list[str] | None = None) -> int:
    """Runs one of the commands; returns the process's exit status."""
    parser = argparse.ArgumentParser(prog="python -m authoring", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    for command, summary, names in (
        ("record", "remake the recorded runs", f"some of: {', '.join([*recipes.RECIPES, *ALSO])}"),
        (
            "build",
            "turn notebooks/source/*.py into notebooks, and execute them",
            "lessons such as 08_the_full_training_loop",
        ),
    ):
        commands.add_parser(command, help=summary).add_argument("names", nargs="*", metavar="NAME", help=names)
    commands.add_parser("pictures", help="draw the README's pictures anew")
    options = parser.parse_args(arguments)
    try:
        if options.command == "pictures":
            return draw_pictures()
        return {"record": record, "build": build}[options.command](options.names)
    except KeyboardInterrupt:
        print("\nStopped; what was finished is kept.")
        return 130


def record(names: list[str]) -> int:
    """Remakes recordings, by default all of them."""
    known = [*recipes.RECIPES, *ALSO]
    unknown = [name for name in names if name not in known]
    if unknown:
        print(f"No recording is called {', '.join(unknown)}; there are: {', '.join(known)}")
        return 2
    for name in names or known:
        start = shown = time.monotonic()
        recipe, path = ALSO[name] if name in ALSO else (recipes.RECIPES[name], recordings.path_of(name))
        for recording in recipe():
            if time.monotonic() - shown > 1 and len(recording) and hasattr(recording[-1], "epoch"):
                shown = time.monotonic()
                print(f"\r{name}: epoch {recording[-1].epoch}, {shown - start:.0f} s", end="", flush=True)
        if isinstance(recording, History):
            recordings.save(recording, name)
        else:
            recording.save(path)
        print(f"\r{name}: {len(recording)} snapshots, {time.monotonic() - start:.0f} s, {path.stat().st_size:,} bytes")
    ship_films()
    draw_readme_picture()
    return 0


def ship_films() -> None:
    """Encodes the films of the recordings that lessons play, and deletes those of older recordings."""
    films = recipes.played_films()
    for outdated in {*film.FOLDER.glob("*.json")} - {one.path for one in films}:
        outdated.unlink()
    for one in films:
        if not one.path.is_file():
            one.ship()


def draw_pictures() -> int:
    """Draws the README's moving picture, and with Chromium those of three widgets."""
    from authoring import screenshots  # needs Playwright, which no other command does

    draw_readme_picture()
    for path in [README_PICTURE, *screenshots.draw(README_PICTURE.parent)]:
        print(f"{path.name}: {path.stat().st_size:,} bytes")
    return 0


def draw_readme_picture() -> None:
    """Draws the recorded portraits, epoch by epoch, as an animated picture."""
    history = recordings.load("portraits")
    README_PICTURE.parent.mkdir(exist_ok=True)
    first, *others = [_moment(snapshot) for snapshot in history]
    durations = [900, *[180] * (len(others) - 1), 3500]  # milliseconds: longer for the noise and for the result
    first.save(
        README_PICTURE, save_all=True, append_images=others, duration=durations, loop=0, quality=45, method=6
    )  # fmt: skip


def _moment(snapshot: Snapshot) -> Image.Image:
    """Thirty of a snapshot's pictures in three rows, and when it was taken."""
    pictures = plots.tile(snapshot.samples[:30], columns=10, blank=255, gap=1)
    sheet = Image.fromarray(pictures).resize((700, 208), Image.Resampling.BICUBIC)
    whole = Image.new("RGB", (sheet.width, sheet.height + 52), LIGHT.ground)
    whole.paste(sheet)
    when = "untrained" if snapshot.step == 0 else f"epoch {snapshot.epoch}, step {snapshot.step:,}"
    write(whole, (0, sheet.height + 10), when, size=28)
    return whole


def build(names: list[str]) -> int:
    """Builds and executes notebooks, by default all of them; those with exercises in both editions."""
    folder = Path.cwd() / "notebooks"
    known = lessons.sources(folder)
    if not known:
        print(f"There is no source folder in {folder}; run this from the project's top folder.")
        return 2
    unknown = [name for name in names if name not in known]
    if unknown:
        print(f"No lesson is called {', '.join(unknown)}; there are: {', '.join(known)}")
        return 2
    for name in names or known:
        for solutions in [False, True] if lessons.has_exercises(folder, name) else [False]:
            start, title = time.monotonic(), f"{name}{', with solutions' * solutions}"
            print(f"{title}: executing ...", end="", flush=True)
            path = lessons.build(folder, name, solutions)
            print(f"\r{title}: {time.monotonic() - start:.0f} s, {path.stat().st_size:,} bytes")
    return 0


if __name__ == "__main__":
    sys.exit(main())
