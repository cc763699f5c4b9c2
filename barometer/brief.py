"""What fits on the first page: the state of the barometer on one day, five findings, what to watch next."""
import pandas as pd

from barometer import chronology, falsifiers, judgments, ladder, outlook, readings, tables, uncertainty
from barometer.verdict import Judgment, word

HORIZON = 182
"""Days ahead for which the first page says how likely a step is."""
WATCHED = 6

PLACES = {"T1, T8": "[T1](09-testing-it), [T8](09-testing-it)", "T7": "[T7](09-testing-it)",
          "T6": "[T6](09-testing-it), [ledger](07-bargains)", "T5": "[T5](09-testing-it), [harm](04-chain-of-supply)",
          "T4": "[T4](09-testing-it)"}
"""Where the evidence of a judgment stands, by its tests."""
CHOSEN = ("Cooperation and climate move together in changes over three months",
          "The climate tells in which month the next step comes",
          "Steps gather where a price stands or is paid",
          "Cooperation rises with deaths")
"""Of the seven judgments of the chapter on testing, the four that answer what a reader of the barometer asks first."""


def gauges() -> pd.DataFrame:
    """Both readings on the last day of the record, within all months read before it.

    Columns: reading, value, low, high (nine draws in ten), rank (percent of the tested months that lie at or below),
    and least, most with least_month, most_month (the extremes of the tested months).
    """
    day = chronology.end()
    monthly = readings.tested(readings.monthly())
    now = uncertainty.bands(pd.DatetimeIndex([day])).set_index("reading")
    rows = []
    for name in readings.READINGS:
        values = monthly[name]
        value = now.value[name]
        rows.append((name, value, now.low[name], now.high[name], 100 * float((values <= value).mean()), values.min(),
                     values.max(), values.idxmin(), values.idxmax()))
    return pd.DataFrame(rows, columns=["reading", "value", "low", "high", "rank", "least", "most", "least_month",
                                       "most_month"])


def next_step() -> tuple[float, int]:
    """Of the silences that lasted as long as the one in which the record ends, the share (0 to 1) broken within the next
    half-year, and how many there were."""
    steps = chronology.steps(chronology.acts())
    return outlook.after_silence(steps, (chronology.end() - steps.date.max()).days, HORIZON)


def findings() -> pd.DataFrame:
    """Five findings. Columns: statement, likelihood, percent (its range), confidence, evidence (links in Markdown)."""
    rows = judgments.judgments().set_index("statement").loc[list(CHOSEN)].reset_index()
    rows = rows.assign(evidence=rows.tests.map(PLACES))[["statement", "likelihood", "percent", "confidence", "evidence"]]
    share, silences = next_step()
    judgment = Judgment(word(share), "low")
    step = {"statement": "A step on drugs by China, alone or with the United States, within half a year of the record’s end",
            "likelihood": judgment.likelihood, "percent": judgment.percent, "confidence": judgment.confidence,
            "evidence": f"[{round(share * silences)} of {silences} silences](10-outlook)"}
    return pd.concat([rows, pd.DataFrame([step])], ignore_index=True)


def watch() -> pd.DataFrame:
    """The next falsifiers to fall due. Columns of `falsifiers.standing`."""
    return falsifiers.standing(tables.falsifiers().stated_on.max()).head(WATCHED)


def thermometer() -> pd.DataFrame:
    """The ladder on the last day of the record, one row a level.

    Columns of `ladder.supported` and: words (when the level was last shown).
    """
    day = chronology.end()
    rows = ladder.supported(day)
    words = [f"last shown {row.shown}, {row.days:,.0f} days before" if pd.notna(row.day) else "never shown"
             for row in rows.itertuples()]
    return rows.assign(words=words)
