"""The five texts as evidence: who speaks in them, how far back they look, what was altered, where they are in doubt."""
import pandas as pd

from barometer import events, seeds, tables

WEEK_OF_S2 = "E313"
"""Seed 002 gives no date; it calls the White House statement of this event an act of the week in which it appeared."""

MANNERS = ("the writers", "institutions", "named persons", "unnamed people")

CONSEQUENTIAL = ("D039", "D028", "D002", "D019", "D037", "D043", "D044", "D046", "D047", "D060")
"""Alterations that bear on a reading this report tests; the first changes the thesis, the others the evidence for it."""

IN_DOUBT = ("F006", "F015", "F021", "F017", "F018", "F020", "F019")
"""Numbers contradicted or merely close, and one that is true by its terms alone."""

TOLLS = {"F006": "up", "F002": "span", "F028": "span", "F019": "up"}
"""Figures on deaths from fentanyl: a closed span, or open upward."""

DISAGREEMENTS = [
    ("Does cooperation go with the relationship?", ["C096", "C171"], ["C095", "C103"], "The question of this report"),
    ("Why did China act in 2019?", ["C086", "C030"], ["C085", "C159"], "E075"),
    ("Why did the trade turn to Mexico?", ["C033"], ["C182"], "No series measures it"),
    ("Did China cooperate before August 2022?", ["C032"], ["C084"], "E222"),
    ("What was agreed in June 2023?", ["C014"], ["C065"], "E255"),
    ("How many die of fentanyl in a year?", ["C134"], ["C183"], "F028"),
]
"""Matter, claims of one side, claims of the other, and the event or figure with which the record answers, if it does."""


def texts() -> pd.DataFrame:
    """The seeds in order of publication.

    Columns of `tables.seeds` and: label (seed and who writes), day (timestamp; for the seed without a date the Tuesday
    of its week), day_known, when (that day in words), passages (count), carries (trust, its passages as references in Markdown).
    """
    names, rows = tables.actors().set_index("actor").name, tables.seeds()
    writers = {seed: " / ".join(names[slug].removeprefix("The ") for slug, _ in voices)
               for seed, voices in seeds.VOICES.items()}
    day = rows.published.fillna(events.date(WEEK_OF_S2))
    known = rows.published.notna()
    when = [f"{'' if sure else 'week of '}{date:%B %-d, %Y}" for date, sure in zip(day, known)]
    count = seeds.passages().groupby("seed").size()
    rows = rows.assign(label=rows.seed + " " + rows.seed.map(writers), day=day, day_known=known, when=when,
                       passages=rows.seed.map(count),
                       carries=rows.trust.str.replace(r"\bS\d\.\d\d\b", r"{passage}`\g<0>`", regex=True))
    return rows.sort_values("day", ignore_index=True)


def speakers() -> pd.DataFrame:
    """The claims, each with its seed and the manner of its speaker.

    Columns of `tables.claims` and: seed, name, kind and side of the speaker, manner (one of `MANNERS`). Unnamed are
    groups of people and officials whom the text calls anonymous; institutions speak under their own name, through
    whomever.
    """
    actors = tables.actors().rename(columns={"actor": "speaker"})[["speaker", "name", "kind", "side"]]
    rows = tables.claims().merge(actors, on="speaker", validate="many_to_one")
    rows = rows.assign(seed=rows.passage.str.partition(".")[0])
    writers = {seed: {slug for slug, _ in voices} for seed, voices in seeds.VOICES.items()}

    def manner(row) -> str:
        if row.speaker in writers[row.seed]:
            return MANNERS[0]
        if row.kind == "people" or "(anonymous" in row["name"]:
            return MANNERS[3]
        return MANNERS[2] if row.kind == "person" else MANNERS[1]

    return rows.assign(manner=rows.apply(manner, axis=1)).sort_values("claim", ignore_index=True)


def horizon(spacing: int = 70) -> pd.DataFrame:
    """The dated events that each seed mentions, one row a seed and event; none that rests on memory or a weak source.

    Columns: seed, event, date, day_known, title, initiator, elsewhere (a source outside the seeds has it too), level (0,
    1, …: events of one seed less than `spacing` days apart stand on different levels).
    """
    evidence = tables.evidence()
    named = evidence.dropna(subset="passage")
    named = named.assign(seed=named.passage.str.partition(".")[0])[["seed", "event"]].drop_duplicates()
    rows = named.merge(events.certain(), on="event").sort_values(["seed", "date", "event"], ignore_index=True)
    levels, last = [], {}
    for seed, date in zip(rows.seed, rows.date):
        taken = last.setdefault(seed, [])
        free = next((n for n, day in enumerate(taken) if (date - day).days >= spacing), len(taken))
        taken[free:free + 1] = [date]
        levels.append(free)
    outside = evidence.dropna(subset="source").event
    return rows.assign(level=levels, day_known=rows.date_precision == "day", elsewhere=rows.event.isin(outside))[
        ["seed", "event", "date", "day_known", "title", "initiator", "elsewhere", "level"]]


def silence(mentioned: pd.DataFrame) -> tuple[pd.Timestamp, pd.Timestamp]:
    """The longest stretch between two neighboring events of `horizon`, all seeds taken together."""
    days = mentioned.date.drop_duplicates().sort_values(ignore_index=True)
    end = days.diff().idxmax()
    return days[end - 1], days[end]


def verdicts() -> pd.DataFrame:
    """How the numbers of each seed fare against the record: one row a seed, one column a verdict (counts)."""
    rows = tables.figures()
    return pd.crosstab(rows.passage.str.partition(".")[0], rows.verdict).rename_axis("seed").reset_index()


def deaths(through: int) -> pd.DataFrame:
    """Synthetic-opioid deaths by year up to `through`, in single years and added up from 1999.

    Columns: year, deaths, status, total (all years so far), documented (without the unverified years), all_drugs (deaths
    by drugs of any kind, added up).
    """
    rows = tables.deaths_annual()
    wide = rows[rows.year <= through].sort_values("year")
    own = wide[wide.cause == "synthetic opioids"].reset_index(drop=True)
    drugs = wide[wide.cause == "all drugs"].reset_index(drop=True)
    return own.assign(total=own.deaths.cumsum(), documented=own.deaths.where(own.status != "unverified", 0).cumsum(),
                      all_drugs=drugs.deaths.cumsum())[
        ["year", "deaths", "status", "total", "documented", "all_drugs"]]


def tolls() -> pd.DataFrame:
    """What the seeds say of deaths from fentanyl: columns passage, words, day (of publication), low, high (missing where
    open upward), statistic (deaths) and statistic_period."""
    rows = tables.figures().set_index("figure").loc[list(TOLLS)].reset_index()
    day = texts().set_index("seed").day
    rows = rows.assign(day=rows.passage.str.partition(".")[0].map(day), low=rows.value,
                       high=rows.value_high.where(rows.figure.map(TOLLS) == "span"))
    return rows[["figure", "passage", "words", "day", "low", "high", "statistic", "statistic_period"]]


def in_doubt() -> pd.DataFrame:
    """The numbers of `IN_DOUBT`: columns of `tables.figures` and `record`, the first sentence of the note."""
    rows = tables.figures().set_index("figure").loc[list(IN_DOUBT)].reset_index()
    first = rows.note.str.split(r"\. (?=[A-Z])", regex=True).str[0].str.removesuffix(".")
    return rows.assign(record=first.str[0].str.upper() + first.str[1:])


def altered() -> pd.DataFrame:
    """The distortions of `CONSEQUENTIAL`, in that order; `original` says so where no original was found."""
    rows = tables.distortions().set_index("distortion").loc[list(CONSEQUENTIAL)].reset_index()
    return rows.assign(original=rows.original.fillna("not found"))


def disagreements() -> pd.DataFrame:
    """Where the seeds contradict one another, in the report's own words: columns matter, one, other, record (the last
    three markdown with references)."""
    claims = tables.claims().set_index("claim")
    titles, figures = tables.events().set_index("event").title, tables.figures().set_index("figure")

    def accounts(numbers: list[str]) -> str:
        rows = claims.loc[numbers].itertuples()
        return " ".join(f"{row.statement.removesuffix('.')} ({{passage}}`{row.passage}`)." for row in rows)

    def answer(key: str) -> str:
        if key in titles:
            return f"{titles[key]} ({{event}}`{key}`)."
        if key in figures.index:
            row = figures.loc[key]
            return f"{row.statistic:,.0f} in {row.statistic_period} ({{source}}`{row.statistic_source}`)."
        return f"{key}."

    return pd.DataFrame([(matter, accounts(one), accounts(other), answer(key))
                         for matter, one, other, key in DISAGREEMENTS], columns=["matter", "one", "other", "record"])
