"""When a page was last changed is known from git, or not said."""
import os
import subprocess
from pathlib import Path

import pytest

from press.citing import revisions


def git(folder: Path, *arguments: str, day: str = ""):
    who = {"GIT_AUTHOR_NAME": "A", "GIT_AUTHOR_EMAIL": "a@example.org", "GIT_COMMITTER_NAME": "A",
           "GIT_COMMITTER_EMAIL": "a@example.org"}
    when = {"GIT_AUTHOR_DATE": f"{day}T12:00:00+00:00", "GIT_COMMITTER_DATE": f"{day}T12:00:00+00:00"} if day else {}
    subprocess.run(["git", "-C", str(folder), *arguments], check=True, capture_output=True, env={**os.environ, **who, **when})


@pytest.fixture
def repository(tmp_path):
    """A book in a folder of a repository: two pages, one changed later, one file of another kind."""
    folder = tmp_path / "repository"
    book = folder / "book"
    (book / "chapters").mkdir(parents=True)
    git(folder, "init", "-q")
    for name in ("index.md", "chapters/größe.md", "data.csv"):
        (book / name).write_text("first")
    git(folder, "add", ".")
    git(folder, "commit", "-qm", "first", day="2025-03-01")
    (book / "chapters/größe.md").write_text("second")
    git(folder, "commit", "-qam", "second", day="2026-04-02")
    return folder


def test_a_page_has_the_day_of_the_last_commit_that_touched_it(repository):
    assert revisions.revisions(repository / "book", ["*.md"]) == {"index.md": "2025-03-01", "chapters/größe.md": "2026-04-02"}


def test_a_shallow_clone_says_nothing(repository, tmp_path):
    git(tmp_path, "clone", "-q", "--depth", "1", repository.as_uri(), "clone")
    assert revisions.revisions(tmp_path / "clone" / "book", ["*.md"]) == {}
    git(tmp_path, "clone", "-q", repository.as_uri(), "whole")
    assert revisions.revisions(tmp_path / "whole" / "book", ["*.md"]) != {}


def test_without_a_repository_or_without_git_nothing_is_said(tmp_path, repository, monkeypatch):
    (tmp_path / "alone").mkdir()
    assert revisions.revisions(tmp_path / "alone", ["*.md"]) == {}
    monkeypatch.setenv("PATH", "")
    assert revisions.revisions(repository / "book", ["*.md"]) == {}


def test_another_repository_that_a_hook_points_to_does_not_count(repository, tmp_path, monkeypatch):
    (tmp_path / "alone").mkdir()
    monkeypatch.setenv("GIT_DIR", str(repository / ".git"))
    assert revisions.revisions(tmp_path / "alone", ["*.md"]) == {}
