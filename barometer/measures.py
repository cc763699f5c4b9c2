"""What each side did with which instrument: uses told apart from the steps that lead to them.

The table `uses` books every event in which an instrument plays a part, announcement and entry into force alike. Counts
need acts: a measure counts once, on the day it took effect, and what only leads to it or talks about it is a step.
"""
import pandas as pd

from barometer import tables
from barometer.events import is_certain

STEPS = {
    "announced", "agreed", "promised", "ordered, 10 percent", "ordered, 20 percent", "order signed",
    "farm tariffs announced", "cut to 10 percent agreed", "cut promised", "cut to 10 percent ordered",
    "suspension promised", "March round ended", "increase held back for 90 days",
    "considered, not done", "removal held out", "kept at 20 percent", "held unlawful", "carried on by a separate order",
    "decision on countermeasures left open", "raised, no published commitment", "the offer protested against",
    "sentence",
}
"""Notes of `uses` by which an entry is a step: a stage of an act booked elsewhere, or words about one."""

ROWS = {
    "Both together": {"Leaders": ["I31"], "Ministers, agency heads": ["I36"], "Working group": ["I32"],
                      "Joint cases": ["I33"], "Exchanges, handovers": ["I34", "I35"]},
    "China": {"Drugs controlled": ["I18", "I19"], "Precursors controlled": ["I20", "I22"],
              "Notices to industry": ["I21"], "Arrests and trials": ["I23"], "Tariffs in reply": ["I25"],
              "Lists, inquiries, WTO": ["I26", "I27"], "Protests, papers, votes": ["I28", "I29", "I30"]},
    "United States": {"Charges, rewards": ["I01", "I04"], "Sanctions": ["I02", "I03"], "Entity List": ["I05", "I06"],
                      "Majors list": ["I07"], "Fentanyl tariff": ["I08"], "Other tariff measures": ["I09", "I10"],
                      "Laws and orders": ["I11", "I12", "I37", "I38", "I39"], "Coalition, UN requests": ["I13", "I14"],
                      "Accusations": ["I15", "I17"], "Acknowledgments": ["I16"]},
}
"""Rows of the matrix by side. The suspension (I24) is no row: it is the shaded span."""

MEASURES = {"I01", "I02", "I03", "I05", "I07", "I08"}
COUNTERMEASURES, PROTESTS = {"I25", "I26", "I27"}, {"I28"}
CASES = ["I01", "I33"]
"""US measures that bear on China, and what can answer them; what makes a case: US charges, or work of both sides."""


def uses() -> pd.DataFrame:
    """Every use of an instrument with its event, in order of time.

    Columns: event, instrument, note, name, kind, side (of the instrument), date, date_precision, title, standing, step
    (true where the entry is no act of its own), certain (false where the event or its day rests on memory or on a weak
    source), together (true where the event is also a use of a joint instrument).
    """
    events = tables.events().rename(columns={"note": "remark"})
    instruments = tables.instruments()[["instrument", "name", "kind", "side"]]
    found = tables.uses().merge(instruments, on="instrument").merge(
        events[["event", "date", "date_precision", "day_basis", "standing", "title", "remark"]], on="event")
    found["step"] = found.note.isin(STEPS) | found.remark.fillna("").str.startswith("Same case as")
    found["certain"] = is_certain(found)
    joint = found[(found.side == "joint") & ~found.step]
    found["together"] = found.event.isin(joint.event)
    return found.drop(columns=["day_basis", "remark"]).sort_values(["date", "event", "instrument"], ignore_index=True)


def matrix() -> pd.DataFrame:
    """One mark for each use, in the rows of the matrix.

    Columns: row, side (as in `tables.instruments`), date, date_precision, title, mark (act, step or uncertain).
    """
    row_of = {instrument: row for rows in ROWS.values() for row, members in rows.items() for instrument in members}
    found = uses().assign(row=lambda frame: frame.instrument.map(row_of)).dropna(subset=["row"])
    # The rewards entry is dated by the protest against it, so its day is not that of a use.
    found = found[found.note != "the offer protested against"]
    mark = found.step.map({True: "step", False: "act"}).where(found.certain, "uncertain")
    marks = found.assign(mark=mark)[["row", "side", "date", "date_precision", "title", "mark"]]
    # An act and a step of one day in one row are drawn once, as the act.
    return marks.sort_values(["row", "date", "mark"]).drop_duplicates(["row", "date"], ignore_index=True)


def inventory() -> pd.DataFrame:
    """The instruments with how often they were used, by side and first use.

    Columns of `tables.instruments` and acts (count), steps (count), events (tuple of those behind both).
    """
    grouped = uses().groupby("instrument")
    counted = grouped.agg(steps=("step", "sum"), entries=("step", "size"), events=("event", tuple))
    found = tables.instruments().merge(counted, on="instrument", how="left")
    found["acts"] = found.entries - found.steps
    by = found.side.map({"joint": 0, "CN": 1, "US": 2})
    return found.assign(by=by).sort_values(["by", "first_used"], ignore_index=True).drop(columns=["by", "entries"])


def cases() -> pd.DataFrame:
    """Investigations, charges and trials on record, one row an event: who worked on it.

    Columns: date, event, title, charges (a US indictment is part of it), together (both governments took part), how
    (the same in words), standing, certain.
    """
    found = uses()
    found = found[found.instrument.isin(CASES) & ~found.step]
    charges = found.event.isin(found.event[found.instrument == "I01"])
    how = found.together.map({True: "together", False: "United States alone"})
    found = found.assign(charges=charges, how=how).drop_duplicates("event")
    return found[["date", "event", "title", "charges", "together", "how", "standing", "certain"]].reset_index(drop=True)


def fentanyl_layer() -> pd.DataFrame:
    """The fentanyl tariff as a part of the average US tariff, from the steps of the PIIE file.

    Columns: date, step (percentage points, by how much the average changed on that day), points (the part so far),
    answer (percentage points by which China's average changed on the same row).
    """
    rows = tables.tariffs().sort_values("date", ignore_index=True)
    rows["step"], rows["answer"] = rows.us_on_cn_percent.diff(), rows.cn_on_us_percent.diff()
    rows = rows[rows.action.str.contains("fentanyl tariff")]
    return rows.assign(points=rows.step.cumsum())[["date", "step", "points", "answer"]].reset_index(drop=True)


def answers() -> pd.Series:
    """By how many percentage points China's average tariff rose in reply to the fentanyl tariff, by day of effect."""
    rows = tables.tariffs().sort_values("date", ignore_index=True)
    rows["answer"] = rows.cn_on_us_percent.diff()
    return rows[rows.action.str.contains(r"retaliates \((?:February|March) 4 tariff\)")].set_index("date").answer


def replies(days: int = 7) -> pd.DataFrame:
    """What China is recorded to have done within some days of each US measure that it had no part in.

    One row for each day with such a measure. Columns: date, measure (title), event, kind (of the measure), reply (title
    of the first protest or countermeasure within `days`; on one day a countermeasure comes first), reply_event, wait
    (days), how (countermeasure, words or missing). Nearness in time is not proof that one answers the other.
    """
    found = uses()
    given = found[found.instrument.isin(MEASURES) & ~found.together & ~found.step & (found.note != "ended")]
    given = given[~given.note.fillna("").str.startswith("cut")].drop_duplicates("date")
    taken = found[found.instrument.isin(COUNTERMEASURES | PROTESTS)]
    taken = taken.assign(how=taken.instrument.isin(PROTESTS).map({True: "words", False: "countermeasure"}))
    taken = taken[taken.certain & (taken.date_precision == "day")].sort_values(["date", "how", "instrument"])
    rows = []
    for act in given.itertuples():
        near = taken[taken.date.between(act.date, act.date + pd.Timedelta(days=days))]
        first = next(near.itertuples(), None)
        answer = (first.title, first.event, (first.date - act.date).days, first.how) if first else (None,) * 4
        rows.append((act.date, act.title, act.event, act.kind, *answer))
    return pd.DataFrame(rows, columns=["date", "measure", "event", "kind", "reply", "reply_event", "wait", "how"])
