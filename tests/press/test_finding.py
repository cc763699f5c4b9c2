"""What the search can find, in an index that does not depend on how the book was built before."""
import json
import re
import shutil


def index(book) -> dict:
    text = (book.folder / "_build/html/searchindex.js").read_text(encoding="utf-8")
    return json.loads(re.fullmatch(r"Search\.setIndex\((.*)\)", text, re.S)[1])


def found(book) -> dict[tuple[str, str], tuple[str, str]]:
    """Page and anchor of everything the index names besides pages, by kind and name."""
    read, places = index(book), {}
    for prefix, entries in read["objects"].items():
        for page, number, _, anchor, name in entries:
            _, kind, words = read["objnames"][str(number)]
            name = f"{prefix}.{name}" if prefix else name
            places[words, name] = read["docnames"][page], f"{kind}-{name}" if anchor == "-" else anchor
    return places


def test_exhibits_are_found_by_number_and_title(built):
    places = found(built)
    assert places["Figure", "Figure 2.1: Cooperation rose"] == ("chapters/exhibits", "fig-sample")
    assert places["Table", "Table 2.1: A sample"] == ("chapters/exhibits", "tab-sample")


def test_passages_sources_and_events_are_found_by_id_and_words(built):
    places = found(built)
    assert places["Passage", "S1.01: The first passage."] == ("chapters/places", "passage-s1-01")
    assert places["Event", "E001: A dinner (December 1, 2018)"] == ("chapters/places", "event-e001")
    assert places["Source", "White House 2023: A readout (wh-2023-readout)"][1] == "source-wh-2023-readout"


def test_what_is_gone_from_a_page_is_gone_from_the_index(copied):
    copied.write("numbers.ipynb", "# Numbers", "A zeppelin passes.", "```{glossary}\nHotline\n  A line that is hot.\n```")
    copied.build()
    assert "zeppelin" in index(copied)["terms"]
    assert found(copied)["Glossary term", "Hotline"] == ("chapters/numbers", "term-Hotline")
    copied.write("numbers.ipynb", "# Numbers", "Nothing passes.")
    copied.build()
    after = index(copied)
    assert "zeppelin" not in after["terms"] and [] not in after["terms"].values() and ("Glossary term", "Hotline") not in found(copied)


def test_an_index_made_in_steps_is_the_index_made_at_once(copied, tmp_path):
    copied.write("numbers.ipynb", "# Numbers", "A zeppelin passes.", "```{glossary}\nHotline\n  A line that is hot.\n```")
    copied.build()
    copied.write("numbers.ipynb", "# Numbers", "Nothing passes.")
    copied.build()
    in_steps = (copied.folder / "_build/html/searchindex.js").read_bytes()
    for folder in ("html", ".press", ".doctrees"):
        shutil.rmtree(copied.folder / "_build" / folder)
    copied.build()
    assert (copied.folder / "_build/html/searchindex.js").read_bytes() == in_steps
