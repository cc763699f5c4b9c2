"""Where each document of the book stands: its depth, its part, whether it is numbered, in reading order."""
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
    return ".".join(map(str, env.toc_secnumbers.get(docname, {}).get("", ())))
