"""What a reader of the ledger of bargains would be misled by if it broke."""
import pandas as pd
import pytest

from barometer import chronology, ledger, tables
from barometer.charts import bargains as charts


@pytest.fixture(scope="module")
def bargains():
    return ledger.bargains().set_index("bargain")


@pytest.fixture(scope="module")
def steps():
    return ledger.steps()


def test_every_row_of_the_table_has_a_kind_a_group_and_a_short_name(bargains):
    assert len(bargains) == len(tables.bargains())
    assert bargains[["kind", "group", "short"]].notna().all(axis=None)


def test_a_payment_is_counted_once(bargains):
    counted = bargains[bargains.counted]
    assert not counted.us_delivered_on.duplicated().any()
    assert bargains.shared.sum() == 1 and bargains.loc["B06", "shared"]


def test_no_bargain_counts_in_which_a_side_gave_nothing(bargains):
    counted = bargains[bargains.counted]
    assert counted[["us_delivered_on", "cn_delivered_on"]].notna().all(axis=None)
    assert not bargains.loc[["B01", "B04", "B12", "B13"], "counted"].any()


def test_a_truce_that_left_fentanyl_out_is_no_exchange_over_drugs(bargains):
    assert bargains.loc["B09", "kind"] == "exchange"
    assert not bargains.loc["B09", "drugs"] and not bargains.loc["B09", "counted"]


def test_terms_hold_from_the_first_delivery_to_their_end_or_to_the_end_of_the_record(bargains):
    exchanges = bargains[bargains.kind == "exchange"]
    assert (exchanges.held > 0).all()
    assert (exchanges[~exchanges.over].end == chronology.end()).all()
    assert exchanges[exchanges.over].ender.notna().all()


def test_whoever_delivers_does_so_after_the_bargain_was_put(bargains):
    for wait in (bargains.us_wait, bargains.cn_wait):
        assert (wait.dropna() >= 0).all()


def test_an_american_delivery_falls_on_the_day_of_a_named_event(bargains):
    dates = tables.events().set_index("event").date
    for row in bargains.dropna(subset="us_delivered_on").itertuples():
        assert row.us_delivered_on in set(dates[list(row.events)]), row.Index


def test_every_step_is_booked_once_and_only_cooperative_ones(steps):
    assert set(steps.event) == set(chronology.steps(chronology.acts()).event)
    assert not steps.event.duplicated().any() and (steps.goldstein > 0).all()


def test_a_row_without_an_offer_or_a_chinese_delivery_pairs_no_step(bargains, steps):
    paired = bargains.loc[steps.number.dropna().unique()]
    assert paired[["offer", "cn_delivered_on"]].notna().all(axis=None)
    assert steps.set_index("event").bargain[["E040", "E114", "E437"]].isna().all()


def test_the_price_of_a_step_follows_from_the_ledger(bargains, steps):
    assert set(steps.status) <= set(ledger.STATUSES)
    assert (steps[steps.status == "exchange"].number.map(bargains.kind) == "exchange").all()
    held = steps[steps.status == "terms in force"]
    assert (held.date >= held.terms.map(bargains.begins)).all() and (held.date < held.terms.map(bargains.end)).all()


def test_every_row_has_words_in_the_chart(bargains):
    assert all(charts.words(row) for row in bargains.reset_index().itertuples())


def test_half_years_keep_a_day_in_its_half():
    days = pd.Series(pd.to_datetime(["2024-01-01", "2024-06-30", "2024-07-01", "2024-12-31"]))
    assert list(charts.halves(days).dt.month) == [4, 4, 10, 10]


def test_a_control_is_booked_on_the_day_it_took_effect_and_not_when_it_was_announced(bargains):
    controls = tables.substances()
    only_announced = controls.china_announced[controls.china_announced < controls.china_controlled]
    assert len(only_announced) and not bargains.cn_delivered_on.isin(only_announced).any()
