"""The whole book as one resolved doctree."""

from docutils import nodes
from sphinx.util.nodes import inline_all_toctrees


def book_tree(builder, root: str) -> nodes.document:
    """Return the doctree of the root document with all others in it, references resolved."""
    tree = inline_all_toctrees(builder, set(), root, builder.env.get_doctree(root), lambda text: text, [root])
    tree["docname"] = root
    builder.env.resolve_references(tree, root, builder)
    return tree
