"""T2: days from a hard blow, or from a meeting, to the next step of cooperation on drugs.

A blow is an act of the wider relationship with a Goldstein value of −7 or less by which one side hits the other; a step is
a cooperative act on drugs by China or by both. Where no step has followed by the end of the record the wait is open, and
medians are those of Kaplan and Meier. Blows come in bunches and share their next step: they are judged against the same
calendar shifted round the span.
"""
import warnings
from collections.abc import Iterable

import numpy as np
import pandas as pd

from barometer import chronology, readings
from barometer.events import is_certain
from barometer.hypotheses import calendars, exclusions
from barometer.hypotheses.result import Result
from barometer.readings import REPORT, Specification

HARD = -7
WITHIN = (30, 90, 180)
SIDES = (("either", "a blow by either side", ("US", "CN")), ("US", "a blow by the US", ("US",)),
         ("China", "a blow by China", ("CN",)))


def blows(specification: Specification = REPORT, *, initiators: Iterable[str] = ("US", "CN"),
          uncertain: bool = False) -> pd.Series:
    """Days with a hard blow of the wider relationship by one side against the other, each day once.

    Days from memory, and events of weak standing, are left out unless `uncertain` asks for them; months alone always.
    """
    rows = readings.coded(specification.coder)
    other = rows.initiator.map({"US": "CN", "CN": "US"})
    hit = ((rows.track == "wider") & rows.tier.isin(["N", "A"]) & (rows.goldstein <= HARD) & (rows.target == other)
           & rows.initiator.isin(list(initiators)) & (rows.date_precision == "day"))
    rows = rows[hit & (uncertain | is_certain(rows)) & ~rows.event.isin(specification.without)]
    return rows.date.drop_duplicates().sort_values(ignore_index=True)


def meetings(specification: Specification = REPORT) -> pd.Series:
    """Days of the meetings of the presidents that are not left out."""
    rows = chronology.presidents()
    return rows.date[(rows.kind == "meeting") & ~rows.event.isin(specification.without)].reset_index(drop=True)


def every_day(specification: Specification = REPORT) -> pd.DataFrame:
    """The wait from every day since the wider record has the presidents' contacts. Columns of `chronology.next_step`."""
    steps = chronology.steps(chronology.acts(coder=specification.coder))
    steps = steps[~steps.event.isin(specification.without)]
    return chronology.next_step(pd.Series(pd.date_range(chronology.presidents().date.min(), chronology.end())), steps)


def median_wait(seen: np.ndarray, ended: np.ndarray) -> np.ndarray:
    """Median of Kaplan and Meier for each row: the first day by which half have had their step (infinite if none).

    `seen`: whole days, shape (rows, waits); `ended`: whether the step came, or the record ended first.
    """
    order = np.lexsort((~ended, seen), axis=-1)
    seen, ended = np.take_along_axis(seen, order, -1), np.take_along_axis(ended, order, -1)
    share = np.cumprod(1 - ended / np.arange(seen.shape[-1], 0, -1), axis=-1)
    half = share <= 0.5 + 1e-12
    first = np.take_along_axis(seen, half.argmax(axis=-1)[..., None], -1)[..., 0].astype(float)
    return np.where(half.any(axis=-1), first, np.inf)


def curves(specification: Specification = REPORT) -> pd.DataFrame:
    """The share that still waits, by days since a blow, a meeting, or any day: Kaplan and Meier.

    Columns: after (what the wait is counted from), days, waiting (share), low and high (95 %, by Greenwood's formula on the
    log-log scale, missing at its ends, as if the waits were independent, which they are not), n, open (waits without a step).
    """
    from scipy import stats

    every = every_day(specification)
    days = {words: blows(specification, initiators=who) for _, words, who in SIDES}
    rows = []
    for after, when in (days | {"a meeting": meetings(specification), "any day": every.day}).items():
        found = every[every.day.isin(when)]
        missing = found.wait.isna()
        waiting = stats.ecdf(stats.CensoredData(uncensored=found.wait[~missing], right=found.seen[missing])).sf
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", RuntimeWarning)  # no interval where the share is 0 or 1, as it should be
            band = waiting.confidence_interval(method="log-log")
        rows.append(pd.DataFrame({"after": after, "days": waiting.quantiles, "waiting": waiting.probabilities,
                                  "low": band.low.probabilities, "high": band.high.probabilities, "n": len(found),
                                  "open": int(missing.sum())}))
    return pd.concat(rows, ignore_index=True)


def _median(every: pd.DataFrame, places: np.ndarray, **words) -> Result:
    seen, ended = every.seen.to_numpy(int), every.wait.notna().to_numpy()
    chance = calendars.shifted(places, len(every))
    of = [median_wait(seen[rows], ended[rows]) for rows in (places[None], chance, np.arange(len(every))[None])]
    # An infinite median says that more than half wait to the end: the longest wait there is stands for it.
    effect, drawn, null = (np.minimum(found, seen.max()) for found in of)
    return calendars.against(effect[0], null[0], drawn, floor=0, unit="days", how=calendars.SHIFTED, n=len(places), **words)


def _share(every: pd.DataFrame, places: np.ndarray, within: int, **words) -> Result:
    judged = len(every) - within
    places = places[places < judged]
    values = 100.0 * (every.wait <= within).to_numpy()[:judged]
    return calendars.compare(values, places, unit="percent", floor=0, ceiling=100, **words)


def to_next_step(specification: Specification = REPORT) -> list[Result]:
    """Median wait and share with a step within 30, 90 and 180 days, after blows and meetings, against any day.

    Each also without every summit: its acts are then neither blows nor steps, and it is no meeting.
    """
    def results(specification, left_out):
        every, found = every_day(specification), []
        kinds = {f"blow-{name}": (f"after {words}", blows(specification, initiators=who)) for name, words, who in SIDES}
        kinds["blow-uncertain"] = ("after a blow by either side, uncertain days too", blows(specification, uncertain=True))
        kinds["meeting"] = ("after a meeting of the presidents", meetings(specification))
        for kind, (words, days) in kinds.items():
            places = np.flatnonzero(every.day.isin(days))
            if not len(places):
                continue  # without any summit there is no meeting to wait from
            shared = {"test": "T2", "of": "meetings" if kind == "meeting" else "days with a blow"}
            left = f"steps of the day itself{left_out}"
            found.append(_median(every, places, name=f"wait-{kind}", label=f"median wait for a step {words}", left_out=left,
                                 **shared))
            found += [_share(every, places, within, name=f"within-{within}-{kind}", label=f"share with a step within "
                             f"{within} days {words}", left_out=f"{left}; the record’s last {within} days", **shared)
                      for within in WITHIN]
        return found
    return exclusions.each(specification, results)
