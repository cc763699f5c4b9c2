"""The verdict: what each of the five explanations has for it, in the words of ICD 203, by the rules of `verdict`."""
import pandas as pd

from barometer import analysis, findings
from barometer.findings import confirming, other_coders
from barometer.hypotheses import every_choice
from barometer.hypotheses.readings_together import by_coder
from barometer.hypotheses.result import ALL, Result, adjusted
from barometer.verdict import Judgment, in_words, judge, signed, surviving


def confirmed() -> int:
    """How many measures made by others move with cooperation."""
    results = list(analysis.results("T3").values())
    return len(confirming(results, adjusted(results)))


def overall() -> str:
    """The verdict on the thesis in one sentence; see `findings.overall`."""
    t1, t7 = analysis.results("T1"), analysis.results("T7")
    return findings.overall(t1["change-China-and-joint"], t1["level-China-and-joint"], confirmed(), t7["level-step"])


def _cases() -> list[tuple[str, str, str, Result, Judgment, str]]:
    """Reading, statement, tests, the result it rests on, the judgment, and what else belongs to its ground."""
    t1, t4, t5, t6, t7 = (analysis.results(test) for test in ("T1", "T4", "T5", "T6", "T7"))
    change, level = t1["change-China-and-joint"], t1["level-China-and-joint"]
    rows = [
        ("barometer", "Cooperation and climate move together in changes over three months", "T1, T8", change,
         judge(change, every_choice.share("change"), confirmed()), other_coders(by_coder(t1, "change"))),
        ("barometer", "Cooperation and climate move together in levels", "T1, T8", level,
         judge(level, every_choice.share("level"), confirmed()), ""),
        ("noise", "Without the presidents’ meetings, cooperation and climate would still move together in changes", "T1, T8", change.without[ALL],
         judge(change.without[ALL], every_choice.share("change", left_out="all summits")), ""),
        ("barometer", "The climate tells in which month the next step comes", "T7", t7["level-step"],
         judge(t7["level-step"]), "Too few months to show a middling skill."),
        ("leverage", "Steps gather where a price stands or is paid", "T6", t6["standing"], judge(t6["standing"]), ""),
        ("need", "Cooperation rises with deaths", "T5", t5["deaths-change"], judge(t5["deaths-change"]), ""),
        ("obligation", "When China takes up a UN decision, it does so within half a year more often than chance would give",
         "T4", t4["un-within-180"], judge(t4["un-within-180"]),
         f"Rests on {t4['un-within-180'].n} pairs; they hold only decisions known to have been taken up."),
    ]
    return rows


def judgments() -> pd.DataFrame:
    """One row a statement. Columns: reading, statement, tests, likelihood, percent (its range), confidence, ground."""
    rows = []
    for reading, statement, tests, result, judgment, more in _cases():
        scale = 100 if result.unit == "share" else 1
        digits = 2 if result.unit in ("rank correlation", "standard deviations of ranks") or "skill" in result.unit else 0
        numbers = [signed(scale * value, digits) if result.null == 0 else f"{scale * value:.{digits}f}"
                   for value in (result.effect, result.low, result.high)]
        unit = "percent" if result.unit == "share" else result.unit
        against = "" if result.null == 0 else f" against {scale * result.null:.0f} by chance"
        told = f"{numbers[0]} ({numbers[1]} to {numbers[2]}) {unit}{against}, {in_words(result.p)}."
        rows.append((reading, statement, tests, judgment.likelihood, judgment.percent, judgment.confidence,
                     " ".join(filter(None, (told, surviving(result), more)))))
    return pd.DataFrame(rows, columns=["reading", "statement", "tests", "likelihood", "percent", "confidence", "ground"])
