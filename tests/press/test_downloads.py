"""What exhibits offer: data, definitions and pictures, in files beside the pages, as new as the pages."""
import json
import re
import struct

import bs4
import pandas as pd
import pytest
from frictionless import Resource

from press.exhibits import chartdata, definitions, standalone, tabledata

PAGE = "chapters/exhibits.html"


@pytest.fixture
def folder(built):
    return built.folder / "_build/html/downloads"


def links(line) -> dict[str, str]:
    """What is offered for download, apart from how to cite it."""
    return {link.text: link["href"] for link in line.find_all("a", recursive=False)}


def test_a_chart_offers_its_data_and_itself_below_its_source(built):
    figure = built.page(PAGE).select_one("figure#fig-sample")
    line = figure.select_one("p.source ~ .offers")
    assert list(links(line)) == ["Data", "CSV", "SVG", "PNG"]
    assert line["aria-label"] == "Use Figure 2.1"
    assert all(link["aria-label"].startswith(link.text) for link in line.find_all("a", recursive=False))


def test_a_table_offers_its_rows_and_their_definitions_below_its_source(built):
    source = built.page(PAGE).select_one("figure#tab-sample").find_next_sibling("p", class_="source")
    assert list(links(source.find_next_sibling())) == ["CSV", "Columns"]


def test_what_is_offered_is_there(built):
    page = built.folder / "_build/html" / PAGE
    offered = [link["href"] for link in built.page(PAGE).select(".offers a") if not link["href"].startswith("#")]
    assert offered and all((page.parent / address).is_file() for address in offered)


def test_the_data_of_a_chart_as_csv(folder):
    found = pd.read_csv(folder / "figures/fig-sample.csv")
    assert found.to_dict("list") == {"x": [1, 2], "y": [2, 3]}


def test_the_rows_of_a_table_as_plain_values(folder):
    first, second = pd.read_csv(folder / "tables/tab-sample.csv").to_dict("records")
    assert first == {"event": "E001", "passages": "S1.01; S1.02", "words": "bold E001", "value": -1234.5,
                     "day": "2018-12-01", "address": "https://www.example.org/page/"}
    assert second["event"] == "E001" and pd.isna(second["value"])


@pytest.mark.parametrize("name", ["figures/fig-sample", "tables/tab-sample", "tables/tab-anchors"])
def test_a_sheet_holds_to_the_definitions_beside_it(folder, name):
    report = Resource.from_descriptor(str(folder / f"{name}.json")).validate()
    assert report.valid, report.flatten(["note"])


def test_columns_are_defined_beside_the_sheet(folder):
    fields = {field["name"]: field for field in json.loads((folder / "tables/tab-sample.json").read_text())["schema"]["fields"]}
    assert fields["value"]["type"] == "number" and fields["day"]["type"] == "date"
    assert fields["passages"]["description"] == "Ids of passages of the source texts, separated by semicolons."
    assert fields["event"]["description"] == "Id of an event of the record."
    page = bs4.BeautifulSoup((folder / "tables/tab-sample.html").read_text(encoding="utf-8"), "html.parser")
    assert [row.td.text for row in page.select("tbody tr")] == list(fields)
    assert page.select_one("p.note").text == "A note."


def test_the_page_of_the_data_is_whole_and_leads_back(built, folder):
    page = bs4.BeautifulSoup((folder / "figures/fig-sample.html").read_text(encoding="utf-8"), "html.parser")
    assert page.html["lang"] == "en" and "Figure 2.1" in page.title.text and len(page.select("main")) == 1
    assert page.select_one("h1").text == "Data of Figure 2.1"
    back = page.select_one(".lead a")
    assert back.text == "Cooperation rose" and back["href"] == "../../chapters/exhibits.html#fig-sample"
    for region in page.select(".table-region"):
        assert page.find(id=region["aria-labelledby"]).text.strip()
    assert all(head.get("scope") == "col" for head in page.select("th"))
    data = page.select("table")[-1]
    assert [[cell.text for cell in row.select("td")] for row in data.select("tbody tr")] == [["1", "2"], ["2", "3"]]
    for link in page.select("a[href], link[href], script[src]"):
        address = (link.get("href") or link["src"]).partition("#")[0]
        assert (folder / "figures" / address).resolve().exists(), address


def test_a_picture_stands_alone(folder):
    svg = (folder / "figures/fig-sample.svg").read_text(encoding="utf-8")
    for words in ("Cooperation rose", "Goldstein value", "Source: White House 2023", "Figure 2.1 in: "):
        assert words in bs4.BeautifulSoup(svg, "html.parser").text
    assert 'fill="#ffffff"' in svg and "sans-serif" in svg
    png = (folder / "figures/fig-sample.png").read_bytes()
    wide, high = (float(re.search(rf'^<svg [^>]*\b{side}="([\d.]+)"', svg)[1]) for side in ("width", "height"))
    assert png.startswith(b"\x89PNG") and struct.unpack(">II", png[16:24]) == (2 * wide, 2 * high)


def test_a_picture_with_the_title_has_more_ink_than_one_without(built, tmp_path):
    chart = next((built.folder / "_build/.press/drawings").glob("*.svg")).read_text(encoding="utf-8")
    with_words, without = standalone.pngs(
        [standalone.svg(chart, standalone.Words(title)) for title in ("A finding of several words", " ")], tmp_path)
    assert with_words.stat().st_size > without.stat().st_size + 500


def test_files_of_an_exhibit_that_is_no_more_are_taken_away(copied):
    copied.write("exhibits.ipynb", "# Exhibits", "No more.")
    copied.build()
    left = {file.stem for file in (copied.folder / "_build/html/downloads").rglob("*-*") if file.is_file()}
    assert "tab-anchors" in left and not left & {"fig-sample", "tab-sample"}


UNIT = {"x": {"field": "day", "type": "temporal"}, "y": {"field": "value", "type": "quantitative", "title": "Points"}}


def chart(*layers, **datasets):
    return {"datasets": datasets, "layer": list(layers)}


def layer(mark, data, **encoding):
    return {"mark": mark, "data": {"name": data}, "encoding": {name: {"field": field} for name, field in encoding.items()}}


def test_series_are_data_and_words_are_labels(tmp_path):
    found = chartdata.read(chart(
        {"mark": "line", "data": {"name": "a"}, "encoding": UNIT}, layer("text", "b", text="word"),
        a=[{"day": "2020-01-01T00:00:00", "value": 1.25, "helper": 7}, {"day": "2020-02-01T00:00:00", "value": None, "helper": 8}],
        b=[{"word": "peak"}]), tmp_path)
    [table], [label] = found.tables, found.labels
    assert [(column.name, column.type) for column in table.columns] == [("day", "date"), ("value", "number")]
    assert table.rows == [{"day": "2020-01-01", "value": 1.25}, {"day": "2020-02-01", "value": None}]
    assert table.columns[1].title == "vertical axis “Points”"
    assert label.rows == [{"word": "peak"}] and found.working == ["helper"]


def test_rows_drawn_again_are_counted_and_not_repeated(tmp_path):
    rows = [{"name": "one", "value": 1}, {"name": "two", "value": 2}, {"name": "three", "value": 3}]
    found = chartdata.read(chart(layer("point", "a", x="value", y="name"), layer("text", "b", x="value", text="name"),
                                 a=rows, b=rows[1:2]), tmp_path)
    assert [table.rows for table in found.tables] == [rows] and not found.labels


def test_panels_of_one_shape_become_one_table_with_their_names(tmp_path):
    panel = {"mark": "line", "encoding": {"x": {"field": "t"}, "y": {"field": "v"}}}
    found = chartdata.read({"vconcat": [{**panel, "data": {"name": "a"}, "title": "Up"}, {**panel, "data": {"name": "b"}, "title": "Down"}],
                            "datasets": {"a": [{"t": 1, "v": 2}, {"t": 2, "v": 3}], "b": [{"t": 1, "v": 5}, {"t": 2, "v": 4}]}}, tmp_path)
    assert [row["panel"] for row in found.tables[0].rows] == ["Up", "Up", "Down", "Down"]


def test_a_series_kept_in_one_row_becomes_as_many_rows(tmp_path):
    found = chartdata.read({"data": {"values": [{"v": [1, 2, 3], "t": [7, 8, 9]}]}, "mark": "line",
                            "encoding": {"x": {"field": "t"}, "y": {"field": "v"}}}, tmp_path)
    assert [tuple(row.values()) for row in found.tables[0].rows] == [(1, 1, 7), (2, 2, 8), (3, 3, 9)]


@pytest.fixture
def package(tmp_path):
    (tmp_path / "data").mkdir()
    (tmp_path / "data/events.csv").write_text("event,date,title\nE1,2020-01-01,A meeting\nE2,2020-02-01,A call\n")
    (tmp_path / "data/datapackage.json").write_text(json.dumps({"resources": [{"name": "events", "path": "events.csv", "schema": {
        "primaryKey": ["event"], "fields": [{"name": "event", "description": "The id."}, {"name": "date", "description": "The day."},
                                            {"name": "title", "description": "What happened."}]}}]}))
    return tmp_path


def test_a_column_of_the_data_package_brings_its_definition(package):
    rows = [{"event": "E1", "date": "2020-01-01T00:00:00", "title": "A meeting"}]
    assert definitions.of(["event", "date", "title"], rows, package)["date"].meaning == "The day."


def test_codes_that_begin_with_zeros_are_not_taken_for_numbers(package):
    (package / "data/events.csv").write_text("event,date,title\n010,2020-01-01,Ten with a zero\n10,2020-01-02,Ten\n")
    rows = [{"event": "010", "date": "2020-01-01", "title": "Ten with a zero"}]
    assert set(definitions.of(["event", "date", "title"], rows, package)) == {"event", "date", "title"}


def test_a_column_of_the_same_name_and_other_values_does_not(package):
    rows = [{"event": "E1", "date": "2021-05-05", "title": "A meeting"}]
    assert set(definitions.of(["event", "date", "title"], rows, package)) == {"event", "title"}
    assert definitions.of(["date", "title"], rows, package) == {}


@pytest.fixture
def defined(package):
    (package / "data/derived.csv").write_text(
        "column,exhibit,unit,drawing,description\n"
        "value,fig-one; tab-one,points a year,false,A reading.\nvalue,any,deaths,false,A count.\n"
        "title,fig-one,,false,The title in this chart.\ny,fig-one,,true,The height of the mark.\nside,fig-one,,false,Who acted.\n")
    return package


POINTS = [{"event": "E1", "title": "A meeting", "value": 1.5, "y": 40, "side": "US", "helper": 1},
          {"event": "E2", "title": "A call", "value": 2.5, "y": 80, "side": "CN", "helper": 2}]


def columns_of(name, folder):
    found = chartdata.read(chart(layer("point", "a", x="value", y="y", tooltip="event", text="title"), a=POINTS), folder, name)
    return {column.name: column for column in found.tables[0].columns}, found


def test_what_an_exhibit_says_of_its_own_column_goes_before_what_is_known_of_it_elsewhere(defined):
    one, _ = columns_of("fig-one", defined)
    other, _ = columns_of("fig-other", defined)
    assert (one["value"].meaning, one["value"].unit) == ("A reading.", "points a year")
    assert (other["value"].meaning, other["value"].unit) == ("A count.", "deaths")
    assert (one["title"].meaning, other["title"].meaning) == ("The title in this chart.", "What happened.")


def test_a_column_that_only_draws_is_left_out_and_one_that_is_defined_is_kept(defined):
    one, found = columns_of("fig-one", defined)
    other, _ = columns_of("fig-other", defined)
    assert "y" not in one and found.drawing == ["y"] and found.working == ["helper"] and "y" in other
    assert one["side"].meaning == "Who acted." and "side" not in other


def test_a_chart_of_which_nothing_but_places_is_left_has_no_table(defined):
    found = chartdata.read(chart(layer("point", "a", y="y"), a=[{"y": 1}, {"y": 2}]), defined, "fig-one")
    assert not found.tables and found.drawing == ["y"]


def test_a_column_of_a_table_has_its_definition_with_the_unit(defined):
    resource = {"name": "tab-one", "schema": {"fields": [{"name": "value", "title": "Value", "format": "number"}]},
                "data": [{"value": "1.5"}]}
    [column] = tabledata.read(resource, defined).columns
    assert (column.meaning, column.unit) == ("A reading.", "points a year")


def test_a_column_that_nobody_has_defined_is_named_by_its_title(tmp_path):
    found = chartdata.read(chart({"mark": "line", "data": {"name": "a"}, "encoding": UNIT},
                                 a=[{"day": "2020-01-01", "value": 1}, {"day": "2020-02-01", "value": 2}]), tmp_path)
    assert [column.meaning for column in found.tables[0].columns] == ["horizontal axis", "vertical axis “Points”"]


@pytest.mark.parametrize("shown, value", [("1,234.5", 1234.5), ("−3", -3), ("+40", 40), ("12 percent", None), ("∞", None)])
def test_numbers_are_read_back_from_what_is_shown(shown, value):
    assert tabledata.number(shown) == value
