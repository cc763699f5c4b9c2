"""T6: the ledger's shares counted by another route, timing that finds a planted price and no other, survival by hand."""
import math

import numpy as np
import pandas as pd
import pytest

from barometer import chronology, ledger
from barometer.hypotheses import leverage, survival
from barometer.summits import summits

SUMMITS = summits()


@pytest.fixture(scope="module")
def results():
    return {result.name: result for result in leverage.t6()}


def test_steps_are_those_of_the_ledger_since_2017():
    known = chronology.steps(chronology.acts())
    assert set(leverage.steps().event) == set(known.event[known.date >= "2017-01-01"])


def test_shares_are_counts_over_counts(results):
    found = ledger.steps()
    found = found[found.date >= "2017-01-01"]
    assert results["paired-exchange"].effect == pytest.approx((found.kind == "exchange").mean())
    assert results["paired-price"].effect == pytest.approx(found.number.notna().mean())
    assert results["paired-exchange"].n == len(found)
    assert results["paired-exchange"].effect <= results["paired-price"].effect <= results["paired-terms"].effect


def test_a_payment_booked_twice_is_one_price(results):
    prices = leverage.prices()
    assert results["answered"].n == len(prices) - prices.shared.sum()


def test_steps_after_a_price_are_counted_as_one_would_by_hand(results):
    rows = leverage.prices()
    days = [day for day in [*rows.opened, *rows.us_delivered_on] if not pd.isna(day)]
    hits = sum(any(0 < (date - day).days <= 90 for day in days) for date in leverage.steps().date)
    assert results["price-90"].effect == pytest.approx(hits / len(leverage.steps()))


def test_the_day_itself_is_neither_before_nor_after():
    inside = leverage._near(np.array([10]), 1, 3)
    assert inside.nonzero()[0].tolist() == [11, 12, 13]
    assert leverage._near(np.array([10]), -3, -1).nonzero()[0].tolist() == [7, 8, 9]
    day = leverage.prices().opened.iloc[0]
    assert leverage.standing(pd.DatetimeIndex([day, day + pd.Timedelta(days=1)])).tolist() == [False, True]


def test_no_price_stands_after_the_court_struck_it_down():
    days = pd.DatetimeIndex(["2019-03-01", "2022-09-01", "2025-05-01", "2026-02-19", "2026-02-20", "2026-06-01"])
    assert leverage.standing(days).tolist() == [True, False, True, True, False, False]


def test_a_planted_timing_is_found_and_a_random_one_hardly_ever():
    random, length = np.random.default_rng(1), len(leverage._record()[3])
    inside = leverage._near(random.integers(length, size=8), 1, 90)
    start = pd.Timestamp("2017-01-01")

    def p(places):
        return leverage._timed("x", "x", inside, pd.Series(start + pd.to_timedelta(places, "D")), "steps", "").p

    within = inside.nonzero()[0]
    assert p(random.choice(within, 30)) < 0.05
    assert np.mean([p(random.integers(length, size=30)) < 0.05 for _ in range(40)]) <= 0.15


def test_what_came_before_and_after_an_end_is_counted_by_hand(results):
    for end in leverage.ends().itertuples():
        lags = (leverage.steps().date - end.end).dt.days
        before, after = lags.between(-180, -1).sum(), lags.between(1, 180).sum()
        found = results[f"ended-180-{end.bargain}"]
        assert found.n == before + after and found.effect == pytest.approx(after / (before + after))
    around = leverage.around(180)
    assert results["ended-180"].n == len(around)
    assert results["ended-180"].effect == pytest.approx((around.side == "after").mean())


def test_where_the_record_ends_first_fewer_steps_are_expected_after(results):
    assert results["ended-365"].null < results["ended-90"].null == 0.5


def test_acts_around_a_summit_are_really_left_out():
    for events in SUMMITS.values():
        assert not events & set(leverage.steps(events).event)
    assert "B11" not in set(leverage.bargains(SUMMITS["Busan 2025"]).bargain)
    assert "B11" in set(leverage.bargains(SUMMITS["Osaka 2019"]).bargain)


def test_every_result_says_how_it_fares_without_the_summits_where_it_can_be_had(results):
    for name, result in results.items():
        if not name.startswith("ended-180-"):
            assert set(result.without) >= {"Mar-a-Lago 2017", "Osaka 2019"}, name


def test_the_survival_curve_is_that_of_kaplan_and_meier():
    curve = survival.curve(pd.DataFrame({"held": [10.0, 20, 30, 40], "over": [True, False, True, True]}))
    assert curve.days.tolist() == [0, 10, 30, 40]
    assert curve.share.tolist() == pytest.approx([1, 3 / 4, 3 / 8, 0])


def test_the_median_is_a_time_at_which_half_have_ended(results):
    held = survival.deals("terms").held
    assert results["held-terms"].effect == held.median()
    assert math.isinf(results["held-exchanges"].high), "five exchanges set no upper bound"
