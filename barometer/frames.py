"""The chronologies that the events were taken from, and how densely each of them records."""
import pandas as pd

from barometer import tables

FRAMES = (
    ("CC", "Comparative Connections, US–China: the summary of each four-month article, 2017–2024",
     "what the authors held to mark the period",
     "every dated act; the issues for May to August 2017 and September to December 2020 were not found", "cc-24-2"),
    ("TRK", "US-China Relations Tracker, daily, January 2025 to June 2026", "both governments’ public statements",
     "leaders, ministers, legal acts against the other side, Taiwan arms and drills", "us-china-tracker"),
    ("WH", "White House archive, January 2021 to August 2026", "everything published",
     "readouts with Chinese counterparts, acts whose title names China", "wh-briefings"),
    ("PIIE", "Bown’s tariff timeline, 2018 to November 2025", "every change in the average tariff",
     "steps aimed at China, its answers, truces", "piie-tariffs"),
    ("P", "the narcotics record of this report, 2015–2026", "none: found by search, one by one",
     "dated acts on drug control between the two, tariffs tied to it, milestones of the trade war and the presidents’ "
     "meetings that bear on it", None),
    ("CCC, ICAS",
     "day-by-day lists of Comparative Connections; of the Institute for China-America Studies, January 2024",
     "nearly everything", "the kinds of act taken from TRK, in the parts that could be read", "cc-chronology-2020-05"),
    ("RT, RX, RW, RW25, RT2017", "timelines by Reuters", "the editors’ choice",
     "every US–China entry that could be read",
     "reuters-2020-07-22-timeline"),
    ("SUP, TEL, NPR, BBG, AFP, WION, SCMP, CUBA, CB, USCNPM",
     "timelines, in this order, by SupChina, Teller Report, NPR, Bloomberg, AFP, WION, South China Morning Post, "
     "Cubahora, China Briefing, US-China Perception Monitor", "the editors’ choice",
     "every US–China entry that could be read",
     "npr-2020-07-unraveling"),
    ("CNT", "US-China timeline of economic measures, May to August 2026",
     "measures already published, listed by a machine",
     "large controls, sanctions, dialogues; old news under new dates left out", "us-china-timeline"),
    ("CAT", "no chronology", "none", "calls of leaders, Taiwan arms, main controls, looked up one by one", None),
)
"""Codes, what the chronology is and covers, its own rule, what was taken from it, and a source to look it up by."""

CHRONICLERS = {"CC": "four-month summaries", "TRK": "daily tracker", "WH": "White House, tariff timeline",
               "PIIE": "White House, tariff timeline"}
OTHERS = "press timelines, single finds"


def register() -> pd.DataFrame:
    """The chronologies with the number of events each lists. Columns: codes, name, rule, taken, events, source (as a
    reference in Markdown). An event may be listed by several: the numbers add up to more than the events.
    """
    frame = pd.DataFrame(FRAMES, columns=["codes", "name", "rule", "taken", "slug"])
    listed = tables.events()[["event", "frames"]].explode("frames")
    counts = [listed[listed.frames.isin(codes.split(", "))].event.nunique() for codes in frame.codes]
    source = ("{source}`" + frame.slug + "`").fillna("")
    return frame.assign(events=counts, source=source)


def wider() -> pd.DataFrame:
    """Events of the wider record (tiers A and B) with year, chronicler (the densest that lists it) and from_memory."""
    rows = tables.events()
    rows = rows[rows.tier.isin(["A", "B"])]

    def chronicler(listing: tuple[str, ...]) -> str:
        return next((name for code, name in CHRONICLERS.items() if code in listing), OTHERS)

    return rows.assign(year=rows.date.dt.year, chronicler=rows.frames.map(chronicler),
                       from_memory=rows.day_basis == "memory")


def density() -> pd.DataFrame:
    """The wider record by year and chronicler. Columns: year, chronicler, events (count)."""
    return wider().groupby(["year", "chronicler"]).size().rename("events").reset_index()


def yearly(presidents: pd.DataFrame) -> pd.DataFrame:
    """By year of the wider record, what makes years comparable or not.

    `presidents`: as `barometer.chronology.presidents`. Columns: year, events, single (events that only the daily
    tracker lists), from_memory (percent of events whose day rests on memory), presidents (meetings and calls), tariffs
    (events listed by the tariff timeline; missing in the years it does not cover).
    """
    rows = wider()
    by_year = rows.groupby("year")
    contacts = presidents.groupby(presidents.date.dt.year).size()
    tariffs = rows[rows.frames.map(lambda listing: "PIIE" in listing)].groupby("year").size()
    single = rows[rows.frames.map(lambda listing: listing == ("TRK",))].groupby("year").size()
    frame = pd.DataFrame({"events": by_year.size(), "single": single, "from_memory": 100 * by_year.from_memory.mean(),
                          "presidents": contacts, "tariffs": tariffs})
    frame = frame.fillna({"presidents": 0, "single": 0})
    covered = frame.index.to_series().between(tariffs.index.min(), tariffs.index.max())
    return frame.assign(tariffs=frame.tariffs.fillna(0).where(covered)).rename_axis("year").reset_index()
