"""Surrogates keep what they promise to keep, and p-values from them do not cry wolf."""
import numpy as np
import pytest
from scipy import stats

from barometer import surrogates


def smooth(months, *seed):
    """A series that forgets slowly, like a reading with a half-life of six months."""
    random, values = np.random.default_rng(seed), np.zeros(months)
    for month in range(1, months):
        values[month] = 0.89 * values[month - 1] + random.normal()
    return values


@pytest.mark.parametrize("make", [surrogates.phase_randomized, surrogates.block_permuted])
def test_a_surrogate_holds_the_values_of_the_series_in_another_order(make):
    series = smooth(110, 1)
    drawn = make(series, 50)
    assert drawn.shape == (50, 110)
    assert np.allclose(np.sort(drawn, axis=1), np.sort(series))
    assert (drawn != series).any(axis=1).all()


@pytest.mark.parametrize("make", [surrogates.phase_randomized, surrogates.block_permuted])
def test_a_surrogate_is_about_as_smooth_as_the_series(make):
    series = smooth(110, 2)

    def stickiness(values):
        return np.corrcoef(values[:-1], values[1:])[0, 1]

    drawn = np.mean([stickiness(values) for values in make(series, 100)])
    assert stickiness(series) > 0.7 and drawn > stickiness(series) - 0.2


def test_every_month_is_drawn_in_runs_of_a_block_and_equally_often():
    months = surrogates.block_draws(100, 3000, 10)
    assert months.shape == (3000, 100)
    steps = np.diff(months[:, :10], axis=1) % 100
    assert (steps == 1).all()
    counts = np.bincount(months.ravel(), minlength=100) / 3000
    assert counts == pytest.approx(np.ones(100), abs=0.15)


def test_the_same_draws_come_at_every_run():
    series = smooth(60, 3)
    assert np.array_equal(surrogates.phase_randomized(series, 5), surrogates.phase_randomized(series, 5))
    surrogates.block_orders.cache_clear()
    first = surrogates.block_orders(60, 5)
    surrogates.block_orders.cache_clear()
    assert np.array_equal(first, surrogates.block_orders(60, 5))


def test_a_p_value_counts_the_observation_itself_and_both_sides():
    assert surrogates.p_value(0.5, np.array([0.1, -0.6, 0.2])) == pytest.approx(2 / 4)
    assert surrogates.p_value(2.0, np.zeros(99)) == pytest.approx(1 / 100)


def test_of_ranks_the_correlation_is_spearmans():
    x, y = smooth(80, 4), smooth(80, 5)
    found = surrogates.correlations(stats.rankdata(y), stats.rankdata(x)[None])[0]
    assert found == pytest.approx(stats.spearmanr(x, y).statistic)
