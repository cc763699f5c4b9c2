"""What readers take from the book: every exhibit's data and picture, notebooks that run elsewhere, the data as a whole."""
import csv
import json
import re
import shutil
import struct
import subprocess
import sys
import zipfile
from importlib.util import find_spec

import nbformat
import pandas as pd
import pytest
from frictionless import Package, Resource

from barometer import tables
from press.notebooks import requirements, spoken


@pytest.fixture(scope="module")
def exhibits(edition, trees):
    """Every exhibit that has a name, with its page and the addresses under it."""
    found = []
    for name, tree in trees.items():
        page = edition / "html" / f"{name}.html"
        for figure in tree.select("figure.exhibit[id]"):
            line = figure.select_one(".offers") or next(
                (line for line in figure.find_next_siblings(limit=3) if "offers" in line.get("class", [])), None)
            found.append((page, figure, {link.text: link["href"] for link in line.select("a")} if line else {}))
    return found


def test_every_chart_offers_data_sheet_and_pictures_and_every_table_sheet_and_definitions(exhibits):
    charts = [(page, figure, offered) for page, figure, offered in exhibits if "chart" in figure["class"]]
    tables = [(page, figure, offered) for page, figure, offered in exhibits if "data-table" in figure["class"]]
    assert len(charts) > 30 and len(tables) > 30
    for of, expected in ((charts, {"Data", "CSV", "SVG", "PNG"}), (tables, {"CSV", "Columns"})):
        for page, figure, offered in of:
            assert expected <= set(offered), figure["id"]
            assert all((page.parent / offered[name]).is_file() for name in expected), figure["id"]


def test_a_sheet_has_the_rows_that_the_page_shows_in_their_order(exhibits):
    for page, figure, offered in exhibits:
        if "data-table" in figure["class"]:
            heads, *rows = csv.reader((page.parent / offered["CSV"]).open(encoding="utf-8", newline=""))
            shown = figure.select("tbody tr")
            assert (len(heads), len(rows)) == (len(figure.select("thead th")), len(shown)), figure["id"]
            for row, there in zip((rows[0], rows[-1]), (shown[0], shown[-1])):
                words = " ".join(there.text.split()).replace(",", "").replace("−", "-")
                # A source stands in the sheet by its id and on the page by its name: one cell that reads alike is enough.
                assert any(" ".join(value.removesuffix(".0").replace(",", "").split()) in words for value in row if value), figure["id"]


def test_every_sheet_holds_to_the_definitions_beside_it(edition):
    descriptors = sorted((edition / "html/downloads").glob("*s/*.json"))
    descriptors = [path for path in descriptors if path.parent.name in ("figures", "tables")]
    for path in descriptors:
        held = json.loads(path.read_text(encoding="utf-8"))
        report = (Package if "resources" in held else Resource).from_descriptor(str(path)).validate()
        assert report.valid, (path.name, report.flatten(["rowNumber", "fieldName", "note"])[:3])


def test_every_column_of_every_exhibit_is_defined_in_words_and_no_definition_is_left_over(edition):
    said = {}
    for path in (edition / "html/downloads").glob("*s/*.json"):
        if path.parent.name in ("figures", "tables"):
            held = json.loads(path.read_text(encoding="utf-8"))
            for resource in held.get("resources", [held]):
                for field in resource["schema"]["fields"]:
                    # Where nobody has defined a column, its heading or its place in the chart stands for the definition.
                    assert field.get("description") not in (None, field.get("title")), f"{resource['name']}: {field['name']}"
                    said.setdefault((path.stem, field["name"]), []).append((field["description"], field.get("unit")))
    for row in tables.derived().itertuples():
        for exhibit in row.exhibit:
            shown = said.get((exhibit, row.column), [])
            told = (row.description, None if pd.isna(row.unit) else row.unit)
            assert exhibit == "any" or (not shown if row.drawing else set(shown) == {told}), f"{exhibit}: {row.column}"


def test_every_picture_is_complete_and_twice_the_size_of_its_drawing(edition):
    pictures = sorted((edition / "html/downloads/figures").glob("*.svg"))
    assert pictures
    for path in pictures:
        svg = path.read_text(encoding="utf-8")
        wide, high = (float(re.search(rf'^<svg [^>]*\b{side}="([\d.]+)"', svg)[1]) for side in ("width", "height"))
        png = path.with_suffix(".png").read_bytes()
        assert struct.unpack(">II", png[16:24]) == (2 * wide, 2 * high) and len(png) > 20_000, path.name
        assert re.search(r"Source: .*(Figure|Fig\.) [\d.]+ in: .*CC BY 4\.0", re.sub(r"<[^>]*>|\s+", " ", svg)), path.name


def test_the_data_package_is_valid_as_it_is_taken_and_defines_every_column(edition, tmp_path):
    with zipfile.ZipFile(edition / "html/downloads/fentanyl-barometer-data.zip") as archive:
        archive.extractall(tmp_path)
    folder = tmp_path / "fentanyl-barometer-data"
    assert Package.from_descriptor(str(folder / "datapackage.json")).validate().valid
    readme = (folder / "README.md").read_text(encoding="utf-8")
    assert all(part in readme for part in ("## How to cite", "@techreport{", "creativecommons.org/licenses/by/4.0", json.loads((folder / "datapackage.json").read_text())["version"]))
    for path in folder.glob("*.csv"):
        section = readme.split(f"\n## {path.name}\n")[1].split("\n## ")[0]
        header = next(csv.reader(path.open(encoding="utf-8", newline="")))
        assert all(re.search(rf"^\| `{column}` \| [^|]+ \| [^|]{{5,}} \|$", section, re.M) for column in header), path.name


def test_a_notebook_with_results_shows_no_role_and_no_directive(edition):
    for path in sorted((edition / "html/downloads").glob("*.ipynb")):
        for cell in nbformat.read(path, as_version=4).cells:
            texts = [cell.source] if cell.cell_type == "markdown" else [
                "".join(output.data["text/markdown"]) for output in cell.get("outputs", ()) if "text/markdown" in output.get("data", {})]
            for text in texts:
                assert not re.search(r"\{[\w:.+-]+\}`|^:::|^\([\w-]+\)=$", text, re.M), (path.name, text[:200])


CHAPTER = "04-chain-of-supply"


@pytest.fixture(scope="module")
def elsewhere(edition, tmp_path_factory):
    """A chapter's zip unpacked in a folder of its own, with an environment that holds its requirements and nothing else."""
    top = tmp_path_factory.mktemp("elsewhere")
    with zipfile.ZipFile(edition / f"html/downloads/{CHAPTER}.zip") as archive:
        archive.extractall(top)
    folder = top / CHAPTER
    python = folder / ".venv/bin/python"
    uv = shutil.which("uv") or (find_spec("uv") and f"{sys.executable} -m uv")
    steps = [[*uv.split(" "), "venv", "-q", "--python", sys.executable, ".venv"],
             [*uv.split(" "), "pip", "install", "-q", "--python", str(python), "-r", "requirements.txt"]] if uv else [
            [sys.executable, "-m", "venv", ".venv"], [str(python), "-m", "pip", "install", "-q", "-r", "requirements.txt"]]
    for step in steps:
        run = subprocess.run(step, cwd=folder, capture_output=True, text=True)
        if run.returncode and re.search(r"Could not connect|dns|Connection|Network|timed out|Failed to fetch", run.stderr, re.I):
            pytest.skip(f"packages cannot be fetched here: {run.stderr.strip().splitlines()[-1]}")
        assert run.returncode == 0, run.stderr
    return folder, python


def test_a_chapter_runs_elsewhere_and_finds_the_numbers_of_the_book(elsewhere):
    folder, python = elsewhere
    path = folder / f"chapters/{CHAPTER}.ipynb"
    printed = nbformat.read(path, as_version=4)
    run = subprocess.run([str(python.parent / "jupyter"), "nbconvert", "--to", "notebook", "--execute", "--inplace", str(path)],
                         cwd=folder, capture_output=True, text=True, env={"PATH": "/usr/bin:/bin", "HOME": str(folder)})
    assert run.returncode == 0, run.stderr[-2000:]
    found = nbformat.read(path, as_version=4)
    assert spoken.glued(found) == spoken.glued(printed) != {}

    def tables(notebook):
        return [output.data["application/vnd.dataresource+json"] for cell in notebook.cells for output in cell.get("outputs", ())
                if "application/vnd.dataresource+json" in output.get("data", {})]

    assert tables(found) == tables(printed) != []


def test_there_is_in_that_environment_all_that_the_other_chapters_import(elsewhere, edition):
    folder, python = elsewhere
    wanted = {line for line in (folder / "requirements.txt").read_text().splitlines() if "==" in line}
    modules = set()
    for path in sorted((edition / "html/downloads").glob("*.zip")):
        with zipfile.ZipFile(path) as archive:
            names = archive.namelist()
            if f"{path.stem}/requirements.txt" not in names:
                continue
            lines = {line for line in archive.read(f"{path.stem}/requirements.txt").decode().splitlines() if "==" in line}
            assert lines <= wanted, (path.name, lines - wanted)
            [notebook] = [name for name in names if name.endswith(".ipynb")]
            for cell in json.loads(archive.read(notebook))["cells"]:
                if cell["cell_type"] == "code":
                    modules |= requirements.imported("".join(cell["source"]))
    run = subprocess.run([str(python), "-c", f"import {', '.join(sorted(modules))}; import press"], cwd="/", capture_output=True, text=True)
    assert run.stderr.strip().endswith("No module named 'press'"), run.stderr
