"""The data of a chart as tables that a reader can use: from the specification back to rows and columns.

A specification holds many small tables: the series, and beside them labels, lines of reference, and rows drawn again to
stand out. `read` sorts them: tables of data, with all rows of one shape together; labels and lines; and what is left
out, which it names. Values are as the specification has them, dates as ISO 8601.
"""
import json
import re
from dataclasses import dataclass, field
from pathlib import Path

from press import definitions, specification

AIDS = {"text", "rule"}
WITHIN = "place within a group"
ORDER = "place_in_series"
PLACE = "A place in the drawing, without a measure of its own."
SAID = {"panel": "The panel of the chart: its title, that of its axis, or its place.", ORDER: "Place in the series, from 1."}
CHANNELS = {
    "x": "horizontal axis", "x2": "end on the horizontal axis", "y": "vertical axis", "y2": "end on the vertical axis",
    "color": "color", "fill": "fill", "stroke": "outline", "shape": "shape", "size": "size", "opacity": "opacity",
    "text": "words in the chart", "facet": "panel", "row": "row of panels", "column": "column of panels",
    "detail": "series", "order": "order", "strokeDash": "dashes", "tooltip": "pop-up", "xOffset": WITHIN,
    "yOffset": WITHIN, "strokeWidth": "width of line",
}
DAY = re.compile(r"\d{4}-\d{2}-\d{2}(T00:00:00(\.000)?)?Z?")


@dataclass
class Column:
    name: str
    type: str
    """As in Table Schema: string, number, integer, boolean, date."""
    title: str = ""
    """The heading, or where and under which title the chart shows the column."""
    meaning: str = definitions.MADE


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
    """Columns that the chart does not use and the data package does not define."""


@dataclass
class _Set:
    """One table of the specification, and how the chart uses it."""
    rows: list[dict]
    columns: list[str]
    used: set[str]
    marks: set[str] = field(default_factory=set)
    shown: dict[str, list[str]] = field(default_factory=dict)
    temporal: set[str] = field(default_factory=set)
    panel: str = ""
    longest: int = 1
    """Rows of the longest set that is joined in this one."""
    again: int = 0
    """Rows drawn again elsewhere in the chart, the same in every word."""


def _mark(view: dict) -> str:
    mark = view["mark"] if isinstance(view["mark"], str) else view["mark"]["type"]
    spans = any(isinstance(view.get("encoding", {}).get(channel), dict) and "field" in view["encoding"][channel]
                for channel in ("x2", "y2"))
    return "span" if mark == "rule" and spans else mark


def _title(channel: dict) -> str:
    for holder in (channel, channel.get("axis") or {}, channel.get("legend") or {}, channel.get("header") or {}):
        title = holder.get("title")
        if title:
            return " ".join(title) if isinstance(title, list) else str(title)
    return ""


def _encodings(view: dict, above: tuple) -> list[tuple[str, dict]]:
    """The channels of a view that show a column, those it takes over from the views around it included."""
    merged = {}
    for each in (*above, view):
        merged |= each.get("encoding", {})
    if isinstance(view.get("facet"), dict):
        merged["facet"] = view["facet"]
    found = []
    for name, channel in merged.items():
        for each in channel if isinstance(channel, list) else [channel]:
            if isinstance(each, dict) and "field" in each:
                found.append((name, each))
    return found


def _panels(spec: dict) -> dict[int, str]:
    """Views that stand side by side or above each other, by identity: their titles or those of their axes, otherwise their places."""
    names = {}
    for view, _ in specification.views(spec):
        for key in ("hconcat", "vconcat", "concat"):
            for number, panel in enumerate(view.get(key, ()), start=1):
                title = panel.get("title")
                title = title.get("text") if isinstance(title, dict) else title
                axes = [_title(inner.get("encoding", {}).get(channel) or {})
                        for channel in ("y", "x") for inner, _ in specification.views(panel)]
                names[id(panel)] = " ".join(title) if isinstance(title, list) else (
                    title or next(filter(None, axes), "") or str(number))
    return names


def _exploded(rows: list[dict], used: set[str]) -> list[list[dict]]:
    """Rows; a single one that holds whole series as lists becomes as many rows, series of one length together."""
    series = {name: value for name, value in rows[0].items() if isinstance(value, list) and name in used} if rows else {}
    if len(rows) != 1 or not series:
        return [rows]
    found = []
    for length in sorted({len(values) for values in series.values()}, reverse=True):
        names = [name for name in series if len(series[name]) == length]
        found.append([{ORDER: place, **dict(zip(names, values))}
                      for place, values in enumerate(zip(*(series[name] for name in names)), start=1)])
    return found


def _sets(spec: dict) -> list[_Set]:
    spec = specification.collected(spec)
    panels, found = _panels(spec), []
    order, seen = dict.fromkeys(name for view, _ in specification.views(spec) for name in specification.named(view)), specification.words(spec)
    for name in (name for name in order if name in spec.get("datasets", {})):
        rows = spec["datasets"][name]
        rows = [row for row in rows if isinstance(row, dict)]
        columns = dict.fromkeys(column for row in rows for column in row)
        used = {column for column in columns if set(re.findall(r"\w+", column)) <= seen[name]}
        for part in _exploded(rows, used):
            if not part:
                continue
            columns = list(dict.fromkeys(column for row in part for column in row))
            entry = _Set(part, columns, (used | {ORDER}) & set(columns), longest=len(part))
            for view, above in specification.views(spec):
                holder = next((each for each in (view, *reversed(above)) if each.get("data")), {})
                if "mark" not in view or holder.get("data", {}).get("name") != name:
                    continue
                entry.marks.add(_mark(view))
                entry.panel = entry.panel or next((panels[id(each)] for each in (view, *reversed(above)) if id(each) in panels), "")
                for channel, how in _encodings(view, above):
                    if how["field"] in columns and channel in CHANNELS:
                        title = _title(how)
                        words = CHANNELS[channel] + (f" “{title}”" if title else "")
                        known = entry.shown.setdefault(how["field"], [])
                        if words not in known:
                            known.append(words)
                        if how.get("type") == "temporal":
                            entry.temporal.add(how["field"])
            found.append(entry)
    return found


def _frozen(row: dict, columns) -> str:
    return json.dumps([row.get(column) for column in columns], sort_keys=True)


def _told_apart(one: _Set, other: _Set) -> bool:
    """Whether a column of words says of each row which of the two sets it belongs to."""
    for column in one.columns:
        ours, theirs = ({row.get(column) for row in each.rows if isinstance(row.get(column), str)} for each in (one, other))
        if ours and theirs and not ours & theirs and not any(DAY.fullmatch(value) for value in ours):
            return True
    return False


def _words(row: dict) -> str:
    return json.dumps({name: value for name, value in row.items() if isinstance(value, str)}, sort_keys=True)


def _joined(sets: list[_Set]) -> list[_Set]:
    """Sets of the same columns as one; where no column tells them apart, a column `panel` does."""
    groups: dict[frozenset, list[_Set]] = {}
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
        whole = _Set([], (["panel"] if by_panel else []) + group[0].columns, set())
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


def _drawn_again(small: _Set, large: _Set) -> bool:
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
    if values and all(isinstance(value, str) and DAY.fullmatch(value) for value in values):
        return "date"
    return "string"


def _table(entry: _Set, caption: str, source: Path) -> tuple[Table, list[str]]:
    """The table of one set, and the names of the columns it leaves out."""
    from datetime import datetime, timezone

    rows = [dict(row) for row in entry.rows]
    for column in entry.temporal:
        for row in rows:
            if isinstance(row.get(column), (int, float)) and abs(row[column]) > 1e10:  # milliseconds
                row[column] = datetime.fromtimestamp(row[column] / 1000, timezone.utc).strftime("%Y-%m-%d")
    known = definitions.of(entry.columns, rows, source)
    kept = [name for name in entry.columns if name in entry.used or name in known]
    columns = []
    for name in kept:
        type_ = kind([row.get(name) for row in rows])
        if type_ == "date":
            for row in rows:
                row[name] = row[name][:10] if row.get(name) else None
        shown = entry.shown.get(name, [])
        meaning = known.get(name) or SAID.get(name) or (PLACE if shown == [WITHIN] else definitions.MADE)
        columns.append(Column(name, type_, "; ".join(shown), meaning))
    rows = [{name: row.get(name) for name in kept} for row in rows]
    return (Table(caption, columns, [row for row in rows if any(value is not None for value in row.values())]),
            [name for name in entry.columns if name not in kept])


def read(spec: dict, source: Path) -> Data:
    """The tables of a specification; `source` is the folder of the book, where the data package defines columns."""
    joined = _joined(_sets(spec))
    aids = [each for each in joined[1:] if each.marks <= AIDS or each.longest == 1]
    data = [each for each in joined if each not in aids]
    found = Data([], [])
    for number, each in enumerate(data):
        found.repeated += each.again
        if any(_drawn_again(each, larger) for larger in data[:number]):
            found.repeated += len(each.rows)
            continue
        table, left = _table(each, f"Data {len(found.tables) + 1}", source)
        found.tables.append(table)
        found.working += [name for name in left if name not in found.working]
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
