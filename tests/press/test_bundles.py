"""Notebooks that read without the book, zips that run without it, and the same bytes from the same book."""
import io
import json
import re
import zipfile
from pathlib import Path

import nbformat

from press.notebooks import bundles, requirements, spoken

ROOT = Path(__file__).resolve().parents[2]


def words(book, name) -> str:
    notebook = nbformat.read(book.folder / f"_build/html/downloads/{name}.ipynb", as_version=4)
    return "\n".join(cell.source for cell in notebook.cells if cell.cell_type == "markdown")


def unpacked(book, name) -> dict[str, bytes]:
    with zipfile.ZipFile(book.folder / f"_build/html/downloads/{name}.zip") as archive:
        return {entry: archive.read(entry) for entry in archive.namelist()}


def test_the_notebook_says_the_number_the_author_and_the_label(built):
    assert words(built, "numbers").endswith("The total is 17, says Goldstein (1992).")
    said = words(built, "exhibits")
    assert "See Figure 2.1, Table 2.1, S1.02, White House 2023, E001" in said
    assert "$x^2$" in said


def test_the_notebook_keeps_its_results(built):
    notebook = nbformat.read(built.folder / "_build/html/downloads/exhibits.ipynb", as_version=4)
    [drawn] = [output for cell in notebook.cells for output in cell.get("outputs", ()) if "image/svg+xml" in output.get("data", {})]
    assert "Cooperation rose" in "".join(drawn["data"]["image/svg+xml"])


def test_every_page_with_code_has_both_and_there_are_no_others(built):
    names = {file.name for file in (built.folder / "_build/html/downloads").glob("*.*")}
    assert {f"{name}.{ending}" for name in ("index", "numbers", "exhibits", "places") for ending in ("ipynb", "zip")} == names


def test_the_zip_holds_what_the_chapter_reads_and_says_how_to_run_it(built):
    files = unpacked(built, "numbers")
    assert {"numbers/chapters/numbers.ipynb", "numbers/data/numbers.csv", "numbers/README.md", "numbers/requirements.txt"} <= set(files)
    readme = files["numbers/README.md"].decode()
    assert readme.startswith("# Numbers") and "chapters/numbers.ipynb" in readme and "pip install -r requirements.txt" in readme
    notebook = json.loads(files["numbers/chapters/numbers.ipynb"])
    assert "{glue:text}`total`" in "".join(notebook["cells"][-1]["source"]), "the notebook that runs is the one that was written"


def test_the_same_book_makes_the_same_zip(copied):
    before = {file.name: file.read_bytes() for file in (copied.folder / "_build/html/downloads").glob("*.zip")}
    (copied.folder / "_build/.press/bundles.json").unlink()
    copied.build()
    assert {file.name: file.read_bytes() for file in (copied.folder / "_build/html/downloads").glob("*.zip")} == before


def test_a_changed_number_changes_the_notebook_and_a_changed_project_the_zip(copied):
    (copied.folder / "data/numbers.csv").write_text("value\n17\n4\n")
    copied.build()
    assert "The total is 21" in words(copied, "numbers")
    (copied.folder / "pyproject.toml").write_text('[project]\nname = "small"\nversion = "1"\nrequires-python = ">=3.12,<3.14"\n')
    copied.build()
    files = unpacked(copied, "numbers")
    assert 'requires-python = ">=3.12,<3.14"' in files["numbers/pyproject.toml"].decode()
    assert "Python 3.12 or later" in files["numbers/README.md"].decode()


def test_a_page_says_what_it_offers(built):
    class App:
        class env:
            pass
        srcdir = built.folder
        press_chapters = {"chapters/numbers": None}

    offered = {label: address for label, address, _ in bundles.offers(App, "chapters/numbers")}
    assert offered == {"Notebook with results": "downloads/numbers.ipynb", "Notebook with data and code": "downloads/numbers.zip"}
    assert bundles.offers(App, "chapters/words") == []


DIRECTIVES = """:::{div} abstract
A summary.
:::

(target)=
## Heading {#own}

```{note} Mind this
Inside.
```

```python
code = "{glue:text}"
```

% a comment
[elsewhere](other-chapter) and [out](https://example.org), *[a word]{.quiet}*.

```{bibliography}
:filter: docname in docnames
```
"""


def test_directives_leave_their_words_and_code_stays_code():
    said = spoken.unfenced(spoken.COMMENT.sub("", spoken.TARGET.sub("", DIRECTIVES)))
    assert said.startswith("A summary.") and "**Mind this**" in said and "Inside." in said
    assert '```python\ncode = "{glue:text}"\n```' in said
    assert "elsewhere and [out](https://example.org), *[a word]*" in spoken.WITHIN.sub(r"\1", spoken.ATTRIBUTES.sub("", said))
    assert not re.search(r":::|\{note\}|bibliography|^:filter|target", said, re.M)


def test_imports_are_found_wherever_they_stand():
    code = "%matplotlib inline\nimport numpy as np\ndef f():\n    from scipy import stats\nfrom . import own"
    assert requirements.imported(code) == {"numpy", "scipy"}


def test_requirements_are_the_pinned_ones_of_what_is_imported_and_no_more():
    lines = requirements.needed(ROOT, set(), "import pandas")
    names = {re.split("==", line)[0] for line in lines}
    assert {"pandas", "numpy", "ipykernel", "nbconvert", "pyzmq"} <= names
    assert not {"jupyterlab", "playwright", "statsmodels", "typst", "sphinx"} & names
    pinned = (ROOT / "requirements.txt").read_text()
    assert all(line in pinned for line in lines)


def test_a_zip_says_nothing_of_the_day_it_was_made():
    content = bundles.packed("top", {"b": b"2", "a": b"1"})
    assert content == bundles.packed("top", {"a": b"1", "b": b"2"})
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert archive.namelist() == ["top/a", "top/b"] and {entry.date_time for entry in archive.infolist()} == {bundles.OLDEST}
