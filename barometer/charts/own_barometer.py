"""The reader's own barometer: both readings and their correlation, recomputed inside the page as the reader chooses.

No server and no script of our own: Vega-Lite's transforms do what `barometer.readings` does. An act's weight at the end
of month M is 0.5 to the power (M − day) / half-life, which is the weight it has at the end of the record divided by what
fading leaves of anything between M and that end. So one running sum of weights over the months gives every month's
reading, and moving a control recomputes a few hundred rows instead of each act in each month that follows it.
Days are whole numbers since 1970 and months are drawn in UTC: no reader's time zone shifts a month.
"""
import altair as alt
import numpy as np
import pandas as pd

from barometer import own
from barometer.charts.style import COOPERATION, GREY, INK, NEUTRAL, WIDTH, figure
from barometer.readings import DECIMALS, REPORT, STATISTICS, TESTED_FROM, Specification, tested

MONTHLY = {"cooperation": ("Cooperation reading", COOPERATION), "climate": ("Climate reading", INK)}
DAY = pd.Timedelta(days=1)
SPAN = 3.5
"""Least extent of a mean's axis in either direction, so that the axis does not jump at each touch of a control."""
CHOICES = ("half_life", "deeds", "whose", "bundled", "cooperation_as", "climate_as")
"""What the reader chooses: fields of `readings.Specification`, in the order of the controls."""
MS = 86_400_000
"""Milliseconds of a day."""
HEAD = {"align": "left", "baseline": "bottom", "fontSize": 13, "fontWeight": 600}


def _number(days: pd.Timestamp | pd.Series | pd.DatetimeIndex) -> np.ndarray:
    """Days since 1970."""
    return np.asarray((days - pd.Timestamp("1970-01-01")) // DAY, dtype=int)


def _signed(value: float, decimals: int) -> str:
    return f"{value:+.{decimals}f}".replace("-", "−")


def _data(acts: pd.DataFrame, monthly: pd.DataFrame) -> alt.InlineData:
    """Every month with no act in it, then every act; as columns, which weigh a fraction of what rows do."""
    ends, days = _number(monthly.index), _number(acts.day)
    months = ends[np.searchsorted(ends, days)]
    months_then_acts = pd.concat([
        pd.DataFrame({"month": ends}),
        pd.DataFrame({"month": months, "since": months - days, "value": acts.goldstein, "track": acts.track.str[0],
                      "deed": acts.deed.astype(int), "ours": acts.initiator.isin(["CN", "joint"]).astype(int)})])
    columns = months_then_acts.fillna({"track": ""}).fillna(0).to_dict("list")
    whole = {name: [int(value) if value == value // 1 else value for value in values]
             for name, values in columns.items() if name != "track"}
    report = {f"report_{name}": [None if pd.isna(value) else round(value, 3) for value in monthly[name]]
              for name in MONTHLY}
    return alt.InlineData(values=[{**columns, **whole, **report}])


def _controls(choices: Specification) -> list[alt.Parameter]:
    """One control for each choice the reader has, named like the fields of the specification and starting from them."""
    def choose(options, labels, words):
        return alt.binding_select(options=list(options), labels=labels or list(options), name=words)

    kinds = ["sum (how much)", "mean (of what kind)"]
    bound = {
        "half_life": alt.binding_range(min=30, max=720, step=10, name="Half-life of an act (days)"),
        "deeds": alt.binding_range(min=0, max=3, step=0.25, name="Weight of deeds (words: 1)"),
        "whose": choose(["China and joint", "both sides"], None, "Cooperation counts acts of"),
        "bundled": choose(["neither", *MONTHLY, "both"], ["neither reading", *MONTHLY, "both readings"],
                          "Bundled acts count in"),
        "cooperation_as": choose(STATISTICS, kinds, "Cooperation is read as"),
        "climate_as": choose(STATISTICS, kinds, "Climate is read as"),
    }
    return [alt.param(name, value=getattr(choices, name), bind=bound[name]) for name in CHOICES]


def _readings(last: int) -> list[alt.Transform]:
    """From acts to one row a month with both readings; `last` is the day from which weights are counted back."""
    tied = {name: f"datum.track == 'b' && (bundled == '{name}' || bundled == 'both')" for name in MONTHLY}
    counts = {"cooperation": f"(datum.track == 'n' || {tied['cooperation']}) && (datum.ours || whose == 'both sides')",
              "climate": f"datum.track == 'w' || {tied['climate']}"}
    fields = ["month", "since", "value", "deed", "ours", "track", *(f"report_{name}" for name in MONTHLY)]
    sums = [f"{name}_{part}" for name in MONTHLY for part in ("weight", "total")]

    def calculate(name, expression):
        return alt.CalculateTransform(calculate=expression, **{"as": name})

    def reading(name):
        mean = f"datum.{name}_total / datum.{name}_weight"
        sum_a_year = f"datum.{name}_total / datum.left * LN2 * 365.25 / half_life"
        value = f"round({10 ** DECIMALS} * ({name}_as == 'mean' ? {mean} : {sum_a_year})) / {10 ** DECIMALS}"
        return calculate(name, f"datum.{name}_weight > 0 ? {value} : null")

    return [
        alt.FlattenTransform(flatten=fields),
        calculate("weight", f"pow(0.5, ({last} - datum.month + datum.since) / half_life) * (datum.deed ? deeds : 1)"),
        *[calculate(f"{name}_weight", f"({rule}) ? datum.weight : 0") for name, rule in counts.items()],
        *[calculate(f"{name}_total", f"datum.{name}_weight * datum.value") for name in MONTHLY],
        alt.AggregateTransform(groupby=["month"], aggregate=[
            *[{"op": "sum", "field": field, "as": field} for field in sums],
            *[{"op": "max", "field": f"report_{name}", "as": f"report_{name}"} for name in MONTHLY]]),
        alt.WindowTransform(sort=[{"field": "month"}], frame=[None, 0],
                            window=[{"op": "sum", "field": field, "as": field} for field in sums]),
        calculate("left", f"pow(0.5, ({last} - datum.month) / half_life)"),
        *[reading(name) for name in MONTHLY],
        calculate("time", f"datum.month * {MS}"),
        calculate("name", "utcFormat(datum.time, '%B %Y')"),
    ]


def _panel(name: str, choices: Specification, x: alt.X, last: int) -> alt.LayerChart:
    """One reading: the reader's line over the report's own where both are in the same unit."""
    words, color = MONTHLY[name]
    y = alt.Y(f"{name}:Q", axis=alt.Axis(title=None, tickCount=4, minExtent=30,
              labelExpr="datum.value > 0 ? '+' + datum.label : datum.label"))
    base = alt.Chart().transform_filter(f"isValid(datum.{name})").encode(x, y)
    started = f"isValid(datum.report_{name}) && {name}_as == '{getattr(choices, f'{name}_as')}'"
    report = alt.Chart().transform_filter(started).mark_line(color=NEUTRAL, strokeWidth=1.2).encode(x, y=f"report_{name}:Q")
    extent = (alt.Chart(alt.InlineData(values=[{"at": -SPAN}, {"at": SPAN}])).transform_filter(f"{name}_as == 'mean'")
              .mark_point(opacity=0, size=0).encode(alt.Y("at:Q")))
    zero = alt.Chart(alt.InlineData(values=[{"at": 0}])).mark_rule(color=GREY, strokeWidth=0.8).encode(alt.Y("at:Q"))
    compared = alt.Chart(alt.InlineData(values=[{"time": MS * int(_number(TESTED_FROM.to_timestamp()))}])).mark_rule(
        color=GREY, strokeDash=[2, 3]).encode(x)
    end = base.transform_filter(f"datum.month == {last}").transform_calculate(
        label=f"'{words}, ' + datum.name + ': ' + format(datum.{name}, '+.1f')")
    head = end.mark_text(**HEAD, color=color).encode(x=alt.value(0), y=alt.value(-6), text="label:N")
    pointed = base.mark_rule(opacity=0, strokeWidth=5).encode(
        y=alt.value(0), y2=alt.value("height"),
        tooltip=[alt.Tooltip("name:N", title="End of"),
                 *[alt.Tooltip(f"{field}:Q", format="+.2f", title=title) for field, (title, _) in MONTHLY.items()],
                 alt.Tooltip(f"report_{name}:Q", format="+.2f", title="The report’s own")])
    point = end.mark_point(filled=True, color=color, size=50, opacity=1)
    return alt.layer(zero, extent, compared, report, base.mark_line(color=color, strokeWidth=2.5), head, pointed, point)


def _correlation(own_value: float, choices: Specification) -> alt.LayerChart:
    """A scale from −1 to +1: a dot for the reader's choices, named above it, a ring for the report's, named below."""
    changed = " || ".join(f"{name} != {getattr(choices, name)!r}" for name in CHOICES)
    first = _number(TESTED_FROM.to_timestamp())
    ranked = (
        alt.Chart().transform_filter(f"datum.month >= {first} && isValid(datum.cooperation) && isValid(datum.climate)")
        .transform_window(a="rank()", sort=[alt.SortField("cooperation")])
        .transform_window(b="rank()", sort=[alt.SortField("climate")])
        # Months of equal value share the mean of their ranks, as in every table of Spearman's correlation.
        .transform_joinaggregate(a_ties="count()", groupby=["cooperation"])
        .transform_joinaggregate(b_ties="count()", groupby=["climate"])
        .transform_calculate(a="datum.a + (datum.a_ties - 1) / 2", b="datum.b + (datum.b_ties - 1) / 2")
        .transform_calculate(ab="datum.a * datum.b", aa="datum.a * datum.a", bb="datum.b * datum.b")
        .transform_aggregate(a="mean(a)", b="mean(b)", ab="mean(ab)", aa="mean(aa)", bb="mean(bb)", months="count()")
        .transform_calculate(correlation="(datum.ab - datum.a * datum.b) / sqrt((datum.aa - datum.a * datum.a)"
                                         " * (datum.bb - datum.b * datum.b))")
        .transform_calculate(label=f"({changed} ? 'your choices ' : 'the report’s choices ')"
                                   " + (isFinite(datum.correlation) ? format(datum.correlation, '+.2f') : 'none')",
                             head=f"'Rank correlation, ' + datum.months + ' months from {TESTED_FROM:%B %Y}'"))
    x = alt.X("correlation:Q", scale=alt.Scale(domain=[-1, 1], nice=False), axis=alt.Axis(
        title=None, values=[-1, -0.5, 0, 0.5, 1], domainColor=NEUTRAL, tickColor=NEUTRAL,
        labelExpr="datum.value == -1 ? '−1 opposed' : datum.value == 1 ? '+1 together' : datum.value ? '' : '0'",
        labelAlign={"expr": "datum.value == -1 ? 'left' : datum.value == 1 ? 'right' : 'center'"}))
    side = alt.ExprRef("datum.correlation > 0.6 ? 'right' : datum.correlation < -0.6 ? 'left' : 'center'")
    report = alt.Chart(alt.InlineData(values=[{
        "correlation": round(own_value, 4), "label": f"the report’s {_signed(own_value, 2)}"}])).encode(x)
    zero = alt.Chart(alt.InlineData(values=[{"correlation": 0}])).mark_rule(color=GREY, strokeWidth=0.8).encode(
        x, y=alt.value(24), y2=alt.value("height"))
    return alt.layer(
        zero, ranked.mark_text(**HEAD, x=0, y=-6).encode(alt.Text("head:N")),
        report.mark_point(size=110, color=GREY, strokeWidth=1.6, opacity=1, y=30),
        report.mark_text(align=side, y=47, color=GREY, opacity=alt.ExprRef(f"{changed} ? 1 : 0")).encode(text="label:N"),
        ranked.mark_point(filled=True, color=INK, size=70, opacity=1, y=30).encode(x),
        ranked.mark_text(align=side, fontSize=13, fontWeight=600, y=14).encode(x, alt.Text("label:N")))


def own_barometer(acts: pd.DataFrame, monthly: pd.DataFrame, *, name: str, title: str, source: str,
                  choices: Specification = REPORT) -> alt.VConcatChart:
    """Both readings by month and their rank correlation, with controls that recompute them inside the page.

    `acts`: as `barometer.own.acts(choices)`; `monthly`: as `readings.monthly(choices)`, the readings the controls start
    from, which stay as a thin line. What has no control (tiers, certain, coder, without) is as in `choices`.
    """
    started = monthly.dropna(how="all").index[0]
    domain = [int(_number(day)) * MS for day in (started - 60 * DAY, monthly.index[-1] + 60 * DAY)]

    def x(**axis):
        return alt.X("time:T", scale=alt.Scale(type="utc", domain=domain, nice=False),
                     axis=alt.Axis(format="%Y", tickCount="year", title=None, labelOverlap="greedy",
                                   labelSeparation=8, **axis))

    value, months, last = own.rank_correlation(monthly), len(tested(monthly).dropna()), int(_number(monthly.index[-1]))
    bare = x(labels=False, ticks=False, domain=False)
    panels = [_panel("cooperation", choices, bare, last), _panel("climate", choices, x(), last)]
    chart = alt.VConcatChart(
        data=_data(acts, monthly), transform=_readings(last), spacing=34,
        vconcat=[*(panel.properties(width=WIDTH - 40, height=150) for panel in panels),
                 _correlation(value, choices).properties(width=WIDTH - 40, height=60)]).add_params(*_controls(choices))
    now = monthly.iloc[-1]
    return figure(
        chart, name=name, title=title,
        subtitle="Both readings at the end of each month, as a sum in points a year or a mean Goldstein value, and their "
                 "rank correlation. The controls recompute all of it from the coded acts. Thin: the report’s own choices, "
                 "which paper shows alone; dotted: first month compared",
        source=source,
        alt_text=f"Two line charts above a scale, with six controls. Horizontal axis: months from {started:%B %Y} to "
                 f"{monthly.index[-1]:%B %Y}; vertical axes: the cooperation reading as a {choices.cooperation_as} and "
                 f"the climate reading as a {choices.climate_as} of fading Goldstein values; the scale runs from −1 to "
                 f"+1. With the report’s choices cooperation ends at {_signed(now.cooperation, 1)} and the climate at "
                 f"{_signed(now.climate, 1)}, and over {months} months their rank correlation is {_signed(value, 2)}. The "
                 f"blue line is cooperation, the dark one the climate, thin gray lines the report’s own; on the scale a dot "
                 f"marks the reader’s choices and a ring the report’s.")
