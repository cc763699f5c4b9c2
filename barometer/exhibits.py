"""Tables as exhibits: a frame with caption, column heads, note and source, for notebook and book.

The output is a Frictionless Tabular Data Resource (`application/vnd.dataresource+json`), which JupyterLab shows as a
table and the press sets as a real one, with numbered caption and cross references; an HTML table stands beside it for
other viewers.
"""
import html
import math
from dataclasses import dataclass

import pandas as pd

from barometer import schema

MIME = "application/vnd.dataresource+json"


@dataclass(frozen=True)
class Column:
    """How a column is shown: its head, what its cells are, and its share of the width.

    `format`: text, number, date, month, markdown, url, or what the cells refer to: passage, source, event, in the
    singular or plural. `digits` are the decimals of a number.
    """

    title: str
    format: str = "text"
    width: float = 1
    digits: int = 0
    align: str | None = None


class Table:
    """A table exhibit; see `table`."""

    def __init__(self, frame, columns, name, title, source, note=""):
        self.frame, self.columns, self.name, self.title, self.source, self.note = (
            frame, columns, name, title, source, note)

    def resource(self) -> dict:
        """The exhibit as a Tabular Data Resource descriptor with inline data, every cell a text."""
        fields = []
        for name, column in self.columns.items():
            number = column.format == "number"
            align = column.align or ("right" if number else "left")
            fields.append({"name": name, "title": column.title, "type": "string", "align": align,
                           "width": column.width, "format": "text" if column.format in ("date", "month") else
                           column.format})
        records = [{name: _cell(value, self.columns[name]) for name, value in row.items()}
                   for row in self.frame[list(self.columns)].to_dict("records")]
        return {"profile": "tabular-data-resource", "name": self.name, "title": self.title, "description": self.note,
                "sources": [{"title": self.source}], "schema": {"fields": fields}, "data": records}

    def _repr_mimebundle_(self, include=None, exclude=None) -> dict:
        resource = self.resource()
        heads = "".join(f"<th>{html.escape(f['title'])}</th>" for f in resource["schema"]["fields"])
        rows = "".join("<tr>" + "".join(f"<td>{html.escape(cell)}</td>" for cell in record.values()) + "</tr>"
                       for record in resource["data"])
        return {
            MIME: resource,
            "text/html": f"<table><caption>{html.escape(self.title)}</caption><thead><tr>{heads}</tr></thead>"
                         f"<tbody>{rows}</tbody></table>",
            "text/plain": f"{self.title} ({len(self.frame)} rows)",
        }


def _cell(value, column: Column) -> str:
    if isinstance(value, (tuple, list)):
        return schema.SEPARATOR.join(map(str, value))
    if value is None or value is pd.NA or value is pd.NaT or (isinstance(value, float) and math.isnan(value)):
        return ""
    if column.format == "number":
        if math.isinf(value):
            return "∞" if value > 0 else "−∞"
        text = f"{value:,.{column.digits}f}".replace("-", "−")
        return text.lstrip("−") if not float(text.strip("−").replace(",", "")) else text
    if column.format == "date":
        return f"{value:%Y-%m-%d}"
    if column.format == "month":
        return f"{value:%b %Y}"
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value)


def table(frame: pd.DataFrame, columns: dict[str, Column], *, name: str, title: str, source: str, note: str = ""):
    """A table exhibit of the named columns of `frame`, in that order.

    `name` is its permanent anchor (`tab-…`); `title` is the caption, `source` (inline MyST) stands under the table,
    `note` before it. Raises `KeyError`, naming them, for columns that the frame lacks.
    """
    lacking = [column for column in columns if column not in frame.columns]
    if lacking:
        raise KeyError(f"table {name}: no column {', '.join(lacking)}")
    return Table(frame, columns, name, title, source, note)
