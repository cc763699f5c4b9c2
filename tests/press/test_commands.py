"""The commands a reader types."""
import re
import subprocess
from pathlib import Path

from press.__main__ import main

ROOT = Path(__file__).resolve().parents[2]


def make(*arguments, folder=ROOT):
    return subprocess.run(["make", "-f", ROOT / "Makefile", *arguments], cwd=folder, capture_output=True, text=True)


def test_help_lists_every_command():
    listed = re.findall(r"^  make (\w+)", make("help").stdout, re.M)
    commands = re.search(r"^\.PHONY: (.*)$", (ROOT / "Makefile").read_text(encoding="utf-8"), re.M).group(1)
    assert sorted(listed) == sorted(commands.split())
    assert {"book", "html", "pdf", "lab", "test", "clean"} <= set(listed)


def test_without_python_it_says_what_is_missing(tmp_path):
    for name in ("requirements.txt", "pyproject.toml"):
        (tmp_path / name).touch()
    result = make("book", "BASE_PYTHON=", folder=tmp_path)
    assert result.returncode and "needs Python 3.11" in result.stderr
    assert not (tmp_path / ".venv").exists()


def test_outside_the_book_it_says_so(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    assert main(["html"]) == 2
    assert "_config.yml" in capsys.readouterr().err


def test_every_pin_is_exact():
    lines = [line.split("#")[0].strip() for line in (ROOT / "requirements.txt").read_text().splitlines()]
    pins = [line for line in lines if line and line != "-e ."]
    assert [pin for pin in pins if not re.match(r"[\w.-]+==[\w.]+( ; .+)?$", pin)] == []
