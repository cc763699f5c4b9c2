"""The data package: what it promises, and how it refuses what breaks it."""
import pandas as pd
import pytest

from barometer import schema, tables
from barometer.events import STANDINGS
from barometer.faults import BrokenData


def test_every_table_of_the_package_has_a_loader_and_a_file_and_none_is_left_over():
    names = set(schema.tables())
    assert {path.stem for path in tables.FOLDER.glob("*.csv")} == names
    for name in names:
        loader = getattr(tables, name)
        assert loader.__name__ == name


@pytest.mark.parametrize("table", schema.tables())
def test_a_loader_gives_the_columns_of_the_schema_in_its_types(table):
    frame = getattr(tables, table)()
    types = {"date": "datetime64", "integer": "Int64", "number": "float64", "boolean": "boolean"}
    assert list(frame.columns) == [field.name for field in schema.fields(table)]
    for field in schema.fields(table):
        if field.type in types:
            assert str(frame[field.name].dtype).startswith(types[field.type]), field.name
        if field.is_list:
            assert frame[field.name].map(type).eq(tuple).all()


@pytest.mark.parametrize("table", schema.tables())
def test_a_loader_says_what_its_columns_are(table):
    for field in schema.fields(table):
        assert field.description.endswith("."), f"{table}.{field.name}"
        assert field.name in getattr(tables, table).__doc__


def test_a_number_with_a_unit_is_a_number_and_every_quantity_in_a_series_has_one():
    for name, resource in schema.tables().items():
        for field in schema.fields(name):
            if field.unit:
                assert field.type in ("number", "integer"), f"{name}.{field.name}"
            elif resource["group"] == "series":
                assert field.type != "number", f"{name}.{field.name} has no unit"


def test_a_number_changed_against_its_schema_is_refused_with_file_row_column_rule_and_value(package):
    package.change("deaths_annual", 5, "deaths", "many")
    with pytest.raises(BrokenData) as raised:
        tables.deaths_annual(package.folder)
    [fault] = map(str, raised.value.faults)
    assert "data/deaths_annual.csv, row 5, column deaths" in fault
    assert "integer" in fault and "'many'" in fault


def test_all_faults_of_all_tables_are_told_at_once(package):
    package.change("deaths_annual", 5, "deaths", "-3")
    package.change("events", 2, "tier", "C")
    package.change("tariffs", 3, "date", "2018-13-01")
    package.change("evidence", 4, "source", "no-such-source")
    with pytest.raises(BrokenData) as raised:
        tables.polls(package.folder)
    places = [fault.split(": ")[0] for fault in map(str, raised.value.faults)]
    assert sorted(places) == [
        "data/deaths_annual.csv, row 5, column deaths",
        "data/events.csv, row 2, column tier",
        "data/evidence.csv, row 4, column source",
        "data/tariffs.csv, row 3, column date",
    ]


def test_a_key_that_stands_twice_is_refused(package):
    rows = package.rows("polls")
    package.write("polls", [*rows, rows[-1]])
    with pytest.raises(BrokenData, match=f"data/polls.csv, row {len(rows) + 1}.*primary"):
        tables.polls(package.folder)


def test_a_row_with_a_cell_too_few_is_refused(package):
    rows = package.rows("polls")
    package.write("polls", [*rows[:2], rows[2][:-1], *rows[3:]])
    with pytest.raises(BrokenData, match="data/polls.csv, row 3"):
        tables.polls(package.folder)


def test_a_renamed_column_is_refused(package):
    header, *rows = package.rows("polls")
    package.write("polls", [["share" if name == "percent" else name for name in header], *rows])
    with pytest.raises(BrokenData, match="data/polls.csv.*share"):
        tables.polls(package.folder)


def test_a_missing_file_is_refused_by_name(package):
    (package.folder / "tone.csv").unlink()
    with pytest.raises(BrokenData, match="data/tone.csv: the file is missing"):
        tables.events(package.folder)


def test_a_file_that_is_not_utf_8_is_refused_with_its_row(package):
    path = package.folder / "polls.csv"
    first, rest = path.read_bytes().split(b"\n", 1)
    path.write_bytes(first + b"\n\xff" + rest)
    with pytest.raises(BrokenData, match="data/polls.csv, row 2: not UTF-8"):
        tables.polls(package.folder)


def test_a_changed_file_is_read_anew(package):
    before = tables.polls(package.folder).percent.iloc[0]
    package.change("polls", 2, "percent", str(before + 1))
    assert tables.polls(package.folder).percent.iloc[0] == before + 1


def test_a_frame_can_be_changed_without_changing_the_next(package):
    mine = tables.polls(package.folder)
    mine["percent"] = 0
    assert (tables.polls(package.folder).percent > 0).all()


def test_an_empty_cell_is_missing_and_a_list_is_a_tuple():
    events = tables.events()
    assert events.note.isna().any() and (events.note.dropna() != "").all()
    assert events.research_rows.map(len).max() > 1


def test_an_unknown_table_is_named_with_those_that_exist():
    with pytest.raises(KeyError, match="weather.*events"):
        tables.read("weather")


def test_the_csv_files_open_alike_everywhere():
    for path in tables.FOLDER.glob("*.csv"):
        content = path.read_bytes()
        assert b"\r" not in content and content.endswith(b"\n") and not content.startswith(b"\xef\xbb\xbf"), path.name
        cells = pd.read_csv(path, dtype=str, keep_default_na=False)
        for column in cells:
            assert (cells[column] == cells[column].str.strip()).all(), f"{path.name}: {column} has stray spaces"


def test_the_order_of_standings_is_that_of_the_schema():
    fields = {field["name"]: field for field in schema.resource("events")["schema"]["fields"]}
    assert list(STANDINGS) == fields["standing"]["constraints"]["enum"]


def test_a_derived_column_is_defined_once_for_an_exhibit_and_in_a_sentence():
    rows = tables.derived().explode("exhibit")
    assert not rows.duplicated(["column", "exhibit"]).any()
    assert not [words for words in rows.description if " " not in words or not words.endswith(".")]
    assert rows.unit[rows.drawing].isna().all()
