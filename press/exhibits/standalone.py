"""A chart as a picture that stands alone: with its finding, measure, source and the book it is from, on white.

The drawing is the one of the page. What the page says around it in HTML stands here in the picture, so that it keeps its
meaning when it is saved and sent on.
"""
import hashlib
import html
import multiprocessing
import os
import re
import textwrap
import zlib
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from press.exhibits import drawing

INK, GREY = "#1f2933", "#56616d"
MARGIN = 20
NARROWEST = 460
FAMILY = "'Source Sans 3', 'Source Sans Pro', 'Segoe UI', 'Helvetica Neue', Helvetica, Arial, sans-serif"
LETTER = 0.5
"""Mean width of a letter in shares of its size; a fallback font of the reader's may be as wide."""
SCALE = 2
SEVERAL = 8
"""So many pictures are worth starting other processes for."""


@dataclass(frozen=True)
class Words:
    """What stands around the drawing, each one line of plain text; the lines are broken here."""
    title: str
    subtitle: str = ""
    source: str = ""
    book: str = ""
    description: str = ""


def _lines(text: str, size: float, weight: int, color: str, width: float, y: float) -> tuple[str, float]:
    """The text broken into lines from `y` down, and where they end."""
    found = []
    for line in textwrap.wrap(text, max(20, int(width / (LETTER * size))), break_long_words=False):
        y += round(1.3 * size)
        found.append(f'<text x="{MARGIN}" y="{y}" font-size="{size:g}" font-weight="{weight}" fill="{color}">{html.escape(line)}</text>')
    return "".join(found), y


def svg(chart: str, words: Words) -> str:
    """The picture as SVG; `chart` is the SVG of the drawing."""
    wide, high = (float(re.search(rf'<svg [^>]*?\b{side}="([\d.]+)"', chart)[1]) for side in ("width", "height"))
    width = max(NARROWEST, wide) + 2 * MARGIN
    title, y = _lines(words.title, 17, 600, INK, width - 2 * MARGIN, MARGIN - 6)
    subtitle, y = _lines(words.subtitle, 13.5, 400, GREY, width - 2 * MARGIN, y + 2)
    top = y + 14
    # Inside the picture the drawing is no image of its own.
    inner = re.sub(r' (?:role|aria-label|class|version|xmlns(?::xlink)?)="[^"]*"', "", chart[:chart.index(">") + 1])
    inner = inner.replace("<svg ", f'<svg x="{MARGIN}" y="{top}" overflow="visible" ', 1) + chart[chart.index(">") + 1:]
    source, y = _lines(words.source, 11.5, 400, GREY, width - 2 * MARGIN, top + high + 8)
    book, y = _lines(words.book, 11.5, 400, GREY, width - 2 * MARGIN, y + 1)
    height = round(y + MARGIN - 4)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" role="img" width="{width:g}" '
        f'height="{height}" viewBox="0 0 {width:g} {height}" font-family="{FAMILY}">'
        f"<title>{html.escape(words.title)}</title><desc>{html.escape(words.description)}</desc>"
        f'<rect width="100%" height="100%" fill="#ffffff"/>{title}{subtitle}{inner}{source}{book}</svg>\n'
    )


def _lighter(png: bytes) -> bytes:
    """The same image in half the bytes: the drawing library packs for speed."""
    parts, place, packed = [], 8, b""
    while place < len(png):
        length = int.from_bytes(png[place:place + 4], "big")
        kind, data = png[place + 4:place + 8], png[place + 8:place + 8 + length]
        place += 12 + length
        if kind == b"IDAT":
            packed += data
        else:
            parts.append((kind, data))
    parts.insert(-1, (b"IDAT", zlib.compress(zlib.decompress(packed), 7)))
    return png[:8] + b"".join(
        len(data).to_bytes(4, "big") + kind + data + zlib.crc32(kind + data).to_bytes(4, "big") for kind, data in parts)


def _draw(picture: str, path: Path):
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_suffix(f".{os.getpid()}.part")
    unfinished.write_bytes(_lighter(drawing.compiler().svg_to_png(picture, scale=SCALE)))
    unfinished.replace(path)


def pngs(pictures: list[str], folder: Path) -> list[Path]:
    """Files in `folder` with the SVG `pictures` as PNG, twice as large; what is not there yet is drawn now."""
    paths = [folder / f"{hashlib.sha256(f'{drawing.tools()}{SCALE}{each}'.encode()).hexdigest()}.png" for each in pictures]
    new = {path: picture for path, picture in zip(paths, pictures) if not path.exists()}
    if len(new) < SEVERAL:
        for path, picture in new.items():
            _draw(picture, path)
    else:
        # Processes, because the drawing library lets one thread in at a time.
        with ProcessPoolExecutor(mp_context=multiprocessing.get_context("spawn")) as processes:
            list(processes.map(_draw, new.values(), new.keys(), chunksize=4))
    return paths
