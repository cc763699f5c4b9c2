"""How long the terms of an exchange held, and who delivered first: the part of T6 that needs the ledger alone.

Terms that still stand when the record ends are censored there. Both questions rest on three to five exchanges.
"""
import warnings

import numpy as np
import pandas as pd
from scipy import stats

from barometer import ledger
from barometer.hypotheses.result import Result

CHOICES = {
    "exchanges": "days that terms held, all exchanges",
    "terms": "days that terms held, exchanges over drugs whose end is known",
    "payments": "days that terms held, exchanges over drugs, each American payment once",
}
"""Two entries of 2023 share one payment: removal from the Entity List stands, what was agreed at Woodside ended. Which of
them counts is a choice, hence three answers."""

FIRST = {
    "US": "exchanges over drugs in which Washington delivered first",
    "CN": "exchanges over drugs in which Beijing delivered first",
    "together": f"exchanges over drugs delivered within {ledger.TOGETHER} days of each other",
}


def deals(which: str = "exchanges", rows: pd.DataFrame | None = None) -> pd.DataFrame:
    """The exchanges whose survival is asked, the shortest first; `rows` as `ledger.bargains`, which they are by default.

    Columns of `ledger.bargains`; held is in days, and censored where not over. Raises `KeyError` for an unknown choice.
    """
    rows = ledger.bargains() if rows is None else rows
    exchange = rows.kind == "exchange"
    chosen = {"exchanges": exchange, "terms": exchange & rows.drugs & rows.over, "payments": rows.counted}[which]
    return rows[chosen].sort_values("held", ignore_index=True)


def curve(held: pd.DataFrame) -> pd.DataFrame:
    """The share of exchanges whose terms still held (Kaplan and Meier 1958), a row where it falls, after day 0.

    `held`: columns held (days) and over. Columns: days, share, low, high (pointwise 95 % interval on the scale of log(−log);
    missing where it has no value, after the last end).
    """
    ended = held.held[held.over].to_numpy(float)
    found = stats.ecdf(stats.CensoredData(uncensored=ended, right=held.held[~held.over].to_numpy(float))).sf
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", RuntimeWarning)  # the band has no value where nothing, or everything, has ended
        band = found.confidence_interval(method="log-log")
    frame = pd.DataFrame({"days": found.quantiles, "share": found.probabilities, "low": band.low.probabilities,
                          "high": band.high.probabilities})
    start = pd.DataFrame([{"days": 0.0, "share": 1.0, "low": 1.0, "high": 1.0}])
    return pd.concat([start, frame[frame.days.isin(ended)]], ignore_index=True)


def median(which: str, rows: pd.DataFrame, left_out: str) -> Result:
    """How long terms held in the middle case; its interval is where the bands of the curve cross one half (infinite where
    they do not)."""
    held = deals(which, rows)
    falls = curve(held)
    effect, low, high = (falls.days[falls[column] <= 0.5].min() for column in ("share", "low", "high"))
    effect, high = (np.inf if np.isnan(day) else float(day) for day in (effect, high))
    low = effect if np.isnan(low) else min(float(low), effect)
    return Result("T6", f"held-{which}", CHOICES[which], effect, "days", low, high,
                  "where the log–log bands of the Kaplan–Meier curve cross one half", np.nan,
                  "none: a length of time has no rival", len(held), "exchanges", left_out)


def order(first: str, rows: pd.DataFrame, left_out: str) -> Result:
    """The share of exchanges over drugs in which one side delivered first, or both together."""
    rows = rows[(rows.kind == "exchange") & rows.drugs]
    count, n = int((rows["first"] == first).sum()), len(rows)
    low, high = stats.binomtest(count, n).proportion_ci(method="wilson")
    return Result("T6", f"first-{first}", FIRST[first], count / n, "share", min(low, count / n), max(high, count / n),
                  "Wilson’s for a share", np.nan, "none: a share of a ledger has no rival", n, "exchanges", left_out)


def asked(rows: pd.DataFrame, left_out: str) -> list[Result]:
    """All results that can be had of these rows of `ledger.bargains`."""
    found = [median(which, rows, left_out) for which in CHOICES if deals(which, rows).over.any()]
    if ((rows.kind == "exchange") & rows.drugs).any():
        found += [order(first, rows, left_out) for first in FIRST]
    return found
