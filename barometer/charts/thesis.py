"""The chart of the thesis: both readings on one axis of time, and between them whether they moved the same way."""
import altair as alt
import pandas as pd

from barometer.charts import annotations
from barometer.charts.readings import panel
from barometer.charts.style import CONFLICT, COOPERATION, GREY, GRID, INK, WIDTH, figure, on_phone

MOVES = {"both up": COOPERATION, "both down": CONFLICT, "apart": GRID}
"""How the two readings moved over three months, and its color in the strip between them."""

NAMED = {"E030": ("left", -5), "E077": ("center", -3), "E094": ("left", -2), "E232": ("center", 0), "E280": ("center", 0), "E321": ("center", 0),
         "E397": ("right", 9), "E447": ("left", -6)}
"""Meetings of the presidents named above their marks: alignment and offset in pixels that keep neighbors apart."""


def moves(monthly: pd.DataFrame, months: int = 3) -> pd.DataFrame:
    """What the readings did over `months`, month by month.

    `monthly`: as `barometer.readings.monthly`. Columns: start, end (days), date (the month's last day), cooperation and
    climate (the changes), move (as in `MOVES`; a reading that stood still moved apart from any other).
    """
    change = monthly[["cooperation", "climate"]].diff(months).dropna()
    up, down = (change > 0).all(axis=1), (change < 0).all(axis=1)
    move = pd.Series("apart", change.index).mask(up, "both up").mask(down, "both down")
    end = change.index + pd.Timedelta(days=1)
    return change.assign(move=move, start=change.index.to_period("M").to_timestamp(), end=end).rename_axis("date").reset_index()


def by_chance(rows: pd.DataFrame) -> float:
    """In how many of the spans both readings would move the same way if neither had to do with the other.

    `rows`: as `moves`. Each reading rises and falls as often as it does on record.
    """
    change = rows[["cooperation", "climate"]]
    return len(rows) * float((change > 0).mean().prod() + (change < 0).mean().prod())


def _x(first: pd.Timestamp, last: pd.Timestamp, **axis) -> alt.X:
    domain = [(first - pd.Timedelta(days=31)).isoformat(), (last + pd.Timedelta(days=15)).isoformat()]
    return alt.X("date:T", scale=alt.Scale(domain=domain, nice=False),
                 axis=alt.Axis(format="%Y", tickCount="year", title=None, labelOverlap="greedy", labelSeparation=8, **axis))


def _lines(meetings: pd.DataFrame) -> alt.Chart:
    return alt.Chart(meetings).mark_rule(color=GREY, strokeWidth=0.8, opacity=0.55).encode(alt.X("date:T"), tooltip=[
        alt.Tooltip("label:N", title="Meeting of the presidents"),
        alt.Tooltip("date:T", format="%B %-d, %Y", title="Day")])


def _meetings(meetings: pd.DataFrame, x: alt.X) -> alt.LayerChart:
    """Triangles over the first panel with the places of the meetings; a phone leaves the places out."""
    marks = alt.Chart(meetings).mark_point(shape="triangle-down", filled=True, color=INK, size=55, opacity=1, y=24).encode(
        x, tooltip=[alt.Tooltip("label:N", title="Meeting of the presidents"),
                    alt.Tooltip("date:T", format="%B %-d, %Y", title="Day")])
    names = []
    for event, (align, dx) in NAMED.items():
        names.append(alt.Chart(meetings[meetings.event == event]).mark_text(
            align=align, dx=dx, y=9, fontSize=11.5, color=INK, baseline="middle", opacity=alt.ExprRef(on_phone(0, 1)))
            .encode(alt.X("date:T"), alt.Text("place:N")))
    return alt.layer(marks, *names).properties(width=WIDTH - 40, height=28)


def _strip(rows: pd.DataFrame, x: alt.X) -> alt.LayerChart:
    colors = alt.Scale(domain=list(MOVES), range=list(MOVES.values()))
    tiles = alt.Chart(rows).mark_rect(y=0, y2=16, strokeWidth=0.5).encode(
        x.copy(deep=True), alt.X2("end:T"),
        alt.Color("move:N", scale=colors, legend=None), alt.Stroke("move:N", scale=colors, legend=None),
        tooltip=[alt.Tooltip("date:T", format="%B %Y", title="Three months to"), alt.Tooltip("move:N", title="Readings"),
                 alt.Tooltip("cooperation:Q", format="+.1f", title="Cooperation"),
                 alt.Tooltip("climate:Q", format="+.2f", title="Climate")])
    place, words = 0, []
    for move, color in MOVES.items():
        told = pd.DataFrame([{"mark": "■", "label": f"{move} {(rows.move == move).sum()}"}])
        base = alt.Chart(told).encode()
        words += [base.mark_text(x=place, y=-9, align="left", fontSize=15, color=color, baseline="middle").encode(text="mark:N"),
                  base.mark_text(x=place + 14, y=-9, align="left", fontSize=12, color=INK, baseline="middle").encode(text="label:N")]
        place += 30 + 7 * len(move) + 14
    return alt.layer(tiles, *words).properties(width=WIDTH - 40, height=16)


def thesis(bands: pd.DataFrame, monthly: pd.DataFrame, meetings: pd.DataFrame,
           suspended: tuple[pd.Timestamp, pd.Timestamp], *, title: str, told: str, source: str) -> alt.VConcatChart:
    """Cooperation above, climate below, and between them the months after which both had moved the same way.

    `bands`: as `uncertainty.bands`; `monthly`: as `readings.monthly`, both for the same months; `meetings` of the
    presidents: columns event, date, label, place; `suspended`: first and last day; `told`: the correlation in words.
    """
    rows = moves(monthly)
    first, last = bands.date.min(), bands.date.max()
    meetings = meetings[meetings.date >= first - pd.Timedelta(days=31)]
    hidden = {"labels": False, "ticks": False, "domain": False}
    above, below = (alt.layer(annotations.span(*suspended, label, y=9), _lines(meetings),
                              *panel(name, bands, _x(first, last, **axis)))
                    for name, label, axis in (("cooperation", "suspended", hidden), ("climate", "", {})))
    start = _x(first, last, **hidden)
    start.shorthand = "start:T"
    # Vega-Lite takes a domain beside a second place (x2) for two domains and says so on the console; limits it takes for limits.
    low, high = (alt.ExprRef(f"datetime('{day}')") for day in start["scale"]["domain"])
    start["scale"] = alt.Scale(domainMin=low, domainMax=high, nice=False)
    same, count = (rows.move != "apart").sum(), len(rows)
    ends = bands.drop_duplicates("reading", keep="last").set_index("reading")
    return figure(
        alt.vconcat(_meetings(meetings, _x(first, last, **hidden)), above.properties(width=WIDTH - 40, height=150),
                    _strip(rows, start), below.properties(width=WIDTH - 40, height=120), spacing=28)
        .resolve_scale(color="independent"),
        name="fig-thesis", title=title,
        subtitle="End of each month; cooperation in points a year, climate as a mean Goldstein value; nine of ten draws lie in "
                 "the bands. Between them: whether both rose or both fell over three months. Triangles: meetings of the presidents",
        source=source,
        alt_text=f"Two line charts with a strip of tiles between them. Horizontal axis: months from {first:%B %Y} to "
                 f"{last:%B %Y}; vertical axes: the cooperation reading in points a year, the climate reading as a Goldstein "
                 f"value. {told} In {same} of {count} three-month spans both moved the same way. Cooperation ends at "
                 f"{ends.value['cooperation']:+.0f}, the climate at {ends.value['climate']:+.1f}. The blue line is "
                 f"cooperation, the dark one the climate, with bands that hold nine draws in ten; tiles are blue where both "
                 f"rose, orange where both fell, gray where they parted; a shade marks the suspension, triangles and thin "
                 f"lines {len(meetings)} meetings of the presidents.")
