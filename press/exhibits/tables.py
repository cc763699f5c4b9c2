"""Tables: from the data resource a cell returns to a real docutils table, numbered and full of cross references.

A cell's output `application/vnd.dataresource+json` (Frictionless Tabular Data Resource with inline data) becomes

    table.exhibit   title, colspecs with widths, thead, tbody, entries of class text-left, text-right or text-center
    paragraph.note  the resource's `description`, MyST, if any
    paragraph.source

A field's `format` says what its cells are:

    text, number, date, month           as they stand; numbers with thousands separators and a real minus sign
    markdown                            inline MyST
    url                                 a link that shows the address
    passage(s), source(s), event(s)     references, several separated by "; "
    anchor:passage, anchor:source, anchor:event
                                        the id itself, and the place that references to it lead to

The last is how the appendices receive references; running text does it with a MyST target, `(passage-s1-07)=`.
Ordinary data frames (`text/html`) are left to myst-nb.
"""
import json
import re

from docutils import nodes
from sphinx.util import logging

from press import exhibits
from press.evidence import citations

logger = logging.getLogger(__name__)

MIME = "application/vnd.dataresource+json"
SEPARATOR = "; "
REFERENCES = {form: kind for kind in citations.KINDS for form in (kind, f"{kind}s")}
ANCHORS = {f"anchor:{kind}": kind for kind in citations.KINDS}
PLAIN = ("text", "date", "month", "number", "default")
DAY = re.compile(r"\d{4}-\d{2}(-\d{2})?( \(\?\))?")
NARROWEST, WIDEST = 6, 40
"""Limits, in characters, of a column's width where the resource gives none."""


class TableOutput:
    """What myst-nb asks for the output of a cell (entry point `myst_nb.mime_renderers`)."""

    mime_priority_overrides = [("*", MIME, 1)]

    @staticmethod
    def handle_mime(renderer, data, inline):
        if data.mime_type != MIME or inline:
            return None
        return table(renderer, data.content, data.line or 0)


def table(renderer, resource: dict, line: int) -> list[nodes.Element]:
    """The nodes for one resource: the table, then its note and its source line."""
    fields = resource["schema"]["fields"]
    for field in fields:
        form = field.get("format", "text")
        if form not in (*PLAIN, "markdown", "url", *REFERENCES, *ANCHORS):
            logger.warning("table %s: unknown format %r of column %s", resource.get("name", ""), form, field["name"],
                           location=exhibits.place(renderer, line))
    # The last class has docutils write the widths of the columns into the page.
    whole = nodes.table(classes=["exhibit", "data-table", "colwidths-given"])
    if resource.get("title"):
        whole += nodes.title("", "", *exhibits.inline(renderer, resource["title"], line))
    else:
        logger.warning("table %s has no title", resource.get("name", ""), location=exhibits.place(renderer, line))
        whole += nodes.title("", "Table")
    exhibits.name(renderer, whole, resource.get("name"), line)
    whole["resource"] = json.dumps(resource, ensure_ascii=False, separators=(",", ":"))
    group = nodes.tgroup(cols=len(fields))
    whole += group
    for field, width in zip(fields, widths(fields, resource["data"])):
        group += nodes.colspec(colwidth=width)
    group += nodes.thead("", nodes.row("", *(head(renderer, field, line) for field in fields)))
    body = nodes.tbody()
    group += body
    for record in resource["data"]:
        body += nodes.row("", *(cell(renderer, field, record.get(field["name"]), line) for field in fields))
    found = [whole]
    if resource.get("description"):
        found.append(exhibits.paragraph(renderer, resource["description"], line, "note"))
    sources = SEPARATOR.join(source["title"] for source in resource.get("sources", []) if source.get("title"))
    if sources:
        found.append(exhibits.paragraph(renderer, exhibits.sourced(sources), line, "source"))
    return found


def widths(fields: list[dict], records: list[dict]) -> list[int]:
    """Shares of the width: those the fields give, otherwise by the longest cell within limits."""
    if any(field.get("width") for field in fields):
        return [max(1, round(10 * float(field.get("width") or 1))) for field in fields]
    longest = [max([len(field.get("title") or field["name"]),
                    *(len(str(record.get(field["name"]) or "")) for record in records)]) for field in fields]
    return [min(max(length, NARROWEST), WIDEST) for length in longest]


def alignment(field: dict) -> str:
    number = field.get("format") == "number" or field.get("type") in ("number", "integer")
    return f"text-{field.get('align') or ('right' if number else 'left')}"


def head(renderer, field: dict, line: int) -> nodes.entry:
    title = field.get("title") or field["name"]
    return nodes.entry("", nodes.paragraph("", "", *exhibits.inline(renderer, title, line)), classes=[alignment(field)])


def cell(renderer, field: dict, value, line: int) -> nodes.entry:
    paragraph = nodes.paragraph()
    if value is not None and value != "":
        paragraph += content(renderer, field.get("format", "text"), value, line)
    entry = nodes.entry("", classes=[alignment(field)])
    if DAY.fullmatch(str(value)):
        entry["classes"].append("unbroken")
    if paragraph.children:
        entry += paragraph
    return entry


def content(renderer, form: str, value, line: int) -> list[nodes.Node]:
    """The inline nodes of one cell of format `form`; `value` is not empty."""
    if form in ANCHORS:
        anchor = citations.anchor(ANCHORS[form], str(value))
        return [nodes.target("", "", ids=[anchor]), nodes.Text(str(value))]
    if form in REFERENCES:
        found = []
        for identifier in str(value).split(SEPARATOR):
            reference = citations.reference(REFERENCES[form], identifier.strip(), renderer.renderer.sphinx_env.docname)
            reference.source, reference.line = renderer.source, line
            found += [nodes.Text(SEPARATOR)] * bool(found) + [reference]
        return found
    if form == "url":
        shown = re.sub(r"^https?://(www\.)?|/$", "", str(value))
        return [nodes.reference("", shown, refuri=str(value), internal=False, classes=["address"])]
    if form == "markdown":
        return exhibits.inline(renderer, str(value), line)
    return [nodes.Text(spoken(value))]


def spoken(value) -> str:
    """A plain value as text: `true` as yes, 1234.5 as 1,234.5, −3 with a minus sign."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, (int, float)):
        return f"{value:,}".replace("-", "−")
    return str(value)


def fill_corners(app, doctree):
    """The empty head over a data frame's index is no head: screen readers announce it as one."""
    for node in doctree.findall(nodes.raw):
        if node.get("format") == "html" and "dataframe" in node.astext():
            node.children = [nodes.Text(node.astext().replace("<th></th>", "<td></td>"))]


def add_scripts(app, pagename, templatename, context, doctree):
    """Only pages with tables load the script that sorts and filters them."""
    if app.builder.name in exhibits.WEB and "data-table" in context.get("body", ""):
        app.add_js_file("tables.js", loading_method="defer")
        app.add_css_file("tables.css", priority=901)


def setup(app):
    app.connect("html-page-context", add_scripts)
    app.connect("doctree-read", fill_corners)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
