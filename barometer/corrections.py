"""Corrections to the tables, kept as data and applied on load.

`data/corrections.yml` lists them. Each names the table, the key of the row, the column, the value that is expected to
stand there (`expect`), the new one, the reason, the source of the new value, who reported it and when. A correction whose old value is no longer
there fails loudly: either the table was mended at its source, and the entry must go, or the wrong row was meant.
"""
from pathlib import Path

import jsonschema
import pandas as pd
import yaml

from barometer.faults import BrokenData, Fault
from barometer.schema import FOLDER

FILE = "corrections.yml"
QUOTE = " (put it in quotation marks)"
ENTRY = {
    "type": "object",
    "required": ["table", "key", "column", "expect", "new", "reason", "source", "reporter", "date"],
    "additionalProperties": False,
    "properties": {
        "table": {"type": "string"},
        "key": {"type": "object", "minProperties": 1, "additionalProperties": {"type": "string"}},
        "column": {"type": "string"},
        "expect": {"type": "string"},
        "new": {"type": "string"},
        "reason": {"type": "string", "minLength": 10},
        "source": {"type": "string"},
        "reporter": {"type": "string", "minLength": 2},
        "date": {"type": "string", "pattern": r"^\d{4}-\d{2}-\d{2}$"},
    },
}
"""Every value is quoted in the file: a correction speaks of the cell as it is written, not of a number or a date."""


def read(folder: Path) -> tuple[list[dict], list[Fault]]:
    """The entries of `corrections.yml`, and the faults of those that are not well formed (which are left out)."""
    path = folder / FILE
    if not path.exists():
        return [], []
    try:
        entries = yaml.safe_load(path.read_text(encoding="utf-8")) or []
    except yaml.YAMLError as broken:
        line = getattr(getattr(broken, "problem_mark", None), "line", None)
        return [], [Fault(f"data/{FILE}", line and line + 1, None, "not readable as YAML", str(broken))]
    validator = jsonschema.Draft202012Validator(ENTRY)
    good, faults = [], []
    for number, entry in enumerate(entries, start=1):
        broken = [Fault(f"data/{FILE}", None, error.json_path.removeprefix("$").lstrip(".") or None,
                        f"entry {number}: {error.message}{QUOTE if error.validator == 'type' else ''}")
                  for error in validator.iter_errors(entry)]
        faults += broken
        if not broken:
            good.append(entry)
    return good, faults


def apply(cells: dict[str, list[list[str]]], entries: list[dict]) -> list[Fault]:
    """Write each correction into `cells` (per table the rows as text, header first); return what could not be.

    Nothing is guessed: the table, the column, exactly one row of that key, the expected value and the source must all be there.
    """
    faults = []
    known = {row[0] for row in cells.get("sources", [])[1:]}
    for number, entry in enumerate(entries, start=1):
        def fault(rule, value=None, number=number, entry=entry):
            faults.append(Fault(f"data/{FILE}", None, entry["column"], f"entry {number}: {rule}", value))

        rows = cells.get(entry["table"])
        if rows is None:
            fault("no such table", entry["table"])
            continue
        header = rows[0]
        missing = [name for name in [*entry["key"], entry["column"]] if name not in header]
        if missing:
            fault(f"table {entry['table']} has no such column", ", ".join(missing))
            continue
        wanted = {header.index(name): value for name, value in entry["key"].items()}
        matches = [row for row in rows[1:] if all(row[i] == value for i, value in wanted.items() if i < len(row))]
        place = header.index(entry["column"])
        if len(matches) != 1:
            fault(f"the key names {len(matches)} rows of {entry['table']}, not one", entry["key"])
        elif matches[0][place] != entry["expect"]:
            fault(f"expected {entry['expect']!r} in {entry['table']}", matches[0][place])
        elif entry["source"] not in known:
            fault("no such source in data/sources.csv", entry["source"])
        else:
            matches[0][place] = entry["new"]
    return faults


def listed(folder: Path = FOLDER) -> pd.DataFrame:
    """Every correction as a row, the latest first.

    Columns: place (table, key and column, in words), printed (what the producer has), used (what the analysis takes), reason,
    source (of the value used), reporter, date (reported). Raises `BrokenData` for an entry that is not well formed; whether
    each could be applied is asked whenever a table is read.
    """
    entries, faults = read(folder)
    if faults:
        raise BrokenData(faults)
    rows = [{"place": f"{entry['table']}, {', '.join(entry['key'].values())}: {entry['column']}", "printed": entry["expect"],
             "used": entry["new"], **{name: entry[name] for name in ("reason", "source", "reporter", "date")}}
            for entry in entries]
    frame = pd.DataFrame(rows, columns=["place", "printed", "used", "reason", "source", "reporter", "date"])
    return frame.sort_values("date", ascending=False, kind="stable", ignore_index=True)
