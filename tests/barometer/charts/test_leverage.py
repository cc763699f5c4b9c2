"""Charts of the tests of leverage and foresight: every deal, end and month is drawn, and no other."""
from barometer import chronology
from barometer.charts import foresight as foresight_charts
from barometer.charts import leverage as charts
from barometer.hypotheses import held_out, leverage, survival


def values(chart):
    return [row for rows in chart.to_dict()["datasets"].values() for row in rows]


def test_every_exchange_is_named_once_on_the_curve():
    deals = survival.deals()
    drawn = charts.survival(survival.curve(deals), deals, title="A finding", source="a source")
    assert {row["short"] for row in values(drawn) if "short" in row} == set(deals.short)


def test_counts_in_the_shade_are_those_of_the_frame():
    around = leverage.around()
    drawn = charts.ends(around, leverage.ends(), chronology.end(), title="A finding", source="a source")
    counts = [row["count"] for row in values(drawn) if "count" in row]
    assert sum(counts) == (around.lag.abs() <= 180).sum() and len(counts) == 2 * len(leverage.ends())


def test_every_held_out_month_has_a_mark_of_every_rule_shown():
    months = held_out.months()
    drawn = foresight_charts.foresight(months, title="A finding", source="a source")
    marks = [row for row in values(drawn) if "chance" in row]
    assert len(marks) == len(months) * len(foresight_charts.SHOWN)
    assert sum(row["outcome"] for row in marks) == months.outcome.sum() * len(foresight_charts.SHOWN)
