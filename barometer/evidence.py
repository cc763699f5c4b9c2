"""Quotations against passages, events against sources: the rules that no table schema can state.

`check` is run by the tests and by the chapter on sources; a row without evidence does not pass.
"""
from pathlib import Path

import pandas as pd

from barometer import falsifiers, schema, seeds, tables
from barometer.faults import BrokenData, Fault

QUOTATIONS = {"claims": "words", "figures": "words", "distortions": "altered", "evidence": "words"}
"""Per table, the column that quotes the passage named in the same row."""


def _faults(table: str, frame: pd.DataFrame, column: str, rule: str) -> list[Fault]:
    """One fault per row of `frame`, whose index is the row's place in the file."""
    return [Fault(f"data/{table}.csv", row + 2, column, rule, value) for row, value in frame[column].items()]


def unknown_passages(folder: Path = tables.FOLDER) -> list[Fault]:
    """Cells that name a passage which no seed has."""
    known, faults = set(seeds.passages().index), []
    for table in schema.tables(folder):
        for field in schema.fields(table, folder):
            if field.refers == "passage":
                frame = tables.read(table, folder)[[field.name]].dropna().explode(field.name).dropna()
                faults += _faults(table, frame[~frame[field.name].isin(known)], field.name, "unknown passage")
    return faults


def unknown_events(folder: Path = tables.FOLDER) -> list[Fault]:
    """Lists of events with a number that no event has (single numbers are foreign keys and checked on load)."""
    known, faults = set(tables.events(folder).event), []
    for table in schema.tables(folder):
        for field in schema.fields(table, folder):
            if field.refers == "event" and field.is_list:
                frame = tables.read(table, folder)[[field.name]].explode(field.name).dropna()
                faults += _faults(table, frame[~frame[field.name].isin(known)], field.name, "unknown event")
    return faults


def misquotations(folder: Path = tables.FOLDER) -> list[Fault]:
    """Quotations that do not stand in their passage letter for letter."""
    wording, faults = seeds.passages().text, []
    for table, column in QUOTATIONS.items():
        frame = tables.read(table, folder)[["passage", column]].dropna()
        frame = frame[frame.passage.isin(wording.index)]
        stands = [words in wording[passage] for passage, words in zip(frame.passage, frame[column])]
        wrong = frame[[not found for found in stands]]
        faults += [Fault(f"data/{table}.csv", row + 2, column, f"these words do not stand in passage {passage}", words)
                   for row, passage, words in wrong.itertuples()]
    return faults


def unsupported(folder: Path = tables.FOLDER) -> list[Fault]:
    """Events without evidence, evidence without a place, verdicts without a statistic."""
    events, evidence, figures = tables.events(folder), tables.evidence(folder), tables.figures(folder)
    faults = _faults("events", events[~events.event.isin(evidence.event)], "event", "no evidence for this event")
    placed = evidence.source.notna().astype(int) + evidence.passage.notna().astype(int)
    faults += _faults("evidence", evidence[placed != 1], "event", "evidence names either one source or one passage")
    wordless = evidence[evidence.passage.notna() & evidence.words.isna()]
    faults += _faults("evidence", wordless, "passage", "evidence from a passage quotes its words")
    judged = figures.verdict.isin(["confirmed", "close", "contradicted"])
    bare = figures[judged & (figures.statistic.isna() | figures.statistic_source.isna())]
    faults += _faults("figures", bare, "verdict", "a verdict needs the statistic and its source")
    return faults


def addresses(folder: Path = tables.FOLDER) -> list[Fault]:
    """Sources cited as evidence that have no address."""
    sources = tables.sources(folder)
    bare = sources[sources.url.isna() & sources.source.isin(tables.evidence(folder).source.dropna())]
    return _faults("sources", bare, "source", "evidence needs an address")


def uncoded(folder: Path = tables.FOLDER) -> list[Fault]:
    """Events that a coder has left out: each codes the whole record, or its readings would lack acts in silence."""
    events, codings = tables.events(folder).event, tables.codings(folder)
    return [Fault("data/codings.csv", None, "event", f"coder {coder} has not coded this event", event)
            for coder, rows in codings.groupby("coder") for event in events[~events.isin(rows.event)]]


def check(folder: Path = tables.FOLDER) -> dict[str, int]:
    """Hold the whole evidence to its rules; return how many quotations, events, claims, figures and falsifiers were checked.

    Raises `BrokenData` with every fault.
    """
    faults = (unknown_passages(folder) + unknown_events(folder) + misquotations(folder) + unsupported(folder)
              + addresses(folder) + uncoded(folder) + falsifiers.faults(folder))
    if faults:
        raise BrokenData(faults)
    quotations = sum(
        len(tables.read(table, folder)[["passage", column]].dropna()) for table, column in QUOTATIONS.items())
    counts = {table: len(tables.read(table, folder)) for table in ("events", "evidence", "claims", "figures", "falsifiers")}
    return {"quotations": quotations, **counts}


def of_event(event: str, folder: Path = tables.FOLDER) -> pd.DataFrame:
    """The evidence of one event, source titles and addresses joined. Raises `KeyError` for an unknown event."""
    evidence = tables.evidence(folder)
    found = evidence[evidence.event == event]
    if found.empty:
        raise KeyError(f"unknown event {event}")
    return found.merge(tables.sources(folder)[["source", "publisher", "title", "url"]], on="source", how="left")
