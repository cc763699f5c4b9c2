"""Charts of the dated record: every act on drugs since 2015, and what followed the meetings of the presidents."""
import altair as alt
import pandas as pd

from barometer.charts import annotations
from barometer.charts.style import CONFLICT, COOPERATION, GREY, GRID, INK, NEUTRAL, PAPER, WIDTH, figure, on_phone

DIRECTIONS = alt.Scale(domain=["cooperation", "conflict", "neutral"], range=[COOPERATION, CONFLICT, NEUTRAL])
SHAPES = alt.Scale(domain=["narcotics", "bundled"], range=["circle", "diamond"])
NAMES, MEETINGS, CALLS, BAND = 14.1, 12.9, 11.6, -10.9
"""Heights of the strips in units of the vertical axis, of which the acts use −10 to +10."""

ACTS = {
    "E075": ("pledge", "right", -6, 0.4),
    "E084": ("class control", "center", 0, 4.4),
    "E114": ("joint case tried", "left", 8, 0),
    "E222": ("China suspends", "right", 4, -2.2),
    "E279": ("resumed", "right", -8, 0.4),
    "E335": ("fentanyl tariff", "center", 0, -1.2),
    "E396": ("Busan deal", "left", 5, 0.9),
}
"""Acts named in the chart of the record: label, alignment, offset to the side in pixels, lift in units of the axis."""

SUMMITS = {"E030": ("right", 3), "E077": ("center", -13), "E094": ("left", -5), "E232": ("center", 0),
           "E280": ("center", 0), "E321": ("center", 0), "E397": ("center", -4), "E447": ("left", -9)}
"""Meetings named above their marks: alignment and offset in pixels that keep neighbors apart."""

ON_PHONES = {"class control", "resumed", "China suspends", "fentanyl tariff", "Busan deal",
             "phase pledge", "phase estrangement", "cooperation ↑", "conflict ↓", "E094", "E232"}
"""Labels for which a phone has room too; the last two are the summits of Osaka and Bali."""


def _shown(label: str) -> alt.ExprRef:
    """The opacity of a label: a phone leaves out what would collide there; pointing at the mark still tells it."""
    return alt.ExprRef(on_phone(1 if label in ON_PHONES else 0, 1))


def _day(field: str, title: str) -> alt.Tooltip:
    return alt.Tooltip(f"{field}:T", format="%B %-d, %Y", title=title)


def _stems(acts: pd.DataFrame, y: alt.Y) -> list[alt.Chart]:
    base = alt.Chart(acts).encode(alt.X("date:T"), y, alt.Color("direction:N", scale=DIRECTIONS, legend=None))
    heads = base.encode(
        alt.Shape("track:N", scale=SHAPES, legend=None),
        tooltip=[_day("date", "Date"), alt.Tooltip("title:N", title="Act"),
                 alt.Tooltip("description:N", title="Coded as"), alt.Tooltip("goldstein:Q", title="Goldstein value"),
                 alt.Tooltip("track:N", title="Track"), alt.Tooltip("standing:N", title="Standing")])
    return [
        base.mark_rule(strokeWidth=1.5, opacity=0.8).encode(y2=alt.datum(0)),
        heads.transform_filter("datum.certain").mark_point(size=48, filled=True, opacity=1),
        heads.transform_filter("!datum.certain").mark_point(size=48, fill=PAPER, strokeWidth=1.6, opacity=1),
    ]


def _names(acts: pd.DataFrame) -> list[alt.Chart]:
    """Names of single acts, lifted clear of their neighbors, with a thin leader where the lift is long."""
    layers = []
    for event, (label, align, dx, lift) in ACTS.items():
        row = acts[acts.event == event]
        row = row.assign(label=label, height=row.goldstein + lift, near=row.goldstein + 0.82 * lift)
        color = COOPERATION if (row.goldstein > 0).all() else CONFLICT
        if abs(lift) > 2:
            layers.append(alt.Chart(row).mark_rule(color=color, strokeWidth=0.8).encode(
                alt.X("date:T"), alt.Y("goldstein:Q"), alt.Y2("near:Q")))
        layers.append(alt.Chart(row).mark_text(
            align=align, dx=dx, fontSize=12, fontWeight=600, baseline="middle", color=color,
            opacity=_shown(label)).encode(
            alt.X("date:T"), alt.Y("height:Q"), alt.Text("label:N")))
    return layers


def _silence(silence: pd.Series) -> list[alt.Chart]:
    """A bracket over the longest silence, named in its second half, where no stem of a control at home stands."""
    row = pd.DataFrame([{"start": silence.start, "end": silence.end, "height": 1.6, "above": 3.4,
                         "place": silence.start + 0.745 * (silence.end - silence.start),
                         "label": f"no contact on\nrecord, {silence.days / 365.25:.1f} years"}])
    base = alt.Chart(row)
    return [base.mark_rule(color=INK, strokeWidth=1).encode(alt.X("start:T"), alt.X2("end:T"), alt.Y("height:Q")),
            base.mark_text(color=INK, fontSize=12, lineBreak="\n", baseline="middle").encode(
                alt.X("place:T"), alt.Y("above:Q"), alt.Text("label:N"))]


def _contacts(presidents: pd.DataFrame) -> list[alt.Chart]:
    """The strip of the presidents: meetings as triangles with their names, calls as dots below."""
    rows = presidents.assign(height=presidents.kind.map({"meeting": MEETINGS, "call": CALLS}))
    base = alt.Chart(rows).encode(alt.X("date:T"), alt.Y("height:Q"), tooltip=[
        _day("date", "Date"), alt.Tooltip("title:N", title="Contact"), alt.Tooltip("standing:N", title="Standing")])
    layers = [
        base.transform_filter("datum.kind == 'meeting'").mark_point(
            shape="triangle-down", size=62, filled=True, color=INK, opacity=1),
        base.transform_filter("datum.kind == 'call' && datum.certain").mark_point(
            size=18, filled=True, color=GREY, opacity=1),
        base.transform_filter("datum.kind == 'call' && !datum.certain").mark_point(
            size=18, color=GREY, fill=PAPER, strokeWidth=1, opacity=1)]
    for event, (align, dx) in SUMMITS.items():
        layers.append(alt.Chart(rows[rows.event == event].assign(height=NAMES)).mark_text(
            align=align, dx=dx, fontSize=11.5, color=INK, opacity=_shown(event)).encode(
            alt.X("date:T"), alt.Y("height:Q"), alt.Text("place:N")))
    return layers


def _band(phases: pd.DataFrame) -> list[alt.Chart]:
    rows = phases.assign(low=BAND - 0.9, high=BAND + 0.9, middle=phases.start + (phases.end - phases.start) / 2)
    box = alt.Chart(rows).mark_rect(fill=GRID, stroke=PAPER, strokeWidth=2, opacity=0.75).encode(
        alt.X("start:T"), alt.X2("end:T"), alt.Y("low:Q"), alt.Y2("high:Q"),
        tooltip=[alt.Tooltip("phase:N", title="Phase"), _day("start", "From"), _day("end", "To")])
    names = [alt.Chart(row.assign(height=BAND)).mark_text(
        fontSize=11.5, color=INK, baseline="middle", opacity=_shown(f"phase {short}")).encode(
        alt.X("middle:T"), alt.Y("height:Q"), alt.Text("short:N")) for short, row in rows.groupby("short", sort=False)]
    return [box, *names]


def record(acts: pd.DataFrame, presidents: pd.DataFrame, phases: pd.DataFrame, silence: pd.Series, *, name: str,
           title: str, source: str) -> alt.LayerChart:
    """Every act on drugs as a stem, up for cooperation and down for conflict, under the presidents' meetings.

    `acts`, `presidents`, `phases`: as in `barometer.chronology`; `silence`: the first row of `silences` there. Acts
    without a value are not drawn. `name` is the anchor, because the front page shows the chart as well.
    """
    drawn = acts.dropna(subset="goldstein")
    months = pd.Timestamp("2015-07-01"), pd.Timestamp("2026-12-01")
    x = alt.X("date:T", scale=alt.Scale(domain=[*months]), axis=alt.Axis(format="%Y", tickCount="year", title=None))
    y = alt.Y("goldstein:Q", scale=alt.Scale(domain=[BAND - 1, NAMES + 0.8], nice=False),
              axis=alt.Axis(values=[-8, -4, 0, 4, 8], title=None,
                            labelExpr="datum.value > 0 ? '+' + datum.value : replace(datum.label, '-', '−')"))
    suspension = phases[phases.short == "suspension"].iloc[0]
    ends = pd.DataFrame([
        {"date": months[0], "goldstein": 9, "label": "cooperation ↑", "color": COOPERATION},
        {"date": months[0], "goldstein": -8.6, "label": "conflict ↓", "color": CONFLICT},
        {"date": months[0], "goldstein": NAMES - 1.9, "label": "presidents", "color": GREY}])
    sides = [alt.Chart(end).mark_text(align="left", dx=2, fontSize=12, opacity=_shown(label)).encode(
        x, y, alt.Text("label:N"), alt.Color("color:N", scale=None)) for label, end in ends.groupby("label")]
    up, down = drawn[drawn.goldstein > 0], drawn[drawn.goldstein < 0]
    return figure(
        alt.layer(annotations.span(suspension.start, suspension.end, "", y=0), *sides, *_band(phases),
                  *_stems(drawn, y), *_contacts(presidents), *_silence(silence), *_names(drawn))
        .resolve_scale(color="independent").properties(width=WIDTH - 80, height=380),
        name=name, title=title,
        subtitle="Acts on drugs (circles) and acts of other fields tied to them (diamonds), by Goldstein value; "
                 "hollow: weak source or day from memory. Top: the presidents’ meetings (triangles) and calls",
        source=source,
        alt_text=f"Stem chart. Horizontal axis: years from 2015 to 2026; vertical axis: Goldstein value of each act. "
                 f"{len(up)} acts point up toward cooperation and {len(down)} down toward conflict; in the "
                 f"longest silence the record has no contact for {silence.days / 365.25:.1f} years, to {silence.end:%B %Y}; "
                 f"in the suspension {len(_during(up, suspension))} point up, {len(_during(down, suspension))} down. "
                 f"Blue stems cooperate, orange ones are in conflict, diamonds mark acts of other fields, hollow heads "
                 f"uncertain ones; a shade marks the suspension, triangles on top "
                 f"{(presidents.kind == 'meeting').sum()} meetings of the presidents, the band below six phases.")


def _during(acts: pd.DataFrame, phase: pd.Series) -> pd.DataFrame:
    return acts[(acts.date >= phase.start) & (acts.date < phase.end)]


def waits(meetings: pd.DataFrame, *, title: str, source: str) -> alt.LayerChart:
    """Days from each meeting of the presidents to the next cooperative act on drugs by China or by both.

    `meetings`: as `barometer.chronology.after_meetings`.
    """
    followed = meetings.wait.notna()
    rows = meetings.assign(
        label=meetings.place + meetings.day.dt.strftime(", %b %Y"), followed=followed,
        days=meetings.seen.map("{:.0f}".format) + followed.map({True: "", False: "+"}))
    width, phone = WIDTH - 405, 215
    y = alt.Y("label:N", sort=list(rows.label), axis=alt.Axis(title=None, labelColor=INK, labelLimit=170))
    x = alt.X("seen:Q", scale=alt.Scale(domain=[0, 1.15 * rows.seen.max()], nice=False),
              axis=alt.Axis(values=[0, 90, 180, 270, 360], title="days after the meeting"))
    base = alt.Chart(rows).encode(y, x, tooltip=[
        _day("day", "Meeting"), alt.Tooltip("title:N", title="Next act"), _day("date", "Date of the act"),
        alt.Tooltip("seen:Q", title="Days")])
    line = base.mark_rule(color=NEUTRAL, strokeWidth=2).encode(x2=alt.datum(0))
    met = base.transform_filter("datum.followed").mark_point(size=95, filled=True, color=COOPERATION, opacity=1)
    none = base.transform_filter("!datum.followed").mark_point(size=95, fill=PAPER, color=GREY, strokeWidth=2,
                                                                    opacity=1)
    days = base.mark_text(align="left", dx=10, fontSize=12.5, fontWeight=600).encode(alt.Text("days:N"))
    # On a phone the act stands below the line of its wait, at its beginning.
    words = alt.Chart(rows).mark_text(
        align="left", fontSize=alt.ExprRef(on_phone(11, 12, phone)), color=INK, x=alt.ExprRef(on_phone(4, width + 12, phone)),
        dy=alt.ExprRef(on_phone(13, 0, phone))).encode(y, alt.Text("short:N"))
    known = meetings[followed]
    return figure(
        alt.layer(line, met, none, days, words).properties(width=width, height=alt.Step(30)),
        name="fig-waits", title=title,
        subtitle="Days from each meeting of the presidents to the next act of cooperation on drugs by China or by "
                 "both; hollow: none had followed when the record ends",
        source=source,
        alt_text=f"Lollipop chart. Horizontal axis: days; vertical axis: {len(meetings)} meetings from "
                 f"{meetings.day.min():%B %Y} to {meetings.day.max():%B %Y}. The wait runs from {known.wait.min():.0f} "
                 f"to {known.wait.max():.0f} days, with a median of {known.wait.median():.0f}; {(~followed).sum()} "
                 f"meeting had no later act. Blue heads end at the act, which is named beside them; a hollow head is "
                 f"an open wait.")
