"""What the voices of the seeds say cooperation depends on, and the points on which they contradict each other.

Read once, from the wording of each claim. Taken are claims that say, or plainly imply, why cooperation is given, withheld
or withdrawn, or what follows from it; charges, statistics and advice on manner are left out.
"""
import pandas as pd

from barometer import voices

READINGS = {
    "barometer": "goes with the relationship",
    "leverage": "has a price",
    "stabilizer": "shapes the relationship",
    "insulation": "stands apart from rivalry",
    "own interest": "follows China’s own needs",
}
"""The explanations in words, with cooperation as the subject."""

CLAIMS = {
    "barometer": "C005 C006 C036 C041 C067 C072 C096 C101 C124 C125 C139 C168 C169 C171 C173 C175 C179",
    "leverage": "C024 C026 C032 C037 C042 C043 C044 C052 C055 C057 C059 C062 C063 C064 C071 C077 C080 C081 C085 C102 "
                "C107 C110 C130 C131 C135 C137 C159 C160",
    "stabilizer": "C104 C105 C106 C127 C128 C142 C157 C191 C193",
    "insulation": "C035 C066 C095 C103",
    "own interest": "C023 C129 C132",
}

PRICES = {
    "the forensic institute": "C052 C055 C057 C059 C062 C063 C064 C071 C077 C080 C081",
    "tariffs": "C032 C135 C137 C159 C160",
    "the majors list": "C131",
    "pressure or sanctions": "C037 C085 C107",
    "none named": "C024 C026 C042 C043 C044 C102 C110 C130",
}
"""What the leverage claims name as the price, paid or threatened."""

DEBATABLE = frozenset("C037 C041 C072 C085 C101 C105 C106 C107 C124 C125 C168 C169".split())
"""Where another careful reader might choose otherwise: the dependence is implied, or pressure stands for a price."""

OUTRIGHT = "C006 C036 C043 C035 C067 C191 C193 C179 C095 C096 C128 C171 C173 C157".split()
"""The claims that state the tie between cooperation and the whole relationship in so many words."""

DISPUTES = [
    ("Did Beijing agree to a working group in June 2023?", "C014", "C065 C059",
     "An agreement to explore ({event}`E255`); the group itself was agreed at Woodside ({event}`E279`)"),
    ("Who had to act first in 2023?", "C059", "C064",
     "China’s reports to the UN database restarted early in November ({event}`E278`), made public on November 16; resumption "
     "and delisting came a day apart ({event}`E279`, {event}`E281`)"),
    ("Was the class control of 2019 a gesture or a bargain?", "C002 C086", "C159 C085",
     "Pledge and tariff truce fell on one evening ({event}`E075`, {event}`E077`); the tie is reported, not documented"),
    ("Did cooperation wait for calmer relations?", "C179", "C103 C095", "Open: it is what this report tests"),
    ("Does pressure work?", "C085 C037 C107", "C172 C174",
     "Open: the control of 2019 came under tariffs and with a truce ({event}`E077`); the first answers to the duties of "
     "2025 were tariffs and a white paper ({event}`E333`, {event}`E341`)"),
    ("Has China done enough?", "C141 C146", "C140 C164",
     "Rules are on record (as {event}`E084`, {event}`E317`); what would be enough, no text says"),
    ("Does China act against its traffickers?", "C181 C113", "C154 C165",
     "Single cases (as {event}`E114`, {event}`E306`); no statistic of prosecutions is known to this report"),
    ("Where does the crisis begin?", "C145 C075", "C060 C136",
     "Demand against supply; no text weighs one against the other"),
]
"""Question, claims that answer it one way, claims that answer it the other way, what the record has on it."""


def _by_claim(lists: dict[str, str]) -> dict[str, str]:
    return {claim: name for name, claims in lists.items() for claim in claims.split()}


def readings() -> pd.DataFrame:
    """The claims that explain cooperation, by explanation and in the order of publication of the seeds.

    Columns of `voices.claims` and: reading (key of `READINGS`), price (key of `PRICES`, leverage only), debatable
    (boolean), place (0, 1, …: the claim's place among those of the same reading and seed, writers first).
    """
    rows, reading = voices.claims(), _by_claim(CLAIMS)
    rows = rows[rows.claim.isin(reading)]
    rows = rows.assign(reading=rows.claim.map(reading), price=rows.claim.map(_by_claim(PRICES)),
                       debatable=rows.claim.isin(DEBATABLE), turn=rows.seed.map(voices.ORDER.index),
                       camp_order=rows.camp.map(["writers", "US", "CN", "other"].index))
    rows = rows.sort_values(["turn", "camp_order", "claim"], ignore_index=True)
    return rows.assign(place=rows.groupby(["reading", "seed"]).cumcount()).drop(columns=["turn", "camp_order"])


def in_words(claim: pd.Series) -> str:
    """A claim for print: its own words where no machine touched them, else our statement with a dagger.

    Words of the speaker stand in quotation marks; a writer's report of a speaker is given as our statement.
    """
    statement = claim.statement.rstrip(".")
    if claim.distorted:
        return f"{statement} †"
    if claim.quoted or claim.camp == "writers":
        return f"“{claim.words.rstrip('.,')}”"
    return statement


def outright() -> pd.DataFrame:
    """The outright statements of a tie. Columns: published (month), name, words, passage, reading."""
    rows = readings().set_index("claim").loc[OUTRIGHT]
    rows = rows.assign(words=[in_words(row) for _, row in rows.iterrows()],
                       published=rows.seed.map(voices.months()), order=rows.seed.map(voices.ORDER.index))
    return rows.sort_values(["order", "passage"], kind="stable")[["published", "name", "words", "passage", "reading"]]


def disputes() -> pd.DataFrame:
    """Contradictions between voices. Columns: question, one, other (Markdown with passages), record (Markdown)."""
    known = voices.claims().set_index("claim")

    def side(claims: str) -> str:
        rows = [known.loc[claim] for claim in claims.split()]
        return "; ".join(f"{_short(row['name'])}: {in_words(row)} {{passage}}`{row.passage}`" for row in rows)

    return pd.DataFrame([{"question": question, "one": side(one), "other": side(other), "record": record}
                         for question, one, other, record in DISPUTES])


def _short(name: str) -> str:
    """A name without the bracket that tells unnamed sources of several papers apart."""
    return name.split(" (")[0]
