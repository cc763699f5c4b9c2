"""Tables that come as HTML, as pandas prints them, turned into the nodes every other table is made of."""

import re

from bs4 import BeautifulSoup, Tag
from docutils import nodes

_NUMBER = re.compile(r"[-−+]?[\d.,\s]*\d\s?%?")


def _entry(cell: Tag) -> nodes.entry:
    text = cell.get_text(" ", strip=True)
    entry = nodes.entry("", nodes.paragraph("", text))
    if int(cell.get("colspan", 1)) > 1:
        entry["morecols"] = int(cell["colspan"]) - 1
    if int(cell.get("rowspan", 1)) > 1:
        entry["morerows"] = int(cell["rowspan"]) - 1
    numeric = _NUMBER.fullmatch(text) or "col_heading" in (cell.get("class") or ())
    entry["classes"].append("text-right" if numeric else "text-left")
    return entry


def _row(line: Tag) -> nodes.row:
    return nodes.row("", *[_entry(cell) for cell in line.find_all(["th", "td"], recursive=False)])


def _table(source: Tag) -> nodes.table:
    lines = source.find_all("tr")
    head = source.thead.find_all("tr") if source.thead else []
    body = [line for line in lines if line not in head]
    width = max((sum(1 + entry.get("morecols", 0) for entry in _row(line).children) for line in lines), default=0)
    group = nodes.tgroup("", *[nodes.colspec(colwidth=1) for _ in range(width)], cols=width)
    if head:
        group += nodes.thead("", *[_row(line) for line in head])
    group += nodes.tbody("", *[_row(line) for line in body])
    table = nodes.table("", classes=["colwidths-auto"])
    if source.caption:
        caption = source.caption.get_text(" ", strip=True)
        table += nodes.title("", caption)
    table += group
    return table


def tables_in(html: str) -> list[nodes.table]:
    """Return the tables in a piece of HTML, their words without markup; all else is dropped."""
    if "<table" not in html:
        return []
    return [_table(table) for table in BeautifulSoup(html, "html.parser").find_all("table")]
