"""T4: do China's controls follow diplomacy, the climate, or the United Nations?

A control is one decision, however many substances its notice lists. There are a dozen or so, several of them in the same
year: their calendar is judged whole, against the same calendar shifted round the span, and beside it, where a reader might
expect that, against days drawn one by one, which takes neighbors for independent.
"""
import numpy as np
import pandas as pd

from barometer import chronology, readings, tables
from barometer.events import is_certain
from barometer.hypotheses import calendars, exclusions, obligation
from barometer.hypotheses.result import Result
from barometer.readings import REPORT, Specification

WITHIN = (90, 180)
FIRST_SESSION = "E290"
"""The working group's first session: a milestone of the wider definition, with agreements on drugs (CAMEO 057)."""
AGREEMENT = "057"


def _dated(specification: Specification) -> pd.DataFrame:
    """The columns of `controls` as far as coded."""
    rows = tables.substances().dropna(subset="event")
    un = rows.un_decision.where(rows.un_precision == "day")
    found = rows.assign(un=un).groupby("event").agg(
        names=("short", ", ".join), substances=("short", "size"), announced=("china_announced", "min"),
        effective=("china_controlled", "min"), un_decision=("un", "min")).reset_index()
    coded = readings.coded(specification.coder)
    coded = coded[(coded.track == "narcotics") & (coded.initiator == "CN") & coded.cameo.isin(chronology.AT_HOME)]
    # A row for the announcement of a control that took effect later is no second control.
    announced = found.announced[~(found.announced >= found.effective)]
    extra = coded[~coded.event.isin(found.event) & ~coded.date.isin(announced)]
    found["in_table"] = True
    found = pd.concat([found, pd.DataFrame({
        "event": extra.event, "names": "notice to industry", "substances": 0, "announced": extra.date,
        "in_table": False})], ignore_index=True)
    found["coded"] = found.event.isin(coded.event)
    found["day"] = found.announced.fillna(found.effective)
    found["lag"] = (found.effective.fillna(found.announced) - found.un_decision).dt.days
    found["un_before"] = found.lag > 0
    events = tables.events()
    found["certain"] = found.event.isin(events.event[is_certain(events)])
    return found[~found.event.isin(specification.without)].sort_values(["day", "event"], ignore_index=True)


def controls(specification: Specification = REPORT) -> pd.DataFrame:
    """One row for each Chinese control since 2015, and for each notice coded like one, in order of day.

    Columns: event, names (of substances, joined), substances (rows of the table), announced and effective (days; missing
    where unknown), un_decision (the earliest on one of its substances, known to the day), in_table (a substance of
    `tables.substances` hangs on it), coded (as 060 or 0832 on narcotics by the coder), day (announced where known, otherwise
    effective), lag (days from the UN's decision to taking effect; negative where China came first), un_before (a named
    substance was listed before), certain, milestone and since (the latest meeting of the presidents before the day, days
    since), until (days to the next one), agreement_since (days since the latest milestone of the wider definition),
    climate (reading on that day), percentile (0–100, among the days of the tested months; missing before them).
    """
    found = _dated(specification)
    met = chronology.presidents()
    met = met[(met.kind == "meeting") & ~met.event.isin(specification.without)][["date", "place"]]
    wider = pd.DataFrame({"date": milestones(specification, agreements=True)})
    before = pd.merge_asof(found[["day"]], met, left_on="day", right_on="date", allow_exact_matches=False)
    after = pd.merge_asof(found[["day"]], met, left_on="day", right_on="date", direction="forward",
                          allow_exact_matches=False)
    widest = pd.merge_asof(found[["day"]], wider, left_on="day", right_on="date", allow_exact_matches=False)
    days = tested_days()
    climate = readings.read(pd.DatetimeIndex(found.day), specification).climate.to_numpy()
    every = readings.read(days, specification).climate.to_numpy()
    return found.assign(
        milestone=(before.place + " " + before.date.dt.strftime("%Y")).to_numpy(),
        since=(found.day - before.date).dt.days, until=(after.date - found.day).dt.days,
        agreement_since=(found.day - widest.date).dt.days, climate=climate,
        percentile=np.where(found.day >= days[0], 100 * (every[None] < climate[:, None]).mean(axis=1), np.nan))


def tested_days() -> pd.DatetimeIndex:
    return pd.date_range(readings.TESTED_FROM.to_timestamp(), chronology.end())


def milestones(specification: Specification = REPORT, *, agreements: bool = False) -> pd.Series:
    """Days of the meetings of the presidents; with `agreements`, also of agreements on drugs and of the first session."""
    met = chronology.presidents()
    events = set(met.event[met.kind == "meeting"])
    if agreements:
        coded = readings.coded(specification.coder)
        events |= {FIRST_SESSION, *coded.event[(coded.track == "narcotics") & (coded.cameo == AGREEMENT)]}
    rows = tables.events()
    kept = rows.event.isin(events - specification.without) & is_certain(rows)
    return rows.date[kept].drop_duplicates().sort_values(ignore_index=True)


def _near(days: pd.DatetimeIndex, points: pd.Series, within: int, *, before: bool = False) -> np.ndarray:
    """Whether each day lies within so many days after one of `points` (before one, if so asked), itself not counted."""
    apart = (days.to_numpy()[:, None] - points.to_numpy()[None, :]) / np.timedelta64(1, "D")
    apart = -apart if before else apart
    return ((apart > 0) & (apart <= within)).any(axis=1)


def after_milestones(specification: Specification = REPORT) -> list[Result]:
    """The share of controls soon after (or before) a milestone, against shifted calendars and days drawn one by one."""
    span = pd.date_range(chronology.presidents().query("kind == 'meeting'").date.min(), chronology.end())

    def results(specification, left_out):
        frame, found = _dated(specification), []
        own = frame[frame.in_table]
        effective = own.effective.fillna(own.announced)
        met, agreed = milestones(specification), milestones(specification, agreements=True)
        meeting, agreement = "a meeting of the presidents", "a meeting, an agreement on drugs or the first session"
        asked = [("after-meeting", f"after {meeting}", own.day, met, False, tuple(calendars.CHANCE)[:2]),
                 ("before-meeting", f"before {meeting}", own.day, met, True, (calendars.SHIFTED,)),
                 ("after-agreement", f"after {agreement}", own.day, agreed, False, (calendars.SHIFTED,)),
                 ("effective-after-meeting", f"after {meeting}, by the day of taking effect", effective, met, False,
                  (calendars.SHIFTED,)),
                 ("notices-after-meeting", f"after {meeting}, notices to industry among them", frame.day, met, False,
                  (calendars.SHIFTED,))]
        for name, words, days, points, before, ways in asked:
            places = np.flatnonzero(span.isin(days))
            if not len(points):
                continue  # without any summit there is no meeting to come after
            for within in WITHIN:
                near = 100.0 * _near(span, points, within, before=before)
                found += [calendars.compare(
                    near, places, how=how, test="T4", name=f"{name}-{within}{'' if how == calendars.SHIFTED else '-drawn'}",
                    label=f"share of controls within {within} days {words}" + ("" if how == calendars.SHIFTED else
                                                                                        ", against days drawn one by one"), unit="percent", of="controls", floor=0,
                    ceiling=100, left_out=f"{days.nunique() - len(places)} before the first meeting{left_out}") for how in ways]
        return found
    return exclusions.each(specification, results)


def in_climate(specification: Specification = REPORT) -> list[Result]:
    """The mean percentile of the climate at controls, against shifted calendars: that day, its eve, on taking effect."""
    days = tested_days()

    def results(specification, left_out):
        own = _dated(specification).query("in_table")
        every = readings.read(days.insert(0, days[0] - pd.Timedelta(days=1)), specification).climate
        asked = [("climate", "on the day", own.day, 0), ("climate-eve", "on the eve", own.day, 1),
                 ("climate-effective", "on the day of taking effect", own.effective.fillna(own.announced), 0)]
        found = []
        for name, words, when, back in asked:
            values = every.iloc[1 - back:len(every) - back]
            places = np.flatnonzero(days.isin(when))
            found.append(calendars.compare(
                100 * (values.rank() - 0.5) / len(values), places, test="T4", name=name, unit="percentile", of="controls",
                label=f"mean percentile of the climate {words} of a control", floor=0, ceiling=100,
                left_out=f"{when.nunique() - len(places)} before {readings.TESTED_FROM.strftime('%B %Y')}{left_out}"))
        return found
    return exclusions.each(specification, results)


def t4(specification: Specification = REPORT) -> list[Result]:
    """All of T4: controls after milestones, in the climate, and after decisions of the United Nations."""
    return [*after_milestones(specification), *in_climate(specification), *obligation.after_the_un(_dated(specification))]
