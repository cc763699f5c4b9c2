"""The PDF: what a small book must look like when it comes out of the typst builder."""

import io
import json
import re
import shutil
import subprocess

import pytest
import typst
from pypdf import PdfReader
from sphinx.application import Sphinx
from sphinx.util.docutils import docutils_namespace, patch_docutils
from sphinx.errors import SphinxError

from press.typst import FONTS
from press.typst.markup import breakable, call, escape
from press.typst.pictures import own_fonts
from press.typst.tables import balanced_shares, column_shares

CONFIGURATION = """
project = "A small book"
author = "Ada Example"
copyright = "2026-11-22"
extensions = ["press.typst"]
numfig = True
numfig_format = {"figure": "Figure %s", "table": "Table %s"}
"""

INDEX = """
A small book
============

Before all parts. See :ref:`the passage <passage-s1-07>`, :numref:`fig-square` and :math:`x^2`.

.. toctree::
   :caption: Evidence
   :numbered:

   chapter
"""

CHAPTER = """
The chapter
===========

.. _passage-s1-07:

A passage that others lead to.

.. figure:: square.svg
   :name: fig-square
   :alt: A square

   A square

.. figure:: square.svg
   :name: fig-again
   :alt: The same square

   The square again

.. csv-table:: Sixty rows
   :name: tab-rows
   :header: "Eventhead", "Amount"

""" + "\n".join(f'   "row {number}", "{number * 10}"' for number in range(60)) + "\n"

SQUARE = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="200" height="100" viewBox="0 0 200 100">'
    '<rect width="200" height="100"/><text x="5" y="20" font-family="sans-serif" fill="white">a</text></svg>'
)


class Book:
    """A book in a folder; each build leaves what it warned of in `warnings`."""

    def __init__(self, folder, **files):
        self.folder = folder
        self.warnings = ""
        (folder / "square.svg").write_text(SQUARE)
        for name, text in {"conf.py": CONFIGURATION, "index.rst": INDEX, "chapter.rst": CHAPTER, **files}.items():
            (folder / name).write_text(text)

    def build(self, output="out", **settings):
        warnings = io.StringIO()
        out = self.folder / output
        try:
            # Roles and nodes that this book registers are gone afterwards, as other books in this process expect.
            with patch_docutils(), docutils_namespace():
                self.app = Sphinx(
                    self.folder, self.folder, out, self.folder / "doctrees", "typst", confoverrides=settings,
                    status=io.StringIO(), warning=warnings,
                )
                self.app.build()
        finally:
            self.warnings = warnings.getvalue()
        self.pdf = out / "fentanyl-barometer.pdf"
        self.source = out / "source" / "main.typ"
        return self

    @property
    def markup(self):
        return self.source.read_text()

    def evaluate(self, expression):
        answer = typst.eval(str(self.source), expression, font_paths=[str(FONTS)], ignore_system_fonts=True)
        return json.loads(answer)

    def pages(self):
        text = subprocess.run(["pdftotext", "-layout", self.pdf, "-"], capture_output=True, text=True, check=True).stdout
        return text.split("\f")


@pytest.fixture(scope="module")
def book(tmp_path_factory):
    return Book(tmp_path_factory.mktemp("book")).build()


def printed(markup):
    """What Typst makes of a piece of markup, as plain text."""
    def words(content):
        if content.get("func") == "space":
            return " "
        return content.get("text", "") + "".join(words(child) for child in content.get("children", ()))

    return words(json.loads(typst.eval(b"", f"[{markup}]", ignore_system_fonts=True)))


def test_the_book_is_a_pdf_without_warnings(book):
    assert book.pdf.read_bytes().startswith(b"%PDF-1.7")
    assert book.warnings == ""


def test_the_tags_of_a_tagged_book_are_packed(book):
    pages = PdfReader(book.pdf)
    assert "/StructTreeRoot" in pages.trailer["/Root"]
    assert b"/StructElem" not in book.pdf.read_bytes()


@pytest.mark.skipif(not shutil.which("pdftotext"), reason="pdftotext is not installed")
def test_a_long_table_repeats_its_head_on_the_next_page(book):
    pages = [page for page in book.pages() if re.search(r"\brow \d", page)]
    assert len(pages) > 1
    assert all("Eventhead" in page for page in pages)


def test_figures_and_tables_have_the_numbers_of_the_web_pages(book):
    numbers = book.app.env.toc_fignumbers["chapter"]
    for kind, name in (("figure", "fig-square"), ("figure", "fig-again"), ("table", "tab-rows")):
        number = ".".join(map(str, numbers[kind][name]))
        assert f"number: [{kind.capitalize()} {number}]" in book.markup


def test_a_link_leads_to_the_passage_it_names(book):
    assert '#xlink(label("chapter:passage-s1-07"), [the passage]);' in book.markup
    link = book.evaluate('query(link).filter(it => it.dest == label("chapter:passage-s1-07")).len()')
    target = book.evaluate('query(label("chapter:passage-s1-07")).first().location().page()')
    chapter = book.evaluate('query(heading).filter(it => it.supplement == [chapter]).last().location().page()')
    assert (link, target) == (1, chapter)


def test_a_caption_of_the_contents_opens_a_part_above_its_chapters(book):
    levels = book.evaluate('query(heading).filter(it => it.supplement != [plain]).map(it => (it.supplement.text, it.level))')
    assert levels == [["chapter", 1], ["part", 1], ["chapter", 2]]


def test_metadata_come_from_the_configuration_and_never_from_the_clock(book):
    xmp = re.search(rb"<rdf:RDF.*?</rdf:RDF>", book.pdf.read_bytes(), re.S).group().decode()
    assert "A small book" in xmp
    assert "Ada Example" in xmp
    assert set(re.findall(r"\d{4}-\d\d-\d\d", xmp)) == {"2026-11-22"}


def test_the_pdf_declares_both_standards_it_was_checked_against(book):
    xmp = book.pdf.read_bytes().decode("latin-1")
    assert "<pdfuaid:part>1</pdfuaid:part>" in xmp
    assert "<pdfaid:part>2</pdfaid:part>" in xmp


def test_two_builds_give_the_same_bytes(book, tmp_path):
    again = Book(tmp_path).build()
    assert again.pdf.read_bytes() == book.pdf.read_bytes()


def test_nothing_is_written_when_nothing_has_changed(tmp_path):
    book = Book(tmp_path).build()
    written = book.pdf.stat().st_mtime_ns
    assert book.build().pdf.stat().st_mtime_ns == written
    assert book.build(typst_subtitle="Changed").pdf.stat().st_mtime_ns > written
    assert "Changed" in book.markup


@pytest.mark.parametrize(
    "text",
    ["#set page()", "$5 and $6", "*stars*", "_lines_", "a@b.org @x", "<label>", "a~b", "\"double\" and 'single'",
     "`raw`", "[brackets]", "\\ backslash", "= no heading", "- no item", "+ no item", "/ no: term", "a -- b --- c",
     "wait ...", "http://example.org // no comment /* none */", "50 %", "{braces}", "-?", "1/2", "中国"],
)
def test_special_characters_come_out_as_they_are(text):
    assert printed(escape(text)) == text


def test_a_year_at_the_start_of_a_paragraph_is_no_list():
    assert printed(escape("2019. A year.")) == "2019. A year."


def test_parentheses_after_a_call_are_text():
    assert "(b)" in printed(call("emph", "[a]") + escape("(b)"))


def test_long_addresses_can_break_and_short_words_cannot():
    assert "\u200b" in breakable("example.org/a/long/address")
    assert breakable("short/word") == "short/word"
    assert max(map(len, breakable("9f86d081884c7d659a2feaa0c55ad015").split("\u200b"))) <= 16
    assert breakable("2023-11-15 telecommunications") == "2023-11-15 telecommunications"


def test_no_column_is_narrower_than_its_longest_word():
    shares = column_shares([1, 10, 30], [10, 8, 12], 60)
    assert sum(shares) == pytest.approx(60)
    assert shares[0] >= 10 and shares[2] > shares[1]


def test_room_goes_to_the_column_that_makes_rows_high_and_no_word_is_cut():
    shares = balanced_shares([20.0, 20.0, 20.0], [10, 5, 12], [[10, 8, 200], [10, 5, 120]])
    assert sum(shares) == pytest.approx(60)
    assert shares[2] > 30 and shares[0] >= 10 and shares[1] >= 5


SECTIONS = """
The chapter
===========

With prose
----------

Words that may run on.

.. csv-table:: A small table
   :header: "One", "Two"

   "a", "b"

Without
-------

.. csv-table:: A table alone
   :header: "One", "Two"

   "a", "b"

.. _passage-s1-07:

.. figure:: square.svg
   :name: fig-square
   :alt: A square

   A square
"""


def test_a_small_table_goes_where_it_has_room_but_never_leaves_a_heading_alone(tmp_path):
    markup = Book(tmp_path, **{"chapter.rst": SECTIONS}).build().markup
    small, alone = (markup[markup.index(f"title: [{title}]"):][:400] for title in ("A small table", "A table alone"))
    assert "whole: true" in small and "float: true" in small
    assert "whole: true" in alone and "float: false" in alone


def test_the_foot_of_every_page_says_what_and_of_which_version(tmp_path):
    pages = Book(tmp_path).build(typst_version="7.1").pages()
    numbered = [page for page in pages if re.search(r"Version 7.1\b.*\d\s*$", page.strip())]
    assert len(numbered) >= 3 and all("A small book" in page for page in numbered)


def test_charts_ask_for_the_fonts_of_the_book_in_quotes():
    assert own_fonts('<text font-family="sans-serif">') == "<text font-family=\"'Source Sans 3'\">"
    assert own_fonts('<text font-family="Source Serif 4, serif">') == "<text font-family=\"'Source Serif 4'\">"


def test_the_fonts_have_the_names_that_page_and_charts_use():
    families = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(FONTS)]).families()
    assert {"Source Serif 4", "Source Sans 3", "Source Code Pro"} <= set(families)


def test_a_node_without_a_form_is_a_warning(tmp_path):
    book = Book(tmp_path, **{"chapter.rst": CHAPTER + "\n.. py:function:: unheard_of()\n"})
    assert "no form for 'desc'" in book.build().warnings


def test_an_image_without_alternative_text_fails(tmp_path):
    book = Book(tmp_path, **{"chapter.rst": CHAPTER.replace("   :alt: A square\n", "")})
    with pytest.raises(SphinxError, match="alt"):
        book.build()
    assert "image without alt text: square.svg" in book.warnings


def test_a_refusal_of_typst_can_be_read(tmp_path):
    book = Book(tmp_path, **{"chapter.rst": CHAPTER + "\n.. raw:: typst\n\n   #nonsense()\n"})
    with pytest.raises(SphinxError, match="unknown variable: nonsense"):
        book.build()


def test_formulas_are_set_with_their_source_as_alternative_text(book):
    assert '#math.equation(alt: "x^2", $x^2$);' in book.markup
