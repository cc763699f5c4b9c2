"""T2: who moves first, and by how long? Lags of the two readings; and everything T2 asks, gathered.

The readings are compared at lags of up to a year either way. Two smooth series agree at some lag by chance alone, so the
peak is judged against the highest correlation over all lags that surrogates reach.
"""
from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy import stats

from barometer import surrogates
from barometer.hypotheses import breaks, exclusions, shocks, waits
from barometer.hypotheses.comovement import HOW, INTERVAL, KINDS, STEP
from barometer.hypotheses.readings_together import by_month
from barometer.hypotheses.result import Result
from barometer.readings import REPORT, Specification

LAGS = np.arange(-12, 13)
"""Months by which the climate leads; negative where cooperation leads."""
NEAR = 6
"""Months on either side that the asymmetry compares: the half-life of the readings."""
HIGHEST = ("the larger of two shares, of phase-randomized and of block-permuted series whose highest correlation over all "
           f"{len(LAGS)} lags, of either sign, is as high")
UNBOUNDED = "none: the place of a peak has no value that chance would give, only an interval"


@dataclass(frozen=True)
class Lagged:
    """Correlations at every lag: observed, drawn again in blocks, and of both kinds of surrogates (draws, lags)."""

    observed: np.ndarray
    again: np.ndarray
    chance: tuple[np.ndarray, np.ndarray]
    months: np.ndarray


def _correlations(x: np.ndarray, y: np.ndarray, weights: np.ndarray | None = None) -> np.ndarray:
    """Of ranks at every lag, over the months that overlap: shape (rows, lags).

    `x`: shape (rows, months), `y`: months. With `weights` (rows, months) `x` is one row, and months count so many times.
    """
    n = len(y)
    earlier = np.arange(n)[:, None] - LAGS[None, :]
    there = (earlier >= 0) & (earlier < n)
    other, mask = np.where(there, y[earlier % n], 0.0), there.astype(float)
    w = np.ones((1, n)) if weights is None else weights
    count, sy, syy = np.split(w @ np.hstack([mask, other, other ** 2]), 3, axis=1)
    sx, sxy = np.split((w * x) @ np.hstack([mask, other]), 2, axis=1)
    sxx = (w * x * x) @ mask
    return (sxy - sx * sy / count) / np.sqrt((sxx - sx ** 2 / count) * (syy - sy ** 2 / count))


def lagged(cooperation: pd.Series, climate: pd.Series, kind: str = "level") -> Lagged:
    """The rank correlations of two monthly series at every lag; a change is the difference over three months.

    Ranks are given once, over all months; at lag 0 the value is Spearman's. Surrogates are of the first series.
    """
    both = pd.concat([cooperation, climate], axis=1)
    both = (both.diff(STEP) if kind == "change" else both).dropna()
    x, y = (stats.rankdata(both.iloc[:, column]) - (len(both) + 1) / 2 for column in (0, 1))
    n = len(x)
    counts = np.stack([np.bincount(row, minlength=n) for row in surrogates.block_draws(n)]).astype(float)
    return Lagged(_correlations(x[None], y)[0], _correlations(x[None], y, counts),
                  tuple(_correlations(make(x), y) for make in (surrogates.phase_randomized, surrogates.block_permuted)),
                  n - np.abs(LAGS))


def lags(specification: Specification = REPORT) -> pd.DataFrame:
    """The correlations by lag, ready to be drawn.

    Columns: kind (level, change), lag (months, positive where the climate moves first), correlation (of ranks), low and high
    (what 95 % of surrogates reach at this lag, the wider of two kinds), bound (what the highest over all lags reaches in
    95 % of surrogates, either sign), months (that overlap).
    """
    frame = by_month(specification)
    rows = []
    for kind in KINDS:
        found = lagged(frame.cooperation, frame.climate, kind)
        low, high = np.array([np.quantile(chance, [0.025, 0.975], axis=0) for chance in found.chance]).transpose(1, 0, 2)
        bound = max(np.quantile(np.abs(chance).max(axis=1), 0.95) for chance in found.chance)
        rows.append(pd.DataFrame({"kind": kind, "lag": LAGS, "correlation": found.observed, "low": low.min(axis=0),
                                  "high": high.max(axis=0), "bound": bound, "months": found.months}))
    return pd.concat(rows, ignore_index=True)


def _of_lags(frame: pd.DataFrame, kind: str, left_out: str) -> list[Result]:
    found = lagged(frame.cooperation, frame.climate, kind)
    shared = {"test": "T2", "n": int(found.months.max()), "of": "months", "left_out": left_out, "interval": INTERVAL}
    top = int(found.observed.argmax())
    around = np.quantile(LAGS[found.again.argmax(axis=1)], [0.025, 0.975])
    where = Result(name=f"lag-{kind}", label=f"{kind}: months by which the climate leads where the two agree best",
                   effect=float(LAGS[top]), unit="months", low=float(min(around[0], LAGS[top])),
                   high=float(max(around[1], LAGS[top])), p=float("nan"), how=UNBOUNDED, **shared)

    def result(name, label, effect, again, chance, how):
        low, high = np.quantile(again, [0.025, 0.975])
        return Result(name=f"{name}-{kind}", label=f"{kind}: {label}", effect=float(effect), unit="rank correlation",
                      low=float(min(low, effect)), high=float(max(high, effect)),
                      p=max(surrogates.p_value(effect, drawn) for drawn in chance), how=how, **shared)

    peak = result("peak", "highest correlation over all lags", found.observed[top], found.again[:, top],
                  [np.abs(chance).max(axis=1) for chance in found.chance], HIGHEST)
    sides = ((LAGS >= 1) & (LAGS <= NEAR)) / NEAR - ((LAGS <= -1) & (LAGS >= -NEAR)) / NEAR
    asymmetry = result("asymmetry", f"mean correlation where the climate leads by 1 to {NEAR} months, less that where "
                       "cooperation leads", found.observed @ sides, found.again @ sides,
                       [chance @ sides for chance in found.chance], HOW)
    return [where, peak, asymmetry]


def of_lags(specification: Specification = REPORT) -> list[Result]:
    """For level and change: the lag of the peak, the peak, the asymmetry; each also without every summit."""
    def results(specification, left_out):
        frame = by_month(specification)
        return [found for kind in KINDS for found in _of_lags(frame, kind, exclusions.MONTHS + left_out)]
    return exclusions.each(specification, results)


def t2(specification: Specification = REPORT) -> list[Result]:
    """All of T2: lags, shocks and thaws, days from a blow or a meeting to the next step, breaks."""
    return [*of_lags(specification), *shocks.after_turns(specification), *waits.to_next_step(specification),
            *breaks.near(specification)]
