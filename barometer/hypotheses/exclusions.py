"""The same results once more without each summit, and without all of them."""
from collections.abc import Callable

from barometer import readings
from barometer.hypotheses.result import ALL, Result
from barometer.readings import Specification
from barometer.summits import every, summits

MONTHS = f"months before {readings.TESTED_FROM.strftime('%B %Y')}"
"""What every test of monthly readings leaves out."""


def each(specification: Specification, results: Callable[[Specification, str], list[Result]]) -> list[Result]:
    """`results(specification, left_out)`, each result with those of its name that leave out a summit.

    `left_out` is empty, or says which acts are left out, to be put after what a result leaves out anyway. A result that
    cannot be had without a summit is simply not among those returned for it.
    """
    left = summits() | {ALL: every()}
    others = {summit: {found.name: found for found in
                       results(specification.but(without=specification.without | events), f" and the acts around {summit}")}
              for summit, events in left.items()}
    return [found.leaving_out([summit for summit in left if found.name in others[summit]],
                              lambda summit, name=found.name: others[summit][name])
            for found in results(specification, "")]
