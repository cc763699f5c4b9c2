"""MyST without its markup, for readers that know no roles: spreadsheets, and notebooks outside the book."""
import re
from collections.abc import Callable

ROLE = re.compile(r"\{([\w:.+-]+)\}(`+)(.+?)\2", re.DOTALL)
EXPLICIT = re.compile(r"(.+?)\s*<([^<>]+)>\s*\Z", re.DOTALL)
MARKUP = (
    (re.compile(r"!?\[([^\]]*)\]\((?:[^()\s]|\([^()]*\))*\)"), r"\1"),
    (re.compile(r"\*\*(.+?)\*\*", re.DOTALL), r"\1"),
    (re.compile(r"(?<![\w*])\*([^*\s](?:[^*]*[^*\s])?)\*(?![\w*])"), r"\1"),
    (re.compile(r"`([^`]+)`"), r"\1"),
)


def parts(content: str) -> tuple[str | None, str]:
    """`words <target>` → words and target; `target` alone → None and the target."""
    explicit = EXPLICIT.match(content.strip())
    return (explicit[1], explicit[2].strip()) if explicit else (None, content.strip())


def without_roles(text: str, spoken: Callable[[str, str | None, str], str | None]) -> str:
    """`text` with each role replaced by what `spoken(role, words, target)` says; None leaves the role as it is."""
    def replaced(found: re.Match) -> str:
        said = spoken(found[1], *parts(found[3]))
        return found[0] if said is None else said

    return ROLE.sub(replaced, text)


def plain(text: str) -> str:
    """One line of MyST as plain text: references as their ids, links as their words."""
    text = without_roles(text, lambda role, words, target: words or target)
    for markup, kept in MARKUP:
        text = markup.sub(kept, text)
    return text
