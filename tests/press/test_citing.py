"""A page says how to cite it and all that stands on it, to readers and to machines."""
import json
import os
import re
import shutil
import subprocess
from dataclasses import replace
from types import SimpleNamespace

import bs4
import pypdf
import pytest

from press import citing, edition
from press.citing import metadata, records, versions

from .conftest import CHART, PASSAGES, WORKS, Book, shown
from .formats import FIELDS, READERS
from .test_records import environment

CITATION = """\
cff-version: 1.2.0
message: Cite it.
title: "Größe & “Maß” – A <Small> Study"
abstract: Of {braces}, 50% & more.
authors:
  - name: "The Größe Project"
version: 1.4.0
date-released: 2026-03-09
license: [MIT, CC-BY-4.0]
keywords: ["US–China", "size & measure"]
"""
CHANGES = "# Changes\n\n## 1.4.0 (9 March 2026)\n\nNew.\n\n## 1.3.0 (1 February 2025)\n\nFirst.\n"


@pytest.fixture(scope="module")
def cited(built, tmp_path_factory) -> Book:
    """The small book with a citation file, a page of versions and a repository."""
    folder = tmp_path_factory.mktemp("cited") / "book"
    shutil.copytree(built.folder, folder)
    book = Book(folder)
    (folder / "CITATION.cff").write_text(CITATION, encoding="utf-8")
    (folder / "CHANGELOG.md").write_text(CHANGES)
    book.write("numbers.ipynb", "# Numbers: how “many” & why", ":::{div} abstract\nFew & *far* between, says {event}`E001`.\n:::",
               "Words.", "!17", "```{versions}\n```")
    passages = "\n\n".join(f"(passage-{name.lower().replace('.', '-')})=\n**{name}** {text}" for name, text in PASSAGES.items())
    book.write("places.ipynb", "# Places", passages, "(event-e001)=\nAn event.\n\n(source-wh-2023-readout)=\nA source.",
               "```{bibliography}\n```")
    environment = {**os.environ, "GIT_AUTHOR_DATE": "2026-02-03T12:00:00+00:00", "GIT_COMMITTER_DATE": "2026-02-03T12:00:00+00:00"}
    for command in (["init", "-q"], ["add", "chapters/numbers.ipynb"],
                    ["-c", "user.name=A", "-c", "user.email=a@example.org", "commit", "-qm", "A chapter"]):
        subprocess.run(["git", "-C", folder, *command], check=True, env=environment)
    book.build("html", "pdf")
    return book


def section(book, name):
    return book.page(name).select_one("section.citing")


def files(book, stem):
    folder = book.folder / "_build/html/downloads/citations"
    return {ending: read((folder / f"{stem}.{ending}").read_bytes().decode()) for ending, read in READERS.items()}


@pytest.mark.parametrize("name, anchor, heading", [
    ("chapters/numbers.html", "cite-numbers", "Cite this chapter"),
    ("chapters/places.html", "cite-places", "Cite this appendix"),
    ("index.html", "cite-report", "Cite this report"),
])
def test_every_page_ends_with_how_to_cite_it_and_lists_that_among_its_contents(cited, name, anchor, heading):
    page = cited.page(name)
    last = page.select("article section section")[-1]
    assert last["id"] == anchor and last.select_one("h2").text.startswith(heading)
    assert page.select_one(f'.bd-sidebar-secondary a[href="#{anchor}"]').text.strip() == heading
    assert page.select_one(f'.byline a[href="#{anchor}"]')


def test_a_chapter_is_cited_by_its_own_title_and_number(cited):
    assert section(cited, "chapters/numbers.html").select_one("p.citable-text").text == (
        "The Größe Project. (2026). Numbers: How “many” & why. In Größe & “maß” – a <small> study (Version 1.4.0, Chapter 1).")


@pytest.mark.parametrize("name, key", [("index", "fentanyl-barometer-2026"),
                                       ("chapters/numbers", "fentanyl-barometer-2026-numbers")])
def test_what_is_shown_to_be_copied_is_what_the_files_hold_and_all_formats_agree(cited, name, key):
    shown_there = section(cited, f"{name}.html").select("pre.citable-text")
    folder = cited.folder / "_build/html/downloads/citations"
    assert [pre.text for pre in shown_there] == [
        (folder / f"{key}.{ending}").read_text(encoding="utf-8") for ending in READERS]
    links = section(cited, f"{name}.html").select("details a[download]")
    assert [(cited.folder / "_build/html" / name).parent.joinpath(link["href"]).resolve() for link in links] == [
        (folder / f"{key}.{ending}").resolve() for ending in READERS]
    bib, ris, csl = ([{field: item[field] for field in FIELDS} for item in items] for items in files(cited, key).values())
    assert bib == ris == csl
    assert bib[0]["key"] == key and bib[0]["date"] == "2026-03-09"
    expected = "Of {braces}, 50% & more." if name == "index" else "Few & far between, says E001."
    assert bib[0]["abstract"] == expected


def test_on_paper_each_page_ends_with_its_reference_in_a_block_without_a_heading(cited):
    paper = pypdf.PdfReader(cited.folder / "_build/pdf/fentanyl-barometer.pdf")
    text = re.sub(r"\s+", " ", " ".join(page.extract_text().replace("\u00ad\n", "") for page in paper.pages))
    places = [text.index(f"Cite this {what}: The Größe Project. (2026). {title}") for what, title in (
        ("report", "Größe"), ("chapter", "Numbers: How “many” & why. In Größe"), ("chapter", "Exhibits. In"), ("appendix", "Places. In"))]
    assert places == sorted(places)
    assert not [entry for entry in paper.outline if not isinstance(entry, list) and "Cite" in entry.title]


def test_figures_tables_and_passages_have_files_of_their_own(cited):
    for name, title, label in (("fig-sample", CHART["title"]["text"], "[Figure 2.1]"), ("tab-sample", "A sample", "[Table 2.1]")):
        bib, ris, csl = files(cited, f"fentanyl-barometer-2026-exhibits-{name}").values()
        assert bib == ris == csl and bib[0]["title"] == title and bib[0]["chapter"] == "2"
        raw = json.loads((cited.folder / f"_build/html/downloads/citations/fentanyl-barometer-2026-exhibits-{name}.json").read_text())
        assert f"[{raw[0]['genre']}]" == label
    bib, ris, csl = files(cited, "fentanyl-barometer-2026-places-passages").values()
    assert bib == ris == csl and len(bib) == len(PASSAGES)
    assert {item["title"] for item in bib} == {WORKS[0]["title"]} and bib[0]["authors"] == list(WORKS[0]["authors"])


def test_a_passage_is_a_link_to_itself_and_cited_as_what_it_is(cited):
    page = cited.page("chapters/places.html")
    assert [link.text for link in page.select("p[id^=passage-] a.self-link[href^='#passage-']")] == list(PASSAGES)
    [work] = page.select("section.citing li.work")
    assert work.select_one("p").text == ("The Paper. (2026). A headline [text paraphrased by a machine]. In The Größe Project, "
                                         "Größe & “maß” – a <small> study (Version 1.4.0, passage S1.01). "
                                         "(Original work published 2023)")
    assert all(page.select_one(f"#{anchor}") for anchor in work["data-passages"].split())


def test_every_exhibit_has_a_visible_permanent_link(cited):
    page = cited.page("chapters/exhibits.html")
    for exhibit in page.select("figure.exhibit"):
        assert exhibit.select_one("figcaption a.headerlink")["href"] == f"#{exhibit['id']}"


def test_the_line_below_the_title_dates_a_page_by_its_last_commit_or_by_the_edition(cited):
    for name, day in (("numbers", "2026-02-03"), ("places", "2026-03-09")):
        line = cited.page(f"chapters/{name}.html").select_one("h1 + .byline")
        assert "The Größe Project" in line.text and "Version 1.4.0" in line.text
        assert line.select_one("time")["datetime"] == day


def test_what_a_page_offers_is_linked_from_the_page_and_what_is_its_own_below_the_title():
    answer = [("PDF", "downloads/01-one.pdf", "this chapter"), ("Data & code", "downloads/data.zip", "")]
    env = environment({})
    env.doc2path, env.srcdir = (lambda name: f"/book/{name}.md"), "/book"
    env.config.page_revisions = {"chapters/01-one.md": "2026-05-06"}
    app = SimpleNamespace(env=env, config=env.config, emit=lambda event, docname: [None, answer] if event == "page-offers" else [],
                          builder=SimpleNamespace(get_target_uri=lambda docname: f"{docname}.html"))
    below = bs4.BeautifulSoup(citing.downloads(app, "chapters/01-one"), "html.parser")
    assert [(link["href"], link.text) for link in below.select("a")] == [
        ("../downloads/01-one.pdf", "PDF"), ("../downloads/data.zip", "Data & code")]
    assert below.li.text == "PDF: this chapter"
    above = bs4.BeautifulSoup(citing.byline(app, "chapters/01-one"), "html.parser")
    assert [link["href"] for link in above.select("a")] == ["#cite-one", "../downloads/01-one.pdf"]
    assert above.time["datetime"] == "2026-05-06" and above.time.text == "May 6, 2026"


def test_the_head_of_a_page_says_to_machines_what_the_page_says_to_readers(cited):
    head = cited.page("chapters/numbers.html").head
    title, report = "Numbers: how “many” & why", "Größe & “Maß” – A <Small> Study"

    def told(name):
        return [tag["content"] for tag in head.select(f'meta[name="{name}"], meta[property="{name}"]')]

    assert told("citation_title") == told("DC.title") == told("og:title") == [title]
    assert told("citation_author") == told("DC.creator") == told("article:author") == ["The Größe Project"]
    assert told("citation_inbook_title") == told("DCTERMS.isPartOf") == told("og:site_name") == [report]
    assert told("citation_publication_date") == ["2026/03/09"] and told("article:modified_time") == ["2026-02-03"]
    assert told("description") == told("og:description") == told("DC.description") == ["Few & far between, says E001."]
    assert told("DC.subject") == ["US–China", "size & measure"]
    [chapter] = json.loads(head.select_one('script[type="application/ld+json"]').string)["@graph"]
    assert (chapter["@type"], chapter["name"], chapter["position"]) == ("Chapter", title, "1")
    assert (chapter["isPartOf"]["@type"], chapter["isPartOf"]["name"]) == ("Report", report)
    front = json.loads(cited.page("index.html").head.select_one('script[type="application/ld+json"]').string)["@graph"]
    assert front[0]["@type"] == "Report" and front[0]["version"] == "1.4.0"


def test_no_address_is_given_where_the_book_has_none(cited):
    head = cited.page("chapters/numbers.html").head
    addresses = [tag for tag in head.select("meta[property='og:url'], meta[property='og:image'], meta[name=citation_pdf_url], link[rel=canonical]")]
    assert addresses == [] and '"@id"' not in str(head)


def test_a_book_with_an_address_shows_its_cover_where_a_page_is_linked_to():
    env = environment({})
    for address, shown_there in (("https://www.example.org/book/", ["https://www.example.org/book/_static/cover.png"]), ("", [""])):
        page = replace(records.chapter(env, env.config, "chapters/01-one"), url=address and f"{address}chapters/01-one.html")
        tags = metadata.open_graph(page, replace(records.book(env.config), url=address), "")
        assert [value for name, value in tags if name == "og:image"] == shown_there


def test_all_versions_are_listed_with_their_citations(cited):
    versions = cited.page("chapters/numbers.html").select_one("dl.versions")
    assert [term.text.rstrip("#") for term in versions.select("dt")] == ["Version 1.4.0, March 9, 2026", "Version 1.3.0, February 1, 2025"]
    assert [text.text for text in versions.select(".citable-text")] == [
        "The Größe Project. (2026). Größe & “maß” – a <small> study (Version 1.4.0).",
        "The Größe Project. (2025). Größe & “maß” – a <small> study (Version 1.3.0)."]
    assert r"git log --oneline -G'^version: 1\.3\.0$' -- CITATION.cff" in versions.find_next("pre").text


def test_what_is_cited_no_more_loses_its_files_and_a_new_title_reaches_all_of_them(cited, tmp_path):
    shutil.copytree(cited.folder, tmp_path / "book")
    book = Book(tmp_path / "book")
    changed = {**CHART, "title": {"text": "Cooperation fell"}, "usermeta": {"name": "fig-other"}}
    book.write("exhibits.ipynb", "# Other exhibits", "!" + shown("application/vnd.vegalite.v6+json", changed))
    (book.folder / "CITATION.cff").write_text(CITATION.replace("1.4.0", "1.5.0"), encoding="utf-8")
    book.build()
    names = {path.stem for path in (book.folder / "_build/html/downloads/citations").iterdir()}
    assert "fentanyl-barometer-2026-exhibits-fig-sample" not in names
    bib, *_ = files(book, "fentanyl-barometer-2026-exhibits-fig-other").values()
    assert (bib[0]["title"], bib[0]["version"]) == ("Cooperation fell", "1.5.0")
    assert "Version 1.5.0" in book.page("chapters/places.html").select_one(".byline").text


@pytest.mark.parametrize("heading", ["## 1.3.0", "## 1.3.0 (1 Brumaire 2025)", "## Next"])
def test_a_version_without_a_day_is_named_by_its_line(heading):
    with pytest.raises(ValueError, match=re.escape(f"CHANGELOG.md, line 7: '{heading}'")):
        versions.versions(CHANGES.replace("## 1.3.0 (1 February 2025)", heading))


def test_a_book_without_changes_cannot_list_its_versions(cited, tmp_path, capsys):
    shutil.copytree(cited.folder, tmp_path / "book")
    book = Book(tmp_path / "book")
    (book.folder / "CHANGELOG.md").unlink()
    with pytest.raises(edition.BuildFailed):
        book.build()
    said = capsys.readouterr().err
    assert "chapters/numbers.ipynb" in said and "CHANGELOG.md" in said
