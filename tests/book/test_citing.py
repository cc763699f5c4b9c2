"""Every page, figure, table and passage of the book can be cited: the files parse, agree, and say what the page shows."""
import importlib.util
import json
import re
from copy import copy
from pathlib import Path

import pytest

from barometer import ROOT, seeds
from press import imprint

NAMES = ["index", *re.findall(r"- file: (chapters/\S+)", re.sub(r"#.*", "", (ROOT / "_toc.yml").read_text()))]
FOREIGN = re.compile(r"https?://|\bdoi\b", re.I)


def _formats():
    """The readers of citation files that the tests of the press use."""
    spec = importlib.util.spec_from_file_location("formats", Path(__file__).parents[1] / "press" / "formats.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


formats = _formats()


@pytest.fixture(scope="module")
def read(edition):
    """Every citation file, parsed: lists of records by stem and ending."""
    folder = edition / "html" / "downloads" / "citations"
    return {(path.stem, path.suffix[1:]): formats.READERS[path.suffix[1:]](path.read_bytes().decode("utf-8"))
            for path in sorted(folder.iterdir())}


def test_the_three_files_of_a_record_parse_and_agree(read):
    for stem in {stem for stem, _ in read}:
        bib, ris, csl = (read[stem, ending] for ending in formats.READERS)
        assert bib == ris == csl, stem


def test_keys_are_unique_in_the_whole_book(read):
    keys = [record["key"] for (_, ending), records in read.items() if ending == "bib" for record in records]
    assert len(keys) == len(set(keys)) > 200


def test_all_records_carry_the_version_and_the_date_of_the_edition(read):
    cited = imprint.read(ROOT / "CITATION.cff")
    assert {record["version"] for records in read.values() for record in records} == {cited["version"]}
    assert {record["date"] for records in read.values() for record in records} == {cited["date-released"].isoformat()}


@pytest.mark.parametrize("name", NAMES)
def test_a_page_is_cited_by_the_title_and_number_it_shows(trees, read, name):
    tree = trees[name]
    heading = copy(tree.select_one("article h1"))
    heading.select_one("a.headerlink").decompose()
    number = heading.select_one(".section-number")
    shown_number = number.extract().text.strip().rstrip(".") if number else ""
    stem = Path(tree.select_one("section.citing details a[download]")["href"]).stem
    [record] = read[stem, "json"]
    assert record["title"] == heading.text.strip()
    assert record["chapter"] == shown_number
    reference = tree.select_one("section.citing p.citable-text").text
    assert record["title"].casefold() in reference.casefold()
    assert record["version"] in reference and record["date"][:4] in reference
    assert record["abstract"]


@pytest.mark.parametrize("name", NAMES)
def test_every_exhibit_of_a_page_has_its_anchor_a_visible_link_and_its_record(trees, read, name):
    stem = Path(trees[name].select_one("section.citing details a[download]")["href"]).stem
    for exhibit in trees[name].select("figure.exhibit[id]"):
        if exhibit.select_one(".caption-number"):
            [record] = read[f"{stem}-{exhibit['id']}", "bib"]
            squeezed = (re.sub(r"\s+", " ", text).strip() for text in (exhibit.select_one(".caption-text").text, record["title"]))
            assert len(set(squeezed)) == 1
            assert exhibit.select_one("figcaption a.headerlink")["href"] == f"#{exhibit['id']}"


def test_every_passage_is_a_link_and_has_a_record_under_its_own_headline(trees, read):
    place = next(name for name, tree in trees.items() if tree.select_one("li.work"))
    linked = [link.text for link in trees[place].select("p[id^=passage-] a.self-link")]
    assert linked == list(seeds.passages().index)
    [stem] = {stem for stem, _ in read if stem.endswith("-passages")}
    assert len(read[stem, "ris"]) == len(linked)
    titles = {record["title"] for record in read[stem, "ris"]}
    assert {passage for passage in seeds.passages().query("matter == 'headline'").text} <= titles


def test_no_record_names_an_address_that_the_citation_file_does_not(edition):
    assert "url" not in imprint.read(ROOT / "CITATION.cff")
    for path in (edition / "html" / "downloads" / "citations").iterdir():
        assert not FOREIGN.search(path.read_text(encoding="utf-8")), path.name


@pytest.mark.parametrize("name", NAMES)
def test_the_head_of_a_page_is_readable_by_machines_and_true_to_the_page(trees, read, name):
    head = trees[name].head
    stem = Path(trees[name].select_one("section.citing details a[download]")["href"]).stem
    [record] = read[stem, "json"]

    def told(tag):
        [found] = head.select(f'meta[name="{tag}"], meta[property="{tag}"]')
        return found["content"]

    assert told("citation_title") == told("DC.title") == told("og:title") == record["title"]
    assert told("citation_publication_date").replace("/", "-") == told("DC.date") == record["date"]
    assert told("DC.description") == record["abstract"] and record["abstract"].startswith(told("description").removesuffix(" …"))
    graph = json.loads(head.select_one('script[type="application/ld+json"]').string)["@graph"]
    assert graph[0]["name"] == record["title"] and graph[0]["version"] == record["version"]
    assert [thing["@type"] for thing in graph] == (["Report", "Dataset"] if name == "index" else ["Chapter"])


def test_references_are_copied_by_keyboard_and_said_to_be(browser, edition):
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    place = next(name for name in NAMES if "source-texts" in name)
    page.goto((edition / "html" / f"{place}.html").as_uri())
    # What a page hands to the clipboard, whichever way it takes: a test must not read the clipboard of whoever runs it.
    page.evaluate("""() => { window.taken = [];
        navigator.clipboard.writeText = async (text) => { window.taken.push(text); };
        document.execCommand = () => { window.taken.push(document.activeElement.value); return true; }; }""")

    def press(button):
        button.focus()
        page.keyboard.press("Enter")
        page.locator("[role=status]", has_text="Copied").wait_for(state="attached")
        return page.evaluate("window.taken.at(-1)")

    chapter = page.locator("section.citing .citable").first
    assert press(chapter.locator("button")) == chapter.locator(".citable-text").inner_text()
    passage = page.locator("#passage-s1-09")
    copied = press(passage.locator("button.cite-passage"))
    assert "passage S1.09)" in copied and "weighs potential deal with China on fentanyl" in copied
    assert "S1.09" in page.locator("[role=status]", has_text="Copied").inner_text()
    page.evaluate("() => { navigator.clipboard.writeText = async () => { throw new Error('no access'); }; }")
    summary = page.locator("section.citing summary", has_text="BibTeX")
    summary.focus()
    page.keyboard.press("Enter")
    record = page.locator("section.citing details[open] .citable")
    assert press(record.locator("button")) == record.locator("pre").inner_text().strip()
    page.goto((edition / "html" / "chapters" / "bibliography.html").as_uri())
    source = page.locator("td [id^=source-] + a.self-link").first
    assert page.locator(source.get_attribute("href")).count() == 1 and source.inner_text()
    context.close()


def test_without_a_script_no_dead_button_stands_on_a_page(browser, edition):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto((edition / "html" / f"{NAMES[1]}.html").as_uri())
    assert page.locator("section.citing p.citable-text").first.is_visible()
    assert not any(button.is_visible() for button in page.locator("button.copy-citation").all())
    context.close()
