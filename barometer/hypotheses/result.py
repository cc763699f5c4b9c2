"""What a test returns: one comparison with its effect, its interval, its p-value, and how it fares without each summit."""
import math
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace

from scipy import stats

LEVEL = 0.05
"""Below this p-value, and with an interval that leaves out the value of no effect, a result is called found."""


ALL = "all summits"
SEARCHED = "the acts found by search"
UNEVEN = "the wider acts beside contacts, diplomacy and tariffs"
"""What a result is computed without beside single summits: every summit, the acts that no frame found, and the wider acts of
which the chronologies hold more in some years than in others."""


@dataclass(frozen=True)
class Result:
    """One comparison of one test.

    `test`: T1 to T8; `name`: slug, unique within the test; `label`: what is compared, in words; `effect` in `unit`, with
    `low` and `high` of a 95 % interval got as `interval` says; `null`: the value of no effect; `p`: two-sided p-value, got
    as `how` says (NaN where none can be had); `n` counted in `of`; `left_out`: what the comparison does not use, and why;
    `without`: the result with each summit left out, by its name, and with `ALL` of them, `SEARCHED` or `UNEVEN` (empty where
    that has no meaning).
    """

    test: str
    name: str
    label: str
    effect: float
    unit: str
    low: float
    high: float
    interval: str
    p: float
    how: str
    n: int
    of: str
    left_out: str = "nothing"
    null: float = 0.0
    without: dict[str, "Result"] = field(default_factory=dict)

    def __post_init__(self):
        if not self.low <= self.effect <= self.high and not math.isnan(self.effect):
            raise ValueError(f"{self.test} {self.name}: the effect {self.effect} lies outside {self.low} to {self.high}")
        if not (math.isnan(self.p) or 0 < self.p <= 1):
            raise ValueError(f"{self.test} {self.name}: {self.p} is no p-value")

    @property
    def outcome(self) -> str:
        """`above` or `below` the value of no effect where the result is found, otherwise `open`."""
        if math.isnan(self.p) or self.p >= LEVEL or self.low <= self.null <= self.high:
            return "open"
        return "above" if self.effect > self.null else "below"

    @property
    def turned_by(self) -> tuple[str, ...]:
        """What the outcome is another one without."""
        return tuple(name for name, other in self.without.items() if other.outcome != self.outcome)

    @property
    def carried_by(self) -> tuple[str, ...]:
        """The single summits among `turned_by`."""
        return tuple(name for name in self.turned_by if name not in (ALL, SEARCHED, UNEVEN))

    def leaving_out(self, summits: Iterable[str], again: Callable[[str], "Result"]) -> "Result":
        """The same result with `again(summit)` computed for each summit."""
        return replace(self, without={summit: again(summit) for summit in summits})


def adjusted(results: Iterable[Result]) -> dict[tuple[str, str], float]:
    """By test and name, the p-values of these results held to one false discovery rate; results without one are left out.

    Benjamini and Yekutieli (2001, Annals of Statistics 29), which allows that the comparisons depend on each other.
    """
    known = [result for result in results if not math.isnan(result.p)]
    held = stats.false_discovery_control([result.p for result in known], method="by")
    return {(result.test, result.name): float(p) for result, p in zip(known, held, strict=True)}
