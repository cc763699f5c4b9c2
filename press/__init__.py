"""The printing press: Sphinx extensions that turn the chapters into web pages, PDF and executed notebooks.

`_config.yml` loads this package as one extension, so `jupyter-book build .` and `make book` print the same book.

- `imprint` reads version, date and license from CITATION.cff
- `records` says how to cite book, chapters, figures and tables, `recordtext` spells it for each format; `abstracts` keeps what
  pages say in short, `revisions` when they were last changed
- `citing` puts this at the end of each page, below each exhibit and title, `quoting` with each passage; `citationfiles` writes it as files,
  `metadata` into the heads of pages; `versions` lists the versions of the book
  pages say in short
- `citing` puts this at the end of each page, below each exhibit and title; `citationfiles` writes it as files
- `records` says how to cite book, chapters, figures and tables, `recordtext` spells it for each format; `abstracts` keeps
  what pages say in short, `revisions` when they were last changed
- `records` says how to cite book, chapters, figures and tables, `record` and `recordtext` write it in each format;
  `abstracts` keeps what pages say in short, `revisions` when they were last changed
- `citing` puts this at the end of each page, below each exhibit and title, `quoting` with each passage; `citationfiles`
  writes it as files, `metadata` into the heads of pages; `versions` lists the versions of the book
- `execution` runs the chapters, in parallel and never from a stale cache; `fingerprint` says what they depend on
- `charts` and `tables` set the `exhibits` that cells return; `drawing` draws the charts
- `citations` resolves references to passages, sources and events; `evidence` opens what they stand for beside the text,
  `evidenceindex` lists where each is used
  pages say in short
- `execution` runs the chapters, in parallel and never from a stale cache; `fingerprint` says what they depend on
- `charts` and `tables` set the `exhibits` that cells return; `drawing` draws the charts
- `downloads` offers with each exhibit its data (`specification`, `chartparts`, `chartdata`, `tabledata`, `definitions`) and
  its picture (`standalone`)
- `citations` resolves references to passages, sources and events
- `citations` resolves references to passages, sources and events; `evidence` says what they stand for, `popovers` opens it
  beside the text, `evidenceindex` lists where each is used (`evidenceuses`)
- `bibliography` labels entries by author and year; `mathematics` sets formulas without scripts
- `pages` trims the theme, `stylesheets` its styles; `finding` lets the search find exhibits, passages and terms; `publication` moves a finished build into place and lets no warning pass
- `typst` typesets the PDF; `cover` draws its cover from the record; `notebooks` writes the executed notebooks
- `pages` trims the theme; `publication` moves a finished build into place and lets no warning pass
- `cover` draws the cover of all formats from the record; `overview` lists the pages, each with a line
- `typst` typesets the PDF; `notebooks` writes the executed notebooks
- `pages` trims the theme; `publication` moves a finished build into place and lets no warning pass
- `typst` typesets the PDF, `epub` writes the electronic book, `cover` draws their covers from the record; `notebooks` writes
  the executed notebooks
- `companions` lets PDF and EPUB be made while the web pages are written, which offer them
- `bundles` offers with each chapter its notebook (`spoken`) and a zip that runs by itself (`requirements`), and the data
- `numrefs` resolves references by number quickly
- `bundles` offers with each chapter its notebook (`spoken`, `plaintext`) and a zip that runs by itself (`requirements`,
  `readmes`), and the data package
- `edition` and `__main__` are the commands, `benchmark` measures them
"""
EXTENSIONS = (
    "press.records",
    "press.imprint",
    "press.abstracts",
    "press.publication",
    "press.execution",
    "press.charts",
    "press.tables",
    "press.downloads",
    "press.citations",
    "press.revisions",
    "press.citing",
    "press.citationfiles",
    "press.quoting",
    "press.versions",
    "press.metadata",
    "press.evidence",
    "press.popovers",
    "press.evidenceuses",
    "press.evidenceindex",
    "press.bibliography",
    "press.mathematics",
    "press.pages",
    "press.stylesheets",
    "press.finding",
    "press.notebooks",
    "press.bundles",
    "press.typst",
    "press.epub",
    "press.cover",
    "press.overview",
    "press.companions",
    "press.numrefs",
)


def setup(app):
    for extension in EXTENSIONS:
        app.setup_extension(extension)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
