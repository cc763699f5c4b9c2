"""The whole analysis in one place: every test, computed once and shared by all chapters (`barometer.archive`).

`python -m barometer.analysis` computes everything anew and prints it with its seconds.
"""
import math
import time
from functools import cache

import pandas as pd

from barometer import archive, tables
from barometer.hypotheses import (
    controls, every_choice, foresight, leverage, need, outside_view, readings_together, timing)
from barometer.hypotheses.result import Result, adjusted
from barometer.verdict import in_words, signed

TESTS = {
    "T1": ("Do the readings move together?", readings_together.t1),
    "T2": ("Who moves first?", timing.t2),
    "T3": ("Do measures made by others agree?", outside_view.t3),
    "T4": ("Do controls follow diplomacy or the United Nations?", controls.t4),
    "T5": ("Does cooperation follow the harm?", need.t5),
    "T6": ("Does each step have a price?", leverage.t6),
    "T7": ("Would the rule have foretold what came after?", foresight.t7),
    "T8": ("Does the verdict survive every choice?", every_choice.t8),
}


@cache
def _results(test: str, fingerprint: str) -> tuple[Result, ...]:
    return archive.kept(test, TESTS[test][1])


def results(test: str) -> dict[str, Result]:
    """The results of one test by name. Raises `KeyError` for an unknown test."""
    return {result.name: result for result in _results(test, tables.digest())}


def every() -> list[Result]:
    """The results of all tests, in order."""
    return [result for test in TESTS for result in results(test).values()]


WHOLE = ("days", "months", "percent", "percentile", "points of the cooperation reading")
"""Units of which no decimals are worth printing."""
SHORT = {"rank correlation": "correlation", "points of the cooperation reading": "points a year",
         "standard deviations of ranks": "deviations of ranks", "standard deviations per mean": "deviations per mean",
         "Brier skill against the base rate": "Brier skill"}
"""Units as a narrow column prints them."""


def table() -> pd.DataFrame:
    """Every result as a row.

    Columns: test, label, effect, low, high, unit, null, p, held (p-value held to the false discovery rate), n (with what it
    counts), outcome, turned_by (joined), left_out; and as they are printed: value, interval, measured (the unit), chance (what
    no effect would be, empty for what only describes), told (the outcome and what turns it).
    """
    held = adjusted(every())
    return pd.DataFrame([
        {"test": r.test, "label": r.label[:1].upper() + r.label[1:], "effect": r.effect, "low": r.low, "high": r.high,
         "unit": r.unit, "null": r.null, "p": r.p, "held": held.get((r.test, r.name), float("nan")), "n": f"{r.n:,} {r.of}",
         "outcome": _called(r), "turned_by": ", ".join(r.turned_by), "left_out": r.left_out,
         "value": _printed(r, r.effect), "interval": f"{_printed(r, r.low)} to {_printed(r, r.high)}".replace(" ", "\u00a0"),
         "chance": "" if math.isnan(r.p) else _printed(r, r.null), "measured": SHORT.get(r.unit, r.unit),
         "told": _called(r) + (f"; turned by {', '.join(r.turned_by)}" if r.turned_by else "")} for r in every()])


def _printed(result: Result, value: float) -> str:
    if math.isinf(value):
        return "open"
    digits = 0 if result.unit in WHOLE else 2
    # A sign belongs to what can be positive or negative, not to shares and waits.
    bare = result.unit in ("share", "percent", "days") or math.isnan(result.p) and result.null == 0 and result.low >= 0
    return f"{value:.{digits}f}" if bare else signed(value, digits)


def _called(result: Result) -> str:
    """Found or open; a dash for what only describes, and for T8, whose interval holds specifications and not chance."""
    if math.isnan(result.p) or result.test == "T8":
        return "—"
    return "open" if result.outcome == "open" else "found"


def main() -> None:
    begun = time.perf_counter()
    for test, (question, compute) in TESTS.items():
        start = time.perf_counter()
        found = compute()
        print(f"{test} {question} ({time.perf_counter() - start:.1f} s)")
        for result in found:
            chance = in_words(result.p) if result.p == result.p else "no p-value"
            print(f"   {result.label}: {result.effect:.2f} ({result.low:.2f} to {result.high:.2f}) {result.unit}; {chance}; "
                  f"{result.n} {result.of}; {result.outcome}")
    print(f"{time.perf_counter() - begun:.1f} s in all")


if __name__ == "__main__":
    main()
