"""What the result of a chapter depends on besides its own code.

Jupyter Book's cache looks at code cells alone: with a row deleted from a table it would still show the old number.
The press keeps one cache per fingerprint of everything else, so that a changed byte runs every chapter again.
"""
import hashlib
import platform
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

FOLDERS = ("data", "seeds", "barometer")
FILES = ("requirements.txt", "references.bib", "CITATION.cff", "CHANGELOG.md")
# The pinned versions are in requirements.txt; these are asked for as well, in case somebody installed others by hand.
PACKAGES = ("altair", "numpy", "pandas", "scipy", "statsmodels", "ruptures")


def files(source: Path) -> list[Path]:
    """The files in the book's folder `source` that chapters read or import, in a fixed order."""
    found = [source / name for name in FILES]
    for folder in FOLDERS:
        found += sorted(
            path for path in (source / folder).rglob("*")
            if not any(part.startswith((".", "__pycache__")) for part in path.relative_to(source).parts)
        )
    return [path for path in found if path.is_file()]


def of(source: Path) -> str:
    """Fingerprint (16 hexadecimal digits) of the inputs in `source`, of Python and of the analysis packages."""
    digest = hashlib.sha256(platform.python_version().encode())
    for name in PACKAGES:
        try:
            digest.update(f"{name} {version(name)}".encode())
        except PackageNotFoundError:
            continue
    for path in files(source):
        digest.update(f"\0{path.relative_to(source).as_posix()}\0".encode())
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()[:16]


def of_press() -> str:
    """Fingerprint of the press itself: pages set by an older press are set again, without running any chapter."""
    digest = hashlib.sha256()
    for path in sorted(Path(__file__).parent.rglob("*")):
        if path.is_file() and "__pycache__" not in path.parts:
            digest.update(path.read_bytes())
    return digest.hexdigest()[:16]
