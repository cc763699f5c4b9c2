"""What a chart carries along: of its data only the fields that it draws, filters by or tells, with the digits one can see.

A frame goes into a chart with all its columns, and Altair writes them all into the specification, in full precision. A page
holds every specification twice, as data and as a drawing, so that what no encoding names would be paid for by every reader.
"""
import re

VIEWS = ("layer", "hconcat", "vconcat", "concat", "spec")
"""Where views stand within a view; what else a view says holds for those within it."""
WORDING = ("title", "subtitle", "description", "usermeta", "config", "datasets")
"""What is words for a reader and names no field."""
EVIDENCE = ("event", "passage")
"""Fields that stay although nothing draws them: by them a reader of the data finds what a mark rests on."""
DIGITS = 6
"""Significant digits of a fraction. Whole numbers, which may be counts, are left alone."""


def _names(node) -> set[str]:
    """Every string below `node`, and the words in it: no field that a grammar of charts can reach is missing."""
    if isinstance(node, str):
        return {node, *re.findall(r"\w+", node)}
    if isinstance(node, dict):
        if node.get("tooltip") is True or isinstance(node.get("tooltip"), dict) and "content" in node["tooltip"]:
            return {"*"}  # such a tooltip tells all fields
        return set().union(*(_names(value) for key, value in node.items()
                             if key not in WORDING or isinstance(value, dict) and key == "title"))
    return set().union(*map(_names, node)) if isinstance(node, list) else set()


def used(spec: dict) -> dict[str, set[str]]:
    """By data set, the names that the views which draw it use, those they inherit included."""
    found = {name: set() for name in spec.get("datasets", {})}

    def visit(view: dict, above: set[str]) -> None:
        inherited = above | _names({key: value for key, value in view.items() if key not in VIEWS})
        every = inherited | _names(view)
        # Below the top, a data set can be named by a view or by one of its lookups.
        for name in found.keys() & _names({key: value for key, value in view.items() if key not in VIEWS}):
            found[name] |= every
        for key in VIEWS:
            inner = view.get(key, [])
            for child in inner if isinstance(inner, list) else [inner]:
                visit(child, inherited)

    visit(spec, set())
    return found


def _seen(value):
    return float(f"{value:.{DIGITS}g}") if isinstance(value, float) and not value.is_integer() else value


def thinned(spec: dict) -> dict:
    """The same chart with no more data than it uses. `spec` is left as it is; data given inline in a view are not touched."""
    names = used(spec)
    kept = {
        name: rows if "*" in names[name] else [
            {field: _seen(value) for field, value in row.items() if field in names[name] or field in EVIDENCE}
            if isinstance(row, dict) else row for row in rows]
        for name, rows in spec.get("datasets", {}).items()}
    return {**spec, "datasets": kept} if kept else spec
