"""Web pages, PDF and EPUB are one book: the same words under the same numbers, with the same evidence."""
import re
import zipfile
from collections import Counter
from copy import copy
from pathlib import PurePosixPath

import bs4
import pytest

from barometer import ROOT

NAMES = ["index", *re.findall(r"- file: (chapters/\S+)", re.sub(r"#.*", "", (ROOT / "_toc.yml").read_text()))]
CHAPTERS = [name for name in NAMES if re.match(r"chapters/\d\d-", name)]
WEB_ONLY = "script, style, template, svg, math, button, details, nav, .headerlink, .byline, .offers, .citing, .web-only, .cover"
"""What only a web page can offer, and formulas, whose letters each form writes in its own way."""


def body(tree, selector: str) -> bs4.Tag:
    """A copy of what a page says in every form."""
    kept = copy(tree.select_one(selector))
    for element in kept.select(WEB_ONLY):
        if not element.decomposed:
            element.decompose()
    return kept


def plain(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()


def squeezed(text: str) -> str:
    """Letters and digits alone: paper breaks lines and words, and sets spaces of its own."""
    return re.sub(r"[\W_]", "", text)


@pytest.fixture(scope="module")
def web(trees):
    return {name: body(tree, "article") for name, tree in trees.items()}


@pytest.fixture(scope="module")
def bound(edition):
    """The same pages in the EPUB."""
    with zipfile.ZipFile(edition / "epub" / "fentanyl-barometer.epub") as book:
        return {name: body(bs4.BeautifulSoup(book.read(f"EPUB/{name}.xhtml"), "html.parser"), "body") for name in NAMES}


@pytest.fixture(scope="module")
def paper(edition, words_of):
    """The words of the PDF of each chapter, and under "book" those of the whole."""
    folder = edition / "html" / "downloads"
    return {"book": words_of(edition / "pdf" / "fentanyl-barometer.pdf"),
            **{name: words_of(folder / f"{PurePosixPath(name).name}.pdf") for name in NAMES[1:]}}


def captions(tree):
    return [(plain(caption.select_one(".caption-number").text), plain(caption.select_one(".caption-text").text))
            for caption in tree.select("figcaption") if caption.select_one(".caption-number")]


def links(tree, name):
    """Where the links within the book lead, as page and anchor."""
    found = []
    for address in (link["href"] for link in tree.select("a[href]")):
        if not re.match(r"[a-z]+:", address):
            path, _, anchor = address.partition("#")
            page = (PurePosixPath("/", name).parent / path).with_suffix("") if path else PurePosixPath("/", name)
            found.append((page.name, anchor))
    return found


@pytest.mark.parametrize("name", NAMES)
def test_web_page_and_epub_have_the_same_paragraphs_in_the_same_order(web, bound, name):
    said, printed = ([plain(text.text) for text in form[name].select("h1, h2, h3, h4, p, dt, li, th, td")
                      if text.parent.name not in ("td", "th")] for form in (web, bound))
    assert said and [text for text in said if text] == [text for text in printed if text]


@pytest.mark.parametrize("name", NAMES)
def test_figures_and_tables_have_the_same_numbers_and_titles_in_all_forms(web, bound, paper, name):
    assert captions(web[name]) == captions(bound[name])
    for text in {paper["book"], paper.get(name, paper["book"])}:
        letters = squeezed(text)
        assert [both for both in captions(web[name]) if squeezed("".join(both)) not in letters] == []


@pytest.mark.parametrize("name", NAMES[1:])
def test_every_number_of_the_text_stands_on_paper_among_the_same_words(web, paper, name):
    """In the PDF of the chapter: each number after the words before it or, where a page ends there, before those after."""
    letters = squeezed(paper[name])
    texts = [text.text.split() for text in web[name].select("p") if not text.find_parent(["table", "figure"])]
    contexts = [(" ".join(words[max(at - 2, 0):at + 1]), " ".join(words[at:at + 3]))
                for words in texts for at, word in enumerate(words) if re.search(r"\d", word)]
    assert contexts or not web[name].select("p .pasted-text")
    assert [before for before, after in contexts if squeezed(before) not in letters and squeezed(after) not in letters] == []


@pytest.mark.parametrize("name", NAMES)
def test_links_within_the_book_lead_to_the_same_places(web, bound, name):
    assert links(web[name], name) == links(bound[name], name)


@pytest.mark.parametrize("name", CHAPTERS)
def test_the_same_evidence_is_cited_as_often_in_all_forms(web, bound, paper, name):
    cited, again = ([link["href"].partition("#")[2] for link in form[name].select("a[href]")
                     if re.search(r"#(passage|source|event)-", link["href"])] for form in (web, bound))
    assert cited == again and len(cited) > 10
    shown = Counter(link.text.strip() for link in web[name].select("a[href]")
                    if re.search(r"#(passage|event)-", link["href"]) and re.fullmatch(r"[SE][\d.]+", link.text.strip()))
    on_paper = Counter(re.findall(r"\b(?:S\d\.\d\d|E\d{3})\b", paper[name]))
    assert {identifier: count for identifier, count in shown.items() if on_paper[identifier] < count} == {}


def test_the_bibliography_is_the_same_in_all_forms(web, bound, paper):
    entries, again = ([plain(entry.text) for form_page in form.values() for entry in form_page.select("div.citation")]
                      for form in (web, bound))
    assert entries == again and len(entries) > 5
    letters = squeezed(paper["book"])
    assert [entry for entry in entries if squeezed(entry)[:80] not in letters] == []
