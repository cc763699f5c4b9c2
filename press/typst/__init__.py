"""The PDF: a Sphinx builder that sets the book with Typst.

Configuration (all optional):

typst_file_name      name of the PDF without its ending
typst_title          title; the project's name if empty
typst_subtitle       line under the title
typst_version        version on the cover; `release` if empty
typst_date           day of the edition, ISO; also in the metadata unless SOURCE_DATE_EPOCH is set
typst_license        line on cover and imprint
typst_imprint        further lines of the imprint, addresses become links
typst_keywords       words for the metadata
typst_description    sentence for the metadata
typst_font_paths     folders with fonts, from the book's folder; press/fonts of this package by default
typst_drawing        drawing across the cover, as SVG on a dark ground
typst_chapters       whether each chapter is set as a PDF of its own too
typst_pdf_standards  what Typst must hold the PDF to
"""

from sphinx.application import Sphinx
from sphinx.config import Config

from press.exhibits.drawing import FONTS

from .builder import TypstBuilder

# myst-nb has no list for builders it does not know. Exhibits of the book (press.exhibits.charts, press.exhibits.tables) come first.
_MIME_TYPES = (
    ("application/vnd.vegalite.v6+json", 1),
    ("application/vnd.dataresource+json", 2),
    ("image/svg+xml", 10),
    ("image/png", 20),
    ("image/jpeg", 25),
    ("text/markdown", 30),
    ("text/latex", 40),
    ("text/html", 50),
    ("text/plain", 60),
)


def order_outputs(app: Sphinx, config: Config) -> None:
    """Tell myst-nb which form of a cell's output the PDF wants, unless the configuration does."""
    if "nb_mime_priority_overrides" not in config:
        return
    overrides = [tuple(override) for override in config.nb_mime_priority_overrides]
    given = {override[:2] for override in overrides}
    overrides.extend(("typst", mime, rank) for mime, rank in _MIME_TYPES if ("typst", mime) not in given)
    config.nb_mime_priority_overrides = overrides


def setup(app: Sphinx) -> dict[str, object]:
    """Register builder and configuration."""
    app.setup_extension("press.citing.records")  # a chapter by itself says how to cite it
    app.add_builder(TypstBuilder)
    for name, default in (
        ("file_name", "fentanyl-barometer"),
        ("title", ""),
        ("subtitle", ""),
        ("version", ""),
        ("date", ""),
        ("license", ""),
        ("imprint", []),
        ("keywords", []),
        ("description", ""),
        ("font_paths", [str(FONTS)]),
        ("drawing", ""),
        ("chapters", False),
        ("pdf_standards", ["ua-1", "a-2a"]),
    ):
        app.add_config_value(f"typst_{name}", default, "", type(default))
    app.connect("config-inited", order_outputs)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
