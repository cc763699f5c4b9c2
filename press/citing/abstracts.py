"""What each page says in short, as plain text: for citation records and the heads of web pages.

It is the page's `{div} abstract`; where there is none, its first paragraph whose words are all its own: what a reference
such as `{numref}` prints is known only when all pages are read. Kept in `env.press_abstracts` by docname.
"""
from docutils import nodes
from sphinx import addnodes

INVISIBLE = (nodes.footnote_reference, nodes.system_message, nodes.raw, nodes.problematic)


def abstract(doctree) -> str:
    """The abstract of a page as one line of text, empty where the page has no prose."""
    boxes = (box for box in doctree.findall(nodes.container) if "abstract" in box["classes"])
    box = next(boxes, None)
    paragraphs = list(box.findall(nodes.paragraph)) if box else []
    if not paragraphs:
        paragraphs = [node for node in doctree.findall(nodes.paragraph) if isinstance(node.parent, nodes.section)
                      and all(link.get("refexplicit") for link in node.findall(addnodes.pending_xref))][:1]
    return " ".join(" ".join(words(paragraph) for paragraph in paragraphs).split())


def words(node) -> str:
    """The text of a node without what prints no words in its place."""
    copied = node.deepcopy()
    for silent in list(copied.findall(lambda inner: isinstance(inner, INVISIBLE))):
        silent.parent.remove(silent)
    return copied.astext()


def collect(app, doctree):
    app.env.__dict__.setdefault("press_abstracts", {})[app.env.docname] = abstract(doctree)


def forget(app, env, docname):
    env.__dict__.get("press_abstracts", {}).pop(docname, None)


def merge(app, env, docnames, other):
    found = other.__dict__.get("press_abstracts", {})
    env.__dict__.setdefault("press_abstracts", {}).update({name: found[name] for name in docnames if name in found})


def setup(app):
    app.connect("doctree-read", collect)
    app.connect("env-purge-doc", forget)
    app.connect("env-merge-info", merge)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
