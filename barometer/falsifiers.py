"""What would count against each explanation of the record, by when, and where to look: written down before it is known.

A falsifier whose day has passed must have an answer. The test of this module asks the calendar; nothing in the book does,
so that the same record prints the same pages on any day.
"""
from datetime import date
from pathlib import Path

import pandas as pd

from barometer import tables
from barometer.faults import Fault

READINGS = ("barometer", "leverage", "need", "obligation", "noise")
"""The rival explanations of the record, in the order of the report."""

ANSWER = ("answered_on", "answer_source")
"""What an answer must come with."""


def standing(today: date | pd.Timestamp, folder: Path = tables.FOLDER) -> pd.DataFrame:
    """All falsifiers as they stand on a day, in order of their due dates.

    Columns of `tables.falsifiers` and: days (from that day to the due date; negative once it has passed), status (open;
    due, where the date has passed without an answer; or the answer).
    """
    rows = tables.falsifiers(folder).sort_values(["due", "falsifier"], ignore_index=True)
    days = (rows.due - pd.Timestamp(today)).dt.days
    unanswered = days.map(lambda left: "due" if left < 0 else "open")
    return rows.assign(days=days, status=rows.answer.fillna(unanswered))


def due(today: date | pd.Timestamp, folder: Path = tables.FOLDER) -> pd.DataFrame:
    """The falsifiers whose date has passed without an answer; columns of `standing`."""
    rows = standing(today, folder)
    return rows[rows.status == "due"].reset_index(drop=True)


def complaints(today: date | pd.Timestamp, folder: Path = tables.FOLDER) -> list[str]:
    """One sentence for each falsifier that is due: which, since when, where to look, what to enter."""
    sources = tables.sources(folder).set_index("source")
    return [
        f"{row.falsifier} ({row.name_}) fell due on {row.due:%Y-%m-%d} without an answer: look in "
        f"{sources.at[row.source, 'title']} ({row.source}, {sources.at[row.source, 'url']}) and enter answer, "
        f"{' and '.join(ANSWER)} in data/falsifiers.csv"
        for row in due(today, folder).rename(columns={"name": "name_"}).itertuples()]


def _faults(rows: pd.DataFrame, broken: pd.Series, column: str, rule: str) -> list[Fault]:
    return [Fault("data/falsifiers.csv", row + 2, column, rule, rows.at[row, "falsifier"]) for row in rows.index[broken]]


def faults(folder: Path = tables.FOLDER) -> list[Fault]:
    """Broken rules that no table schema can state: answers without day or source, days out of order, bare thresholds.

    `evidence.check` raises them together with all others.
    """
    rows = tables.falsifiers(folder)
    answered = rows.answer.notna()
    found = []
    for column in ANSWER:
        found += _faults(rows, answered & rows[column].isna(), column, f"an answer needs its {column}")
        found += _faults(rows, ~answered & rows[column].notna(), column, f"{column} without an answer")
    found += _faults(rows, rows.answered_on < rows.stated_on, "answered_on", "answered before it was stated")
    found += _faults(rows, rows.due <= rows.stated_on, "due", "due before it could be seen")
    found += _faults(rows, rows.threshold_value.isna() & (rows.comparison != "none"), "threshold_value",
                     "a comparison needs a number")
    cited = tables.sources(folder).set_index("source").url
    for column in ("source", "answer_source"):
        given = rows[column].notna()
        found += _faults(rows, given & rows[column].map(cited).isna(), column, "a source to look in needs an address")
    return found
