"""Lets no warning pass, and moves pages into place only when all of them are finished.

Pages are written into `_build/.press/html` and take the place of `_build/html` in one step at the end: a build that
fails leaves the last good one as it was.
"""
import os
import shutil
from pathlib import Path

from sphinx.errors import SphinxError

WORKSHOP = ".press"


class WarningsFound(SphinxError):
    """The build met warnings; each has been printed with its place."""

    category = "The book was not built"


def stage(app):
    """Send the pages of an HTML build to the workshop; `app.press_published` remembers where they belong."""
    app.press_published = Path(app.outdir)
    if app.builder.name == "html":
        staged = app.press_published.parent / WORKSHOP / app.press_published.name
        staged.mkdir(parents=True, exist_ok=True)
        app.outdir = app.builder.outdir = type(app.outdir)(staged)
        app.builder.epilog = None  # it would name the workshop


def publish(app, exception):
    """Refuse a build with warnings; otherwise put its pages in place."""
    if exception is None and app._warncount:
        # Raised here, at the end, so that all warnings are shown and not the first alone. Sphinx then forgets what
        # it has read, and the next build meets the warnings again.
        raise WarningsFound(f"{app._warncount} warning{'s' * (app._warncount > 1)} above; nothing was published.\n"
                            "(In a notebook, line 30002 is line 2 of cell 3.)")
    if Path(app.outdir) == app.press_published:
        return
    if exception:
        if app.press_published.is_dir() and not any(app.press_published.iterdir()):
            app.press_published.rmdir()
        return
    if listed(Path(app.outdir)) != listed(app.press_published):
        replace(Path(app.outdir), app.press_published)


def listed(folder: Path) -> dict[str, tuple[int, int]]:
    """Size and time of every file in `folder`."""
    return {path.relative_to(folder).as_posix(): (path.stat().st_size, path.stat().st_mtime_ns)
            for path in folder.rglob("*") if path.is_file()}


def replace(finished: Path, published: Path):
    """Put a copy of the folder `finished` in the place of `published`, keeping file times."""
    new, old = (published.with_name(f".{published.name}.{age}") for age in ("new", "old"))
    for rest in (new, old):
        shutil.rmtree(rest, ignore_errors=True)
    shutil.copytree(finished, new)
    if published.exists():
        os.replace(published, old)
    os.replace(new, published)
    shutil.rmtree(old, ignore_errors=True)


def setup(app):
    # First of all, because others derive their folders from the output's.
    app.connect("builder-inited", stage, priority=1)
    app.connect("build-finished", publish, priority=900)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
