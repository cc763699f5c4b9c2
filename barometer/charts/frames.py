"""How densely the chroniclers recorded, year by year."""
import altair as alt
import pandas as pd

from barometer.charts.style import GREY, GRID, INK, NEUTRAL, WIDTH, figure

CHRONICLERS = alt.Scale(
    domain=["press timelines, single finds", "White House, tariff timeline", "four-month summaries", "daily tracker"],
    range=[GRID, NEUTRAL, GREY, INK])


def density(counts: pd.DataFrame, yearly: pd.DataFrame, *, title: str, source: str) -> alt.VConcatChart:
    """Events of the wider record by year and chronicler, with what makes the years comparable or not beneath.

    `counts`: columns year, chronicler, events. `yearly`: as `barometer.frames.yearly`.
    """
    order = {name: place for place, name in enumerate(reversed(CHRONICLERS.domain))}
    counts = counts.assign(order=counts.chronicler.map(order))
    x = alt.X("year:O", axis=alt.Axis(labelAngle=0, title=None, domain=False, ticks=False, orient="bottom",
                                    labelOverlap=True))
    bars = alt.Chart(counts).mark_bar(width={"band": 0.72}).encode(
        x, alt.Y("events:Q", scale=alt.Scale(domain=[0, 84]), axis=alt.Axis(values=[0, 20, 40, 60], title=None)),
        alt.Order("order:Q"),
        alt.Color("chronicler:N", scale=CHRONICLERS, sort=CHRONICLERS.domain,
                  legend=alt.Legend(orient="top", title=None, columns=2, symbolType="square", offset=4,
                                    labelLimit=260)),
        tooltip=[alt.Tooltip("year:O", title="Year"), alt.Tooltip("chronicler:N", title="Listed by"),
                 alt.Tooltip("events:Q", title="Events")])
    totals = alt.Chart(yearly).mark_text(dy=-10, fontWeight=600, fontSize=12.5).encode(
        x, alt.Y("events:Q"), alt.Text("events:Q"))
    lines = pd.DataFrame({
        "year": yearly.year, "memory": yearly.from_memory.map("{:.0f}".format),
        "presidents": yearly.presidents.map("{:.0f}".format),
        "tariffs": yearly.tariffs.map("{:.0f}".format, na_action="ignore").fillna("–")}).melt(
        "year", var_name="line", value_name="value")
    names = {"memory": "day from memory, %", "presidents": "presidents’ contacts", "tariffs": "tariff steps (PIIE)"}
    strip = alt.Chart(lines.assign(line=lines.line.map(names))).mark_text(fontSize=12.5, color=INK).encode(
        alt.X("year:O", axis=None),
        alt.Y("line:N", sort=list(names.values()), axis=alt.Axis(title=None, labelColor=INK, labelLimit=0)),
        alt.Text("value:N"))
    width = WIDTH - 220
    busiest = yearly.loc[yearly.events.idxmax()]
    before = yearly[yearly.year < busiest.year].events
    return figure(
        alt.vconcat(alt.layer(bars, totals).properties(width=width, height=230),
                    strip.properties(width=width, height=66), spacing=6),
        name="fig-density", title=title,
        subtitle="Events of the wider record (tiers A and B) by year and by the chronicle that lists them; beneath, in "
                 "the same years, what can be compared",
        source=source,
        alt_text=f"Stacked bar chart over three rows of numbers. Horizontal axis: years from {yearly.year.min()} to "
                 f"{yearly.year.max()}; vertical axis: events. {busiest.year:.0f} has {busiest.events:.0f} events, the "
                 f"years before it {before.min()} to {before.max()}. Shades of gray are chronicles, the daily tracker "
                 f"the darkest; the rows give the percentage of days from memory, contacts of the presidents, tariff "
                 f"steps.")
