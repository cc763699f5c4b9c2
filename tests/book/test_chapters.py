"""The chapters as they stand in the repository: clean, short-celled, and true to the passages they name."""
import json
import re

import nbformat
import pytest

from barometer import ROOT, seeds, tables

NOTEBOOKS = sorted((ROOT / "chapters").glob("*.ipynb"))
TEXTS = [*NOTEBOOKS, ROOT / "index.md", *sorted((ROOT / "chapters").glob("*.md"))]
REPORT = [path for path in NOTEBOOKS if re.match(r"\d\d-", path.name)]


def cells(path, kind=None):
    """The cells of a notebook, or a Markdown page as one cell."""
    if path.suffix == ".md":
        found = [{"cell_type": "markdown", "source": path.read_text(encoding="utf-8")}]
    else:
        found = json.loads(path.read_text(encoding="utf-8"))["cells"]
    return ["".join(cell["source"]) for cell in found if kind in (None, cell["cell_type"])]


def names(paths):
    return [path.name for path in paths]


@pytest.mark.parametrize("path", NOTEBOOKS, ids=names(NOTEBOOKS))
def test_a_chapter_carries_no_stored_output(path):
    for number, cell in enumerate(json.loads(path.read_text(encoding="utf-8"))["cells"], start=1):
        if cell["cell_type"] == "code":
            clean = not cell["outputs"] and cell["execution_count"] is None
            assert clean, f"cell {number} of {path.name} holds a stored output: jupyter nbconvert --clear-output --inplace"


@pytest.mark.parametrize("path", NOTEBOOKS, ids=names(NOTEBOOKS))
def test_a_chapter_is_stored_as_jupyter_stores_it_so_that_an_edit_is_a_small_change(path):
    stored = path.read_text(encoding="utf-8")
    assert stored == nbformat.writes(nbformat.reads(stored, as_version=4)) + "\n"


@pytest.mark.parametrize("path", NOTEBOOKS, ids=names(NOTEBOOKS))
def test_a_cell_is_short_and_defines_nothing(path):
    for number, code in enumerate(cells(path, "code"), start=1):
        assert len(code.strip().splitlines()) <= 12, f"code cell {number} of {path.name}"
        assert not re.search(r"^\s*(def|class)\s|sys\.path|os\.chdir", code, re.M), f"code cell {number} of {path.name}"


@pytest.mark.parametrize("path", TEXTS, ids=names(TEXTS))
def test_every_passage_source_and_event_that_a_chapter_names_exists(path):
    known = {"passage": set(seeds.passages().index), "source": set(tables.sources().source),
             "event": set(tables.events().event)}
    named = [(kind, identifier) for cell in cells(path)
             for kind, identifier in re.findall(r"\{(passage|source|event)\}`([^`]+)`", cell)]
    assert [(kind, identifier) for kind, identifier in named if identifier not in known[kind]] == []


@pytest.mark.parametrize("path", REPORT, ids=names(REPORT))
def test_a_chapter_of_the_report_can_stand_alone(path):
    text = "\n\n".join(cells(path, "markdown"))
    assert text.startswith("# ")
    assert re.search(r":::\{div\} abstract\n(.{200,}?)\n:::", text, re.S)
    headings = re.findall(r"^## (.+)$", text, re.M)
    assert headings[0] == "Findings" and headings[-2:] == ["Limits", "Sources"]


STRAIGHT = str.maketrans("“”‘’", "\"\"''")


def quotations(path):
    """The quotations of a chapter that are followed by a passage: words and passage."""
    for cell in cells(path, "markdown"):
        line = re.sub(r"\s*\n\s*", " ", cell)
        yield from re.findall(r"[\"“]([^\"“”]{12,}?)[\"”][^.\"“]{0,60}?\{passage\}`(S\d\.\d\d)`", line)


@pytest.mark.parametrize("path", REPORT, ids=names(REPORT))
def test_a_quotation_in_a_chapter_stands_in_the_passage_named_after_it(path):
    for words, passage in quotations(path):
        wording = seeds.text(passage).translate(STRAIGHT)
        parts = re.split(r"\s*(?:\.\.\.|…|\[[^\]]*\])\s*", words.translate(STRAIGHT).strip(" ,."))
        missing = [part for part in parts if part.strip() and part.strip() not in wording]
        assert not missing, f"{path.name}: {missing} not in {passage}"


def test_the_search_for_quotations_finds_those_of_the_chapters():
    assert sum(1 for path in REPORT for _ in quotations(path)) > len(REPORT)
