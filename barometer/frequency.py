"""How often instruments were used before, during and after the suspension, with the uncertainty of small counts.

Unit: a day with at least one act of a family. Charges and sanctions announced together are one decision, not two, and
counting them twice would make the intervals narrower than they are.
"""
import pandas as pd
from scipy.stats import binomtest, chi2

from barometer import events, measures, tables

START = pd.Timestamp("2017-01-01")
"""Where the chronologies of the wider relationship set in; the few acts before are left out of every rate."""
SUSPENSION, RESUMPTION = "E222", "E279"
YEAR = 365.25
LEVEL = 0.95
"""Of every interval here."""
PERIODS = ("before", "suspended", "after")

FAMILIES = {
    "Joint acts": None,
    "China’s controls": ["I18", "I19", "I20", "I22"],
    "US charges and sanctions, alone": ["I01", "I02", "I03"],
    "US lists, tariffs and laws": ["I05", "I06", "I07", "I08", "I09", "I10", "I11", "I12"],
}
"""Instruments by family; joint acts are those of any joint instrument."""
SIDES = dict(zip(FAMILIES, ["joint", "CN", "US", "US"], strict=True))


def exposure() -> pd.Series:
    """Length of each period in years: from 2017 to the suspension, to the resumption, to the last event on record."""
    ends = [START, events.date(SUSPENSION), events.date(RESUMPTION), tables.events().date.max()]
    return pd.Series([(b - a).days / YEAR for a, b in zip(ends, ends[1:])], index=list(PERIODS), name="years")


def acts() -> pd.DataFrame:
    """Days with an act of a family from 2017 on, the two acts that bound the suspension left out.

    Columns: family, date, period. Events of weak standing are left out; a day from memory counts, because no doubt
    about it could move the act into another period.
    """
    found = measures.uses()
    found = found[~found.step & (found.standing != "weak") & ~found.event.isin([SUSPENSION, RESUMPTION])]
    parts = []
    for family, members in FAMILIES.items():
        chosen = found[found.together] if members is None else found[found.instrument.isin(members)]
        if family.endswith("alone"):
            chosen = chosen[~chosen.together]
        parts.append(chosen[["date"]].assign(family=family))
    days = pd.concat(parts)[["family", "date"]].drop_duplicates()
    days = days[days.date >= START].sort_values(["family", "date"], ignore_index=True)
    edges = [START, events.date(SUSPENSION), events.date(RESUMPTION), pd.Timestamp.max]
    return days.assign(period=pd.cut(days.date, edges, labels=list(PERIODS), right=False).astype(str))


def interval(count: int, years: float, level: float = LEVEL) -> tuple[float, float]:
    """Exact (Garwood) interval for the rate per year behind a Poisson count."""
    tail = (1 - level) / 2
    low = chi2.ppf(tail, 2 * count) / 2 if count else 0.0
    return low / years, chi2.ppf(1 - tail, 2 * count + 2) / 2 / years


def rates() -> pd.DataFrame:
    """Days with an act per year, by family and period.

    Columns: family, side, period, count (days), years, rate, low, high (per year; exact interval).
    """
    years, counts = exposure(), acts().groupby(["family", "period"]).size()
    rows = []
    for family in FAMILIES:
        for period in PERIODS:
            count = int(counts.get((family, period), 0))
            low, high = interval(count, years[period])
            rows.append((family, SIDES[family], period, count, years[period], count / years[period], low, high))
    return pd.DataFrame(rows, columns=["family", "side", "period", "count", "years", "rate", "low", "high"])


def ratio(family: str, period: str, against: list[str]) -> dict[str, float]:
    """How many times as often in one period as in others: ratio, low, high (exact interval), p (two-sided).

    Given the sum of two Poisson counts, one of them is binomial; the interval is that of Clopper and Pearson.
    """
    found = rates()
    found = found[found.family == family].set_index("period")
    one, other = found.loc[period], found.loc[against].sum(numeric_only=True)
    test = binomtest(int(one["count"]), int(one["count"] + other["count"]), one.years / (one.years + other.years))
    low, high = test.proportion_ci(LEVEL)
    odds = [share / (1 - share) * other.years / one.years if share < 1 else float("inf")
            for share in (test.statistic, low, high)]
    return {"ratio": odds[0], "low": odds[1], "high": odds[2], "p": test.pvalue}
