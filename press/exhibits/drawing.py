"""Draws Vega-Lite specifications as SVG, without a browser, in the fonts of the book, each only once.

A drawing is kept under `_build` by the digest of its specification, so a rebuild draws what is new and nothing else.
"""
import hashlib
import html
import json
import re
from functools import cache
from importlib.metadata import version
from pathlib import Path

from press.exhibits import specification

VEGALITE = "6.4"
FONTS = Path(__file__).parents[1] / "fonts"
SANS = "Source Sans 3"
SNIPPET = "window.barometerVega = vegaEmbed;"


@cache
def compiler():
    import vl_convert

    if FONTS.is_dir():
        vl_convert.register_font_directory(str(FONTS))
    return vl_convert


@cache
def tools() -> str:
    """Versions and fonts: what else decides how a drawing looks."""
    fonts = sorted(f"{path.name} {path.stat().st_size}" for path in FONTS.glob("*.[ot]tf"))
    return json.dumps([version("vl-convert-python"), VEGALITE, fonts, Path(__file__).read_text(encoding="utf-8")])


def svg(spec: dict) -> str:
    """The drawing as an image with its description: named for screen readers, with no identifier that could clash."""
    spec = {**spec, "config": {"font": SANS, **spec.get("config", {})}}
    # No address is allowed: everything a chart needs is in its specification.
    drawing = compiler().vegalite_to_svg(spec, vl_version=VEGALITE, allowed_base_urls=[])
    # An image speaks through its description; labels of single marks would be read by nobody and double its size.
    drawing = re.sub(r' (?:role|aria-[a-z]+)="[^"]*"', "", drawing)
    # A family whose name ends in a digit must stand in quotation marks.
    drawing = re.sub(r'font-family="(Source [^",]+)"', r"""font-family="'\1', sans-serif\"""", drawing)
    drawing = lean(drawing)
    # The compiler counts through all drawings of a process; here each counts its own, whenever it is drawn.
    own = {name: f"{number}-{digest(spec)[:8]}" for number, name in enumerate(re.findall(r'\bid="([^"]+)"', drawing))}
    drawing = re.sub(r'((?:\bid|href)="#?|url\(#)([^)"]+)',
                     lambda found: found[1] + (f"clip{own[found[2]]}" if found[2] in own else found[2]), drawing)
    label = html.escape(" ".join(str(spec.get("description", "Chart")).split()), quote=True)
    return drawing.replace("<svg ", f'<svg role="img" aria-label="{label}" ', 1)


DEFAULTS = re.compile(r' (?:opacity="1"|stroke-width="1"|[xy][12]?="0"|text-anchor="start"|pointer-events="none"'
                      r'|transform="translate\(0,0\)"|class="(?!marks)[^"]*")')
UNSEEN = re.compile(r'<(?:path|line|rect)(?: [\w:-]+="[^"]*")*? (?:d=""|d="M0,0h0v0h0Z"|opacity="0"|display="none")'
                    r'(?: [\w:-]+="[^"]*")*/>')
FAMILY = re.compile(r' font-family="([^"]*)"')


def lean(drawing: str) -> str:
    """The same drawing in about half the bytes: hundredths of a pixel, nothing that is the default or cannot be seen."""
    def tag(found: re.Match) -> str:
        text = found[0] if found[0].startswith("<tspan") else DEFAULTS.sub("", found[0])  # a line of text begins at x=0
        if "scale(" in text or "matrix(" in text:  # factors, not pixels
            return text
        return re.sub(r"-?\d+\.\d{3,}(?:e-?\d+)?", lambda number: f"{round(float(number[0]), 2) + 0:g}", text)

    drawing = UNSEEN.sub("", drawing)
    drawing = re.sub(r"<[a-z][^>]*>", tag, drawing)
    families = FAMILY.findall(drawing)
    if families:
        usual = max(families, key=families.count)
        drawing = drawing.replace(f' font-family="{usual}"', "").replace("<g ", f'<g font-family="{usual}" ', 1)
    empty = None
    while empty != drawing:
        empty, drawing = drawing, re.sub(r"<g(?: [^>]*)?></g>", "", drawing)
    return drawing


def digest(spec: dict) -> str:
    return hashlib.sha256((json.dumps(spec, sort_keys=True) + tools()).encode()).hexdigest()


def drawn(spec: dict, folder: Path) -> Path:
    """The file in `folder` with the drawing of `spec`, drawn now if it is not there yet."""
    path = folder / f"{digest(spec)}.svg"
    if not path.exists():
        folder.mkdir(parents=True, exist_ok=True)
        unfinished = path.with_suffix(".part")
        unfinished.write_text(svg(spec), encoding="utf-8")
        unfinished.replace(path)
    return path


def for_browsers(spec: dict) -> dict:
    """The specification as a page needs it: browsers want a family whose name ends in a digit in quotation marks."""
    text = re.sub(r'"(Source (?:Sans|Serif) \d)"', lambda name: json.dumps(f"'{name[1]}', sans-serif"), json.dumps(spec))
    quoted = specification.for_browsers(json.loads(text))
    quoted["config"] = {"font": f"'{SANS}', sans-serif", **quoted.get("config", {})}
    return quoted


def bundle(folder: Path) -> Path:
    """The one script that makes charts interactive (Vega, Vega-Lite, Vega-Embed), as a file in `folder`."""
    key = hashlib.sha256((version("vl-convert-python") + VEGALITE + SNIPPET).encode()).hexdigest()[:8]
    path = folder / f"vega-{key}.js"
    if not path.exists():
        folder.mkdir(parents=True, exist_ok=True)
        script = compiler().javascript_bundle(SNIPPET, vl_version=VEGALITE)
        unfinished = path.with_suffix(".part")
        unfinished.write_text(f"(function(){{{script}}})();", encoding="utf-8")
        unfinished.replace(path)
    return path
