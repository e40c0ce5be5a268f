"""What keeps the course up to date: ``python -m authoring record`` and ``build``."""

import argparse
import sys
import time
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from authoring import lessons, recipes
from gan_lesson import plots, recordings
from gan_lesson.history import History, Snapshot
from gan_lesson.page.palette import LIGHT
from gan_lesson.recordings import auction

# What is recorded beside the histories: by name, the recipe and where its outcome is kept.
ALSO = {"auction": (recipes.auction_days, auction.PATH)}
README_PICTURE = Path(__file__).parent.parent / "notebooks" / "pictures" / "a_run.webp"


def main(arguments: list[str] | None = None) -> int:
    """Runs one of the commands; returns the process's exit status."""
    parser = argparse.ArgumentParser(prog="python -m authoring", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    record_ = commands.add_parser("record", help="remake the recorded runs")
    record_.add_argument("names", nargs="*", metavar="NAME", help=f"some of: {', '.join([*recipes.RECIPES, *ALSO])}")
    build_ = commands.add_parser("build", help="turn notebooks/source/*.py into notebooks, and execute them")
    build_.add_argument(
        "names", nargs="*", metavar="NAME", help="lessons such as 08_the_full_training_loop; by default all"
    )
    given = parser.parse_args(arguments)
    try:
        return record(given.names) if given.command == "record" else build(given.names)
    except KeyboardInterrupt:
        print("\nStopped; what was finished is kept.")
        return 130


def record(names: list[str]) -> int:
    """Remakes recordings, all of them by default."""
    have = [*recipes.RECIPES, *ALSO]
    unknown = [name for name in names if name not in have]
    if unknown:
        print(f"No recording is called {', '.join(unknown)}; there are: {', '.join(have)}")
        return 2
    for name in names or have:
        start = shown = time.monotonic()
        recipe, path = ALSO[name] if name in ALSO else (recipes.RECIPES[name], recordings.path_of(name))
        for made in recipe():
            if time.monotonic() - shown > 1 and len(made):
                shown = time.monotonic()
                print(f"\r{name}: epoch {made[-1].epoch}, {shown - start:.0f} s", end="", flush=True)
        if isinstance(made, History):
            made.save(path, restart_points=False)
        else:
            made.save(path)
        print(f"\r{name}: {len(made)} snapshots, {time.monotonic() - start:.0f} s, {path.stat().st_size:,} bytes")
    draw_readme_picture()
    return 0


def draw_readme_picture() -> None:
    """Draws the recorded portraits as they grow up, as an animated picture."""
    history = recordings.load("portraits")
    README_PICTURE.parent.mkdir(exist_ok=True)
    first, *others = [_moment(snapshot) for snapshot in history]
    durations = [900, *[180] * (len(others) - 1), 3500]  # milliseconds: time to see the noise, and the result
    first.save(
        README_PICTURE, save_all=True, append_images=others, duration=durations, loop=0, quality=45, method=6
    )  # fmt: skip


def _moment(snapshot: Snapshot) -> Image.Image:
    """Thirty of a snapshot's pictures in three rows, with its moment below them."""
    pictures = plots.tile(snapshot.samples[:30], columns=10)
    sheet = Image.fromarray(pictures).resize((700, 210), Image.Resampling.BICUBIC)
    whole = Image.new("RGB", (sheet.width, sheet.height + 52), LIGHT.ground)
    whole.paste(sheet)
    when = "untrained" if snapshot.step == 0 else f"epoch {snapshot.epoch}, step {snapshot.step:,}"
    pen = ImageDraw.Draw(whole)
    pen.text((0, sheet.height + 10), when, fill=LIGHT.ink, font=ImageFont.load_default(28))
    return whole


def build(names: list[str]) -> int:
    """Builds and executes notebooks, all of them by default; with exercises, in both editions."""
    folder = Path.cwd() / "notebooks"
    have = lessons.sources(folder)
    unknown = [name for name in names if name not in have]
    if unknown or not have:
        print(
            f"No lesson is called {', '.join(unknown)}; there are: {', '.join(have)}"
            if have
            else f"There is no source folder in {folder}; run this from the project's top folder."
        )
        return 2
    for name in names or have:
        for solutions in [False, True] if lessons.has_exercises(folder, name) else [False]:
            start, title = time.monotonic(), f"{name}{', with solutions' * solutions}"
            print(f"{title}: executing ...", end="", flush=True)
            path = lessons.build(folder, name, solutions)
            print(f"\r{title}: {time.monotonic() - start:.0f} s, {path.stat().st_size:,} bytes")
    return 0


if __name__ == "__main__":
    sys.exit(main())
