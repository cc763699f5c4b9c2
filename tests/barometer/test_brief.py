"""The first page says nothing that the chapters behind it do not say."""
import pandas as pd

from barometer import brief, chronology, falsifiers, judgments, readings, tables
from barometer.verdict import CONFIDENCES, LIKELIHOODS


def test_five_findings_each_with_likelihood_confidence_and_a_way_to_the_evidence():
    rows = brief.findings()
    assert len(rows) == 5
    assert rows.likelihood.isin(LIKELIHOODS).all() and rows.confidence.isin(CONFIDENCES).all()
    assert rows.evidence.str.contains(r"\[.+\]\(\d\d-[a-z-]+\)").all()


def test_the_findings_are_those_of_the_verdict_word_for_word():
    verdicts, rows = judgments.judgments().set_index("statement"), brief.findings().set_index("statement")
    shared = rows.index.intersection(verdicts.index)
    assert len(shared) == 4
    for column in ("likelihood", "percent", "confidence"):
        assert (rows.loc[shared, column] == verdicts.loc[shared, column]).all()


def test_the_gauges_show_the_readings_of_the_last_day_within_their_own_months():
    rows = brief.gauges().set_index("reading")
    at_the_end = readings.at(chronology.end())
    for name in readings.READINGS:
        assert rows.value[name] == at_the_end[name]
        assert rows.low[name] <= rows.value[name] <= rows.high[name] and rows.least[name] < rows.most[name]


def test_the_thermometer_dates_each_level_by_the_last_act_that_shows_it():
    codings, events = tables.codings(), tables.events().set_index("event")
    for row in brief.thermometer().itertuples():
        shown = codings.event[(codings.coder == "A") & (codings.ladder == row.level)]
        days = events.date[shown].where(events.date_precision[shown] == "day",
                                        events.date[shown] + pd.offsets.MonthEnd(0))
        assert days.max() == row.day and f"{row.day.year}" in row.words


def test_what_to_watch_are_the_next_falsifiers_that_can_still_fail():
    stated = tables.falsifiers().stated_on.max()
    rows = brief.watch()
    assert rows.due.is_monotonic_increasing and (rows.status == "open").all()
    later = falsifiers.standing(stated)
    assert later[~later.falsifier.isin(rows.falsifier)].due.min() >= rows.due.max()
