"""Whole tables as exhibits: the registers that the chapters' references lead to, and the data dictionary."""
import pandas as pd

from barometer import schema, seeds, tables
from barometer.exhibits import Column, Table, table

TYPES = {"string": "text", "date": "date", "integer": "whole number", "number": "number", "boolean": "true or false"}


def dictionary(name: str) -> Table:
    """The columns of one table: name, type with unit, rules, meaning, as the schema states them."""
    rows = pd.DataFrame([
        {"column": f"`{field.name}`", "type": ("list of texts" if field.is_list else TYPES[field.type])
            + (f", {field.unit}" if field.unit else ""), "rules": field.rules, "meaning": field.description}
        for field in schema.fields(name)])
    rows["rules"] = rows.rules.map(lambda rules: f"`{rules}`" if "pattern" in rules else rules)
    columns = {"column": Column("Column", "markdown", 1.6), "type": Column("Type, unit", width=1.2),
               "rules": Column("Rules", "markdown", 2), "meaning": Column("Meaning", width=3.2)}
    entry = schema.resource(name)
    return table(rows, columns, name=f"tab-columns-{name.replace('_', '-')}", title=f"{name}: {entry['title']}",
                 note=f"{entry['description']} Key: {', '.join(schema.key(name))}. File: data/{entry['path']}.",
                 source="`data/datapackage.json`")


def _supports() -> pd.Series:
    """Per event its passages and public sources, as references in Markdown."""
    evidence = tables.evidence()
    cited = ("{passage}`" + evidence.passage + "`").fillna("{source}`" + evidence.source + "`")
    return cited.groupby(evidence.event).agg(lambda refs: ", ".join(dict.fromkeys(refs)))


def events() -> Table:
    """Every event in order of date: who acted, how well it is supported, and its evidence."""
    frame = tables.events().sort_values(["date", "event"])
    frame["day"] = frame.date.dt.strftime("%Y-%m-%d").mask(
        frame.date_precision == "month", frame.date.dt.strftime("%Y-%m"))
    frame["day"] += (frame.day_basis == "memory").map({True: " (?)", False: ""})
    frame["support"] = frame.event.map(_supports())
    columns = {"event": Column("Event", "anchor:event", 0.7), "day": Column("Date", width=1.1),
               "title": Column("What happened", width=6), "initiator": Column("Who", width=0.6),
               "field": Column("Field", width=1.1), "tier": Column("Tier", width=0.4),
               "standing": Column("Standing", width=1), "support": Column("Evidence", "markdown", 2)}
    return table(frame, columns, name="tab-events", title="The public record: every dated event with its evidence",
                 note="(?) marks a day that rests on memory. Who: US, CN (China), joint, third. Tier N: narcotics "
                      "record; A: primary chronology or leaders' contact; B: other chronology; S: source texts alone.",
                 source="`data/events.csv`, `data/evidence.csv`")


def sources() -> Table:
    """Every public source with its address."""
    frame = tables.sources().sort_values(["publisher", "published", "title"])
    frame["day"] = frame.published.dt.strftime("%Y-%m-%d")
    columns = {"source": Column("Source", "anchor:source", 1.6), "publisher": Column("Publisher", width=1.4),
               "title": Column("Title", width=3), "day": Column("Date", width=0.9), "url": Column("Address", "url", 2.4)}
    return table(frame, columns, name="tab-sources", title="Public sources with their addresses",
                 note="A copy or reprint is named as such in the note column of the data file.",
                 source="`data/sources.csv`")


def claims() -> Table:
    """Every attributed claim of the seeds with its exact words."""
    frame = tables.claims()
    names = tables.actors().set_index("actor")["name"]
    frame["who"] = frame.speaker.map(names)
    frame["about"] = frame.subject.map(names)
    frame["marked"] = frame.words.where(~frame.distorted.astype(bool), frame.words + " †")
    columns = {"claim": Column("Claim", width=0.7), "passage": Column("Passage", "passage", 0.8),
               "who": Column("Who", width=1.3), "about": Column("About", width=1.2),
               "stance": Column("Stance", width=0.9), "topic": Column("Topic", width=1),
               "marked": Column("Words", width=4)}
    return table(frame, columns, name="tab-claims", title="Claims in the five source texts",
                 note="† The wording was altered by a machine: the fact may be taken, the words may not be attributed.",
                 source="`data/claims.csv`")


def figures() -> Table:
    """Every number that a seed states, beside the statistic that confirms or contradicts it."""
    frame = tables.figures()
    frame["found"] = frame.statistic.map("{:,.6g}".format, na_action="ignore") + " " + frame.statistic_unit.fillna("")
    columns = {"figure": Column("Number", width=0.8), "passage": Column("Passage", "passage", 0.8),
               "words": Column("Words", width=2.6), "quantity": Column("What is counted", width=2),
               "verdict": Column("Verdict", width=1.1), "found": Column("Statistic", width=1.4),
               "statistic_source": Column("Source", "source", 1.2)}
    return table(frame, columns, name="tab-figures", title="Numbers in the five source texts, and what the record says",
                 note="Verdicts: confirmed, close (right in size), contradicted, unverifiable, definition.",
                 source="`data/figures.csv`")


def distortions(seed: str) -> Table:
    """Altered phrases of one seed that matter for meaning, beside the original wording where it is known."""
    frame = tables.distortions()
    frame = frame[frame.passage.str.startswith(seed)]
    known = ("“" + frame.original + "”").fillna("*not found*")
    frame = frame.assign(known=known.where(frame.original_source.isna(),
                                           known + " ({source}`" + frame.original_source.fillna("") + "`)"))
    columns = {"passage": Column("Passage", "passage", 0.8), "altered": Column("Altered wording", width=2.2),
               "known": Column("Original wording", "markdown", 2.4), "effect": Column("Why it matters", width=3)}
    return table(frame, columns, name=f"tab-distortions-{seed.lower()}",
                 title=f"Altered phrases that matter in seed {seed}",
                 note="Where no copy of the original was found, the alteration is inferred from the text itself.",
                 source="`data/distortions.csv`")


def furniture() -> Table:
    """The lines of the seed files that belong to a website and not to the text."""
    columns = {"seed": Column("Seed", width=0.5), "line": Column("Line of the file", "number", 0.9),
               "text": Column("What stands there", width=3.5), "rule": Column("Why it is left out", width=2)}
    return table(seeds.furniture(), columns, name="tab-furniture", title="Lines of the seed files that are no passage",
                 source="`barometer/seeds.py`, table of rules")
