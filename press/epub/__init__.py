"""The electronic book: a Sphinx builder that writes one EPUB 3 file, without a script and without the theme.

It reads the same doctrees as the other builders, has its own few templates and its own style sheet, and checks nothing
itself: epubcheck does, in the tests. Title, author, language, description, subtitle, version, date, license and keywords
are those of the PDF (`press.typst`); beside them

epub_basename     name of the file without its ending (Sphinx's own value)
epub_identifier   identifier of the edition; a UUID made of title and version if it is not set

What only web pages can offer stays out: code that is folded there, links to headings, everything of class `web-only`,
`no-print` or `d-print-none`, buttons and fields. Charts are images with alternative text.
"""
from press.epub.builder import EpubBuilder


def allow_no_version(app):
    """Sphinx warns of books without a version when it makes an EPUB of its own; this one can do without."""
    if app.builder.name == EpubBuilder.name:
        app.config.version = app.config.version or "0"


def setup(app):
    # In the place of Sphinx's own builder of this name.
    app.add_builder(EpubBuilder, override=True)
    app.connect("builder-inited", allow_no_version, priority=100)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
