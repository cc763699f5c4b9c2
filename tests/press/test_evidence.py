"""Notes beside the text: the same for all pages, in scripts of their own, made of what the reference stands for."""
import json

import pytest

from press import evidence


def notes(book, kind: str) -> dict:
    """The notes of one kind as the browser gets them."""
    text = (book.folder / f"_build/html/_static/evidence/{kind}.js").read_text(encoding="utf-8")
    start = f'(self.evidenceNotes ??= {{}})["{kind}"] = '
    assert text.startswith(start) and text.endswith(";\n")
    return json.loads(text[len(start):-2])["notes"]


def test_a_passage_comes_with_its_words_its_voice_and_its_number(built):
    note = notes(built, "passage")["passage-s1-01"]
    assert note["words"] == built.passages["S1.01"]
    assert note["origin"] == "The Daily, July 24, 2023 · passage 1 of 3"


def test_a_machine_altered_wording_is_said_to_be_one(built):
    found = notes(built, "passage")
    assert found["passage-s1-01"]["remark"] == "A machine has altered this text (paraphrased)."
    assert "For “More words” the original has “Fewer words”." in found["passage-s1-02"]["remark"]


def test_no_wording_can_end_the_script_it_stands_in(built):
    text = (built.folder / "_build/html/_static/evidence/passage.js").read_text(encoding="utf-8")
    assert "</script>" not in text
    assert notes(built, "passage")["passage-s1-03"]["words"] == built.passages["S1.03"]


def test_a_source_comes_with_publisher_date_and_address(built):
    note = notes(built, "source")["source-wh-2023-readout"]
    assert note["origin"] == "White House · November 15, 2023" and note["words"] == "A readout"
    assert note["links"] == [["example.org", "https://www.example.org/readout"]]


def test_an_event_comes_with_its_coding_and_with_links_to_its_evidence(built):
    note = notes(built, "event")["event-e001"]
    assert note["origin"] == ("December 1, 2018 · United States to China · "
                              "coded 057, sign formal agreement (Goldstein +8.0)")
    assert note["links"] == [["S1.01", "chapters/places.html#passage-s1-01"],
                             ["White House 2023", "chapters/places.html#source-wh-2023-readout"]]


def test_a_term_comes_with_the_definition_of_the_glossary(built):
    assert notes(built, "term")["term-Barometer"] == {"name": "Barometer", "words": "What shows the pressure (S1.03)."}


def test_pages_with_references_load_one_script_and_carry_no_notes(built):
    page = built.page("chapters/exhibits.html")
    assert len(page.select('script[src*="evidence.js"]')) == 1
    assert not page.select("a[title] .xref") and built.passages["S1.02"][:40] not in page.text
    assert not built.page("index.html").select('script[src*="evidence"]')


def test_a_changed_definition_reaches_pages_that_are_not_written_again(copied):
    source = copied.folder / "chapters/places.ipynb"
    source.write_text(source.read_text(encoding="utf-8").replace("What shows the *pressure*", "A glass of mercury"),
                      encoding="utf-8")
    copied.build()
    assert notes(copied, "term")["term-Barometer"]["words"] == "A glass of mercury (S1.03)."


@pytest.mark.parametrize("text, room, short", [
    ("as it is", 8, "as it is"), ("cut at a word, no later", 15, "cut at a word …"), ("a full stop. Then", 13, "a full stop …"),
])
def test_long_words_are_cut_between_words(text, room, short):
    assert evidence.shortened(text, room) == short
