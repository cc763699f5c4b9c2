"""Charts of the readings and of the ladder, month by month, with their intervals."""
import altair as alt
import pandas as pd

from barometer import ladder as rungs
from barometer.charts import annotations
from barometer.charts.style import COOPERATION, GREY, INK, LADDER, NEUTRAL, WIDTH, figure

UNITS = {"cooperation": ("Cooperation", COOPERATION, ".0f"), "climate": ("Climate", INK, ".1f")}
"""Words, color, and the decimals that a reading bears."""


def signed(value: float, form: str) -> str:
    """A number with its sign, as the charts and the text write it."""
    return f"{value:+{form}}".replace("-", "−")


def _x(last: pd.Timestamp, **axis) -> alt.X:
    domain = [pd.Timestamp("2015-06-01").isoformat(), (last + pd.Timedelta(days=45)).isoformat()]
    return alt.X("date:T", scale=alt.Scale(domain=domain, nice=False),
                 axis=alt.Axis(format="%Y", tickCount="year", title=None, labelOverlap="greedy", labelSeparation=8, **axis))


def _lines(turns: pd.DataFrame) -> alt.Chart:
    return alt.Chart(turns).mark_rule(color=GREY, strokeDash=[2, 3], strokeWidth=1).encode(alt.X("date:T"))


def _names(turns: pd.DataFrame) -> list[alt.Chart]:
    """Names at the lines of the first panel alone; `annotations.days` would repeat them in each."""
    layers = []
    for _, day in turns.iterrows():
        align, shift = ("right", -4) if day.side == "left" else ("left", 4)
        layers.append(alt.Chart(pd.DataFrame([day])).mark_text(
            align=align, dx=shift, y=8 + 15 * int(day.row), fontSize=11.5, color=INK, baseline="middle")
            .encode(alt.X("date:T"), alt.Text("label:N")))
    return layers


def panel(name: str, bands: pd.DataFrame, x: alt.X) -> list[alt.Chart]:
    words, color, form = UNITS[name]
    rows = bands[bands.reading == name]
    now = rows.iloc[-1]
    y = alt.Y("value:Q", axis=alt.Axis(title=None, tickCount=4, minExtent=30,
                                       labelExpr="datum.value > 0 ? '+' + datum.label : datum.label"))
    base = alt.Chart(rows).encode(x)
    zero = alt.Chart(pd.DataFrame({"value": [0]})).mark_rule(color=GREY, strokeWidth=0.8).encode(alt.Y("value:Q"))
    head = f"{words}, {now.date:%B %Y}: {signed(now.value, form)} ({signed(now.low, form)} to {signed(now.high, form)})"
    shown = alt.Chart(pd.DataFrame([{"label": head}])).mark_text(
        align="left", baseline="bottom", fontSize=13, fontWeight=600, color=color, x=0, y=-8).encode(alt.Text("label:N"))
    return [zero, base.mark_area(color=color, opacity=0.2).encode(alt.Y("low:Q", title=None), alt.Y2("high:Q")),
            base.mark_line(color=color, strokeWidth=2.5).encode(y), shown,
            base.mark_rule(opacity=0, strokeWidth=4).encode(
                y=alt.value(0), y2=alt.value("height"),
                tooltip=[alt.Tooltip("date:T", format="%B %Y", title="End of"),
                         alt.Tooltip("value:Q", format="+.1f", title=words),
                         alt.Tooltip("low:Q", format="+.1f", title="from"),
                         alt.Tooltip("high:Q", format="+.1f", title="to")])]


def readings(bands: pd.DataFrame, both_sides: pd.DataFrame, turns: pd.DataFrame, meetings: pd.DataFrame,
             suspended: tuple[pd.Timestamp, pd.Timestamp], *, title: str, source: str) -> alt.VConcatChart:
    """Cooperation above climate, on one time axis.

    `bands`: as `uncertainty.bands`; `both_sides`: columns date, value (the cooperation reading from both sides' acts);
    `turns`: as `events.days`; `meetings` of the presidents: columns date, label; `suspended`: first and last day.
    """
    last, height = bands.date.max(), 190
    thin = alt.Chart(both_sides).mark_line(color=COOPERATION, strokeWidth=1.2, strokeDash=[4, 2]).encode(
        _x(last), alt.Y("value:Q"))
    apart = both_sides.merge(bands[bands.reading == "cooperation"], on="date", suffixes=("", "_led"))
    widest = apart.loc[(apart.value_led - apart.value).idxmax()]
    named = alt.Chart(pd.DataFrame([widest.to_dict() | {"label": "both sides’ acts"}])).mark_text(
        color=COOPERATION, fontSize=11.5, align="right", baseline="middle", dx=-8, dy=2).encode(
        alt.X("date:T"), alt.Y("value:Q"), alt.Text("label:N"))
    above = alt.layer(annotations.span(*suspended, "suspended", y=53), _lines(turns),
                      *panel("cooperation", bands, _x(last, labels=False, ticks=False, domain=False)), thin, named,
                      *_names(turns))
    marks = alt.Chart(meetings).mark_point(shape="triangle-up", filled=True, color=GREY, size=55, opacity=1, y=145).encode(
        alt.X("date:T"), tooltip=[alt.Tooltip("label:N", title="Meeting of the presidents"),
                                  alt.Tooltip("date:T", format="%B %-d, %Y", title="Day")])
    below = alt.layer(annotations.span(*suspended, "", y=8), _lines(turns),
                      *panel("climate", bands, _x(last)), marks)
    now = bands.drop_duplicates("reading", keep="last").set_index("reading")
    ends = {name: f"{signed(row.value, UNITS[name][2])} ({signed(row.low, UNITS[name][2])} to {signed(row.high, UNITS[name][2])})"
            for name, row in now.iterrows()}
    return figure(
        alt.vconcat(above.properties(width=WIDTH - 40, height=height),
                    below.properties(width=WIDTH - 40, height=150), spacing=34),
        name="fig-readings", title=title,
        subtitle="End of each month; cooperation in points a year, climate as a mean Goldstein value; nine of ten draws lie in "
                 "the band. Dashed blue: both sides’ acts instead of China’s and joint ones. Triangles: meetings of the "
                 "presidents",
        source=source,
        alt_text=f"Two line charts, one above the other. Horizontal axis: months from {bands.date.min():%B %Y} to "
                 f"{last:%B %Y}; vertical axes: the cooperation reading in points a year, the climate reading as a Goldstein "
                 f"value. Cooperation ends at {ends['cooperation']}, the climate at {ends['climate']}. The blue line is "
                 f"cooperation, dashed where both sides' acts count, the dark one the climate; bands hold nine draws in ten; a "
                 f"shade marks the suspension, dashed lines {len(turns)} turning days, triangles {len(meetings)} meetings.")


def _runs(rows: pd.DataFrame) -> pd.DataFrame:
    """Months in a row with the same bottom and top as one: tiles month by month would show seams."""
    run = rows[["bottom", "top"]].ne(rows[["bottom", "top"]].shift()).any(axis=1).cumsum()
    return rows.groupby(run).agg({"start": "first", "end": "last", "bottom": "first", "top": "first", "level": "first"})


def ladder(monthly: pd.DataFrame, rung: rungs.Rung, *, title: str, source: str) -> alt.LayerChart:
    """The level of cooperation at the end of each month, as tiles over the shade of what other choices would read.

    `monthly`: as `barometer.ladder.monthly`; `rung`: the level on the last day.
    """
    rows = monthly.assign(start=monthly.date.dt.to_period("M").dt.to_timestamp(), end=monthly.date + pd.Timedelta(days=1),
                          **{place: [rungs.NAMES[level] for level in monthly[column]] for place, column in
                             (("name", "level"), ("lowest", "low"), ("highest", "high"))})
    names = "[" + ", ".join(f"'{place} {name}'" for place, name in enumerate(rungs.NAMES)) + "]"
    y = alt.Y("bottom:Q", scale=alt.Scale(domain=[-0.6, 5.6], nice=False), axis=alt.Axis(
        values=list(range(6)), labelExpr=f"{names}[datum.value]", title=None, labelColor=INK, labelFontSize=12.5))
    x = alt.X("start:T", axis=alt.Axis(format="%Y", tickCount="year", title=None, labelOverlap="greedy", labelSeparation=8))
    tiles = _runs(rows.assign(bottom=rows.level - 0.4, top=rows.level + 0.4))
    base = alt.Chart(tiles).encode(x, alt.X2("end:T"), y, alt.Y2("top:Q"))
    shade = alt.Chart(_runs(rows.assign(bottom=rows.low - 0.4, top=rows.high + 0.4))).mark_rect(
        color=NEUTRAL, opacity=0.35).encode(x, alt.X2("end:T"), y, alt.Y2("top:Q"))
    shown = base.mark_rect(opacity=1, stroke=INK, strokeWidth=0.8).encode(
        alt.Color("level:O", scale=alt.Scale(domain=list(range(6)), range=list(LADDER)), legend=None))
    pointed = alt.Chart(rows).mark_rule(opacity=0, strokeWidth=4).encode(
        alt.X("date:T"), y=alt.value(0), y2=alt.value("height"),
        tooltip=[alt.Tooltip("date:T", format="%B %Y", title="End of"), alt.Tooltip("name:N", title="Level"),
                 alt.Tooltip("lowest:N", title="Other choices, from"), alt.Tooltip("highest:N", title="to")])
    since = pd.DataFrame([{"start": rows.end.iloc[-1], "bottom": rung.level + 0.55,
                           "label": f"{rung.name} since {rung.since:%B} {rung.since.day}, {rung.since.year}"}])
    note = alt.Chart(since).mark_text(align="right", baseline="bottom", fontWeight=600, fontSize=12.5).encode(
        alt.X("start:T"), alt.Y("bottom:Q"), alt.Text("label:N"))
    months = {name: int((monthly.level == place).sum()) for place, name in enumerate(rungs.NAMES)}
    return figure(
        alt.layer(shade, shown, note, pointed).properties(width=WIDTH - 95, height=250),
        name="fig-ladder", title=title,
        subtitle="Level of cooperation that the record supports at the end of each month; gray: what other windows (120 and "
                 "270 days), other coders, or leaving out uncertain events would read",
        source=source,
        alt_text=f"Stepped band chart. Horizontal axis: months from {monthly.date.min():%B %Y} to {monthly.date.max():%B %Y}; "
                 f"vertical axis: six levels from suspended to operations. At the end it reads {rung.name}, while other "
                 f"choices read {rungs.NAMES[rung.low]} to {rungs.NAMES[rung.high]}; over {len(monthly)} months it reads "
                 f"{', '.join(f'{name} in {count}' for name, count in months.items())}. Tiles from orange to blue show the "
                 f"level, a gray shade the other choices.")
