"""Is something different on certain days from what it is on any day? The comparison behind shocks, waits and controls.

A value is known for every day (or month) of a span; asked is its mean over the days of a calendar, and how far such a mean
lies from that of all days when the calendar has nothing to do with the values. Both ends of the span are joined to a
ring. Days that come in bunches stay bunched when the whole calendar is shifted, so that the shifted calendars give the
honest p-value; days drawn one by one give the flattering one.
"""
import numpy as np

from barometer import surrogates
from barometer.hypotheses.result import Result

SHIFTED = "every circular shift of the calendar"
DRAWN = "days drawn one by one, all equally likely"
SPACED = "calendars with the same gaps in another order"
INTERVAL = "the spread of the chance calendars, laid around the effect"


def shifted(places: np.ndarray, size: int) -> np.ndarray:
    """Every other circular shift of a calendar on a ring of `size` days: shape (size − 1, days)."""
    return (np.asarray(places)[None, :] + np.arange(1, size)[:, None]) % size


def drawn(places: np.ndarray, size: int) -> np.ndarray:
    """Calendars with as many days, each drawn for itself: shape (draws, days)."""
    return surrogates.generator(10).integers(size, size=(surrogates.DRAWS, len(places)))


def spaced(places: np.ndarray, size: int) -> np.ndarray:
    """Calendars with the same gaps in random order, beginning anywhere: shape (draws, days)."""
    random, places = surrogates.generator(11), np.sort(places)
    gaps = np.diff(places, append=places[0] + size)
    gaps = random.permuted(np.tile(gaps, (surrogates.DRAWS, 1)), axis=1)
    return (np.cumsum(gaps, axis=1) + random.integers(size, size=(surrogates.DRAWS, 1))) % size


CHANCE = {SHIFTED: shifted, DRAWN: drawn, SPACED: spaced}


def against(effect: float, null: float, chance: np.ndarray, *, floor: float = -np.inf, ceiling: float = np.inf,
            **words) -> Result:
    """A result from an effect, its value by chance calendars, and the value of no effect.

    `words`: the other fields of `Result`. The interval is held between `floor` and `ceiling`.
    """
    apart = chance - null
    low, high = effect - np.quantile(apart, [0.975, 0.025])
    return Result(effect=float(effect), null=float(null), p=surrogates.p_value(effect - null, apart), interval=INTERVAL,
                  low=float(min(max(low, floor), effect)), high=float(max(min(high, ceiling), effect)), **words)


def compare(values: np.ndarray, places: np.ndarray, *, how: str = SHIFTED, **words) -> Result:
    """The mean of `values` at `places`, against that of chance calendars.

    `values`: one for each day of the span, none missing. `how`: a key of `CHANCE`. Raises `ValueError` for an empty
    calendar.
    """
    if not len(places):
        raise ValueError(f"{words.get('test')} {words.get('name')}: the calendar is empty")
    values = np.asarray(values, float)
    chance = values[CHANCE[how](places, len(values))].mean(axis=1)
    return against(values[places].mean(), values.mean(), chance, how=how, n=len(places), **words)
