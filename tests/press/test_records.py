"""What is written as a citation is read back unchanged by programs that did not write it."""
import json
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import jsonschema
import pytest
import yaml

from press import imprint
from press.citing import records
from press.citing.recordtext import Author, authors_apa, names_in, spoken_title

from .formats import FIELDS, READERS, SCHEMAS

ROOT = Path(__file__).resolve().parents[2]

BOOK = records.Record(
    kind="book", key="study-2026", title="Größe & “Maß” – 50% of {Braced} 李’s US–China_Study: $5 #1 ~ ^ \\ A",
    authors=(Author("Müller & Sons {Ltd}"), Author("O’Néill-Łukasz", "José María")), date="2026-03-09", version="1.2.0",
    abstract="A “quoted” & braced {abstract}, 5% _under_ a \\ slash – and more.", keywords=("fentanyl", "US–China & more"))
CHAPTER = replace(BOOK, kind="chapter", key="study-2026-testing-it", title="Testing it: eight {tests} & “more”", number="9",
                  container=BOOK.title)
PARTS = [records.part(CHAPTER, "figure", "9.3", "Shocks in 50% of US cases", "fig-shocks"),
         records.part(CHAPTER, "table", "9.1", "Costs: $5 & up", "tab-costs"),
         records.part(BOOK, "figure", "1", "The record", "fig-record")]


@pytest.mark.parametrize("record", [BOOK, CHAPTER, *PARTS], ids=lambda record: record.key)
@pytest.mark.parametrize("ending, method", [("bib", "bibtex"), ("ris", "ris"), ("json", "csl_json")])
def test_every_format_says_the_same_to_a_foreign_reader(record, ending, method):
    [read] = READERS[ending](getattr(record, method)())
    said = {"key": record.key, "title": record.title, "authors": [author.full for author in record.authors],
            "date": record.date, "container": record.container, "abstract": record.abstract,
            "chapter": record.number if record.kind == "chapter" else record.chapter}
    assert {field: read[field] for field in FIELDS} == said
    assert read["version"] == record.version


def test_names_in_ris_are_parted_by_a_comma_and_lines_ended_as_the_format_has_it():
    assert "AU  - O’Néill-Łukasz, José María\r\n" in BOOK.ris()
    assert BOOK.ris().endswith("ER  - \r\n") and "\n" not in BOOK.ris().replace("\r\n", "")


def simple(**changes):
    return replace(BOOK, title="Fentanyl Cooperation as a Barometer of the US–China Relationship", authors=(Author("The Project"),),
                   **changes)


def test_apa_cites_the_report_its_chapter_and_its_figure():
    book = simple()
    chapter = replace(book, kind="chapter", title="Testing it: eight tests", number="9", container=book.title)
    figure = records.part(chapter, "figure", "9.3", "Shocks in spring", "fig-shocks")
    report = "Fentanyl cooperation as a barometer of the US–China relationship"
    assert book.apa() == f"The Project. (2026). {report} (Version 1.2.0)."
    assert chapter.apa() == f"The Project. (2026). Testing it: Eight tests. In {report} (Version 1.2.0, Chapter 9)."
    assert figure.apa() == f"The Project. (2026). Shocks in spring [Figure 9.3]. In {report} (Version 1.2.0, Chapter 9)."
    assert f"<em>{report}</em>" in chapter.apa_html() and "<em>Testing" not in chapter.apa_html()
    appendix = replace(chapter, title="Rules", number="A")
    assert appendix.apa() == f"The Project. (2026). Rules. In {report} (Version 1.2.0, Appendix A)."
    table = records.part(appendix, "table", "A.1", "Codes", "tab-codes")
    assert table.apa() == f"The Project. (2026). Codes [Table A.1]. In {report} (Version 1.2.0, Appendix A)."


def test_apa_without_a_date_version_or_number_leaves_no_hole():
    bare = simple(date="", version="")
    page = replace(bare, kind="chapter", title="What is left?", container="A report")
    assert bare.apa() == "The Project. (n.d.). Fentanyl cooperation as a barometer of the US–China relationship."
    assert page.apa() == "The Project. (n.d.). What is left? In A report."


def test_apa_gives_the_lasting_address_first():
    assert simple(url="https://example.org/").apa().endswith(". https://example.org/")
    assert simple(url="https://example.org/", doi="10.1/x").apa().endswith(". https://doi.org/10.1/x")


@pytest.mark.parametrize("title, spoken", [
    ("Rare US-China Cooperation Pays Off on Fentanyl Regulation", "Rare US-China cooperation pays off on fentanyl regulation"),
    ("US and Chinese officials to discuss crackdown", "US and Chinese officials to discuss crackdown"),
    ("U.S. Weighs Potential Deal With China on Fentanyl", "U.S. weighs potential deal with China on fentanyl"),
    ("Bargains: the ledger of linkage", "Bargains: The ledger of linkage"),
    ("T1: 67 percent rose", "T1: 67 percent rose"),
    ("Glossary", "Glossary"),
])
def test_titles_are_in_sentence_case_and_names_keep_their_capital(title, spoken):
    assert spoken_title(title, ("China",)) == spoken


@pytest.mark.parametrize("title, text, spoken", [
    ("Woodside And Buenos Aires", "Talks at Woodside. At dinner in Buenos Aires the terms changed.", "Woodside and Buenos Aires"),
    ("China’s New Controls", "Controls, in China and elsewhere.", "China’s new controls"),
    ("Fentanyl-Related US–China Talks", "Talks about talks.", "Fentanyl-related US–China talks"),
    ("The Moving House Rules", "We saw the White House. A house is moving. Moving costs.", "The moving house rules"),
])
def test_what_a_running_text_writes_with_a_capital_within_sentences_is_a_name(title, text, spoken):
    assert spoken_title(title, names_in(text)) == spoken


def test_a_chapter_learns_names_from_its_own_abstract():
    env = environment({})
    env.titles["chapters/01-one"] = SimpleNamespace(astext=lambda: "Talks In Buenos Aires")
    env.press_abstracts["chapters/01-one"] = "The dinner in Buenos Aires and what came of it."
    assert "Talks in Buenos Aires." in records.chapter(env, env.config, "chapters/01-one").apa()


@pytest.mark.parametrize("people, apa", [
    ([Author("O’Néill", "Ann Mary")], "O’Néill, A. M."),
    ([Author("Li", "Jean-Luc"), Author("Box", "G.", "Jr.")], "Li, J.-L., & Box, G., Jr."),
    ([Author("Project A"), Author("Project B")], "Project A & Project B."),
    ([Author(f"A{n}", "B.") for n in range(22)], ", ".join(f"A{n}, B." for n in range(19)) + ", … A21, B."),
])
def test_authors_in_apa(people, apa):
    assert authors_apa(tuple(people)) == apa


def test_titles_in_bibtex_shield_only_what_styles_must_not_lower():
    assert "Barometer of the {US–China} Relationship" in simple().bibtex()
    assert "{Beijing}" in replace(CHAPTER, title="What Beijing did").bibtex()


def environment(metadata, names=("index", "chapters/01-one", "chapters/two"), **config):
    config = SimpleNamespace(citation={"title": "A report", "authors": [{"name": "The Project"}], "version": "1",
                                       "date-released": "2026-03-09"},
                             root_doc="index", citing_key="rep", citing_metadata="own", citing_names=[], html_baseurl="",
                             language="en", release="1", typst_date="", copyright="2026", html_title="", project="A report",
                             author="The Project", **config)
    title = SimpleNamespace(astext=lambda: "One")
    return SimpleNamespace(config=config, found_docs=set(names), titles=dict.fromkeys(names, title), metadata=metadata,
                           toc_secnumbers={"chapters/01-one": {"": (1,)}}, press_abstracts={})


def test_a_chapter_may_name_its_own_authors_and_date():
    env = environment({"chapters/01-one": {"own": json.dumps({"date": "2025-01-02", "authors": [
        {"given-names": "Ann", "family-names": "Lee"}]})}, "chapters/two": {"authors": '["Anna Bell"]'}})
    one, two = (records.chapter(env, env.config, name) for name in ("chapters/01-one", "chapters/two"))
    assert one.apa() == "Lee, A. (2025). One. In The Project, A report (Version 1, Chapter 1)."
    assert two.authors == (Author("Anna Bell"),) and two.date == "2026-03-09"


def test_keys_are_readable_and_unique_though_file_names_repeat():
    env = environment({}, names=("index", "chapters/01-one", "appendix/one", "chapters/02-two"))
    keys = [records.chapter(env, env.config, name).key for name in sorted(env.found_docs)]
    assert "rep-2026-two" in keys and "rep-2026" in keys and len(set(keys)) == len(keys)


def test_an_address_comes_from_the_citation_file_alone():
    env = environment({})
    assert "url" not in records.chapter(env, env.config, "chapters/01-one").bibtex()
    env.config.html_baseurl = "https://example.org/book/"
    page = records.chapter(env, env.config, "chapters/01-one")
    assert page.url == "https://example.org/book/chapters/01-one.html"
    assert records.part(page, "figure", "1.1", "A", "fig-a").url == f"{page.url}#fig-a"


def test_the_citation_file_obeys_its_schema_and_says_the_same_in_both_places():
    text = (ROOT / "CITATION.cff").read_text(encoding="utf-8")
    # JSON has no dates: as the format's own tools do, they are read as text.
    found = yaml.load(text, yaml.BaseLoader)
    found["preferred-citation"] |= {name: int(found["preferred-citation"][name]) for name in ("year", "month")}
    schema = json.loads((SCHEMAS / "citation-file-format-1.2.0.json").read_text(encoding="utf-8"))
    jsonschema.Draft7Validator(schema, format_checker=jsonschema.FormatChecker()).validate(found)
    preferred = found["preferred-citation"]
    for field in ("title", "authors", "version", "date-released"):
        assert preferred[field] == found[field]
    day = imprint.read(ROOT / "CITATION.cff")["date-released"]
    assert (preferred["year"], preferred["month"]) == (day.year, day.month)
