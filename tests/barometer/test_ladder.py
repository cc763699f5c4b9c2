"""The ladder: what a planted record must read, and what the report's own does."""
import pandas as pd
import pytest

from barometer import ladder, readings, tables

DAY = pd.Timedelta(days=1)


@pytest.fixture
def planted(monkeypatch):
    """A record of a few acts, (day, level) each, in place of the report's own."""
    def plant(*acts):
        rows = pd.DataFrame([{"event": f"E{place:03}", "day": pd.Timestamp(day), "level": level, "title": "an act",
                              "initiator": "CN"} for place, (day, level) in enumerate(acts)])
        monkeypatch.setattr(ladder, "evidence", lambda coder="A", certain=False: rows.copy())
    return plant


def level(day, **choices):
    return ladder.levels(pd.DatetimeIndex([day]), **choices).iloc[0]


def test_a_suspension_holds_until_something_above_accusation_lifts_it(planted):
    planted(("2020-01-01", 5), ("2020-02-01", 0), ("2020-03-01", 1), ("2022-06-01", 2))
    assert level("2020-01-31") == 5
    assert level("2020-02-01") == level("2020-03-02") == level("2022-05-31") == 0, "not even after the window"
    assert level("2022-06-01") == 2, "the operations from before the suspension do not come back"


def test_a_level_fades_after_the_window_and_one_that_is_still_shown_takes_its_place(planted):
    planted(("2020-01-01", 5), ("2020-03-01", 3))
    assert level(pd.Timestamp("2020-01-01") + 179 * DAY) == 5
    assert level(pd.Timestamp("2020-01-01") + 180 * DAY) == 3
    assert level(pd.Timestamp("2020-03-01") + 180 * DAY) == ladder.DORMANT
    assert level(pd.Timestamp("2020-01-01") + 180 * DAY, window=270) == 5


def test_the_highest_level_shown_counts_and_an_accusation_does_not_undo_it(planted):
    planted(("2020-01-01", 4), ("2020-01-02", 1))
    assert level("2020-01-03") == 4


def test_before_the_first_act_there_is_no_level(planted):
    planted(("2020-01-01", 4))
    assert pd.isna(level("2019-12-31"))
    with pytest.raises(ValueError, match="2019-12-31"):
        ladder.at("2019-12-31")


def test_since_is_the_first_day_of_the_unbroken_time_at_a_level(planted):
    planted(("2020-01-01", 4), ("2020-05-01", 4), ("2022-01-01", 4), ("2022-02-01", 5))
    assert ladder.at("2020-09-01").since == pd.Timestamp("2020-01-01"), "the second act prolongs the first"
    faded = pd.Timestamp("2020-05-01") + 180 * DAY
    assert ladder.at("2021-06-01").level == ladder.DORMANT and ladder.at("2021-06-01").since == faded
    assert ladder.at("2022-01-15").since == pd.Timestamp("2022-01-01")
    assert ladder.at("2022-02-10").since == pd.Timestamp("2022-02-01")


def test_on_every_day_since_the_level_of_the_record_is_the_same_and_on_the_day_before_another():
    rung = ladder.at(readings.month_ends()[-1])
    days = ladder.levels(pd.date_range(rung.since, readings.month_ends()[-1]))
    assert (days == rung.level).all() and level(rung.since - DAY) != rung.level


def test_the_suspension_of_august_2022_stands_to_the_eve_of_woodside_but_for_the_visit_of_june_2023():
    days = ladder.levels(pd.date_range("2022-08-05", "2023-11-14"))
    lifted = days.index[days != ladder.SUSPENDED]
    assert level("2022-08-04") > 0 and level("2023-11-15") > ladder.DORMANT
    assert lifted.min() == pd.Timestamp("2023-06-19") and lifted.max() == pd.Timestamp("2023-06-29"), "E255 to E251"


def test_the_interval_holds_the_level_every_month():
    monthly = ladder.monthly()
    assert monthly.level.between(monthly.low, monthly.high).all() and monthly.date.dt.is_month_end.all()


def test_what_is_called_standing_lies_within_the_window_and_includes_the_level_of_the_day():
    day = readings.month_ends()[-1]
    state, rung = ladder.supported(day), ladder.at(day)
    assert list(state.level) == list(range(6))
    assert (state.days[state.standing] < ladder.WINDOW).all() and (state.days[~state.standing].dropna() >= ladder.WINDOW).all()
    assert state.standing[rung.level] and state.event[rung.level] == rung.events[0]


def test_an_act_known_to_the_month_alone_is_shown_by_its_month_and_never_by_a_day():
    state, precision = ladder.supported(readings.month_ends()[-1]), tables.events().set_index("event").date_precision
    vague = state[state.event.map(precision) == "month"]
    assert list(vague.event) == ["E251"] and list(vague.shown) == ["June 2023"]
    assert state.shown.drop(vague.index).str.contains(r"^[A-Z][a-z]+ \d+, \d{4}$").all()


def test_no_event_shows_a_level_by_a_wider_act():
    codings = tables.codings()
    assert codings[(codings.track == "wider") & codings.ladder.notna()].empty
