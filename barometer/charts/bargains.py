"""Charts of the ledger: every bargain as a track in time, and the steps of cooperation with and without a price."""
import altair as alt
import pandas as pd

from barometer.charts import annotations
from barometer.charts.style import (
    CHINA, CONFLICT, COOPERATION, GREY, GRID, INK, LADDER, PAPER, SIDES, US, WIDTH, figure, on_phone,
)
from barometer.ledger import GROUPS, STATUSES

ROW, HEAD, LANE = 41, 30, 8.5
"""Heights in pixels of a track and of a heading; distance of the two sides' marks from the middle of the track."""
TURN = pd.Timestamp("2021-01-01")
"""Tracks that begin before this day have their words on the right, the others on the left, where there is room."""
LABELS = {"exchange": "in an exchange", "terms in force": "while terms held",
          "price open": "into an unpaid price", "no price": "no price on record"}
STRIP = {"B02": ("center", 0, "begins"), "B06": ("right", 0, "end"), "B11": ("left", -4, "begins"),
         "B03": ("right", -5, "begins"), "B08": ("right", -5, "begins")}
"""Names in the strip of prices: alignment, offset in pixels, and the end of the bar at which the name stands."""
CROSS = "M-1,-1L1,1M-1,1L1,-1"


def words(row) -> str:
    """The outcome of a row of `barometer.ledger.bargains` in a few words."""
    match row.kind:
        case "exchange":
            apart = "same day" if not row.lead else "a day apart" if abs(row.lead) == 1 else "two days apart"
            order = {"US": f"Washington {row.lead:.0f} days ahead", "CN": f"Beijing {-row.lead:.0f} days ahead",
                     "together": apart}[row.first]
            order = "same payment" if row.shared else order if row.drugs else "not on fentanyl"
            return f"{order}; " + (f"held {row.held:,.0f} days" if row.over else "stands")
        case "withdrawal":
            return f"held back for {row.held:,.0f} days"
        case "threat":
            return f"stood {(row.end - row.opened).days:,.0f} days, no delivery"
        case "demand":
            return "never met"
        case "advance":
            return f"unanswered for {(row.end - row.begins).days:,.0f} days"
        case "lever lost":
            return "price gone, nothing for it"
    return "nothing published" if pd.isna(row.cn_delivered_on) else "no price on record"


def _places(bargains: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame, float]:
    """Rows with their heights, headings with theirs, and the height of all."""
    rows, heads, y = [], [], 0.0
    for group, members in bargains.groupby(pd.Categorical(bargains.group, list(GROUPS)), observed=True):
        heads.append({"label": group, "y": y + HEAD / 2 + 3})
        y += HEAD
        for _, row in members.sort_values("opened").iterrows():
            rows.append({**row, "y": y + ROW / 2})
            y += ROW
    return pd.DataFrame(rows).drop(columns="events"), pd.DataFrame(heads), y


def tracks(bargains: pd.DataFrame, steps: pd.DataFrame, *, title: str, source: str) -> alt.LayerChart:
    """Every bargain as a track in time: when it was put, when each side delivered, how long it held.

    `bargains`, `steps`: as in `barometer.ledger`. Rows that are not certain are drawn hollow.
    """
    rows, heads, height = _places(bargains)
    rows["words"] = [words(row) for row in rows.itertuples()]
    rows["left"] = rows.opened >= TURN
    rows["place"] = rows.opened.where(rows.left, rows.end)
    x = alt.X("date:T", scale=alt.Scale(domain=["2017-07-01", "2026-12-31"]),
              axis=alt.Axis(format="%Y", tickCount="year", title=None, grid=True, gridColor=GRID, gridOpacity=0.6))
    y = alt.Y("y:Q", scale=alt.Scale(domain=[height, 0], nice=False), axis=None)
    tips = [alt.Tooltip("name:N", title="Bargain"), alt.Tooltip("ask:N", title="Ask"),
            alt.Tooltip("offer:N", title="Offer"), alt.Tooltip("ended_by:N", title="Ended by"),
            alt.Tooltip("standing:N", title="Standing")]

    def marks(frame, at, **columns):
        return alt.Chart(frame.assign(date=frame[at], **columns)).encode(alt.X("date:T"), y)

    asked = rows[rows.kind.isin(["threat", "demand", "advance", "unknown", "exchange"])]
    held = rows[rows.held.notna()]
    bar = {"exchange": COOPERATION, "withdrawal": CONFLICT}
    layers = [
        marks(asked[asked.certain], "opened", until=asked.begins.where(asked.kind == "exchange", asked.end)).mark_rule(
            color=GREY, strokeWidth=1.4, strokeDash=[3, 2]).encode(alt.X2("until:T")),
        marks(held, "begins", color=held.kind.map(bar)).mark_rule(strokeWidth=6, opacity=0.55).encode(
            alt.X2("end:T"), alt.Color("color:N", scale=None), tooltip=tips),
        marks(rows, "opened", fill=rows.certain.map({True: INK, False: PAPER})).mark_point(
            shape="diamond", size=46, stroke=INK, strokeWidth=1.4, opacity=1).encode(
            x, alt.Fill("fill:N", scale=None), tooltip=tips)]  # here alone: beside an X2, Vega reads the domain twice
    ended = rows[rows.over]
    layers.append(marks(ended, "end", color=ended.ender.map(SIDES)).mark_point(
        shape=CROSS, size=60, strokeWidth=2.4, opacity=1).encode(
        alt.Color("color:N", scale=None), tooltip=tips))
    standing = rows[(rows.kind == "exchange") & ~rows.over]
    layers.append(marks(standing, "end").mark_point(shape="triangle-right", size=60, filled=True, color=COOPERATION,
                                                    opacity=1).encode(tooltip=tips))
    later = steps.merge(rows[["bargain", "y", "cn_delivered_on"]], left_on="number", right_on="bargain")
    later = later[later.date > later.cn_delivered_on]
    layers.append(marks(later.assign(y=later.y + LANE), "date", color=later.initiator.map(SIDES)).mark_point(
        size=20, filled=True, opacity=1).encode(
        alt.Color("color:N", scale=None), tooltip=[
            alt.Tooltip("title:N", title="Step"), alt.Tooltip("date:T", format="%B %-d, %Y", title="Day")]))
    for side, column, lane, shape in (("US", "us_delivered", -LANE, "square"), ("CN", "cn_delivered", LANE, "circle")):
        given = rows[rows[f"{column}_on"].notna()]
        base = marks(given.assign(y=given.y + lane), f"{column}_on", what=given[column]).encode(tooltip=[
            alt.Tooltip("what:N", title="Delivered"), alt.Tooltip("date:T", format="%B %-d, %Y", title="First on")])
        color = {"US": US, "CN": CHINA}[side]
        layers += [base.transform_filter("datum.certain").mark_point(
                       shape=shape, size=70, filled=True, color=color, opacity=1),
                   base.transform_filter("!datum.certain").mark_point(
                       shape=shape, size=62, fill=PAPER, stroke=color, strokeWidth=1.8, opacity=1)]
    for left, group in rows.groupby("left"):
        for field, dy, style in (("short", -7, {"fontWeight": 600, "fontSize": 12.5, "color": INK}),
                                 ("words", 8, {"fontSize": alt.ExprRef(on_phone(11, 12)), "color": GREY})):
            layers.append(marks(group, "place").mark_text(
                align="right" if left else "left", dx=-9 if left else 12, dy=dy, **style).encode(alt.Text(f"{field}:N")))
    layers.append(alt.Chart(heads).mark_text(align="left", x=0, fontSize=12.5, fontWeight=700, color=GREY).encode(
        y, alt.Text("label:N")))
    over = rows[rows.over & (rows.kind == "exchange")]
    return figure(
        alt.layer(*layers).properties(width=WIDTH, height=height),
        name="fig-bargains", title=title,
        subtitle="Diamond: asked or agreed. Purple square: Washington’s first delivery; teal dot: Beijing’s, small dots "
                 "later steps. Bar: terms in force, crossed where they end, with an arrow where they stand; orange bar: "
                 "cooperation withheld. Dashed: open ask. Hollow: weak source",
        source=source,
        alt_text=f"Tracks in time. Horizontal axis: years from 2017 to 2026; vertical axis: {len(rows)} bargains in "
                 f"groups by who delivered. In {(rows.kind == 'exchange').sum()} both sides delivered; of these "
                 f"{len(over)} have ended, after {over.held.min():.0f} to {over.held.max():.0f} days; an American act "
                 f"ended {(over.ender == 'US').sum()}. Diamonds are asks, purple squares American "
                 f"deliveries, teal dots Chinese ones, blue bars terms in force, crosses their end in the color of who "
                 f"ended them, an orange bar cooperation withheld.")


def halves(dates: pd.Series) -> pd.Series:
    """The middle of the half-year in which each day lies."""
    first = dates.dt.month <= 6
    return pd.to_datetime(dates.dt.year.astype(str) + first.map({True: "-04-01", False: "-10-01"}))


def prices(steps: pd.DataFrame, bargains: pd.DataFrame, suspended: pd.Timestamp, resumed: pd.Timestamp, *, title: str,
           source: str) -> alt.LayerChart:
    """Each step of cooperation as a dot in its half-year, filled by how it stands to a price.

    `steps`, `bargains`: as in `barometer.ledger`. The strip above shows when terms were in force and threats stood.
    """
    counts = steps.status.value_counts().reindex(STATUSES, fill_value=0)
    names = {status: f"{label}: {counts[status]}" for status, label in LABELS.items()}
    rows = steps.assign(half=halves(steps.date), label=steps.status.map(names), rank=steps.status.map(STATUSES.index))
    rows = rows.sort_values(["half", "rank", "date"])
    rows["place"] = rows.groupby("half").cumcount() + 1
    top = rows.place.max()
    terms = bargains[(bargains.kind == "exchange") & bargains.drugs & bargains.over].assign(y=top + 2.1)
    threats = bargains[bargains.kind == "threat"].assign(y=top + 1.1)
    x = alt.X("half:T", scale=alt.Scale(domain=["2015-06-01", "2026-12-31"]),
              axis=alt.Axis(format="%Y", tickCount="year", title=None))
    y = alt.Y("place:Q", scale=alt.Scale(domain=[0.2, top + 3.2], nice=False),
              axis=alt.Axis(labels=False, grid=False, title=None))
    legend = alt.Legend(title=None, orient="top", columns=2, symbolSize=95, columnPadding=24, labelLimit=0)
    dots = alt.Chart(rows).mark_point(size=95, strokeWidth=1.6, opacity=1).encode(
        x, y,
        alt.Fill("label:N", legend=legend, scale=alt.Scale(
            domain=list(names.values()), range=[COOPERATION, LADDER[3], LADDER[4], PAPER])),
        alt.Shape("label:N", legend=legend, scale=alt.Scale(
            domain=list(names.values()), range=["circle", "circle", "diamond", "circle"])),
        alt.Stroke("label:N", legend=legend, scale=alt.Scale(domain=list(names.values()), range=4 * [COOPERATION])),
        tooltip=[alt.Tooltip("title:N", title="Step"), alt.Tooltip("date:T", format="%B %-d, %Y", title="Day"),
                 alt.Tooltip("label:N", title="Price"), alt.Tooltip("bargain:N", title="Bargain")])
    layers = [annotations.span(suspended, resumed, "", y=0)]
    for spans, color, dy in ((terms, COOPERATION, -13), (threats, CONFLICT, 0)):
        base = alt.Chart(spans.drop(columns="events"))
        layers.append(base.mark_rule(strokeWidth=7, opacity=0.75, color=color).encode(
            alt.X("begins:T"), alt.X2("end:T"), alt.Y("y:Q"),
            tooltip=[alt.Tooltip("name:N", title="Bargain"), alt.Tooltip("begins:T", format="%B %-d, %Y", title="From"),
                     alt.Tooltip("end:T", format="%B %-d, %Y", title="To")]))
        for span in spans.itertuples():
            align, dx, at = STRIP[span.bargain]
            layers.append(alt.Chart(pd.DataFrame([{"date": getattr(span, at), "y": span.y, "label": span.short[:-5]}]))
                          .mark_text(align=align, dx=dx, dy=dy, fontSize=11.5, color=INK, baseline="middle")
                          .encode(alt.X("date:T"), alt.Y("y:Q"), alt.Text("label:N")))
    first = bargains[bargains.counted].begins.min()
    none = steps[steps.status == "no price"]
    return figure(
        alt.layer(*layers, dots).properties(width=WIDTH - 10, height=265),
        name="fig-prices", title=title,
        subtitle="Cooperative acts on drugs by China or by both, one mark an act, by half-year; the strip above: terms of "
                 "an exchange in force (blue), a threat standing (orange); shade: suspension",
        source=source,
        alt_text=f"Dot columns. Horizontal axis: half-years from {steps.date.min():%Y} to {steps.date.max():%Y}; vertical: "
                 f"number of acts. Of {len(steps)} acts {counts['exchange']} are named in an exchange, "
                 f"{counts['terms in force']} more fall while its terms held, {counts['price open']} while a price stood "
                 f"unpaid; {len(none)} have no price on record, {(none.date < first).sum()} of them before the first "
                 f"exchange. Dark dots are named in an exchange, light ones fall under its terms, diamonds under an unpaid "
                 f"price, hollow ones have none; bars mark terms and threats.")
