"""T2: where the level of each reading breaks, and whether the breaks fall together.

Change points of the mean by the exact search of PELT (Killick, Fearnhead and Eckley 2012, Journal of the American
Statistical Association 107) with the squared-error cost, as ruptures has it in C under the name of a linear kernel; of the
readings, which lead, and of their ranks, both scaled to variance 1. A break costs two parameters (its place and a mean), each
the logarithm of the number of months, as in the Bayesian information criterion with the variance of the whole series. The
criterion takes months for independent; readings are smooth, so that it finds breaks too readily rather than too seldom. Hence
the share of other penalties under which a break stays.
"""
import numpy as np
import pandas as pd
from scipy import stats

from barometer.hypotheses import calendars, exclusions
from barometer.hypotheses.readings_together import by_month
from barometer.hypotheses.result import Result
from barometer.readings import READINGS, REPORT, Specification

COSTS = {"l2": "mean", "rank": "ranks"}
LEAST = 6
"""Months between two breaks, at least: the half-life."""
AROUND = np.geomspace(0.5, 2, 13)
"""Penalties tried, as multiples of the one used."""
NEAR = 2
"""Months within which a break under another penalty is the same break."""


def found(series: np.ndarray, cost: str = "l2", times: float = 1.0) -> np.ndarray:
    """Places of the first months after a break. `times`: the penalty as a multiple of the one used."""
    import ruptures

    series = stats.rankdata(series) if cost == "rank" else series
    scaled = (series - series.mean()) / series.std()
    fitted = ruptures.KernelCPD(kernel="linear", min_size=LEAST, jump=1).fit(scaled)
    return np.array(fitted.predict(pen=times * 2 * np.log(len(scaled)))[:-1], int)


def breaks(specification: Specification = REPORT) -> pd.DataFrame:
    """The breaks of both readings.

    Columns: reading (cooperation, climate), cost (mean, ranks), month (period, the first after the break), before and after
    (mean of the reading between this break and its neighbors), kept (share of penalties from half to double under which a
    break lies within two months).
    """
    frame = by_month(specification)
    rows = []
    for reading in READINGS:
        series = frame[reading].to_numpy()
        for cost, name in COSTS.items():
            others = [found(series, cost, times) for times in AROUND]
            edges = [0, *found(series, cost), len(series)]
            for start, place, end in zip(edges, edges[1:-1], edges[2:]):
                kept = np.mean([bool(np.any(np.abs(other - place) <= NEAR)) for other in others])
                rows.append((reading, name, frame.index[place], series[start:place].mean(), series[place:end].mean(), kept))
    return pd.DataFrame(rows, columns=["reading", "cost", "month", "before", "after", "kept"])


def _near(frame: pd.DataFrame, cost: str, left_out: str) -> Result:
    places = {reading: found(frame[reading].to_numpy(), cost) for reading in READINGS}
    n, own = len(frame), places["cooperation"]
    words = {"test": "T2", "name": f"breaks-{COSTS[cost]}", "unit": "months", "left_out": left_out,
             "of": "breaks of cooperation",
             "label": f"mean distance from a break of cooperation to the nearest of the climate ({COSTS[cost]})"}
    if not len(own) or not len(places["climate"]):
        nan = float("nan")
        return Result(effect=nan, low=nan, high=nan, interval="none", p=nan, n=len(own),
                      how="none: one of the readings has no break", **words)
    distance = np.abs(np.arange(n)[:, None] - places["climate"]).min(axis=1)
    return calendars.compare(distance, own, floor=0, **words)


def near(specification: Specification = REPORT) -> list[Result]:
    """How far the breaks of cooperation lie from the nearest break of the climate; each also without every summit."""
    def results(specification, left_out):
        frame = by_month(specification)
        return [_near(frame, cost, exclusions.MONTHS + left_out) for cost in COSTS]
    return exclusions.each(specification, results)
