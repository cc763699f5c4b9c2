"""The readings on one day under other choices, one choice changed at a time: what a reader who doubts a choice wants to see."""
import pandas as pd

from barometer import own, readings, tables
from barometer.events import searched
from barometer.readings import REPORT, Specification

CHANGES = {
    "cooperation as a mean": {"cooperation_as": "mean"}, "climate as a sum": {"climate_as": "sum"},
    "half-life of 90 days": {"half_life": 90}, "half-life of 365 days": {"half_life": 365},
    "deeds weigh twice as much as words": {"deeds": 2}, "deeds weigh half as much as words": {"deeds": 0.5},
    "cooperation from both sides’ acts": {"whose": "both sides"},
    "bundled acts in cooperation": {"bundled": "cooperation"}, "bundled acts in climate": {"bundled": "climate"},
    "wider events of tier B as well": {"tiers": "A and B"}, "wider events: contacts, diplomacy and tariffs alone": {"tiers": "even"},
    "without uncertain events": {"certain": True},
}
"""What is changed, in words, and the fields of the specification that change."""
OWN = "the report’s own choices"


def changes() -> dict[str, Specification]:
    """Specifications by what sets them apart from the report's own, which stands first; the other coders and the
    events found by search, which depend on the data, stand last."""
    others = {f"coding by coder {coder}": {"coder": coder} for coder in sorted(tables.codings().coder.unique())
              if coder != REPORT.coder}
    less = {"without the events found by search": {"without": searched()}}
    return {OWN: REPORT} | {words: REPORT.but(**change) for words, change in (CHANGES | others | less).items()}


def alternatives() -> pd.DataFrame:
    """Both readings at the end of the record, one row a specification.

    Columns: choice (in words), cooperation and climate (Goldstein values, or points a year where taken as a sum),
    cooperation_place and climate_place (which place among how many months, 1 the highest), together (rank correlation of
    the two over the tested months).
    """
    rows = []
    for words, specification in changes().items():
        monthly = readings.monthly(specification)
        row = {"choice": words, **monthly.iloc[-1], "together": own.rank_correlation(monthly)}
        for name in readings.READINGS:
            known = monthly[name].dropna()
            row[f"{name}_place"] = f"{known.rank(ascending=False, method='min').iloc[-1]:.0f} of {len(known)}"
        rows.append(row)
    return pd.DataFrame(rows)
