"""The chart of agreement between coders."""
import altair as alt
import pandas as pd
from IPython.display import Markdown

from barometer import codebook
from barometer.agreement import Agreement
from barometer.charts.style import GREY, INK, WIDTH, figure


def agreement(found: list[Agreement], *, title: str, source: str) -> alt.LayerChart | Markdown:
    """Alpha of each field with its interval; with one coder a sentence, because there is nothing to draw.

    `found`: as `barometer.agreement.agreement`.
    """
    if not found:
        return Markdown(codebook.ALONE)
    rows = pd.DataFrame([{"field": codebook.FIELDS[field.field], "alpha": field.alpha, "low": field.low, "high": field.high,
                          "same": field.same, "events": field.events,
                          "label": f"{field.alpha:.2f}" if field.alpha < 0.995 else "over 0.99"} for field in found])
    # A start at zero would press all dots to the edge; the axis starts where the least of the intervals leaves room.
    start = min(0.6, int(10 * rows.low.min()) / 10)
    y = alt.Y("field:N", sort=None, axis=alt.Axis(title=None, labelColor=INK, labelFontSize=12.5, labelLimit=240, ticks=False,
                                                  domain=False, labelPadding=10))
    scale = alt.Scale(domain=[start, 1.0], nice=False, zero=False)
    x = alt.X("alpha:Q", scale=scale, axis=alt.Axis(
        values=[place / 10 for place in range(int(10 * start), 11)], format=".1f", title=None, grid=True))
    base = alt.Chart(rows)
    firm = pd.DataFrame([{"alpha": codebook.FIRM, "label": "asked for"}])
    line = alt.Chart(firm).mark_rule(color=GREY, strokeDash=[4, 3], strokeWidth=1.4).encode(alt.X("alpha:Q", scale=scale))
    name = alt.Chart(firm).mark_text(color=GREY, baseline="bottom", y=-4).encode(alt.X("alpha:Q", scale=scale), alt.Text("label:N"))
    lowest = rows.loc[rows.alpha.idxmin()]
    return figure(
        alt.layer(line, name,
                  base.mark_rule(color=INK, strokeWidth=2).encode(y, alt.X("low:Q", scale=scale), alt.X2("high:Q")),
                  base.mark_point(filled=True, color=INK, size=80, opacity=1).encode(
                      y, x, tooltip=[alt.Tooltip("field:N", title="Field"), alt.Tooltip("alpha:Q", format=".3f", title="Alpha"),
                                     alt.Tooltip("low:Q", format=".3f", title="from"),
                                     alt.Tooltip("high:Q", format=".3f", title="to"),
                                     alt.Tooltip("same:Q", format=".1f", title="All the same, %"),
                                     alt.Tooltip("events:Q", title="Events")]),
                  base.mark_text(align="right", dx=-10, fontSize=12).encode(y, alt.X("low:Q", scale=scale), alt.Text("label:N"))
                  ).properties(width=WIDTH - 170, height=alt.Step(28)),
        name="fig-agreement", title=title,
        subtitle=f"Krippendorff’s alpha of {codebook.NUMBERS[len(codebook.coders())]} coders by field, with a 95% interval; "
                 f"0 is chance, 1 perfect; the axis starts at {start:.1f}",
        source=source,
        alt_text=f"Dot chart. Horizontal axis: Krippendorff's alpha from {start:.1f} to 1; vertical axis: {len(rows)} fields of "
                 f"the coding. The lowest is {lowest.alpha:.2f} ({lowest.low:.2f} to {lowest.high:.2f}) for {lowest.field}, the "
                 f"highest {rows.alpha.max():.2f}. Dots are alphas, lines their intervals; a dashed line marks "
                 f"{codebook.FIRM}, the value customarily asked for.")
