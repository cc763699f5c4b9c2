"""A Vega-Lite specification taken apart: its views, its data sets, and what a browser needs of both.

`views` walks layers, concatenations and facets; `datasets` gives every table that the specification holds; `for_browsers`
is the specification as a page embeds it: no column that no view uses, and tables as columns and rows, so that the name
of a column stands once and not in every row (`charts.js` puts them together again).
"""
import copy
import json
import re
from collections.abc import Iterator

CHILDREN = ("layer", "concat", "hconcat", "vconcat")
DIGITS = 8
"""Significant digits of a number in a page: finer than any screen. The downloads hold the numbers as they are."""

View = dict
Rows = list[dict]


def children(view: View) -> list[View]:
    return [child for key in CHILDREN for child in view.get(key, ())] + ([view["spec"]] if "spec" in view else [])


def own(view: View) -> dict:
    """A view without the views inside it, and without the data sets that the outermost one keeps for all."""
    return {key: value for key, value in view.items() if key not in (*CHILDREN, "spec", "datasets")}


def views(view: View, above: tuple[View, ...] = ()) -> Iterator[tuple[View, tuple[View, ...]]]:
    """Every view, outermost first, with those it stands in."""
    yield view, above
    for child in children(view):
        yield from views(child, (*above, view))


def collected(spec: dict) -> dict:
    """The specification with all its data in `datasets`: tables that stand in a view move there."""
    spec = copy.deepcopy(spec)
    for view, _ in list(views(spec)):
        values = (view.get("data") or {}).get("values")
        if isinstance(values, list):
            tables = spec.setdefault("datasets", {})
            name = f"inline-{len(tables)}"
            tables[name] = [row if isinstance(row, dict) else {"data": row} for row in values]
            view["data"] = {**{key: value for key, value in view["data"].items() if key != "values"}, "name": name}
    return spec


def _text(view: View) -> str:
    return json.dumps(own(view), ensure_ascii=False)


def named(view: View) -> list[str]:
    """Every name in a view, without those inside it; those of the data it draws from or looks up in are among them."""
    return sorted(set(re.findall(r'"name": "([^"]+)"', _text(view))))


def words(spec: dict) -> dict[str, set[str]]:
    """For each data set every word in the views that see it; the columns that are used are among them."""
    texts = {id(view): _text(view) for view, _ in views(spec)}
    split = {place: set(re.findall(r"\w+", text)) for place, text in texts.items()}
    found = {name: set() for name in spec.get("datasets", {})}
    for view, above in views(spec):
        for name in set(re.findall(r'"name": "([^"]+)"', texts[id(view)])) & found.keys():
            for seen in (*above, *(each for each, _ in views(view))):
                found[name] |= split[id(seen)]
    return found


def _rounded(value):
    if isinstance(value, float):
        return float(f"{value:.{DIGITS}g}")
    return [_rounded(each) for each in value] if isinstance(value, list) else value


def for_browsers(spec: dict) -> dict:
    """The specification without unused columns, its tables as `{"columns": […], "rows": [[…], …]}`."""
    spec = collected(spec)
    spec.pop("$schema", None)
    whole = json.dumps(spec, ensure_ascii=False)
    everything = '"content": "data"' in whole or "data('" in whole  # views that ask for whole rows, or for tables by name
    short, seen = {}, words(spec)
    for name, rows in spec.get("datasets", {}).items():
        columns = list(dict.fromkeys(column for row in rows if isinstance(row, dict) for column in row))
        regular = all(isinstance(row, dict) and row.keys() == set(columns) for row in rows)
        if regular and rows:
            kept = [column for column in columns if everything or set(re.findall(r"\w+", column)) <= seen[name]]
            rows = {"columns": kept, "rows": [[_rounded(row[column]) for column in kept] for row in rows]}
        short[name] = rows
    names = {name: name if everything else f"d{number}" for number, name in enumerate(short)}

    def renamed(part):
        if isinstance(part, list):
            return [renamed(each) for each in part]
        if isinstance(part, dict):
            return {key: names.get(value, value) if key == "name" and isinstance(value, str) else renamed(value)
                    for key, value in part.items()}
        return part

    tables = spec.pop("datasets", None)
    spec = renamed(spec)
    if tables is not None:
        spec["datasets"] = {names[name]: rows for name, rows in short.items()}
    return spec
