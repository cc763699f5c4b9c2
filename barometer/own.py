"""The reader's own barometer: the acts a page needs to recompute both readings, and what its correlation must equal."""
import numpy as np
import pandas as pd
from scipy import stats

from barometer import readings
from barometer.readings import REPORT, Specification


def acts(specification: Specification = REPORT) -> pd.DataFrame:
    """The acts that count under some choice of the reader's, one row an act, in order of day.

    The reader chooses half-life, weight of deeds, whose acts count, the rule for bundled acts, and sum or mean; coder,
    tiers, certain and without are as in `specification`. Columns: event, day (from which the act counts), track
    (narcotics, bundled, wider), initiator, goldstein (−10 to +10), deed (whether it is an act and not words).
    """
    widest = readings.acts(specification.but(whose="both sides", bundled="both"))
    rows = readings.coded(specification.coder)
    return rows.loc[rows.event.isin(widest.event), ["event", "day", "track", "initiator", "goldstein", "deed"]].reset_index(drop=True)


def rank_correlation(monthly: pd.DataFrame) -> float:
    """Spearman's correlation of the two readings over the tested months; missing where one of them does not vary."""
    both = readings.tested(monthly).dropna()
    varies = len(both) > 1 and both.nunique().min() > 1
    return float(stats.spearmanr(both.cooperation, both.climate).statistic) if varies else np.nan
