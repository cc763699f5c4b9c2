"""The verdict: what each reading of cooperation has for it, in the words of ICD 203, by the rules of `barometer.verdict`."""
import pandas as pd

from barometer import analysis
from barometer.hypotheses import every_choice
from barometer.hypotheses.result import ALL
from barometer.hypotheses.result import Result
from barometer.verdict import Judgment, in_words, judge, surviving


def _neighbors(test: str, names: list[str]) -> float:
    """Percent of neighboring comparisons whose effect lies on the predicted side."""
    found = [analysis.results(test)[name] for name in names]
    return 100 * sum(result.effect > result.null for result in found) / len(found)


def _outside(kind: str) -> int:
    """How many measures made by others move with cooperation."""
    return sum(result.outcome == "above" for name, result in analysis.results("T3").items()
               if name.startswith("cooperation") and name.endswith(kind))


def _cases() -> list[tuple[str, str, str, Result, Judgment]]:
    """Reading, statement, tests, the result it rests on, and the judgment."""
    t1, t4, t5, t6, t7 = (analysis.results(test) for test in ("T1", "T4", "T5", "T6", "T7"))
    change, level = t1["change-China-and-joint"], t1["level-China-and-joint"]
    alone = change.without[ALL]
    prices = ["price-30", "price-90", "price-180", "paid-30", "paid-90", "paid-180", "standing"]
    harm = [name for name in t5 if not name.startswith("rivals")]
    rows = [
        ("barometer", "Cooperation and climate move together in changes over three months", "T1, T8", change,
         judge(change, every_choice.share("change"), _outside("change"))),
        ("barometer", "Cooperation and climate move together in level", "T1, T8", level,
         judge(level, every_choice.share("level"), _outside("level"))),
        ("noise", "They would move together in changes without the meetings of the presidents", "T1, T8", alone,
         judge(alone, every_choice.share("change", left_out="all summits"))),
        ("barometer", "The climate tells in which month the next step comes", "T7", t7["level-step"],
         judge(t7["level-step"], _neighbors("T7", [name for name in t7 if name.startswith("level")]))),
        ("leverage", "Steps gather where a price stands or is paid", "T6", t6["standing"],
         judge(t6["standing"], _neighbors("T6", prices))),
        ("need", "Cooperation rises with deaths and seizures", "T5", t5["deaths-change"],
         judge(t5["deaths-change"], _neighbors("T5", harm))),
        ("obligation", "China’s controls follow decisions of the United Nations within half a year, beyond chance", "T4",
         t4["un-within-180"], judge(t4["un-within-180"], _neighbors("T4", ["un-within-180", "un-within-365", "un-within-730"]))),
    ]
    return rows


def judgments() -> pd.DataFrame:
    """One row a statement. Columns: reading, statement, tests, likelihood, percent (its range), confidence, ground."""
    rows = []
    for reading, statement, tests, result, judgment in _cases():
        scale = 100 if result.unit == "share" else 1
        digits = 2 if result.unit in ("rank correlation", "standard deviations of ranks") or "skill" in result.unit else 0
        numbers = [f"{scale * value:.{digits}f}" for value in (result.effect, result.low, result.high)]
        unit = "percent" if result.unit == "share" else result.unit
        ground = f"{numbers[0]} ({numbers[1]} to {numbers[2]}) {unit}, {in_words(result.p)}. {surviving(result)}"
        rows.append((reading, statement, tests, judgment.likelihood, judgment.percent, judgment.confidence,
                     ground.replace("-", "−").replace("−0.00", "0.00").strip()))
    return pd.DataFrame(rows, columns=["reading", "statement", "tests", "likelihood", "percent", "confidence", "ground"])
