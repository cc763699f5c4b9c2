"""Builds the edition: web pages, PDF, EPUB and executed notebooks, all from one reading and one execution of the chapters.

The steps use Jupyter Book's own configuration, so `jupyter-book build .` makes the same pages. Each step moves its
result into place when it is complete; one that fails leaves the last good result and ends the build.
"""
import os
import shutil
import time
from pathlib import Path

from sphinx.application import ENV_PICKLE_FILENAME

from press import companions, publication

BUILD = Path("_build")
WORKSHOP = BUILD / publication.WORKSHOP
DOCTREES = BUILD / ".doctrees"
HTML = BUILD / "html"
PDF = BUILD / "pdf" / "fentanyl-barometer.pdf"
EPUB = BUILD / "epub" / "fentanyl-barometer.epub"
NOTEBOOKS = BUILD / "notebooks"


class BuildFailed(Exception):
    """A step failed; it has said why."""


def sphinx(builder: str, output: Path, doctrees: Path = DOCTREES, **settings):
    """Run one Sphinx builder over the book, with the configuration that `jupyter-book build .` gives it and `settings`."""
    from jupyter_book.sphinx import build_sphinx

    result = build_sphinx(
        Path.cwd(),
        output.absolute(),
        noconfig=True,
        path_config=Path("_config.yml").absolute(),
        confoverrides={"external_toc_path": Path("_toc.yml").absolute().as_posix(), "latex_individualpages": False, **settings},
        doctreedir=doctrees.absolute(),
        builder=builder,
        quiet=True,
    )
    if result:
        raise BuildFailed


def pages():
    sphinx("html", HTML)


def companion(builder: str, output: Path, doctrees: Path):
    """Make what the web pages offer besides themselves; called by their build, in a process of its own."""
    sphinx(builder, output, doctrees, press_companion=True)


def bound(builder: str, result: Path):
    """Put PDF or EPUB in place: the one that the web pages offer, or else made now, of the pages as they were read."""
    staged = WORKSHOP / builder
    if not companions.current(builder, staged, DOCTREES, Path()):
        sphinx(builder, staged)
    result.parent.mkdir(parents=True, exist_ok=True)
    unfinished = result.with_suffix(".part")
    shutil.copyfile(staged / result.name, unfinished)
    os.replace(unfinished, result)


def pdf():
    bound("typst", PDF)


def epub():
    bound("epub", EPUB)


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


STEPS = {
    "pdf": ("PDF", pdf, PDF),
    "epub": ("EPUB", epub, EPUB),
    "notebooks": ("executed notebooks", notebooks, NOTEBOOKS),
}


def build(*parts: str):
    """Build `parts` of html, pdf, epub, notebooks; the pages are always read first. Raises `BuildFailed`."""
    started = time.perf_counter()
    print("Reading and running the chapters", flush=True)
    timed("web pages", pages)
    for part, (what, step, result) in STEPS.items():
        if part in parts:
            timed(what, step) if outdated(result) else print(f"  {what}: up to date")
    results = {"html": HTML / "index.html", **{part: result for part, (_, _, result) in STEPS.items()}}
    print(f"Done in {time.perf_counter() - started:.1f} s. Open:")
    for part in parts:
        print(f"  {results[part]}")
