"""Charts of the first page: the ladder as a thermometer, the two readings as gauges."""
import altair as alt
import pandas as pd

from barometer.charts.style import COOPERATION, GREY, INK, LADDER, PAPER, WIDTH, figure, on_phone
from barometer.ladder import Rung
from barometer.verdict import signed

COLORS = {"cooperation": COOPERATION, "climate": INK}
UNITS = {"cooperation": "points a year", "climate": "mean Goldstein value, −10 to +10"}


def thermometer(rows: pd.DataFrame, rung: Rung, day: pd.Timestamp, *, title: str, source: str) -> alt.LayerChart:
    """The ladder of cooperation on one day: its levels in full color where acts of the last 180 days show them.

    `rows`: as `barometer.brief.thermometer`; `rung`: as `barometer.ladder.at` that day.
    """
    # What shows the second level is no work but its absence.
    told = {"dormant": "dormant (accusations alone)"}
    rows = rows.assign(heading=[f"{level}  {told.get(name, name)}" for level, name in zip(rows["level"], rows["name"])])
    scale = alt.Scale(domain=list(range(5, -1, -1)), paddingInner=0.1)
    y = alt.Y("level:O", axis=None, scale=scale)
    base = alt.Chart(rows).encode(y)
    tube_end, words_at = alt.ExprRef(on_phone(48, 88)), alt.ExprRef(on_phone(62, 104))
    tubes = base.mark_rect(stroke=GREY, strokeWidth=1, cornerRadius=3, x=22, x2=tube_end).encode(
        alt.Color("level:O", scale=alt.Scale(domain=list(range(6)), range=list(LADDER)), legend=None),
        fillOpacity=alt.condition("datum.standing", alt.value(1), alt.value(0.25)), tooltip=[
            alt.Tooltip("name:N", title="Level"), alt.Tooltip("title:N", title="Last act that shows it"),
            alt.Tooltip("day:T", format="%B %-d, %Y", title="Date"), alt.Tooltip("days:Q", title="Days before")])
    span = pd.DataFrame([{"low": rung.low, "high": rung.high}])
    bracket = alt.Chart(span).mark_bar(
        color=INK, width=3, x=8).encode(alt.Y("low:O", scale=scale), alt.Y2("high:O"))
    names = base.mark_text(align="left", x=words_at, dy=-9, fontSize=14.5, color=INK, fontWeight=600).encode(text="heading:N")
    shown = base.mark_text(align="left", x=words_at, dy=10, fontSize=alt.ExprRef(on_phone(12, 12.5))).encode(
        text="words:N", color=alt.condition("datum.standing", alt.value(INK), alt.value(GREY)))
    here = pd.DataFrame([{"level": rung.level, "words": "◀"}])
    mark = alt.Chart(here).mark_text(align="left", x=alt.ExprRef(on_phone(49, 90)), dy=-9, fontSize=13, color=INK).encode(y, text="words:N")
    return figure(
        alt.layer(tubes, names, shown, mark, bracket).properties(width=WIDTH - 20, height=alt.Step(44)),
        name="fig-dial", title=title,
        subtitle=f"Ladder of cooperation on {day:%B} {day.day}, {day.year}: the highest level that acts of the last 180 days "
                 "show; pale: shown longer ago. Bar at the left: what other windows and coders, or certain acts alone, would read",
        source=source,
        alt_text=f"Thermometer of six levels, from suspended at the bottom to operations at the top, on {day:%B} {day.day}, "
                 f"{day.year}. It reads level {rung.level}, {rung.name}, reached on {rung.since:%B} {rung.since.day}, "
                 f"{rung.since.year}; other choices read from {rung.low} to {rung.high}. " + " ".join(
                     f"{row.heading}: {row.words}." for row in rows.itertuples())
                 + " Colors run from orange to blue and are pale where no act of the last 180 days shows the level.")


def gauges(frame: pd.DataFrame, monthly: pd.DataFrame, day: pd.Timestamp, *, title: str, source: str) -> alt.VConcatChart:
    """Both readings on one day among all months before.

    `frame`: as `barometer.brief.gauges`; `monthly`: the tested months of `barometer.readings.monthly`.
    """
    panels = []
    for row in frame.itertuples():
        values = pd.DataFrame({"value": monthly[row.reading], "month": monthly.index})
        low, high = min(row.least, row.low), max(row.most, row.high)
        room = 0.04 * (high - low)
        x = alt.X("value:Q", scale=alt.Scale(domain=[low - room, high + room], nice=False), axis=alt.Axis(
            title=UNITS[row.reading], tickCount=6, grid=False, labelExpr="replace(datum.label, '-', '−')"))
        ticks = alt.Chart(values).mark_tick(color=GREY, thickness=1.2, height=22, opacity=0.5, y=46).encode(x, tooltip=[
            alt.Tooltip("month:T", format="%B %Y", title="End of"), alt.Tooltip("value:Q", format="+.1f", title="Reading")])
        now = alt.Chart(pd.DataFrame([{"value": row.value, "low": row.low, "high": row.high,
                                       "words": f"{row.reading.capitalize()} {signed(row.value, 1)}"}]))
        band = now.mark_rule(color=COLORS[row.reading], strokeWidth=4, opacity=0.55, y=46).encode(alt.X("low:Q"), alt.X2("high:Q"))
        dot = now.mark_point(size=150, filled=True, opacity=1, color=COLORS[row.reading], stroke=PAPER, strokeWidth=1.5, y=46).encode(x)
        share = (row.value - low) / (high - low)
        name = now.mark_text(align="left" if share < 0.5 else "right", dx=-8 if share < 0.5 else 8, y=20, fontSize=14.5,
                             fontWeight=600, color=COLORS[row.reading]).encode(x, alt.Text("words:N"))
        ends = [alt.Chart(pd.DataFrame([{"value": value, "words": f"{word} {month:%b %Y}"}])).mark_text(
            align=side, y=68, fontSize=11.5, color=GREY).encode(x, alt.Text("words:N"))
            for value, month, word, side in ((row.least, row.least_month, "lowest", "left"),
                                             (row.most, row.most_month, "highest", "right"))]
        panels.append(alt.layer(ticks, band, dot, name, *ends).properties(width=WIDTH - 30, height=78))
    told = "; ".join(f"{row.reading} {signed(row.value, 1)} ({signed(row.low, 1)} to {signed(row.high, 1)}), at or above "
                     f"{row.rank:.0f} percent of the months" for row in frame.itertuples())
    return figure(
        alt.vconcat(*panels, spacing=22), name="fig-gauges", title=title,
        subtitle=f"Readings of {day:%B} {day.day}, {day.year}, with intervals that hold nine draws in ten; thin strokes are the "
                 f"ends of all months since {monthly.index[0]:%B %Y}",
        source=source,
        alt_text=f"Two strips of marks, one above the other. Horizontal axes: the cooperation reading in points a year and the "
                 f"climate reading as a mean Goldstein value. On {day:%B} {day.day}, {day.year}: {told}. Dots with bars are the "
                 f"readings of that day, thin gray strokes those of {len(monthly)} months.")
