"""Builds the edition: web pages, PDF and executed notebooks, all from one reading and one execution of the chapters.

The steps use Jupyter Book's own configuration, so `jupyter-book build .` makes the same pages. Each step moves its
result into place when it is complete; one that fails leaves the last good result and ends the build.
"""
import os
import time
from pathlib import Path

from sphinx.application import ENV_PICKLE_FILENAME

from press import publication

BUILD = Path("_build")
WORKSHOP = BUILD / publication.WORKSHOP
DOCTREES = BUILD / ".doctrees"
HTML = BUILD / "html"
PDF = BUILD / "pdf" / "fentanyl-barometer.pdf"
EPUB = BUILD / "epub" / "fentanyl-barometer.epub"
NOTEBOOKS = BUILD / "notebooks"


class BuildFailed(Exception):
    """A step failed; it has said why."""


def sphinx(builder: str, output: Path):
    """Run one Sphinx builder over the book, with the configuration that `jupyter-book build .` gives it."""
    from jupyter_book.sphinx import build_sphinx

    result = build_sphinx(
        Path.cwd(),
        output.absolute(),
        noconfig=True,
        path_config=Path("_config.yml").absolute(),
        confoverrides={"external_toc_path": Path("_toc.yml").absolute().as_posix(), "latex_individualpages": False},
        doctreedir=DOCTREES.absolute(),
        builder=builder,
        quiet=True,
    )
    if result:
        raise BuildFailed


def pages():
    sphinx("html", HTML)


def pdf():
    """Typeset the PDF from the pages as they were read; nothing is read or run again."""
    staged = WORKSHOP / "typst"
    sphinx("typst", staged)
    PDF.parent.mkdir(parents=True, exist_ok=True)
    os.replace(staged / PDF.name, PDF)


def epub():
    """Pack the electronic book, from the pages as they were read."""
    staged = WORKSHOP / "epub"
    sphinx("epub", staged)
    EPUB.parent.mkdir(parents=True, exist_ok=True)
    os.replace(staged / EPUB.name, EPUB)


def notebooks():
    staged = WORKSHOP / "notebooks"
    sphinx("notebooks", staged)
    publication.replace(staged, NOTEBOOKS)


def outdated(result: Path) -> bool:
    """Whether `result` is older than the reading of the book it is made from, or than the configuration."""
    if not result.exists():
        return True
    return any(source.stat().st_mtime > result.stat().st_mtime
               for source in (DOCTREES / ENV_PICKLE_FILENAME, Path("_config.yml"), Path("_toc.yml")))


def timed(what: str, step):
    """Run a step, then say what it made and how long it took."""
    started = time.perf_counter()
    step()
    print(f"  {what}, {time.perf_counter() - started:.1f} s", flush=True)


def build(*parts: str):
    """Build `parts` of html, pdf, notebooks; the pages are always read first. Raises `BuildFailed`."""
    started = time.perf_counter()
    print("Reading and running the chapters", flush=True)
    timed("web pages", pages)
    if "pdf" in parts:
        timed("PDF", pdf) if outdated(PDF) else print("  the PDF is up to date")
    if "notebooks" in parts:
        timed("executed notebooks", notebooks) if outdated(NOTEBOOKS) else print("  the notebooks are up to date")
    results = {"html": HTML / "index.html", "pdf": PDF, "notebooks": NOTEBOOKS}
    print(f"Done in {time.perf_counter() - started:.1f} s. Open:")
    for part in parts:
        print(f"  {results[part]}")
