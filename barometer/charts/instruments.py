"""Charts of the instruments: which was used when, how often, and what the tariffs came to."""
import altair as alt
import pandas as pd

from barometer.charts import annotations
from barometer.charts.style import CHINA, CONFLICT, GREY, GRID, INK, JOINT, ON_COLOR, PAPER, US, WIDTH, figure
from barometer.frequency import LEVEL

COLORS = alt.Scale(domain=["joint", "CN", "US"], range=[JOINT, CHINA, US])
LABELS = 190
"""Pixels kept for row labels, so that the whole chart stays within the page."""


def matrix(marks: pd.DataFrame, rows: dict[str, dict], suspended: pd.Timestamp, resumed: pd.Timestamp, *,
           start: pd.Timestamp, title: str, source: str) -> alt.LayerChart:
    """Uses of instruments as dots in time, one row an instrument or a group of them, grouped by side.

    `marks`: columns row, side, date, title, mark (act, step, uncertain). `rows`: rows by side, in order (the sides are
    headings). Marks before `start` are left out.
    """
    order = [name for side, members in rows.items() for name in [side, *members]]
    heads = ", ".join(f"'{side}'" for side in rows)
    shown = marks[marks.date >= start]
    heading = {"test": f"indexof([{heads}], datum.value) >= 0"}
    y = alt.Y("row:N", scale=alt.Scale(domain=order), title=None, axis=alt.Axis(
        labelLimit=LABELS, grid=True, gridColor=GRID, labelColor=INK, labelFontSize=12.5,
        labelFontWeight={"condition": {**heading, "value": 700}, "value": 400}))
    x = alt.X("date:T", scale=alt.Scale(domain=[start.isoformat(), "2026-12-31"]),
              axis=alt.Axis(format="%Y", tickCount="year", title=None))
    base = alt.Chart(shown).encode(
        x, y, alt.Color("side:N", scale=COLORS, legend=None),
        tooltip=[alt.Tooltip("title:N", title="Event"), alt.Tooltip("date:T", format="%B %-d, %Y", title="Day"),
                 alt.Tooltip("row:N", title="Instrument"), alt.Tooltip("mark:N", title="Mark")])
    steps = base.transform_filter("datum.mark == 'step'").mark_point(shape="stroke", angle=90, size=70, strokeWidth=1.5,
                                                                     opacity=0.75)
    acts = base.transform_filter("datum.mark == 'act'").mark_circle(size=72, opacity=1, stroke=PAPER, strokeWidth=0.8)
    hollow = base.transform_filter("datum.mark == 'uncertain'").mark_point(size=62, fill=PAPER, strokeWidth=1.8,
                                                                           opacity=1)
    inside = shown[(shown.date >= suspended) & (shown.date < resumed) & (shown.mark == "act")]
    counts = inside.side.value_counts()
    return figure(
        alt.layer(annotations.span(suspended, resumed, "suspended", y=-7), steps, acts, hollow).properties(
            width=WIDTH - LABELS, height=alt.Step(20)),
        name="fig-instruments", title=title,
        subtitle="Uses of instruments, one dot an act on the day it took effect; bars are steps toward an act or words "
                 "about one; hollow dots rest on memory or a weak source",
        source=source,
        alt_text=f"Dot matrix. Horizontal axis: years {start:%Y} to 2026; vertical axis: {len(order) - len(rows)} "
                 f"instruments in three groups, joint, China and United States. During the suspension the joint rows "
                 f"hold {counts.get('joint', 0)} dots, China's {counts.get('CN', 0)} and the American "
                 f"{counts.get('US', 0)}; after it all three groups fill again. Dark dots are joint acts, "
                 f"teal ones China's, purple ones American; a shade marks the suspension.")


def rates(frequency: pd.DataFrame, *, title: str, source: str) -> alt.LayerChart:
    """Days with an act per year, with exact intervals, for each family before, during and after the suspension.

    `frequency`: columns of `barometer.frequency.rates`.
    """
    rows = frequency.assign(
        key=frequency.family + "|" + frequency.period,
        label=[f"{count} in {years:.1f} years" for count, years in zip(frequency["count"], frequency.years)])
    order = [name for family, group in rows.groupby("family", sort=False) for name in [family, *group.key]]
    y = alt.Y("key:N", scale=alt.Scale(domain=order), title=None, axis=alt.Axis(
        labelExpr="split(datum.value, '|')[1] || ''", labelPadding=12, labelColor=INK, labelFontSize=12.5))
    # The room beyond the longest interval is for its label.
    x = alt.X("rate:Q", scale=alt.Scale(domain=[0, 1.25 * frequency.high.max()], nice=False),
              axis=alt.Axis(grid=True, tickCount=6, title="days a year"))
    base = alt.Chart(rows).encode(y=y, color=alt.Color("side:N", scale=COLORS, legend=None))
    band = base.mark_rule(strokeWidth=2).encode(alt.X("low:Q", title="days a year"), alt.X2("high:Q"))
    dots = base.mark_circle(size=105, opacity=1).encode(x, tooltip=[
        alt.Tooltip("family:N", title="Family"), alt.Tooltip("period:N", title="Period"),
        alt.Tooltip("label:N", title="Days"), alt.Tooltip("rate:Q", format=".2f", title="Days a year"),
        alt.Tooltip("low:Q", format=".2f", title="From"), alt.Tooltip("high:Q", format=".2f", title="To")])
    text = alt.Chart(rows).mark_text(align="left", dx=8, color=GREY, fontSize=12).encode(
        alt.X("high:Q"), y, alt.Text("label:N"))
    # The rows of the heads hold no marks, so that long heads have the width of the chart, on a phone as well.
    heads = alt.Chart(pd.DataFrame({"key": rows.family.unique()})).mark_text(
        align="left", fontSize=12.5, fontWeight=700, color=INK, x=2).encode(y, alt.Text("key:N"))
    at = rows.set_index(["family", "period"]).rate
    pressure = at["US charges and sanctions, alone"]
    return figure(
        alt.layer(band, dots, text, heads).properties(width=WIDTH - 90, height=alt.Step(21)),
        name="fig-rates", title=title,
        subtitle=f"Days with an act, per year of each period, with exact {100 * LEVEL:.0f} percent Poisson "
                 "intervals; the counts are small and the intervals wide",
        source=source,
        alt_text=f"Dot and interval plot. Horizontal axis: days with an act per year; vertical axis: four families of "
                 f"instruments, each before, during and after the suspension. Joint acts go from "
                 f"{at['Joint acts']['before']:.1f} to {at['Joint acts']['after']:.1f} a year; US charges and "
                 f"sanctions without China stand at {pressure['before']:.1f}, {pressure['suspended']:.1f} and "
                 f"{pressure['after']:.1f}. Color is the side: dark joint, teal China, purple United States; lines are "
                 f"exact intervals.")


def _tariff_lines(rows: pd.DataFrame, axis: alt.Axis, domain: list[str]) -> alt.LayerChart:
    """Both average tariffs as steps; what follows `domain` is cut off."""
    long = rows.rename(columns={"us_on_cn_percent": "US", "cn_on_us_percent": "CN"}).melt(
        ["date", "action"], ["US", "CN"], "side", "percent")
    return alt.Chart(long).mark_line(interpolate="step-after", strokeWidth=2.4, clip=True).encode(
        alt.X("date:T", scale=alt.Scale(domain=domain), axis=axis),
        alt.Y("percent:Q", scale=alt.Scale(domain=[0, 155]), axis=alt.Axis(values=[0, 50, 100, 150], title=None)),
        alt.Color("side:N", scale=COLORS, legend=None), alt.Detail("side:N"),
        alt.StrokeDash("side:N", scale=alt.Scale(domain=["US", "CN"], range=[[1, 0], [5, 2]]), legend=None),
        tooltip=[alt.Tooltip("date:T", format="%B %-d, %Y", title="From"), alt.Tooltip("action:N", title="Step"),
                 alt.Tooltip("percent:Q", format=".1f", title="Percent")])


def tariffs(rates_by_day: pd.DataFrame, layer: pd.DataFrame, *, title: str, source: str) -> alt.VConcatChart:
    """Average tariffs both ways: all years above, 2025 enlarged below with the fentanyl tariff as a part.

    `rates_by_day`: columns of `tables.tariffs`. `layer`: columns of `barometer.measures.fentanyl_layer`.
    """
    first, last = rates_by_day.date.min(), rates_by_day.date.max()
    whole = _tariff_lines(rates_by_day, alt.Axis(format="%Y", tickCount="year", title=None),
                          [first.isoformat(), "2025-12-31"])
    year = _tariff_lines(rates_by_day[rates_by_day.date >= "2025-01-01"],
                         alt.Axis(format="%b", tickCount="month", title="2025"), ["2025-01-01", "2025-11-30"])
    ends = pd.concat([layer, pd.DataFrame([{"date": last, "points": layer.points.iloc[-1]}])])
    part = alt.Chart(ends).mark_area(interpolate="step-after", color=CONFLICT, opacity=0.75, clip=True).encode(
        alt.X("date:T"), alt.Y("points:Q"))
    shares = layer.assign(text=[f"{'+' if step > 0 else '−'}{abs(step):.0f}" for step in layer.step])
    # Rises stand inside the area, where they cross no line; the fall has no room there.
    marks = [alt.Chart(group).mark_text(
        fontSize=12.5, fontWeight=600, color=ON_COLOR if rise else INK, dy=10 if rise else -9, align="left",
        dx=5 if rise else 3).encode(
        alt.X("date:T"), alt.Y("points:Q"), alt.Text("text:N")) for rise, group in shares.groupby(shares.step > 0)]
    us, cn = (rates_by_day.loc[rates_by_day[column].idxmax()] for column in ("us_on_cn_percent", "cn_on_us_percent"))
    high, answer = us.us_on_cn_percent, cn.cn_on_us_percent
    # Two lines each: on a phone the peak of spring 2025 leaves room for no more on either side.
    notes = [(us.date, high, f"United States|on China, {high:.0f}", US, "right", -8, 0),
             (pd.Timestamp("2025-05-14"), answer, f"China on the|United States, {answer:.0f}", CHINA, "left", 8, -6),
             (pd.Timestamp("2025-07-15"), layer.points.max() / 2, "of which fentanyl tariff", ON_COLOR, "center", 0, 0)]
    words = [alt.Chart(pd.DataFrame([{"date": day, "percent": value, "text": text}])).mark_text(
        color=color, fontSize=12.5, fontWeight=600, align=align, dx=dx, dy=dy, lineBreak="|").encode(
        alt.X("date:T"), alt.Y("percent:Q"), alt.Text("text:N"))
        for day, value, text, color, align, dx, dy in notes]
    panels = [whole.properties(width=WIDTH - 45, height=120),
              alt.layer(part, year, *marks, *words).properties(width=WIDTH - 45, height=290)]
    return figure(
        alt.vconcat(*panels, spacing=18).resolve_scale(color="shared"),
        name="fig-tariffs", title=title,
        subtitle=f"Average tariff on each other’s goods, percent, weighted by trade; above {first:%Y} to {last:%Y}, "
                 f"below the year 2025; the series ends on {last:%B} {last.day}, {last.year}",
        source=source,
        alt_text=f"Step lines in two panels. Horizontal axes: {first:%Y} to {last:%Y}, and 2025 alone; vertical axes: "
                 f"percent. The US average reaches {high:.0f} percent in {us.date:%B %Y}, China's "
                 f"{answer:.0f}; the fentanyl tariff is {layer.points.max():.0f} points of it at most. "
                 f"Purple solid line: United States; teal dashed line: China; orange area: the fentanyl tariff.")
