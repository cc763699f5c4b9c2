"""The handful of meetings of the two presidents, each with the acts around it: what a result must survive without."""
from functools import cache

import pandas as pd

from barometer import chronology, tables

BEFORE, AFTER = 1, 14
"""Days around a meeting whose acts go with it: what it declares, and what is done at once."""


@cache
def summits() -> dict[str, frozenset[str]]:
    """Events of each meeting of the presidents, by its name (place and year), in order of time.

    All events on narcotics, in the wider relationship or bundled, from a day before the meeting to 14 days after.
    """
    contacts, events = chronology.presidents(), tables.events()
    found = {}
    for meeting in contacts[contacts.kind == "meeting"].itertuples():
        near = events.date.between(meeting.date - pd.Timedelta(days=BEFORE), meeting.date + pd.Timedelta(days=AFTER))
        found[f"{meeting.place} {meeting.date.year}"] = frozenset(events.event[near & (events.date_precision == "day")])
    return found


def every() -> frozenset[str]:
    """The events of all meetings together."""
    return frozenset().union(*summits().values())
