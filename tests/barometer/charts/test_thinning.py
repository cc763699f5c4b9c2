"""Charts carry what they draw, all of it and not much more."""
import altair as alt
import pandas as pd
import pytest

from barometer.charts.thinning import thinned
from press import drawing

ROWS = pd.DataFrame({"event": ["E001", "E002", "E003"], "when": [1, 2, 3], "size": [1 / 3, 2 / 3, 77_693.0],
                     "side": ["US", "CN", "US"], "kind": ["a", "b", "a"], "words": ["one", "two", "three"],
                     "note": ["long", "longer", "longest"]})
NAMES = pd.DataFrame({"key": ["US", "CN"], "full": ["United States", "China"], "unread": [1, 2]})


def drawn(rows):
    base = alt.Chart(rows).encode(alt.X("when:Q")).transform_filter("datum.kind != 'c'")
    points = base.mark_point().encode(alt.Y("size:Q"), alt.Color("full:N"), tooltip="words:N").transform_lookup(
        "side", from_=alt.LookupData(NAMES, "key", ["full"]))
    return alt.layer(points, base.mark_rule()).to_dict()


@pytest.fixture
def spec():
    return drawn(ROWS)


def fields(spec):
    return set().union(*(set(row) for rows in spec["datasets"].values() for row in rows))


def test_what_is_drawn_told_filtered_by_or_looked_up_stays_and_the_rest_goes(spec):
    assert fields(thinned(spec)) == fields(spec) - {"note", "unread"}


def test_the_number_of_the_event_stays_although_nothing_draws_it(spec):
    assert "event" in fields(thinned(spec))


def test_the_drawing_is_the_same():
    spec = drawn(ROWS.assign(size=[0.25, 0.5, 3.0]))
    assert drawing.svg(thinned(spec)) == drawing.svg(spec)


def test_a_tooltip_that_tells_everything_keeps_everything():
    chart = alt.Chart(ROWS).mark_point(tooltip=alt.TooltipContent("data")).encode(alt.X("when:Q"))
    assert fields(thinned(chart.to_dict())) == set(ROWS)


def test_counts_stay_exact_and_fractions_keep_what_can_be_seen(spec):
    sizes = [row["size"] for rows in thinned(spec)["datasets"].values() for row in rows if "size" in row]
    assert sizes[0] == pytest.approx(1 / 3, rel=1e-5) and len(str(sizes[0])) < 10 and 77_693 in sizes
