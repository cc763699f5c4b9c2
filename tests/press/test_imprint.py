"""What the book says of itself has one source."""
import json
import tomllib
from pathlib import Path

import pytest

from press import imprint

ROOT = Path(__file__).resolve().parents[2]


def test_version_and_author_are_the_same_wherever_they_must_stand_twice():
    record = imprint.read(ROOT / "CITATION.cff")
    package = json.loads((ROOT / "data" / "datapackage.json").read_text(encoding="utf-8"))
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert record["version"] == package["version"] == project["version"]
    assert record["authors"][0]["name"] == package["contributors"][0]["title"]
    assert f"## {record['version']} " in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")


def test_the_paper_is_dated_by_the_citation_file():
    record = imprint.read(ROOT / "CITATION.cff")
    assert imprint.settings(record)["typst_date"] == record["date-released"].isoformat()


def test_a_citation_file_without_a_version_is_refused_by_field(tmp_path):
    text = (ROOT / "CITATION.cff").read_text(encoding="utf-8")
    path = tmp_path / "CITATION.cff"
    path.write_text("".join(line for line in text.splitlines(True) if not line.startswith("version:")))
    with pytest.raises(KeyError, match="CITATION.cff: no version"):
        imprint.read(path)
