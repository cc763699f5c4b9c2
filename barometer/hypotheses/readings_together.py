"""T1: do the two readings move together, in level and in change?"""
from dataclasses import replace

import pandas as pd

from barometer import readings, tables
from barometer.events import searched
from barometer.hypotheses.comovement import KINDS, compare
from barometer.hypotheses.result import ALL, SEARCHED, UNEVEN, Result
from barometer.readings import REPORT, Specification
from barometer.summits import every, summits

WHOSE = {"China and joint": "Beijing’s and joint acts", "both sides": "both sides’ acts"}


def by_month(specification: Specification = REPORT) -> pd.DataFrame:
    """The monthly readings that the tests use; index month (a period, as other series are kept), columns cooperation, climate."""
    found = readings.tested(readings.monthly(specification))
    return found.set_axis(found.index.to_period("M"))


def together(specification: Specification = REPORT) -> list[Result]:
    """T1 under one specification: level and three-month change, each also without every one of the summits, without
    all of them, and without the acts found by search."""
    results = []
    left = summits() | {ALL: every(), SEARCHED: searched()}
    found = {None: by_month(specification)} | {
        name: by_month(specification.but(without=specification.without | events)) for name, events in left.items()} | {
        UNEVEN: by_month(specification.but(tiers="even"))}
    for kind in KINDS:
        def of(summit, kind=kind):
            frame = found[summit]
            return compare(frame.cooperation, frame.climate, test="T1", kind=kind,
                           name=f"{kind}-{specification.whose.replace(' ', '-')}",
                           label=f"{kind}, {WHOSE[specification.whose]}",
                           left_out=f"months before {readings.TESTED_FROM.strftime('%B %Y')}"
                                    + (f"; {summit}" if summit in (SEARCHED, UNEVEN) else
                                       f"; the acts around {summit}" if summit else ""))
        results.append(of(None).leaving_out([name for name in found if name], of))
    return results


def t1(specification: Specification = REPORT) -> list[Result]:
    """T1 for Beijing's and joint acts, with which the report leads, for both sides' acts, and as the other coders coded."""
    found = [result for whose in WHOSE for result in together(specification.but(whose=whose))]
    for coder in sorted(set(tables.codings().coder) - {specification.coder}):
        found += [replace(result, name=f"{result.name}-coder-{coder}", label=f"{result.label}, coded by {coder}")
                  for result in together(specification.but(coder=coder))]
    return found


def by_coder(results: dict[str, Result], kind: str) -> dict[str, Result]:
    """Of the results of T1 by name, those of one kind that rest on the other coders, by coder."""
    return {name[-1]: result for name, result in results.items() if "-coder-" in name and name.startswith(kind)}
