"""T1, T3, T5: what is planted is found, what is not is not, and T1 comes out the same by another road."""
import numpy as np
import pandas as pd
import pytest
from scipy import stats

from barometer import readings, surrogates
from barometer.hypotheses import need, outside_view, readings_together
from barometer.hypotheses.comovement import compare, paired
from barometer.hypotheses.result import ALL, SEARCHED, UNEVEN, adjusted
from barometer.summits import summits
from tests.barometer.test_readings import recomputed

MONTHS = pd.period_range("2017-07", periods=110, freq="M")


def drifting(*seed):
    random, values = np.random.default_rng(seed), [0.0]
    for _ in MONTHS[1:]:
        values.append(0.89 * values[-1] + random.normal())
    return pd.Series(values, MONTHS)


def test_a_planted_connection_is_found_and_its_sign_is_right():
    climate = drifting(1)
    follower = climate + 0.3 * drifting(2)
    assert compare(follower, climate, test="T1", name="x", label="x").outcome == "above"
    assert compare(-follower, climate, test="T1", name="x", label="x").outcome == "below"


def test_smooth_series_that_know_nothing_of_each_other_are_seldom_called_connected():
    found = [compare(drifting(10, run), drifting(11, run), test="T1", name="x", label="x").outcome != "open"
             for run in range(60)]
    assert np.mean(found) <= 0.1


def test_an_ordinary_p_value_would_have_called_many_of_them_connected():
    ordinary = [stats.spearmanr(drifting(10, run), drifting(11, run)).pvalue < 0.05 for run in range(60)]
    assert np.mean(ordinary) > 0.3


def test_a_change_is_the_difference_over_three_months_and_starts_three_months_later():
    series = pd.Series(np.arange(110.0) ** 2, MONTHS)
    both = paired(series, series, "change")
    assert both.index[0] == MONTHS[3] and both["first"].iloc[0] == 9.0


def test_too_few_months_or_a_constant_series_are_refused_by_name():
    with pytest.raises(ValueError, match="T3 short"):
        compare(drifting(1)[:20], drifting(2)[:20], test="T3", name="short", label="x")
    with pytest.raises(ValueError, match="T3 flat"):
        compare(drifting(1), drifting(2) * 0, test="T3", name="flat", label="x")


def test_an_independent_reader_gets_the_same_effect_for_t1():
    months = [month.to_timestamp(how="end").date() for month in readings.month_ends().to_period("M")]
    months = [day for day in months if day >= pd.Timestamp("2017-07-01").date()]
    rows = [recomputed(day, readings.REPORT) for day in months]
    cooperation, climate = ([row[name] for row in rows] for name in readings.READINGS)
    level, change = (result.effect for result in readings_together.together())
    assert level == pytest.approx(stats.spearmanr(cooperation, climate).statistic, abs=1e-9)
    moved = [[round(after - before, 9) for before, after in zip(values, values[3:])] for values in (cooperation, climate)]
    assert change == pytest.approx(stats.spearmanr(*moved).statistic, abs=1e-9)


def test_each_result_is_also_computed_without_each_summit_and_without_all():
    for result in readings_together.together():
        assert list(result.without) == [*summits(), ALL, SEARCHED, UNEVEN]
        assert all(name in other.left_out for name, other in result.without.items())
        assert len({round(other.effect, 6) for other in result.without.values()}) > 5


def test_an_outside_measure_is_turned_so_that_more_is_better():
    ours, theirs = outside_view.outside.monthly(), outside_view.outside.toward_better()
    assert (theirs.us_tariff.dropna() == -ours.us_tariff.dropna()).all() and (theirs.tone.dropna() > 0).any()


def test_adjusted_p_values_are_never_smaller():
    results = outside_view.t3()
    held = adjusted(results)
    assert all(held[result.test, result.name] >= result.p for result in results)


def test_of_two_rivals_the_one_that_drives_the_series_is_found(monkeypatch):
    climate, deaths = drifting(21), drifting(22)
    monkeypatch.setattr(need, "by_month", lambda _: pd.DataFrame({"cooperation": deaths + 0.2 * drifting(23), "climate": climate}))
    monkeypatch.setattr(need, "harm", lambda: pd.DataFrame({"deaths": deaths}))
    found = {result.name: result for result in need.rivals()}
    assert found["rivals-deaths-level"].outcome == "above" and found["rivals-climate-level"].outcome == "open"


def test_the_draws_are_seeded():
    first = readings_together.together()[0]
    surrogates.block_orders.cache_clear()
    surrogates.block_draws.cache_clear()
    again = readings_together.together()[0]
    assert (first.p, first.low, first.high) == (again.p, again.low, again.high)
