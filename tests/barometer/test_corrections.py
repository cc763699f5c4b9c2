"""Corrections: applied on load, loud when the old value is gone."""
import pytest
import yaml

from barometer import corrections, tables
from barometer.faults import BrokenData


@pytest.fixture
def correct(package):
    """Write corrections of one poll's percentage, with changes to the entry."""
    header, row, *_ = package.rows("polls")
    poll = dict(zip(header, row))
    entry = {
        "table": "polls", "key": {name: poll[name] for name in ("pollster", "year", "question")}, "column": "percent",
        "expect": poll["percent"], "new": "1.5", "reason": "a made-up correction for a test", "source": poll["source"], "reporter": "a reader",
        "date": "2026-11-22",
    }

    def write(*changes):
        entries = [entry | change for change in changes or [{}]]
        (package.folder / "corrections.yml").write_text(yaml.safe_dump(entries), encoding="utf-8")
        return package.folder

    return write


def test_a_correction_changes_the_value_on_load_and_leaves_the_file_alone(correct, package):
    before = package.rows("polls")
    assert tables.polls(correct()).percent.iloc[0] == 1.5
    assert package.rows("polls") == before


def test_a_correction_whose_old_value_is_gone_fails_loudly(correct):
    with pytest.raises(BrokenData, match="entry 1: expected '99'"):
        tables.polls(correct({"expect": "99"}))


def test_a_correction_that_names_no_row_fails(correct):
    with pytest.raises(BrokenData, match="names 0 rows of polls"):
        tables.polls(correct({"key": {"pollster": "nobody"}}))


def test_a_correction_that_names_no_table_or_column_fails(correct):
    with pytest.raises(BrokenData) as raised:
        tables.polls(correct({"table": "weather"}, {"column": "temperature"}))
    assert ["no such table" in fault or "no such column" in fault for fault in map(str, raised.value.faults)] == [True, True]


def test_a_correction_without_a_reason_fails(correct):
    with pytest.raises(BrokenData, match="entry 1: .*too short|entry 1: .*reason"):
        tables.polls(correct({"reason": ""}))


def test_a_corrected_value_is_held_to_the_schema_too(correct):
    with pytest.raises(BrokenData, match="data/polls.csv, row 2, column percent"):
        tables.polls(correct({"new": "150"}))


def test_a_correction_without_a_known_source_fails(correct):
    with pytest.raises(BrokenData, match="no such source in data/sources.csv; found 'hearsay'"):
        tables.polls(correct({"source": "hearsay"}))


def test_every_correction_is_listed_for_the_reader_with_what_was_printed_and_what_is_used(correct):
    folder = correct({"date": "2026-11-22"}, {"column": "question", "expect": "favorable", "new": "good", "date": "2026-11-23"})
    listed = corrections.listed(folder)
    assert listed.printed.tolist()[0] == "favorable" and listed.used.tolist() == ["good", "1.5"]
    assert listed.place[1].startswith("polls, Gallup, ") and listed.place[1].endswith(": percent")


def test_a_list_of_corrections_that_cannot_be_read_is_no_empty_list(correct):
    with pytest.raises(BrokenData):
        corrections.listed(correct({"reason": ""}))
