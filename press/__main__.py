"""Prints the book: `python -m press [book|html|pdf|epub|notebooks]`, `book` being all four. `make book` calls it."""
import argparse
import sys
from pathlib import Path

PARTS = {"book": ("html", "pdf", "epub", "notebooks"), **{part: (part,) for part in ("html", "pdf", "epub", "notebooks")}}
COMPANION = "companion"
"""What the build of the web pages calls for what it offers: builder, output folder, folder of the doctrees."""


def main(arguments=None) -> int:
    arguments = sys.argv[1:] if arguments is None else arguments
    parser = argparse.ArgumentParser(prog="python -m press", description=__doc__.splitlines()[0])
    parser.add_argument("part", nargs="?", default="book", choices=PARTS)
    inner = arguments[1:] if arguments[:1] == [COMPANION] else None
    part = None if inner else parser.parse_args(arguments).part
    if not Path("_config.yml").exists():
        print("Run this in the book's folder, where _config.yml is.", file=sys.stderr)
        return 2
    from press import edition

    try:
        if inner:
            edition.companion(inner[0], *map(Path, inner[1:]))
        else:
            edition.build(*PARTS[part])
    except edition.BuildFailed:
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
