"""Chart of the held-out months: what each rule said, and what came."""
import altair as alt
import pandas as pd

from barometer.charts.style import COOPERATION, GREY, INK, NEUTRAL, PAPER, US, WIDTH, figure, on_phone

SHOWN = {"level": ("climate, by half", COOPERATION, "circle"), "curve": ("climate, as a curve", GREY, "triangle-up"),
         "leverage": ("leverage", US, "diamond")}
"""Rules that are drawn: label, color, shape."""


def foresight(months: pd.DataFrame, *, title: str, source: str) -> alt.LayerChart:
    """The probability of a step in each held-out month by each rule, filled where a step came.

    `months`: as `barometer.hypotheses.held_out.months`.
    """
    months = months.assign(date=months.month.dt.to_timestamp(), count=months.events.map(len),
                           titles=months.events.map("; ".join)).drop(columns=["month", "events"])
    months["number"] = months["count"].map(lambda count: str(count) if count else "")
    long = months.melt(["date", "outcome", "climate", "titles"], list(SHOWN), "rule", "chance")
    long["percent"] = 100 * long.chance
    domain = [f"{date:%Y-%m}" for date in months.date]
    months["at"], long["at"] = months.date.dt.strftime("%Y-%m"), long.date.dt.strftime("%Y-%m")
    names = "['Jan','Feb','Mar','Apr','May','Jun','Jul','Aug','Sep','Oct','Nov','Dec'][+slice(datum.value, 5) - 1]"
    turn = "(slice(datum.value, 5) == '01' || datum.index == 0)"
    x = alt.X("at:O", scale=alt.Scale(domain=domain, padding=0.3), axis=alt.Axis(
        title=None, labelAngle=0, labelOverlap=False, domain=False, ticks=False, labelExpr=(
            on_phone(f"[slice({names}, 0, 1), {turn} ? slice(datum.value, 2, 4) : '']",
                     f"[{names}, {turn} ? slice(datum.value, 0, 4) : '']"))))
    top = 50
    y = alt.Y("percent:Q", scale=alt.Scale(domain=[0, top]), axis=alt.Axis(
        values=[0, 10, 20, 30, 40], title=None, labelExpr="datum.label + (datum.value == 40 ? ' %' : '')"))
    came = months[months.outcome].assign(low=0, high=top, percent=top)
    columns = alt.Chart(came).mark_rect(color=NEUTRAL, opacity=0.22).encode(
        x, alt.Y("low:Q"), alt.Y2("high:Q"), tooltip=[
            alt.Tooltip("date:T", format="%B %Y", title="Month"), alt.Tooltip("titles:N", title="Steps")])
    counts = alt.Chart(came).mark_text(dy=11, fontSize=12, fontWeight=600, color=INK).encode(x, y, alt.Text("number:N"))
    base = 100 * months.base.iloc[0]
    level = alt.Chart(pd.DataFrame([{"percent": base}])).mark_rule(color=INK, strokeDash=[3, 3], strokeWidth=1).encode(y)
    scale = alt.Scale(domain=list(SHOWN), range=[color for _, color, _ in SHOWN.values()])
    marks = alt.Chart(long).encode(
        x, y, alt.Color("rule:N", scale=scale, legend=None),
        tooltip=[alt.Tooltip("date:T", format="%B %Y", title="Month"), alt.Tooltip("rule:N", title="Rule"),
                 alt.Tooltip("percent:Q", format=".0f", title="Probability, percent"),
                 alt.Tooltip("climate:Q", format=".2f", title="R the month before")])
    shapes = alt.Shape("rule:N", scale=alt.Scale(domain=list(SHOWN), range=[shape for _, _, shape in SHOWN.values()]),
                       legend=None)
    lines = marks.mark_line(strokeWidth=1.2, opacity=0.6)
    filled = marks.transform_filter("datum.outcome").mark_point(size=62, filled=True, opacity=1).encode(shapes)
    hollow = marks.transform_filter("!datum.outcome").mark_point(size=62, fill=PAPER, strokeWidth=1.8, opacity=1).encode(shapes)
    last = months.iloc[-1]
    labels = [alt.Chart(pd.DataFrame([{"at": domain[-1], "percent": 100 * last[rule], "label": label}])).mark_text(
        align="left", dx=14, fontSize=12, fontWeight=600, color=color, baseline="middle").encode(
        x, y, alt.Text("label:N")) for rule, (label, color, _) in SHOWN.items()]
    steps = int(months.outcome.sum())
    return figure(
        alt.layer(columns, level, lines, filled, hollow, counts, *labels).properties(width=WIDTH - 165, height=300),
        name="fig-foresight", title=title,
        subtitle=f"Probability of a step in each month, percent, by rules fitted on July 2017 to February 2025; gray columns "
                 f"and filled marks: a step came (with the number of acts); dashed: base rate, {base:.0f} percent",
        source=source,
        alt_text=f"Dot plot. Horizontal axis: {len(months)} months from {months.date.min():%B %Y} to "
                 f"{months.date.max():%B %Y}; vertical axis: probability of a cooperative step, percent. Steps came in {steps} "
                 f"months. By halves of the climate the rule says {100 * months.level.min():.0f} to "
                 f"{100 * months.level.max():.0f} percent, hardly more than the base rate; leverage says "
                 f"{100 * months.leverage.max():.0f} percent while a price stood and {100 * months.leverage.min():.0f} after. "
                 f"Circles, triangles and diamonds are rules; filled in gray columns where a step came, hollow where none did.")
