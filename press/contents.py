"""Where each document of the book stands, in reading order: its depth, its part, its number, and those of its exhibits."""
from dataclasses import dataclass

from sphinx import addnodes


@dataclass(frozen=True)
class Place:
    """Where a document stands: its depth below the root, the part it is in, the part it opens (captions or None)."""

    depth: int
    part: str | None
    opens: str | None


def document_places(env, root: str) -> dict[str, Place]:
    """Return the place of each document, in reading order.

    A caption over a table of contents in the root document opens a part.
    """
    places = {root: Place(0, None, None)}

    def walk(docname: str, depth: int, part: str | None, opens: str | None) -> None:
        if docname in places or docname not in env.all_docs:
            return
        places[docname] = Place(depth, part, opens)
        for child in env.toctree_includes.get(docname, ()):
            walk(child, depth + 1, part, None)

    for toctree in env.get_doctree(root).findall(addnodes.toctree):
        caption = toctree.get("caption")
        opens = caption
        for docname in toctree["includefiles"]:
            walk(docname, 1, caption, opens)
            opens = None
    return places


def number(env, docname: str) -> str:
    """The number of a document, as in its title, or an empty string."""
    return ".".join(map(str, env.toc_secnumbers.get(docname, {}).get("") or ()))


def kind(env, docname: str) -> str:
    """What a document is: a chapter has a number that is a figure, an appendix a letter, a page none."""
    found = number(env, docname)
    return "chapter" if found[:1].isdigit() else "appendix" if found else "page"


def exhibit(env, docname: str, kind: str, identifiers: list[str]) -> str:
    """What the book calls an exhibit that has one of `identifiers`, as in `Figure 9.3`; empty where it has no number.

    `kind` is that of `numfig_format`: figure, table, code-block or section.
    """
    numbers = env.toc_fignumbers.get(docname, {}).get(kind, {})
    found = next((numbers[identifier] for identifier in identifiers if identifier in numbers), None)
    return env.config.numfig_format[kind] % ".".join(map(str, found)) if found else ""
