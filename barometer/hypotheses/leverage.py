"""T6: is each step of cooperation paired with a price, and does it end with the price?

The ledger pairs steps with prices (`barometer.ledger`). A ledger is written by those who look for deals, and finds them; so
each share stands beside its mirror, and beside tests of timing in which nobody chose what belongs to what. How long terms
held, and who delivered first, is asked in `survival`.
"""
from functools import cache

import numpy as np
import pandas as pd
from scipy import stats

from barometer import chronology, ledger, tables
from barometer.frequency import START
from barometer.hypotheses import calendars, exclusions, survival
from barometer.hypotheses.result import Result
from barometer.readings import REPORT

WINDOWS = (30, 90, 180)
AROUND = (90, 180, 365)
NOTHING: frozenset[str] = frozenset()
LEFT_OUT = "steps before 2017, uncertain ones, and those of which only the month is known"

PAIRED = {
    "exchange": ("China’s and joint steps that the ledger names under an exchange", ("exchange",)),
    "price": ("the same, or under an offer left open", ("exchange", "price open")),
    "terms": ("the same, or on a day when terms were in force", ("exchange", "price open", "terms in force")),
}


@cache
def _record() -> tuple[pd.DataFrame, pd.DataFrame, pd.Series, pd.DatetimeIndex]:
    """The bargains, the steps, the day of each event, and every day of the record since 2017."""
    return (ledger.bargains(), ledger.steps(), tables.events().set_index("event").date,
            pd.date_range(START, chronology.end()))


def days_of(events: frozenset[str]) -> set[pd.Timestamp]:
    """The days of these events."""
    return set(_record()[2][list(events)])


def steps(without: frozenset[str] = NOTHING) -> pd.DataFrame:
    """`ledger.steps` since 2017, less the events left out."""
    found = _record()[1]
    return found[(found.date >= START) & ~found.event.isin(without)]


def bargains(without: frozenset[str] = NOTHING) -> pd.DataFrame:
    """`ledger.bargains`, less those put or paid by Washington on the day of an event left out."""
    rows, days = _record()[0], days_of(without)
    return rows[~rows.opened.isin(days) & ~rows.us_delivered_on.isin(days)]


def prices(without: frozenset[str] = NOTHING) -> pd.DataFrame:
    """The bargains in which Washington put a price on drugs: exchanges over drugs, and threats with an offer.

    Left out, because nobody in Washington offered them: what Beijing asked or gave unasked, and the tariff that a court
    struck down. Columns of `ledger.bargains`.
    """
    rows = bargains(without)
    return rows[((rows.kind == "exchange") & rows.drugs) | (rows.kind == "threat")]


def standing(days: pd.DatetimeIndex, without: frozenset[str] = NOTHING) -> np.ndarray:
    """Whether on each day a price was on the table or a bargain over drugs stood (boolean).

    A price is on the table from the day after it is put to the day it is paid or gone; a bargain stands from there to its
    end. Where no end is known (the Entity List), the price has been paid, and nothing stands after it.
    """
    rows = prices(without)
    until = rows.us_delivered_on.where((rows.kind == "exchange") & ~rows.over, rows.end).to_numpy()
    moments = days.to_numpy()[:, None]
    return ((moments > rows.opened.to_numpy()) & (moments < until)).any(axis=1)


def price_days(paid_only: bool = False, without: frozenset[str] = NOTHING) -> pd.DatetimeIndex:
    """The days on which Washington put a price on drugs or paid one (or paid one), each once."""
    rows = prices()
    found = rows.us_delivered_on.dropna() if paid_only else pd.concat([rows.opened, rows.us_delivered_on.dropna()])
    return pd.DatetimeIndex(sorted(set(found) - days_of(without)))


def _places(days) -> np.ndarray:
    return np.asarray((pd.DatetimeIndex(days) - START).days)


def _near(places: np.ndarray, first: int, last: int) -> np.ndarray:
    """How many of the places lie `first` to `last` days before each day of the record; negative is after."""
    found, near = np.zeros(len(_record()[3]), int), (places[:, None] + np.arange(first, last + 1)).ravel()
    np.add.at(found, near[(near >= 0) & (near < len(found))], 1)
    return found


def _timed(name: str, label: str, inside: np.ndarray, days: pd.Series, of: str, left_out: str) -> Result:
    return calendars.compare(inside > 0, _places(days), test="T6", name=name, label=label, unit="share", of=of,
                             left_out=LEFT_OUT + left_out, floor=0.0, ceiling=1.0)


def share(name: str, label: str, count: int, n: int, of: str, left_out: str) -> Result:
    """A share of a ledger, with Wilson's interval and nothing to compare it with."""
    low, high = stats.binomtest(count, n).proportion_ci(method="wilson")
    return Result("T6", name, label, count / n, "share", min(low, count / n), max(high, count / n),
                  "Wilson’s for a share, as if each came singly", np.nan, "none: a share of a ledger has no rival", n, of,
                  LEFT_OUT + left_out)


def paired(status: str, without: frozenset[str] = NOTHING, left_out: str = "") -> Result:
    """The share of steps that the ledger pairs with a price, in a narrow, a wider and the widest sense."""
    label, counted = PAIRED[status]
    found = steps(without)
    return share(f"paired-{status}", label, int(found.status.isin(counted).sum()), len(found), "steps", left_out)


def answered(without: frozenset[str] = NOTHING, left_out: str = "") -> Result:
    """The mirror: the share of Washington's prices under which the ledger enters a Chinese delivery, each payment once."""
    rows = prices(without)
    rows = rows[~rows.shared]
    return share("answered", "Washington’s prices under which China delivered", int(rows.counted.sum()), len(rows),
                 "prices", left_out)


def followed(days: int, without: frozenset[str] = NOTHING, left_out: str = "") -> Result:
    """The share of Washington's prices followed by any step within so many days, against that of all days."""
    rows = prices(without)
    return _timed(f"followed-{days}", f"Washington’s prices followed by any step within {days} days",
                  _near(_places(steps(without).date), -days, -1), rows[~rows.shared].opened, "prices", left_out)


def after(days: int, paid_only: bool = False, without: frozenset[str] = NOTHING, left_out: str = "") -> Result:
    """The share of steps within so many days after a price, against the share of all days. The day itself is not after."""
    inside = _near(_places(price_days(paid_only, without)), 1, days)
    what = "paid" if paid_only else "put or paid"
    return _timed(f"{'paid' if paid_only else 'price'}-{days}", f"steps within {days} days after Washington {what} a price",
                  inside, steps(without).date, "steps", left_out)


def under(without: frozenset[str] = NOTHING, left_out: str = "") -> Result:
    """The share of steps on days when a price or a bargain stood, against the share of all days."""
    return _timed("standing", "steps on days when a price was on the table or a bargain stood",
                  standing(_record()[3], without), steps(without).date, "steps", left_out)


def ends(without: frozenset[str] = NOTHING) -> pd.DataFrame:
    """The bargains over drugs whose terms have ended, by a withdrawal or the loss of a lever. Columns of `ledger.bargains`."""
    rows = prices(without)
    return rows[(rows.kind == "exchange") & rows.over & ~rows.end.isin(days_of(without))]


def ended(days: int, bargain: str | None = None, without: frozenset[str] = NOTHING, left_out: str = "") -> Result:
    """Of the steps around the ends (or one end), the share that came after; fewer than before would be decay.

    Given their sum, one of two Poisson counts is binomial (exact, two-sided); the null value is the share of days after,
    which is less than half where the record ends first. Of all ends together, the p-value is the larger of the exact one
    and that of shifted ends, because steps do not come singly.
    """
    rows = ends(without)
    rows = rows if bargain is None else rows[rows.bargain == bargain]
    at, places = _places(rows.end), _places(steps(without).date)
    later, earlier = _near(places, -days, -1), _near(places, 1, days)
    count, n = int(later[at].sum()), int((later + earlier)[at].sum())
    seen = np.minimum(days, len(later) - 1 - at).sum()
    null = float(seen / (seen + days * len(at)))
    exact = stats.binomtest(count, n, null)
    low, high = exact.proportion_ci(method="exact")
    which = f"the end of {rows['short'].iloc[0]}" if bargain else "the ends of terms"
    p, how = exact.pvalue, "exact comparison of two Poisson counts"
    if not bargain:
        turned = calendars.compare(later - earlier, at, test="T6", name="", label="", unit="", of="")
        p, how = max(p, turned.p), f"the larger of an {how} and {calendars.SHIFTED}"
    return Result("T6", f"ended-{days}" + (f"-{bargain}" if bargain else ""),
                  f"steps after rather than before {which}, {days} days on either side", count / n, "share", low, high,
                  "Clopper and Pearson’s for a share, as if steps came singly", float(p), how, n, "steps around ends",
                  LEFT_OUT + left_out, null=null)


def around(days: int = 365) -> pd.DataFrame:
    """The steps around each end of terms. Columns: bargain, short, end, lag (days from the end to the step, negative before
    it), event, date, title, side (before or after; a step on the day itself is on neither and left out)."""
    rows = ends()[["bargain", "short", "end"]].merge(steps()[["event", "date", "title"]], how="cross")
    rows = rows.assign(lag=(rows.date - rows.end).dt.days)
    rows = rows[rows.lag.abs().between(1, days)]
    return rows.assign(side=(rows.lag < 0).map({True: "before", False: "after"})).reset_index(drop=True)


def asked(without: frozenset[str] = NOTHING, left_out: str = "") -> list[Result]:
    """All results of T6 that can be had without these events."""
    left, found = (without, left_out), []
    found += [paired(status, *left) for status in PAIRED]
    if len(prices(without)):
        found += [answered(*left), *(followed(days, *left) for days in WINDOWS)]
    for paid in (False, True):
        found += [after(days, paid, *left) for days in WINDOWS if len(price_days(paid, without))]
    found += [under(*left)]
    if len(ends(without)):
        found += [ended(days, None, *left) for days in AROUND]
    return found + survival.asked(bargains(without), LEFT_OUT + left_out)


def t6() -> list[Result]:
    """T6: shares of the ledger and their mirror, timing, ends, survival, order, each also without every summit; then the
    ends one by one."""
    return (exclusions.each(REPORT, lambda specification, left_out: asked(specification.without, left_out))
            + [ended(180, bargain) for bargain in ends().bargain])
