"""One choice changed at a time: the table that shows a doubter what a choice does."""
import dataclasses

import pandas as pd
import pytest

from barometer import alternatives, readings, tables
from barometer.readings import REPORT


@pytest.fixture(scope="module")
def frame():
    return alternatives.alternatives()


def test_the_first_row_is_the_report_itself(frame):
    now = readings.at(readings.month_ends()[-1])
    assert frame.choice[0] == alternatives.OWN
    assert frame.loc[0, ["cooperation", "climate"]].tolist() == pytest.approx([now.cooperation, now.climate])


def test_every_other_row_changes_exactly_one_choice():
    for words, specification in alternatives.changes().items():
        changed = [field.name for field in dataclasses.fields(REPORT)
                   if getattr(specification, field.name) != getattr(REPORT, field.name)]
        assert len(changed) == (words != alternatives.OWN), words


def test_every_choice_that_a_specification_has_is_changed_in_some_row():
    changed = {name for change in alternatives.CHANGES.values() for name in change} | {"coder", "without"}
    assert changed == {field.name for field in dataclasses.fields(REPORT)}


def test_every_change_moves_something(frame):
    same = frame[["cooperation", "climate", "together"]].round(6).duplicated(keep=False)
    assert not same.any(), frame.choice[same].tolist()


def test_every_other_coder_has_a_row(frame):
    others = set(tables.codings().coder) - {REPORT.coder}
    assert {words[-1] for words in frame.choice if words.startswith("coding by coder")} == others


def test_a_place_is_the_rank_of_the_last_month_among_its_own(frame):
    monthly = readings.monthly().cooperation.dropna()
    assert frame.cooperation_place[0] == f"{(monthly > monthly.iloc[-1]).sum() + 1} of {len(monthly)}"
    assert pd.Series(frame.together).between(-1, 1).all()
