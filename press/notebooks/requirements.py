"""What must be installed to run the code of the book without its press: a part of the pinned list.

It is found, not written down: the packages that the analysis and a notebook import, those that they in turn require, and
what it takes to run a notebook. Versions are those of `requirements.txt`, so the same numbers come out.
"""
import ast
import re
import sys
from functools import cache
from importlib.metadata import PackageNotFoundError, packages_distributions, requires
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

RUNNERS = ("ipykernel", "nbconvert")
LINE = re.compile(r"([A-Za-z0-9._-]+)==[^\s#]+(?: ; [^#]*[^#\s])?")


@cache
def imported(code: str) -> frozenset[str]:
    """The top-level modules that `code` imports anywhere. Lines that only IPython understands are left out."""
    code = "\n".join("" if line.lstrip().startswith(("%", "!")) else line for line in code.split("\n"))
    found = set()
    for node in ast.walk(ast.parse(code)):
        if isinstance(node, ast.Import):
            found |= {name.name.split(".")[0] for name in node.names}
        elif isinstance(node, ast.ImportFrom) and not node.level and node.module:
            found.add(node.module.split(".")[0])
    return frozenset(found)


@cache
def _distributions() -> dict[str, list[str]]:
    return packages_distributions()


@cache
def _required(name: str) -> tuple[str, ...]:
    """What an installed distribution requires on any system, without its extras."""
    try:
        lines = requires(name) or []
    except PackageNotFoundError:  # of another system or another Python
        return ()
    found = []
    for requirement in map(Requirement, lines):
        if requirement.marker is None or "extra" not in str(requirement.marker):
            found.append(canonicalize_name(requirement.name))
    return tuple(found)


def pinned(source: Path) -> dict[str, list[str]]:
    """The lines of the book's `requirements.txt` by distribution; there are two where a marker tells them apart."""
    found = {}
    for line in (source / "requirements.txt").read_text(encoding="utf-8").splitlines():
        match = LINE.match(line)
        if match:
            found.setdefault(canonicalize_name(match[1]), []).append(match[0].strip())
    return found


def needed(source: Path, own: set[str], code: str) -> list[str]:
    """The pinned lines for `code` and the book's `own` packages that it imports, sorted. `source` is the book's folder.

    A module that belongs to no installed distribution is left out: it is the book's, or of another system.
    """
    lines = pinned(source)
    modules, seen = set(imported(code)), set()
    while modules & own - seen:
        package = (modules & own - seen).pop()
        seen.add(package)
        for path in sorted((source / package).rglob("*.py")):
            modules |= imported(path.read_text(encoding="utf-8"))
    names = {canonicalize_name(name) for module in modules - set(sys.stdlib_module_names) - own
             for name in _distributions().get(module, ())}
    todo, found = {*names, *RUNNERS}, set()
    while todo:
        name = todo.pop()
        if name in lines and name not in found:
            found.add(name)
            todo |= set(_required(name)) - found
    return [line for name in sorted(found) for line in lines[name]]
