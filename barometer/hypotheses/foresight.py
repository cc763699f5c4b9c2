"""T7: does the rule of the sources, fitted on what they could know, foretell what came after them?

The last of the five sources is of March 14, 2025. One of them says that cooperation follows the broader trajectory of the
relationship (passage S2.05). Here that sentence becomes a forecast for each later month: how likely is it that China, or
both, take a cooperative step on drugs? What is estimated, is estimated on July 2017 to February 2025 alone; what is
forecast, are the 17 months from April 2025 to August 2026, each from what was known at the end of the month before it.
March 2025 lies on both sides of the horizon and is left out; no step is recorded in it.

Hindsight remains. The rule was put into numbers, the half-life chosen, the events coded and the ledger of prices written
after the facts were known. Only the probabilities are innocent of what came later.
"""
from functools import cache

import numpy as np
import pandas as pd

from barometer import readings, surrogates
from barometer.events import is_certain
from barometer.hypotheses import exclusions, leverage
from barometer.hypotheses.forecasting import base_rate, by_curve, by_state, skill
from barometer.hypotheses.result import Result
from barometer.readings import REPORT, Specification

HORIZON = pd.Timestamp("2025-03-14")
TRAINING = pd.period_range(readings.TESTED_FROM, "2025-02", freq="M")
HELD_OUT = pd.period_range("2025-04", "2026-08", freq="M")
MONTHS = pd.period_range(TRAINING[0], HELD_OUT[-1], freq="M")
TRAINED, TESTED = MONTHS.isin(TRAINING), MONTHS.isin(HELD_OUT)

BLOCK = 3
"""Months in a block when months are drawn again: about the cube root of 17, over which steps cluster."""

STEPS = {
    "step": "a cooperative step by China or both",
    "any": "a cooperative step by China or both, uncertain ones included",
    "channel": "an act of ladder 3 or more by anyone",
    "rule": "a control or joint enforcement (ladder 4 or 5) by China or both",
}
"""What is to be foretold; the report leads with the first."""

RULES = {
    "level": "R above or below its training median",
    "thirds": "R in its lowest, middle or highest third",
    "curve": "logistic curve of R",
    "direction": "R rose over three months or fell",
    "persistence": "a step in the last three months or none",
    "leverage": "a price or a bargain on the table or none",
}
"""Four readings of the barometer, the first leading, and two rivals; all are held against the base rate."""

INTERVAL = f"the {len(HELD_OUT)} months drawn again in blocks of {BLOCK}, the fitted rule held fast"
HOW = "every circular shift of what the rule looks at, fitted and scored again each time"
LEFT_OUT = "months before July 2017, and March 2025, which the horizon divides"


@cache
def _monthly(specification: Specification) -> pd.DataFrame:
    found = readings.monthly(specification)
    return found.set_axis(found.index.to_period("M"))


@cache
def steps(definition: str = "step", specification: Specification = REPORT) -> pd.DataFrame:
    """The acts that count as what is to be foretold, in order. Columns of `readings.coded` and month (period).

    The frame is shared: copy it before changing it. Raises `KeyError` for an unknown definition.
    """
    rows = readings.coded(specification.coder)
    ours, certain, ladder = rows.initiator.isin(["CN", "joint"]), is_certain(rows), rows.ladder.fillna(-1)
    on_drugs = ours & (rows.goldstein > 0) & (rows.track == "narcotics")
    kept = {"step": on_drugs & certain, "any": on_drugs, "channel": (ladder >= 3) & certain,
            "rule": ours & (ladder >= 4) & certain}[definition]
    return rows[kept & ~rows.event.isin(specification.without)].assign(month=lambda frame: frame.date.dt.to_period("M"))


def outcomes(definition: str = "step", specification: Specification = REPORT) -> np.ndarray:
    """For each of `MONTHS`, whether such an act fell into it (boolean)."""
    return MONTHS.isin(steps(definition, specification).month)


@cache
def states(definition: str = "step", specification: Specification = REPORT) -> pd.DataFrame:
    """What each rule looks at, known at the end of the month before; index: the month to be forecast.

    Columns: level, thirds, curve (all three R itself), direction (R minus R three months before), persistence (1 where one
    of the three months before had a step), leverage (1 where a price or a bargain stood; `leverage.standing`). The frame is
    shared: copy it before changing it.
    """
    climate = _monthly(specification).climate
    climate = climate.set_axis(climate.index + 1)
    known = climate.reindex(MONTHS)
    earlier = [(MONTHS - back).isin(steps(definition, specification).month) for back in (1, 2, 3)]
    eves = (MONTHS - 1).to_timestamp(how="end").normalize()
    return pd.DataFrame({"level": known, "thirds": known, "curve": known, "direction": climate.diff(3).reindex(MONTHS),
                         "persistence": np.any(earlier, axis=0).astype(float),
                         "leverage": leverage.standing(eves, specification.without).astype(float)}, index=MONTHS)


def forecasts(rule: str, values: np.ndarray, happened: np.ndarray) -> np.ndarray:
    """The probability of a step in each of `MONTHS`, for many series of what `rule` looks at: shape (series, months).

    What lies after the training months decides which state a month is in, never what a state stands for.
    """
    values = np.atleast_2d(values)
    if rule == "curve":
        return by_curve(values, happened, TRAINED)
    shares = {"level": [1 / 2], "thirds": [1 / 3, 2 / 3]}.get(rule)
    fixed = 0.0 if rule == "direction" else 0.5
    edges = np.quantile(values[:, TRAINED], shares, axis=1) if shares else np.full((1, len(values)), fixed)
    return by_state(values, happened, TRAINED, edges)


def _turned(series: np.ndarray) -> np.ndarray:
    """A series shifted in a circle by each possible number of months, unshifted first: shape (months, months)."""
    places = np.arange(len(series))
    return series[(places[None] - places[:, None]) % len(series)]


def _rank(effects: np.ndarray) -> float:
    """The two-sided p-value of the first effect among those of all shifts, by distance from the mean of the others."""
    middle = effects[1:].mean()
    return surrogates.p_value(effects[0] - middle, effects[1:] - middle)


def _result(name: str, label: str, chances: np.ndarray, happened: np.ndarray, base: float, p: float, how: str,
            left_out: str) -> Result:
    drawn, effect = surrogates.block_draws(len(happened), surrogates.DRAWS, BLOCK), float(skill(chances, happened, base))
    low, high = np.quantile(skill(chances[drawn], happened[drawn], base), [0.025, 0.975])
    return Result("T7", name, label, effect, "Brier skill against the base rate", float(min(low, effect)),
                  float(max(high, effect)), INTERVAL, p, how, len(happened), "months", LEFT_OUT + left_out)


def judged(rule: str, definition: str = "step", specification: Specification = REPORT, left_out: str = "") -> Result:
    """The skill of one rule over the held-out months, one month ahead: the rule is frozen, its state is kept current."""
    happened = outcomes(definition, specification)
    turned, base = _turned(states(definition, specification)[rule].to_numpy()), base_rate(happened, TRAINED)
    tried = forecasts(rule, turned, happened)[:, TESTED]
    return _result(f"{rule}-{definition}", f"{RULES[rule]}: {STEPS[definition]}", tried[0], happened[TESTED], base,
                   _rank(skill(tried, happened[TESTED], base)), HOW, left_out)


def once(definition: str = "step", specification: Specification = REPORT, left_out: str = "") -> Result:
    """The leading rule asked a single time, on the day of the horizon: one probability for all 17 months."""
    happened = outcomes(definition, specification)
    values = np.where(TESTED, readings.at(HORIZON, specification).climate, states(definition, specification).level)
    return _result(f"once-{definition}", f"R on March 14, 2025, above or below its training median: {STEPS[definition]}",
                   forecasts("level", values, happened)[0, TESTED], happened[TESTED], base_rate(happened, TRAINED), np.nan,
                   "none: a constant forecast cannot be shifted", left_out)


def _turn(rose: np.ndarray, rises: np.ndarray) -> np.ndarray:
    """Share of rises of C after R rose, less that after it fell, along the last axis."""
    after = [(kind & rises).sum(-1) / np.maximum(kind.sum(-1), 1) for kind in (rose, ~rose)]
    return after[0] - after[1]


def direction(begin: pd.PeriodIndex, name: str, label: str, specification: Specification = REPORT,
              left_out: str = "") -> Result:
    """Does C rise over three months after R rose over three? The windows begin at the ends of the given months."""
    found = _monthly(specification)
    ahead = (found.cooperation.shift(-3) - found.cooperation).loc[begin].dropna()
    rises, rose = (ahead > 0).to_numpy(), (found.climate.diff(3).loc[ahead.index] > 0).to_numpy()
    drawn, effect = surrogates.block_draws(len(rises), surrogates.DRAWS, BLOCK), float(_turn(rose, rises))
    low, high = np.quantile(_turn(rose[drawn], rises[drawn]), [0.025, 0.975])
    return Result("T7", name, label, effect, "difference of shares", float(min(low, effect)), float(max(high, effect)),
                  f"windows drawn again in blocks of {BLOCK}", _rank(_turn(_turned(rose), rises)),
                  "every circular shift of the turns of R", len(rises), "overlapping windows", LEFT_OUT + left_out)


def asked(specification: Specification = REPORT, left_out: str = "") -> list[Result]:
    """All results of T7 under one specification."""
    pairs = [(rule, "step") for rule in RULES]
    pairs += [(rule, other) for other in list(STEPS)[1:] for rule in ("level", "persistence", "leverage")]
    turn = "rises of C over three months after R rose over three, less those after it fell"
    windows = {"turn-later": (HELD_OUT - 1, f"{turn}, from the end of March 2025"),
               "turn-earlier": (TRAINING[:-3], f"{turn}, before the horizon")}
    return ([judged(*pair, specification, left_out) for pair in pairs] + [once("step", specification, left_out)]
            + [direction(begin, name, label, specification, left_out) for name, (begin, label) in windows.items()])


def t7(specification: Specification = REPORT) -> list[Result]:
    """T7: the skill of every rule, of the leading one and the rivals also for other outcomes, and the turns of C and R; each
    also without every summit."""
    return exclusions.each(specification, asked)
