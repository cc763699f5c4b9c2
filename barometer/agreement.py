"""How far coders who worked apart agree: Krippendorff's alpha for each field of the codings, with its interval.

Alpha is 1 for perfect agreement and 0 for what chance would give (Krippendorff 2004, Content Analysis, chapter 11). The
interval comes from events drawn again. The package `krippendorff` is not used because its license (GPL) is not ours.
"""
from dataclasses import dataclass

import numpy as np
import pandas as pd

from barometer import surrogates, tables

DRAWS = 1000
BLANK = "blank"
"""A code left out on purpose is a decision, and counts as a value where a field is nominal."""

REQUESTED, UNASKED = "0832", "060"
"""Codes of a control at home, with and without an earlier request."""

FIELDS = {
    "track": "nominal", "initiator": "nominal", "target": "nominal", "cameo": "nominal", "root": "nominal",
    "goldstein": "interval", "ladder": "ordinal", "any ladder": "nominal",
}
"""Fields and the metric that fits; root: the first two digits of the code; any ladder: whether the act has a level."""


@dataclass(frozen=True)
class Agreement:
    """Alpha of one field with a 95 % interval; `events` that at least two coders gave a value; `same`: percent of them on
    which all agree."""

    field: str
    metric: str
    alpha: float
    low: float
    high: float
    events: int
    same: float


def values(field: str, codings: pd.DataFrame | None = None) -> pd.DataFrame:
    """What each coder gave for a field: index event, one column a coder, missing where a level or value does not exist."""
    rows = tables.codings() if codings is None else codings
    goldstein = tables.cameo().set_index("cameo").goldstein
    given = {"root": rows.cameo.str[:2].fillna(BLANK), "goldstein": rows.cameo.map(goldstein),
             "any ladder": rows.ladder.notna(), "cameo": rows.cameo.fillna(BLANK)}.get(field)
    given = rows[field] if given is None else given
    return rows.assign(given=given).pivot(index="event", columns="coder", values="given")


def alpha(counts: np.ndarray, metric: str, levels: np.ndarray, times: np.ndarray | None = None) -> np.ndarray:
    """Krippendorff's alpha from the times each unit was given each value: `counts` of shape (units, values), in the order
    of `levels`.

    `times`: how often each unit counts, shape (draws, units); once each where it is missing. One alpha a draw; NaN where
    all values are the same, because there is nothing to disagree on. Every unit needs at least two values.
    """
    counts = counts.astype(float)
    times = np.ones((1, len(counts))) if times is None else times
    totals = times @ counts
    if metric == "ordinal":  # the distance of two places depends on how many values lie between them
        far = np.stack([_distances(metric, drawn, levels) for drawn in totals])
        within = np.einsum("uc,dck,uk->du", counts, far, counts)
    else:
        far = _distances(metric, totals[0], levels)[None]
        within = np.einsum("uc,uc->u", counts @ far[0], counts)[None]
    observed = (times * within / (counts.sum(axis=1) - 1)).sum(axis=1)
    expected = (np.matmul(totals[:, None, :], far)[:, 0] * totals).sum(axis=1) / (totals.sum(axis=1) - 1)
    return 1 - observed / np.where(expected > 0, expected, np.nan)


def _distances(metric: str, totals: np.ndarray, levels: np.ndarray) -> np.ndarray:
    """Squared distances between values: 0 or 1, or of places, or of numbers."""
    if metric == "nominal":
        return 1.0 - np.eye(len(levels))
    place = np.cumsum(totals) - totals / 2 if metric == "ordinal" else levels.astype(float)
    return (place[:, None] - place[None, :]) ** 2


def agreement(codings: pd.DataFrame | None = None) -> list[Agreement]:
    """Agreement on every field; an empty list where there is one coder alone."""
    rows = tables.codings() if codings is None else codings
    if rows.coder.nunique() < 2:
        return []
    found = []
    for field, metric in FIELDS.items():
        given = values(field, rows)
        both = given[given.notna().sum(axis=1) >= 2]
        levels = np.sort(pd.unique(both.stack().dropna()))
        counts = np.stack([(both == level).sum(axis=1).to_numpy() for level in levels], axis=1)
        times = surrogates.generator(4).multinomial(len(counts), np.full(len(counts), 1 / len(counts)), size=DRAWS)
        middle = float(alpha(counts, metric, levels)[0])
        low, high = np.nanpercentile(alpha(counts, metric, levels, times), [2.5, 97.5])
        same = both.apply(lambda row: row.dropna().nunique() == 1, axis=1).mean()
        found.append(Agreement(field, metric, middle, min(float(low), middle), max(float(high), middle), len(both),
                               100 * float(same)))
    return found


def disputed(codings: pd.DataFrame | None = None, least: float = 5) -> pd.DataFrame:
    """Events on which coders differ in Goldstein value by `least` points or more, the widest first.

    Columns: event, title, date, spread (points), one column a coder with its code (blank where it gave none).
    """
    given = values("goldstein", codings)
    spread = (given.max(axis=1) - given.min(axis=1)).rename("spread")
    wide = spread[spread >= least].reset_index()
    codes = values("cameo", codings)
    return wide.merge(tables.events()[["event", "title", "date"]], on="event").join(codes, on="event").sort_values(
        ["spread", "event"], ascending=[False, True], ignore_index=True)


def unasked(coder: str) -> pd.DataFrame:
    """Controls that one coder took for the answer to a request and every other for an act without one: the rule asks for an
    earlier request, which title and quoted words alone do not show. Index event, one column a coder."""
    given = values("cameo")
    return given[given[coder].eq(REQUESTED) & given.drop(columns=coder).eq(UNASKED).all(axis=1)]


def half_blank() -> pd.DataFrame:
    """Events that one coder left blank and another did not, the weightiest first: they count by one coding and not by the other.

    Columns: event, points (the Goldstein value furthest from zero that a coder gave, without its sign).
    """
    given, value = values("cameo"), values("goldstein")
    blank = given.eq(BLANK)
    most = value[blank.any(axis=1) & ~blank.all(axis=1)].abs().max(axis=1)
    return most.rename("points").reset_index().sort_values(["points", "event"], ascending=[False, True], ignore_index=True)
