"""T8: does the verdict survive every defensible choice? The multiverse summed up."""
import numpy as np
import pandas as pd

from barometer.hypotheses.result import Result
from barometer.multiverse import chance, choices, effects

GROUPS = {("climate", "level"): "climate reading, level", ("climate", "change"): "climate reading, change",
          ("outside", "level"): "outside measures, level", ("outside", "change"): "outside measures, change"}


def grouped() -> pd.DataFrame:
    """`effects` with a column group: climate reading or outside measures, in level or in change."""
    frame = effects()
    ours = (frame.compared == "climate").to_numpy()
    names = np.array(list(GROUPS.values()))
    place = np.where(ours, 0, 2) + (frame.kind == "change").to_numpy()
    return frame.assign(group=pd.Categorical.from_codes(place.astype("int8"), names))


def curve(columns: int = 100) -> pd.DataFrame:
    """All effects of each group in order of size, gathered in columns of equal count so that none is left out.

    Columns: group, share (percent of the group's specifications up to the middle of the column), low, high (least and
    greatest effect in the column), count.
    """
    parts = []
    for group, rows in grouped().groupby("group", observed=True):
        ordered = np.sort(rows.effect.to_numpy().astype(float)).round(6)  # computed in single precision
        pieces = np.array_split(ordered, columns)
        parts.append(pd.DataFrame({"group": group, "share": (np.arange(columns) + 0.5) * 100 / columns,
                                   "low": [piece[0] for piece in pieces], "high": [piece[-1] for piece in pieces],
                                   "count": [len(piece) for piece in pieces]}))
    return pd.concat(parts, ignore_index=True)


def by_choice(kind: str, lag: int | None = None) -> pd.DataFrame:
    """How the effect against the climate reading depends on each choice, all others taken in every combination.

    Columns: dimension, choice (text), median, low, high (nine specifications in ten lie between), positive (percent above
    zero), count, moved (percent of all variance that the dimension accounts for by itself). `lag`: one lag alone.
    """
    frame = effects()
    frame = frame[(frame.compared == "climate") & (frame.kind == kind)]
    frame = frame if lag is None else frame[frame.lag == lag]
    total, parts = frame.effect.astype(float).var(ddof=0), []
    for dimension in choices():
        if dimension in ("kind", "compared") or frame[dimension].nunique() < 2:
            continue
        groups = frame.groupby(dimension, observed=True).effect
        quantiles = groups.quantile([0.05, 0.5, 0.95]).unstack()
        moved = ((groups.mean() - frame.effect.mean()) ** 2 * groups.size() / len(frame)).sum() / total
        parts.append(pd.DataFrame({
            "dimension": dimension, "choice": quantiles.index.astype(str), "median": quantiles[0.5].to_numpy(),
            "low": quantiles[0.05].to_numpy(), "high": quantiles[0.95].to_numpy(),
            "positive": 100 * groups.agg(lambda values: (values > 0).mean()).to_numpy(),
            "count": groups.size().to_numpy(), "moved": 100 * float(moved)}))
    return pd.concat(parts, ignore_index=True)


def t8() -> list[Result]:
    """The effect against the climate reading of the same month, over every specification: level and change.

    The effect is the median; low and high hold nine specifications in ten, which is no confidence interval, because
    specifications are no sample. The p-value is that of the mean effect.
    """
    frame = effects()
    found = []
    for kind, (_, p) in chance().items():
        values = frame.effect[(frame.compared == "climate") & (frame.kind == kind) & (frame.lag == 0)]
        low, middle, high = values.quantile([0.05, 0.5, 0.95])
        found.append(Result(
            "T8", kind, f"{kind}, every specification", float(middle), "rank correlation", float(low), float(high),
            "nine specifications in ten", p, "share of turned calendars whose mean effect over all specifications is as far "
            "from zero", len(values), "specifications", "lags other than zero and outside measures"))
    return found


def share(kind: str, least: float = 0.0, **fixed) -> float:
    """Percent of specifications against the climate reading whose effect exceeds `least`; `fixed` holds choices fixed."""
    frame = effects()
    rows = (frame.compared == "climate") & (frame.kind == kind)
    for name, value in ({"lag": 0} | fixed).items():
        rows &= frame[name] == value
    return 100 * float((frame.effect[rows] > least).mean())
