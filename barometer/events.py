"""The dated events, ready to be asked: one event's day, the acts that charts mark."""
import pandas as pd

from barometer import tables


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


def certain() -> pd.DataFrame:
    """Events whose happening and whose day do not rest on memory or on a weak source: those that may be drawn."""
    rows = tables.events()
    return rows[~rows.standing.isin(["memory", "weak"]) & (rows.day_basis != "memory")].reset_index(drop=True)
