"""From a claim to the exact passage: the note beside the text, opened as readers open it."""
import pytest

from barometer import seeds

WIDE, MIDDLE, NARROW = {"width": 1280, "height": 900}, {"width": 900, "height": 700}, {"width": 360, "height": 740}
NOTE = "#evidence-note"


@pytest.fixture
def opened(browser, edition):
    """Opens a chapter; at the end no page may have asked another host or complained."""
    contexts, asked, said = [], [], []

    def open_page(name, viewport=WIDE, **options):
        context = browser.new_context(viewport=viewport, reduced_motion="reduce", **options)
        contexts.append(context)
        page = context.new_page()
        page.on("request", lambda request: asked.append(request.url))
        page.on("pageerror", lambda error: said.append(str(error)))
        page.on("console", lambda message: message.type in ("warning", "error") and said.append(message.text))
        page.goto((edition / "html/chapters" / f"{name}.html").as_uri(), wait_until="load")
        return page

    yield open_page
    assert [url for url in asked if not url.startswith(("file:", "data:"))] == [] and said == []
    for context in contexts:
        context.close()


def link(page, passage: str, within: str = "p"):
    return page.locator(f'.bd-article {within} a[href$="#passage-{passage.lower().replace(".", "-")}"]').first


def first_passage(page, within: str = "p") -> str:
    """The first passage that a chapter refers to."""
    return page.locator(f".bd-article {within} a .xref.passage").first.inner_text()


def words(page) -> str:
    page.locator(NOTE).wait_for(state="visible", timeout=5_000)
    return page.locator(f"{NOTE} .evidence-words").inner_text()


def is_within(page) -> bool:
    box, size = page.locator(NOTE).bounding_box(), page.viewport_size
    return box["x"] >= 0 and box["y"] >= 0 and box["x"] + box["width"] <= size["width"] and (
        box["y"] + box["height"] <= size["height"])


def covers(page, target) -> bool:
    """Whether the note lies on the line of the link."""
    note, line = page.locator(NOTE).bounding_box(), target.bounding_box()
    return (note["x"] < line["x"] + line["width"] and line["x"] < note["x"] + note["width"]
            and note["y"] < line["y"] + line["height"] and line["y"] < note["y"] + note["height"])


@pytest.mark.parametrize("viewport", [WIDE, MIDDLE], ids=["beside", "below"])
def test_hovering_opens_the_exact_passage_and_the_pointer_may_go_into_it(opened, viewport):
    page = opened("06-voices", viewport)
    target = link(page, passage := first_passage(page))
    target.scroll_into_view_if_needed()
    target.hover()
    assert words(page) == seeds.text(passage)
    assert is_within(page) and not covers(page, target)
    assert target.get_attribute("aria-describedby") == page.locator(f"{NOTE} .evidence-words").get_attribute("id")
    page.locator(f"{NOTE} .evidence-words").hover()
    page.wait_for_timeout(500)
    assert page.locator(NOTE).is_visible()
    page.mouse.move(5, 5)
    page.locator(NOTE).wait_for(state="hidden", timeout=2_000)
    page.evaluate("scrollTo(0, 0)")
    page.mouse.click(5, 5)
    target.click()
    page.wait_for_url(f"**/source-texts.html#passage-{passage.lower().replace('.', '-')}")


def test_the_keyboard_opens_enters_leaves_and_closes_a_note(opened):
    page = opened("06-voices")
    passage = first_passage(page)
    target = link(page, passage)
    target.focus()
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Tab")
    assert words(page) == seeds.text(passage)
    page.keyboard.press("Tab")
    assert page.evaluate("document.querySelector('#evidence-note').contains(document.activeElement)")
    page.keyboard.press("Shift+Tab")
    assert target.evaluate("link => link === document.activeElement")
    page.keyboard.press("Escape")
    assert page.locator(NOTE).is_hidden() and target.evaluate("link => link === document.activeElement")
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Tab")
    words(page)
    for _ in range(page.locator(f"{NOTE} :is(a, button)").count() + 1):
        page.keyboard.press("Tab")
    after = page.evaluate("""() => { const stops = [...document.querySelectorAll('.bd-article a[href], .bd-article summary')];
        return stops.indexOf(document.activeElement); }""")
    before = target.evaluate("""link => [...document.querySelectorAll('.bd-article a[href], .bd-article summary')].indexOf(link)""")
    assert after == before + 1


def test_enter_follows_the_link(opened):
    page = opened("06-voices")
    target = link(page, passage := first_passage(page))
    target.focus()
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/source-texts.html#passage-{passage.lower().replace('.', '-')}")


def test_a_tap_opens_a_sheet_that_leads_to_the_source_text(opened):
    page = opened("06-voices", NARROW, has_touch=True, is_mobile=True)
    target = link(page, passage := first_passage(page))
    target.tap()
    assert words(page) == seeds.text(passage)
    assert is_within(page) and not covers(page, target)
    page.locator(f"{NOTE} button").tap()
    assert page.locator(NOTE).is_hidden()
    target.tap()
    words(page)
    page.get_by_role("link", name="Read it in the source text").tap()
    page.wait_for_url(f"**/source-texts.html#passage-{passage.lower().replace('.', '-')}")


def test_at_four_hundred_percent_the_keyboard_sees_link_and_note(opened):
    page = opened("06-voices", NARROW)
    target = link(page, first_passage(page))
    page.keyboard.press("Tab")
    target.focus()
    assert words(page)
    assert is_within(page) and not covers(page, target)


def test_sources_events_and_terms_open_in_the_same_way(opened):
    page = opened("03-chronology")
    for kind in ("source", "event", "term"):
        target = page.locator(f'.bd-article p a[href*="#{kind}-"]').first
        target.scroll_into_view_if_needed()
        target.hover()
        assert len(words(page)) > 10
        assert page.locator(f"{NOTE} .evidence-name").inner_text()
        page.keyboard.press("Escape")
        page.mouse.move(5, 5)
        assert page.locator(NOTE).is_hidden()


def test_without_a_script_a_reference_is_a_link(opened):
    page = opened("06-voices", java_script_enabled=False)
    target = link(page, passage := first_passage(page))
    target.click()
    page.wait_for_url(f"**/source-texts.html#passage-{passage.lower().replace('.', '-')}")


def test_paper_shows_no_note(opened):
    page = opened("06-voices")
    link(page, first_passage(page)).hover()
    words(page)
    page.emulate_media(media="print")
    assert page.locator(NOTE).is_hidden()
