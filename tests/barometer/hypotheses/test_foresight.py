"""T7: nothing learnt from what came later, scores that are right at both ends, probabilities counted by another route."""
import numpy as np
import pandas as pd
import pytest
from scipy.optimize import minimize

from barometer import chronology, readings, tables
from barometer.hypotheses import foresight, held_out
from barometer.hypotheses.forecasting import base_rate, by_curve, by_state, skill
from barometer.readings import REPORT
from barometer.summits import summits

TRAINED, TESTED = foresight.TRAINED, foresight.TESTED


def chances(rule, specification=REPORT):
    happened = foresight.outcomes("step", specification)
    return foresight.forecasts(rule, foresight.states("step", specification)[rule].to_numpy(), happened)[0]


@pytest.mark.parametrize("rule", foresight.RULES)
def test_a_later_event_changes_nothing_that_was_learnt(rule):
    events = tables.events()
    later = REPORT.but(without=frozenset(events.event[events.date > foresight.HORIZON]))
    assert chances(rule)[TRAINED].tolist() == chances(rule, later)[TRAINED].tolist()
    assert set(chances(rule, later)[TESTED]) <= set(chances(rule)) or rule == "curve"
    assert not foresight.outcomes("step", later)[TESTED].any()


@pytest.mark.parametrize("rule", foresight.RULES)
def test_neither_does_another_outcome_of_a_later_month(rule):
    values, happened = foresight.states()[rule].to_numpy(), foresight.outcomes()
    other = np.where(TRAINED, happened, ~happened)
    assert foresight.forecasts(rule, values, happened).tolist() == foresight.forecasts(rule, values, other).tolist()


def test_what_is_known_is_of_the_month_before():
    month = pd.Period("2025-11")
    assert foresight.states().level[month] == pytest.approx(readings.at("2025-10-31").climate)
    assert foresight.states().direction[month] == pytest.approx(
        readings.at("2025-10-31").climate - readings.at("2025-07-31").climate)


def test_training_and_held_out_months_do_not_meet():
    assert foresight.TRAINING[-1].end_time < foresight.HORIZON < foresight.HELD_OUT[0].start_time
    assert (TRAINED.sum(), TESTED.sum()) == (92, 17)
    march = foresight.steps().query("month == '2025-03'")
    assert march.empty, "the text says that no step is recorded in the month of the horizon"


def test_outcomes_are_the_steps_of_the_record():
    steps = chronology.steps(chronology.acts())
    expected = set(steps.date.dt.to_period("M")) | {pd.Period("2023-11")}
    assert set(foresight.MONTHS[foresight.outcomes()]) == expected & set(foresight.MONTHS)
    assert (foresight.outcomes() <= foresight.outcomes("any")).all()


def test_a_perfect_forecaster_has_skill_one_and_the_base_rate_none():
    happened = np.array([True, False, False, True])
    assert skill(happened.astype(float), happened, 0.3) == 1
    assert skill(np.full(4, 0.3), happened, 0.3) == 0
    scores = held_out.scores().set_index("rule")
    assert scores.skill["base"] == 0 and np.isfinite(scores.log).all()


def test_probabilities_are_shares_of_training_months():
    known, happened = foresight.states().level, foresight.outcomes()
    training, yes = known[TRAINED], happened[TRAINED]
    low = training < training.median()
    expected = {True: (yes[low].sum() + 1) / (low.sum() + 2), False: (yes[~low].sum() + 1) / ((~low).sum() + 2)}
    for row in held_out.months().itertuples():
        assert row.level == pytest.approx(expected[row.climate < training.median()])
        assert row.base == pytest.approx((yes.sum() + 1) / 94)


def test_the_brier_score_of_the_leading_rule_is_that_of_its_months():
    months = held_out.months()
    by_hand = sum((row.level - row.outcome) ** 2 for row in months.itertuples()) / len(months)
    base = sum((row.base - row.outcome) ** 2 for row in months.itertuples()) / len(months)
    assert foresight.judged("level").effect == pytest.approx(1 - by_hand / base)
    assert months.outcome.tolist() == [bool(events) for events in months.events]


def test_the_curve_is_the_logistic_regression_of_another_solver():
    values, happened = foresight.states().curve.to_numpy(), foresight.outcomes()
    x, y = values[TRAINED], happened[TRAINED]
    fit = minimize(lambda b: np.logaddexp(0, np.where(y, -1, 1) * (b[0] + b[1] * x)).sum(), [0, 0]).x
    assert by_curve(values[None], happened, TRAINED)[0] == pytest.approx(1 / (1 + np.exp(-fit[0] - fit[1] * values)), abs=1e-4)


def test_a_state_that_was_never_seen_is_held_to_be_even():
    trained = np.array([True, True, False])
    found = by_state(np.array([[0.0, 0, 1]]), np.array([True, False, True]), trained, np.array([[0.5]]))
    assert found.tolist() == [[0.5, 0.5, 0.5]]
    assert base_rate(np.array([True, False, True]), trained) == 0.5


def test_a_state_that_decides_is_found_and_one_that_does_not_hardly_ever(monkeypatch):
    random, months = np.random.default_rng(2), len(foresight.MONTHS)
    happened = random.random(months) < 0.35
    monkeypatch.setattr(foresight, "outcomes", lambda *choice: happened)

    def judged(values):
        monkeypatch.setattr(foresight, "states", lambda *choice: pd.DataFrame({"level": values}))
        return foresight.judged("level")

    assert judged(happened + 0.1 * random.random(months)).outcome == "above"
    walks = random.normal(size=(25, months)).cumsum(axis=1)
    assert np.mean([judged(walk).outcome == "above" for walk in walks]) <= 0.15


def test_acts_around_a_summit_are_left_out_of_climate_and_outcomes_alike():
    busan = REPORT.but(without=summits()["Busan 2025"])
    month = foresight.MONTHS.get_loc(pd.Period("2025-11"))
    assert foresight.outcomes()[month] and not foresight.outcomes("step", busan)[month]
    assert foresight.states("step", busan).level.iloc[month] != foresight.states().level.iloc[month]


def test_what_could_be_seen_grows_with_the_gap():
    power = held_out.power(gaps=(0.1, 0.5), draws=200)
    assert power.expected.is_monotonic_increasing and power.seen.is_monotonic_increasing
