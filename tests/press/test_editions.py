"""One notebook and one line in _toc.yml: the chapter is then in every form of the book, made from one reading."""
import json
import os
import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path
from urllib.parse import unquote

import pypdf
import pytest

from barometer import seeds, tables

ROOT = Path(__file__).resolve().parents[2]
SENTENCE = "A newcomer among the chapters."
CHART = {
    "title": {"text": "A chart of a new chapter"}, "description": "Line chart of two points.",
    "usermeta": {"name": "fig-newcomer", "source": "a table"}, "width": 300, "height": 100,
    "data": {"values": [{"x": 1, "y": 2}, {"x": 2, "y": 3}]},
    "mark": "line", "encoding": {"x": {"field": "x", "type": "quantitative"}, "y": {"field": "y", "type": "quantitative"}},
}


def returns(mime: str, content: dict) -> str:
    return ("!from IPython.display import display\nimport json\n"
            f"display({{{mime!r}: json.loads({json.dumps(content)!r}), 'text/plain': 'exhibit'}}, raw=True)")


def table(name: str, title: str, row: dict, formats: dict) -> dict:
    fields = [{"name": column, "format": formats[column]} for column in row]
    return {"name": name, "title": title, "schema": {"fields": fields}, "data": [row]}


def press(book, part="book"):
    """What a reader types, in a process of its own."""
    return subprocess.run([sys.executable, "-m", "press", part], cwd=book.folder, capture_output=True, text=True,
                          env={**os.environ, "PYTHONPATH": str(ROOT)})


@pytest.fixture(scope="module")
def grown(built, tmp_path_factory):
    """The small book with PDF and EPUB beside its pages, its references to real evidence, and one more chapter."""
    folder = tmp_path_factory.mktemp("grown") / "book"
    shutil.copytree(built.folder, folder)
    book = type(built)(folder)
    settings = folder / "_config.yml"
    settings.write_text(settings.read_text().replace("press_companions: []", "press_companions: [typst, epub]"))
    passage, source, event = seeds.passages().index[0], tables.sources().source.iloc[0], tables.events().event.iloc[0]
    resource, chart = "application/vnd.dataresource+json", "application/vnd.vegalite.v6+json"
    book.write("places.ipynb", "# Places", f"(passage-{passage.lower().replace('.', '-')})=\nThe passage.",
               returns(resource, table("tab-places", "Places", {"event": event, "source": source},
                                       {"event": "anchor:event", "source": "anchor:source"})), "```{bibliography}\n```")
    book.write("exhibits.ipynb", "# Exhibits", "Nothing is shown.")
    # One notebook …
    book.write("newcomer.ipynb", "# The newcomer",
               f"{SENTENCE} It refers to {{numref}}`fig-newcomer`, {{numref}}`tab-newcomer`, {{passage}}`{passage}`, "
               f"{{source}}`{source}`, {{event}}`{event}` and {{doc}}`numbers`, and holds $a^2$.",
               returns(chart, CHART),
               returns(resource, table("tab-newcomer", "A table of a new chapter", {"event": event, "value": 7},
                                       {"event": "event", "value": "number"})))
    # … and one line.
    contents = folder / "_toc.yml"
    contents.write_text(contents.read_text().replace("  - file: chapters/exhibits\n",
                                                     "  - file: chapters/exhibits\n  - file: chapters/newcomer\n"))
    printed = press(book)
    assert printed.returncode == 0, printed.stdout + printed.stderr
    return book


def words(path: Path) -> str:
    return re.sub(r"\s+", " ", " ".join(page.extract_text() for page in pypdf.PdfReader(path).pages))


def addresses(book, name: str) -> list[Path]:
    """The files of the book that a page leads to."""
    page = book.folder / "_build/html" / name
    links = (link["href"] for link in book.page(name).select("a[href]"))
    local = {unquote(link.partition("#")[0].partition("?")[0]) for link in links if not re.match(r"[a-z]+:", link)}
    return [(page.parent / link).resolve() for link in sorted(local) if link]


def test_a_new_chapter_is_in_the_contents_numbered_as_are_its_exhibits(grown):
    page = grown.page("chapters/newcomer.html")
    assert page.select_one("h1 .section-number").text.strip() == "3."
    numbers = [caption.text.strip() for caption in page.select("figcaption .caption-number")]
    assert numbers == ["Figure 3.1", "Table 3.1"]
    listed = {link["href"]: link.text for link in grown.page("index.html").select("nav a[href]")}
    assert "The newcomer" in listed["chapters/newcomer.html"]


def test_all_that_the_page_of_a_new_chapter_leads_to_is_there(grown):
    files = addresses(grown, "chapters/newcomer.html")
    assert [file for file in files if not file.is_file() or not file.stat().st_size] == []
    assert {".pdf", ".epub", ".html"} <= {file.suffix for file in files}
    own = [file for file in files if file.stem == "newcomer" and file.suffix == ".pdf"]
    assert own and SENTENCE in words(own[0])


def test_a_new_chapter_is_on_paper_in_the_electronic_book_in_the_search_and_among_the_notebooks(grown):
    build = grown.folder / "_build"
    text = words(build / "pdf/fentanyl-barometer.pdf")
    assert SENTENCE in text and "Figure 3.1" in text and "Table 3.1" in text
    with zipfile.ZipFile(build / "epub/fentanyl-barometer.epub") as book:
        pages = {name: book.read(name).decode() for name in book.namelist() if name.endswith(".xhtml")}
    name = next(name for name in pages if name.endswith("newcomer.xhtml"))
    assert SENTENCE in pages[name] and "Figure 3.1" in pages[name] and "Table 3.1" in pages[name]
    assert any('newcomer.xhtml">3 The newcomer' in page for page in pages.values())
    assert "chapters/newcomer" in (build / "html/searchindex.js").read_text(encoding="utf-8")
    assert (build / "notebooks/newcomer.ipynb").exists()


def test_the_pdf_of_a_chapter_keeps_its_number_and_has_no_dead_link(grown):
    paper = pypdf.PdfReader(grown.folder / "_build/html/downloads/newcomer.pdf")
    text = words(grown.folder / "_build/html/downloads/newcomer.pdf")
    assert "Figure 3.1" in text and "A chart of a new chapter" in text
    assert "Numbers" in text  # the name of another chapter, as words
    assert paper.metadata.title.startswith("3 The newcomer") and paper.trailer["/Root"]["/MarkInfo"]["/Marked"]
    for page in paper.pages:
        for annotation in page.get("/Annots") or []:
            action = annotation.get_object().get("/A", {})
            assert "/Dest" in annotation.get_object() or "/D" in action or "/URI" in action


def test_what_has_not_changed_is_not_made_again(grown):
    made = sorted((grown.folder / "_build/html/downloads").glob("*.*"))
    before = {file: (file.stat().st_mtime_ns, file.read_bytes()) for file in made}
    assert press(grown).returncode == 0
    assert {file: (file.stat().st_mtime_ns, file.read_bytes()) for file in made} == before


def test_the_plain_command_of_jupyter_book_makes_the_same_pages_with_the_same_files_beside_them(grown, tmp_path):
    plain = shutil.copytree(grown.folder, tmp_path / "book")
    for made in ("html", ".doctrees", ".press"):
        shutil.rmtree(plain / "_build" / made)
    command = "from jupyter_book.cli.main import main; main()"
    built = subprocess.run([sys.executable, "-c", command, "build", "."], cwd=plain, capture_output=True, text=True,
                           env={**os.environ, "PYTHONPATH": str(ROOT)})
    assert built.returncode == 0, built.stdout + built.stderr

    def pages(folder):
        return {file.relative_to(folder): file.read_bytes() for file in folder.rglob("*") if file.is_file()}

    first, second = pages(grown.folder / "_build/html"), pages(plain / "_build/html")
    assert sorted(first) == sorted(second)
    assert [name for name in first if first[name] != second[name]] == []


def test_a_book_that_cannot_be_printed_is_not_published_at_all(grown):
    pages = grown.folder / "_build/html"
    before = {file: file.read_bytes() for file in pages.rglob("*") if file.is_file()}
    chapter = (grown.folder / "chapters/numbers.ipynb")
    kept = chapter.read_text()
    grown.write("numbers.ipynb", "# Numbers", "New words.", "```{raw} typst\n#nonsense()\n```")
    failed = press(grown)
    chapter.write_text(kept)
    assert failed.returncode == 1 and "unknown variable: nonsense" in failed.stderr
    assert {file: file.read_bytes() for file in pages.rglob("*") if file.is_file()} == before


def test_two_builds_in_two_folders_give_the_same_electronic_book(built, copied):
    for book in (built, copied):
        book.build("epub")
    first, second = ((book.folder / "_build/epub/fentanyl-barometer.epub").read_bytes() for book in (built, copied))
    assert first == second and first.startswith(b"PK")
