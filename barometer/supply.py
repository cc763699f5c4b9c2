"""Deaths, seizures and controls along the chain of supply, as frames ready to be drawn."""
import pandas as pd

from barometer import events, tables

YEAR = 365.25
"""Days in a year, for lags."""


def deaths() -> pd.DataFrame:
    """Synthetic-opioid deaths in the 12 months up to each month, each month from the latest vintage that has it.

    Columns: month_ending (timestamp), vintage, deaths_reported and deaths_predicted (deaths in 12 months; predicted
    is missing in a vintage that gives none), percent_complete (percent), source.
    """
    rows = tables.deaths_rolling().sort_values(["month_ending", "vintage"])
    return rows.drop_duplicates("month_ending", keep="last").reset_index(drop=True)


def annual() -> pd.DataFrame:
    """Deaths by calendar year, one column a cause: all drugs, synthetic opioids. Unverified values are left out."""
    rows = tables.deaths_annual()
    return rows[rows.status != "unverified"].pivot(index="year", columns="cause", values="deaths")


def seizures() -> pd.DataFrame:
    """Fentanyl seized by month, with `mean`, the mean of the last 12 months (pounds)."""
    rows = tables.seizures_monthly().sort_values("month", ignore_index=True)
    return rows.assign(mean=rows.pounds.rolling(12).mean())


def control_lags() -> pd.DataFrame:
    """Single substances with a decision of the UN drug commission and a control by China, in order of the decision.

    Columns of `tables.substances`, `days` and `years`: from the UN's decision to the day on which China's control took
    effect (negative where China came first). Dates known to the year alone are left out: a lag from them would be made up.
    """
    rows = tables.substances().dropna(subset=["un_decision", "china_controlled"])
    rows = rows[(rows.un_precision != "year") & (rows.china_precision != "year")]
    days = (rows.china_controlled - rows.un_decision).dt.days
    return rows.assign(days=days, years=days / YEAR).sort_values(["un_decision", "name"], ignore_index=True)


def decisions() -> pd.DataFrame:
    """The same by decision: substances listed together are one decision, not several.

    Columns: un_decision, kind, names (joined), substances (count), china_controlled, years, standing (the weakest).
    """
    lags = control_lags()
    weakest = lags.assign(rank=lags.standing.map(events.STANDINGS.index))
    grouped = weakest.groupby(["un_decision", "china_controlled", "kind"], sort=True)
    found = grouped.agg(names=("short", ", ".join), substances=("name", "size"), years=("years", "first"),
                        rank=("rank", "max"))
    return found.assign(standing=found["rank"].map(dict(enumerate(events.STANDINGS)))).drop(columns="rank").reset_index()


def policy_days() -> pd.DataFrame:
    """The acts marked in the charts of this chapter, as `charts.annotations.days` takes them."""
    return events.days({"E084": "class control", "E222": "suspension", "E279": "Woodside", "E408": "Busan terms"},
                       rows={"E279": 1}, left=("E222", "E408"))
