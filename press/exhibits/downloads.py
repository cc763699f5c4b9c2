"""What a reader may take from an exhibit: its data, the definitions of its columns, the chart as a picture.

Beside the pages lie, by the name of the exhibit,

    downloads/figures/fig-….html    the data of a chart as tables, one step from it, with definitions of the columns
                     fig-….csv      its largest table (others: fig-…-2.csv), fig-….json the same as a Data Package
                     fig-….svg      the chart with title, source and book, and .png the same at twice the size
    downloads/tables/tab-….csv      exactly the rows of the table, as plain values
                     tab-….html     definitions of its columns, tab-….json the same as a Table Schema

They are written with the page that shows the exhibit, so they are as new as it is.
"""
import csv
import html
import io
import json
import re
from pathlib import Path

from docutils import nodes
from sphinx.util.osutil import relative_uri

from press import exhibits
from press.exhibits import chartdata, charts, standalone, tabledata, tables

FOLDERS = {nodes.figure: "downloads/figures", nodes.table: "downloads/tables"}
TEMPLATE = "exhibit-data.html"
TYPES = {"string": "text", "number": "number", "integer": "whole number", "boolean": "true or false", "date": "date"}


def sheet(table: chartdata.Table) -> str:
    """A table as CSV: UTF-8, dates as ISO 8601, several values in a cell separated by semicolons."""
    def cell(value):
        if isinstance(value, bool):
            return "true" if value else "false"
        if isinstance(value, (list, tuple)):
            return tables.SEPARATOR.join(map(str, map(cell, value)))
        return json.dumps(value, ensure_ascii=False) if isinstance(value, dict) else "" if value is None else value

    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow([column.name for column in table.columns])
    writer.writerows([cell(row[column.name]) for column in table.columns] for row in table.rows)
    return text.getvalue()


def schema(table: chartdata.Table) -> dict:
    """The columns of a table as a Table Schema."""
    fields = []
    for column in table.columns:
        field = {"name": column.name, "type": column.type, "title": column.title, "description": column.meaning,
                 "unit": column.unit}
        fields.append({key: value for key, value in field.items() if value})
    return {"fields": fields}


class Exhibit:
    """One exhibit of a page, where its files go and what its lines say."""

    def __init__(self, app, docname: str, node: nodes.Element):
        self.app, self.docname, self.node = app, docname, node
        self.name = node["ids"][0]
        self.number = exhibits.number(app.env, docname, node)
        self.folder = FOLDERS[type(node)]
        self.path = Path(app.outdir) / self.folder
        self.path.mkdir(parents=True, exist_ok=True)
        title = next((child for child in node.children if isinstance(child, (nodes.caption, nodes.title))), None)
        self.title = " ".join(title.astext().split()) if title else ""
        self.subtitle = next((line.astext() for line in node.findall(nodes.paragraph) if "subtitle" in line["classes"]), "")
        self.source = exhibits.source_text(node)
        self.note = exhibits.note_text(node)

    def write(self, ending: str, text: str) -> str:
        """Write a file of this exhibit; returns its address from the page."""
        file = f"{self.name}{ending}"
        (self.path / file).write_text(text, encoding="utf-8", newline="")
        return relative_uri(self.app.builder.get_target_uri(self.docname), f"{self.folder}/{file}")

    def link(self, words: str, address: str, save: bool = True) -> str:
        named = f'{words}, {self.number}'
        return f'<a href="{html.escape(address)}" aria-label="{html.escape(named)}"{" download" * save}>{words}</a>'

    def imprint(self) -> str:
        """Where the exhibit is from: its number, author, the book, its version and license."""
        config = self.app.config
        licenses = config.typst_license.split(" and ")
        license = next((name for name in licenses if name.startswith("CC")), licenses[0])
        version = f"version {config.release}" if config.release else ""
        return f"{self.number} in: " + ", ".join(filter(None, (str(config.author), config.project, version, license)))

    def page(self, found: chartdata.Data, files: list[str], picture: bool) -> str:
        """The page of the data, in the style of the book and without its furniture."""
        back = relative_uri(f"{self.folder}/{self.name}.html", self.app.builder.get_target_uri(self.docname))
        context = {
            "exhibit": self, "found": found, "files": files, "picture": picture, "types": TYPES,
            "back": f"{back}#{self.name}", "root": "../../", "language": self.app.config.language or "en",
            "project": self.app.config.project, "spoken": _spoken,
        }
        return self.write(".html", self.app.builder.templates.render(TEMPLATE, context))

    def descriptor(self, found: list[chartdata.Table], files: list[str]) -> dict:
        """The data as a Data Package, or as a Data Resource where there is one table."""
        resources = [{
            "profile": "tabular-data-resource", "name": Path(file).stem, "path": file, "title": self.title,
            "format": "csv", "mediatype": "text/csv", "encoding": "utf-8", "schema": schema(table),
        } for table, file in zip(found, files)]
        if len(resources) == 1:
            return {**resources[0], "description": self.imprint()}
        return {"profile": "tabular-data-package", "name": self.name, "title": self.title,
                "description": self.imprint(), "resources": resources}

    def sheets(self, found: list[chartdata.Table]) -> list[str]:
        """Write the tables as CSV and their descriptor; returns the names of the CSV files."""
        for old in self.path.glob(f"{self.name}-[0-9].csv"):
            old.unlink()
        endings = [".csv" if place == 1 else f"-{place}.csv" for place in range(1, len(found) + 1)]
        for ending, table in zip(endings, found):
            self.write(ending, sheet(table))
        files = [f"{self.name}{ending}" for ending in endings]
        self.write(".json", json.dumps(self.descriptor(found, files), ensure_ascii=False, indent=1) + "\n")
        return files


def _spoken(value) -> str:
    """A value in a table of the data page: as it is, but a list as its members and nothing as nothing."""
    if isinstance(value, (list, tuple)):
        return tables.SEPARATOR.join(map(_spoken, value))
    if isinstance(value, bool):
        return "true" if value else "false"
    return "" if value is None else str(value)


def of_chart(exhibit: Exhibit, chart: nodes.Element) -> str:
    """Write what a chart offers; returns the links."""
    source = Path(exhibit.app.srcdir)
    found = chartdata.read(json.loads(chart["spec"]), source, exhibit.name)
    files = exhibit.sheets(found.tables) if found.tables else []
    drawing = (source / chart["drawing"].lstrip("/")).read_text(encoding="utf-8")
    label = re.search(r'aria-label="([^"]*)"', drawing)
    words = standalone.Words(exhibit.title, exhibit.subtitle, exhibit.source, exhibit.imprint(),
                             html.unescape(label[1]) if label else "")
    picture = exhibit.write(".svg", standalone.svg(drawing, words))
    links = [exhibit.link("Data", exhibit.page(found, files, picture=True), save=False)]
    if files:
        links.append(exhibit.link("CSV", picture.removesuffix(".svg") + ".csv"))
    return " ".join([*links, exhibit.link("SVG", picture), exhibit.link("PNG", picture.removesuffix(".svg") + ".png")])


def of_table(exhibit: Exhibit) -> str:
    """Write what a table offers; returns the links."""
    found = tabledata.read(json.loads(exhibit.node["resource"]), Path(exhibit.app.srcdir))
    files = exhibit.sheets([found])
    columns = exhibit.page(chartdata.Data([found], []), files, picture=False)
    return exhibit.link("CSV", columns.removesuffix(".html") + ".csv") + " " + exhibit.link("Columns", columns, save=False)


def answer(app, docname: str, node: nodes.Element) -> str | None:
    chart = next(node.findall(charts.chart), None)
    if isinstance(node, nodes.figure) and chart is not None and chart.get("drawing"):
        return of_chart(Exhibit(app, docname, node), chart)
    if isinstance(node, nodes.table) and node.get("resource"):
        return of_table(Exhibit(app, docname, node))
    return None


def finish(app, exception):
    """Draw the pictures that are new, and take away files of exhibits that are no more."""
    if exception or app.builder.name not in exhibits.WEB:
        return
    names = {name for kinds in app.env.toc_fignumbers.values() for numbers in kinds.values() for name in numbers}
    for folder in FOLDERS.values():
        for file in (Path(app.outdir) / folder).glob("*"):
            if file.stem not in names and re.sub(r"-\d$", "", file.stem) not in names:
                file.unlink()
    pictures = {file.with_suffix(".png"): file.read_text(encoding="utf-8")
                for file in sorted((Path(app.outdir) / FOLDERS[nodes.figure]).glob("*.svg"))}
    drawn = standalone.pngs(list(pictures.values()), Path(app.outdir).parent / "drawings")
    for file, png in zip(pictures, drawn):
        data = png.read_bytes()
        if not file.exists() or file.read_bytes() != data:
            file.write_bytes(data)


def setup(app):
    app.setup_extension("press.exhibits")
    app.connect(exhibits.EVENT, answer)
    app.connect("build-finished", finish, priority=700)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
