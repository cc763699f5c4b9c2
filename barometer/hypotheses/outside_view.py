"""T3: do the readings move with measures of the climate that others made?"""
from scipy import stats

from barometer import outside, readings
from barometer.hypotheses.comovement import KINDS, compare
from barometer.hypotheses.readings_together import tested
from barometer.hypotheses.result import Result
from barometer.readings import REPORT, Specification


def t3(specification: Specification = REPORT) -> list[Result]:
    """Each reading against each outside measure, in level and in change; a measure is turned so that more is better.

    Names are `reading-measure-kind`. Cooperation is the test of the thesis, the climate a test of this report's own
    reading of it.
    """
    ours, theirs = tested(specification), outside.toward_better()
    return [compare(ours[reading], theirs[name].reindex(ours.index), test="T3", kind=kind, name=f"{reading}-{name}-{kind}",
                    label=f"{reading} and {measure.label}, {kind}", left_out=_span(theirs[name], ours.index))
            for reading in readings.READINGS for name, measure in outside.MEASURES.items() for kind in KINDS]


def adjusted(results: list[Result]) -> dict[str, float]:
    """By name, the p-values held to the false discovery rate within these results.

    Benjamini and Yekutieli (2001, Annals of Statistics 29), which allows that the comparisons depend on each other.
    """
    return dict(zip((result.name for result in results),
                    stats.false_discovery_control([result.p for result in results], method="by").tolist(), strict=True))


def _span(series, index) -> str:
    known = series.reindex(index).dropna().index
    return f"months outside {known[0].strftime('%B %Y')} to {known[-1].strftime('%B %Y')}"
