"""The search of the whole book, in a browser."""
import html
import json
import re
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest


@pytest.fixture(scope="module")
def index(edition):
    text = (edition / "html/searchindex.js").read_text(encoding="utf-8")
    return json.loads(re.fullmatch(r"Search\.setIndex\((.*)\)", text, re.S)[1])


@pytest.fixture(scope="module")
def named(index):
    """Every name that can be found, by kind."""
    names = {}
    for prefix, entries in index["objects"].items():
        for _, number, _, _, name in entries:
            names.setdefault(index["objnames"][str(number)][1], []).append(html.unescape(f"{prefix}.{name}" if prefix else name))
    return names


@pytest.fixture(scope="module")
def page(browser, edition):
    context = browser.new_context()
    yield context.new_page()
    context.close()


def search(page, edition, words) -> list[tuple[str, str, str]]:
    """Kind, text and address of each result, in the order they are shown."""
    page.goto((edition / "html/search.html").as_uri())
    page.locator("main input[name=q]").fill(words)
    page.keyboard.press("Enter")
    page.wait_for_function("/result|Nothing/.test(document.querySelector('.search-summary')?.textContent)")
    return page.evaluate("""[...document.querySelectorAll('#search-results section')].flatMap(section =>
        [...section.querySelectorAll('li')].map(item => [section.querySelector('h2').firstChild.data.trim(), item.textContent,
            item.querySelector('a').getAttribute('href')]))""")


def leads_to(edition, address) -> bool:
    path, _, anchor = address.partition("#")
    return not anchor or f'id="{anchor}"' in (edition / "html" / path).read_text(encoding="utf-8")


def some_words(name) -> str:
    """Three of the longer words of a name, to be found in it again."""
    return " ".join(sorted(re.findall(r"[A-Za-z]{5,}", name.partition(":")[2] or name), key=len)[-3:]) or name


@pytest.mark.parametrize("kind, heading", [("figure", "Figures"), ("table", "Tables"), ("passage", "Passages"),
                                           ("source", "Sources"), ("event", "Events"), ("term", "Glossary terms")])
def test_each_kind_is_found_by_its_words_and_leads_to_its_place(page, edition, named, kind, heading):
    name = sorted(named[kind])[len(named[kind]) // 2]
    for words in {some_words(name), some_words(name).upper()}:
        of_kind = [result for result in search(page, edition, words) if result[0] == heading]
        assert of_kind and all(leads_to(edition, address) for *_, address in of_kind)
        assert any(text.startswith(name.partition(":")[0]) for _, text, _ in of_kind)


@pytest.mark.parametrize("kind", ["figure", "table", "passage", "event"])
def test_a_number_or_id_as_it_is_typed_comes_first(page, edition, named, kind):
    typed = next(name for name in sorted(named[kind]) if re.match(r"\S* ?[A-Z]?\d+", name)).partition(":")[0]
    first = search(page, edition, typed)[0]
    assert re.match(rf"{re.escape(typed)}(\W|$)", first[1])


def test_an_id_of_a_source_is_found_as_it_is_typed(page, edition, named):
    typed = re.search(r"\(([^()]+)\)$", named["source"][0])[1]
    assert any(kind == "Sources" and address.endswith(f"#source-{typed}") for kind, _, address in search(page, edition, typed))


def test_a_chapter_is_found_by_its_title_before_all_else(page, edition, index):
    title = next(re.sub(r"<.*?>", "", title) for name, title in zip(index["docnames"], index["titles"]) if name.startswith("chapters/01"))
    kind, text, address = search(page, edition, re.sub(r"^\d+\. ", "", title))[0]
    assert kind == "Chapters and sections" and text == title and address.startswith("chapters/01")


def test_what_is_not_in_the_book_is_not_found(page, edition):
    assert search(page, edition, "xylophone") == []
    assert "Nothing was found" in page.locator("[role=status].search-summary").inner_text()


def test_results_are_announced_and_reached_by_the_keyboard(page, edition):
    results = search(page, edition, "precursor")
    assert page.locator("[role=status].search-summary").inner_text() == f"{len(results)} results for “precursor”"
    assert page.title().startswith(f"precursor ({len(results)})")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.name") == "q"
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: "search.html" not in url)
    assert page.evaluate("CSS.highlights.get('found').size") > 0
    page.keyboard.press("Escape")
    assert page.evaluate("CSS.highlights.has('found')") is False


def test_the_search_of_a_page_leads_to_the_results(page, edition):
    page.goto((edition / "html/index.html").as_uri())
    page.keyboard.press("Control+k")
    page.keyboard.type("Busan")
    page.keyboard.press("Enter")
    page.locator("#search-results li a").first.wait_for()
    assert "q=Busan" in page.url


@pytest.fixture
def served(edition):
    """The address of the pages on a server, from which the search may read them."""
    class Pages(SimpleHTTPRequestHandler):
        def log_message(self, *arguments):
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Pages, directory=edition / "html")) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


def test_where_the_search_may_read_the_pages_it_shows_their_words_and_no_code(page, served):
    page.goto(f"{served}/search.html?q=supply")  # a word of titles, texts, file names and code
    page.wait_for_selector("#search-results li p.context mark")
    page.wait_for_load_state("networkidle")
    shown = page.locator("#search-results section").first.locator("p.context").all_inner_texts()
    assert shown and not [text for text in shown if re.search(r"BibTeX|Copy|import |\w\(\)|#$", text)]
