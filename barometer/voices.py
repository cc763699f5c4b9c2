"""Who speaks in the five source texts, in whose words, about whom: claims counted by group of speaker.

A claim is a sentence in an article, no opinion poll: the counts show what the texts carry, not what peoples or
governments think.
"""
import pandas as pd

from barometer import events, seeds, tables

GROUPS = {
    "The writers themselves": "new-york-times hsieh wall-street-journal foreign-policy straits-times financial-times",
    "US government": "biden-administration trump-administration-first trump-administration-second united-states "
                     "us-congress us-federal-prosecutors us-house-select-committee us-justice-department white-house "
                     "us-officials blinken lutnick miller robinson trump",
    "US officials, unnamed": "us-official-ft us-officials-ft senior-us-official-fp experts-and-officials-fp",
    "US-based analysts": "felbab-brown medeiros liu-zongyuan-zoe zhu-zhiqun",
    "Beijing and the party press": "china chinese-foreign-ministry chinese-ministry-of-public-security "
                                   "chinese-state-council chinese-officials liu-pengyu mao-ning global-times "
                                   "peoples-daily",
    "Chinese analysts": "wu-xinbo shen-dingli jie-dalei chinese-analysts-nyt chinese-experts-ft",
    "Analyst in a third country": "chong-ja-ian",
    "Unnamed, side not stated": "people-familiar analysts-nyt specialists-nyt china-watchers-fp drug-experts-fp "
                                "observers-st analysts-st china-hawks",
    "Online vendors": "online-vendors",
}
"""Speakers by group. `kind` and `side` of `tables.actors` do not suffice: a minister and a scholar are both persons."""

CAMPS = {"The writers themselves": "writers", "US government": "US", "US officials, unnamed": "US",
         "US-based analysts": "US", "Beijing and the party press": "CN", "Chinese analysts": "CN"}
"""Groups whose side is certain; the rest are "other", since nobody says for whom "analysts" or a vendor speak."""

ORDER = ("S0", "S1", "S4", "S2", "S3")
"""The seeds in the order of publication."""
PAPERS = {"S0": "NYT", "S1": "WSJ", "S2": "FP", "S3": "ST", "S4": "FT"}
"""Short names for the heads of columns, which must stay apart on a phone."""
SPELLED = ("NYT: New York Times; WSJ: Wall Street Journal, with Hsieh’s commentary; FT: Financial Times; "
           "FP: Foreign Policy; ST: Straits Times")
REPORTED = {"S2": "E313"}
"""A seed without a day of its own is dated by the act that it reports as news of the week."""

STANCES = ("accuses", "demands", "refuses", "denies", "warns", "explains", "predicts", "offers", "credits", "praises")
"""From conflict over plain statement to cooperation."""


def months() -> dict[str, str]:
    """Month of publication by seed, in words, in the order of publication."""
    published = tables.seeds().set_index("seed").published
    days = {seed: events.date(REPORTED[seed]) if pd.isna(published[seed]) else published[seed] for seed in ORDER}
    return {seed: f"{day:%b %Y}" for seed, day in days.items()}


def labels() -> dict[str, str]:
    """Head of a seed's column: paper, month and year, a bar between the lines."""
    return {seed: f"{PAPERS[seed]}|{month.replace(' ', '|')}" for seed, month in months().items()}


def groups() -> dict[str, str]:
    """Group by speaker (slug)."""
    return {speaker: group for group, speakers in GROUPS.items() for speaker in speakers.split()}


def claims() -> pd.DataFrame:
    """All claims with who speaks and in whose words.

    Columns of `tables.claims` and: seed, name (of the speaker), group, camp (writers, US, CN or other), wording: quoted
    (in quotation marks, words intact), altered quotation, or reported (the words are the writer's, or a machine's).
    Raises `KeyError` for a speaker without a group.
    """
    rows, group_of = tables.claims(), groups()
    group = rows.speaker.map(lambda speaker: group_of[speaker])
    wording = [("altered quotation" if distorted else "quoted") if quoted else "reported"
               for quoted, distorted in zip(rows.quoted, rows.distorted)]
    names = tables.actors().set_index("actor").name
    return rows.assign(seed=rows.passage.str[:2], name=rows.speaker.map(names), group=group,
                       camp=group.map(CAMPS).fillna("other"), wording=wording)


def speakers() -> pd.DataFrame:
    """Claims by group and seed. Columns: group, camp, seed, claims, total and quoted (of the group, all seeds)."""
    rows = claims()
    counted = rows.groupby(["group", "camp", "seed"]).size().rename("claims").reset_index()
    total = rows.groupby("group").size()
    quoted = rows[rows.wording == "quoted"].groupby("group").size()
    return counted.assign(total=counted.group.map(total), quoted=counted.group.map(quoted).fillna(0).astype(int))


def stances(least: int = 10) -> pd.DataFrame:
    """Claims by group and stance, for groups with at least `least` claims.

    Columns: group, stance, claims, total (of the group), share (of the group's claims, 0 to 1).
    """
    rows = claims()
    total = rows.groupby("group").size()
    counted = rows.groupby(["group", "stance"]).size().rename("claims").reset_index()
    counted = counted.assign(total=counted.group.map(total))
    counted = counted[counted.total >= least]
    return counted.assign(share=counted.claims / counted.total).reset_index(drop=True)


def directed() -> pd.DataFrame:
    """Accusations and demands with their target.

    Columns of `claims` and target: China, United States, or neither (both governments together, or bystanders).
    """
    rows = claims()
    rows = rows[rows.stance.isin(["accuses", "demands"])]
    side = rows.subject.map(tables.actors().set_index("actor").side)
    return rows.assign(target=side.map({"CN": "China", "US": "United States"}).fillna("neither"))


def silent(actors: dict[str, str]) -> pd.DataFrame:
    """How often actors are written and spoken about, and how often they speak.

    `actors`: name to show by slug. Columns: actor, name, where (the passages in which the actor occurs), passages (how many), about and by (claims).
    Raises `KeyError` for an unknown actor.
    """
    known, rows = tables.actors().set_index("actor").passages, tables.claims()
    return pd.DataFrame([
        {"actor": actor, "name": name, "where": known[actor], "passages": len(known[actor]), "about": int((rows.subject == actor).sum()),
         "by": int((rows.speaker == actor).sum())}
        for actor, name in actors.items()])


def mentions(pattern: str) -> int:
    """In how many passages the regular expression is found, whatever the case."""
    return int(seeds.passages().text.str.contains(pattern, case=False, regex=True).sum())
