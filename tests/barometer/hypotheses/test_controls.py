"""T4: each notice is one control, nothing of the record is lost, and the shares agree with a count by hand."""
import numpy as np
import pandas as pd
import pytest

from barometer import chronology, readings, tables
from barometer.hypotheses import controls, obligation
from barometer.hypotheses.result import ALL
from barometer.readings import REPORT
from barometer.summits import summits


@pytest.fixture(scope="module")
def frame():
    return controls.controls()


@pytest.fixture(scope="module")
def milestones():
    return {found.name: found for found in controls.after_milestones()}


def test_every_notice_is_one_control_and_every_coded_control_is_there(frame):
    assert frame.event.is_unique
    assert set(tables.substances().event.dropna()) == set(frame.event[frame.in_table])
    coded = readings.coded()
    coded = coded[(coded.track == "narcotics") & (coded.initiator == "CN") & coded.cameo.isin(["060", "0832"])]
    merged = coded[~coded.event.isin(frame.event)]
    assert merged.date.isin(frame.announced).all(), "only announcements of controls with rows of their own are merged"


def test_a_control_on_the_day_of_a_meeting_does_not_come_after_it():
    day = pd.DatetimeIndex(["2020-01-01", "2020-01-02", "2020-04-01"])
    points = pd.Series(pd.to_datetime(["2020-01-01"]))
    assert list(controls._near(day, points, 90)) == [False, True, False]
    assert list(controls._near(day, points, 91)) == [False, True, True]
    assert list(controls._near(day - pd.Timedelta(days=3), points, 90, before=True)) == [True, True, False]


def test_the_share_after_meetings_agrees_with_the_frame(frame, milestones):
    own = frame[frame.in_table & frame.since.notna()]
    for within in controls.WITHIN:
        found = milestones[f"after-meeting-{within}"]
        assert found.n == len(own)
        assert found.effect == pytest.approx(100 * (own.since <= within).mean())
        assert found.effect == milestones[f"after-meeting-{within}-drawn"].effect


def test_without_a_summit_neither_it_nor_the_controls_around_it_count(milestones):
    found = milestones["after-meeting-90"]
    assert set(found.without) == set(summits())
    assert found.without["Busan 2025"].n == found.n - 1, "the licenses came eleven days after Busan"
    assert ALL in milestones["after-agreement-90"].without
    less = controls.milestones(REPORT.but(without=summits()["Busan 2025"]))
    assert pd.Timestamp("2025-10-30") not in set(less)


def test_a_control_counts_as_well_placed_by_the_days_below_it(frame):
    days = pd.date_range("2017-07-01", chronology.end())
    climate = readings.read(days).climate
    row = frame[frame.event == "E408"].iloc[0]
    assert row.percentile == pytest.approx(100 * (climate < climate[row.day]).mean())
    assert row.climate == pytest.approx(climate[row.day])


def test_the_climate_is_that_of_the_eve_where_the_eve_is_asked(frame):
    results = {found.name: found for found in controls.in_climate()}
    days = pd.date_range("2017-06-30", chronology.end())
    climate = readings.read(days).climate
    own = frame[frame.in_table & (frame.day >= "2017-07-01")]
    ranks = climate.iloc[:-1].rank(pct=True) * 100
    assert results["climate-eve"].effect == pytest.approx(ranks[own.day - pd.Timedelta(days=1)].mean(), abs=0.1)
    assert results["climate"].n == len(own) == results["climate-effective"].n - 1


def test_a_steady_delay_is_not_found_unsteady_and_an_unsteady_one_is():
    steady = 100 + np.linspace(5, 360, 12)
    assert obligation._steady(steady, 100, "x", "x").p > 0.2
    wild = np.array([20, 30, 40, 60, 80, 1500, 2500, 50.])
    found = obligation._steady(wild, 20, "x", "x")
    assert found.effect > found.null and found.p < 0.01


def test_lags_of_the_un_agree_with_the_table(frame):
    rows = obligation.pairs()
    assert not rows.duplicated(["un_decision", "china_controlled"]).any()
    soon = {found.name: found for found in obligation.after_the_un(frame)}["un-within-365"]
    assert soon.effect == pytest.approx(100 * ((rows.days > 0) & (rows.days <= 365)).mean())
    first = frame[frame.lag < 0]
    assert not first.un_before.any() and len(first) == 1
