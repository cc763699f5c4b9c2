"""A notebook whose text reads without the book: roles and directives of MyST turned into the words they stand for.

`{glue:text}` becomes the computed value, `{numref}` the number, a passage its id, a source its label, a citation author and
year, a link to another chapter its words. What a cell printed as Markdown is treated alike. Code stays as it is.
"""
import ast
import re
from dataclasses import dataclass
from pathlib import Path

import nbformat
from pybtex.database import parse_file
from pybtex.richtext import Text

from press import contents
from press.evidence import citations
from press.exhibits import plaintext

FENCE = re.compile(r"^ *(:{3,}|`{3,})(?:\{([\w-]+)\}[ \t]*(.*))?$", re.MULTILINE)
TARGET = re.compile(r"^\([\w.:-]+\)=[ \t]*\n", re.MULTILINE)
COMMENT = re.compile(r"^%.*\n", re.MULTILINE)
OPTION = re.compile(r"^:[\w-]+:.*\n", re.MULTILINE)
ATTRIBUTES = re.compile(r"(?<=[\])`])\{[.#][^}\n]*\}")
WITHIN = re.compile(r"(?<!!)\[([^\]]+)\]\((?![a-z]+:)[^)\s]*\)")
SILENT = {"bibliography", "tableofcontents"}


def glued(notebook: nbformat.NotebookNode) -> dict[str, object]:
    """The values that a notebook glued, by name."""
    found = {}
    for cell in notebook.cells:
        for output in cell.get("outputs", ()):
            name = output.get("metadata", {}).get("scrapbook", {}).get("name")
            text = output.get("data", {}).get(output.get("metadata", {}).get("scrapbook", {}).get("mime_prefix", "") + "text/plain")
            if name and text:
                try:
                    found[name] = ast.literal_eval(text)
                except (ValueError, SyntaxError):
                    found[name] = text
    return found


def _names(entry) -> str:
    """Who wrote a reference, as text names them: one, two, or the first `et al.`"""
    people = entry.persons.get("author") or entry.persons.get("editor") or []
    last = [str(Text.from_latex(" ".join((*person.prelast_names, *person.last_names)))) for person in people]
    if not last:
        return str(Text.from_latex(entry.fields.get("title", entry.key)))
    return last[0] if len(last) == 1 else f"{last[0]} and {last[1]}" if len(last) == 2 else f"{last[0]} et al."


@dataclass
class Speaker:
    """What roles stand for in one book; `notebooks` hands over the values of each."""

    app: object

    def __post_init__(self):
        self.references = {}
        for file in self.app.config.bibtex_bibfiles:
            path = Path(self.app.srcdir) / file
            if path.exists():
                self.references |= parse_file(str(path)).entries

    def numbered(self, target: str) -> str | None:
        """`Figure 9.3` for the anchor of an exhibit."""
        env = self.app.env
        place = env.domaindata["std"]["anonlabels"].get(target.lower())
        if place is None:
            return None
        kinds = env.toc_fignumbers.get(place[0], {})
        return next(filter(None, (contents.exhibit(env, place[0], kind, [place[1]]) for kind in kinds)), None)

    def titled(self, target: str) -> str | None:
        place = self.app.env.domaindata["std"]["labels"].get(target.lower())
        return place[2] if place else None

    def cited(self, keys: str, within: bool) -> str:
        """Author and year of each key: `Goldstein (1992)`, or all of it in parentheses."""
        said = []
        for key in (key.strip() for key in keys.split(",")):
            entry = self.references.get(key)
            if entry is None:
                said.append(key)
                continue
            year = entry.fields.get("year", "n.d.")
            said.append(f"{_names(entry)} {year}" if within else f"{_names(entry)} ({year})")
        return f"({'; '.join(said)})" if within else "; ".join(said)

    def say(self, values: dict[str, object], role: str, words: str | None, target: str) -> str | None:
        """The words for one role; None where it is not known and stays."""
        if role.startswith("glue"):
            name, _, form = target.partition(":")
            if name not in values:
                return None
            value = values[name]
            return format(value, form) if form and not isinstance(value, str) else str(value)
        if role in ("numref", "ref"):
            return words if words and "%" not in words and "{" not in words else self.numbered(target) or self.titled(target)
        if role in citations.KINDS:
            try:
                return words or citations.shown(role, target)
            except KeyError:
                return target
        if role in ("cite:t", "cite:p", "cite"):
            return self.cited(target, within=role != "cite:t")
        if role in ("term", "doc", "abbr"):
            return words or target
        return None

    def spoken(self, text: str, values: dict[str, object]) -> str:
        """One cell of Markdown, or what a cell printed as Markdown, without what only the book understands."""
        text = plaintext.without_roles(text, lambda *role: self.say(values, *role))
        text = COMMENT.sub("", TARGET.sub("", text))
        if FENCE.search(text):
            text = unfenced(text)
        return WITHIN.sub(r"\1", ATTRIBUTES.sub("", text))

    def notebook(self, notebook: nbformat.NotebookNode) -> nbformat.NotebookNode:
        values = glued(notebook)
        for cell in notebook.cells:
            if cell.cell_type == "markdown":
                cell.source = self.spoken(cell.source, values)
            for output in cell.get("outputs", ()):
                if "text/markdown" in output.get("data", {}):
                    output.data["text/markdown"] = self.spoken("".join(output.data["text/markdown"]), values)
        return notebook


def unfenced(text: str) -> str:
    """Markdown without the fences of directives; what stands in them stays, and their titles stand in bold."""
    lines, open_, silent, code = [], [], None, None
    for line in text.split("\n"):
        fence = FENCE.fullmatch(line)
        if silent:
            silent = None if fence and fence[1] == silent else silent
        elif code:
            lines.append(line)
            code = None if fence and fence[1] == code and not fence[2] else code
        elif fence and fence[2] in SILENT:
            silent = fence[1]
        elif fence and fence[2]:
            open_.append(fence[1])
            if fence[3] and fence[2] not in ("div", "container"):
                lines += [f"**{fence[3].strip()}**", ""]
        elif fence and fence[1] in open_:
            open_.remove(fence[1])
        elif fence and fence[1].startswith("`"):
            code = fence[1]
            lines.append(line)
        elif line.startswith("```") and not fence:  # an ordinary block of code, with its language
            code = re.match("`+", line)[0]
            lines.append(line)
        elif not fence and not OPTION.fullmatch(line + "\n"):
            lines.append(line)
    return "\n".join(lines).strip("\n")
