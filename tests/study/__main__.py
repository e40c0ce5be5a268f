"""The study's command line: ``python -m tests.study [PART ...] [--anew]``."""

import argparse
import sys

from tests.study.study import study


def main(arguments: list[str] | None = None) -> int:
    """Measures what was asked for; returns the process's exit status."""
    parser = argparse.ArgumentParser(prog="python3 run.py study", description="Measure what is too long for a test.")
    parser.add_argument("names", nargs="*", metavar="PART", help="some of its parts; by default all")
    parser.add_argument("--anew", action="store_true", help="forget what was measured of them before")
    options = parser.parse_args(arguments)
    try:
        return study(options.names, options.anew)
    except KeyboardInterrupt:
        print("\nStopped; what was finished is kept.")
        return 130


if __name__ == "__main__":
    sys.exit(main())
