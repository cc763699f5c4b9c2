"""The cover of the electronic book: the image that all formats share, and the page that shows it."""
from html import escape

from press import cover
from press.epub import xhtml
from press.typst.edition import book_title, edition_line

PAGE = "cover.xhtml"
IMAGE = "cover.png"
WIDTH, HEIGHT = 1600, 2560
"""Pixels; what libraries of electronic books ask for."""


def image(config) -> bytes:
    """The cover as a PNG, which every library shows."""
    return cover.image(WIDTH, HEIGHT, book_title(config), config.typst_subtitle, str(config.author), edition_line(config))


def page(config) -> str:
    body = (f'<section epub:type="cover" class="cover">\n'
            f'<img src="{IMAGE}" alt="Cover: {escape(book_title(config))}"/>\n</section>')
    return xhtml.page("Cover", body, "style.css", str(config.epub_language or "en"))
