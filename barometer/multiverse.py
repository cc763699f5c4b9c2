"""T8: every defensible set of choices at once, and what becomes of the verdict.

The measure is that of T1 and T3, the rank correlation of the cooperation reading with a series of comparison, taken for
every combination of the choices below (Steegen et al. 2016, Perspectives on Psychological Science 11; specification curve:
Simonsohn, Simmons and Nelson 2020, Nature Human Behaviour 4). All combinations are computed; none is drawn at random.
"""
from concurrent.futures import ThreadPoolExecutor
from functools import cache

import numpy as np
import pandas as pd
from scipy import stats

from barometer import outside, readings, summits, tables
from barometer.events import counts_from, is_certain, searched
from barometer.hypotheses.comovement import STEP
from barometer.hypotheses.result import ALL, SEARCHED
from barometer.readings import REPORT, STATISTICS, TIERS
from barometer.surrogates import BLOCK

LAGS = (-3, 0, 3)
"""Months by which the series of comparison is ahead of cooperation."""
COMPARED = ("tone", "risk", "us_tariff")
"""Outside measures beside the climate reading; see `barometer.outside`."""

CHOICES = {
    "half_life": (60, 90, 180, 270, 365), "deeds": (0.5, 1.0, 2.0), "certain": (False, True),
    "cooperation_as": STATISTICS, "whose": ("China and joint", "both sides"), "bundled_in_cooperation": (False, True),
    "climate_as": STATISTICS, "tiers": TIERS, "bundled_in_climate": (False, True),
    "kind": ("level", "change"), "lag": LAGS, "compared": ("climate", *COMPARED),
}
"""The choices beside coder and events left out, which depend on the data."""
SHARED = ("half_life", "deeds", "certain", "coder", "left_out")
OWN = {"cooperation": ("cooperation_as", "whose", "bundled_in_cooperation"),
       "climate": ("climate_as", "tiers", "bundled_in_climate")}


def left_out() -> dict[str, frozenset[str]]:
    """Sets of events that a specification leaves out, by name: none, each summit, all of them, the acts found by search."""
    return {"none": frozenset(), **summits.summits(), ALL: summits.every(), SEARCHED: searched()}


def choices() -> dict[str, tuple]:
    """Every dimension with its values, in the order of the arrays."""
    coders = tuple(sorted(tables.codings().coder.unique()))
    return CHOICES | {"coder": coders, "left_out": tuple(left_out())}


def _months() -> pd.PeriodIndex:
    """Months with readings: the longest lag and one step more than the months compared, on both sides."""
    return readings.month_ends().to_period("M")[readings.month_ends().to_period("M") >= readings.TESTED_FROM]


def window() -> slice:
    """The months compared: the same for every lag, so that lags differ in nothing else."""
    return slice(max(LAGS) + STEP, len(_months()) + min(LAGS))


def _readings(name: str) -> np.ndarray:
    """One reading under all its choices: shape (half_life, deeds, certain, coder, left_out, three of its own, months)."""
    every, dimensions = tables.events().sort_values(["date", "event"]), choices()
    events = every.event
    by_coder = [readings.coded(coder).set_index("event").reindex(events) for coder in dimensions["coder"]]
    value = np.array([rows.goldstein.fillna(0) for rows in by_coder])
    coded = np.array([rows.cameo.notna() for rows in by_coder])
    deed = np.array([rows.deed.eq(True) for rows in by_coder])
    tied = np.array([rows.track == "bundled" for rows in by_coder])
    if name == "cooperation":
        about = np.array([rows.track == "narcotics" for rows in by_coder])
        beijing = np.array([rows.initiator.isin(["CN", "joint"]) for rows in by_coder])
        narrowed = np.stack([beijing, np.ones_like(beijing)])
        masks = (about | np.array([False, True])[:, None, None] & tied)[None] & narrowed[:, None]
    else:
        about = np.array([rows.track == "wider" for rows in by_coder])
        narrowed = np.stack([about & readings.in_frame(every, tiers).to_numpy() for tiers in TIERS])
        masks = narrowed[:, None] | np.array([False, True])[:, None, None] & tied
    masks = np.moveaxis(masks & coded, 2, 0)  # coder, narrowed, bundled, event
    kept = np.array([~events.isin(gone) for gone in left_out().values()])
    sure = np.stack([np.ones(len(events), bool), is_certain(every).to_numpy()])
    weight = np.where(deed, np.array(dimensions["deeds"])[:, None, None], 1.0)  # deeds, coder, event
    weight = (weight[:, None, :, None, None, None] * sure[None, :, None, None, None, None]
              * kept[None, None, None, :, None, None] * masks[None, None, :, None])
    flat = weight.reshape(-1, len(events))
    worth = (weight * value[None, None, :, None, None, None]).reshape(-1, len(events))
    dates = _months().to_timestamp(how="end").normalize()
    shape = (*weight.shape[:-1], len(dates))
    found = []
    for half_life in dimensions["half_life"]:
        fading = readings.weights(counts_from(every), dates, half_life).T
        total, mass = worth @ fading, flat @ fading
        both = np.stack([total, total / np.where(mass > 0, mass, 1)])
        found.append(np.round(both, readings.DECIMALS).reshape(2, *shape))
    return np.moveaxis(np.array(found), 1, 5)  # the statistic stands before whose or tiers


def _standard(series: np.ndarray) -> np.ndarray:
    """Ranks along the months, centered and of length one, so that a product is a rank correlation."""
    rows = series.reshape(-1, series.shape[-1])
    with ThreadPoolExecutor(2) as pool:
        ranks = np.concatenate(list(pool.map(lambda part: stats.rankdata(part, axis=-1), np.array_split(rows, 8))))
    ranks = (ranks - ranks.mean(axis=-1, keepdims=True)).astype("float32")
    length = np.sqrt((ranks ** 2).sum(axis=-1, keepdims=True))
    return (ranks / np.where(length > 0, length, 1)).reshape(series.shape)


def _as(kind: str, series: np.ndarray, months: slice, lag: int = 0) -> np.ndarray:
    """The months compared of a series or of its change, `lag` months earlier."""
    start, stop = months.start - lag, months.stop - lag
    if kind == "level":
        return series[..., start:stop]
    return np.round(series[..., start:stop] - series[..., start - STEP:stop - STEP], readings.DECIMALS)


def _frame(effects: np.ndarray, names: tuple[str, ...], fixed: dict[str, str]) -> pd.DataFrame:
    """An array of effects as rows, one column a dimension; a choice that has no meaning for a comparison is missing."""
    dimensions = choices()
    places = np.indices(effects.shape, dtype="int8").reshape(len(names), -1)
    columns = {name: pd.Categorical.from_codes(place, dimensions[name]) for name, place in zip(names, places)}
    for name, value in fixed.items():
        columns[name] = pd.Categorical([value], dimensions[name]).repeat(effects.size)
    for name in set(dimensions) - set(columns):
        columns[name] = pd.Categorical.from_codes(np.full(effects.size, -1, dtype="int8"), dimensions[name])
    return pd.DataFrame({name: columns[name] for name in dimensions} | {"effect": effects.ravel()})


@cache
def _computed(fingerprint: str) -> tuple[pd.DataFrame, dict[str, tuple[float, float]]]:
    span, cooperation, climate = window(), _readings("cooperation"), _readings("climate")
    own = OWN["cooperation"]
    found, chance = [], {}
    for kind in CHOICES["kind"]:
        first = _standard(_as(kind, cooperation, span))
        groups = int(np.prod(first.shape[:len(SHARED)])), -1, first.shape[-1]
        by_lag = []
        for lag in LAGS:
            second = _standard(_as(kind, climate, span, lag))
            by_lag.append(first.reshape(groups) @ second.reshape(groups).transpose(0, 2, 1))
            if lag == 0:
                chance[kind] = _by_shift(first.reshape(groups), second.reshape(groups))
        array = np.stack(by_lag, axis=-1).reshape(*first.shape[:-1], *climate.shape[len(SHARED):-1], len(LAGS))
        found.append(_frame(array, (*SHARED, *own, *OWN["climate"], "lag"), {"kind": kind, "compared": "climate"}))

    months = _months()
    for name in COMPARED:
        series = outside.toward_better()[name].reindex(months).to_numpy()
        for kind in CHOICES["kind"]:
            second = np.stack([_as(kind, series, span, lag) for lag in LAGS])
            known = np.isfinite(second).all(axis=0)
            first = _standard(_as(kind, cooperation, span)[..., known])
            array = first @ _standard(second[:, known]).T
            found.append(_frame(array, (*SHARED, *own, "lag"), {"kind": kind, "compared": name}))
    return pd.concat(found, ignore_index=True), chance


def _by_shift(first: np.ndarray, second: np.ndarray) -> tuple[float, float]:
    """The mean effect at lag zero, and the share of turned calendars under which it is as far from zero.

    Cooperation is turned against the climate, the end joined to the beginning, by every number of months that leaves the
    two at least a block apart. The mean of products is the product of means, so one pair a group is enough.
    """
    a, b = first.mean(axis=1), second.mean(axis=1)
    n = a.shape[-1]
    by_shift = np.array([(np.roll(a, shift, axis=-1) * b).sum(axis=-1).mean() for shift in [0, *range(BLOCK, n - BLOCK + 1)]])
    return float(by_shift[0]), float(np.mean(np.abs(by_shift) >= abs(by_shift[0]) - 1e-12))


def effects() -> pd.DataFrame:
    """The rank correlation under every specification: one row each, one column a choice, and effect (−1 to +1).

    A row that compares with an outside measure has no choice of how the climate is read. About 600,000 rows with three
    coders, a third of them with one.
    """
    return _computed(tables.digest())[0].copy(deep=False)


def chance() -> dict[str, tuple[float, float]]:
    """By kind, the mean effect against the climate at lag zero and its two-sided p-value by turned calendars."""
    return _computed(tables.digest())[1]


def is_report(frame: pd.DataFrame) -> pd.Series:
    """Which rows of `effects` are the report's own specification, but for kind, lag and series of comparison."""
    own = {"half_life": REPORT.half_life, "deeds": REPORT.deeds, "certain": REPORT.certain, "coder": REPORT.coder,
           "left_out": "none", "cooperation_as": REPORT.cooperation_as, "whose": REPORT.whose,
           "bundled_in_cooperation": REPORT.bundled in ("cooperation", "both")}
    read = {"climate_as": REPORT.climate_as, "tiers": REPORT.tiers,
            "bundled_in_climate": REPORT.bundled in ("climate", "both")}
    same = np.logical_and.reduce([frame[name] == value for name, value in own.items()])
    return same & np.logical_and.reduce([frame[name].isna() | (frame[name] == value) for name, value in read.items()])
