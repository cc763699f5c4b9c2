"""Charts of the chain of supply: deaths, seizures, and how controls follow substances."""
import textwrap

import altair as alt
import pandas as pd

from barometer.charts import annotations
from barometer.charts.style import CHINA, GREY, HARM, INK, NEUTRAL, PAPER, WIDTH, figure

YEARS = alt.Axis(format="%Y", tickCount="year", title=None)


def deaths(rolling: pd.DataFrame, days: pd.DataFrame, *, title: str, source: str) -> alt.LayerChart:
    """Synthetic-opioid deaths in the 12 months up to each month, with the producer's own uncertainty.

    `rolling`: columns month_ending, deaths_reported and deaths_predicted (deaths in 12 months), one row a month.
    `days`: the acts to mark, as `annotations.days` takes them. The band runs from reported to predicted deaths.
    """
    y = alt.Y("deaths_reported:Q", scale=alt.Scale(domain=[0, 100_000]),
              axis=alt.Axis(format=",.0f", values=[0, 20_000, 40_000, 60_000, 80_000], title=None))
    base = alt.Chart(rolling).encode(alt.X("month_ending:T", axis=YEARS))
    band = base.mark_area(color=HARM, opacity=0.35).encode(y, alt.Y2("deaths_predicted:Q"))
    line = base.mark_line(color=HARM, strokeWidth=2.5).encode(
        y, tooltip=[alt.Tooltip("month_ending:T", format="%B %Y", title="12 months to"),
                    alt.Tooltip("deaths_reported:Q", format=",", title="Reported deaths"),
                    alt.Tooltip("deaths_predicted:Q", format=",", title="Predicted deaths")])
    peak, last = rolling.loc[rolling.deaths_reported.idxmax()], rolling.iloc[-1]
    marks = alt.Chart(pd.DataFrame([peak, last])).encode(alt.X("month_ending:T"), y)
    points = marks.mark_point(filled=True, color=HARM, size=55, opacity=1)
    values = [
        alt.Chart(pd.DataFrame([row])).mark_text(color=HARM, fontWeight=600, fontSize=13, **place).encode(
            alt.X("month_ending:T"), y, alt.Text("deaths_reported:Q", format=","))
        for row, place in [(peak, {"dy": -12}), (last, {"dy": 17, "align": "right", "dx": 8})]]
    return figure(
        alt.layer(annotations.days(days), band, line, points, *values).properties(width=WIDTH, height=320),
        name="fig-deaths", title=title,
        subtitle="Deaths involving synthetic opioids other than methadone, United States, 12 months ending; "
                 "band from reported to predicted counts",
        source=source,
        alt_text=f"Line chart. Horizontal axis: months from {rolling.month_ending.min():%Y} to "
                 f"{rolling.month_ending.max():%Y}; vertical axis: deaths in the 12 months up to each month. Deaths "
                 f"rise to {peak.deaths_reported:,.0f} in {peak.month_ending:%B %Y} and fall to "
                 f"{last.deaths_reported:,.0f} in {last.month_ending:%B %Y}. One wine-red line with a band up to the "
                 f"predicted counts; dashed vertical lines mark {len(days)} acts of policy.")


def seizures(monthly: pd.DataFrame, days: pd.DataFrame, *, title: str, source: str) -> alt.LayerChart:
    """Fentanyl seized by month, with the mean of the last 12 months.

    `monthly`: columns of `barometer.supply.seizures`. `days`: the acts to mark.
    """
    y = alt.Y("pounds:Q", axis=alt.Axis(format=",.0f", values=[0, 1000, 2000, 3000], title=None),
              scale=alt.Scale(domain=[0, 3900]))
    bars = alt.Chart(monthly).mark_bar(color=NEUTRAL, width=4.5).encode(
        alt.X("month:T", axis=YEARS), y,
        tooltip=[alt.Tooltip("month:T", format="%B %Y", title="Month"),
                 alt.Tooltip("pounds:Q", format=",.0f", title="Pounds"),
                 alt.Tooltip("mean:Q", format=",.0f", title="Mean of 12 months")])
    mean = monthly.dropna(subset="mean")
    line = alt.Chart(mean).mark_line(color=HARM, strokeWidth=2.5).encode(alt.X("month:T"), alt.Y("mean:Q"))
    top = mean.loc[mean["mean"].idxmax()]
    return figure(
        alt.layer(annotations.days(days), bars, line).properties(width=WIDTH, height=280),
        name="fig-seizures", title=title,
        subtitle="Fentanyl seized by US Customs and Border Protection, in pounds: bars by month, line the mean of the last "
                 "12 months",
        source=source,
        alt_text=f"Bar and line chart. Horizontal axis: months from {monthly.month.min():%B %Y} to "
                 f"{monthly.month.max():%B %Y}; vertical axis: pounds of fentanyl seized. The mean of 12 months peaks "
                 f"at {top['mean']:,.0f} pounds in {top.month:%B %Y} and stands at {mean['mean'].iloc[-1]:,.0f} at the "
                 f"end. Gray bars are months, the wine-red line is the mean; dashed lines mark {len(days)} acts.")


def control_lags(decisions: pd.DataFrame, suspended: pd.Timestamp, resumed: pd.Timestamp, *, title: str,
                 source: str) -> alt.LayerChart:
    """From the United Nations' decision to China's control, one line a decision.

    `decisions`: columns of `barometer.supply.decisions`. A hollow mark is a date that rests on memory. The shaded span is
    the suspension of cooperation.
    """
    sides = alt.Scale(domain=["UN decision", "China’s control"], range=[GREY, CHINA])
    rows = decisions.assign(
        label=["|".join(textwrap.wrap(names, 20, break_on_hyphens=False)) for names in decisions.names],
        certain=decisions.standing != "memory",
        later=decisions[["un_decision", "china_controlled"]].max(axis=1),
        gap=decisions.years.map(lambda years: f"{abs(years):.1f} years {'after' if years > 0 else 'before'}"))
    y = alt.Y("label:N", sort=list(rows.label), title=None, axis=alt.Axis(
        labelLimit=260, labelColor=INK, labelExpr="split(datum.label, '|')", labelPadding=12, labelLineHeight=12.5, labelOffset=-5))
    long = rows.rename(columns={"un_decision": "UN decision", "china_controlled": "China’s control"}).melt(
        ["names", "label", "certain", "standing"], ["UN decision", "China’s control"], "side", "date")
    span = annotations.span(suspended, resumed, "suspended", y=-7)
    line = alt.Chart(rows).mark_rule(color=GREY, strokeWidth=1.5).encode(
        alt.X("un_decision:T", axis=YEARS), alt.X2("china_controlled:T"), y)
    points = alt.Chart(long).encode(
        alt.X("date:T"), y, alt.Color("side:N", scale=sides, legend=alt.Legend(title=None, orient="top")),
        alt.Shape("side:N", scale=alt.Scale(domain=["UN decision", "China’s control"], range=["circle", "square"])),
        tooltip=[alt.Tooltip("names:N", title="Substances"), alt.Tooltip("side:N", title="Date of"),
                 alt.Tooltip("date:T", format="%B %-d, %Y", title="Day"), alt.Tooltip("standing:N", title="Standing")])
    solid = points.transform_filter("datum.certain").mark_point(size=110, filled=True, opacity=1)
    hollow = points.transform_filter("!datum.certain").mark_point(size=110, strokeWidth=2, fill=PAPER, opacity=1)
    gap = alt.Chart(rows).mark_text(align="left", dx=11, color=INK, fontSize=12).encode(
        alt.X("later:T"), y, alt.Text("gap:N"))
    after = decisions[decisions.years > 0]
    return figure(
        alt.layer(span, line, solid, hollow, gap).properties(width=WIDTH - 250, height=alt.Step(40)),
        name="fig-control-lags", title=title,
        subtitle="Day of the decision in the UN drug commission, and day on which China’s control took effect; "
                 "hollow marks rest on memory",
        source=source,
        alt_text=f"Dumbbell chart. Horizontal axis: years from {rows.un_decision.min():%Y}; vertical axis: "
                 f"{len(rows)} decisions with the substances each listed. {len(after)} of China's controls came after the "
                 f"decision, by {after.years.min():.1f} to {after.years.max():.1f} years, the others before it. Gray "
                 f"circles are UN decisions, green squares China's controls; a shade marks the suspension.")
