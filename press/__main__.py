"""Prints the book: `python -m press [book|html|pdf|notebooks]`, `book` being all three. `make book` calls it."""
import argparse
import sys
from pathlib import Path

PARTS = {"book": ("html", "pdf", "notebooks"), "html": ("html",), "pdf": ("pdf",), "notebooks": ("notebooks",)}


def main(arguments=None) -> int:
    parser = argparse.ArgumentParser(prog="python -m press", description=__doc__.splitlines()[0])
    parser.add_argument("part", nargs="?", default="book", choices=PARTS)
    part = parser.parse_args(arguments).part
    if not Path("_config.yml").exists():
        print("Run this in the book's folder, where _config.yml is.", file=sys.stderr)
        return 2
    from press import edition

    try:
        edition.build(*PARTS[part])
    except edition.BuildFailed:
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
