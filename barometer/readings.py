"""The two readings of the barometer, for any specification.

The cooperation reading `C(t)` is made of acts on narcotics, the climate reading `R(t)` of acts in the wider relationship.
Each act carries the Goldstein value of its CAMEO code and fades: `a` days after the act it weighs `w · 0.5 ** (a / h)`,
with the half-life `h` in days and `w` the weight of deeds where the act is a deed and 1 where it is words.

- A reading belongs to the last day of a month. An act of that very day counts in full; several acts of one day count each.
- An act of which only the month is known counts from the last day of that month: it had happened by then.
- `mean` is the weighted mean of the values (of what kind the acts were). `sum` is the weighted sum (how much happened),
  times ln 2 · 365.25 / h: points a year, because a longer half-life would otherwise only add up more of the past.
  Cooperation is read as a sum, because a mean would stay high through years in which nothing at all is done; the climate
  as a mean, because the chronologies behind it grow denser, and a sum would take a busier chronicler for a stormier year.
- Before its first act a reading is missing; after it, it never is. Values are rounded to nine decimals, so that a mean
  stays exactly what it was through months without an act, and ranks tie where nothing happened.
- Acts without a code (no addressee, or no event by the codebook) are in neither reading.
"""
import math
from dataclasses import dataclass, replace
from functools import cache

import numpy as np
import pandas as pd

from barometer import tables
from barometer.events import counts_from, is_certain

DEEDS = ("06", "07", "08", "14", "15", "16", "17", "18", "19", "20")
"""CAMEO roots that are acts and not words: material cooperation and material conflict."""

READINGS = ("cooperation", "climate")
STATISTICS = ("sum", "mean")
TIERS = ("A", "A and B", "even")
EVEN_FIELDS, TARIFF_FRAME = ("leaders", "diplomacy"), "PIIE"
DECIMALS = 9
FIRST = pd.Period("2015-01", "M")
TESTED_FROM = pd.Period("2017-07", "M")
"""First month that the tests use: the wider record sets in in January 2017, and a reading needs a half-life of acts."""


@dataclass(frozen=True)
class Specification:
    """One complete set of choices. The defaults are the report's own.

    `half_life` in days; `cooperation_as` and `climate_as`: sum or mean; `whose`: China and joint (what cooperation does
    Beijing give) or both sides (how do the two behave), for the cooperation reading alone; `bundled`: the reading in which acts tied to
    narcotics from another field count (neither, cooperation, climate, both); `deeds`: weight of deeds, words weighing 1;
    `tiers`: wider events of tier A alone, of A and B, or of tier A only contacts of leaders, diplomacy and steps of the tariffs
    ("even"), of which the frames hold about as many in every year; `certain`: leave out acts whose happening or day rests on memory or
    a weak source; `coder`; `without`: events left out. Raises `ValueError`, naming it, for a value that is no choice.
    """

    half_life: float = 180
    cooperation_as: str = "sum"
    climate_as: str = "mean"
    whose: str = "China and joint"
    bundled: str = "neither"
    deeds: float = 1
    tiers: str = "A"
    certain: bool = False
    coder: str = "A"
    without: frozenset[str] = frozenset()

    def __post_init__(self):
        choices = {"cooperation_as": STATISTICS, "climate_as": STATISTICS, "whose": ("China and joint", "both sides"),
                   "bundled": ("neither", *READINGS, "both"), "tiers": TIERS}
        for name, allowed in choices.items():
            if getattr(self, name) not in allowed:
                raise ValueError(f"{name}={getattr(self, name)!r} is none of {', '.join(allowed)}")
        for name in ("half_life", "deeds"):
            if isinstance(getattr(self, name), str):
                raise ValueError(f"{name}={getattr(self, name)!r} is no number")
        if not self.half_life > 0 or self.deeds < 0:
            raise ValueError("half_life must be positive and deeds not negative")
        if isinstance(self.without, str) or self.without and set(self.without) - set(tables.events().event):
            raise ValueError(f"without={self.without!r} is no set of known events")

    def but(self, **changes) -> "Specification":
        """The same with some choices changed."""
        return replace(self, **changes)


REPORT = Specification()


@cache
def _coded(coder: str, fingerprint: str) -> pd.DataFrame:
    codings = tables.codings()
    codings = codings[codings.coder == coder].drop(columns="note")
    if codings.empty:
        raise KeyError(f"no codings by coder {coder}")
    rows = codings.dropna(subset="cameo").merge(tables.cameo()[["cameo", "goldstein"]], on="cameo").merge(
        tables.events()[["event", "date", "date_precision", "day_basis", "standing", "tier", "field", "frames", "research_rows"]], on="event")
    rows = rows.assign(day=counts_from(rows), deed=rows.cameo.str[:2].isin(DEEDS))
    return rows.sort_values(["day", "event"], ignore_index=True)


def coded(coder: str = REPORT.coder) -> pd.DataFrame:
    """All acts to which a coder gave a code, in order of day.

    Columns of `tables.codings` without its note; date, date_precision, day_basis, standing, tier, field, frames,
    research_rows (of the event); goldstein (−10 to +10); day (from which the act counts); deed (whether it is an act and
    not words). Raises `KeyError` where the coder has coded nothing.
    """
    return _coded(coder, tables.digest()).copy()


def in_frame(rows: pd.DataFrame, tiers: str) -> pd.Series:
    """Which events belong to the wider record under a rule of `TIERS`. `rows`: columns tier, field, frames."""
    if tiers == "A and B":
        return rows.tier.notna()
    main = rows.tier.isin(["N", "A"])
    if tiers == "A":
        return main
    return main & (rows.field.isin(EVEN_FIELDS) | rows.frames.map(lambda frames: TARIFF_FRAME in frames))


def acts(specification: Specification = REPORT) -> pd.DataFrame:
    """The coded acts that count, one row per act and reading, in order of day.

    Columns: event, day (from which the act counts), reading (cooperation or climate), goldstein (−10 to +10), deed
    (whether it is an act and not words), weight (1, or the weight of deeds). Raises `KeyError` where the coder has coded nothing.
    """
    rows = coded(specification.coder)
    rows["weight"] = np.where(rows.deed, specification.deeds, 1.0)

    tied = rows.track == "bundled"
    joins = {name: tied & (specification.bundled in (name, "both")) for name in READINGS}
    cooperation = (rows.track == "narcotics") | joins["cooperation"]
    if specification.whose == "China and joint":
        cooperation &= rows.initiator.isin(["CN", "joint"])
    climate = (rows.track == "wider") & in_frame(rows, specification.tiers) | joins["climate"]
    kept = ~rows.event.isin(specification.without)
    if specification.certain:
        kept &= is_certain(rows)

    found = pd.concat([rows[mask & kept].assign(reading=name) for name, mask in
                       zip(READINGS, (cooperation, climate))])
    columns = ["event", "day", "reading", "goldstein", "deed", "weight"]
    return found[columns].sort_values(["day", "event", "reading"], ignore_index=True)


def month_ends() -> pd.DatetimeIndex:
    """The last days of the months from January 2015 to that of the last event."""
    last = tables.events().date.max().to_period("M")
    return pd.period_range(FIRST, last, freq="M").to_timestamp(how="end").normalize()


def weights(days: pd.Series, dates: pd.DatetimeIndex, half_life: float) -> np.ndarray:
    """What fading leaves of each act at each date: shape (dates, acts), 0 before the act."""
    age = (dates.to_numpy()[:, None] - days.to_numpy()[None, :]) / np.timedelta64(1, "D")
    return np.where(age >= 0, 0.5 ** (np.clip(age, 0, None) / half_life), 0.0)


def per_year(half_life: float) -> float:
    """What makes a faded sum a rate: the weight that a year of acts keeps, taken as one."""
    return math.log(2) * 365.25 / half_life


def read(dates: pd.DatetimeIndex, specification: Specification = REPORT) -> pd.DataFrame:
    """Both readings at any dates: index date; columns cooperation, climate (Goldstein values, or points a
    year where a reading is taken as a sum)."""
    counted, dates = acts(specification), pd.DatetimeIndex(dates)
    found = {}
    for name in READINGS:
        rows = counted[counted.reading == name]
        share = weights(rows.day, dates, specification.half_life) * rows.weight.to_numpy()
        total, weight = share @ rows.goldstein.to_numpy(), share.sum(axis=1)
        statistic = getattr(specification, f"{name}_as")
        value = total * per_year(specification.half_life) if statistic == "sum" else total / np.where(weight > 0, weight, 1)
        found[name] = np.where(weight > 0, np.round(value, DECIMALS), np.nan)
    return pd.DataFrame(found, index=pd.DatetimeIndex(dates, name="date"))


def monthly(specification: Specification = REPORT) -> pd.DataFrame:
    """Both readings at the end of every month; see `read`."""
    return read(month_ends(), specification)


def tested(months: pd.DataFrame) -> pd.DataFrame:
    """The months that the tests use, of a frame or series by day such as `monthly`."""
    return months.loc[TESTED_FROM.start_time:]


def at(date: str | pd.Timestamp, specification: Specification = REPORT) -> pd.Series:
    """Both readings on one day; see `read`."""
    return read(pd.DatetimeIndex([pd.Timestamp(date)]), specification).iloc[0]
