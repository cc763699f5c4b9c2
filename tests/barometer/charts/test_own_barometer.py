"""The reader's own barometer: made of the acts of the readings, and starting from the report's own choices."""
import re

import pytest
from scipy import stats

from barometer import own, readings
from barometer.charts.own_barometer import CHOICES, own_barometer
from barometer.readings import REPORT
from press.exhibits import drawing


@pytest.fixture(scope="module")
def spec():
    return own_barometer(own.acts(), readings.monthly(), name="fig-own", title="A title", source="a source").to_dict()


@pytest.mark.parametrize("choice", [REPORT, REPORT.but(tiers="A and B", certain=True), REPORT.but(
    whose="both sides", bundled="both", deeds=2, without=frozenset({"E279"}))], ids=range(3))
def test_every_act_of_a_reading_is_there_once_and_as_in_the_reading(choice):
    counted = readings.acts(choice)
    acts = own.acts(choice.but(whose="China and joint", bundled="neither")).set_index("event")
    assert acts.index.is_unique and set(counted.event) <= set(acts.index)
    mine = acts.loc[counted.event]
    assert mine.day.tolist() == counted.day.tolist() and mine.goldstein.tolist() == counted.goldstein.tolist()
    assert mine.deed.map({True: choice.deeds, False: 1}).tolist() == counted.weight.tolist()


def test_the_controls_start_from_the_report(spec):
    assert {param["name"]: param["value"] for param in spec["params"]} == {
        name: getattr(REPORT, name) for name in CHOICES}


def test_the_drawing_that_paper_shows_says_what_python_says(spec):
    monthly = readings.monthly()
    both = readings.tested(monthly).dropna()
    words = re.findall(r"<text[^>]*>([^<]+)</text>", drawing.svg({**spec, "title": None}))
    expected = stats.spearmanr(both.cooperation, both.climate).statistic
    assert f"the report’s choices {expected:+.2f}".replace("-", "−") in words
    assert any(text.startswith(f"Rank correlation, {len(both)} months") for text in words)
    now = f"Cooperation reading, {monthly.index[-1]:%B %Y}: {monthly.cooperation.iloc[-1]:+.1f}"
    assert now.replace("-", "−") in words


def test_months_without_a_new_act_rank_alike():
    mean = readings.monthly(REPORT.but(cooperation_as="mean")).cooperation
    new = readings.acts().query("reading == 'cooperation'").day.dt.to_period("M")
    quiet = ~mean.index.to_period("M").isin(new)
    repeated = mean[quiet].dropna()
    assert len(repeated) and (repeated == mean.shift()[quiet].dropna()).all()
