"""Typst source from plain strings: everything literal, nothing that Typst could read as markup."""

import re

# Characters with a meaning in Typst markup, wherever they stand. Quotes are here because Typst would curl them and
# Sphinx has done so already where it should; hyphens because `--` and `-?` mean a dash and a soft hyphen.
_SPECIAL = re.compile(r"""([\\#$*_`<>@~\[\]=+\-/"'])""")
_NUMBERED = re.compile(r"^(\s*\d+)\.(?=\s|$)")
_SPACE = re.compile(r"[ \t\r\n\f\v]+")
_LONG = re.compile(r"[^\s\u200b]{16,}")
_SEAM = re.compile(r"(?<=[/_=&?:;|%])(?=[^\s/])|(?<=[.,])(?=[^\s/\d])|(?<=[a-z])(?=[A-Z])|(?<=[a-z]-)(?=\d)")
_SEAMLESS = re.compile(r"[^\s\u200b-]{25,}")
_PIECE = re.compile(r".{12}(?=.{4})")

ZERO_WIDTH_SPACE = "\u200b"


def escape(text: str) -> str:
    """Return `text` as markup that prints exactly `text`, runs of white space closed up."""
    text = _SPACE.sub(" ", text)
    text = _SPECIAL.sub(r"\\\1", text)
    text = text.replace("...", r"\.\.\.")
    return _NUMBERED.sub(r"\1\\.", text)


def string(text: str) -> str:
    """Return `text` as a Typst string literal."""
    for raw, escaped in (("\\", "\\\\"), ('"', '\\"'), ("\n", "\\n"), ("\t", "\\t"), ("\r", "")):
        text = text.replace(raw, escaped)
    return f'"{text}"'


def breakable(text: str) -> str:
    """Return `text` with places to break inside long words, addresses and names of columns.

    They are broken at their seams, and what has none (a digest in an address) every twelve letters.
    """
    text = _LONG.sub(lambda word: _SEAM.sub(ZERO_WIDTH_SPACE, word.group()), text)
    return _SEAMLESS.sub(lambda word: _PIECE.sub(rf"\g<0>{ZERO_WIDTH_SPACE}", word.group()), text)


def content(markup: str | None) -> str:
    """Return markup as a Typst content block, or `none`."""
    return "none" if markup is None else f"[{markup}]"


def call(function: str, *positional: str, **named: str) -> str:
    """Return a function call in markup, closed so that nothing after it can be taken for an argument.

    Underscores in the names of named arguments become hyphens, as Typst writes them.
    """
    arguments = [f"{name.replace('_', '-')}: {value}" for name, value in named.items()]
    return f"#{function}({', '.join([*arguments, *positional])});"


def array(items: list[str]) -> str:
    """Return a Typst array; one item keeps its comma, without which it would be a parenthesis."""
    return "(" + "".join(f"{item}, " for item in items) + ")"
