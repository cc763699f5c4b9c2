"""Counts and intervals behind the rates of the chapter on instruments, and the words that rest on them."""
import pytest

from barometer import events, frequency


def test_the_periods_join_without_gap_or_overlap():
    whole = (frequency.tables.events().date.max() - frequency.START).days / frequency.YEAR
    assert frequency.exposure().sum() == pytest.approx(whole)


def test_every_day_counted_lies_in_its_period():
    days = frequency.acts()
    inside = days.period == "suspended"
    assert days[inside].date.between(events.date("E222"), events.date("E279")).all()
    assert days[days.period == "after"].date.min() >= events.date("E279")
    assert frequency.rates()["count"].sum() == len(days)


def test_the_interval_is_the_one_of_the_published_tables():
    low, high = frequency.interval(10, 1)
    assert (low, high) == (pytest.approx(4.795, abs=1e-3), pytest.approx(18.39, abs=1e-2))
    assert frequency.interval(0, 1) == (0, pytest.approx(3.689, abs=1e-3))


def test_the_interval_of_charges_includes_no_difference_as_the_chapter_says():
    found = frequency.ratio("US charges and sanctions, alone", "suspended", ["before", "after"])
    assert found["low"] < 1 < found["high"]


def test_joint_acts_rose_beyond_chance_as_the_chapter_says():
    assert frequency.ratio("Joint acts", "after", ["before"])["low"] > 1


def test_the_joint_acts_before_the_suspension_end_in_2019():
    days = frequency.acts()
    before = days[(days.family == "Joint acts") & (days.period == "before")].date
    assert before.max() == events.date("E114")


def test_no_chinese_control_took_effect_during_the_suspension():
    rates = frequency.rates().set_index(["family", "period"])["count"]
    assert rates["China’s controls", "suspended"] == 0


def test_joint_acts_stand_in_every_year_from_2015_to_2019_and_in_none_from_2020_to_2022():
    found = frequency.measures.uses()
    years = set(found[found.together].date.dt.year)
    assert {2015, 2016, 2017, 2018, 2019} <= years and not years & {2020, 2021, 2022}
