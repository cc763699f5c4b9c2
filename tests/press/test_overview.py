"""The list of pages says what each is about in the words of the page."""
import pytest

from press.pages.overview import LONG, gist


@pytest.mark.parametrize("abstract, line", [
    ("One plain sentence that is long enough to stand alone. Another one.",
     "One plain sentence that is long enough to stand alone."),
    ("A short one. It is joined by the next. Not by this.", "A short one. It is joined by the next."),
    ("What is it? It rose by 3.5 percent in the U.S. sample of the year 2020. More.",
     "What is it? It rose by 3.5 percent in the U.S. sample of the year 2020."),
    ("", ""),
])
def test_a_line_is_a_sentence_or_two(abstract, line):
    assert gist(abstract) == line


def test_a_long_sentence_ends_at_its_last_seam_that_fits():
    long = "The scale is built in three steps: " + "a code for each act; " * 12 + "and no more."
    line = gist(long)
    assert len(line) <= LONG + 1 and line.endswith("a code for each act.") and long.startswith(line[:-1])


def test_a_long_sentence_without_a_seam_stands_whole():
    long = "It goes on " + "and on " * 40 + "to its end."
    assert gist(f"{long} Then another.") == long


def test_a_new_chapter_stands_in_the_list_with_its_line_and_a_changed_line_follows(copied):
    (copied.folder / "index.md").write_text((copied.folder / "index.md").read_text() + "\n:::{overview}\n:::\n")
    copied.write("added.ipynb", "# Added", ":::{div} abstract\nThis chapter was added by a test of the list of pages.\n:::")
    toc = copied.folder / "_toc.yml"
    toc.write_text(toc.read_text().replace("  - file: chapters/exhibits\n", "  - file: chapters/exhibits\n  - file: chapters/added\n"))
    copied.build("html")
    entries = dict(zip(*[[" ".join(node.text.split()) for node in copied.page("index.html").select(f".overview {kind}")]
                         for kind in ("dt", "dd")]))
    assert entries["3. Added"] == "This chapter was added by a test of the list of pages."
    assert len(entries) == 4

    copied.write("added.ipynb", "# Added", ":::{div} abstract\nThis chapter says something else than it did before.\n:::")
    copied.build("html")
    assert "something else" in copied.page("index.html").select_one(".overview").text


def test_pages_of_the_appendix_and_their_exhibits_have_letters(built):
    page = built.page("chapters/places.html")
    assert page.select_one("h1 .section-number").text.strip() == "A."
    assert page.select_one("#tab-anchors .caption-number").text.strip() == "Table A.1"
    assert "A. Places" in " ".join(built.page("index.html").select_one("nav.bd-links").text.split())
    sections = built.page("chapters/places.html").select("h2 .section-number")
    assert sections == []
