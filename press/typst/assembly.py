"""The whole book as one resolved doctree, and where each of its documents stands."""

from dataclasses import dataclass

from docutils import nodes
from sphinx import addnodes
from sphinx.util.nodes import inline_all_toctrees


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


def book_tree(builder, root: str) -> nodes.document:
    """Return the doctree of the root document with all others in it, references resolved."""
    tree = inline_all_toctrees(builder, set(), root, builder.env.get_doctree(root), lambda text: text, [root])
    tree["docname"] = root
    builder.env.resolve_references(tree, root, builder)
    return tree
