"""The dated events, ready to be asked: one event's day, the acts that charts mark."""
import pandas as pd

from barometer import tables

STANDINGS = ("verified", "secondary", "compilation", "weak", "memory")
"""How well a row is supported, from best to worst."""
UNCERTAIN = ("weak", "memory")


def date(event: str) -> pd.Timestamp:
    """The day of one event. Raises `KeyError` for an unknown number and `ValueError` where only the month is known."""
    rows = tables.events().set_index("event")
    if event not in rows.index:
        raise KeyError(f"unknown event {event}")
    if rows.at[event, "date_precision"] != "day":
        raise ValueError(f"of {event} only the month is known")
    return rows.at[event, "date"]


def days(labels: dict[str, str], rows: dict[str, int] | None = None, left: tuple[str, ...] = ()) -> pd.DataFrame:
    """The events to mark in a chart, as `charts.annotations.days` takes them.

    `labels`: short label by event. `rows`: how many lines lower a label stands. `left`: events labeled on the left.
    Columns: date, label, row, side. Raises `KeyError` for an unknown event.
    """
    return pd.DataFrame([
        {"date": date(event), "label": label, "row": (rows or {}).get(event, 0),
         "side": "left" if event in left else "right"}
        for event, label in labels.items()])


def counts_from(rows: pd.DataFrame) -> pd.Series:
    """The day from which each act counts: its own, or the last of the month where only the month is known, as by then it
    had happened. `rows`: columns date and date_precision, as in `tables.events`."""
    return rows.date.mask(rows.date_precision == "month", rows.date + pd.offsets.MonthEnd(0))


def is_certain(rows: pd.DataFrame) -> pd.Series:
    """Which rows may be drawn as certain: neither the act nor its day rests on memory, nor the act on a weak source.

    `rows`: columns standing and day_basis, as in `tables.events`.
    """
    return ~rows.standing.isin(UNCERTAIN) & (rows.day_basis != "memory")


def certain() -> pd.DataFrame:
    """The events that may be drawn as certain; columns of `tables.events`."""
    rows = tables.events()
    return rows[is_certain(rows)].reset_index(drop=True)


def searched() -> frozenset[str]:
    """The events that a search added to the research record: no frame found them, so a frame may have missed others."""
    rows = tables.events()
    return frozenset(rows.event[rows.research_rows.map(len).eq(0) & rows.tier.ne("S")])
