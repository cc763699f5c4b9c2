"""Image files made ready for the page: copied next to the source, SVG fonts named, natural width known."""

import hashlib
import re
from pathlib import Path

# Points. The same measures stand in style.typ.
TEXT_WIDTH = 360.0
SMALLEST_SCALE = 0.6  # at which the 11-pixel labels of a chart are 6.6 points high

_FAMILY = re.compile(r"""font-family(\s*=\s*|\s*:\s*)(?:"([^"]*)"|'([^']*)'|([^;"'<>]+))""")
_VIEWBOX = re.compile(r'<svg\b[^>]*\bviewBox\s*=\s*"[\d.+-]+[\s,]+[\d.+-]+[\s,]+([\d.]+)')
_WIDTH = re.compile(r'<svg\b[^>]*?\swidth\s*=\s*"([\d.]+)(px|pt|)"')
_OWN = ("Source Sans 3", "Source Serif 4", "Source Code Pro")


def _family(found: re.Match) -> str:
    """Return the same declaration with a family that the press owns.

    A name that ends in a digit must stand in quotes or SVG readers reject it.
    """
    names = next(group for group in found.groups()[1:] if group is not None)
    lowered = names.lower()
    family = next((own for own in _OWN if own.lower() in lowered), None)
    if family is None and "mono" in lowered:
        family = "Source Code Pro"
    if family is None and "serif" in lowered and "sans" not in lowered:
        family = "Source Serif 4"
    family = family or "Source Sans 3"
    if "=" in found.group(1):
        return f"font-family=\"'{family}'\""
    return f"font-family: '{family}'"


def own_fonts(svg: str) -> str:
    """Return an SVG whose text asks only for the fonts in press/fonts."""
    return _FAMILY.sub(_family, svg)


def natural_width(svg: str) -> float | None:
    """Return the width of an SVG in pixels, None if it says none."""
    found = _WIDTH.search(svg) or _VIEWBOX.search(svg)
    return float(found.group(1)) if found else None


def place_image(source: Path, folder: Path) -> tuple[str, float | None]:
    """Copy an image into `folder` under a name made of its content; return that name and its width in pixels or None.

    Raises FileNotFoundError.
    """
    data = source.read_bytes()
    width = None
    if source.suffix.lower() == ".svg":
        svg = own_fonts(data.decode("utf-8"))
        width = natural_width(svg)
        data = svg.encode("utf-8")
    name = hashlib.sha256(data).hexdigest()[:16] + source.suffix.lower()
    target = folder / name
    if not target.exists():
        target.write_bytes(data)
    return name, width


def needs_full_width(width: float | None) -> bool:
    """Say whether a chart's labels would be too small in the column of text."""
    return width is not None and TEXT_WIDTH / width < SMALLEST_SCALE
