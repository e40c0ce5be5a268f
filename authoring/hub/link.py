"""The links for a hub's students: ``python -m authoring.hub.link https://hub.school.example 08``."""

import argparse
import sys
from pathlib import Path
from urllib.parse import urlencode

from authoring import lessons
from authoring.site.source import repository

FOLDER = Path(__file__).parents[2] / "notebooks"


def link(hub: str, name: str, address: str) -> str:
    """A link that fetches the course into a student's home on a hub, or brings it up to date, and opens a lesson.

    nbgitpuller, which must be on the hub, keeps what the student has changed.

    Args:
        hub: its address.
        name: of the lesson.
        address: of the course's repository.
    """
    path = f"lab/tree/{address.rpartition('/')[2]}/notebooks/{name}.ipynb"
    wanted = urlencode({"repo": address, "branch": "main", "urlpath": path})
    return f"{hub.rstrip('/')}/hub/user-redirect/git-pull?{wanted}"


def main(arguments: list[str] | None = None) -> int:
    """Prints the links; returns the process's exit status."""
    parser = argparse.ArgumentParser(
        prog="python -m authoring.hub.link",
        description="Print links that bring the course to a student's home on a hub and open a lesson there.",
    )
    parser.add_argument("hub", metavar="ADDRESS", help="of the hub, such as https://hub.school.example")
    parser.add_argument("lessons", nargs="*", metavar="NN", help="lessons' numbers; by default all")
    options = parser.parse_args(arguments)
    names = [name for name in lessons.sources(FOLDER) if not options.lessons or name[:2] in options.lessons]
    if not names:
        print(f"There is no lesson {', '.join(options.lessons)}.", file=sys.stderr)
        return 2
    for name in names:
        print(link(options.hub, name, repository()))
    return 0


if __name__ == "__main__":
    sys.exit(main())
