"""Do two smooth series move together? The comparison behind T1, T3 and T5.

The measure is Spearman's rank correlation. Its interval comes from months drawn in circular blocks, on the scale of
Fisher's z; its p-value from two kinds of surrogates of the first series, of which the less favorable counts.
"""
import numpy as np
import pandas as pd
from scipy import stats

from barometer import surrogates
from barometer.hypotheses.result import Result
from barometer.readings import DECIMALS

STEP = 3
"""Months over which a change is taken."""
KINDS = ("level", "change")
INTERVAL = f"months drawn in blocks of {surrogates.BLOCK}"
HOW = "the larger of two shares, of phase-randomized and of block-permuted series as far from zero"


def paired(first: pd.Series, second: pd.Series, kind: str = "level") -> pd.DataFrame:
    """The months that both series have, as columns first and second, in level or in change."""
    return taken(pd.concat([first, second], axis=1, keys=["first", "second"]), kind).dropna()


def taken(series: pd.DataFrame, kind: str) -> pd.DataFrame:
    """Series as they are (level), or their difference over three months (change)."""
    # Rounded again, so that months in which nothing happened tie in change as they do in level.
    return series.diff(STEP).round(DECIMALS) if kind == "change" else series


def compare(first: pd.Series, second: pd.Series, *, test: str, name: str, label: str, kind: str = "level",
            left_out: str = "nothing") -> Result:
    """The rank correlation of two monthly series on one monthly index.

    Raises `ValueError` where they share fewer months than two blocks or one of them does not vary.
    """
    both = paired(first, second, kind)
    if len(both) < 2 * surrogates.BLOCK or both.nunique().min() < 3:
        raise ValueError(f"{test} {name}: {len(both)} months in common are too few, or a series does not vary")
    x, y = (stats.rankdata(both[column]) for column in both)
    effect = float(surrogates.correlations(y, x[None])[0])
    chance = [surrogates.correlations(y, make(x)) for make in
              (surrogates.phase_randomized, surrogates.block_permuted)]
    spread = np.std(np.arctanh(np.clip(_again(x, y), -0.999, 0.999)))
    middle = np.arctanh(np.clip(effect, -0.999, 0.999))
    low, high = np.tanh([middle - 1.96 * spread, middle + 1.96 * spread])
    return Result(test, name, label, effect, "rank correlation", float(min(low, effect)), float(max(high, effect)), INTERVAL,
                  max(surrogates.p_value(effect, drawn) for drawn in chance), HOW, len(both), "months", left_out)


def _again(x: np.ndarray, y: np.ndarray) -> np.ndarray:
    """The correlation of the ranks in months drawn again: shape (draws,)."""
    months = surrogates.block_draws(len(x))
    a, b = x[months], y[months]
    a, b = a - a.mean(axis=1, keepdims=True), b - b.mean(axis=1, keepdims=True)
    return (a * b).sum(axis=1) / np.sqrt((a ** 2).sum(axis=1) * (b ** 2).sum(axis=1))
