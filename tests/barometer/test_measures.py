"""What a reader of the chapter on instruments would be misled by if it broke."""
import pandas as pd
import pytest

from barometer import events, measures, tables


@pytest.fixture(scope="module")
def uses():
    return measures.uses()


def test_every_use_in_the_table_is_booked_once(uses):
    assert len(uses) == len(tables.uses())


def test_every_note_that_marks_a_step_still_stands_in_the_table():
    assert measures.STEPS <= set(tables.uses().note.dropna())


def test_every_instrument_of_the_table_has_a_row_but_the_suspension():
    drawn = {i for rows in measures.ROWS.values() for members in rows.values() for i in members}
    assert set(tables.instruments().instrument) - drawn == {"I24"}


def test_acts_and_steps_add_up_to_the_uses():
    found = measures.inventory()
    assert found.acts.sum() + found.steps.sum() == len(tables.uses())
    assert (found.acts > 0).all(), "an instrument without an act would stand in the table with a zero"


def test_nothing_that_rests_on_memory_or_a_weak_source_is_drawn_as_certain():
    known = tables.events()
    doubtful = known[(known.day_basis == "memory") | known.standing.isin(["memory", "weak"])]
    marks = measures.matrix()
    assert set(marks[marks.title.isin(doubtful.title)].mark) <= {"uncertain"}


def test_the_fentanyl_tariff_is_ten_points_up_ten_up_and_ten_down():
    assert measures.fentanyl_layer().step.round(4).tolist() == [10, 10, -10]


def test_both_retaliations_are_found_and_smaller_than_a_point():
    answers = measures.answers()
    assert len(answers) == 2 and answers.between(0, 1).all()


def test_no_charges_before_woodside_and_most_after_it_come_with_chinese_help():
    cases = measures.cases()
    charged, woodside = cases[cases.charges], events.date("E279")
    assert not charged.together[charged.date < woodside].any()
    assert charged.together[charged.date > woodside].mean() > 0.5


def test_countermeasures_answer_the_tariff_alone():
    replies = measures.replies()
    assert set(replies[replies.how == "countermeasure"].kind) == {"tariff"}
    assert (replies[replies.kind == "tariff"].wait == 0).all()


def test_every_measure_during_the_suspension_was_answered_in_words():
    replies = measures.replies()
    during = replies[replies.date.between(events.date("E222"), events.date("E279"))]
    assert (during.how == "words").all() and len(during) > 0


def test_no_protest_is_recorded_before_december_2021_or_after_woodside_but_over_the_tariff():
    replies = measures.replies()
    outside = replies[(replies.date < "2021-12-01") | (replies.date > events.date("E279"))]
    assert outside[outside.kind != "tariff"].reply.isna().all()


def test_the_working_group_has_no_session_after_july_2024(uses):
    sessions = uses[(uses.instrument == "I32") & ~uses.step]
    assert sessions.date.tolist() == [pd.Timestamp("2024-01-30"), pd.Timestamp("2024-07-31")]
