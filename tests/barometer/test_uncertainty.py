"""The intervals of the readings: they hold the readings, come out the same twice, and shrink with what is known."""
import numpy as np
import pandas as pd
import pytest

from barometer import readings, surrogates, tables, uncertainty
from barometer.readings import READINGS, REPORT

DATES = readings.month_ends()[40::12]


def width(bands, reading):
    rows = bands[bands.reading == reading]
    return (rows.high - rows.low).mean()


def test_a_band_contains_its_reading_and_the_reading_is_the_reports_own():
    bands = uncertainty.bands(DATES)
    assert ((bands.low <= bands.value) & (bands.value <= bands.high)).all()
    for name in READINGS:
        found = bands[bands.reading == name].set_index("date").value
        assert found.equals(readings.read(DATES)[name].loc[found.index].rename("value"))


def test_the_same_question_gets_the_same_answer_twice():
    pd.testing.assert_frame_equal(uncertainty.bands(DATES), uncertainty.bands(DATES))


def test_a_date_alone_has_the_interval_that_it_has_among_others():
    whole, alone = uncertainty.bands(DATES), uncertainty.bands(DATES[-1:])
    pd.testing.assert_frame_equal(whole[whole.date == DATES[-1]].reset_index(drop=True), alone)


def test_the_reading_seldom_had_to_be_put_into_its_band():
    """Low and high are stretched to hold the reading; were that common, the draws would not be about it."""
    drawn, found = uncertainty.draws(DATES), readings.read(DATES)
    for name in READINGS:
        low, high = np.nanquantile(drawn[name], [0.05, 0.95], axis=0)
        known = found[name].notna().to_numpy()
        inside = (low <= found[name]) & (found[name] <= high)
        assert inside[known].mean() > 0.9, name


@pytest.fixture
def settled(monkeypatch):
    """One coder, one half-life, one weight: only the luck of the record is left."""
    rows = tables.codings()
    rows = rows[rows.coder == REPORT.coder]
    monkeypatch.setattr(tables, "codings", lambda: rows.copy())
    monkeypatch.setattr(uncertainty, "HALF_LIVES", (REPORT.half_life,))
    monkeypatch.setattr(uncertainty, "DEEDS", (REPORT.deeds,))


def test_with_one_coder_and_one_set_of_choices_the_bands_are_narrower_and_still_open(settled, request):
    narrow = uncertainty.bands(DATES)
    request.getfixturevalue("monkeypatch").undo()
    wide = uncertainty.bands(DATES)
    for name in READINGS:
        assert 0 < width(narrow, name) < width(wide, name), name


def test_without_luck_as_well_every_draw_is_the_reading_itself(settled, monkeypatch):
    class Even:
        def __init__(self, *parts):
            self.random = np.random.default_rng(parts)
            self.choice, self.integers = self.random.choice, self.random.integers

        def exponential(self, size):
            return np.ones(size)

    monkeypatch.setattr(surrogates, "generator", Even)
    drawn, found = uncertainty.draws(DATES), readings.read(DATES)
    for name in READINGS:
        expected = np.broadcast_to(found[name].to_numpy(), drawn[name].shape)
        assert np.allclose(drawn[name], expected, equal_nan=True), name


def test_a_mean_lies_between_the_values_it_is_made_of_in_every_draw():
    drawn, values = uncertainty.draws(DATES)["climate"], readings.acts().goldstein
    assert np.nanmin(drawn) >= values.min() and np.nanmax(drawn) <= values.max()
