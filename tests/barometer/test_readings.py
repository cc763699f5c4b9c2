"""The readings: recomputed from the CSV files by a second implementation, and true to their edge rules."""
import calendar
import csv
import math
from datetime import date

import pandas as pd
import pytest

from barometer import readings, tables
from barometer.readings import REPORT, Specification

SPECIFICATIONS = [
    REPORT,
    REPORT.but(half_life=60, cooperation_as="mean", climate_as="sum"),
    REPORT.but(whose="both sides", bundled="both", deeds=2.5, tiers="A and B"),
    REPORT.but(tiers="even", half_life=365),
    REPORT.but(bundled="climate", certain=True, without=frozenset({"E279", "E396"})),
]


def recomputed(day: date, choice: Specification) -> dict[str, float | None]:
    """Both readings on one day, act by act, with nothing but the standard library."""
    def rows(name):
        with open(tables.FOLDER / f"{name}.csv", encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file))

    goldstein = {row["cameo"]: float(row["goldstein"]) for row in rows("cameo")}
    events = {row["event"]: row for row in rows("events")}
    sums = {name: [0.0, 0.0] for name in ("cooperation", "climate")}
    for coding in rows("codings"):
        event = events[coding["event"]]
        if coding["coder"] != "A" or not coding["cameo"] or coding["event"] in choice.without:
            continue
        if choice.certain and (event["standing"] in ("memory", "weak") or event["day_basis"] == "memory"):
            continue
        happened = date.fromisoformat(event["date"])
        if event["date_precision"] == "month":
            happened = happened.replace(day=calendar.monthrange(happened.year, happened.month)[1])
        if happened > day:
            continue
        into = set()
        if coding["track"] == "narcotics":
            into = {"cooperation"}
        elif coding["track"] == "wider" and (event["tier"] in "NA" or choice.tiers == "A and B"):
            even = event["field"] in ("leaders", "diplomacy") or "PIIE" in event["frames"].split("; ")
            into = {"climate"} if choice.tiers != "even" or even else set()
        elif coding["track"] == "bundled":
            into = {"neither": set(), "both": {"cooperation", "climate"}}.get(choice.bundled, {choice.bundled})
        if choice.whose == "China and joint" and coding["initiator"] not in ("CN", "joint"):
            into = into - {"cooperation"}
        deed = int(coding["cameo"][:2]) in (6, 7, 8, *range(14, 21))
        weight = (choice.deeds if deed else 1) * 0.5 ** ((day - happened).days / choice.half_life)
        for name in into:
            sums[name][0] += weight * goldstein[coding["cameo"]]
            sums[name][1] += weight
    kind = {"cooperation": choice.cooperation_as, "climate": choice.climate_as}
    rate = math.log(2) * 365.25 / choice.half_life
    return {name: None if not weight else round(total * rate if kind[name] == "sum" else total / weight, 9)
            for name, (total, weight) in sums.items()}


@pytest.mark.parametrize("choice", SPECIFICATIONS, ids=range(len(SPECIFICATIONS)))
def test_an_independent_reader_gets_the_same_readings(choice):
    monthly = readings.monthly(choice)
    for day in monthly.index[::17]:
        for name, value in recomputed(day.date(), choice).items():
            found = monthly.at[day, name]
            assert pd.isna(found) if value is None else found == pytest.approx(value, abs=1e-9), (day, name)


def test_a_reading_can_be_asked_for_any_day():
    assert readings.at("2023-11-15").cooperation == pytest.approx(recomputed(date(2023, 11, 15), REPORT)["cooperation"])


def test_an_act_counts_in_full_on_its_own_day_and_half_after_one_half_life():
    days = pd.Series(pd.to_datetime(["2020-01-01"]))
    dates = pd.to_datetime(["2019-12-31", "2020-01-01", "2020-03-31"])
    assert readings.weights(days, dates, 90).ravel().tolist() == [0, 1, 0.5]


def test_an_act_without_a_day_counts_from_the_end_of_its_month():
    events = tables.events().set_index("event")
    counted = readings.acts(REPORT.but(tiers="A and B", whose="both sides")).set_index("event")
    vague = counted[counted.index.isin(events.index[events.date_precision == "month"])]
    assert len(vague) and vague.day.dt.is_month_end.all()


def test_a_mean_stays_between_the_values_it_is_made_of_and_is_missing_before_the_first_act():
    mean = REPORT.but(cooperation_as="mean")
    monthly, acts = readings.monthly(mean), readings.acts(mean)
    for name in readings.READINGS:
        values = acts[acts.reading == name]
        assert monthly[name].dropna().between(values.goldstein.min(), values.goldstein.max()).all()
        assert monthly.index[monthly[name].notna()][0] >= values.day.min()
        assert monthly[name][monthly.index < values.day.min()].isna().all()


def test_leaving_out_a_summit_changes_the_reading_of_that_month():
    with_it, without = readings.at("2023-11-30"), readings.at("2023-11-30", REPORT.but(without=frozenset({"E279"})))
    assert with_it.cooperation != without.cooperation and with_it.climate == without.climate


def test_bundled_acts_are_in_the_readings_that_the_specification_names_and_in_no_other():
    codings = tables.codings()
    bundled = set(codings.event[codings.track == "bundled"])
    for rule, expected in {"neither": set(), "climate": {"climate"}, "both": set(readings.READINGS)}.items():
        acts = readings.acts(REPORT.but(bundled=rule))
        assert set(acts[acts.event.isin(bundled)].reading) == expected


@pytest.mark.parametrize("wrong", [{"climate_as": "median"}, {"bundled": "some"}, {"half_life": 0}, {"half_life": "90"}, {"deeds": -1},
                                   {"without": "E279"}, {"without": frozenset({"E9999"})}])
def test_a_choice_that_is_none_is_refused(wrong):
    with pytest.raises(ValueError, match=next(iter(wrong))):
        REPORT.but(**wrong)


def test_a_coder_who_has_coded_nothing_is_named():
    with pytest.raises(KeyError, match="no codings by coder Z"):
        readings.acts(REPORT.but(coder="Z"))


def test_every_event_is_coded_by_the_first_coder():
    codings = tables.codings()
    assert set(codings.event[codings.coder == "A"]) == set(tables.events().event)
