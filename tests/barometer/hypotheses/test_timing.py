"""T2: a planted lead is found, unrelated series are not, and what is left out really is."""
import math

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from barometer import chronology, surrogates
from barometer.hypotheses import breaks, calendars, readings_together, shocks, timing, waits
from barometer.hypotheses.result import ALL
from barometer.readings import REPORT
from barometer.summits import every, summits


def smooth(seed, n=110, fading=0.88):
    random, values = np.random.default_rng(seed), [0.0]
    for _ in range(n - 1):
        values.append(fading * values[-1] + random.normal())
    return np.array(values)


def months(values):
    return pd.Series(values, index=pd.period_range("2017-07", periods=len(values), freq="M"))


@pytest.fixture(scope="module")
def lag_results():
    return {found.name: found for found in timing.of_lags()}


@pytest.fixture(scope="module")
def wait_results():
    return {found.name: found for found in waits.to_next_step()}


@pytest.mark.parametrize("lead", [-4, 0, 5])
def test_a_planted_lead_of_the_climate_is_found_with_its_sign(lead):
    long = smooth(1, 140)
    climate, cooperation = long[15:125], long[15 - lead:125 - lead]
    found = timing.lagged(months(cooperation), months(climate), "change")
    assert timing.LAGS[found.observed.argmax()] == lead
    assert found.observed.max() == pytest.approx(1, abs=0.02)


def test_unrelated_series_rarely_pass_the_bound_over_all_lags():
    passed = 0
    for seed in range(12):
        found = timing.lagged(months(smooth(seed)), months(smooth(1000 + seed)))
        p = max(surrogates.p_value(found.observed.max(), np.abs(chance).max(axis=1)) for chance in found.chance)
        passed += p < 0.05
    assert passed <= 3


def test_at_lag_zero_and_at_others_the_correlation_is_spearmans():
    frame, found = readings_together.by_month(), timing.lags()
    level = found[found.kind == "level"].set_index("lag").correlation
    assert level[0] == pytest.approx(stats.spearmanr(frame.cooperation, frame.climate).statistic)
    later = stats.spearmanr(frame.cooperation.iloc[3:], frame.climate.iloc[:-3]).statistic
    assert level[3] == pytest.approx(later, abs=0.03)


def test_the_bound_over_all_lags_is_wider_than_the_band_at_each():
    found = timing.lags()
    assert (found.bound > found[["low", "high"]].abs().max(axis=1)).all()


def test_every_summit_and_all_of_them_are_left_out_of_the_lags(lag_results):
    assert all(set(found.without) == {*summits(), ALL} for found in lag_results.values())
    less = readings_together.by_month(REPORT.but(without=every()))
    by_hand = stats.spearmanr(less.cooperation.diff(3).dropna(), less.climate.diff(3).dropna()).statistic
    assert lag_results["peak-change"].without[ALL].effect >= by_hand - 1e-9


def test_shocks_are_the_largest_falls_and_keep_their_distance():
    climate = np.zeros(80)
    climate[20:] -= 3
    climate[23:] -= 2
    climate[50:] -= 4
    assert list(shocks.chosen(climate, "shock")) == [20, 50]
    assert list(shocks.chosen(-climate, "thaw")) == [20, 50]
    assert not len(shocks.chosen(np.linspace(0, 1, 40), "shock"))


def test_the_shocks_of_the_record_lie_half_a_year_apart():
    for _, rows in shocks.turns().groupby("turn"):
        assert (rows.month.dt.to_period("M").astype("int64").diff().dropna() >= shocks.GAP).all()


def test_a_planted_answer_to_shocks_is_found_and_the_path_agrees_with_it():
    results = {found.name: found for found in shocks.after_turns()}
    path = shocks.paths().set_index(["turn", "offset"]).change
    for turn in shocks.TURNS:
        assert path[turn, shocks.AHEAD] == pytest.approx(results[f"{turn}-from-before"].effect)
    values = np.random.default_rng(3).normal(size=100)
    values[[10, 30, 55, 80]] += 4
    found = calendars.compare(values, np.array([10, 30, 55, 80]), how=calendars.SPACED, test="T2", name="x", label="x",
                              unit="x", of="x")
    assert found.outcome == "above"


def test_chance_calendars_keep_what_they_promise():
    places = np.array([3, 4, 5, 40])
    gaps = np.sort(np.diff(places, append=places[0] + 60))
    for make in (calendars.shifted, calendars.spaced):
        drawn = np.sort(make(places, 60), axis=1)
        assert (np.sort(np.diff(drawn, append=drawn[:, :1] + 60), axis=1) == gaps).all()
    assert not (np.sort(calendars.shifted(places, 60), axis=1) == places).all(axis=1).any()


def test_a_calendar_that_knows_nothing_is_rarely_found():
    random, found = np.random.default_rng(5), 0
    for _ in range(60):
        values = pd.Series(random.normal(size=400)).rolling(30, min_periods=1).mean().to_numpy()
        places = (random.integers(400) + np.array([0, 2, 5, 9, 100, 180, 185, 300])) % 400
        found += calendars.compare(values, places, test="T2", name="x", label="x", unit="x", of="x").p < 0.05
    assert found <= 7


def test_the_median_wait_is_that_of_kaplan_and_meier():
    random = np.random.default_rng(2)
    for _ in range(20):
        seen, ended = random.integers(1, 40, size=25), random.random(25) < 0.7
        sf = stats.ecdf(stats.CensoredData(uncensored=seen[ended], right=seen[~ended])).sf
        below = sf.quantiles[sf.probabilities <= 0.5 + 1e-12]
        assert waits.median_wait(seen[None], ended[None])[0] == (below[0] if len(below) else math.inf)


def test_the_share_with_a_step_after_a_meeting_agrees_with_a_count_by_hand(wait_results):
    steps = chronology.steps(chronology.acts()).date
    days = waits.meetings()
    days = days[days <= chronology.end() - pd.Timedelta(days=90)]
    hits = [((steps > day) & (steps <= day + pd.Timedelta(days=90))).any() for day in days]
    found = wait_results["within-90-meeting"]
    assert (found.effect, found.n) == (pytest.approx(100 * np.mean(hits)), len(days))
    assert set(found.without) == set(summits())
    assert found.without["Woodside 2023"].n == found.n - 1


def test_uncertain_days_are_no_blows_unless_asked_for():
    certain, every = waits.blows(), waits.blows(uncertain=True)
    assert set(certain) < set(every) and certain.is_unique
    assert pd.Timestamp("2023-02-04") in set(certain)
    assert len(waits.blows(initiators=("US",))) + len(waits.blows(initiators=("CN",))) >= len(certain)


def test_a_planted_break_is_found_and_smooth_wandering_gives_few():
    series = np.r_[np.zeros(50), np.full(60, 3.0)] + np.random.default_rng(4).normal(size=110) / 3
    assert list(breaks.found(series)) == [50]
    frame = breaks.breaks()
    assert set(frame.reading) == {"cooperation", "climate"} and frame.kept.between(0, 1).all()
