"""The held-out months of T7 as frames: what each rule said month by month, its scores, and what so few months can show."""
import numpy as np
import pandas as pd

from barometer import surrogates
from barometer.hypotheses.forecasting import base_rate, brier, skill, surprise
from barometer.hypotheses.foresight import BLOCK, HELD_OUT, MONTHS, RULES, TESTED, TRAINED, forecasts, outcomes, states, steps


def months(definition: str = "step") -> pd.DataFrame:
    """The held-out months, one row each, with what each rule said and what came.

    Columns: month (period), climate (R at the end of the month before), one probability for each of `RULES` and `base`,
    outcome (boolean), events (tuple of the acts that count), hit (the leading rule and the outcome lie on one side of the
    base rate).
    """
    happened, known = outcomes(definition), states(definition)
    frame = pd.DataFrame({rule: forecasts(rule, known[rule].to_numpy(), happened)[0] for rule in RULES}, index=MONTHS)
    named = steps(definition).groupby("month").event.agg(tuple)
    frame = frame.assign(climate=known.level, base=base_rate(happened, TRAINED), outcome=happened,
                         events=[named.get(month, ()) for month in MONTHS])
    frame["hit"] = (frame.level > frame.base) == frame.outcome
    return frame.loc[HELD_OUT].rename_axis("month").reset_index()


def scores(definition: str = "step") -> pd.DataFrame:
    """Every rule's scores over the held-out months, the base rate first.

    Columns: rule, label, brier (0 at best), log (mean surprise in bits), skill (against the base rate), trained (the same on
    the months it was fitted on, hence flattered), hits (months in which rule and outcome lie on one side of the base rate;
    missing for the base rate itself).
    """
    happened, known = outcomes(definition), states(definition)
    base, rows = base_rate(happened, TRAINED), []
    for rule, label in {"base": "the base rate of the training months", **RULES}.items():
        every = forecasts(rule, known[rule].to_numpy(), happened)[0] if rule in RULES else np.full(len(MONTHS), base)
        said, came = every[TESTED], happened[TESTED]
        hits = int(((said > base) == came).sum()) if rule in RULES else None
        rows.append((rule, label, brier(said, came).mean(), surprise(said, came).mean(), skill(said, came, base),
                     skill(every[TRAINED], happened[TRAINED], base), hits))
    return pd.DataFrame(rows, columns=["rule", "label", "brier", "log", "skill", "trained", "hits"]).astype({"hits": "Int64"})


def power(gaps: tuple[float, ...] = (0.1, 0.2, 0.3, 0.4, 0.5), draws: int = surrogates.DRAWS) -> pd.DataFrame:
    """What 17 months could show if the leading rule were true: steps likelier by a gap while R is above its median.

    The two chances lie evenly around the base rate, and the rule is given them. Columns: gap, expected (mean skill), seen
    (share of futures whose interval leaves out zero, that is at most so many would be found).
    """
    happened, said = outcomes(), states().level
    above, base = (said >= said[TRAINED].median()).to_numpy()[TESTED], base_rate(happened, TRAINED)
    drawn, random, rows = surrogates.block_draws(above.size, 299, BLOCK), surrogates.generator(70), []
    for gap in gaps:
        chances = base + np.where(above, gap / 2, -gap / 2)
        futures = random.random((draws, above.size)) < chances
        loss, rival = (brier(one, futures)[:, drawn].mean(axis=-1) for one in (chances, base))
        rows.append((gap, skill(chances, futures, base).mean(), np.mean(np.quantile(1 - loss / rival, 0.025, axis=1) > 0)))
    return pd.DataFrame(rows, columns=["gap", "expected", "seen"])
