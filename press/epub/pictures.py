"""Drawings that look alike in every reader: words become outlines, and the drawing stands on paper of its own.

An image in a book may use no font of the book, and letters of another font are wider than the room a chart has for them.
Nothing is lost: no reader reads the words in an image aloud, it reads the alternative text. A reader's night mode turns
the page dark and not the drawing, whose ink would vanish without the paper.
"""
import re
from functools import cache
from html import unescape

from fontTools.pens.svgPathPen import SVGPathPen
from fontTools.ttLib import TTFont

from press.exhibits.drawing import FONTS

PAPER = '<rect width="100%" height="100%" fill="#ffffff"/>'
_SVG = re.compile(r"<svg\b[^>]*>")
_USUAL = re.compile(r'<(?:svg|g)\b[^>]* font-family="([^"]*)"')
_TEXT = re.compile(r"<text\b([^>]*)(?<!/)>(.*?)</text>", re.S)
_EMPTY = re.compile(r"<text\b[^>]*/>")
_LINE = re.compile(r"<tspan\b([^>]*?)(?:/>|>(.*?)</tspan>)", re.S)
_ATTRIBUTE = re.compile(r'([\w-]+)="([^"]*)"')
_CUTS = {"normal": "Regular", "400": "Regular", "500": "Regular", "600": "Semibold", "700": "Bold", "bold": "Bold"}
_SHARES = {"middle": 0.5, "end": 1.0}


def self_contained(svg: str) -> str:
    """The drawing with outlines for words, on paper. Words are left as they are where press/fonts lacks one letter."""
    # A drawing may name its usual font once, around all words.
    around = _USUAL.search(svg)
    inherited = {"font-family": around.group(1)} if around else {}
    svg = _TEXT.sub(lambda text: _outlined(text, inherited), _EMPTY.sub("", svg))
    return _SVG.sub(lambda start: start.group() + PAPER, svg, count=1)


def _outlined(text: re.Match, inherited: dict[str, str]) -> str:
    attributes = {**inherited, **dict(_ATTRIBUTE.findall(text.group(1)))}
    family = attributes.pop("font-family", "").split(",")[0].strip("' ")
    cut = "Italic" if attributes.pop("font-style", "") == "italic" else _CUTS.get(attributes.get("font-weight", "400"))
    attributes.pop("font-weight", None)
    size = float(attributes.pop("font-size", "11px").removesuffix("px"))
    share = _SHARES.get(attributes.pop("text-anchor", "start"), 0)
    file = FONTS / f"{family.replace(' ', '')}-{cut}.otf"
    lines = [(dict(_ATTRIBUTE.findall(place)), unescape(words)) for place, words in _LINE.findall(text.group(2))]
    lines = lines or [({}, unescape(text.group(2)))]
    if not file.exists() or any(glyph(file.name, letter) is None for _, words in lines for letter in words):
        return text.group()
    scale, down, found = size / units(file.name), 0.0, []
    if "stroke-width" in attributes:
        attributes["stroke-width"] = f"{float(attributes['stroke-width']) / scale:g}"
    for place, words in lines:
        down += float(place.get("dy", 0))
        glyphs = [glyph(file.name, letter) for letter in words]
        at = -share * sum(width for width, _ in glyphs)
        for width, outline in glyphs:
            if outline:
                found.append(f'<path transform="translate({at:g} {-down / scale:g})" d="{outline}"/>')
            at += width
    transform = f"{attributes.pop('transform', '')} scale({scale:g} {-scale:g})".strip()
    kept = "".join(f' {name}="{value}"' for name, value in attributes.items() if name not in ("x", "y"))
    return f'<g transform="{transform}"{kept}>{"".join(found)}</g>'


@cache
def _font(name: str):
    font = TTFont(FONTS / name, lazy=True)
    return font, font.getBestCmap(), font.getGlyphSet()


def units(name: str) -> int:
    """How many units of a font make the size of its letters."""
    return _font(name)[0]["head"].unitsPerEm


@cache
def glyph(name: str, letter: str) -> tuple[float, str] | None:
    """Width and outline of a letter in units of the font file `name`, None if the font has no such letter."""
    _, letters, glyphs = _font(name)
    found = letters.get(ord(letter))
    if found is None:
        return None
    pen = SVGPathPen(glyphs)
    glyphs[found].draw(pen)
    return glyphs[found].width, pen.getCommands()
