"""The one visual language: colors that keep their meaning, type, and what every figure must carry.

Cooperation is dark blue and conflict lighter orange throughout: apart in hue for the color-blind, apart in lightness
for gray print. The press recolors exactly these values in dark mode, so charts use no others.
"""
import os
import textwrap

import altair as alt

INK, GREY, GRID, PAPER = "#1f2933", "#6b7785", "#d8dde3", "#ffffff"
COOPERATION, CONFLICT, NEUTRAL = "#1b5e8c", "#e07b39", "#9aa5b1"
US, CHINA, JOINT, THIRD = "#5e4a8c", "#2a9d8f", INK, NEUTRAL
HARM = "#8c2d4f"
ON_COLOR = "#000000"
"""Words on a bar or area of color: the bar stays light in dark mode, so they stay black."""
LADDER = ("#e07b39", "#f0b98d", "#c9d3dc", "#93bcd8", "#4f8db8", "#1b5e8c")
SIDES = {"US": US, "CN": CHINA, "joint": JOINT, "third": THIRD}

WIDTH = 640
"""Width of a chart in pixels: the reading measure of the page and of the PDF's text block."""

SANS = "'Source Sans 3', 'Helvetica Neue', Arial, sans-serif"
"""Quoted, because a family name that ends in a digit is no valid CSS name without quotes."""
MIME = "application/vnd.vegalite.v6+json"
SPEC_ONLY = "BAROMETER_SPEC_ONLY"
"""Set while a book is built: the press draws every chart once for all formats, so the kernel need not."""


NARROW = 380
"""Width in pixels below which a view is drawn on a phone."""


def on_phone(narrow: str | float, wide: str | float, below: int = NARROW) -> str:
    """A Vega expression: `narrow` where the view is narrower than `below` pixels, otherwise `wide`."""
    return f"width < {below} ? {narrow} : {wide}"


def theme() -> alt.theme.ThemeConfig:
    """The look of every chart: quiet axes, horizontal grid, no frame, labels large enough for a phone."""
    axis = {"labelColor": GREY, "titleColor": GREY, "labelFontSize": 12, "titleFontSize": 12, "titleFontWeight": 400,
            "domainColor": GRID, "tickColor": GRID, "gridColor": GRID, "labelPadding": 6, "titlePadding": 8}
    return {
        "config": {
            "background": None,
            "font": SANS,
            "view": {"stroke": None, "continuousWidth": WIDTH, "continuousHeight": 300},
            "title": {"anchor": "start", "color": INK, "fontSize": 16, "fontWeight": 600, "subtitleColor": GREY,
                      "subtitleFontSize": 13, "offset": 14, "subtitlePadding": 4},
            "axis": axis,
            "axisX": {"grid": False},
            "axisY": {"domain": False, "ticks": False},
            "header": {"labelColor": INK, "titleColor": GREY, "labelFontSize": 12.5, "labelFontWeight": 600},
            "legend": {"labelColor": INK, "titleColor": GREY, "labelFontSize": 12, "titleFontSize": 12,
                       "titleFontWeight": 400, "symbolSize": 90},
            "text": {"color": INK, "fontSize": 12, "font": SANS},
            "range": {"category": [COOPERATION, CONFLICT, US, CHINA, HARM, NEUTRAL]},
        }
    }


def _mimebundle(spec: dict, **metadata) -> dict:
    bundle = {MIME: spec, "text/plain": spec.get("description", "Chart")}
    if not os.environ.get(SPEC_ONLY):
        import vl_convert

        bundle["image/svg+xml"] = vl_convert.vegalite_to_svg(spec)
    return bundle


def enable() -> None:
    """Switch on the theme and the renderer for this process."""
    alt.theme.register("barometer", enable=True)(theme)
    alt.renderers.register("barometer", _mimebundle)
    alt.renderers.enable("barometer")


def figure(chart: alt.TopLevelMixin, *, name: str, title: str, subtitle: str, source: str, alt_text: str):
    """Give a chart what every figure carries.

    `name` is its permanent anchor (`fig-…`), `title` states the finding, `subtitle` the measure and unit, `source`
    (inline MyST) where the data come from, `alt_text` says in this order: chart type, axes, finding, encodings.
    Raises `ValueError` where one of them is empty.
    """
    given = {"name": name, "title": title, "subtitle": subtitle, "source": source, "alt_text": alt_text}
    empty = [part for part, words in given.items() if not words.strip()]
    if empty:
        raise ValueError(f"figure {name or '(unnamed)'} lacks {', '.join(empty)}")
    return chart.properties(
        title=alt.TitleParams(textwrap.wrap(title, 80), subtitle=textwrap.wrap(subtitle, 88)),
        description=alt_text,
        usermeta={"name": name, "source": source},
    )
