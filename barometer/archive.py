"""Results kept under `_build`, so that chapters which run side by side compute each test once and share it.

A result is filed under the fingerprint of all that it rests on: the data, the code of this package, and the versions of the
libraries that compute. Whatever changes there makes another folder; nothing in an old one is read again.
"""
import hashlib
import json
import os
import time
from collections.abc import Callable
from dataclasses import asdict
from functools import cache
from importlib.metadata import version
from pathlib import Path

from barometer import ROOT, tables
from barometer.hypotheses.result import Result

FOLDER = ROOT / "_build" / "analysis"
LIBRARIES = ("numpy", "scipy", "pandas", "statsmodels", "ruptures")
PATIENCE = 120
"""Seconds for which another process is believed to be at work on a result."""


@cache
def _code() -> str:
    package = Path(__file__).parent
    sums = hashlib.sha256(" ".join(f"{name} {version(name)}" for name in LIBRARIES).encode())
    for path in sorted(package.rglob("*.py")):
        sums.update(path.relative_to(package).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return sums.hexdigest()


def fingerprint() -> str:
    """What the results of now rest on."""
    return hashlib.sha256((tables.digest() + _code()).encode()).hexdigest()[:16]


def _read(path: Path) -> tuple[Result, ...] | None:
    try:
        return tuple(_result(row) for row in json.loads(path.read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError, KeyError):
        return None  # not there, or not whole: it is computed again


def _result(row: dict) -> Result:
    return Result(**{**row, "without": {name: _result(other) for name, other in row["without"].items()}})


def kept(test: str, compute: Callable[[], list[Result]], folder: Path | None = None) -> tuple[Result, ...]:
    """The results of one test: from the archive, or computed now and filed.

    Where another process is computing them, it is waited for, though not forever. A folder that cannot be written to is no
    fault: then every process computes for itself.
    """
    place = (folder or FOLDER) / fingerprint()
    path, lock, begun = place / f"{test}.json", place / f"{test}.lock", time.monotonic()
    try:
        place.mkdir(parents=True, exist_ok=True)
        while (found := _read(path)) is None:
            try:
                os.close(os.open(lock, os.O_CREAT | os.O_EXCL))
            except FileExistsError:
                if time.monotonic() - begun < PATIENCE:
                    time.sleep(0.05)
                    continue
            try:
                found = tuple(compute())
                unfinished = path.with_suffix(f".{os.getpid()}")
                unfinished.write_text(json.dumps([asdict(result) for result in found]), encoding="utf-8")
                unfinished.replace(path)
            finally:
                lock.unlink(missing_ok=True)
            return found
        return found
    except PermissionError:
        return tuple(compute())
