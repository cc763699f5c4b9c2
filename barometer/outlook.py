"""What the record can say about a year it has not seen: base rates with intervals, and what a calm or a storm foretold.

A base rate is the share of all days from February 2017, when the wider record has its first contact of the presidents, that
were followed within a horizon by an act of a kind. It takes the coming year for a year like those on record.
"""
import numpy as np
import pandas as pd
from scipy import stats

from barometer import chronology, readings, surrogates, tables
from barometer.readings import REPORT, Specification
from barometer.verdict import word

HORIZONS = {91: "3 months", 182: "6 months", 365: "12 months"}
"""Days of each horizon, and its name."""

KINDS = ("A step by China or by both", "A joint case, or arrests in China", "A control or rule by China",
         "A meeting of the presidents", "Cooperation declared suspended")


def days(acts: pd.DataFrame) -> dict[str, pd.DataFrame]:
    """The acts of each of `KINDS`, certain and known to the day; columns of `acts` (`chronology.acts`).

    A step is an act of cooperation on drugs by China or by both. The presidents meet in person.
    """
    steps, contacts = chronology.steps(acts), chronology.presidents()
    known = acts[acts.certain & (acts.date_precision == "day")]
    return dict(zip(KINDS, (
        steps, steps[steps.cameo == "063"], steps[steps.cameo.isin(chronology.AT_HOME)],
        contacts[contacts.kind == "meeting"], known[known.cameo == "164"])))


def followed(dates: pd.Series, found: pd.DataFrame, within: int, times: int = 1) -> pd.Series:
    """Whether each of `dates` was followed by one of `found` within so many days, the day itself not counting; with
    `times`, by acts on so many different days."""
    known = np.append(found.date.drop_duplicates().sort_values().to_numpy(), [np.datetime64("NaT")] * times)
    place = np.searchsorted(known[:-times], dates.to_numpy(), side="right") + times - 1
    return pd.Series((known[place] - dates.to_numpy()) / np.timedelta64(1, "D") <= within, index=dates.index)


def every_day(within: int) -> pd.Series:
    """The days that can be judged: from the first contact of the presidents to the horizon's length before the end."""
    return pd.Series(pd.date_range(chronology.presidents().date.min(), chronology.end() - pd.Timedelta(days=within)))


def base_rates(acts: pd.DataFrame) -> pd.DataFrame:
    """How often an act of each kind came within each horizon.

    Columns: kind, acts (count in the days judged), within (days), horizon (in words), share, low, high (0 to 1; 95 %
    interval of months drawn in circular blocks of twelve), word (ICD 203). For an act that happened once the interval
    says little.
    """
    rows = []
    for kind, found in days(acts).items():
        for within, horizon in HORIZONS.items():
            dates = every_day(within)
            hit = followed(dates, found, within)
            months = hit.groupby(dates.dt.to_period("M")).agg(["sum", "size"])
            drawn = surrogates.block_draws(len(months))
            total = months.to_numpy()[drawn].sum(axis=1)
            low, high = np.quantile(total[:, 0] / total[:, 1], [0.025, 0.975])
            seen = int((found.date >= dates.iloc[0]).sum())
            rows.append((kind, seen, within, horizon, float(hit.mean()), float(low), float(high), word(hit.mean())))
    return pd.DataFrame(rows, columns=["kind", "acts", "within", "horizon", "share", "low", "high", "word"])


def after_climate(steps: pd.DataFrame, within: int = 182, specification: Specification = REPORT) -> pd.DataFrame:
    """What followed a calm and what followed a storm: months' ends by the climate reading.

    Columns: climate (in words), months (month's ends judged), with_step (of these, followed by a step within so many
    days), share (0 to 1), mean (steps in that time).
    """
    climate = readings.tested(readings.monthly(specification)).climate
    judged = climate[climate.index <= chronology.end() - pd.Timedelta(days=within)]
    low, middle = climate.quantile([0.25, 0.5])
    later = steps.date.to_numpy()
    ends = judged.index.to_numpy()[:, None]
    count = pd.Series(((later > ends) & (later <= ends + np.timedelta64(within, "D"))).sum(axis=1), index=judged.index)
    parts = {"the stormiest quarter": judged < low, "the next quarter": (judged >= low) & (judged < middle),
             "above the median, below zero": (judged >= middle) & (judged < 0), "zero or above": judged >= 0}
    return pd.DataFrame([{"climate": name, "months": int(part.sum()), "with_step": int((count[part] > 0).sum()),
                          "share": float((count[part] > 0).mean()), "mean": float(count[part].mean())}
                         for name, part in parts.items()])


def long_silences(steps: pd.DataFrame, silent: int, within: int) -> pd.DataFrame:
    """The silences that had lasted so many days, one row each: those that reached that length on a day of `every_day`.

    Columns: start (the step before), reached (the day on which it had lasted `silent` days), end (the step that broke it),
    broken (whether that came within so many days of `reached`).
    """
    known = steps.date.drop_duplicates().sort_values(ignore_index=True)
    frame = pd.DataFrame({"start": known, "end": known.shift(-1)})
    frame["reached"] = frame.start + pd.Timedelta(days=silent)
    judged = every_day(within)
    kept = (frame.end.isna() | (frame.end >= frame.reached)) & frame.reached.between(judged.iloc[0], judged.iloc[-1])
    frame["broken"] = (frame.end - frame.reached).dt.days <= within
    return frame.loc[kept, ["start", "reached", "end", "broken"]].reset_index(drop=True)


def after_silence(steps: pd.DataFrame, silent: int, within: int) -> tuple[float, int]:
    """Share of the silences that had lasted `silent` days and were broken within so many days more; and their number."""
    found = long_silences(steps, silent, within)
    return float(found.broken.mean()), len(found)


def wilson(share: float, cases: int) -> tuple[float, float]:
    """The 95 % interval of a share of so few cases (Wilson's score): low, high (0 to 1)."""
    found = stats.binomtest(round(share * cases), cases).proportion_ci(method="wilson")
    return float(found.low), float(found.high)


def once(steps: pd.DataFrame) -> pd.DataFrame:
    """Steps as the falsifiers count them, one row a day: acts of one day are one step, and so are the announcement of a
    control and its taking effect, which counts on the first of its days in the record. Columns of `steps`."""
    home = steps[steps.cameo.isin(chronology.AT_HOME)].date
    controls = tables.substances()
    told = controls.china_announced.isin(home) & (controls.china_announced < controls.china_controlled)
    return steps[~steps.event.isin(controls.event[told])].drop_duplicates("date")


def by_chance(steps: pd.DataFrame, meetings: pd.Series, within: int = 30, times: int = 3) -> np.ndarray:
    """How often each of `times` meetings in a row would be followed by a step of its own, were the two calendars unrelated.

    The calendar of steps is closed to a ring and turned, day by day, against the distances of the meetings; one share
    (0 to 1) for every run of so many consecutive `meetings`.
    """
    first = chronology.presidents().date.min()
    length = (chronology.end() - first).days + 1
    ring = np.unique((steps.date[steps.date >= first] - first).dt.days)
    turns = 2 + int((meetings.max() - meetings.min()).days) // length
    ring, shares = np.concatenate([ring + turn * length for turn in range(turns + 1)]), []
    for place in range(len(meetings) - times + 1):
        apart = (meetings.iloc[place:place + times] - meetings.iloc[place]).dt.days
        met, used = np.ones(length, dtype=bool), np.full(length, -1)
        for distance in apart:
            day = np.arange(length) + distance
            used = ring[np.searchsorted(ring, np.maximum(day, used), side="right")]
            met &= used - day <= within
        shares.append(met.mean())
    return np.array(shares)


def runs(specification: Specification = REPORT, months: int = 12) -> pd.Series:
    """Rank correlation of the three-month changes of the two readings in every run of so many months, by its last."""
    # A mean stays the same through months in which nothing happens, but for its last digits: they must not decide ranks.
    frame = readings.tested(readings.monthly(specification)).round(9)
    changes = frame.diff(3).dropna().round(9)
    return pd.Series({last: changes.iloc[place - months:place].corr(method="spearman").iloc[0, 1]
                      for place, last in enumerate(changes.index, 1) if place >= months})


def half_years(acts: pd.DataFrame) -> pd.DataFrame:
    """Half-years from 2017 that lie wholly in the record, with the number of China's controls and rules.

    Columns: start, end, controls (count).
    """
    starts = pd.date_range("2017-01-01", chronology.end(), freq="6MS")
    frame = pd.DataFrame({"start": starts, "end": starts + pd.DateOffset(months=6) - pd.Timedelta(days=1)})
    frame = frame[frame.end <= chronology.end()]
    found = days(acts)[KINDS[2]].date
    return frame.assign(controls=[int(found.between(row.start, row.end).sum()) for row in frame.itertuples()])
