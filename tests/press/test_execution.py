"""Chapters run when anything they depend on changes, not otherwise, and say where they fail."""
import os
import shutil

import pytest

from barometer import ROOT
from press import edition, execution, fingerprint


def test_changed_number_changes_the_page(copied):
    assert "The total is 17" in copied.page("chapters/numbers.html").text
    (copied.folder / "data/numbers.csv").write_text("value\n18\n")
    copied.build()
    assert "The total is 18" in copied.page("chapters/numbers.html").text


def test_nothing_runs_twice(copied, capsys):
    copied.build()
    assert "none to run again" in capsys.readouterr().out
    copied.build()
    assert "chapter" not in capsys.readouterr().out.replace("Reading and running the chapters", "")


def test_a_changed_page_gets_the_styles_that_no_page_needed_before(copied):
    copied.build()
    style = copied.folder / "_build/html/_static/styles/pydata-sphinx-theme.css"
    assert ".text-danger" not in style.read_text(encoding="utf-8")
    copied.write("numbers.ipynb", "# Numbers", ":::{div} text-danger\nNew words.\n:::")
    copied.build()
    assert ".text-danger" in style.read_text(encoding="utf-8") and "New words" in copied.page("chapters/numbers.html").text


def test_failing_chapter_is_named_and_nothing_is_published(copied, capsys):
    before = (copied.folder / "_build/html/chapters/numbers.html").read_bytes()
    copied.write("numbers.ipynb", "# Numbers", "New words.", "!total = 1\ntotal / 0")
    with pytest.raises(edition.BuildFailed):
        copied.build()
    said = capsys.readouterr().err
    assert "chapters/numbers.ipynb, cell 3:" in said
    assert "total / 0" in said and "ZeroDivisionError: division by zero" in said
    assert "Traceback" not in said
    assert (copied.folder / "_build/html/chapters/numbers.html").read_bytes() == before


def test_text_on_stderr_fails(copied, capsys):
    copied.write("numbers.ipynb", "# Numbers", "!import sys\nprint('careful', file=sys.stderr)")
    with pytest.raises(edition.BuildFailed):
        copied.build()
    assert "stderr" in capsys.readouterr().err


def test_a_broken_package_stops_the_build_once_and_names_its_faults(tmp_path):
    shutil.copytree(ROOT / "data", tmp_path / "data")
    table = tmp_path / "data" / "polls.csv"
    table.write_text(table.read_text(encoding="utf-8").replace("Gallup,2018", "Gallup,once"), encoding="utf-8")
    with pytest.raises(execution.BrokenPackage, match=r"fault.* in the data\n  data/polls.csv, row 2"):
        execution.kernel_environment(tmp_path)


@pytest.mark.parametrize("file", ["data/a.csv", "seeds/a.txt", "barometer/a.py", "requirements.txt"])
def test_fingerprint_sees_every_input(tmp_path, file):
    before = fingerprint.of(tmp_path)
    (tmp_path / file).parent.mkdir(exist_ok=True)
    (tmp_path / file).write_text("1")
    first = fingerprint.of(tmp_path)
    (tmp_path / file).write_text("2")
    assert len({before, first, fingerprint.of(tmp_path)}) == 3


def test_front_page_is_run_too(built):
    assert "from the front page" in built.page("index.html").text


def test_a_copy_of_the_book_runs_its_own_code_and_not_that_of_the_folder_its_environment_was_made_in(tmp_path):
    first = execution.kernel_environment(tmp_path)["PYTHONPATH"].split(os.pathsep)[0]
    assert first == str(tmp_path)
