"""Charts: numbered, described, drawn in the page, recolored in the dark, and asking nothing of other hosts."""
import json
import re

import pytest

from press import pages
from press.exhibits import drawing

PAGE = "chapters/exhibits.html"


@pytest.fixture
def figure(built):
    return built.page(PAGE).select_one("figure#fig-sample")


def test_caption_measure_and_source(built, figure):
    caption = figure.figcaption
    assert caption.select_one(".caption-number").text.strip() == "Figure 2.1"
    assert caption.select_one(".caption-text").text == "Cooperation rose"
    assert caption.select_one("p.subtitle").text == "Goldstein value"
    source = figure.select_one("p.source")
    assert source.text == "Source: White House 2023"
    assert source.a["href"] == "places.html#source-wh-2023-readout"
    assert built.page(PAGE).select_one('a[href="#fig-sample"] .std-numref').text == "Figure 2.1"


def test_drawing_is_an_image_with_a_description(figure):
    svg = figure.select_one(".chart-drawing svg")
    assert svg["role"] == "img"
    assert svg["aria-label"] == 'Line chart & its "description".'
    assert not svg.select("[role], [aria-label]")
    assert all(re.search(r"-[0-9a-f]{8}$", node["id"]) for node in svg.select("[id]"))


def test_specification_for_the_browser(figure):
    script = figure.select_one("script.chart-spec").string
    spec = json.loads(script)
    assert "</" not in script
    assert not {"title", "usermeta", "$schema"} & set(spec)
    assert spec["config"]["font"] == "'Source Sans 3', sans-serif"


def test_no_other_host(built):
    for path in (built.folder / "_build/html").rglob("*.html"):
        page = built.page(path.relative_to(built.folder / "_build/html"))
        asked = [node.get(name, "") for node in page.select("script, link, img, iframe") for name in ("src", "href")]
        assert not [address for address in asked if re.match(r"(https?:)?//", address)], path.name


def test_drawn_once(tmp_path):
    spec = {"data": {"values": [{"x": 1}]}, "mark": "point", "encoding": {"x": {"field": "x", "type": "nominal"}}}
    first = drawing.drawn(spec, tmp_path)
    made = first.stat().st_mtime_ns
    assert drawing.drawn(dict(reversed(spec.items())), tmp_path).stat().st_mtime_ns == made
    assert drawing.svg(spec) == drawing.svg(spec)


def luminance(color: str) -> float:
    parts = [int(color[i:i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def test_every_color_stands_out_in_the_dark():
    style = pytest.importorskip("barometer.charts.style")
    css = (pages.PRESS / "static/charts.css").read_text(encoding="utf-8")
    counterparts = dict(re.findall(r'\[fill="(#[0-9a-f]{6})"\][^{]*\{ fill: (#[0-9a-f]{6})', css))
    night = counterparts[style.PAPER]
    for color in {style.INK, style.GREY, style.COOPERATION, style.CONFLICT, style.NEUTRAL, style.US, style.CHINA,
                  style.HARM, *style.LADDER}:
        assert contrast(counterparts.get(color, color), night) >= 3, color


def test_notebook_holds_drawing_and_specification(built):
    notebook = json.loads((built.folder / "_build/notebooks/exhibits.ipynb").read_text(encoding="utf-8"))
    data = notebook["cells"][2]["outputs"][0]["data"]
    assert "Cooperation rose" in "".join(data["image/svg+xml"])
    assert data["application/vnd.vegalite.v6+json"]["title"]["text"] == "Cooperation rose"
