"""The front page answers, shows what it rests on, and leads to every page; the paper keeps within its margins."""
import re
import shutil
import subprocess

import bs4
import pytest

from barometer import ROOT

PAGES = re.findall(r"- file: (chapters/\S+)", re.sub(r"#.*", "", (ROOT / "_toc.yml").read_text()))
RIGHT = (24 + 172) / 25.4 * 72
"""The right edge of text and notes together, in points: left margin and full width of press/typst/style.typ."""


@pytest.fixture(scope="module")
def front(edition):
    return bs4.BeautifulSoup((edition / "html" / "index.html").read_text(encoding="utf-8"), "html.parser").select_one("article")


def test_cover_answer_and_figure_come_in_this_order_before_anything_else(front):
    order = [node for node in front.find_all(True) if "cover" in node.get("class", ()) or node.get("id") in
             ("the-answer-in-brief", "fig-thesis", "what-is-where")]
    assert [node.get("id") or "cover" for node in order] == ["cover", "the-answer-in-brief", "fig-thesis", "what-is-where"]


def test_every_page_is_listed_with_a_line_in_the_order_of_the_contents(front):
    listed = [link["href"].removesuffix(".html") for link in front.select(".overview dt a")]
    assert listed == PAGES
    lines = [" ".join(line.text.split()) for line in front.select(".overview dd")]
    assert len(lines) == len(PAGES) and all(20 < len(line) < 260 for line in lines)


@pytest.mark.skipif(not shutil.which("pdftotext"), reason="Poppler, which knows where words stand, is not installed")
def test_no_word_of_the_paper_leaves_its_margins(edition):
    pdf = edition / "pdf" / "fentanyl-barometer.pdf"
    boxes = subprocess.run(["pdftotext", "-bbox", "-f", "2", pdf, "-"], capture_output=True, text=True, check=True).stdout
    edges = [(float(edge), word) for edge, word in re.findall(r'xMax="([\d.]+)"[^>]*>([^<]*)</word>', boxes)]
    assert len(edges) > 10_000
    assert [word for edge, word in edges if edge > RIGHT + 3] == []
