"""What the tables are: `data/datapackage.json`, the one place where a column is defined.

Loaders, docstrings, the data dictionary and the tests read it from here. Beside the properties of Frictionless Table
Schema a field may carry `unit` (of its numbers), `list` (cells hold several values, separated by "; ") and `refers`
(the cells name passages, sources, events or actors, which the press turns into links).
"""
import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from barometer import ROOT

FOLDER = ROOT / "data"
SEPARATOR = "; "


@dataclass(frozen=True)
class Field:
    """One column: `rules` are its constraints in words."""

    name: str
    title: str
    type: str
    description: str
    unit: str | None
    refers: str | None
    is_list: bool
    rules: str


@cache
def descriptor(folder: Path = FOLDER) -> dict:
    """The whole data package descriptor. The dictionary is shared: do not change it."""
    return json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))


def tables(folder: Path = FOLDER) -> dict[str, dict]:
    """The resource descriptors by table name, in the order of the package."""
    return {resource["name"]: resource for resource in descriptor(folder)["resources"]}


def resource(table: str, folder: Path = FOLDER) -> dict:
    """The descriptor of one table. Raises `KeyError`, naming the known tables, where there is none."""
    known = tables(folder)
    if table not in known:
        raise KeyError(f"unknown table {table}; the package has {', '.join(known)}")
    return known[table]


def key(table: str, folder: Path = FOLDER) -> list[str]:
    """The columns of the primary key."""
    primary = resource(table, folder)["schema"]["primaryKey"]
    return [primary] if isinstance(primary, str) else list(primary)


def _rules(field: dict, foreign: dict[str, str]) -> str:
    words = []
    for rule, value in field.get("constraints", {}).items():
        if rule == "enum":
            words.append("one of " + ", ".join(map(str, value)))
        elif rule in ("required", "unique"):
            words.append(rule)
        elif rule == "pattern":
            words.append(f"pattern {value}")
        else:
            words.append(f"{'at least' if rule == 'minimum' else 'at most'} {value}")
    if field["name"] in foreign:
        words.append(f"a row of {foreign[field['name']]}")
    return "; ".join(words)


def fields(table: str, folder: Path = FOLDER) -> list[Field]:
    """The columns of a table in order."""
    schema = resource(table, folder)["schema"]
    foreign = {link["fields"]: link["reference"]["resource"] for link in schema.get("foreignKeys", [])}
    return [
        Field(f["name"], f["title"], f["type"], f["description"], f.get("unit"), f.get("refers"), f.get("list", False),
              _rules(f, foreign))
        for f in schema["fields"]
    ]


def columns_in_words(table: str, folder: Path = FOLDER) -> str:
    """The columns with types, units and meaning, for a docstring."""
    entry = resource(table, folder)
    rows = [entry["description"], "", "Columns:"]
    for field in fields(table, folder):
        kind = f"{field.type}, {field.unit}" if field.unit else field.type
        rows.append(f"    {field.name} ({kind}): {field.description}")
    return "\n".join(rows)
