"""Four ways in which the year ahead can go, and what each explanation of the record foretells for them.

A scenario is told by what can be seen outside the drug file, or before an answer in it: what comes in the file itself is the
outcome, and belongs to the predictions.
"""
import pandas as pd

from barometer.falsifiers import READINGS

SCENARIOS = ("The thaw holds", "The lever returns", "A shock", "Indifference")

SIGNS = (
    "The truce of November 2025 is prolonged; the presidents visit each other",
    "A US order under another law names fentanyl",
    "An act over Taiwan or a new export control, followed by calls and visits put off",
    "Summits without a word on drugs; the US list of September names China, and nobody answers",
)

PREDICTIONS = {
    "barometer": ("Steps keep coming: a session of the working group, a twelfth exchange, new cases",
                  "Steps thin out while the climate cools, before anything is bought with them",
                  "Contacts on drugs stop within days, as in August 2022",
                  "Steps at the pace of other calm months"),
    "leverage": ("Steps fade, because nothing is paid for them: no session, no exchange, no new case",
                 "A step within months of the price, more when it is cut",
                 "No change, unless a price on the table is taken away",
                 "Steps fade; the licenses given for half a tariff lapse"),
    "need": ("Fewer steps as deaths fall, more if they turn up",
             "Fewer steps as deaths fall, more if they turn up",
             "Fewer steps as deaths fall, more if they turn up",
             "Fewer steps as deaths fall, more if they turn up"),
    "obligation": ("Controls after the UN's March sessions, at the usual delay", "The same, no sooner", "The same, no later",
                   "The same"),
    "noise": ("Steps at the base rate", "Steps at the base rate", "Steps at the base rate", "Steps at the base rate"),
}
"""By explanation, what it predicts for each of `SCENARIOS`."""


def predictions() -> pd.DataFrame:
    """The early signs of each scenario, then what each explanation predicts for it.

    Columns: explanation (the first row being the signs), and one for each of `SCENARIOS`.
    """
    rows = [("*Early signs*", *SIGNS), *((f"**{name}**", *PREDICTIONS[name]) for name in READINGS)]
    return pd.DataFrame(rows, columns=["explanation", *SCENARIOS])
