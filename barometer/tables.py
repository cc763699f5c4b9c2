"""The data package as pandas frames: one loader per table, checked on load.

Every table is read as text, corrected (`barometer.corrections`), held to Table Schema by Frictionless, foreign keys
included, and only then given types. A broken package is refused as a whole, with every fault by file, row, column, rule
and value; no table is handed out half checked.

Types: dates and months are timestamps, integers `Int64`, numbers `float64`, booleans `boolean`, lists tuples, the rest
text; an empty cell is a missing value (an empty tuple in a list).
"""
import csv
import hashlib
import io
import os
from functools import cache
from pathlib import Path

import pandas as pd

from barometer import corrections, schema
from barometer.faults import BrokenData, Fault
from barometer.schema import FOLDER

Cells = dict[str, list[list[str]]]

CHECKED = "BAROMETER_CHECKED"
"""A build that has checked a package hands its fingerprint to the chapters, which need not check the same bytes again."""


def _cells(folder: Path) -> tuple[Cells, list[Fault]]:
    """All tables as rows of text, header first, and the files that cannot be read as such."""
    cells, faults = {}, []
    for name, resource in schema.tables(folder).items():
        file = resource["path"]
        try:
            text = (folder / file).read_bytes().decode("utf-8")
        except FileNotFoundError:
            faults.append(Fault(f"data/{file}", None, None, "the file is missing"))
        except UnicodeDecodeError as broken:
            row = broken.object[:broken.start].count(b"\n") + 1
            faults.append(Fault(f"data/{file}", row, None, "not UTF-8", broken.object[broken.start:broken.end]))
        else:
            rows = list(csv.reader(io.StringIO(text, newline="")))
            if rows:
                cells[name] = rows
            else:
                faults.append(Fault(f"data/{file}", 1, None, "the header is missing"))
    return cells, faults


def _schema_faults(cells: Cells, folder: Path) -> list[Fault]:
    """What Frictionless finds, in the words of this package."""
    # Loaded only here: the import costs a second that a package known to be sound need not pay.
    from frictionless import Package, Resource, Schema

    resources = [
        Resource(name=name, data=cells[name], schema=Schema.from_descriptor(schema.resource(name, folder)["schema"]))
        for name in cells
    ]
    faults = []
    for task in Package(resources=resources).validate().tasks:
        file, header = f"data/{schema.resource(task.name, folder)['path']}", cells[task.name][0]
        unreadable = {error.row_number for error in task.errors if error.type == "type-error"}
        for error in task.errors:
            row = getattr(error, "row_number", None)
            if error.type == "primary-key":
                if row in unreadable:
                    continue  # a cell that cannot be read makes an empty key: one fault, not two
                columns = schema.key(task.name, folder)
            else:
                columns = getattr(error, "field_names", None) or [getattr(error, "field_name", None)]
            value = getattr(error, "cell", None) or getattr(error, "label", None)
            if value is None and row:
                texts = dict(zip(header, cells[task.name][row - 1]))
                value = schema.SEPARATOR.join(texts.get(column, "") for column in columns if column) or None
            if error.type == "type-error":
                kind = next(field.type for field in schema.fields(task.name, folder) if field.name in columns)
                rule = f"is no {kind}"
            else:
                rule = f"{error.type}: {error.note}" if error.note else error.type
            faults.append(Fault(file, row, ", ".join(filter(None, columns)) or None, rule, value))
    return faults


def digest(folder: Path = FOLDER) -> str:
    """A fingerprint of everything under the data folder, names included."""
    paths = sorted(path for path in folder.rglob("*") if path.is_file())
    # Read again only where a file was touched: the analysis asks hundreds of times.
    return _digest(folder, tuple((path, path.stat().st_mtime_ns, path.stat().st_size) for path in paths))


@cache
def _digest(folder: Path, stamps: tuple[tuple[Path, int, int], ...]) -> str:
    sums = hashlib.sha256()
    for path, _, _ in stamps:
        sums.update(path.relative_to(folder).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return sums.hexdigest()


@cache
def _checked(folder: Path, fingerprint: str) -> Cells:
    """The corrected cells of a sound package; `fingerprint` keeps the cache honest when a file changes."""
    cells, faults = _cells(folder)
    entries, broken = corrections.read(folder)
    faults += broken + corrections.apply(cells, entries)
    if faults or os.environ.get(CHECKED) != fingerprint:
        faults += _schema_faults(cells, folder)
    if faults:
        raise BrokenData(faults)
    return cells


def _typed(texts: pd.Series, field: schema.Field) -> pd.Series:
    if field.is_list:
        return texts.map(lambda cell: tuple(cell.split(schema.SEPARATOR)) if cell else ())
    texts = texts.mask(texts == "")
    match field.type:
        case "date":
            return pd.to_datetime(texts, format="%Y-%m-%d")
        case "integer":
            return pd.to_numeric(texts).astype("Int64")
        case "number":
            return pd.to_numeric(texts).astype("float64")
        case "boolean":
            return texts.map({"true": True, "false": False}, na_action="ignore").astype("boolean")
    return texts


@cache
def _frame(table: str, folder: Path, fingerprint: str) -> pd.DataFrame:
    fields = schema.fields(table, folder)
    header, *rows = _checked(folder, fingerprint)[table]
    texts = pd.DataFrame(rows, columns=header, dtype="str")
    return pd.DataFrame({field.name: _typed(texts[field.name], field) for field in fields})


def read(table: str, folder: Path = FOLDER) -> pd.DataFrame:
    """One table by name, in the order of its file, as a frame of its own.

    Raises `KeyError` for an unknown table and `BrokenData`, with every fault of the whole package, where a rule is
    broken.
    """
    return _frame(table, folder, digest(folder)).copy()


def _loader(table: str):
    def load(folder: Path = FOLDER) -> pd.DataFrame:
        return read(table, folder)

    load.__name__ = load.__qualname__ = table
    load.__doc__ = schema.columns_in_words(table) + "\n\nRaises `BrokenData` where the package breaks a rule."
    return load


seeds = _loader("seeds")
sources = _loader("sources")
actors = _loader("actors")
events = _loader("events")
evidence = _loader("evidence")
coders = _loader("coders")
codings = _loader("codings")
cameo = _loader("cameo")
claims = _loader("claims")
figures = _loader("figures")
distortions = _loader("distortions")
substances = _loader("substances")
instruments = _loader("instruments")
uses = _loader("uses")
bargains = _loader("bargains")
falsifiers = _loader("falsifiers")
derived = _loader("derived")
deaths_annual = _loader("deaths_annual")
deaths_rolling = _loader("deaths_rolling")
seizures_monthly = _loader("seizures_monthly")
seizures_fiscal = _loader("seizures_fiscal")
tariffs = _loader("tariffs")
trade = _loader("trade")
risk = _loader("risk")
tone = _loader("tone")
uncertainty = _loader("uncertainty")
polls = _loader("polls")
attention = _loader("attention")
