"""Measures of the climate made by others, month by month, none of which a coder of this report has touched."""
from dataclasses import dataclass

import numpy as np
import pandas as pd

from barometer import tables


@dataclass(frozen=True)
class Measure:
    """One outside measure. `sign`: +1 where more of it means a better climate, −1 where it means a worse one."""

    label: str
    sign: int
    source: str
    unit: str


MEASURES = {
    "tone": Measure("tone of events", 1, "gdelt-edge", "derived score"),
    "risk": Measure("geopolitical risk, China", -1, "gpr-caldara-iacoviello", "percent of articles"),
    "us_tariff": Measure("US tariff on Chinese goods", -1, "piie-tariffs", "percent"),
    "cn_tariff": Measure("Chinese tariff on US goods", -1, "piie-tariffs", "percent"),
    "uncertainty": Measure("US trade policy uncertainty", -1, "epu-categorical", "index"),
    "trade": Measure("trade in goods, change in a year", 1, "census-trade-china", "percent"),
}
"""Polls are left out: they are yearly, and ten answers make no series."""


def monthly() -> pd.DataFrame:
    """All measures in their own units and directions; index month (period), one column a measure, gaps missing.

    Tariffs hold from the day of a step to the next and are taken on the last day of a month; trade is the sum of exports
    and imports against the same month of the year before.
    """
    found = {"tone": _by_month(tables.tone(), "tone_mean"), "risk": _by_month(tables.risk(), "gpr_china_percent"),
             "uncertainty": _by_month(tables.uncertainty(), "trade_policy_index")}
    steps = tables.tariffs().drop_duplicates("date", keep="last").set_index("date").sort_index()
    for side, column in (("us", "us_on_cn_percent"), ("cn", "cn_on_us_percent")):
        ends = steps[column].resample("ME").last().ffill()
        found[f"{side}_tariff"] = ends.set_axis(ends.index.to_period("M"))
    trade = tables.trade()
    both = _by_month(trade.assign(both=trade.us_exports_usd + trade.us_imports_usd), "both")
    found["trade"] = 100 * (both / both.shift(12) - 1)
    return pd.DataFrame(found)[list(MEASURES)].astype(float)


def toward_better() -> pd.DataFrame:
    """The same, each turned so that more means a better climate."""
    return monthly() * np.array([measure.sign for measure in MEASURES.values()])


def _by_month(table: pd.DataFrame, column: str) -> pd.Series:
    return table.set_index(table.month.dt.to_period("M"))[column]
