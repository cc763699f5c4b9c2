"""The chart of the thesis says of each month what the readings did."""
import pandas as pd

from barometer import chronology, readings
from barometer.charts import thesis


def test_readings_that_rise_together_fall_together_or_part_are_told_apart():
    months = pd.date_range("2020-01-31", periods=5, freq="ME")
    monthly = pd.DataFrame({"cooperation": [0, 1, 0, 1, 1], "climate": [0, 2, -1, -1, 5]}, months)
    assert list(thesis.moves(monthly, months=1).move) == ["both up", "both down", "apart", "apart"]


def test_each_tile_is_the_last_month_of_its_change():
    monthly = readings.monthly().loc[readings.TESTED_FROM.to_timestamp():]
    rows = thesis.moves(monthly)
    assert len(rows) == len(monthly) - 3
    assert (rows.start.dt.day == 1).all() and (rows.end - rows.date == pd.Timedelta(days=1)).all()


def test_readings_that_each_rise_every_other_time_agree_by_chance_half_the_time():
    months = pd.date_range("2020-01-31", periods=9, freq="ME")
    monthly = pd.DataFrame({"cooperation": [0, 1] * 4 + [0], "climate": [0, 1, 2, 1, 0, 1, 2, 1, 0]}, months)
    rows = thesis.moves(monthly, months=1)
    assert thesis.by_chance(rows) == len(rows) / 2


def test_every_meeting_that_is_named_is_one_with_a_place():
    meetings = chronology.presidents().query("kind == 'meeting'").set_index("event")
    assert meetings.place[list(thesis.NAMED)].notna().all()
