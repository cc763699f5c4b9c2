"""The dated record as it is drawn."""
import pandas as pd
import pytest

from barometer import chronology, tables


@pytest.fixture(scope="module")
def acts():
    return chronology.acts()


def test_nothing_from_memory_or_a_weak_source_is_drawn_as_certain(acts):
    for rows in (acts, chronology.presidents()):
        solid = rows[rows.certain]
        assert not solid.standing.isin(["weak", "memory"]).any()
        assert not (solid.day_basis == "memory").any()


def test_a_stem_points_where_its_code_points(acts):
    value = tables.cameo().set_index("cameo").goldstein
    for row in acts.dropna(subset="cameo").itertuples():
        assert row.goldstein == value[row.cameo], row.event
        assert row.direction == ("cooperation" if row.goldstein > 0 else "conflict" if row.goldstein < 0 else "neutral")


def test_only_acts_on_drugs_or_tied_to_them_are_drawn_and_each_once(acts):
    coded = tables.codings()
    coded = coded[(coded.coder == "A") & coded.track.isin(["narcotics", "bundled"])]
    assert sorted(acts.event) == sorted(coded.event)
    assert not acts.event.duplicated().any()


def test_the_strip_of_the_presidents_holds_the_known_summits_and_no_other_visitor():
    contacts = chronology.presidents().set_index("event")
    assert {"E077", "E232", "E280", "E397", "E447"} <= set(contacts.index[contacts.kind == "meeting"])
    assert contacts.at["E010", "kind"] == "call" and contacts.at["E199", "kind"] == "call"
    for visitor in ("E002", "E183", "E315", "E330"):
        assert visitor not in contacts.index
    assert contacts.place[contacts.kind == "meeting"].notna().all(), "a meeting needs its place"


def test_the_phases_follow_each_other_without_gap_to_the_end_of_the_record():
    phases = chronology.phases()
    assert (phases.end[:-1].to_numpy() == phases.start[1:].to_numpy()).all()
    assert phases.end.iloc[-1] == tables.events().date.max()


def test_every_certain_act_that_points_anywhere_is_in_one_phase(acts):
    known = acts[acts.certain & acts.direction.isin(["cooperation", "conflict"])]
    composition = chronology.composition(acts)
    assert composition.cooperation.sum() + composition.conflict.sum() == len(known)


def test_only_controls_at_home_lie_inside_the_longest_silence(acts):
    longest = chronology.silences(acts).iloc[0]
    inside = acts[(acts.date > longest.start) & (acts.date < longest.end) & (acts.goldstein > 0) & acts.certain]
    assert set(inside.cameo) <= {"060", "0832"} and (inside.initiator != "joint").all()
    assert longest.days == (longest.end - longest.start).days


def test_an_answer_in_words_is_no_measure():
    acts = chronology.acts()
    blows = chronology.blows(acts).set_index("day")
    assert blows.at[pd.Timestamp("2023-06-23"), "wait"] == 1, "the protest of the next day is an answer"
    assert blows.at[pd.Timestamp("2023-06-23"), "measure_wait"] > 365
    assert blows.at[pd.Timestamp("2025-02-01"), "measure_wait"] == 3


def test_what_a_meeting_declares_on_its_own_day_is_no_step():
    steps = pd.DataFrame({"event": ["E1", "E2"], "title": ["a", "b"],
                          "date": pd.to_datetime(["2020-01-01", "2020-01-11"])})
    found = chronology.next_step(pd.Series(pd.to_datetime(["2020-01-01", "2020-02-01"])), steps)
    assert found.wait.iloc[0] == 10 and found.event.iloc[0] == "E2"
    assert pd.isna(found.wait.iloc[1]) and found.seen.iloc[1] == (chronology.end() - pd.Timestamp("2020-02-01")).days


def test_steps_are_cooperation_on_drugs_with_china_in_it(acts):
    steps = chronology.steps(acts)
    assert set(steps.initiator) <= {"CN", "joint"} and (steps.goldstein > 0).all() and steps.certain.all()
    assert (steps.track == "narcotics").all() and (steps.date_precision == "day").all()


def test_every_turning_point_is_supported_and_in_order():
    turns = chronology.turning_points()
    assert len(turns) == len(chronology.TURNS)
    assert turns.evidence.notna().all() and turns.date.is_monotonic_increasing
    assert not turns.standing.isin(["weak", "memory"]).any()
