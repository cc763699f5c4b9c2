"""Runs the chapters before they are read: in parallel, with a line for each, and never from a stale cache.

The cache is jupyter-cache's, in a folder of its own for each fingerprint of what chapters depend on (`fingerprint`).
myst-nb then finds every chapter in it. A chapter that fails stops the build with its file, cell and exception.
"""
import asyncio
import logging
import os
import re
import shutil
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from jupyter_cache import get_cache
from jupyter_cache.base import CacheBundleIn
from myst_nb.core.read import create_nb_reader
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError
from nbformat import NotebookNode
from sphinx.errors import SphinxError

from press import fingerprint

# With the first, charts come as specifications alone: the press draws each of them once, for all formats.
# With the second, sets keep their order from run to run, and so do pages.
KERNEL_ENVIRONMENT = {"BAROMETER_SPEC_ONLY": "1", "PYTHONHASHSEED": "0"}

CHECKED = "checked"
"""In the cache of a fingerprint: the digest of data that were found sound by the code of that fingerprint."""

LONGEST, WIDEST = 12, 160
"""Lines of an exception's message that are shown, and characters of a line: some messages fill screens."""


class BrokenPackage(SphinxError):
    """The data break a rule; the message is the package's own, with every fault."""

    category = "The book was not built"


class ChapterFailed(SphinxError):
    """At least one chapter stopped with an exception; the message names file, cell and exception of each."""

    category = "The book was not built"


@dataclass
class Chapter:
    name: str
    """Path in the repository, as in `chapters/03-chronology.ipynb`."""
    path: Path
    notebook: NotebookNode


def chapters(app, docnames) -> list[Chapter]:
    """The pages among `docnames` that have code to run."""
    found = []
    for docname in docnames:
        path = Path(app.env.doc2path(docname))
        text = path.read_text(encoding="utf-8")
        reader = create_nb_reader(str(path), app.env.myst_config, app.env.mystnb_config, text)
        if reader is None:
            continue
        notebook = reader.read(text)
        if any(cell.cell_type == "code" for cell in notebook.cells):
            found.append(Chapter(path.relative_to(app.srcdir).as_posix(), path, notebook))
    return found


def known(cache, notebook: NotebookNode) -> bool:
    try:
        cache.match_cache_notebook(notebook)
    except KeyError:
        return False
    return True


def vouched(source: Path) -> dict[str, str]:
    """Check the data package once for all chapters.

    Raises `BrokenPackage`: what is wrong in it is said once, and not by every chapter that meets it.
    """
    from barometer import tables

    if not (source / "data" / "datapackage.json").exists():
        return {}
    try:
        tables.read("sources", source / "data")
    except ValueError as fault:
        raise BrokenPackage(str(fault)) from fault
    return {tables.CHECKED: tables.digest(source / "data")}


def kernel_environment(source: Path) -> dict[str, str]:
    """The environment of the kernels of the book in the folder `source`.

    Its own packages come first: an environment installed for another copy of the book would show that copy's numbers.
    """
    paths = [str(source), *filter(None, [os.environ.get("PYTHONPATH")])]
    return {**os.environ, **KERNEL_ENVIRONMENT, **vouched(source), "PYTHONPATH": os.pathsep.join(paths)}


async def _run(chapter: Chapter, timeout: int, environment: dict[str, str]) -> float:
    """Run one chapter in a kernel of its own; returns seconds, leaves the outputs in the notebook."""
    started = time.perf_counter()
    client = NotebookClient(
        chapter.notebook,
        timeout=timeout,
        kernel_name=chapter.notebook.metadata.get("kernelspec", {}).get("name", "python3"),
        resources={"metadata": {"path": str(chapter.path.parent)}},
        record_timing=False,
        # The kernel's own advice on transports is not about the book.
        extra_arguments=["--log-level=ERROR"],
    )
    await client.async_execute(env=environment)
    return time.perf_counter() - started


async def _run_all(todo: list[Chapter], timeout: int, environment: dict[str, str], finished) -> list[str]:
    """Run `todo` on as many kernels as there are cores; returns the reports of those that failed."""
    cores = asyncio.Semaphore(len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1)
    failures = []

    async def one(chapter):
        async with cores:
            if failures:
                return
            try:
                finished(chapter, await _run(chapter, timeout, environment))
            except (CellExecutionError, CellTimeoutError, DeadKernelError) as fault:
                failures.append(report(chapter, fault))

    await asyncio.gather(*map(one, todo))
    return failures


def report(chapter: Chapter, fault: Exception) -> str:
    """Where and why a chapter stopped: file, cell (counted from 1, as in the notebook), line, exception."""
    for number, cell in enumerate(chapter.notebook.cells, start=1):
        for output in cell.get("outputs", []):
            if output.output_type == "error":
                traceback = re.sub(r"\x1b\[[0-9;]*m", "", "\n".join(output.traceback))
                # The first marked line is the chapter's own; those below it lie in the functions it called.
                line = re.search(r"^-+> *\d+ (.*)$", traceback, re.MULTILINE)
                message = "\n    ".join(text[:WIDEST] for text in str(output.evalue).strip().splitlines()[:LONGEST])
                return (f"{chapter.name}, cell {number}:\n"
                        + (f"    {line.group(1).strip()[:WIDEST]}\n" if line else "")
                        + f"    {output.ename}: {message}")
    running = next((n for n, cell in enumerate(chapter.notebook.cells, start=1)
                    if cell.cell_type == "code" and cell.source.strip() and cell.execution_count is None), None)
    reason = "took longer than allowed" if isinstance(fault, CellTimeoutError) else str(fault).strip().splitlines()[0]
    return f"{chapter.name}, cell {running}: {type(fault).__name__}: {reason}"


def execute(app, env, docnames):
    """Run what the cache lacks. Raises `ChapterFailed`; chapters that ran well until then stay in the cache."""
    cache = get_cache(env.mystnb_config.execution_cache_path)
    found = chapters(app, docnames)
    todo = [chapter for chapter in found if not known(cache, chapter.notebook)]
    if not todo:
        if found:
            print(f"  {len(found)} chapters to read, none to run again", flush=True)
        return
    logging.getLogger("traitlets").setLevel(logging.WARNING)
    done = []

    def finished(chapter, seconds):
        cache.cache_notebook_bundle(
            CacheBundleIn(chapter.notebook, str(chapter.path), data={"execution_seconds": seconds}),
            check_validity=False,
            overwrite=True,
        )
        done.append(chapter)
        print(f"  {len(done)} of {len(todo)} run: {chapter.name}, {seconds:.1f} s", flush=True)

    environment = kernel_environment(Path(app.srcdir))
    run = _run_all(todo, env.mystnb_config.execution_timeout, environment, finished)
    # In a thread of its own, as whoever builds the book may have an event loop running already.
    with ThreadPoolExecutor(1) as thread:
        failures = thread.submit(asyncio.run, run).result()
    if failures:
        raise ChapterFailed("a chapter stopped.\n\n" + "\n\n".join(failures) + "\n")


def choose_cache(app, config):
    """One cache per fingerprint. As the path is part of the configuration, a new one has every page read again."""
    # Beside the doctrees, which all builders share; their output folders differ.
    app.press_caches = Path(app.doctreedir).parent / ".jupyter_cache"
    config.nb_execution_cache_path = str(app.press_caches / fingerprint.of(Path(app.srcdir)))
    config.press_fingerprint = fingerprint.of_press()
    checked = Path(config.nb_execution_cache_path) / CHECKED
    if checked.exists():
        from barometer import tables

        os.environ[tables.CHECKED] = checked.read_text()  # other data than these are checked as ever


def prune(app, exception):
    """Drop the caches of earlier fingerprints, once a build with the present one has succeeded, and note that its data
    are sound."""
    if exception:
        return
    checked = Path(app.config.nb_execution_cache_path) / CHECKED
    if checked.parent.is_dir() and not checked.exists() and (sound := vouched(Path(app.srcdir))):
        checked.write_text(*sound.values())
    for folder in app.press_caches.iterdir() if app.press_caches.is_dir() else ():
        if folder != Path(app.config.nb_execution_cache_path):
            shutil.rmtree(folder) if folder.is_dir() else folder.unlink()


def setup(app):
    app.add_config_value("press_fingerprint", "", "env")
    app.connect("config-inited", choose_cache)
    app.connect("env-before-read-docs", execute)
    app.connect("build-finished", prune)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
