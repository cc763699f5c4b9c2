"""Charts of the voices: who speaks, what they do, whom they accuse, and how they explain cooperation."""
import textwrap

import altair as alt
import pandas as pd

from barometer import explanations, voices
from barometer.charts.style import (CHINA, CONFLICT, COOPERATION, GREY, INK, LADDER, NEUTRAL, ON_COLOR, PAPER, US,
                                    WIDTH, figure, on_phone)

CAMP_COLORS = {"writers": INK, "US": US, "CN": CHINA, "other": NEUTRAL}
HEADS = dict(zip(voices.GROUPS, ["The writers|themselves", "US|government", "US officials,|unnamed", "US-based|analysts",
                                 "Beijing and|party press", "Chinese|analysts", "Analyst in a|third country",
                                 "Unnamed, side|not stated", "Online|vendors"]))
"""The groups as heads of rows, a bar between the lines: narrow, so that a phone leaves room for the columns."""
CAMP_NAMES = {"writers": "the writer", "US": "US voice", "CN": "Chinese voice", "other": "unnamed or third"}
TWO_LINES = alt.Axis(labelColor=INK, title=None, domain=False, ticks=False, labelExpr="split(datum.label, '|')",
                     labelOffset=-7)
KIND = {**dict.fromkeys(voices.STANCES[:5], CONFLICT), **dict.fromkeys(voices.STANCES[5:7], NEUTRAL),
        **dict.fromkeys(voices.STANCES[7:], COOPERATION)}
"""Color by stance: conflict, plain statement, cooperation."""


def _heads(labels: list[str], x: alt.X) -> list[alt.Chart]:
    """The heads of columns, up to three lines, above the chart: an axis would set their lines over its first row."""
    layers = []
    for lines in sorted({label.count("|") for label in labels}):
        rows = pd.DataFrame({"head": [label for label in labels if label.count("|") == lines]})
        layers.append(
            alt.Chart(rows).mark_text(lineBreak="|", lineHeight=15, fontSize=12, baseline="alphabetic").encode(
                x, alt.Text("head:N"), y=alt.value(-10 - 15 * lines)))
    return layers


def _camps(field: str) -> alt.Color:
    scale = alt.Scale(domain=list(CAMP_COLORS), range=list(CAMP_COLORS.values()))
    return alt.Color(f"{field}:N", legend=None, scale=scale)


def speakers(counts: pd.DataFrame, *, title: str, source: str) -> alt.LayerChart:
    """Claims by group of speaker and seed, with the sum and how many stand in intact quotation marks.

    `counts`: columns of `voices.speakers`.
    """
    heads = voices.labels()
    counts = counts.assign(who=counts.group.map(HEADS))
    rows = counts.assign(head=counts.seed.map(heads), depth=counts.claims / counts.claims.max())
    whole = counts.drop_duplicates("group")
    sums = pd.concat([whole.assign(head="All", claims=whole.total),
                      whole.assign(head="own|words", claims=whole.quoted)])
    order = [*heads.values(), "All", "own|words"]
    x = alt.X("head:N", scale=alt.Scale(domain=order), axis=None)
    y = alt.Y("who:N", sort=list(HEADS.values()), axis=TWO_LINES)
    tip = [alt.Tooltip("group:N", title="Who speaks"), alt.Tooltip("head:N", title="Where"),
           alt.Tooltip("claims:Q", title="Claims")]
    shade = alt.Chart(rows).mark_rect(stroke=PAPER, strokeWidth=2).encode(
        x, y, _camps("camp"), alt.Opacity("depth:Q", scale=alt.Scale(domain=[0, 1], range=[0.12, 0.36]), legend=None),
        tooltip=tip)
    number = alt.Chart(rows).mark_text(fontSize=13).encode(x, y, alt.Text("claims:Q"), tooltip=tip)
    # Whoever writes needs no quotation marks.
    sums = sums[(sums["head"] == "All") | (sums.camp != "writers")]
    total = alt.Chart(sums).mark_text(fontSize=13, fontWeight=600).encode(x, y, alt.Text("claims:Q"), tooltip=tip)
    writers, chinese = whole[whole.camp == "writers"].total.sum(), whole[whole.camp == "CN"].total.sum()
    return figure(
        alt.layer(shade, number, total, *_heads(order, x)).properties(width=WIDTH - 110, height=alt.Step(36)),
        name="fig-voices", title=title,
        subtitle="Claims by speaker and text, in the order of publication; all texts together; and of these, in the "
                 f"speaker’s own words: in quotation marks, wording intact. {voices.SPELLED}",
        source=source,
        alt_text=f"Heat map with numbers. Horizontal axis: five texts, their sum, and claims in intact quotation "
                 f"marks; vertical axis: {len(whole)} groups of speakers. The writers themselves make {writers} of "
                 f"{whole.total.sum()} claims, Chinese voices {chinese}. Darker cells hold more claims; black for "
                 f"writers, purple for US voices, green for Chinese ones, gray for the rest.")


def stances(counts: pd.DataFrame, *, title: str, source: str) -> alt.LayerChart:
    """Claims by group and stance. `counts`: columns of `voices.stances`."""
    rows = counts.assign(kind=counts.stance.map(KIND),
                         head=[f"{HEADS[group]} ({total})" for group, total in zip(counts.group, counts.total)])
    order = [head for group in voices.GROUPS for head in rows[rows.group == group]["head"].unique()]
    base = alt.Chart(rows).encode(
        alt.X("stance:N", scale=alt.Scale(domain=list(voices.STANCES)), axis=alt.Axis(
            orient="top", labelAngle=-90, labelColor=INK, title=None, domain=False, ticks=False)),
        alt.Y("head:N", sort=order, axis=TWO_LINES),
        tooltip=[alt.Tooltip("group:N", title="Who speaks"), alt.Tooltip("stance:N", title="Stance"),
                 alt.Tooltip("claims:Q", title="Claims"),
                 alt.Tooltip("share:Q", format=".0%", title="Of the group’s")])
    shade = base.mark_rect(stroke=PAPER, strokeWidth=2).encode(
        alt.Color("kind:N", scale=None),
        alt.Opacity("share:Q", scale=alt.Scale(domain=[0, 0.7], range=[0.12, 0.55]), legend=None))
    accused = rows[rows.stance == "accuses"].set_index("group").claims
    return figure(
        alt.layer(shade, base.mark_text(fontSize=13).encode(alt.Text("claims:Q"))).properties(
            width=WIDTH - 125, height=alt.Step(36)),
        name="fig-stances", title=title,
        subtitle="Claims by what the speaker does, groups with ten claims or more; the number of each group’s claims "
                 "in brackets; a darker cell is a larger share of the group’s claims",
        source=source,
        alt_text=f"Heat map with numbers. Horizontal axis: {len(voices.STANCES)} stances from accusing to "
                 f"praising; vertical axis: {len(order)} groups of speakers. The US government accuses "
                 f"{accused['US government']} times, Beijing and its press {accused['Beijing and the party press']} times, "
                 f"unnamed US officials never. Orange cells are conflictual stances, gray neutral, blue cooperative.")


def targets(rows: pd.DataFrame, *, title: str, source: str) -> alt.LayerChart:
    """Accusations and demands by group, toward China to the left and the United States to the right.

    `rows`: columns of `voices.directed`, one row a claim; those with the target neither are left out.
    """
    counted = rows[rows.target != "neither"].groupby(["group", "target", "stance"]).size().rename("claims")
    sums, parts = counted.groupby("target").sum(), counted.unstack(fill_value=0).reset_index()
    sign = parts.target.map({"China": -1, "United States": 1})
    inner = parts.assign(stance="accuses", claims=parts.accuses, start=0, end=sign * parts.accuses)
    outer = parts.assign(stance="demands", claims=parts.demands, start=inner.end,
                         end=sign * (parts.accuses + parts.demands))
    bars = pd.concat([inner, outer]).query("claims > 0")
    bars = bars.assign(middle=(bars.start + bars.end) / 2, who=bars.group.map(HEADS))
    order = [HEADS[group] for group in voices.GROUPS if group in set(bars.group)]
    reach = int(bars.end.abs().max()) + 1
    y = alt.Y("who:N", sort=order, axis=TWO_LINES)
    side = alt.Chart(bars).encode(
        alt.X("start:Q", axis=None, scale=alt.Scale(domain=[-reach, reach])), alt.X2("end:Q"), y,
        alt.Color("stance:N", scale=alt.Scale(domain=["accuses", "demands"], range=[CONFLICT, LADDER[1]]),
                  legend=alt.Legend(title=None, orient="bottom")),
        tooltip=[alt.Tooltip("group:N", title="Who speaks"), alt.Tooltip("stance:N", title="Stance"),
                 alt.Tooltip("target:N", title="Toward"), alt.Tooltip("claims:Q", title="Claims")])
    # On a phone the bar of a single claim is too narrow for its number.
    number = alt.Chart(bars[bars.claims > 1]).mark_text(fontSize=12.5, color=ON_COLOR).encode(
        alt.X("middle:Q"), y, alt.Text("claims:Q"))
    zero = alt.Chart(pd.DataFrame([{"start": 0}])).mark_rule(color=GREY).encode(alt.X("start:Q"))
    heads = alt.Chart(pd.DataFrame([{"start": -reach / 2, "label": "← China"},
                                    {"start": reach / 2, "label": "United States →"}])).mark_text(
        fontSize=12.5, fontWeight=600).encode(alt.X("start:Q"), alt.Text("label:N"), y=alt.value(-12))
    return figure(
        alt.layer(side.mark_bar(size=20), number, zero, heads).properties(width=WIDTH - 110, height=alt.Step(36)),
        name="fig-targets", title=title,
        subtitle="Number of claims that accuse and that demand, by speaker and by side addressed; a bar without a number is "
                 "a single claim",
        source=source,
        alt_text=f"Diverging bar chart. Horizontal axis: number of claims, toward China on the left "
                 f"({sums['China']}) and toward the United States on the right ({sums['United States']}); vertical axis: "
                 f"{len(order)} groups of speakers. No Chinese voice addresses China. Dark orange bars are accusations, "
                 f"light ones demands.")


def readings(rows: pd.DataFrame, *, title: str, source: str) -> alt.LayerChart:
    """The claims that explain cooperation, one mark a claim, by explanation and text.

    `rows`: columns of `explanations.readings`. Hollow: the wording was altered by a machine.
    """
    heads, across, step = voices.labels(), 3, 13
    count = rows.reading.value_counts()
    names = ["|".join(textwrap.wrap(f"Cooperation {words} ({count[reading]})", 22))
             for reading, words in explanations.READINGS.items()]
    rows = rows.assign(
        head=rows.seed.map(heads), label=rows.reading.map(dict(zip(explanations.READINGS, names))),
        who=rows.camp.map(CAMP_NAMES), dx=(rows.place % across) * step + step, dy=(rows.place // across) * step)
    x = alt.X("head:N", scale=alt.Scale(domain=list(heads.values())), axis=None)
    y = alt.Y("label:N", sort=names, scale=alt.Scale(domain=names),
              axis=alt.Axis(labelLimit=230, labelColor=INK, title=None, domain=False, ticks=False, grid=True,
                            labelExpr="split(datum.label, '|')", labelOffset=-16,
                            tickBand="extent"))
    colors = list(CAMP_COLORS.values())
    base = alt.Chart(rows).encode(
        x, y, xOffset=alt.XOffset("dx:Q", scale=alt.Scale(domain=[0, (across + 1) * step])),
        yOffset=alt.YOffset("dy:Q", scale=alt.Scale(domain=[-step, 4 * step])),
        color=alt.Color("who:N", scale=alt.Scale(domain=list(CAMP_NAMES.values()), range=colors),
                        legend=alt.Legend(title=None, orient="bottom")),
        shape=alt.Shape("who:N", scale=alt.Scale(domain=list(CAMP_NAMES.values()),
                                                 range=["square", "circle", "diamond", "triangle-up"])),
        tooltip=[alt.Tooltip("passage:N", title="Passage"), alt.Tooltip("name:N", title="Who speaks"),
                 alt.Tooltip("statement:N", title="Claim"), alt.Tooltip("price:N", title="Price")])
    solid = base.transform_filter("!datum.distorted").mark_point(
        size=alt.ExprRef(on_phone(36, 80)), filled=True, opacity=1)
    hollow = base.transform_filter("datum.distorted").mark_point(
        size=alt.ExprRef(on_phone(30, 70)), fill=PAPER, strokeWidth=alt.ExprRef(on_phone(1.5, 2)), opacity=1)
    return figure(
        alt.layer(solid, hollow, *_heads(list(heads.values()), x)).properties(width=WIDTH - 145, height=alt.Step(62)),
        name="fig-explanations", title=title,
        subtitle="Claims that say why cooperation is given or withheld, or what follows from it; one mark a claim; "
                 f"hollow where a machine altered the wording. {voices.SPELLED}",
        source=source,
        alt_text=f"Dot matrix. Horizontal axis: five texts in the order of publication; vertical axis: "
                 f"{len(names)} explanations. {count['leverage']} claims call cooperation a price, "
                 f"{count['barometer']} say that it goes with the relationship, {count['stabilizer']} that it shapes it. "
                 f"Squares are the writers’ claims, circles US voices, diamonds Chinese ones, triangles the rest.")
