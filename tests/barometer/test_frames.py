"""The chronologies behind the events."""
from barometer import chronology, frames, tables


def test_every_code_in_the_events_is_explained_and_none_without_an_event():
    explained = {code for codes, *_ in frames.FRAMES for code in codes.split(", ")}
    used = set(tables.events().frames.explode().dropna()) - {""}
    assert used == explained


def test_the_bars_add_up_to_the_events_of_tiers_a_and_b():
    events = tables.events()
    assert frames.density().events.sum() == events.tier.isin(["A", "B"]).sum()
    assert frames.yearly(chronology.presidents()).events.sum() == events.tier.isin(["A", "B"]).sum()


def test_a_year_the_tariff_timeline_does_not_cover_shows_no_zero():
    yearly = frames.yearly(chronology.presidents()).set_index("year")
    assert yearly.tariffs.isna()[[2017, 2026]].all() and yearly.tariffs[2022] == 0


def test_sources_of_the_chronologies_exist():
    slugs = {slug for *_, slug in frames.FRAMES if slug}
    assert slugs <= set(tables.sources().source)
