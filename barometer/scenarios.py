"""Four ways in which the year ahead can go, and what each reading of the record foretells for them."""
import pandas as pd

from barometer.falsifiers import READINGS

SCENARIOS = ("The thaw holds", "The lever returns", "A shock", "Indifference")

SIGNS = (
    "The truce of November 2025 is prolonged; the presidents visit each other; working group and exchange meet",
    "A US order under another law names fentanyl; Beijing takes up the countermeasures that it left open",
    "An act over Taiwan or a new export control, followed by calls and visits put off",
    "Summits without a word on drugs; no session of the working group, no exchange, no new case",
)

PREDICTIONS = {
    "barometer": ("Steps keep coming, as in the calm months on record",
                  "Steps thin out while the climate cools, before anything is bought with them",
                  "Contacts on drugs stop within days, as in August 2022",
                  "No change: a steady climate carries the file along unnoticed"),
    "leverage": ("Steps fade, because nothing is paid for them",
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
"""By reading, what it predicts for each of `SCENARIOS`."""


def predictions() -> pd.DataFrame:
    """The early signs of each scenario, then what each reading predicts for it.

    Columns: reading (the first row being the signs), and one for each of `SCENARIOS`.
    """
    rows = [("*Early signs*", *SIGNS), *((f"**{reading}**", *PREDICTIONS[reading]) for reading in READINGS)]
    return pd.DataFrame(rows, columns=["reading", *SCENARIOS])
