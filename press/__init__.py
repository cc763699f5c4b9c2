"""The printing press: Sphinx extensions that turn the chapters into web pages, PDF and executed notebooks.

`_config.yml` loads this package as one extension, so `jupyter-book build .` and `make book` print the same book.

- `imprint` reads version, date and license from CITATION.cff
- `records` says how to cite book, chapters, figures and tables, `recordtext` spells it for each format; `abstracts` keeps what
  pages say in short
- `execution` runs the chapters, in parallel and never from a stale cache; `fingerprint` says what they depend on
- `charts` and `tables` set the `exhibits` that cells return; `drawing` draws the charts
- `downloads` offers with each exhibit its data (`specification`, `chartparts`, `chartdata`, `tabledata`, `definitions`) and
  its picture (`standalone`)
- `citations` resolves references to passages, sources and events
- `bibliography` labels entries by author and year; `mathematics` sets formulas without scripts
- `pages` trims the theme; `publication` moves a finished build into place and lets no warning pass
- `typst` typesets the PDF; `cover` draws its cover from the record; `notebooks` writes the executed notebooks
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
    "press.bibliography",
    "press.mathematics",
    "press.pages",
    "press.notebooks",
    "press.bundles",
    "press.typst",
    "press.cover",
)


def setup(app):
    for extension in EXTENSIONS:
        app.setup_extension(extension)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
