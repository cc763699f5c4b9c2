"""The web pages in a real browser: drawn, complete, quiet, and asking nobody for anything."""
import re
from copy import copy
from urllib.parse import unquote

import pytest

from barometer import ROOT

NAMES = ["index", *re.findall(r"- file: (chapters/\S+)", re.sub(r"#.*", "", (ROOT / "_toc.yml").read_text()))]
CHAPTERS = [name for name in NAMES if re.match(r"chapters/\d\d-", name)]
NARROW = {"width": 360, "height": 740}


@pytest.mark.parametrize("at_desk", NAMES, indirect=True)
def test_a_page_asks_no_other_host_and_complains_of_nothing(at_desk):
    foreign = [url for url in at_desk.asked if not url.startswith(("file:", "data:", "blob:"))]
    assert foreign == [] and at_desk.said == []


@pytest.mark.parametrize("on_phone", NAMES, indirect=True)
def test_nothing_runs_out_of_a_phone_by_day_or_night(on_phone):
    for scheme in ("dark", "light"):
        on_phone.emulate_media(color_scheme=scheme)
        on_phone.wait_for_function(f"document.documentElement.dataset.theme === '{scheme}'", timeout=10_000)
        assert on_phone.evaluate("document.documentElement.scrollWidth") <= NARROW["width"]


@pytest.mark.parametrize("name", CHAPTERS)
def test_charts_are_drawn_before_any_script_runs(visit, name):
    page = visit(name, java_script_enabled=False)
    charts = page.locator("figure.exhibit.chart")
    assert charts.count() >= 2
    for number in range(charts.count()):
        drawing = charts.nth(number).locator("svg[role=img]").first
        assert drawing.is_visible() and len(drawing.get_attribute("aria-label")) > 80
    page.context.close()


@pytest.mark.parametrize("at_desk", CHAPTERS, indirect=True)
def test_charts_come_alive_when_they_are_seen(at_desk):
    charts = at_desk.locator("figure.exhibit.chart")
    for number in range(charts.count()):
        charts.nth(number).scroll_into_view_if_needed()
        charts.nth(number).locator(".vega-embed svg").first.wait_for(timeout=10_000)


def test_dark_mode_darkens_the_paper_and_lightens_the_ink_of_charts(visit):
    def shades(scheme):
        page = visit(CHAPTERS[0], color_scheme=scheme)
        found = page.evaluate("""() => {
            const light = color => { const [r, g, b] = color.match(/\\d+/g).map(Number); return (r + g + b) / 765; };
            const text = [...document.querySelectorAll('figure.exhibit.chart svg text')].find(t => t.textContent.trim());
            return [light(getComputedStyle(document.body).backgroundColor), light(getComputedStyle(text).fill)];
        }""")
        page.context.close()
        return found

    (paper_by_day, ink_by_day), (paper_by_night, ink_by_night) = shades("light"), shades("dark")
    assert paper_by_day > 0.9 > 0.5 > ink_by_day
    assert paper_by_night < 0.2 < 0.5 < ink_by_night


def test_the_search_finds_the_chapter_on_a_substance(visit, edition):
    page = visit("search")
    page.goto((edition / "html" / "search.html").as_uri() + "?q=carfentanil")
    page.locator("#search-results li a").first.wait_for(timeout=15_000)
    found = page.locator("#search-results li a").all_inner_texts()
    assert any("chain of supply" in title.lower() for title in found)
    page.context.close()


def test_every_link_within_the_book_leads_somewhere(edition, trees):
    anchors = {name: {node["id"] for node in tree.select("[id]")} for name, tree in trees.items()}
    dead = []
    for name, tree in trees.items():
        folder = (edition / "html" / f"{name}.html").parent
        for address in (link["href"] for link in tree.select("a[href]")):
            path, _, anchor = address.partition("#")
            if re.match(r"[a-z]+:", address):
                continue
            target = (folder / unquote(path)).resolve() if path else edition / "html" / f"{name}.html"
            page = str(target.relative_to((edition / "html").resolve()).with_suffix("")) if path else name
            if not target.exists() or (anchor and page in anchors and anchor not in anchors[page]):
                dead.append(f"{name}: {address}")
    assert dead == []


@pytest.mark.parametrize("name", CHAPTERS)
def test_every_table_has_a_caption_and_heads(trees, name):
    tables = trees[name].select("figure.data-table")
    assert tables
    for table in tables:
        assert table.select_one("figcaption .caption-text").text.strip()
        assert all(head.text.strip() for head in table.select("thead th"))


def test_no_page_shows_the_python_of_an_object(trees):
    for name, tree in trees.items():
        article = copy(tree.select_one("article"))
        for code in article.select("details.folded-code"):
            code.decompose()
        text = article.text
        assert not re.search(r"<[\w.]+ object at 0x|np\.float64|NaT\b|\bnan\b|Timestamp\(", text), name
