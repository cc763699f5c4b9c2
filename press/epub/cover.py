"""The cover of the electronic book: an image drawn from the record, and the page that shows it."""
from html import escape

from press import cover, drawing
from press.epub import xhtml
from press.typst.edition import book_title, edition_line

PAGE = "cover.xhtml"
IMAGE = "cover.png"
WIDTH, HEIGHT = 1200, 1800


def image(config) -> bytes:
    """The cover as a PNG, which every library shows."""
    words = book_title(config), config.typst_subtitle, str(config.author), edition_line(config)
    if hasattr(cover, "image"):
        return cover.image(WIDTH, HEIGHT, *words)
    return drawing._compiler().svg_to_png(drawn(cover.stems(), *words))


def drawn(stems, title: str, subtitle: str, author: str, note: str) -> str:
    """The cover as SVG: the acts of the record in order of time, up for cooperation, down for conflict; then the words."""
    lines = "".join(
        f'<path d="M{110 + 980 * place:.0f} 560V{560 - 44 * height:.0f}" stroke="{"#7dbbe8" if height > 0 else "#e8935f"}"/>'
        for place, height in stems)
    words, line = [[]], 0
    for word in title.split():
        if sum(map(len, words[-1])) + len(words[-1]) + len(word) > 21:
            words.append([])
        words[-1].append(word)
    head = "".join(f'<text x="110" y="{1130 + 96 * line}" font-size="86" font-weight="600">{escape(" ".join(row))}</text>'
                   for line, row in enumerate(words))
    foot = "".join(f'<text x="110" y="{y}" font-size="{size}" fill="#c9d3dc">{escape(text)}</text>'
                   for y, size, text in ((1640, 44, author), (1700, 38, note)))
    return (f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{HEIGHT}" viewBox="0 0 {WIDTH} {HEIGHT}" '
            f'font-family="Source Sans 3" fill="#ffffff"><rect width="100%" height="100%" fill="#14181e"/>'
            f'<path d="M110 560H1090" stroke="#5b6673" stroke-width="2"/><g stroke-width="5">{lines}</g>{head}{foot}</svg>')


def page(config) -> str:
    body = (f'<section epub:type="cover" class="cover">\n'
            f'<img src="{IMAGE}" alt="Cover: {escape(book_title(config))}"/>\n</section>')
    return xhtml.page("Cover", body, "style.css", str(config.epub_language or "en"))
