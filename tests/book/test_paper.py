"""The PDF says what the pages say, under the same numbers."""
import re

import bs4
import pypdf
import pytest


@pytest.fixture(scope="module")
def paper(edition):
    return pypdf.PdfReader(edition / "pdf" / "fentanyl-barometer.pdf")


@pytest.fixture(scope="module")
def text(edition, words_of):
    return re.sub(r"\s+", " ", words_of(edition / "pdf" / "fentanyl-barometer.pdf"))


def captions(trees):
    """Number and title of every exhibit of the web pages."""
    for tree in trees.values():
        for caption in tree.select("figcaption"):
            if number := caption.select_one(".caption-number"):
                title = caption.select_one(".caption-text").text
                yield number.text.strip(), re.sub(r"\s+", " ", title).strip()


def test_every_figure_and_table_has_the_same_number_on_paper(trees, text):
    squeezed = re.sub(r"[\s\u00ad-]", "", text)
    missing = [f"{number} {title}" for number, title in captions(trees)
               if re.sub(r"[\s\u00ad-]", "", number + title) not in squeezed]
    assert missing == []
    assert sum(1 for _ in captions(trees)) > 20


def test_the_paper_is_tagged_titled_and_has_an_outline(paper):
    assert paper.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert paper.metadata.title.startswith("Fentanyl Cooperation as a Barometer")
    assert paper.metadata.author == "The Fentanyl Barometer Project"
    assert len(paper.outline) > 5


def test_the_pages_are_numbered_and_links_stay_within_or_go_to_the_web(paper):
    assert paper.page_labels[0] != paper.page_labels[-1]
    kinds = set()
    for page in paper.pages:
        for annotation in page.get("/Annots") or []:
            action = annotation.get_object().get("/A", {})
            if "/URI" in action:
                assert action["/URI"].startswith(("http://", "https://"))
            kinds.add("web" if "/URI" in action else "within")
    assert kinds == {"web", "within"}


def test_the_computed_numbers_of_a_chapter_stand_on_paper_too(edition, text):
    page = (edition / "html" / "chapters" / "04-chain-of-supply.html").read_text(encoding="utf-8")
    numbers = [node.text.strip() for node in bs4.BeautifulSoup(page, "html.parser").select(".pasted-text")]
    assert len(numbers) > 15
    assert [number for number in numbers if number not in text] == []
