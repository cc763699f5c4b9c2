"""T3: do the readings move with measures of the climate that others made?"""
from barometer import outside, readings
from barometer.hypotheses.comovement import KINDS, compare
from barometer.hypotheses.readings_together import by_month
from barometer.hypotheses.result import Result
from barometer.readings import REPORT, Specification


def t3(specification: Specification = REPORT) -> list[Result]:
    """Each reading against each outside measure, in level and in change; a measure is turned so that more is better.

    Names are `reading-measure-kind`. Cooperation is the test of the thesis, the climate a test of this report's own
    reading of it.
    """
    ours, theirs = by_month(specification), outside.toward_better()
    return [compare(ours[reading], theirs[name].reindex(ours.index), test="T3", kind=kind, name=f"{reading}-{name}-{kind}",
                    label=f"{reading} and {measure.label}, {kind}", left_out=_span(theirs[name], ours.index))
            for reading in readings.READINGS for name, measure in outside.MEASURES.items() for kind in KINDS]


def _span(series, index) -> str:
    known = series.reindex(index).dropna().index
    return f"months outside {known[0].strftime('%B %Y')} to {known[-1].strftime('%B %Y')}"
