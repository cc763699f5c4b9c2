"""The printing press: Sphinx extensions that turn the chapters into web pages, PDF, EPUB and executed notebooks.

`_config.yml` loads this package as one extension, so `jupyter-book build .` and `make book` print the same book.

- `imprint` reads version, date and license from CITATION.cff
- `execution` runs the chapters, in parallel and never from a stale cache; `fingerprint` says what they depend on
- `exhibits` sets the charts and tables that cells return, draws them, and offers each with its data and as a picture
- `evidence` leads from a reference to the passage, source or event it stands for, opens it beside the text, and lists
  where the book uses each
- `citing` says how to cite the book, a page, an exhibit or a passage, and when a page was last changed
- `pages` is the web page: its frame, styles and scripts, the search and the list of all pages
- `notebooks` writes the executed notebooks and what runs by itself
- `bibliography` labels entries by author and year; `mathematics` sets formulas without scripts; `numbering` sees which
  numbers have changed, `numrefs` resolves references by number quickly
- `typst` typesets the PDF of the book and of each chapter, `epub` writes the electronic book; `cover` draws the cover of all
  formats from the record, `contents` knows where each page stands, `stamp` what a result was made from
- `companions` lets PDF and EPUB be made while the web pages are written, which offer them
- `publication` moves a finished build into place and lets no warning pass
- `edition` and `__main__` are the commands, `benchmark` measures them
"""
EXTENSIONS = (
    "press.citing.records",
    "press.imprint",
    "press.citing.abstracts",
    "press.publication",
    "press.execution",
    "press.exhibits.charts",
    "press.exhibits.tables",
    "press.exhibits.downloads",
    "press.evidence.citations",
    "press.citing.revisions",
    "press.citing",
    "press.citing.citationfiles",
    "press.citing.quoting",
    "press.citing.versions",
    "press.citing.metadata",
    "press.evidence",
    "press.evidence.popovers",
    "press.evidence.uses",
    "press.evidence.index",
    "press.bibliography",
    "press.mathematics",
    "press.pages",
    "press.pages.stylesheets",
    "press.pages.finding",
    "press.notebooks",
    "press.notebooks.bundles",
    "press.typst",
    "press.epub",
    "press.cover",
    "press.pages.overview",
    "press.companions",
    "press.numbering",
    "press.numrefs",
)


def setup(app):
    for extension in EXTENSIONS:
        app.setup_extension(extension)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
