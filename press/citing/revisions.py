"""When each page was last changed, asked of git in one call; without a git, or in a shallow clone, nobody can tell.

The answer is the configuration value `page_revisions`, a day for each file, so that pages never show an old one. A page that
git knows nothing of takes the date of the edition.
"""
import os
import subprocess
from pathlib import Path

from sphinx.util.matching import Matcher


def ask(folder: Path, *arguments: str) -> str | None:
    """What git answers in `folder`; None where there is no git, no repository, or no access to it."""
    # A hook or a tool that runs inside another repository must not lead git there.
    environment = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    try:
        answer = subprocess.run(["git", "-C", str(folder), *arguments], env=environment, capture_output=True, check=True)
    except (OSError, subprocess.CalledProcessError):
        return None
    return answer.stdout.decode("utf-8", errors="replace")


def revisions(folder: Path, patterns: list[str]) -> dict[str, str]:
    """The ISO day of the last commit that touched each file matching `patterns`, by its path within `folder`.

    Empty in a shallow clone: its first commit seems to have touched everything.
    """
    shallow = ask(folder, "rev-parse", "--is-shallow-repository")
    if shallow is None or shallow.strip() != "false":
        return {}
    log = ask(folder, "-c", "core.quotePath=off", "log", "--format=%x00%cs", "--name-only", "--relative", "--", *patterns)
    found, day = {}, ""
    for line in (log or "").splitlines():
        if line.startswith("\0"):
            day = line[1:]
        elif line:
            found.setdefault(line, day)  # the newest commit comes first
    return found


def note(app, config):
    """Only pages of the book count, or a commit to anything else would have every page written again."""
    source = Path(app.srcdir)
    excluded = Matcher(config.exclude_patterns)
    config.page_revisions = {
        path: day for path, day in sorted(revisions(source, [f"*{suffix}" for suffix in config.source_suffix]).items())
        if not excluded(path) and (source / path).is_file()}


def last_updated(env, docname: str, edition: str) -> str:
    """The ISO day on which a page was last changed, or `edition` where nobody can tell."""
    path = Path(env.doc2path(docname)).relative_to(env.srcdir).as_posix()
    return env.config.page_revisions.get(path, edition)


def setup(app):
    app.add_config_value("page_revisions", {}, "html", dict)
    # After the table of contents has excluded what it does not name.
    app.connect("config-inited", note, priority=950)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
