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


def test_every_reading_says_what_it_foretells_for_every_scenario():
    rows = scenarios.predictions()
    assert list(scenarios.PREDICTIONS) == list(falsifiers.READINGS)
    assert len(rows) == 1 + len(falsifiers.READINGS) and rows.notna().all().all() and (rows != "").all().all()
    barometer, leverage = (scenarios.PREDICTIONS[name] for name in ("barometer", "leverage"))
    assert all(a != b for a, b in zip(barometer, leverage)), "a year could not tell the two apart"
