"""Charts of the five texts: how far back they look, who speaks in them, and what they say of the dead."""
import altair as alt
import pandas as pd

from barometer.charts.style import GREY, GRID, HARM, INK, JOINT, NEUTRAL, PAPER, SIDES, WIDTH, figure, on_phone
from barometer.wording import MANNERS

NAMES = {"US": "United States", "CN": "China", "joint": "both together", "third": "others"}
RECORD = "the whole record"


def _labels(texts: pd.DataFrame) -> dict[str, str]:
    """The axis label of each seed; a stroke breaks the line between two writers."""
    return dict(zip(texts.seed, texts.label.str.replace(" / ", " /|")))


def _sides(present: pd.Series, title: str | None = None) -> alt.Color:
    keys = [side for side in SIDES if side in set(present)]
    return alt.Color("party:N", legend=alt.Legend(title=title, orient="top"),
                     scale=alt.Scale(domain=[NAMES[side] for side in keys], range=[SIDES[side] for side in keys]))


def horizon(mentioned: pd.DataFrame, texts: pd.DataFrame, record: pd.DataFrame,
            silence: tuple[pd.Timestamp, pd.Timestamp], *, title: str, source: str) -> alt.LayerChart:
    """The dated events that each seed mentions, the day of the seed, and the record beneath.

    `mentioned`: `barometer.wording.horizon`; `texts`: `barometer.wording.texts`; `record`: events with column date;
    `silence`: the stretch in which no seed mentions an event. Hollow marks: only the month, or week, is known.
    """
    labels = _labels(texts)
    order = [*labels.values(), RECORD]
    y = alt.Y("label:N", sort=order, title=None, scale=alt.Scale(domain=order, paddingInner=0.12), axis=alt.Axis(
        labelExpr="split(datum.label, '|')", labelColor=INK, labelLimit=220, labelPadding=8))
    x = alt.X("date:T", axis=alt.Axis(format="%Y", tickCount="year", title=None))
    top = int(mentioned.level.max()) + 2
    lift = alt.YOffset("height:Q", scale=alt.Scale(domain=[top, -1]))
    dots = mentioned.assign(label=mentioned.seed.map(labels), party=mentioned.initiator.map(NAMES),
                            height=mentioned.level + 0.6)
    base = alt.Chart(dots).encode(
        x, y, lift, _sides(mentioned.initiator, "Who acted"),
        tooltip=[alt.Tooltip("event:N", title="Event"), alt.Tooltip("date:T", format="%B %-d, %Y", title="Day"),
                 alt.Tooltip("title:N", title="What"), alt.Tooltip("seed:N", title="Mentioned in")])
    solid = base.transform_filter("datum.day_known").mark_point(filled=True, size=44, opacity=1)
    hollow = base.transform_filter("!datum.day_known").mark_point(size=36, strokeWidth=1.8, fill=PAPER, opacity=1)
    own = texts.assign(label=texts.seed.map(labels), date=texts.day, height=-0.5)
    floor = alt.Chart(own).mark_rule(color=GRID).encode(y, lift)
    flag = alt.Chart(own).encode(x, y, lift, tooltip=[alt.Tooltip("when:N", title="Published")])
    known = flag.transform_filter("datum.day_known").mark_point(
        shape="triangle-up", filled=True, color=INK, size=110, opacity=1)
    week = flag.transform_filter("!datum.day_known").mark_point(
        shape="triangle-up", color=INK, fill=PAPER, size=90, strokeWidth=1.8, opacity=1)
    ticks = alt.Chart(record[["date"]].assign(label=RECORD)).mark_tick(
        color=NEUTRAL, thickness=1, height=30, opacity=0.7).encode(x, y)
    start, end = silence
    gap = pd.DataFrame([{"date": start, "end": end, "middle": start + (end - start) / 2, "text": "no text|looks here"}])
    shade = alt.Chart(gap).mark_rect(color=GRID, opacity=0.55).encode(x, alt.X2("end:T"))
    words = alt.Chart(gap).mark_text(fontSize=12, color=GREY, lineBreak="|", baseline="top").encode(
        alt.X("middle:T"), alt.Text("text:N"), y=alt.value(10))
    return figure(
        alt.layer(shade, floor, ticks, hollow, solid, known, week, words).properties(
            width=WIDTH - 150, height=alt.Step(84)),
        name="fig-horizon", title=title,
        subtitle="Dated events that each text mentions, and day of the text (triangle); hollow: day not known. "
                 "Bottom: events of the record",
        source=source,
        alt_text=f"Dot plot on a time axis. Horizontal axis: years from {record.date.min():%Y} to "
                 f"{record.date.max():%Y}; vertical axis: the {len(texts)} source texts and the whole record. The texts "
                 f"mention {mentioned.event.nunique()} dated events, the first of {mentioned.date.min():%B %Y}, the last "
                 f"of {mentioned.date.max():%B %Y}, and none between {start:%B %Y} and {end:%B %Y}; the record holds "
                 f"{len(record)}. Dots are colored by who acted and stacked where they crowd; triangles are the texts' "
                 f"own days, gray ticks the record, a gray band the stretch without a mention.")


def speakers(claims: pd.DataFrame, texts: pd.DataFrame, *, title: str, source: str) -> alt.FacetChart:
    """Claims by text, manner of the speaker and side. `claims`: `barometer.wording.speakers`; `texts`: its `texts`."""
    labels = _labels(texts)
    rows = claims.groupby(["seed", "manner", "side"]).size().rename("claims").reset_index()
    rows = rows.assign(label=rows.seed.map(labels), party=rows.side.map(NAMES))
    y = alt.Y("label:N", sort=list(labels.values()), title=None, axis=alt.Axis(
        labelExpr="split(datum.label, '|')", labelColor=INK, labelLimit=220))
    x = alt.X("claims:Q", axis=None, scale=alt.Scale(domain=[0, 27]))
    bars = alt.Chart().mark_bar(height=22).encode(
        x, y, _sides(claims.side, "Side of the speaker"),
        order=alt.Order("party:N", sort="descending"),
        tooltip=[alt.Tooltip("label:N", title="Text"), alt.Tooltip("manner:N", title="Speaker"),
                 alt.Tooltip("party:N", title="Side"), alt.Tooltip("claims:Q", title="Claims")])
    sums = alt.Chart().mark_text(align="left", dx=5, color=INK, fontSize=12.5).encode(
        alt.X("sum(claims):Q"), y, alt.Text("sum(claims):Q"))
    total = rows.groupby("manner").claims.sum()
    heads = {manner: f"{manner} ({total[manner]})" for manner in MANNERS}
    chart = alt.layer(bars, sums, data=rows.assign(head=rows.manner.map(heads))).properties(
        width=(WIDTH - 180) / 4 - 12, height=alt.Step(40)).facet(
        facet=alt.Facet("head:N", sort=list(heads.values()), title=None,
                        header=alt.Header(labelAnchor="start", labelFontSize=12, labelLineHeight=14,
                                          labelExpr="[split(datum.label, ' (')[0], '(' + split(datum.label, ' (')[1]]")),
        columns=4, spacing=12)
    unnamed, chinese = claims[claims.manner == MANNERS[3]], claims[claims.side == "CN"]
    return figure(
        chart, name="fig-speakers", title=title,
        subtitle="Claims by text, by who makes them (sums in brackets) and by the side of the speaker",
        source=source,
        alt_text=f"Stacked bar chart in {len(MANNERS)} panels. Horizontal axes: number of claims; vertical axis: the "
                 f"{len(texts)} texts; panels: {', '.join(MANNERS)}. Unnamed people make {len(unnamed)} of {len(claims)} "
                 f"claims; of the {len(chinese)} Chinese claims {(chinese.manner == MANNERS[1]).sum()} come from "
                 f"institutions. Bars are colored by the side of the speaker: purple United States, green China, gray others.")


def tolls(yearly: pd.DataFrame, claimed: pd.DataFrame, *, title: str, source: str) -> alt.LayerChart:
    """Deaths by year and added up, beside what the texts say. `yearly`: `barometer.wording.deaths`; `claimed`: its `tolls`.

    Hollow dots are unverified years.
    """
    yearly = yearly.assign(date=pd.to_datetime(yearly.year.astype(str) + "-07-01"))
    x = alt.X("date:T", scale=alt.Scale(domain=["1998-06-01", "2035-01-01"]), axis=alt.Axis(
        format="%Y", title=None, values=[f"{year}-01-01" for year in range(2000, 2026, 5)]))
    y = alt.Y("deaths:Q", title=None, scale=alt.Scale(type="log", domain=[400, 9_000_000], nice=False), axis=alt.Axis(
        values=[1_000, 10_000, 100_000, 1_000_000], format=",.0f"))
    base = alt.Chart(yearly).encode(x, y, tooltip=[
        alt.Tooltip("year:Q", title="Year"), alt.Tooltip("deaths:Q", format=",", title="Deaths"),
        alt.Tooltip("status:N", title="Status"), alt.Tooltip("total:Q", format=",", title="Added up from 1999")])
    sure = base.transform_filter("datum.status != 'unverified'").mark_point(
        filled=True, color=HARM, size=55, opacity=1)
    unsure = base.transform_filter("datum.status == 'unverified'").mark_point(
        color=HARM, fill=PAPER, size=45, strokeWidth=1.6, opacity=1)
    sum_line = alt.Chart(yearly).mark_line(color=HARM, strokeWidth=2.5).encode(x, alt.Y("total:Q"))
    drugs = alt.Chart(yearly).mark_line(color=NEUTRAL, strokeWidth=2, strokeDash=[5, 3]).encode(x, alt.Y("all_drugs:Q"))
    notes = pd.DataFrame([
        {"date": "2008-01-01", "deaths": 1_200, "text": "in the year", "ink": HARM},
        {"date": "2006-01-01", "deaths": 23_000, "text": "added up from 1999", "ink": HARM},
        {"date": "2006-01-01", "deaths": 420_000, "text": "all drugs, added up", "ink": GREY}])
    named = alt.Chart(notes).mark_text(
        fontSize=alt.ExprRef(on_phone(11, 12.5)), dx=alt.ExprRef(on_phone(-20, 0)), fontWeight=600).encode(
        x, y, alt.Text("text:N"), alt.Color("ink:N", scale=None))
    last, unverified = yearly.iloc[-1], (yearly.status == "unverified").sum()
    ends = pd.DataFrame([{"date": last.date, "deaths": last.total, "text": f"{last.total:,.0f} by {last.year}", "ink": HARM},
                         {"date": last.date, "deaths": last.all_drugs, "text": f"{last.all_drugs:,.0f}", "ink": GREY}])
    sums = alt.Chart(ends).mark_text(align="left", dx=7, fontSize=12.5, fontWeight=600).encode(
        x, y, alt.Text("text:N"), alt.Color("ink:N", scale=None))
    spans = claimed.assign(date=claimed.day, deaths=claimed.low, top=claimed.high.fillna(claimed.low * 3.2),
                           open=claimed.high.isna())
    tip = [alt.Tooltip("words:N", title="Words"), alt.Tooltip("passage:N", title="Passage")]
    rule = alt.Chart(spans).mark_rule(color=JOINT, strokeWidth=2.5).encode(x, y, alt.Y2("top:Q"), tooltip=tip)
    foot = alt.Chart(spans).mark_tick(color=JOINT, thickness=2.5, width=9).encode(x, y)
    head = alt.Chart(spans).transform_filter("!datum.open").mark_tick(color=JOINT, thickness=2.5, width=9).encode(
        x, alt.Y("top:Q"))
    arrow = alt.Chart(spans).transform_filter("datum.open").mark_point(
        shape="triangle-up", filled=True, color=JOINT, size=90, opacity=1).encode(x, alt.Y("top:Q"))
    # The two spans of tens of thousands share one label, at the later one.
    said = spans.assign(short=spans.figure.map({
        "F006": "“millions and|millions”: S1.07", "F028": "tens of|thousands|a year: S0.03,|S4.06",
        "F019": "“thousands”|a year: S3.02"}), at=spans.deaths ** 0.5 * spans.top ** 0.5).dropna(subset="short")
    words = alt.Chart(said).mark_text(
        align="left", dx=alt.ExprRef(on_phone(9, 17)), lineBreak="|", fontSize=alt.ExprRef(on_phone(11, 12.5)), color=INK, baseline="middle").encode(
        x, alt.Y("at:Q"), alt.Text("short:N"))
    return figure(
        alt.layer(drugs, sum_line, rule, foot, head, arrow, unsure, sure, named, sums, words).properties(
            width=WIDTH - 75, height=360),
        name="fig-tolls", title=title,
        subtitle="Deaths involving synthetic opioids other than methadone, United States, logarithmic scale; "
                 "hollow: unverified; black: what the texts say, arrows open upward",
        source=source,
        alt_text=f"Line and dot chart with a logarithmic vertical axis of deaths; horizontal axis: years from "
                 f"{yearly.year.min()} to {yearly.year.max()}. Added up, the deaths reach {last.total:,.0f} by {last.year}, "
                 f"by drugs of any kind {last.all_drugs:,.0f}; the claim of millions begins at two million. Wine-red dots "
                 f"are single years, {unverified} of them hollow because unverified; lines are sums; black spans are the "
                 f"claims of the texts on the days of their publication.")
