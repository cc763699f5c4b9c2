"""Charts of the outlook: how often things came within a year, and the days on which the explanations can fail."""
import altair as alt
import pandas as pd

from barometer.charts.style import CHINA, CONFLICT, COOPERATION, GREY, INK, NEUTRAL, PAPER, WIDTH, figure, on_phone

COLORS = {"A step by China or by both": COOPERATION, "A joint case, or arrests in China": COOPERATION,
          "A control or rule by China": CHINA, "A meeting of the presidents": INK, "Cooperation declared suspended": CONFLICT}


def base_rates(rates: pd.DataFrame, *, title: str, source: str) -> alt.LayerChart:
    """Share of days followed by an act, one line a kind and horizon, with its interval.

    `rates`: columns of `barometer.outlook.base_rates`.
    """
    heads = rates.drop_duplicates("kind").assign(row=lambda frame: frame.kind, head=True)
    lines = rates.assign(row=rates.kind + "|" + rates.horizon, head=False)
    rows = pd.concat([heads, lines]).sort_values(["kind", "within", "head"], ascending=[True, True, False], key=lambda values:
        values.map({kind: place for place, kind in enumerate(rates.kind.unique())}) if values.name == "kind" else values)
    order = list(rows.row)
    y = alt.Y("row:N", sort=order, title=None, axis=alt.Axis(
        labelExpr="indexof(datum.value, '|') < 0 ? '' : split(datum.value, '|')[1]", labelColor=GREY))
    x = alt.X("share:Q", title=None, scale=alt.Scale(domain=[0, 1.1], nice=False), axis=alt.Axis(
        format=".0%", values=[0, 0.25, 0.5, 0.75, 1], grid=True))
    color = alt.Color("kind:N", scale=alt.Scale(domain=list(COLORS), range=list(COLORS.values())), legend=None)
    lines["value"] = lines.share.map("{:.0%}".format)
    base = alt.Chart(lines).encode(y=y)
    span = base.mark_rule(strokeWidth=4, opacity=0.35).encode(alt.X("low:Q"), alt.X2("high:Q"), color=color)
    point = base.mark_point(filled=True, size=75, opacity=1).encode(
        x, color=color, tooltip=[alt.Tooltip("kind:N", title="Act"), alt.Tooltip("horizon:N", title="Within"),
                                 alt.Tooltip("share:Q", format=".0%", title="Share of days"),
                                 alt.Tooltip("low:Q", format=".0%", title="Interval from"),
                                 alt.Tooltip("high:Q", format=".0%", title="to"), alt.Tooltip("acts:Q", title="Acts on record")])
    value = base.mark_text(align="left", dx=9, fontSize=12).encode(alt.X("high:Q"), text="value:N")
    heads["words"] = heads.kind + " (" + heads.acts.astype(str) + " on record)"
    name = alt.Chart(heads).mark_text(align="left", fontWeight=600, fontSize=12.5, color=INK).encode(
        y=y, x=alt.value(0), text="words:N")
    step, pause = rates[rates.kind == rates.kind.iloc[0]], rates[rates.acts == rates.acts.min()].iloc[-1]
    return figure(
        alt.layer(span, point, value, name).properties(width=WIDTH - 90, height=alt.Step(19)),
        name="fig-base-rates", title=title,
        subtitle="Share of all days from February 2017 that were followed by such an act within 3, 6 and 12 months; bars: "
                 "95% interval from months drawn in blocks of a year",
        source=source,
        alt_text=f"Dot and interval chart. Horizontal axis: share of days from 0 to 100 percent; vertical axis: "
                 f"{rates.kind.nunique()} kinds of act, each within 3, 6 and 12 months. A step by China or by both followed "
                 f"within three months after {step.share.iloc[0]:.0%} of the days and within twelve after "
                 f"{step.share.iloc[-1]:.0%}; a declared suspension within twelve after {pause.share:.0%}. Dots are shares, "
                 f"pale bars their intervals; blue is cooperation, green China's controls, orange the suspension.")


def ahead(standing: pd.DataFrame, end: pd.Timestamp, stated: pd.Timestamp, *, title: str, source: str) -> alt.LayerChart:
    """The days by which each falsifier must have an answer, grouped by the explanation that it could overturn.

    `standing`: columns of `barometer.falsifiers.standing`. `end` is the last day of the record, `stated` the day on which the
    falsifiers were written down; the span between is shaded.
    """
    explanations = list(dict.fromkeys(standing.sort_values("falsifier").reading))
    rows = standing.sort_values("falsifier").assign(
        row=lambda frame: frame.falsifier + "|" + frame["name"], day=lambda frame: frame.due.map("{:%B %-d}".format),
        open=lambda frame: frame.status.isin(["open", "due"]))
    order = [row for name in explanations for row in (f"|{name}", *rows.row[rows.reading == name])]
    y = alt.Y("row:N", title=None, sort=order, scale=alt.Scale(domain=order), axis=alt.Axis(
        labelLimit=320, labelColor=INK, labelPadding=10, labelFontSize=12,
        labelExpr="substring(datum.value, 0, 1) == '|' ? '' : "
                  + on_phone("split(datum.value, '|')[0]", "replace(datum.value, '|', '  ')", below=330)))
    last = rows.due.max() + pd.Timedelta(days=80)
    x = alt.X("due:T", title=None, scale=alt.Scale(domain=[str(end.date()), str(last.date())]),
              axis=alt.Axis(format="%b %Y", values=[str(day.date()) for day in pd.date_range("2026-10-01", last, freq="QS")],
                            grid=True))
    line = alt.Chart(rows.assign(stated=stated)).mark_rule(color=GREY, strokeWidth=1.2).encode(
        alt.X("stated:T"), alt.X2("due:T"), y)
    base = alt.Chart(rows).encode(x, y, tooltip=[
        alt.Tooltip("falsifier:N", title="Falsifier"), alt.Tooltip("reading:N", title="Could overturn"),
        alt.Tooltip("statement:N", title="What would be seen"), alt.Tooltip("due:T", format="%B %-d, %Y", title="By")])
    solid = base.transform_filter("!datum.open").mark_point(size=90, filled=True, color=INK, opacity=1)
    hollow = base.transform_filter("datum.open").mark_point(size=90, strokeWidth=2, stroke=INK, fill=PAPER, opacity=1)
    # On a phone the axis keeps the numbers alone, and the names stand above the lines.
    named = alt.Chart(rows.assign(stated=stated)).mark_text(
        align="left", dx=2, dy=-10, fontSize=11, color=INK,
        opacity=alt.ExprRef(on_phone(1, 0, below=330))).encode(alt.X("stated:T"), y, text="name:N")
    day = base.mark_text(align="left", dx=10, dy=alt.ExprRef(on_phone(2, 0, below=330)), fontSize=12, color=INK).encode(text="day:N")
    heads = pd.DataFrame({"row": [f"|{name}" for name in explanations], "reading": explanations})
    head = alt.Chart(heads).mark_text(align="right", dx=-10, fontWeight=600, fontSize=12.5, color=INK).encode(
        y=y, x=alt.value(0), text="reading:N")
    # Not `annotations.span`: its orange is the suspension's.
    months = pd.DataFrame([{"start": end, "stop": stated, "middle": end + (stated - end) / 2, "label": "unseen"}])
    shade = alt.Chart(months).mark_rect(color=NEUTRAL, opacity=0.25).encode(alt.X("start:T"), alt.X2("stop:T"))
    name = alt.Chart(months).mark_text(fontSize=11.5, color=GREY, baseline="middle").encode(
        alt.X("middle:T"), y=alt.value(-8), text="label:N")
    return figure(
        alt.layer(shade, name, line, hollow, solid, day, named, head).properties(width=WIDTH - 255, height=alt.Step(27)),
        name="fig-ahead", title=title,
        subtitle="Day after which each falsifier must have an answer, by the explanation that it could overturn; hollow: no "
                 "answer yet; shaded: after the record's last event, before this was written",
        source=source,
        alt_text=f"Calendar of dots. Horizontal axis: days from {end:%B %Y} to {last:%B %Y}; vertical axis: {len(rows)} "
                 f"falsifiers grouped under {len(explanations)} explanations. The first date is {rows.due.min():%B %-d, %Y}, the last "
                 f"{rows.due.max():%B %-d, %Y}; {int(rows.open.sum())} have no answer yet. A line runs from the day on which "
                 f"each was written down to its date; a shade covers the months that the record has not seen.")
