"""The data of a chart as tables that a reader can use: from the specification back to rows and columns.

A specification holds many small tables: the series, and beside them labels, lines of reference, and rows drawn again to
stand out. `read` sorts them: tables of data, with all rows of one shape together; labels and lines; and what is left
out, which it names. Values are as the specification has them, dates as ISO 8601.
"""
import json
from dataclasses import dataclass, field
from datetime import datetime, timezone
from pathlib import Path

from press.exhibits import chartparts, definitions

AIDS = {"text", "rule"}
PLACE = definitions.Definition("A place in the drawing, without a measure of its own.")
SAID = {"panel": definitions.Definition("The panel of the chart: its title, that of its axis, or its place."),
        chartparts.ORDER: definitions.Definition("Place in the series, from 1.")}


@dataclass
class Column:
    name: str
    type: str
    """As in Table Schema: string, number, integer, boolean, date."""
    title: str = ""
    """The heading, or where and under which title the chart shows the column."""
    meaning: str = ""
    """Where nobody has defined the column, its title has to say what it is."""
    unit: str = ""

    def __post_init__(self):
        self.meaning = self.meaning or self.title


@dataclass
class Table:
    caption: str
    columns: list[Column]
    rows: list[dict]

    @property
    def id(self) -> str:
        return self.caption.lower().replace(" ", "-")


@dataclass
class Data:
    tables: list[Table]
    labels: list[Table]
    repeated: int = 0
    """Rows that stand in a table of data and are drawn again, as a label or to stand out."""
    working: list[str] = field(default_factory=list)
    """Columns that the chart does not use and nobody has defined."""
    drawing: list[str] = field(default_factory=list)
    """Columns that only place or color marks."""


def _frozen(row: dict, columns) -> str:
    return json.dumps([row.get(column) for column in columns], sort_keys=True)


def _told_apart(one: chartparts.Part, other: chartparts.Part) -> bool:
    """Whether a column of words says of each row which of the two sets it belongs to."""
    for column in one.columns:
        ours, theirs = ({row.get(column) for row in each.rows if isinstance(row.get(column), str)} for each in (one, other))
        if ours and theirs and not ours & theirs and not any(chartparts.DAY.fullmatch(value) for value in ours):
            return True
    return False


def _words(row: dict) -> str:
    return json.dumps({name: value for name, value in row.items() if isinstance(value, str)}, sort_keys=True)


def _joined(sets: list[chartparts.Part]) -> list[chartparts.Part]:
    """Sets of the same columns as one; where no column tells them apart, a column `panel` does."""
    groups: dict[frozenset, list[chartparts.Part]] = {}
    for each in sets:
        groups.setdefault(frozenset(each.columns), []).append(each)
    found = []
    for group in groups.values():
        group.sort(key=lambda each: -len(each.rows))
        distinct, again = [], 0
        for each in group:
            said = {_words(row) for other in distinct for row in other.rows}
            if len(each.rows) == 1 < len(group[0].rows) and _words(each.rows[0]) in said and len(each.columns) > 2:
                again += 1
                continue
            keys = {_frozen(row, group[0].columns) for row in each.rows}
            if not any(keys <= {_frozen(row, group[0].columns) for row in other.rows} for other in distinct):
                distinct.append(each)
        apart = all(_told_apart(a, b) for a in distinct for b in distinct if a is not b)
        by_panel = not apart and len({each.panel for each in distinct}) == len(distinct) > 1
        whole = chartparts.Part([], (["panel"] if by_panel else []) + group[0].columns, set())
        known = set()
        whole.longest, whole.again = len(group[0].rows), again
        for each in group:
            whole.used |= each.used | ({"panel"} if by_panel else set())
            whole.marks |= each.marks
            whole.temporal |= each.temporal
            for column, words in each.shown.items():
                whole.shown[column] = list(dict.fromkeys([*whole.shown.get(column, []), *words]))
            if each in distinct:
                for row in each.rows:
                    key = (each.panel if by_panel else "", _frozen(row, group[0].columns))
                    if key not in known:
                        known.add(key)
                        whole.rows.append({"panel": each.panel, **row} if by_panel else row)
        found.append(whole)
    return sorted(found, key=lambda each: -len(each.rows))


def _drawn_again(small: chartparts.Part, large: chartparts.Part) -> bool:
    """Whether every row of `small` stands in `large`; what it has more is words and places of words."""
    common = [column for column in small.columns if column in large.columns]
    more = [column for column in small.used if column not in large.columns]
    if len(common) < 2 or any(isinstance(row.get(column), float) for row in small.rows for column in more):
        return False
    return {_frozen(row, common) for row in small.rows} <= {_frozen(row, common) for row in large.rows}


def kind(values: list) -> str:
    """The type of a column in the words of Table Schema, from its values."""
    values = [value for value in values if value is not None and value != ""]
    if values and all(isinstance(value, bool) for value in values):
        return "boolean"
    if values and all(isinstance(value, int) and not isinstance(value, bool) for value in values):
        return "integer"
    if values and all(isinstance(value, (int, float)) and not isinstance(value, bool) for value in values):
        return "number"
    if values and all(isinstance(value, str) and chartparts.DAY.fullmatch(value) for value in values):
        return "date"
    return "string"


def _dated(entry: chartparts.Part) -> list[dict]:
    """The rows, with what the chart shows as times in ISO 8601."""
    rows = [dict(row) for row in entry.rows]
    for column in entry.temporal:
        for row in rows:
            if isinstance(row.get(column), (int, float)) and abs(row[column]) > 1e10:  # milliseconds
                row[column] = datetime.fromtimestamp(row[column] / 1000, timezone.utc).strftime("%Y-%m-%d")
    return rows


def _table(entry: chartparts.Part, caption: str, source: Path, exhibit: str = "") -> tuple[Table, list[str], list[str]]:
    """The table of one set, and the names of the columns it leaves out: those that nothing shows, those that only draw.

    What the book says of a column of this very `exhibit` goes before what is known of it elsewhere.
    """
    rows = _dated(entry)
    own = definitions.derived(exhibit, source) if exhibit else {}
    known = definitions.of(entry.columns, rows, source) | own
    anywhere = definitions.derived(definitions.ANY, source) | SAID
    drawing = [name for name in entry.columns if name in own and own[name].drawing]
    kept = [name for name in entry.columns if name not in drawing and (name in entry.used or name in known)]
    columns = []
    for name in kept:
        type_ = kind([row.get(name) for row in rows])
        if type_ == "date":
            for row in rows:
                row[name] = row[name][:10] if row.get(name) else None
        shown = entry.shown.get(name, [])
        said = known.get(name) or anywhere.get(name) or (
            PLACE if shown == [chartparts.WITHIN] else definitions.Definition())
        columns.append(Column(name, type_, "; ".join(shown), said.meaning, said.unit))
    rows = [{name: row.get(name) for name in kept} for row in rows]
    return (Table(caption, columns, [row for row in rows if any(value is not None for value in row.values())]),
            [name for name in entry.columns if name not in kept and name not in drawing], drawing)


def read(spec: dict, source: Path, exhibit: str = "") -> Data:
    """The tables of the specification of `exhibit`; `source` is the folder of the book, whose data package defines columns."""
    joined = _joined(chartparts.parts(spec))
    aids = [each for each in joined[1:] if each.marks <= AIDS or each.longest == 1]
    data = [each for each in joined if each not in aids]
    found = Data([], [])
    for number, each in enumerate(data):
        found.repeated += each.again
        if any(_drawn_again(each, larger) for larger in data[:number]):
            found.repeated += len(each.rows)
            continue
        table, left, drawing = _table(each, f"Data {len(found.tables) + 1}", source, exhibit)
        found.tables += [table] if table.columns else []
        found.working += [name for name in left if name not in found.working]
        found.drawing += [name for name in drawing if name not in found.drawing]
    if len(found.tables) == 1:
        found.tables[0].caption = "Data"
    for each in aids:
        if any(_drawn_again(each, larger) for larger in data):
            found.repeated += len(each.rows)
            continue
        each.columns = [column for column in each.columns if column in each.used]
        if each.columns:
            found.labels.append(_table(each, f"Labels and lines {len(found.labels) + 1}", source)[0])
    return found
