"""When the data turn, the chapters turn with them, or the build stops and names the sentence."""
import csv
import io
import json
import shutil
import subprocess
import sys

import pytest

from barometer import ROOT

# Runs the cells of a chapter as a kernel would, keeps what is glued into the text, and prints it.
READER = """
import json, sys, warnings
import myst_nb
from barometer.verdict import Overturned
glued = {}
myst_nb.glue = lambda name, value, display=False: glued.__setitem__(name, str(value))
names = {}
try:
    for cell in json.load(open(sys.argv[1], encoding="utf-8"))["cells"]:
        if cell["cell_type"] == "code":
            exec("".join(cell["source"]), names)
except Overturned as fault:
    glued["overturned"] = str(fault)
print(json.dumps(glued))
"""
CHAPTERS = ["01-reading-today", "08-building-the-barometer", "09-testing-it", "10-outlook"]


def copied(folder):
    """The parts of the book that a chapter needs, in another folder."""
    for name in ("barometer", "data", "seeds", "chapters"):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "CITATION.cff", folder)
    return folder


@pytest.fixture(scope="module")
def turned(tmp_path_factory):
    """A copy of the book in which cooperation on drugs and conflict over them have changed places."""
    folder = copied(tmp_path_factory.mktemp("turned"))
    goldstein = {row["cameo"]: float(row["goldstein"]) for row in rows(folder, "cameo")}

    def turn(row):
        if row["track"] == "narcotics" and row["cameo"]:
            row["cameo"] = "163" if goldstein[row["cameo"]] > 0 else "057"

    rewrite(folder, "codings", turn)
    return folder


def rows(folder, table):
    return list(csv.DictReader((folder / "data" / f"{table}.csv").open(encoding="utf-8", newline="")))


def rewrite(folder, table, change):
    kept = rows(folder, table)
    for row in kept:
        change(row)
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, list(kept[0]), lineterminator="\n")
    writer.writeheader()
    writer.writerows(kept)
    (folder / "data" / f"{table}.csv").write_text(text.getvalue(), encoding="utf-8", newline="")


def read(folder, chapter):
    """What a chapter glues into its text where it is run in `folder`."""
    run = subprocess.run([sys.executable, "-c", READER, f"chapters/{chapter}.ipynb"], cwd=folder, capture_output=True, text=True)
    assert run.returncode == 0, run.stderr[-2000:]
    return json.loads(run.stdout.splitlines()[-1])


@pytest.mark.parametrize("chapter", CHAPTERS)
def test_with_cooperation_turned_around_a_chapter_stops_at_the_first_sentence_that_is_no_longer_true(turned, chapter):
    assert "overturned" not in read(ROOT, chapter), "the chapter as it stands must not stop"
    assert read(turned, chapter)["overturned"].startswith("the data no longer bear out: ")


def test_with_a_threat_that_was_answered_the_chapter_on_bargains_stops_at_its_sentence(tmp_path):
    def answer(row):
        if row["bargain"] == "B08":
            row |= {"cn_delivered": "as asked", "cn_delivered_on": "2025-03-01"}

    rewrite(copied(tmp_path), "bargains", answer)
    assert "neither threat brought a delivery" in read(tmp_path, "07-bargains")["overturned"]
