"""The tables that a specification holds, each with how the views of the chart use it: the ground for `chartdata`."""
import re
from dataclasses import dataclass, field

from press.exhibits import specification

WITHIN = "place within a group"
ORDER = "place_in_series"
CHANNELS = {
    "x": "horizontal axis", "x2": "end on the horizontal axis", "y": "vertical axis", "y2": "end on the vertical axis",
    "color": "color", "fill": "fill", "stroke": "outline", "shape": "shape", "size": "size", "opacity": "opacity",
    "text": "words in the chart", "facet": "panel", "row": "row of panels", "column": "column of panels",
    "detail": "series", "order": "order", "strokeDash": "dashes", "tooltip": "pop-up", "xOffset": WITHIN,
    "yOffset": WITHIN, "strokeWidth": "width of line",
}
DAY = re.compile(r"\d{4}-\d{2}-\d{2}(T00:00:00(\.000)?)?Z?")


@dataclass
class Part:
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
    """Views side by side or above each other, by identity: their titles or those of their axes, otherwise their places."""
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


def parts(spec: dict) -> list[Part]:
    spec = specification.collected(spec)
    panels, found = _panels(spec), []
    order = dict.fromkeys(name for view, _ in specification.views(spec) for name in specification.named(view))
    seen = specification.words(spec)
    for name in (name for name in order if name in spec.get("datasets", {})):
        rows = spec["datasets"][name]
        rows = [row for row in rows if isinstance(row, dict)]
        columns = dict.fromkeys(column for row in rows for column in row)
        used = {column for column in columns if set(re.findall(r"\w+", column)) <= seen[name]}
        for part in _exploded(rows, used):
            if not part:
                continue
            columns = list(dict.fromkeys(column for row in part for column in row))
            entry = Part(part, columns, (used | {ORDER}) & set(columns), longest=len(part))
            for view, above in specification.views(spec):
                holder = next((each for each in (view, *reversed(above)) if each.get("data")), {})
                if "mark" not in view or holder.get("data", {}).get("name") != name:
                    continue
                entry.marks.add(_mark(view))
                around = (view, *reversed(above))
                entry.panel = entry.panel or next((panels[id(each)] for each in around if id(each) in panels), "")
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
