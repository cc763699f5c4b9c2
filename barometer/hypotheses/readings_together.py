"""T1: do the two readings move together, in level and in change?"""
import pandas as pd

from barometer import readings
from barometer.events import searched
from barometer.hypotheses.comovement import KINDS, compare
from barometer.hypotheses.result import ALL, SEARCHED, Result
from barometer.readings import REPORT, Specification
from barometer.summits import summits

WHOSE = {"China and joint": "Beijing’s and joint acts", "both sides": "both sides’ acts"}


def tested(specification: Specification = REPORT) -> pd.DataFrame:
    """The monthly readings that the tests use; index month (period), columns cooperation, climate."""
    found = readings.monthly(specification)
    return found.set_axis(found.index.to_period("M")).loc[readings.TESTED_FROM:]


def together(specification: Specification = REPORT) -> list[Result]:
    """T1 under one specification: level and three-month change, each also without every one of the summits, without
    all of them, and without the acts found by search."""
    results = []
    left = summits() | {ALL: frozenset().union(*summits().values()), SEARCHED: searched()}
    found = {None: tested(specification)} | {
        name: tested(specification.but(without=specification.without | events)) for name, events in left.items()}
    for kind in KINDS:
        def of(summit, kind=kind):
            frame = found[summit]
            return compare(frame.cooperation, frame.climate, test="T1", kind=kind,
                           name=f"{kind}-{specification.whose.replace(' ', '-')}",
                           label=f"{kind}, {WHOSE[specification.whose]}",
                           left_out=f"months before {readings.TESTED_FROM.strftime('%B %Y')}"
                                    + (f" and the acts around {summit}" if summit else ""))
        results.append(of(None).leaving_out(left, of))
    return results


def t1(specification: Specification = REPORT) -> list[Result]:
    """T1 for Beijing's and joint acts, with which the report leads, and for both sides' acts."""
    return [result for whose in WHOSE for result in together(specification.but(whose=whose))]
