"""Marks that several charts share: days worth a line, and spans worth a shade."""
import altair as alt
import pandas as pd

from barometer.charts.style import CONFLICT, GREY, INK, on_phone


def days(frame: pd.DataFrame, *, top: float = 8, gap: float = 15) -> alt.LayerChart:
    """Dashed vertical lines with a label at the top.

    `frame`: columns `date` and `label`, and where labels would collide `row` (0, 1, …: how many lines lower the label
    stands) and `side` (left or right of its line; right where the column is missing). `top` and `gap` are in pixels.
    On a phone the labels take turns on two lines.
    """
    frame = frame.assign(row=frame.get("row", 0), side=frame.get("side", "right")).sort_values("date")
    layers = [alt.Chart(frame).mark_rule(color=GREY, strokeDash=[2, 3], strokeWidth=1).encode(alt.X("date:T"))]
    for place, (_, day) in enumerate(frame.iterrows()):
        align, shift = ("right", -4) if day.side == "left" else ("left", 4)
        height = alt.ExprRef(on_phone(top + gap * (place % 2), top + gap * int(day.row)))
        layers.append(
            alt.Chart(pd.DataFrame([day])).mark_text(
                align=align, dx=shift, y=height, fontSize=11.5, color=INK, baseline="middle")
            .encode(alt.X("date:T"), alt.Text("label:N")))
    return alt.layer(*layers)


def span(start: pd.Timestamp, end: pd.Timestamp, label: str, *, y: float) -> alt.LayerChart:
    """A shaded span of time with its name, for the months in which cooperation was suspended. `y` is in pixels."""
    frame = pd.DataFrame([{"start": start, "end": end, "middle": start + (end - start) / 2, "label": label}])
    shade = alt.Chart(frame).mark_rect(color=CONFLICT, opacity=0.14).encode(alt.X("start:T"), alt.X2("end:T"))
    name = alt.Chart(frame).mark_text(
        fontSize=11.5, color=GREY, baseline="middle", align=alt.ExprRef(on_phone("'right'", "'center'")),
        dx=alt.ExprRef(on_phone(-15, 0))).encode(alt.X("middle:T"), alt.Text("label:N"), y=alt.value(y))
    return alt.layer(shade, name)
