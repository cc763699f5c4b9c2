"""The cover, drawn from the record: every act on drugs in order of time, up for cooperation and down for conflict.

One drawing serves all formats. Places and heights in it are percentages, so that it fills any frame without being
stretched: a phone, a sheet of paper, the cover of an electronic book. `svg` and `png` set it with the title as a cover
of any size; the front page of the web book and the cover of the PDF set the title themselves, over `drawing`.
"""
import html
import re
import textwrap
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform

from press import stamp
from press.citing.metadata import PREVIEW
from press.exhibits import WEB
from press.exhibits.drawing import FONTS
from press.typst.edition import book_title, edition_line

CODER, TRACKS = "A", ("narcotics", "bundled")
GROUND, PAPER, FAINT, UP, DOWN = "#16212c", "#ffffff", "#a9b6c2", "#70aedb", "#ee8a4a"
"""Each at least five to one against the ground; blue and orange are those of the charts in dark mode."""
REACH = 9
"""The drawing has room for Goldstein values up to this; no code has one between 9 and 10."""
COMPOUND = re.compile(r"(\S+[–-]\S+)")
"""Words with a dash or hyphen in them, which a title in large letters does not break."""
WORDS = (("↑ cooperation", UP, 8.6, "0"), ("↓ conflict", DOWN, 0, "1.5em"))
"""What the directions mean, and the height and shift at which the drawing says so: the first acts leave it free."""


@dataclass(frozen=True)
class Record:
    """What the cover draws: `stems`, place in time (0 the first act, 1 the last) and Goldstein value of every act that
    has one other than zero; `years`, the places of their first days; `first` and `last`, the days at the ends."""

    stems: tuple[tuple[float, float], ...]
    years: tuple[tuple[float, int], ...]
    first: date
    last: date


@cache
def record() -> Record:
    """The acts on drugs, and in other fields but tied to drugs, as the report's first coder reads them."""
    from barometer import tables

    codings = tables.codings()
    coded = codings[(codings.coder == CODER) & codings.track.isin(TRACKS)]
    acts = tables.events().merge(coded[["event", "cameo"]], on="event").merge(tables.cameo(), on="cameo")
    acts = acts[acts.goldstein.fillna(0) != 0].sort_values(["date", "event"])
    first, last = acts.date.min().date(), acts.date.max().date()

    def place(day: date) -> float:
        return round((day - first).days / (last - first).days, 4)

    stems = tuple((place(day.date()), float(value)) for day, value in zip(acts.date, acts.goldstein))
    years = tuple((place(date(year, 1, 1)), year) for year in range(first.year + 1, last.year + 1))
    return Record(stems, years, first, last)


def alternative(shown: Record) -> str:
    """The drawing in words."""
    up = sum(value > 0 for _place, value in shown.stems)
    return (f"{up} acts of cooperation on drugs between the United States and China, as lines upward, and "
            f"{len(shown.stems) - up} acts of conflict, as lines downward, in order of time from {shown.first:%B %Y} to "
            f"{shown.last:%B %Y}")


def _percent(share: float) -> str:
    return f"{100 * share:.2f}".rstrip("0").rstrip(".") + "%"


def drawing(shown: Record, weight: float, *, frame: str = 'width="100%" height="100%"') -> str:
    """The drawing alone as SVG without a ground, to be set into `frame` (attributes of its size and place).

    `weight` is the width of a stem in pixels; heads, shades and letters go by it.
    """
    inset, letters = 0.06, 7 * weight

    def across(place: float) -> str:
        return _percent(inset + (1 - 2 * inset) * place)

    def height(value: float) -> str:
        return _percent(0.47 - 0.46 * value / REACH)

    parts = [f'<svg xmlns="http://www.w3.org/2000/svg" class="record" {frame} overflow="visible">',
             f'<line x1="0" x2="100%" y1="{height(0)}" y2="{height(0)}" stroke="{FAINT}" stroke-width="{weight / 2:g}"/>']
    for name, color, sign in (("down", DOWN, -1), ("up", UP, 1)):
        stems = [(across(place), height(value)) for place, value in shown.stems if value * sign > 0]
        lines = "".join(f'<line x1="{x}" x2="{x}" y1="{height(0)}" y2="{y}"/>' for x, y in stems)
        heads = "".join(f'<circle cx="{x}" cy="{y}" r="{2.3 * weight:g}"/>' for x, y in stems)
        # The broad faint lines below add up where acts are many.
        parts.append(f'<g class="{name}" stroke="{color}"><g stroke-width="{5 * weight:g}" stroke-opacity="0.17">{lines}</g>'
                     f'<g stroke-width="{weight:g}">{lines}</g><g fill="{color}" stroke="none">{heads}</g></g>')
    parts.append(f'<g font-family="\'Source Sans 3\', sans-serif" font-size="{letters:g}">')
    parts += [f'<text x="{across(place)}" y="100%" text-anchor="middle" fill="{FAINT}">{year}</text>'
              for place, year in shown.years if year % 2 == 0]
    parts += [f'<text x="{across(0)}" y="{height(value)}" dy="{shift}" fill="{color}">{word}</text>'
              for word, color, value, shift in WORDS]
    return "".join(parts) + "</g></svg>"


def _lines(words: str, room: float, size: float, widest: float) -> list[str]:
    """`words` in lines of `room` pixels at `size`, where a letter is `widest` of the size wide."""
    return textwrap.wrap(words, max(int(room / (size * widest)), 8), break_long_words=False, break_on_hyphens=False)


def svg(width: int, height: int, title: str, subtitle: str = "", author: str = "", note: str = "") -> str:
    """A whole cover of `width` by `height` pixels: title, subtitle, author and note (say, version and date).

    Upright or lying, from about 600 pixels on. The letters ask for Source Sans 3 and Source Serif 4.
    """
    shown, margin = record(), round(min(width, height) * 0.085)
    room = width - 2 * margin
    upright = height > width
    size = round(room / 11.2 if upright else room / 21)
    small = round(size * (0.36 if upright else 0.48))
    texts, y = [], margin

    def set_line(words: str, font: str, points: int, weight: int, color: str, at: float):
        texts.append(f'<text x="{margin}" y="{round(at)}" font-family="\'{font}\'" font-size="{points}" font-weight="{weight}" '
                     f'fill="{color}">{html.escape(words)}</text>')

    for line in _lines(title, room, size, 0.53):
        y += size * (1.02 if y == margin else 1.12)
        set_line(line, "Source Sans 3", size, 600, PAPER, y - size * 0.2)
    lead = round(small * 1.3)
    y += lead * 0.5
    for line in _lines(subtitle, room * 0.94, lead, 0.48):
        y += lead * 1.35
        set_line(line, "Source Serif 4", lead, 400, FAINT, y)
    foot = height - margin
    if upright:
        set_line(note, "Source Sans 3", small, 400, FAINT, foot)
        set_line(author, "Source Sans 3", round(small * 1.15), 600, PAPER, foot - small * 1.6)
        foot -= small * 5
    else:
        set_line(" · ".join(filter(None, (author, note))), "Source Sans 3", small, 400, FAINT, foot)
        foot -= small * 2.2
    top = y + size * (1.6 if upright else 0.8)
    frame = f'x="0" y="{round(top)}" width="{width}" height="{round(max(foot - top, 0.2 * height))}"'
    return (f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 {width} {height}" '
            f'role="img" aria-label="{html.escape(title)}"><title>{html.escape(title)}</title>'
            f'<rect width="100%" height="100%" fill="{GROUND}"/>{"".join(texts)}'
            f"{drawing(shown, round(min(width, height) / (330 if upright else 260), 2), frame=frame)}</svg>\n")


def image(width: int, height: int, title: str, subtitle: str = "", author: str = "", note: str = "") -> bytes:
    """The same cover as a PNG."""
    import vl_convert

    vl_convert.register_font_directory(str(FONTS))
    return vl_convert.svg_to_png(svg(width, height, title, subtitle, author, note))


class hero(nodes.General, nodes.Element):
    """The cover at the head of the front page; `subtitle`, `author` and `note` stand in it below the title."""


class OpenFrontPage(SphinxPostTransform):
    """Set the cover below the title of the front page, on screens; what is printed or bound has its own before that."""

    default_priority = 990  # last, so that it follows the title at once

    def run(self, **kwargs):
        page = next(iter(self.document.findall(nodes.section)), None)
        if self.app.builder.name in WEB and self.env.docname == self.config.root_doc and page is not None:
            title = next(iter(page.findall(nodes.title)))
            for text in list(title.findall(nodes.Text)):
                text.parent.replace(text, [nodes.inline("", part, classes=["compound"]) if COMPOUND.fullmatch(part) else nodes.Text(part)
                                           for part in COMPOUND.split(text.astext()) if part])
            page.insert(page.index(title) + 1, hero(subtitle=self.config.typst_subtitle, author=str(self.config.author),
                                                    note=edition_line(self.config)))


def visit_hero(self, node):
    shown = record()
    lines = "".join(f'<p class="{name}">{html.escape(node[name])}</p>\n' for name in ("subtitle", "author", "note") if node[name])
    self.body.append(f'<div class="cover">\n{lines}<div class="cover-drawing" role="img" '
                     f'aria-label="{html.escape(alternative(shown))}">{drawing(shown, 2)}</div>\n</div>\n')
    raise nodes.SkipNode


def write_preview(app, exception):
    """The cover in the size in which other sites show a page that is linked to; heads of pages name it."""
    if exception is None and app.builder.name in WEB:
        picture = image(1200, 630, book_title(app.config), app.config.typst_subtitle, str(app.config.author),
                        edition_line(app.config))
        stamp.write(Path(app.outdir) / PREVIEW, picture)


def draw(app, env):
    """After all pages are read: a fault in the data is named there first."""
    if app.builder.name == "typst" and not app.config.typst_drawing:
        app.config.typst_drawing = drawing(record(), 1.7, frame='width="600" height="430" viewBox="0 0 600 430"')


def setup(app):
    app.add_node(hero, html=(visit_hero, None))
    app.add_post_transform(OpenFrontPage)
    app.connect("env-updated", draw)
    app.connect("build-finished", write_preview, priority=850)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
