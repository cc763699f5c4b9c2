"""T4: do China's controls follow decisions of the UN drug commission, as an obligation would have it, at a steady delay?

The lag runs from the commission's decision to the day on which China's control took effect. Substances that share both
days are one pair; pairs known to the day alone are used. China's lists come out now and then, so that a
steady delay cannot be exact: it is granted a wait of up to a year for the next list.
"""
import numpy as np
import pandas as pd

from barometer import chronology, readings, supply, surrogates
from barometer.hypotheses import calendars
from barometer.hypotheses.result import Result

YEAR = 365
WITHIN = (180, 365, 730)
UNNAMED = frozenset({"E308", "E372"})
"""Controls of classes or batches of which the UN is known to have listed members before, which the table does not name:
46 substances of 2024 and the nitazenes of 2025."""
EXACT = "Clopper and Pearson’s for a share, as if each came for itself"
FEWER = "China’s dates known to the month or year alone, and UN dates from memory"


def pairs() -> pd.DataFrame:
    """UN decisions with the Chinese controls that took them up. Columns: un_decision, china_controlled, names (of the
    substances, joined), days (the lag; negative where China came first)."""
    lags = supply.control_lags()
    lags = lags[(lags.un_precision == "day") & (lags.china_precision == "day")]
    return lags.groupby(["un_decision", "china_controlled"], as_index=False).agg(names=("short", ", ".join),
                                                                                   days=("days", "first"))


def variation(lags: np.ndarray) -> np.ndarray:
    """Coefficient of variation along the last axis."""
    return lags.std(axis=-1, ddof=1) / lags.mean(axis=-1)


def _steady(lags: np.ndarray, least: float, words: str, name: str) -> Result:
    """The spread of the lags against a delay of `least` days and an even wait of up to a year."""
    chance = variation(least + YEAR * surrogates.generator(12).random((surrogates.DRAWS, len(lags))))
    effect, null = float(variation(lags)), float(np.median(chance))
    again = lags[surrogates.generator(13).integers(len(lags), size=(surrogates.DRAWS, len(lags)))]
    low, high = np.quantile(variation(again), [0.025, 0.975])
    return Result("T4", name, f"coefficient of variation of the UN lag, against a steady delay of {words} and a wait of up to "
                  "a year for the next list", effect, "standard deviations per mean", float(min(low, effect)),
                  float(max(high, effect)), "pairs drawn again", surrogates.p_value(effect - null, chance - null),
                  "share of draws from the steady delay as far from its median", len(lags), "pairs of decision and control",
                  f"pairs in which China came first; {FEWER}", null)


def _soon(within: int) -> Result:
    """The share of UN decisions taken up within so many days, against the calendar of those controls shifted."""
    from scipy import stats

    frame = pairs()
    span = pd.date_range(readings.FIRST.to_timestamp(), chronology.end())
    days = np.sort(frame.china_controlled.unique())
    which = np.searchsorted(days, frame.china_controlled)
    places = span.get_indexer(days)
    turned = span.to_numpy()[calendars.shifted(places, len(span))][:, which]
    lags = (turned - frame.un_decision.to_numpy()) / np.timedelta64(1, "D")
    chance = 100 * ((lags > 0) & (lags <= within)).mean(axis=1)
    kept = frame.days.between(1, within)
    interval = stats.binomtest(int(kept.sum()), len(frame)).proportion_ci(method="exact")
    effect, null = 100 * float(kept.mean()), float(chance.mean())
    return Result("T4", f"un-within-{within}", f"share of pairs in which China’s control came within {within} days after the "
                  "UN’s decision", effect, "percent", 100 * interval.low, 100 * interval.high, EXACT,
                  surrogates.p_value(effect - null, chance - null), calendars.SHIFTED, len(frame),
                  "pairs of decision and control", f"decisions for which the table has no Chinese control; {FEWER}", null)


def _before(controls: pd.DataFrame, unnamed: bool) -> Result:
    from scipy import stats

    own = controls[controls.in_table]
    had = own.un_before | (unnamed & own.event.isin(UNNAMED))
    interval = stats.binomtest(int(had.sum()), len(own)).proportion_ci(method="exact")
    return Result("T4", f"un-before{'-unnamed' if unnamed else ''}", "share of controls with a UN decision before them"
                  + (", unnamed members of a class or batch counted too" if unnamed else " on a substance named in the table"),
                  100 * float(had.mean()), "percent", 100 * interval.low, 100 * interval.high, EXACT, float("nan"),
                  "none: obligation alone would have all of them", len(own), "controls", "notices to industry", 100.0)


def after_the_un(controls: pd.DataFrame) -> list[Result]:
    """What obligation predicts of the lags and of the controls. `controls`: as `barometer.hypotheses.controls.controls`."""
    lags = pairs().days.to_numpy(float)
    lags = lags[lags > 0]
    return [_steady(lags, 0, "no time at all", "un-lag-spread"),
            _steady(lags, lags.min(), f"{lags.min():.0f} days, the shortest seen,", "un-lag-spread-shortest"),
            *(_soon(within) for within in WITHIN), _before(controls, False), _before(controls, True)]
