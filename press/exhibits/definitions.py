"""Definitions of columns, from the data package of the book.

A column of the package is defined once, in `data/datapackage.json`. A chart or table that shows it is recognized by its
values, not by the name alone: its rows hold the key of a table of the package, and under that key the same values.
A column that a chart or table derives is defined in `data/derived.csv`, by name and exhibit.
"""
import csv
import json
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

DESCRIPTOR = Path("data") / "datapackage.json"
DERIVED = Path("data") / "derived.csv"
"""Columns: column, exhibit (ids, or `ANY`), unit, drawing (true or false), description."""
ANY = "any"
SEPARATOR = "; "
SAME = 0.95
"""The least share of equal values; a correction may have changed some after the file was written."""

CODE = re.compile(r"0\d")
"""A code may begin with zeros, a number does not."""


@dataclass(frozen=True)
class Definition:
    """What a column means, in which unit, and whether it only places or colors marks."""
    meaning: str = ""
    unit: str = ""
    drawing: bool = False


def _text(value) -> str:
    """A value as a table of the package writes it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, (list, tuple)):
        return "; ".join(map(_text, value))
    text = str(value).removesuffix("T00:00:00").replace("−", "-")
    if CODE.match(text):
        return text
    try:
        return f"{float(text.replace(',', '')):.12g}"
    except ValueError:
        return text


@cache
def _package(path: Path, stamp: int) -> list[tuple[str, list[str], list[dict], dict[tuple, dict]]]:
    """Per table of the package: name, key, fields, rows by key."""
    tables = []
    for resource in json.loads(path.read_text(encoding="utf-8"))["resources"]:
        schema = resource.get("schema", {})
        key = schema.get("primaryKey") or []
        key = [key] if isinstance(key, str) else key
        file = path.parent / resource["path"]
        if key and file.exists():
            with file.open(encoding="utf-8", newline="") as lines:
                rows = {tuple(_text(row[name]) for name in key): row for row in csv.DictReader(lines)}
            tables.append((resource["name"], key, schema["fields"], rows))
    return tables


@cache
def _derived(path: Path, stamp: int) -> dict[tuple[str, str], Definition]:
    """By exhibit and column."""
    with path.open(encoding="utf-8", newline="") as lines:
        return {(exhibit, row["column"]): Definition(row["description"], row["unit"], row["drawing"] == "true")
                for row in csv.DictReader(lines) for exhibit in row["exhibit"].split(SEPARATOR)}


def derived(exhibit: str, source: Path) -> dict[str, Definition]:
    """By column, what the book in the folder `source` says of the columns that `exhibit` derives (an id, or `ANY`)."""
    path = source / DERIVED
    known = _derived(path, path.stat().st_mtime_ns) if path.exists() else {}
    return {column: definition for (name, column), definition in known.items() if name == exhibit}


def of(columns: list[str], rows: list[dict], source: Path) -> dict[str, Definition]:
    """The definitions of those `columns` of `rows` that come from the data package in the book's folder `source`."""
    path = source / DESCRIPTOR
    if not path.exists() or not rows:
        return {}
    found = {}
    for _, key, fields, known in _package(path, path.stat().st_mtime_ns):
        if not set(key) <= set(columns):
            continue
        matched = [(row, known.get(tuple(_text(row.get(name)) for name in key))) for row in rows]
        pairs = [(row, other) for row, other in matched if other is not None]
        if len(pairs) < SAME * len(rows):
            continue
        for field in fields:
            name = field["name"]
            if name in columns and name not in found and field.get("description"):
                same = sum(_text(row.get(name)) == _text(other[name]) for row, other in pairs)
                if same >= SAME * len(pairs):
                    found[name] = Definition(field["description"], field.get("unit", ""))
    return found
