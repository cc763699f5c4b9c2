"""XHTML pages: what docutils and extensions wrote for browsers, as books may hold it."""
import html
import re

import bs4

# Without a script a control does nothing; a link to a heading is for copying an address.
UNWANTED = "script, style, template, noscript, button, input, select, textarea, form, iframe, object, a.headerlink, .offers, .web-only"
# `style` stays where it is the width of a column.
ATTRIBUTES = {"align", "border", "frame", "rules", "valign", "tabindex", "target", "rel", "onclick"}
ROLES = {"doc-biblioentry": None, "doc-noteref": "doc-noteref", "doc-backlink": "doc-backlink", "img": "img"}
STACKED = 4
"""Columns from which the rows of a table stand below one another on a narrow screen, each cell after its head."""
KINDS = {"chapter": 'epub:type="chapter" role="doc-chapter"', "appendix": 'epub:type="appendix" role="doc-appendix"'}
# The parser lowers the names of attributes; SVG tells capitals from small letters.
_VIEWBOX = re.compile(r"\bviewbox=")

PAGE = """<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE html>
<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops" lang="{language}" xml:lang="{language}">
<head>
<meta charset="utf-8"/>
<title>{title}</title>
<link rel="stylesheet" type="text/css" href="{style}"/>
</head>
<body>
{body}
</body>
</html>
"""


def page(title: str, body: str, style: str, language: str) -> str:
    """A whole page; `title` is plain text, `body` XHTML, `style` the relative address of the style sheet."""
    return PAGE.format(title=html.escape(title, quote=False), body=body.strip(), style=style, language=language)


def cleaned(body: str, kind: str = "") -> str:
    """HTML as XHTML, without controls, scripts and what depends on them. `kind` is a key of `KINDS` or nothing."""
    soup = bs4.BeautifulSoup(body, "html.parser")
    for unwanted in soup.select(UNWANTED):
        unwanted.decompose()
    for comment in soup.find_all(string=lambda text: isinstance(text, bs4.Comment)):
        comment.extract()
    for element in soup.find_all(True):
        _clean(element)
    for table in soup.select("table"):
        _table(table)
    text = _VIEWBOX.sub("viewBox=", soup.decode(formatter="minimal"))
    return f"<section {KINDS[kind]}>\n{text}</section>" if kind in KINDS else text


def _clean(element: bs4.Tag):
    for name in list(element.attrs):
        drop = name in ATTRIBUTES or name.startswith(("data-", "on")) or (name == "style" and element.name != "col")
        if name == "role":
            drop = ROLES.get(element["role"]) is None
        if name == "aria-labelledby" and element.name != "table":
            drop = True
        if drop:
            del element[name]
    if element.name == "details":  # what is folded on a screen lies open in a book
        element["open"] = "open"
    if element.name == "a" and not element.get("href") and not element.get("id"):
        element.unwrap()


def _table(table: bs4.Tag):
    """Tell every cell of a wide table its head, so that the style sheet can stack rows where columns do not fit."""
    heads = [head.get_text(" ", strip=True) for head in table.select("thead tr:last-child > *")]
    rows = table.select("tbody > tr")
    for cell in table.select("td, th"):
        inside = cell.find_all("p", recursive=False)
        if len(inside) == 1:
            inside[0].unwrap()  # some readers (MuPDF) set cells with paragraphs one on top of the other
    if len(heads) < STACKED or any(cell.get("colspan") or cell.get("rowspan") for cell in table.select("td, th")):
        return
    table["class"] = [*table.get("class", []), "stacked"]
    for row in rows:
        for head, cell in zip(heads, row.find_all(["td", "th"], recursive=False)):
            if cell.get_text(strip=True):
                cell["data-head"] = head
