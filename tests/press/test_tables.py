"""Tables: real ones, numbered, aligned, cross-referenced, and scrolling in a region of their own."""
import pytest

from press import edition
from press.exhibits import tables

PAGE = "chapters/exhibits.html"


@pytest.fixture
def figure(built):
    return built.page(PAGE).select_one("figure#tab-sample")


def test_caption_note_and_source(built, figure):
    assert figure.select_one(".caption-number").text.strip() == "Table 2.1"
    assert figure.select_one(".caption-text em").text == "sample"
    note, source = figure.find_next_siblings("p")[:2]
    assert note["class"] == ["note"] and note.text == "A note."
    assert source["class"] == ["source"] and source.a["href"] == "places.html#passage-s1-01"
    assert built.page(PAGE).select_one('a[href="#tab-sample"] .std-numref').text == "Table 2.1"


def test_region_is_named_and_reached_by_keyboard(built, figure):
    region = figure.select_one("[role=region]")
    assert region["tabindex"] == "0"
    assert built.page(PAGE).find(id=region["aria-labelledby"]).name == "figcaption"


def test_heads_cells_and_alignment(figure):
    assert [head.text for head in figure.select("thead th")] == [
        "Event", "Passages", "Words", "Value", "Day", "Address"]
    event, passages, words, value, day, address = figure.select("tbody tr")[0].select("td")
    assert event.a["href"] == "places.html#event-e001"
    assert passages.text == "S1.01; S1.02" and len(passages.select("a")) == 2
    assert words.strong.text == "bold" and words.a.text == "E001"
    assert value.text == "−1,234.5" and "text-right" in value["class"]
    assert {"text-center", "unbroken"} <= set(day["class"])
    assert address.a["href"] == "https://www.example.org/page/" and address.text == "example.org/page"


def test_missing_cells_are_empty(figure):
    assert [cell.text for cell in figure.select("tbody tr")[1].select("td")] == ["E001", "", "", "", "", ""]


def test_widths_are_shares(figure):
    shares = [float(column["style"].split()[1].rstrip("%")) for column in figure.select("col")]
    assert sum(shares) == pytest.approx(100, abs=0.5)
    assert shares[2] == pytest.approx(3 * shares[0], rel=0.02)


@pytest.mark.parametrize("value, text", [(True, "yes"), (False, "no"), (1234, "1,234"), (-2.5, "−2.5"), ("as is", "as is")])
def test_plain_values(value, text):
    assert tables.spoken(value) == text


def test_unknown_format_fails(copied, capsys):
    output = {"name": "tab-odd", "title": "Odd", "data": [],
              "schema": {"fields": [{"name": "a", "format": "riddle"}]}}
    copied.write("numbers.ipynb", "# Numbers", "!from IPython.display import display\n"
                 f"display({{'application/vnd.dataresource+json': {output!r}}}, raw=True)")
    with pytest.raises(edition.BuildFailed):
        copied.build()
    assert "table tab-odd: unknown format 'riddle' of column a" in capsys.readouterr().err
