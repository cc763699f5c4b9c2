"""Nothing stands in the tables without its passage or its source."""
import pytest

from barometer import evidence, seeds, tables
from barometer.faults import BrokenData


def test_the_evidence_of_the_report_holds():
    assert evidence.check()["events"] == len(tables.events())


@pytest.mark.parametrize("table", evidence.QUOTATIONS)
def test_a_quotation_altered_by_one_letter_is_refused(package, table):
    column = evidence.QUOTATIONS[table]
    frame = tables.read(table)
    row = frame[frame.passage.notna()].index[0]
    words = frame.at[row, column]
    middle = next(i for i in range(len(words) // 2, len(words)) if words[i].isalpha())
    package.change(table, row + 2, column, words[:middle] + "#" + words[middle + 1:])
    with pytest.raises(BrokenData) as raised:
        evidence.check(package.folder)
    [fault] = map(str, raised.value.faults)
    assert fault.startswith(f"data/{table}.csv, row {row + 2}, column {column}")


def test_an_event_without_a_source_is_refused(package):
    event = tables.events().event.iloc[7]
    package.drop("evidence", lambda row: row["event"] == event)
    with pytest.raises(BrokenData, match=f"data/events.csv, row 9, column event: no evidence.*{event}"):
        evidence.check(package.folder)


def test_evidence_that_names_neither_source_nor_passage_is_refused(package):
    row = tables.evidence().source.first_valid_index() + 2
    package.change("evidence", row, "source", "")
    with pytest.raises(BrokenData, match=f"data/evidence.csv, row {row}.*either one source or one passage"):
        evidence.check(package.folder)


def test_an_unknown_passage_is_refused_in_single_cells_and_in_lists(package):
    package.change("claims", 2, "passage", "S4.99")
    package.change("actors", 2, "passages", "S0.01; S3.88")
    with pytest.raises(BrokenData) as raised:
        evidence.check(package.folder)
    assert {fault.split("found ")[1] for fault in map(str, raised.value.faults)} == {"'S4.99'", "'S3.88'"}


def test_a_verdict_on_a_number_without_a_statistic_is_refused(package):
    figures = tables.figures()
    row = figures.index[figures.verdict == "contradicted"][0] + 2
    package.change("figures", row, "statistic", "")
    with pytest.raises(BrokenData, match=f"data/figures.csv, row {row}.*needs the statistic"):
        evidence.check(package.folder)


def test_every_row_of_the_research_record_is_joined_to_an_event():
    rows = tables.events().research_rows.explode().dropna()
    whole = rows.str.rstrip("abcdef")
    expected = {f"P{n:03d}" for n in range(1, 82)} | {f"W{n:03d}" for n in range(1, 356)}
    assert set(whole) == expected
    assert rows.is_unique


def test_an_event_that_rests_on_memory_says_so_in_all_its_evidence():
    events = tables.events().set_index("event")
    merged = tables.evidence().groupby("event").standing.agg(set)
    for event in events.index[events.standing == "memory"]:
        assert merged[event] == {"memory"}, event


def test_a_claim_from_a_machine_altered_text_is_marked_or_the_reason_is_given():
    claims = tables.claims()
    seed = claims.passage.str[:2]
    whole = claims[seed.isin(["S0", "S2"]) & ~claims.distorted.astype(bool)]
    assert whole.note.notna().all()
    assert not claims[~seed.isin(["S0", "S2"])].distorted.any()


def test_the_public_sources_of_an_event_come_with_their_address():
    event = tables.evidence().dropna(subset="source").event.iloc[0]
    found = evidence.of_event(event)
    assert found.url.dropna().str.startswith("http").all() and len(found.url.dropna())
    with pytest.raises(KeyError, match="E999"):
        evidence.of_event("E999")


def test_every_seed_has_its_file_its_checksum_and_its_row():
    assert dict(zip(tables.seeds().seed, tables.seeds().file)) == {
        seed: path.name for seed, path in seeds.seed_files().items()}


def test_every_named_person_stands_in_each_passage_given_or_is_meant_there_by_a_pronoun():
    people = tables.actors().query("kind == 'person'").set_index("actor")
    people = people[~people.name.str.contains("anonymous|\\(")]
    assert len(people) > 10
    for actor, person in people.iterrows():
        texts = " ".join(seeds.text(passage) for passage in person.passages)
        assert any(word in texts for word in person["name"].split() if len(word) > 2), actor


def test_an_event_that_a_coder_has_left_out_is_named(package):
    package.drop("codings", lambda row: row["event"] == "E051" and row["coder"] == "A")
    with pytest.raises(BrokenData, match="data/codings.csv, column event: coder A has not coded this event; found 'E051'"):
        evidence.check(package.folder)
