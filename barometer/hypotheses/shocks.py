"""T2: what cooperation does around the shocks and thaws of the climate.

A shock is a month at whose end the climate has fallen, within three months, by more than one standard deviation of all its
three-month changes; a thaw is as large a rise. Of such months that lie closer than half a year only the most
extreme counts. One standard deviation is the customary mark of the unusual; the ten most extreme, whatever their
size, and one and a half deviations stand beside it.
"""
import numpy as np
import pandas as pd

from barometer import summits
from barometer.hypotheses import calendars, exclusions
from barometer.hypotheses.comovement import STEP
from barometer.hypotheses.readings_together import by_month
from barometer.hypotheses.result import Result
from barometer.readings import REPORT, Specification

TURNS = {"shock": -1, "thaw": 1}
GAP = 6
"""Months that lie at least between two shocks, or two thaws: what is counted after one is not yet the next."""
AHEAD = 6
OFFSETS = np.arange(-6, 13)
UNIT = "points of the cooperation reading"
CHOICES = {"one deviation": (1.0, None), "one and a half deviations": (1.5, None), "the ten most extreme": (0.0, 10)}
"""How shocks are chosen: least size in standard deviations, most of them."""


def chosen(climate: np.ndarray, turn: str, choice: str = "one deviation") -> np.ndarray:
    """Places of the shocks or thaws in a monthly series, in order of time."""
    least, most = CHOICES[choice]
    change = TURNS[turn] * (climate[STEP:] - climate[:-STEP])
    change = np.concatenate([np.full(STEP, np.nan), change])
    kept: list[int] = []
    for place in np.argsort(-np.where(np.isnan(change), -np.inf, change), kind="stable"):
        if not change[place] > max(least * np.nanstd(change), 0) or len(kept) == most:
            break
        if all(abs(place - other) >= GAP for other in kept):
            kept.append(int(place))
    return np.sort(kept).astype(int)


def turns(specification: Specification = REPORT) -> pd.DataFrame:
    """The shocks and thaws. Columns: turn (shock, thaw), month (timestamp of its last day), change (of the climate, in
    three months), before (cooperation at the end of the month before), after (six months later; missing at the end)."""
    frame = by_month(specification)
    rows = []
    for turn in TURNS:
        places = chosen(frame.climate.to_numpy(), turn)
        rows.append(pd.DataFrame({
            "turn": turn, "month": frame.index[places].to_timestamp(how="end").normalize(),
            "change": frame.climate.diff(STEP).iloc[places].to_numpy(),
            "before": frame.cooperation.shift(1).iloc[places].to_numpy(),
            "after": frame.cooperation.shift(-AHEAD).iloc[places].to_numpy()}))
    return pd.concat(rows, ignore_index=True)


def _paths(cooperation: np.ndarray) -> np.ndarray:
    """For each month, cooperation from six months before to twelve after, less the month before: (months, offsets)."""
    n = len(cooperation)
    at = np.arange(n)[:, None] + OFFSETS[None, :]
    values = np.where((at >= 0) & (at < n), cooperation[at % n], np.nan)
    return values - values[:, [int(np.flatnonzero(OFFSETS == -1)[0])]]


def paths(specification: Specification = REPORT) -> pd.DataFrame:
    """Mean paths of cooperation around shocks and thaws, ready to be drawn.

    Columns: turn, offset (months), change (from the end of the month before, mean), low and high (what 95 % of months with the
    same gaps reach), n (shocks or thaws with a value there), without (the change without the acts around any summit).
    """
    frame = by_month(specification)
    less = by_month(specification.but(without=specification.without | summits.every()))
    rows = []
    for turn in TURNS:
        places = chosen(frame.climate.to_numpy(), turn)
        every = _paths(frame.cooperation.to_numpy())
        chance = np.nanmean(every[calendars.spaced(places, len(frame))], axis=1)
        low, high = np.nanquantile(chance, [0.025, 0.975], axis=0)
        other = _paths(less.cooperation.to_numpy())[chosen(less.climate.to_numpy(), turn)]
        rows.append(pd.DataFrame({
            "turn": turn, "offset": OFFSETS, "change": np.nanmean(every[places], axis=0), "low": low, "high": high,
            "n": np.sum(~np.isnan(every[places]), axis=0), "without": np.nanmean(other, axis=0)}))
    return pd.concat(rows, ignore_index=True)


def _measures(frame: pd.DataFrame, specification: Specification) -> dict[str, tuple[str, pd.Series]]:
    """What may have changed, by name: words, and the value for every month (missing where the span ends)."""
    reading = frame.cooperation
    found = {"from-before": (f"from the month before to {AHEAD} months after", reading.shift(-AHEAD) - reading.shift(1)),
             "after": (f"in the {AHEAD} months after, the month itself left out", reading.shift(-AHEAD) - reading)}
    if specification.cooperation_as == "sum":
        ends = frame.index.to_timestamp(how="end").normalize().to_series(index=frame.index)
        fading = 0.5 ** ((ends.shift(-AHEAD) - ends).dt.days / specification.half_life)
        found["new"] = (f"by new acts in the {AHEAD} months after, the fading of old ones taken out",
                        reading.shift(-AHEAD) - reading * fading)
    return found


def _after(frame: pd.DataFrame, measure: str, words: str, values: pd.Series, choice: str, left_out: str) -> list[Result]:
    """After thaws, after shocks, and the one less the other."""
    known = values.notna().to_numpy()
    rank, values = np.cumsum(known) - 1, values[known].to_numpy()
    chosen_of = {turn: chosen(frame.climate.to_numpy(), turn, choice) for turn in TURNS}
    kept = {turn: rank[places[known[places]]] for turn, places in chosen_of.items()}
    lost = sum(map(len, chosen_of.values())) - sum(map(len, kept.values()))
    tail = "" if choice == "one deviation" else "-" + choice.replace(" ", "-")
    shared = {"test": "T2", "unit": UNIT, "left_out": left_out + (f"; {lost} too near an end of the span" if lost else "")}
    found = [calendars.compare(
        values, kept[turn], how=calendars.SPACED, name=f"{turn}-{measure}{tail}", of=f"{turn}s of the climate",
        label=f"change of cooperation {words}, at a {turn} of the climate ({choice})", **shared) for turn in TURNS]
    turned = {turn: values[calendars.shifted(places, len(values))].mean(axis=1) for turn, places in kept.items()}
    return [*found, calendars.against(
        found[1].effect - found[0].effect, 0, turned["thaw"] - turned["shock"], name=f"contrast-{measure}{tail}",
        label=f"change of cooperation {words}, at a thaw less at a shock ({choice})", how=calendars.SHIFTED,
        n=found[0].n + found[1].n, of="thaws and shocks of the climate", **shared)]


def after_turns(specification: Specification = REPORT) -> list[Result]:
    """What cooperation does after shocks and thaws, and the difference; then with other choices of them.

    Each also without every summit.
    """
    def results(specification, left_out):
        frame = by_month(specification)
        measures = _measures(frame, specification)
        asked = [(measure, "one deviation") for measure in measures]
        asked += [("from-before", choice) for choice in list(CHOICES)[1:]]
        return [found for measure, choice in asked
                for found in _after(frame, measure, *measures[measure], choice, exclusions.MONTHS + left_out)]
    return exclusions.each(specification, results)
