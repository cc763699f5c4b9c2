"""The multiverse computes at once what the readings compute one by one."""
import numpy as np
import pandas as pd
import pytest
from scipy import stats

from barometer import multiverse, outside, readings, tables
from barometer.hypotheses import every_choice
from barometer.hypotheses.result import SEARCHED
from barometer.readings import REPORT, Specification


def one_by_one(row) -> float:
    """The effect of one specification by way of `barometer.readings` and SciPy's own rank correlation."""
    gone = multiverse.left_out()[row.left_out]
    def reading(name, bundled):
        choice = Specification(
            half_life=row.half_life, deeds=row.deeds, certain=bool(row.certain), coder=row.coder, without=gone, whose=row.whose,
            cooperation_as=row.cooperation_as, climate_as=row.climate_as if row.compared == "climate" else "mean",
            tiers=row.tiers if row.compared == "climate" else "A", bundled=name if bundled else "neither")
        frame = readings.monthly(choice)[name]
        return frame.set_axis(frame.index.to_period("M"))
    first = reading("cooperation", row.bundled_in_cooperation)
    second = (reading("climate", row.bundled_in_climate) if row.compared == "climate"
              else outside.toward_better()[row.compared].reindex(first.index))
    if row.kind == "change":
        first, second = first.diff(3).round(9), second.diff(3).round(9)
    frame = pd.DataFrame({"first": first, "second": second.shift(row.lag)})
    known = np.logical_and.reduce([second.shift(lag).notna() for lag in multiverse.LAGS])
    months = multiverse._months()[multiverse.window()]
    frame = frame[known].loc[months[0]:months[-1]]
    return stats.spearmanr(frame["first"], frame["second"]).statistic


def test_any_specification_taken_alone_gives_the_same_effect():
    frame = multiverse.effects()
    for place in np.random.default_rng(1).integers(len(frame), size=25):
        row = frame.iloc[place]
        assert row.effect == pytest.approx(one_by_one(row), abs=1e-5), row.to_dict()


def test_there_are_more_than_ten_thousand_and_no_two_alike():
    frame = multiverse.effects()
    assert len(frame) > 10_000 and frame.effect.between(-1, 1).all()
    assert not frame.drop(columns="effect").duplicated().any()


def test_every_choice_that_has_a_meaning_is_combined_with_every_other():
    frame, dimensions = multiverse.effects(), multiverse.choices()
    against = frame[frame.compared == "climate"]
    expected = np.prod([len(values) for name, values in dimensions.items() if name != "compared"])
    assert len(against) == expected
    assert (against.drop(columns="effect").nunique() == [len(dimensions[name]) if name != "compared" else 1
                                                         for name in dimensions]).all()


def test_the_reports_own_specification_is_among_them_once_for_each_kind_lag_and_comparison():
    frame = multiverse.effects()
    own = frame[multiverse.is_report(frame)]
    assert len(own) == len(multiverse.CHOICES["kind"]) * len(multiverse.LAGS) * len(multiverse.CHOICES["compared"])
    assert REPORT.half_life in multiverse.CHOICES["half_life"] and REPORT.deeds in multiverse.CHOICES["deeds"]


def test_leaving_out_what_was_found_by_search_leaves_what_the_research_record_held():
    events = tables.events().set_index("event")
    gone = multiverse.left_out()[SEARCHED]
    assert gone and (events.research_rows[list(gone)].map(len) == 0).all()


def test_the_curve_counts_every_specification():
    curve = every_choice.curve()
    assert curve["count"].sum() == len(multiverse.effects())
    assert (curve.low <= curve.high).all()


def test_the_shares_by_choice_add_up_to_all_specifications():
    table = every_choice.by_choice("level", 0)
    sizes = table.groupby("dimension")["count"].sum()
    assert sizes.nunique() == 1 and table.moved.between(0, 100).all()


def test_planted_readings_that_are_one_and_the_same_move_together_under_every_shift_but_chance():
    series = np.cumsum(np.random.default_rng(2).normal(size=(1, 1, 80)), axis=-1)
    standard = multiverse._standard(series)
    effect, p = multiverse._by_shift(standard, standard)
    assert effect == pytest.approx(1, abs=1e-5) and p < 0.05
