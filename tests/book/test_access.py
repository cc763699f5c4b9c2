"""The pages as people use them who cannot see them, or not well, or who use no mouse: checked by axe-core and by keyboard."""
import re
from contextlib import contextmanager
from pathlib import Path

import axe_playwright_python
import pytest

from barometer import ROOT

AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8")
NAMES = ["index", *re.findall(r"- file: (chapters/\S+)", re.sub(r"#.*", "", (ROOT / "_toc.yml").read_text())), "search"]
TEXT = NAMES[1]  # any chapter
NARROW, WIDE = {"width": 360, "height": 740}, {"width": 1280, "height": 900}
EVERYTHING = {"rules": {rule: {"enabled": True} for rule in (
    "target-size", "label-content-name-mismatch", "td-has-header", "table-fake-caption", "p-as-heading")}}
COLORS = {"runOnly": ["color-contrast", "link-in-text-block"]}


def findings(page, options=EVERYTHING) -> list[str]:
    """What axe-core finds on a page, of any impact."""
    if not page.evaluate("typeof axe === 'object'"):
        page.evaluate(AXE)
    found = page.evaluate("options => axe.run(document, options)", {"resultTypes": ["violations"], **options})
    return [f"{fault['id']} ({fault['impact']}): {node['html'][:160]}" for fault in found["violations"] for node in fault["nodes"]]


@contextmanager
def shortened_tables(page):
    """A table of hundreds of rows holds the same kinds of cells in each, and axe takes a second for a hundred."""
    page.evaluate("""() => { window.shortened = [...document.querySelectorAll('tbody')].map(body => [body, [...body.rows].slice(3)]);
        shortened.forEach(([, rows]) => rows.forEach(row => row.remove())); }""")
    yield
    page.evaluate("shortened.forEach(([body, rows]) => body.append(...rows))")


@pytest.fixture(scope="module")
def wide(browser):
    """A page that is as wide as a desk allows; its charts come alive."""
    context = browser.new_context(viewport=WIDE, color_scheme="light", reduced_motion="reduce")
    yield context.new_page()
    context.close()


@pytest.fixture(scope="module")
def narrow(browser):
    """A phone that never receives the script of the charts: what it shows are the drawings."""
    context = browser.new_context(viewport=NARROW, color_scheme="light", reduced_motion="reduce")
    context.route("**/vega-*.js", lambda route: route.abort())
    yield context.new_page()
    context.close()


@pytest.fixture(scope="module")
def as_drawn(request, narrow, edition):
    """A page on such a phone, opened once for all its tests, which leave it as they found it."""
    page = opened(narrow.context.new_page(), edition, request.param)
    yield page
    page.close()


def opened(page, edition, name, scheme="light"):
    page.emulate_media(color_scheme=scheme)
    page.goto((edition / "html" / f"{name}.html").as_uri())
    return page


def findings_by_day_and_night(page) -> list[str]:
    with shortened_tables(page):
        by_day = findings(page)
        page.emulate_media(color_scheme="dark")
        page.wait_for_function("document.documentElement.dataset.theme === 'dark'", timeout=10_000)
        by_night = findings(page, COLORS)
        page.emulate_media(color_scheme="light")
        page.wait_for_function("document.documentElement.dataset.theme === 'light'", timeout=10_000)
    return by_day + by_night


@pytest.mark.parametrize("at_desk", NAMES, indirect=True)
def test_axe_finds_nothing_by_day_or_night_where_charts_are_alive(at_desk):
    assert findings_by_day_and_night(at_desk) == []


@pytest.mark.parametrize("as_drawn", NAMES, indirect=True)
def test_axe_finds_nothing_by_day_or_night_where_charts_are_drawings(as_drawn):
    assert findings_by_day_and_night(as_drawn) == []


def test_axe_would_find_a_fault(wide, edition):
    page = opened(wide, edition, TEXT)
    page.evaluate("document.querySelector('article p').innerHTML = '<button></button><span style=\"color: #ccc\">pale</span>'")
    assert {fault.split()[0] for fault in findings(page)} >= {"button-name", "color-contrast"}


def test_axe_finds_nothing_in_what_opens(narrow, edition):
    page = opened(narrow, edition, TEXT)
    for button, dialog in ((".primary-toggle", "#pst-primary-sidebar-modal"), (".secondary-toggle", "#pst-secondary-sidebar-modal"),
                           (".search-button", "#pst-search-dialog")):
        page.locator(button).click()
        page.wait_for_timeout(400)  # it slides in
        assert page.locator(dialog).is_visible() and findings(page) == []
        page.keyboard.press("Escape")
    page.goto((edition / "html/search.html").as_uri() + "?q=precursor")
    page.locator("#search-results li a").first.wait_for()
    assert findings(page) == []


@pytest.mark.parametrize("at_desk", NAMES, indirect=True)
def test_a_page_has_one_title_and_headings_in_steps(at_desk):
    levels = at_desk.evaluate(
        "[...document.querySelectorAll('main :is(h1, h2, h3, h4, h5, h6)')].filter(h => h.checkVisibility()).map(h => Number(h.tagName[1]))")
    assert levels.count(1) == 1 and levels[0] == 1
    assert all(after <= before + 1 for before, after in zip(levels, levels[1:]))


@pytest.mark.parametrize("button, dialog", [
    (".primary-toggle", "#pst-primary-sidebar-modal"), (".secondary-toggle", "#pst-secondary-sidebar-modal"),
    (".search-button", "#pst-search-dialog")])
def test_a_dialog_keeps_the_focus_and_gives_it_back(narrow, edition, button, dialog):
    page = opened(narrow, edition, TEXT)
    page.locator(button).focus()
    page.keyboard.press("Enter")
    inside = f"document.querySelector('{dialog}').contains(document.activeElement)"
    reached = 0
    for _ in range(30):
        page.keyboard.press("Tab")
        reached += page.evaluate(inside)
        assert page.evaluate(f"{inside} || document.activeElement === document.body")  # body: the browser's own bar
    assert reached
    page.locator(f"{dialog} .dialog-close button").focus()
    page.keyboard.press("Enter")
    # A browser closes a dialog at once and says so a moment later; what was in it goes back then.
    returned = f"document.activeElement === document.querySelector('{button}') && !document.querySelector('{dialog}[open], {dialog} a')"
    page.wait_for_function(returned, timeout=5000)
    assert not page.locator(dialog).is_visible()
    page.keyboard.press("Enter")
    page.locator(dialog).wait_for(state="visible")
    page.keyboard.press("Escape")
    page.wait_for_function(returned, timeout=5000)
    assert not page.locator(dialog).is_visible()


def test_the_color_mode_says_what_it_is(wide, edition):
    page = opened(wide, edition, TEXT)
    button = page.locator(".theme-switch-button")
    seen = set()
    for _ in range(3):
        button.focus()
        page.keyboard.press("Enter")
        mode = page.evaluate("document.documentElement.dataset.mode")
        seen.add(mode)
        name = button.get_attribute("aria-label")
        assert name == page.locator("#color-mode-status").inner_text() and ("system" if mode == "auto" else mode) in name
        assert page.evaluate("document.activeElement.className").find("theme-switch-button") >= 0
    assert seen == {"auto", "light", "dark"} and mode == "auto"


def test_the_first_key_leads_past_everything_to_the_text(wide, edition):
    page = opened(wide, edition, TEXT)
    page.keyboard.press("Tab")
    assert page.locator(".skip-link a").evaluate("link => link === document.activeElement && link.getBoundingClientRect().top >= 0")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.querySelector('article').contains(document.activeElement)")


@pytest.mark.parametrize("room, color", [("wide", "light"), ("narrow", "dark")])
def test_the_keyboard_reaches_everything_and_its_place_is_seen(request, edition, room, color):
    page = opened(request.getfixturevalue(room), edition, TEXT, color)
    page.wait_for_timeout(300)
    wanted = page.evaluate("""() => [...document.querySelectorAll('a[href], button, input, summary, [tabindex="0"]')]
        .filter(each => each.checkVisibility({visibilityProperty: true}) && each.tabIndex >= 0 && (each.wanted = true)).length""")
    seen, unmarked = 0, []
    for _ in range(3 * wanted + 40):  # what opens beside the text on the way has buttons of its own
        if seen >= wanted:
            break
        page.keyboard.press("Tab")
        state = page.evaluate("""() => {
            const here = document.activeElement;
            if (here === document.body || here.visited || !here.wanted) return null;
            here.visited = true;
            const style = getComputedStyle(here), box = here.getBoundingClientRect();
            const drawn = (style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2) || style.boxShadow !== 'none';
            return {name: here.outerHTML.slice(0, 100), drawn, within: box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth};
        }""")
        if state:
            seen += 1
            if not (state["drawn"] and state["within"]):
                unmarked.append(state["name"])
    assert seen >= wanted and unmarked == []


@pytest.mark.parametrize("as_drawn", NAMES, indirect=True)
def test_at_four_times_the_size_only_tables_and_code_scroll_sideways(as_drawn):
    page = as_drawn
    page.set_viewport_size({"width": 320, "height": 256})  # 1280 by 1024 at 400 percent
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    broad = page.evaluate("""() => [...document.querySelectorAll('#text *')].filter(each => {
        const scrolls = ['auto', 'scroll'].includes(getComputedStyle(each).overflowX) && each.scrollWidth > each.clientWidth + 1;
        return scrolls && each.checkVisibility() && !each.matches('.table-region, .pst-scrollable-table-container, pre, .math, .cell_output') && !each.closest('details, .chart-frame');
    }).map(each => each.outerHTML.slice(0, 100))""")
    page.set_viewport_size(NARROW)
    assert broad == []


def test_who_wants_no_motion_gets_none(browser, edition):
    context = browser.new_context(viewport=NARROW, reduced_motion="reduce")
    page = opened(context.new_page(), edition, TEXT)
    moving = page.evaluate("""() => [...document.querySelectorAll('*')].filter(each => {
        const style = getComputedStyle(each);
        return parseFloat(style.transitionDuration) > 0.01 || parseFloat(style.animationDuration) > 0.01 || style.scrollBehavior === 'smooth';
    }).length""")
    assert moving == 0
    context.close()


def test_high_contrast_keeps_icons_and_charts(browser, edition):
    context = browser.new_context(viewport=NARROW, forced_colors="active")
    page = opened(context.new_page(), edition, TEXT)
    paper = page.evaluate("getComputedStyle(document.body).backgroundColor")
    for button in page.locator(".bd-header-article button .icon:visible").all():
        assert button.evaluate("icon => getComputedStyle(icon).color") != paper
    assert page.locator("figure.exhibit.chart svg").first.is_visible()
    context.close()


def test_paper_holds_the_text_alone(wide, edition):
    page = opened(wide, edition, TEXT)
    page.emulate_media(media="print", color_scheme="dark")
    for part in ("#pst-primary-sidebar", "#pst-secondary-sidebar", ".bd-header-article", ".prev-next-footer", ".headerlink >> nth=0"):
        assert not page.locator(part).is_visible(), part
    assert page.locator("article h1").is_visible()
    ink = page.evaluate("getComputedStyle(document.querySelector('article p')).color")
    page.emulate_media(media="screen", color_scheme="light")
    assert sum(map(int, re.findall(r"\d+", ink)[:3])) < 250
