"""One small book with every kind of exhibit and reference, built once; tests that change something copy it."""
import json
import shutil
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import bs4
import nbformat
import pytest
from nbformat import v4

from press import edition, evidence
from press.citing import quoting
from press.evidence import citations

ROOT = Path(__file__).resolve().parents[2]

PASSAGES = {
    "S1.01": "The first passage.", "S1.02": "A second passage. " + "More words. " * 40,
    "S1.03": "He said “no” </script> and \"yes\".",
}
ROWS = {
    "seeds": {"S1": {"published": date(2023, 7, 24), "wording": "paraphrased"}},
    "sources": {"wh-2023-readout": {"label": "White House 2023", "title": "A readout", "publisher": "White House",
                                    "published": date(2023, 11, 15), "url": "https://www.example.org/readout"}},
    "events": {"E001": {"date": date(2018, 12, 1), "title": "A dinner"}},
    "cameo": {"057": {"description": "Sign formal agreement", "goldstein": 8.0}},
}
GROUPS = {
    "distortions": {"S1.02": [{"altered": "More words", "original": "Fewer words"}]},
    "codings": {"E001": [{"cameo": "057", "initiator": "US", "target": "CN"}]},
    "evidence": {"E001": [{"passage": "S1.01", "source": "wh-2023-readout"}]},
}
WORKS = [{"seed": "S1", "passages": list(PASSAGES), "title": "A headline", "authors": ("The Paper",),
          "original": "2023-07-24", "description": "text paraphrased by a machine", "kind": "paraphrased", "names": frozenset()}]
CHART = {
    "$schema": "https://example.org/schema/v6.json",
    "title": {"text": "Cooperation rose", "subtitle": "Goldstein value"},
    "description": "Line chart & its \"description\".",
    "usermeta": {"name": "fig-sample", "source": "{source}`wh-2023-readout`"},
    "width": 640, "height": 200, "config": {"font": "Source Sans 3"},
    "data": {"values": [{"x": 1, "y": 2}, {"x": 2, "y": 3}]},
    "layer": [
        {"mark": {"type": "line", "color": "#1b5e8c", "clip": True},
         "encoding": {"x": {"field": "x", "type": "quantitative"}, "y": {"field": "y", "type": "quantitative"}}},
        {"mark": {"type": "text", "color": "#1f2933"}, "encoding": {"text": {"value": "</script>"}}},
    ],
}
TABLE = {
    "profile": "tabular-data-resource", "name": "tab-sample", "title": "A *sample*", "description": "A note.",
    "sources": [{"title": "{passage}`S1.01`"}],
    "schema": {"fields": [
        {"name": "event", "title": "Event", "format": "event"},
        {"name": "passages", "title": "Passages", "format": "passages"},
        {"name": "words", "title": "Words", "format": "markdown", "width": 3},
        {"name": "value", "title": "Value", "format": "number"},
        {"name": "day", "title": "Day", "align": "center"},
        {"name": "address", "title": "Address", "format": "url"},
    ]},
    "data": [{"event": "E001", "passages": "S1.01; S1.02", "words": "**bold** {event}`E001`", "value": -1234.5,
              "day": "2018-12-01", "address": "https://www.example.org/page/"}, {"event": "E001"}],
}
ANCHORS = {
    "name": "tab-anchors", "title": "Places",
    "schema": {"fields": [{"name": "event", "format": "anchor:event"}, {"name": "source", "format": "anchor:source"}]},
    "data": [{"event": "E001", "source": "wh-2023-readout"}],
}


def shown(mime: str, content: dict) -> str:
    """A cell that returns `content` as an output of type `mime`."""
    return ("from IPython.display import display\nimport json\n"
            f"display({{{mime!r}: json.loads({json.dumps(content)!r}), 'text/plain': 'exhibit'}}, raw=True)")


@dataclass
class Book:
    folder: Path
    passages = PASSAGES

    def page(self, name: str) -> bs4.BeautifulSoup:
        return bs4.BeautifulSoup((self.folder / "_build/html" / name).read_text(encoding="utf-8"), "html.parser")

    def write(self, name: str, *cells: str):
        """Write a chapter: cells that begin with `!` are code, the others Markdown."""
        notebook = v4.new_notebook(
            metadata={"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}},
            cells=[v4.new_code_cell(c[1:]) if c.startswith("!") else v4.new_markdown_cell(c) for c in cells])
        for number, cell in enumerate(notebook.cells):
            cell["id"] = f"cell-{number}"
        nbformat.write(notebook, self.folder / "chapters" / name)

    def build(self, *parts: str):
        """Build in this process. Raises `edition.BuildFailed`."""
        with pytest.MonkeyPatch.context() as patch:
            patch.chdir(self.folder)
            patch.setattr(citations, "passages", lambda: PASSAGES)
            patch.setattr(citations, "rows", lambda table, key: ROWS[table])
            patch.setattr(evidence, "_groups", lambda table, key: GROUPS[table])
            patch.setattr(evidence, "_voices", lambda: dict.fromkeys(PASSAGES, "The Daily"))
            patch.setattr(quoting, "_works", lambda: WORKS)
            edition.build(*(parts or ("html",)))


@pytest.fixture(scope="session")
def built(tmp_path_factory) -> Book:
    """The small book, built: pages and notebooks."""
    book = Book(tmp_path_factory.mktemp("book"))
    for name in ("chapters", "data"):
        (book.folder / name).mkdir()
    # PDF and EPUB are made where a test asks for them.
    settings = (ROOT / "_config.yml").read_text(encoding="utf-8").replace("press_companions: [typst, epub]", "press_companions: []")
    (book.folder / "_config.yml").write_text(settings, encoding="utf-8")
    (book.folder / "references.bib").write_text(
        "@book{scale, author={Goldstein, Joshua}, title={A Scale}, year={1992}, publisher={P}}")
    (book.folder / "data/numbers.csv").write_text("value\n17\n")
    (book.folder / "_toc.yml").write_text(
        "format: jb-book\nroot: index\nparts:\n- caption: Report\n  numbered: 1\n  chapters:\n"
        "  - file: chapters/numbers\n  - file: chapters/exhibits\n"
        "- caption: Appendices\n  numbered: 1\n  style: alphaupper\n  chapters:\n  - file: chapters/places\n")
    (book.folder / "index.md").write_text(
        "---\nfile_format: mystnb\nkernelspec:\n  name: python3\n---\n# A book\n\n"
        "```{code-cell}\nprint('from the front page')\n```\n")
    book.write("numbers.ipynb", "# Numbers", "!import csv\nfrom myst_nb import glue\n"
               "value = [int(row['value']) for row in csv.DictReader(open('../data/numbers.csv'))]",
               "!glue('total', sum(value), display=False)", "The total is {glue:text}`total`, says {cite:t}`scale`.")
    book.write("exhibits.ipynb", "# Exhibits",
               "See {numref}`fig-sample`, {numref}`tab-sample`, {passage}`S1.02`, {source}`wh-2023-readout`, "
               "{event}`E001`, $x^2$.",
               "!" + shown("application/vnd.vegalite.v6+json", CHART),
               "!" + shown("application/vnd.dataresource+json", TABLE))
    book.write("places.ipynb", "# Places", "(passage-s1-01)=\nThe first.\n\n(passage-s1-02)=\nThe second.\n\n(passage-s1-03)=\nThe third.",
               ":::{glossary}\nBarometer\n  What shows the *pressure* ({passage}`S1.03`).\n:::",
               "!" + shown("application/vnd.dataresource+json", ANCHORS), "```{bibliography}\n```")
    book.build("html", "notebooks")
    return book


@pytest.fixture
def copied(built, tmp_path) -> Book:
    """A copy of the small book, results included, to be changed."""
    shutil.copytree(built.folder, tmp_path / "book")
    return Book(tmp_path / "book")
