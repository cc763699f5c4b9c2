"""The ledger of bargains ready to be drawn: who asked, who delivered when, how long it held, and what had no price.

The kind of a row is read off its columns, so that nobody sorts cases by how well they fit a thesis:

- exchange: both sides delivered;
- lever lost: only Washington delivered, and nothing is recorded for it;
- advance: only Beijing delivered, into an offer;
- withdrawal: no offer and no delivery, but a state of things that ended;
- threat, demand: an offer and no delivery, asked by Washington or by Beijing;
- unknown: the rest, where no offer is on record.
"""
import pandas as pd

from barometer import chronology, tables
from barometer.events import UNCERTAIN

SHORT = {
    "B01": "Beijing 2017", "B02": "Buenos Aires 2018", "B03": "Tariff threat 2019", "B04": "Suspension 2022",
    "B05": "Entity List 2023", "B06": "Woodside 2023", "B07": "Majors list 2023", "B08": "Fentanyl tariff 2025",
    "B09": "Geneva 2025", "B10": "Controls of summer 2025", "B11": "Busan 2025", "B12": "Tariff struck down 2026",
    "B13": "Beijing 2026",
}
TOGETHER = 2
"""Days within which two deliveries count as simultaneous: announcements of one summit fall on neighboring days."""

STATUSES = ("exchange", "terms in force", "price open", "no price")
"""How a step stands to a price, the closest tie first; see `steps`."""

GROUPS = {"Both sides delivered": ("exchange",), "One side delivered": ("advance", "lever lost"),
          "Nobody delivered": ("threat", "demand", "withdrawal"), "Unknown": ("unknown",)}
"""The kinds by who delivered, in the order of charts and tables."""


def _kind(row: pd.Series) -> str:
    us, cn, offered = row.us_delivered_on, row.cn_delivered_on, pd.notna(row.offer)
    if pd.notna(us):
        return "exchange" if pd.notna(cn) else "lever lost"
    if not offered:
        return "withdrawal" if pd.isna(cn) and pd.notna(row.held_until) else "unknown"
    if pd.notna(cn):
        return "advance"
    return "threat" if row.ask.startswith("Washington") else "demand"


def _first(lead: float) -> str | None:
    if pd.isna(lead):
        return None
    return "together" if abs(lead) <= TOGETHER else "US" if lead > 0 else "CN"


def bargains() -> pd.DataFrame:
    """The ledger, one row a bargain, in order of number.

    Columns of `tables.bargains` and: short (name for a label); kind (see the module); opened (day it was struck or put);
    us_wait and cn_wait (days from there to each side's first delivery); lead (days by which Beijing's first delivery
    came after Washington's, negative where it came before); first (US, CN or together: within `TOGETHER` days; missing
    unless both delivered); begins (the first delivery, or `opened` where there is none); end (until when the terms held;
    where none are over, the last day of the record for an exchange and the row's last event for the rest); held (days
    from `begins` to `end`; missing but for exchanges and withdrawals); over (the terms have ended); ender (initiator of
    the event on the day they ended); drugs (the row names a step on drugs by China or by both); shared (its American
    delivery is that of an earlier row); counted (an exchange over drugs whose payment no earlier row has counted);
    certain (false where the row rests on a weak source or on memory); group (as in `GROUPS`).
    """
    events = tables.events().set_index("event")
    rows = tables.bargains().rename(columns={"date": "opened"})
    rows = rows.assign(short=rows.bargain.map(SHORT), kind=rows.apply(_kind, axis=1))
    us, cn = rows.us_delivered_on, rows.cn_delivered_on
    rows["us_wait"], rows["cn_wait"] = (us - rows.opened).dt.days, (cn - rows.opened).dt.days
    rows["lead"] = (cn - us).dt.days
    rows["first"] = rows.lead.map(_first)
    rows["begins"] = pd.concat([us, cn], axis=1).min(axis=1).fillna(rows.opened)
    rows["over"] = rows.held_until.notna()
    last = rows.events.map(lambda named: events.date[list(named)].max())
    rows["end"] = rows.held_until.fillna(last.mask(rows.kind == "exchange", chronology.end()))
    rows["held"] = (rows.end - rows.begins).dt.days.where(rows.kind.isin(["exchange", "withdrawal"]))
    rows["ender"] = [_ender(events, row) for row in rows.itertuples()]
    taken = set(chronology.steps(chronology.acts()).event)
    rows["drugs"] = rows.events.map(lambda named: bool(taken & set(named)))
    rows["shared"] = us.notna() & us.duplicated()
    rows["counted"] = (rows.kind == "exchange") & rows.drugs & ~rows.shared
    group = rows.kind.map({kind: group for group, kinds in GROUPS.items() for kind in kinds})
    return rows.assign(certain=~rows.standing.isin(UNCERTAIN), group=group)


def _ender(events: pd.DataFrame, row) -> str | None:
    """Who acted on the day the terms ended: an act with a code goes before a court's judgment, which has none."""
    if pd.isna(row.held_until):
        return None
    named = events.loc[list(row.events)]
    return named[named.date == row.held_until].initiator.iloc[-1]


def steps() -> pd.DataFrame:
    """Cooperative steps on drugs by China or by both (`chronology.steps`), and whether a price stands against them.

    A step is paired where a row of the ledger names it that records an offer and a Chinese delivery: an exchange or
    an advance (whose price stayed open). Rows without offer or delivery pair nothing, though they name steps.

    Columns: event, date, title, initiator, goldstein (−10 to +10), cameo, number (of the bargain), bargain (its name;
    both missing where the step is unpaired), kind (of the bargain), terms (number of the exchange over drugs with a
    known end whose terms were in force on that day), status: exchange, terms in force (not named, but on such a day),
    price open, no price.
    """
    ledger = bargains()
    pairing = ledger[ledger.offer.notna() & ledger.cn_delivered_on.notna()]
    named = pairing.explode("events").drop_duplicates("events").set_index("events")
    found = chronology.steps(chronology.acts())
    found = found[["event", "date", "title", "initiator", "goldstein", "cameo"]].sort_values(["date", "event"])
    for column, origin in {"number": "bargain", "bargain": "name", "kind": "kind"}.items():
        found[column] = found.event.map(named[origin])
    spans = ledger[(ledger.kind == "exchange") & ledger.drugs & ledger.over]
    found["terms"] = [next(iter(spans[(spans.begins <= day) & (day < spans.end)].bargain), None) for day in found.date]
    status = found.kind.map({"exchange": "exchange", "advance": "price open"})
    status = status.fillna(found.terms.notna().map({True: "terms in force", False: "no price"}))
    return found.assign(status=status).reset_index(drop=True)


def sheet() -> pd.DataFrame:
    """The ledger as a table to be read, in order of time.

    Columns: number, short, kind, asked (ask and offer), us and cn (what each side delivered, with the day), held (how
    long, and how it ended), events (tuple).
    """
    rows = bargains()
    asked = rows.ask + rows.offer.map(lambda offer: f". Offered: {offer}" if pd.notna(offer) else ". No offer on record")
    return pd.DataFrame({
        "number": rows.bargain, "short": rows.short, "kind": rows.kind, "asked": asked,
        "us": _delivered(rows.us_delivered, rows.us_delivered_on),
        "cn": _delivered(rows.cn_delivered, rows.cn_delivered_on),
        "held": [_held(row) for row in rows.itertuples()], "events": rows.events})


def _delivered(what: pd.Series, when: pd.Series) -> list[str]:
    return [f"{day:%b} {day.day}, {day.year}: {words}" if pd.notna(day) else "nothing on record"
            for words, day in zip(what, when)]


def _held(row) -> str:
    if row.kind == "exchange" and not row.over:
        return f"{row.held:,.0f} days, to the end of the record"
    days = f"{row.held:,.0f} days. " if pd.notna(row.held) else ""
    return days + (row.ended_by if pd.notna(row.ended_by) else "No terms agreed")
