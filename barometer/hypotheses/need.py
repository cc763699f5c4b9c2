"""T5: does cooperation follow the harm, and which rival explains it better, harm or climate?"""
import numpy as np
import pandas as pd
from scipy import stats

from barometer import supply, surrogates
from barometer.hypotheses import exclusions
from barometer.hypotheses.comovement import KINDS, compare, taken
from barometer.hypotheses.readings_together import by_month
from barometer.hypotheses.result import Result
from barometer.readings import REPORT, Specification
from barometer.surrogates import BLOCK

DELAY = 6
"""Months after which a death count is known well enough to be acted on: the producer's own delay is four to six."""


def harm() -> pd.DataFrame:
    """Index month (period); columns deaths (synthetic opioids, in the 12 months up to the month) and seizures (pounds of
    fentanyl in a month, mean of 12)."""
    deaths, seized = supply.deaths(), supply.seizures()
    return pd.DataFrame({
        "deaths": deaths.set_index(deaths.month_ending.dt.to_period("M")).deaths_reported,
        "seizures": seized.set_index(seized.month.dt.to_period("M"))["mean"]}).astype(float)


def t5(specification: Specification = REPORT) -> list[Result]:
    """Cooperation against deaths and seizures, in level and change, at once and after the delay; then the comparison."""
    ours, theirs = by_month(specification), harm()
    every = pd.period_range(theirs.index[0], ours.index[-1], freq="M")
    results = []
    for name in theirs:
        for kind in KINDS:
            for delay in (0, DELAY):
                series = theirs[name].reindex(every).shift(delay).reindex(ours.index)
                when = f", {delay} months before" if delay else ""
                results.append(compare(
                    ours.cooperation, series, test="T5", kind=kind, name=f"{name}-{kind}" + ("-before" if delay else ""),
                    label=f"cooperation and {name}{when}, {kind}",
                    left_out=f"months without a count of {name}"))
    return results + exclusions.each(specification, rivals)


def rivals(specification: Specification = REPORT, left_out: str = "") -> list[Result]:
    """Climate and deaths in one regression of cooperation, all as ranks in standard deviations.

    Ordinary least squares with intervals that allow for errors related over a year (Newey and West 1987, Econometrica 55;
    statsmodels); p-values from phase-randomized cooperation, because such intervals are too narrow for series this smooth.
    """
    from statsmodels.regression.linear_model import OLS

    ours = by_month(specification)
    found = []
    for kind in KINDS:
        frame = taken(ours.join(harm().deaths), kind).dropna()
        ranks = pd.DataFrame(stats.zscore(stats.rankdata(frame, axis=0)), columns=frame.columns)
        causes = ranks[["climate", "deaths"]].to_numpy()
        fit = OLS(ranks.cooperation.to_numpy(), causes).fit(cov_type="HAC", cov_kwds={"maxlags": BLOCK})
        chance = surrogates.phase_randomized(ranks.cooperation.to_numpy()) @ np.linalg.pinv(causes).T
        for place, name in enumerate(("climate", "deaths")):
            low, high = fit.conf_int()[place]
            found.append(Result(
                "T5", f"rivals-{name}-{kind}", f"cooperation on {name}, the other rival held fixed, {kind}",
                float(fit.params[place]), "standard deviations of ranks", float(low), float(high),
                f"least squares, errors related over {BLOCK} months",
                surrogates.p_value(float(fit.params[place]), chance[:, place]),
                "share of phase-randomized series with a coefficient as far from zero", len(frame), "months",
                "months without a count of deaths" + left_out))
    return found
