"""The ladder of cooperation at any date: the level that the latest evidence supports, and since when.

A level is supported by acts of the last 180 days that show it. The reading is the highest level supported after the last
declared suspension; where nothing above accusation is supported it is dormant, and where a suspension stands and nothing
lifts it, suspended. Levels above the reading are absent from the evidence, not refuted by it.
"""
from dataclasses import dataclass

import numpy as np
import pandas as pd

from barometer import readings, tables
from barometer.events import counts_from, is_certain
from barometer.readings import REPORT

NAMES = ("suspended", "dormant", "talk", "channel", "rules", "operations")
"""Levels 0 to 5, as in the codebook."""
WINDOW = 180
"""Days for which an act is evidence of the state: the half-life of the readings."""
WINDOWS = (120, 180, 270)
"""Of the interval."""
SUSPENDED, DORMANT = 0, 1


@dataclass(frozen=True)
class Rung:
    """One level on one day: `level` 0 to 5, `name`, `since` (first day of the unbroken time at this level), `low` and
    `high` (over windows, coders, and with and without uncertain acts), `events` (the acts that show it, latest first)."""

    level: int
    name: str
    since: pd.Timestamp
    low: int
    high: int
    events: tuple[str, ...]


def evidence(coder: str = REPORT.coder, certain: bool = False) -> pd.DataFrame:
    """Acts that show a level, in order of day.

    Columns: event, day, level (0 to 5), title, initiator, date_precision (day; or month, whose last day `day` then is).
    """
    codings = tables.codings()
    codings = codings[(codings.coder == coder) & codings.ladder.notna()]
    rows = codings[["event", "ladder", "initiator"]].merge(tables.events().drop(columns="initiator"), on="event")
    rows = rows[is_certain(rows)] if certain else rows
    rows = rows.assign(day=counts_from(rows), level=rows.ladder.astype(int))
    columns = ["event", "day", "level", "title", "initiator", "date_precision"]
    return rows[columns].sort_values(["day", "event"], ignore_index=True)


def levels(dates: pd.DatetimeIndex, window: int = WINDOW, coder: str = REPORT.coder, certain: bool = False) -> pd.Series:
    """The level on each date; index date, missing before the first act."""
    rows = evidence(coder, certain)
    shown, level = rows.day.to_numpy(), rows.level.to_numpy()
    found = [_level(shown, level, date, window) for date in pd.DatetimeIndex(dates).to_numpy()]
    return pd.Series(found, index=pd.DatetimeIndex(dates, name="date"), dtype="Int64", name="level")


def _level(days: np.ndarray, level: np.ndarray, date: np.datetime64, window: int):
    known = days <= date
    if not known.any():
        return pd.NA
    suspended = known & (level == SUSPENDED)
    if suspended.any():
        last = days[suspended].max()
        known &= days > last
        if not (known & (level > DORMANT)).any():
            return SUSPENDED
    standing = known & (days > date - np.timedelta64(window, "D"))
    return max(int(level[standing].max()), DORMANT) if standing.any() else DORMANT


def monthly() -> pd.DataFrame:
    """The ladder at the end of every month. Columns: date, level, low, high; months before the first act are left out."""
    dates = readings.month_ends()
    every = _variants(dates)
    frame = pd.DataFrame({"date": dates, "level": levels(dates).to_numpy(),
                          "low": every.min(axis=1).to_numpy(), "high": every.max(axis=1).to_numpy()})
    return frame.dropna(ignore_index=True).astype({"level": int, "low": int, "high": int})


def _variants(dates: pd.DatetimeIndex) -> pd.DataFrame:
    coders = sorted(tables.codings().coder.unique())
    return pd.concat([levels(dates, window, coder, certain) for window in WINDOWS for coder in coders
                      for certain in (False, True)], axis=1).astype("Float64")


def at(date: str | pd.Timestamp) -> Rung:
    """The level on one day. Raises `ValueError` for a day before the first act."""
    day = pd.Timestamp(date)
    rows = evidence()
    if not (rows.day <= day).any():
        raise ValueError(f"no act shows a level by {day:%Y-%m-%d}")
    level = int(levels(pd.DatetimeIndex([day])).iloc[0])
    # A level can only change on the day of an act or when one leaves the window.
    turns = pd.DatetimeIndex(pd.concat([rows.day, rows.day + pd.Timedelta(days=WINDOW)]).drop_duplicates().sort_values())
    turns = turns[turns <= day]
    before = levels(turns)
    other = before[(before != level).fillna(True)]
    since = turns[turns > other.index[-1]][0] if len(other) else turns[0]
    every = _variants(pd.DatetimeIndex([day])).iloc[0]
    shown = rows[(rows.level == level) & (rows.day <= day) & (rows.day > day - pd.Timedelta(days=WINDOW))]
    return Rung(level, NAMES[level], since, int(every.min()), int(every.max()), tuple(shown.event[::-1]))


def supported(date: str | pd.Timestamp) -> pd.DataFrame:
    """Each level with the last act that shows it, by one day: what the state is made of.

    Columns: level, name, event, title, day (missing where none), date_precision, shown (the day, or the month where no day
    is known, in words), days (since then), standing (True within the window).
    """
    day, rows = pd.Timestamp(date), evidence()
    last = rows[rows.day <= day].drop_duplicates("level", keep="last")
    every = pd.DataFrame({"level": range(len(NAMES)), "name": NAMES})
    frame = every.merge(last.drop(columns="initiator"), on="level", how="left")
    days = (day - frame.day).dt.days
    words = [None if pd.isna(row.day) else f"{row.day:%B %Y}" if row.date_precision == "month" else f"{row.day:%B %-d, %Y}"
             for row in frame.itertuples()]
    return frame.assign(shown=words, days=days, standing=np.asarray(days < WINDOW))
