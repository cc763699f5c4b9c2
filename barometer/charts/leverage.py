"""Charts of the test of leverage: how long terms held, and what China did before and after they ended."""
import altair as alt
import pandas as pd

from barometer.charts.style import COOPERATION, GREY, GRID, INK, NEUTRAL, PAPER, WIDTH, figure


def survival(curve: pd.DataFrame, deals: pd.DataFrame, *, title: str, source: str) -> alt.LayerChart:
    """The share of exchanges whose terms still held, by days since the first delivery; each end is named.

    `curve`: as `barometer.hypotheses.survival.curve`; `deals`: as `deals` there.
    """
    last = float(deals.held.max())
    line = pd.concat([curve, curve.tail(1).assign(days=last)], ignore_index=True)
    line["percent"] = 100 * line.share
    band = line.dropna(subset=["low", "high"]).assign(low=lambda rows: 100 * rows.low, high=lambda rows: 100 * rows.high)
    ends = deals.merge(curve[["days", "share"]], left_on="held", right_on="days", how="left")
    ends["share"] = ends.share.fillna(curve.share.iloc[-1])
    ends["percent"] = 100 * (ends.share + ends.over / (2 * len(deals)))
    ends["label"] = [f"{row.short}, {row.held:,.0f} days" + ("" if row.over else ", stands") for row in ends.itertuples()]
    x = alt.X("days:Q", scale=alt.Scale(domain=[0, 1.08 * last], nice=False),
              axis=alt.Axis(values=[0, 180, 360, 540, 720, 900], title="days since the first delivery"))
    y = alt.Y("percent:Q", scale=alt.Scale(domain=[0, 100]),
              axis=alt.Axis(values=[0, 50, 100], title=None, labelExpr="datum.label + (datum.value == 100 ? ' %' : '')"))
    tips = [alt.Tooltip("name:N", title="Exchange"), alt.Tooltip("held:Q", title="Days held"),
            alt.Tooltip("ended_by:N", title="Ended by")]
    shade = alt.Chart(band).mark_area(interpolate="step-after", color=COOPERATION, opacity=0.12).encode(
        x, alt.Y("low:Q"), alt.Y2("high:Q"))
    step = alt.Chart(line).mark_line(interpolate="step-after", color=COOPERATION, strokeWidth=2.4).encode(x, y)
    base = alt.Chart(ends).encode(alt.X("held:Q"), alt.Y("percent:Q"), tooltip=tips)
    over = base.transform_filter("datum.over").mark_point(size=70, filled=True, color=COOPERATION, opacity=1)
    open_ = base.transform_filter("!datum.over").mark_point(size=80, fill=PAPER, color=COOPERATION, strokeWidth=2, opacity=1)
    names = [base.transform_filter("datum.over").mark_text(align="left", dx=9, dy=-9, baseline="middle", color=INK),
             base.transform_filter("!datum.over").mark_text(align="right", dx=8, dy=20, color=INK)]
    ended = ends[ends.over]
    return figure(
        alt.layer(shade, step, over, open_, *(name.encode(alt.Text("label:N")) for name in names)).properties(
            width=WIDTH - 50, height=260),
        name="fig-survival", title=title,
        subtitle=f"Share of {len(deals)} exchanges whose terms still held, percent (Kaplan–Meier); shade: pointwise 95 percent "
                 "interval; hollow: still in force when the record ends",
        source=source,
        alt_text=f"Step curve. Horizontal axis: days since the first delivery, to {last:,.0f}; vertical axis: share of "
                 f"{len(deals)} exchanges whose terms held. It falls at "
                 + ", ".join(f"{row.held:,.0f} days ({row.short})" for row in ended.itertuples())
                 + f"; {(~ends.over).sum()} exchange stands. The shaded interval is very wide. Filled dots are ends, the "
                   "hollow one is open.")


def ends(around: pd.DataFrame, bargains: pd.DataFrame, last: pd.Timestamp, *, within: int = 180, title: str,
         source: str) -> alt.LayerChart:
    """Steps before and after each end of terms, one row an end, days from it to either side.

    `around`: as `barometer.hypotheses.leverage.around`; `bargains`: as `ends` there; `last`: the last day of the
    record, which is marked where it is near. Counts are of the steps up to `within` days away, which are shaded.
    """
    reach = int(around.lag.abs().max())
    label = {row.bargain: f"{row.short}|{row.end:%B} {row.end.day}, {row.end.year}" for row in bargains.itertuples()}
    rows = around.assign(row=around.bargain.map(label), place=around.groupby(["bargain", "lag"]).cumcount())
    near = rows[rows.lag.abs() <= within]
    counts = near.groupby(["row", "side"]).size().unstack(fill_value=0).reindex(columns=["before", "after"], fill_value=0)
    counts = counts.reindex(label.values(), fill_value=0).reset_index().melt("row", var_name="side", value_name="count")
    counts["lag"] = counts.side.map({"before": -within / 2, "after": within / 2})
    counts["words"] = counts["count"].astype(str) + " " + counts.side
    y = alt.Y("row:N", sort=list(label.values()), axis=alt.Axis(
        title=None, labelExpr="split(datum.value, '|')", labelColor=INK, labelLimit=150, labelLineHeight=15))
    x = alt.X("lag:Q", scale=alt.Scale(domain=[-380, 380], nice=False), axis=alt.Axis(
        values=[-360, -180, 0, 180, 360], title="days before and after the end of terms",
        labelExpr="replace(datum.label, '-', '−')"))
    shade = alt.Chart(pd.DataFrame([{"start": -within, "end": within}])).mark_rect(color=GRID, opacity=0.45).encode(
        alt.X("start:Q"), alt.X2("end:Q"))
    zero = alt.Chart(pd.DataFrame([{"lag": 0}])).mark_rule(color=INK, strokeWidth=1.4).encode(x)
    stop = pd.DataFrame([{"row": label[row.bargain], "lag": (last - row.end).days, "words": "record ends"}
                         for row in bargains.itertuples() if (last - row.end).days <= reach])
    stops = [] if stop.empty else [
        alt.Chart(stop).mark_tick(orient="vertical", color=GREY, thickness=2, size=24).encode(x, y),
        alt.Chart(stop).mark_text(align="left", dx=6, fontSize=11.5, color=GREY).encode(x, y, alt.Text("words:N"))]
    # Steps of one day stand above each other.
    dots = [alt.Chart(group).mark_point(size=75, filled=True, opacity=1, stroke=PAPER, strokeWidth=0.8,
                                        yOffset=-10 * place).encode(
        x, y, alt.Color("side:N", scale=alt.Scale(domain=["before", "after"], range=[NEUTRAL, COOPERATION]), legend=None),
        tooltip=[alt.Tooltip("date:T", format="%B %-d, %Y", title="Date"), alt.Tooltip("title:N", title="Step"),
                 alt.Tooltip("lag:Q", title="Days from the end")]) for place, group in rows.groupby("place")]
    words = alt.Chart(counts).mark_text(dy=-24, fontSize=12.5, fontWeight=600, color=INK).encode(
        alt.X("lag:Q"), y, alt.Text("words:N"))
    at = counts.set_index(["row", "side"])["count"]
    return figure(
        alt.layer(shade, zero, *stops, *dots, words).properties(width=WIDTH - 155, height=alt.Step(66)),
        name="fig-ends", title=title,
        subtitle=f"China’s and joint steps on drugs around the end of each bargain’s terms; shade and counts: {within} days on "
                 "either side",
        source=source,
        alt_text=f"Dot strips. Horizontal axis: days from {reach} before to {reach} after the end of terms; vertical axis: "
                 f"{len(label)} ends. Within {within} days there are "
                 + "; ".join(f"{at[row, 'before']} steps before and {at[row, 'after']} after at {row.split('|')[0]}"
                             for row in label.values()) + ". Gray dots are steps before, blue ones after.")
