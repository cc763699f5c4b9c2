"""What the web pages offer besides themselves: the book and each chapter as PDF, and the book as EPUB.

Web pages, PDF and EPUB come from one reading and one execution of the chapters. As soon as the chapters are read, other
processes make the companions from the same doctrees while this one writes the pages. What is up to date is not made again.
A companion that fails, or that would have to read a chapter again, fails the build, and nothing is published.

Configuration: `press_companions`, a list of builders (`typst`, `epub`); none by default.
"""
import os
import shutil
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import BinaryIO

from sphinx.application import ENV_PICKLE_FILENAME
from sphinx.errors import SphinxError

from press import citing, contents, stamp
from press.publication import WORKSHOP

FOLDER = "downloads"
LABELS = {"typst": "PDF of the book and of each chapter", "epub": "EPUB"}
STAMP = ".companion"


class CompanionFailed(SphinxError):
    """PDF or EPUB could not be made; what it said has been printed."""

    category = "The book was not built"


@dataclass
class Companion:
    """One builder at work in a process of its own."""

    builder: str
    process: subprocess.Popen
    said: BinaryIO
    started: float


def state(doctrees: Path, source: Path) -> str:
    """Digest of the reading of the book in `source` that lies in the folder `doctrees`, and of its configuration."""
    files = [doctrees / ENV_PICKLE_FILENAME, source / "_config.yml", source / "_toc.yml"]
    return stamp.digest_of_files({}, files)


def results(builder: str, folder: Path) -> list[Path]:
    """What a builder has made in `folder`."""
    if builder == "epub":
        return sorted(folder.glob("*.epub"))
    return [*sorted(folder.glob("*.pdf")), *sorted(folder.glob("chapters/*.pdf"))]


def current(builder: str, folder: Path, doctrees: Path, source: Path) -> bool:
    """Whether the results in `folder` were made from what the book is now."""
    found = results(builder, folder)
    return bool(found) and stamp.holds(folder / STAMP, found, state(doctrees, source))


def workshop(app, builder: str) -> Path:
    return Path(app.doctreedir).parent / WORKSHOP / builder


def wanted(app) -> list[str]:
    return list(app.config.press_companions) if app.builder.name == "html" else []


def start(app, _builder=None):
    """Start what is not up to date. The reading of the book is on disk by now."""
    app.press_companions = getattr(app, "press_companions", {})
    for builder in wanted(app):
        folder = workshop(app, builder)
        if builder in app.press_companions or current(builder, folder, Path(app.doctreedir), Path(app.srcdir)):
            continue
        # This press, whatever other copy is installed.
        paths = [str(Path(__file__).parents[1]), *filter(None, [os.environ.get("PYTHONPATH")])]
        said = tempfile.TemporaryFile()
        process = subprocess.Popen(
            [sys.executable, "-m", "press", "companion", builder, str(folder), str(app.doctreedir)],
            cwd=app.srcdir, stdout=said, stderr=subprocess.STDOUT,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(paths)})
        app.press_companions[builder] = Companion(builder, process, said, time.perf_counter())


def finish(app, exception):
    """Wait for all, and put what they made beside the pages; stop them if the pages themselves have failed."""
    if exception is not None or app._warncount:
        for companion in getattr(app, "press_companions", {}).values():
            companion.process.terminate()
            companion.process.wait()
        return
    start(app)  # none was started if no page had to be written
    failed = [companion.builder for companion in ended(list(app.press_companions.values())) if not succeeded(companion)]
    if failed:
        raise CompanionFailed(f"{' and '.join(LABELS.get(builder, builder) for builder in failed)}: see above; "
                              "nothing was published.")
    offered = set()
    for builder in wanted(app):
        folder = workshop(app, builder)
        (folder / STAMP).write_text(state(Path(app.doctreedir), Path(app.srcdir)))
        for result in results(builder, folder):
            offered.add(result.name)
            offer(result, Path(app.outdir) / FOLDER / result.name)
    for kind in ("*.pdf", "*.epub"):
        for file in (Path(app.outdir) / FOLDER).glob(kind):
            if file.name not in offered:
                file.unlink()  # of a chapter that is no more


def ended(running: list[Companion]):
    """The companions in the order in which they end, as soon as they do."""
    while running:
        for companion in [companion for companion in running if companion.process.poll() is not None]:
            running.remove(companion)
            yield companion
        time.sleep(0.05)


def succeeded(companion: Companion) -> bool:
    """Say how long a companion took, or what went wrong."""
    if companion.process.returncode == 0:
        print(f"  {LABELS.get(companion.builder, companion.builder)}, {time.perf_counter() - companion.started:.1f} s",
              flush=True)
        return True
    companion.said.seek(0)
    print(companion.said.read().decode(errors="replace"), file=sys.stderr, flush=True)
    return False


def offer(result: Path, place: Path):
    """Copy a result unless the same lies there already."""
    place.parent.mkdir(parents=True, exist_ok=True)
    known = place.stat() if place.exists() else None
    made = result.stat()
    if not known or (known.st_size, known.st_mtime_ns) != (made.st_size, made.st_mtime_ns):
        shutil.copy2(result, place)


def offers(app, docname: str) -> list[tuple[str, str, str]]:
    """Answer to `page-offers`: label, address from the folder of the pages, note."""
    found = []
    if "typst" in wanted(app):
        if docname != app.config.root_doc and app.config.typst_chapters:
            kind = contents.kind(app.env, docname)
            found.append(("PDF", f"{FOLDER}/{PurePosixPath(docname).name}.pdf", f"this {kind} alone, set for paper"))
        found.append(("Report as PDF", f"{FOLDER}/{app.config.typst_file_name}.pdf", "all chapters, with contents and page numbers"))
    if "epub" in wanted(app):
        found.append(("Report as EPUB", f"{FOLDER}/{app.config.epub_basename}.epub", "for electronic readers and phones"))
    return found


def read_nothing(app, env, docnames):
    """A companion is of the same reading as the pages, or it is none."""
    if app.config.press_companion and docnames:
        raise CompanionFailed(f"{app.builder.name} would read {', '.join(sorted(docnames)[:3])} again: its configuration is "
                              "not that of the web pages.")


def setup(app):
    app.add_config_value("press_companions", [], "html", [list, tuple])
    app.add_config_value("press_companion", False, "", [bool])
    app.connect("env-before-read-docs", read_nothing, priority=1)
    app.connect("write-started", start)
    # After the sweep of old pages, before the edition is published.
    app.connect("build-finished", finish, priority=850)
    app.setup_extension("press.citing")
    app.connect(citing.EVENT, offers)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
