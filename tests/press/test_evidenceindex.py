"""The evidence index follows the references of the whole book."""
import shutil

import pytest

from press import edition

INDEX = """# Index

Used: {evidence-count}`passage used` of {evidence-count}`passage`; not used: {evidence-count}`passage unused`.

```{evidence-index} passage
:name: tab-used
:title: Used
```

```{evidence-index} passage
:name: tab-unused
:title: Not used
:unused:
```

```{evidence-index} source
:name: tab-sources
:title: Sources
```
"""


@pytest.fixture(scope="module")
def book(built, tmp_path_factory):
    """The small book with an index as its last page, to be read."""
    book = type(built)(shutil.copytree(built.folder, tmp_path_factory.mktemp("indexed") / "book"))
    (book.folder / "chapters/index-of-evidence.md").write_text(INDEX, encoding="utf-8")
    contents = book.folder / "_toc.yml"
    contents.write_text(contents.read_text(encoding="utf-8").replace(
        "- caption: Appendices\n", "- caption: Appendices\n  numbered: 1\n  style: alphaupper\n")
        + "  - file: chapters/index-of-evidence\n", encoding="utf-8")
    book.build()
    return book


@pytest.fixture
def own(book, tmp_path):
    """A copy of it, to be changed."""
    return type(book)(shutil.copytree(book.folder, tmp_path / "book"))


def rows(book, name: str) -> dict[str, list[str]]:
    """The cells of each row after the first, by the first."""
    page = book.page("chapters/index-of-evidence.html")
    cells = [[cell.text.strip() for cell in row.select("td")] for row in page.select(f"#{name} tbody tr")]
    return {first: others for first, *others in cells}


def test_each_passage_stands_with_the_places_of_its_use(book):
    used = rows(book, "tab-used")
    assert list(used) == ["S1.01", "S1.02"]
    assert used["S1.01"] == ["The first passage.", "Table 2.1", ""]
    assert used["S1.02"][1:] == ["ch. 2; Table 2.1", ""]


def test_a_use_in_an_appendix_alone_is_none_in_the_report(book):
    assert rows(book, "tab-unused") == {"S1.03": ['He said “no” </script> and "yes".', "Places"]}


def test_sources_are_listed_by_their_labels(book):
    assert rows(book, "tab-sources") == {"White House 2023": ["A readout", "ch. 2; Figure 2.1", ""]}


def test_the_numbers_are_counted(book):
    assert "Used: 2 of 3; not used: 1." in book.page("chapters/index-of-evidence.html").text


def test_links_lead_to_the_passage_and_to_its_use(book):
    links = book.page("chapters/index-of-evidence.html").select("#tab-used tbody tr:first-child a")
    assert [link["href"] for link in links] == ["places.html#passage-s1-01", "exhibits.html#tab-sample"]


def test_a_new_reference_in_another_chapter_appears_though_the_index_is_not_touched(own):
    own.write("numbers.ipynb", "# Numbers", "## New here", "As {passage}`S1.03` says.")
    own.build()
    assert rows(own, "tab-used")["S1.03"][1:] == ["ch. 1, New here", "Places"]
    assert rows(own, "tab-unused") == {}
    own.write("numbers.ipynb", "# Numbers", "Nothing.")
    own.build()
    assert list(rows(own, "tab-unused")) == ["S1.03"]


def test_other_words_of_a_passage_appear_though_no_page_is_touched(own):
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(own.passages, "S1.01", "Other words.")
        own.build()
    assert rows(own, "tab-used")["S1.01"][0] == "Other words."


@pytest.mark.parametrize("markup, fault", [
    ("```{evidence-index} rumor\n```", "no index of 'rumor'"), ("{evidence-count}`rumor`", "evidence-count: 'rumor'")])
def test_an_index_of_nothing_known_fails(copied, capsys, markup, fault):
    copied.write("numbers.ipynb", "# Numbers", markup)
    with pytest.raises(edition.BuildFailed):
        copied.build()
    assert fault in capsys.readouterr().err


def test_paper_has_the_index_and_a_short_note_on_what_a_chapter_cites(book, words_of):
    book.build("html", "pdf")
    text = " ".join(words_of(book.folder / edition.PDF).split())
    assert "Evidence cited in this chapter" in text
    assert "S1.02 The Daily, July 24, 2023, paraphrased by a machine: “A second passage. More words." in text
    assert "E001 December 1, 2018: A dinner." in text
    assert "White House 2023 A readout. White House, November 15, 2023." in text
    assert "ch. 2; Table 2.1" in text
    assert text.count("S1.01 The Daily") == 0  # cited in a table alone
