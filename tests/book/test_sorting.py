"""Tables in a real browser: sorted and filtered by keyboard, said to those who cannot see it, whole without a script."""
import pytest

WIDE, NARROW = {"width": 1280, "height": 900}, {"width": 360, "height": 740}


@pytest.fixture(scope="module")
def page(browser, edition):
    """The appendix with the longest tables."""
    context = browser.new_context(viewport=WIDE)
    page = context.new_page()
    page.goto((edition / "html/chapters/tables.html").as_uri())
    yield page
    context.close()


@pytest.fixture
def events(page):
    page.evaluate("document.querySelector('#tab-events').clearFilter()")
    return page.locator("#tab-events")


def column(table, number):
    return table.locator("tbody").evaluate(
        "(body, number) => [...body.rows].filter(row => !row.hidden).map(row => row.cells[number].textContent.trim())", number)


def test_return_on_a_head_sorts_twice_and_then_restores_the_order_of_the_book(page, events):
    given = column(events, 0)
    head = events.locator("thead th").nth(0)
    head.locator("button").focus()
    page.keyboard.press("Enter")
    numbers = [int(event.lstrip("E")) for event in column(events, 0)]
    assert head.get_attribute("aria-sort") == "ascending" and numbers == sorted(numbers) and column(events, 0) != given
    page.keyboard.press("Space")
    assert head.get_attribute("aria-sort") == "descending"
    assert [int(event.lstrip("E")) for event in column(events, 0)] == numbers[::-1]
    page.keyboard.press("Enter")
    assert head.get_attribute("aria-sort") is None and column(events, 0) == given


def test_a_sort_is_announced_and_keeps_the_order_of_equals(page, events):
    head = events.locator("thead th", has_text="Who")
    head.locator("button").click()
    assert "Sorted by Who, ascending" in events.locator("p[role=status]").inner_text()
    who, days = column(events, 3), column(events, 1)
    assert who == sorted(who, key=str.casefold)
    first = [day for day, each in zip(days, who) if each == who[0]]
    assert first == sorted(first), "the book gives the events by date"
    for _ in range(2):
        head.locator("button").click()


def test_typing_leaves_the_rows_that_hold_every_word_and_says_how_many(page, events):
    field, count = events.locator("input[type=search]"), events.locator(".table-tools [role=status]")
    given = column(events, 2)
    total, words = len(given), given[100].lower().split()[:3:2]
    field.focus()
    page.keyboard.type(" ".join(words))
    page.wait_for_function("() => document.querySelector('#tab-events .table-tools [role=status]').textContent.includes(' of ')")
    page.wait_for_timeout(500)  # the last letter counts, too
    shown = events.locator("tbody tr:not([hidden])").all_inner_texts()
    assert 0 < len(shown) < total and count.inner_text() == f"{len(shown)} of {total} rows"
    assert all(word in row.lower() for row in shown for word in words)


def test_a_link_to_a_row_that_is_filtered_out_brings_it_back(page, events):
    field = events.locator("input[type=search]")
    field.fill(column(events, 0)[100])
    hidden = events.locator("tbody tr[hidden] [id^=event-]").first
    hidden.wait_for(state="attached")
    name = hidden.get_attribute("id")
    page.evaluate("name => { location.hash = name }", name)
    page.wait_for_function("name => !document.getElementById(name).closest('tr').hidden", arg=name)
    assert field.input_value() == "" and page.locator(f"#{name}").bounding_box()["y"] < WIDE["height"]


def test_numbers_and_months_sort_as_such(page):
    figure = """<figure class="data-table"><div class="table-region"><table><thead><tr><th>Number</th><th>Month</th><th>Day</th></tr></thead>
        <tbody><tr><td>1,200</td><td>Feb 2020</td><td>December 1, 2018</td></tr><tr><td>−3.5</td><td>Oct 2019</td><td></td></tr>
        <tr><td>+40</td><td>Jan 2021</td><td>January 30, 2024</td></tr></tbody></table></div></figure>"""
    source = page.locator("script[src*='tables.js']").evaluate("script => script.src")
    other = page.context.new_page()
    other.set_content(f"<!doctype html><html lang=en><body>{figure}</body></html>")
    from pathlib import Path
    from urllib.parse import unquote, urlsplit
    other.add_script_tag(path=Path(unquote(urlsplit(source).path)))
    read = "() => [...document.querySelectorAll('tbody tr')].map(row => row.cells[{}].textContent)"
    expected = {0: ["−3.5", "+40", "1,200"], 1: ["Oct 2019", "Feb 2020", "Jan 2021"],
                2: ["December 1, 2018", "January 30, 2024", ""]}
    for number, order in expected.items():
        other.locator("th button").nth(number).click()
        assert other.evaluate(read.format(number)) == order
    other.close()


def test_the_heads_of_a_long_table_stay_in_view(page, events):
    page.evaluate("""() => { const row = document.querySelectorAll('#tab-events tbody tr')[60];
        window.scrollTo({ top: row.getBoundingClientRect().top + window.scrollY - 300, behavior: 'instant' }); }""")
    page.wait_for_timeout(200)
    box = events.locator("thead th").first.bounding_box()
    assert 0 <= box["y"] < 120


def test_the_longest_table_sorts_while_one_blinks(page, events):
    spent = events.evaluate("""figure => { const button = figure.querySelector('th button'); const begun = performance.now();
        button.click(); figure.offsetHeight; const spent = performance.now() - begun; button.click(); button.click(); return spent; }""")
    assert spent < 1500


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_page_of_a_chart_s_data_stands_alone(browser, edition, scheme):
    for width in (WIDE, NARROW):
        context = browser.new_context(viewport=width, color_scheme=scheme)
        page, said = context.new_page(), []
        page.on("console", lambda message: said.append(message.text))
        page.on("pageerror", lambda fault: said.append(str(fault)))
        page.goto((edition / "html/downloads/figures/fig-gauges.html").as_uri())
        light = page.evaluate("() => getComputedStyle(document.body).backgroundColor.match(/\\d+/g).map(Number)[0] > 128")
        assert said == [] and light == (scheme == "light")
        assert page.evaluate("document.documentElement.scrollWidth") <= width["width"]
        context.close()


def test_without_a_script_a_table_is_whole_and_shows_no_button(browser, edition):
    context = browser.new_context(viewport=WIDE, java_script_enabled=False)
    page = context.new_page()
    page.goto((edition / "html/chapters/tables.html").as_uri())
    assert page.locator("#tab-events tbody tr:visible").count() > 400 and page.locator("#tab-events button, .table-tools").count() == 0
    context.close()
