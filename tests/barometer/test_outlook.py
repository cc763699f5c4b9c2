"""The outlook: base rates that a reader could count, words that fit them, predictions for every reading."""
import numpy as np
import pandas as pd
import pytest

from barometer import chronology, falsifiers, outlook, scenarios, verdict


@pytest.fixture(scope="module")
def acts():
    return chronology.acts()


@pytest.fixture(scope="module")
def rates(acts):
    return outlook.base_rates(acts)


def test_a_base_rate_is_that_of_the_chronology_and_of_a_count_day_by_day(acts, rates):
    steps = chronology.steps(acts)
    share = rates.set_index(["kind", "within"]).share
    for within in outlook.HORIZONS:
        assert share[outlook.KINDS[0], within] == pytest.approx(chronology.base_rate(steps, within))
    meetings = set(outlook.days(acts)[outlook.KINDS[3]].date)
    days = outlook.every_day(91)
    counted = [any(day + pd.Timedelta(days=n) in meetings for n in range(1, 92)) for day in days]
    assert share[outlook.KINDS[3], 91] == pytest.approx(np.mean(counted))


def test_a_longer_horizon_never_has_the_smaller_rate_and_each_lies_in_its_interval(rates):
    assert rates.groupby("kind").share.apply(lambda shares: shares.is_monotonic_increasing).all()
    assert ((rates.low <= rates.share) & (rates.share <= rates.high)).all()


def test_nothing_uncertain_counts_as_having_happened(acts):
    for kind, found in outlook.days(acts).items():
        assert len(found) and found.certain.all() and (found.date_precision == "day").all(), kind


def test_two_acts_on_one_day_are_one_day_and_the_day_itself_does_not_count():
    found = pd.DataFrame({"date": pd.to_datetime(["2020-01-10", "2020-01-10", "2020-01-20"])})
    days = pd.Series(pd.to_datetime(["2020-01-09", "2020-01-10", "2020-01-20"]))
    assert list(outlook.followed(days, found, 10)) == [True, True, False]
    assert list(outlook.followed(days, found, 10, times=2)) == [False, False, False]
    assert list(outlook.followed(days, found, 11, times=2)) == [True, False, False]


@pytest.mark.parametrize("share, word", [
    (0.03, "almost no chance"), (0.12, "very unlikely"), (0.3, "unlikely"), (0.5, "roughly even chance"), (0.7, "likely"),
    (0.9, "very likely"), (1.0, "almost certain")])
def test_the_words_of_likelihood_are_those_of_icd_203(share, word):
    assert verdict.word(share) == word


def test_a_likelihood_beyond_certainty_is_refused():
    with pytest.raises(ValueError, match="1.2"):
        verdict.word(1.2)


def test_the_months_by_climate_are_each_counted_once_and_none_is_judged_before_its_time(acts):
    rows = outlook.after_climate(chronology.steps(acts))
    last = chronology.end() - pd.Timedelta(days=182)
    assert rows.months.sum() == len(pd.date_range("2017-07-31", last, freq="ME"))
    assert (rows.with_step <= rows.months).all()


def test_of_silences_as_long_as_the_last_the_two_longest_alone_outlast_the_half_year(acts):
    """Each silence counts once, on the day on which it reached the length: its later days are the same silence."""
    steps = chronology.steps(acts)
    silent = (chronology.end() - steps.date.max()).days
    spells = outlook.long_silences(steps, silent, 182)
    assert ((spells.end - spells.start).dt.days >= silent).all() and spells.start.is_unique
    assert (spells.broken == ((spells.end - spells.start).dt.days <= silent + 182)).all()
    assert list(spells.start[~spells.broken].dt.year) == [2019, 2021]
    assert outlook.after_silence(steps, silent, 182) == (pytest.approx(5 / 7), 7)


@pytest.mark.parametrize("within, share", [(4, 0.5), (5, 1.0)])
def test_a_silence_is_judged_from_the_day_on_which_it_reached_its_length(monkeypatch, within, share):
    steps = pd.DataFrame({"date": pd.to_datetime(["2020-01-01", "2020-01-08", "2020-01-23"])})
    monkeypatch.setattr(outlook, "every_day", lambda within: pd.Series(pd.date_range("2020-01-01", "2020-02-15")))
    assert outlook.after_silence(steps.iloc[:2], 5, within) == (0.5, 2), "the last silence is still open"
    monkeypatch.setattr(outlook, "every_day", lambda within: pd.Series(pd.date_range("2020-01-01", "2020-01-20")))
    assert outlook.after_silence(steps, 5, 1) == (0.0, 2), "neither is broken on the next day"
    assert outlook.after_silence(steps, 5, 5 + within) == (share, 2)


def test_a_control_announced_and_in_force_is_one_step_and_so_are_two_acts_of_one_day(acts):
    steps = chronology.steps(acts)
    counted = outlook.once(steps)
    assert counted.date.is_unique
    assert set(steps.event) - set(counted.event) >= {"E084", "E317", "E372"}, "in force after an announcement on record"
    assert {"E083", "E312", "E014", "E005"} <= set(counted.event), "announced, or in force where no announcement is on record"
    assert counted.date.isin(steps.date).all()


def test_chance_is_that_of_a_count_turn_by_turn_and_a_step_serves_one_meeting_alone(monkeypatch):
    start, length = pd.Timestamp("2020-01-01"), 100
    monkeypatch.setattr(chronology, "presidents", lambda: pd.DataFrame({"date": [start]}))
    monkeypatch.setattr(chronology, "end", lambda: start + pd.Timedelta(days=length - 1))
    meetings = pd.Series(pd.to_datetime(["2020-01-01", "2020-01-06", "2020-02-01"]))
    one = pd.DataFrame({"date": [start + pd.Timedelta(days=50)]})
    assert outlook.by_chance(one, meetings, within=10, times=2) == pytest.approx([0, 0])
    assert outlook.by_chance(one, meetings.iloc[:1], within=10, times=1) == pytest.approx([0.1])
    two = pd.DataFrame({"date": [start + pd.Timedelta(days=day) for day in (50, 53)]})
    met = [any(turn < a <= turn + 10 and a != b and turn + 5 < b <= turn + 15 for a in (50, 53) for b in (50, 53))
           for turn in range(length)]
    assert outlook.by_chance(two, meetings.iloc[:2], within=10, times=2) == pytest.approx([np.mean(met)])


def test_every_explanation_says_what_it_foretells_for_every_scenario():
    rows = scenarios.predictions()
    assert list(scenarios.PREDICTIONS) == list(falsifiers.READINGS)
    assert len(rows) == 1 + len(falsifiers.READINGS) and rows.notna().all().all() and (rows != "").all().all()
    barometer, leverage = (scenarios.PREDICTIONS[name] for name in ("barometer", "leverage"))
    assert all(a != b for a, b in zip(barometer, leverage)), "a year could not tell the two apart"
