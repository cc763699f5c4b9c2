"""Charts of timing: lags of the two readings, cooperation around shocks and thaws, China's controls in their climate."""
import altair as alt
import numpy as np
import pandas as pd

from barometer.charts.style import CHINA, CONFLICT, COOPERATION, GREY, GRID, INK, NEUTRAL, PAPER, WIDTH, figure, on_phone

KINDS = {"level": "in level", "change": "in change over three months"}
TURNS = {"shock": ("shocks of the climate", CONFLICT), "thaw": ("thaws of the climate", COOPERATION)}
CONTROLS = {
    "E014": (4, "left", "U-47700"), "E040": (3, "left", "NPP, 4-ANPP"), "E066": (2, "left", "32 substances"),
    "E084": (1, "left", "fentanyl class"), "E480": (4, "left", "synthetic cannabinoids"), "E479": (3, "left", "6 precursors"),
    "E490": (1, "right", "24 precursors"), "E308": (2, "right", "46 substances"),
    "E492": (3, "right", "veterinary anesthetics"), "E317": (4, "right", "4-AP"), "E372": (2, "right", "nitazenes"),
    "E375": (3, "left", "4-piperidone"), "E408": (1, "left", "licenses")}
"""Controls named in the chart: the line beneath the curve, the side that keeps clear of other leaders, a few words."""
ON_PHONES = {"E014", "E084", "E479", "E317", "E408"}
"""Controls for whose names a phone has room too; pointing at a mark tells the others."""


def _signed(field: str = "datum.value") -> str:
    return f"({field} > 0 ? '+' : '') + replace(format({field}, 'd'), '-', '−')"


def lags(frame: pd.DataFrame, *, title: str, source: str) -> alt.VConcatChart:
    """The correlation of the two readings at every lag, with what chance reaches.

    `frame`: as `barometer.hypotheses.timing.lags`.
    """
    panels, tops = [], {}
    for kind, words in KINDS.items():
        rows = frame[frame.kind == kind]
        top, bound = rows.loc[rows.correlation.idxmax()], rows.bound.iloc[0]
        tops[kind] = top
        last = kind == list(KINDS)[-1]
        x = alt.X("lag:Q", scale=alt.Scale(domain=[-12.4, 12.4], nice=False), axis=alt.Axis(
            values=list(range(-12, 13, 3)), labelExpr=_signed(), grid=False, domain=last, ticks=last, labels=last,
            title="← cooperation moves first · lag in months · climate moves first →" if last else None))
        y = alt.Y("correlation:Q", scale=alt.Scale(domain=[-0.72, 0.78], nice=False), axis=alt.Axis(
            values=[-0.5, 0, 0.5], labelExpr="replace(format(datum.value, '.1f'), '-', '−')", title=None,
            grid=False))
        base = alt.Chart(rows).encode(x, tooltip=[
            alt.Tooltip("lag:Q", title="Lag, months"), alt.Tooltip("correlation:Q", format=".2f", title="Correlation"),
            alt.Tooltip("low:Q", format=".2f", title="Chance, from"), alt.Tooltip("high:Q", format=".2f", title="to"),
            alt.Tooltip("months:Q", title="Months that overlap")])
        bounds = alt.Chart(pd.DataFrame({"height": [-bound, bound]})).mark_rule(color=GREY, strokeDash=[5, 4]).encode(
            alt.Y("height:Q"))
        labels = [({"lag": -12.2, "height": 0.7, "text": words}, {"align": "left", "fontWeight": 600, "fontSize": 13}),
                  ({"lag": 12.2, "height": -bound - 0.085, "text": "highest of all lags by chance"},
                   {"align": "right", "color": GREY}),
                  ({"lag": top.lag, "height": bound + 0.075 if bound - top.correlation < 0.12 else top.correlation + 0.09,
                    "text": f"{top.correlation:.2f} at lag {top.lag:+.0f}".replace("+0", "0").replace("-", "−")},
                   {"align": "center", "fontWeight": 600, "color": COOPERATION})]
        texts = [alt.Chart(pd.DataFrame([row])).mark_text(baseline="middle", **{"color": INK, "fontSize": 12} | look).encode(
            alt.X("lag:Q"), alt.Y("height:Q"), alt.Text("text:N")) for row, look in labels]
        panels.append(alt.layer(
            base.mark_area(color=NEUTRAL, opacity=0.28).encode(alt.Y("low:Q"), alt.Y2("high:Q")), bounds,
            alt.Chart(pd.DataFrame({"lag": [0]})).mark_rule(color=GRID).encode(alt.X("lag:Q")),
            alt.Chart(pd.DataFrame({"height": [0]})).mark_rule(color=GRID).encode(alt.Y("height:Q")),
            base.mark_line(color=COOPERATION, strokeWidth=2).encode(y),
            base.mark_point(color=COOPERATION, filled=True, size=34, opacity=1).encode(y), *texts,
        ).properties(width=WIDTH - 70, height=190))
    level, change = (frame[frame.kind == kind] for kind in KINDS)
    return figure(
        alt.vconcat(*panels, spacing=12), name="fig-lags", title=title,
        subtitle="Rank correlation of the two readings by lag. Shade: 95% of chance series at each lag; dashed: the "
                 "highest over all lags stays below this in 95% of them",
        source=source,
        alt_text=f"Two line charts, one above the other. Horizontal axis: lag from {frame.lag.min()} to {frame.lag.max()} "
                 f"months; vertical axis: rank correlation. In level it is highest at {tops['level'].lag:.0f} months, with "
                 f"{tops['level'].correlation:.2f} where chance reaches {level.bound.iloc[0]:.2f} at some lag; in change at "
                 f"{tops['change'].lag:.0f} months, with {tops['change'].correlation:.2f} where chance reaches "
                 f"{change.bound.iloc[0]:.2f}. Blue lines with dots are the record, gray bands and dashed lines chance.")


def shocks(frame: pd.DataFrame, *, title: str, source: str) -> alt.VConcatChart:
    """Cooperation from six months before to twelve after shocks and thaws of the climate.

    `frame`: as `barometer.hypotheses.shocks.paths`.
    """
    ahead = frame[frame.offset == 6].set_index("turn")
    panels = []
    for turn, (words, color) in TURNS.items():
        rows = frame[frame.turn == turn]
        last = turn == list(TURNS)[-1]
        x = alt.X("offset:Q", scale=alt.Scale(domain=[-6.2, 12.2], nice=False), axis=alt.Axis(
            values=list(range(-6, 13, 3)), labelExpr=_signed(), grid=False, domain=last, ticks=last, labels=last,
            title="months before (−) and after (+) the turn" if last else None))
        y = alt.Y("change:Q", scale=alt.Scale(domain=[-16, 22], nice=False), axis=alt.Axis(
            values=[-10, 0, 10, 20], labelExpr=_signed(), title=None))
        base = alt.Chart(rows).encode(x, tooltip=[
            alt.Tooltip("offset:Q", title="Month"), alt.Tooltip("change:Q", format="+.1f", title="Change"),
            alt.Tooltip("without:Q", format="+.1f", title="Without summits"), alt.Tooltip("n:Q", title=f"{turn.title()}s"),
            alt.Tooltip("low:Q", format="+.1f", title="Chance, from"), alt.Tooltip("high:Q", format="+.1f", title="to")])
        labels = [({"offset": -6, "height": 15.5, "text": f"{rows.n.max()} {words}"},
                   {"fontWeight": 600, "fontSize": 13, "color": INK})]
        texts = [alt.Chart(pd.DataFrame([row])).mark_text(align="left", baseline="middle", **look).encode(
            alt.X("offset:Q"), alt.Y("height:Q"), alt.Text("text:N")) for row, look in labels]
        panels.append(alt.layer(
            base.mark_area(color=NEUTRAL, opacity=0.28).encode(alt.Y("low:Q"), alt.Y2("high:Q")),
            alt.Chart(pd.DataFrame({"offset": [0]})).mark_rule(color=GREY, strokeDash=[2, 3]).encode(alt.X("offset:Q")),
            base.mark_line(color=color, strokeWidth=2, strokeDash=[5, 3]).encode(alt.Y("without:Q")),
            base.mark_line(color=color, strokeWidth=2.5).encode(y),
            base.mark_point(color=color, filled=True, size=34, opacity=1).encode(y), *texts,
        ).properties(width=WIDTH - 70, height=190))
    return figure(
        alt.vconcat(*panels, spacing=12), name="fig-shocks", title=title,
        subtitle="Cooperation, points a year, less that of the month before; mean. Dashed: without the acts around "
                 "the presidents’ meetings; shade: 95% of months drawn with the same gaps",
        source=source,
        alt_text=f"Two line charts, one above the other. Horizontal axis: months from {frame.offset.min()} to "
                 f"{frame.offset.max()} around a shock or thaw; vertical axis: change of the cooperation reading. Six months "
                 f"on it stands at {ahead.change['shock']:+.1f} after {ahead.n['shock']} shocks and at "
                 f"{ahead.change['thaw']:+.1f} after {ahead.n['thaw']} thaws, where chance reaches from "
                 f"{ahead.low['shock']:+.1f} to {ahead.high['shock']:+.1f} and from {ahead.low['thaw']:+.1f} to "
                 f"{ahead.high['thaw']:+.1f}. The orange line follows shocks, the blue one thaws; dashed lines leave the "
                 f"summits out, gray bands are chance.")


def controls(frame: pd.DataFrame, climate: pd.Series, meetings: pd.DataFrame, *, title: str,
             source: str) -> alt.LayerChart:
    """China's controls on the curve of the climate, under the presidents' meetings.

    `frame`: as `barometer.hypotheses.controls.controls`; `climate`: the reading by day; `meetings`: the meetings of
    `barometer.chronology.presidents`. Controls before the curve begins and notices to industry are not drawn.
    """
    drawn = frame[frame.in_table & (frame.day >= climate.index[0])]
    line, align, label = zip(*drawn.event.map(CONTROLS))
    foot, step, top = -3.3, 0.6, 3.9
    drawn = drawn.assign(label=label, height=foot - step * np.array(line), side=align)
    met = meetings[meetings.date >= climate.index[0]].assign(height=top)
    curve = climate.rename("climate").rename_axis("date").reset_index().iloc[::7]
    ends = [climate.index[0] - pd.Timedelta(days=40), climate.index[-1] + pd.Timedelta(days=60)]
    x = alt.X("date:T", scale=alt.Scale(domain=ends), axis=alt.Axis(
        format="%Y", tickCount="year", title=None))
    y = alt.Y("climate:Q", scale=alt.Scale(domain=[foot - 4.6 * step, top + 0.5], nice=False), axis=alt.Axis(
        values=[-2, 0, 2], labelExpr=_signed(), title=None))
    told = [alt.Tooltip("day:T", format="%B %-d, %Y", title="Day"), alt.Tooltip("names:N", title="Substances"),
            alt.Tooltip("since:Q", title="Days since a meeting"), alt.Tooltip("percentile:Q", format=".0f", title="Percentile")]
    base = alt.Chart(drawn).encode(alt.X("day:T"), tooltip=told)
    names = [alt.Chart(pd.DataFrame([row])).mark_text(
        align=row.side, dx=4 if row.side == "left" else -4, fontSize=12, color=CHINA, fontWeight=600, baseline="middle",
        opacity=alt.ExprRef(on_phone(int(row.event in ON_PHONES), 1))).encode(
        alt.X("day:T"), alt.Y("height:Q"), alt.Text("label:N"), tooltip=told) for _, row in drawn.iterrows()]
    marks = base.mark_point(shape="square", size=75, opacity=1, color=CHINA, strokeWidth=2).encode(
        alt.Y("climate:Q"), fill=alt.when("datum.un_before").then(alt.value(CHINA)).otherwise(alt.value(PAPER)))
    places = alt.Chart(met).encode(alt.X("date:T"), alt.Y("height:Q"), tooltip=[
        alt.Tooltip("date:T", format="%B %-d, %Y", title="Meeting"), alt.Tooltip("place:N", title="Place")])
    known = drawn.percentile.dropna()
    return figure(
        alt.layer(
            alt.Chart(met).mark_rule(color=GRID, strokeWidth=1.5).encode(alt.X("date:T"), y=alt.datum(foot),
                                                                       y2=alt.datum(top)),
            alt.Chart(curve).mark_line(color=GREY, strokeWidth=1.8).encode(x, y),
            base.mark_rule(color=CHINA, strokeWidth=1, opacity=0.6).encode(alt.Y("climate:Q"), alt.Y2("height:Q")),
            marks, places.mark_point(shape="triangle-down", size=62, filled=True, color=INK, opacity=1), *names,
        ).properties(width=WIDTH - 30, height=380),
        name="fig-controls-diplomacy", title=title,
        subtitle="Climate reading (mean Goldstein value, gray), China’s controls on the day announced (squares; filled: the "
                 "UN had listed a named substance before), meetings of the presidents (triangles)",
        source=source,
        alt_text=f"Line chart with marks. Horizontal axis: days from {climate.index[0]:%B %Y} to {climate.index[-1]:%B %Y}; "
                 f"vertical axis: climate reading. {len(drawn)} controls lie at a mean percentile of {known.mean():.0f} of "
                 f"the climate ({len(known)} within the tested months), {int((drawn.since <= 90).sum())} of them within 90 "
                 f"days after a meeting. The gray line is the climate, green squares are controls, filled where the UN had "
                 f"listed a named substance before ({int(drawn.un_before.sum())}); {len(met)} triangles mark meetings.")
