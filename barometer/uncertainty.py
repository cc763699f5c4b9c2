"""How far the readings could lie from where the report puts them: intervals for any dates and any specification.

Three sources are drawn at random together: which acts the record happens to hold (the acts of each quarter of a year share a
random weight: the Bayesian bootstrap of Rubin 1981, Annals of Statistics 9, taken in blocks because acts come in bursts);
which coder is right (each act takes the coding of one coder, drawn anew); and the choices of half-life and weight of deeds,
over their grids.
"""
from functools import cache

import numpy as np
import pandas as pd

from barometer import readings, surrogates, tables
from barometer.readings import READINGS, REPORT, Specification

DRAWS = 600
HALF_LIVES = (90, 120, 180, 270, 365)
DEEDS = (0.5, 1.0, 2.0)
LEVEL = 0.9
"""Share of draws between low and high: nine in ten, because tails of so few acts mean little."""


@cache
def _acts(specification: Specification, coders: tuple[str, ...], fingerprint: str) -> pd.DataFrame:
    """The acts of all coders under a specification; columns of `readings.acts` and coder."""
    return pd.concat([readings.acts(specification.but(coder=coder)).assign(coder=coder) for coder in coders],
                     ignore_index=True)


def draws(dates: pd.DatetimeIndex, specification: Specification = REPORT) -> dict[str, np.ndarray]:
    """Both readings drawn again: by reading, an array of shape (draws, dates)."""
    coders = tuple(sorted(tables.codings().coder.unique()))
    rows, random = _acts(specification, coders, tables.digest()), surrogates.generator(5)
    events = pd.Index(tables.events().event)
    half_life = random.choice(HALF_LIVES, size=DRAWS)
    deeds = random.choice(DEEDS, size=DRAWS)
    chosen = random.integers(len(coders), size=(DRAWS, len(events)))
    quarters, quarter = np.unique(rows.day.dt.to_period("Q").astype(str), return_inverse=True)
    luck = random.exponential(size=(DRAWS, len(quarters)))
    place, of_coder = events.get_indexer(rows.event), rows.coder.map(coders.index).to_numpy()
    weight = luck[:, quarter] * (chosen[:, place] == of_coder) * np.where(rows.deed, deeds[:, None], 1.0)
    found = {}
    for name in READINGS:
        mine = (rows.reading == name).to_numpy()
        values = np.empty((DRAWS, len(dates)))
        for length in HALF_LIVES:
            fading = readings.weights(rows.day[mine], dates, length).T
            drawn = half_life == length
            mass = weight[drawn][:, mine] @ fading
            total = (weight[drawn][:, mine] * rows.goldstein.to_numpy()[mine]) @ fading
            mean = getattr(specification, f"{name}_as") == "mean"
            value = total / np.where(mass > 0, mass, 1) if mean else total * readings.per_year(length)
            values[drawn] = np.where(mass > 0, value, np.nan)
        found[name] = values
    return found


def bands(dates: pd.DatetimeIndex, specification: Specification = REPORT) -> pd.DataFrame:
    """Both readings with their intervals, one row a date and reading.

    Columns: date, reading, value (as `readings.read`), low, high (nine draws in ten lie between). Dates before the first act
    are left out.
    """
    middle, drawn = readings.read(dates, specification), draws(dates, specification)
    parts = []
    for name in READINGS:
        known = middle[name].notna().to_numpy()
        low, high = np.nanquantile(drawn[name][:, known], [(1 - LEVEL) / 2, (1 + LEVEL) / 2], axis=0)
        value = middle[name].to_numpy()[known]
        parts.append(pd.DataFrame({"date": dates[known], "reading": name, "value": value,
                                   "low": np.minimum(low, value), "high": np.maximum(high, value)}))
    return pd.concat(parts, ignore_index=True)
