"""Charts of test results: effects with their intervals, and every specification of the multiverse."""
import altair as alt
import numpy as np
import pandas as pd

from barometer.charts.style import CONFLICT, COOPERATION, GREY, INK, NEUTRAL, PAPER, WIDTH, figure
from barometer.hypotheses.result import ALL, LEVEL, SEARCHED, UNEVEN, Result
from barometer.verdict import in_words

SIGNED = "datum.value == 0 ? '0' : format(datum.value, '+.1f')"
COLORS = alt.Scale(domain=["above", "below", "open"], range=[COOPERATION, CONFLICT, GREY])


def _short(label: str) -> str:
    """A comparison in few words: what all rows share stands in the subtitle."""
    for long, short in (("cooperation and ", ""), ("cooperation on ", ""), ("climate, the other rival", "climate, deaths"), ("deaths, the other rival", "deaths, climate")):
        label = label.replace(long, short)
    return label[:1].upper() + label[1:]


def frame(results: list[Result]) -> pd.DataFrame:
    """Results as rows. Columns: name, label, effect, low, high, p (in words), n, outcome, place (order of the row)."""
    return pd.DataFrame([
        {"name": r.name, "label": _short(r.label), "effect": r.effect, "low": r.low, "high": r.high,
         "p": in_words(r.p) if r.p == r.p else "", "n": f"{r.n:,} {r.of}", "outcome": r.outcome, "place": place}
        for place, r in enumerate(results)])


def effects(results: list[Result], *, name: str, title: str, subtitle: str, source: str,
            domain: tuple[float, float] = (-1, 1)) -> alt.LayerChart:
    """Effects with their intervals, one row a comparison; small strokes are the same effect without each summit.

    Full marks are found, hollow ones open, by the rule of `Result.outcome`. All results must share one unit.
    """
    rows = frame(results)
    left = pd.DataFrame([{"place": place, "effect": other.effect, "summit": summit, "every": summit in (ALL, SEARCHED, UNEVEN)}
                         for place, result in enumerate(results) for summit, other in result.without.items()],
                        columns=["place", "effect", "summit", "every"])
    # Each row is one unit high: its words in the upper part, its marks in the lower.
    y = alt.Y("mark:Q", scale=alt.Scale(domain=[len(rows), 0], nice=False), axis=None)
    base = alt.Chart(rows).transform_calculate(mark="datum.place + 0.68", words="datum.place + 0.27")
    x = alt.X("effect:Q", scale=alt.Scale(domain=[*domain], nice=False),
              axis=alt.Axis(grid=True, tickCount=5, title=results[0].unit, labelExpr=SIGNED))
    color = alt.Color("outcome:N", scale=COLORS, legend=None)
    tips = [alt.Tooltip("label:N", title="Comparison"), alt.Tooltip("effect:Q", format="+.2f", title="Effect"),
            alt.Tooltip("low:Q", format="+.2f", title="From"), alt.Tooltip("high:Q", format="+.2f", title="To"),
            alt.Tooltip("p:N", title="Chance"), alt.Tooltip("n:N", title="Rests on")]
    zero = alt.Chart(pd.DataFrame([{"effect": results[0].null}])).mark_rule(color=INK, strokeWidth=1).encode(x)
    band = base.mark_rule(strokeWidth=2.4, clip=True).encode(alt.X("low:Q"), alt.X2("high:Q"), y, color)
    found = base.transform_filter("datum.outcome != 'open'").mark_point(size=100, filled=True, opacity=1).encode(
        x, y, color, tooltip=tips)
    unsure = base.transform_filter("datum.outcome == 'open'").mark_point(
        size=85, fill=PAPER, stroke=GREY, strokeWidth=2, opacity=1).encode(x, y, tooltip=tips)
    strokes = alt.Chart(left).transform_calculate(mark="datum.place + 0.68").mark_tick(
        orient="vertical", thickness=1.4, opacity=0.75).encode(
        x, y, size=alt.condition("datum.every", alt.value(20), alt.value(11)),
        color=alt.condition("datum.every", alt.value(INK), alt.value(GREY)),
        tooltip=[alt.Tooltip("summit:N", title="Without"), alt.Tooltip("effect:Q", format="+.2f", title="Effect")])
    told = base.transform_calculate(mark="datum.words").encode(y, alt.Text("label:N"))
    words = alt.layer(*[told.mark_text(align="left", x=0, baseline="middle", fontSize=12.5, **look)
                        for look in ({"color": PAPER, "stroke": PAPER, "strokeWidth": 4}, {"color": INK})])
    chances = base.transform_calculate(mark="datum.words").mark_text(
        align="right", x=alt.ExprRef("width"), baseline="middle", fontSize=12, color=GREY).encode(y, alt.Text("p:N"))
    sure = rows[rows.outcome != "open"].label
    return figure(
        alt.layer(zero, band, strokes, found, unsure, words, chances).properties(width=WIDTH - 10, height=40 * len(rows)),
        name=name, title=title, subtitle=subtitle, source=source,
        alt_text=f"Dot and interval plot. Horizontal axis: {results[0].unit}, {domain[0]} to {domain[1]}; one row for each of "
                 f"{len(rows)} comparisons. " + " ".join(
                     f"{row.label}: {row.effect:+.2f}, {row.low:+.2f} to {row.high:+.2f}, {row.p}." for row in rows.itertuples())
                 + f" Found at the {100 * LEVEL:.0f} percent level: {'; '.join(sure) if len(sure) else 'none'}. "
                 "Full dots are found, hollow ones open; lines are intervals, strokes leave out summits, long ones all of "
                 "them or other groups of acts.")


DIMENSIONS = {
    "half_life": "Half-life, days", "deeds": "Weight of deeds", "certain": "Uncertain acts left out",
    "coder": "Coder", "left_out": "Acts left out", "cooperation_as": "Cooperation read as", "whose": "Whose acts",
    "bundled_in_cooperation": "Bundled acts in cooperation", "climate_as": "Climate read as", "tiers": "Wider record, tiers",
    "bundled_in_climate": "Bundled acts in climate", "lag": "Months by which the climate is ahead"}
YES = {"True": "yes", "False": "no", "even": "contacts and tariffs", SEARCHED: "found by search"}
LABELS = 200
"""Pixels kept for the names of choices."""


def curve(columns: pd.DataFrame, report: dict[str, float], *, title: str, source: str) -> alt.VConcatChart:
    """Every specification in order of its effect: above against the climate reading, below against outside measures.

    `columns`: as `hypotheses.every_choice.curve`. `report`: the effect of the report's own specification, by group.
    """
    rows = columns.assign(middle=(columns.low + columns.high) / 2, kind=columns.group.str.split(", ").str[1],
                          against=columns.group.str.split(", ").str[0])
    x = alt.X("share:Q", scale=alt.Scale(domain=[0, 100]))
    y = alt.Y("middle:Q", scale=alt.Scale(domain=[-0.9, 0.9], nice=False),
              axis=alt.Axis(title=None, values=[-0.5, 0, 0.5], labelExpr=SIGNED))
    color = alt.Color("kind:N", scale=alt.Scale(domain=["level", "change"], range=[GREY, COOPERATION]), legend=None)
    zero = alt.Chart(pd.DataFrame([{"zero": 0}])).mark_rule(color=INK).encode(alt.Y("zero:Q"))
    panels = []
    for against, part in rows.groupby("against"):
        last = against == rows.against.max()
        base = alt.Chart(part).encode(x.axis(title="percent of specifications, from the least effect to the greatest"
                                             if last else None, labels=last, ticks=last, domain=last, values=[0, 25, 50, 75, 100]), color=color)
        # One band a group instead of a stroke a column: hundreds of strokes would weigh more than the rest of the page.
        spread = base.mark_area(interpolate="step", opacity=0.4).encode(alt.Y("low:Q"), alt.Y2("high:Q"))
        lines = base.mark_line(strokeWidth=2.4).encode(y)
        own = pd.DataFrame([{"against": against, "kind": kind, "middle": report[group], "share": float(np.interp(
            report[group], curve.middle, curve.share))} for (group, kind), curve in part.groupby(["group", "kind"], observed=True)
            if group in report], columns=["against", "kind", "middle", "share"])
        dots = alt.Chart(own).mark_point(size=95, filled=True, opacity=1, stroke=PAPER).encode(x, y, color, tooltip=[
            alt.Tooltip("middle:Q", format="+.2f", title="The report’s own")])
        # The curve of levels is the steeper one: its name stands above the right end, that of changes under the line.
        at = part[part.kind == "change"].set_index("share").middle
        names = alt.Chart(pd.DataFrame([
            {"kind": "level", "share": 66, "middle": part[(part.kind == "level") & (part.share < 66)].middle.max() + 0.14},
            {"kind": "change", "share": 66, "middle": at[at.index < 66].max() - 0.14}])).mark_text(
            fontSize=12.5, fontWeight=600, align="center").encode(x, y, color, alt.Text("kind:N"))
        head = alt.Chart(pd.DataFrame([{"words": f"against {'the ' if last is False else ''}{against}"}])).mark_text(
            align="left", x=6, y=8, fontSize=12.5, color=INK, fontWeight=600).encode(alt.Text("words:N"))
        panels.append(alt.layer(zero, spread, lines, dots, names, head).properties(width=WIDTH - 40, height=185))
    total = int(columns["count"].sum())
    counts = columns.groupby("group", observed=True).agg(least=("low", "min"), most=("high", "max"))
    return figure(
        alt.vconcat(*panels, spacing=14), name="fig-multiverse", title=title,
        subtitle=f"Rank correlation of cooperation with the climate under {total:,} specifications, each of them counted; "
                 "dots: the report’s own",
        source=source,
        alt_text=f"Specification curves. Horizontal axis: percent of specifications in order of effect; vertical axis: rank "
                 f"correlation. {total:,} specifications in {len(counts)} groups: " + "; ".join(
                     f"{group} from {row.least:+.2f} to {row.most:+.2f}" for group, row in counts.iterrows())
                 + ". Blue lines are changes over three months, gray ones levels; dots mark the report's own choices.")


def by_choice(table: pd.DataFrame, changes: pd.DataFrame, *, title: str, source: str) -> alt.LayerChart:
    """The effect under each choice of each dimension, over all combinations of the others.

    `table`: as `hypotheses.every_choice.by_choice` for levels, `changes` the same for changes. Dimensions that move the
    effect in levels most stand first.
    """
    order = table.sort_values("moved", ascending=False, kind="stable").dimension.unique()
    rows, keys = [], []
    for dimension in order:
        part = table[table.dimension == dimension]
        keys += [f"#{dimension}", *(f"{dimension}|{choice}" for choice in part.choice)]
        rows.append(part.assign(key=dimension + "|" + part.choice, words=part.choice.replace(YES), kind="level"))
    rows = pd.concat(rows)
    label = " : ".join(f"datum.value == '{key}' ? '{words}'" for key, words in zip(rows.key, rows.words)) + " : ''"
    y = alt.Y("key:N", scale=alt.Scale(domain=keys), title=None)
    named = y.axis(labelExpr=label, labelColor=INK, labelFontSize=12, labelLimit=LABELS, ticks=False)  # once for all layers
    x = alt.X("median:Q", scale=alt.Scale(domain=[-0.7, 0.8], nice=False),
              axis=alt.Axis(grid=True, values=[-0.4, -0.2, 0, 0.2, 0.4, 0.6, 0.8], labelExpr=SIGNED, labelFlush=False,
                            title="rank correlation"))
    base = alt.Chart(rows).encode(y=y)
    tips = [alt.Tooltip("words:N", title="Choice"), alt.Tooltip("median:Q", format="+.2f", title="Median"),
            alt.Tooltip("low:Q", format="+.2f", title="From"), alt.Tooltip("high:Q", format="+.2f", title="To"),
            alt.Tooltip("positive:Q", format=".0f", title="Percent above zero")]
    zero = alt.Chart(pd.DataFrame([{"median": 0}])).mark_rule(color=INK).encode(x)
    bands = base.mark_rule(strokeWidth=2, color=NEUTRAL).encode(alt.X("low:Q"), alt.X2("high:Q"), named)
    dots = base.mark_circle(size=66, opacity=1, color=GREY).encode(x, tooltip=tips)
    head = alt.Chart(pd.DataFrame([
        {"key": f"#{dimension}", "words": f"{DIMENSIONS[dimension]} ({moved:.0f}%)"}
        for dimension in order for moved in [table[table.dimension == dimension].moved.iloc[0]]])).encode(y, alt.Text("words:N"))
    heads = alt.layer(*[head.mark_text(align="left", x=2, fontSize=12.5, fontWeight=700, **look) for look in (
        {"color": PAPER, "stroke": PAPER, "strokeWidth": 4}, {"color": INK})])
    changes = changes.assign(key=changes.dimension + "|" + changes.choice, words=changes.choice.replace(YES), kind="change")
    other = alt.Chart(changes).mark_point(
        shape="diamond", size=58, filled=True, opacity=1, color=COOPERATION).encode(x, y, tooltip=tips)
    most = table.loc[table.moved.idxmax()]
    return figure(
        alt.layer(zero, bands, dots, other, heads).properties(width=WIDTH - 130, height=alt.Step(15)),
        name="fig-choices", title=title,
        subtitle="Median rank correlation under each choice, all others in every combination: circles levels, with lines "
                 "that hold nine in ten, diamonds changes; in brackets the share of the variance of levels",
        source=source,
        alt_text=f"Dot and interval plot. Horizontal axis: rank correlation; vertical axis: {len(rows)} choices in "
                 f"{len(order)} dimensions. Medians run from {rows['median'].min():+.2f} to {rows['median'].max():+.2f}; most is "
                 f"moved by {DIMENSIONS[most.dimension].lower()}, {most.moved:.0f} percent of the variance. Gray circles "
                 "are medians of levels, blue diamonds of changes; lines hold nine specifications in ten.")
