"""Typst source to PDF: one call, readable errors, a file that is either old or complete."""

import io
import os
import tempfile
from datetime import datetime
from pathlib import Path

import pikepdf
import typst
from sphinx.errors import SphinxError
from sphinx.util import logging

logger = logging.getLogger(__name__)

SHOWN = 120  # letters of a line in a message


class TypesettingError(SphinxError):
    """Typst refuses the book."""

    category = "Typst error"


def _report(error: typst.TypstError) -> str:
    """Return Typst's messages with their places in the source, long lines cut to what the carets point at."""
    lines = (error.diagnostic or str(error.message)).splitlines()
    report = []
    for line, below in zip(lines, [*lines[1:], ""]):
        pointed = line if "^" in line else below
        start = max(0, pointed.find("^") - SHOWN // 2) if len(line) > SHOWN or "^" in line else 0
        report.append(line[start:start + SHOWN])
    return "\n".join(report)


def compile_pdf(source: Path, *, fonts: list[Path], standards: list[str], moment: datetime) -> bytes:
    """Compile a Typst file and return the PDF; warnings go to Sphinx's log, errors raise TypesettingError.

    No font of the machine is used, and `moment` stands for the clock: the same source gives the same bytes.
    """
    try:
        pdf, warnings = typst.compile_with_warnings(
            str(source),
            root=str(source.parent),
            font_paths=[str(path) for path in fonts],
            ignore_system_fonts=True,
            pdf_standards=standards,
            timestamp=moment,
        )
    except typst.TypstError as error:
        raise TypesettingError(_report(error)) from None
    for warning in warnings:
        logger.warning("%s", warning.message, type="typst", subtype="compile")
    return packed(pdf)


def packed(pdf: bytes) -> bytes:
    """Return the same document with its small objects in compressed streams, as PDF allows since 1.5.

    Typst writes each page, link and tag as a text of its own: in a tagged book they weigh several times what its pages do.
    """
    smaller = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf)) as document:
        document.save(smaller, object_stream_mode=pikepdf.ObjectStreamMode.generate, deterministic_id=True)
    return smaller.getvalue()


def write_atomically(path: Path, data: bytes) -> None:
    """Write next to the target first and then rename, so that nobody meets half a file."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
        os.chmod(name, 0o644)
        os.replace(name, path)
    except BaseException:
        os.unlink(name)
        raise
